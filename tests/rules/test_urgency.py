"""Urgency: a sum of clamped terms that can be shown; more overdue never lowers anybody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.rules.codes import OccupationCode
from kaa_cli.rules.facts import Facts, Occupation
from kaa_cli.rules.ladder import next_step
from kaa_cli.rules.policy_file import TERMS
from kaa_cli.rules.steps import Step
from kaa_cli.rules.urgency import Term, urgency
from youths import BOOK, DEFAULT, MONDAY, phone, tried, youth

NEW = youth(17, phone(1))
NEVER_REACHED = Term("never-reached", 1.0, 1)


def terms(facts: Facts, today: date = MONDAY) -> dict[str, tuple[float, int]]:
    found = urgency(facts, next_step(facts, BOOK, today), DEFAULT, today)
    return {term.term: (term.points, term.count) for term in found.terms}


def later(days: int) -> date:
    return MONDAY + timedelta(days=days)


def test_a_new_youth_has_only_never_been_reached() -> None:
    assert terms(NEW) == {"never-reached": (1.0, 1)}


@pytest.mark.parametrize(
    ("days", "points", "left"),
    [(1, 0.43, 13), (7, 3.0, 7), (13, 5.57, 1), (14, 6.0, 0), (20, 6.0, -6)],
)
def test_the_deadline_weighs_more_the_nearer_it_is_and_no_more_once_passed(
    days: int, points: float, left: int
) -> None:
    assert terms(NEW, later(days))["deadline"] == (points, left)


def test_after_the_first_attempt_there_is_no_deadline() -> None:
    assert "deadline" not in terms(tried(NEW, "no-answer", MONDAY), later(10))


@pytest.mark.parametrize(("days", "points"), [(0, None), (1, 0.29), (7, 2.0), (14, 4.0), (60, 4.0)])
def test_days_overdue_weigh_up_to_two_weeks(days: int, points: float | None) -> None:
    found = terms(NEW, later(days)).get("overdue")
    assert found == (None if points is None else (points, days))


@pytest.mark.parametrize(
    ("left", "points"),
    [(91, None), (90, 0.05), (45, 2.53), (1, 4.95)],
)
def test_turning_20_weighs_within_ninety_days(left: int, points: float | None) -> None:
    born_on = date(2006, 9, 7) + timedelta(days=left)
    found = terms(youth(19, phone(1), born_on=born_on)).get("turning-20")
    assert found == (None if points is None else (points, left))


def test_turning_20_weighs_half_for_somebody_who_was_reached() -> None:
    born_on = date(2006, 9, 7) + timedelta(days=45)
    asked = youth(19, phone(1), born_on=born_on, first_seen_on=date(2026, 6, 1))
    reached = tried(asked, "reached", date(2026, 6, 5), occupation="none")
    assert terms(reached)["turning-20"][0] == pytest.approx(2.53 / 2, abs=0.01)


def test_every_cycle_in_vain_adds_up_to_three() -> None:
    facts, day, found = NEW, MONDAY, []
    for _ in range(16):
        step = next_step(facts, BOOK, day)
        found.append(terms(facts, day)["never-reached"])
        assert step.due_on is not None
        day = max(day, step.due_on)
        result = {"phone": "no-answer", "home-visit": "not-home"}.get(str(step.channel), "sent")
        facts = tried(facts, result, day, str(step.channel), number=1)
    assert found == sorted(found)
    assert found[0] == (1.0, 1)
    assert found[-1] == (3.0, 4)


def test_an_occupation_that_expired_gives_its_point() -> None:
    known = Occupation(MONDAY - timedelta(days=170), OccupationCode.WORK)
    facts = replace(tried(NEW, "reached", MONDAY), occupations=(known,))
    assert next_step(facts, BOOK, later(9)).due_on == later(10)
    assert terms(facts, later(10))["expired"] == (1.0, 0)
    told = tried(NEW, "reached", MONDAY, occupation="work")
    assert "expired" not in terms(told, later(91))


def test_what_a_caseworker_sets_by_hand_is_five_points() -> None:
    assert terms(replace(NEW, by_hand=True))["by-hand"] == (5.0, 0)


def test_a_term_without_a_weight_is_not_shown() -> None:
    policy = replace(DEFAULT, urgency={"overdue": 4.0})
    found = urgency(NEW, next_step(NEW, BOOK, later(7)), policy, later(7))
    assert [term.term for term in found.terms] == ["overdue"]


def test_the_terms_stand_with_the_most_points_first() -> None:
    points = [points for points, _count in terms(replace(NEW, by_hand=True), later(9)).values()]
    assert points == sorted(points, reverse=True)
    assert len(points) == 4


@st.composite
def asked(draw: st.DrawFn) -> tuple[Facts, Step, date]:
    born_on = MONDAY - timedelta(days=draw(st.integers(16 * 366, 19 * 366)))
    facts = replace(youth(18, phone(1), born_on=born_on), by_hand=draw(st.booleans()))
    for day in sorted(draw(st.lists(st.integers(0, 60), max_size=6))):
        result = draw(st.sampled_from(["no-answer", "reached", "declined"]))
        facts = tried(facts, result, later(day))
    today = later(draw(st.integers(60, 200)))
    return facts, next_step(facts, BOOK, today), today


@given(asked())
def test_no_term_gives_more_than_its_weight_and_the_sum_is_theirs(
    case: tuple[Facts, Step, date],
) -> None:
    found = urgency(*case[:2], DEFAULT, case[2])
    assert all(0 < term.points <= DEFAULT.weight(term.term) for term in found.terms)
    assert {term.term for term in found.terms} <= set(TERMS)
    assert found.points == pytest.approx(sum(term.points for term in found.terms))


@given(asked(), st.integers(0, 40))
def test_more_days_overdue_never_lower_a_youth(case: tuple[Facts, Step, date], more: int) -> None:
    facts, step, today = case
    if step.due_on is None:
        return
    earlier = replace(step, due_on=step.due_on - timedelta(days=more))
    before = urgency(facts, step, DEFAULT, today).points
    assert urgency(facts, earlier, DEFAULT, today).points >= before
