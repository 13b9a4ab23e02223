"""A spreadsheet of several sheets, each with its own headings; text is text, never a formula."""

import io
from collections.abc import Iterable, Sequence

from kaa_cli.rules.text import visible

_WIDEST = 300


Sheet = tuple[str, Sequence[str], Sequence[Sequence[str | int]]]
"""A sheet: its name (31 letters at most), its headings, and rows as wide as they are."""


def as_sheets(sheets: Iterable[Sheet]) -> bytes:
    """The sheets as .xlsx: no text is ever a formula, and a personal number keeps its zeros."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        for name, headings, rows in sheets:
            sheet = book.add_worksheet(name)
            for place, heading in enumerate(headings):
                sheet.write_string(0, place, visible(heading), bold)
            sheet.freeze_panes(1, 0)
            for line, row in enumerate(rows, start=1):
                for place, cell in enumerate(row):
                    if isinstance(cell, int):
                        sheet.write_number(line, place, cell)
                    else:
                        sheet.write_string(line, place, visible(cell))
            sheet.autofit(_WIDEST)
    return buffer.getvalue()
