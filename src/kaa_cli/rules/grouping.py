"""What figures are asked for: the period, whom of, and what they are grouped by."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from kaa_cli.rules.codes import Reason, Sex
from kaa_cli.rules.days import age_on
from kaa_cli.rules.report_codes import By
from kaa_cli.rules.search import swedish_order


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the register: both days of the period count."""

    first: date
    last: date
    as_of: date
    """The day on which the register is looked at."""
    by: tuple[By, ...] = ()
    programme: str = ""
    municipality: str = ""

    @property
    def is_of_all(self) -> bool:
        """Whether nobody is left out for the programme's or the municipality's sake."""
        return not self.programme and not self.municipality


class Who(NamedTuple):
    """What a youth can be grouped by; of a protected one neither school nor municipality."""

    youth: int
    born_on: date
    sex: Sex | None = None
    school: str = ""
    municipality: str = ""
    contact_person: str = ""
    reason: Reason = Reason.UNKNOWN
    programmes: tuple[str, ...] = ()
    """Those taken part in during the period, the latest last."""


Value = str | int | None
Values = tuple[Value, ...]
"""One for each thing grouped by; None where it is not stated."""
T = TypeVar("T")


def values(who: Who, by: Sequence[By], day: date) -> Values:
    """Where a youth belongs on a day; of several programmes the latest, so that sums hold."""
    return tuple(_value(who, one, day) for one in by)


def _value(who: Who, by: By, day: date) -> Value:
    match by:
        case By.SEX:
            return who.sex
        case By.AGE:
            return age_on(who.born_on, day)
        case By.SCHOOL:
            return who.school.strip() or None
        case By.REASON:
            return None if who.reason is Reason.UNKNOWN else who.reason
        case By.PROGRAMME:
            return who.programmes[-1] if who.programmes else None
        case By.MUNICIPALITY:
            return who.municipality.strip() or None
        case By.CONTACT_PERSON:
            return who.contact_person or None


def grouped(
    items: Iterable[T], whose: Callable[[T], Who], by: Sequence[By], day: date
) -> list[tuple[Values, list[T]]]:
    """The items of each group, in the order of the columns; none without a grouping.

    Words that differ only in case are one group, under the spelling that comes first in Swedish.
    """
    if not by:
        return []
    groups: defaultdict[Values, list[T]] = defaultdict(list)
    spelt: dict[Values, Values] = {}
    for item in items:
        told = values(whose(item), by, day)
        same = tuple(_folded(value) for value in told)
        groups[same].append(item)
        spelt[same] = min(spelt.get(same, told), told, key=lambda each: _order(by, each))
    named = [(spelt[same], members) for same, members in groups.items()]
    return sorted(named, key=lambda group: _order(by, group[0]))


def _folded(value: Value) -> Value:
    return value.casefold() if isinstance(value, str) else value


def _order(by: Sequence[By], told: Values) -> tuple[object, ...]:
    return tuple(_rank(one, value) for one, value in zip(by, told, strict=True))


_BOYS_FIRST = (Sex.MALE, Sex.FEMALE)
"""As the sources have it."""


def _rank(by: By, value: Value) -> tuple[object, ...]:
    """What is not stated comes last; a code in the order of its list, a word in the alphabet's."""
    if value is None:
        return (1,)
    match by:
        case By.SEX:
            return 0, _BOYS_FIRST.index(Sex(str(value)))
        case By.REASON:
            return 0, list(Reason).index(Reason(str(value)))
        case By.AGE:
            return 0, value
        case _:
            return 0, swedish_order(str(value)), str(value)
