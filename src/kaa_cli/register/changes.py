"""The only way rows are written: every change is kept, with what it replaced, under one entry.

The log is only ever added to; nothing here changes or removes what it says.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from itertools import islice, repeat
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Column, Table, delete, event, select
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlmodel import Session, SQLModel

from kaa_cli.errors import NotPermitted
from kaa_cli.register.chain import next_seal
from kaa_cli.register.numbered_rows import insert_rows, reserve_ids
from kaa_cli.register.office import LogChange, LogEntry
from kaa_cli.register.questions import chunks
from kaa_cli.rules.commands import Kind
from kaa_cli.words import _

Row = TypeVar("Row", bound=SQLModel)
_Fields = Mapping[str, Any]


class Act(StrEnum):
    """What was done to a row."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"
    PURGE = "purge"
    """Gone for good, and from the log what it held: nothing of it is ever put back."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who does what, when: `on` the day it counts for, `at` the true instant (aware)."""

    by: str
    login: str
    command: str
    kind: str
    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Noted:
    """Rows of a table that one call changed; an import notes 100,000, so not one by one."""

    table: str
    keys: Sequence[Any]
    act: Act
    before: Sequence[_Fields]

    def lines(self, entry: int) -> Iterator[_Fields]:
        """The log's line on each run of new rows, or on each row that was something before."""
        shared = {"entry_id": entry, "row_table": self.table, "act": self.act.value}
        every = zip(self.keys, self.keys, strict=True) if self.before else runs(self.keys)
        for (first, last), before in zip(every, self.before or repeat(None), strict=False):
            yield {**shared, **_named(first, last), "before": before}


class Sealed(NamedTuple):
    """The entry that a command left: its number, and the seal that chains it to those before."""

    id: int
    seal: str


class Changes:
    """What one command writes; `seal` logs it in the same transaction."""

    def __init__(self, session: Session, signature: Signature) -> None:
        self.session = session
        self.signature = signature
        self.undoes_id: int | None = None
        self.noted: list[Noted] = []
        self._ours: dict[int, SQLModel] = {}
        self._is_sealed = False
        self._forgets = False
        event.listen(session, "before_flush", self._refuse_unlogged)
        event.listen(session, "before_commit", self._refuse_unsealed)

    def add(self, row: Row) -> Row:
        """Write a new row; it has its id when this returns."""
        self._ours[id(row)] = row
        self.session.add(row)
        self.session.flush()
        self._note(table_of(type(row)), [_key(row)], Act.INSERT)
        return row

    def add_many(self, model: type[SQLModel], rows: Iterable[Mapping[str, Any]]) -> list[Any]:
        """Write many new rows of one table and return their ids in order; made for imports.

        What a row leaves out gets the column's default, else NULL. Either every row brings its id
        or none does.
        """
        self.session.flush()
        connection, table = self.session.connection(), table_of(model)
        key = key_of(table).name
        blank = blank_row(table)
        ids: list[Any] = []
        for some in chunks(rows):  # so that 100,000 rows are never in memory at once
            if key in some[0]:
                keys = [row[key] for row in some]
            else:
                keys = reserve_ids(connection, table.name, len(some))
            filled = [{**blank, **row, key: value} for row, value in zip(some, keys, strict=True)]
            insert_rows(connection, table, filled)
            ids += keys
        if ids:
            self._note(table, ids, Act.INSERT)
        return ids

    def set(self, row: SQLModel, **fields: Any) -> bool:
        """Change some fields of a row; tells whether any of them was another before."""
        return bool(self.set_many([(row, fields)]))

    def set_many(self, wanted: Sequence[tuple[SQLModel, _Fields]]) -> int:
        """Change fields of many rows of one table, each row once; tells how many rows changed.

        They are written in any order: not for values that one row must give up for another's sake.
        """
        changed = []
        for row, fields in wanted:
            before = {n: old for n, new in fields.items() if (old := getattr(row, n)) != new}
            if before:
                self._ours[id(row)] = row
                for name in before:
                    setattr(row, name, fields[name])
                changed.append((row, before))
        if changed:
            self.session.flush()  # once: row by row it takes most of an import that changes many
            keys, replaced = [_key(row) for row, _ in changed], [before for _, before in changed]
            self._note(table_of(type(changed[0][0])), keys, Act.UPDATE, replaced)
        return len(changed)

    def remove(self, row: SQLModel) -> None:
        """Take a row away; the log keeps the whole of it."""
        before = {column.name: getattr(row, column.name) for column in table_of(type(row)).columns}
        key = _key(row)
        self._ours[id(row)] = row
        self.session.delete(row)
        self.session.flush()
        self._note(table_of(type(row)), [key], Act.DELETE, [before])

    def remove_many(self, model: type[SQLModel], keys: Sequence[Any]) -> None:
        """Take away many rows of one table; the log keeps the whole of each."""
        self.session.flush()
        table = table_of(model)
        key = key_of(table)
        for chunk in chunks(keys):
            found = self.session.connection().execute(select(table).where(key.in_(chunk)))
            whole = {row[key.name]: dict(row) for row in found.mappings()}
            if len(whole) < len(set(chunk)):  # a server keeps somebody's from whoever asks
                raise kept_from_you()
            self.session.execute(delete(model).where(key.in_(chunk)))
            self._note(table, chunk, Act.DELETE, [whole[value] for value in chunk])

    @contextmanager
    def forgetting(self) -> Iterator[None]:
        """What is replaced meanwhile is not kept: it may not stay, and no undo brings it back."""
        self._forgets = True
        try:
            yield
        finally:
            self._forgets = False

    def erase(self, table: Table, keys: Sequence[Any]) -> None:
        """Take rows away for good; the log keeps their keys alone, also of those gone before."""
        self.session.flush()
        key = key_of(table)
        for chunk in chunks(keys):
            self.session.execute(
                delete(table).where(key.in_(chunk)),
                execution_options={"synchronize_session": False},
            )
        if keys:
            self._note(table, keys, Act.PURGE)

    def seal(self, what: Mapping[str, Any], said: Mapping[str, str] | None = None) -> Sealed | None:
        """Log what was done or looked at, told by `what` without names; None when nothing was.

        `said` are words that somebody typed, such as a reason.

        A claim leaves an entry only when it has something to tell: whose was taken over, and why.

        The last call of a command: the next one in the same session needs Changes of its own.
        """
        self.session.flush()
        kind = self.signature.kind
        is_told = kind != Kind.CHANGE and (kind != Kind.CLAIM or what)
        entry = self._log(what, said) if self.noted or is_told else None
        self._is_sealed = True
        event.remove(self.session, "before_flush", self._refuse_unlogged)
        event.remove(self.session, "before_commit", self._refuse_unsealed)
        return entry

    def _log(self, what: Mapping[str, Any], said: Mapping[str, str] | None) -> Sealed:
        connection = self.session.connection()
        (number,) = reserve_ids(connection, "log_entry", 1)
        told: dict[str, Any] = {
            "id": number,
            "at": self.signature.at.astimezone(UTC),
            "on": self.signature.on,
            "by": self.signature.by,
            "login": self.signature.login,
            "kind": self.signature.kind,
            "command": self.signature.command,
            "what": dict(what),
            "undoes_id": self.undoes_id,
        }
        sealed = next_seal(connection, told, self._lines(number))
        told |= {"said": dict(said) if said else None, "seal": sealed}
        insert_rows(connection, table_of(LogEntry), [told])  # a look needs no mapper made ready
        for some in chunks(self._lines(number)):
            insert_rows(connection, table_of(LogChange), some)
        self.noted.clear()
        return Sealed(number, sealed)

    def _lines(self, entry: int) -> Iterator[_Fields]:
        return (line for noted in self.noted for line in noted.lines(entry))

    def _note(
        self, table: Table, keys: Sequence[Any], act: Act, before: Sequence[_Fields] = ()
    ) -> None:
        if self._is_sealed:
            raise RuntimeError("a row was written after the changes were sealed")
        before = () if self._forgets else before
        kept = [{name: _plain(old) for name, old in fields.items()} for fields in before]
        self.noted.append(Noted(table.name, keys, act, kept))

    def _refuse_unlogged(self, session: Session, *_: object) -> None:
        """A row written past this class could be neither told nor undone: that is a bug."""
        for row in (*session.new, *session.dirty, *session.deleted):
            if id(row) not in self._ours and (row not in session.dirty or session.is_modified(row)):
                raise RuntimeError(f"a row of {type(row).__name__} was written past Changes")
        self._ours.clear()

    def _refuse_unsealed(self, _session: Session) -> None:
        if self.noted:
            raise RuntimeError("changes were committed without being sealed")


def kept_from_you() -> NotPermitted:
    """What to raise for what is there, but not for whoever asks."""
    return NotPermitted(
        _("Some of it is kept from you. Ask a colleague who sees it. Nothing was saved.")
    )


def table_of(model: type[SQLModel]) -> Table:
    """The table of a model."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


def key_of(table: Table) -> Column[Any]:
    """The one column that names a row of the table."""
    (key,) = table.primary_key.columns
    return key


def blank_row(table: Table) -> dict[str, Any]:
    """What a row holds where nothing is told: the column's default, else None."""
    return {column.name: _default(column) for column in table.columns}


def as_columns(table: Table, before: Mapping[str, Any]) -> dict[str, Any]:
    """What the log kept of a row, back in the types of its columns."""
    return {name: _typed(table.columns[name], value) for name, value in before.items()}


def _key(row: SQLModel) -> Any:
    return getattr(row, key_of(table_of(type(row))).name)


def _named(first: Any, last: Any) -> _Fields:
    if isinstance(first, str):
        return {"row_id": first, "first_id": None, "last_id": None}
    return {"row_id": "", "first_id": first, "last_id": last}


def runs(keys: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """The first and last of each run of numbers that follow one another; a word stands alone."""
    if not keys:
        return
    first = last = keys[0]
    for key in islice(keys, 1, None):
        if isinstance(key, str) or key != last + 1:
            yield first, last
            first = key
        last = key
    yield first, last


def _default(column: Column[Any]) -> Any:
    default = column.default
    return default.arg if isinstance(default, ScalarElementColumnDefault) else None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value


def _typed(column: Column[Any], value: Any) -> Any:
    kind = column.type.python_type
    return kind.fromisoformat(value) if value is not None and kind in _WRITTEN_AS_TEXT else value


_WRITTEN_AS_TEXT = (date, time, datetime)
