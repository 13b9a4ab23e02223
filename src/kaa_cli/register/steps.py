"""What the register tells of steps forward."""

from datetime import date

from sqlalchemy import exists, select
from sqlmodel import Session

from kaa_cli.register.cases import latest_cases
from kaa_cli.register.questions import STEP, caseworkers
from kaa_cli.rules.names import is_same_name
from kaa_cli.rules.steps_forward import StepTaken


def steps_taken(session: Session, first: date, last: date, programme: str = "") -> list[StepTaken]:
    """The steps of a period (both days counted), of one programme if named, by day."""
    names = caseworkers(session)
    question = select(STEP).where(STEP.c.on >= first, STEP.c.on <= last)
    rows = [
        row
        for row in session.execute(question.order_by(STEP.c.on, STEP.c.id))
        if not programme or is_same_name(row.programme, programme)
    ]
    cases = latest_cases(session, sorted({row.youth_id for row in rows}))
    return [
        StepTaken(cases[row.youth_id].person, row.on, row.says, row.programme, names.get(row.by_id))
        for row in rows
    ]


def youths_with_steps(session: Session, first: date, last: date, programme: str = "") -> set[int]:
    """Who took a step in a period, in one programme if named."""
    question = select(STEP.c.youth_id, STEP.c.programme)
    rows = session.execute(question.where(STEP.c.on >= first, STEP.c.on <= last))
    return {row.youth_id for row in rows if not programme or is_same_name(row.programme, programme)}


def any_step(session: Session) -> bool:
    """Whether steps are kept at all."""
    return bool(session.execute(select(exists().where(STEP.c.id.is_not(None)))).scalar())
