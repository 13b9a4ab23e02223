"""The report on whether outcomes last, at the terminal."""

from kaa_cli.rules.figures import Cell, Report, Share, Table
from kaa_cli.show.days import percent
from kaa_cli.show.screen import Screen
from kaa_cli.words import _


def draw(screen: Screen, report: Report) -> None:
    """Print a report: what it is about, its tables, what its figures mean."""
    screen.line(" ", (report.title, "bold"))
    for line in report.lead:
        screen.line(" ", line)
    for table in report.tables:
        screen.line()
        _table(screen, table)
    if report.notes:
        screen.line()
    for line in report.notes:
        screen.line(" ", (line, "dim"))


def _table(screen: Screen, table: Table) -> None:
    screen.line(" ", (table.caption, "bold"))
    rows = [[_cell(screen, cell) for cell in row] for row in table.rows]
    total = rows.pop() if table.has_total else None
    figures = [
        place for place, cell in enumerate(table.rows[-1]) if isinstance(cell, (int, float, Share))
    ]
    screen.table([one.heading for one in table.columns], rows, right=figures, total=total)


def _cell(screen: Screen, cell: Cell) -> str:
    if not isinstance(cell, Share):
        return screen.marks.none if cell is None else str(cell)
    if cell.value is None or cell.interval is None:
        return screen.marks.none
    low, high = cell.interval
    told = _("{share} ({low} to {high})")
    return told.format(share=percent(cell.value, 0), low=percent(low, 0), high=percent(high, 0))
