"""Who came and who left, month by month, and the backlog: whom nobody has mapped or reached yet."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from kaa_cli.rules.codes import EndReason, Reason
from kaa_cli.rules.grouping import Asked, Values, grouped
from kaa_cli.rules.journeys import Journey
from kaa_cli.rules.policy import Policy

_WEEKS_UP_TO = 60
"""Days of a period that is told week by week; a longer one month by month."""
Day = Callable[[Journey], date | None]


@dataclass(frozen=True, slots=True)
class Span:
    """A month or week, as much of it as is in the period; both days count."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Flow:
    """What came and went in a span, who is there at its end, and who of them waits."""

    span: Span
    new: int
    left: int
    there: int
    never_mapped: int
    """Of those there at the end, how many have never been mapped in this stay."""
    never_reached: int


@dataclass(frozen=True)
class Inflow:
    """The report: each span, the whole period, and the reasons in and out."""

    asked: Asked
    by_week: bool
    spans: tuple[Flow, ...]
    before: Flow
    """How it stood on the day before the period."""
    total: Flow
    reasons_in: Counter[Reason]
    reasons_out: Counter[EndReason]
    groups: tuple[tuple[Values, Flow], ...] = ()


def inflow(journeys: Sequence[Journey], asked: Asked, policy: Policy) -> Inflow:
    """The flow of a period, from all stays that touch it."""
    whole = Span(asked.first, asked.last)
    mapped = {one.registration: one.mapped_first_on(policy) for one in journeys}

    def mapped_on(one: Journey) -> date | None:
        return mapped[one.registration]

    by_week = (asked.last - asked.first).days < _WEEKS_UP_TO
    yesterday = asked.first - timedelta(days=1)
    groups = grouped(journeys, lambda one: one.who, asked.by, asked.last)
    return Inflow(
        asked,
        by_week,
        tuple(_flow(journeys, span, mapped_on) for span in spans(whole, by_week=by_week)),
        _flow(journeys, Span(yesterday, yesterday), mapped_on),
        _flow(journeys, whole, mapped_on),
        Counter(one.who.reason for one in journeys if _falls(one.first_seen_on, whole)),
        Counter(one.left_by for one in journeys if one.left_by and _falls(one.left_on, whole)),
        tuple((told, _flow(members, whole, mapped_on)) for told, members in groups),
    )


def spans(whole: Span, *, by_week: bool) -> Iterator[Span]:
    """The months, or the weeks from Monday, that a period consists of."""
    first = whole.first
    while first <= whole.last:
        if by_week:
            following = first + timedelta(days=7 - first.weekday())
        else:
            following = first + relativedelta(day=1, months=1)
        yield Span(first, min(whole.last, following - timedelta(days=1)))
        first = following


def _flow(journeys: Iterable[Journey], span: Span, mapped_on: Day) -> Flow:
    new = left = 0
    there = []
    for one in journeys:
        new += _falls(one.first_seen_on, span)
        left += _falls(one.left_on, span)
        if one.is_there_on(span.last):
            there.append(one)
    return Flow(
        span,
        new,
        left,
        len(there),
        sum(_waits(mapped_on(one), span.last) for one in there),
        sum(_waits(one.reached_on, span.last) for one in there),
    )


def _falls(day: date | None, span: Span) -> bool:
    return day is not None and span.first <= day <= span.last


def _waits(day: date | None, last: date) -> bool:
    return day is None or day > last
