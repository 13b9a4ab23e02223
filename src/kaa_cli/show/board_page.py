"""The words of the page for the board: one report, its charts, and the table behind each."""

import re
from collections.abc import Iterator, Sequence

from kaa_cli.rules.figures import Cell, Column, Report, Share, Table
from kaa_cli.rules.suppression import hides
from kaa_cli.rules.text import visible
from kaa_cli.show.board_charts import chart_of
from kaa_cli.show.days import number, percent
from kaa_cli.show.report import cell_text, interval_text
from kaa_cli.words import _, language

_MANY, _NARROW = 9, 3
"""From so many columns on a table is set in smaller letters, still 9 points on paper; up to so
many it is no wider than it need be, so that a number stands near its name."""
_FEW, _FEW_UNDER_CHART = 14, 9
"""Tables of so many rows are not broken by the end of a page."""


def words_of_board_page(report: Report, *, internal: bool, smallest: int) -> dict[str, object]:
    """Everything the page says, in the language spoken."""
    return {
        "language": language(),
        "title": visible(report.title),
        "in_window": visible(" – ".join((report.title, *report.lead[:1]))),
        "version": _("Internal: may not be published") if internal else _("The board's version"),
        "internal": internal,
        "lead": [visible(line) for line in report.lead],
        "tables": [_table(table, n) for n, table in enumerate(report.tables, start=1)],
        "notes_title": _("About the figures"),
        "notes": [visible(line) for line in _notes(report, smallest)],
    }


def _notes(report: Report, smallest: int) -> Iterator[str]:
    if hides(report):
        yield _hidden(smallest)
    yield from report.notes
    if any(
        isinstance(cell, Share) for table in report.tables for row in table.rows for cell in row
    ):
        yield _("In brackets: the 95 % interval of the share (Wilson).")
    if any(cell is None for table in report.tables for row in table.rows for cell in row):
        yield _("–: cannot be told.")


def _hidden(smallest: int) -> str:
    return _(
        ".. means fewer than {n} people, or a number that would tell of so few. A 0 is shown."
    ).format(n=smallest)


def _table(table: Table, place: int) -> dict[str, object]:
    heads = _names(table)
    return {
        "id": f"table-{place}",
        "caption": visible(table.caption),
        "chart": chart_of(table, f"chart-{place}"),
        "width": _width(len(table.columns)),
        "whole": len(table.rows) <= (_FEW_UNDER_CHART if table.chart else _FEW),
        "headings": [
            {"words": visible(column.heading), "is_number": _is_number(table, at)}
            for at, column in enumerate(table.columns)
        ],
        "rows": [_row(table, row, heads) for row in table.rows],
        "has_total": table.has_total and len(table.rows) > 1,
        "notes": [visible(note) for note in table.notes],
    }


def _width(columns: int) -> str:
    return "small" if columns >= _MANY else "narrow" if columns <= _NARROW else "wide"


def _names(table: Table) -> int:
    """How many columns at the left name a row; at least the first."""
    count = 0
    for place in range(len(table.columns)):
        if not all(isinstance(row[place], str) for row in table.rows):
            break
        count += 1
    return max(1, min(count, 2)) if count < len(table.columns) else 1


def _is_number(table: Table, place: int) -> bool:
    """Whether a column stands flush right: all but words do, and words that are figures."""
    cells = [row[place] for row in table.rows]
    words = [cell for cell in cells if isinstance(cell, str)]
    if not place:
        return False
    return len(words) < len(cells) or any(_FIGURE.fullmatch(word) for word in words)


_FIGURE = re.compile(r"[-+]?[0-9][0-9.,%–\s\u202f-]*")


def _row(table: Table, row: Sequence[Cell], heads: int) -> list[dict[str, object]]:
    return [
        {
            "words": visible(_words(cell, column)),
            "beside": _beside(cell, column),
            "is_number": _is_number(table, place),
            "is_head": place < heads,
        }
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True))
    ]


def _words(cell: Cell, column: Column) -> str:
    """The cell; of a share the percentage, and what it is of beside it."""
    if isinstance(cell, Share) and cell.value is not None:
        return percent(cell.value)
    return cell_text(cell, column)


def _beside(cell: Cell, column: Column) -> str:
    """What a share is of, and its interval."""
    if not isinstance(cell, Share) or cell.value is None or column.brief:
        return ""
    told = _("{n} of {all}").format(n=number(cell.count), all=number(cell.of))
    return f"{told} {interval_text(cell)}"
