"""Single rows of a youth and its registration as the values of the rules."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

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
from kaa_cli.rules.person import Period, Person

_Row = Row[Any]


def person_of(row: _Row, guardians: Sequence[_Row], names: dict[int, str]) -> Person:
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


def period_of(row: _Row) -> Period:
    return Period(
        row.registration,
        row.registered_on,
        row.first_seen_on,
        row.reason,
        row.ended_on,
        row.end_reason,
    )


def phone_of(row: _Row, positions: dict[int, int]) -> Phone:
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


def facts_of(
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
