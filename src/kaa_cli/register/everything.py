"""All that is kept about one youth: every row of every table, and every line of the log.

Read from the database as it stands, so a new column is never forgotten.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from kaa_cli.register.about import rows_about, ways
from kaa_cli.register.changes import Act, as_columns, table_of
from kaa_cli.register.office import LogChange, LogEntry
from kaa_cli.register.questions import YOUTH, chunks, table
from kaa_cli.register.undo import entries_touching, models
from kaa_cli.rules.commands import names

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
        above = [youth] if name == YOUTH.name else [row["id"] for row in rows[parent]]
        found = _some(session, of, of.c[owner], above)
        rows[name] = sorted((dict(row) for row in found), key=lambda row: row["id"])
    meant = {name: _meant(session, name, found) for name, found in rows.items()}
    return [
        KeptRow(name, row["id"], row, meant[name].get(row["id"], {}))
        for name, found in rows.items()
        for row in found
    ]


def _some(session: Session, of: Any, column: Any, keys: Sequence[Any]) -> Iterator[Any]:
    for part in chunks(keys):
        which = column.in_(part)
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


def past_of(session: Session, youths: Collection[int]) -> list[Line]:
    """What the log keeps of earlier values of the rows about some youths, the oldest first.

    Rows that are gone are told too.
    """
    lines: dict[int, Line] = {}
    for name, keys in rows_about(session, youths).items():
        which = (_CHANGE.c.row_table == name, _CHANGE.c.act != Act.INSERT)
        for some in chunks(sorted(keys)):
            lines |= _lines(session, *which, _CHANGE.c.first_id.in_(some))
    return [lines[number] for number in sorted(lines)]


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


def entries_about(session: Session, youths: Collection[int], kinds: Collection[str]) -> list[Entry]:
    """The commands of some kinds that named one of these, alone or in a list, the oldest first."""
    question = select(_ENTRY).where(_ENTRY.c.kind.in_(kinds)).order_by(_ENTRY.c.id)
    return [_entry(row) for row in session.execute(question) if names(row.what, youths)]


def brought_by(session: Session, youths: Collection[int]) -> list[Entry]:
    """The commands that wrote the youths' own rows: where they came from."""
    own = {YOUTH.name: set(youths)}
    numbers = entries_touching(session, own, _CHANGE.c.act == Act.INSERT)
    question = select(_ENTRY).where(_ENTRY.c.id.in_(numbers)).order_by(_ENTRY.c.id)
    return [_entry(row) for row in session.execute(question)]
