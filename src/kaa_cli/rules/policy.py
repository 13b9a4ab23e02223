"""A municipality's contact routine as data: rungs, waits and weights, and which holds on a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property

from kaa_cli.rules.codes import Channel, Target
from kaa_cli.rules.days import Calendar

_MINOR = (Target.GUARDIAN, Target.YOUTH)
_ADULT = (Target.YOUTH,)
_RECONTACT = {"default": 90, "none": 7, "unknown": 14}
_CURRENT = {"default": 180, "none": 90}
_GOALS = {"mapped": 1.0, "onward": 0.5}
_WEIGHTS = {
    "deadline": 6.0,
    "overdue": 4.0,
    "never-reached": 3.0,
    "turning-20": 5.0,
    "expired": 1.0,
    "by-hand": 5.0,
}


@dataclass(frozen=True, slots=True)
class Rung:
    """One channel of the ladder; days are working days."""

    channel: Channel
    attempts: int = 1
    retry_days: int = 2
    after_days: int = 0
    to_minor: tuple[Target, ...] = _MINOR
    to_adult: tuple[Target, ...] = _ADULT
    envelope: str = ""
    staff: int = 1


@dataclass(frozen=True)
class Policy:
    """The whole routine; the days outside the rungs are calendar days but for `search_days`.

    What a file leaves out is as in the routine that is shipped as the usual one.
    """

    name: str
    rungs: tuple[Rung, ...]
    first_attempt_within_days: int = 14
    search_days: int = 2
    restart_days: int = 90
    refusal_days: int = 90
    review_days: int = 180
    claim_minutes: int = 30
    measure_follow_up_days: int = 30
    lasting_days: int = 60
    lasting_checks: int = 4
    guardians: bool = True
    guardian_counts: str = "minor"
    protected_channels: tuple[Channel, ...] = (Channel.LETTER,)
    postcards: bool = False
    follow_up_after_end: bool = False
    closed: tuple[tuple[date, date], ...] = ()
    quiet_hours: tuple[time, time] | None = None
    assumed: tuple[str, ...] = ()
    goals: Mapping[str, float] = field(default_factory=_GOALS.copy)
    """The shares to reach, 0 to 1: `mapped` of all in the duty, `onward` of those in measures."""
    recontact_days: Mapping[str, int] = field(default_factory=_RECONTACT.copy)
    current_days: Mapping[str, int] = field(default_factory=_CURRENT.copy)
    urgency: Mapping[str, float] = field(default_factory=_WEIGHTS.copy)

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar(self.closed)

    def recontact_after(self, occupation: str) -> int:
        """Calendar days from a contact to the next, by the code of what the youth then did."""
        return self.recontact_days.get(occupation, self.recontact_days.get("default", 90))

    def current_for(self, occupation: str) -> int:
        """Calendar days a known occupation stays current, by its code."""
        return self.current_days.get(occupation, self.current_days.get("default", 180))

    def answer_days(self, rung: int) -> int:
        """Working days an attempt on a rung (0 is the first) is given before the next channel."""
        after = self.rungs[rung + 1] if rung + 1 < len(self.rungs) else self.rungs[rung]
        return after.after_days

    def weight(self, term: str) -> float:
        """The most points an urgency term can give; one left out of the weights gives none."""
        return self.urgency.get(term, 0.0)

    def is_quiet(self, clock: time) -> bool:
        """Whether nobody is to be disturbed at this hour: from the first one, until the second."""
        if self.quiet_hours is None:
            return False
        first, end = self.quiet_hours
        over_midnight = first > end
        return (first <= clock or clock < end) if over_midnight else first <= clock < end

    def is_assumed(self, key: str) -> bool:
        """Whether the file marks this number as assumed rather than decided."""
        return key in self.assumed


@dataclass(frozen=True)
class PolicyBook:
    """The policies a municipality has adopted, each from its day; the first holds before it too."""

    adopted: tuple[tuple[date, Policy], ...]

    def adopting(self, policy: Policy, from_on: date) -> "PolicyBook":
        """The same policies with one more; what was adopted for that very day gives way."""
        others = ((day, one) for day, one in self.adopted if day != from_on)
        return PolicyBook(tuple(sorted((*others, (from_on, policy)), key=lambda held: held[0])))

    def on(self, day: date) -> Policy:
        """The policy in force on a day."""
        held = [policy for from_on, policy in self.adopted if from_on <= day]
        return held[-1] if held else self.adopted[0][1]
