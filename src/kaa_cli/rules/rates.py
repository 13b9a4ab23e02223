"""Figures with named denominators: the outcome table and the interval around a share."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Protocol

from kaa_cli.rules.codes import OutcomeCategory
from kaa_cli.rules.grouping import Values, Who, grouped
from kaa_cli.rules.outward import outwardly
from kaa_cli.rules.report_codes import By

Z95 = 1.959963984540054


class OutcomeFact(Protocol):
    """What the table needs of an outcome."""

    @property
    def youth(self) -> int: ...
    @property
    def category(self) -> OutcomeCategory: ...
    @property
    def detail(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class OutcomeSum:
    """One line of the table; `total` is the denominator of its share."""

    total: int
    studies: int
    work: int
    other_authority: int
    remains: int
    not_known: int = 0

    @property
    def moved_on(self) -> int:
        return self.studies + self.work + self.other_authority

    @property
    def moved_on_share(self) -> float | None:
        """Of `total`; None when there is nobody."""
        return self.moved_on / self.total if self.total else None


@dataclass(frozen=True)
class OutcomeTable:
    """The outcomes of a period: one person counts once, by the latest outcome in it."""

    first: date
    last: date
    population: int
    groups: tuple[tuple[Values, OutcomeSum], ...]
    total: OutcomeSum
    details: tuple[tuple[OutcomeCategory, str | None, int], ...]
    by: tuple[By, ...] = ()
    is_of_programme: bool = False
    """Then all who took part count, and who has no outcome is not known."""
    steps: int | None = None
    """Of `population`, how many took a step forward; None where no step is kept at all."""


def outcome_table(
    rows: Sequence[OutcomeFact],
    first: date,
    last: date,
    population: int,
    whose: Mapping[int, Who],
    *,
    by: Sequence[By] = (),
    participants: Iterable[int] | None = None,
) -> OutcomeTable:
    """The table of outcomes given oldest first; of `participants` all are counted."""
    latest = {row.youth: row for row in rows}
    counted = list(latest) if participants is None else sorted(participants)
    groups = grouped(counted, lambda youth: whose[youth], by, last)
    counts = Counter((r.category, r.detail and outwardly(r.detail)) for r in latest.values())
    categories = list(OutcomeCategory)
    details = sorted(
        ((category, detail, count) for (category, detail), count in counts.items()),
        key=lambda row: (categories.index(row[0]), -row[2], row[1] or ""),
    )
    return OutcomeTable(
        first,
        last,
        population,
        tuple((told, _sum(members, latest)) for told, members in groups),
        _sum(counted, latest),
        tuple(details),
        tuple(by),
        participants is not None,
    )


def _sum(youths: Sequence[int], latest: Mapping[int, OutcomeFact]) -> OutcomeSum:
    counts = Counter(latest[youth].category for youth in youths if youth in latest)
    return OutcomeSum(
        total=len(youths),
        studies=counts[OutcomeCategory.STUDIES],
        work=counts[OutcomeCategory.WORK],
        other_authority=counts[OutcomeCategory.OTHER_AUTHORITY],
        remains=counts[OutcomeCategory.REMAINS],
        not_known=len(youths) - counts.total(),
    )


def wilson(count: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson's score method (1927); `total` must be above 0."""
    share, z2 = count / total, Z95**2
    centre = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = Z95 * sqrt(share * (1 - share) / total + z2 / (4 * total**2)) / (1 + z2 / total)
    return max(0.0, centre - half), min(1.0, centre + half)
