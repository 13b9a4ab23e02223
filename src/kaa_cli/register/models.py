"""The tables. A day ends in `_on`, an instant (UTC) in `_at`; codes are those of `rules/codes.py`.

Table models do not validate on construction: the rules do, and the CHECKs below are the last wall.
Partial indexes name their condition for SQLite alone: naming it for PostgreSQL loads that dialect
at every start (25 ms); the migrations, which make the tables, say it for both.
What may be kept is a closed list (förordning 2006:39, 4 §); nothing sensitive has a column.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, DateTime, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from kaa_cli.rules import codes

SQLModel.model_config["defer_build"] = True  # tables never validate: no validators at the start
SQLModel.metadata.naming_convention = {  # a migration can only change what has a name
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


def _one_of(column: str, values: Iterable[StrEnum]) -> CheckConstraint:
    allowed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")


def _fk(target: str, *, optional: bool = False, index: bool = True) -> Any:
    """A reference; `index=False` where another index of the table begins with it."""
    return Field(default=None, foreign_key=target, index=index, nullable=optional)


_SQLITE = {"sqlite_autoincrement": True}  # a number once used is never given to somebody else


class Youth(SQLModel, table=True):
    """A person in the register."""

    __tablename__ = "youth"
    __table_args__ = (
        _one_of("identity_kind", codes.IdentityKind),
        _one_of("sex", codes.Sex),
        _one_of("protection", codes.Protection),
        _one_of("preferred_channel", codes.Channel),
        CheckConstraint(
            "protection <> 'protected-registration' OR "
            "(street = '' AND postcode = '' AND city = '')",
            name="no_address_for_protected_registration",
        ),
        CheckConstraint(
            "(do_not_contact_on IS NULL) = (review_on IS NULL)", name="do_not_contact_has_review"
        ),
        _SQLITE,
    )
    id: int | None = Field(default=None, primary_key=True)
    identity_number: str | None = Field(default=None, unique=True, max_length=16)
    identity_kind: str | None = None
    born_on: date
    sex: str | None = None
    given_name: str = ""
    family_name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    municipality: str = ""
    address_on: date | None = None
    address_bad_on: date | None = None
    email: str = ""
    email_on: date | None = None
    school: str = ""
    study_programme: str = ""
    protection: str = codes.Protection.NONE
    preferred_channel: str | None = None
    contact_person_id: int | None = _fk("caseworker.id", optional=True)
    by_hand: bool = False
    restricted_on: date | None = None
    do_not_contact_on: date | None = None
    review_on: date | None = None


class Guardian(SQLModel, table=True):
    """Name only, beside the phone; used only while the youth is under 18."""

    __tablename__ = "guardian"
    __table_args__ = (
        UniqueConstraint("youth_id", "position"),
        CheckConstraint("position IN (1, 2)", name="position_known"),
        _SQLITE,
    )
    id: int | None = Field(default=None, primary_key=True)
    youth_id: int = _fk("youth.id", index=False)
    position: int
    name: str = ""


class Phone(SQLModel, table=True):
    """A number as it was given and, when it could be read, in E.164; a guardian's or the own."""

    __tablename__ = "phone"
    __table_args__ = (
        _one_of("state", codes.PhoneState),
        UniqueConstraint("youth_id", "guardian_id", "number"),
        Index(  # NULLs differ, so the youth's own numbers need a rule of their own
            "own_number_once",
            "youth_id",
            "number",
            unique=True,
            sqlite_where=text("guardian_id IS NULL"),
        ),
        _SQLITE,
    )
    id: int | None = Field(default=None, primary_key=True)
    youth_id: int = _fk("youth.id", index=False)
    guardian_id: int | None = _fk("guardian.id", optional=True)
    raw: str
    number: str
    """E.164; the raw text where it could not be read as a number."""
    mobile: bool = False
    state: str = codes.PhoneState.UNKNOWN
    usable_on: date
    wrong_on: date | None = None
    source: str = ""
    note: str = ""
    """The words that stood beside it, such as "efter kl 16"."""


class Registration(SQLModel, table=True):
    """One stay in the duty; a youth who comes back gets a new one and keeps the old."""

    __tablename__ = "registration"
    __table_args__ = (
        _one_of("reason", codes.Reason),
        _one_of("end_reason", codes.EndReason),
        _one_of("check_reason", codes.CheckReason),
        CheckConstraint("(ended_on IS NULL) = (end_reason IS NULL)", name="ended_with_reason"),
        CheckConstraint("(check_on IS NULL) = (check_reason IS NULL)", name="check_with_reason"),
        CheckConstraint("ended_on IS NULL OR ended_on >= registered_on", name="ends_after_start"),
        Index(
            "one_open_registration",
            "youth_id",
            unique=True,
            sqlite_where=text("ended_on IS NULL"),
        ),
        _SQLITE,
    )
    id: int | None = Field(default=None, primary_key=True)
    youth_id: int = _fk("youth.id")
    registered_on: date
    first_seen_on: date
    reason: str = codes.Reason.UNKNOWN
    left_school_on: date | None = None
    referred_by: str = ""
    ended_on: date | None = None
    end_reason: str | None = None
    check_reason: str | None = None
    check_on: date | None = None
    checked_on: date | None = None


class Attempt(SQLModel, table=True):
    """Something done to reach the youth, or a reply that came in."""

    __tablename__ = "attempt"
    __table_args__ = (
        _one_of("channel", codes.Channel),
        _one_of("target", codes.Target),
        _one_of("result", codes.AttemptResult),
        _one_of("occupation", codes.OccupationCode),
        Index("attempt_in_order", "registration_id", "on", "id"),
        _SQLITE,
    )
    id: int | None = Field(default=None, primary_key=True)
    registration_id: int = _fk("registration.id", index=False)
    on: date
    at: time | None = None
    channel: str
    target: str = codes.Target.YOUTH
    result: str
    phone_id: int | None = _fk("phone.id", optional=True)
    place: str = ""
    by_id: int | None = _fk("caseworker.id", optional=True)
    with_id: int | None = _fk("caseworker.id", optional=True)
    occupation: str | None = None
    next_on: date | None = None
    next_at: time | None = None
    note: str = ""


class Occupation(SQLModel, table=True):
    """What the youth did on a day, who told it, and how long it counts as current."""

    __tablename__ = "occupation"
    __table_args__ = (
        _one_of("code", codes.OccupationCode),
        _one_of("source", codes.Source),
        Index("occupation_in_order", "youth_id", "on", "id"),
        _SQLITE,
    )
    id: int | None = Field(default=None, primary_key=True)
    youth_id: int = _fk("youth.id", index=False)
    on: date
    code: str
    source: str = codes.Source.YOUTH
    says: str = ""
    attempt_id: int | None = _fk("attempt.id", optional=True)


class Outcome(SQLModel, table=True):
    """Where it led: studies, work, another authority, or the youth remains."""

    __tablename__ = "outcome"
    __table_args__ = (
        _one_of("category", codes.OutcomeCategory),
        Index("outcome_in_order", "youth_id", "on", "id"),
        _SQLITE,
    )
    id: int | None = Field(default=None, primary_key=True)
    youth_id: int = _fk("youth.id", index=False)
    on: date
    category: str
    detail: str | None = None
    programme: str = ""


class Measure(SQLModel, table=True):
    """Something offered to a youth, and how far it came: the days tell."""

    __tablename__ = "measure"
    __table_args__ = (
        _one_of("type", codes.MeasureType),
        _one_of("end_reason", codes.MeasureEnd),
        CheckConstraint("ended_on IS NOT NULL OR end_reason IS NULL", name="end_reason_has_end"),
        CheckConstraint("accepted_on IS NULL OR declined_on IS NULL", name="accepted_or_declined"),
        CheckConstraint(
            "coalesce(offered_on, accepted_on, declined_on, started_on, ended_on) IS NOT NULL",
            name="has_a_day",
        ),
        Index("measure_of_youth", "youth_id", "id"),
        _SQLITE,
    )
    id: int | None = Field(default=None, primary_key=True)
    youth_id: int = _fk("youth.id", index=False)
    type: str
    programme: str = ""
    provider: str = ""
    offered_on: date | None = None
    accepted_on: date | None = None
    declined_on: date | None = None
    started_on: date | None = None
    ended_on: date | None = None
    end_reason: str | None = None


class Caseworker(SQLModel, table=True):
    """Who works in the register; `name` is what `KAA_USER` says."""

    __tablename__ = "caseworker"
    __table_args__ = (_SQLITE,)
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class AdoptedPolicy(SQLModel, table=True):
    """A contact routine and the day from which it holds, kept as the TOML text it was."""

    __tablename__ = "adopted_policy"
    __table_args__ = (_SQLITE,)
    id: int | None = Field(default=None, primary_key=True)
    from_on: date = Field(unique=True)
    name: str
    toml: str


class ImportRun(SQLModel, table=True):
    """A file taken in: what it was called, its fingerprint (SHA-256) and what came of it."""

    __tablename__ = "import_run"
    __table_args__ = (_SQLITE,)
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
    __table_args__ = (UniqueConstraint("kind", "heading_row"), _SQLITE)
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

    `what` tells it without names: `{"result": "no-answer", "youths": [17]}`.
    """

    __tablename__ = "log_entry"
    __table_args__ = (_SQLITE,)
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    on: date
    by: str
    login: str
    kind: str
    command: str
    what: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    undoes_id: int | None = _fk("log_entry.id", optional=True)


class LogChange(SQLModel, table=True):
    """One row changed by a command; `before` holds what it replaced, apart, so it can be purged."""

    __tablename__ = "log_change"
    __table_args__ = (Index("log_change_of_row", "row_table", "row_id"), _SQLITE)
    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = _fk("log_entry.id")
    row_table: str
    row_id: str
    act: str
    before: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
    )
