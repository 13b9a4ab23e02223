"""`kaa check` as a user runs it: silent when clean, else each finding with what mends it."""

import re
from pathlib import Path

import pytest

from lists import take_in
from terminal import contents, kaa, rows_of

HEAD = "Personnummer;Förnamn;Efternamn;Adress;Postnr;Ort;Telefon;Skyddad"
NOVA = "20090312-2380;Nova;Ek;Exempelgatan 7;443 00;Lerum;070-174 06 12;"
EDIT = "20060910-2389;Edit;Alm;Provvägen 3;441 00;Alingsås;;"
LOST = "20080101-2386;Sara;Berg;;;;;"
HID = "20071103-2383;Moa;Dold;;;;;ja"
CODES = ("code", "youth", "command")


@pytest.fixture
def desk(desk: Path) -> Path:
    take_in(desk, HEAD, NOVA, EDIT)
    return desk


def amiss() -> list[tuple[str, int | None, str]]:
    answer = kaa("check", "-f", "json")
    rows = answer.json
    assert (answer.code, answer.err) == (3 if rows else 0, "")
    assert [row["finding"] for row in rows] == list(range(1, len(rows) + 1))
    assert all(row["says"] and "{" not in row["says"] for row in rows)
    return [(row["code"], row["youth"], row["command"]) for row in rows]


def test_a_register_where_everybody_has_a_place_is_silent(desk: Path) -> None:
    before = contents(desk / "kaa.db")
    answer = kaa("check")
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    assert kaa("check", "-f", "json").out == "[]\n"
    assert contents(desk / "kaa.db") == before


def test_an_empty_register_is_silent(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAA_DB", str(desk / "other.db"))
    kaa("init")
    assert (kaa("check").code, kaa("check").out) == (0, "")


def test_a_guardian_of_one_who_has_come_of_age_is_to_be_purged(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept for a minor, unused from the birthday on, and told of until it is gone."""
    monkeypatch.setenv("KAA_TODAY", "2027-03-11")
    assert kaa("youth", "phone", "1", "--of", "guardian", input="070-174 06 40\n").code == 0
    assert [code for code, youth, _command in amiss() if youth == 1] == []
    monkeypatch.setenv("KAA_TODAY", "2027-03-12")
    assert ("guardian-kept", 1, "kaa purge --dry-run") in amiss()
    assert "kept still, and not used: to be purged" in kaa("show", "1").out
    assert kaa("youth", "phone", "1", "--of", "guardian", input="070-174 06 41\n").code == 3
    with rows_of(desk / "kaa.db") as rows:
        rows.execute("DELETE FROM phone WHERE guardian_id IS NOT NULL")
        rows.execute("DELETE FROM guardian")
    assert "guardian-kept" not in [code for code, _youth, _command in amiss()]


def test_who_has_turned_20_is_mended_by_the_command_told(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAA_TODAY", "2026-09-10")
    told = amiss()
    assert told == [("turned-20", 2, "kaa youth close --turned-20")]
    assert kaa(*told[0][2].split()[1:], "--yes").code == 0
    assert amiss() == []


def test_the_queue_that_overlooks_somebody_is_mended(desk: Path) -> None:
    with rows_of(desk / "kaa.db") as rows:
        rows.execute("UPDATE registration SET look_on = '2027-01-01' WHERE youth_id = 1")
    assert amiss() == [("overlooked", 1, "kaa doctor --mend")]
    assert kaa("doctor", "--mend").code == 0
    assert amiss() == []


def test_an_appointment_nobody_told_of_is_mended(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    booked = kaa("appointment", "add", "1", "talk", "2026-09-08")
    assert booked.code == 0, booked.err
    monkeypatch.setenv("KAA_TODAY", "2026-09-09")
    told = amiss()
    assert told == [("appointment", 1, "kaa appointment came 1")]
    assert kaa(*told[0][2].split()[1:]).code == 0
    assert amiss() == []


def test_a_restriction_is_renewed_or_lifted(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kaa("youth", "edit", "1", "restricted", "--value", "yes")
    monkeypatch.setenv("KAA_TODAY", "2027-03-10")
    with rows_of(desk / "kaa.db") as rows:  # the other one has turned 20
        rows.execute("UPDATE youth SET born_on = '2009-01-01' WHERE id = 2")
    told = [one for one in amiss() if one[1] == 1]
    assert told == [("restricted", 1, "kaa youth edit 1 restricted")]
    assert kaa("youth", "edit", "1", "restricted", input="yes\n").code == 0
    assert [one for one in amiss() if one[1] == 1] == []


def test_an_open_round_of_an_earlier_day_has_no_youth(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kaa("youth", "assign", "1,2", "--to", "Bo", "--yes")
    kaa("youth", "assign", "1,2", "--to", "Cia", "--yes")
    with rows_of(desk / "kaa.db") as rows:
        rows.execute(
            'INSERT INTO visit_round ("on", back_at, lead_id, with_id, office, announced)'
            " VALUES ('2026-09-07', '15:30:00', 1, 2, '', false)"
        )
    assert amiss() == []
    monkeypatch.setenv("KAA_TODAY", "2026-09-08")
    assert amiss() == [("visit-round", None, "kaa visit close 1")]


def test_the_protected_are_told_by_number_only(desk: Path) -> None:
    take_in(desk, HEAD, LOST, HID)
    kaa("youth", "edit", "4", "protection", "--value", "confidentiality-marked")
    told = amiss()
    assert [(code, youth) for code, youth, _command in told] == [
        ("no-contact-point", 3),
        ("no-contact-point", 4),
    ]
    answer = kaa("check")
    assert (answer.code, answer.err) == (3, "")
    assert not re.search(r"Moa|Dold|Sara|2007|2008", answer.out)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_findings_go_to_a_file_too(desk: Path, ending: str) -> None:
    take_in(desk, HEAD, LOST)
    file = desk / f"found.{ending}"
    assert kaa("check", "-o", str(file)).code == 3
    assert file.stat().st_size > 0
