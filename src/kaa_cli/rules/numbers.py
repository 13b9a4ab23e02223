"""The numbers of a report while they are read, and which of them are the same number.

What is linked too often is only hidden too often; what is not linked may be told.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, permutations

from kaa_cli.rules.figures import Cell, Report, Share, Table

ELSEWHERE = -1
"""In place of a table: a number that is taken to be known though no cell shows it."""
_Side = tuple[int, int, int, bool]
"""A number of a cell: what a share is of (True), else its count."""
_MOST_PARTS = 3


@dataclass
class Numbers:
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


def is_count(cell: Cell) -> bool:
    """Whether a cell is a number of people."""
    return isinstance(cell, int) and not isinstance(cell, bool)


def link_shares(numbers: Numbers, place: int, table: Table) -> None:
    """Say which column a share's count and what it is of stand in too."""
    for column, head in enumerate(table.columns):
        rows = [row for row, cells in enumerate(table.rows) if isinstance(cells[column], Share)]
        for of in (False, True):
            if rows:
                _link_side(numbers, place, table, column, rows, head.key, of=of)
    if not table.has_total:  # steps after each other: what one is of, another one counts
        _link_equal(numbers, place)


def _link_side(
    numbers: Numbers,
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
    numbers: Numbers, place: int, rows: Sequence[int], mine: dict[int, int], some: Sequence[int]
) -> None:
    """Where some columns give a share's count in every row, they are taken to be its parts."""
    parts = {row: [numbers.at[place, row, position, False] for position in some] for row in rows}
    values = numbers.values
    if all(values[mine[row]] == sum(values[p] for p in parts[row]) for row in rows):
        for row in rows:
            numbers.add_up(mine[row], parts[row])


def _link_equal(numbers: Numbers, place: int) -> None:
    """Say that equal numbers of a table are one, where a share is of them."""
    ofs: defaultdict[int, list[int]] = defaultdict(list)
    counts: defaultdict[int, list[int]] = defaultdict(list)
    for (where, _row, _column, of), number in list(numbers.at.items()):
        if where == place:
            (ofs if of else counts)[numbers.values[number]].append(number)
    for value, found in ofs.items():
        numbers.same([*found, *counts[value]])


def link_tables(numbers: Numbers, report: Report) -> None:
    """Say that what two tables tell under the same heading, of the same row, is one number.

    So is what two tables tell of everybody, under whatever heading: a sum of all groups, a step of
    a chain. Equal numbers there are taken to be one.
    """
    told: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    of_all: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for (place, row, column, of), number in list(numbers.at.items()):
        if place == ELSEWHERE:
            continue
        table, value = report.tables[place], numbers.values[number]
        is_total = table.has_total and row == len(table.rows) - 1
        name = ("total",) if is_total else table.rows[row][0]
        told[table.columns[column].key, name, of, value].append(number)
        if is_total or _is_of_all(table):
            of_all[value].append((place, number))
    for found in told.values():
        numbers.same(found)
    for pairs in of_all.values():
        if len({place for place, _number in pairs}) > 1:
            numbers.same([number for _place, number in pairs])


def _is_of_all(table: Table) -> bool:
    """Whether each row tells of everybody: a single row, or the steps of a chain with shares."""
    has_shares = any(isinstance(cell, Share) for row in table.rows for cell in row)
    return len(table.rows) == 1 or (has_shares and not table.has_total)


def is_of_days(table: Table) -> bool:
    """Whether the rows follow each other in time."""
    return any(
        all(isinstance(row[at], date) for row in table.rows[:-1]) and len(table.rows) > 1
        for at in range(len(table.columns))
    )


def link_runs(numbers: Numbers, report: Report) -> None:
    """Say that columns that hold the same numbers day by day are one, in any two tables.

    Also one row later: what there was at the end of a month is there as the next begins.
    """
    columns = [
        [numbers.at.get((place, row, column, False)) for row in range(len(table.rows))]
        for place, table in enumerate(report.tables)
        if is_of_days(table)
        for column in range(len(table.columns))
    ]
    runs = [run for run in columns if sum(number is not None for number in run) > 2]
    for one, other in permutations(runs, 2):
        for later in (other, other[1:]):
            pairs = [
                (a, b) for a, b in zip(one, later, strict=False) if a is not None and b is not None
            ]
            differ = [numbers.values[a] != numbers.values[b] for a, b in pairs]
            if len(pairs) > 2 and not any(differ[:-1]):  # the last row may sum up
                for pair in pairs:
                    numbers.same(pair)


def link_stocks(numbers: Numbers, place: int, table: Table) -> None:
    """Say what follows where a column is carried on: what was there, and came, less what left."""
    if not is_of_days(table):
        return
    last = len(table.rows) - 1
    columns = [c for c in range(len(table.columns)) if is_count(table.rows[min(1, last)][c])]
    for there, came, left in permutations(columns, 3):
        steps = [
            [numbers.at.get((place, r, c, False)) for r, c in at]
            for at in (
                ((row, there), (row + 1, came), (row + 1, there), (row + 1, left))
                for row in range(last)
            )
        ]
        known = [[n for n in step if n is not None] for step in steps]
        whole = [step for step in known if len(step) == 4]
        holds = [_value(numbers, a, b) == _value(numbers, c, d) for a, b, c, d in whole]
        if len(whole) > 1 and all(holds[:-1]):
            for before, new, after, gone in whole:
                both = numbers.new(_value(numbers, before, new))
                numbers.add_up(both, (before, new))
                numbers.add_up(both, (after, gone))


def _value(numbers: Numbers, *some: int) -> int:
    return sum(numbers.values[number] for number in some)
