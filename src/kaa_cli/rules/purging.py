"""Who must be out of the register, when and why.

In the duty: at the latest 31 December of the year of turning 21 (förordning 2006:39), or so many
months after the target group was left, where the municipality has decided that. Participants
outside it: so many months after the last of what they took part in. Guardians: from the day the
youth turns 18.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from kaa_cli.rules.days import birthday
from kaa_cli.rules.half_year import Half, half_of
from kaa_cli.rules.scope import DUTY_ENDS_AT
from kaa_cli.rules.settings import Settings
from kaa_cli.rules.support_codes import RegisterKind

PURGED_IN_THE_YEAR_OF_TURNING = 21
GUARDIANS_UNTIL = 18


class Why(StrEnum):
    """Why somebody is to be purged."""

    TURNS_21 = "turns-21"
    LEFT = "left-target-group"
    PROGRAMME_OVER = "programme-over"
    ONLY_IN_LOG = "only-in-log"
    """Taken out of the register by an undo or a merge: the log still holds what was known."""
    GUARDIAN = "guardian-of-adult"


@dataclass(frozen=True, slots=True)
class Kept:
    """A youth as far as purging asks."""

    youth: int
    born_on: date
    by_school_number: bool = False
    """The birth date is told by a school's TF number alone: it may be made up."""
    last_day: date | None = None
    """When the last stay or measure ended; None while anything goes on."""
    only_in_log: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """A youth to be purged: the last day of keeping, why, and from which day it may be done."""

    by: date
    youth: int
    why: Why
    from_on: date
    by_hand: bool = False
    """Nobody is purged on the word of a school's number: somebody must name the youth."""

    def is_overdue(self, today: date) -> bool:
        return self.by < today


@dataclass(frozen=True, slots=True, order=True)
class GuardianDue:
    """A guardian to be purged, and the day on which the youth turned 18."""

    by: date
    youth: int
    guardian: int


@dataclass(frozen=True)
class Waiting:
    """Everything to be purged on a day."""

    youths: tuple[Due, ...] = ()
    guardians: tuple[GuardianDue, ...] = ()

    @property
    def reasons(self) -> Counter[Why]:
        """How many for each reason; a guardian counts as one."""
        counts = Counter(due.why for due in self.youths)
        counts[Why.GUARDIAN] = len(self.guardians)
        return +counts

    def overdue(self, today: date) -> list[Due]:
        return [due for due in self.youths if due.is_overdue(today)]


def purge_on(
    kind: RegisterKind, born_on: date, last_day: date | None, settings: Settings
) -> date | None:
    """The last day on which the data may be kept; None while something goes on.

    `last_day` is when the last participation or registration ended.
    """
    if kind is RegisterKind.KAA:
        latest = date(born_on.year + PURGED_IN_THE_YEAR_OF_TURNING, 12, 31)
        if last_day is None or not settings.purge_after_months:
            return latest
        return min(latest, last_day + relativedelta(months=settings.purge_after_months))
    if last_day is None:
        return None
    return last_day + relativedelta(months=settings.programme_purge_months)


def due(kind: RegisterKind, kept: Kept, settings: Settings) -> Due | None:
    """When and why a youth is to be purged; None while something goes on outside the duty."""
    by = purge_on(kind, kept.born_on, kept.last_day, settings)
    if by is None:
        return None
    at_21 = kind is RegisterKind.KAA and (by.month, by.day) == (12, 31)
    at_21 = at_21 and by.year == kept.born_on.year + PURGED_IN_THE_YEAR_OF_TURNING
    why = Why.TURNS_21 if at_21 else Why.LEFT
    if kind is RegisterKind.PROGRAMME:
        why = Why.PROGRAMME_OVER
    if kept.only_in_log:
        why = Why.ONLY_IN_LOG
    from_on = date(by.year, 1, 1) if at_21 else by  # all that year nobody of that age is in it
    return Due(by, kept.youth, why, from_on, kept.by_school_number)


def are_due(
    kind: RegisterKind, everybody: Iterable[Kept], settings: Settings, today: date
) -> list[Due]:
    """Those who may be purged today, the most pressing first."""
    found = (due(kind, one, settings) for one in everybody)
    return sorted(one for one in found if one is not None and one.from_on <= today)


def last_birth_purged(today: date) -> date:
    """Who was born by this day is purged this year at the latest."""
    return date(today.year - PURGED_IN_THE_YEAR_OF_TURNING, 12, 31)


def guardian_until(born_on: date) -> date:
    """The first day on which nothing of a guardian may be kept."""
    return birthday(born_on, GUARDIANS_UNTIL)


def halves_of_stay(
    born_on: date, registered_on: date, ended_on: date | None, today: date
) -> list[Half]:
    """The half-years in which a stay counts: until it was closed, or the duty ended by age."""
    last = ended_on or min(birthday(born_on, DUTY_ENDS_AT), today)
    return halves(registered_on, max(registered_on, last))


def halves(first: date, last: date) -> list[Half]:
    """The half-years from one day to another."""
    found, half = [], half_of(first)
    while half.first <= last:
        found.append(half)
        half = Half(half.year + half.part // 2, half.part % 2 + 1)
    return found
