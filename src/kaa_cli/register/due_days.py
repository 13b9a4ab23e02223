"""The kept day from which each youth may be due: who must be reckoned anew, and writing it.

It follows from what the register holds, so it is written past the log and no undo need know of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import bindparam, exists, or_, select, update
from sqlmodel import Session

from kaa_cli.register.cases import IN_THE_QUEUE
from kaa_cli.register.changes import Act, Changes
from kaa_cli.register.questions import ATTEMPT, REGISTRATION, YOUTH, chunks
from kaa_cli.rules.codes import Channel
from kaa_cli.rules.days import DAY, youngest_of
from kaa_cli.rules.scope import ADULT_AT, DUTY_ENDS_AT

_OF_REGISTRATION = frozenset({"attempt", "appointment"})
_OF_YOUTH = frozenset({"registration", "phone", "guardian", "occupation", "measure", "outcome"})
_OF_OTHER = {"follow_up": "measure", "outcome_check": "outcome"}
"""Whose rows they are is told by what they belong to."""


def touched(session: Session, changes: Changes) -> list[int] | None:
    """The youths whose coming step the changes may have moved; None: everybody's, by a routine.

    Youths made by the same command are left out: they are looked at from the day they are new.
    """
    youths: set[int] = set()
    made: set[int] = set()
    registrations: set[int] = set()
    others: defaultdict[str, set[int]] = defaultdict(set)
    for noted in changes.noted:
        if noted.table == "adopted_policy":
            return None
        if noted.table == "youth":
            (made if noted.act is Act.INSERT else youths).update(noted.keys)
        elif noted.table in _OF_YOUTH:
            youths |= _owners(session, noted.table, noted.keys, "youth_id", noted.before)
        elif noted.table in _OF_REGISTRATION:
            owners = _owners(session, noted.table, noted.keys, "registration_id", noted.before)
            registrations |= owners
        elif noted.table in _OF_OTHER:
            owned_by = _OF_OTHER[noted.table]
            key = f"{owned_by}_id"
            others[owned_by] |= _owners(session, noted.table, noted.keys, key, noted.before)
    for owned_by, rows in others.items():
        youths |= _owners(session, owned_by, rows, "youth_id", ())
    youths |= _owners(session, "registration", registrations, "youth_id", ())
    if changes.undoes_id is not None:
        return sorted(youths | made)  # put back, with a day kept from before something else
    return sorted(youths - made)


def _owners(
    session: Session,
    name: str,
    keys: Iterable[int],
    owner: str,
    before: Iterable[Mapping[str, Any]],
) -> set[int]:
    """Whose the rows are, and whose they were before."""
    of = REGISTRATION.metadata.tables[name]
    wanted = sorted(keys)
    found = {old[owner] for old in before if old.get(owner) is not None}
    for part in chunks(wanted):
        which = of.c.id.in_(part)
        found.update(session.execute(select(of.c[owner]).where(which)).scalars())
    return found


def keep(session: Session, days: Mapping[int, date]) -> None:
    """Write from which day each registration is to be looked at."""
    if days:
        write = update(REGISTRATION).where(REGISTRATION.c.id == bindparam("registration"))
        session.connection().execute(
            write.values(look_on=bindparam("day")),
            [{"registration": period, "day": day} for period, day in days.items()],
        )


def kept(session: Session) -> dict[int, tuple[int, date | None]]:
    """What is kept for every registration: whose it is, and the day (None: not reckoned)."""
    rows = session.execute(
        select(REGISTRATION.c.id, REGISTRATION.c.youth_id, REGISTRATION.c.look_on)
    )
    return {row.id: (row.youth_id, row.look_on) for row in rows}


def may_fall_due(session: Session, today: date, until: date) -> list[int]:
    """The registrations in the queue for which anything may fall due by a day.

    As long as no routine changes meanwhile. Beside those to be looked at by then: whom nobody has
    tried, for a deadline runs, and whose step may change by itself on a day between.
    """
    look_on = REGISTRATION.c.look_on
    tried = ATTEMPT.c.registration_id == REGISTRATION.c.id
    may = or_(
        look_on.is_(None),
        look_on <= until,
        ~exists().where(tried, ATTEMPT.c.channel != Channel.FIND_NUMBER),
        YOUTH.c.review_on.is_not(None),
        *(
            YOUTH.c.born_on.between(youngest_of(age, today) + DAY, youngest_of(age, until))
            for age in (ADULT_AT, DUTY_ENDS_AT)
        ),
    )
    question = select(REGISTRATION.c.id).join(YOUTH, YOUTH.c.id == REGISTRATION.c.youth_id)
    return list(session.execute(question.where(IN_THE_QUEUE, may)).scalars().all())
