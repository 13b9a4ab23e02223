"""The example lists: each taken in with the outcome that their README promises."""

import importlib.util
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import pytest

import engines
from kaa_cli.files.tables import read_rows
from terminal import ROOT, contents, isolate, kaa

pytestmark = pytest.mark.same_anywhere("what a list is read as")

FOLDER = ROOT / "examples" / "rosters"
SPRING = "registered-in-spring.csv"
LISTED = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
OPTION = re.compile(r"`(--\w[\w-]*)[^`]*`")
FICTION = re.compile(r"070-?174 ?06 ?(0[5-9]|[1-9]\d)")
COUNTS = ("new", "changed", "unchanged", "rejected", "duplicates", "out_of_scope", "doubles",
          "without_number", "gone", "back_on_list")  # fmt: skip


@dataclass(frozen=True)
class Taken:
    """What comes of a list: the counts that are not 0, and a part of what is shown."""

    counts: dict[str, int]
    says: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rows:
    """Rows that stop a list: line, field and code of each."""

    refused: list[tuple[int, str, str]]
    options: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class File:
    """A file that is no list: a part of the sentence."""

    says: str


TEN = Taken({"new": 10})
THREE = Taken({"new": 3})
NUMBERLESS = {"new": 3, "without_number": 3}
NUMBER = "identity_number"
CP850 = ("--encoding", "cp850")
OWN = ("--column", "Elev-id=identity_number", "--column", "Släkt=family_name",
       "--column", "Nås på=phone")  # fmt: skip
EXPECTED: dict[str, Taken | Rows | File] = {
    "utf-8.csv": TEN,
    "utf-8-with-bom.csv": TEN,
    "windows-1252.csv": Taken({"new": 10}, 'first name beyond a-z is "Åsa Öberg"'),
    "utf-16-le-with-bom.csv": TEN,
    "utf-16-le-without-bom.csv": TEN,
    "utf-16-be-without-bom.csv": TEN,
    "cp850.csv": Taken({"new": 10}, '"Åsa Öberg"', CP850),
    "cp850-small-letters.csv": Taken({"new": 3}, '"Björn Håkansson"', CP850),
    "mac-roman.csv": Taken({"new": 10}, '"Åsa Öberg"', ("--encoding", "mac_roman")),
    "decomposed-letters.csv": TEN,
    "utf-8-broken-in-the-middle.csv": File("Row 9 is not text in utf-8"),
    "comma.csv": THREE,
    "tab.tsv": THREE,
    "pipe.csv": THREE,
    "sep-line.csv": THREE,
    "cr-line-ends.csv": THREE,
    "blank-rows.csv": THREE,
    "quoted-newline.csv": Taken(NUMBERLESS),
    "unterminated-quote.csv": File("Row 3: a quoted cell does not end"),
    "ragged-row.csv": File("Row 3 has 8 cells, but there are 7 headings"),
    "nul-character.csv": File("Row 3 holds a NUL"),
    "cell-too-long.csv": Rows([(3, "school", "too-long")]),
    "control-characters.csv": Rows(
        [(3, "city", "hostile-characters"), (4, "city", "hostile-characters")]
    ),
    "heading-twice.csv": File('The heading "förnamn" is there twice'),
    "headings-only.csv": File("headings but no rows"),
    "no-number-column.csv": File("--column HEADING=identity_number"),
    "no-headings.csv": File("must hold the headings, not a person"),
    "title-above-the-headings.csv": File("The first row has a single cell"),
    "sum-at-the-bottom.csv": Rows([(5, NUMBER, "not-a-number")]),
    "one-name-column.csv": Taken(NUMBERLESS, "3 names stood in one column"),
    "unknown-columns.csv": Taken(NUMBERLESS, 'Unknown columns, not read: "Namn2", "Klass"'),
    "own-headings.csv": Taken({"new": 3}, options=OWN),
    "markup-and-emoji.csv": Taken(NUMBERLESS),
    "formulas-as-text.csv": Taken(NUMBERLESS),
    "two-numbers-in-a-cell.csv": Taken({"new": 4}),
    "number-with-words.csv": Taken({"new": 3, "without_number": 1}),
    "numbers-that-cannot-be-called.csv": Taken(
        {"new": 5, "without_number": 4}, "4 phone numbers cannot be called"
    ),
    "guardian-per-row.csv": Taken({"new": 2, "duplicates": 1}),
    "same-youth-twice.csv": Taken({"new": 2, "duplicates": 1, "without_number": 2}),
    "same-youth-told-differently.csv": Rows([(4, NUMBER, "duplicate")]),
    "numbers-written-in-every-way.csv": Taken({"new": 6, "without_number": 6}),
    "excel-ate-the-zero.xlsx": Taken(
        {"new": 4, "without_number": 4}, "3 personal numbers had lost their first zero"
    ),
    "excel-shortened-the-number.csv": Rows([(n, NUMBER, "excel-shortened") for n in (2, 3, 4)]),
    "check-digit-wrong.csv": Rows([(2, NUMBER, "check-digit")]),
    "no-such-birth-date.csv": Rows(
        [(2, NUMBER, "no-such-day"), (3, NUMBER, "future"), (4, NUMBER, "birth-number-zero"),
         (5, NUMBER, "missing")]
    ),
    "temporary-number-becomes-personal.csv": Taken(
        {"new": 3, "without_number": 3, "doubles": 1}, "May be known already"
    ),
    "birth-date-only.csv": Taken(NUMBERLESS),
    "turned-20-and-in-school.csv": Taken(
        {"new": 2, "out_of_scope": 2, "without_number": 2},
        "1 has turned 20, 1 still in compulsory school",
    ),
    "days-written-in-every-way.csv": Taken({"new": 6, "without_number": 6}),
    "day-that-could-be-two.csv": Rows(
        [(n, "left_school_on", code)
         for n, code in enumerate(("not-a-day", "not-a-day", "future", "no-such-day"), 2)]
    ),
    "dates-of-excel.xlsx": THREE,
    "1904-dates.xlsx": THREE,
    "protection-in-words.csv": Taken(
        {"new": 6, "without_number": 6},
        "2 confidentiality-marked, 1 protected registration, 1 assumed identity",
    ),
    "protection-in-unknown-words.csv": Rows(
        [(2, "protection", "unknown-code"), (3, "protection", "unknown-code")]
    ),
    "protected-registration-with-address.csv": Taken({"new": 3}, "1 address was not taken in"),
    "reason-in-own-words.csv": Rows([(4, "reason", "unknown-code")]),
    "old-book.xls": TEN,
    "libreoffice.ods": TEN,
    "hidden-sheet.xlsx": THREE,
    "two-sheets.xlsx": Taken({"new": 3}, options=("--sheet", "alingsås")),
    "formula-without-value.xlsx": File('Row 3: the formula under "Skyddad" has no value'),
    "damaged.xlsx": File("damaged or of a kind that kaa does not read"),
    SPRING: Taken({"new": 4}),
    "answer-from-a-school.csv": Taken(
        {"new": 2, "unchanged": 2}, "1 row has no number", ("--as", "phones")
    ),
    "attempts.csv": Taken({"new": 3}, options=("--as", "attempts")),
    "attempt-before-registration.csv": Rows(
        [(2, "on", "outside-registration"), (3, "result", "impossible-pair"),
         (4, NUMBER, "no-such-youth")],
        ("--as", "attempts"),
    ),
    "occupations.csv": Taken({"new": 3}, options=("--as", "occupations")),
    "measures.csv": Taken({"new": 3}, options=("--as", "measures")),
    "outcomes.csv": Taken({"new": 3}, options=("--as", "outcomes")),
}  # fmt: skip
SAME_TEN = ("utf-8.csv", "utf-8-with-bom.csv", "windows-1252.csv", "utf-16-le-with-bom.csv",
            "utf-16-le-without-bom.csv", "utf-16-be-without-bom.csv", "cp850.csv", "mac-roman.csv",
            "decomposed-letters.csv", "old-book.xls", "libreoffice.ods")  # fmt: skip
SAME_THREE = ("comma.csv", "tab.tsv", "pipe.csv", "sep-line.csv", "cr-line-ends.csv",
              "blank-rows.csv", "dates-of-excel.xlsx", "1904-dates.xlsx", "hidden-sheet.xlsx",
              "cp850-small-letters.csv")  # fmt: skip


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    path = ROOT / "tools" / "example_rosters.py"
    spec = importlib.util.spec_from_file_location("tools_example_rosters", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def registers(engine: str, tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """An empty register, and one with the list of last spring."""
    folder = tmp_path_factory.mktemp("rosters")
    empty, spring = folder / "empty.db", folder / "spring.db"
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, folder)
        assert kaa("--db", str(empty), "init", "--municipality", "Alingsås").code == 0
        engines.copy(empty, spring)
        assert kaa("--db", str(spring), "import", str(FOLDER / SPRING), "--yes").code == 0
    return {False: empty, True: spring}


@pytest.fixture
def desk(registers: dict[bool, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty register of its own for each test."""
    path = tmp_path / "kaa.db"
    monkeypatch.setenv("KAA_DB", str(path))
    engines.copy(registers[False], path)
    return path


def youths_of(name: str, desk: Path) -> dict[str, list[tuple[object, ...]]]:
    """What a register holds after a list; of the list itself nothing."""
    outcome = EXPECTED[name]
    options = outcome.options if isinstance(outcome, Taken) else ()
    assert kaa("import", str(FOLDER / name), "--yes", *options).code == 0
    tables = contents(desk)
    return {name: tables[name] for name in ("youth", "registration", "guardian", "phone")}


@pytest.mark.parametrize("name", EXPECTED)
def test_each_list_has_the_outcome_that_was_promised(
    name: str, desk: Path, registers: dict[bool, Path]
) -> None:
    outcome = EXPECTED[name]
    options = () if isinstance(outcome, File) else outcome.options
    engines.copy(registers["--as" in options], desk)
    before = contents(desk, with_log=True)
    words = ("import", str(FOLDER / name), *options)
    shown = kaa(*words, "--dry-run").out if isinstance(outcome, Taken) and outcome.says else ""
    answer = kaa(*words, "--yes", "-f", "json")
    match outcome:
        case Taken(counts, says):
            assert answer.code == 0, answer.err
            assert {key: answer.json[key] for key in COUNTS if answer.json[key]} == counts
            assert answer.json["applied"]
            assert says in " ".join(shown.split())
            before = contents(desk, with_log=True)
            again = kaa(*words, "--yes", "-f", "json").json  # fault 48: the same file twice
            assert (again["new"], again["changed"], again["applied"]) == (0, 0, False)
        case Rows(refused):
            assert (answer.code, answer.json["applied"]) == (3, False)
            assert [(r["line"], r["field"], r["code"]) for r in answer.json["rejects"]] == refused
        case File(says):
            assert (answer.code, answer.out) == (3, "")
            assert says in answer.err
            assert answer.err.endswith("Nothing was saved.\n")
    assert contents(desk, with_log=True) == before


@pytest.mark.parametrize("names", [SAME_TEN, SAME_THREE], ids=["ten", "three"])
def test_the_same_youths_give_equal_registers_however_they_were_written(
    names: tuple[str, ...],
    tmp_path: Path,
    registers: dict[bool, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # faults 38, 41 and 44
    found = {}
    for name in names:
        place = engines.copy(registers[False], tmp_path / f"{name}.db")
        monkeypatch.setenv("KAA_DB", str(place))
        found[name] = youths_of(name, place)
    first = found[names[0]]
    assert len(first["youth"]) == len(first["phone"]) == {SAME_TEN: 10, SAME_THREE: 3}[names]
    assert [name for name, youths in found.items() if youths != first] == []


@pytest.mark.parametrize("name", ["cp850.csv", "mac-roman.csv", "own-headings.csv"])
def test_an_option_that_is_needed_is_named(name: str, desk: Path) -> None:  # fault 39
    answer = kaa("import", str(FOLDER / name), "--yes")
    assert answer.code == 3
    assert {"own-headings.csv": "--column"}.get(name, "--encoding") in answer.err


def test_letters_read_wrongly_are_shown_before_anything_is_kept(desk: Path) -> None:  # fault 39
    shown = kaa("import", str(FOLDER / "cp850-small-letters.csv"), input="n\n").out
    assert 'Read as cp1252: the first name beyond a-z is "H†kansson".' in shown
    assert 'Unknown columns, not read: "F”rnamn"' in shown
    assert "Try --encoding utf-8, cp1252, cp850 or mac_roman." in shown
    assert contents(desk)["youth"] == []


def test_the_readme_lists_the_files_that_are_there_and_those_are_tested() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    there = [path.name for path in FOLDER.iterdir() if path.name != "README.md"]
    assert sorted(LISTED.findall(readme)) == sorted(there) == sorted(EXPECTED)


def test_the_readme_names_the_options_that_a_file_needs() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for line in readme.splitlines():
        if found := LISTED.match(line):
            outcome = EXPECTED[found[1]]
            needed = () if isinstance(outcome, File) else outcome.options[::2]
            assert set(needed) == set(OPTION.findall(line)) - {"--skip-bad"}, line


def test_the_files_are_what_the_tool_writes(tool: ModuleType) -> None:
    assert tool.stale() == []


def test_git_keeps_the_bytes_of_every_file() -> None:
    attributes = (ROOT / ".gitattributes").read_text(encoding="utf-8")
    assert "\nexamples/** -text\n" in attributes


def test_the_lists_are_small_and_every_phone_number_is_of_fiction() -> None:
    for name, outcome in EXPECTED.items():
        if isinstance(outcome, File):
            continue
        options = dict(zip(outcome.options[::2], outcome.options[1::2], strict=True))
        table = read_rows(FOLDER / name, options.get("--encoding"), sheet=options.get("--sheet"))
        assert 3 <= len(table.rows) <= 12, name
        for row in table.rows:
            for cell in row.cells:
                phones = re.findall(r"(?<!\d)0\d{1,3}-[\d ]{7,}", cell)
                assert [one for one in phones if not FICTION.match(one)] == [], name
