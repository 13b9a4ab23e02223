"""What sums give away: which numbers can be worked out from those that are shown, and which more
must be hidden so that none can.

Every number is known here by its place in a list of values; the numbers that several cells show are
one number.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import gcd

from kaa_cli.rules.bounds import Ranges, ranges

Cost = tuple[int, int, int]
"""How much is lost by hiding a number, the cheapest first."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Numbers that add up to another, as everybody who reads the table knows."""

    whole: int
    parts: tuple[int, ...]


@dataclass(frozen=True)
class Puzzle:
    """The numbers, the sums between them, and what the cells show: a cell can show several.

    A number that no cell shows is never known by itself, such as those whom a share leaves out.
    """

    values: Sequence[int]
    sums: Sequence[Sum]
    cells: Collection[tuple[int, ...]]
    costs: Sequence[Cost]
    orders: Collection[tuple[int, int]] = ()
    """Pairs of which the second is never more than the first."""

    def known(self, hidden: AbstractSet[int]) -> set[int]:
        """The numbers that some cell shows; a cell with a hidden one shows nothing."""
        return set(chain.from_iterable(c for c in self.cells if hidden.isdisjoint(c)))

    def unknown(self, hidden: AbstractSet[int]) -> set[int]:
        return set(range(len(self.values))) - self.known(hidden)

    @cached_property
    def sums_with(self) -> Mapping[int, Sequence[Sum]]:
        """The sums each number stands in."""
        of: defaultdict[int, list[Sum]] = defaultdict(list)
        for one in self.sums:
            for number in {one.whole, *one.parts}:
                of[number].append(one)
        return of


def determined(sums: Iterable[Sum], unknown: AbstractSet[int]) -> set[int]:
    """The unknown numbers that follow from the known ones by adding and taking away.

    Gaussian elimination in whole numbers: a number follows when an equation holds it alone.
    """
    solved: dict[int, dict[int, int]] = {}
    for one in sums:
        row = _equation(one, unknown)
        for lead, other in solved.items():
            if lead in row:
                row = _without(row, other, lead)
        if not row:
            continue
        lead = next(iter(row))
        for known_lead, other in solved.items():
            if lead in other:
                solved[known_lead] = _without(other, row, lead)
        solved[lead] = row
    return {lead for lead, row in solved.items() if len(row) == 1}


def _equation(one: Sum, unknown: AbstractSet[int]) -> dict[int, int]:
    """The unknown side of a sum; a number that stands on both sides falls away."""
    row: defaultdict[int, int] = defaultdict(int)
    for number, times in ((one.whole, 1), *((part, -1) for part in one.parts)):
        if number in unknown:
            row[number] += times
    return {number: times for number, times in row.items() if times}


def _without(row: dict[int, int], other: dict[int, int], number: int) -> dict[int, int]:
    """The row with as much of the other taken away as frees it of a number."""
    times, by = row[number], other[number]
    mixed = {n: by * row.get(n, 0) - times * other.get(n, 0) for n in {**row, **other}}
    left = {n: value for n, value in mixed.items() if value}
    shared = gcd(*left.values()) or 1
    return {n: value // shared for n, value in left.items()}


def to_hide(puzzle: Puzzle, smallest: int) -> set[int]:
    """The numbers to hide: those from 1 below `smallest`, and what would tell them.

    Nor may what is hidden in a sum be small as a whole. A zero is never hidden: once all numbers of
    a sum that are not 0 are hidden, nothing is told of them, so this ends.
    """
    small = {number for number, value in enumerate(puzzle.values) if 0 < value < smallest}
    hidden = set(small)
    while more := _needed(puzzle, hidden, smallest):
        hidden |= more
    by_loss = sorted(hidden - small, key=lambda number: puzzle.costs[number], reverse=True)
    for number in by_loss:  # what was hidden first may have become needless
        if not _needed(puzzle, hidden - {number}, smallest):
            hidden.discard(number)
    return hidden


def _needed(puzzle: Puzzle, hidden: AbstractSet[int], smallest: int) -> set[int]:
    """One or two more numbers to hide; none when nothing hidden can be worked out."""
    return _needed_by_sums(puzzle, hidden, smallest) or _needed_by_bounds(puzzle, hidden, smallest)


def _needed_by_sums(puzzle: Puzzle, hidden: AbstractSet[int], smallest: int) -> set[int]:
    unknown = puzzle.unknown(hidden)
    for one in puzzle.sums:
        rest = sum(puzzle.values[part] for part in one.parts if part in unknown)
        if one.whole not in unknown and 0 < rest < smallest:
            return _cheapest(puzzle, _shown(puzzle, (one,), unknown))
    told = determined(puzzle.sums, unknown) & hidden
    if not told:
        return set()
    target = min(told)
    for some in _choices(puzzle, target, unknown):
        if target not in determined(puzzle.sums, puzzle.unknown(hidden | some)):
            return some
    around = puzzle.sums_with[target]
    return _cheapest(puzzle, _shown(puzzle, around, unknown) or _all_shown(puzzle, unknown))


def _needed_by_bounds(puzzle: Puzzle, hidden: AbstractSet[int], smallest: int) -> set[int]:
    """One more number to hide where a small one has hardly room to be another."""
    narrow = _narrow(puzzle, hidden, smallest)
    if not narrow:
        return set()
    target = min(narrow)
    unknown = puzzle.unknown(hidden)
    near = _beside(puzzle, {target}, unknown)
    around = _beside(puzzle, near & unknown, unknown) | near
    shown = {n for n in around if n not in unknown and puzzle.values[n]}
    for number in sorted(shown, key=lambda n: (puzzle.costs[n], n)):
        if target not in _narrow(puzzle, hidden | {number}, smallest):
            return {number}
    some = {n for n in near if n in shown} or shown or _all_shown(puzzle, unknown)
    return _cheapest(puzzle, some) if some else set()


def _narrow(puzzle: Puzzle, hidden: AbstractSet[int], smallest: int) -> set[int]:
    """The small numbers of which fewer values fit what is shown than there are small ones.

    Two that are the smallest group together, such as 3 and 2 of 5, have room enough.
    """
    told: Ranges = ranges(puzzle.values, puzzle.sums, puzzle.orders, puzzle.unknown(hidden))
    room = max(1, smallest - 2)
    return {
        number
        for number, (least, most) in told.items()
        if 0 < puzzle.values[number] < smallest and most - least < room
    }


def _beside(puzzle: Puzzle, some: AbstractSet[int], unknown: AbstractSet[int]) -> set[int]:
    """The numbers in sums with some, or in order with them; and with what is unknown there."""
    found = set(some)
    for _step in range(2):
        for number in [n for n in found if n in unknown or n in some]:
            for one in puzzle.sums_with[number]:
                found |= {one.whole, *one.parts}
        for pair in puzzle.orders:
            if not found.isdisjoint(pair) and any(n in found and n in unknown for n in pair):
                found |= set(pair)
    return found


def _choices(puzzle: Puzzle, target: int, unknown: AbstractSet[int]) -> Iterator[set[int]]:
    """What may keep a number from being told: one more number, else two, the cheapest first."""
    near = _reach(puzzle, target, unknown)
    yield from ({number} for number in sorted(near, key=lambda n: puzzle.costs[n]))
    pairs = {
        frozenset((first, second))
        for first in near
        for second in _shown(puzzle, puzzle.sums_with[first], unknown) - {first}
    }
    yield from map(set, sorted(pairs, key=lambda pair: (_loss(puzzle, pair), sorted(pair))))


def _loss(puzzle: Puzzle, numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*(puzzle.costs[number] for number in numbers), strict=True)))


def _reach(puzzle: Puzzle, target: int, unknown: AbstractSet[int]) -> set[int]:
    """The numbers shown in sums with the target, or with an unknown number of such a sum."""
    around = puzzle.sums_with[target]
    beside = {n for one in around for n in (one.whole, *one.parts) if n in unknown}
    return set().union(*(_shown(puzzle, puzzle.sums_with[n], unknown) for n in beside))


def _shown(puzzle: Puzzle, sums: Iterable[Sum], unknown: AbstractSet[int]) -> set[int]:
    """The numbers above 0 that are shown in some sums."""
    numbers = chain.from_iterable((one.whole, *one.parts) for one in sums)
    return {n for n in numbers if n not in unknown and puzzle.values[n]}


def _all_shown(puzzle: Puzzle, unknown: AbstractSet[int]) -> set[int]:
    return _shown(puzzle, puzzle.sums, unknown)


def _cheapest(puzzle: Puzzle, numbers: AbstractSet[int]) -> set[int]:
    return {min(numbers, key=lambda number: (puzzle.costs[number], number))}
