"""A youth's history played against a contact routine: what it would have asked for, day by day.

Every step is done on its due day and nobody answers it, until the day on which somebody really
was reached; then the routine goes on from that contact. Whether anybody would have answered
another call on another day nobody can know, so nothing here guesses it.
"""

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kaa_cli.rules.codes import AppointmentState, AttemptResult, Channel, Target, Task
from kaa_cli.rules.days import DAY, birthday
from kaa_cli.rules.facts import Attempt, Facts, Occupation, Phone
from kaa_cli.rules.ladder import next_step, search_ends_on
from kaa_cli.rules.policy import Policy, PolicyBook
from kaa_cli.rules.scope import ADULT_AT, DUTY_ENDS_AT
from kaa_cli.rules.steps import Step
from kaa_cli.rules.walk import CONTACTS, TALKED, is_contact

_NO_NEW_TRY = frozenset({AttemptResult.REPLIED, AttemptResult.RETURNED})
"""What came in, rather than went out."""
_AS_IT_WAS = frozenset(
    {AttemptResult.WRONG_NUMBER, AttemptResult.CALL_LATER, AttemptResult.NO_NUMBER}
)
"""What an attempt found out; a step by the same way on that very day finds it too."""
_TURNING = CONTACTS | {AttemptResult.RETURNED, AttemptResult.NO_NUMBER}
"""What can move the next step on a day on which nothing is due."""
_SAID = frozenset({AttemptResult.SAID_MOVED, AttemptResult.SAID_NOT_IN_TARGET})

Span = tuple[date, date | None]
"""From a day until another, which is not among them; None: still so."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The days of the decisions that stop the ladder, as the register has them."""

    restricted_on: date | None = None
    do_not_contact_on: date | None = None
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """One youth in one registration: what happened whatever the routine, and when all waited."""

    facts: Facts
    waits: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A step that a routine asks for, or one that was taken."""

    on: date
    channel: Channel


@dataclass(frozen=True, slots=True)
class Played:
    """The steps up to a day, oldest first, and what would have come next as seen on that day.

    `Task.NONE` comes next for whom no way to reach is known.
    """

    steps: tuple[Asked, ...]
    next_on: date | None = None
    next_channel: Channel | Task | None = None


def life(facts: Facts, marks: Marks) -> Life:
    """A youth's life from what is known today: each wait from the day it began."""
    waits = [*_not_contacted(facts, marks), *_looked_at(facts, marks)]
    if marks.restricted_on is not None:
        waits.append((marks.restricted_on, None))
    if facts.check is not None:
        waits.append((facts.check.due_on, None))
    return Life(facts, tuple(waits))


def done(facts: Facts, last: date) -> Played:
    """What was really tried up to a day."""
    tried = (a for a in facts.attempts if a.on <= last and a.result not in _NO_NEW_TRY)
    return Played(tuple(Asked(a.on, a.channel) for a in tried))


def play(lived: Life, policy: Policy, last: date) -> Played:
    """What a routine would have asked for from the first day on the list to `last`."""
    return _Play(lived, policy, last).to_the_end()


def _not_contacted(facts: Facts, marks: Marks) -> Iterator[Span]:
    """Until the review day, or the day the youth spoke all the same; a standing mark has no end."""
    if marks.do_not_contact_on is not None:
        yield marks.do_not_contact_on, None
    for wish in facts.attempts:
        if wish.result is AttemptResult.DO_NOT_CONTACT and wish.on != marks.do_not_contact_on:
            spoke = [a.on for a in facts.attempts if a.on > wish.on and _youth_spoke(a)]
            yield wish.on, min([*spoke, *filter(None, [wish.next_on])], default=None)


def _youth_spoke(attempt: Attempt) -> bool:
    return attempt.result in TALKED and attempt.to is Target.YOUTH


def _looked_at(facts: Facts, marks: Marks) -> Iterator[Span]:
    """What somebody said stops the ladder until it is looked at, or tried again all the same."""
    for said in facts.attempts:
        if said.result in _SAID:
            went_on = [a.on for a in facts.attempts if a.on > said.on]
            if marks.checked_on is not None and marks.checked_on >= said.on:
                went_on.append(marks.checked_on)
            if went_on:
                yield said.on, min(went_on)


class _Play:
    """One youth under one routine: goes from day to day on which something happens or is due.

    What a cycle leaves behind is let go when the next one begins: so a long history takes time in
    proportion to its length, not to the square of it.
    """

    def __init__(self, lived: Life, policy: Policy, last: date) -> None:
        real = lived.facts
        self.policy, self.last, self.waits = policy, last, lived.waits
        self.book = PolicyBook(((date.min, policy),))
        self.facts = _without_tries(real)
        self.day = real.first_seen_on
        self.turns = _turns(self.facts, lived)
        self.steps: list[Asked] = []
        self.has_searched = False
        self.taken: tuple[object, ...] = ()
        self.missed = deque(a for a in real.appointments if a.state is AppointmentState.MISSED)
        self.coming = deque(
            attempt
            for attempt in real.attempts
            if attempt.result is AttemptResult.RETURNED or is_contact(attempt, real, policy)
        )
        self.found_out: defaultdict[tuple[date, Channel], list[Attempt]] = defaultdict(list)
        for attempt in real.attempts:
            if attempt.result in _AS_IT_WAS:
                self.found_out[attempt.on, attempt.channel].append(attempt)

    def to_the_end(self) -> Played:
        while self.day <= self.last:
            self._live()
            step = None if self._is_waiting() else next_step(self.facts, self.book, self.day)
            if step is not None and step.due_on is None:
                return Played(tuple(self.steps))  # out of the duty
            if step is not None and self._is_time_for(step) and self._do(step):
                continue
            if self._live(whole_day=True):
                continue
            to = self._next_day(step)
            if to is None or to > self.last:
                return Played(tuple(self.steps), *self._next(step))
            self._go(step, to)
        return Played(tuple(self.steps))

    def _live(self, *, whole_day: bool = False) -> bool:
        """Take in what came by now; of today only what comes before a step, or the whole day."""
        while self.missed and self.missed[0].on <= self.day:
            missed = (*self.facts.appointments, self.missed.popleft())
            self.facts = replace(self.facts, appointments=missed)
        began_with = len(self.coming)
        while self.coming:
            came = self.coming[0]
            is_post = came.result is AttemptResult.RETURNED
            if came.on > self.day or (came.on == self.day and not (whole_day or is_post)):
                break
            self.coming.popleft()
            before = self.facts.attempts if is_post else ()  # a contact ends what was before it
            self.facts = replace(self.facts, attempts=(*before, came))
            self.has_searched = self.has_searched and is_post
        return len(self.coming) < began_with

    def _is_waiting(self) -> bool:
        """Whether the ladder stands still; on the day that begins, one step was still taken."""
        tried_today = bool(self.steps) and self.steps[-1].on == self.day
        return any(
            (first < self.day or (first == self.day and tried_today))
            and (end is None or self.day < end)
            for first, end in self.waits
        )

    def _due_on(self, step: Step) -> date:
        assert step.due_on is not None
        return self.policy.calendar.on_or_after(max(step.due_on, self.day))

    def _is_time_for(self, step: Step) -> bool:
        """Whether to take it today; once a day even if it does not count where it was asked for."""
        is_step = isinstance(step.channel, Channel) and self._due_on(step) == self.day
        return is_step and self.taken != self._named(step)

    def _named(self, step: Step) -> tuple[object, ...]:
        return self.day, step.channel, step.rung, step.attempt, step.phone

    def _do(self, step: Step) -> bool:
        """Take the step; tells whether another may follow on the same day."""
        channel = Channel(step.channel or "")
        is_search = channel is Channel.FIND_NUMBER
        if not (is_search and self.has_searched):
            self.steps.append(Asked(self.day, channel))
        self.has_searched = self.has_searched or is_search
        self.taken = self._named(step)
        if self._live(whole_day=True):
            return True  # the day's contact is what came of it
        result = self._result(step, channel)
        if result is not None:
            self.facts = replace(self.facts, attempts=(*self.facts.attempts, result))
        return result is not None

    def _result(self, step: Step, channel: Channel) -> Attempt | None:
        """What really was found out that day by the same way, else nobody answers."""
        number = step.phone.id if step.phone else None
        found = self.found_out[self.day, channel]
        for attempt in found:
            if attempt.phone in {None, number}:
                found.remove(attempt)
                return attempt
        if channel is Channel.FIND_NUMBER:
            return None
        is_call = channel is Channel.PHONE
        result = AttemptResult.NO_ANSWER if is_call else AttemptResult.SENT
        return Attempt(0, self.day, None, channel, step.to or Target.YOUTH, result, phone=number)

    def _next_day(self, step: Step | None) -> date | None:
        """The next day on which something happens or is due."""
        place = bisect_right(self.turns, self.day)
        days = self.turns[place : place + 1]
        if step is not None and (wanted := self._wanted_on(step)) > self.day:
            days.append(wanted)
        return min(days, default=None)

    def _wanted_on(self, step: Step) -> date:
        """The day the step is due, or its search ends; the next worked day if it is taken today."""
        due_on = self._due_on(step)
        if step.channel is Channel.FIND_NUMBER and due_on == self.day:
            return search_ends_on(step) or due_on
        is_taken = due_on == self.day and self.taken == self._named(step)
        return self.policy.calendar.on_or_after(self.day + DAY) if is_taken else due_on

    def _go(self, step: Step | None, to: date) -> None:
        if step is not None and step.rest is not None and step.rest.until <= to:
            self.facts = replace(self.facts, first_seen_on=step.rest.until, attempts=())
            self.has_searched = False
        self.day = to

    def _next(self, step: Step | None) -> tuple[date | None, Channel | Task | None]:
        if step is not None and step.channel is Channel.FIND_NUMBER:
            step = next_step(self.facts, self.book, self._wanted_on(step))
        if step is None or step.due_on is None or step.outlives_duty:
            return None, None
        return self._wanted_on(step), step.channel


def _without_tries(real: Facts) -> Facts:
    """What holds whatever is tried: contact points, what the youth did, birthdays, the end."""
    told = (Occupation(a.on, a.occupation) for a in real.attempts if a.occupation is not None)
    called = {(a.phone, a.on) for a in real.attempts if a.result is AttemptResult.WRONG_NUMBER}
    return replace(
        real,
        attempts=(),
        phones=tuple(_until_it_was_called(phone, called) for phone in real.phones),
        occupations=(*told, *real.occupations),
        restricted=False,
        do_not_contact_until=None,
        check=None,
        appointments=(),
    )


def _until_it_was_called(phone: Phone, called: set[tuple[int | None, date]]) -> Phone:
    """A number that a call found wrong could be called on that day still."""
    if phone.wrong_on is None or (phone.id, phone.wrong_on) not in called:
        return phone
    return replace(phone, wrong_on=phone.wrong_on + DAY)


def _turns(facts: Facts, lived: Life) -> list[date]:
    """The days on which the next step may become another without being due."""
    address = facts.address
    days: set[date | None] = {
        facts.email_on if facts.email else None,
        facts.ended_on,
        *(birthday(facts.born_on, age) for age in (ADULT_AT, DUTY_ENDS_AT)),
        *(day for phone in facts.phones for day in (phone.usable_on, phone.wrong_on)),
        *((address.recorded_on, address.bad_on) if address else ()),
        *(occupation.on for occupation in facts.occupations),
        *(appointment.on for appointment in lived.facts.appointments),
        *(day for span in lived.waits for day in span),
        *(attempt.on for attempt in lived.facts.attempts if attempt.result in _TURNING),
    }
    return sorted(day for day in days if day is not None)
