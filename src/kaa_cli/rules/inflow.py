"""Who came and who left, month by month, and the backlog: whom nobody has mapped or reached yet."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from kaa_cli.rules.codes import EndReason, Reason
from kaa_cli.rules.grouping import Asked, Values, grouped
from kaa_cli.rules.journeys import Journey
from kaa_cli.rules.policy import Policy

_WEEKS_UP_TO = 60
"""Days of a period that is told week by week; a longer one month by month."""


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
    by_week = (asked.last - asked.first).days < _WEEKS_UP_TO
    yesterday = asked.first - timedelta(days=1)
    days = _Days(journeys, policy)
    groups = grouped(journeys, lambda one: one.who, asked.by, asked.last)
    return Inflow(
        asked,
        by_week,
        tuple(days.flow(span) for span in spans(whole, by_week=by_week)),
        days.flow(Span(yesterday, yesterday)),
        days.flow(whole),
        Counter(one.who.reason for one in journeys if _falls(one.first_seen_on, whole)),
        Counter(
            reason for one in journeys if _falls(one.left_on, whole) and (reason := one.left_by)
        ),
        tuple((told, _Days(members, policy).flow(whole)) for told, members in groups),
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


class _Days:
    """The days of some stays, each in order: any span is told by counting those before it.

    Somebody waits from being seen until being mapped, or reached, or gone: whichever comes first.
    """

    def __init__(self, journeys: Sequence[Journey], policy: Policy) -> None:
        left = [one.left_on or date.max for one in journeys]
        mapped = [one.mapped_first_on(policy) for one in journeys]
        seen = [one.first_seen_on for one in journeys]
        reached = [one.reached_on for one in journeys]
        self._seen, self._left = sorted(seen), sorted(left)
        self._mapped, self._reached = _waited(seen, mapped, left), _waited(seen, reached, left)

    def flow(self, span: Span) -> Flow:
        """What came and went in a span, who is there at its end, and who of them waits."""
        seen, left = _by(self._seen, span.last), _by(self._left, span.last)
        yesterday = span.first - timedelta(days=1)
        return Flow(
            span,
            seen - _by(self._seen, yesterday),
            left - _by(self._left, yesterday),
            seen - left,
            seen - _by(self._mapped, span.last),
            seen - _by(self._reached, span.last),
        )


def _waited(seen: Iterable[date], until: Iterable[date | None], left: Iterable[date]) -> list[date]:
    """The days on which the waiting was over; on the day of being seen if there was none."""
    days = zip(seen, until, left, strict=True)
    return sorted(max(since, min(day or gone, gone)) for since, day, gone in days)


def _by(days: Sequence[date], last: date) -> int:
    """How many days, given in order, have come by the last one."""
    return bisect_right(days, last)


def _falls(day: date | None, span: Span) -> bool:
    return day is not None and span.first <= day <= span.last
