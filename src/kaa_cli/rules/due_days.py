"""From which day a youth must be looked at again, and how it is counted until then.

So neither a queue nor the counts and reports of the day need reckon everybody's step every day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from kaa_cli.rules.codes import Knowledge, OccupationCode, Place
from kaa_cli.rules.days import birthday
from kaa_cli.rules.facts import Facts
from kaa_cli.rules.knowledge import knowledge
from kaa_cli.rules.ladder import next_step
from kaa_cli.rules.occupations import expires_on, known_occupation
from kaa_cli.rules.policy import PolicyBook
from kaa_cli.rules.scope import ADULT_AT
from kaa_cli.rules.steps import Step

NEVER = date.max
RECKONED = ("look_on", "stands_at", "known_as", "cycle", "step_on", "try_by", "reach_by")
"""The columns in which it is kept: they follow from all the rest."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts and reports ask on the day of a youth who is not due."""

    place: Place
    known: Knowledge
    cycle: int
    """In which walk up the ladder; those before it were in vain."""
    step_on: date | None
    """The day of the coming step."""
    try_by: date | None
    """The deadline, while nothing has been tried."""
    reach_by: date | None
    """The 20th birthday, while nobody has been reached."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The day to look at the youth again, and how it is counted before that day.

    `counted` is None when it is not: outside the duty, or due at once.
    """

    look_on: date
    counted: Counted | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """So many youths whose day to look has not come, and who are counted alike until then."""

    place: Place
    known: Knowledge
    try_by: date | None
    is_open: bool
    count: int
    new: int = 0
    """How many of them came today."""
    unreached: int = 0
    """How many of them soon turn 20 and were never reached."""


class Awaited(NamedTuple):
    """What is to come of a youth: the step, a deadline, the 20th birthday."""

    youth: int
    step_on: date | None
    try_by: date | None
    born_on: date
    is_open: bool


def counted(facts: Facts, step: Step, known: Knowledge) -> Counted | None:
    """How a youth whose coming step is `step` is counted; None outside the duty."""
    if not step.in_duty:
        return None
    reach_by = None if step.ever_reached else facts.duty_ends_on
    return Counted(step.place, known, step.cycle, step.due_on, step.deadline_on, reach_by)


def kept_of(facts: Facts, book: PolicyBook, today: date) -> Kept:
    """The first day on which the youth is due or counted otherwise if nothing more is written.

    Reckoned from the last day that anything is known of, which is `today` at the latest: a clock
    that was wrong once must not hide anybody until it is right.

    A coming step can change by itself on few days only, see `_changes`. Between them it stands, so
    those are asked one after another until one finds the youth due, or somewhere else.
    """
    day = first = min(today, max(_told_on(facts)))
    until_then: Counted | None = None
    while day != NEVER:
        policy = book.on(day)
        step = next_step(facts, book, day)
        now = counted(facts, step, knowledge(facts, step, policy, day))
        if step.is_due(day) or (day != first and now != until_then):
            return Kept(day, until_then)
        until_then = now
        changes = (*_told_on(facts), *_changes(facts, book, step, day))
        day = min((change for change in changes if change > day), default=NEVER)
    return Kept(NEVER, until_then)


def follows_after_duty(book: PolicyBook) -> bool:
    """Whether any routine, earlier or to come, asks about outcomes after the duty."""
    return any(policy.follow_up_after_end for _from_on, policy in book.adopted)


def _told_on(facts: Facts) -> Iterator[date]:
    """The days that anything is dated: on the last of them all is known."""
    address = facts.address
    days = (
        facts.first_seen_on,
        facts.email_on,
        facts.ended_on,
        *(attempt.on for attempt in facts.attempts),
        *(occupation.on for occupation in facts.occupations),
        *(day for phone in facts.phones for day in (phone.usable_on, phone.wrong_on)),
        *((address.recorded_on, address.bad_on) if address else ()),
        *(day for m in facts.measures for day in (m.started_on, m.followed_on, m.ended_on)),
        *(day for o in facts.outcomes for day in (o.on, *(c.on for c in o.checks))),
    )
    return (day for day in days if day is not None)


def _changes(facts: Facts, book: PolicyBook, step: Step, day: date) -> Iterator[date]:
    """The days on which a coming step, or what is known, may change without anything written."""
    yield birthday(facts.born_on, ADULT_AT)
    yield facts.begins_on
    yield from (from_on for from_on, _policy in book.adopted)
    told = known_occupation(facts, day)
    routines = (book.on(day), step.policy)  # that in force, and that of the cycle
    ends = [expires_on(told, routine) for routine in routines if told and routine]
    rests_until = step.rest.until if step.rest else None
    for change in (step.due_on, facts.duty_ends_on, facts.do_not_contact_until, rests_until, *ends):
        if change is not None:
            yield change
    yield from _waits_after_measures(facts, step)


def _waits_after_measures(facts: Facts, step: Step) -> Iterator[date]:
    """When the waits end that begin with what is told after a measure (rule 19)."""
    if step.policy is not None and facts.measures:
        for told in facts.occupations:
            if told.code is not OccupationCode.UNKNOWN:
                yield told.on + timedelta(days=step.policy.recontact_after(told.code))
