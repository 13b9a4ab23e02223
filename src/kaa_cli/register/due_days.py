"""What is kept of each youth's coming step: who must be reckoned anew, and writing it.

It follows from what the register holds, so it is written past the log and no undo need know of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, case, exists, func, or_, select, update
from sqlmodel import Session

from kaa_cli.register.cases import IN_THE_QUEUE
from kaa_cli.register.changes import Act, Changes
from kaa_cli.register.questions import ATTEMPT, REGISTRATION, YOUTH, chunks
from kaa_cli.rules.codes import Channel, Knowledge, Place
from kaa_cli.rules.days import DAY, youngest_of
from kaa_cli.rules.due_days import NEVER, RECKONED, Alike, Counted, Kept
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


def next_day(session: Session, day: date) -> date:
    """The first day after `day` on which somebody is to be looked at, or `NEVER`."""
    later = select(func.min(REGISTRATION.c.look_on)).where(REGISTRATION.c.look_on > day)
    return session.execute(later).scalar() or NEVER


def keep(session: Session, reckoned: Mapping[int, Kept]) -> None:
    """Write from which day each registration is looked at, and how it is counted till then."""
    if reckoned:
        write = update(REGISTRATION).where(REGISTRATION.c.id == bindparam("registration"))
        session.connection().execute(
            write.values({name: bindparam(name) for name in RECKONED}),
            [{"registration": period} | _columns(kept) for period, kept in reckoned.items()],
        )


def _columns(kept: Kept) -> dict[str, date | str | None]:
    how = kept.counted
    return {
        "look_on": kept.look_on,
        "stands_at": how.place.value if how else None,
        "known_as": how.known.value if how else None,
        "try_by": how.try_by if how else None,
        "reach_by": how.reach_by if how else None,
    }


def kept(session: Session) -> dict[int, tuple[int, Kept | None]]:
    """What is kept for every registration: whose it is, and what (None: nothing is reckoned)."""
    asked = (REGISTRATION.c[name] for name in ("id", "youth_id", *RECKONED))
    return {row.id: (row.youth_id, _kept(row)) for row in session.execute(select(*asked))}


def _kept(row: Row[Any]) -> Kept | None:
    return Kept(row.look_on, counted(row)) if row.look_on is not None else None


def counted(row: Row[Any]) -> Counted | None:
    """How the youth of a row of `registration` is counted before its day to look."""
    if row.stands_at is None:
        return None
    return Counted(Place(row.stands_at), Knowledge(row.known_as), row.try_by, row.reach_by)


def not_looked_at(session: Session, today: date, soon: date) -> list[Alike]:
    """Everybody else in the queue, counted by what is kept; `soon` ends the time to reach them."""
    kept = REGISTRATION.c
    alike = (kept.stands_at, kept.known_as, kept.try_by, kept.ended_on.is_(None).label("is_open"))
    counts = {
        "count": func.count(),
        "new": _sum(kept.first_seen_on == today),
        "unreached": _sum(kept.reach_by <= soon),
    }
    question = (
        select(*alike, *(counted.label(name) for name, counted in counts.items()))
        .where(IN_THE_QUEUE, kept.look_on > today, kept.stands_at.is_not(None))
        .group_by(*alike)
    )
    return [
        Alike(
            Place(row.stands_at),
            Knowledge(row.known_as),
            row.try_by,
            is_open=bool(row.is_open),
            count=row._mapping["count"],
            new=int(row.new),
            unreached=int(row.unreached),
        )
        for row in session.execute(question)
    ]


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


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
