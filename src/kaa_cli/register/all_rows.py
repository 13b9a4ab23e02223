"""All that a register holds, alike on both engines: read, copied under its numbers, compared."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Any

from sqlalchemy import JSON, Connection, DateTime, Table, func, select
from sqlmodel import SQLModel

from kaa_cli.errors import Damaged
from kaa_cli.register import chain
from kaa_cli.register.chain import Head
from kaa_cli.register.engine import broken_references
from kaa_cli.register.numbered_rows import insert_rows, last_given, number_past
from kaa_cli.register.office import LogEntry
from kaa_cli.register.questions import AT_ONCE, chunks, table
from kaa_cli.register.tables import in_utc
from kaa_cli.register.undo import models
from kaa_cli.words import _

Watch = Callable[[Iterable[Any]], Iterable[Any]]
_LOG = table(LogEntry)
_LIMIT = 1 << 256


@dataclass(slots=True)
class Contents:
    """What a table holds, told alike on both engines: so many rows, and the sum of their prints.

    A sum, so that it does not matter in which order a server sorts words.
    """

    rows: int = 0
    prints: int = 0

    def add(self, row: Mapping[str, Any], of: Table) -> None:
        """Count one more row."""
        said = [
            json.dumps(row[column.name], sort_keys=True)
            if isinstance(column.type, JSON)
            else row[column.name]
            for column in of.columns
        ]
        self.rows += 1
        self.prints = (self.prints + int.from_bytes(sha256(repr(said).encode()).digest())) % _LIMIT


def tables() -> list[Table]:
    """Every table of a register, those that others refer to first."""
    models()  # all are known once they are loaded
    return list(SQLModel.metadata.sorted_tables)


def row_counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        of.name: connection.execute(select(func.count()).select_from(of)).scalar_one()
        for of in tables()
    }


def copy_rows(old: Connection, new: Connection, watch: Watch) -> dict[str, Contents]:
    """Every row, and how far every table has numbered its own; tells what each table holds."""
    known = {of.name: of for of in tables()}
    moved = {name: Contents() for name in known}
    for name, of_table in groupby(watch(_every_row(old)), key=lambda told: str(told[0])):
        for some in chunks(row for _name, row in of_table):
            for row in some:
                moved[name].add(row, known[name])
            insert_rows(new, known[name], some)
    for name, of in known.items():
        if "id" in of.c and (last := _last_of(old, of)):
            number_past(new, name, last)
    return moved


def _every_row(connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    for of in tables():
        yield from ((of.name, row) for row in _rows(connection, of))


def _rows(connection: Connection, of: Table) -> Iterator[dict[str, Any]]:
    """The rows of a table in the order they came, each instant in UTC; few in memory at once."""
    instants = [column.name for column in of.columns if isinstance(column.type, DateTime)]
    question = select(of).order_by(*of.primary_key.columns)
    with connection.execute(question.execution_options(yield_per=AT_ONCE)) as found:
        for row in found.mappings():
            told = dict(row)
            for name in instants:
                told[name] = in_utc(told[name])
            yield told


def _last_of(connection: Connection, of: Table) -> int:
    """The last number that a table gave, but of the log the last that was kept.

    A server numbers also what it then rolls back; a file whose log once had a higher number is one
    that somebody has cut.
    """
    if of is _LOG:
        return chain.head(connection).entry
    return last_given(connection, of.name)


def prove_same(new: Connection, moved: Mapping[str, Contents], head: Head) -> None:
    """Raise Damaged unless the copy holds what was moved, and its log ends at `head`."""
    verdict = chain.verify(new, [head])
    is_same = all(_contents(new, of) == moved[of.name] for of in tables())
    if not is_same or not verdict.is_whole or verdict.head != head or broken_references(new):
        raise Damaged(_("The copy is not the same as the register. Nothing was saved."))


def _contents(connection: Connection, of: Table) -> Contents:
    found = Contents()
    for row in _rows(connection, of):
        found.add(row, of)
    return found
