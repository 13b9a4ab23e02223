"""Which rows are about a youth: found by how the tables refer to one another, so none is forgotten.

A table is about youths when it names one, or when a row of it cannot be without one that does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Table, select
from sqlmodel import Session, SQLModel

from kaa_cli.register.changes import Act, key_of
from kaa_cli.register.office import LogChange
from kaa_cli.register.questions import AT_ONCE, YOUTH, table
from kaa_cli.register.undo import models

_LOG = table(LogChange)
_CAN_BE_WITHOUT = frozenset({"log_entry", "log_change"})


@cache
def ways() -> dict[str, tuple[str, str]]:
    """By table, the column that leads to its youth and the table it leads to; parents first."""
    models()  # every table is known once they are all loaded
    found: dict[str, tuple[str, str]] = {YOUTH.name: ("id", YOUTH.name)}
    while new := dict(_next_ways(found)):
        found |= new
    return found


def _next_ways(found: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, tuple[str, str]]]:
    for one in SQLModel.metadata.sorted_tables:
        if one.name in found or one.name in _CAN_BE_WITHOUT:
            continue
        leading = [
            (column.name, key.column.table.name)
            for column in one.columns
            for key in column.foreign_keys
            if not column.nullable and key.column.table.name in found
        ]
        if leading:
            yield one.name, min(leading, key=lambda way: way[1] != YOUTH.name)


def rows_about(session: Session, youths: Collection[int]) -> dict[str, set[Any]]:
    """The keys of the rows about these youths by table, those once removed too; parents first."""
    removed = _removed(session)
    found: dict[str, set[Any]] = {}
    for name, (column, parent) in ways().items():
        wanted = set(youths) if name == YOUTH.name else found[parent]
        whole = SQLModel.metadata.tables[name]
        found[name] = _kept(session, whole, column, wanted) | {
            key for key, before in removed[name] if before.get(column) in wanted
        }
    return found


def _kept(session: Session, whole: Table, column: str, wanted: Collection[Any]) -> set[Any]:
    key, owner, keys = key_of(whole), whole.c[column], sorted(wanted)
    return {
        one
        for begin in range(0, len(keys), AT_ONCE)
        for one in session.scalars(select(key).where(owner.in_(keys[begin : begin + AT_ONCE])))
    }


def _removed(session: Session) -> defaultdict[str, list[tuple[Any, Mapping[str, Any]]]]:
    """By table, the rows that the log says were there once: their keys and what they held."""
    found: defaultdict[str, list[tuple[Any, Mapping[str, Any]]]] = defaultdict(list)
    gone = select(_LOG.c.row_table, _LOG.c.first_id, _LOG.c.before)
    for line in session.execute(gone.where(_LOG.c.act == Act.DELETE)):
        found[line.row_table].append((line.first_id, line.before or {}))
    return found
