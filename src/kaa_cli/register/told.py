"""What was told of youths' occupations, and whether what it had led to was found interrupted."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session

from kaa_cli.register.questions import OCCUPATION, OUTCOME, OUTCOME_CHECK, chunks
from kaa_cli.rules.codes import OccupationCode
from kaa_cli.rules.facts import Occupation
from kaa_cli.rules.journeys import Journey
from kaa_cli.rules.support_codes import Lasting


def broken(session: Session, last: date) -> dict[int, tuple[date, ...]]:
    """By youth, the first day on which each outcome was found interrupted."""
    rows = session.execute(
        select(OUTCOME.c.youth_id, func.min(OUTCOME_CHECK.c.on).label("broken_on"))
        .join(OUTCOME, OUTCOME.c.id == OUTCOME_CHECK.c.outcome_id)
        .where(OUTCOME_CHECK.c.result == Lasting.INTERRUPTED, OUTCOME_CHECK.c.on <= last)
        .group_by(OUTCOME.c.youth_id, OUTCOME.c.id)
    )
    found: defaultdict[int, tuple[date, ...]] = defaultdict(tuple)
    for row in rows:
        found[row.youth_id] += (row.broken_on,)
    return found


def as_when_they_left(session: Session, found: list[Journey], last: date) -> list[Journey]:
    """With the occupation known when the stay ended, where another has been told since."""
    since = {
        one.who.youth
        for one in found
        if one.occupation is not None and one.occupation.on > one.looked_at_on(last)
    }
    told = _told(session, sorted(since))
    return [
        _as_when_it_ended(one, told[one.who.youth], last) if one.who.youth in since else one
        for one in found
    ]


def _as_when_it_ended(one: Journey, told: Sequence[Occupation], last: date) -> Journey:
    known = [occupation for occupation in told if occupation.on <= one.looked_at_on(last)]
    return replace(one, occupation=known[-1] if known else None)


def _told(session: Session, youths: Sequence[int]) -> defaultdict[int, list[Occupation]]:
    """By youth, all that was told, oldest first."""
    found: defaultdict[int, list[Occupation]] = defaultdict(list)
    for part in chunks(youths):
        some = OCCUPATION.c.youth_id.in_(part)
        order = (OCCUPATION.c.on, OCCUPATION.c.id)
        for row in session.execute(select(OCCUPATION).where(some).order_by(*order)):
            found[row.youth_id].append(Occupation(row.on, OccupationCode(row.code)))
    return found
