"""The tables of what is agreed and planned: appointments, who follows whom, home visits."""

from datetime import date, time

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from kaa_cli.register.tables import NUMBERED, one_of, reference
from kaa_cli.rules import codes


class Appointment(SQLModel, table=True):
    """A day agreed to meet; one that was moved stays, beside the new one."""

    __tablename__ = "appointment"
    __table_args__ = (
        one_of("kind", codes.AppointmentKind),
        one_of("state", codes.AppointmentState),
        Index("appointment_in_order", "registration_id", "on", "id"),
        NUMBERED,
    )
    id: int | None = Field(default=None, primary_key=True)
    registration_id: int = reference("registration.id", index=False)
    kind: str
    on: date
    at: time | None = None
    place: str = ""
    with_id: int | None = reference("caseworker.id", optional=True)
    state: str = codes.AppointmentState.BOOKED
    attempt_id: int | None = reference("attempt.id", optional=True)
    """The contact it became, when the youth came."""


class HandOver(SQLModel, table=True):
    """A youth who was followed by one caseworker and from a day on by another, or by nobody."""

    __tablename__ = "hand_over"
    __table_args__ = (NUMBERED,)
    id: int | None = Field(default=None, primary_key=True)
    youth_id: int = reference("youth.id")
    on: date
    from_id: int = reference("caseworker.id")
    to_id: int | None = reference("caseworker.id", optional=True)
    by_id: int | None = reference("caseworker.id", optional=True)


class VisitRound(SQLModel, table=True):
    """Home visits made by two on one day, who are to be back by an hour; open until closed."""

    __tablename__ = "visit_round"
    __table_args__ = (
        CheckConstraint("lead_id <> with_id", name="two_people"),
        NUMBERED,
    )
    id: int | None = Field(default=None, primary_key=True)
    on: date
    back_at: time
    lead_id: int = reference("caseworker.id")
    with_id: int = reference("caseworker.id")
    office: str = ""
    """Whom the office copy goes to: who raises the alarm when nobody has called in."""
    announced: bool = False
    closed_on: date | None = None


class VisitStop(SQLModel, table=True):
    """A youth in a round, in the order of the way, and the attempt that came of it."""

    __tablename__ = "visit_stop"
    __table_args__ = (UniqueConstraint("round_id", "youth_id"), NUMBERED)
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = reference("visit_round.id", index=False)
    youth_id: int = reference("youth.id")
    position: int
    attempt_id: int | None = reference("attempt.id", optional=True)
