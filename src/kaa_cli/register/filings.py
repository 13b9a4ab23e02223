"""The tables of the half-year report: the agency's code lists, and what was filed."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from kaa_cli.register.tables import NUMBERED, one_of, reference
from kaa_cli.rules import support_codes as codes


class AgencyCode(SQLModel, table=True):
    """What the statistics agency calls one of our codes, from a half-year on."""

    __tablename__ = "agency_code"
    __table_args__ = (UniqueConstraint("half_year", "variable", "code"), NUMBERED)
    id: int | None = Field(default=None, primary_key=True)
    half_year: str
    """Such as 2026H2; the list holds until there is one for a later half-year."""
    variable: str
    code: str
    value: str


class Snapshot(SQLModel, table=True):
    """A half-year worksheet as it was written to a file, to compare a later one with."""

    __tablename__ = "snapshot"
    __table_args__ = (Index("snapshot_of_half_year", "half_year", "id"), NUMBERED)
    id: int | None = Field(default=None, primary_key=True)
    half_year: str
    made_on: date
    as_of: date
    """The day on which the register was known as the worksheet tells it."""
    by_id: int | None = reference("caseworker.id", optional=True)


class KeptFigures(SQLModel, table=True):
    """What a report said of a half-year before somebody in it was purged; numbers only."""

    __tablename__ = "kept_figures"
    __table_args__ = (UniqueConstraint("half_year", "report"), NUMBERED)
    id: int | None = Field(default=None, primary_key=True)
    half_year: str
    report: str
    made_on: date
    figures: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class SnapshotLine(SQLModel, table=True):
    """One line of a block, in our codes; who it is stands in the youth's own row alone."""

    __tablename__ = "snapshot_line"
    __table_args__ = (
        one_of("block", codes.Block),
        Index("line_of_snapshot", "snapshot_id", "block", "youth_id"),
        NUMBERED,
    )
    id: int | None = Field(default=None, primary_key=True)
    snapshot_id: int = reference("snapshot.id", index=False)
    youth_id: int = reference("youth.id")
    block: str
    told: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
