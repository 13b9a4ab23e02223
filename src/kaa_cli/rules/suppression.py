"""What may leave the team: a report with the numbers of small groups hidden, and what tells them.

Hidden are the numbers from 1 below the smallest group, shares of which the count, the whole or what
is left out is that small, and enough more that nothing hidden can be worked out from sums, shares
or other tables of the report. A zero may be shown. Figures that are no numbers of people, such as
days, are hidden where they tell of a small group; charts show nothing that the tables hide.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from kaa_cli.rules.coarse import coarse_curve, held_on
from kaa_cli.rules.figures import (
    HIDDEN,
    Bars,
    Cell,
    Curve,
    Hidden,
    Line,
    Place,
    Report,
    Share,
    Table,
)
from kaa_cli.rules.links import column_of
from kaa_cli.rules.puzzles import puzzle_of
from kaa_cli.rules.revealing import to_hide

_NUMBER = re.compile(r"(?<![\d.,:-])\d+(?![\d:-]|[.,]\d)")
"""A whole number in a sentence: no day, hour or decimal."""


def suppressed(report: Report, smallest: int) -> Report:
    """The report as it may be published; `smallest` is the least number that is shown."""
    puzzle, cells = puzzle_of(report, smallest)
    hidden = to_hide(puzzle, smallest)
    away = {spot for spot, numbers in cells.items() if not hidden.isdisjoint(numbers)}
    secrets = {puzzle.values[number] for number in hidden}
    tables = tuple(
        _without(table, {(row, column) for at, row, column in away if at == place}, smallest)
        for place, table in enumerate(report.tables)
    )
    return replace(
        report,
        tables=tuple(
            replace(t, notes=_fit_to_tell(t.notes, secrets)) for t in _without_told(report, tables)
        ),
        lead=_fit_to_tell(report.lead, secrets),
        notes=_fit_to_tell(report.notes, secrets),
        said=(),
    )


def _without_told(report: Report, tables: Sequence[Table]) -> Sequence[Table]:
    """The tables without the cells that would tell a hidden one."""

    def is_hidden(place: Place) -> bool:
        table = tables[place.table]
        return table.rows[place.row][column_of(table, place.key)] is HIDDEN

    fit = [[[*row] for row in table.rows] for table in tables]
    for place, others in report.tells:
        if any(map(is_hidden, others)):
            at = column_of(tables[place.table], place.key)
            fit[place.table][place.row][at] = HIDDEN
    return [
        replace(table, rows=tuple(map(tuple, rows)))
        for table, rows in zip(tables, fit, strict=True)
    ]


def hides(report: Report) -> bool:
    """Whether anything in a report is hidden."""
    return any(
        isinstance(cell, Hidden) for table in report.tables for row in table.rows for cell in row
    )


def _without(table: Table, away: set[tuple[int, int]], smallest: int) -> Table:
    rows = [
        tuple(HIDDEN if (at, column) in away else cell for column, cell in enumerate(row))
        for at, row in enumerate(table.rows)
    ]
    fit = [
        _of_large_groups(table, before, row, smallest)
        for before, row in zip(table.rows, rows, strict=True)
    ]
    told = replace(table, rows=tuple(fit), said=None)
    return _chart(table, told, smallest)


def _of_large_groups(
    table: Table, before: Sequence[Cell], row: Sequence[Cell], smallest: int
) -> tuple[Cell, ...]:
    """The row without what is worked out from numbers that are hidden, and figures of few people.

    A column says which numbers it is worked out from; of figures where it does not, any of the row.
    Days and the like tell no number of people, so theirs may be hidden if only it is large enough.
    """
    number = {column.key: cell for column, cell in zip(table.columns, before, strict=True)}
    hidden = {column.key for column, cell in zip(table.columns, row, strict=True) if cell is HIDDEN}
    shown: list[Cell] = []
    for column, cell in zip(table.columns, row, strict=True):
        is_figure, of = isinstance(cell, float), set(column.of)
        if is_figure and of:
            is_told = not any(
                _is_small(number.get(key), smallest)
                or (key in hidden and isinstance(number[key], Share))
                for key in of
            )
        else:
            is_told = not (of or (hidden if is_figure else set())) & hidden
        shown.append(cell if is_told else HIDDEN)
    return tuple(shown)


def _is_small(cell: Cell, smallest: int) -> bool:
    return isinstance(cell, int) and 0 < cell < smallest


def _fit_to_tell(sentences: Iterable[str], secrets: set[int]) -> tuple[str, ...]:
    """The sentences that hold none of the hidden numbers."""
    return tuple(
        sentence
        for sentence in sentences
        if secrets.isdisjoint(int(found) for found in _NUMBER.findall(sentence))
    )


def _chart(table: Table, told: Table, smallest: int) -> Table:
    """The table with no more in its chart than it shows, and no step of a few people."""
    if isinstance(table.chart, Bars) or not table.chart:
        return told
    curves = [one for one in table.chart if isinstance(one, Curve)]
    if curves:
        return _with_curves(curves, table, told, smallest)
    secret_on = _hidden_on(table, told)
    lines = [_line(one, secret_on, smallest) for one in table.chart if isinstance(one, Line)]
    return replace(told, chart=tuple(line for line in lines if line.points) or None)


def _hidden_on(table: Table, told: Table) -> set[tuple[date, int]]:
    """The numbers that a table of days hides."""
    found = set()
    for row, now in zip(table.rows, told.rows, strict=True):
        day = next((cell for cell in row if isinstance(cell, date)), None)
        for cell, kept in zip(row, now, strict=True):
            if day and isinstance(cell, int) and isinstance(kept, Hidden):
                found.add((day, cell))
    return found


def _line(line: Line, secret_on: set[tuple[date, int]], smallest: int) -> Line:
    points = tuple(
        point for point in line.points if not 0 < point[1] < smallest and point not in secret_on
    )
    return replace(line, points=points)


def _with_curves(curves: Sequence[Curve], table: Table, told: Table, smallest: int) -> Table:
    """Curves in steps of large groups; of the rows that tell a curve by days, those alone."""
    days = [int(row[0]) for row in table.rows if isinstance(row[0], str) and row[0].isdecimal()]
    coarse = [coarse_curve(curve, smallest, days) for curve in curves]
    kept = [one for one in coarse if one is not None]
    rows = tuple(
        row
        if all(_is_told(row, *pair) for pair in zip(curves, coarse, strict=True))
        else _none(row)
        for row in told.rows
    )
    whole = len(kept) == len(curves) and all(
        one.median == curve.median for one, curve in zip(kept, curves, strict=True)
    )
    notes = told.notes if whole else tuple(n for n in told.notes if not _NUMBER.search(n))
    return replace(told, rows=rows, chart=tuple(kept) or None, notes=notes)


def _none(row: Sequence[Cell]) -> tuple[Cell, ...]:
    return row[0], *(HIDDEN for _cell in row[1:])


def _is_told(row: Sequence[Cell], curve: Curve, coarse: Curve | None) -> bool:
    """Whether a row that tells the curve on a day tells no more than the coarse one."""
    if not isinstance(row[0], str) or not row[0].isdecimal():
        return True
    if coarse is None or int(row[0]) > coarse.points[-1][0]:
        return False
    return held_on(curve, int(row[0])) == held_on(coarse, int(row[0]))
