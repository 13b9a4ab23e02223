"""What others have changed of a row today that a caseworker has not seen: read from the log."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, or_, select
from sqlmodel import Session, SQLModel

from kaa_cli.register.about import youth_of
from kaa_cli.register.changes import Act, as_columns, key_of, table_of
from kaa_cli.register.office import LogChange, LogEntry
from kaa_cli.register.questions import table
from kaa_cli.register.tables import in_utc
from kaa_cli.rules.commands import Kind, names_alone
from kaa_cli.rules.seeing import looks_at

_ENTRY, _LINE = table(LogEntry), table(LogChange)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A field that others changed since it was looked at: from what, who last did, and when."""

    field: str
    before: Any
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Whoever:
    """Who wants to write, and on which day."""

    name: str
    today: date

    def wrote(self, line: Row[Any]) -> bool:
        """Whether a line of the log is this caseworker's own."""
        return bool(line.by.casefold() == self.name.casefold())


def name_of(row: SQLModel) -> str:
    """How the log says that somebody was told about a row: "youth 17"."""
    of = table_of(type(row))
    return f"{of.name} {getattr(row, key_of(of).name)}"


def unseen(
    session: Session, row: SQLModel, wanted: Mapping[str, Any], who: Whoever
) -> list[Replaced]:
    """The fields wanted otherwise than they are that others changed since this caseworker looked.

    Who has not looked today has seen what was there when the day began. What is again as it was
    then, or as it is wanted, is no conflict.
    """
    fields = {name for name, value in wanted.items() if getattr(row, name) != value}
    lines = [line for line in _lines_today(session, row, who) if fields & _replaced(line, fields)]
    if all(who.wrote(line) for line in lines):
        return []
    looked = _last_look(session, row, who, since=lines[0].entry_id)
    found: dict[str, Replaced] = {}
    for line in (line for line in lines if line.entry_id > looked):
        before = as_columns(table_of(type(row)), line.before or {})
        for name in fields & _replaced(line, fields):
            if who.wrote(line):
                found.pop(name, None)  # written over since, and so seen
                continue
            first = found[name].before if name in found else before.get(name)
            found[name] = Replaced(name, first, line.by, in_utc(line.at))
    return [found[name] for name in wanted if name in found and not _is_back(row, found[name])]


def _replaced(line: Row[Any], fields: Set[str]) -> Set[str]:
    """The fields that a line of the log gave another value; where there was no row, all of them."""
    return fields if line.act == Act.INSERT else (line.before or {}).keys()


def _is_back(row: SQLModel, one: Replaced) -> bool:
    return bool(getattr(row, one.field) == one.before)


def _lines_today(session: Session, row: SQLModel, who: Whoever) -> Sequence[Row[Any]]:
    """The lines of the log on changes of the row that were made today, oldest first.

    A line that keeps what it replaced is on one row; so the index of rows finds it. A setting is
    decided for the first time by adding it.
    """
    of = table_of(type(row))
    key = getattr(row, key_of(of).name)
    is_word = isinstance(key, str)
    found = session.execute(
        select(_LINE.c.entry_id, _LINE.c.act, _LINE.c.before, _ENTRY.c.by, _ENTRY.c.at)
        .join(_ENTRY, _ENTRY.c.id == _LINE.c.entry_id)
        .where(
            _LINE.c.row_table == of.name,
            _LINE.c.first_id.is_(None) if is_word else _LINE.c.first_id == key,
            _LINE.c.row_id == (key if is_word else ""),
            _LINE.c.act.in_([Act.UPDATE, Act.INSERT] if is_word else [Act.UPDATE]),
            _ENTRY.c.on >= who.today,
        )
        .order_by(_LINE.c.id)
    )
    return found.all()


def _last_look(session: Session, row: SQLModel, who: Whoever, *, since: int) -> int:
    """The latest entry by which this caseworker saw the row, or was told of what others changed."""
    of, youth = table_of(type(row)).name, youth_of(session, row)
    theirs = session.execute(
        select(_ENTRY.c.id, _ENTRY.c.by, _ENTRY.c.kind, _ENTRY.c.what)
        .where(
            _ENTRY.c.id > since,
            or_(_ENTRY.c.kind == Kind.REFUSAL, _ENTRY.c.command.in_(looks_at(of))),
        )
        .order_by(_ENTRY.c.id.desc())
    )
    for entry in filter(who.wrote, theirs):
        if entry.kind == Kind.REFUSAL:
            if name_of(row) in entry.what.get("told", ()):
                return int(entry.id)
        elif youth is not None and names_alone(entry.what, youth):
            return int(entry.id)
    return 0
