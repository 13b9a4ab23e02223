"""What the register tells of anonymous questionnaires."""

from collections import defaultdict

from sqlalchemy import select
from sqlmodel import Session

from kaa_cli.register import support
from kaa_cli.register.questions import table
from kaa_cli.rules.questionnaire import Answered
from kaa_cli.rules.support_codes import Area, Occasion

ANSWER = table(support.Answer)
COLUMNS = tuple(area.replace("-", "_") for area in Area)


def answers(session: Session) -> dict[str, list[Answered]]:
    """Every answer, by the programme it is about."""
    found: defaultdict[str, list[Answered]] = defaultdict(list)
    for row in session.execute(select(ANSWER).order_by(ANSWER.c.code_hash)):
        values = tuple(getattr(row, column) for column in COLUMNS)
        occasion = Occasion(row.occasion)
        found[row.programme].append(Answered(row.run_id, occasion, row.code_hash, values))
    return dict(found)


def kept_hashes(session: Session, occasion: Occasion, programme: str = "") -> set[str]:
    """The fingerprints of the codes with an answer of an occasion, in one programme if named."""
    question = select(ANSWER.c.code_hash).where(ANSWER.c.occasion == occasion)
    if programme:
        question = question.where(ANSWER.c.programme == programme)
    return set(session.execute(question).scalars())
