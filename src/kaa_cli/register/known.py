"""What an import compares a list with: every youth's own fields and numbers, read in one go."""

from collections import defaultdict
from collections.abc import Mapping
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
from kaa_cli.rules.codes import IdentityKind, Protection
from kaa_cli.rules.matching import numberless_key


@dataclass(frozen=True, slots=True)
class KnownYouth:
    """A youth in the register, in the latest registration.

    `phones` are (0 or the guardian's position, number), `guardians` names by position.
    """

    id: int
    identity_number: str | None
    kind: IdentityKind | None
    registration: int
    is_open: bool
    reason: str
    left_school_on: date | None
    referred_by: str
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
    guardians: Mapping[int, str]
    phones: frozenset[tuple[int, str]]


def key_of(youth: KnownYouth) -> str:
    """What a list knows a youth by: the number, else the birth date with the name."""
    return youth.identity_number or numberless_key(
        youth.born_on, youth.given_name, youth.family_name
    )


def known_youths(session: Session) -> list[KnownYouth]:
    """Every youth ever registered, by id."""
    names = caseworkers(session)
    guardians = _guardians(session)
    phones = _phones(session)
    question = (
        select(YOUTH, *_PERIOD)
        .join(REGISTRATION, REGISTRATION.c.youth_id == YOUTH.c.id)
        .order_by(YOUTH.c.id, REGISTRATION.c.registered_on, REGISTRATION.c.id)
    )
    latest = {row.id: row for row in session.execute(question)}
    return [
        _known(row, names, guardians.get(row.id, {}), phones.get(row.id, _NO_PHONES))
        for row in latest.values()
    ]


_NO_PHONES: frozenset[tuple[int, str]] = frozenset()
_PERIOD = (
    REGISTRATION.c.id.label("registration"),
    *(
        REGISTRATION.c[name]
        for name in (
            "ended_on",
            "reason",
            "left_school_on",
            "referred_by",
            "check_reason",
            "checked_on",
        )
    ),
)


def _known(
    row: Row[Any],
    names: Mapping[int, str],
    guardians: Mapping[int, str],
    phones: frozenset[tuple[int, str]],
) -> KnownYouth:
    return KnownYouth(
        id=row.id,
        identity_number=row.identity_number,
        kind=IdentityKind(row.identity_kind) if row.identity_kind else None,
        registration=row.registration,
        is_open=row.ended_on is None,
        reason=row.reason,
        left_school_on=row.left_school_on,
        referred_by=row.referred_by,
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
        guardians=guardians,
        phones=phones,
    )


def _guardians(session: Session) -> dict[int, dict[int, str]]:
    found: defaultdict[int, dict[int, str]] = defaultdict(dict)
    question = select(GUARDIAN.c.youth_id, GUARDIAN.c.position, GUARDIAN.c.name)
    for youth, position, name in session.execute(question.order_by(GUARDIAN.c.position)):
        found[youth][position] = name
    return found


def _phones(session: Session) -> dict[int, frozenset[tuple[int, str]]]:
    found: defaultdict[int, set[tuple[int, str]]] = defaultdict(set)
    question = select(PHONE.c.youth_id, GUARDIAN.c.position, PHONE.c.number).outerjoin(
        GUARDIAN, GUARDIAN.c.id == PHONE.c.guardian_id
    )
    for youth, position, number in session.execute(question):
        found[youth].add((position or 0, number))
    return {youth: frozenset(numbers) for youth, numbers in found.items()}
