"""The day from which a youth may be due: never later than the day a queue would find the youth."""

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from counting import often
from kaa_cli.rules.codes import AppointmentKind, AppointmentState, Channel, CheckReason
from kaa_cli.rules.days import birthday
from kaa_cli.rules.due_days import NEVER, counted, kept_of
from kaa_cli.rules.facts import Appointment, Check, Facts
from kaa_cli.rules.knowledge import knowledge
from kaa_cli.rules.ladder import next_step
from kaa_cli.rules.policy import PolicyBook
from rules.test_following import measure, supported, told_by
from youths import BOOK, DEFAULT, MONDAY, phone, shipped, tried, youth

LATER_ROUTINE = PolicyBook(
    ((date(2026, 1, 1), DEFAULT), (MONDAY + timedelta(days=60), shipped("salem")))
)
ASKS_AFTER_DUTY = replace(DEFAULT, follow_up_after_end=True)
BOOKS = st.sampled_from(
    [
        BOOK,
        LATER_ROUTINE,
        PolicyBook(((date(2026, 1, 1), ASKS_AFTER_DUTY),)),
        PolicyBook(((date(2026, 1, 1), DEFAULT), (MONDAY + timedelta(days=90), ASKS_AFTER_DUTY))),
    ]
)


def told_until(facts: Facts, days: int) -> date:
    """So many days after the last day that anything is told of, the end included."""
    return max(told_by(facts, 0), facts.ended_on or MONDAY) + timedelta(days=days)


@st.composite
def anybody(draw: st.DrawFn) -> Facts:
    """Any history of attempts and support, some with wishes, checks and appointments."""
    facts = draw(supported())
    days = st.integers(0, 200).map(lambda n: MONDAY + timedelta(days=n))
    kinds = st.sampled_from(list(AppointmentState))
    appointments = [
        Appointment(n, on, None, AppointmentKind.TALK, draw(kinds))
        for n, on in enumerate(sorted(draw(st.lists(days, max_size=2))), start=1)
    ]
    return replace(
        facts,
        preferred=draw(st.sampled_from([None, None, Channel.SMS, Channel.LETTER])),
        appointments=tuple(appointments),
        restricted=draw(st.integers(0, 9)) == 0,
        do_not_contact_until=draw(st.one_of(st.none(), st.none(), days)),
        check=draw(st.sampled_from([None, None, Check(CheckReason.GONE, MONDAY)])),
        ended_on=draw(st.sampled_from([None, None, MONDAY + timedelta(days=100)])),
    )


def due_from(facts: Facts, book: PolicyBook, today: date) -> date:
    return kept_of(facts, book, today).look_on


@settings(max_examples=often(60, 300))
@given(anybody(), st.integers(0, 60), st.integers(0, 400), BOOKS)
def test_nobody_is_due_or_counted_otherwise_before_the_day_to_look(
    facts: Facts, asked: int, later: int, book: PolicyBook
) -> None:
    today = told_until(facts, asked)
    kept = kept_of(facts, book, today)
    grown_on, ends_on = birthday(facts.born_on, 18), birthday(facts.born_on, 20)
    every = [today + timedelta(days=n) for n in range(100)]
    for day in (*every, today + timedelta(days=later), grown_on, ends_on):
        if today <= day < kept.look_on:
            step = next_step(facts, book, day)
            assert not step.is_due(day)
            assert counted(facts, step, knowledge(facts, step, book.on(day), day)) == kept.counted


@given(anybody(), st.integers(0, 60), BOOKS)
def test_the_youth_is_due_or_counted_otherwise_on_the_day_to_look(
    facts: Facts, asked: int, book: PolicyBook
) -> None:
    kept = kept_of(facts, book, told_until(facts, asked))
    if kept.look_on != NEVER:
        step = next_step(facts, book, kept.look_on)
        known = knowledge(facts, step, book.on(kept.look_on), kept.look_on)
        assert step.is_due(kept.look_on) or counted(facts, step, known) != kept.counted


@given(anybody(), st.integers(0, 500))
def test_a_clock_that_was_wrong_once_hides_nobody(facts: Facts, too_late: int) -> None:
    """Written on a day far ahead, the day to look is the same."""
    today = told_until(facts, 0)
    assert due_from(facts, BOOK, today + timedelta(days=too_late)) == due_from(facts, BOOK, today)


def test_the_day_follows_the_waits() -> None:
    called = tried(youth(18, phone(1)), "no-answer", MONDAY)
    assert due_from(called, BOOK, MONDAY) == MONDAY + timedelta(days=2)


def test_an_18th_birthday_can_bring_the_day_forward() -> None:
    """A guardian said no at 17; at 18 nothing changes that. A guardian's number alone does."""
    grown_on = MONDAY + timedelta(days=4)
    minor = youth(17, phone(1, 1), born_on=date(2008, grown_on.month, grown_on.day), street="")
    called = tried(tried(minor, "no-answer", MONDAY, to="guardian"), "no-answer", MONDAY)
    texted = tried(called, "sent", MONDAY, "sms", "guardian")
    assert next_step(texted, BOOK, MONDAY).due_on > grown_on  # type: ignore[operator]
    assert due_from(texted, BOOK, MONDAY) == grown_on


def test_an_appointment_is_looked_at_on_its_day_also_a_saturday() -> None:
    saturday = MONDAY + timedelta(days=5)
    booked = Appointment(1, saturday, time(14), AppointmentKind.TALK)
    assert due_from(replace(youth(18, phone(1)), appointments=(booked,)), BOOK, MONDAY) == saturday


def test_who_is_in_a_measure_is_looked_at_on_the_day_agreed_or_the_routines() -> None:
    running = replace(youth(18, phone(1)), measures=(measure(),))
    assert due_from(running, BOOK, MONDAY) == date(2026, 10, 7)
    agreed = replace(running, measures=(measure(follow_up_on=date(2026, 9, 21)),))
    assert due_from(agreed, BOOK, MONDAY) == date(2026, 9, 21)


def test_a_20th_birthday_is_looked_at_and_nothing_after_it() -> None:
    grown = youth(19, phone(1), born_on=date(2006, 9, 20))
    reached = tried(grown, "reached", MONDAY, occupation="work")
    assert due_from(reached, BOOK, MONDAY) == date(2026, 9, 20)
    assert due_from(replace(reached, ended_on=MONDAY), BOOK, MONDAY) == NEVER
