"""Who has whom on screen: claims are taken in one statement, so no youth is given to two.

Written past the log, for a claim is no part of what happened: it ends by itself. The rows of the
youths are never locked for it: a list being taken in, which changes them, would stop everybody.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, DateTime, bindparam, delete, select, text
from sqlmodel import Session

from kaa_cli.register.office import Claim
from kaa_cli.register.questions import CASEWORKER, table
from kaa_cli.register.tables import in_utc

_CLAIM = table(Claim)
_INSTANT = DateTime(timezone=True)
_TYPES = (bindparam("until", type_=_INSTANT), bindparam("now", type_=_INSTANT))
_FIRST = text(
    "INSERT INTO claim (youth_id, by_id, until_at)"
    " SELECT :youth, :by, :until WHERE NOT EXISTS (SELECT 1 FROM claim WHERE youth_id = :youth)"
    " ON CONFLICT (youth_id) DO NOTHING RETURNING youth_id"
).bindparams(_TYPES[0])
_TAKE = text(
    "INSERT INTO claim (youth_id, by_id, until_at) VALUES (:youth, :by, :until)"
    " ON CONFLICT (youth_id) DO UPDATE SET by_id = excluded.by_id, until_at = excluded.until_at"
    " WHERE claim.until_at <= :now OR claim.by_id = :over"
    " RETURNING youth_id"
).bindparams(*_TYPES)


@dataclass(frozen=True, slots=True)
class Held:
    """A claim that stands: whose it is, and until which instant (aware)."""

    by: str
    until_at: datetime


def held(session: Session, now: datetime) -> dict[int, Held]:
    """The claims that stand, by youth."""
    question = select(_CLAIM.c.youth_id, CASEWORKER.c.name, _CLAIM.c.until_at).join(
        CASEWORKER, CASEWORKER.c.id == _CLAIM.c.by_id
    )
    rows = session.execute(question.where(_CLAIM.c.until_at > now.astimezone(UTC)))
    return {row.youth_id: Held(row.name, in_utc(row.until_at)) for row in rows}


def take_first(
    connection: Connection, youths: Iterable[int], most: int, by: int, until: datetime
) -> list[int]:
    """Claim the first of the youths whom nobody has, this caseworker neither; tells whom.

    Whoever is being taken or let go at the very moment is passed by, not waited for.
    """
    taken: list[int] = []
    for youth in youths:
        if len(taken) == most:
            break
        words = {"youth": youth, "by": by, "until": until.astimezone(UTC)}
        taken += connection.execute(_FIRST, words).scalars()
    return taken


def take(
    connection: Connection, youth: int, by: int, *, until: datetime, now: datetime, over: int = 0
) -> bool:
    """Claim a youth for a caseworker if nobody else has it; tells whether that could be done.

    `over` is the caseworker whose standing claim may be replaced: one's own, or one taken over.
    """
    hours = {"until": until.astimezone(UTC), "now": now.astimezone(UTC)}
    words = {"youth": youth, "by": by, "over": over, **hours}
    return connection.execute(_TAKE, words).first() is not None


def release(connection: Connection, by: int, youths: Collection[int] | None = None) -> list[int]:
    """Let go of what a caseworker holds, all of it or some youths; tells whom."""
    which = delete(_CLAIM).where(_CLAIM.c.by_id == by)
    if youths is not None:
        which = which.where(_CLAIM.c.youth_id.in_(youths))
    return sorted(connection.execute(which.returning(_CLAIM.c.youth_id)).scalars())


def forget_ended(connection: Connection, now: datetime) -> None:
    """Sweep up the claims that have ended, but for those that somebody is just taking up."""
    ended = select(_CLAIM.c.id).where(_CLAIM.c.until_at <= now.astimezone(UTC))
    free = ended.with_for_update(skip_locked=True)
    connection.execute(delete(_CLAIM).where(_CLAIM.c.id.in_(free)))
