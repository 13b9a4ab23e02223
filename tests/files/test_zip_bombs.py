"""Hostile spreadsheets: each is refused in under a second and 200 MB, before a library opens it."""

import io
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kaa_cli.errors import Refused
from kaa_cli.files.books import read_book
from spreadsheets import SHEET, archive, changed, ods, ods_of, xls, xlsx

LIST = {"A": [["a", "b"], ["1", "x"]]}
XLSX, XLS, ODS = xlsx(LIST), xls(LIST), ods(LIST)
STRINGS = "xl/sharedStrings.xml"
MB = 1 << 20
LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)
DECLARES = "declarations that no spreadsheet program writes"
TOO_MANY = "more than 2000 parts"
TOO_LARGE = "more than 64 MB when it is opened"
PROGRAM = """
import sys, time
from pathlib import Path
from kaa_cli.errors import Refused
from kaa_cli.files import books, tables
begun = time.perf_counter()
try:
    tables.read_rows(Path(sys.argv[1]))
except Refused as refused:
    print(refused.sentence)
print(time.perf_counter() - begun)
status = Path("/proc/self/status")
if status.exists():
    print(status.read_text().partition("VmHWM:")[2].split()[0])
"""


def bomb(stated: int | None = None) -> bytes:
    """A list of 601 MB of blanks in some 600 kB; `stated`: the size that it says it has."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(XLSX)) as book, zipfile.ZipFile(file, "w", 8) as packed:
        for name in book.namelist():
            if name != SHEET:
                packed.writestr(name, book.read(name))
        with packed.open(SHEET, "w") as part:
            for _megabyte in range(601):
                part.write(b" " * 1_000_000)
    content = file.getvalue()
    if stated is not None:
        size = struct.pack("<L", 601_000_000)
        assert content.count(size) == 2
        content = content.replace(size, struct.pack("<L", stated))
    return content


def with_stated_count(content: bytes, count: int) -> bytes:
    """An archive whose end says how many parts there are."""
    end = content.rindex(b"PK\x05\x06")
    return content[: end + 10] + struct.pack("<H", count) + content[end + 12 :]


def declared(content: bytes, name: str, declaration: bytes) -> bytes:
    """A book with a declaration after the first line of one part."""
    head = b'<?xml version="1.0"?>'

    def change(part: bytes) -> bytes:
        body = part.partition(b"?>")[2] if part.startswith(b"<?xml") else part
        return head + declaration + body

    return changed(content, name, change)


def replaced(name: str, *pairs: tuple[bytes, bytes]) -> bytes:
    """The .xlsx with bytes of one part replaced."""

    def change(part: bytes) -> bytes:
        for before, after in pairs:
            part = part.replace(before, after)
        return part

    return changed(XLSX, name, change)


def old_cell(row: int, column: int) -> bytes:
    """The .xls with its last cell moved far away."""
    cell = XLS.rindex(b"\xfd\x00\x0a\x00") + 4
    return XLS[:cell] + struct.pack("<HH", row, column) + XLS[cell + 4 :]


def old_reach(top: int, bottom: int, left: int, right: int) -> bytes:
    """The .xls with another size stated."""
    place = XLS.index(b"\x00\x02\x0e\x00") + 4
    stated = struct.pack("<LLHH", top, bottom, left, right)
    return XLS[:place] + stated + XLS[place + len(stated) :]


def old_record_too_short() -> bytes:
    """The .xls with a name of two bytes: the library takes more and ends in a panic."""
    codepage = XLS.index(b"\x42\x00\x02\x00")
    return XLS[:codepage] + b"\x18\x00" + XLS[codepage + 2 :]


def in_circle() -> bytes:
    """The .xls whose directory goes on in itself for ever."""
    directory, table = struct.unpack_from("<L", XLS, 48)[0], struct.unpack_from("<L", XLS, 76)[0]
    place = (table + 1) * 512 + directory * 4
    return XLS[:place] + struct.pack("<L", directory) + XLS[place + 4 :]


def ods_cell(cell: str = "", row: str = "", text: str = "x") -> bytes:
    return ods_of(
        {
            "A": f"<table:table-row {row}>"
            f'<table:table-cell {cell} office:value-type="string"><text:p>{text}</text:p>'
            "</table:table-cell></table:table-row>"
        }
    )


def shared_texts(cells: int) -> bytes:
    """One long text, and many cells that point to it."""
    rows = b"".join(b'<row><c t="s"><v>0</v></c></row>' for _cell in range(cells))
    text = b"<sst><si><t>" + b"x" * 9_000 + b"</t></si></sst>"
    content = changed(
        XLSX, SHEET, lambda _part: b"<worksheet><sheetData>%s</sheetData></worksheet>" % rows
    )
    return changed(content, STRINGS, lambda _part: text)


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "601 MB": (bomb, TOO_LARGE),
    "601 MB that say 1 kB": (lambda: bomb(1000), TOO_LARGE),
    "10,000 parts": (lambda: archive({f"{n}.xml": "" for n in range(10_000)}), TOO_MANY),
    "10,000 parts that say 3": (
        lambda: with_stated_count(archive({f"{n}.xml": "" for n in range(10_000)}), 3),
        TOO_MANY,
    ),
    "file too large": (lambda: XLSX + b"\0" * 32 * MB, "larger than 32 MB"),
    "nested entities": (lambda: declared(XLSX, STRINGS, LAUGHS), DECLARES),
    "nested entities in .ods": (lambda: declared(ODS, "content.xml", LAUGHS), DECLARES),
    "outside file": (
        lambda: declared(XLSX, SHEET, b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        DECLARES,
    ),
    "outside address": (
        lambda: declared(
            XLSX, "xl/workbook.xml", b'<!DOCTYPE a SYSTEM "ftp://example.invalid/a.dtd">'
        ),
        DECLARES,
    ),
    "declaration in UTF-16": (
        lambda: changed(XLSX, STRINGS, lambda _part: "<!DOCTYPE a []><sst/>".encode("utf-16")),
        DECLARES,
    ),
    "cell XFD1048576": (lambda: replaced(SHEET, (b'r="B2"', b'r="XFD1048576"')), "row 1048576"),
    "cell with a character reference": (
        lambda: replaced(SHEET, (b'r="B2"', b"r = '&#88;FD2000'")),
        "column 16384",
    ),
    "row 1048576": (
        lambda: replaced(SHEET, (b'<row r="2"', b'<row r="1048576"'), (b'r="B2"', b"")),
        "row 1048576",
    ),
    "one text in many cells": (lambda: shared_texts(20_000), "more text than kaa reads"),
    "cell 65536:65536 in .xls": (lambda: old_cell(65_535, 65_535), "row 65536"),
    "column 65536 in .xls": (lambda: old_cell(40, 65_535), "column 65536"),
    "stated reach in .xls": (lambda: old_reach(0, 4_000_000_000, 0, 65_535), "row 4000000000"),
    "stated reach backwards in .xls": (lambda: old_reach(9, 2, 0, 2), "damaged"),
    "short record in .xls": (old_record_too_short, "damaged"),
    "circle in .xls": (in_circle, "damaged"),
    "repeated row in .ods": (
        lambda: ods_cell(row='table:number-rows-repeated="1048576"'),
        "row 1048576",
    ),
    "repeated cell in .ods": (
        lambda: ods_cell('table:number-columns-repeated="99999999"'),
        "column 99999999",
    ),
    "repeated blank in .ods": (
        lambda: ods_cell(text='<text:s text:c="4000000000"/>'),
        "more text than kaa reads",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_hostile_spreadsheet_is_refused_quickly_and_small(  # fault 45
    tmp_path: Path, name: str
) -> None:
    make, says = BOMBS[name]
    path = tmp_path / "list.xlsx"
    path.write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path)],
        capture_output=True,
        encoding="utf-8",
        env={"KAA_LANG": "en", "PYTHONPATH": ":".join(sys.path), "PYTHONUTF8": "1"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    sentence, seconds, *kilobytes = done.stdout.splitlines()
    assert says in sentence
    assert float(seconds) < 1
    for kb in kilobytes:  # where the system tells it
        assert int(kb) < 200 * 1024


def test_the_bomb_is_as_large_as_it_is_said_to_be() -> None:
    content = bomb()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.getinfo(SHEET).file_size == 601_000_000
    assert len(content) < MB


@pytest.mark.parametrize(
    "content",
    [
        changed(XLSX, SHEET, lambda part: part.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')),
        changed(XLSX, "xl/media/picture.png", lambda _part: b"<!ENTITY \0"),
        changed(XLSX, SHEET, lambda part: part.replace(b"<sheetData>", b"<!-- x --><sheetData>")),
    ],
    ids=["stated reach", "picture", "remark"],
)
def test_what_is_only_odd_is_read(content: bytes) -> None:
    assert read_book(content).rows == [(2, ("1", "x"))]


def test_the_library_does_not_see_a_second_book_of_another_kind() -> None:
    content = changed(XLSX, "content.xml", lambda _part: b"<none/>")
    with pytest.raises(Refused, match="damaged"):
        read_book(content)
