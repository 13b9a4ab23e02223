"""A register of every released schema is upgraded, with something in each of its tables."""

import re
import shutil
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import JSON, Column, Connection, Integer, MetaData, func, inspect, select
from sqlmodel import SQLModel

from kaa_cli.register import filings, migrations, support
from kaa_cli.register.engine import open_engine
from kaa_cli.register.migrations import upgrade
from registers import MONDAY, made_by_an_older_program

RELEASED = sorted(step.name[:4] for step in (migrations.HERE / "versions").glob("0*.py"))
ANYTHING: dict[type, Any] = {
    int: 1,
    float: 1,
    bool: False,
    str: "",
    dict: {},
    date: date(2026, 9, 7),
    time: time(14),
    datetime: datetime(2026, 9, 7, 12, tzinfo=UTC),
}
DAY = date(2026, 9, 7)
TOLD: dict[str, dict[str, Any]] = {
    "log_change": {"row_table": "youth", "row_id": "1"},
    "measure": {"offered_on": DAY},
    "visit_round": {"with_id": 2},
    "consent": {"scope": "team"},
    "referral": {"direction": "in"},
    "outcome_check": {"result": "sustained"},
}
"""What a rule of a whole row asks for."""
MODELS = (filings.Snapshot, support.Answer)
"""Of the last two modules with tables: all of them must be loaded to be compared."""


@pytest.mark.parametrize("version", RELEASED)
def test_an_older_register_keeps_every_row_and_gets_the_newest_schema(
    nowhere: str, tmp_path: Path, version: str
) -> None:
    # fault 21
    steps = Path(shutil.copytree(migrations.HERE, tmp_path / "steps"))
    with made_by_an_older_program(nowhere, steps, version) as connection:
        fill(connection)
        before = numbers(connection)
    assert all(rows for rows in before.values()), before
    assert upgrade(nowhere, today=MONDAY).before == version
    with open_engine(nowhere, writing=False).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []
        after = numbers(connection)
    for table, rows in before.items():
        assert after[table] >= rows if table == "setting" else after[table] == rows, table


def fill(connection: Connection) -> None:
    """A row in every table that has none, of as little as it takes."""
    schema = MetaData()
    schema.reflect(connection)
    for table in schema.sorted_tables:
        if not connection.execute(select(func.count()).select_from(table)).scalar_one():
            found = inspect(connection).get_check_constraints(table.name)
            rules = " ".join(str(check["sqltext"]) for check in found)
            needed = [column for column in table.columns if is_needed(column)]
            row = {column.name: value_of(column, rules) for column in needed}
            told = TOLD.get(table.name, {})
            row |= {name: value for name, value in told.items() if name in table.columns}
            for _ in range(2 if table.name == "caseworker" else 1):
                connection.execute(table.insert().values(row))
                row = row | {"name": "Bo"}


def is_needed(column: Column[Any]) -> bool:
    is_number = isinstance(column.type, Integer) and column.primary_key and not column.foreign_keys
    return not column.nullable and not is_number


def value_of(column: Column[Any], rules: str) -> Any:
    """A value that a column takes: the first that its rule names, if there is a rule."""
    if column.foreign_keys:
        return 1
    allowed = re.search(rf"\b{column.name}\b[^'=]*(?:=|IN)[^']*'([^']+)'", rules)
    kind = dict if isinstance(column.type, JSON) else column.type.python_type
    return allowed[1] if allowed and kind is str else ANYTHING[kind]


def numbers(connection: Connection) -> dict[str, int]:
    """How many rows there are in each table, but for what Alembic keeps."""
    names = set(inspect(connection).get_table_names()) - {"alembic_version"}
    counted = {name: f'SELECT count(*) FROM "{name}"' for name in names}
    return {name: connection.exec_driver_sql(sql).scalar_one() for name, sql in counted.items()}
