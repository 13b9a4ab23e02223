"""What the log tells: who did what to whom, and who looked at whom."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlmodel import Session

from kaa_cli.register.about import rows_about, with_merged
from kaa_cli.register.changes import Act
from kaa_cli.register.office import LogChange, LogEntry
from kaa_cli.register.questions import chunks, table
from kaa_cli.register.tables import in_utc
from kaa_cli.register.undo import entries_touching
from kaa_cli.rules.commands import Kind, Logged, WhichEntries, names

_ENTRY, _LINE = table(LogEntry), table(LogChange)


def entries(session: Session, asked: WhichEntries, most: int) -> list[Logged]:
    """The entries asked for, newest first, at most so many."""
    whom = with_merged(session, [asked.youth]) if asked.youth is not None else set()
    touched = entries_touching(session, rows_about(session, whom)) if whom else set()
    found = []
    with session.execute(_chosen(asked), execution_options={"yield_per": 1_000}) as rows:
        for row in rows:
            if asked.youth is None or row.id in touched or names(row.what, whom):
                found.append(row)
                if len(found) == most:
                    break
    fields = _fields(session, [row.id for row in found])
    return [_logged(row, fields.get(row.id, ())) for row in found]


def _chosen(asked: WhichEntries) -> Select[Any]:
    conditions: list[ColumnElement[bool]] = []
    if asked.by:
        name = asked.by.strip().lower()
        conditions.append(or_(func.lower(_ENTRY.c.by) == name, func.lower(_ENTRY.c.login) == name))
    if asked.kinds:
        conditions.append(_ENTRY.c.kind.in_([kind.value for kind in asked.kinds]))
    if asked.since is not None:
        conditions.append(_ENTRY.c.at >= asked.since.astimezone(UTC))
    if asked.before is not None:
        conditions.append(_ENTRY.c.at < asked.before.astimezone(UTC))
    return select(_ENTRY).where(*conditions).order_by(_ENTRY.c.id.desc())


def _fields(session: Session, numbers: list[int]) -> Mapping[int, tuple[str, ...]]:
    """By entry, what was written: columns that changed, or tables with rows come or gone."""
    found: dict[int, dict[str, None]] = {}
    for some in chunks(numbers):
        which = select(_LINE).where(_LINE.c.entry_id.in_(some))
        for line in session.execute(which.order_by(_LINE.c.id)):
            found.setdefault(line.entry_id, {}).update(dict.fromkeys(_written(line)))
    return {number: tuple(names) for number, names in found.items()}


def _written(line: Row[Any]) -> Iterator[str]:
    if line.act == Act.UPDATE and line.before is not None:  # else it may not be known what
        yield from (f"{line.row_table}.{name}" for name in line.before)
    else:
        yield line.row_table


def _logged(row: Row[Any], fields: tuple[str, ...]) -> Logged:
    at: datetime = row.at
    return Logged(
        entry=row.id,
        at=in_utc(at),
        on=row.on,
        by=row.by,
        login=row.login,
        kind=Kind(row.kind),
        command=row.command,
        youths=tuple(row.what.get("youths", ())),
        listed=row.what.get("listed", 0),
        fields=fields,
        said=" · ".join((row.said or {}).values()),
        restored=row.what.get("restored") or "",
        left=row.what.get("left") or "",
    )
