"""What the register is asked about programmes: their runs, and the measures that name them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session, col
from sqlmodel import select as sqlmodel_select

from kaa_cli.register import support
from kaa_cli.register.questions import MEASURE
from kaa_cli.rules.codes import MeasureEnd, OccupationCode
from kaa_cli.rules.participation import TakingPart


def programmes(session: Session) -> list[support.Programme]:
    """Every programme, to be changed through `changes`."""
    return list(
        session.exec(sqlmodel_select(support.Programme).order_by(col(support.Programme.id)))
    )


def runs(session: Session, programme: int) -> list[support.ProgrammeRun]:
    """The runs of a programme, the first one first, to be changed through `changes`."""
    run = support.ProgrammeRun
    of_it = sqlmodel_select(run).where(col(run.programme_id) == programme)
    return list(session.exec(of_it.order_by(col(run.starts_on), col(run.id))))


def taking_part(session: Session, youths: Iterable[int] | None = None) -> list[TakingPart]:
    """Every measure that names a programme, of some youths or of all, in the order made."""
    question = select(MEASURE).where(MEASURE.c.programme != "").order_by(MEASURE.c.id)
    if youths is not None:
        question = question.where(MEASURE.c.youth_id.in_(list(youths)))
    return [_taking_part(row) for row in session.execute(question)]


def _taking_part(row: Row[Any]) -> TakingPart:
    after = row.occupation_after
    return TakingPart(
        id=row.id,
        youth=row.youth_id,
        programme=row.programme,
        run=row.run_id,
        offered_on=row.offered_on,
        accepted_on=row.accepted_on,
        declined_on=row.declined_on,
        started_on=row.started_on,
        ended_on=row.ended_on,
        end_reason=MeasureEnd(row.end_reason) if row.end_reason else None,
        occupation_after=OccupationCode(after) if after else None,
    )
