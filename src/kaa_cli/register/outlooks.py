"""What tells of many stays at once whether a rung of the ladder is left, and what is known.

Summed up in SQL: who is sought in a large register is mostly plain to see, and nobody walks up the
ladder attempt by attempt for a figure (`rules/rungs_left.py`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlmodel import Session

from kaa_cli.register.happened import attempts_by_registration, outcomes_by_youth
from kaa_cli.register.questions import (
    ATTEMPT,
    OCCUPATION,
    PHONE,
    REGISTRATION,
    YOUTH,
    chunks,
    rows,
)
from kaa_cli.rules.codes import Channel, OccupationCode, PhoneState, Protection, Target
from kaa_cli.rules.facts import Facts, Occupation
from kaa_cli.rules.rungs_left import Outlook
from kaa_cli.rules.walk import CONTACTS

_IS_CONTACT = ATTEMPT.c.result.in_(sorted(CONTACTS))
_REACHED = and_(_IS_CONTACT, ATTEMPT.c.target == Target.YOUTH)
_MAY_BE_USED = and_(PHONE.c.guardian_id.is_(None), PHONE.c.state != PhoneState.WRONG)
_LIVES_SINCE = func.coalesce(YOUTH.c.address_on, REGISTRATION.c.first_seen_on)
_HAS_POST = and_(
    YOUTH.c.street != "",
    YOUTH.c.postcode != "",
    YOUTH.c.city != "",
    YOUTH.c.address_bad_on.is_(None),
)
_IS_ORDINARY = and_(
    YOUTH.c.protection == Protection.NONE,
    YOUTH.c.restricted_on.is_(None),
    YOUTH.c.review_on.is_(None),
)


def outlooks(
    session: Session, days: Mapping[int, date], channels: Collection[Channel]
) -> Iterator[tuple[int, Outlook]]:
    """The outlook of each stay on its day, as far as these channels go."""
    used = tuple(channels)
    for part in chunks(days):
        last = max(days[one] for one in part)
        for number, is_ordinary, first_on, reached_on, number_since, *others in rows(
            session, _summed_up(part, last, used)
        ):
            tried, is_open = others[: len(used)], others[len(used) :]
            day, ways = days[number], [on for on in (number_since, *is_open) if on]
            yield (
                number,
                Outlook(
                    day,
                    bool(is_ordinary),
                    first_on and min(first_on, day),
                    reached_on if reached_on and reached_on <= day else None,
                    {channel: on for channel, on in zip(used, tried, strict=True) if on},
                    min(ways, default=None),
                    {channel: on for channel, on in zip(_OPEN, is_open, strict=True) if on},
                ),
            )


_OPEN = {
    Channel.PHONE: func.min(case((_MAY_BE_USED, PHONE.c.usable_on))),
    Channel.SMS: func.min(case((and_(_MAY_BE_USED, PHONE.c.mobile), PHONE.c.usable_on))),
    Channel.LETTER: case((_HAS_POST, _LIVES_SINCE)),
    Channel.POSTCARD: case((_HAS_POST, _LIVES_SINCE)),
    Channel.HOME_VISIT: case((YOUTH.c.street != "", _LIVES_SINCE)),
    Channel.EMAIL: case(
        (YOUTH.c.email != "", func.coalesce(YOUTH.c.email_on, REGISTRATION.c.first_seen_on))
    ),
}
"""Since when a channel is open to the youth's own, whatever the age."""
_BY_NUMBER = (Channel.PHONE, Channel.SMS)


def _summed_up(
    registrations: Collection[int], last: date, channels: Sequence[Channel]
) -> Select[Any]:
    tried = _tried(registrations, last, channels).subquery()
    youths = select(REGISTRATION.c.youth_id).where(REGISTRATION.c.id.in_(registrations))
    numbers = (
        select(
            PHONE.c.youth_id,
            func.min(PHONE.c.usable_on).label("any_since"),
            *(_OPEN[channel].label(channel.name) for channel in _BY_NUMBER),
        )
        .where(PHONE.c.youth_id.in_(youths))
        .group_by(PHONE.c.youth_id)
        .subquery()
    )
    return (
        select(
            REGISTRATION.c.id,
            case((_IS_ORDINARY, 1), else_=0),
            tried.c.first_on,
            tried.c.reached_on,
            numbers.c.any_since,
            *(tried.c[channel.name] for channel in channels),
            *(
                numbers.c[channel.name] if channel in _BY_NUMBER else since
                for channel, since in _OPEN.items()
            ),
        )
        .join(YOUTH, YOUTH.c.id == REGISTRATION.c.youth_id)
        .outerjoin(tried, tried.c.registration_id == REGISTRATION.c.id)
        .outerjoin(numbers, numbers.c.youth_id == YOUTH.c.id)
        .where(REGISTRATION.c.id.in_(registrations))
    )


def _tried(registrations: Collection[int], last: date, channels: Sequence[Channel]) -> Select[Any]:
    on = ATTEMPT.c.on
    return (
        select(
            ATTEMPT.c.registration_id,
            func.min(on).label("first_on"),
            func.max(case((_REACHED, on))).label("reached_on"),
            *(
                func.max(case((and_(ATTEMPT.c.channel == one, ~_REACHED), on))).label(one.name)
                for one in channels
            ),
        )
        .where(ATTEMPT.c.registration_id.in_(registrations), on <= last)
        .group_by(ATTEMPT.c.registration_id)
    )


def answers(session: Session, registrations: Collection[int]) -> Iterator[tuple[int, Facts]]:
    """By stay, of a youth's facts those that tell what is known: answers, and what was told."""
    for part in chunks(registrations):
        which = REGISTRATION.c.id.in_(part)
        found = session.execute(_WHO.where(which)).all()
        attempts = attempts_by_registration(session, part, _TELLS)
        told = _told(session, which)
        outcomes = outcomes_by_youth(session, [row.youth_id for row in found])
        for row in found:
            yield (
                row.id,
                Facts(
                    row.youth_id,
                    row.born_on,
                    row.first_seen_on,
                    row.registered_on,
                    attempts=tuple(attempts[row.id]),
                    occupations=tuple(told[row.youth_id]),
                    outcomes=tuple(outcomes[row.youth_id]),
                ),
            )


_TELLS = or_(_IS_CONTACT, ATTEMPT.c.occupation.is_not(None))
_WHO = select(
    REGISTRATION.c.id,
    REGISTRATION.c.youth_id,
    REGISTRATION.c.first_seen_on,
    REGISTRATION.c.registered_on,
    YOUTH.c.born_on,
).join(YOUTH, YOUTH.c.id == REGISTRATION.c.youth_id)


def _told(session: Session, which: Any) -> defaultdict[int, list[Occupation]]:
    found: defaultdict[int, list[Occupation]] = defaultdict(list)
    question = select(OCCUPATION.c.youth_id, OCCUPATION.c.on, OCCUPATION.c.code).where(
        OCCUPATION.c.youth_id.in_(select(REGISTRATION.c.youth_id).where(which))
    )
    for youth, on, code in rows(session, question.order_by(OCCUPATION.c.on, OCCUPATION.c.id)):
        found[youth].append(Occupation(on, OccupationCode(code)))
    return found
