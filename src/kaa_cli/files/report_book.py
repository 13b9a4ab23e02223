"""A whole report as a spreadsheet: a sheet for each table, and a last one that tells of them."""

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from kaa_cli.files.writers import save
from kaa_cli.rules.figures import Cell, Column, Hidden, Report, Share, Table
from kaa_cli.rules.text import visible
from kaa_cli.words import _

_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_WIDEST = 300
HIDDEN_AS = ".."


def write_book(report: Report, to: Path, *, force: bool = False) -> None:
    """Write the report whole, mode 0600. Raises what `save` raises."""
    save(to, as_book(report), force=force)


def as_book(report: Report) -> bytes:
    """The report as .xlsx: text as text, numbers as numbers, shares as percentages."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        formats = {
            "head": book.add_format({"bold": True, "text_wrap": True}),
            "share": book.add_format({"num_format": "0.0 %"}),
        }
        taken: set[str] = set()
        for table in (one for one in report.tables if one.rows):
            _fill(book.add_worksheet(_name(table.caption, taken)), table, formats)
        about = book.add_worksheet(_name(_("About the figures"), taken))
        for line, text in enumerate(_told(report)):
            about.write_string(line, 0, visible(text))
    return buffer.getvalue()


def _told(report: Report) -> Iterator[str]:
    """What the figures are of: the report's own lines, then the notes of each table."""
    yield report.title
    yield from (*report.lead, *report.notes)
    for table in report.tables:
        yield from (f"{table.caption}: {note}" for note in table.notes)


def _name(caption: str, taken: set[str]) -> str:
    """A sheet's name: without signs that a spreadsheet refuses, and no name twice."""
    plain = _NOT_IN_A_NAME.sub(" ", visible(caption)).strip() or _("Table")
    name, number = plain[:_LONGEST_NAME], 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: _LONGEST_NAME - 4]} {number}"
    taken.add(name.casefold())
    return name


def _fill(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    wide = [column for column in table.columns if _is_share(table, column) and not column.brief]
    headings = [
        heading for column in table.columns for heading in _headings(column, column in wide)
    ]
    for place, heading in enumerate(headings):
        sheet.write_string(0, place, visible(heading), formats["head"])
    sheet.freeze_panes(1, 0)
    for line, row in enumerate(table.rows, start=1):
        cells = [
            part
            for cell, column in zip(row, table.columns, strict=True)
            for part in _parts(cell, column in wide)
        ]
        for place, (cell, is_share) in enumerate(cells):
            _write(sheet, (line, place), cell, formats["share"] if is_share else None)
    sheet.autofit(_WIDEST)


def _is_share(table: Table, column: Column) -> bool:
    place = table.columns.index(column)
    return any(isinstance(row[place], Share) for row in table.rows)


def _headings(column: Column, is_wide: bool) -> tuple[str, ...]:
    if not is_wide:
        return (column.heading,)
    ends = (_("number"), _("of"), _("share"), _("95 % from"), _("95 % to"))
    return tuple(f"{column.heading}: {end}" for end in ends)


def _parts(cell: Cell, is_wide: bool) -> tuple[tuple[Cell, bool], ...]:
    """A share becomes its count, what it is of, and the share with its interval.

    Each part with whether it is a percentage.
    """
    if not isinstance(cell, Share):
        return ((cell, False), *[(None, False)] * (4 * is_wide))
    if not is_wide:
        return ((cell.value, True),)
    low, high = cell.interval or (None, None)
    return (cell.count, False), (cell.of, False), (cell.value, True), (low, True), (high, True)


def _write(sheet: Any, place: tuple[int, int], cell: Cell, as_share: Any) -> None:
    match cell:
        case None:
            return
        case Hidden():
            sheet.write_string(*place, HIDDEN_AS)
        case int() | float():
            sheet.write_number(*place, cell, as_share)
        case date():
            sheet.write_string(*place, cell.isoformat())
        case _:
            sheet.write_string(*place, visible(str(cell)))
