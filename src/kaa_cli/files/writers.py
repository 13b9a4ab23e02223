"""The one way out for every listing that is not a table on screen: JSON, CSV and xlsx.

stdout gets UTF-8 whatever the locale says: it is data. A file is written beside its place and
moved there when it is whole, readable by its owner only.
"""

import csv
import errno
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Literal

from kaa_cli.errors import DiskTrouble, KaaError, NotPermitted, Refused, UsageProblem
from kaa_cli.labels import quotable_path
from kaa_cli.rules.text import FORMULA_SIGNS, HOSTILE, visible
from kaa_cli.words import _

Form = Literal["json", "csv", "xlsx"]
Rows = Sequence[Mapping[str, object]] | Mapping[str, object]

_FORMULA_BLANKS = ("\t", "\r")
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}

_WIDEST = 300
"""How many pixels a column of a spreadsheet takes at most, about forty letters."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a listing: the key in JSON and the heading people see."""

    key: str
    heading: str


def write(
    rows: Rows, columns: Sequence[Column], form: Form, to: Path | None, *, force: bool = False
) -> None:
    """Writes a listing to a file, or to stdout when `to` is None.

    JSON holds the rows as they are, CSV and xlsx the columns asked for. Raises `UsageProblem` for
    xlsx without a file, and what `save` raises.
    """
    if form == "xlsx" and to is None:
        raise UsageProblem(_("A spreadsheet needs a file to go to: add -o FILE.xlsx."))
    listed = [rows] if isinstance(rows, Mapping) else rows
    match form:
        case "json":
            content = as_json(rows).encode()
        case "csv" if to is not None:
            content = as_csv(listed, columns, line_end="\r\n").encode("utf-8-sig")
        case "csv":
            content = as_csv(listed, columns, line_end="\n").encode()
        case "xlsx":
            content = as_xlsx(listed, columns)
    if to is None:
        _say(content)
    else:
        save(to, content, force=force)


def as_json(rows: object) -> str:
    """The rows as JSON text; control and bidi characters are escaped, no letter is."""
    text = json.dumps(rows, ensure_ascii=False, indent=2, default=_json_value)
    return HOSTILE.sub(_escaped, text) + "\n"


def as_csv(rows: Iterable[Mapping[str, object]], columns: Sequence[Column], line_end: str) -> str:
    """The rows as CSV with `;`; no cell that a spreadsheet would take for a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator=line_end)
    writer.writerow([_csv_cell(column.heading) for column in columns])
    for row in rows:
        writer.writerow([_csv_cell(row.get(column.key)) for column in columns])
    return buffer.getvalue()


def as_xlsx(rows: Iterable[Mapping[str, object]], columns: Sequence[Column]) -> bytes:
    """The rows as a spreadsheet: text as text, numbers as numbers, days as ISO text."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for place, column in enumerate(columns):
            sheet.write_string(0, place, visible(column.heading), bold)
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(rows, start=1):
            for place, column in enumerate(columns):
                value = row.get(column.key)
                if isinstance(value, int | float) and not isinstance(value, bool):
                    sheet.write_number(line, place, value)
                elif value is not None:
                    sheet.write_string(line, place, visible(_text(value)))
        sheet.autofit(_WIDEST)
    return buffer.getvalue()


def save(to: Path, content: bytes, *, force: bool = False) -> None:
    """Puts a whole file in its place, mode 0600; until then nothing stands there.

    Raises `Refused` for a folder, a link, a device, or a file that is there without `force`;
    `NotPermitted` or `DiskTrouble` when it cannot be written.
    """
    refuse_place(to, force=force)
    try:
        _replace(to, content)
    except OSError as trouble:
        raise _trouble(to, trouble) from trouble


def refuse_place(to: Path, *, force: bool) -> None:
    """Refuses a folder, a link, a device, a register, or a file that is there without `force`."""
    there = quotable_path(to)
    if to.is_symlink():
        raise Refused(_("{path} is a link; nothing was written.").format(path=there))
    if to.is_dir():
        raise Refused(_("{path} is a folder; nothing was written.").format(path=there))
    if to.exists() and not to.is_file():
        raise Refused(_("{path} is no ordinary file; nothing was written.").format(path=there))
    if to.is_file() and _is_register(to):
        raise Refused(_("{path} is a register; nothing was written.").format(path=there))
    if to.exists() and not force:
        message = _(
            "{path} is there already. Choose another name, or --force. Nothing was written."
        )
        raise Refused(message.format(path=there))
    if not to.parent.is_dir():
        raise Refused(_("There is no folder {path}.").format(path=quotable_path(to.parent)))


def _is_register(path: Path) -> bool:
    """Whether a file is a register, plain or encrypted: no listing may ever take its place."""
    with suppress(OSError), path.open("rb") as file:
        return file.read(16).startswith((b"SQLite format 3\0", b"KAA1"))
    return False


def _replace(to: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".kaa-", dir=to.parent)  # mkstemp makes it 0600
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, to)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _trouble(to: Path, trouble: OSError) -> KaaError:
    if trouble.errno in _NO_RIGHT:
        message = _("You may not write to {path}. Nothing was written.")
        return NotPermitted(message.format(path=quotable_path(to)))
    if trouble.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return DiskTrouble(_("The disk is full. Nothing was written."))
    message = _("{path} could not be written: the disk or the connection failed.")
    return DiskTrouble(message.format(path=quotable_path(to)))


def _say(content: bytes) -> None:
    """Writes to stdout; a pipe that was closed is left to the caller."""
    try:
        if sys.stdout is None:  # closed before the program began
            raise OSError(errno.EBADF, "closed")
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as trouble:
        message = _("The answer could not be written: the disk is full or the output is closed.")
        raise DiskTrouble(message) from trouble


def _json_value(value: object) -> object:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(type(value).__name__)


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case StrEnum():
            return value.value
        case date() | datetime() | time():
            return value.isoformat()
        case list() | tuple() | dict():
            return json.dumps(value, ensure_ascii=False, default=_json_value)
    return str(value)


def _csv_cell(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = _text(value)
    is_formula = text.lstrip().startswith(tuple(FORMULA_SIGNS)) or text.startswith(_FORMULA_BLANKS)
    return visible(f"'{text}" if is_formula else text)


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]
