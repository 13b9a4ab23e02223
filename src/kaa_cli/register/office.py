"""The tables about the work, not about a youth: caseworkers, routines, lists taken in, the log."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from kaa_cli.register.tables import NUMBERED, reference


class Caseworker(SQLModel, table=True):
    """Who works in the register; `name` is what `KAA_USER` says."""

    __tablename__ = "caseworker"
    __table_args__ = (NUMBERED,)
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class Claim(SQLModel, table=True):
    """A youth whom one caseworker has on screen until an hour; then it is as if it never was.

    No part of a youth's history: written past the log, and gone with the youth.
    """

    __tablename__ = "claim"
    __table_args__ = (NUMBERED,)
    id: int | None = Field(default=None, primary_key=True)
    youth_id: int = Field(foreign_key="youth.id", unique=True, ondelete="CASCADE")
    by_id: int = reference("caseworker.id")
    until_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))


class AdoptedPolicy(SQLModel, table=True):
    """A contact routine and the day from which it holds, kept as the TOML text it was."""

    __tablename__ = "adopted_policy"
    __table_args__ = (NUMBERED,)
    id: int | None = Field(default=None, primary_key=True)
    from_on: date = Field(unique=True)
    name: str
    toml: str


class ImportRun(SQLModel, table=True):
    """A file taken in: what it was called, its fingerprint (SHA-256) and what came of it."""

    __tablename__ = "import_run"
    __table_args__ = (NUMBERED,)
    id: int | None = Field(default=None, primary_key=True)
    on: date
    kind: str
    file_name: str
    fingerprint: str = Field(index=True)
    rows: int
    counts: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class ColumnMap(SQLModel, table=True):
    """What the columns of a list hold, as somebody told it once: heading to field."""

    __tablename__ = "column_map"
    __table_args__ = (UniqueConstraint("kind", "heading_row"), NUMBERED)
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    heading_row: str
    """The whole row of headings, each in its plain form, so that another export is another row."""
    columns: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    on: date


class Setting(SQLModel, table=True):
    """What holds for the whole register: its kind, its municipalities."""

    __tablename__ = "setting"
    key: str = Field(primary_key=True)
    value: str


class LogEntry(SQLModel, table=True):
    """One command that changed or showed something: who, when, what. Only ever added to.

    `what` tells it without names: `{"result": "no-answer", "youths": [17]}`. Words that somebody
    typed lie apart in `said`, so that they can be purged. `seal` chains the entries: `chain.py`.
    """

    __tablename__ = "log_entry"
    __table_args__ = (Index("log_of_kind", "kind"), NUMBERED)
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    on: date
    by: str
    login: str
    kind: str
    command: str
    what: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    undoes_id: int | None = reference("log_entry.id", optional=True)
    said: dict[str, str] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
    )
    seal: str = ""


class LogChange(SQLModel, table=True):
    """What a command did to a row, or the new rows it numbered one after another.

    `before` holds what was replaced, apart, so it can be purged.
    """

    __tablename__ = "log_change"
    __table_args__ = (Index("log_of_row", "row_table", "first_id"), NUMBERED)
    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = reference("log_entry.id")
    row_table: str
    row_id: str = ""
    """The row's key where that is a word; otherwise empty, and two numbers tell which rows."""
    first_id: int | None = None
    last_id: int | None = None
    act: str
    before: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
    )
