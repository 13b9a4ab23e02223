"""The countdown to 20 as a user asks for it, and the list for the farewell letters."""

import json
import re
from pathlib import Path

import pytest

from lists import take_in
from terminal import ask_rows, contents, kaa, personal, rows_of

HEAD = "Personnummer;Förnamn;Efternamn;Adress;Postnr;Ort;Telefon;Skyddad"
EDIT = "20060910-2389;Edit;Alm;Provvägen 3;441 00;Alingsås;070-174 06 12;"
ALI = "20061001-2395;Ali;Öst;Exempelgatan 7;443 00;Lerum;070-174 06 13;"
NOVA = "20090312-2380;Nova;Ek;Provvägen 9;441 00;Alingsås;070-174 06 14;"
HID = "20060920-2387;Moa;Dold;Hemliga gatan 1;441 00;Alingsås;;ja"
LOST = "20061020-2392;Ola;Berg;;;;;"


@pytest.fixture
def desk(desk: Path) -> Path:
    take_in(desk, HEAD, EDIT, ALI, NOVA, HID, LOST)
    return desk


def late(*words: str) -> dict[int, dict[str, object]]:
    answer = kaa("contact", "countdown", *words, "-f", "json")
    assert (answer.code, answer.err) == (0, "")
    return {row["youth"]: row for row in answer.json}


def test_who_cannot_be_reached_in_time_is_listed_the_soonest_first(desk: Path) -> None:
    before = contents(desk / "kaa.db", with_log=True)
    rows = late()
    assert next(iter(rows)) == 1
    assert 3 not in rows
    assert rows[1]["turns_20_on"] == "2026-09-10"
    assert (rows[1]["days_left"], rows[1]["weeks_left"]) == (3, 0)
    assert (rows[1]["channel"], rows[1]["do_by"]) == ("phone", "2026-09-07")
    assert (rows[1]["pace"], rows[1]["ends_at_pace_on"]) == (None, None)
    assert contents(desk / "kaa.db", with_log=True) == before


def test_the_screen_says_what_to_do_and_that_the_pace_is_not_known(desk: Path) -> None:
    told = kaa("contact", "countdown").out
    assert "Call today" in told
    assert "The pace is not known: no attempt in 20 worked days." in told
    assert "kaa contact countdown --farewell" in told


def test_the_pace_is_told_with_what_it_was_counted_from(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kaa("log", "3", "no-answer")
    kaa("contact", "reply", "3", "sms")
    monkeypatch.setenv("KAA_TODAY", "2026-09-08")
    told = kaa("contact", "countdown").out
    assert "Present pace: 0.5 attempts a day (attempts: 1, worked days: 2)." in told
    rows = late()
    assert rows[1]["pace"] == {"attempts": 1, "worked_days": 2}
    assert 2 in rows  # by the due days alone there would be time
    assert rows[2]["ends_on"] < rows[2]["turns_20_on"] <= rows[2]["ends_at_pace_on"]  # type: ignore[operator]


def test_within_cuts_the_list(desk: Path) -> None:
    assert list(late("--within", "5")) == [1]
    assert kaa("contact", "countdown", "--within", "0").code == 2


def test_nobody_too_late_is_said(desk: Path) -> None:
    told = kaa("contact", "countdown", "--within", "1")
    assert (told.code, "reaches everybody in time who turns 20 within 1 day." in told.out) == (
        0,
        True,
    )
    assert late("--within", "1") == {}


def test_of_a_protected_youth_only_the_weeks_are_told(desk: Path) -> None:
    assert 4 not in late()  # a letter can be sent today
    kaa("log", "4", "sent")
    row = late()[4]
    assert (row["given_name"], row["turns_20_on"], row["days_left"]) == ("Protected", None, None)
    assert row["weeks_left"] == 1
    for words in ([], ["--farewell"]):
        for form in ("table", "json", "csv"):
            told = kaa("contact", "countdown", *words, "-f", form).out
            assert "Moa" not in told
            assert not re.search(r"2026-09-20|20 Sep|13 days", told)


class TestFarewell:
    def test_all_who_turn_20_soon_are_listed_those_never_reached_first(self, desk: Path) -> None:
        kaa("contact", "reply", "1", "phone", "--occupation", "work")
        rows = kaa("contact", "countdown", "--farewell", "-f", "json").json
        assert [(row["youth"], row["never_reached"]) for row in rows] == [
            (4, True),
            (2, True),
            (5, True),
            (1, False),
        ]
        soon = kaa("contact", "countdown", "--farewell", "--within", "5", "-f", "json").json
        assert [row["youth"] for row in soon] == [1]

    def test_the_screen_tells_what_comes_next(self, desk: Path) -> None:
        told = kaa("contact", "countdown", "--farewell").out
        assert "1 protected youth is on no list" in told
        assert "1 has no address that can be used." in told
        assert "kaa log 1,2 sent --channel letter" in told
        assert "kaa youth close --turned-20" in told
        assert "Provvägen" not in told
        assert kaa("log", "1,2", "sent", "--channel", "letter").code == 0

    @pytest.mark.parametrize("ending", ["csv", "json"])
    def test_the_list_holds_addresses_and_is_logged(self, desk: Path, ending: str) -> None:
        file = desk / f"farewell.{ending}"
        answer = kaa("contact", "countdown", "--farewell", "-o", str(file))
        assert (answer.code, answer.out) == (0, "")
        text = file.read_text(encoding="utf-8-sig")
        assert text.index("Edit Alm") < text.index("Ali Öst")
        assert not any(name in text for name in ("Moa", "Dold", "Hemliga", "Ola", "Nova"))
        assert personal(text.replace("441 00", "").replace("443 00", "")) == []
        assert "1 protected youth" in answer.err
        assert "1 has no address" in answer.err
        logged = ask_rows(desk / "kaa.db", "SELECT kind, command, what FROM log_entry ORDER BY id")
        kind, command, what = logged[-1]
        assert (kind, command) == ("export", "contact countdown")
        assert json.loads(what) == {"listed": 2, "runs": [[1, 2]]}

    def test_an_address_that_a_letter_came_back_from_is_not_used(self, desk: Path) -> None:
        with rows_of(desk / "kaa.db") as rows:
            rows.execute("UPDATE youth SET address_bad_on = '2026-09-01' WHERE id = 1")
        assert "2 have no address" in kaa("contact", "countdown", "--farewell").out

    def test_nobody_is_said(self, desk: Path) -> None:
        told = kaa("contact", "countdown", "--farewell", "--within", "1")
        assert (told.code, told.out) == (0, "Nobody turns 20 within 1 day.\n")
