"""The coming step of a youth as a value: what to do, when, and by which rule it came."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from kaa_cli.rules.codes import Channel, Place, Target, Task
from kaa_cli.rules.cycle import Began, Rest
from kaa_cli.rules.facts import Appointment, Attempt, Measure, Phone, Recheck
from kaa_cli.rules.policy import Policy


class Rule(StrEnum):
    """Which rule gave the day of a step."""

    FIRST = "first"
    SEARCH = "search"
    SEARCH_OVER = "search-over"
    RETRY = "retry"
    AFTER = "after"
    SAME_DAY = "same-day"
    EARLIER_RUNG = "earlier-rung"
    NEW_CONTACT_POINT = "new-contact-point"
    ASKED = "asked"
    NO_WAY = "no-way"
    CHECK = "check"
    DOUBLE = "double"
    REVIEW = "review"
    TURNED_20 = "turned-20"
    ENDED = "ended"
    APPOINTMENT = "appointment"
    MISSED = "missed"
    MEASURE = "measure"
    LASTING = "lasting"
    NOT_YET = "not-yet"
    RESTRICTED = "restricted"
    DO_NOT_CONTACT = "do-not-contact"


_OUTSIDE = frozenset({Rule.TURNED_20, Rule.ENDED, Rule.NOT_YET})


@dataclass(frozen=True, slots=True)
class Because:
    """Why a step is due when it is: the rule, the attempt it built on, what was skipped.

    `days` are the days waited (working days for a rung, calendar days for a rest); `key` is the
    policy's name for them, so that it can be shown as assumed.
    """

    rule: Rule
    began: Began = Began.FIRST_SEEN
    attempt: Attempt | None = None
    days: int | None = None
    key: str = ""
    skipped: tuple[Channel, ...] = ()

    def is_assumed(self, policy: Policy) -> bool:
        """Whether the days waited are ones that the policy marks as assumed."""
        return bool(self.key) and policy.is_assumed(self.key)


@dataclass(frozen=True, slots=True)
class Step:
    """The coming step of one youth: due on or before the day asked, or later; or none at all."""

    place: Place
    channel: Channel | Task | None
    because: Because
    due_on: date | None = None
    due_at: time | None = None
    deadline_on: date | None = None
    to: Target | None = None
    phone: Phone | None = None
    rung: int | None = None
    rungs: int = 0
    cycle: int = 1
    attempt: int | None = None
    attempts_allowed: int | None = None
    rest: Rest | None = None
    appointment: Appointment | None = None
    measure: Measure | None = None
    """The running measure to follow up."""
    recheck: Recheck | None = None
    """The outcome to ask about again."""
    ever_reached: bool = False
    after_duty: bool = False
    """The duty is over; the routine follows up what it led to all the same."""
    outlives_duty: bool = False
    """The day of the step is one on which the youth has turned 20."""
    policy: Policy | None = None
    """The routine this cycle is walked under; an adopted newer one begins with the next cycle."""

    @property
    def in_duty(self) -> bool:
        """Whether the duty covers the youth."""
        return self.because.rule not in _OUTSIDE and not self.after_duty

    def is_due(self, today: date, clock: time | None = None) -> bool:
        """Whether it is time: the day has come and, if an hour was agreed, that hour too."""
        if self.due_on is None or self.due_on > today:
            return False
        return self.due_on < today or None in (self.due_at, clock) or self.due_at <= clock  # type: ignore[operator]

    def days_overdue(self, today: date) -> int:
        """Calendar days past the due day; 0 when it is not past."""
        return max(0, (today - self.due_on).days) if self.due_on else 0
