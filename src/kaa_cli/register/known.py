"""What an import compares a list with: every youth's own fields and numbers, read in one go."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session

from kaa_cli.register.questions import (
    GUARDIAN,
    PHONE,
    REGISTRATION,
    YOUTH,
    caseworkers,
)
from kaa_cli.rules.codes import Protection


@dataclass(frozen=True, slots=True)
class KnownYouth:
    """A youth in the register; `phones` are (0 or the guardian's position, number)."""

    id: int
    registration: int
    is_open: bool
    check_reason: str | None
    checked_on: date | None
    born_on: date
    protection: Protection
    sex: str | None
    preferred_channel: str | None
    contact_person: str
    given_name: str
    family_name: str
    street: str
    postcode: str
    city: str
    municipality: str
    email: str
    school: str
    study_programme: str
    phones: frozenset[tuple[int, str]]


def known_youths(session: Session) -> dict[str, KnownYouth]:
    """Every youth with an identity number, by it, with the latest registration."""
    names = caseworkers(session)
    phones = _phones(session)
    question = (
        select(
            YOUTH,
            REGISTRATION.c.id.label("registration"),
            REGISTRATION.c.ended_on,
            REGISTRATION.c.check_reason,
            REGISTRATION.c.checked_on,
        )
        .join(REGISTRATION, REGISTRATION.c.youth_id == YOUTH.c.id)
        .where(YOUTH.c.identity_number.is_not(None))
        .order_by(REGISTRATION.c.registered_on, REGISTRATION.c.id)
    )
    return {
        row.identity_number: _known(row, names, phones[row.id]) for row in session.execute(question)
    }


def _known(
    row: Row[Any], names: Mapping[int, str], phones: Iterable[tuple[int, str]]
) -> KnownYouth:
    return KnownYouth(
        id=row.id,
        registration=row.registration,
        is_open=row.ended_on is None,
        check_reason=row.check_reason,
        checked_on=row.checked_on,
        born_on=row.born_on,
        protection=Protection(row.protection),
        sex=row.sex,
        preferred_channel=row.preferred_channel,
        contact_person=names.get(row.contact_person_id, ""),
        given_name=row.given_name,
        family_name=row.family_name,
        street=row.street,
        postcode=row.postcode,
        city=row.city,
        municipality=row.municipality,
        email=row.email,
        school=row.school,
        study_programme=row.study_programme,
        phones=frozenset(phones),
    )


def _phones(session: Session) -> defaultdict[int, set[tuple[int, str]]]:
    positions = {row.id: row.position for row in session.execute(select(GUARDIAN))}
    found: defaultdict[int, set[tuple[int, str]]] = defaultdict(set)
    for row in session.execute(select(PHONE.c.youth_id, PHONE.c.guardian_id, PHONE.c.number)):
        found[row.youth_id].add((positions.get(row.guardian_id, 0), row.number))
    return found
