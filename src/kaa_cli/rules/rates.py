"""Figures with named denominators: the outcome table and the interval around a share."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Protocol

from kaa_cli.rules.codes import OutcomeCategory, Sex

_Z95 = 1.959963984540054


class OutcomeFact(Protocol):
    """What the table needs of an outcome."""

    @property
    def youth(self) -> int: ...
    @property
    def sex(self) -> Sex | None: ...
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
    groups: tuple[tuple[Sex | None, OutcomeSum], ...]
    total: OutcomeSum
    details: tuple[tuple[OutcomeCategory, str | None, int], ...]
    steps: int | None = None
    """Of `population`, how many took a step forward; None where no step is kept at all."""


def outcome_table(
    rows: Sequence[OutcomeFact], first: date, last: date, population: int, *, by_sex: bool
) -> OutcomeTable:
    """The table of outcomes given oldest first; boys before girls, as the sources have it."""
    latest = list({row.youth: row for row in rows}.values())
    groups: list[tuple[Sex | None, OutcomeSum]] = []
    if by_sex:
        for sex in (Sex.MALE, Sex.FEMALE, None):
            members = [row for row in latest if row.sex is sex]
            if members:
                groups.append((sex, _sum(members)))
    counts = Counter((row.category, row.detail) for row in latest)
    categories = list(OutcomeCategory)
    details = sorted(
        ((category, detail, count) for (category, detail), count in counts.items()),
        key=lambda row: (categories.index(row[0]), -row[2], row[1] or ""),
    )
    return OutcomeTable(first, last, population, tuple(groups), _sum(latest), tuple(details))


def _sum(rows: Iterable[OutcomeFact]) -> OutcomeSum:
    counts = Counter(row.category for row in rows)
    return OutcomeSum(
        total=counts.total(),
        studies=counts[OutcomeCategory.STUDIES],
        work=counts[OutcomeCategory.WORK],
        other_authority=counts[OutcomeCategory.OTHER_AUTHORITY],
        remains=counts[OutcomeCategory.REMAINS],
    )


def wilson(count: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson's score method (1927); `total` must be above 0."""
    share, z2 = count / total, _Z95**2
    centre = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = _Z95 * sqrt(share * (1 - share) / total + z2 / (4 * total**2)) / (1 + z2 / total)
    return max(0.0, centre - half), min(1.0, centre + half)


def half_year(day: date) -> date:
    """The first day of the half-year a day is in: 1 January or 1 July."""
    return date(day.year, 1 if day.month <= 6 else 7, 1)
