"""Text that would move, hide or rewrite a screen: harmless and whole in every command."""

import csv
import json
import re
import shutil
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from kaa_cli.rules.text import HOSTILE, visible
from terminal import contents, in_terminal, isolate, kaa, rows_of

STRINGS = {
    "CSI colour": "\x1b[31mrö\x1b[0m",
    "CSI clear": "\x1b[2J\x1b[Hx",
    "OSC title BEL": "\x1b]0;ti\x07x",
    "OSC title ST": "\x1b]0;ti\x1b\\x",
    "OSC link": "\x1b]8;;h:x\x1b\\l\x1b]8;;\x1b\\",
    "OSC clipboard": "\x1b]52;c;eA==\x07",
    "DCS": "\x1bP1;1|x\x1b\\",
    "C1 CSI": "\x9b31mx",
    "C1 OSC": "\x9d0;x\x9c",
    "backspace": "ab\b\bcd",
    "carriage return": "ab\rcd",
    "NUL": "ab\x00cd",
    "DEL": "ab\x7fcd",
    "bell": "ab\x07cd",
    "shift out": "ab\x0e\x0fcd",
    "bidi override": "ab\u202edc\u202c",
    "bidi isolate": "ab\u2066dc\u2069",
    "zero width": "a\u200bb\ufeffc",
    "markup": "[red]ab[/red]",
    "link markup": "[link=h:x]ab",
    "stray close": "[/foo]ab",
    "brackets and emoji": "[enhet] :bomb:",
}
"""Twenty-two ways: what a terminal obeys, and what the drawing library might."""
TEXTS = {
    "youth": ("given_name", "family_name", "street", "postcode", "city", "municipality", "email",
              "school", "study_programme"),
    "guardian": ("name",),
    "phone": ("raw", "source"),
    "registration": ("referred_by",),
    "attempt": ("place", "note"),
    "occupation": ("says",),
    "outcome": ("programme",),
}  # fmt: skip
"""The text fields of one youth; those of everybody are below."""
SHARED = (
    ("caseworker", "name"),
    ("import_run", "file_name"),
    ("adopted_policy", "name"),
    ("setting", "value"),
    ("log_entry", "by"),
    ("log_entry", "login"),
)
WHOSE = {
    "youth": "id = :youth",
    "attempt": "registration_id IN (SELECT id FROM registration WHERE youth_id = :youth)",
}
YOUTHS = (1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12)  # no. 9 is protected: nothing of it is shown
_PAIRS = list(zip(list(STRINGS.values())[::2], list(STRINGS.values())[1::2], strict=True))
POISON = {youth: f"Q{one}Z{two}X" for youth, (one, two) in zip(YOUTHS, _PAIRS, strict=True)}
COMMANDS = [
    [],
    ["next"],
    ["next", "-n", "99", "--why"],
    ["ladder"],
    ["ladder", "{}"],
    ["timeline", "{}"],
    ["contact", "countdown", "--farewell", "--within", "1400"],
    ["youth", "list"],
    ["find", "-"],
    ["show", "{}"],
    ["report", "outcomes", "--by", "sex"],
    ["undo", "--list"],
    ["log", "{}", "no-answer"],
    ["contact", "reply", "{}", "sms"],
    ["youth", "edit", "{}", "by_hand", "--value", "yes"],
    ["youth", "close", "{}", "moved"],
    ["occupation", "set", "{}", "work"],
    ["outcome", "record", "{}", "work"],
    ["undo"],
]
OURS = re.compile(r"\x1b\[[0-9;]*m")
NOT_SHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@pytest.fixture(scope="module")
def poisoned_once(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with every text of every youth replaced by two of the strings."""
    folder = tmp_path_factory.mktemp("poisoned")
    register = Path(shutil.copy2(made_once, folder / "kaa.db"))
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, folder)
        patch.setenv("KAA_DB", str(register))
        for youth in map(str, YOUTHS):
            channel = ["--channel", "in-person", "--place", "p", "--with", "Cia"]
            kaa("youth", "edit", youth, "contact_person", "--value", "Bo")
            kaa("log", youth, "declined", *channel, "--note", "n")
            kaa("occupation", "set", youth, "other", "--says", "s")
            kaa("outcome", "record", youth, "studies", "--programme", "p")
    with rows_of(register) as rows:
        for whom, text in POISON.items():
            for table, columns in TEXTS.items():
                told = ", ".join(f'"{column}" = :text' for column in columns)
                whose = WHOSE.get(table, "youth_id = :youth")
                rows.execute(
                    f"UPDATE {table} SET {told} WHERE {whose}", {"text": text, "youth": whom}
                )
        everything = "".join(POISON.values())
        for table, column in SHARED:
            only = " WHERE key = 'municipalities'" if table == "setting" else ""
            number = "" if table != "caseworker" else " || id"
            rows.execute(f'UPDATE {table} SET "{column}" = ?{number}{only}', (everything,))
        what = json.dumps({"file": everything, "new": 12, "changed": 0})
        rows.execute("UPDATE log_entry SET what = ? WHERE command = 'import'", (what,))
        rows.execute("UPDATE log_entry SET by = 'Anna' WHERE id = (SELECT max(id) FROM log_entry)")
    return register


@pytest.fixture
def poisoned(poisoned_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = Path(shutil.copy2(poisoned_once, tmp_path / "kaa.db"))
    monkeypatch.setenv("KAA_DB", str(path))
    return path


@pytest.fixture(scope="module")
def empty_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, folder)
        assert kaa("--db", str(folder / "kaa.db"), "init").code == 0
    return folder / "kaa.db"


@pytest.fixture
def empty(empty_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = Path(shutil.copy2(empty_once, tmp_path / "kaa.db"))
    monkeypatch.setenv("KAA_DB", str(path))
    return path


def each(command: list[str]) -> list[list[str]]:
    """The command for every youth, or once when it is about nobody."""
    if "{}" not in command:
        return [command]
    return [[word.format(youth) for word in command] for youth in YOUTHS]


def harmless(text: str) -> list[str]:
    """The control and bidi characters in an answer; our own lines and tabs are none."""
    return [ascii(found) for found in NOT_SHOWN.findall(text) + HOSTILE.findall(text)]


@pytest.mark.usefixtures("poisoned")
@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_control_character_reaches_a_pipe(command: list[str], form: str) -> None:
    for words in each(command):
        answer = kaa(*words, "-f", form, input="Q\n")
        assert "kaa has made a mistake" not in answer.err
        assert answer.code == 0, answer.err
        assert harmless(answer.out + answer.err) == []


@pytest.mark.usefixtures("poisoned")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_control_character_but_our_colours_reaches_a_terminal(command: list[str]) -> None:
    for words in each(command):
        typed = {"find": "Q\n", "log": "y\n"}.get("".join(words[:1]), "")
        answer = in_terminal(*(words[:1] if "find" in words else words), input=typed)
        assert "kaa has made a mistake" not in answer.out
        assert answer.code == 0, answer.out
        assert harmless(OURS.sub("", answer.out)) == []


@pytest.mark.usefixtures("poisoned")
@pytest.mark.parametrize("command", ["show", "timeline", "ladder"])
def test_the_text_of_a_youth_is_whole_in_a_pipe(command: str) -> None:
    for youth, text in POISON.items():
        assert visible(text) in kaa(command, str(youth)).out


@pytest.mark.usefixtures("poisoned")
@pytest.mark.parametrize("command", [["youth", "list"], ["find", "-"]], ids=" ".join)
@pytest.mark.parametrize("form", ["table", "csv"])
def test_the_text_of_every_youth_is_whole_in_a_list(command: list[str], form: str) -> None:
    listed = kaa(*command, "-f", form, input="Q\n").out
    assert [ascii(text) for text in POISON.values() if visible(text) not in listed] == []


@pytest.mark.usefixtures("poisoned")
def test_the_text_reads_back_equal_from_json() -> None:
    fields = ("given_name", "family_name", "street", "school", "study_programme", "email")
    for youth, text in POISON.items():
        row = kaa("show", str(youth), "-f", "json").json
        assert [row[field] for field in fields] == [text] * len(fields)


@pytest.mark.usefixtures("poisoned")
def test_the_text_is_whole_at_a_terminal() -> None:
    for youth, text in POISON.items():
        drawn = OURS.sub("", in_terminal("show", str(youth), columns=200).out)
        assert "".join(visible(text).split()) in "".join(drawn.split())


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
