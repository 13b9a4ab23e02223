"""One cycle as a value: what has been spent of each rung, and which rung comes when.

Numbers in comments are the rules of `docs/ladder.md`.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import NamedTuple

from kaa_cli.rules.codes import Channel
from kaa_cli.rules.facts import Attempt
from kaa_cli.rules.policy import Policy


class Began(StrEnum):
    """Why a walk began, or will begin when the rest ends."""

    FIRST_SEEN = "first-seen"
    CONTACT = "contact"
    EXPIRED = "expired"
    REFUSAL = "refusal"
    EXHAUSTED = "exhausted"
    ASKED = "asked"
    MISSED = "missed"
    MEASURE_ENDED = "measure-ended"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Rest:
    """Why the ladder waits, from which attempt, and until which day (moved to a worked one)."""

    kind: Began
    attempt: Attempt
    until: date
    at: time | None = None


class Walk(NamedTuple):
    """Where one cycle stands: attempts spent per rung, and what changes the next due day.

    A tuple, for one is made anew some twenty times while a history is replayed.
    """

    policy: Policy
    started_on: date
    began: Began = Began.FIRST_SEEN
    cycle: int = 1
    begun: bool = False
    spent: tuple[int, ...] = ()
    counted_on: tuple[date | None, ...] = ()
    """The day of the last attempt that counted on each rung."""
    last: Attempt | None = None
    last_rung: int = -1
    go_on: date | None = None
    asked_on: date | None = None
    asked_at: time | None = None
    missed: bool = False
    """The day asked for is the one after an appointment that was missed."""
    tried_on: date | None = None
    searched: bool = False
    rest: Rest | None = None
    wrong: frozenset[int] = frozenset()
    ever_reached: bool = False

    def left_on(self, rung: int) -> int:
        """How many attempts are left on a rung (0 is the first)."""
        return self.policy.rungs[rung].attempts - (self.spent[rung] if self.spent else 0)

    def again_on(self, rung: int) -> date:
        """The day a rung below the last one can be due again: not before its own wait is over."""
        assert self.last is not None
        counted_on = self.counted_on[rung]
        if counted_on is None:
            return self.last.on
        retry_days = self.policy.rungs[rung].retry_days
        return max(self.last.on, self.policy.calendar.after(counted_on, retry_days))


def wait_before(walk: Walk, rung: int, preferred: Channel | None) -> tuple[int, str] | None:
    """Working days from the last counted attempt to a rung, and the policy's key for them.

    None when it does not wait: before the first attempt, and for a rung below the last one.
    """
    step = walk.policy.rungs[rung]
    if walk.last is None:
        return None
    if rung == walk.last_rung:
        return step.retry_days, "rung.retry_days"
    if rung > walk.last_rung:
        return step.after_days, "rung.after_days"
    if walk.last_rung == first_rung(walk.policy, preferred):  # rule 16
        return walk.policy.answer_days(walk.last_rung), "rung.after_days"
    return None


def first_rung(policy: Policy, preferred: Channel | None) -> int:
    """The rung walked first (0 is the policy's first): the preferred channel's if it has one."""
    own = (index for index, rung in enumerate(policy.rungs) if rung.channel is preferred)
    return next(own, 0)


def order_of_rungs(policy: Policy, preferred: Channel | None) -> list[int]:
    """The rungs in the order one youth meets them: rule 16."""
    first = first_rung(policy, preferred)
    return [first, *(rung for rung in range(len(policy.rungs)) if rung != first)]
