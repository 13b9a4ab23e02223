"""Appointments: agreed, kept out of the queue until their day, and told what became of them."""

from pathlib import Path

import pytest

from terminal import EXAMPLE, kaa

TUESDAY = {"KAA_TODAY": "2026-09-15"}


@pytest.fixture
def booked(desk: Path) -> Path:
    """No. 3, with an information visit on Tuesday 15 September at 14:00."""
    assert kaa("import", str(EXAMPLE), "--yes").code == 0
    answer = kaa("appointment", "add", "3", "information-visit", "15/9", "14.00", "--with", "Bo")
    assert answer.out.splitlines() == [
        "Booked: Ali (no. 3), information visit, Tue 15 Sep 14:00.",
        "Next: information visit Tue 15 Sep 14:00, with Bo.",
    ]
    return desk


def due(**env: str) -> dict[int, dict[str, object]]:
    return {row["youth"]: row for row in kaa("next", "-n", "99", "-f", "json", env=env).json}


def test_nobody_is_asked_to_contact_who_has_an_appointment(booked: Path) -> None:
    assert 3 not in due(KAA_TODAY="2026-09-14")
    assert kaa("ladder", "-f", "json").json["booked"] == 1


def test_on_the_day_and_from_the_hour_it_is_followed_up_first(booked: Path) -> None:
    assert 3 not in due(KAA_TODAY="2026-09-15T13:59")
    rows = due(KAA_TODAY="2026-09-15T14:00")
    assert next(iter(rows)) == 3
    assert rows[3]["channel"] == "follow-up"


def test_who_came_was_reached(booked: Path) -> None:
    answer = kaa("appointment", "came", "3", "--occupation", "none", env=TUESDAY)
    assert "Saved: Ali (no. 3)" in answer.out
    assert "Next: call, Tuesday 22 September." in answer.out
    entries = kaa("timeline", "3", "-f", "json", env=TUESDAY).json
    came = [e for e in entries if e["detail"].get("why") == "information-visit"]
    assert [(e["kind"], e["on"], e["at"]) for e in came] == [("contact", "2026-09-15", "14:00:00")]
    assert kaa("appointment", "list", "-f", "json").json == []


def test_who_missed_it_is_due_the_next_working_day_whatever_rest_was_meant(booked: Path) -> None:
    kaa("log", "3", "reached", "work", "--yes")
    kaa("appointment", "missed", "3", env=TUESDAY)
    assert 3 not in due(**TUESDAY)
    row = due(KAA_TODAY="2026-09-16")[3]
    assert (row["channel"], row["due_on"]) == ("phone", "2026-09-16")
    assert "did not come" in kaa("ladder", "3", env={"KAA_TODAY": "2026-09-16"}).out


def test_a_moved_one_keeps_the_new_day(booked: Path) -> None:
    kaa("appointment", "move", "3", "22/9", "9.30", env=TUESDAY)
    assert 3 not in due(KAA_TODAY="2026-09-21")
    assert due(KAA_TODAY="2026-09-22")[3]["channel"] == "follow-up"
    told = [e["summary"] for e in kaa("timeline", "3", "-f", "json", env=TUESDAY).json]
    assert "information visit: moved" in told
    assert told[-2:] == ["information visit: booked", "turns 20: the duty ends"]


def test_a_cancelled_one_never_was(booked: Path) -> None:
    kaa("appointment", "cancel", "3")
    assert due()[3]["channel"] == "phone"


def test_undo_takes_each_of_them_back(booked: Path) -> None:
    for what in (["came", "3"], ["missed", "3"], ["move", "3", "23/9"], ["cancel", "3"]):
        assert kaa("appointment", *what, env=TUESDAY).code == 0
        assert kaa("undo", env=TUESDAY).code == 0
        (row,) = kaa("appointment", "list", "-f", "json").json
        assert (row["youth"], row["on"], row["at"]) == (3, "2026-09-15", "14:00:00")


REFUSED = [
    (["add", "3", "talk", "15/9"], 3, "No. 3 has an appointment on 2026-09-15."),
    (["add", "3", "talk", "2026-09-06"], 3, "2026-09-06 has been"),
    (["add", "3", "talk", "2028-01-01"], 3, "has turned 20 by that day"),
    (["add", "3", "party", "15/9"], 2, '"party" is not an appointment.'),
    (["add", "99", "talk", "15/9"], 3, "There is no youth no. 99."),
    (["came", "4"], 3, "No. 4 has no such appointment"),
    (["came", "3"], 3, "has not been yet"),
    (["missed", "3"], 3, "has not been yet"),
    (["move", "3", "soon"], 2, '"soon" is not a day.'),
    (["missed", "3", "--on", "2026-09-14"], 3, "No. 3 has no such appointment"),
]


@pytest.mark.parametrize(("words", "code", "sentence"), REFUSED, ids=lambda v: str(v)[:40])
def test_what_cannot_be_is_refused(
    booked: Path, words: list[str], code: int, sentence: str
) -> None:
    answer = kaa("appointment", *words)
    assert (answer.code, sentence in answer.err) == (code, True), answer.err
    assert len(kaa("appointment", "list", "-f", "json").json) == 1


def test_of_a_protected_youth_no_place_is_told(booked: Path) -> None:
    kaa("appointment", "add", "9", "talk", "16/9", "--place", "Storgatan 1")
    for answer in (kaa("appointment", "list"), kaa("appointment", "list", "-f", "json")):
        assert "Storgatan" not in answer.out
        assert "Protected" in answer.out
    assert "Storgatan" not in kaa("timeline", "9").out


class TestContactPersons:
    def test_mine_are_those_whom_one_follows(self, booked: Path) -> None:
        kaa("youth", "assign", "1,2,3", "--to", "anna", "--yes")
        assert set(due()) > {1, 2}
        mine = [row["youth"] for row in kaa("next", "--mine", "-n", "9", "-f", "json").json]
        assert mine == [1, 2]
        assert (
            kaa("next", "--mine", env={"KAA_USER": "Cia"}).out.splitlines()[-1].startswith("11 due")
        )
        listed = kaa("youth", "list", "--mine", "-f", "json").json
        assert {row["youth"] for row in listed} == {1, 2, 3}
        free = kaa("youth", "list", "--without-contact-person", "-f", "json").json
        assert {row["youth"] for row in free} == set(range(4, 13))

    def test_handing_over_stands_on_the_timeline_and_can_be_undone(self, booked: Path) -> None:
        kaa("youth", "assign", "1,2", "--to", "Anna", "--yes")
        answer = kaa("contact", "hand-over", "--all", "--to", "Bo", "--yes")
        assert answer.out == "Handed over: 2 youths to Bo. Take back: kaa undo\n"
        assert "contact person: from Anna to Bo" in kaa("timeline", "1").out
        assert kaa("contact", "hand-over", "1", "--to", "Bo").code == 3
        kaa("undo")
        assert "from Anna" not in kaa("timeline", "1").out
        assert kaa("show", "1", "-f", "json").json["contact_person"] == "Anna"

    def test_of_several_it_asks_and_tells_how_many(self, booked: Path) -> None:
        kaa("youth", "assign", "1,2", "--to", "Anna", "--yes")
        answer = kaa("contact", "hand-over", "1,2", "--to", "Bo", input="n\n")
        assert answer.code == 3
        assert "This gives 2 youths the contact person Bo." in answer.err

    def test_how_many_caseworkers_a_youth_has_met_is_told(self, booked: Path) -> None:
        kaa("log", "1", "reached", "--to", "youth", "--yes")
        kaa("log", "1", "no-answer", "--yes", env={"KAA_USER": "Cia"})
        met = ["log", "1", "reached", "--channel", "home-visit", "--to", "youth", "--with", "Bo"]
        kaa(*met, "--yes", env={"KAA_USER": "Dan"})
        assert kaa("show", "1", "-f", "json").json["caseworkers_met"] == 3
        assert "has met 3 caseworkers: Anna, Bo, Dan" in kaa("timeline", "1").out


def test_who_came_to_the_information_visit_is_not_to_be_offered_one(booked: Path) -> None:
    offer = "Offer an information visit."
    assert offer in kaa("log", "2", "reached", "none").out
    assert offer not in kaa("appointment", "came", "3", "--occupation", "none", env=TUESDAY).out
    assert offer not in kaa("occupation", "set", "3", "none", env=TUESDAY).out


def test_what_is_known_already_is_not_asked_for_when_the_youth_comes(booked: Path) -> None:
    kaa("log", "3", "reached", "none", "--yes")
    assert "still unknown" not in kaa("appointment", "came", "3", env=TUESDAY).out
    kaa("undo", env=TUESDAY)
    kaa("occupation", "set", "3", "unknown", env=TUESDAY)
    assert "still unknown" in kaa("appointment", "came", "3", env=TUESDAY).out
