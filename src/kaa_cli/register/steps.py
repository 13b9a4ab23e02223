"""What the register tells of steps forward."""

from datetime import date

from sqlalchemy import exists, select
from sqlmodel import Session

from kaa_cli.register.cases import all_cases
from kaa_cli.register.questions import STEP, caseworkers
from kaa_cli.rules.steps_forward import StepTaken


def steps_taken(session: Session, first: date, last: date, programme: str = "") -> list[StepTaken]:
    """The steps of a period (both days counted), of one programme if named, by day."""
    names = caseworkers(session)
    people = {case.person.id: case.person for case in all_cases(session)}
    question = select(STEP).where(STEP.c.on >= first, STEP.c.on <= last)
    return [
        StepTaken(people[row.youth_id], row.on, row.says, row.programme, names.get(row.by_id))
        for row in session.execute(question.order_by(STEP.c.on, STEP.c.id))
        if programme.casefold() in {"", row.programme.casefold()}
    ]


def youths_with_steps(session: Session, first: date, last: date, programme: str = "") -> set[int]:
    """Who took a step in a period, in one programme if named."""
    question = select(STEP.c.youth_id, STEP.c.programme)
    rows = session.execute(question.where(STEP.c.on >= first, STEP.c.on <= last))
    return {row.youth_id for row in rows if programme.casefold() in {"", row.programme.casefold()}}


def any_step(session: Session) -> bool:
    """Whether steps are kept at all."""
    return bool(session.execute(select(exists().where(STEP.c.id.is_not(None)))).scalar())
