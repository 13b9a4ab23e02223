"""A measure with all that is documented of it, how far it came, and what cannot be of one.

The seven items of the documentation: goal and plan; what the youth, the municipality and another
actor each do; start and end; why it ended; the days of follow-ups and evaluations.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kaa_cli.rules.codes import MeasureEnd, OccupationCode
from kaa_cli.rules.support_codes import MeasureState

DAYS = ("offered_on", "accepted_on", "declined_on", "started_on", "ended_on")
CONTENT = ("goal", "by_youth", "by_municipality", "by_other", "week")
"""What is told in words; the week is the plan of it, attendance is never kept."""
EARLY_DAYS = 14
"""A follow-up made so many days before the day agreed is the one that was agreed."""

_REACHED = {
    "ended_on": MeasureState.ENDED,
    "started_on": MeasureState.STARTED,
    "declined_on": MeasureState.DECLINED,
    "accepted_on": MeasureState.ACCEPTED,
    "offered_on": MeasureState.OFFERED,
}
OPEN = frozenset({MeasureState.OFFERED, MeasureState.ACCEPTED, MeasureState.STARTED})


def how_far(measure: object) -> tuple[MeasureState, date]:
    """How far something with the days of a measure came, and the day it came so far."""
    days: list[tuple[MeasureState, date | None]] = [
        (far, getattr(measure, name)) for name, far in _REACHED.items()
    ]
    return next((far, day) for far, day in days if day is not None)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A day to follow up on; done once it has a day of its own."""

    id: int
    due_on: date
    done_on: date | None = None
    by: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One measure of a youth as it is documented."""

    id: int
    youth: int
    type: str
    programme: str = ""
    run: str = ""
    provider: str = ""
    goal: str = ""
    by_youth: str = ""
    by_municipality: str = ""
    by_other: str = ""
    week: str = ""
    offered_on: date | None = None
    accepted_on: date | None = None
    declined_on: date | None = None
    started_on: date | None = None
    ended_on: date | None = None
    end_reason: MeasureEnd | None = None
    occupation_before: OccupationCode | None = None
    occupation_after: OccupationCode | None = None
    follow_ups: tuple[FollowUp, ...] = ()

    @property
    def state(self) -> MeasureState:
        """How far it came."""
        return how_far(self)[0]

    @property
    def since(self) -> date:
        """The day it came so far."""
        return how_far(self)[1]

    @property
    def is_open(self) -> bool:
        """Whether something is still to come of it."""
        return self.state in OPEN

    @property
    def follow_up_on(self) -> date | None:
        """The first agreed day that is not done."""
        return min((one.due_on for one in self.follow_ups if one.done_on is None), default=None)

    @property
    def followed_on(self) -> date | None:
        """The last day it was followed up."""
        return max((one.done_on for one in self.follow_ups if one.done_on), default=None)


def measure_fault(told: Mapping[str, Any]) -> tuple[str, str] | None:
    """What cannot be of a measure: the field and the code, None when all is in order."""
    days = [told[name] for name in DAYS if told.get(name) is not None]
    if not days:
        return "offered_on", "no-day"
    if days != sorted(days):
        return "offered_on", "days-out-of-order"
    if told.get("accepted_on") and told.get("declined_on"):
        return "declined_on", "yes-and-no"
    if (told.get("end_reason") or told.get("occupation_after")) and not told.get("ended_on"):
        return "ended_on", "missing"
    if told.get("ended_on") and not (told.get("started_on") or told.get("accepted_on")):
        return "started_on", "missing"  # what ended had begun, or was at least said yes to
    return None


def answered(follow_ups: Sequence[FollowUp], on: date) -> list[FollowUp]:
    """Which agreed follow-ups one made on a day answers: all whose day has come, else the next.

    Made long before the day agreed it is one by itself, and that day is kept.
    """
    waiting = sorted((one for one in follow_ups if one.done_on is None), key=lambda f: f.due_on)
    come = [one for one in waiting if one.due_on <= on]
    if come or not waiting:
        return come
    is_soon = waiting[0].due_on <= on + timedelta(days=EARLY_DAYS)
    return waiting[:1] if is_soon else []
