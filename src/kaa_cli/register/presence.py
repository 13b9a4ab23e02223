"""Who was in the register during a period: one rule for every figure and for the half-year."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import Session

from kaa_cli.register.questions import REGISTRATION, YOUTH
from kaa_cli.rules.days import birthday
from kaa_cli.rules.journeys import left_on
from kaa_cli.rules.scope import DUTY_ENDS_AT


def touching(
    first: date, last: date, began: Any = REGISTRATION.c.first_seen_on
) -> ColumnElement[bool]:
    """Stays that had begun by the last day and were not closed before the first.

    A figure counts from the day somebody was seen on a list, the state from the registration.
    """
    not_over = or_(REGISTRATION.c.ended_on.is_(None), REGISTRATION.c.ended_on >= first)
    return and_(began <= last, not_over)


def youths_during(session: Session, first: date, last: date, *, is_programme: bool) -> set[int]:
    """Who was in the register at some time in a period: by the same days as `journeys`."""
    question = select(
        REGISTRATION.c.youth_id,
        REGISTRATION.c.first_seen_on,
        REGISTRATION.c.ended_on,
        YOUTH.c.born_on,
    ).join(YOUTH, YOUTH.c.id == REGISTRATION.c.youth_id)
    found = set()
    for row in session.execute(question.where(touching(first, last))):
        aged = turns_20_on(row.born_on, is_programme=is_programme)
        if not is_over(left_on(row.first_seen_on, row.ended_on, aged), first):
            found.add(row.youth_id)
    return found


def turns_20_on(born_on: date, *, is_programme: bool) -> date | None:
    """None outside the duty, where nobody leaves by age."""
    return None if is_programme else birthday(born_on, DUTY_ENDS_AT)


def is_over(left: date | None, first: date) -> bool:
    """Whether a stay had ended before a day."""
    return left is not None and left < first
