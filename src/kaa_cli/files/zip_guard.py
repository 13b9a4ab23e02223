"""A zipped spreadsheet unpacked under limits, before any library sees it.

What is handed on is packed anew from the parts that were looked at: nothing that a second reader
of the same bytes could find elsewhere in them, and no pictures.
"""

import io
import re
import struct
import zipfile
import zlib
from typing import NoReturn

from kaa_cli.files.table import refuse
from kaa_cli.words import _

LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 2000
_LARGEST_INDEX = 512 * MOST_PARTS
_MOST_TAGS = 8_000_000
_END, _LARGE_END = b"PK\x05\x06", b"PK\x06\x07"
_READ = (".xml", ".rels", "mimetype")
_ENCRYPTED = 0x1
_NOT_PLAIN_XML = re.compile(rb"\0|<!(?!--)")
"""Declarations (`<!DOCTYPE`, `<!ENTITY`), and letters of two or four bytes that would hide them."""


_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, ValueError, EOFError,
    OSError,
)  # fmt: skip


def refuse_damaged() -> NoReturn:
    """Refuses what cannot be understood as a spreadsheet."""
    message = _(
        "This is a spreadsheet, but it is damaged or of a kind that kaa does not read. "
        "Save it as .xlsx or .ods and take in that file."
    )
    refuse(message)


def refuse_protected() -> NoReturn:
    """Refuses a spreadsheet that only a password opens."""
    refuse(_("The spreadsheet has a password. Save it without one and take in that file."))


def unpacked(content: bytes) -> dict[str, bytes]:
    """The XML parts of a zipped spreadsheet by name; raises `Refused`.

    No size that the file states is believed: unpacking ends where the limit is reached.
    """
    _refuse_large_index(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _parts(archive)
    except _BROKEN:
        refuse_damaged()
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        refuse_protected()
    for part in parts.values():
        if _NOT_PLAIN_XML.search(part):
            refuse(_("The spreadsheet holds declarations that no spreadsheet program writes."))
    if sum(part.count(b"<") for part in parts.values()) > _MOST_TAGS:
        _refuse_unpacked()
    return parts


def packed(parts: dict[str, bytes]) -> io.BytesIO:
    """The parts as an archive again, so that the library reads exactly what was looked at."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    file.seek(0)
    return file


def _refuse_large_index(content: bytes) -> None:
    """Before the index is read: 600,000 names fit into a file of the largest size."""
    end = content.rfind(_END)
    if end < 0 or len(content) < end + 22:
        refuse_damaged()
    count, size = struct.unpack_from("<HL", content, end + 10)
    if end >= 76 and content[end - 20 : end - 16] == _LARGE_END:  # some programs write it always
        count, size = struct.unpack_from("<QQ", content, end - 76 + 32)
    if count > MOST_PARTS or size > _LARGEST_INDEX:
        _refuse_parts()


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    members = archive.infolist()
    if len(members) > MOST_PARTS:
        _refuse_parts()
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        _refuse_unpacked()
    parts: dict[str, bytes] = {}
    left = LARGEST_UNPACKED
    for member in members:
        if not member.filename.lower().endswith(_READ):
            continue
        if member.filename in parts:
            refuse_damaged()
        parts[member.filename] = part = _part(archive, member, left)
        left -= len(part)
    return parts


def _part(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
    if member.flag_bits & _ENCRYPTED:
        refuse_protected()
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        refuse_damaged()
    # Reading would end at the stated size and hide that there is more. With more stated than is
    # asked for, the end is not reached and the sum of the whole is not called wrong instead.
    stated, member.file_size = member.file_size, left + 2
    with archive.open(member) as file:
        part = file.read(left + 1)
    if len(part) > left:
        _refuse_unpacked()
    if len(part) != stated:
        refuse_damaged()
    return part


def _refuse_parts() -> NoReturn:
    message = _("The spreadsheet has more than {parts} parts: no list needs so many.")
    refuse(message.format(parts=MOST_PARTS))


def _refuse_unpacked() -> NoReturn:
    message = _("The spreadsheet would grow to more than {megabytes} MB when it is opened.")
    refuse(message.format(megabytes=LARGEST_UNPACKED >> 20))
