"""How far the sheets of a spreadsheet reach, and where a formula has no value, in one cheap pass.

The library lays a sheet out as a full rectangle: one cell in the last corner would take all memory
and end the program. So its reach is measured first, cell by cell, whatever the file states.
"""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from kaa_cli.files.table import refuse
from kaa_cli.files.zip_guard import refuse_damaged
from kaa_cli.words import _

LAST_ROW = 50_000
MOST_CELLS = 2_000_000
MOST_TEXT = 64 * 1024 * 1024
LONGEST_CELL = 10_000
_MOST_SHEETS = 2000
_MOST_FAULTS = 10_000
_LONGEST_INDEX = 40


@dataclass
class Grid:
    """A sheet's reach, counted from 1; `text`: its letters, repeats and shared ones each time.

    `faults`: the cells (row, column) whose formula failed (`#N/A`) or was never reckoned.
    """

    last_row: int = 0
    last_column: int = 0
    text: int = 0
    faults: list[tuple[int, int]] = field(default_factory=list)

    def take(self, row: int, column: int) -> None:
        """A cell that holds something."""
        if row > self.last_row:  # a hot path: a call of max() costs as much as all the rest
            self.last_row = row
        if column > self.last_column:
            self.last_column = column

    def fault(self, row: int, column: int) -> None:
        """A cell that should hold something and does not."""
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append((row, column))

    def refuse_large(self) -> None:
        """Refuses a sheet that would not fit into memory."""
        if self.last_row > LAST_ROW:
            message = _(
                "A sheet goes on to row {row}; kaa reads {rows}. Take away what stands below "
                "the list, or save the list as CSV."
            )
            refuse(message.format(row=self.last_row, rows=LAST_ROW))
        if self.last_row * self.last_column > MOST_CELLS:
            message = _(
                "A sheet goes on to column {column}. Take away what stands beside the list, "
                "or save the list as CSV."
            )
            refuse(message.format(column=self.last_column))
        if self.text > MOST_TEXT:
            refuse(_("The spreadsheet holds more text than kaa reads. Save the list as CSV."))


def xlsx_grids(parts: Mapping[str, bytes]) -> list[Grid]:
    """The reach of each sheet of an .xlsx, in the book's order; every part is looked at."""
    try:
        shared = [_SharedTexts().read(part) for part in parts.values() if b"sst" in part[:4000]]
        lengths = [each for each in shared if each]
        if len(lengths) > 1:  # which of them the library would take is not known
            refuse_damaged()
        grids = {name: _XlsxSheet(*lengths).read(part) for name, part in parts.items()}
        for grid in grids.values():
            grid.refuse_large()
        return [grids.get(path, Grid()) for path in _sheet_paths(parts)]
    except (expat.ExpatError, ValueError, IndexError):
        refuse_damaged()


def ods_grids(parts: Mapping[str, bytes]) -> list[Grid]:
    """The reach of each sheet of an .ods, in the book's order."""
    try:
        grids = _OdsSheets().read(parts["content.xml"])
    except (expat.ExpatError, ValueError):
        refuse_damaged()
    for grid in grids:
        grid.refuse_large()
    return grids


class _SharedTexts:
    """The lengths of the texts that an .xlsx keeps once and cells point to."""

    def read(self, part: bytes) -> list[int]:
        self.lengths: list[int] = []
        parser = _parser()
        parser.StartElementHandler = self.start
        parser.CharacterDataHandler = self.letters
        parser.Parse(part, True)
        return self.lengths

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        if _local(name) == "si":
            self.lengths.append(0)

    def letters(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class _XlsxSheet:
    """One sheet; a cell counts when it holds a value or a formula, not when it is only coloured."""

    def __init__(self, lengths: Sequence[int] = ()) -> None:
        self.lengths = lengths
        self.grid = Grid()
        self.row = self.column = 0
        self.kind = self.text = ""
        self.in_cell = self.has_value = self.has_formula = False

    def read(self, part: bytes) -> Grid:
        parser = _parser()
        parser.StartElementHandler = self.start
        parser.CharacterDataHandler = self.letters
        parser.Parse(part, True)
        self.close()
        return self.grid

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match _local(name):
            case "c":
                self.close()
                self.in_cell = True
                self.kind = attributes.get("t", "")
                self.place(attributes.get("r", ""))
            case "row":
                self.close()
                self.row = int(attributes.get("r", self.row + 1))
                self.column = 0
            case "v" | "is" if self.in_cell:
                self.has_value, self.text = True, ""
            case "f" if self.in_cell:
                self.has_formula, self.text = True, ""

    def letters(self, text: str) -> None:
        if self.has_value and len(self.text) <= _LONGEST_INDEX:
            self.text += text.strip()[: _LONGEST_INDEX + 1]

    def place(self, reference: str) -> None:
        """A cell's own place ("B7"), else the next in its row.

        Where a cell and its row contradict each other the one further down counts: the library
        may go by either.
        """
        if not reference:
            self.column += 1
            return
        letters = reference.rstrip("0123456789")
        self.row = max(self.row, int(reference[len(letters) :]))
        self.column = _column(letters)

    def close(self) -> None:
        """Counts the cell that ended."""
        if self.has_value or self.has_formula:
            self.grid.take(self.row, self.column)
            if self.kind == "s" and self.text:
                if len(self.text) > _LONGEST_INDEX:
                    raise ValueError(self.text)
                self.grid.text += self.lengths[int(self.text)]
            unreckoned = self.has_formula and not self.text and self.kind != "str"
            if self.kind == "e" or unreckoned:
                self.grid.fault(self.row, self.column)
        self.text = ""
        self.in_cell = self.has_value = self.has_formula = False


class _OdsSheets:
    """All sheets of a content.xml, where a cell and a row may stand for many equal ones."""

    def read(self, part: bytes) -> list[Grid]:
        self.grids: list[Grid] = []
        self.rows = self.row = self.columns = self.column = self.letters_in_cell = 0
        self.row_text = 0
        self.holds = False
        parser = _parser()
        parser.StartElementHandler = self.start
        parser.CharacterDataHandler = self.letters
        parser.Parse(part, True)
        self.close_cell()
        return self.grids

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "table:table":
                self.close_cell()
                self.grids.append(Grid())
                if len(self.grids) > _MOST_SHEETS:
                    raise ValueError(len(self.grids))
                self.row = self.rows = 0
            case "table:table-row":
                self.close_cell()
                self.row += self.rows
                self.rows = int(attributes.get("table:number-rows-repeated", 1))
                self.column = self.columns = 0
            case "table:table-cell" | "table:covered-table-cell":
                self.close_cell()
                self.column += self.columns
                self.columns = int(attributes.get("table:number-columns-repeated", 1))
                self.holds = any(key.startswith("office:") for key in attributes)
                if attributes.get("calcext:value-type") == "error" and self.grids:
                    self.grids[-1].fault(self.row + 1, self.column + 1)
            case "text:s":
                self.letters_in_cell += int(attributes.get("text:c", 1))

    def letters(self, text: str) -> None:
        if self.columns:
            self.letters_in_cell += len(text)

    def close_cell(self) -> None:
        """Counts the cell that ended, as often as it is repeated."""
        if self.grids and (self.holds or self.letters_in_cell > 0):
            grid = self.grids[-1]
            grid.take(self.row + self.rows, self.column + self.columns)
            grid.text += self.letters_in_cell * self.columns * self.rows
        self.letters_in_cell = 0
        self.holds = False


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    return parser


@lru_cache(maxsize=256)
def _local(name: str) -> str:
    return name.rpartition(":")[2]


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    """ "A" is 1, "XFD" 16,384."""
    if not (letters.isascii() and letters.isalpha()):
        raise ValueError(letters)
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _sheet_paths(parts: Mapping[str, bytes]) -> list[str]:
    """The part of each sheet, in the order in which the book names them."""
    links = _attributes(parts.get("xl/_rels/workbook.xml.rels"), "Relationship")
    targets = {link.get("Id"): link.get("Target", "").replace("\\", "/") for link in links}
    paths = []
    for sheet in _attributes(parts.get("xl/workbook.xml"), "sheet"):
        link = next((sheet[key] for key in sheet if _local(key) == "id"), None)
        path = posixpath.join("/xl", targets.get(link, ""))
        paths.append(posixpath.normpath(path).lstrip("/"))
    return paths


def _attributes(part: bytes | None, element: str) -> list[dict[str, str]]:
    """The attributes of each element of that name."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == element:
            found.append(attributes)
            if len(found) > _MOST_SHEETS:
                raise ValueError(len(found))

    if part is not None:
        parser = _parser()
        parser.StartElementHandler = start
        parser.Parse(part, True)
    return found
