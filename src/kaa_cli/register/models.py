"""The tables about youths. A day ends in `_on`, an instant (UTC) in `_at`.

Codes are those of `rules/codes.py`. Table models do not validate on construction: the rules do, and
the CHECKs below are the last wall. What may be kept is a closed list (förordning 2006:39, 4 §);
nothing sensitive has a column.
"""

from datetime import date, time

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from kaa_cli.register.tables import NUMBERED, one_of, reference
from kaa_cli.rules import codes


class Youth(SQLModel, table=True):
    """A person in the register."""

    __tablename__ = "youth"
    __table_args__ = (
        one_of("identity_kind", codes.IdentityKind),
        one_of("sex", codes.Sex),
        one_of("protection", codes.Protection),
        one_of("preferred_channel", codes.Channel),
        CheckConstraint(
            "protection <> 'protected-registration' OR "
            "(street = '' AND postcode = '' AND city = '')",
            name="no_address_for_protected_registration",
        ),
        CheckConstraint(
            "(do_not_contact_on IS NULL) = (review_on IS NULL)", name="do_not_contact_has_review"
        ),
        NUMBERED,
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
    contact_person_id: int | None = reference("caseworker.id", optional=True)
    by_hand: bool = False
    restricted_on: date | None = None
    do_not_contact_on: date | None = None
    review_on: date | None = None


class FormerIdentity(SQLModel, table=True):
    """What a youth was known by before a surer number came; lists go on using it for a while.

    A school's or a coordination number, or a birth date with the name. Never a personal number, and
    never of an assumed identity.
    """

    __tablename__ = "former_identity"
    __table_args__ = (NUMBERED,)
    id: int | None = Field(default=None, primary_key=True)
    youth_id: int = reference("youth.id")
    key: str = Field(unique=True)


class Guardian(SQLModel, table=True):
    """Name only, beside the phone; used only while the youth is under 18."""

    __tablename__ = "guardian"
    __table_args__ = (
        UniqueConstraint("youth_id", "position"),
        CheckConstraint("position IN (1, 2)", name="position_known"),
        NUMBERED,
    )
    id: int | None = Field(default=None, primary_key=True)
    youth_id: int = reference("youth.id", index=False)
    position: int
    name: str = ""


class Phone(SQLModel, table=True):
    """A number as it was given and, when it could be read, in E.164; a guardian's or the own."""

    __tablename__ = "phone"
    __table_args__ = (
        one_of("state", codes.PhoneState),
        UniqueConstraint("youth_id", "guardian_id", "number"),
        Index(  # NULLs differ, so the youth's own numbers need a rule of their own
            "own_number_once",
            "youth_id",
            "number",
            unique=True,
            sqlite_where=text("guardian_id IS NULL"),
        ),
        NUMBERED,
    )
    id: int | None = Field(default=None, primary_key=True)
    youth_id: int = reference("youth.id", index=False)
    guardian_id: int | None = reference("guardian.id", optional=True)
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
        one_of("reason", codes.Reason),
        one_of("end_reason", codes.EndReason),
        one_of("check_reason", codes.CheckReason),
        CheckConstraint("(ended_on IS NULL) = (end_reason IS NULL)", name="ended_with_reason"),
        CheckConstraint("(check_on IS NULL) = (check_reason IS NULL)", name="check_with_reason"),
        CheckConstraint("ended_on IS NULL OR ended_on >= registered_on", name="ends_after_start"),
        Index(
            "one_open_registration",
            "youth_id",
            unique=True,
            sqlite_where=text("ended_on IS NULL"),
        ),
        Index("to_look_at", "look_on"),
        NUMBERED,
    )
    id: int | None = Field(default=None, primary_key=True)
    youth_id: int = reference("youth.id")
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
    look_on: date | None = None
    """From this day the youth may be due, so the queue looks; never later than that. NULL: now.

    This and the next six are reckoned from all the rest by `due_days.py`, not told by anybody.
    """
    stands_at: str | None = None
    """How the youth is counted before that day. NULL: not at all, or not reckoned; look."""
    known_as: str | None = None
    cycle: int | None = None
    step_on: date | None = None
    try_by: date | None = None
    reach_by: date | None = None


class Attempt(SQLModel, table=True):
    """Something done to reach the youth, or a reply that came in."""

    __tablename__ = "attempt"
    __table_args__ = (
        one_of("channel", codes.Channel),
        one_of("target", codes.Target),
        one_of("result", codes.AttemptResult),
        one_of("occupation", codes.OccupationCode),
        Index("attempt_in_order", "registration_id", "on", "id"),
        Index("attempt_by_day", "on"),
        NUMBERED,
    )
    id: int | None = Field(default=None, primary_key=True)
    registration_id: int = reference("registration.id", index=False)
    on: date
    at: time | None = None
    channel: str
    target: str = codes.Target.YOUTH
    result: str
    phone_id: int | None = reference("phone.id", optional=True)
    place: str = ""
    by_id: int | None = reference("caseworker.id", optional=True)
    with_id: int | None = reference("caseworker.id", optional=True)
    occupation: str | None = None
    next_on: date | None = None
    next_at: time | None = None
    note: str = ""


class Occupation(SQLModel, table=True):
    """What the youth did on a day, who told it, and how long it counts as current."""

    __tablename__ = "occupation"
    __table_args__ = (
        one_of("code", codes.OccupationCode),
        one_of("source", codes.Source),
        Index("occupation_in_order", "youth_id", "on", "id"),
        NUMBERED,
    )
    id: int | None = Field(default=None, primary_key=True)
    youth_id: int = reference("youth.id", index=False)
    on: date
    code: str
    source: str = codes.Source.YOUTH
    says: str = ""
    attempt_id: int | None = reference("attempt.id", optional=True)


class Outcome(SQLModel, table=True):
    """Where it led: studies, work, another authority, or the youth remains."""

    __tablename__ = "outcome"
    __table_args__ = (
        one_of("category", codes.OutcomeCategory),
        Index("outcome_in_order", "youth_id", "on", "id"),
        NUMBERED,
    )
    id: int | None = Field(default=None, primary_key=True)
    youth_id: int = reference("youth.id", index=False)
    on: date
    category: str
    detail: str | None = None
    programme: str = ""


class Measure(SQLModel, table=True):
    """Something offered to a youth, and how far it came: the days tell."""

    __tablename__ = "measure"
    __table_args__ = (
        one_of("end_reason", codes.MeasureEnd),
        one_of("occupation_before", codes.OccupationCode),
        one_of("occupation_after", codes.OccupationCode),
        CheckConstraint("ended_on IS NOT NULL OR end_reason IS NULL", name="end_reason_has_end"),
        CheckConstraint("accepted_on IS NULL OR declined_on IS NULL", name="accepted_or_declined"),
        CheckConstraint(
            "coalesce(offered_on, accepted_on, declined_on, started_on, ended_on) IS NOT NULL",
            name="has_a_day",
        ),
        Index("measure_of_youth", "youth_id", "id"),
        NUMBERED,
    )
    id: int | None = Field(default=None, primary_key=True)
    youth_id: int = reference("youth.id", index=False)
    type: str
    """A code of the catalogue, or one that the municipality has added to it."""
    programme: str = ""
    run_id: int | None = reference("programme_run.id", optional=True)
    provider: str = ""
    goal: str = ""
    by_youth: str = ""
    """What the youth does in it; below what the municipality and another actor do."""
    by_municipality: str = ""
    by_other: str = ""
    week: str = ""
    """The individual weekly plan, as part of the measure's content. Attendance is never kept."""
    offered_on: date | None = None
    accepted_on: date | None = None
    declined_on: date | None = None
    started_on: date | None = None
    ended_on: date | None = None
    end_reason: str | None = None
    occupation_before: str | None = None
    occupation_after: str | None = None
