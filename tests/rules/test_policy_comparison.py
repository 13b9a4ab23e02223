"""Two routines side by side: equal where they are, and every figure with what it is of."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kaa_cli.files.policies import names
from kaa_cli.rules.codes import Channel
from kaa_cli.rules.facts import Facts
from kaa_cli.rules.lives import Life, Marks, life
from kaa_cli.rules.policy_comparison import Comparison, compare, in_duty_during
from rules.test_ladder_properties import youths
from youths import DEFAULT, MONDAY, phone, shipped, tried, youth

END = date(2026, 12, 31)
GOTEBORG = shipped("goteborg")


def lives(*facts: Facts) -> list[Life]:
    return [life(replace(one, youth=no), Marks()) for no, one in enumerate(facts, start=1)]


def compared(*facts: Facts, first: date = MONDAY, last: date = END) -> Comparison:
    return compare(lives(*facts), DEFAULT, GOTEBORG, first, last)


def test_steps_are_counted_by_channel_and_week_beside_what_was_done() -> None:
    facts = tried(youth(18, phone(1)), "no-answer", MONDAY + timedelta(days=8))
    told = compared(facts, last=date(2026, 9, 30))
    assert told.present.channels == {"phone": 2, "sms": 1, "letter": 1, "home-visit": 1}
    assert told.other.channels == {"letter": 1, "phone": 3}
    assert told.done.channels == {"phone": 1}
    assert (told.present.attempts, told.present.visits, told.other.visits) == (5, 1, 0)
    assert told.present.weeks == {(2026, 37): 3, (2026, 38): 1, (2026, 39): 1}
    assert told.weeks == [(2026, 37), (2026, 38), (2026, 39)]


def test_a_search_is_no_attempt() -> None:
    told = compared(youth(18), last=MONDAY)
    assert (told.present.searches, told.present.attempts, told.present.tried) == (1, 0, 0)
    assert (told.only_other, told.other.attempts) == (1, 1)


def test_the_days_to_the_first_attempt_are_those_of_the_new_ones() -> None:
    soon = tried(youth(18, phone(1)), "no-answer", MONDAY + timedelta(days=3))
    late = tried(youth(18, phone(1)), "no-answer", MONDAY + timedelta(days=8))
    old = youth(18, phone(1), first_seen_on=MONDAY - timedelta(days=30))
    told = compared(soon, late, tried(old, "no-answer", MONDAY + timedelta(days=1)))
    assert (told.youths, told.new) == (3, 2)
    assert told.done.waited == (3, 8)
    assert (told.done.median_wait, told.done.longest_wait) == (5.5, 8)
    assert compared(old).done.median_wait is None


def test_an_earlier_or_later_first_attempt_is_counted_by_youth() -> None:
    told = compared(youth(18, phone(1)), youth(18), last=date(2026, 9, 30))
    assert (told.earlier, told.later, told.same) == (1, 0, 1)  # no search before the letter
    back = compare(lives(youth(18)), GOTEBORG, DEFAULT, MONDAY, date(2026, 9, 30))
    assert (back.earlier, back.later, back.same) == (0, 1, 0)


def test_each_youth_has_the_first_day_in_the_period_and_the_next_after_it() -> None:
    first = date(2026, 9, 10)
    (row,) = compared(youth(18, phone(1)), first=first, last=date(2026, 9, 20)).rows
    assert (row.present.first_on, row.present.attempts) == (date(2026, 9, 14), 1)
    assert (row.present.next_on, row.present.next_channel) == (date(2026, 9, 24), "home-visit")
    assert (row.other.first_on, row.other.next_channel) == (date(2026, 9, 17), Channel.PHONE)


def test_the_period_is_about_those_in_the_duty_on_any_day_of_it() -> None:
    before = replace(youth(18), ended_on=MONDAY)
    after = youth(18, first_seen_on=date(2027, 1, 4))
    grown = youth(18, born_on=date(2006, 9, 7))
    there = lives(before, after, grown, youth(18), replace(youth(18), ended_on=date(2026, 9, 8)))
    assert [one.facts.youth for one in in_duty_during(there, MONDAY, END)] == [4, 5]


@settings(deadline=None)
@given(st.lists(youths(), max_size=3), st.sampled_from(names()), st.integers(0, 500))
def test_a_routine_against_itself_gives_two_equal_columns(
    facts: list[Facts], name: str, days: int
) -> None:
    policy, last = shipped(name), MONDAY + timedelta(days=days)
    told = compare(lives(*facts), policy, policy, MONDAY, last)
    assert told.present == told.other
    assert (told.earlier, told.later, told.only_present, told.only_other) == (0, 0, 0, 0)
    assert [row.present for row in told.rows] == [row.other for row in told.rows]


@settings(deadline=None)
@given(st.lists(youths(), max_size=4), st.randoms())
def test_the_order_of_the_youths_is_of_no_matter(facts: list[Facts], chance: object) -> None:
    there = lives(*facts)
    shuffled = list(there)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one = compare(there, DEFAULT, GOTEBORG, MONDAY, END)
    assert compare(shuffled, DEFAULT, GOTEBORG, MONDAY, END) == one


@settings(deadline=None)
@given(st.lists(youths(), max_size=4), st.integers(0, 300), st.integers(0, 300))
def test_every_sum_is_the_sum_of_the_youths(facts: list[Facts], begins: int, lasts: int) -> None:
    first = MONDAY + timedelta(days=begins)
    told = compare(lives(*facts), DEFAULT, GOTEBORG, first, first + timedelta(days=lasts))
    for figures, of in ((told.present, "present"), (told.other, "other"), (told.done, "done")):
        rows = [getattr(row, of) for row in told.rows]
        assert figures.attempts == sum(row.attempts for row in rows)
        assert figures.attempts == sum(figures.weeks.values())
        assert figures.tried == sum(row.first_on is not None for row in rows)
    asked_by_both = told.earlier + told.later + told.same
    assert told.present.tried == asked_by_both + told.only_present
    assert told.other.tried == asked_by_both + told.only_other
