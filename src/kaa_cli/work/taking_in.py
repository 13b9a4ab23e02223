"""Doing what a list was shown to do: all of it in one command, or nothing.

The plan is made again inside the writing transaction and must be the one that was shown.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kaa_cli.errors import Refused
from kaa_cli.files.phones import PhoneNumber
from kaa_cli.files.roster import RosterRow
from kaa_cli.register import models, office
from kaa_cli.register.known import KnownYouth
from kaa_cli.rules.codes import CheckReason, PhoneState, Reason
from kaa_cli.rules.difference import Difference
from kaa_cli.rules.protection import may_keep_numbers
from kaa_cli.words import _
from kaa_cli.work.desk import Desk
from kaa_cli.work.intake import (
    TEXTS,
    Plan,
    guardians_kept,
    not_marked,
    numbers_of,
)
from kaa_cli.work.protecting import protect, recorded


def same_as_shown(difference: Difference, shown: Difference) -> None:
    """Refuse to do anything else than what was shown: the register has changed since."""
    if difference != shown:
        raise Refused(
            _(
                "The register has changed since the list was compared. Import again. "
                "Nothing was saved."
            )
        )


def apply_roster(desk: Desk, plan: Plan, shown: Difference, fingerprint: str) -> None:
    """Do what was shown; refused when the register has changed since."""
    same_as_shown(plan.difference, shown)
    desk.what = {"file": shown.file, "new": shown.new, "changed": len(shown.changed)}
    _add_new(desk, plan.new)
    for youth, fields, phones in plan.updates:
        _update(desk, youth, fields, phones)
    _mark(desk, plan.gone, CheckReason.GONE)
    _mark(desk, plan.back, CheckReason.BACK_ON_LIST)
    if shown.changes_something:
        desk.changes.add(
            office.ImportRun(
                on=desk.today,
                kind="roster",
                file_name=shown.file,
                fingerprint=fingerprint,
                rows=shown.rows,
                counts={
                    "new": shown.new,
                    "changed": len(shown.changed),
                    "unchanged": shown.unchanged,
                },
            )
        )


def _add_new(desk: Desk, rows: Sequence[RosterRow]) -> None:
    """New youths with their registrations, guardians and phones, in bulk."""
    people = {name: desk.caseworker_id(name) for name in _names(rows)}
    ids = desk.changes.add_many(models.Youth, (_youth_row(row, people, desk.today) for row in rows))
    pairs = list(zip(ids, rows, strict=True))
    desk.changes.add_many(
        models.Registration, (_registration_row(youth, row, desk.today) for youth, row in pairs)
    )
    guardians = [
        {"youth_id": youth, "position": position, "name": name}
        for youth, row in pairs
        if row.guardians and guardians_kept(row.identity.born_on, desk)
        for position, (name, _phone) in enumerate(row.guardians, start=1)
    ]
    guardian_ids = desk.changes.add_many(models.Guardian, guardians)
    by_place = {
        (row["youth_id"], row["position"]): guardian_id
        for row, guardian_id in zip(guardians, guardian_ids, strict=True)
    }
    desk.changes.add_many(
        models.Phone,
        (
            _phone_row(youth, by_place.get((youth, owner)), phone, desk.today)
            for youth, row in pairs
            if may_keep_numbers(row.protection)
            for owner, phone in numbers_of(row)
            if not owner or (youth, owner) in by_place
        ),
    )


def _names(rows: Sequence[RosterRow]) -> list[str]:
    return sorted({row.contact_person for row in rows if row.contact_person})


def _youth_row(row: RosterRow, people: Mapping[str, int], today: date) -> dict[str, Any]:
    return {
        "identity_number": row.identity.number,
        "identity_kind": row.identity.kind.value,
        "born_on": row.identity.born_on,
        "sex": row.sex.value if row.sex else None,
        **{name: getattr(row, name) for name in TEXTS},
        "address_on": today if row.street else None,
        "email_on": today if row.email else None,
        "protection": row.protection.value,
        "preferred_channel": row.preferred_channel,
        "contact_person_id": people.get(row.contact_person),
    }


def _registration_row(youth: int, row: RosterRow, today: date) -> dict[str, Any]:
    return {
        "youth_id": youth,
        "registered_on": row.registered_on or today,
        "first_seen_on": row.first_seen_on or today,
        "reason": (row.reason or Reason.UNKNOWN).value,
        "left_school_on": row.left_school_on,
        "referred_by": row.referred_by,
    }


def _phone_row(
    youth: int, guardian_id: int | None, phone: PhoneNumber, today: date
) -> dict[str, Any]:
    """A number from a list; what cannot be dialled is kept as written and never offered."""
    state = PhoneState.UNKNOWN if phone.dialable else PhoneState.WRONG
    return {
        "youth_id": youth,
        "guardian_id": guardian_id,
        "raw": phone.raw,
        "number": phone.number,
        "mobile": phone.mobile,
        "state": state.value,
        "usable_on": today,
        "wrong_on": None if phone.dialable else today,
        "source": "list",
    }


def _update(
    desk: Desk, youth: KnownYouth, fields: dict[str, Any], phones: list[tuple[int, PhoneNumber]]
) -> None:
    row = desk.session.get_one(models.Youth, youth.id)
    told = dict(fields)
    if "protection" in told:
        protect(desk, row, told.pop("protection"))
    if "contact_person" in told:
        told["contact_person_id"] = desk.caseworker_id(told.pop("contact_person"))
    told |= recorded(row, told, desk.today)
    desk.changes.set(row, **told)
    for owner, phone in phones:
        guardian_id = None
        if owner:
            guardian = desk.guardian(youth.id, owner) or desk.changes.add(
                models.Guardian(youth_id=youth.id, position=owner)
            )
            guardian_id = guardian.id
        desk.changes.add(models.Phone(**_phone_row(youth.id, guardian_id, phone, desk.today)))


def _mark(desk: Desk, youths: Sequence[KnownYouth], reason: CheckReason) -> None:
    """Somebody must look: gone from the whole list, or closed and on the list again."""
    for youth in not_marked(youths):
        row = desk.session.get_one(models.Registration, youth.registration)
        desk.changes.set(row, check_reason=reason, check_on=desk.today)
