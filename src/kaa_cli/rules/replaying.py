"""A youth's history played against a contact routine: what it would have asked for, day by day.

Every step is done on its due day and nobody answers it, until the day on which somebody really
was reached; then the routine goes on from that contact. Whether anybody would have answered
another call on another day nobody can know, so nothing here guesses it.
"""

from bisect import bisect_right
from collections import defaultdict, deque
from dataclasses import dataclass, replace
from datetime import date

from kaa_cli.rules.codes import AppointmentState, AttemptResult, Channel, Target, Task
from kaa_cli.rules.days import DAY
from kaa_cli.rules.facts import Attempt, Facts
from kaa_cli.rules.ladder import next_step, search_ends_on
from kaa_cli.rules.lives import Life, turns, without_tries
from kaa_cli.rules.policy import Policy, PolicyBook
from kaa_cli.rules.steps import Step
from kaa_cli.rules.walk import is_contact

_NO_NEW_TRY = frozenset({AttemptResult.REPLIED, AttemptResult.RETURNED})
"""What came in, rather than went out."""
_AS_IT_WAS = frozenset(
    {AttemptResult.WRONG_NUMBER, AttemptResult.CALL_LATER, AttemptResult.NO_NUMBER}
)
"""What an attempt found out; a step by the same way on that very day finds it too."""


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


def done(facts: Facts, last: date) -> Played:
    """What was really tried up to a day."""
    tried = (a for a in facts.attempts if a.on <= last and a.result not in _NO_NEW_TRY)
    return Played(tuple(Asked(a.on, a.channel) for a in tried))


def play(lived: Life, policy: Policy, last: date) -> Played:
    """What a routine would have asked for from the first day on the list to `last`."""
    return _Play(lived, policy, last).to_the_end()


class _Play:
    """One youth under one routine: goes from day to day on which something happens or is due.

    What a cycle leaves behind is let go when the next one begins: so a long history takes time in
    proportion to its length, not to the square of it.
    """

    def __init__(self, lived: Life, policy: Policy, last: date) -> None:
        real = lived.facts
        self.policy, self.last, self.waits = policy, last, lived.waits
        self.book = PolicyBook(((date.min, policy),))
        self.facts = without_tries(real)
        self.day = real.first_seen_on
        self.turns = turns(self.facts, lived)
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
