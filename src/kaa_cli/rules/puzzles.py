"""The numbers of a report and the sums between them, as whoever reads it can put them together.

What is linked too often is only hidden too often; what is not linked may be told.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from kaa_cli.rules.figures import Cell, Report, Share, Table
from kaa_cli.rules.revealing import Cost, Puzzle, Sum

Spot = tuple[int, int, int]
"""Where a cell stands: which table, row and column."""
_Side = tuple[int, int, int, bool]
"""A number of a cell: what a share is of (True), else its count."""
_MOST_PARTS = 3
_NO_COST = (0, 0, 0)
_ELSEWHERE, _NEVER = -1, (10**6, 0, 0)


@dataclass
class _Numbers:
    """The numbers found so far; `same` says that two are one."""

    smallest: int
    values: list[int] = field(default_factory=list)
    at: dict[_Side, int] = field(default_factory=dict)
    one_with: list[int] = field(default_factory=list)
    sums: set[tuple[int, tuple[int, ...]]] = field(default_factory=set)

    def new(self, value: int) -> int:
        self.values.append(value)
        self.one_with.append(len(self.one_with))
        return len(self.values) - 1

    def root(self, number: int) -> int:
        while self.one_with[number] != number:
            number = self.one_with[number]
        return number

    def same(self, numbers: Iterable[int]) -> None:
        """Say that numbers are one; those of another value than the first are left alone."""
        first, *others = numbers
        for other in others:
            if self.values[other] == self.values[first]:
                self.one_with[self.root(other)] = self.root(first)

    def add_up(self, whole: int | None, parts: Sequence[int | None]) -> None:
        """Say that numbers add up to another, if all of them are numbers and they do."""
        found = [part for part in parts if part is not None]
        if whole is None or len(found) < len(parts) or not parts:
            return
        if self.values[whole] == sum(self.values[part] for part in found):
            self.sums.add((whole, tuple(found)))


def puzzle_of(report: Report, smallest: int) -> tuple[Puzzle, dict[Spot, tuple[int, ...]]]:
    """The puzzle of a report, and the numbers of it that each of its cells shows."""
    numbers = _Numbers(smallest)
    for place, table in enumerate(report.tables):
        _read(numbers, place, table)
        _add_up_rows(numbers, place, table)
        _add_up_columns(numbers, place, table)
        _link_shares(numbers, place, table)
    _link_tables(numbers, report)
    shown: defaultdict[Spot, list[int]] = defaultdict(list)
    costs: dict[int, Cost] = {}
    for (place, row, column, _of), number in numbers.at.items():
        shown[place, row, column].append(numbers.root(number))
        if place == _ELSEWHERE:
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
    return Puzzle(values, sums, set(cells.values()), every_cost), cells


def _read(numbers: _Numbers, place: int, table: Table) -> None:
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


def is_count(cell: Cell) -> bool:
    """Whether a cell is a number of people."""
    return isinstance(cell, int) and not isinstance(cell, bool)


def _add_up_rows(numbers: _Numbers, place: int, table: Table) -> None:
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
    numbers: _Numbers,
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


def _add_up_columns(numbers: _Numbers, place: int, table: Table) -> None:
    """The last row as the sum of the others; without one, whatever a group of rows adds up to.

    Rows that begin with the same word are parts of something another table may tell.
    """
    last = len(table.rows) - 1
    for column in range(len(table.columns)):
        for of in (False, True):
            found = [numbers.at.get((place, row, column, of)) for row in range(last + 1)]
            if table.has_total and last > 0:
                numbers.add_up(found[last], found[:last])
            elif not of:
                _add_up_groups(numbers, table, found)


def _add_up_groups(numbers: _Numbers, table: Table, found: Sequence[int | None]) -> None:
    groups: defaultdict[Cell, list[int]] = defaultdict(list)
    for row, number in enumerate(found):
        if number is not None and isinstance(table.rows[row][0], str):
            groups[table.rows[row][0]].append(number)
    for parts in groups.values():
        if len(parts) > 1:  # of a single row the group would be the row itself
            whole = sum(numbers.values[part] for part in parts)
            numbers.add_up(_told_elsewhere(numbers, whole), parts)


def _told_elsewhere(numbers: _Numbers, value: int) -> int:
    """A number that is taken to be known, though no cell of this table shows it."""
    number = numbers.new(value)
    numbers.at[_ELSEWHERE, number, 0, False] = number
    return number


def _link_shares(numbers: _Numbers, place: int, table: Table) -> None:
    """Say which column a share's count and what it is of stand in too."""
    for column, head in enumerate(table.columns):
        rows = [row for row, cells in enumerate(table.rows) if isinstance(cells[column], Share)]
        for of in (False, True):
            if rows:
                _link_side(numbers, place, table, column, rows, head.key, of=of)
    if not table.has_total:  # steps after each other: what one is of, another one counts
        _link_equal(numbers, place)


def _link_side(
    numbers: _Numbers,
    place: int,
    table: Table,
    column: int,
    rows: Sequence[int],
    key: str,
    *,
    of: bool,
) -> None:
    """Link a side of a column of shares to the columns that hold it, else to their sums."""
    mine = {row: numbers.at[place, row, column, of] for row in rows}

    def holds(position: int) -> bool:
        spots = [numbers.at.get((place, row, position, False)) for row in rows]
        return all(
            spot is not None and numbers.values[spot] == numbers.values[mine[row]]
            for row, spot in zip(rows, spots, strict=True)
        )

    counts = [
        position
        for position in range(len(table.columns))
        if all(is_count(table.rows[row][position]) for row in rows)
    ]
    matching = [position for position in counts if holds(position)]
    named = [p for p in matching if not of and key.startswith(table.columns[p].key)]
    for position in named or matching:
        for row in rows:
            numbers.same((numbers.at[place, row, position, False], mine[row]))
    if not matching:
        for size in range(2, _MOST_PARTS + 1):
            for some in combinations(counts, size):
                _add_up_all(numbers, place, rows, mine, some)


def _add_up_all(
    numbers: _Numbers, place: int, rows: Sequence[int], mine: dict[int, int], some: Sequence[int]
) -> None:
    """Where some columns give a share's count in every row, they are taken to be its parts."""
    parts = {row: [numbers.at[place, row, position, False] for position in some] for row in rows}
    values = numbers.values
    if all(values[mine[row]] == sum(values[p] for p in parts[row]) for row in rows):
        for row in rows:
            numbers.add_up(mine[row], parts[row])


def _link_equal(numbers: _Numbers, place: int) -> None:
    """Say that equal numbers of a table are one, where a share is of them."""
    ofs: defaultdict[int, list[int]] = defaultdict(list)
    counts: defaultdict[int, list[int]] = defaultdict(list)
    for (where, _row, _column, of), number in list(numbers.at.items()):
        if where == place:
            (ofs if of else counts)[numbers.values[number]].append(number)
    for value, found in ofs.items():
        numbers.same([*found, *counts[value]])


def _link_tables(numbers: _Numbers, report: Report) -> None:
    """Say that what two tables tell under the same heading, of the same row, is one number."""
    told: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for (place, row, column, of), number in list(numbers.at.items()):
        if place != _ELSEWHERE:
            table = report.tables[place]
            is_total = table.has_total and row == len(table.rows) - 1
            name = ("total",) if is_total else table.rows[row][0]
            value = numbers.values[number]
            told[table.columns[column].key, name, of, value].append(number)
    for found in told.values():
        numbers.same(found)


def _cost(table: Table, row: int, column: int, value: int) -> Cost:
    """What is lost by hiding a cell: a total row most, then a sum of many, then a large number."""
    is_total = table.has_total and row == len(table.rows) - 1
    parts = dict(table.adds).get(table.columns[column].key, ())
    return int(is_total), len(parts), value
