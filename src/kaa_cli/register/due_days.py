"""What is kept of each youth's coming step: who must be reckoned anew, and writing it.

It follows from what the register holds, so it is written past the log and no undo need know of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, case, func, or_, select, update
from sqlmodel import Session

from kaa_cli.register.cases import IN_THE_QUEUE
from kaa_cli.register.changes import Act, Changes
from kaa_cli.register.questions import REGISTRATION, YOUTH, chunks, rows
from kaa_cli.rules.codes import Knowledge, Place
from kaa_cli.rules.days import DAY, youngest_of
from kaa_cli.rules.due_days import NEVER, RECKONED, Alike, Awaited, Counted, Kept
from kaa_cli.rules.scope import DUTY_ENDS_AT

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
    for owned_by, keys in others.items():
        youths |= _owners(session, owned_by, keys, "youth_id", ())
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
            [{"registration": period, **_columns(kept)} for period, kept in reckoned.items()],
        )


def _columns(kept: Kept) -> dict[str, date | str | int | None]:
    how = kept.counted
    return {
        "look_on": kept.look_on,
        "stands_at": how.place.value if how else None,
        "known_as": how.known.value if how else None,
        "cycle": how.cycle if how else None,
        "step_on": how.step_on if how else None,
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
    known = Knowledge(row.known_as)
    days = (row.step_on, row.try_by, row.reach_by)
    return Counted(Place(row.stands_at), known, row.cycle, *days)


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


def known_and_cycles(session: Session, today: date) -> dict[int, tuple[Knowledge, int]]:
    """Of each registration that is counted until a day to come: what is known, and the cycle."""
    kept = REGISTRATION.c
    question = select(kept.id, kept.known_as, kept.cycle).where(
        IN_THE_QUEUE, kept.look_on > today, kept.stands_at.is_not(None)
    )
    return {number: (_KNOWN[known], cycle) for number, known, cycle in rows(session, question)}


_KNOWN = {known.value: known for known in Knowledge}


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def awaited(session: Session, today: date, until: date) -> list[Awaited]:
    """What comes, by a day, of those in the queue whose day to look has not come: by what is kept.

    Others have nothing by then, or are due at once and must be looked at.
    """
    kept = REGISTRATION.c
    is_soon = or_(kept.step_on <= until, kept.try_by <= until, _turns_20(today, until))
    question = (
        select(kept.youth_id, kept.step_on, kept.try_by, YOUTH.c.born_on, kept.ended_on.is_(None))
        .join(YOUTH, YOUTH.c.id == kept.youth_id)
        .where(IN_THE_QUEUE, kept.look_on > today, kept.stands_at.is_not(None), is_soon)
    )
    return [Awaited(*row) for row in rows(session, question)]


def _turns_20(today: date, until: date) -> ColumnElement[bool]:
    born_after = youngest_of(DUTY_ENDS_AT, today)
    return YOUTH.c.born_on.between(born_after + DAY, youngest_of(DUTY_ENDS_AT, until))
