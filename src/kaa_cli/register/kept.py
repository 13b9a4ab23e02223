"""What a file of earlier days is compared with: the rows kept of its kind, youth by youth."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, SQLModel

from kaa_cli.register.questions import OUTCOME, REGISTRATION, YOUTH, former_identities, table
from kaa_cli.rules.codes import OutcomeCategory

Key = tuple[Any, ...]


def youths_by_number(session: Session) -> dict[str, int]:
    """The id of everybody who has an identity number, by it and by what it was before."""
    question = select(YOUTH.c.identity_number, YOUTH.c.id)
    found = session.execute(question.where(YOUTH.c.identity_number.is_not(None)))
    now = {row.identity_number: row.id for row in found}
    return former_identities(session) | now


def periods(session: Session) -> dict[int, list[tuple[int, date, date | None]]]:
    """The registrations of everybody, oldest first: id, first day that counts, end."""
    found: defaultdict[int, list[tuple[int, date, date | None]]] = defaultdict(list)
    for row in session.execute(select(REGISTRATION).order_by(REGISTRATION.c.registered_on)):
        begins_on = min(row.registered_on, row.first_seen_on)
        found[row.youth_id].append((row.id, begins_on, row.ended_on))
    return found


def outcome_days(session: Session) -> dict[int, list[tuple[int, date]]]:
    """The outcomes of everybody that led anywhere, oldest first: id and day."""
    found: defaultdict[int, list[tuple[int, date]]] = defaultdict(list)
    question = select(OUTCOME).where(OUTCOME.c.category != OutcomeCategory.REMAINS)
    for row in session.execute(question.order_by(OUTCOME.c.on, OUTCOME.c.id)):
        found[row.youth_id].append((row.id, row.on))
    return found


def rows_by_key(
    session: Session, model: type[SQLModel], key: Sequence[str], rest: Sequence[str]
) -> dict[Key, list[tuple[int, Key]]]:
    """The rows of a table by whom they belong to and some columns: (id, the other columns).

    The owner, first in the key, is the youth, for attempts the registration, for what was asked
    again the outcome.
    """
    of = table(model)
    owners = ("youth_id", "registration_id", "outcome_id")
    owner = next(of.c[name] for name in owners if name in of.c)
    columns = [of.c[name] for name in (*key, *rest)]
    found: defaultdict[Key, list[tuple[int, Key]]] = defaultdict(list)
    question = select(of.c.id, owner, *columns).order_by(of.c.id)
    for number, whose, *values in session.execute(question):
        found[(whose, *values[: len(key)])].append((number, tuple(values[len(key) :])))
    return found
