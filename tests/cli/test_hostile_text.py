"""Text that would move, hide or rewrite a screen: stopped where it is typed or taken in."""

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

import engines
from hostile import STRINGS, harmless
from kaa_cli.rules.text import visible
from terminal import contents, isolate, kaa

pytestmark = pytest.mark.same_anywhere("what is drawn of a text")


@pytest.fixture(scope="module")
def empty_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, folder)
        assert kaa("--db", str(folder / "kaa.db"), "init").code == 0
    return folder / "kaa.db"


@pytest.fixture
def empty(empty_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = engines.copy(empty_once, tmp_path / "kaa.db")
    monkeypatch.setenv("KAA_DB", str(path))
    return path


def test_there_are_twenty_two_of_them_and_most_hold_a_control_character() -> None:
    assert len(STRINGS) == 22
    controls = [
        name
        for name, text in STRINGS.items()
        if any(unicodedata.category(letter) in {"Cc", "Cf"} for letter in text)
    ]
    assert len(controls) == 18


@pytest.mark.parametrize("name", STRINGS)
def test_every_control_character_gets_a_sign_of_its_own(name: str) -> None:
    text = STRINGS[name]
    assert len(visible(text)) == len(text)
    assert harmless(visible(text)) == []


STORED = {
    "markup": STRINGS["markup"],
    "link markup": STRINGS["link markup"],
    "stray close": STRINGS["stray close"],
    "brackets and emoji": STRINGS["brackets and emoji"],
    "carriage return": "ab cd",  # a line end, and so a blank
    "formula": "=cmd|' /C calc'!A0",
    "formula in full width": "＝1+1",
    "number": "+46701740605",
    "emoji": "👩\U0001f3fd🎸",
    "template": "{0.__class__} %s \\n $HOME",
    "quotes": '\'s "Z"; x',
    "200 letters": "Ö" * 200,
}
"""What may stand in a name, and how it is kept."""
REFUSED = {
    **{name: text for name, text in STRINGS.items() if name not in {*STORED, "NUL"}},
    "201 letters": "Ö" * 201,
    "10,000 letters": "ab " * 3_333 + "c",
}
"""What may not; a file with a NUL is refused whole."""


def a_list(path: Path, texts: Iterable[str], headings: Sequence[str] = ()) -> Path:
    """A youth with a school's number for each text, which stands in every cell of the row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Pnr", "Förnamn", "Efternamn", "Ort", "Telefon", "Skola", *headings])
        for n, text in enumerate(texts):
            writer.writerow([f"200801{n + 1:02}-T101", *[text] * (5 + len(headings))])
    return path


def told(*words: str) -> set[int]:
    """How a command ended in each form; nothing of what it told may reach the screen."""
    answers = [kaa(*words, "-f", form) for form in ("table", "json", "csv")]
    assert not any("kaa has made a mistake" in answer.err for answer in answers)
    assert [bad for answer in answers for bad in harmless(answer.out + answer.err)] == []
    return {answer.code for answer in answers}


def test_a_name_with_odd_letters_is_kept_as_it_is_and_harmless(  # fault 52
    empty: Path, tmp_path: Path
) -> None:
    texts = {**STORED, "carriage return": STRINGS["carriage return"]}
    path = a_list(tmp_path / "list.csv", texts.values())
    assert told("import", str(path), "--dry-run", "--show", "new") == {0}
    assert kaa("import", str(path), "--yes").code == 0
    for youth, text in enumerate(STORED.values(), 1):
        row = kaa("show", str(youth), "-f", "json").json
        names = ("given_name", "family_name", "city", "school")
        assert [row[name] for name in names] == [text] * 4
    for command in (["next", "-n", "99"], ["youth", "list"], ["show", "1"], ["ladder", "2"]):
        assert told(*command) == {0}


def test_a_name_that_could_do_harm_is_refused_harmless(  # fault 52
    empty: Path, tmp_path: Path
) -> None:
    path = a_list(tmp_path / "list.csv", ["Nova", *REFUSED.values()])
    assert told("import", str(path), "--yes") == {3}
    assert contents(empty)["youth"] == []
    refused = kaa("import", str(path), "--yes", "-f", "json").json["rejects"]
    assert {row["line"] for row in refused} == {*range(3, 3 + len(REFUSED))}
    assert {row["code"] for row in refused} == {"hostile-characters", "too-long"}
    assert told("import", str(path), "--dry-run", "--skip-bad") == {0}
    assert kaa("import", str(path), "--yes", "--skip-bad").code == 0
    assert len(contents(empty)["youth"]) == 1
    assert harmless((tmp_path / "list-rejected.csv").read_text(encoding="utf-8-sig")) == []
    assert told("import", str(tmp_path / "list-rejected.csv"), "--yes") == {3}


def test_a_hostile_heading_or_file_name_is_repeated_harmless(  # fault 52
    empty: Path, tmp_path: Path
) -> None:
    headings = [f"{n}{text}".replace("\x00", "\x01") for n, text in enumerate(STRINGS.values())]
    name = "".join(headings)[:80].replace("/", "")
    path = a_list(tmp_path / f"{name}.csv", ["Nova"], headings)
    assert told("import", str(path), "--dry-run") == {0}
    for heading in headings:
        answer = kaa("import", str(path), "--dry-run", "--column", f"{heading}x=city")
        assert (answer.code, harmless(answer.err)) == (2, [])
    assert kaa("import", str(path), "--yes", "--column", f"{headings[-1]}=street").code == 0
    for command in (["columns"], ["undo", "--list"], ["import", str(path), "--dry-run"]):
        assert told(*command) == {0}


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("name", STRINGS)
@pytest.mark.parametrize(
    "command",
    [
        ["log", "2", "{}"],
        ["log", "{}", "reached"],
        ["log", "2", "sent", "--on", "{}"],
        ["next", "-f", "{}"],
        ["next", "--{}"],
        ["{}"],
        ["import", "{}"],
        ["policy", "show", "{}"],
        ["--db", "{}", "next"],
    ],
    ids=" ".join,
)
def test_what_was_typed_is_repeated_harmless(command: list[str], name: str) -> None:
    text = STRINGS[name].replace("\x00", "\x01")  # no shell can hand over a NUL
    answer = kaa(*(word.format(text) for word in command))
    assert answer.code in {2, 3, 5, 7}, answer.err
    assert harmless(answer.err) == []
