"""What the register is asked about measures: their documentation, the catalogue, programmes."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, func, or_, select, union
from sqlmodel import Session, col
from sqlmodel import select as sqlmodel_select

from kaa_cli.labels.catalogue import OwnType
from kaa_cli.register import support
from kaa_cli.register.questions import (
    FOLLOW_UP,
    MEASURE,
    PROGRAMME,
    PROGRAMME_RUN,
    REGISTRATION,
    caseworkers,
    table,
)
from kaa_cli.rules.codes import MeasureEnd, OccupationCode
from kaa_cli.rules.measures import CONTENT, DAYS, FollowUp, Record

OWN_TYPE = table(support.OwnMeasureType)


def records(session: Session, youths: Collection[int] | None = None) -> list[Record]:
    """Every measure, or those of some youths, by number, with their follow-ups by day."""
    question = (
        select(MEASURE, PROGRAMME_RUN.c.name.label("run"))
        .outerjoin(PROGRAMME_RUN, MEASURE.c.run_id == PROGRAMME_RUN.c.id)
        .order_by(MEASURE.c.id)
    )
    if youths is not None:
        question = question.where(MEASURE.c.youth_id.in_(list(youths)))
    rows = session.execute(question).all()
    days = _follow_ups(session, [row.id for row in rows] if youths is not None else None)
    return [_record(row, days[row.id]) for row in rows]


def _follow_ups(session: Session, measures: Sequence[int] | None) -> dict[int, list[FollowUp]]:
    names = caseworkers(session)
    question = select(FOLLOW_UP).order_by(FOLLOW_UP.c.due_on, FOLLOW_UP.c.id)
    if measures is not None:
        question = question.where(FOLLOW_UP.c.measure_id.in_(measures))
    found: defaultdict[int, list[FollowUp]] = defaultdict(list)
    for row in session.execute(question):
        one = FollowUp(row.id, row.due_on, row.done_on, names.get(row.by_id), row.note)
        found[row.measure_id].append(one)
    return found


def _record(row: Row[Any], follow_ups: Sequence[FollowUp]) -> Record:
    return Record(
        row.id,
        row.youth_id,
        row.type,
        row.programme,
        row.run or "",
        row.provider,
        **{name: getattr(row, name) for name in (*CONTENT, *DAYS)},
        end_reason=MeasureEnd(row.end_reason) if row.end_reason else None,
        occupation_before=_occupation(row.occupation_before),
        occupation_after=_occupation(row.occupation_after),
        follow_ups=tuple(follow_ups),
    )


def _occupation(code: str | None) -> OccupationCode | None:
    return OccupationCode(code) if code else None


def follow_up_days(session: Session) -> dict[int, list[FollowUp]]:
    """The follow-ups of every measure."""
    return _follow_ups(session, None)


def own_types(session: Session) -> list[OwnType]:
    """The kinds of measure that the municipality has added."""
    return [
        OwnType(row.code, row.sv, row.en)
        for row in session.execute(select(OWN_TYPE).order_by(OWN_TYPE.c.code))
    ]


def own_type_row(session: Session, code: str) -> support.OwnMeasureType | None:
    """One of them, to be changed through `changes`."""
    which = col(support.OwnMeasureType.code) == code
    return session.exec(sqlmodel_select(support.OwnMeasureType).where(which)).first()


def types_in_use(session: Session) -> dict[str, int]:
    """How many measures and programmes are of each kind that is used."""
    measures = select(MEASURE.c.type, MEASURE.c.id)
    every = union(measures, select(PROGRAMME.c.type, -PROGRAMME.c.id)).subquery()
    counted = select(every.c.type, func.count().label("number")).group_by(every.c.type)
    return {row.type: row.number for row in session.execute(counted)}


def programmes(session: Session) -> list[support.Programme]:
    """Every programme, by name; to be changed through `changes`."""
    return list(
        session.exec(sqlmodel_select(support.Programme).order_by(col(support.Programme.name)))
    )


def run_names(session: Session) -> dict[int, tuple[int, str]]:
    """Every run by its id: the programme it is of, and what it is called."""
    return {row.id: (row.programme_id, row.name) for row in session.execute(select(PROGRAMME_RUN))}


def running_of_closed(session: Session) -> list[tuple[int, int, date]]:
    """Measures that go on although no registration of the youth does: youth, number, since."""
    is_in = select(REGISTRATION.c.youth_id).where(REGISTRATION.c.ended_on.is_(None))
    question = (
        select(MEASURE.c.youth_id, MEASURE.c.id, MEASURE.c.started_on)
        .where(MEASURE.c.started_on.is_not(None), MEASURE.c.ended_on.is_(None))
        .where(MEASURE.c.youth_id.not_in(is_in))
        .order_by(MEASURE.c.id)
    )
    return [(row.youth_id, row.id, row.started_on) for row in session.execute(question)]


def ends_before_start(session: Session) -> list[tuple[int, int, date]]:
    """Measures that ended before they began: youth, number, the end."""
    question = (
        select(MEASURE.c.youth_id, MEASURE.c.id, MEASURE.c.ended_on)
        .where(MEASURE.c.ended_on < MEASURE.c.started_on)
        .order_by(MEASURE.c.id)
    )
    return [(row.youth_id, row.id, row.ended_on) for row in session.execute(question)]


def not_begun(session: Session, today: date) -> list[tuple[int, int, date]]:
    """Measures accepted to a run that has begun, and nothing since: youth, number, first day."""
    is_in = select(REGISTRATION.c.youth_id).where(REGISTRATION.c.ended_on.is_(None))
    nothing_since = [
        MEASURE.c[name].is_(None) for name in ("started_on", "ended_on", "declined_on")
    ]
    question = (
        select(MEASURE.c.youth_id, MEASURE.c.id, PROGRAMME_RUN.c.starts_on)
        .join(PROGRAMME_RUN, MEASURE.c.run_id == PROGRAMME_RUN.c.id)
        .where(MEASURE.c.accepted_on.is_not(None), *nothing_since)
        .where(PROGRAMME_RUN.c.starts_on <= today, MEASURE.c.youth_id.in_(is_in))
        .order_by(MEASURE.c.id)
    )
    return [(row.youth_id, row.id, row.starts_on) for row in session.execute(question)]


def ended_without_occupation(session: Session, first: date) -> list[tuple[int, int, date]]:
    """Measures that ended from a day on, of which it is not kept what the youth did thereafter."""
    after = MEASURE.c.occupation_after
    question = (
        select(MEASURE.c.youth_id, MEASURE.c.id, MEASURE.c.ended_on)
        .where(MEASURE.c.started_on.is_not(None), MEASURE.c.ended_on >= first)
        .where(or_(after.is_(None), after == OccupationCode.UNKNOWN))
        .order_by(MEASURE.c.id)
    )
    return [(row.youth_id, row.id, row.ended_on) for row in session.execute(question)]
