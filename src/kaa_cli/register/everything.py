"""All that is kept about one youth: every row of every table, and every line of the log.

Which tables those are follows from the references themselves, so a new one is never forgotten.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, String, Table, cast, or_, select
from sqlmodel import Session, col

from kaa_cli.register.changes import Act, as_columns, key_of, table_of
from kaa_cli.register.office import LogChange, LogEntry
from kaa_cli.register.questions import AT_ONCE, table
from kaa_cli.register.undo import models

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
    """What a command replaced in a row, or took away with it; `what` is the command's own."""

    entry: int
    on: date
    command: str
    what: Mapping[str, Any]
    table: str
    row: int
    act: Act
    before: Mapping[str, Any]


@cache
def owners() -> Mapping[str, Column[Any]]:
    """By table of a youth's data, the column that leads to the youth; parents come first."""
    found: dict[str, Column[Any]] = {}
    tables = [table_of(model) for model in models().values()]
    while more := {
        of.name: column
        for of in tables
        if of.name not in found and (column := _owner(of, found)) is not None
    }:
        found |= more
    return found


def _owner(of: Table, found: Collection[str]) -> Column[Any] | None:
    keys = [key for key in of.foreign_keys if not key.parent.nullable]
    for wanted in ({YOUTH}, set(found)):
        for key in keys:
            if key.column.table.name in wanted:
                return key.parent
    return None


def _leads_to(owner: Column[Any]) -> str:
    (key,) = owner.foreign_keys
    return str(key.column.table.name)


def kept_rows(session: Session, youth: int) -> list[KeptRow]:
    """Every row about a youth, table by table, the youth's own first."""
    of = table_of(models()[YOUTH])
    rows = {YOUTH: [dict(row) for row in _some(session, of, of.c.id, [youth])]}
    for name, owner in owners().items():
        above = [row["id"] for row in rows[_leads_to(owner)]]
        found = _some(session, owner.table, owner, above)
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


def past_of(session: Session, rows: Sequence[KeptRow]) -> list[Line]:
    """What the log keeps of earlier values of a youth's rows, the oldest first.

    Rows that are gone are told too, and those of another number that was merged into this one.
    """
    ids: dict[str, set[int]] = {name: set() for name in (YOUTH, *owners())}
    for row in rows:
        ids[row.table].add(row.id)
    lines: dict[int, Line] = {}
    while True:
        for name, owner in owners().items():
            taken = _taken_away(session, owner, ids[_leads_to(owner)])
            lines |= taken
            ids[name] |= {line.row for line in taken.values()}
        for name, some in ids.items():
            lines |= _replaced(session, name, sorted(some))
        gone = _merged_into(session, lines.values(), ids[YOUTH])
        if not gone:
            return [lines[number] for number in sorted(lines)]
        lines |= _gone(session, gone)
        ids[YOUTH] |= gone


def _taken_away(session: Session, owner: Column[Any], above: Collection[int]) -> dict[int, Line]:
    which = (_CHANGE.c.row_table == owner.table.name, _CHANGE.c.act == Act.DELETE)
    whose = _CHANGE.c.before[owner.name].as_integer()
    found: dict[int, Line] = {}
    keys = sorted(above)
    for begin in range(0, len(keys), AT_ONCE):
        found |= _lines(session, *which, whose.in_(keys[begin : begin + AT_ONCE]))
    return found


def _replaced(session: Session, name: str, ids: Sequence[int]) -> dict[int, Line]:
    found: dict[int, Line] = {}
    which = (_CHANGE.c.row_table == name, _CHANGE.c.act == Act.UPDATE)
    for begin in range(0, len(ids), AT_ONCE):
        found |= _lines(session, *which, _CHANGE.c.first_id.in_(ids[begin : begin + AT_ONCE]))
    return found


def _gone(session: Session, youths: Collection[int]) -> dict[int, Line]:
    which = (_CHANGE.c.row_table == YOUTH, _CHANGE.c.act == Act.DELETE)
    return _lines(session, *which, _CHANGE.c.first_id.in_(youths))


def _merged_into(session: Session, lines: Any, known: Collection[int]) -> set[int]:
    """The numbers that rows of the youth had before, of entries that are there no more."""
    before = {
        line.before[owner.name]
        for line in lines
        if line.act is Act.UPDATE
        and (owner := owners().get(line.table)) is not None
        and _leads_to(owner) == YOUTH
        and owner.name in line.before
    } - set(known)
    of = table_of(models()[YOUTH])
    return before - {row["id"] for row in _some(session, of, of.c.id, sorted(before))}


def _lines(session: Session, *which: Any) -> dict[int, Line]:
    question = (
        select(_CHANGE, _ENTRY.c.on, _ENTRY.c.command, _ENTRY.c.what)
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
            what=row.what,
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
    """A command that concerned a youth: when, which, and what it told of itself."""

    id: int
    on: date
    at: datetime
    kind: str
    command: str
    what: Mapping[str, Any]


def entries_about(session: Session, youths: Collection[int], kinds: Collection[str]) -> list[Entry]:
    """The commands of some kinds whose youths hold one of these, the oldest first."""
    text = cast(_ENTRY.c.what, String)
    near = or_(*(text.like(f"%{youth}%") for youth in youths))
    question = select(_ENTRY).where(_ENTRY.c.kind.in_(kinds), near).order_by(_ENTRY.c.id)
    return [
        Entry(row.id, row.on, row.at, row.kind, row.command, row.what)
        for row in session.execute(question)
        if set(youths) & set(row.what.get("youths", ()))
    ]


def brought_by(session: Session, youth: int) -> list[Entry]:
    """The commands that wrote the youth's own row: where it came from."""
    key = key_of(table_of(models()[YOUTH]))
    question = (
        select(_ENTRY)
        .join(_CHANGE, col(_CHANGE.c.entry_id) == _ENTRY.c.id)
        .where(
            _CHANGE.c.row_table == key.table.name,
            _CHANGE.c.act == Act.INSERT,
            _CHANGE.c.first_id <= youth,
            _CHANGE.c.last_id >= youth,
        )
        .order_by(_ENTRY.c.id)
    )
    return [
        Entry(row.id, row.on, row.at, row.kind, row.command, row.what)
        for row in session.execute(question)
    ]
