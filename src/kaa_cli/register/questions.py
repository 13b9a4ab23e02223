"""What the register can be asked: SQL in, frozen values of `rules` out.

Core selects of plain columns, not mapped objects: a queue of thousands is read in one go.
Protected youths leave here masked unless they are opened by id.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Row, Table, or_, select, true
from sqlmodel import Session, SQLModel, col
from sqlmodel import select as sqlmodel_select

from kaa_cli.register import models, office
from kaa_cli.rules.codes import (
    AttemptResult,
    Channel,
    CheckReason,
    OccupationCode,
    PhoneState,
    Protection,
    Sex,
    Target,
)
from kaa_cli.rules.facts import Address, Attempt, Check, Facts, Occupation, Phone
from kaa_cli.rules.person import Case, Period, Person, masked

_Row = Row[Any]
Owned = TypeVar("Owned", bound=SQLModel)


_AT_ONCE = 5_000  # ids in one statement, of which SQLite takes 32,766


def table(model: type[SQLModel]) -> Table:
    """The plain table behind a model."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


YOUTH = table(models.Youth)
REGISTRATION = table(models.Registration)
FORMER = table(models.FormerIdentity)
PHONE = table(models.Phone)
GUARDIAN = table(models.Guardian)
ATTEMPT = table(models.Attempt)
OCCUPATION = table(models.Occupation)
OUTCOME = table(models.Outcome)
MEASURE = table(models.Measure)
CASEWORKER = table(office.Caseworker)


def open_cases(session: Session) -> list[Case]:
    """Every youth with an open registration, and closed ones that are to be checked, by id."""
    is_open = REGISTRATION.c.ended_on.is_(None)
    return _cases(session, or_(is_open, REGISTRATION.c.check_reason.is_not(None)), only=None)


def case(session: Session, youth: int, on: date, *, opened: bool = False) -> Case | None:
    """One youth in the registration that covers a day, else in the latest; None if unknown."""
    found = _cases(session, YOUTH.c.id == youth, only=(youth,), opened=(youth,) if opened else ())
    if not found:
        return None
    covering = [c for c in found if _covers(c.period, on)]
    return covering[-1] if covering else found[-1]


def all_cases(session: Session) -> list[Case]:
    """Every youth ever registered, in the latest registration, by id."""
    latest = {c.person.id: c for c in every_registration(session)}
    return list(latest.values())


def every_registration(session: Session) -> list[Case]:
    """Every registration there has been, by youth, the oldest first."""
    return _cases(session, true(), only=None)


def youth_with_identity(session: Session, number: str) -> int | None:
    """The id of the youth who has this identity number, or had it before a surer one came."""
    found = session.execute(select(YOUTH.c.id).where(YOUTH.c.identity_number == number)).scalar()
    if found is None:
        before = select(FORMER.c.youth_id).where(FORMER.c.key == number)
        found = session.execute(before).scalar()
    return int(found) if found is not None else None


def former_identities(session: Session) -> dict[str, int]:
    """What youths were known by before, each with whose it was."""
    return {row.key: row.youth_id for row in session.execute(select(FORMER))}


def guardian(session: Session, youth: int, position: int) -> models.Guardian | None:
    """The guardian kept first or second for a youth, if any."""
    which = sqlmodel_select(models.Guardian).where(
        col(models.Guardian.youth_id) == youth, col(models.Guardian.position) == position
    )
    return session.exec(which).first()


def rows_of(session: Session, model: type[Owned], youth: int) -> list[Owned]:
    """The rows of a table that belong to a youth, to be changed through `changes`."""
    owner = table(model).c.youth_id
    return list(session.exec(sqlmodel_select(model).where(owner == youth)))


def by_id(session: Session, model: type[Owned], ids: Sequence[int]) -> dict[int, Owned]:
    """Many rows of a table in one go, to be changed through `changes`."""
    key = table(model).c.id
    found: dict[int, Owned] = {}
    for begin in range(0, len(ids), _AT_ONCE):
        which = sqlmodel_select(model).where(key.in_(ids[begin : begin + _AT_ONCE]))
        found |= {row.id: row for row in session.exec(which)}  # type: ignore[attr-defined]
    return found


def attempts_by_number(session: Session, youth: int) -> list[models.Attempt]:
    """A youth's attempts that used one of the numbers kept."""
    which = (
        sqlmodel_select(models.Attempt)
        .join(models.Phone, col(models.Attempt.phone_id) == col(models.Phone.id))
        .where(col(models.Phone.youth_id) == youth)
    )
    return list(session.exec(which))


def attempts_in(session: Session, registration: int) -> list[models.Attempt]:
    """The attempts of one registration, to be changed through `changes`."""
    which = sqlmodel_select(models.Attempt).where(
        col(models.Attempt.registration_id) == registration
    )
    return list(session.exec(which))


def _covers(period: Period, on: date) -> bool:
    began_on = min(period.registered_on, period.first_seen_on)
    return began_on <= on and (period.ended_on is None or on < period.ended_on)


def _cases(
    session: Session, which: Any, only: Sequence[int] | None, opened: Collection[int] = ()
) -> list[Case]:
    """Cases by registration, oldest first within a youth; `only` narrows the side tables."""
    joined = (
        select(YOUTH, REGISTRATION.c.id.label("registration"), *_PERIOD)
        .join(REGISTRATION, REGISTRATION.c.youth_id == YOUTH.c.id)
        .where(which)
        .order_by(  # after a merge an open period may have begun before one that is closed
            YOUTH.c.id,
            REGISTRATION.c.ended_on.is_(None),
            REGISTRATION.c.registered_on,
            REGISTRATION.c.id,
        )
    )
    rows = session.execute(joined).all()
    names = caseworkers(session)
    guardians = _grouped(session, GUARDIAN, only, GUARDIAN.c.position)
    positions = {g.id: g.position for group in guardians.values() for g in group}
    phones = _grouped(session, PHONE, only, PHONE.c.id)
    occupations = _grouped(session, OCCUPATION, only, OCCUPATION.c.on, OCCUPATION.c.id)
    attempts = _attempts(session, [row.registration for row in rows] if only else None)
    cases = []
    for row in rows:
        person = _person(row, guardians[row.id], names)
        facts = _facts(
            row,
            [_phone(p, positions) for p in phones[row.id]],
            attempts[row.registration],
            [Occupation(o.on, OccupationCode(o.code)) for o in occupations[row.id]],
        )
        if person.protection is not Protection.NONE and person.id not in opened:
            person = masked(person)
        cases.append(Case(person, _period(row), facts))
    return cases


_PERIOD = tuple(
    REGISTRATION.c[name]
    for name in (
        "registered_on",
        "first_seen_on",
        "reason",
        "ended_on",
        "end_reason",
        "check_reason",
        "check_on",
    )
)


def caseworkers(session: Session) -> dict[int, str]:
    """The caseworkers' names by id."""
    return {row.id: row.name for row in session.execute(select(CASEWORKER))}


def _grouped(
    session: Session, of: Table, only: Sequence[int] | None, *order: Any
) -> defaultdict[int, list[_Row]]:
    question = select(of).order_by(*order)
    if only is not None:
        question = question.where(of.c.youth_id.in_(only))
    groups: defaultdict[int, list[_Row]] = defaultdict(list)
    for row in session.execute(question):
        groups[row.youth_id].append(row)
    return groups


def _attempts(
    session: Session, registrations: Iterable[int] | None
) -> defaultdict[int, list[Attempt]]:
    question = select(ATTEMPT)
    if registrations is not None:
        question = question.where(ATTEMPT.c.registration_id.in_(list(registrations)))
    groups: defaultdict[int, list[Attempt]] = defaultdict(list)
    for row in session.execute(question):
        groups[row.registration_id].append(_attempt(row))
    for attempts in groups.values():
        attempts.sort(key=in_the_order_made)
    return groups


def in_the_order_made(attempt: Attempt) -> tuple[date, bool, Any, int]:
    """By day, hour, id; what has no hour comes before what has."""
    return attempt.on, attempt.at is not None, attempt.at, attempt.id


def _attempt(row: _Row) -> Attempt:
    return Attempt(
        id=row.id,
        on=row.on,
        at=row.at,
        channel=Channel(row.channel),
        to=Target(row.target),
        result=AttemptResult(row.result),
        phone=row.phone_id,
        occupation=OccupationCode(row.occupation) if row.occupation else None,
        next_on=row.next_on,
        next_at=row.next_at,
    )


def _person(row: _Row, guardians: Sequence[_Row], names: dict[int, str]) -> Person:
    return Person(
        id=row.id,
        born_on=row.born_on,
        protection=Protection(row.protection),
        identity_number=row.identity_number,
        given_name=row.given_name,
        family_name=row.family_name,
        sex=Sex(row.sex) if row.sex else None,
        street=row.street,
        postcode=row.postcode,
        city=row.city,
        municipality=row.municipality,
        email=row.email,
        school=row.school,
        study_programme=row.study_programme,
        contact_person=names.get(row.contact_person_id),
        guardians=tuple(guardian.name for guardian in guardians),
    )


def _period(row: _Row) -> Period:
    return Period(
        row.registration,
        row.registered_on,
        row.first_seen_on,
        row.reason,
        row.ended_on,
        row.end_reason,
    )


def _phone(row: _Row, positions: dict[int, int]) -> Phone:
    return Phone(
        id=row.id,
        number=row.number,
        mobile=row.mobile,
        guardian=positions.get(row.guardian_id, 0),
        state=PhoneState(row.state),
        usable_on=row.usable_on,
        wrong_on=row.wrong_on,
        note=row.note,
    )


def _facts(
    row: _Row,
    phones: Sequence[Phone],
    attempts: Sequence[Attempt],
    occupations: Sequence[Occupation],
) -> Facts:
    address = Address(
        row.street, row.postcode, row.city, row.address_on or row.first_seen_on, row.address_bad_on
    )
    check = Check(CheckReason(row.check_reason), row.check_on) if row.check_reason else None
    return Facts(
        youth=row.id,
        born_on=row.born_on,
        first_seen_on=row.first_seen_on,
        registered_on=row.registered_on,
        ended_on=row.ended_on,
        protection=Protection(row.protection),
        phones=tuple(phones),
        address=address if row.street else None,
        email=row.email,
        email_on=row.email_on or row.first_seen_on,
        attempts=tuple(attempts),
        occupations=tuple(occupations),
        restricted=row.restricted_on is not None,
        do_not_contact_until=row.review_on,
        check=check,
        by_hand=row.by_hand,
    )
