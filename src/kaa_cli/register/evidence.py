"""What `kaa check` asks the register beside the youths themselves."""

from datetime import date

from sqlalchemy import select
from sqlmodel import Session

from kaa_cli.register.questions import YOUTH


def restricted_since(session: Session) -> dict[int, date]:
    """The youths whose data are restricted, with the day somebody last decided it."""
    question = select(YOUTH.c.id, YOUTH.c.restricted_on).where(YOUTH.c.restricted_on.is_not(None))
    return {row.id: row.restricted_on for row in session.execute(question)}
