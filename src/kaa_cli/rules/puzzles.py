"""A report as a puzzle: its numbers and the sums between them, as a reader may join them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kaa_cli.rules.figures import Cell, Report, Share, Table
from kaa_cli.rules.links import link_alike, orders
from kaa_cli.rules.numbers import (
    ELSEWHERE,
    Numbers,
    is_count,
    link_runs,
    link_shares,
    link_stocks,
    link_tables,
)
from kaa_cli.rules.revealing import Cost, Puzzle, Sum

Spot = tuple[int, int, int]
"""Where a cell stands: which table, row and column."""
_NO_COST = (0, 0, 0)
_NEVER = (10**6, 0, 0)


def puzzle_of(report: Report, smallest: int) -> tuple[Puzzle, dict[Spot, tuple[int, ...]]]:
    """The puzzle of a report, and the numbers of it that each of its cells shows."""
    numbers = Numbers(smallest)
    for place, table in enumerate(report.tables):
        _read(numbers, place, table)
        _add_up_rows(numbers, place, table)
        _add_up_columns(numbers, place, table)
        link_shares(numbers, place, table)
        link_stocks(numbers, place, table)
    link_tables(numbers, report)
    link_runs(numbers, report)
    link_alike(numbers, report)
    shown: defaultdict[Spot, list[int]] = defaultdict(list)
    costs: dict[int, Cost] = {}
    for (place, row, column, _of), number in numbers.at.items():
        shown[place, row, column].append(numbers.root(number))
        if place == ELSEWHERE:
            costs[numbers.root(number)] = _NEVER
            continue
        cost = _cost(report.tables[place], row, column, numbers.values[number])
        root = numbers.root(number)
        costs[root] = max(costs.get(root, _NO_COST), cost)
    sums = [
        Sum(numbers.root(whole), tuple(map(numbers.root, parts)))
        for whole, parts in sorted(numbers.sums)
    ]
    cells = {spot: tuple(found) for spot, found in shown.items()}
    values = numbers.values
    every_cost = [costs.get(number, _NO_COST) for number in range(len(values))]
    return Puzzle(values, sums, set(cells.values()), every_cost, orders(numbers, report)), cells


def _read(numbers: Numbers, place: int, table: Table) -> None:
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, Share):
                count, of = numbers.new(cell.count), numbers.new(cell.of)
                numbers.at[place, row, column, False] = count
                numbers.at[place, row, column, True] = of
                if 0 < cell.of - cell.count < numbers.smallest:  # a small group in all but name
                    numbers.add_up(of, (count, numbers.new(cell.of - cell.count)))
            elif is_count(cell):
                numbers.at[place, row, column, False] = numbers.new(cell)  # type: ignore[arg-type]


def _add_up_rows(numbers: Numbers, place: int, table: Table) -> None:
    """What `adds` says of every row, and what follows where one sum is a part of another."""
    column_of = {column.key: position for position, column in enumerate(table.columns)}
    adds = {whole: set(parts) for whole, parts in table.adds}
    for whole, parts in table.adds:
        for inner, its_parts in adds.items():
            if its_parts < adds[whole]:
                adds_too = (inner, *(part for part in parts if part not in its_parts))
                _add_up_each_row(numbers, place, table, column_of, whole, adds_too)
        _add_up_each_row(numbers, place, table, column_of, whole, parts)


def _add_up_each_row(
    numbers: Numbers,
    place: int,
    table: Table,
    column_of: dict[str, int],
    whole: str,
    parts: Iterable[str],
) -> None:
    for row in range(len(table.rows)):

        def at(key: str, row: int = row) -> int | None:
            return numbers.at.get((place, row, column_of.get(key, -1), False))

        numbers.add_up(at(whole), [at(part) for part in parts])


def _add_up_columns(numbers: Numbers, place: int, table: Table) -> None:
    """The last row as the sum of the others, where it is one.

    Rows that begin with the same word are parts of something another table may tell.
    """
    last = len(table.rows) - 1
    for column in range(len(table.columns)):
        for of in (False, True):
            found = [numbers.at.get((place, row, column, of)) for row in range(last + 1)]
            told = [number for number in found[:last] if number is not None]
            if last > 0 and told and (table.has_total or len(told) > 1):
                numbers.add_up(found[last], told)  # if it does: the last row may be no sum
            if not table.has_total and not of:
                _add_up_groups(numbers, table, found)


def _add_up_groups(numbers: Numbers, table: Table, found: Sequence[int | None]) -> None:
    groups: defaultdict[Cell, list[int]] = defaultdict(list)
    for row, number in enumerate(found):
        if number is not None and isinstance(table.rows[row][0], str):
            groups[table.rows[row][0]].append(number)
    for parts in groups.values():
        if len(parts) > 1:  # of a single row the group would be the row itself
            whole = sum(numbers.values[part] for part in parts)
            numbers.add_up(_told_elsewhere(numbers, whole), parts)


def _told_elsewhere(numbers: Numbers, value: int) -> int:
    """A number that is taken to be known, though no cell of this table shows it."""
    number = numbers.new(value)
    numbers.at[ELSEWHERE, number, 0, False] = number
    return number


def _cost(table: Table, row: int, column: int, value: int) -> Cost:
    """What is lost by hiding a cell: a total row most, then a sum of many, then a large number."""
    is_total = table.has_total and row == len(table.rows) - 1
    parts = dict(table.adds).get(table.columns[column].key, ())
    return int(is_total), len(parts), value
