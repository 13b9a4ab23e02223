"""From which day a decision has stopped the ladder of a registration."""

from sqlalchemy import select
from sqlmodel import Session

from kaa_cli.register.questions import REGISTRATION, YOUTH
from kaa_cli.rules.lives import Marks


def marks(session: Session) -> dict[int, Marks]:
    """The days of the decisions by registration; those about the youth hold for each."""
    days = YOUTH.c.restricted_on, YOUTH.c.do_not_contact_on, REGISTRATION.c.checked_on
    joined = select(REGISTRATION.c.id, *days).join(YOUTH, REGISTRATION.c.youth_id == YOUTH.c.id)
    return {number: Marks(*of_it) for number, *of_it in session.execute(joined)}
