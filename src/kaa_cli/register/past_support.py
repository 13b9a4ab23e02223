"""What support a youth has had, as events: referrals, consents, applications, measures, steps."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, Select, Table, select
from sqlmodel import Session

from kaa_cli.register.questions import (
    APPLICATION,
    CONSENT,
    FOLLOW_UP,
    MEASURE,
    OUTCOME,
    OUTCOME_CHECK,
    REFERRAL,
    STEP,
)
from kaa_cli.rules.events import Event, EventKind

_Row = Row[Any]


def support_events(session: Session, youth: int, names: dict[int, str]) -> Iterator[Event]:
    """Everything between the first contact and what lasts of it, unordered."""

    def of(table: Table) -> Select[Any]:
        return select(table).where(table.c.youth_id == youth)

    for row in session.execute(of(REFERRAL)):
        kind = EventKind.REFERRAL
        yield Event(row.on, kind, code=row.actor, detail=row.direction, note=row.note, order=row.id)
        if row.received_on is not None:
            met = row.received_on
            yield Event(met, kind, code=row.actor, detail="received", order=row.id)
    for row in session.execute(of(CONSENT)):
        yield from _consent(row, names)
    for row in session.execute(of(APPLICATION)):
        yield from _application(row)
    for row in session.execute(of(MEASURE)):
        yield from _measure(row)
    yield from _follow_ups(session, youth, names)
    for row in session.execute(of(STEP)):
        yield _step(row, names)
    for row in session.execute(of(OUTCOME)):
        yield Event(
            row.on,
            EventKind.OUTCOME,
            code=row.category,
            detail=row.detail or "",
            place=row.programme,
            order=row.id,
        )
    yield from _checks(session, youth, names)


def _consent(row: _Row, names: dict[int, str]) -> Iterator[Event]:
    for day, far in ((row.given_on, "given"), (row.withdrawn_on, "withdrawn")):
        if day is not None:
            yield Event(
                day,
                EventKind.CONSENT,
                code=row.scope,
                detail=far,
                why=row.actor or "",
                by=names.get(row.by_id),
                order=row.id,
            )


def _application(row: _Row) -> Iterator[Event]:
    """The day it was made, the day it was signed, and what a meeting said."""
    days = ((row.on, "made", row.referred_by), (row.signed_on, "signed", ""))
    for day, far, why in (*days, (row.decided_on, "decided", row.decision or "")):
        if day is not None:
            yield Event(
                day,
                EventKind.APPLICATION,
                detail=far,
                why=why,
                note=row.note if far == "decided" else "",
                place=row.programme,
                order=row.id,
            )


def _measure(row: _Row) -> Iterator[Event]:
    """One for each day that is known: offered, accepted or declined, started, ended."""
    for far in ("offered", "accepted", "declined", "started", "ended"):
        day = getattr(row, f"{far}_on")
        if day is not None:
            why = row.end_reason if far == "ended" else None
            yield Event(
                day,
                EventKind.MEASURE,
                code=row.type,
                detail=far,
                why=why or "",
                place=row.programme or row.provider,
                order=row.id,
            )


def _step(row: _Row, names: dict[int, str]) -> Event:
    return Event(
        row.on,
        EventKind.STEP,
        note=row.says,
        place=row.programme,
        by=names.get(row.by_id),
        order=row.id,
    )


def _follow_ups(session: Session, youth: int, names: dict[int, str]) -> Iterator[Event]:
    """The days a measure was followed up, and those agreed."""
    question = (
        select(FOLLOW_UP, MEASURE.c.type, MEASURE.c.programme, MEASURE.c.ended_on)
        .join(MEASURE, FOLLOW_UP.c.measure_id == MEASURE.c.id)
        .where(MEASURE.c.youth_id == youth)
    )
    for row in session.execute(question):
        is_ahead = row.done_on is None
        if is_ahead and row.ended_on is not None:
            continue  # what was agreed for a measure that has ended is not to come
        yield Event(
            row.done_on or row.due_on,
            EventKind.FOLLOW_UP,
            code=row.type,
            note=row.note,
            place=row.programme,
            by=names.get(row.by_id),
            order=row.id,
            is_ahead=is_ahead,
        )


def _checks(session: Session, youth: int, names: dict[int, str]) -> Iterator[Event]:
    question = (
        select(OUTCOME_CHECK, OUTCOME.c.category, OUTCOME.c.on.label("since"))
        .join(OUTCOME, OUTCOME_CHECK.c.outcome_id == OUTCOME.c.id)
        .where(OUTCOME.c.youth_id == youth)
    )
    for row in session.execute(question):
        yield Event(
            row.on,
            EventKind.OUTCOME_CHECK,
            code=row.result,
            detail=row.category,
            why=row.reason or "",
            note=row.says,
            by=names.get(row.by_id),
            order=row.id,
        )
