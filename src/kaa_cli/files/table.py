"""A file as headings and rows, whatever it was read from, and refusing one that is none."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple, NoReturn, TypeVar

from kaa_cli.errors import Refused
from kaa_cli.rules.text import visible
from kaa_cli.words import _

LARGEST_BOOK = 32 * 1024 * 1024
"""Bytes of a spreadsheet; more is refused before it is opened."""
T = TypeVar("T")
_NUMBER_OF_SOMEBODY = re.compile(r"[0-9]{6}")


Watch = Callable[[Iterable[T]], Iterable[T]]
"""Hands on what it is given, and may show on the way how far it has come."""


class Row(NamedTuple):
    """A row's cells, as many as there are headings, and the line it begins on (heading: 1)."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A file as headings and rows, and how it was read."""

    headings: tuple[str, ...]
    rows: list[Row]
    encoding: str
    delimiter: str


def table_of(records: Iterator[tuple[int, Sequence[str]]], encoding: str, delimiter: str) -> Table:
    """The table of records that have something in them, the heading first; raises `Refused`."""
    first = next(records, None)
    if first is None:
        refuse(_("The file is empty."))
    headings = _headings(first[1])
    rows = list(_rows(records, len(headings)))
    if not rows:
        refuse(_("The file has headings but no rows."))
    return Table(headings, rows, encoding, delimiter)


def _headings(cells: Sequence[str]) -> tuple[str, ...]:
    headings = [visible(" ".join(cell.split())) for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    if any(map(_NUMBER_OF_SOMEBODY.search, headings)):  # and so not to be quoted below
        refuse(_("The first row must hold the headings, not a person."))
    seen: set[str] = set()
    for heading in headings:
        if heading and heading.casefold() in seen:
            refuse(_('The heading "{heading}" is there twice.').format(heading=heading))
        seen.add(heading.casefold())
    return tuple(headings)


def _rows(records: Iterable[tuple[int, Sequence[str]]], width: int) -> Iterable[Row]:
    once = dict[str, str]().setdefault  # schools and towns repeat: each is kept in memory once
    # Excel leaves out empty cells at the end of a row, or adds empty ones: neither is a fault.
    for line, cells in records:
        if len(cells) == width:
            yield Row(line, tuple(map(once, cells, cells)))
        elif any(cell.strip() for cell in cells[width:]):
            message = _("Row {line} has {cells} cells, but there are {headings} headings.")
            if width == 1:
                message = _(
                    "The first row has a single cell. Take away what stands above the headings."
                )
            refuse(message.format(line=line, cells=len(cells), headings=width))
        else:
            yield Row(line, tuple(cells[:width]) + ("",) * (width - len(cells)))


def fingerprint(table: Table) -> str:
    """What tells one list from another (SHA-256 of its rows), however the file was written."""
    digest = sha256()
    for row in table.rows:
        digest.update("\x1f".join(row.cells).encode() + b"\n")
    return digest.hexdigest()


def refuse(sentence: str) -> NoReturn:
    """Refuses a file: the sentence, and that nothing was saved."""
    raise Refused(f"{sentence} {_('Nothing was saved.')}")
