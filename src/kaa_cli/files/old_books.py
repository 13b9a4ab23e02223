"""An .xls looked through before any library sees it: its streams, its records, its reach."""

import struct
from array import array
from collections.abc import Iterator
from functools import partial

from kaa_cli.files.grids import Grid
from kaa_cli.files.zip_guard import refuse_damaged, refuse_protected

_ENTRY = 128
_IN_HEADER = 109
_NO_SECTOR = 0xFFFFFFFA  # this and above: free, end of chain, or a table's own sector
_SMALL = 4096
_PLACE = 6  # row, column and format: what every cell begins with
_BEGINNING, _SHEET, _PASSWORD, _DIMENSIONS = 0x0809, 0x0085, 0x002F, 0x0200
_FORMULAS = frozenset({0x0006, 0x0206, 0x0406})
_TRUTH_OR_ERROR = 0x0205
_MANY_NUMBERS = 0x00BD
_VALUES = _FORMULAS | {
    0x0002, 0x0003, 0x0004, 0x0005, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x027E,
    _TRUTH_OR_ERROR, _MANY_NUMBERS,
}  # fmt: skip
_halves = struct.Struct("<HH").unpack_from


def xls_grids(content: bytes) -> list[Grid]:
    """The reach of each sheet of an .xls, in the book's order; raises `Refused`."""
    try:
        grids = _grids(_workbook(content))
    except (struct.error, IndexError, ValueError, OverflowError, StopIteration):
        refuse_damaged()
    for grid in grids:
        grid.refuse_large()
    return grids


def _workbook(content: bytes) -> bytes:
    """The stream with the sheets, out of the small file system that an OLE file is."""
    shift, small_shift = _halves(content, 30)
    directory, cutoff, small_table = struct.unpack_from("<L4xLL", content, 48)
    if shift not in {9, 12} or small_shift != 6 or cutoff != _SMALL:
        refuse_damaged()
    read = partial(_chain, content[1 << shift :], shift, _table(content, shift))
    entries = list(_entries(read(directory)))
    names = {name for name, *_rest in entries}
    if "EncryptedPackage" in names:
        refuse_protected()
    wanted = "Workbook" if "Workbook" in names else "Book"
    start, size = next(where for name, *where in entries if name == wanted)
    if size >= cutoff:
        return read(start)[:size]
    root = entries[0][1]
    return _chain(read(root), small_shift, array("I", read(small_table)), start)[:size]


def _table(content: bytes, shift: int) -> "array[int]":
    """Which sector follows which."""
    per_sector = (1 << shift) // 4
    sectors = list(struct.unpack_from(f"<{_IN_HEADER}L", content, 76))
    further, count = struct.unpack_from("<LL", content, 68)
    while further < _NO_SECTOR and count:
        listed = struct.unpack_from(f"<{per_sector}L", content, (further + 1) << shift)
        sectors += listed[:-1]
        further, count = listed[-1], count - 1
        if len(sectors) << shift > len(content) + (per_sector << shift):
            refuse_damaged()
    table = array("I")
    for sector in sectors:
        if sector < _NO_SECTOR:
            start = (sector + 1) << shift
            table.frombytes(content[start : start + (1 << shift)])
    return table


def _chain(sectors: bytes, shift: int, table: "array[int]", start: int) -> bytes:
    pieces = []
    sector = start
    while sector < _NO_SECTOR:
        pieces.append(sectors[sector << shift : (sector + 1) << shift])
        if len(pieces) > (len(sectors) >> shift) + 1:  # a chain that bites its tail
            refuse_damaged()
        sector = table[sector]
    return b"".join(pieces)


def _entries(directory: bytes) -> Iterator[tuple[str, int, int]]:
    """Name, first sector and size of everything in the file; the first is the file itself."""
    for place in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        name = directory[place : place + 64].decode("utf-16-le", "replace").partition("\0")[0]
        yield name, *struct.unpack_from("<LL", directory, place + 116)


def _grids(stream: bytes) -> list[Grid]:
    sheets: dict[int, Grid] = {}
    begun = set()
    grid = Grid()
    place = 0
    while place + 4 <= len(stream):
        record, length = _halves(stream, place)
        body = place + 4
        if record in _VALUES:
            _take(grid, stream, record, body, length)
        elif record == _PASSWORD:
            refuse_protected()
        elif record == _SHEET:
            sheets[struct.unpack_from("<L", stream, body)[0]] = Grid()
        elif record == _BEGINNING:
            grid = sheets.get(place, grid)
            begun.add(place)
        elif record == _DIMENSIONS:
            # The library makes room for what is stated here, without asking whether it can be.
            form = "<LLHH" if length >= 14 else "<4H"
            top, bottom, left, right = struct.unpack_from(form, stream, body)
            if top > bottom or left > right:
                refuse_damaged()
            grid.take(bottom, right)
        place = body + length
    if not sheets.keys() <= begun:  # a sheet that begins inside something else
        refuse_damaged()
    return list(sheets.values())


def _take(grid: Grid, stream: bytes, record: int, body: int, length: int) -> None:
    if length < _PLACE:
        refuse_damaged()
    row, column = _halves(stream, body)
    if record == _MANY_NUMBERS:
        column = struct.unpack_from("<H", stream, body + length - 2)[0]
    grid.take(row + 1, column + 1)
    failed = record == _TRUTH_OR_ERROR and stream[body + 7] == 1
    if record in _FORMULAS:
        failed = stream[body + 6] == 2 and stream[body + 12 : body + 14] == b"\xff\xff"
    if failed:
        grid.fault(row + 1, column + 1)
