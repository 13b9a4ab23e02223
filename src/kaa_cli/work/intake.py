"""Taking in a list: what it would change, and doing it, all or nothing.

A plan is made twice: once to be shown and once inside the writing transaction, because nothing is
held while a person reads. Matching is by identity number alone.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kaa_cli.errors import Refused
from kaa_cli.files.phones import PhoneNumber
from kaa_cli.files.roster import RosterFile, RosterRow
from kaa_cli.register import models
from kaa_cli.register.known import KnownYouth, known_youths
from kaa_cli.rules.codes import CheckReason, PhoneState, Protection, Reason
from kaa_cli.rules.days import birthday
from kaa_cli.rules.difference import Changed, Difference
from kaa_cli.rules.scope import ADULT_AT, DUTY_ENDS_AT, is_before_duty
from kaa_cli.words import _
from kaa_cli.work.desk import Desk

_TEXTS = (
    "given_name",
    "family_name",
    "street",
    "postcode",
    "city",
    "municipality",
    "email",
    "school",
    "study_programme",
)
_ADDRESS = frozenset({"street", "postcode", "city"})
_STRENGTH = {protection: rank for rank, protection in enumerate(Protection)}
NOT_DIALABLE = "not-dialable"


@dataclass
class Plan:
    """What a list would do to the register, row by row."""

    new: list[RosterRow] = field(default_factory=list)
    updates: list[tuple[KnownYouth, dict[str, Any], list[tuple[int, PhoneNumber]]]] = field(
        default_factory=list
    )
    back: list[KnownYouth] = field(default_factory=list)
    gone: list[KnownYouth] = field(default_factory=list)
    difference: Difference = field(default_factory=lambda: Difference("", 0))


def plan_roster(
    desk: Desk, roster: RosterFile, file: str, rows: int, *, whole_list: bool = False
) -> Plan:
    """Compare a list with the register; changes nothing."""
    plan, known = Plan(), known_youths(desk.session)
    is_programme = desk.is_programme
    changed: list[Changed] = []
    unchanged = 0
    outside: Counter[str] = Counter()
    protected: Counter[str] = Counter()
    notes: Counter[str] = Counter(note for row in roster.rows for note in row.notes)
    for row in roster.rows:
        notes[NOT_DIALABLE] += sum(not phone.dialable for _owner, phone in _numbers(row))
        youth = known.get(row.identity.number)
        if youth is None:
            reason = None if is_programme else _outside(row.identity.born_on, desk.today)
            if reason is not None:
                outside[reason] += 1
                continue
            plan.new.append(row)
            _count_protection(protected, row.protection)
        elif not youth.is_open:
            plan.back.append(youth)
        else:
            fields, phones = _differences(youth, row, desk)
            _count_protection(protected, fields.get("protection", Protection.NONE))
            if fields or phones:
                plan.updates.append((youth, fields, phones))
                changed.append(Changed(youth.id, _shown(youth, fields, phones)))
            else:
                unchanged += 1
    if whole_list:
        listed = {row.identity.number for row in roster.rows}
        plan.gone = [y for number, y in known.items() if y.is_open and number not in listed]
    plan.back = [youth for youth in plan.back if not _turned_20(youth.born_on, desk.today)]
    plan.difference = Difference(
        file=file,
        rows=rows,
        new=len(plan.new),
        without_number=sum(not _has_number(row) for row in plan.new),
        changed=tuple(changed),
        unchanged=unchanged,
        gone=tuple(youth.id for youth in plan.gone),
        back_on_list=tuple(youth.id for youth in plan.back),
        duplicates=tuple(roster.duplicates),
        out_of_scope=outside,
        protected=protected,
        notes=+notes,
        rejects=tuple((r.line, r.field, r.code, r.message) for r in roster.rejects),
        unknown_headings=roster.unknown_headings,
    )
    return plan


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
            models.ImportRun(
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


def _outside(born_on: date, today: date) -> str | None:
    """The legal reason why somebody on the list is not in the duty, or None."""
    if _turned_20(born_on, today):
        return "turned-20"
    return "in-school" if is_before_duty(born_on, today) else None


def _turned_20(born_on: date, today: date) -> bool:
    return today >= birthday(born_on, DUTY_ENDS_AT)


def _count_protection(counts: Counter[str], protection: Protection) -> None:
    if protection is not Protection.NONE:
        counts[protection] += 1


def _numbers(row: RosterRow) -> list[tuple[int, PhoneNumber]]:
    """The row's numbers, each with whose it is: 0 the youth's, 1 and 2 the guardians'."""
    guardians = [
        (position, phone)
        for position, (_name, phone) in enumerate(row.guardians, start=1)
        if phone is not None
    ]
    return [*((0, phone) for phone in row.phones), *guardians]


def _has_number(row: RosterRow) -> bool:
    return any(phone.dialable for _owner, phone in _numbers(row))


def _may_keep_numbers(protection: Protection) -> bool:
    """Numbers can tell where somebody hides; only a confidentiality mark leaves them."""
    return protection in {Protection.NONE, Protection.CONFIDENTIALITY}


def _differences(
    youth: KnownYouth, row: RosterRow, desk: Desk
) -> tuple[dict[str, Any], list[tuple[int, PhoneNumber]]]:
    """What a row tells anew of a known youth; an empty cell never blanks, a mark never falls."""
    fields: dict[str, Any] = {}
    protection = max(row.protection, youth.protection, key=_STRENGTH.__getitem__)
    if protection is not youth.protection:
        fields["protection"] = protection
    hidden = protection is Protection.REGISTRATION
    for name in _TEXTS:
        new = getattr(row, name)
        if new and new != getattr(youth, name) and not (hidden and name in {*_ADDRESS, "school"}):
            fields[name] = new
    if hidden and youth.street:
        fields |= {"street": "", "postcode": "", "city": ""}
    if row.sex and row.sex != youth.sex:
        fields["sex"] = row.sex
    if row.preferred_channel and row.preferred_channel != youth.preferred_channel:
        fields["preferred_channel"] = row.preferred_channel
    if row.contact_person and row.contact_person.casefold() != youth.contact_person.casefold():
        fields["contact_person"] = row.contact_person
    phones = []
    if _may_keep_numbers(protection):
        phones = [
            (owner, phone)
            for owner, phone in _numbers(row)
            if (owner, phone.number) not in youth.phones and (not owner or desk.policy.guardians)
        ]
    return fields, phones


def _shown(
    youth: KnownYouth, fields: Mapping[str, Any], phones: Sequence[tuple[int, PhoneNumber]]
) -> tuple[tuple[str, str, str], ...]:
    """The change of a youth as it may be shown: of protected ones only which fields."""
    is_open = youth.protection is Protection.NONE and "protection" not in fields
    told = [
        (name, str(getattr(youth, name)), str(new)) if is_open else (name, "", "")
        for name, new in fields.items()
    ]
    told += [("phone", "", phone.number if is_open else "") for _owner, phone in phones]
    return tuple(told)


def _add_new(desk: Desk, rows: Sequence[RosterRow]) -> None:
    """New youths with their registrations, guardians and phones, in bulk."""
    people = {name: desk.caseworker_id(name) for name in _names(rows)}
    ids = desk.changes.add_many(models.Youth, [_youth_row(row, people, desk.today) for row in rows])
    pairs = list(zip(ids, rows, strict=True))
    desk.changes.add_many(
        models.Registration, [_registration_row(youth, row, desk.today) for youth, row in pairs]
    )
    guardians = [
        {"youth_id": youth, "position": position, "name": name}
        for youth, row in pairs
        if _guardians_kept(row, desk)
        for position, (name, _phone) in enumerate(row.guardians, start=1)
    ]
    guardian_ids = desk.changes.add_many(models.Guardian, guardians)
    by_place = {
        (row["youth_id"], row["position"]): guardian_id
        for row, guardian_id in zip(guardians, guardian_ids, strict=True)
    }
    desk.changes.add_many(
        models.Phone,
        [
            _phone_row(youth, by_place.get((youth, owner)), phone, desk.today)
            for youth, row in pairs
            if _may_keep_numbers(row.protection)
            for owner, phone in _numbers(row)
            if not owner or (youth, owner) in by_place
        ],
    )


def _names(rows: Sequence[RosterRow]) -> list[str]:
    return sorted({row.contact_person for row in rows if row.contact_person})


def _guardians_kept(row: RosterRow, desk: Desk) -> bool:
    """Guardians are kept only where the municipality does, and only while the youth is a minor."""
    is_minor = desk.today < birthday(row.identity.born_on, ADULT_AT)
    return desk.policy.guardians and is_minor


def _youth_row(row: RosterRow, people: Mapping[str, int], today: date) -> dict[str, Any]:
    return {
        "identity_number": row.identity.number,
        "identity_kind": row.identity.kind.value,
        "born_on": row.identity.born_on,
        "sex": row.sex.value if row.sex else None,
        **{name: getattr(row, name) for name in _TEXTS},
        "address_on": today if row.street else None,
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
    row = desk.session.get(models.Youth, youth.id)
    assert row is not None
    told = dict(fields)
    if "contact_person" in told:
        told["contact_person_id"] = desk.caseworker_id(told.pop("contact_person"))
    if _ADDRESS & told.keys():
        told |= {"address_on": desk.today if told.get("street", row.street) else None}
        told |= {"address_bad_on": None}
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
    for youth in youths:
        if youth.check_reason == reason:
            continue
        row = desk.session.get(models.Registration, youth.registration)
        assert row is not None
        desk.changes.set(row, check_reason=reason, check_on=desk.today)
