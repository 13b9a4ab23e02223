"""Any report on the screen: its tables, what its shares are of, and its charts."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from math import ceil

from kaa_cli.rules.figures import Bars, Cell, Column, Hidden, Report, Share, Table
from kaa_cli.show.charts import draw_chart
from kaa_cli.show.days import number, percent
from kaa_cli.show.grid import Grid, draw_grid
from kaa_cli.show.screen import Screen
from kaa_cli.words import _

_BAR, _WIDE_BAR = 12, 24
_FIGURE = re.compile(r"[+-]?[0-9][0-9\s.,%*–-]*")
"""What stands in words but is read as a figure: "+3", "41,7 %"."""


def draw_report(screen: Screen, report: Report) -> None:
    """Print a report: what it is about, then table by table."""
    first, *lead = report.lead
    screen.line(" ", (report.title, "bold"), f" {screen.marks.dot} ", first)
    for line in (*lead, *report.said):
        screen.line(" ", line)
    is_under_table = False
    for table in report.tables:
        if table.said is None:
            screen.line()
            if table.caption != report.title:
                screen.line(" ", (table.caption, "bold"))
            _draw_rows(screen, table)
            is_under_table = True
        lines = (*(table.said or ()), *table.notes)
        if lines and is_under_table:
            screen.line()
            is_under_table = False
        for line in lines:
            screen.line(" ", line)
    for place, line in enumerate(report.notes):
        if not place:
            screen.line()
        screen.line(" ", (line, "dim"))


def _draw_rows(screen: Screen, table: Table) -> None:
    """The table itself and its chart; bars stand in a column of their own."""
    headings, rows = _headings(table), [_cells(screen, table, row) for row in table.rows]
    right = {place for place in range(len(headings)) if _is_of_figures(table, place)}
    if isinstance(table.chart, Bars):
        place = [column.key for column in table.columns].index(table.chart.of)
        headings.append("")
        for row, bar in zip(rows, _bars(screen, table, place), strict=True):
            row.append(bar)
    grid = Grid(headings, rows, frozenset(right), max(1, _names(table)), table.has_total)
    draw_grid(screen, grid)
    if table.chart is not None and not isinstance(table.chart, Bars):
        screen.line()
        draw_chart(screen, table.chart)


def _is_of_figures(table: Table, place: int) -> bool:
    """Whether a column is read from the right: numbers, and words that are read as such."""
    cells = [row[place] for row in table.rows]
    return any(not isinstance(cell, str) or _FIGURE.fullmatch(cell) for cell in cells)


def _headings(table: Table) -> list[str]:
    """The headings; a single column of words at the left explains itself."""
    is_plain = _names(table) == 1 and not _is_of_figures(table, 0)
    return [
        "" if is_plain and not place else column.heading
        for place, column in enumerate(table.columns)
    ]


def _names(table: Table) -> int:
    """How many columns at the left hold words: they tell what a row is about."""
    places = range(len(table.columns) if table.rows else 0)
    words = (all(isinstance(row[place], str) for row in table.rows) for place in places)
    return sum(takewhile(bool, words))


def _cells(screen: Screen, table: Table, row: Sequence[Cell]) -> list[str]:
    return [
        cell_text(cell, column, none=screen.marks.none, is_wide=_has_room(screen))
        for cell, column in zip(row, table.columns, strict=True)
    ]


def _has_room(screen: Screen) -> bool:
    return screen.is_wide or not screen.is_terminal


def cell_text(cell: Cell, column: Column, *, none: str = "–", is_wide: bool = False) -> str:
    """A cell in words: what cannot be told as the mark for none, what is hidden as two dots."""
    match cell:
        case None:
            return none
        case Hidden():
            return ".."
        case Share():
            return _share(cell, column, none, is_wide=is_wide)
        case float():
            rounded = round(cell, 1)
            return number(int(rounded) if rounded.is_integer() else rounded)
        case int():
            return number(cell)
        case date():
            return cell.isoformat()
    return cell


def _share(share: Share, column: Column, none: str, *, is_wide: bool) -> str:
    if share.value is None:
        return none
    if column.brief:
        return percent(share.value)
    said = _("{n} of {all}").format(n=number(share.count), all=number(share.of))
    told = f"{said}  {percent(share.value):>7}"
    return f"{told}  {interval_text(share):>17}" if is_wide else told


def interval_text(share: Share) -> str:
    """The 95 % interval of a share: "68.6–86.3 %"."""
    if share.interval is None:
        return ""
    low, high = (percent(end) for end in share.interval)
    return f"({low.removesuffix(' %')}–{high})"


def _bars(screen: Screen, table: Table, place: int) -> list[str]:
    sizes = [_size(row[place]) for row in table.rows]
    body = sizes[:-1] if table.has_total else sizes
    most = max(body, default=0.0)
    room = _WIDE_BAR if _has_room(screen) else _BAR
    lengths = [ceil(room * size / most - 1e-9) if most else 0 for size in body]
    bars = [screen.marks.bar * length for length in lengths]
    return [*bars, *[""] * (len(sizes) - len(bars))]


def _size(cell: Cell) -> float:
    """How long a bar is: the number, or the share itself."""
    if isinstance(cell, Share):
        return cell.value or 0.0
    return float(cell) if isinstance(cell, int | float) else 0.0
