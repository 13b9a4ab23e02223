"""The register as it was known on an earlier day: what was logged since is taken back, aside.

Only in temporary tables that stand before the real ones under the same name, on both engines, until
the connection is closed: every question works as ever, and nothing of the register is written.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Column, Row, Table, bindparam, delete, insert, select, update
from sqlmodel import Session

from kaa_cli.register.changes import Act, as_columns, blank_row, key_of
from kaa_cli.register.engine import guard_again
from kaa_cli.register.office import LogChange, LogEntry
from kaa_cli.register.questions import AT_ONCE, table
from kaa_cli.register.undo import keys_of_line, models

_LOG, _ENTRY = table(LogChange), table(LogEntry)
_KEY = "key_of_the_row"


def rewind(session: Session, day: date) -> None:
    """Let the session see the register as the log tells it was at the end of a day.

    The session must have been opened for rewinding. What was corrected later, back-dated or not,
    is as if it had not been.
    """
    later = select(_ENTRY.c.id).where(_ENTRY.c.on > day)
    lines = session.execute(
        select(_LOG).where(_LOG.c.entry_id.in_(later)).order_by(_LOG.c.id.desc())
    ).all()
    known = models()
    for name in sorted({line.row_table for line in lines}):
        _set_aside(session, table(known[name]))
    for (name, act), some in groupby(lines, key=lambda line: (line.row_table, Act(line.act))):
        _take_back(session, table(known[name]), act, list(some))
    guard_again(session.connection())


def _set_aside(session: Session, whole: Table) -> None:
    """A copy under the same name, which comes before the table itself; quick to find rows in."""
    run, name = session.connection().exec_driver_sql, whole.name
    run(f"CREATE TEMPORARY TABLE {name} AS SELECT * FROM {name}")
    run(f"CREATE INDEX as_of_{name} ON {name} ({key_of(whole).name})")


def _take_back(session: Session, whole: Table, act: Act, lines: Sequence[Row[Any]]) -> None:
    key = key_of(whole)
    match act:
        case Act.INSERT:
            for line in lines:
                session.execute(delete(whole).where(_of_line(key, line)))
        case Act.DELETE:
            for line in lines:
                session.execute(delete(whole).where(_of_line(key, line)))
            blank = blank_row(whole)
            rows = [{**blank, **as_columns(whole, line.before)} for line in lines]
            for begin in range(0, len(rows), AT_ONCE):
                session.execute(insert(whole), rows[begin : begin + AT_ONCE])
        case Act.UPDATE:
            for fields, some in groupby(lines, key=lambda line: tuple(sorted(line.before))):
                _put_back(session, whole, fields, some)


def _put_back(
    session: Session, whole: Table, fields: Iterable[str], lines: Iterable[Row[Any]]
) -> None:
    """Give rows back what these fields held; many in one go, as an import changes many."""
    fields = [name for name in fields if name in whole.c]
    if fields:
        change = update(whole).where(key_of(whole) == bindparam(_KEY))
        values: dict[str, Any] = {name: bindparam(f"was_{name}") for name in fields}
        rows = [
            {_KEY: keys_of_line(line)[0]}
            | {f"was_{n}": v for n, v in as_columns(whole, line.before).items()}
            for line in lines
        ]
        session.connection().execute(change.values(values), rows)


def _of_line(key: Column[Any], line: Row[Any]) -> Any:
    """The rows that a line of the log is about: one by its word, or a run of numbers."""
    return key == line.row_id if line.row_id else key.between(line.first_id, line.last_id)
