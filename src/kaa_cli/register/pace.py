"""How fast the work goes: attempts made, counted from the history itself."""

from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session

from kaa_cli.register.questions import ATTEMPT
from kaa_cli.rules.codes import AttemptResult, Channel

_OURS = ATTEMPT.c.result.not_in((AttemptResult.REPLIED, AttemptResult.RETURNED)) & (
    ATTEMPT.c.channel != Channel.FIND_NUMBER
)
"""What a caseworker did to reach somebody; answers, letters back and searches are not."""


def first_attempt_on(session: Session) -> date | None:
    """The day of the first attempt there is."""
    return session.execute(select(func.min(ATTEMPT.c.on)).where(_OURS)).scalar()


def attempts_between(session: Session, first: date, last: date) -> int:
    """How many attempts were made from one day to another, both counted."""
    question = select(func.count()).where(_OURS, ATTEMPT.c.on.between(first, last))
    return int(session.execute(question).scalar_one())
