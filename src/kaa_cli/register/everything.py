"""All that is kept about one youth: every row of every table, and every line of the log.

Read from the database as it stands, so a new column is never forgotten.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from kaa_cli.register.about import ways
from kaa_cli.register.changes import Act, as_columns, table_of
from kaa_cli.register.office import LogChange, LogEntry
from kaa_cli.register.questions import AT_ONCE, table
from kaa_cli.register.undo import models
from kaa_cli.rules.commands import names

YOUTH = "youth"
_CHANGE, _ENTRY = table(LogChange), table(LogEntry)
_TOLD_BY = {
    "attempt": "on",
    "visit_round": "on",
    "consent": "given_on",
    "snapshot": "half_year",
    "programme_run": "name",
    "phone": "number",
    "guardian": "position",
}
"""What tells which row a reference means, to somebody who does not see the register."""


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row with its values by column; of a reference, what tells which row it means."""

    table: str
    id: int
    values: Mapping[str, Any]
    meant: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """What a command replaced in a row, or took away with it; `said` is what was typed for it."""

    entry: int
    on: date
    command: str
    said: Mapping[str, str]
    table: str
    row: int
    act: Act
    before: Mapping[str, Any]


def kept_rows(session: Session, youth: int) -> list[KeptRow]:
    """Every row about a youth, table by table, the youth's own first."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for name, (owner, parent) in ways().items():
        of = table_of(models()[name])
        above = [youth] if name == YOUTH else [row["id"] for row in rows[parent]]
        found = _some(session, of, of.c[owner], above)
        rows[name] = sorted((dict(row) for row in found), key=lambda row: row["id"])
    meant = {name: _meant(session, name, found) for name, found in rows.items()}
    return [
        KeptRow(name, row["id"], row, meant[name].get(row["id"], {}))
        for name, found in rows.items()
        for row in found
    ]


def _some(session: Session, of: Any, column: Any, keys: Sequence[Any]) -> Iterator[Any]:
    for begin in range(0, len(keys), AT_ONCE):
        which = column.in_(keys[begin : begin + AT_ONCE])
        yield from session.execute(select(of).where(which)).mappings()


@cache
def points_to(name: str, column: str) -> str:
    """The table that a column refers to; empty where it holds a value."""
    keys = table_of(models()[name]).c[column].foreign_keys
    return next((key.column.table.name for key in keys), "")


def _meant(
    session: Session, name: str, rows: Sequence[Mapping[str, Any]]
) -> dict[int, dict[str, Any]]:
    """By row and column, what a reference to another row tells."""
    meant: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for key in table_of(models()[name]).foreign_keys:
        target, column = key.column.table, key.parent.name
        if target.name not in _TOLD_BY:
            continue
        wanted = sorted({row[column] for row in rows if row[column] is not None})
        told = {
            row["id"]: row[_TOLD_BY[target.name]]
            for row in _some(session, target, target.c.id, wanted)
        }
        for row in rows:
            if row[column] is not None:
                meant[row["id"]][column] = told[row[column]]
    return meant


def past_of(session: Session, rows: Iterable[KeptRow]) -> list[Line]:
    """What the log keeps of earlier values of a youth's rows, the oldest first.

    Rows that are gone are told too, and those of another number that was merged into this one.
    """
    ids: dict[str, set[int]] = {name: set() for name in ways()}
    for row in rows:
        ids[row.table].add(row.id)
    lines: dict[int, Line] = {}
    while True:
        for name, (owner, parent) in ways().items():
            taken = _taken_away(session, name, owner, ids[parent])
            lines |= taken
            ids[name] |= {line.row for line in taken.values()}
            lines |= _of_rows(session, name, sorted(ids[name]))
        gone = _left_behind(session, lines.values(), ids)
        if not any(gone.values()):
            return [lines[number] for number in sorted(lines)]
        for name, some in gone.items():
            ids[name] |= some


def _taken_away(session: Session, name: str, owner: str, above: Collection[int]) -> dict[int, Line]:
    which = (_CHANGE.c.row_table == name, _CHANGE.c.act == Act.DELETE)
    whose = _CHANGE.c.before[owner].as_integer()
    found: dict[int, Line] = {}
    keys = sorted(above)
    for begin in range(0, len(keys), AT_ONCE):
        found |= _lines(session, *which, whose.in_(keys[begin : begin + AT_ONCE]))
    return found


def _of_rows(session: Session, name: str, ids: Sequence[int]) -> dict[int, Line]:
    found: dict[int, Line] = {}
    which = (_CHANGE.c.row_table == name, _CHANGE.c.act != Act.INSERT)
    for begin in range(0, len(ids), AT_ONCE):
        found |= _lines(session, *which, _CHANGE.c.first_id.in_(ids[begin : begin + AT_ONCE]))
    return found


def _left_behind(
    session: Session, lines: Iterable[Line], known: Mapping[str, set[int]]
) -> dict[str, set[int]]:
    """By table, whom rows of the youth belonged to before, where that is there no more."""
    before: defaultdict[str, set[int]] = defaultdict(set)
    for line in lines:
        owner, parent = ways()[line.table]
        if line.table != YOUTH and owner in line.before:
            before[parent].add(line.before[owner])
    gone: dict[str, set[int]] = {}
    for name, ids in before.items():
        of = table_of(models()[name])
        new = sorted(ids - known[name])
        gone[name] = set(new) - {row["id"] for row in _some(session, of, of.c.id, new)}
    return gone


def _lines(session: Session, *which: Any) -> dict[int, Line]:
    question = (
        select(_CHANGE, _ENTRY.c.on, _ENTRY.c.command, _ENTRY.c.said)
        .join(_ENTRY, _ENTRY.c.id == _CHANGE.c.entry_id)
        .where(*which, _CHANGE.c.before.is_not(None))
    )
    found = {}
    for row in session.execute(question):
        of = table_of(models()[row.row_table])
        found[row.id] = Line(
            entry=row.entry_id,
            on=row.on,
            command=row.command,
            said=row.said or {},
            table=row.row_table,
            row=row.first_id,
            act=Act(row.act),
            before=as_columns(of, row.before),
        )
    return found


def filed(session: Session, youth: int) -> list[tuple[date, str]]:
    """The half-year worksheets that the youth stands in: made on which day, of which half-year."""
    worksheet, line = table_of(models()["snapshot"]), table_of(models()["snapshot_line"])
    question = (
        select(worksheet.c.made_on, worksheet.c.half_year)
        .join(line, line.c.snapshot_id == worksheet.c.id)
        .where(line.c.youth_id == youth)
        .distinct()
        .order_by(worksheet.c.made_on, worksheet.c.half_year)
    )
    return [(row.made_on, row.half_year) for row in session.execute(question)]


@dataclass(frozen=True, slots=True)
class Entry:
    """A command that concerned a youth: when, which, what it told of itself, and what was typed."""

    id: int
    on: date
    at: datetime
    kind: str
    command: str
    what: Mapping[str, Any]
    said: Mapping[str, str]


def _entry(row: Any) -> Entry:
    return Entry(row.id, row.on, row.at, row.kind, row.command, row.what, row.said or {})


def entries_about(session: Session, youth: int, kinds: Collection[str]) -> list[Entry]:
    """The commands of some kinds that named a youth, alone or in a list, the oldest first."""
    question = select(_ENTRY).where(_ENTRY.c.kind.in_(kinds)).order_by(_ENTRY.c.id)
    return [_entry(row) for row in session.execute(question) if names(row.what, youth)]


def brought_by(session: Session, youth: int) -> list[Entry]:
    """The commands that wrote the youth's own row: where it came from."""
    question = (
        select(_ENTRY)
        .join(_CHANGE, _CHANGE.c.entry_id == _ENTRY.c.id)
        .where(
            _CHANGE.c.row_table == YOUTH,
            _CHANGE.c.act == Act.INSERT,
            _CHANGE.c.first_id <= youth,
            _CHANGE.c.last_id >= youth,
        )
        .order_by(_ENTRY.c.id)
    )
    return [_entry(row) for row in session.execute(question)]
