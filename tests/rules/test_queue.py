"""Who is due and in which order, and the sum of the ladder that leaves nobody out."""

from dataclasses import replace
from datetime import date, time, timedelta
from tomllib import loads

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaa_cli.rules.codes import Channel, CheckReason, Place, Protection, Task
from kaa_cli.rules.facts import Check, Facts
from kaa_cli.rules.person import Case, Period, Person
from kaa_cli.rules.policy_file import read_policy
from kaa_cli.rules.queue import LadderSum, due_now, ladder_sum, standings
from kaa_cli.rules.situation import by_channel
from youths import BOOK, DEFAULT, MONDAY, phone, tried, youth


def case(number: int, facts: Facts) -> Case:
    facts = replace(facts, youth=number)
    period = Period(number, facts.registered_on, facts.first_seen_on, "unknown", facts.ended_on)
    return Case(Person(id=number, born_on=facts.born_on), period, facts)


def cases(*facts: Facts) -> list[Case]:
    return [case(number, one) for number, one in enumerate(facts, start=1)]


def due_ids(found: list[Case], today: date = MONDAY, clock: time | None = None) -> list[int]:
    rows = standings(found, BOOK, today)
    return [due.case.person.id for due in due_now(rows, BOOK, today, clock)]


def total(found: list[Case], today: date = MONDAY) -> LadderSum:
    return ladder_sum(standings(found, BOOK, today), DEFAULT, today)


NEW = youth(18, phone(1))
CALLED = tried(NEW, "no-answer", MONDAY)
MAPPED = tried(NEW, "reached", MONDAY, occupation="work")
DECLINED = tried(NEW, "declined", MONDAY)
NUMBERLESS = youth(18)
LOST = youth(18, street="")
MOVED = replace(CALLED, check=Check(CheckReason.SAID_MOVED, MONDAY))
SILENT = replace(NEW, do_not_contact_until=MONDAY + timedelta(days=180))
RESTRICTED = replace(NEW, restricted=True)
LETTER = replace(youth(17, phone(1)), protection=Protection.REGISTRATION, phones=())


def test_those_whose_day_has_not_come_are_not_due() -> None:
    assert due_ids(cases(NEW, CALLED, MAPPED, DECLINED)) == [1]
    assert due_ids(cases(NEW, CALLED, MAPPED, DECLINED), date(2026, 9, 9)) == [1, 2]


def test_those_whom_the_duty_no_longer_covers_stand_nowhere() -> None:
    turned_20 = youth(18, phone(1), born_on=date(2006, 9, 7))
    ended = replace(NEW, ended_on=MONDAY)
    assert standings(cases(turned_20, ended), BOOK, MONDAY) == []


def test_the_most_urgent_is_first_and_ties_go_by_day_and_number() -> None:
    turning_20 = youth(19, phone(1), born_on=date(2006, 10, 5))
    assert due_ids(cases(NEW, NEW, turning_20, NEW)) == [3, 1, 2, 4]


def test_an_hour_agreed_is_waited_for_when_the_hour_is_known() -> None:
    agreed = tried(NEW, "call-later", MONDAY, next_on=MONDAY, next_at=time(16, 30))
    assert due_ids(cases(agreed), clock=time(16, 29)) == []
    assert due_ids(cases(agreed), clock=time(16, 30)) == [1]
    assert due_ids(cases(agreed)) == [1]


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        (NEW, Place.RUNG),
        (CALLED, Place.RUNG),
        (LETTER, Place.RUNG),
        (NUMBERLESS, Place.FIND_NUMBER),
        (MAPPED, Place.MAPPED),
        (DECLINED, Place.RESTING),
        (MOVED, Place.CHECK),
        (SILENT, Place.OUT_OF_QUEUE),
        (RESTRICTED, Place.OUT_OF_QUEUE),
    ],
)
def test_everybody_is_in_one_place(facts: Facts, place: Place) -> None:
    assert total(cases(facts)).places == {place: 1}


def test_somebody_without_number_and_address_is_without_a_way_once_searched_for() -> None:
    assert total(cases(LOST)).places == {Place.FIND_NUMBER: 1}
    assert total(cases(LOST), date(2026, 9, 9)).places == {Place.NO_WAY: 1}


def test_a_rung_counts_who_stands_on_it_is_due_and_overdue() -> None:
    found = total(cases(NEW, CALLED, CALLED, LETTER), date(2026, 9, 10))
    phones, _sms, letters, _visits = found.rungs
    assert (phones.standing, phones.due, phones.overdue) == (3, 3, 3)
    assert (letters.standing, letters.due, letters.overdue) == (1, 1, 1)
    assert found.on_ladder == found.in_scope == 4


def test_reached_on_a_rung_is_of_those_tried_on_it_this_year() -> None:
    last_year = tried(
        youth(17, phone(1), first_seen_on=date(2025, 9, 1)), "reached", date(2025, 9, 1)
    )
    found = total(cases(NEW, CALLED, MAPPED, DECLINED, last_year)).rungs[0]
    assert (found.tried, found.reached) == (3, 2)


def test_the_answer_of_a_guardian_is_not_the_youths_and_anothers_is_nobodys() -> None:
    minor = youth(16, phone(1), phone(2, guardian=1))
    mother = tried(minor, "reached", MONDAY, to="guardian", number=2)
    other = tried(minor, "reached", MONDAY, to="other")
    found = total(cases(mother, other)).rungs[0]
    assert (found.tried, found.reached, found.reached_guardian) == (2, 0, 1)


def test_why_those_at_rest_rest_is_told() -> None:
    assert total(cases(DECLINED, DECLINED, MAPPED)).rested_by == {"refusal": 2}


def test_a_closed_youth_who_is_to_be_checked_is_due_but_not_in_the_sum() -> None:
    back = replace(CALLED, check=Check(CheckReason.BACK_ON_LIST, MONDAY))
    closed = case(1, back)
    closed = replace(closed, period=replace(closed.period, ended_on=date(2026, 8, 1)))
    assert due_ids([closed]) == [1]
    assert total([closed]).in_scope == 0


def test_the_due_are_counted_by_what_is_to_be_done() -> None:
    moved = replace(MOVED, check=Check(CheckReason.SAID_MOVED, MONDAY))
    rows = standings(cases(NEW, NEW, NUMBERLESS, LETTER, moved), BOOK, MONDAY)
    assert by_channel(due_now(rows, BOOK, MONDAY)) == {
        Channel.PHONE: 2,
        Channel.FIND_NUMBER: 1,
        Channel.LETTER: 1,
        Task.CHECK: 1,
    }


def test_whoever_stands_where_only_an_older_routine_has_a_rung_has_a_row_there() -> None:
    short = read_policy(
        loads('name = "S"\n[[rung]]\nchannel = "phone"\n[[rung]]\nchannel = "letter"\n')
    )
    thursday = date(2026, 9, 24)
    to_visit = tried(CALLED, "no-answer", date(2026, 9, 9))
    to_visit = tried(to_visit, "sent", date(2026, 9, 9), "sms")
    to_visit = tried(to_visit, "sent", date(2026, 9, 14), "letter")
    rows = standings(cases(to_visit, CALLED, NEW), BOOK.adopting(short, thursday), thursday)
    sums = ladder_sum(rows, short, thursday)
    assert [rung.standing for rung in sums.rungs] == [2, 0]
    visits = sums.older[Channel.HOME_VISIT]
    assert (visits.standing, visits.due, visits.overdue) == (1, 1, 0)
    assert list(sums.older) == [Channel.HOME_VISIT]
    assert sums.on_ladder == 3


EVERY_KIND = [NEW, CALLED, MAPPED, DECLINED, NUMBERLESS, LOST, MOVED, SILENT, RESTRICTED, LETTER]


@settings(deadline=None)  # a shared machine may be slow; the answer counts here
@given(st.lists(st.sampled_from(EVERY_KIND), max_size=12), st.integers(0, 400))
def test_the_places_add_up_to_everybody_and_all_who_are_due_are_given_out(
    facts: list[Facts], days: int
) -> None:
    today = MONDAY + timedelta(days=days)
    found = cases(*facts)
    rows = standings(found, BOOK, today)
    sums = ladder_sum(rows, DEFAULT, today)
    assert sums.in_scope == len(rows) == len(facts)
    assert sum(rung.standing for rung in sums.rungs) == sums.places[Place.RUNG]
    due = due_now(rows, BOOK, today)
    assert {d.case.person.id for d in due} == {
        row.case.person.id for row in rows if row.step.is_due(today)
    }
    assert due == due_now(rows[::-1], BOOK, today)
