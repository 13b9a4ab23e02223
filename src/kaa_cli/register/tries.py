"""What was done to reach people, summed up in SQL: by channel, by day and hour, by week."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlmodel import Session

from kaa_cli.register.journeys import TRIED
from kaa_cli.register.questions import (
    APPOINTMENT,
    ATTEMPT,
    FOLLOW_UP,
    MEASURE,
    REGISTRATION,
    VISIT_ROUND,
    VISIT_STOP,
)
from kaa_cli.rules.codes import AppointmentState, AttemptResult, Channel, Target
from kaa_cli.rules.tries import Calls, Tried, Visits
from kaa_cli.rules.walk import CONTACTS
from kaa_cli.rules.workload import Week, monday_of

_OURS = and_(TRIED, ATTEMPT.c.result != AttemptResult.REPLIED)
_ANSWERED = ATTEMPT.c.result.in_(sorted(CONTACTS))


def _count(what: Any) -> Any:
    return func.sum(case((what, 1), else_=0))


def tried(session: Session, first: date, last: date) -> list[Tried]:
    """By stay and channel, what was done in a period and whether somebody answered."""
    by_youth = _ANSWERED & (ATTEMPT.c.target == Target.YOUTH)
    by_guardian = _ANSWERED & (ATTEMPT.c.target == Target.GUARDIAN)
    question = (
        select(
            ATTEMPT.c.registration_id,
            ATTEMPT.c.channel,
            REGISTRATION.c.first_seen_on,
            func.min(ATTEMPT.c.on).label("began_on"),
            _count(_OURS).label("attempts"),
            _count(by_youth).label("reached"),
            _count(by_guardian).label("reached_guardian"),
        )
        .join(REGISTRATION, REGISTRATION.c.id == ATTEMPT.c.registration_id)
        .where(TRIED, ATTEMPT.c.on.between(first, last))
        .group_by(ATTEMPT.c.registration_id, ATTEMPT.c.channel, REGISTRATION.c.first_seen_on)
    )
    return [
        Tried(
            row.registration_id,
            Channel(row.channel),
            int(row.attempts),
            row.reached > 0,
            row.reached_guardian > 0,
            max(0, (row.began_on - row.first_seen_on).days),
        )
        for row in session.execute(question)
    ]


def calls(session: Session, first: date, last: date) -> list[Calls]:
    """The calls of a period by day and hour, and how many of them anybody answered."""
    question = (
        select(
            ATTEMPT.c.on,
            ATTEMPT.c.at,
            func.count().label("made"),
            _count(_ANSWERED).label("answered"),
        )
        .where(_OURS, ATTEMPT.c.channel == Channel.PHONE, ATTEMPT.c.on.between(first, last))
        .group_by(ATTEMPT.c.on, ATTEMPT.c.at)
    )
    rows = session.execute(question)
    return [Calls(row.on, row.at, int(row.made), int(row.answered)) for row in rows]


def visits(session: Session, first: date, last: date) -> Visits:
    """The rounds of home visits of a period, and their stops."""
    question = (
        select(
            func.count(func.distinct(VISIT_ROUND.c.id)).label("rounds"),
            func.count(VISIT_STOP.c.id).label("stops"),
        )
        .outerjoin(VISIT_STOP, VISIT_STOP.c.round_id == VISIT_ROUND.c.id)
        .where(VISIT_ROUND.c.on.between(first, last))
    )
    row = session.execute(question).one()
    return Visits(int(row.rounds), int(row.stops))


def weeks(session: Session, first: date, last: date) -> dict[date, Week]:
    """What was done in each week of a period, by its Monday."""
    attempts: defaultdict[date, Counter[Channel]] = defaultdict(Counter)
    met: defaultdict[date, Counter[AppointmentState]] = defaultdict(Counter)
    stops: Counter[date] = Counter()
    made = select(ATTEMPT.c.on, ATTEMPT.c.channel, func.count().label("n"))
    made = made.where(_OURS, ATTEMPT.c.on.between(first, last))
    for row in session.execute(made.group_by(ATTEMPT.c.on, ATTEMPT.c.channel)):
        attempts[monday_of(row.on)][Channel(row.channel)] += row.n
    agreed = select(APPOINTMENT.c.on, APPOINTMENT.c.state, func.count().label("n"))
    agreed = agreed.where(APPOINTMENT.c.on.between(first, last))
    for row in session.execute(agreed.group_by(APPOINTMENT.c.on, APPOINTMENT.c.state)):
        met[monday_of(row.on)][AppointmentState(row.state)] += row.n
    visited = select(VISIT_ROUND.c.on, func.count().label("n"))
    visited = visited.join(VISIT_STOP, VISIT_STOP.c.round_id == VISIT_ROUND.c.id)
    visited = visited.where(VISIT_ROUND.c.on.between(first, last)).group_by(VISIT_ROUND.c.on)
    for row in session.execute(visited):
        stops[monday_of(row.on)] += row.n
    mondays = {*attempts, *met, *stops}
    return {
        monday: Week(monday, attempts[monday], met[monday], stops[monday]) for monday in mondays
    }


def booked(session: Session) -> list[date]:
    """The days of the appointments that nothing has become of yet."""
    question = select(APPOINTMENT.c.on).where(APPOINTMENT.c.state == AppointmentState.BOOKED)
    return list(session.execute(question).scalars())


def follow_ups_due(session: Session) -> list[date]:
    """The agreed days of following up measures that have not ended, still to be done."""
    question = (
        select(FOLLOW_UP.c.due_on)
        .join(MEASURE, MEASURE.c.id == FOLLOW_UP.c.measure_id)
        .where(FOLLOW_UP.c.done_on.is_(None), MEASURE.c.ended_on.is_(None))
    )
    return list(session.execute(question).scalars())
