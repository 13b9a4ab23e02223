"""Rounds of home visits: which are open, who is in them, and the stops of one."""

from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session, col
from sqlmodel import select as sqlmodel_select

from kaa_cli.register import meetings
from kaa_cli.register.questions import ATTEMPT, VISIT_ROUND, VISIT_STOP, YOUTH, caseworkers
from kaa_cli.rules.codes import AttemptResult, Protection, Target
from kaa_cli.rules.visits import Out, Round, VisitResult, result_of


def rounds(session: Session, *, closed: bool = False) -> list[Round]:
    """The open rounds, or with `closed` all of them, by day."""
    question = (
        select(VISIT_ROUND, func.count(VISIT_STOP.c.id).label("stops"))
        .outerjoin(VISIT_STOP, VISIT_STOP.c.round_id == VISIT_ROUND.c.id)
        .group_by(VISIT_ROUND.c.id)
        .order_by(VISIT_ROUND.c.on, VISIT_ROUND.c.id)
    )
    rows = session.execute(
        question if closed else question.where(VISIT_ROUND.c.closed_on.is_(None))
    ).all()
    names = caseworkers(session) if rows else {}
    return [
        Round(
            id=row.id,
            on=row.on,
            back_at=row.back_at,
            lead=names[row.lead_id],
            with_whom=names[row.with_id],
            office=row.office,
            announced=row.announced,
            closed_on=row.closed_on,
            stops=row.stops,
        )
        for row in rows
    ]


def out(session: Session, today: date) -> Out:
    """The open rounds that should be on their way or back, and who is in any open one."""
    found = rounds(session)
    if not found:
        return Out()
    begun = tuple(one for one in found if one.on <= today)
    return Out(begun, youths_in_open_rounds(session))


def youths_in_open_rounds(session: Session) -> frozenset[int]:
    """Who waits for a visit; one who has become protected since is to be contacted otherwise."""
    question = (
        select(VISIT_STOP.c.youth_id)
        .join(VISIT_ROUND, VISIT_ROUND.c.id == VISIT_STOP.c.round_id)
        .join(YOUTH, YOUTH.c.id == VISIT_STOP.c.youth_id)
        .where(VISIT_ROUND.c.closed_on.is_(None), YOUTH.c.protection == Protection.NONE)
    )
    return frozenset(session.execute(question).scalars())


def stops(session: Session, number: int) -> list[meetings.VisitStop]:
    """The stops of a round in the order of the way, to be changed through `changes`."""
    which = sqlmodel_select(meetings.VisitStop).where(col(meetings.VisitStop.round_id) == number)
    return list(session.exec(which.order_by(col(meetings.VisitStop.position))))


def results(session: Session, number: int) -> dict[int, VisitResult | None]:
    """What came of the stops of a round that are told of, by youth."""
    question = (
        select(VISIT_STOP.c.youth_id, ATTEMPT.c.result, ATTEMPT.c.target)
        .join(ATTEMPT, ATTEMPT.c.id == VISIT_STOP.c.attempt_id)
        .where(VISIT_STOP.c.round_id == number)
    )
    return {
        row.youth_id: result_of(AttemptResult(row.result), Target(row.target))
        for row in session.execute(question)
    }
