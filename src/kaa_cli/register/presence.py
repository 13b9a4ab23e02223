"""Who was in the register during a period: one rule for every figure and for the half-year."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import Session

from kaa_cli.register.questions import REGISTRATION, YOUTH
from kaa_cli.rules.days import birthday, youngest_of
from kaa_cli.rules.scope import DUTY_ENDS_AT


def touching(
    first: date, last: date, began: Any = REGISTRATION.c.first_seen_on
) -> ColumnElement[bool]:
    """Stays that had begun by the last day and were not closed before the first.

    A figure counts from the day somebody was seen on a list, the state from the registration.
    """
    not_over = or_(REGISTRATION.c.ended_on.is_(None), REGISTRATION.c.ended_on >= first)
    return and_(began <= last, not_over)


def present(first: date, last: date, *, is_programme: bool) -> ColumnElement[bool]:
    """The stays of a period, to be asked of registrations joined with their youths.

    None that ended by age before it, though nobody closed it; but whoever was seen in it was there.
    """
    if is_programme:
        return touching(first, last)
    too_old = youngest_of(DUTY_ENDS_AT, first - timedelta(days=1))
    seen_in_it = REGISTRATION.c.first_seen_on >= first
    return and_(touching(first, last), or_(seen_in_it, YOUTH.c.born_on > too_old))


def youths_during(session: Session, first: date, last: date, *, is_programme: bool) -> set[int]:
    """Who was in the register at some time in a period: by the same days as `journeys`."""
    there = present(first, last, is_programme=is_programme)
    stays = REGISTRATION.join(YOUTH, YOUTH.c.id == REGISTRATION.c.youth_id)
    question = select(REGISTRATION.c.youth_id).select_from(stays).where(there)
    return set(session.execute(question).scalars().all())


def turns_20_on(born_on: date, *, is_programme: bool) -> date | None:
    """None outside the duty, where nobody leaves by age."""
    return None if is_programme else birthday(born_on, DUTY_ENDS_AT)
