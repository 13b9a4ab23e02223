"""What may leave the team: a report with the numbers of small groups hidden, and what tells them.

Hidden are the numbers from 1 below the smallest group, shares of which the count, the whole or what
is left out is that small, and enough more that nothing hidden can be worked out from sums, shares
or other tables of the report. A zero may be shown. Figures that are no numbers of people, such as
days, are hidden where they tell of a small group; charts show nothing that the tables hide.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from kaa_cli.rules.figures import HIDDEN, Bars, Cell, Chart, Curve, Hidden, Line, Report, Table
from kaa_cli.rules.puzzles import puzzle_of
from kaa_cli.rules.revealing import to_hide

_NUMBER = re.compile(r"(?<![\d.,:-])\d+(?![\d:-]|[.,]\d)")
"""A whole number in a sentence: no day, hour or decimal."""
_FEWEST_STEPS = 2


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
        tables=tuple(replace(t, notes=_fit_to_tell(t.notes, secrets)) for t in tables),
        lead=_fit_to_tell(report.lead, secrets),
        notes=_fit_to_tell(report.notes, secrets),
    )


def suppressed_table(table: Table, smallest: int) -> Table:
    """One table by itself as it may be published."""
    return suppressed(Report("", "", (), (table,)), smallest).tables[0]


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
    told = replace(table, rows=tuple(_of_large_groups(table, row) for row in rows))
    return replace(told, chart=_chart(table, told, smallest))


def _of_large_groups(table: Table, row: Sequence[Cell]) -> tuple[Cell, ...]:
    """The row without what is worked out from numbers that are hidden, such as median days.

    A column says which numbers that is; of figures where it does not, any of the row.
    """
    hidden = {column.key for column, cell in zip(table.columns, row, strict=True) if cell is HIDDEN}
    shown: list[Cell] = []
    for column, cell in zip(table.columns, row, strict=True):
        of = set(column.of) if column.of else hidden if isinstance(cell, float) else set()
        shown.append(HIDDEN if of & hidden else cell)
    return tuple(shown)


def _fit_to_tell(sentences: Iterable[str], secrets: set[int]) -> tuple[str, ...]:
    """The sentences that hold none of the hidden numbers."""
    return tuple(
        sentence
        for sentence in sentences
        if secrets.isdisjoint(int(found) for found in _NUMBER.findall(sentence))
    )


def _chart(table: Table, told: Table, smallest: int) -> Chart | None:
    """The chart with no more than the table shows, and no step of a few people."""
    if isinstance(table.chart, Bars) or not table.chart:
        return table.chart
    secret_on = _hidden_on(table, told)
    drawn = [_drawn(one, secret_on, smallest) for one in table.chart]
    return tuple(one for one in drawn if one is not None) or None  # type: ignore[return-value]


def _hidden_on(table: Table, told: Table) -> set[tuple[date, int]]:
    """The numbers that a table of days hides."""
    found = set()
    for row, now in zip(table.rows, told.rows, strict=True):
        for cell, kept in zip(row, now, strict=True):
            if isinstance(row[0], date) and isinstance(cell, int) and isinstance(kept, Hidden):
                found.add((row[0], cell))
    return found


def _drawn(
    one: Curve | Line, secret_on: set[tuple[date, int]], smallest: int
) -> Curve | Line | None:
    if isinstance(one, Curve):
        return _coarse(one, smallest)
    points = tuple(
        (day, count)
        for day, count in one.points
        if not 0 < count < smallest and (day, count) not in secret_on
    )
    return replace(one, points=points) if points else None


def _coarse(curve: Curve, smallest: int) -> Curve | None:
    """A curve in steps of at least so many people, as long as twice as many are still waited for.

    Without the numbers at risk nobody can tell how few a step is, so nothing is drawn.
    """
    if len(curve.at_risk) != len(curve.points):
        return None
    kept = list(_large_steps(curve, smallest))
    if len(kept) < _FEWEST_STEPS:
        return None
    points = tuple(curve.points[at] for at in kept)
    median = curve.median if curve.median is not None and curve.median <= points[-1][0] else None
    at_risk = tuple(curve.at_risk[at] for at in kept)
    return replace(curve, points=points, at_risk=at_risk, median=median)


def _large_steps(curve: Curve, smallest: int) -> Iterator[int]:
    """The places of the first point, and of those before which enough have left the curve."""
    gone, before = 0, 1.0
    for at, (point, waiting) in enumerate(zip(curve.points, curve.at_risk, strict=True)):
        share = point[1]
        gone += round(waiting * (1 - share / before)) if before else 0
        before = share
        if waiting < 2 * smallest:
            return
        if at == 0 or gone >= smallest:
            yield at
            gone = 0
