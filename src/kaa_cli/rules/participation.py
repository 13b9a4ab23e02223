"""Taking part in a programme: how far each came, the places of a run, and how old they were.

A participant is a youth with a measure that names the programme; nothing else is kept of it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kaa_cli.rules.codes import MeasureEnd, OccupationCode
from kaa_cli.rules.measures import how_far
from kaa_cli.rules.person import Case
from kaa_cli.rules.support_codes import MeasureState


@dataclass(frozen=True, slots=True)
class TakingPart:
    """A measure of a programme, as far as it tells who takes part."""

    id: int
    youth: int
    programme: str
    run: int | None = None
    offered_on: date | None = None
    accepted_on: date | None = None
    declined_on: date | None = None
    started_on: date | None = None
    ended_on: date | None = None
    end_reason: MeasureEnd | None = None
    occupation_after: OccupationCode | None = None

    @property
    def state(self) -> MeasureState:
        """How far it came, by the last of its days that is known."""
        return how_far(self)[0]

    @property
    def since(self) -> date:
        """The day of that state."""
        return how_far(self)[1]

    @property
    def is_going_on(self) -> bool:
        """Whether it holds a place: said yes to or begun, and not ended."""
        return self.state in {MeasureState.ACCEPTED, MeasureState.STARTED}

    @property
    def took_part(self) -> bool:
        return self.started_on is not None


@dataclass(frozen=True, slots=True)
class Run:
    """One time a programme is given; without a last day it goes on."""

    id: int
    name: str
    starts_on: date
    ends_on: date | None = None
    places: int | None = None

    def is_over(self, day: date) -> bool:
        return self.ends_on is not None and self.ends_on < day


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part, and how far it came."""

    case: Case
    measure: TakingPart


@dataclass(frozen=True, slots=True)
class Ages:
    """How old they were when they began: the youngest, the oldest, the mean."""

    count: int
    youngest: int
    oldest: int
    mean: float


@dataclass(frozen=True)
class Roll:
    """A programme with its runs and everybody who was ever offered it."""

    name: str
    type: str
    provider: str
    closed_on: date | None
    runs: tuple[Run, ...]
    participants: tuple[Participant, ...]

    @cached_property
    def states(self) -> Counter[MeasureState]:
        """How many are how far; a youth who came twice counts twice."""
        return Counter(one.measure.state for one in self.participants)

    @cached_property
    def ends(self) -> Counter[MeasureEnd | None]:
        """How it ended for those who had begun; None where no reason is kept."""
        over = (one.measure for one in self.participants if one.measure.took_part)
        return Counter(one.end_reason for one in over if one.ended_on is not None)

    @property
    def hidden(self) -> int:
        """How many protected youths are counted but named on no list."""
        return sum(one.case.person.is_masked for one in self.participants)

    def taken(self, run: Run) -> int:
        """How many of the run's places are taken."""
        return places_taken((one.measure for one in self.participants), run)

    def took_part(self, run: Run) -> int:
        """How many youths have taken part in a run, begun or ended."""
        in_it = (one.measure for one in self.participants if one.measure.run == run.id)
        return len({one.youth for one in in_it if one.took_part})


def places_taken(measures: Iterable[TakingPart], run: Run) -> int:
    """How many youths hold a place in a run; who has left has freed it."""
    return len({one.youth for one in measures if one.run == run.id and one.is_going_on})


def ages(participants: Collection[Participant]) -> Ages | None:
    """How old those who took part were when they began; protected youths are left out.

    None when that is nobody. One person counts once, by the first time.
    """
    began: dict[int, int] = {}
    for one in participants:
        day, person = one.measure.started_on, one.case.person
        if day is not None and not person.is_masked:
            age = person.age_on(day)
            began[person.id] = min(began.get(person.id, age), age)
    if not began:
        return None
    told = began.values()
    return Ages(len(told), min(told), max(told), sum(told) / len(told))


def run_for(runs: Sequence[Run], day: date) -> list[Run]:
    """The runs that can be meant when none is named: those that are not over."""
    return [run for run in runs if not run.is_over(day)]
