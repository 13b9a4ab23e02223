"""The outcomes of a period with what was found of them later, for the figures."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session

from kaa_cli.register.happened import outcomes_by_youth
from kaa_cli.register.questions import OUTCOME, REGISTRATION, YOUTH
from kaa_cli.rules.codes import OutcomeCategory, Protection
from kaa_cli.rules.days import age_on
from kaa_cli.rules.lasting import Lasted

_Row = Row[Any]


def lasted(session: Session, first: date, last: date, programme: str = "") -> list[Lasted]:
    """The outcomes dated in a period (both days counted), oldest first, of one programme if named.

    A protected youth's school and municipality are not told, also not as a group.
    """
    question = (
        select(
            OUTCOME,
            YOUTH.c.sex,
            YOUTH.c.born_on,
            YOUTH.c.school,
            YOUTH.c.municipality,
            YOUTH.c.protection,
        )
        .join(YOUTH, OUTCOME.c.youth_id == YOUTH.c.id)
        .where(OUTCOME.c.on >= first, OUTCOME.c.on <= last)
        .order_by(OUTCOME.c.on, OUTCOME.c.id)
    )
    rows = session.execute(question).all()
    youths = sorted({row.youth_id for row in rows})
    outcomes = outcomes_by_youth(session, youths)
    reasons = _reasons(session)
    found = []
    for row in rows:
        if programme.casefold() not in {"", row.programme.casefold()}:
            continue
        own = outcomes[row.youth_id]
        place = next(n for n, outcome in enumerate(own) if outcome.id == row.id)
        later = own[place + 1].on if place + 1 < len(own) else None
        found.append(
            Lasted(
                row.youth_id,
                row.on,
                OutcomeCategory(row.category),
                own[place].checks,
                later,
                _traits(row, _reason(reasons[row.youth_id], row.on)),
            )
        )
    return found


def _traits(row: _Row, reason: str | None) -> dict[str, str | int | None]:
    is_open = row.protection == Protection.NONE
    return {
        "sex": row.sex or None,
        "age": age_on(row.born_on, row.on),
        "school": (row.school if is_open else "") or None,
        "municipality": (row.municipality if is_open else "") or None,
        "reason": reason,
        "programme": row.programme or None,
    }


def _reasons(session: Session) -> defaultdict[int, list[tuple[date, str]]]:
    """Why each registration began, by youth, oldest first."""
    found: defaultdict[int, list[tuple[date, str]]] = defaultdict(list)
    for row in session.execute(select(REGISTRATION).order_by(REGISTRATION.c.registered_on)):
        begins_on = min(row.registered_on, row.first_seen_on)
        found[row.youth_id].append((begins_on, row.reason))
    return found


def _reason(begun: list[tuple[date, str]], on: date) -> str | None:
    """The reason of the registration that had begun by a day, else of the first."""
    before = [reason for begins_on, reason in begun if begins_on <= on]
    return before[-1] if before else begun[0][1] if begun else None
