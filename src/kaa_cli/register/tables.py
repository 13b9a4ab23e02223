"""What every table has in common: how its rules are named, its references, its numbers.

Partial indexes name their condition for SQLite alone: naming it for PostgreSQL loads that dialect
at every start (25 ms); the migrations, which make the tables, say it for both.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

SQLModel.model_config["defer_build"] = True  # tables never validate: no validators at the start
SQLModel.metadata.naming_convention = {  # a migration can only change what has a name
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


def one_of(column: str, values: Iterable[StrEnum]) -> CheckConstraint:
    """A CHECK that a column holds one of a list of codes.

    Compared one by one: for `IN (...)` SQLite makes a table of the codes for every row written.
    """
    allowed = " OR ".join(f"{column} = '{value}'" for value in values)
    return CheckConstraint(allowed, name=f"{column}_known")


def reference(target: str, *, optional: bool = False, index: bool = True) -> Any:
    """A reference; `index=False` where another index of the table begins with it."""
    return Field(default=None, foreign_key=target, index=index, nullable=optional)


NUMBERED = {"sqlite_autoincrement": True}  # a number once used is never given to somebody else


def in_utc(instant: datetime) -> datetime:
    """SQLite keeps UTC and does not say so; a server tells the hour of whoever asks."""
    return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
