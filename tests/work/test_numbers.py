"""Looking for numbers: whose, at which school, and the answer taken in by itself."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lists import attempt, refusals, shown, take_in
from terminal import ask_rows, contents, kaa

HEAD = "Personnummer;Förnamn;Efternamn;Skola;Telefon;Sekretess"
YOUTHS = (
    "20090312-2380;Nova;Ekdahl;Alströmergymnasiet;;",
    "20080502-2399;Leo;Sandin;Lerums gymnasium;;",
    "20080101-2386;Sara;Öberg;Lerums gymnasium;;",
    "20071103-2383;Moa;Lind;;;",
    "20090405-2396;Ali;Berg;Lerums gymnasium;070-174 06 40;",
    "20080708-2391;Elias;Holm;Lerums gymnasium;;S",
)


@pytest.fixture
def desk(desk: Path) -> Path:
    take_in(desk, HEAD, *YOUTHS)
    return desk


def schools() -> dict[str | None, int]:
    return {row["school"]: row["youths"] for row in kaa("numbers", "-f", "json").json}


def answered(desk: Path, head: str, *rows: str) -> Any:
    return take_in(desk, head, *rows, options=("--as", "phones"))


def test_the_schools_are_told_with_most_first_and_no_school_last(desk: Path) -> None:
    assert list(schools().items()) == [
        ("Lerums gymnasium", 2),
        ("Alströmergymnasiet", 1),
        (None, 1),
    ]
    told = kaa("numbers").out
    assert "4 youths\n Until Wed 9 Sep at the latest" in told
    assert "Sara" not in told


def test_one_schools_youths_are_told_by_part_of_its_name(desk: Path) -> None:
    rows = kaa("numbers", "--school", "lerum", "-f", "json").json
    assert [(row["youth"], row["given_name"], row["birth_year"]) for row in rows] == [
        (2, "Leo", 2008),
        (3, "Sara", 2008),
    ]
    assert [r["youth"] for r in kaa("numbers", "--school", "-", "-f", "json").json] == [4]
    assert kaa("numbers", "--school", "Ingen sådan", "-f", "json").json == []


def test_the_list_for_a_school_has_no_personal_numbers_and_is_logged(desk: Path) -> None:
    to = desk / "lerum.xlsx"
    assert kaa("numbers", "--school", "lerum", "-o", str(to)).code == 0
    sheet = openpyxl.load_workbook(to).worksheets[0]
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert rows[1:] == [
        [2, "Leo", "Sandin", "2008-05-02", "Lerums gymnasium", ""],
        [3, "Sara", "Öberg", "2008-01-01", "Lerums gymnasium", ""],
    ]
    ((kind, what),) = ask_rows(
        desk / "kaa.db", "SELECT kind, what FROM log_entry WHERE command = 'numbers'"
    )
    assert (kind, what) == ("export", '{"listed": 2, "runs": [[2, 3]]}')


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_that_list_comes_back_with_numbers_and_is_taken_in_as_it_is(
    desk: Path, ending: str
) -> None:
    to = desk / f"lerum.{ending}"
    assert kaa("numbers", "--school", "lerum", "-o", str(to)).code == 0
    if ending == "csv":
        filled = to.read_text(encoding="utf-8-sig").replace(
            "gymnasium;\n", "gymnasium;070-174 06 51 (mamma)\n", 1
        )
        to.write_text(filled, encoding="utf-8-sig")
    else:
        book = openpyxl.load_workbook(to)
        book.worksheets[0].cell(2, 6, "070-174 06 51 (mamma)")
        book.save(to)
    counts = kaa("import", str(to), "--as", "phones", "--yes", "-f", "json").json
    assert (counts["new"], counts["unchanged"], counts["rejects"]) == (1, 1, [])
    phone = {"number": "+46701740651", "of": "youth", "state": "unknown", "note": "mamma"}
    assert shown(2)["phones"] == [phone]
    assert schools()["Lerums gymnasium"] == 1
    (row,) = [r for r in kaa("numbers", "-f", "json").json if r["school"] == "Lerums gymnasium"]
    assert row["answered_on"] == "2026-09-07"


def test_a_list_by_personal_number_is_taken_in_and_again_adds_nothing(desk: Path) -> None:
    head, row = "Personnummer;Telefon;Källa", "20080502-2399;070-174 06 51, 070-174 06 52;skolan"
    assert answered(desk, head, row)["new"] == 1
    assert answered(desk, head, row)["applied"] is False
    assert {phone["number"] for phone in shown(2)["phones"]} == {"+46701740651", "+46701740652"}


def test_a_guardians_number_is_kept_for_a_minor_only(desk: Path) -> None:
    head = "Personnummer;Telefon;Vems"
    rows = ("20090312-2380;070-174 06 51;vh", "20080502-2399;070-174 06 52;vh")
    assert answered(desk, head, *rows)["new"] == 1
    assert [(p["number"], p["of"]) for p in shown(1)["phones"]] == [("+46701740651", "guardian")]
    assert shown(2)["phones"] == []


def test_a_number_found_wrong_does_not_come_back_as_untried(desk: Path) -> None:
    head, row = "Personnummer;Telefon", "20080502-2399;070-174 06 51"
    answered(desk, head, row)
    assert kaa("log", "2", "wrong-number").code == 0
    assert answered(desk, head, row)["new"] == 0
    assert [phone["state"] for phone in shown(2)["phones"]] == ["wrong"]


@pytest.mark.parametrize(
    ("head", "row", "refused"),
    [
        ("Nr;Telefon", "99;070-174 06 51", [(3, "youth", "no-such-youth")]),
        ("Nr;Telefon", "nova;070-174 06 51", [(3, "youth", "not-an-id")]),
        ("Nr;Född;Telefon", "1;2008-01-01;070-174 06 51", [(3, "born_on", "other-birth-date")]),
        (
            "Nr;Personnummer;Telefon",
            "1;20080502-2399;070-174 06 51",
            [(3, "identity_number", "other-youth")],
        ),
        ("Personnummer;Telefon", ";070-174 06 51", [(3, "identity_number", "missing")]),
        (
            "Personnummer;Telefon",
            "20070101-2387;070-174 06 51",
            [(3, "identity_number", "no-such-youth")],
        ),
    ],
)
def test_a_row_that_is_nobodys_refuses_the_list(
    desk: Path, head: str, row: str, refused: list[tuple[int, str, str]]
) -> None:
    fine = ";".join(["2" if head.startswith("Nr") else "20080502-2399", *[""] * head.count(";")])
    before = contents(desk / "kaa.db", with_log=True)
    answer = attempt(desk, head, fine, row, options=("--as", "phones", "--yes"))
    assert (answer.code, refusals(answer)) == (3, refused)
    assert contents(desk / "kaa.db", with_log=True) == before


def test_no_number_is_kept_under_protected_registration(desk: Path) -> None:
    take_in(desk, HEAD, YOUTHS[5].replace(";S", ";skyddad folkbokföring"))
    rows = ("20080708-2391;070-174 06 51",)
    answer = attempt(desk, "Personnummer;Telefon", *rows, options=("--as", "phones"))
    assert refusals(answer) == [(2, "identity_number", "protected")]


def test_a_list_that_says_nobody_is_refused(desk: Path) -> None:
    answer = attempt(desk, "Namn;Telefon", "Nova;070-174 06 51", options=("--as", "phones"))
    assert (answer.code, "No column says whose" in answer.err) == (3, True)


def test_what_is_typed_at_the_prompt_may_be_two_numbers_with_words(desk: Path) -> None:
    typed = "070-174 06 51 (efter kl 16), 070-174 06 52\n"
    assert kaa("youth", "phone", "2", input=typed).code == 0
    phones = {phone["number"]: phone["note"] for phone in shown(2)["phones"]}
    assert phones == {"+46701740651": "efter kl 16", "+46701740652": None}
    before = contents(desk / "kaa.db", with_log=True)
    for wrong in ("112\n", "saknas\n", "070-174 06 53, 112\n"):
        assert kaa("youth", "phone", "2", input=wrong).code == 3
    assert contents(desk / "kaa.db", with_log=True) == before


def test_a_list_that_cannot_be_written_is_not_logged_as_looked_at(desk: Path) -> None:
    there = desk / "there.csv"
    there.write_text("mine", encoding="utf-8")
    before = contents(desk / "kaa.db", with_log=True)
    for words in (
        ("-o", str(there)),
        ("-o", str(desk / "lerum")),
        ("--school", "x", "-o", "y.csv"),
    ):
        assert kaa("numbers", *words).code in {2, 3}
    assert contents(desk / "kaa.db", with_log=True) == before


def test_a_strange_name_of_a_file_never_reaches_the_terminal(desk: Path) -> None:
    answer = kaa("numbers", "-o", str(desk / "a\x1b[2J\x07.csv"))
    assert (answer.code, "row" in answer.err) == (0, True)
    assert not {"\x1b", "\x07"} & set(answer.out + answer.err)
