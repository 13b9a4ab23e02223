"""Purging as a user does it: listed, preserved, asked about, gone; and figures that stay."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import engines
from lists import take_in
from terminal import Answer, all_of, ask_rows, contents, in_terminal, kaa, personal

HEAD = "Personnummer;Förnamn;Efternamn;Adress;Postnr;Ort;Telefon;Orsak;Vh 1;Vh 1 telefon"
REPORTS = ("outcomes", "reach", "ladder", "inflow", "goals", "sustained")
GONE = ("Gallros", "Gallblad", "Gallgatan", "0701740612", "+46701740612", "070-174 06 12")


def number(day: str, birth: str) -> str:
    """A personal number of a day with one of the tax agency's test numbers."""
    digits = day.replace("-", "")[2:] + birth
    doubled = [int(sign) * (2 - place % 2) for place, sign in enumerate(digits)]
    return f"{day.replace('-', '')}-{birth}{-sum(map(sum, map(_digits, doubled))) % 10}"


def _digits(number: int) -> list[int]:
    return [int(sign) for sign in str(number)]


EDIT, ALI, MOA = (
    number("2005-02-28", "238"),
    number("2005-12-31", "239"),
    number("2006-01-01", "238"),
)
ROWS = (
    f"{EDIT};Edit;Gallros;Gallgatan 3;441 00;Alingsås;070-174 06 12;Studiebevis;;",
    f"{ALI};Ali;Gallblad;Gallgatan 4;441 00;Alingsås;070-174 06 13;Studiebevis;;",
    f"{MOA};Moa;Kvarlund;Provvägen 5;441 00;Alingsås;070-174 06 14;Studiebevis;"
    "Maria Vhnamn;070-174 06 16",
    "20050505-TF01;Tove;Efterskola;Provvägen 7;441 00;Alingsås;;Studiebevis;;",
)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return lambda day: monkeypatch.setenv("KAA_TODAY", day)


@pytest.fixture
def desk(desk_2023: Path, on: Callable[[str], None]) -> Path:
    """Two who turn 21 in 2026, one who does not, one with a school's number."""
    on("2023-10-02")
    for words in (
        ("log", "1", "reached", "work", "--note", "pratade om Gallros"),
        ("log", "3", "no-answer"),
        ("measure", "offer", "1", "coaching", "--start"),
        ("outcome", "record", "2", "work"),
        ("outcome", "record", "3", "studies"),
        ("youth", "edit", "1", "--set", "family_name=Gallrosdotter"),
    ):
        answer = kaa(*words)
        assert answer.code in {0, 2}, answer.err
    return desk_2023


@pytest.fixture
def desk_2023(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KAA_DB", str(tmp_path / "kaa.db"))
    monkeypatch.setenv("KAA_TODAY", "2023-09-04")
    assert kaa("init", "--municipality", "Alingsås", "--plaintext").code == 0
    take_in(tmp_path, HEAD, *ROWS)
    (tmp_path / "list.csv").unlink()
    return tmp_path


def purge(*words: str, **typed: Any) -> Answer:
    return kaa("purge", *words, **typed)


def reported(desk: Path, on: Callable[[str], None]) -> None:
    """Every half-year filed when it was over, and the print-out made."""
    for half, day in (
        ("2023H2", "2024-01-10"),
        ("2024H1", "2024-07-10"),
        ("2024H2", "2025-01-10"),
        ("2025H1", "2025-07-10"),
        ("2025H2", "2026-01-10"),
    ):
        on(day)
        answer = kaa("report", "half-year", half, "-o", str(desk / "sheet.xlsx"), "--force")
        assert answer.code == 0, answer.err
        (desk / "sheet.xlsx").unlink()
    on("2026-02-02")
    assert purge("--preserve", str(desk / "preserved.html")).code == 0


def told(report: str, *words: str) -> Any:
    half = () if report == "half-year" else ("--half-year",)
    answer = kaa("report", report, *half, "2023H2", "-f", "json", *words)
    assert answer.code == 0, answer.err
    row = dict(answer.json)
    row.pop("log", None)  # where the log ends, which a purge moves
    return row


def traces(folder: Path, *registers: Path) -> list[str]:
    """What is left of the purged in any file of a folder and in registers, by name and word."""
    held = [(path.name, path.read_bytes()) for path in folder.rglob("*") if path.is_file()]
    held += [(register.name, all_of(register)) for register in registers]
    return [
        f"{name}: {word}"
        for name, content in held
        for word in (*GONE, EDIT, EDIT.replace("-", ""), EDIT[2:].replace("-", ""))
        if word.encode() in content
    ]


# fault 63
@pytest.mark.parametrize(
    ("day", "youths", "late"),
    [
        ("2025-12-31", [], 0),
        ("2026-01-01", [1, 2, 4], 0),
        ("2026-12-31", [1, 2, 4], 0),
        ("2027-01-01", [1, 2, 3, 4], 3),
    ],
)
def test_the_list_has_numbers_and_reasons_and_never_a_name(
    desk: Path, on: Callable[[str], None], day: str, youths: list[int], late: int
) -> None:
    on(day)
    answer = purge("--dry-run", "-f", "json")
    assert answer.code == 0
    rows = [row for row in answer.json if row["reason"] == "turns-21"]
    assert sorted(row["youth"] for row in rows) == youths
    assert sum(row["days_overdue"] > 0 for row in rows) == late
    assert {row["youth"]: row["by_hand"] for row in rows if row["by_hand"]} == (
        {4: True} if youths else {}
    )
    drawn = purge("--dry-run")
    assert drawn.code == 0
    assert not any(name in drawn.out for name in ("Edit", "Gallros", "Ali", "Tove", "Efterskola"))
    assert personal(drawn.out) == []
    early = f"{len(youths)} of them may be kept until 2026-12-31: the purge takes them from"
    assert (early in " ".join(drawn.out.split())) == (day == "2026-01-01")


@pytest.mark.parametrize("words", [(), ("--dry-run", "--execute"), ("--dry-run", "--yes")])
def test_a_purge_says_which_of_three_things_it_is(desk: Path, words: tuple[str, ...]) -> None:
    assert purge(*words).code == 2


def test_nothing_goes_before_the_print_out_and_the_half_years(
    desk: Path, on: Callable[[str], None]
) -> None:
    on("2026-02-02")
    answer = purge("--execute", "--ahead", "--yes")
    assert answer.code == 3
    assert "for 2 of them" in answer.err
    assert purge("--preserve", str(desk / "p.html")).code == 0
    answer = purge("--execute", "--ahead", "--yes")
    assert answer.code == 3
    assert "2023H2, 2024H1, 2024H2, 2025H1, 2025H2" in answer.err
    assert answer.err.strip().endswith("Nothing was saved.")
    assert ask_rows(desk / "kaa.db", "SELECT count(*) FROM youth") == [(4,)]
    answer = purge("--execute", "--ahead", "--yes", "--reported", "in the old system")
    assert answer.code == 0, answer.err
    said = ask_rows(desk / "kaa.db", "SELECT said FROM log_entry WHERE kind = 'purge'")
    assert json.loads(said[0][0]) == {"reported": "in the old system"}


def test_it_asks_first_and_a_no_leaves_everything(desk: Path, on: Callable[[str], None]) -> None:
    reported(desk, on)
    answer = purge("--execute", "--ahead", input="n\n")
    assert answer.code == 3
    assert "2 youths" in answer.err
    assert "2 of them may be kept until 2026-12-31" in answer.err
    assert purge("--execute", "--ahead", input=None).code == 2
    assert ask_rows(desk / "kaa.db", "SELECT count(*) FROM youth") == [(4,)]
    answer = in_terminal("purge", "--execute", "--ahead", input="y\n")
    assert answer.code == 0, answer.out
    assert ask_rows(desk / "kaa.db", "SELECT id FROM youth ORDER BY id") == [(3,), (4,)]


# fault 62
def test_the_purged_are_in_no_file_and_the_log_is_whole(
    desk: Path, on: Callable[[str], None], tmp_path_factory: pytest.TempPathFactory
) -> None:
    reported(desk, on)
    assert kaa("show", "1").code == 0
    (desk / "preserved.html").unlink()
    assert traces(desk, desk / "kaa.db") != []
    answer = purge("--execute", "--ahead", "--yes", "-f", "json", "-o", str(desk / "protocol.json"))
    assert answer.code == 0, answer.err
    assert "Erased for good: 2 youths and 1 guardian." in answer.err
    assert traces(desk, desk / "kaa.db") == []
    assert traces(tmp_path_factory.getbasetemp() / "home0") == []
    protocol = json.loads((desk / "protocol.json").read_text(encoding="utf-8-sig"))
    assert protocol["reasons"] == {"turns-21": 2, "guardian-of-adult": 1}
    assert b"Kvarlund" in all_of(desk / "kaa.db")
    assert kaa("show", "1").code == 3
    assert kaa("show", "3").code == 0
    if not engines.is_postgres():  # whose backups are its own
        purged = [json.loads(line) for line in (desk / "kaa.db.purged").read_text().splitlines()]
        assert [one["youths"] for one in purged] == [[1, 2]]
    listed = kaa("undo", "--list")
    assert listed.code == 0
    assert "2 youths purged" in listed.out
    assert kaa("undo").code == 3
    assert kaa("audit", "verify").code == 0


def test_a_school_number_goes_only_when_it_is_named(desk: Path, on: Callable[[str], None]) -> None:
    reported(desk, on)
    assert purge("4", "--execute", "--ahead", "--yes").code == 0
    assert ask_rows(desk / "kaa.db", "SELECT id FROM youth ORDER BY id") == [(1,), (2,), (3,)]


def test_a_guardian_goes_on_the_18th_birthday_without_anything_else(
    desk: Path, on: Callable[[str], None]
) -> None:
    on("2023-12-31")
    assert purge("--dry-run", "-f", "json").json == []
    on("2024-01-01")
    rows = purge("--dry-run", "-f", "json").json
    assert [(row["youth"], row["reason"]) for row in rows] == [(3, "guardian-of-adult")]
    assert purge("--execute", "--ahead", "--yes").code == 0
    held = all_of(desk / "kaa.db")
    assert b"Vhnamn" not in held
    assert b"070-174 06 16" not in held
    assert b"070-174 06 14" in held
    assert purge("--dry-run", "-f", "json").json == []


def test_reports_of_closed_half_years_say_what_they_said(
    desk: Path, on: Callable[[str], None]
) -> None:
    reported(desk, on)
    before = {report: told(report) for report in (*REPORTS, "half-year")}
    drawn = {report: kaa("report", report, "--half-year", "2023H2").out for report in REPORTS}
    by_sex = told("outcomes", "--by", "sex")
    assert purge("--execute", "--ahead", "--yes").code == 0
    on("2026-09-07")
    for report in REPORTS:
        after = told(report)
        assert after.pop("kept_on") == "2026-02-02"
        assert after.pop("purged") == {"2023H2": 2}
        assert after == before[report]
        words = kaa("report", report, "--half-year", "2023H2").out
        kept = [line for line in drawn[report].splitlines() if line.strip() and "log" not in line]
        assert [line for line in kept if line not in words] == []
        assert "Kept as they were on 2026-02-02" in words
    filed = told("half-year")
    assert (filed["blocks"], filed["as_of"]) == (before["half-year"]["blocks"], "2026-02-02")
    assert (filed["kept_on"], filed["purged"]) == ("2026-02-02", 2)
    left = told("outcomes", "--by", "sex")
    assert left["population"] < by_sex["population"]
    assert (left["kept_on"], left["purged"]) == (None, {"2023H2": 2})
    days = kaa("report", "outcomes", "--from", "2023-07-01", "--to", "2023-12-31", "-f", "json")
    assert {**days.json, "log": None} == {**told("outcomes"), "log": None}
    between = kaa("report", "outcomes", "--from", "2023-07-01", "--to", "2023-12-30")
    assert "Some have been purged since" in between.out
    assert "(--half-year) tells what was reported" in " ".join(between.out.split())


def test_what_was_kept_first_is_truer_and_stays(desk: Path, on: Callable[[str], None]) -> None:
    reported(desk, on)
    before = told("outcomes")
    assert purge("1", "--execute", "--ahead", "--yes").code == 0
    on("2026-03-03")
    assert purge("2", "--execute", "--ahead", "--yes").code == 0
    after = told("outcomes")
    assert after["population"] == before["population"] == 4
    assert (after["kept_on"], after["purged"]) == ("2026-02-02", {"2023H2": 2})


def test_the_print_out_holds_what_is_documented_and_no_address(
    desk: Path, on: Callable[[str], None]
) -> None:
    on("2026-02-02")
    assert purge("--preserve", str(desk / "p.txt")).code == 2
    assert purge("--preserve", str(desk / "p.html")).code == 0
    page = (desk / "p.html").read_text(encoding="utf-8")
    assert "Edit Gallros" in page
    assert EDIT.replace("-", "") in page
    assert "Kvarlund" not in page
    assert not any(word in page for word in ("Gallgatan", "070-174", "pratade om", "Anna"))
    assert purge("--preserve", str(desk / "p.html")).code == 3
    on("2025-02-02")
    assert purge("--preserve", str(desk / "q.html")).code == 3
    assert not (desk / "q.html").exists()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2025-12-31", None),
        ("2026-11-02", "3 must be purged by Thu 31 Dec: kaa purge --dry-run"),
        ("2027-01-04", "3 should be purged already: kaa purge --dry-run"),
    ],
)
def test_the_start_screen_reminds(
    desk: Path, on: Callable[[str], None], day: str, sentence: str | None
) -> None:
    on(day)
    answer = kaa(env={"COLUMNS": "120"})
    assert answer.code == 0
    assert (sentence in answer.out) if sentence else ("be purged" not in answer.out)
    assert "1 guardian of an adult to purge" in answer.out
    row = kaa("-f", "json").json
    year = date.fromisoformat(day).year
    assert row["purge_overdue"] == (3 if year == 2027 else 0)
    assert row["to_purge"] == {2025: 0, 2026: 3, 2027: 4}[year]


def test_who_left_the_target_group_goes_earlier_where_that_is_decided(
    desk: Path, on: Callable[[str], None]
) -> None:
    on("2024-03-01")
    assert kaa("youth", "close", "3", "moved", "--yes").code == 0
    assert kaa("settings", "purge-after-months", "6").code == 0
    on("2024-08-31")
    assert [
        row for row in purge("--dry-run", "-f", "json").json if row["reason"] != "guardian-of-adult"
    ] == []
    on("2024-09-01")
    rows = purge("--dry-run", "3", "-f", "json").json
    assert ("left-target-group", "2024-09-01") in {(r["reason"], r["deadline_on"]) for r in rows}
    assert kaa("settings", "purge-after-months", "0").code == 0
    rows = purge("--dry-run", "3", "-f", "json").json
    assert {row["reason"] for row in rows} == {"guardian-of-adult"}


def test_participants_outside_the_duty_go_by_their_own_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on: Callable[[str], None]
) -> None:
    monkeypatch.setenv("KAA_DB", str(tmp_path / "kurs.db"))
    on("2023-09-04")
    assert kaa("init", "--kind", "programme", "--plaintext").code == 0
    take_in(tmp_path, HEAD, f"{number('1999-05-05', '238')};Siv;Kursdeltagare;;;;;;;")
    on("2024-02-29")
    assert kaa("youth", "close", "1", "completed", "--yes").code == 0
    on("2026-02-27")
    assert purge("--dry-run", "-f", "json").json == []
    on("2026-02-28")
    rows = purge("--dry-run", "-f", "json").json
    assert [(r["reason"], r["deadline_on"]) for r in rows] == [("programme-over", "2026-02-28")]
    assert purge("--preserve", str(tmp_path / "p.html")).code == 0
    answer = purge("--execute", "--ahead", "--yes")
    assert answer.code == 0, answer.err
    assert b"Kursdeltagare" not in all_of(tmp_path / "kurs.db")


def test_what_an_undone_import_left_in_the_log_goes_too(
    desk_2023: Path, on: Callable[[str], None]
) -> None:
    assert kaa("undo").code == 0
    assert b"Gallros" in all_of(desk_2023 / "kaa.db")
    on("2026-02-02")
    rows = purge("--dry-run", "-f", "json").json
    assert {row["reason"] for row in rows} >= {"only-in-log"}
    assert purge("--execute", "--ahead", "--yes").code == 0
    assert traces(desk_2023, desk_2023 / "kaa.db") == []
    assert kaa("undo", "2").code == 3


def test_protected_and_restricted_data_are_preserved_with_a_reason_only(
    desk: Path, on: Callable[[str], None]
) -> None:
    assert kaa("youth", "edit", "1", "protection", "--value", "confidential").code == 0
    assert kaa("youth", "edit", "2", "restricted", "--value", "yes").code == 0
    on("2026-02-02")
    refused = purge("--preserve", str(desk / "p.html"))
    assert refused.code == 3
    assert "2 of them are protected or restricted: add --reason" in refused.err
    assert not (desk / "p.html").exists()
    assert purge("--preserve", str(desk / "p.html"), "--reason", input="\n").code == 2
    answer = purge("--preserve", str(desk / "p.html"), "--reason", input="to the archive\n")
    assert answer.code == 0, answer.err
    assert EDIT.replace("-", "") in (desk / "p.html").read_text(encoding="utf-8")
    said = ask_rows(
        desk / "kaa.db",
        "SELECT kind, said FROM log_entry WHERE command = 'purge preserve' AND kind = 'export'",
    )
    assert [(kind, json.loads(text)) for kind, text in said] == [
        ("export", {"reason": "to the archive"})
    ]
    assert purge("--dry-run", "--reason").code == 2


def test_a_register_of_none_but_grown_people_is_not_called_empty(
    desk: Path, on: Callable[[str], None]
) -> None:
    on("2030-02-04")
    told = kaa(env={"COLUMNS": "120"}).out
    assert "4 youths in the register, none followed any more" in told
    assert "Nobody is in the register yet" not in told


def test_a_day_that_has_not_been_purges_nobody_unless_it_is_a_trial(desk: Path) -> None:
    before = contents(desk / "kaa.db")
    answer = purge("--execute", "--yes", env={"KAA_TODAY": "2199-01-01"})
    assert answer.code == 3
    assert "2199-01-01, which has not been yet" in answer.err
    assert contents(desk / "kaa.db") == before
