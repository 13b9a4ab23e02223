"""What has happened in registrations and to youths, as frozen values of the rules."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, SelectBase, select
from sqlmodel import Session

from kaa_cli.register.questions import (
    APPOINTMENT,
    ATTEMPT,
    FOLLOW_UP,
    MEASURE,
    OUTCOME,
    OUTCOME_CHECK,
    rows,
)
from kaa_cli.rules.codes import (
    AppointmentKind,
    AppointmentState,
    AttemptResult,
    Channel,
    OccupationCode,
    OutcomeCategory,
    Target,
)
from kaa_cli.rules.facts import Appointment, Attempt, Measure, Outcome, OutcomeCheck
from kaa_cli.rules.support_codes import Lasting

_Row = Row[Any]


def attempts_by_registration(
    session: Session, registrations: Iterable[int] | None, which: ColumnElement[bool] | None = None
) -> defaultdict[int, list[Attempt]]:
    """All the attempts, or those alone `which` are asked for, as they were made."""
    question = select(ATTEMPT)
    if registrations is not None:
        question = question.where(ATTEMPT.c.registration_id.in_(list(registrations)))
    if which is not None:
        question = question.where(which)
    groups: defaultdict[int, list[Attempt]] = defaultdict(list)
    for row in session.execute(question):
        groups[row.registration_id].append(_attempt(row))
    for attempts in groups.values():
        attempts.sort(key=in_the_order_made)
    return groups


def appointments_by_registration(
    session: Session, registrations: Sequence[int] | None, names: dict[int, str]
) -> defaultdict[int, list[Appointment]]:
    at = APPOINTMENT.c.at  # engines differ on where nothing comes: first, as in the history
    question = select(APPOINTMENT).order_by(APPOINTMENT.c.on, at.is_not(None), at, APPOINTMENT.c.id)
    if registrations is not None:
        question = question.where(APPOINTMENT.c.registration_id.in_(registrations))
    groups: defaultdict[int, list[Appointment]] = defaultdict(list)
    for row in session.execute(question):
        groups[row.registration_id].append(
            Appointment(
                id=row.id,
                on=row.on,
                at=row.at,
                kind=AppointmentKind(row.kind),
                state=AppointmentState(row.state),
                place=row.place,
                with_whom=names.get(row.with_id),
            )
        )
    return groups


def in_the_order_made(attempt: Attempt) -> tuple[date, bool, Any, int]:
    """By day, hour, id; what has no hour comes before what has."""
    return attempt.on, attempt.at is not None, attempt.at, attempt.id


def _attempt(row: _Row) -> Attempt:
    return Attempt(
        id=row.id,
        on=row.on,
        at=row.at,
        channel=Channel(row.channel),
        to=Target(row.target),
        result=AttemptResult(row.result),
        phone=row.phone_id,
        occupation=OccupationCode(row.occupation) if row.occupation else None,
        next_on=row.next_on,
        next_at=row.next_at,
    )


def measures_by_youth(
    session: Session, youths: Sequence[int] | None
) -> defaultdict[int, list[Measure]]:
    """The measures that have begun, with their follow-ups, by number."""
    begun = MEASURE.c.started_on.is_not(None)
    of_measures = select(FOLLOW_UP).join(MEASURE, FOLLOW_UP.c.measure_id == MEASURE.c.id)
    days: defaultdict[int, list[_Row]] = defaultdict(list)
    for row in session.execute(_of(of_measures.where(begun), MEASURE.c.youth_id, youths)):
        days[row.measure_id].append(row)
    groups: defaultdict[int, list[Measure]] = defaultdict(list)
    question = select(MEASURE).where(begun).order_by(MEASURE.c.id)
    for row in session.execute(_of(question, MEASURE.c.youth_id, youths)):
        groups[row.youth_id].append(_measure(row, days[row.id]))
    return groups


def _measure(row: _Row, days: Collection[_Row]) -> Measure:
    return Measure(
        id=row.id,
        type=row.type,
        programme=row.programme,
        started_on=row.started_on,
        ended_on=row.ended_on,
        follow_up_on=min((d.due_on for d in days if d.done_on is None), default=None),
        followed_on=max((d.done_on for d in days if d.done_on is not None), default=None),
    )


def outcomes_by_youth(
    session: Session, youths: Sequence[int] | SelectBase | None
) -> defaultdict[int, list[Outcome]]:
    """The outcomes, oldest first, with what was found when they were asked about again."""
    asked = select(OUTCOME_CHECK.c.outcome_id, OUTCOME_CHECK.c.on, OUTCOME_CHECK.c.result)
    asked = asked.join(OUTCOME, OUTCOME_CHECK.c.outcome_id == OUTCOME.c.id)
    asked = asked.order_by(OUTCOME_CHECK.c.on, OUTCOME_CHECK.c.id)
    checks: defaultdict[int, list[OutcomeCheck]] = defaultdict(list)
    for outcome, on, result in rows(session, _of(asked, OUTCOME.c.youth_id, youths)):
        checks[outcome].append(OutcomeCheck(on, _FOUND[result]))
    of, groups = OUTCOME.c, defaultdict[int, list[Outcome]](list)
    led = select(of.youth_id, of.id, of.on, of.category, of.detail).order_by(of.on, of.id)
    for youth, number, on, category, detail in rows(session, _of(led, of.youth_id, youths)):
        told = Outcome(number, on, _CATEGORIES[category], detail, tuple(checks[number]))
        groups[youth].append(told)
    return groups


_FOUND = {result.value: result for result in Lasting}
_CATEGORIES = {category.value: category for category in OutcomeCategory}


def _of(
    question: Select[Any], owner: Any, youths: Sequence[int] | SelectBase | None
) -> Select[Any]:
    return question if youths is None else question.where(owner.in_(youths))
