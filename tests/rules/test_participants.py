"""Participants outside the duty have no end at 20 and no deadline; places and ages are counted."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from kaa_cli.rules.checks import proof
from kaa_cli.rules.codes import Place
from kaa_cli.rules.countdown import turning_20
from kaa_cli.rules.due_days import kept_of
from kaa_cli.rules.facts import Facts
from kaa_cli.rules.ladder import next_step
from kaa_cli.rules.participation import Participant, Run, TakingPart, ages, places_taken, run_for
from kaa_cli.rules.person import Case, Period, Person, masked
from kaa_cli.rules.queue import standing
from kaa_cli.rules.support_codes import MeasureState
from kaa_cli.rules.urgency import urgency
from rules.test_ladder_properties import youths
from youths import BOOK, DEFAULT, MONDAY, phone, youth

OLD = replace(youth(27, phone(1)), is_participant=True)


def case(facts: Facts) -> Case:
    period = Period(1, facts.registered_on, facts.first_seen_on, "unknown")
    return Case(Person(1, facts.born_on), period, facts)


def test_a_participant_of_27_is_on_the_ladder_without_a_deadline() -> None:
    step = next_step(OLD, BOOK, MONDAY)
    assert (step.place, step.due_on, step.deadline_on) == (Place.RUNG, MONDAY, None)
    assert next_step(replace(OLD, is_participant=False), BOOK, MONDAY).place is Place.OUT_OF_QUEUE
    assert kept_of(OLD, BOOK, MONDAY).look_on == MONDAY


def test_nobody_there_is_urgent_by_turning_20_or_counted_down() -> None:
    nearly = replace(youth(19, phone(1), born_on=date(2006, 9, 14)), is_participant=True)
    step = next_step(nearly, BOOK, MONDAY)
    terms = {term.term for term in urgency(nearly, step, DEFAULT, MONDAY).terms}
    assert terms.isdisjoint({"turning-20", "deadline"})
    assert turning_20([standing(case(nearly), BOOK, MONDAY)], MONDAY) == []
    in_duty = replace(nearly, is_participant=False)
    assert len(turning_20([standing(case(in_duty), BOOK, MONDAY)], MONDAY)) == 1


@settings(max_examples=60, deadline=None)
@given(youths())
def test_no_participant_is_ever_silent_at_any_age(facts: Facts) -> None:
    facts = replace(facts, is_participant=True)
    for years in (0, 3, 12):
        today = MONDAY + timedelta(days=366 * years)
        row = standing(case(facts), BOOK, today)
        assert proof(row, today) is not None
        assert row.step.deadline_on is None
        assert not row.step.outlives_duty


def taking(youth_id: int, *, run: int | None = 1, far: str = "started") -> TakingPart:
    days: dict[str, Any] = {
        "offered": {"offered_on": MONDAY},
        "declined": {"offered_on": MONDAY, "declined_on": MONDAY},
        "accepted": {"accepted_on": MONDAY},
        "started": {"accepted_on": MONDAY, "started_on": MONDAY},
        "ended": {"started_on": MONDAY, "ended_on": MONDAY},
    }[far]
    return TakingPart(youth_id, youth_id, "Porten", run, **days)


@pytest.mark.parametrize("far", list(MeasureState))
def test_how_far_it_came_is_told_by_its_days(far: MeasureState) -> None:
    measure = taking(1, far=far)
    assert (measure.state, measure.since) == (far, MONDAY)
    assert measure.is_going_on == (far in {MeasureState.ACCEPTED, MeasureState.STARTED})


def test_a_place_is_held_by_one_who_is_accepted_or_takes_part() -> None:
    run = Run(1, "autumn", MONDAY, places=3)
    several = [taking(1), taking(1), taking(2, far="accepted"), taking(3, far="ended")]
    several += [taking(4, run=2), taking(5, far="offered"), taking(6, run=None)]
    assert places_taken(several, run) == 2


def test_a_run_that_is_over_is_not_meant_when_none_is_named() -> None:
    over = Run(1, "spring", MONDAY - timedelta(days=90), MONDAY - timedelta(days=1))
    now, open_end = Run(2, "now", MONDAY, MONDAY), Run(3, "always", MONDAY)
    assert run_for([over, now, open_end], MONDAY) == [now, open_end]


def test_ages_are_those_at_the_beginning_each_person_once_without_the_protected() -> None:
    def one(number: int, born: date, *, far: str = "started", hidden: bool = False) -> Participant:
        person = Person(number, born)
        facts = replace(OLD, youth=number, born_on=born)
        shown = Case(masked(person) if hidden else person, Period(1, MONDAY, MONDAY, ""), facts)
        return Participant(shown, taking(number, far=far))

    several = [
        one(1, date(2009, 9, 7)),  # 17 on the very day
        one(2, date(1997, 9, 8)),  # 28, 29 tomorrow
        one(2, date(1997, 9, 8), far="ended"),
        one(3, date(1990, 1, 1), far="accepted"),  # has not begun
        one(4, date(1980, 1, 1), hidden=True),
    ]
    told = ages(several)
    assert told is not None
    assert (told.count, told.youngest, told.oldest, told.mean) == (2, 17, 28, 22.5)
    assert ages(several[3:]) is None
