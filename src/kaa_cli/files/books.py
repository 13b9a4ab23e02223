"""Spreadsheets as tables: .xlsx, .xls and .ods, one sheet of them, every value as text.

A number is written without decimals when it has none, a day as ISO text, true and false as Ja and
Nej; text stays as it is. A formula gives the value that was stored; one without a value is refused.
"""

import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NoReturn

import python_calamine as calamine

from kaa_cli.files.grids import LONGEST_CELL, Grid, ods_grids, xlsx_grids
from kaa_cli.files.old_books import xls_grids
from kaa_cli.files.table import LARGEST_BOOK, Table, refuse, table_of
from kaa_cli.files.zip_guard import packed, refuse_damaged, refuse_protected, unpacked
from kaa_cli.rules.text import visible
from kaa_cli.words import _

Value = int | float | str | bool | time | date | datetime | timedelta
_OLD = b"\xd0\xcf\x11\xe0"
_STDERR = 2
_ODS_PARTS = ("mimetype", "content.xml", "META-INF/manifest.xml")


def read_book(content: bytes, sheet: str | None = None) -> Table:
    """The rows of one sheet: the one named, else the only one in sight that has any.

    A row's `line` is its row in the sheet counted from the heading, which is line 1; blank rows
    above the heading are left out, those below are counted. Raises `Refused`.
    """
    if len(content) > LARGEST_BOOK:
        message = _("The spreadsheet is larger than {megabytes} MB.")
        refuse(message.format(megabytes=LARGEST_BOOK >> 20))
    kind, safe, grids = _looked_through(content)
    try:
        with _without_foreign_talk(), calamine.CalamineWorkbook.from_filelike(safe) as book:
            chosen = _chosen(book, sheet)
    except calamine.PasswordError:
        refuse_protected()
    except calamine.CalamineError:
        refuse_damaged()
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":  # how the library's own faults arrive
            raise
        refuse_damaged()
    table = table_of(_records(chosen), kind, "")
    if chosen.place < len(grids):
        _refuse_faults(grids[chosen.place], chosen, table)
    return table


@contextmanager
def _without_foreign_talk() -> Iterator[None]:
    """Keeps the library from writing to stderr, as it does with a trace when a record is short."""
    try:
        kept = os.dup(_STDERR)
    except OSError:  # closed: nobody listens
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, _STDERR)
        yield
    finally:
        os.dup2(kept, _STDERR)
        os.close(kept)
        os.close(nowhere)


def _looked_through(content: bytes) -> tuple[str, io.BytesIO, list[Grid]]:
    """What kind of book it is, the file that the library may open, and its sheets' reach."""
    if content.startswith(_OLD):
        return "xls", io.BytesIO(content), xls_grids(content)
    parts = unpacked(content)
    if "content.xml" in parts:
        # The library must not find another kind of book beside the one that was measured.
        parts = {name: part for name, part in parts.items() if name in _ODS_PARTS}
        return "ods", packed(parts), ods_grids(parts)
    return "xlsx", packed(parts), xlsx_grids(parts)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet's place in the book and its rows, numbered as the sheet numbers them."""

    place: int
    name: str
    in_sight: bool
    first_column: int
    rows: list[tuple[int, list[str]]]

    @property
    def heading(self) -> int:
        """The number of the first row with something in it; 0: there is none."""
        return next((number for number, cells in self.rows if any(map(str.strip, cells))), 0)


def _chosen(book: calamine.CalamineWorkbook, wanted: str | None) -> _Sheet:
    if wanted is not None:
        return _read(book, _place(book.sheet_names, wanted))
    sheets = [
        _read(book, place)
        for place, sheet in enumerate(book.sheets_metadata)
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    filled = [sheet for sheet in sheets if sheet.heading]
    seen = [sheet for sheet in filled if sheet.in_sight]
    if len(seen) != 1:
        _refuse_choice([sheet.name for sheet in seen], [sheet.name for sheet in filled])
    return seen[0]


def _place(names: Sequence[str], wanted: str) -> int:
    folded = [name.strip().casefold() for name in names]
    if wanted.strip().casefold() not in folded:
        message = _('The spreadsheet has no sheet "{sheet}". It has: {names}.')
        refuse(message.format(sheet=visible(wanted), names=_quoted(names)))
    return folded.index(wanted.strip().casefold())


def _refuse_choice(seen: Sequence[str], filled: Sequence[str]) -> NoReturn:
    if seen:
        message = _("Several sheets have rows: {names}. Choose one with --sheet NAME.")
        refuse(message.format(names=_quoted(seen)))
    if filled:
        message = _("Only hidden sheets have rows: {names}. Choose one with --sheet NAME.")
        refuse(message.format(names=_quoted(filled)))
    refuse(_("The file is empty."))


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{visible(name)}"' for name in names)


def _read(book: calamine.CalamineWorkbook, place: int) -> _Sheet:
    sheet, told = book.get_sheet_by_index(place), book.sheets_metadata[place]
    return _Sheet(
        place,
        sheet.name,
        told.visible == calamine.SheetVisibleEnum.Visible,
        (sheet.start or (0, 0))[1],
        [(number, [*map(_text, row)]) for number, row in enumerate(sheet.iter_rows(), 1)],
    )


def _records(sheet: _Sheet) -> Iterator[tuple[int, list[str]]]:
    """The rows with something in them, counted from the heading."""
    for number, cells in sheet.rows:
        if any(map(str.strip, cells)):
            line = number - sheet.heading + 1
            if max(map(len, cells)) > LONGEST_CELL:
                message = _("Row {line} has a cell of more than {letters} letters.")
                refuse(message.format(line=line, letters=LONGEST_CELL))
            yield line, cells


def _text(value: Value) -> str:
    match value:
        case str():
            return value
        case bool():
            return "Ja" if value else "Nej"
        case float():
            return str(int(value)) if value.is_integer() else str(value)
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "seconds")
        case time():
            return value.isoformat("minutes" if not value.second else "seconds")
        case _:
            return str(value)


def _refuse_faults(grid: Grid, sheet: _Sheet, table: Table) -> None:
    """A failed formula would read as an empty cell; as a mark of protection that is a danger."""
    for row, column in grid.faults:
        place = column - 1 - sheet.first_column
        if row >= sheet.heading and 0 <= place < len(table.headings):
            message = _(
                'Row {line}: the formula under "{heading}" has no value. Mend it, or type the '
                "value, and save the spreadsheet."
            )
            line = row - sheet.heading + 1
            refuse(message.format(line=line, heading=table.headings[place]))
