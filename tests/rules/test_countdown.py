"""Who turns 20 before the ladder can reach them: by the due days, and at the pace kept now."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaa_cli.rules.codes import CheckReason, Protection
from kaa_cli.rules.countdown import (
    Countdown,
    Pace,
    countdown,
    pace_since,
    turning_20,
    whole_ladder,
)
from kaa_cli.rules.days import birthday
from kaa_cli.rules.facts import Check, Facts
from kaa_cli.rules.person import Case, Period, Person, masked
from kaa_cli.rules.queue import due_now, standings
from rules.test_ladder_properties import youths
from youths import BOOK, DEFAULT, MONDAY, phone, tried, youth

UNKNOWN = Pace(0, 20)
FAST = Pace(1_000, 1)


def turns_20_in(days: int, facts: Facts | None = None) -> Facts:
    on = MONDAY + timedelta(days=days)
    return replace(facts or youth(19, phone(1)), born_on=date(on.year - 20, on.month, on.day))


def case(number: int, facts: Facts) -> Case:
    facts = replace(facts, youth=number)
    person = Person(number, facts.born_on, facts.protection)
    if facts.protection is not Protection.NONE:
        person = masked(person)
    period = Period(number, facts.registered_on, facts.first_seen_on, "unknown", facts.ended_on)
    return Case(person, period, facts)


def told(
    *facts: Facts, pace: Pace = UNKNOWN, within: int | None = None, today: date = MONDAY
) -> Countdown:
    rows = standings([case(n, one) for n, one in enumerate(facts, start=1)], BOOK, today)
    return countdown(rows, due_now(rows, BOOK, today), BOOK, today, pace, within)


def listed(found: Countdown) -> list[int]:
    return [one.who.row.case.person.id for one in found.rows]


# A new youth on Monday: call, call Wednesday, text, letter Monday, visit on Thursday 24 September.
@pytest.mark.parametrize(
    ("days", "ends_on"),
    [(17, date(2026, 9, 24)), (18, None), (3, date(2026, 9, 14)), (400, None)],
)
def test_the_last_step_must_be_before_the_birthday(days: int, ends_on: date | None) -> None:
    found = told(turns_20_in(days))
    assert [one.ends_on for one in found.rows] == [ends_on] * (ends_on is not None)
    for one in found.rows:
        assert (one.do_by, one.ends_at_pace_on) == (MONDAY, None)


def test_a_whole_ladder_is_the_waits_added_up() -> None:
    assert whole_ladder(DEFAULT) == 13


def test_at_the_present_pace_each_step_waits_its_turn() -> None:
    five = [turns_20_in(400 + n) for n in range(4)] + [turns_20_in(300)]
    soon = told(*five, pace=Pace(1, 1), within=350)
    assert soon.rows == ()
    crowd = [turns_20_in(30)] * 3
    found = told(*crowd, pace=Pace(20, 20))
    # The first is called today; the third only on the third worked day, and so is each later step.
    assert listed(found) == [3]
    assert found.rows[0].ends_on == date(2026, 9, 24)
    assert found.rows[0].ends_at_pace_on == date(2026, 10, 8)
    assert found.queue == 3


def test_what_to_do_has_a_last_day_when_the_due_days_alone_would_do() -> None:
    # On 7 October 20 years; the visit at the latest on the 6th, so the first call eight days on.
    found = told(*[turns_20_in(30)] * 3, pace=Pace(20, 20))
    assert found.rows[0].do_by == date(2026, 9, 17)


@pytest.mark.parametrize(("place", "turn"), [(1, 0), (2, 0), (3, 1), (4, 1), (5, 2)])
def test_the_turn_comes_after_those_before(place: int, turn: int) -> None:
    assert Pace(40, 20).turn_after(place) == turn
    assert Pace(0, 20).turn_after(place) is None


def test_an_absurdly_slow_pace_ends_in_no_error() -> None:
    found = told(*[turns_20_in(700)] * 40, pace=Pace(1, 20), within=999)
    assert (found.rows[-1].ends_at_pace_on or MONDAY).year == 2031


def test_those_reached_or_out_of_the_queue_are_not_on_the_list() -> None:
    soon = turns_20_in(5)
    reached = tried(soon, "reached", MONDAY)
    left_alone = replace(soon, do_not_contact_until=MONDAY + timedelta(days=90))
    restricted = replace(soon, restricted=True)
    grown = turns_20_in(0)
    assert listed(told(reached, left_alone, restricted, grown, soon)) == [5]


def test_a_rest_past_the_birthday_is_too_late() -> None:
    facts = turns_20_in(60)
    for day, channel, result in (
        (0, "phone", "no-answer"),
        (2, "phone", "no-answer"),
        (2, "sms", "sent"),
        (7, "letter", "sent"),
        (17, "home-visit", "not-home"),
    ):
        facts = tried(facts, result, MONDAY + timedelta(days=day), channel)
    found = told(facts, today=date(2026, 9, 25))
    assert found.rows[0].do_by == date(2026, 9, 25)
    assert found.rows[0].ends_on > found.rows[0].who.on


def test_without_any_way_the_ladder_begins_when_one_is_found() -> None:
    lost = tried(youth(19, street=""), "no-number", MONDAY, "find-number", number=None)
    assert listed(told(turns_20_in(17, lost))) == [1]
    assert listed(told(turns_20_in(18, lost))) == []
    looked_for = youth(19, street="")  # until Wednesday; then there is no way
    assert listed(told(turns_20_in(21, looked_for))) == [1]
    assert listed(told(turns_20_in(22, looked_for))) == []


def test_after_a_check_the_ladder_goes_on() -> None:
    moved = replace(turns_20_in(17), check=Check(CheckReason.SAID_MOVED, MONDAY))
    assert told(moved).rows[0].ends_on == date(2026, 9, 24)


def test_the_horizon_is_as_far_as_urgency_looks_and_longer_for_one_whose_turn_is_later() -> None:
    pace = Pace(1, 20)
    assert listed(told(*[turns_20_in(90)] * 3, *[turns_20_in(91)] * 3, pace=pace)) == [1, 2, 3]
    later = tried(turns_20_in(130), "call-later", MONDAY, next_on=MONDAY + timedelta(days=120))
    assert listed(told(later)) == [1]


def test_within_cuts_the_list() -> None:
    assert listed(told(turns_20_in(3), turns_20_in(9), within=5)) == [1]


def test_of_the_protected_the_order_tells_the_week_only_and_no_last_day() -> None:
    hidden = replace(turns_20_in(15, youth(19)), protection=Protection.CONFIDENTIALITY)
    found = told(hidden, turns_20_in(16), turns_20_in(20), pace=Pace(1, 20))
    assert listed(found) == [2, 3, 1]
    assert {one.who.weeks_left for one in found.rows} == {2}
    assert found.rows[-1].do_by == MONDAY


@pytest.mark.parametrize(
    ("first", "since"),
    [
        (None, date(2026, 8, 11)),
        (date(2026, 1, 1), date(2026, 8, 11)),
        (date(2026, 9, 2), date(2026, 9, 2)),
        (date(2027, 1, 1), MONDAY),
    ],
)
def test_the_pace_is_of_20_worked_days_or_since_the_first_attempt(
    first: date | None, since: date
) -> None:
    assert pace_since(DEFAULT.calendar, MONDAY, first) == since
    assert DEFAULT.calendar.worked_between(date(2026, 8, 11), MONDAY) == 20


@settings(deadline=None, max_examples=60)
@given(
    st.lists(youths(), min_size=1, max_size=5),
    st.integers(0, 900),
    st.integers(1, 60),
    st.integers(0, 60),
)
def test_more_pace_never_puts_anybody_on_the_list(
    facts: list[Facts], days: int, attempts: int, more: int
) -> None:
    last = max((a.on for one in facts for a in one.attempts), default=MONDAY)
    today = last + timedelta(days=days)
    slow = listed(told(*facts, pace=Pace(attempts, 20), today=today))
    fast = listed(told(*facts, pace=Pace(attempts + more, 20), today=today))
    by_days = listed(told(*facts, today=today))
    assert set(by_days) <= set(fast) <= set(slow)


@settings(deadline=None, max_examples=60)
@given(youths(), st.integers(1, 40), st.integers(0, 900), st.integers(1, 40))
def test_who_turns_20_sooner_with_the_same_history_is_never_after(
    facts: Facts, sooner: int, days: int, attempts: int
) -> None:
    last = max((a.on for a in facts.attempts), default=MONDAY)
    today = last + timedelta(days=days)
    older = replace(facts, born_on=facts.born_on - timedelta(days=sooner))
    for pair in ((facts, older), (older, facts)):
        found = told(*pair, pace=Pace(attempts, 20), today=today)
        days_20 = [one.who.on for one in found.rows]
        assert days_20 == sorted(days_20)
    rows = standings([case(1, facts), case(2, older)], BOOK, today)
    order = [who.on for who in turning_20(rows, today)]
    assert order == sorted(order)


@settings(deadline=None, max_examples=60)
@given(youths(), st.integers(0, 900), st.integers(0, 40))
def test_whoever_is_on_the_list_cannot_be_reached_in_time_and_never_was(
    facts: Facts, days: int, attempts: int
) -> None:
    last = max((a.on for a in facts.attempts), default=MONDAY)
    today = last + timedelta(days=days)
    for one in told(facts, pace=Pace(attempts, 20), today=today).rows:
        assert not one.who.row.step.ever_reached
        assert one.who.on == birthday(facts.born_on, 20) > today
        assert today <= one.do_by
        assert one.do_by == today or one.do_by < one.who.on
        assert max(one.ends_on, one.ends_at_pace_on or one.ends_on) >= one.who.on
