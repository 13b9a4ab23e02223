"""Spreadsheets made on the fly for tests: real ones by their own writers, broken ones by hand."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape

import openpyxl
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

Cell = str | int | float | bool | date | None
Rows = Sequence[Sequence[Cell]]
SHEET = "xl/worksheets/sheet1.xml"
_ODS = "urn:oasis:names:tc:opendocument:xmlns:"
_ODS_SPACES = " ".join(
    f'xmlns:{name}="{_ODS}{name}:1.0"' for name in ("office", "table", "text", "style")
)
_CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
_NOT_AVAILABLE = 0x2A
_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


def xlsx(sheets: Mapping[str, Rows], hidden: Sequence[str] = (), *, mac: bool = False) -> bytes:
    """A book by openpyxl; `mac`: its days are counted from 1904."""
    book = openpyxl.Workbook()
    if mac:
        book.epoch = CALENDAR_MAC_1904
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(number, column, value)
                if isinstance(value, str) and value.startswith("#"):
                    cell.data_type = "e"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xls(sheets: Mapping[str, Rows], hidden: Sequence[str] = (), *, mac: bool = False) -> bytes:
    """An old book by xlwt; `#…` becomes a failed value."""
    book = xlwt.Workbook()
    book.dates_1904 = mac
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        sheet.visibility = int(name in hidden)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str) and value.startswith("#"):
                    sheet.row(number).set_cell_error(column, _NOT_AVAILABLE)
                elif isinstance(value, date):
                    sheet.write(number, column, value, day)
                elif value is not None:
                    sheet.write(number, column, value)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ods(sheets: Mapping[str, Rows], hidden: Sequence[str] = ()) -> bytes:
    """A book of LibreOffice's kind, written as LibreOffice writes it."""
    tables = {name: "".join(map(_ods_row, rows)) for name, rows in sheets.items()}
    return ods_of(tables, hidden)


def ods_of(tables: Mapping[str, str], hidden: Sequence[str] = ()) -> bytes:
    """The same of rows that are XML already."""
    body = "".join(
        f'<table:table table:name="{name}" table:style-name="{"off" if name in hidden else "on"}">'
        f"{rows}</table:table>"
        for name, rows in tables.items()
    )
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table">'
        f'<style:table-properties table:display="{shown}"/></style:style>'
        for name, shown in (("on", "true"), ("off", "false"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODS_SPACES} {_CALC}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    return archive({"mimetype": _MIMETYPE, "content.xml": content, **manifest()})


def manifest(inner: str = "") -> dict[str, str]:
    """An .ods's list of its parts."""
    return {
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_ODS}manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIMETYPE}"/>{inner}'
        "</manifest:manifest>"
    }


def _ods_row(row: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(value: Cell) -> str:
    match value:
        case None | "":
            return "<table:table-cell/>"
        case bool():
            kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
        case int() | float():
            kind = f'office:value-type="float" office:value="{value}"'
        case date():
            kind = f'office:value-type="date" office:date-value="{value}"'
        case str() if value.startswith("#"):
            kind = 'office:value-type="string" calcext:value-type="error"'
        case _:
            kind = 'office:value-type="string"'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f"<table:table-cell {kind}>{lines}</table:table-cell>"


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """The parts as a ZIP file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)  # the day is 1980
    return file.getvalue()


def changed(book: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A zipped book with one part changed; a change that changes nothing is a fault of the test."""
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        parts: dict[str, str | bytes] = {
            each.filename: packed.read(each) for each in packed.infolist()
        }
    before = parts.get(name, b"")
    assert isinstance(before, bytes)
    parts[name] = change(before)
    assert parts[name] != before
    return archive(parts)
