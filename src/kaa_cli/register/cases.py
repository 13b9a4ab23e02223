"""Youths as the rules see them: rows of the register in, frozen values out.

Core selects of plain columns, not mapped objects: a queue of thousands is read in one go.
Protected youths leave here masked unless opened by id; restricted ones but for contact persons.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, Table, and_, exists, or_, select, true
from sqlmodel import Session

from kaa_cli.register.happened import (
    appointments_by_registration,
    attempts_by_registration,
    measures_by_youth,
    outcomes_by_youth,
)
from kaa_cli.register.office import Setting
from kaa_cli.register.questions import (
    AT_ONCE,
    GUARDIAN,
    OCCUPATION,
    OUTCOME,
    PHONE,
    REGISTRATION,
    YOUTH,
    caseworkers,
    chunks,
)
from kaa_cli.rules.codes import (
    Channel,
    CheckReason,
    EndReason,
    OccupationCode,
    PhoneState,
    Protection,
    Sex,
    Source,
)
from kaa_cli.rules.facts import Address, Appointment, Attempt, Check, Facts, Occupation, Phone
from kaa_cli.rules.person import Case, Period, Person, masked, may_be_seen
from kaa_cli.rules.support_codes import RegisterKind

_Row = Row[Any]
VIEWER = "viewer"
"""Where a session tells who looks."""

IN_THE_QUEUE = or_(REGISTRATION.c.ended_on.is_(None), REGISTRATION.c.check_reason.is_not(None))
"""Open registrations, and closed ones that are to be checked."""


_LATER = REGISTRATION.alias("later")
_ASKED_AFTERWARDS = and_(
    REGISTRATION.c.ended_on.is_not(None),
    REGISTRATION.c.check_reason.is_(None),
    exists().where(OUTCOME.c.youth_id == REGISTRATION.c.youth_id),
    ~exists().where(
        _LATER.c.youth_id == REGISTRATION.c.youth_id,
        or_(
            _LATER.c.ended_on.is_(None),
            _LATER.c.registered_on > REGISTRATION.c.registered_on,
            and_(
                _LATER.c.registered_on == REGISTRATION.c.registered_on,
                _LATER.c.id > REGISTRATION.c.id,
            ),
        ),
    ),
)
"""Closed registrations with an outcome: some routines ask whether it lasts, after the duty."""


def open_cases(session: Session) -> list[Case]:
    """Every youth with an open registration, and closed ones that are to be checked, by id."""
    return _cases(session, IN_THE_QUEUE)


def cases_after_duty(session: Session) -> list[Case]:
    """The closed whose outcome a routine may ask about, by id."""
    return _cases(session, _ASKED_AFTERWARDS)


def cases_to_look_at(session: Session, today: date, *, after_duty: bool = False) -> list[Case]:
    """Of the queue the ones who may be due today: nobody else can be, whatever was written.

    With `after_duty` the closed with an outcome too.
    """
    look_on = REGISTRATION.c.look_on
    which = or_(IN_THE_QUEUE, _ASKED_AFTERWARDS) if after_duty else IN_THE_QUEUE
    return _cases(session, which & or_(look_on.is_(None), look_on <= today), few=True)


def cases_of(session: Session, youths: Sequence[int], *, after_duty: bool = False) -> list[Case]:
    """The open cases, and closed ones to be checked, of some youths; see `cases_to_look_at`."""
    which = or_(IN_THE_QUEUE, _ASKED_AFTERWARDS) if after_duty else IN_THE_QUEUE
    found = []
    for part in chunks(youths):
        found += _cases(session, which & YOUTH.c.id.in_(part), few=True)
    return found


def cases_in(session: Session, registrations: Sequence[int]) -> list[Case]:
    """The cases of these stays, closed or not."""
    found = []
    for part in chunks(registrations):
        found += _cases(session, REGISTRATION.c.id.in_(part), few=True)
    return found


def latest_cases(session: Session, youths: Sequence[int]) -> dict[int, Case]:
    """Some youths in their latest registration, whether open or not, by number."""
    found: dict[int, Case] = {}
    for part in chunks(youths):
        some = YOUTH.c.id.in_(part)
        found |= {case.person.id: case for case in _cases(session, some, few=True)}
    return found


def case_of(session: Session, youth: int, on: date, *, opened: bool = False) -> Case | None:
    """One youth in the registration that covers a day, else in the latest; None if unknown."""
    found = _cases(session, YOUTH.c.id == youth, few=True, opened=(youth,) if opened else ())
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
    return _cases(session, true())


def _covers(period: Period, on: date) -> bool:
    return period.begins_on <= on and (period.ended_on is None or on < period.ended_on)


def _cases(
    session: Session, which: Any, *, few: bool = False, opened: Collection[int] = ()
) -> list[Case]:
    """Cases by registration, oldest first within a youth; of `few` only their own are read."""
    rows = session.execute(_registrations(which)).all()
    names = caseworkers(session)
    few = few and len(rows) <= AT_ONCE
    only = [row.id for row in rows] if few else None
    periods = [row.registration for row in rows] if few else None
    guardians = _grouped(session, GUARDIAN, only, GUARDIAN.c.position)
    positions = {g.id: g.position for group in guardians.values() for g in group}
    phones = _grouped(session, PHONE, only, PHONE.c.id)
    occupations = _grouped(session, OCCUPATION, only, OCCUPATION.c.on, OCCUPATION.c.id)
    attempts = attempts_by_registration(session, periods)
    appointments = appointments_by_registration(session, periods, names)
    measures = measures_by_youth(session, only)
    outcomes = outcomes_by_youth(session, only)
    are_participants = _is_of_programme(session)
    viewer = str(session.info.get(VIEWER, "")).casefold()
    cases = []
    for row in rows:
        person = _person(row, guardians[row.id], names)
        agreed = appointments[row.registration]
        if row.id not in opened and not may_be_seen(person, row.restricted_on, viewer):
            person, agreed = masked(person), [replace(one, place="") for one in agreed]
        facts = _facts(
            row,
            [_phone(p, positions) for p in phones[row.id]],
            attempts[row.registration],
            occupations[row.id],
            agreed,
        )
        led = replace(
            facts,
            measures=tuple(measures[row.id]),
            outcomes=tuple(outcomes[row.id]),
            is_participant=are_participants,
        )
        cases.append(Case(person, _period(row), led))
    return cases


def _is_of_programme(session: Session) -> bool:
    """Whether the register holds participants outside the duty: then its youths are such."""
    kind = session.get(Setting, "kind")
    return kind is not None and kind.value == RegisterKind.PROGRAMME


def _registrations(which: Any) -> Select[Any]:
    return (
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
    occupations: Sequence[_Row],
    appointments: Sequence[Appointment],
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
        end_reason=EndReason(row.end_reason) if row.end_reason else None,
        protection=Protection(row.protection),
        phones=tuple(phones),
        address=address if row.street else None,
        email=row.email,
        email_on=row.email_on or row.first_seen_on,
        attempts=tuple(attempts),
        occupations=tuple(
            Occupation(o.on, OccupationCode(o.code), Source(o.source), o.says) for o in occupations
        ),
        restricted=row.restricted_on is not None,
        do_not_contact_until=row.review_on,
        check=check,
        by_hand=row.by_hand,
        preferred=Channel(row.preferred_channel) if row.preferred_channel else None,
        appointments=tuple(appointments),
    )
