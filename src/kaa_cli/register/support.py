"""The tables of support: programmes, applications, consents, follow-ups, what lasts, answers.

A youth takes part in a programme by a measure that names it; nothing else is kept about it. A
programme is known by its name, as measures, outcomes and applications say it.
"""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from kaa_cli.register.tables import NUMBERED, one_of, reference
from kaa_cli.rules import support_codes as codes


class OwnMeasureType(SQLModel, table=True):
    """A kind of measure that a municipality adds to the catalogue, in both languages."""

    __tablename__ = "own_measure_type"
    __table_args__ = (NUMBERED,)
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    sv: str
    en: str


class Programme(SQLModel, table=True):
    """What youths can take part in: Möjligheten, a course, a coaching team."""

    __tablename__ = "programme"
    __table_args__ = (NUMBERED,)
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    type: str
    """The kind of measure that taking part is."""
    provider: str = ""
    closed_on: date | None = None


class ProgrammeRun(SQLModel, table=True):
    """One time a programme is given, such as a course of ten weeks."""

    __tablename__ = "programme_run"
    __table_args__ = (
        UniqueConstraint("programme_id", "name"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("places IS NULL OR places > 0", name="has_places"),
        NUMBERED,
    )
    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = reference("programme.id", index=False)
    name: str
    starts_on: date
    ends_on: date | None = None
    places: int | None = None


class FollowUp(SQLModel, table=True):
    """A day on which a measure is followed up or evaluated; done once it has a day of its own."""

    __tablename__ = "follow_up"
    __table_args__ = (NUMBERED,)
    id: int | None = Field(default=None, primary_key=True)
    measure_id: int = reference("measure.id")
    due_on: date
    done_on: date | None = None
    by_id: int | None = reference("caseworker.id", optional=True)
    note: str = ""


class Application(SQLModel, table=True):
    """A youth's application to a programme, brought up at a team meeting until it is decided."""

    __tablename__ = "application"
    __table_args__ = (
        one_of("referred_by", codes.Actor),
        one_of("decision", codes.Decision),
        CheckConstraint("(decided_on IS NULL) = (decision IS NULL)", name="decided_with_day"),
        NUMBERED,
    )
    id: int | None = Field(default=None, primary_key=True)
    youth_id: int = reference("youth.id")
    programme: str
    on: date
    referred_by: str = codes.Actor.OUTREACH
    signed_on: date | None = None
    """The day the youth signed; a programme is entered by the youth's own choice (seed 003)."""
    decision: str | None = None
    decided_on: date | None = None
    """The team meeting that decided, or the last that postponed it."""
    note: str = ""


class Consent(SQLModel, table=True):
    """What a youth agreed to, of which kind and towards whom, until it is withdrawn."""

    __tablename__ = "consent"
    __table_args__ = (
        one_of("scope", codes.ConsentScope),
        one_of("actor", codes.Actor),
        CheckConstraint("(scope = 'actor') = (actor IS NOT NULL)", name="actor_is_named"),
        CheckConstraint(
            "withdrawn_on IS NULL OR withdrawn_on >= given_on", name="withdrawn_afterwards"
        ),
        NUMBERED,
    )
    id: int | None = Field(default=None, primary_key=True)
    youth_id: int = reference("youth.id")
    scope: str
    actor: str | None = None
    given_on: date
    withdrawn_on: date | None = None
    by_id: int | None = reference("caseworker.id", optional=True)


class Referral(SQLModel, table=True):
    """A youth handed on to another actor, by consent, or sent to us by one."""

    __tablename__ = "referral"
    __table_args__ = (
        one_of("direction", codes.Direction),
        one_of("actor", codes.Actor),
        CheckConstraint("direction = 'in' OR consent_id IS NOT NULL", name="out_by_consent"),
        NUMBERED,
    )
    id: int | None = Field(default=None, primary_key=True)
    youth_id: int = reference("youth.id")
    on: date
    direction: str
    actor: str
    consent_id: int | None = reference("consent.id", optional=True)
    received_on: date | None = None
    """The day the other actor met the youth, when that is known."""
    note: str = ""


class StepForward(SQLModel, table=True):
    """A small movement towards studies or work; counted by itself, never as an outcome."""

    __tablename__ = "step"
    __table_args__ = (NUMBERED,)
    id: int | None = Field(default=None, primary_key=True)
    youth_id: int = reference("youth.id")
    on: date
    says: str
    programme: str = ""
    by_id: int | None = reference("caseworker.id", optional=True)


class OutcomeCheck(SQLModel, table=True):
    """Asking again about an outcome: whether it holds."""

    __tablename__ = "outcome_check"
    __table_args__ = (
        one_of("result", codes.Lasting),
        one_of("reason", codes.BreakReason),
        CheckConstraint("(result = 'interrupted') = (reason IS NOT NULL)", name="break_has_reason"),
        NUMBERED,
    )
    id: int | None = Field(default=None, primary_key=True)
    outcome_id: int = reference("outcome.id")
    on: date
    result: str
    reason: str | None = None
    says: str = ""
    by_id: int | None = reference("caseworker.id", optional=True)


class Answer(SQLModel, table=True):
    """A filled-in questionnaire. No youth, no day, no caseworker: only the youth has the code."""

    __tablename__ = "answer"
    __table_args__ = (
        one_of("occasion", codes.Occasion),
        UniqueConstraint("code_hash", "occasion"),
        *(
            CheckConstraint(f"{area} BETWEEN 1 AND 10", name=f"{area}_from_1_to_10")
            for area in (
                "physical_health",
                "mental_health",
                "food",
                "sleep",
                "personal_development",
            )
        ),
        Index("answer_of_programme", "programme"),
        NUMBERED,
    )
    id: int | None = Field(default=None, primary_key=True)
    programme: str
    run_id: int | None = reference("programme_run.id", optional=True)
    occasion: str
    code_hash: str
    """SHA-256 of the code, so that the register cannot tell it either."""
    physical_health: int
    mental_health: int
    food: int
    sleep: int
    personal_development: int
