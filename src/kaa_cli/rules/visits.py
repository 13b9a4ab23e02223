"""Home visits in rounds: the order of the way, what can come of a stop, and when two are late."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from kaa_cli.rules.codes import AttemptResult, Target
from kaa_cli.rules.person import Case, Person
from kaa_cli.rules.scope import ADULT_AT
from kaa_cli.rules.search import swedish_order


class VisitResult(StrEnum):
    """What came of a stop, as it is told when the two are back."""

    REACHED = "reached"
    GUARDIAN_REACHED = "guardian-reached"
    NOT_HOME = "not-home"
    DECLINED = "declined"
    WRONG_ADDRESS = "wrong-address"
    NOT_VISITED = "not-visited"


TALKS = frozenset({VisitResult.REACHED, VisitResult.GUARDIAN_REACHED, VisitResult.DECLINED})
"""Somebody was talked with, who may have told what the youth does."""


SAVED_AS: dict[VisitResult, tuple[AttemptResult, Target | None]] = {
    VisitResult.REACHED: (AttemptResult.REACHED, Target.YOUTH),
    VisitResult.GUARDIAN_REACHED: (AttemptResult.REACHED, Target.GUARDIAN),
    VisitResult.NOT_HOME: (AttemptResult.NOT_HOME, None),
    VisitResult.DECLINED: (AttemptResult.DECLINED, Target.YOUTH),
    VisitResult.WRONG_ADDRESS: (AttemptResult.SAID_MOVED, None),
}
"""The attempt each result is kept as, and whom it reached; one that was not visited is none.

A street where nobody knows the youth is kept as a move that was told of: somebody must check it.
"""


@dataclass(frozen=True, slots=True)
class Round:
    """Visits made by two on one day; `id` is 0 until it is saved, `stops` how many there are."""

    id: int
    on: date
    back_at: time
    lead: str
    with_whom: str
    office: str = ""
    announced: bool = False
    closed_on: date | None = None
    stops: int = 0

    def is_late(self, today: date, clock: time | None) -> bool:
        """Whether the two should have been back: by the day where the hour is not known."""
        if self.closed_on is not None or self.on > today:
            return False
        return self.on < today or (clock is not None and clock > self.back_at)


@dataclass(frozen=True, slots=True)
class Stop:
    """One door: the youth, and what came of it once that is told."""

    case: Case
    result: VisitResult | None = None


@dataclass(frozen=True)
class Plan:
    """A round as it would be, in the order of the way, and the due visits that are left out."""

    round: Round
    stops: tuple[Stop, ...]
    without_room: tuple[int, ...] = ()
    """Due, but more than the round takes: the least urgent."""
    in_rounds: int = 0
    with_others: dict[str, int] = field(default_factory=dict)

    @property
    def youths(self) -> list[int]:
        """Who is visited, in that order."""
        return [stop.case.person.id for stop in self.stops]


@dataclass(frozen=True, slots=True)
class Out:
    """The open rounds of today and before, and the youths in any open round, left out of `next`."""

    rounds: tuple[Round, ...] = ()
    youths: frozenset[int] = frozenset()


def in_order_of_the_way(cases: Iterable[Case]) -> list[Case]:
    """By postcode, then street and house number as people count: 7 before 12, 7 B after 7."""
    return sorted(cases, key=lambda case: (*_way(case.person), case.person.id))


def _way(person: Person) -> tuple[bool, str, tuple[tuple[int, tuple[int, ...]], ...]]:
    postcode = "".join(filter(str.isalnum, person.postcode))
    return not postcode, postcode, _natural(person.street)


def _natural(street: str) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """The numbers of a street as numbers and its words in Swedish order, a number before a word."""
    parts = (part.strip() for part in re.findall(r"[0-9]{1,9}|[^0-9]+", street))
    return tuple(
        (0, (int(part),)) if part.isdecimal() else (1, swedish_order(part))
        for part in parts
        if part
    )


def is_minor_on(case: Case, day: date) -> bool:
    """Whether a parent at the door may be told anything; of a protected youth nobody may."""
    return not case.person.is_masked and case.person.age_on(day) < ADULT_AT


def is_doubtful(case: Case) -> bool:
    """Whether a letter came back from the address; of a protected youth nothing is told."""
    address = case.facts.address
    return not case.person.is_masked and address is not None and address.bad_on is not None


def possible_results(case: Case, day: date) -> tuple[VisitResult, ...]:
    """What can come of a stop: a guardian is reached only while the youth is a minor."""
    return tuple(
        result
        for result in VisitResult
        if result is not VisitResult.GUARDIAN_REACHED or is_minor_on(case, day)
    )


def result_of(attempt: AttemptResult, to: Target) -> VisitResult | None:
    """The result an attempt was saved as."""
    found = [r for r, (saved, whom) in SAVED_AS.items() if saved is attempt and whom in {None, to}]
    return found[0] if found else None
