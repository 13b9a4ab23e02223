"""Which rows are about a youth: found by how the tables refer to one another, so none is forgotten.

A table is about youths when it names one, or when a row of it cannot be without one that does.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Table, select
from sqlmodel import Session, SQLModel

from kaa_cli.register.changes import Act, key_of
from kaa_cli.register.office import LogChange, LogEntry
from kaa_cli.register.questions import YOUTH, chunks, table
from kaa_cli.register.undo import models

_LOG, _ENTRY = table(LogChange), table(LogEntry)
MERGE = "youth merge"
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


def youth_of(session: Session, row: SQLModel) -> int | None:
    """The youth a row is about; None when it is about nobody."""
    name = str(row.__tablename__)
    while name in ways():
        column, parent = ways()[name]
        key: int = getattr(row, column)
        if parent == YOUTH.name:
            return key
        row, name = session.get_one(models()[parent], key), parent
    return None


def rows_about(session: Session, youths: Collection[int]) -> dict[str, set[Any]]:
    """The keys of the rows about these youths by table, those once removed too; parents first."""
    found: dict[str, set[Any]] = {}
    for name, (column, parent) in ways().items():
        owners = set(youths) if name == YOUTH.name else found[parent]
        found[name] = keys_of(session, SQLModel.metadata.tables[name], column, owners)
    return found


def keys_of(session: Session, whole: Table, column: str, owners: Collection[Any]) -> set[Any]:
    """The keys of a table's rows that one of these owns, or owned when the row was taken away."""
    owner, owned = whole.c[column], _LOG.c.before[column].as_integer()
    taken = select(_LOG.c.first_id).where(_LOG.c.row_table == whole.name, _LOG.c.act == Act.DELETE)
    found: set[Any] = set()
    for some in chunks(sorted(owners)):
        found.update(session.scalars(select(key_of(whole)).where(owner.in_(some))))
        found.update(session.scalars(taken.where(owned.in_(some))))
    return found


def with_merged(session: Session, youths: Collection[int]) -> set[int]:
    """These youths with the numbers that were merged into them and are no more."""
    merges = session.scalars(select(_ENTRY.c.what).where(_ENTRY.c.command == MERGE))
    into = {what["merged"]: what["youths"][0] for what in merges if "merged" in what}
    there = set(session.scalars(select(YOUTH.c.id))) if into else set()
    everyone = set(youths)
    while new := {n for n, to in into.items() if to in everyone and n not in there | everyone}:
        everyone |= new
    return everyone
