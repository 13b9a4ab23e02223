"""What an import compares a list with: every youth's own fields and numbers, read in one go."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import Session

from kaa_cli.register.questions import (
    GUARDIAN,
    PHONE,
    REGISTRATION,
    YOUTH,
    caseworkers,
    rows,
)
from kaa_cli.rules.codes import IdentityKind, Protection
from kaa_cli.rules.matching import numberless_key


class KnownYouth(NamedTuple):
    """A youth in the register, in the latest registration.

    `phones` are (0 or the guardian's position, number), `guardians` names by position.
    """

    id: int
    identity_number: str | None
    kind: IdentityKind | None
    is_open: bool
    protection: Protection
    contact_person: str
    registration: int
    reason: str
    left_school_on: date | None
    referred_by: str
    check_reason: str | None
    checked_on: date | None
    born_on: date
    sex: str | None
    preferred_channel: str | None
    restricted_on: date | None
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
    phones: tuple[tuple[int, str], ...]


def may_be_shown(youth: KnownYouth) -> bool:
    """Whether a list on its way in may repeat what the register has of somebody."""
    return youth.protection is Protection.NONE and youth.restricted_on is None


def protected_numbers(session: Session) -> tuple[frozenset[str], frozenset[str]]:
    """What a list may know a protected youth by: personal numbers in twelve digits and ten, ours.

    In two sets, as text.
    """
    question = select(YOUTH.c.id, YOUTH.c.identity_number)
    rows = session.execute(question.where(YOUTH.c.protection != Protection.NONE)).all()
    whole = [row.identity_number for row in rows if row.identity_number]
    return frozenset({*whole, *(n[2:] for n in whole)}), frozenset(str(row.id) for row in rows)


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
    once = dict[str, str]().setdefault  # towns and schools repeat: each is kept in memory once
    question = (
        select(*_ASKED)
        .join(REGISTRATION, REGISTRATION.c.youth_id == YOUTH.c.id)
        .order_by(  # after a merge an open period may have begun before one that is closed
            YOUTH.c.id,
            REGISTRATION.c.ended_on.is_(None),
            REGISTRATION.c.registered_on,
            REGISTRATION.c.id,
        )
    )
    latest: dict[int, KnownYouth] = {}
    for youth, number, kind, ended_on, protection, person, *own in rows(session, question):
        rest, texts = own[:_TEXTS_FROM], own[_TEXTS_FROM:]
        latest[youth] = KnownYouth._make(
            (
                youth,
                number,
                _KINDS[kind],
                ended_on is None,
                _PROTECTIONS[protection],
                names.get(person, ""),
                *rest,
                *map(once, texts, texts),
                guardians.get(youth, _NO_GUARDIANS),
                phones.get(youth, ()),
            )
        )
    return list(latest.values())


_NO_GUARDIANS: Mapping[int, str] = {}
_KINDS: dict[str | None, IdentityKind | None] = {None: None, **{k.value: k for k in IdentityKind}}
_PROTECTIONS = {mark.value: mark for mark in Protection}
_TEXTS_FROM = KnownYouth._fields.index("given_name") - KnownYouth._fields.index("registration")
_READ = {"id", "identity_number", "protection"}  # these come first
_ASKED = (
    YOUTH.c.id,
    YOUTH.c.identity_number,
    YOUTH.c.identity_kind,
    REGISTRATION.c.ended_on,
    YOUTH.c.protection,
    YOUTH.c.contact_person_id,
    REGISTRATION.c.id,
    REGISTRATION.c.reason,
    REGISTRATION.c.left_school_on,
    REGISTRATION.c.referred_by,
    REGISTRATION.c.check_reason,
    REGISTRATION.c.checked_on,
    *(YOUTH.c[name] for name in KnownYouth._fields if name in YOUTH.c and name not in _READ),
)
"""What is read first, then the fields of `KnownYouth` from the registration on, as they are."""


def _guardians(session: Session) -> dict[int, dict[int, str]]:
    found: defaultdict[int, dict[int, str]] = defaultdict(dict)
    question = select(GUARDIAN.c.youth_id, GUARDIAN.c.position, GUARDIAN.c.name)
    for youth, position, name in rows(session, question.order_by(GUARDIAN.c.position)):
        found[youth][position] = name
    return found


def _phones(session: Session) -> dict[int, tuple[tuple[int, str], ...]]:
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    question = select(PHONE.c.youth_id, GUARDIAN.c.position, PHONE.c.number).outerjoin(
        GUARDIAN, GUARDIAN.c.id == PHONE.c.guardian_id
    )
    for youth, position, number in rows(session, question):
        found[youth] = (*found.get(youth, ()), (position or 0, number))
    return found
