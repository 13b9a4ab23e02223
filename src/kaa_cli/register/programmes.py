"""What the register tells of programmes."""

from sqlalchemy import select
from sqlmodel import Session

from kaa_cli.register.questions import PROGRAMME


def programme_names(session: Session) -> list[str]:
    """What the programmes are called, in the order they came."""
    rows = session.execute(select(PROGRAMME.c.name).order_by(PROGRAMME.c.id))
    return [row.name for row in rows]
