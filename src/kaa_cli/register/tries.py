"""What was done to reach people, summed up in SQL: by channel, by day and hour, by week."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, and_, case, func, select
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
    chunks,
    rows,
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
            func.min(ATTEMPT.c.on),
            _count(_OURS),
            _count(by_youth),
            _count(by_guardian),
        )
        .where(ATTEMPT.c.on.between(first, last), TRIED)
        .group_by(ATTEMPT.c.registration_id, ATTEMPT.c.channel)
    )
    return [
        Tried(stay, _CHANNELS[channel], began_on, int(attempts), youth > 0, guardian > 0)
        for stay, channel, began_on, attempts, youth, guardian in rows(session, question)
    ]


_CHANNELS = {channel.value: channel for channel in Channel}


def calls(session: Session, first: date, last: date) -> list[Calls]:
    """The calls of a period by day and hour, and how many of them anybody answered."""
    question = (
        select(
            ATTEMPT.c.on,
            ATTEMPT.c.at,
            func.count().label("made"),
            _count(_ANSWERED).label("answered"),
        )
        .where(ATTEMPT.c.on.between(first, last), ATTEMPT.c.channel == Channel.PHONE, _OURS)
        .group_by(ATTEMPT.c.on, ATTEMPT.c.at)
    )
    found = session.execute(question)
    return [Calls(row.on, row.at, int(row.made), int(row.answered)) for row in found]


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


def weeks(
    session: Session, first: date, last: date, youths: Collection[int] | None = None
) -> dict[date, Week]:
    """What was done in each week of a period, by its Monday; for some youths or all."""
    attempts: defaultdict[date, Counter[Channel]] = defaultdict(Counter)
    met: defaultdict[date, Counter[AppointmentState]] = defaultdict(Counter)
    stops: Counter[date] = Counter()
    made = select(ATTEMPT.c.on, ATTEMPT.c.channel, func.count().label("n"))
    if youths is not None:
        made = made.join(REGISTRATION, REGISTRATION.c.id == ATTEMPT.c.registration_id)
    made = made.where(ATTEMPT.c.on.between(first, last), _OURS)
    made = made.group_by(ATTEMPT.c.on, ATTEMPT.c.channel)
    for row in _of(session, made, REGISTRATION.c.youth_id, youths):
        attempts[monday_of(row.on)][Channel(row.channel)] += row.n
    agreed = select(APPOINTMENT.c.on, APPOINTMENT.c.state, func.count().label("n"))
    agreed = agreed.join(REGISTRATION, REGISTRATION.c.id == APPOINTMENT.c.registration_id)
    agreed = agreed.where(APPOINTMENT.c.on.between(first, last))
    agreed = agreed.group_by(APPOINTMENT.c.on, APPOINTMENT.c.state)
    for row in _of(session, agreed, REGISTRATION.c.youth_id, youths):
        met[monday_of(row.on)][AppointmentState(row.state)] += row.n
    visited = select(VISIT_ROUND.c.on, func.count().label("n"))
    visited = visited.join(VISIT_STOP, VISIT_STOP.c.round_id == VISIT_ROUND.c.id)
    visited = visited.where(VISIT_ROUND.c.on.between(first, last)).group_by(VISIT_ROUND.c.on)
    for row in _of(session, visited, VISIT_STOP.c.youth_id, youths):
        stops[monday_of(row.on)] += row.n
    mondays = {*attempts, *met, *stops}
    return {
        monday: Week(monday, attempts[monday], met[monday], stops[monday]) for monday in mondays
    }


def _of(
    session: Session, question: Select[Any], owner: Any, youths: Collection[int] | None
) -> Iterator[Row[Any]]:
    """The answer for some youths, which may come in several parts, or for everybody."""
    if youths is None:
        yield from session.execute(question)
        return
    wanted = sorted(youths)
    for part in chunks(wanted):
        yield from session.execute(question.where(owner.in_(part)))


def booked(session: Session, youths: Collection[int] | None = None) -> list[date]:
    """The days of the appointments that nothing has become of yet."""
    question = (
        select(APPOINTMENT.c.on)
        .join(REGISTRATION, REGISTRATION.c.id == APPOINTMENT.c.registration_id)
        .where(APPOINTMENT.c.state == AppointmentState.BOOKED)
    )
    return [row.on for row in _of(session, question, REGISTRATION.c.youth_id, youths)]


def follow_ups_due(session: Session, youths: Collection[int] | None = None) -> list[date]:
    """The agreed days of following up measures that have not ended, still to be done."""
    question = (
        select(FOLLOW_UP.c.due_on)
        .join(MEASURE, MEASURE.c.id == FOLLOW_UP.c.measure_id)
        .where(FOLLOW_UP.c.done_on.is_(None), MEASURE.c.ended_on.is_(None))
    )
    return [row.due_on for row in _of(session, question, MEASURE.c.youth_id, youths)]
