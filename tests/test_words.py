"""The language spoken: how it is chosen, and that both catalogues are whole; the tool for them."""

import ast
import gettext
import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from kaa_cli import words

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "kaa_cli"


def _load_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tools_words", ROOT / "tools" / "words.py")
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = tool
    spec.loader.exec_module(tool)
    return tool


tool = _load_tool()


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    words.use("en")


def _po(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "kaa.po"


@pytest.mark.parametrize(
    ("argv", "environ", "spoken"),
    [
        ([], {}, "en"),
        (["--lang", "sv"], {"KAA_LANG": "en"}, "sv"),
        (["--lang=sv", "next"], {}, "sv"),
        (["--lang"], {"LANG": "sv_SE.UTF-8"}, "sv"),
        ([], {"KAA_LANG": "sv", "LC_ALL": "en_GB.UTF-8"}, "sv"),
        ([], {"LC_ALL": "en_GB.UTF-8", "LANG": "sv_SE.UTF-8"}, "en"),
        ([], {"LANG": "sv_FI"}, "sv"),
        ([], {"LANG": "Swedish_Sweden.1252"}, "sv"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        ([], {"LANG": "sw_KE"}, "en"),
        (["--lang", "fi"], {}, "en"),
    ],
)
def test_the_flag_wins_over_the_environment_and_that_over_the_locale(
    argv: list[str], environ: dict[str, str], spoken: str
) -> None:
    assert words.choose(argv, environ) == spoken


def test_without_catalogues_english_is_spoken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(words, "_LOCALE_DIR", tmp_path)
    words._catalogue.cache_clear()
    words.use("sv")
    assert words._("The file is empty.") == "The file is empty."
    words._catalogue.cache_clear()


def test_every_sentence_is_there_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    code = tool.main(["--check"])
    assert capsys.readouterr().out == "the catalogues are complete\n"
    assert code == 0


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_entry_is_stale_missing_or_empty(language: str) -> None:
    wanted = {tool.key_of(message) for message in tool.entries(tool.gather(PACKAGE))}
    catalogue = tool.read_catalogue(_po(language))
    assert {tool.key_of(message) for message in tool.entries(catalogue)} == wanted
    assert tool.untranslated(catalogue) == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_translations_have_the_placeholders_of_their_english(language: str) -> None:
    catalogue = tool.read_catalogue(_po(language))
    translated = filter(tool.is_translated, tool.entries(catalogue))
    assert [tool.key_of(message) for message in translated if tool.misplaced(message)] == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_what_is_spoken_is_what_the_catalogue_says(language: str) -> None:
    with _po(language).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    catalogue = tool.read_catalogue(_po(language))
    for message in filter(tool.is_translated, tool.entries(catalogue)):
        said: object
        if message.pluralizable:
            one, many = message.id
            said = tuple(compiled.ngettext(one, many, count) for count in (1, 2))
        elif message.context:
            said = compiled.pgettext(message.context, message.id)
        else:
            said = compiled.gettext(message.id)
        assert said == message.string


def test_swedish_uses_its_own_quotation_marks_and_never_shouts() -> None:
    helps = {
        text
        for path in (PACKAGE / "cli").rglob("*.py")
        for text in tool.help_texts(path.read_text("utf-8"))
    }
    entries = tool.entries(tool.read_catalogue(_po("sv")))
    said = {str(message.string) for message in entries if message.id not in helps}
    assert [text for text in said if '"' in text or "!" in text or "vänligen" in text.lower()] == []


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_no_sentence_is_filled_in_before_it_is_translated(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="_" | "ngettext"), args=[sentence, *_]):
                filled = isinstance(sentence, ast.JoinedStr | ast.BinOp) or (
                    isinstance(sentence, ast.Call)
                    and isinstance(sentence.func, ast.Attribute)
                    and sentence.func.attr == "format"
                )
                assert not filled, f"line {node.lineno}: such a sentence is in no catalogue"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A package with a sentence, a plural, a word in a context, a command and a help text."""
    (tmp_path / "cli").mkdir()
    (tmp_path / "cli" / "room.py").write_text(
        "@app.command('go')\n"
        "def go() -> None:\n"
        '    """Go.\n\n    Example: kaa go\n    """\n'
        "    _('Saved: {name}.')\n"
        "    ngettext('{count} youth', '{count} youths', n)\n"
        "    W('result', 'sent', 'skickat')\n"
        "    W('letter', 'sent')\n"
        "def helper() -> None:\n"
        '    """Not a help text."""\n',
        "utf-8",
    )
    return tmp_path


def _missing(package: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    capsys.readouterr()
    tool.main(["--missing", "--package", str(package)])
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_missing_lists_what_to_translate_with_contexts_and_plurals(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _missing(small, capsys) == [
        {"msgid": "Go.\n\nExample: kaa go"},
        {"msgid": "Saved: {name}."},
        {"msgid": "letter\x04sent"},
        {"msgid": "result\x04sent"},
        {"msgid": "{count} youth", "many": "{count} youths"},
    ]


def test_filling_completes_the_catalogue_and_running_again_changes_no_byte(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    swedish = {
        "Go.\n\nExample: kaa go": "Gå.\n\nExempel: kaa go",
        "Saved: {name}.": "Sparat: {name}.",
        "letter\x04sent": "skickat",
        "result\x04sent": "skickat",
        "{count} youth": ["en ungdom", "{count} ungdomar"],
    }
    given = tmp_path / "swedish.json"
    given.write_text(json.dumps(swedish), "utf-8")
    assert tool.main(["--fill", str(given), "--package", str(small)]) == 0
    assert _missing(small, capsys) == []
    assert tool.main(["--check", "--package", str(small)]) == 0
    before = {path: path.read_bytes() for path in (small / "locale").rglob("kaa.*")}
    assert len(before) == 5
    assert tool.main(["--package", str(small)]) == 0
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"Saved: {name}.": "Sparat: {namn}."},
        {"Saved: {name}.": ["Sparat: {name}.", "Sparade: {name}."]},
        {"{count} youth": "{count} ungdomar"},
        {"{count} youth": ["en ungdom", "flera ungdomar"]},
        {"sent": "skickat"},
        {"Nobody wrote this.": "Ingen skrev det här."},
    ],
)
def test_a_translation_that_does_not_fit_is_named_and_left_out(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: dict[str, object]
) -> None:
    given = tmp_path / "swedish.json"
    given.write_text(json.dumps(wrong), "utf-8")
    assert tool.main(["--fill", str(given), "--package", str(small)]) == 1
    assert repr(next(iter(wrong))) in capsys.readouterr().err
    assert len(_missing(small, capsys)) == 5


def test_a_sentence_that_is_gone_or_new_makes_the_check_fail(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tool.main(["--package", str(small)])
    room = small / "cli" / "room.py"
    room.write_text(room.read_text("utf-8").replace("Saved: {name}", "Kept: {name}"), "utf-8")
    capsys.readouterr()
    assert tool.main(["--check", "--package", str(small)]) == 1
    said = capsys.readouterr().out
    assert "no Swedish: 'Kept: {name}.'" in said
    assert "stale, run tools/words.py: locale" in said
