"""Texts planted in the register's tables behind kaa's back, wherever free words may stand."""

from collections.abc import Callable, Iterable
from pathlib import Path

import sqlalchemy as sa
from sqlmodel.sql.sqltypes import AutoString

from kaa_cli.register import filings, meetings, office, support
from kaa_cli.register import models as youths
from kaa_cli.register.undo import models
from terminal import rows_of

ALL_TABLES = (youths, meetings, office, support, filings)
"""The modules that define them; a table is known once its module is loaded."""
CODES = {
    "youth": {"identity_number"},
    "former_identity": {"key"},
    "phone": {"number"},
    "registration": {"stands_at", "known_as"},  # reckoned, and told by nobody
    "measure": {"type"},
    "programme": {"type"},
    "own_measure_type": {"code"},
    "agency_code": {"half_year", "variable", "code"},
    "snapshot": {"half_year"},
    "outcome": {"detail"},
    "answer": {"code_hash"},
    "adopted_policy": {"toml"},
    "import_run": {"kind", "fingerprint"},
    "column_map": {"kind", "heading_row"},
    "setting": {"key"},
    "log_entry": {"kind", "command", "seal"},
    "log_change": {"row_table", "row_id", "act"},
}
"""Columns of text that hold a code, a key or a number, beside those a CHECK holds to a list."""
_OWNER = {
    "registration": "registration_id IN (SELECT id FROM registration WHERE youth_id = {no})",
    "measure": "measure_id IN (SELECT id FROM measure WHERE youth_id = {no})",
    "outcome": "outcome_id IN (SELECT id FROM outcome WHERE youth_id = {no})",
}


def free_columns() -> dict[str, list[str]]:
    """The columns of each table in which somebody's own words may stand."""
    found = {}
    for name, model in models().items():
        table = model.metadata.tables[name]
        coded = {str(c.name) for c in table.constraints if isinstance(c, sa.CheckConstraint)}
        found[name] = [
            column.name
            for column in table.columns
            if isinstance(column.type, AutoString)
            and column.name not in CODES.get(name, set())
            and f"ck_{name}_{column.name}_known" not in coded
        ]
    return {name: columns for name, columns in found.items() if columns}


def of_youth(table: str, no: int) -> str | None:
    """Which rows of a table are about a youth, as SQL; None where none can be."""
    columns = {column.name for column in models()[table].metadata.tables[table].columns}
    if table == "youth":
        return f"id = {no}"
    if "youth_id" in columns:
        return f"youth_id = {no}"
    for parent, sql in _OWNER.items():
        if f"{parent}_id" in columns:
            return sql.format(no=no)
    return None


def plant(
    register: Path, youths: Iterable[int], text: Callable[[str, str], str], *but: str
) -> None:
    """Write a text, told by table and column, into every free column about these youths."""
    with rows_of(register) as rows:
        for no in youths:
            for table, columns in free_columns().items():
                where = of_youth(table, no)
                told = [column for column in columns if f"{table}.{column}" not in but]
                if where is not None and told:
                    places = ", ".join(f'"{column}" = ?' for column in told)
                    texts = [text(table, column) for column in told]
                    rows.execute(f"UPDATE {table} SET {places} WHERE {where}", texts)


def plant_everywhere(register: Path, text: Callable[[str, str], str], *but: str) -> None:
    """The same in rows that are about nobody, each ended by its number: a name is its own."""
    with rows_of(register) as rows:
        for table, columns in free_columns().items():
            if of_youth(table, 0) is None and table not in but:
                places = ", ".join(f'"{column}" = ? || {_ending(table)}' for column in columns)
                texts = [text(table, column) for column in columns]
                rows.execute(f"UPDATE {table} SET {places} WHERE {_ONLY.get(table, True)}", texts)


_ONLY = {"setting": "key = 'municipalities'"}
"""Of settings the one that is words."""


def _ending(table: str) -> str:
    return "key" if table == "setting" else "id"
