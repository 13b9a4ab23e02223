"""Whether an outcome lasts: when it is asked about, what an answer serves for, a loss begins."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.rules.codes import EndReason, OccupationCode, OutcomeCategory, Place, Task
from kaa_cli.rules.facts import Facts, Occupation, Outcome, OutcomeCheck
from kaa_cli.rules.following import may_ask_after_duty, recheck, time_answered
from kaa_cli.rules.knowledge import knowledge
from kaa_cli.rules.ladder import next_step
from kaa_cli.rules.occupations import current_occupation
from kaa_cli.rules.policy import PolicyBook
from kaa_cli.rules.steps import Rule
from kaa_cli.rules.support_codes import Lasting
from youths import BOOK, DEFAULT, MONDAY, phone, tried, youth

ASKING = replace(DEFAULT, follow_up_after_end=True)
ASKING_BOOK = PolicyBook(((date(2026, 1, 1), ASKING),))
STUDIES = OutcomeCategory.STUDIES


def after(days: int) -> date:
    return MONDAY + timedelta(days=days)


def checks(*told: tuple[int, Lasting]) -> tuple[OutcomeCheck, ...]:
    return tuple(OutcomeCheck(after(days), result) for days, result in told)


def led(*told: tuple[int, Lasting], category: OutcomeCategory = STUDIES) -> Facts:
    """A youth who was reached on the Monday and went to studies then, with what was found later."""
    facts = tried(youth(17, phone(1)), "reached", MONDAY, occupation="komvux")
    return replace(facts, outcomes=(Outcome(1, MONDAY, category, None, checks(*told)),))


HELD, LOST, DARK = Lasting.SUSTAINED, Lasting.INTERRUPTED, Lasting.NOT_KNOWN


@pytest.mark.parametrize(
    ("days", "time"),
    [(0, 0), (29, 0), (30, 1), (60, 1), (89, 1), (90, 2), (120, 2), (130, 2), (240, 4)],
)
def test_an_answer_serves_for_the_time_it_is_nearest_to(days: int, time: int) -> None:
    assert time_answered(MONDAY, after(days), 60) == time


@pytest.mark.parametrize(
    ("told", "number", "days"),
    [
        ((), 1, 60),
        (((5, HELD),), 1, 60),
        (((58, HELD),), 2, 120),
        (((60, DARK),), 2, 120),
        (((130, HELD),), 3, 180),
        (((60, HELD), (120, HELD), (180, DARK)), 4, 240),
    ],
)
def test_the_next_question(told: tuple[tuple[int, Lasting], ...], number: int, days: int) -> None:
    asking = recheck(led(*told), DEFAULT)
    assert asking is not None
    assert (asking.number, asking.due_on) == (number, after(days))


@pytest.mark.parametrize(
    "facts",
    [
        led((60, LOST)),
        led((240, HELD)),
        led(category=OutcomeCategory.REMAINS),
        replace(led(), first_seen_on=after(30), registered_on=after(30)),
        replace(led(), outcomes=(*led().outcomes, Outcome(2, after(9), OutcomeCategory.REMAINS))),
    ],
    ids=["lost", "asked four times", "remains", "of an earlier registration", "a later remains"],
)
def test_nobody_asks(facts: Facts) -> None:
    assert recheck(facts, DEFAULT) is None


days_and_results = st.lists(
    st.tuples(st.integers(0, 500), st.sampled_from([HELD, DARK])), max_size=8
).map(sorted)


@given(days_and_results)
def test_no_time_is_asked_for_twice_and_none_after_the_last(
    told: list[tuple[int, Lasting]],
) -> None:
    """Each answer, given from the day it is asked for on, moves the question on."""
    facts, asked_for = led(), []
    for wait, result in told:
        asking = recheck(facts, DEFAULT)
        if asking is None:
            break
        asked_for.append(asking.number)
        answered_on = asking.due_on + timedelta(days=wait)
        (outcome,) = facts.outcomes
        answered = (*outcome.checks, OutcomeCheck(answered_on, result))
        facts = replace(facts, outcomes=(replace(outcome, checks=answered),))
    assert len(asked_for) == len(set(asked_for))
    assert all(number <= DEFAULT.lasting_checks for number in asked_for)
    assert asked_for == sorted(asked_for)


def test_who_rests_is_asked_and_it_says_why() -> None:
    step = next_step(led(), BOOK, after(60))
    assert (step.channel, step.because.rule, step.due_on) == (
        Task.FOLLOW_UP,
        Rule.LASTING,
        after(60),
    )
    assert step.recheck is not None
    assert step.recheck.number == 1
    assert (step.because.days, step.because.key) == (60, "lasting_days")


def test_a_question_tried_in_vain_waits_as_a_call_does() -> None:
    tried_once = tried(led(), "no-answer", after(60))
    step = next_step(tried_once, BOOK, after(60))
    assert (step.channel, step.due_on) == (Task.FOLLOW_UP, DEFAULT.calendar.after(after(60), 2))


class TestWhatAnInterruptionBegins:
    def test_the_ladder_starts_again_on_the_next_worked_day(self) -> None:
        found_on = after(61)
        assert found_on.weekday() == 5
        step = next_step(led((61, LOST)), BOOK, found_on)
        assert (step.place, step.channel, step.attempt) == (Place.RUNG, "phone", 1)
        assert step.due_on == date(2026, 11, 9)

    def test_what_was_known_is_current_no_more(self) -> None:
        facts = led((60, LOST))
        assert current_occupation(facts, DEFAULT, after(59)) is not None
        assert current_occupation(facts, DEFAULT, after(60)) is None
        step = next_step(facts, BOOK, after(60))
        assert knowledge(facts, step, DEFAULT, after(60)) == "expired"

    def test_what_is_told_on_the_day_or_later_is(self) -> None:
        told = (Occupation(after(60), OccupationCode.NONE),)
        assert current_occupation(
            replace(led((60, LOST)), occupations=told), DEFAULT, after(60)
        ) == Occupation(after(60), OccupationCode.NONE)

    def test_a_ladder_half_climbed_begins_anew(self) -> None:
        facts = replace(youth(18, phone(1)), outcomes=(Outcome(1, MONDAY, STUDIES),))
        for result, channel in (("no-answer", "phone"), ("no-answer", "phone"), ("sent", "sms")):
            facts = tried(facts, result, after(1), channel)
        lost = replace(facts, outcomes=(Outcome(1, MONDAY, STUDIES, None, checks((2, LOST))),))
        assert next_step(facts, BOOK, after(2)).channel == "letter"
        step = next_step(lost, BOOK, after(2))
        assert (step.channel, step.attempt, step.due_on) == ("phone", 1, after(3))

    def test_who_is_due_already_stays_due(self) -> None:
        fresh = replace(
            youth(18, phone(1)), outcomes=(Outcome(1, MONDAY, STUDIES, None, checks((1, LOST))),)
        )
        assert next_step(fresh, BOOK, after(1)).due_on == MONDAY

    @pytest.mark.parametrize(
        ("result", "next_on", "due_on"),
        [("reached", after(80), after(80)), ("declined", None, after(150))],
        ids=["a day agreed", "a no"],
    )
    def test_what_was_settled_that_very_day_stands(
        self, result: str, next_on: date | None, due_on: date
    ) -> None:
        facts = tried(led((60, LOST)), result, after(60), next_on=next_on)
        assert next_step(facts, BOOK, after(60)).due_on == DEFAULT.calendar.on_or_after(due_on)

    def test_a_contact_of_that_day_alone_does_not_put_it_off(self) -> None:
        facts = tried(led((60, LOST)), "reached", after(60))
        assert next_step(facts, BOOK, after(60)).due_on == after(63)

    def test_a_contact_afterwards_ends_it(self) -> None:
        facts = tried(led((60, LOST)), "reached", after(63), occupation="work")
        assert next_step(facts, BOOK, after(63)).place is Place.MAPPED

    def test_a_loss_before_the_registration_begins_nothing(self) -> None:
        old = Outcome(1, after(-200), STUDIES, None, checks((-100, LOST)))
        facts = replace(led(), outcomes=(old,))
        assert next_step(facts, BOOK, after(1)).place is Place.MAPPED

    @given(st.integers(0, 400), st.integers(0, 30))
    def test_nobody_falls_between_the_chairs(self, found: int, later: int) -> None:
        facts = led((found, LOST))
        step = next_step(facts, BOOK, after(found + later))
        assert step.due_on is not None
        assert step.due_on <= DEFAULT.calendar.after(after(found), 1)


CLOSED = replace(led(), ended_on=after(10), end_reason=EndReason.INTRODUCTORY)


class TestAfterTheDuty:
    def test_nobody_asks_unless_the_routine_says_so(self) -> None:
        assert next_step(CLOSED, BOOK, after(60)).due_on is None

    def test_the_same_days_are_asked_outside_the_ladder(self) -> None:
        step = next_step(CLOSED, ASKING_BOOK, after(11))
        assert (step.channel, step.due_on, step.after_duty) == (Task.FOLLOW_UP, after(60), True)
        assert step.place is Place.OUT_OF_QUEUE

    def test_who_has_turned_20_is_asked_too(self) -> None:
        grown = replace(led(), born_on=date(2006, 10, 1))
        assert next_step(grown, BOOK, after(60)).because.rule is Rule.TURNED_20
        assert next_step(grown, ASKING_BOOK, after(60)).is_due(after(60))

    @pytest.mark.parametrize("reason", ["moved", "deceased", "not-in-target"])
    def test_never_of_who_moved_died_or_was_no_youth_of_ours(self, reason: str) -> None:
        gone = replace(CLOSED, end_reason=EndReason(reason))
        assert not may_ask_after_duty(gone, ASKING)
        assert next_step(gone, ASKING_BOOK, after(60)).due_on is None

    @pytest.mark.parametrize(
        "wish", [{"restricted": True}, {"do_not_contact_until": after(20)}], ids=str
    )
    def test_never_against_a_wish(self, wish: dict[str, object]) -> None:
        left_alone = replace(CLOSED, **wish)  # type: ignore[arg-type]
        assert next_step(left_alone, ASKING_BOOK, after(60)).due_on is None

    def test_not_when_nothing_is_left_to_ask(self) -> None:
        assert (
            next_step(
                replace(CLOSED, outcomes=led((240, HELD)).outcomes), ASKING_BOOK, after(300)
            ).due_on
            is None
        )
