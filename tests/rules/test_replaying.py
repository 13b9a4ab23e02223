"""A history played against a routine: what would have been asked for, and what came in between."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from counting import often
from kaa_cli.files.policies import names
from kaa_cli.rules.codes import (
    AppointmentKind,
    AppointmentState,
    AttemptResult,
    Channel,
    CheckReason,
    Protection,
    Target,
    Task,
)
from kaa_cli.rules.facts import Appointment, Attempt, Check, Facts
from kaa_cli.rules.ladder import ahead, next_step
from kaa_cli.rules.lives import Life, Marks, is_known_late, life, without_tries
from kaa_cli.rules.policy import Policy, PolicyBook, Rung
from kaa_cli.rules.replaying import Asked, done, play
from kaa_cli.rules.steps import Step
from kaa_cli.rules.walk import is_contact, replay
from rules.test_ladder_properties import youths
from youths import DEFAULT, MONDAY, phone, shipped, tried, youth

NEVER = date(2099, 1, 1)
ADULT = youth(18, phone(1))
MINOR = youth(16, phone(1), phone(2, guardian=1))


def september(day: int) -> date:
    return date(2026, 9, day)


def lived(facts: Facts, marks: Marks = Marks()) -> Life:  # noqa: B008 - frozen
    return life(facts, marks)


def steps(facts: Facts, last: date, policy: Policy = DEFAULT, marks: Marks = Marks()) -> list[str]:  # noqa: B008
    played = play(lived(facts, marks), policy, last)
    return [f"{step.on:%m-%d} {step.channel}" for step in played.steps]


CLIMB = ["09-07 phone", "09-09 phone", "09-09 sms", "09-14 letter", "09-24 home-visit"]


def test_without_any_contact_the_whole_ladder_is_asked_for_and_then_it_rests() -> None:
    assert steps(ADULT, september(30)) == CLIMB
    played = play(lived(ADULT), DEFAULT, september(30))
    assert (played.next_on, played.next_channel) == (date(2026, 12, 23), Channel.PHONE)
    assert steps(ADULT, date(2026, 12, 31)) == [*CLIMB, "12-23 phone", "12-29 phone", "12-29 sms"]


def test_tries_in_vain_are_not_those_that_were_made_but_those_that_were_due() -> None:
    late = tried(ADULT, "no-answer", september(21))
    assert steps(late, september(30)) == CLIMB


def test_a_contact_is_taken_as_it_happened_and_the_routine_goes_on_from_it() -> None:
    reached = tried(ADULT, "reached", september(14), occupation="none")
    assert steps(reached, september(22)) == [*CLIMB[:4], "09-21 phone"]


def test_on_the_day_of_a_contact_one_step_was_asked_for() -> None:
    reached = tried(ADULT, "reached", september(9), occupation="work")
    assert steps(reached, september(30)) == CLIMB[:2]


def test_a_contact_on_a_day_when_nothing_was_due_adds_no_step() -> None:
    called_back = tried(ADULT, "replied", september(8), occupation="work")
    assert steps(called_back, september(30)) == CLIMB[:1]


def test_a_guardian_counts_for_the_routine_that_lets_it() -> None:
    answered = tried(MINOR, "reached", september(8), to="guardian", number=2, occupation="work")
    never = replace(DEFAULT, guardian_counts="never")
    assert steps(answered, september(9)) == CLIMB[:1]
    assert steps(answered, september(9), never) == CLIMB[:3]


def test_a_number_is_used_from_the_day_it_was_recorded() -> None:
    later = youth(18, phone(1, on=september(11)))
    assert steps(later, september(12)) == ["09-07 find-number", "09-09 letter", "09-11 phone"]


def test_a_number_or_an_address_that_was_used_before_it_was_recorded_was_known_then() -> None:
    taken_in = youth(18, phone(1, on=date(2026, 12, 1)))
    assert is_known_late(lived(replace(taken_in, address=None)))
    called = tried(replace(taken_in, address=None), "no-answer", september(8), number=None)
    assert steps(called, september(9)) == ["09-07 find-number", "09-08 phone"]
    assert is_known_late(lived(called))
    at_once = tried(taken_in, "no-answer", september(7))
    assert steps(at_once, september(9)) == CLIMB[:3]
    assert not is_known_late(lived(at_once))


def test_a_search_given_up_goes_on_that_day_and_without_it_after_its_days() -> None:
    without = youth(18)
    gave_up = tried(without, "no-number", september(8), "find-number", number=None)
    assert steps(without, september(10)) == ["09-07 find-number", "09-09 letter"]
    assert steps(gave_up, september(10)) == ["09-07 find-number", "09-08 letter"]


def test_a_number_found_wrong_by_a_call_is_found_wrong_by_the_step_of_that_day() -> None:
    wrong = tried(ADULT, "wrong-number", september(7))
    assert steps(wrong, september(7)) == ["09-07 phone", "09-07 letter"]


def test_a_number_found_wrong_before_a_routine_comes_to_it_is_not_called() -> None:
    wrong = tried(ADULT, "wrong-number", september(7))
    letter_first = shipped("goteborg")
    assert steps(wrong, september(30), letter_first) == ["09-07 letter"]
    assert steps(ADULT, september(18), letter_first) == ["09-07 letter", "09-17 phone"]


def test_an_hour_agreed_on_the_day_of_the_step_is_kept() -> None:
    later = tried(ADULT, "call-later", september(7), next_on=september(16))
    assert steps(later, september(18)) == ["09-07 phone", "09-16 phone", "09-18 phone", "09-18 sms"]


def test_returned_post_goes_on_that_day_if_the_letter_was_the_last() -> None:
    wrote = tried(youth(18), "sent", september(9), "letter", number=None)
    returned = tried(wrote, "returned", september(11), "letter", number=None)
    assert steps(returned, september(30)) == [
        "09-07 find-number",
        "09-09 letter",
        "09-11 home-visit",
    ]


def test_while_nobody_may_be_contacted_nothing_is_asked_for() -> None:
    wish = tried(ADULT, "do-not-contact", september(9), next_on=september(21))
    assert steps(wish, september(22)) == [*CLIMB[:2], "09-21 sms"]
    standing = replace(wish, do_not_contact_until=september(21))
    mark = Marks(do_not_contact_on=september(9))
    assert steps(standing, september(30), marks=mark) == CLIMB[:2]


def test_what_was_said_waits_until_somebody_has_looked() -> None:
    said = tried(ADULT, "said-moved", september(7), to="other")
    checked = Marks(checked_on=september(15))
    assert steps(said, september(15), marks=checked) == ["09-07 phone", "09-15 phone", "09-15 sms"]
    open_still = replace(said, check=Check(CheckReason.SAID_MOVED, september(8)))
    assert steps(open_still, september(30)) == ["09-07 phone"]


def test_who_missed_an_appointment_is_asked_for_the_day_after_it() -> None:
    reached = tried(ADULT, "reached", september(7), occupation="work")
    visit = Appointment(1, september(16), None, AppointmentKind.TALK, AppointmentState.MISSED)
    missed = replace(reached, appointments=(visit,))
    assert steps(missed, september(16)) == ["09-07 phone"]
    assert steps(missed, september(17)) == ["09-07 phone", "09-17 phone"]
    booked = replace(reached, appointments=(replace(visit, state=AppointmentState.BOOKED),))
    assert steps(booked, september(30)) == ["09-07 phone"]


def test_restricted_data_stop_everything_from_their_day() -> None:
    assert steps(ADULT, september(30), marks=Marks(restricted_on=september(10))) == CLIMB[:3]


@pytest.mark.parametrize("end", ["ended", "turned-20"])
def test_nothing_is_asked_for_after_the_duty(end: str) -> None:
    ends = {"ended_on": september(12)} if end == "ended" else {"born_on": date(2006, 9, 12)}
    gone = replace(ADULT, **ends)  # type: ignore[arg-type]
    played = play(lived(gone), DEFAULT, september(30))
    assert [step.on.day for step in played.steps] == [7, 9, 9]
    assert played.next_on is None


def test_a_birthday_changes_whom_the_ladder_speaks_to_and_so_what_is_usable() -> None:
    turning = youth(17, phone(2, guardian=1, mobile=False), born_on=date(2008, 9, 9))
    assert steps(turning, september(14)) == ["09-07 phone", "09-10 letter"]


def test_a_protected_youth_is_asked_for_by_letter_only() -> None:
    protected = replace(ADULT, protection=Protection.REGISTRATION, address=None)
    assert {step.channel for step in play(lived(protected), DEFAULT, NEVER).steps} == {"letter"}


def test_nobody_is_tried_on_a_day_that_is_not_worked() -> None:
    closed = replace(DEFAULT, closed=((september(9), september(11)),))
    assert steps(ADULT, september(15), closed) == ["09-07 phone", "09-14 phone", "09-14 sms"]


def test_without_any_way_to_reach_nothing_is_asked_for_until_there_is_one() -> None:
    nowhere = youth(18, street="")
    assert steps(nowhere, september(30)) == ["09-07 find-number"]
    assert play(lived(nowhere), DEFAULT, september(30)).next_channel is Task.NONE
    found = replace(nowhere, email="a@example.se", email_on=september(16))
    by_mail = replace(DEFAULT, rungs=(Rung(Channel.PHONE), Rung(Channel.EMAIL)))
    assert steps(found, september(30), by_mail) == ["09-07 find-number", "09-16 e-mail"]


def test_what_was_done_is_what_went_out_up_to_the_day() -> None:
    facts = tried(ADULT, "no-answer", september(8))
    facts = tried(facts, "sent", september(10), "letter", number=None)
    facts = tried(facts, "returned", september(14), "letter", number=None)
    facts = tried(facts, "replied", september(15))
    facts = tried(facts, "reached", september(22))
    told = [Asked(september(8), Channel.PHONE), Asked(september(10), Channel.LETTER)]
    assert list(done(facts, september(21)).steps) == told


# What must hold for every youth, history and routine.

DAYS = st.integers(0, 700)
ROUTINES = st.sampled_from(names()).map(shipped)


def after(days: int) -> date:
    return MONDAY + timedelta(days=days)


@given(st.integers(16, 19), st.booleans(), st.booleans(), ROUTINES)
def test_without_contact_the_first_cycle_is_what_lies_ahead(
    age: int, has_number: bool, has_address: bool, policy: Policy
) -> None:
    born_on = date(MONDAY.year - age, 1, 12)  # no birthday that matters within the cycle
    phones = (phone(1),) if has_number else ()
    facts = youth(18, *phones, born_on=born_on, street="Provvägen 3" if has_address else "")
    book = PolicyBook(((date(2026, 1, 1), policy),))
    coming = list(ahead(facts, book, MONDAY, most=30))
    expected = [Asked(s.due_on, s.channel) for s in coming if isinstance(s.channel, Channel)]  # type: ignore[arg-type]
    last = expected[-1].on if expected else MONDAY
    assert list(play(lived(facts), policy, last).steps) == expected


@settings(deadline=None, max_examples=often(40, 150))
@given(youths(), DAYS, ROUTINES)
@example(
    tried(
        tried(youth(18, street=""), "reached", MONDAY, "home-visit"), "returned", MONDAY, "letter"
    ),
    14,
    DEFAULT,
)
def test_played_day_by_day_with_the_whole_history_it_is_the_same(
    facts: Facts, days: int, policy: Policy
) -> None:
    played = play(lived(facts), policy, after(days))
    assert list(played.steps) == slowly(lived(facts), policy, after(days))


@given(youths(), DAYS, DAYS, ROUTINES)
def test_a_longer_period_only_adds_steps(facts: Facts, one: int, two: int, policy: Policy) -> None:
    first, second = sorted((one, two))
    short = play(lived(facts), policy, after(first)).steps
    assert play(lived(facts), policy, after(second)).steps[: len(short)] == short


@given(youths(), DAYS, ROUTINES)
def test_steps_come_in_order_on_worked_days_within_the_duty(
    facts: Facts, days: int, policy: Policy
) -> None:
    on = [step.on for step in play(lived(facts), policy, after(days)).steps]
    assert on == sorted(on)
    assert all(facts.first_seen_on <= day <= after(days) for day in on)
    assert all(policy.calendar.is_worked(day) for day in on)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 3), st.booleans())
def test_a_longer_first_wait_never_gives_an_earlier_later_rung(
    wait: int, more: int, rung: int, has_number: bool
) -> None:
    facts = youth(18, *([phone(1)] if has_number else []))

    def waiting(days: int) -> Policy:
        rungs = [*DEFAULT.rungs]
        rungs[rung] = replace(rungs[rung], after_days=days, retry_days=days)
        return replace(DEFAULT, rungs=tuple(rungs))

    def first_on(policy: Policy) -> dict[Channel, date]:
        found = play(lived(facts), policy, after(700)).steps
        return {step.channel: step.on for step in reversed(found)}

    soon, late = first_on(waiting(wait)), first_on(waiting(wait + more))
    for channel in late.keys() & soon.keys():
        assert late[channel] >= soon[channel]


def slowly(lived: Life, policy: Policy, last: date) -> list[Asked]:
    """The yardstick: every single day is asked about, and nothing of the history is let go."""
    real, book = lived.facts, PolicyBook(((date.min, policy),))
    facts, taken, searches = without_tries(real), None, set()
    came = [a for a in real.attempts if a.result == "returned" or is_contact(a, real, policy)]
    found = [a for a in real.attempts if a.result in {"wrong-number", "call-later", "no-number"}]
    asked: list[Asked] = []
    day = real.first_seen_on

    def is_post(attempt: Attempt) -> bool:
        return attempt.result == "returned"

    def after_all(of_day: bool) -> Facts:
        now = list(
            takewhile(lambda a: a.on < day or (a.on == day and (of_day or is_post(a))), came)
        )
        del came[: len(now)]
        return replace(facts, attempts=(*facts.attempts, *now))

    while day <= last:
        facts = after_all(of_day=False)
        tried_today = bool(asked) and asked[-1].on == day
        waits = any(
            a < day + timedelta(days=tried_today) and (b is None or day < b) for a, b in lived.waits
        )
        step = None if waits else next_step(facts, book, day)
        if step is not None and step.due_on is None:
            break
        name = step and (day, step.channel, step.rung, step.attempt, step.phone)
        if (
            step is not None
            and isinstance(step.channel, Channel)
            and step.due_on is not None
            and step.due_on <= day
            and policy.calendar.is_worked(day)
            and name != taken
        ):
            taken = name
            cycle = replay(facts, book, day).started_on
            if step.channel is not Channel.FIND_NUMBER or cycle not in searches:
                asked.append(Asked(day, step.channel))
            if step.channel is Channel.FIND_NUMBER:
                searches.add(cycle)
            facts, before = after_all(of_day=True), facts
            if facts == before:
                facts = replace(facts, attempts=(*facts.attempts, *came_of(step, day, found)))
            if facts != before:
                continue
        facts, before = after_all(of_day=True), facts
        day += timedelta(days=facts == before)
    return asked


def came_of(step: Step, day: date, found: list[Attempt]) -> list[Attempt]:
    """What was found out by the same way that day, else nothing."""
    number = step.phone.id if step.phone else None
    for real in found:
        if (real.on, real.channel) == (day, step.channel) and real.phone in {None, number}:
            found.remove(real)
            return [real]
    if step.channel is Channel.FIND_NUMBER:
        return []
    result = AttemptResult.NO_ANSWER if step.channel is Channel.PHONE else AttemptResult.SENT
    to = step.to or Target.YOUTH
    return [Attempt(0, day, None, Channel(step.channel or ""), to, result, phone=number)]


def test_what_a_cycle_leaves_behind_is_let_go_so_that_long_histories_stay_quick(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    facts = ADULT
    for week in range(150):
        on = MONDAY + timedelta(weeks=week)
        facts = tried(facts, "reached" if week % 10 == 9 else "no-answer", on, occupation=None)
    lengths: list[int] = []

    def asked(known: Facts, book: PolicyBook, day: date) -> Step:
        lengths.append(len(known.attempts))
        return next_step(known, book, day)

    monkeypatch.setattr("kaa_cli.rules.replaying.next_step", asked)
    facts = replace(facts, born_on=date(2011, 3, 12))
    play(lived(facts), DEFAULT, MONDAY + timedelta(weeks=150))
    assert max(lengths) <= 8
    assert len(lengths) < 300
