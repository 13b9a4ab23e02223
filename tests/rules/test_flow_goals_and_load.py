"""Inflow, goals, channels and load: sums that hold, shares of what they say they are of."""

from collections import Counter
from datetime import date, time, timedelta

import pytest
from hypothesis import given

from journeys import FIRST, LAST, asked, day, journey, many_journeys, who, works
from kaa_cli.rules.codes import Channel, EndReason, OutcomeCategory, Reason, Sex
from kaa_cli.rules.goals import Goals, Participant, goals
from kaa_cli.rules.inflow import Span, inflow, spans
from kaa_cli.rules.journeys import Journey
from kaa_cli.rules.report_codes import By, Goal, Part
from kaa_cli.rules.tries import Calls, Tried, Visits, part_of, tries
from kaa_cli.rules.workload import Ahead, Week, load, monday_of
from youths import DEFAULT

SHORT = date(2026, 8, 29)  # 60 days


def test_a_short_period_is_told_by_week_and_a_longer_one_by_month() -> None:
    assert inflow([], asked(last=SHORT), DEFAULT).by_week
    assert not inflow([], asked(last=SHORT + timedelta(days=1)), DEFAULT).by_week


@pytest.mark.parametrize("by_week", [True, False])
def test_the_spans_cover_the_period_without_gap_or_overlap(by_week: bool) -> None:
    whole = Span(date(2026, 7, 15), date(2026, 10, 8))
    found = list(spans(whole, by_week=by_week))
    days = [
        span.first + timedelta(days=n)
        for span in found
        for n in range((span.last - span.first).days + 1)
    ]
    assert days == [whole.first + timedelta(days=n) for n in range(len(days))]
    assert (found[0].first, found[-1].last) == (whole.first, whole.last)


def test_who_came_who_left_and_who_waits() -> None:
    found = inflow(
        [
            journey(1, seen=-10),
            journey(2, seen=3, known_on=day(40), occupation=works(day(40)), reached_on=day(35)),
            journey(3, seen=4, ended_on=day(40), end_reason=EndReason.MOVED),
        ],
        asked(last=date(2026, 9, 30)),
        DEFAULT,
    )
    july, august, _september = found.spans
    assert (july.new, july.left, july.there, july.never_mapped, july.never_reached) == (
        2,
        0,
        3,
        3,
        3,
    )
    assert (august.new, august.left, august.there) == (0, 1, 2)
    assert (august.never_mapped, august.never_reached) == (1, 1)
    assert (found.before.there, found.total.new, found.total.left) == (1, 2, 1)
    assert found.reasons_out == Counter({EndReason.MOVED: 1})
    assert found.reasons_in == Counter({Reason.UNKNOWN: 2})


@given(many_journeys())
def test_who_is_there_is_who_was_and_who_came_without_who_left(journeys: list[Journey]) -> None:
    found = inflow(journeys, asked(By.SEX), DEFAULT)
    there = found.before.there
    for flow in found.spans:
        there += flow.new - flow.left
        # one who came and left before the period is in neither
        assert flow.there == there
        assert flow.never_mapped <= flow.there >= flow.never_reached
    assert found.total.there == there
    assert found.reasons_in.total() == found.total.new
    assert found.reasons_out.total() == found.total.left
    for key in ("new", "left", "there", "never_mapped", "never_reached"):
        assert sum(getattr(one, key) for _told, one in found.groups) == getattr(found.total, key)


def standing(found: Goals, goal: Goal) -> tuple[int, int, bool | None, int]:
    one = next(one for one in found.total if one.goal is goal)
    return one.share.count, one.share.of, one.is_met, one.lacks


def test_mapped_is_of_all_in_the_duty_on_the_last_day() -> None:
    found = goals(
        [
            journey(1, seen=100, occupation=works(day(101))),
            journey(2),
            journey(3, ended_on=day(9), end_reason=EndReason.MOVED),
        ],
        [],
        asked(),
        DEFAULT,
    )
    assert standing(found, Goal.MAPPED) == (1, 2, False, 1)


@pytest.mark.parametrize(("onward", "lacks"), [(0, 3), (2, 1), (3, 0), (5, 0)])
def test_half_of_five_is_three_people(onward: int, lacks: int) -> None:
    led = [OutcomeCategory.WORK] * onward + [None] * (5 - onward)
    people = [Participant(who(n), outcome) for n, outcome in enumerate(led)]
    assert standing(goals([], people, asked(), DEFAULT), Goal.ONWARD) == (
        onward, 5, not lacks, lacks,
    )  # fmt: skip


def test_another_authority_is_not_onward() -> None:
    people = [Participant(who(1), OutcomeCategory.OTHER_AUTHORITY)]
    assert standing(goals([], people, asked(), DEFAULT), Goal.ONWARD)[0] == 0


def test_only_those_whose_days_have_passed_are_counted_in_time() -> None:
    new = [
        journey(1, attempted_on=day(14), reached_on=day(15)),
        journey(2, seen=6, attempted_on=day(6)),
        journey(3, seen=7, attempted_on=day(7)),
    ]
    found = goals(new, [], asked(last=day(20)), DEFAULT)
    assert standing(found, Goal.FIRST_ATTEMPT) == (2, 2, True, 0)
    assert standing(found, Goal.CONTACT) == (0, 2, False, 2)
    assert found.total[2].not_due == 1


def test_with_nobody_to_reach_it_for_a_goal_is_neither_met_nor_not() -> None:
    assert {one.is_met for one in goals([], [], asked(), DEFAULT).total} == {None}


@given(many_journeys())
def test_the_goals_of_the_groups_add_up(journeys: list[Journey]) -> None:
    people = [Participant(one.who, one.outcome) for one in journeys if one.started_on]
    found = goals(journeys, people, asked(By.SEX), DEFAULT)
    for place, total in enumerate(found.total):
        of = [some[place].share for _told, some in found.groups]
        assert sum(share.of for share in of) == total.share.of
        assert sum(share.count for share in of) == total.share.count


def tried(stay: int, channel: Channel, *, reached: bool = False, attempts: int = 1) -> Tried:
    return Tried(stay, channel, day(stay), attempts, reached, reached_guardian=False)


def test_a_channel_counts_each_youth_once_whatever_the_stays() -> None:
    same = journey(7)
    found = tries(
        [
            tried(1, Channel.PHONE, attempts=2),
            tried(2, Channel.PHONE, reached=True),
            tried(3, Channel.EMAIL),
        ],
        {1: same, 2: same, 3: journey(8)},
        [],
        Counter(),
        Visits(),
        asked(),
        DEFAULT,
    )
    phone, *_rungs, email = found.channels
    assert (phone.rung, phone.attempts, phone.tried) == (1, 3, 1)
    assert (phone.reached.count, phone.reached.of, phone.median_days) == (1, 1, 1.5)
    assert (email.channel, email.rung) == (Channel.EMAIL, None)


def test_every_rung_has_a_line_though_nothing_was_tried_on_it() -> None:
    found = tries([], {}, [], Counter(), Visits(), asked(), DEFAULT)
    assert [one.channel for one in found.channels] == [rung.channel for rung in DEFAULT.rungs]
    assert {one.median_days for one in found.channels} == {None}


@pytest.mark.parametrize(
    ("at", "part"),
    [
        (time(11, 59), Part.MORNING),
        (time(12), Part.EARLY_AFTERNOON),
        (time(15), Part.LATE_AFTERNOON),
        (time(17), Part.EVENING),
        (None, Part.NOT_NOTED),
    ],
)
def test_the_parts_of_the_day(at: time | None, part: Part) -> None:
    assert part_of(at) is part


def test_calls_answered_are_of_those_made_on_the_weekday() -> None:
    calls = [Calls(date(2026, 9, 7), None, 3, 1), Calls(date(2026, 9, 14), time(16), 1, 1)]
    found = tries([], {}, calls, Counter(), Visits(), asked(), DEFAULT)
    assert [(day, share.count, share.of) for day, share in found.weekdays] == [(0, 2, 4)]
    assert [part for part, _share in found.parts] == [Part.LATE_AFTERNOON, Part.NOT_NOTED]


def test_the_load_is_of_those_in_the_duty_on_the_last_day() -> None:
    anna = who(1, contact_person="Anna")
    found = load(
        [
            journey(1, who=anna, reached_on=day(3)),
            journey(2, seen=150, occupation=works(day(150))),
            journey(3, ended_on=day(9), end_reason=EndReason.MOVED),
        ],
        {},
        Ahead(),
        asked(By.CONTACT_PERSON),
        DEFAULT,
    )
    total = found.total
    assert (total.youths, total.not_mapped, total.never_reached) == (2, 1, 1)
    assert (total.with_contact_person, found.contact_persons, found.per_contact_person) == (1, 1, 1)
    assert [(told, one.youths) for told, one in found.groups] == [(("Anna",), 1), ((None,), 1)]


def test_a_week_without_work_has_a_line_too() -> None:
    week = Week(monday_of(FIRST), {Channel.PHONE: 2}, {})
    found = load([], {week.monday: week}, Ahead(), asked(last=day(20)), DEFAULT)
    assert [one.all_attempts for one in found.weeks] == [2, 0, 0, 0]


def test_what_is_late_falls_in_this_week_and_what_is_far_away_in_none() -> None:
    today = date(2026, 9, 9)
    days = [date(2026, 8, 1), today, date(2026, 9, 14), date(2026, 12, 1)]
    found = load([], {}, Ahead(steps=days), asked(last=today), DEFAULT)
    assert [(week.monday.day, week.steps) for week in found.coming] == [
        (7, 2), (14, 1), (21, 0), (28, 0),
    ]  # fmt: skip


@given(many_journeys())
def test_the_load_of_the_groups_adds_up(journeys: list[Journey]) -> None:
    found = load(journeys, {}, Ahead(), asked(By.SEX), DEFAULT)
    for key in ("youths", "not_mapped", "never_reached"):
        assert sum(getattr(one, key) for _told, one in found.groups) == getattr(found.total, key)
    assert {told for told, _one in found.groups} <= {(Sex.MALE,), (Sex.FEMALE,), (None,)}
    assert found.asked.last == LAST
