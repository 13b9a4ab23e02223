"""What has happened, as the register tells it: a youth's events, and the outcomes of a period."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, Table, func, select
from sqlmodel import Session

from kaa_cli.register.past_support import support_events
from kaa_cli.register.questions import (
    APPOINTMENT,
    ATTEMPT,
    HAND_OVER,
    OCCUPATION,
    OUTCOME,
    PHONE,
    REGISTRATION,
    VISIT_ROUND,
    VISIT_STOP,
    YOUTH,
    caseworkers,
    rows,
)
from kaa_cli.rules.codes import AppointmentState, Channel, OutcomeCategory, Target
from kaa_cli.rules.events import Event, EventKind
from kaa_cli.rules.walk import CONTACTS

_Row = Row[Any]


def events(session: Session, youth: int, today: date) -> list[Event]:
    """Everything that happened to a youth, in all registrations, unordered.

    What is booked for today or later lies ahead.
    """
    names = caseworkers(session)
    periods = session.execute(
        select(REGISTRATION).where(REGISTRATION.c.youth_id == youth).order_by(REGISTRATION.c.id)
    ).all()
    ids = [period.id for period in periods]
    appointments = session.execute(
        select(APPOINTMENT).where(APPOINTMENT.c.registration_id.in_(ids))
    ).all()
    attempts = session.execute(select(ATTEMPT).where(ATTEMPT.c.registration_id.in_(ids))).all()
    kept = {row.attempt_id: row.kind for row in appointments}
    return [
        *(e for p in periods for e in _period_events(p, is_first=p.id == ids[0])),
        *(_attempt_event(row, names, kept.get(row.id, "")) for row in attempts),
        *(
            _appointment_event(row, names, today)
            for row in appointments
            if row.state != AppointmentState.CAME
        ),
        *_of_the_youth(session, youth, names),
        *_visits_ahead(session, youth, names, today),
    ]


def _visits_ahead(
    session: Session, youth: int, names: dict[int, str], today: date
) -> Iterator[Event]:
    """The open rounds of today or later in which somebody comes to the youth's door."""
    question = (
        select(VISIT_ROUND)
        .join(VISIT_STOP, VISIT_STOP.c.round_id == VISIT_ROUND.c.id)
        .where(VISIT_STOP.c.youth_id == youth)
        .where(VISIT_ROUND.c.closed_on.is_(None), VISIT_ROUND.c.on >= today)
    )
    for row in session.execute(question):
        yield Event(
            row.on,
            EventKind.VISIT_ROUND,
            code=str(row.id),
            by=names.get(row.lead_id),
            with_whom=names.get(row.with_id),
            order=row.id,
            is_ahead=True,
        )


def _of_the_youth(session: Session, youth: int, names: dict[int, str]) -> Iterator[Event]:
    """What belongs to no registration: occupations told alone, measures, outcomes, hand-overs."""

    def of(table: Table) -> Select[Any]:
        return select(table).where(table.c.youth_id == youth)

    for row in session.execute(of(OCCUPATION).where(OCCUPATION.c.attempt_id.is_(None))):
        yield Event(
            row.on,
            EventKind.OCCUPATION,
            code=row.code,
            detail=row.source,
            note=row.says,
            order=row.id,
        )
    yield from support_events(session, youth, names)
    for row in session.execute(of(HAND_OVER)):
        yield Event(
            row.on,
            EventKind.HAND_OVER,
            code=names.get(row.from_id, ""),
            detail=names.get(row.to_id, ""),
            by=names.get(row.by_id),
            order=row.id,
        )


def _period_events(period: _Row, *, is_first: bool) -> Iterable[Event]:
    began = EventKind.FIRST_SEEN if is_first else EventKind.BACK
    yield Event(period.first_seen_on, began, code=period.reason, order=period.id)
    if period.ended_on is not None:
        yield Event(period.ended_on, EventKind.CLOSED, code=period.end_reason, order=period.id)


def _appointment_event(row: _Row, names: dict[int, str], today: date) -> Event:
    return Event(
        row.on,
        EventKind.APPOINTMENT,
        row.at,
        code=row.kind,
        detail=row.state,
        place=row.place,
        by=names.get(row.with_id),
        order=row.id,
        is_ahead=row.state == AppointmentState.BOOKED and row.on >= today,
    )


def _attempt_event(row: _Row, names: dict[int, str], appointment: str) -> Event:
    is_contact = row.result in CONTACTS
    return Event(
        row.on,
        EventKind.CONTACT if is_contact else EventKind.ATTEMPT,
        row.at,
        Channel(row.channel),
        Target(row.target),
        row.result,
        detail=row.occupation or "",
        note=row.note,
        why=appointment,
        place=row.place,
        by=names.get(row.by_id),
        with_whom=names.get(row.with_id),
        order=row.id,
    )


class OutcomeRow(NamedTuple):
    """An outcome with what a report counts it by."""

    youth: int
    on: date
    category: OutcomeCategory
    detail: str | None
    programme: str
    id: int = 0


def outcomes(session: Session, first: date, last: date) -> list[OutcomeRow]:
    """Outcomes dated in a period (both days counted), oldest first."""
    of = OUTCOME.c
    told = select(of.youth_id, of.on, of.category, of.detail, of.programme, of.id)
    question = told.where(of.on >= first, of.on <= last).order_by(of.on, of.id)
    return [
        OutcomeRow(youth, on, _CATEGORIES[category], *others)
        for youth, on, category, *others in rows(session, question)
    ]


_CATEGORIES = {category.value: category for category in OutcomeCategory}


def numbers_came_on(session: Session, sources: Collection[str]) -> dict[str, date]:
    """By school, the latest day a number came that is from none of these sources."""
    question = (
        select(YOUTH.c.school, func.max(PHONE.c.usable_on).label("came_on"))
        .join(PHONE, PHONE.c.youth_id == YOUTH.c.id)
        .where(PHONE.c.source.not_in(sources))
        .group_by(YOUTH.c.school)
    )
    return {row.school: row.came_on for row in session.execute(question)}
