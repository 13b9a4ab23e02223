"""Nobody is ever silent: the proof of place over any history, and each thing that can be amiss."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaa_cli.rules.checks import Code, Evidence, Finding, Proof, findings, has_contact_point, proof
from kaa_cli.rules.codes import (
    AppointmentKind,
    AppointmentState,
    CheckReason,
    Place,
    Protection,
)
from kaa_cli.rules.days import birthday
from kaa_cli.rules.facts import Appointment, Check, Facts
from kaa_cli.rules.person import Case, Period, Person
from kaa_cli.rules.queue import ladder_sum, standing, standings
from kaa_cli.rules.steps import Because, Rule, Step
from rules.test_following import measure, supported, told_by
from rules.test_ladder_properties import DAYS, youths
from youths import BOOK, DEFAULT, MONDAY, phone, tried, youth

NEW = youth(18, phone(1))
CALLED = tried(NEW, "no-answer", MONDAY)
LATER = MONDAY + timedelta(days=15)


def case(facts: Facts, number: int = 1, *, ended_on: date | None = None) -> Case:
    period = Period(number, facts.registered_on, facts.first_seen_on, "unknown", ended_on)
    phones = tuple(replace(one, number=f"{one.number}{number}") for one in facts.phones)
    own = replace(facts, youth=number, phones=phones)  # nobody shares a number
    return Case(Person(number, facts.born_on), period, own)


def found(
    *cases: Case,
    today: date = MONDAY,
    given_out: set[int] | None = None,
    restricted_on: dict[int, date] | None = None,
    open_rounds: tuple[tuple[int, date], ...] = (),
) -> list[Finding]:
    seen = Evidence(
        given_out={c.person.id for c in cases} if given_out is None else given_out,
        restricted_on=restricted_on or {},
        open_rounds=open_rounds,
    )
    return findings(cases, standings(cases, BOOK, today), seen, today)


def codes(*cases: Case, today: date = MONDAY, **beside: object) -> list[Code]:
    return [one.code for one in found(*cases, today=today, **beside)]  # type: ignore[arg-type]


def booked(on: date) -> Facts:
    talk = Appointment(1, on, None, AppointmentKind.TALK, AppointmentState.BOOKED)
    return replace(NEW, appointments=(talk,))


@st.composite
def anybody(draw: st.DrawFn) -> Facts:
    """Any history, and on top of it any of the decisions that stop or wait for something."""
    facts = draw(st.one_of(youths(), supported()))
    day = MONDAY + timedelta(days=draw(DAYS))
    match draw(st.sampled_from(["", "", "", "restricted", "left alone", "check", "booked"])):
        case "restricted":
            facts = replace(facts, restricted=True)
        case "left alone":
            facts = replace(facts, do_not_contact_until=day)
        case "check":
            facts = replace(facts, check=Check(draw(st.sampled_from(CheckReason)), day))
        case "booked":
            state = draw(st.sampled_from([AppointmentState.BOOKED, AppointmentState.MISSED]))
            talk = Appointment(1, day, None, AppointmentKind.TALK, state)
            facts = replace(facts, appointments=(talk,))
    return facts


@settings(deadline=None)
@given(st.lists(anybody(), min_size=1, max_size=4), DAYS)
def test_nobody_is_ever_silent_and_the_foot_of_the_ladder_places_everybody(
    facts: list[Facts], days: int
) -> None:
    today = max(told_by(one, 0) for one in facts) + timedelta(days=days)
    cases = [case(one, number) for number, one in enumerate(facts, start=1)]
    rows = standings(cases, BOOK, today)
    in_duty = [c for c in cases if birthday(c.facts.born_on, 20) > today]
    assert [row.case for row in rows] == in_duty
    held_by = [proof(row, today) for row in rows]
    assert None not in held_by
    assert Code.SILENT not in codes(*cases, today=today)
    assert ladder_sum(rows, DEFAULT, today).in_scope == len(in_duty) == len(held_by)


@settings(deadline=None)
@given(anybody(), DAYS)
def test_the_proof_says_what_is_so(facts: Facts, days: int) -> None:
    today = told_by(facts, days)
    for row in standings([case(facts)], BOOK, today):
        held_by, due_on = proof(row, today), row.step.due_on
        assert (held_by is Proof.DECIDED) == (row.step.place is Place.OUT_OF_QUEUE)
        assert held_by is Proof.DECIDED or due_on is not None
        assert (held_by is Proof.DUE) == row.step.is_due(today)
        if held_by in {Proof.WAITS, Proof.BOOKED}:
            assert due_on is not None
            assert due_on > today


@pytest.mark.parametrize(
    "step",
    [
        Step(Place.RUNG, None, Because(Rule.FIRST)),
        Step(Place.RESTING, None, Because(Rule.AFTER)),
        Step(Place.OUT_OF_QUEUE, None, Because(Rule.RESTRICTED)),
        Step(Place.OUT_OF_QUEUE, None, Because(Rule.DO_NOT_CONTACT)),
    ],
)
def test_whoever_has_neither_a_day_nor_a_decision_is_silent(step: Step) -> None:
    lost = replace(standing(case(NEW), BOOK, MONDAY), step=step)
    assert proof(lost, MONDAY) is None
    seen = Evidence({1}, {})
    assert findings([lost.case], [lost], seen, MONDAY) == [Finding(Code.SILENT, 1)]


def test_who_is_due_now_or_waits_is_not_amiss() -> None:
    assert codes(case(NEW), case(CALLED, 2), case(booked(MONDAY), 3)) == []


def test_who_is_due_but_not_looked_at_by_the_queue_is_overlooked() -> None:
    assert found(case(NEW), case(CALLED, 2), given_out=set()) == [
        Finding(Code.OVERLOOKED, 1, MONDAY)
    ]


def test_who_has_turned_20_is_to_be_closed_except_in_a_programme() -> None:
    old = replace(NEW, born_on=date(2006, 9, 7))
    assert codes(case(old)) == [Code.TURNED_20]
    assert codes(case(replace(old, is_participant=True))) == []
    assert codes(case(old, ended_on=MONDAY)) == []


class TestMeasures:
    def test_one_that_nobody_follows_up_is_told_after_two_weeks(self) -> None:
        running = replace(NEW, measures=(measure(7),))
        due_on = date(2026, 10, 7)
        assert codes(case(running), today=due_on + timedelta(days=14)) == []
        late = due_on + timedelta(days=15)
        assert found(case(running), today=late) == [
            Finding(Code.NOT_FOLLOWED_UP, 1, MONDAY, (late - MONDAY).days, 7)
        ]

    def test_who_is_in_one_is_followed_up_and_that_is_a_place(self) -> None:
        (row,) = standings([case(replace(NEW, measures=(measure(),)))], BOOK, MONDAY)
        assert proof(row, MONDAY) is Proof.FOLLOWED_UP

    def test_loose_ends_are_told_by_number(self) -> None:
        seen = Evidence(
            {1},
            {},
            measures_of_closed=[(3, 9, MONDAY)],
            not_begun=[(5, 7, MONDAY)],
            without_occupation=[(4, 8, MONDAY)],
        )
        assert findings([], [], seen, MONDAY) == [
            Finding(Code.NOT_BEGUN, 5, MONDAY, number=7),
            Finding(Code.RUNS_AFTER_END, 3, MONDAY, number=9),
            Finding(Code.NOT_KNOWN_AFTER, 4, MONDAY, number=8),
        ]


def test_closed_and_on_the_list_again_is_told_once_however_long() -> None:
    back = replace(NEW, ended_on=MONDAY, check=Check(CheckReason.BACK_ON_LIST, MONDAY))
    assert codes(case(back, ended_on=MONDAY), today=MONDAY + timedelta(days=40)) == [
        Code.BACK_ON_LIST
    ]


def test_a_mark_to_check_may_stand_for_14_days() -> None:
    moved = case(replace(NEW, check=Check(CheckReason.SAID_MOVED, MONDAY)))
    assert codes(moved, today=MONDAY + timedelta(days=14)) == []
    assert found(moved, today=LATER) == [Finding(Code.NOT_CHECKED, 1, MONDAY, 15)]


def test_a_restriction_is_looked_at_every_180_days() -> None:
    held = case(replace(NEW, restricted=True))
    since = {1: MONDAY - timedelta(days=180)}
    assert codes(held, restricted_on=since) == []
    assert codes(held, today=MONDAY + timedelta(days=1), restricted_on=since) == [Code.RESTRICTED]


def test_an_appointment_may_be_untold_on_its_own_day_only() -> None:
    assert codes(case(booked(MONDAY))) == []
    assert codes(case(booked(MONDAY)), today=MONDAY + timedelta(days=1)) == [Code.APPOINTMENT]


def test_a_wait_past_the_20th_birthday_is_amiss_for_one_never_reached() -> None:
    soon = replace(NEW, born_on=date(2006, 9, 9))
    assert codes(case(tried(soon, "no-answer", MONDAY))) == [Code.RESTS_PAST_20]
    assert codes(case(tried(soon, "reached", MONDAY))) == []


def test_a_visit_round_is_to_be_closed_on_its_day() -> None:
    assert codes(open_rounds=((3, MONDAY),)) == []
    assert found(open_rounds=((3, MONDAY),), today=LATER) == [
        Finding(Code.VISIT_ROUND, on=MONDAY, number=3)
    ]


@pytest.mark.parametrize(
    ("facts", "has"),
    [
        (youth(18, street=""), False),
        (youth(18), True),
        (youth(18, phone(1), street=""), True),
        (youth(17, phone(1, guardian=1), street=""), True),
        (youth(18, phone(1, guardian=1), street=""), False),
        (tried(youth(18, phone(1), street=""), "wrong-number", MONDAY), False),
        (replace(youth(18, street=""), email="nova@example.se"), True),
        (replace(youth(18, street=""), protection=Protection.REGISTRATION), True),
        (replace(youth(18, street=""), protection=Protection.CONFIDENTIALITY), False),
    ],
)
def test_without_any_contact_point_nobody_can_be_reached(facts: Facts, has: bool) -> None:
    assert has_contact_point(facts, MONDAY) is has
    assert (Code.NO_CONTACT_POINT in codes(case(facts))) is not has


def test_the_worst_is_first_and_then_it_goes_by_number() -> None:
    old = replace(NEW, born_on=date(2006, 9, 7))
    lost = youth(18, street="")
    assert [(f.code, f.youth) for f in found(case(lost, 1), case(old, 3), case(old, 2))] == [
        (Code.TURNED_20, 2),
        (Code.TURNED_20, 3),
        (Code.NO_CONTACT_POINT, 1),
    ]
