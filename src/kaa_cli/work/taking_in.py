"""Doing what a roster was shown to do: all of it in one command, or nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kaa_cli.files.phones import PhoneNumber
from kaa_cli.files.roster_row import RosterRow
from kaa_cli.register import models, questions
from kaa_cli.register.known import KnownYouth
from kaa_cli.rules.codes import CheckReason, PhoneState, Protection, Reason
from kaa_cli.rules.protection import may_keep_numbers
from kaa_cli.work.desk import Desk
from kaa_cli.work.intake import TEXTS, guardians_kept, not_marked
from kaa_cli.work.protecting import must_forget, protect, recorded
from kaa_cli.work.roster_plan import RosterPlan, Update


def apply_roster(desk: Desk, plan: RosterPlan) -> None:
    """Do what was shown."""
    _add_new(desk, plan)
    _change(desk, plan.updates)
    _mark(desk, plan.gone, CheckReason.GONE)
    _mark(desk, [youth for _row, youth in plan.back], CheckReason.BACK_ON_LIST)


def _add_new(desk: Desk, plan: RosterPlan) -> None:
    """New youths with their registrations, guardians and phones, in bulk."""
    today, rows = desk.today, plan.new
    people = {name: desk.caseworker_id(name) for name in _names(rows)}
    ids = desk.changes.add_many(models.Youth, (_youth_row(row, people, today) for row in rows))
    pairs = list(zip(ids, rows, strict=True))
    desk.changes.add_many(
        models.Registration,
        (_registration_row(youth, row, today, row.line in plan.doubles) for youth, row in pairs),
    )
    guardians = [
        {"youth_id": youth, "position": position, "name": name}
        for youth, row in pairs
        if row.guardians
        and may_keep_numbers(row.protection)
        and guardians_kept(row.identity.born_on, desk)
        for position, name in enumerate(row.guardians, start=1)
        if name or any(owner == position for owner, _phone in row.numbers)
    ]
    guardian_ids = desk.changes.add_many(models.Guardian, guardians)
    by_place = {
        (row["youth_id"], row["position"]): guardian_id
        for row, guardian_id in zip(guardians, guardian_ids, strict=True)
    }
    desk.changes.add_many(
        models.Phone,
        (
            phone_row(youth, by_place.get((youth, owner)), phone, today)
            for youth, row in pairs
            if row.numbers and may_keep_numbers(row.protection)
            for owner, phone in row.numbers
            if not owner or (youth, owner) in by_place
        ),
    )


def _names(rows: Sequence[RosterRow]) -> list[str]:
    return sorted({row.contact_person for row in rows if row.contact_person})


def _youth_row(row: RosterRow, people: Mapping[str, int], today: date) -> dict[str, Any]:
    who = row.identity
    return {
        "identity_number": who.number or None,
        "identity_kind": who.kind.value if who.kind else None,
        "born_on": who.born_on,
        "sex": row.sex.value if row.sex else None,
        **{name: getattr(row, name) for name in TEXTS},
        "address_on": today if row.street else None,
        "email_on": today if row.email else None,
        "protection": row.protection.value,
        "preferred_channel": row.preferred_channel,
        "contact_person_id": people.get(row.contact_person),
    }


def _registration_row(
    youth: int, row: RosterRow, today: date, may_be_double: bool
) -> dict[str, Any]:
    first_seen_on = row.first_seen_on or today
    return {
        "youth_id": youth,
        "registered_on": row.registered_on or today,
        "first_seen_on": first_seen_on,
        "look_on": first_seen_on,
        "reason": (row.reason or Reason.UNKNOWN).value,
        "left_school_on": row.left_school_on,
        "referred_by": row.referred_by,
        "check_reason": CheckReason.DOUBLE.value if may_be_double else None,
        "check_on": today if may_be_double else None,
    }


def phone_row(
    youth: int, guardian_id: int | None, phone: PhoneNumber, today: date, source: str = "list"
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
        "source": source,
        "note": phone.note,
    }


def _change(desk: Desk, updates: Sequence[Update]) -> None:
    """What is new of those known: the youths' own rows in one go, then their registrations."""
    youths = questions.by_id(desk.session, models.Youth, [u.youth.id for u in updates])
    own = [(youths[u.youth.id], u) for u in updates]
    desk.changes.set_many([(youth, _told(desk, youth, update)) for youth, update in own])
    periods = {u.youth.registration: u.period for u in updates if u.period}
    rows = questions.by_id(desk.session, models.Registration, list(periods))
    desk.changes.set_many([(rows[id_], period) for id_, period in periods.items()])
    for update in updates:
        _reached_by(desk, update)


def _told(desk: Desk, youth: models.Youth, update: Update) -> dict[str, Any]:
    """The fields of a youth's own row; with a mark all is set at once, and what it takes away."""
    told = dict(update.fields)
    if "contact_person" in told:
        told["contact_person_id"] = desk.caseworker_id(told.pop("contact_person"))
    told |= recorded(youth, told, desk.today)
    if "protection" in told or must_forget(youth, told):
        protect(desk, youth, Protection(told.pop("protection", youth.protection)), told)
        return {}
    return told


def _reached_by(desk: Desk, update: Update) -> None:
    for place, name in update.guardians.items():
        desk.changes.set(_guardian(desk, update.youth.id, place), name=name)
    for owner, phone in update.numbers:
        guardian_id = _guardian(desk, update.youth.id, owner).id if owner else None
        desk.changes.add(models.Phone(**phone_row(update.youth.id, guardian_id, phone, desk.today)))


def _guardian(desk: Desk, youth: int, place: int) -> models.Guardian:
    """The guardian in a place, made when there is none."""
    found = desk.guardian(youth, place)
    return found or desk.changes.add(models.Guardian(youth_id=youth, position=place))


def _mark(desk: Desk, youths: Sequence[KnownYouth], reason: CheckReason) -> None:
    """Somebody must look: gone from the whole list, or closed and on the list again."""
    wanted = not_marked(youths)
    rows = questions.by_id(desk.session, models.Registration, [y.registration for y in wanted])
    to_check = {"check_reason": reason, "check_on": desk.today}
    desk.changes.set_many([(rows[youth.registration], to_check) for youth in wanted])
