"""A curve in steps of many people, so that no step tells what one of them did on a day."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import accumulate
from math import inf

from kaa_cli.rules.figures import Curve

_FEWEST = 2  # points that make a curve
Point = tuple[float, float, float, float]


def held_on(curve: Curve, day: float) -> Point | None:
    """The point whose step holds on a day."""
    return max((point for point in curve.points if point[0] <= day), default=None)


def coarse_curve(curve: Curve, smallest: int, days: Collection[int] = ()) -> Curve | None:
    """The curve in steps of at least so many people, as long as twice as many are waited for.

    A step that holds on one of the `days` is kept before others. Without the numbers at risk nobody
    can tell how few a step is, so there is none.
    """
    if len(curve.at_risk) != len(curve.points):
        return None
    told = [at for at, waiting in enumerate(curve.at_risk) if waiting >= 2 * smallest]
    gone = list(accumulate(_events(curve)))
    wanted = {held_on(curve, day) for day in days}
    kept = list(_apart(told, gone, smallest, [at for at in told if curve.points[at] in wanted]))
    kept = list(_apart(told, gone, smallest, told, among=kept))
    if len(kept) < _FEWEST:
        return None
    points = tuple(curve.points[at] for at in kept)
    median = curve.median if curve.median is not None and curve.median <= points[-1][0] else None
    at_risk = tuple(curve.at_risk[at] for at in kept)
    return replace(curve, points=points, at_risk=at_risk, median=median)


def _events(curve: Curve) -> Iterator[int]:
    """To how many it happened at each point: the share of those still waited for that it took."""
    before = 1.0
    for (_day, share, *_interval), waiting in zip(curve.points, curve.at_risk, strict=True):
        yield round(waiting * (1 - share / before)) if before else 0
        before = share


def _apart(
    told: Collection[int],
    gone: list[int],
    smallest: int,
    candidates: Iterable[int],
    among: Collection[int] = (),
) -> Iterator[int]:
    """The first point, those `among`, and candidates that enough people part from their like."""
    last = None
    for at in told:
        ahead = min((gone[n] for n in among if n > at), default=None)
        if last is None or at in among:
            is_apart = True
        else:
            is_apart = at in candidates and gone[at] - gone[last] >= smallest
            is_apart = is_apart and _until(ahead, gone[at]) >= smallest
        if is_apart:
            yield at
            last = at


def _until(ahead: int | None, gone: int) -> float:
    return inf if ahead is None else ahead - gone
