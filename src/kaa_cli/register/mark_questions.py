"""When a decision stopped a ladder, and the first day of all: for replaying and checking."""

from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session

from kaa_cli.register.questions import REGISTRATION, YOUTH
from kaa_cli.rules.lives import Marks


def first_day(session: Session) -> date | None:
    """The first day on which anybody was on the list, in any registration; None of an empty one."""
    found: date | None = session.execute(select(func.min(REGISTRATION.c.first_seen_on))).scalar()
    return found


def marks(session: Session) -> dict[int, Marks]:
    """The days of the decisions by registration; those about the youth hold for each."""
    days = YOUTH.c.restricted_on, YOUTH.c.do_not_contact_on, REGISTRATION.c.checked_on
    joined = select(REGISTRATION.c.id, *days).join(YOUTH, REGISTRATION.c.youth_id == YOUTH.c.id)
    return {number: Marks(*of_it) for number, *of_it in session.execute(joined)}
