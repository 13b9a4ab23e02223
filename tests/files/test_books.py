"""Spreadsheets as lists: the same rows from each kind, values as text, which sheet, refusals."""

import csv
import io
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path

import pytest

import spreadsheets
from kaa_cli.errors import Refused, UsageProblem
from kaa_cli.files.books import read_book
from kaa_cli.files.roster import read_roster
from kaa_cli.files.table import Table
from kaa_cli.files.tables import read_rows
from spreadsheets import Rows, changed, ods, xls, xlsx

EXAMPLE = Path(__file__).parents[2] / "examples" / "roster.csv"
TODAY = date(2026, 9, 7)
KINDS = {"xlsx": xlsx, "xls": xls, "ods": ods}
Writer = Callable[..., bytes]
each_kind = pytest.mark.parametrize("kind", KINDS)


def book(kind: str, rows: Rows) -> bytes:
    writer: Writer = KINDS[kind]
    return writer({"Blad1": rows})


def example() -> list[list[str]]:
    with EXAMPLE.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def refusal(content: bytes, sheet: str | None = None) -> str:
    with pytest.raises(Refused) as refused:
        read_book(content, sheet)
    sentence = refused.value.sentence
    assert sentence.endswith("Nothing was saved.")
    assert "\n" not in sentence
    return sentence


@each_kind
def test_the_same_youths_give_the_same_rows(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"list.{kind}"
    path.write_bytes(book(kind, example()))
    table, text = read_rows(path), read_rows(EXAMPLE)
    assert (table.headings, table.rows) == (text.headings, text.rows)
    assert (table.encoding, table.delimiter) == (kind, "")


@each_kind
def test_numbers_and_days_that_a_spreadsheet_has_made_are_the_same_youths(kind: str) -> None:
    heading, *rows = example()
    number, left = heading.index("Personnummer"), heading.index("Avbrottsdatum")
    typed: list[list[spreadsheets.Cell]] = [[*heading]]
    for row in rows:
        cells: list[spreadsheets.Cell] = [*row]
        digits = row[number].replace("-", "")
        cells[number] = int(digits) if digits.isdigit() else row[number]
        cells[left] = date.fromisoformat(row[left]) if row[left] else None
        typed.append(cells)
    told = read_roster(read_book(book(kind, typed)), TODAY)
    assert told == read_roster(read_rows(EXAMPLE), TODAY)


@each_kind
@pytest.mark.parametrize(
    ("value", "text"),
    [
        (200903122380, "200903122380"),
        (903122380, "903122380"),
        (1.5, "1.5"),
        (0, "0"),
        (date(2026, 8, 20), "2026-08-20"),
        (True, "Ja"),
        (False, "Nej"),
        ("070-174 06 05 (efter kl 16)", "070-174 06 05 (efter kl 16)"),
        ("0701740605", "0701740605"),
        ("2,00801E+11", "2,00801E+11"),
        ("Åsa\nÖst", "Åsa\nÖst"),
        ("a & <b> = 1", "a & <b> = 1"),
    ],
)
def test_a_value_becomes_the_text_one_would_have_typed(  # fault 44
    kind: str, value: spreadsheets.Cell, text: str
) -> None:
    table = read_book(book(kind, [["a", "b"], ["x", value]]))
    assert table.rows == [(2, ("x", text))]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime.fromisoformat("2026-08-20 10:30"), "2026-08-20 10:30:00"),
        (datetime.fromisoformat("2026-08-20"), "2026-08-20"),
        (time(10, 30), "10:30"),
        ("  blanks kept ", "  blanks kept "),
    ],
)
def test_times_and_blanks_are_kept(value: spreadsheets.Cell, text: str) -> None:
    assert read_book(book("xlsx", [["a", "b"], ["x", value]])).rows[0].cells[1] == text


@pytest.mark.parametrize("writer", [xlsx, xls])
def test_days_counted_from_1904_are_the_same_days(writer: Writer) -> None:  # fault 44
    rows = [["a", "b"], ["x", date(2026, 8, 20)]]
    assert read_book(writer({"A": rows}, mac=True)).rows[0].cells[1] == "2026-08-20"


@each_kind
def test_a_ten_digit_number_that_lost_its_zero_is_repaired(kind: str) -> None:  # fault 44
    table = read_book(book(kind, [["Personnummer", "Namn"], [903122380, "Nova Ekdahl"]]))
    (youth,) = read_roster(table, TODAY).rows
    assert (youth.identity.number, youth.notes[0]) == ("200903122380", "zero-restored")


def test_a_formula_gives_the_value_that_was_stored() -> None:  # fault 44
    content = changed(
        book("xlsx", [["a", "b"], ["x", "=1+1"]]),
        spreadsheets.SHEET,
        lambda part: (
            part.replace(b"<f>1+1</f><v/>", b"<f>1+1</f><v>2</v>")
            .replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
            .replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
        ),
    )
    assert read_book(content).rows == [(2, ("x", "2"))]


@pytest.mark.parametrize(
    "content",
    [
        book("xlsx", [["a", "Skyddad"], ["x", "n"], ["y", "#N/A"]]),
        book("xls", [["a", "Skyddad"], ["x", "n"], ["y", "#N/A"]]),
        book("ods", [["a", "Skyddad"], ["x", "n"], ["y", "#N/A"]]),
        book("xlsx", [["a", "Skyddad"], ["x", "n"], ["y", "=1+1"]]),
        book("xlsx", [[], [None, "a", "Skyddad"], [None, "x", "n"], [None, "y", "#N/A"]]),
    ],
    ids=["xlsx", "xls", "ods", "never reckoned", "further in"],
)
def test_a_formula_without_a_value_is_refused_with_its_place(content: bytes) -> None:  # fault 44
    assert 'Row 3: the formula under "Skyddad" has no value' in refusal(content)


@each_kind
def test_a_failed_formula_beside_the_list_or_on_another_sheet_is_no_fault(kind: str) -> None:
    writer: Writer = KINDS[kind]
    content = writer({"Lista": [["a"], ["x"]], "Antal": [["#N/A"]]}, ["Antal"])
    assert read_book(content).rows == [(2, ("x",))]


@each_kind
def test_blank_rows_above_are_left_out_and_below_counted(kind: str) -> None:
    rows: Rows = [[], [None, None], ["a", "b"], ["1", None], [None, " "], ["2", "3"], []]
    assert read_book(book(kind, rows)).rows == [(2, ("1", "")), (4, ("2", "3"))]


def test_a_row_that_is_only_coloured_is_no_row() -> None:
    content = changed(
        book("xlsx", [["a", "b"], ["1", "2"]]),
        spreadsheets.SHEET,
        lambda part: part.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
        ),
    )
    assert read_book(content).rows == [(2, ("1", "2"))]


LIST: Rows = [["a"], ["list"]]
OTHER: Rows = [["a"], ["other"]]


@each_kind
@pytest.mark.parametrize(
    ("sheets", "hidden", "asked", "cell"),
    [
        ({"Lista": LIST, "Tom": []}, [], None, "list"),
        ({"Tom": [], "Lista": LIST}, [], None, "list"),
        ({"Gammal": OTHER, "Lista": LIST}, ["Gammal"], None, "list"),
        ({"Gammal": OTHER, "Lista": LIST}, ["Gammal"], "Gammal", "other"),
        ({"Lista": LIST, "Mer": OTHER}, [], "Mer", "other"),
        ({"Lista": LIST, "Mer": OTHER}, [], " mER", "other"),
    ],
)
def test_the_sheet_named_or_the_only_one_in_sight_is_read(  # fault 44
    kind: str, sheets: Mapping[str, Rows], hidden: list[str], asked: str | None, cell: str
) -> None:
    writer: Writer = KINDS[kind]
    assert read_book(writer(sheets, hidden), asked).rows == [(2, (cell,))]


@each_kind
@pytest.mark.parametrize(
    ("sheets", "hidden", "asked", "says"),
    [
        ({"A": LIST, "B": OTHER}, [], None, 'Several sheets have rows: "A", "B". Choose one'),
        ({"A": [], "B": OTHER}, ["B"], None, 'Only hidden sheets have rows: "B". Choose one'),
        ({"A": LIST, "B": OTHER}, ["B"], "C", 'no sheet "C". It has: "A", "B".'),
        ({"A": LIST}, [], "\x1b[2J", 'no sheet "␛[2J"'),
        ({"A": []}, [], None, "The file is empty."),
        ({"A": [["a", "b"]]}, [], None, "headings but no rows"),
        ({"A": [["a", "a"], ["1", "2"]]}, [], None, 'The heading "a" is there twice'),
        ({"A": [["a", "b"], ["1", "2", "3"]]}, [], None, "Row 2 has 3 cells, but there are 2"),
        ({"A": [["a"], ["x" * 10_001]]}, [], None, "Row 2 has a cell of more than 10000 letters"),
    ],
)
def test_a_sheet_that_cannot_be_chosen_or_read_is_refused(  # fault 44
    kind: str, sheets: Mapping[str, Rows], hidden: list[str], asked: str | None, says: str
) -> None:
    writer: Writer = KINDS[kind]
    assert says in refusal(writer(sheets, hidden), asked)


def renamed(content: bytes) -> bytes:
    """An OLE file as Excel leaves one that holds an encrypted .xlsx."""
    name, other = ("Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le"))
    place = content.rindex(name)
    return content[:place] + other + content[place + len(other) :]


def with_password_record(content: bytes) -> bytes:
    """An old book whose second record says that the rest is encrypted."""
    second = content.index(b"\x09\x08\x10\x00") + 20
    return content[:second] + b"\x2f\x00" + content[second + 2 :]


@pytest.mark.parametrize(
    "content",
    [
        renamed(book("xls", LIST)),
        with_password_record(book("xls", LIST)),
        spreadsheets.archive(
            {"content.xml": b"\0\1\2", **spreadsheets.manifest("<manifest:encryption-data/>")}
        ),
    ],
    ids=["xlsx", "xls", "ods"],
)
def test_a_book_with_a_password_is_told_so(content: bytes) -> None:  # fault 44
    assert "has a password" in refusal(content)


@pytest.mark.parametrize(
    "content",
    [
        book("xlsx", LIST)[:-30],
        book("xlsx", LIST)[:600],
        book("xls", LIST)[:700],
        book("xls", LIST)[:512],
        b"\xd0\xcf\x11\xe0",
        b"PK\x03\x04",
        spreadsheets.archive({"a.txt": "x"}),
        spreadsheets.archive({"word/document.xml": "<w/>"}),
        changed(book("xlsx", LIST), spreadsheets.SHEET, lambda part: part[:-20]),
        changed(book("xlsx", LIST), spreadsheets.SHEET, lambda part: part.replace(b"A2", b"2A")),
        spreadsheets.ods_of({"A": '<table:table-row table:number-rows-repeated="x"/>'}),
    ],
)
def test_a_damaged_or_other_file_is_refused_in_one_sentence(content: bytes) -> None:
    assert "damaged or of a kind that kaa does not read" in refusal(content)


@each_kind
def test_whatever_byte_is_broken_there_is_a_table_or_a_refusal(kind: str) -> None:
    rows: list[list[spreadsheets.Cell]] = [[f"name {n}", n] for n in range(40)]
    content = book(kind, [["a", "b"], *rows])
    ends: set[str] = set()
    for place in range(0, len(content), max(1, len(content) // 150)):
        broken = bytearray(content)
        broken[place] ^= 0xFF
        try:
            ends.add(type(read_book(bytes(broken))).__name__)
        except Refused as refused:
            ends.add(type(refused).__name__)
    assert ends == {"Table", "Refused"}


def test_a_spreadsheet_is_known_by_its_content_also_on_standard_input(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(book("ods", LIST))))
    table: Table = read_rows(Path("-"))
    assert table.rows == [(2, ("list",))]


def test_options_of_the_other_kind_of_file_are_typing_errors(tmp_path: Path) -> None:
    text, sheet = tmp_path / "list.csv", tmp_path / "list.xlsx"
    text.write_text("a;b\n1;2\n")
    sheet.write_bytes(book("xlsx", LIST))
    with pytest.raises(UsageProblem, match="--sheet is for spreadsheets"):
        read_rows(text, sheet="A")
    for options in ({"encoding": "cp850"}, {"delimiter": ";"}):
        with pytest.raises(UsageProblem, match="for text files"):
            read_rows(sheet, **options)


@pytest.mark.parametrize(
    ("name", "options", "code", "says"),
    [
        ("list.xlsx", ["--sheet", "Lista"], 0, ""),
        ("list.xlsx", [], 3, "Several sheets have rows"),
        ("list.xlsx", ["--sheet", "Nej"], 3, "has no sheet"),
        ("list.csv", ["--sheet", "Lista"], 2, "--sheet is for spreadsheets"),
    ],
)
def test_the_command_takes_the_sheet(
    tmp_path: Path, name: str, options: list[str], code: int, says: str
) -> None:
    rows = example()
    (tmp_path / "list.xlsx").write_bytes(xlsx({"Lista": rows, "Mer": OTHER}))
    (tmp_path / "list.csv").write_bytes(EXAMPLE.read_bytes())
    register = ["-m", "kaa_cli", "--lang", "en", "--db", str(tmp_path / "x.db")]
    made = subprocess.run([sys.executable, *register, "init"], capture_output=True, check=False)
    assert made.returncode == 0, made.stderr
    done = subprocess.run(
        [sys.executable, *register, "import", str(tmp_path / name), *options, "--dry-run"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, says in done.stderr) == (code, True), done.stderr
    assert (f"{len(rows) - 1} " in done.stdout) == (code == 0)
