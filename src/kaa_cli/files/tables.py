"""Text files with columns: which encoding and which delimiter, then the rows as they stand.

Nothing is understood here: cells are text, headings are what the file says. Spreadsheets are known
by their first bytes and read in `books.py`.
"""

import csv
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NoReturn

from kaa_cli.errors import DiskTrouble, UsageProblem
from kaa_cli.files.table import LARGEST_BOOK, Table, refuse, table_of
from kaa_cli.labels import quotable, quotable_path
from kaa_cli.words import _

STANDARD_INPUT = Path("-")
LARGEST_FILE = 256 * 1024 * 1024
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a zipped spreadsheet (.xlsx, .ods) and an old one (.xls) begin."""
_DELIMITERS = ";\t,|"
_NAMED_DELIMITERS = {"tab": "\t", "\\t": "\t"}
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SWEDISH_IN_UTF8 = re.compile(rb"\xc3[\xa4\xa5\xb6\x84\x85\x96\xa9]")
_QUOTED = re.compile(r'"[^"]*"')


def read_rows(
    path: Path,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Table:
    """The rows of a delimited text file or a spreadsheet, or of standard input for `-`.

    Blank rows are left out, cells that a row lacks at its end are empty. Raises `Refused` with the
    line where the file cannot be read as a table.
    """
    content = _content(path)
    if content.startswith(_BOOKS):
        return _book(content, sheet, is_told_as_text=bool(encoding or delimiter))
    if sheet is not None:
        raise UsageProblem(_("--sheet is for spreadsheets; this is a text file."))
    text, encoding = _decoded(content, encoding)
    text, announced = _without_sep_line(text.removeprefix("\ufeff"))
    delimiter = _delimiter(delimiter) or announced or _guessed_delimiter(text)
    return table_of(_records(text, delimiter), encoding, delimiter)


def _book(content: bytes, sheet: str | None, *, is_told_as_text: bool) -> Table:
    if is_told_as_text:
        message = _("--encoding and --delimiter are for text files; this is a spreadsheet.")
        raise UsageProblem(message)
    from kaa_cli.files.books import read_book  # a text file needs none of it

    return read_book(content, sheet)


def _content(path: Path) -> bytes:
    try:
        if path == STANDARD_INPUT:
            content = _read(sys.stdin.buffer)
        else:
            with path.open("rb") as file:
                content = _read(file)
    except (FileNotFoundError, NotADirectoryError):
        refuse(_("There is no file {path}.").format(path=quotable_path(path)))
    except IsADirectoryError:
        refuse(_("{path} is a folder, not a file.").format(path=quotable_path(path)))
    except PermissionError:
        refuse(_folder_or_shut(path))
    except OSError as trouble:
        message = _("{path} could not be read: the disk or the connection failed.")
        raise DiskTrouble(message.format(path=quotable_path(path))) from trouble
    if len(content) > LARGEST_FILE:
        refuse(_("The file is larger than {megabytes} MB.").format(megabytes=LARGEST_FILE >> 20))
    return content


def _read(file: BinaryIO) -> bytes:
    """As much as may be read; of a spreadsheet too large no more than shows that it is."""
    start = file.read(LARGEST_BOOK + 1)
    if len(start) <= LARGEST_BOOK or start.startswith(_BOOKS):
        return start
    return start + file.read(LARGEST_FILE + 1 - len(start))


def _folder_or_shut(path: Path) -> str:
    if path.is_dir():  # Windows answers "permission denied" for a folder
        return _("{path} is a folder, not a file.").format(path=quotable_path(path))
    return _("You may not read {path}. Ask its owner for the right to.").format(
        path=quotable_path(path)
    )


def _decoded(content: bytes, encoding: str | None) -> tuple[str, str]:
    chosen = encoding or _guessed_encoding(content)
    try:
        text = content.decode(chosen)
    except LookupError:
        message = _('"{name}" is not an encoding. Try utf-8, cp1252, cp850 or utf-16.')
        raise UsageProblem(message.format(name=quotable(encoding or ""))) from None
    except UnicodeError as fault:
        line = content.count(b"\n", 0, getattr(fault, "start", 0)) + 1
        message = _("Row {line} is not text in {encoding}. Say which with --encoding.")
        refuse(message.format(line=line, encoding=chosen))
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        refuse(_("Row {line} holds a NUL character: this is not a text file.").format(line=line))
    return text, chosen


def _guessed_encoding(content: bytes) -> str:
    """A mark at the start, else UTF-16 by its zeros, else UTF-8, else Windows-1252."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return encoding
    sample = content[:4000]
    if sample[1::2].count(0) * 3 > len(sample):
        return "utf-16-le"
    if sample[0::2].count(0) * 3 > len(sample):
        return "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        # Swedish letters in UTF-8 beside the fault: a damaged UTF-8 file, not a Windows one.
        return "utf-8" if _SWEDISH_IN_UTF8.search(content) else "cp1252"
    return "utf-8"


def _without_sep_line(text: str) -> tuple[str, str | None]:
    """Excel's own `sep=;` first line taken away; as in Excel, the heading is then line 1."""
    match = re.match(r'"?sep=(.)"?(?:\r\n|\r|\n)', text, re.IGNORECASE)
    return (text[match.end() :], match[1]) if match else (text, None)


def _delimiter(asked: str | None) -> str | None:
    if asked is None:
        return None
    delimiter = _NAMED_DELIMITERS.get(asked.lower(), asked)
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise UsageProblem(_("A delimiter is one character, for instance ; or tab."))
    return delimiter


def _guessed_delimiter(text: str) -> str:
    lines = _QUOTED.sub("", text[:20_000]).strip().splitlines()
    return max(_DELIMITERS, key=lines[0].count) if lines else ";"


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every record with something in it and the line it begins on; the first begins on line 1."""
    # StringIO would take four bytes for each letter: these are decoded anew, piece by piece.
    lines = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", newline="")
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line, blank = 1, None
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                if blank is None:
                    blank = line - 1
                yield line - blank, cells
            line = reader.line_num + 1
    except csv.Error as fault:
        _refuse_record(line - (blank or 0), str(fault))


def _refuse_record(line: int, fault: str) -> NoReturn:
    """Names the line where the broken record begins, not the end of the file it runs on to."""
    if "field larger" in fault:
        refuse(_("Row {line} has a cell that is too long. Is a quote missing?").format(line=line))
    refuse(_("Row {line}: a quoted cell does not end where it should.").format(line=line))
