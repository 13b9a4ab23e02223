"""Between which numbers each hidden one must lie, for whoever reads all that is shown.

A reader knows that a zero is never hidden, so that each hidden number is 1 at the least, and that
some numbers are never more than others.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from math import inf
from typing import Protocol

Ranges = dict[int, tuple[float, float]]
"""The least and the most that each unknown number can be."""
_MOST_ROUNDS = 30


class _Adds(Protocol):
    @property
    def whole(self) -> int: ...

    @property
    def parts(self) -> tuple[int, ...]: ...


def ranges(
    values: Sequence[int],
    sums: Sequence[_Adds],
    orders: Collection[tuple[int, int]],
    unknown: AbstractSet[int],
) -> Ranges:
    """What sums and orders leave for each unknown number; narrowed until nothing follows."""
    least = [float(value) for value in values]
    most = list(least)
    for number in unknown:
        least[number], most[number] = float(values[number] > 0), inf
    open_sums = [s for s in sums if s.whole in unknown or not unknown.isdisjoint(s.parts)]
    open_orders = [pair for pair in orders if not unknown.isdisjoint(pair)]
    both = list(_sums_in_order(open_sums, set(orders)))
    for _round in range(_MOST_ROUNDS):
        before = [*least], [*most]
        for one in open_sums:
            _narrow_sum(one, least, most)
        for more, fewer in open_orders:
            least[more] = max(least[more], least[fewer])
            most[fewer] = min(most[fewer], most[more])
        for one, other in both:
            _narrow_both(one, other, least, most)
        if before == ([*least], [*most]):
            break
    return {number: (least[number], most[number]) for number in unknown}


def _narrow_sum(one: _Adds, least: list[float], most: list[float]) -> None:
    whole, parts = one.whole, one.parts
    at_least, at_most = sum(least[p] for p in parts), sum(most[p] for p in parts)
    least[whole] = max(least[whole], at_least)
    most[whole] = min(most[whole], at_most)
    unbounded = sum(most[p] == inf for p in parts)
    bounded = sum(most[p] for p in parts if most[p] != inf)
    for part in parts:
        others_least = at_least - least[part]
        if most[part] == inf:
            others_most = bounded if unbounded == 1 else inf
        else:
            others_most = inf if unbounded else bounded - most[part]
        least[part] = max(least[part], least[whole] - others_most)
        most[part] = min(most[part], most[whole] - others_least)


def _sums_in_order(
    sums: Sequence[_Adds], orders: AbstractSet[tuple[int, int]]
) -> Iterator[tuple[_Adds, _Adds]]:
    """Two sums over the same groups, of which each part of the second is no more than the first's.

    What the others of the second come to, the others of the first come to at the least.
    """
    by_whole: defaultdict[int, list[_Adds]] = defaultdict(list)
    for one in sums:
        by_whole[one.whole].append(one)
    for more, fewer in orders:
        for one in by_whole[more]:
            for other in by_whole[fewer]:
                if len(one.parts) == len(other.parts) and all(
                    a == b or (a, b) in orders for a, b in zip(one.parts, other.parts, strict=True)
                ):
                    yield one, other


def _narrow_both(one: _Adds, other: _Adds, least: list[float], most: list[float]) -> None:
    between = most[one.whole] - least[other.whole]
    for more, fewer in zip(one.parts, other.parts, strict=True):
        most[more] = min(most[more], between + most[fewer])
        least[fewer] = max(least[fewer], least[more] - between)
