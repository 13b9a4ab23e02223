"""How long something takes when not everybody is there until it happens: Kaplan and Meier (1958).

Whoever leaves before it happens is counted as long as they were there (*censored*). The interval
is Greenwood's, on the scale of log(-log S), so that it stays between 0 and 1.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import exp, inf, log, sqrt

from kaa_cli.rules.rates import Z95


@dataclass(frozen=True, slots=True)
class Drop:
    """A day on which it happened to somebody: how many had it before them, and what is left."""

    day: int
    at_risk: int
    events: int
    share: float
    """To how many of all it has not happened after this day, 0 to 1."""
    low: float
    high: float


@dataclass(frozen=True)
class Survival:
    """The curve: its drops, how many were looked at, to how many it happened, and the median."""

    people: int
    events: int
    drops: tuple[Drop, ...]
    last: int
    """The last day on which anybody was looked at."""
    median: int | None = None
    """The first day after which it has happened to half; None when it never does."""
    median_low: int | None = None
    median_high: int | None = None
    """The 95 % interval of the median; None: it has no end."""

    def share_on(self, day: int) -> Drop | None:
        """The drop that holds on a day; None before the first."""
        found = [drop for drop in self.drops if drop.day <= day]
        return found[-1] if found else None


def survival(lives: Iterable[tuple[int, bool]]) -> Survival:
    """The curve of lives: for each the days, and whether it happened on the last of them."""
    happened: Counter[int] = Counter()
    seen: Counter[int] = Counter()
    for days, has_happened in lives:
        seen[days] += 1
        happened[days] += has_happened
    drops: list[Drop] = []
    at_risk, share, spread, high = seen.total(), 1.0, 0.0, 1.0
    for day in sorted(seen):
        if events := happened[day]:
            left = at_risk - events
            share *= left / at_risk
            spread += events / (at_risk * left) if left else inf
            low, high = _interval(share, spread, high)
            drops.append(Drop(day, at_risk, events, share, low, high))
        at_risk -= seen[day]
    return Survival(
        people=seen.total(),
        events=happened.total(),
        drops=tuple(drops),
        last=max(seen, default=0),
        median=_first_at_half(drops, lambda drop: drop.share),
        median_low=_first_at_half(drops, lambda drop: drop.low),
        median_high=_first_at_half(drops, lambda drop: drop.high),
    )


def _interval(share: float, spread: float, before: float) -> tuple[float, float]:
    """The 95 % interval; where nobody is left it has no upper end but the one before."""
    if share <= 0.0:
        return 0.0, before
    centre = log(-log(share))
    half = Z95 * sqrt(spread) / -log(share)
    return exp(-exp(centre + half)), exp(-exp(centre - half))


def _first_at_half(drops: Iterable[Drop], of: Callable[[Drop], float]) -> int | None:
    return next((drop.day for drop in drops if of(drop) <= _HALF), None)


_HALF = 0.5 + 1e-12  # 3/6 reckoned step by step may come out as a hair above
