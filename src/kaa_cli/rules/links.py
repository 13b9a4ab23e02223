"""What a report says of its numbers: which are alike, and which is never more than another."""

from collections.abc import Iterator
from itertools import pairwise

from kaa_cli.rules.figures import Place, Report, Share, Table
from kaa_cli.rules.numbers import ELSEWHERE, Numbers


def column_of(table: Table, key: str) -> int:
    """Where a column stands; -1 when there is none."""
    return next((at for at, column in enumerate(table.columns) if column.key == key), -1)


def link_alike(numbers: Numbers, report: Report) -> None:
    """Say what comes to the same in several tables, where it does."""

    def number_at(place: Place) -> int | None:
        column = column_of(report.tables[place.table], place.key)
        return numbers.at.get((place.table, place.row, column, place.of))

    for alike in report.alike:
        found = [[n for n in map(number_at, some) if n is not None] for some in alike if some]
        for one, other in pairwise(sorted(found, key=len)):
            if not one or not other:
                continue
            if len(other) == 1:
                numbers.same((one[0], other[0]))
            elif len(one) == 1:
                numbers.add_up(one[0], other)
            else:
                both = numbers.new(sum(numbers.values[number] for number in one))
                numbers.add_up(both, one)
                numbers.add_up(both, other)


def orders(numbers: Numbers, report: Report) -> set[tuple[int, int]]:
    """Pairs of numbers of which the second is never more than the first, as everybody knows."""
    found = set()
    for more, fewer in (*_of_shares(numbers, report), *_of_chains(numbers, report)):
        one, other = numbers.root(more), numbers.root(fewer)
        if one != other and numbers.values[one] >= numbers.values[other]:
            found.add((one, other))
    return found


def _of_shares(numbers: Numbers, report: Report) -> Iterator[tuple[int, int]]:
    for (place, row, column, of), number in numbers.at.items():
        if of and place != ELSEWHERE and isinstance(report.tables[place].rows[row][column], Share):
            yield number, numbers.at[place, row, column, False]


def _of_chains(numbers: Numbers, report: Report) -> Iterator[tuple[int, int]]:
    for place, table in enumerate(report.tables):
        for row in range(len(table.rows)):
            spots = [
                ((row, more), (row, fewer))
                for chain in table.chains
                for more, fewer in pairwise(chain)
            ]
            if table.falls and row:
                spots.append(((row - 1, table.falls), (row, table.falls)))
            for pair in spots:
                some = [numbers.at.get((place, r, column_of(table, key), False)) for r, key in pair]
                if some[0] is not None and some[1] is not None:
                    yield some[0], some[1]
