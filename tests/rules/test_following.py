"""Following up: while a measure runs the ladder rests, and nobody is forgotten in one."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.rules.codes import (
    AppointmentKind,
    Channel,
    CheckReason,
    OccupationCode,
    OutcomeCategory,
    Place,
    Task,
)
from kaa_cli.rules.cycle import Began
from kaa_cli.rules.days import birthday
from kaa_cli.rules.facts import (
    Appointment,
    Check,
    Facts,
    Measure,
    Occupation,
    Outcome,
    OutcomeCheck,
)
from kaa_cli.rules.following import followed_up_on, recheck
from kaa_cli.rules.ladder import next_step
from kaa_cli.rules.steps import Rule, Step
from kaa_cli.rules.support_codes import Lasting
from rules.test_ladder_properties import DAYS, asked_after, youths
from youths import BOOK, DEFAULT, MONDAY, phone, tried, youth

NEW = youth(18, phone(1))
DAY = timedelta(days=1)


def measure(number: int = 1, started_on: date | None = MONDAY, **days: Any) -> Measure:
    return Measure(number, "coaching", started_on=started_on, **days)


def with_measures(*measures: Measure, facts: Facts = NEW) -> Facts:
    return replace(facts, measures=measures)


def ask(facts: Facts, day: date = MONDAY) -> Step:
    return next_step(facts, BOOK, day)


@st.composite
def measures(draw: st.DrawFn) -> tuple[Measure, ...]:
    """Up to three measures, some ended, some with agreed days or followed up."""
    found = []
    for number in range(1, draw(st.integers(0, 3)) + 1):
        started_on = MONDAY + DAY * draw(st.integers(0, 200))
        ended = draw(st.one_of(st.none(), st.integers(0, 120)))
        agreed = draw(st.one_of(st.none(), st.integers(0, 90)))
        done = draw(st.one_of(st.none(), st.integers(0, 90)))
        found.append(
            measure(
                number,
                started_on,
                ended_on=None if ended is None else started_on + DAY * ended,
                follow_up_on=None if agreed is None else started_on + DAY * agreed,
                followed_on=None if done is None else started_on + DAY * done,
            )
        )
    return tuple(found)


@st.composite
def outcomes(draw: st.DrawFn) -> tuple[Outcome, ...]:
    """At most one outcome, asked about again or not."""
    if draw(st.booleans()):
        return ()
    on = MONDAY + DAY * draw(st.integers(0, 200))
    asked = sorted(draw(st.lists(st.integers(0, 300), max_size=3)))
    checks = tuple(OutcomeCheck(on + DAY * n, draw(st.sampled_from(Lasting))) for n in asked)
    return (Outcome(1, on, draw(st.sampled_from(OutcomeCategory)), checks=checks),)


@st.composite
def supported(draw: st.DrawFn) -> Facts:
    """Any history of attempts, with measures and an outcome beside it."""
    return replace(draw(youths()), measures=draw(measures()), outcomes=draw(outcomes()))


def told_by(facts: Facts, days: int) -> date:
    """A day after everything that is dated has happened."""
    dated = [day for m in facts.measures for day in (m.started_on, m.followed_on, m.ended_on)]
    dated += [day for o in facts.outcomes for day in (o.on, *(check.on for check in o.checks))]
    return max([asked_after(facts, 0), *(day for day in dated if day is not None)]) + DAY * days


FOLLOWED = [
    ("by the routine after thirty days", [measure()], date(2026, 10, 7)),
    ("since it was followed up last", [measure(followed_on=date(2026, 9, 18))], date(2026, 10, 18)),
    ("on the day agreed", [measure(follow_up_on=date(2026, 9, 21))], date(2026, 9, 21)),
    (
        "the agreed day holds whatever was done before",
        [measure(follow_up_on=date(2026, 12, 1), followed_on=date(2026, 9, 18))],
        date(2026, 12, 1),
    ),
    (
        "the first of two",
        [measure(1), measure(2, follow_up_on=date(2026, 9, 30))],
        date(2026, 9, 30),
    ),
]


@pytest.mark.parametrize(("running", "on"), [row[1:] for row in FOLLOWED], ids=lambda v: str(v)[:9])
def test_a_running_measure_is_followed_up(running: list[Measure], on: date) -> None:
    found = followed_up_on(with_measures(*running), DEFAULT, MONDAY)
    assert found is not None
    assert found[0] == on


@pytest.mark.parametrize(
    "over",
    [measure(ended_on=MONDAY), measure(started_on=MONDAY + DAY), measure(started_on=None)],
    ids=["ended today", "begins tomorrow", "never began"],
)
def test_what_does_not_run_is_not_followed_up(over: Measure) -> None:
    assert followed_up_on(with_measures(over), DEFAULT, MONDAY) is None
    assert ask(with_measures(over)).place is Place.RUNG


def test_of_two_due_on_one_day_the_first_is_named() -> None:
    step = ask(with_measures(measure(1), measure(2)))
    assert step.measure is not None
    assert step.measure.id == 1


def test_the_ladder_rests_while_a_measure_runs_and_goes_on_when_it_has_ended() -> None:
    step = ask(with_measures(measure()))
    assert (step.place, step.channel) == (Place.IN_MEASURE, Task.FOLLOW_UP)
    assert (step.rung, step.phone, step.deadline_on) == (None, None, None)
    ended = ask(with_measures(measure(ended_on=MONDAY + DAY)), MONDAY + DAY)
    assert (ended.place, ended.channel) == (Place.RUNG, Channel.PHONE)


def test_a_day_that_is_not_worked_moves_to_the_next_one() -> None:
    saturday = date(2026, 9, 19)
    assert ask(with_measures(measure(follow_up_on=saturday))).due_on == date(2026, 9, 21)


def test_the_wait_by_the_routine_is_told_as_assumed_and_an_agreed_day_is_not() -> None:
    by_routine, agreed = measure(), measure(follow_up_on=MONDAY + DAY)
    assert ask(with_measures(by_routine)).because.is_assumed(DEFAULT)
    assert not ask(with_measures(agreed)).because.is_assumed(DEFAULT)


@pytest.mark.parametrize(
    ("agreed", "expected"),
    [(date(2026, 9, 15), Rule.ASKED), (date(2026, 9, 28), Rule.MEASURE)],
    ids=["before the follow-up", "after it"],
)
def test_a_day_agreed_with_the_youth_is_kept_if_it_comes_first(
    agreed: date, expected: Rule
) -> None:
    facts = tried(NEW, "call-later", MONDAY, next_on=agreed)
    step = ask(with_measures(measure(follow_up_on=date(2026, 9, 21)), facts=facts))
    assert (step.because.rule, step.place) == (expected, Place.IN_MEASURE)


def test_an_appointment_and_a_check_come_before_the_follow_up() -> None:
    facts = with_measures(measure(follow_up_on=MONDAY))
    talk = Appointment(1, MONDAY + DAY, time(14), AppointmentKind.TALK)
    assert ask(replace(facts, appointments=(talk,))).place is Place.BOOKED
    assert ask(replace(facts, check=Check(CheckReason.GONE, MONDAY))).place is Place.CHECK


def test_a_follow_up_before_the_20th_birthday_does_not_outlive_the_duty() -> None:
    """The rest would have ended after it; the follow-up comes first, and is told."""
    grown = youth(19, phone(1), born_on=date(2006, 10, 20))
    reached = tried(grown, "reached", MONDAY, occupation="work")
    assert ask(reached).outlives_duty
    assert not ask(with_measures(measure(), facts=reached)).outlives_duty
    late = measure(follow_up_on=date(2026, 11, 2))
    assert ask(with_measures(late, facts=reached)).outlives_duty


@given(supported(), DAYS)
def test_who_is_in_a_measure_is_always_followed_up_on_a_named_day(facts: Facts, days: int) -> None:
    today = told_by(facts, days)
    runs = [m for m in facts.measures if m.runs_on(today)]
    if today >= birthday(facts.born_on, 20):
        return
    step = ask(facts, today)
    assert (step.place is Place.IN_MEASURE) == bool(runs)
    if runs:
        assert step.due_on is not None
        assert DEFAULT.calendar.is_worked(step.due_on)
        agreed = min(m.follow_up_on or today for m in runs)
        longest = max(agreed, today + DAY * DEFAULT.measure_follow_up_days)
        assert step.due_on <= DEFAULT.calendar.on_or_after(longest)
        assert step.measure in runs or step.because.rule in {Rule.ASKED, Rule.MISSED, Rule.LASTING}


@given(supported(), st.integers(0, 60), st.integers(1, 60))
def test_a_follow_up_that_is_due_stays_due_until_it_is_done(
    facts: Facts, days: int, later: int
) -> None:
    first = told_by(facts, days)
    second = first + DAY * later
    ages = [birthday(facts.born_on, age) for age in (18, 20)]
    step = ask(facts, first)
    if step.measure is None or not step.is_due(first) or any(first < a <= second for a in ages):
        return
    assert ask(facts, second).is_due(second)
    done = replace(step.measure, follow_up_on=None, followed_on=second)
    others = tuple(done if m.id == done.id else m for m in facts.measures)
    after = ask(replace(facts, measures=others), second)
    assert after.measure != done or not after.is_due(second)


@given(supported(), DAYS)
def test_an_outcome_that_was_interrupted_or_remains_is_never_asked_about(
    facts: Facts, days: int
) -> None:
    asking = recheck(facts, DEFAULT)
    if asking is None:
        return
    assert asking.outcome.category is not OutcomeCategory.REMAINS
    assert not asking.outcome.checks or asking.outcome.checks[-1].result is not Lasting.INTERRUPTED
    assert 1 <= asking.number <= DEFAULT.lasting_checks
    assert ask(facts, told_by(facts, days)).place is not Place.IN_MEASURE or facts.measures


def test_a_follow_up_tried_in_vain_is_not_due_again_the_same_day() -> None:
    running = measure(started_on=MONDAY - 7 * DAY, follow_up_on=MONDAY)
    step = ask(tried(with_measures(running), "no-answer", MONDAY))
    assert step.measure == running
    assert step.due_on is not None
    assert step.due_on > MONDAY


REACHED = tried(NEW, "reached", MONDAY, occupation="none")
ENDED = measure(started_on=MONDAY, ended_on=date(2026, 9, 28))


def test_no_day_in_a_measure_that_has_ended_is_a_late_one() -> None:
    back = ask(with_measures(ENDED, facts=REACHED), date(2026, 9, 28))
    assert (back.due_on, back.because.began) == (date(2026, 9, 29), Began.MEASURE_ENDED)
    assert (
        ask(with_measures(ENDED, facts=REACHED), date(2026, 9, 29)).days_overdue(date(2026, 9, 29))
        == 0
    )


def test_what_is_told_when_a_measure_ends_gives_its_own_wait() -> None:
    told = Occupation(date(2026, 9, 28), OccupationCode.WORK)
    facts = replace(with_measures(ENDED, facts=REACHED), occupations=(told,))
    step = ask(facts, date(2026, 9, 28))
    assert (step.place, step.due_on) == (Place.MAPPED, date(2026, 12, 28))  # 90 days: a Sunday
    assert ask(facts, date(2026, 12, 28)).place is Place.RUNG


def test_a_talk_of_the_day_a_measure_ends_stands() -> None:
    talked = tried(REACHED, "reached", date(2026, 9, 28), next_on=date(2026, 10, 12))
    assert ask(with_measures(ENDED, facts=talked), date(2026, 9, 28)).due_on == date(2026, 10, 12)


def test_what_is_lost_after_a_measure_is_sought_from_the_next_worked_day() -> None:
    lost = Outcome(
        1,
        date(2026, 9, 28),
        OutcomeCategory.STUDIES,
        checks=(OutcomeCheck(date(2026, 11, 27), Lasting.INTERRUPTED),),
    )
    facts = replace(with_measures(ENDED, facts=REACHED), outcomes=(lost,))
    step = ask(facts, date(2026, 11, 30))
    assert (step.due_on, step.because.began) == (date(2026, 11, 30), Began.INTERRUPTED)
