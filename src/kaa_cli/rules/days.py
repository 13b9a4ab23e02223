"""Working days: which days are worked in Sweden, and counting them.

Swedish public holidays follow the law on public holidays (1989:253); Midsummer Eve, Christmas Eve
and New Year's Eve are not worked in a municipality either. A rule here, held equal to the
`holidays` library by a test, because that library costs a third of a command's start.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter
from dateutil.relativedelta import FR, SA, relativedelta

_FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
_FROM_EASTER = (-2, 0, 1, 39, 49)
DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """The days of a year (2005 on) that are no working days whatever weekday they fall on."""
    sunday = easter(year)
    return frozenset(
        {
            *(date(year, month, day) for month, day in _FIXED),
            *(sunday + timedelta(days=offset) for offset in _FROM_EASTER),
            date(year, 6, 19) + relativedelta(weekday=FR),  # Midsummer Eve
            date(year, 6, 20) + relativedelta(weekday=SA),  # Midsummer Day
            date(year, 10, 31) + relativedelta(weekday=SA),  # All Saints' Day
        }
    )


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days a team works: weekdays that are no holidays and not closed by the policy."""

    closed: tuple[tuple[date, date], ...] = ()

    def is_worked(self, day: date) -> bool:
        return (
            day.weekday() < 5
            and day not in holidays(day.year)
            and not any(first <= day <= last for first, last in self.closed)
        )

    def on_or_after(self, day: date) -> date:
        """The day itself, else the next worked day."""
        while not self.is_worked(day):
            day += DAY
        return day

    def after(self, day: date, count: int) -> date:
        """The count-th worked day after `day`; 0 is the day itself, moved if it is not worked."""
        for _ in range(count):
            day = self.on_or_after(day + DAY)
        return self.on_or_after(day)

    def before(self, day: date, count: int) -> date:
        """The count-th worked day before `day`."""
        while count:
            day -= DAY
            count -= self.is_worked(day)
        return day

    def worked_between(self, first: date, last: date) -> int:
        """How many worked days there are from `first` to `last`, both counted."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return sum(map(self.is_worked, days))


@lru_cache(maxsize=16_384)  # a list of 100,000 has the same few thousand days of birth
def birthday(born_on: date, age: int) -> date:
    """The day of turning `age`; born on 29 February: 28 February in other years."""
    return born_on + relativedelta(years=age)


@lru_cache
def youngest_of(age: int, day: date) -> date:
    """The last day of birth of those who have turned `age` by a day."""
    born_on = day + relativedelta(years=-age, days=1)  # 29 February may lie between
    while birthday(born_on, age) > day:
        born_on -= DAY
    return born_on


def age_on(born_on: date, day: date) -> int:
    """Whole years on a day, by the same rule for 29 February."""
    age = day.year - born_on.year
    return age - (day < birthday(born_on, age))


def latest(days: Iterable[date | None]) -> date:
    """The latest of the days that are known; at least one must be."""
    return max(day for day in days if day is not None)
