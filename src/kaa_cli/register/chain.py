"""The chain of the log: each entry is sealed together with the one before it.

A seal is an HMAC-SHA256 over what the entry says, the rows it names (never what they held, so that
purging breaks nothing) and the seal before. The key is made with the register and lies in it: the
chain finds what was changed past kaa, and an earlier head kept elsewhere finds a log cut short or
written anew. That nobody can do so only the rights of a server can promise.
"""

import hmac
import json
import re
import secrets
from collections.abc import Generator, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, insert, select, update

from kaa_cli.register.office import LogChange, LogEntry, Setting
from kaa_cli.register.questions import AT_ONCE
from kaa_cli.register.tables import in_utc

KEY = "log_key"
_ENTRY: Table = LogEntry.__table__  # type: ignore[attr-defined]
_LINE: Table = LogChange.__table__  # type: ignore[attr-defined]
_SETTING: Table = Setting.__table__  # type: ignore[attr-defined]
_SHORT = 12
_HEAD = re.compile(r"(\d{1,18})-([0-9a-f]{12,64})")


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of the log and its seal; written `1234-9f3c2a7b10de`. No entry: `0-…`."""

    entry: int
    seal: str

    def __str__(self) -> str:
        return f"{self.entry}-{self.seal[:_SHORT]}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look through the whole log found.

    `broken` is the first entry that is not as it was sealed, or that an entry is missing before;
    `cut` tells that the log once was longer; `misses` the anchors that the log does not pass by.
    """

    entries: int
    head: Head
    broken: int | None = None
    cut: bool = False
    misses: tuple[Head, ...] = ()

    @property
    def is_whole(self) -> bool:
        return self.broken is None and not self.cut and not self.misses


def read_head(text: str) -> Head | None:
    """A head as a report or a backup's name has it; None when it is not one."""
    found = _HEAD.fullmatch(text.strip().lower())
    return Head(int(found[1]), found[2]) if found else None


def begin(connection: Connection) -> None:
    """Make the key of a register's log, once; seal what it holds already."""
    row = {"key": KEY, "value": secrets.token_hex(32)}
    connection.execute(insert(_SETTING), [row])
    key, before = _key(connection), _first(_key(connection))
    seals = []
    for entry, lines in _entries(connection):
        before = _seal(key, before, entry, lines)
        seals.append({"number": entry.id, "sealed": before})
    if seals:
        change = update(_ENTRY).where(_ENTRY.c.id == bindparam("number"))
        connection.execute(change.values(seal=bindparam("sealed")), seals)


def head(connection: Connection) -> Head:
    """Where the log ends now."""
    last = connection.execute(
        select(_ENTRY.c.id, _ENTRY.c.seal).order_by(_ENTRY.c.id.desc()).limit(1)
    ).first()
    return Head(last.id, last.seal) if last else Head(0, _first(_key(connection)))


def next_seal(
    connection: Connection, entry: Mapping[str, Any], lines: Iterable[Mapping[str, Any]]
) -> str:
    """The seal of an entry about to be written, whose id is taken already."""
    words = (_line(*(line[name] for name in _OF_A_LINE)) for line in lines)
    return _seal_words(_key(connection), head(connection).seal, _entry(**entry), words)


def is_as_sealed(connection: Connection, number: int) -> bool:
    """Whether one sees an entry whole: on a server lines of it may be kept from whoever asks."""
    entry = connection.execute(select(_ENTRY).where(_ENTRY.c.id == number)).one()
    before = connection.execute(
        select(_ENTRY.c.seal).where(_ENTRY.c.id < number).order_by(_ENTRY.c.id.desc()).limit(1)
    ).scalar()
    lines = connection.execute(
        select(_LINE).where(_LINE.c.entry_id == number).order_by(_LINE.c.id)
    ).all()
    key = _key(connection)
    return hmac.compare_digest(_seal(key, before or _first(key), entry, lines), str(entry.seal))


def verify(connection: Connection, anchors: Iterable[Head] = ()) -> Verdict:
    """Look through the whole log; anchors are heads seen earlier, printed or in a backup's name."""
    key = _key(connection)
    seal, count, last = _first(key), 0, 0
    missed = {anchor for anchor in anchors if not _passes(anchor, 0, seal)}
    wanted = {anchor.entry for anchor in missed}
    with closing(_entries(connection)) as entries:
        for entry, lines in entries:
            seal, count, last = _seal(key, seal, entry, lines), count + 1, entry.id
            if not hmac.compare_digest(seal.encode(), entry.seal.encode()):
                return Verdict(count, Head(last, entry.seal), broken=last)
            if last in wanted:
                missed = {anchor for anchor in missed if not _passes(anchor, last, seal)}
    misses = tuple(sorted(missed, key=lambda anchor: (anchor.entry, anchor.seal)))
    return Verdict(count, Head(last, seal), cut=_was_longer(connection, last), misses=misses)


def _passes(anchor: Head, entry: int, seal: str) -> bool:
    return anchor.entry == entry and seal.startswith(anchor.seal)


def _was_longer(connection: Connection, last: int) -> bool:
    """SQLite remembers the highest number it gave, and takes it back with what was not kept."""
    if connection.dialect.name != "sqlite":
        return False
    numbered = connection.exec_driver_sql(
        "SELECT seq FROM sqlite_sequence WHERE name = 'log_entry'"
    ).scalar()
    return (numbered or 0) > last


def _key(connection: Connection) -> bytes:
    value = connection.execute(
        select(_SETTING.c.value).where(_SETTING.c.key == KEY)
    ).scalar_one_or_none()
    return bytes.fromhex(value or "")


def _first(key: bytes) -> str:
    return hmac.new(key, b"kaa", sha256).hexdigest()


def _entries(connection: Connection) -> Generator[tuple[Row[Any], list[Row[Any]]], None, None]:
    """Every entry in order with the lines of it, never all of them in memory at once."""
    entries = select(_ENTRY).order_by(_ENTRY.c.id).execution_options(yield_per=AT_ONCE)
    every = select(_LINE).order_by(_LINE.c.entry_id, _LINE.c.id)
    with (
        connection.execute(every.execution_options(yield_per=AT_ONCE)) as told,
        connection.execute(entries) as found,
    ):
        lines = groupby(told, key=attrgetter("entry_id"))
        owner, some = next(lines, (None, iter(())))
        for entry in found:
            while owner is not None and owner < entry.id:  # lines of an entry that is not there
                owner, some = next(lines, (None, iter(())))
            yield entry, list(some) if owner == entry.id else []


_OF_A_LINE = ("row_table", "row_id", "first_id", "last_id", "act", "before")


def _seal(key: bytes, before: str, entry: Row[Any], lines: Iterable[Row[Any]]) -> str:
    words = (_line(*(getattr(line, name) for name in _OF_A_LINE)) for line in lines)
    return _seal_words(key, before, _entry(**_said_of(entry)), words)


def _said_of(entry: Row[Any]) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _OF_AN_ENTRY}


_OF_AN_ENTRY = ("id", "at", "on", "by", "login", "kind", "command", "what", "undoes_id")


def _seal_words(key: bytes, before: str, entry: str, lines: Iterable[str]) -> str:
    seal = hmac.new(key, before.encode(), sha256)
    seal.update(entry.encode())
    for line in lines:
        seal.update(line.encode())
    return seal.hexdigest()


def _entry(*, at: datetime, on: date, **rest: Any) -> str:
    told = {name: rest[name] for name in _OF_AN_ENTRY if name in rest}
    days = {"at": in_utc(at).isoformat(), "on": on.isoformat()}
    return json.dumps(told | days, sort_keys=True)


def _line(table: str, word: str, first: int | None, last: int | None, act: str, before: Any) -> str:
    fields = None if before is None else sorted(before)
    return "\n" + json.dumps([table, word, first, last, act, fields])
