"""The register as it was known on an earlier day: what was logged since is taken back, aside.

Only in temporary tables that stand before the real ones under the same name, on both engines, until
the connection is closed: every question works as ever, and nothing of the register is written.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Table, bindparam, delete, insert, or_, select, update
from sqlmodel import Session

from kaa_cli.register.changes import Act, as_columns, blank_row, key_of
from kaa_cli.register.engine import guard_again
from kaa_cli.register.office import LogChange, LogEntry
from kaa_cli.register.questions import REGISTRATION, YOUTH, chunks, table
from kaa_cli.register.undo import keys_of_line, models
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.due_days import RECKONED

_LOG, _ENTRY = table(LogChange), table(LogEntry)
_KEY = "key_of_the_row"
_NEVER_AS_IT_WAS = frozenset({"setting"})
"""What the municipality has decided holds for what is shown today, whatever day it is about."""


def rewind(session: Session, day: date) -> None:
    """Let the session see the register as the log tells it was at the end of a day.

    The session must have been opened for rewinding. What was corrected later, back-dated or not,
    is as if it had not been. Two things are as they are now: the settings, and who is protected.
    Who was purged later is not there on any day.
    """
    later = select(_ENTRY.c.id).where(_ENTRY.c.on > day)
    lines = session.execute(
        select(_LOG).where(_LOG.c.entry_id.in_(later)).order_by(_LOG.c.id.desc())
    ).all()
    lines = [line for line in lines if line.row_table not in _NEVER_AS_IT_WAS]
    touched, known = {line.row_table for line in lines} | {REGISTRATION.name}, models()
    protected = _protected(session) if YOUTH.name in touched else []
    for name in sorted(touched):
        _set_aside(session, table(known[name]))
    for (name, act), some in groupby(lines, key=lambda line: (line.row_table, Act(line.act))):
        _take_back(session, table(known[name]), act, list(some))
    _protect_again(session, protected)
    session.connection().execute(update(REGISTRATION).values(dict.fromkeys(RECKONED)))  # since
    guard_again(session.connection())


def _protected(session: Session) -> list[dict[str, Any]]:
    """Who is protected now, by which mark."""
    question = select(YOUTH.c.id, YOUTH.c.protection)
    rows = session.execute(question.where(YOUTH.c.protection != Protection.NONE))
    return [{_KEY: row.id, "mark": row.protection} for row in rows]


def _protect_again(session: Session, protected: Sequence[dict[str, Any]]) -> None:
    """Whoever is protected now is so in what is shown of any day, unless the mark was stronger."""
    if protected:
        mark = YOUTH.c.protection
        weaker = or_(mark == Protection.NONE, mark == Protection.CONFIDENTIALITY)
        change = update(YOUTH).where(YOUTH.c.id == bindparam(_KEY), weaker)
        session.connection().execute(change.values(protection=bindparam("mark")), protected)


def _set_aside(session: Session, whole: Table) -> None:
    """A copy under the same name, which comes before the table itself; quick to find rows in."""
    run, name = session.connection().exec_driver_sql, whole.name
    run(f"CREATE TEMPORARY TABLE {name} AS SELECT * FROM {name}")
    run(f"CREATE INDEX as_of_{name} ON {name} ({key_of(whole).name})")
    owners = [column for column in ("youth_id", "registration_id") if column in whole.c]
    if owners:  # reports look for each youth's rows
        in_order = owners[:1] + [column for column in ("on", "id") if column in whole.c]
        words = ", ".join(f'"{column}"' for column in in_order)
        run(f"CREATE INDEX as_of_{name}_in_order ON {name} ({words})")


def _take_back(session: Session, whole: Table, act: Act, lines: Sequence[Row[Any]]) -> None:
    if act is not Act.INSERT:  # what was there before may have been forgotten
        _remove(session, whole, [line for line in lines if act is Act.DELETE])
        lines = [line for line in lines if line.before is not None]
    match act:
        case Act.INSERT:
            _remove(session, whole, lines)
        case Act.DELETE:
            blank, key = blank_row(whole), key_of(whole).name
            kept = [line.before for line in lines if line.before[key] is not None]  # else purged
            rows = [{**blank, **as_columns(whole, before)} for before in kept]
            for part in chunks(rows):
                session.execute(insert(whole), part)
        case Act.UPDATE:
            for fields, some in groupby(lines, key=lambda line: tuple(sorted(line.before))):
                _put_back(session, whole, fields, some)
        case Act.PURGE:
            return


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


def _remove(session: Session, whole: Table, lines: Iterable[Row[Any]]) -> None:
    """The rows that lines of the log are about go: each by its word, or a run of numbers."""
    key, run = key_of(whole), session.connection().execute
    words = [{_KEY: line.row_id} for line in lines if line.row_id]
    runs = [{"first": line.first_id, "last": line.last_id} for line in lines if not line.row_id]
    if words:
        run(delete(whole).where(key == bindparam(_KEY)), words)
    if runs:
        run(delete(whole).where(key.between(bindparam("first"), bindparam("last"))), runs)
