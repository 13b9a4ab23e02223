"""What a list would change in the register; matching is by identity number alone.

A plan is made twice: once to be shown and once inside the writing transaction, because nothing is
held while a person reads.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kaa_cli.files.phones import PhoneNumber
from kaa_cli.files.roster import RosterFile, RosterRow
from kaa_cli.register.known import KnownYouth, known_youths
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.days import birthday
from kaa_cli.rules.difference import Changed, Difference
from kaa_cli.rules.phone_form import reading_form
from kaa_cli.rules.protection import PLACE, may_keep_numbers, may_keep_place, strongest
from kaa_cli.rules.scope import ADULT_AT, DUTY_ENDS_AT, is_before_duty
from kaa_cli.work.desk import Desk

TEXTS = (
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
NOT_DIALABLE = "not-dialable"
NUMBERS_NOT_STORED = "numbers-not-stored"


@dataclass
class Plan:
    """What a list would do to the register, row by row, and the difference to show."""

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
    known = known_youths(desk.session)
    comparison = _Comparison(desk)
    for row in roster.rows:
        comparison.take(row, known.get(row.identity.number))
    plan = comparison.plan
    if whole_list:
        listed = {row.identity.number for row in roster.rows}
        plan.gone = [y for number, y in known.items() if y.is_open and number not in listed]
    plan.difference = Difference(
        file=file,
        rows=rows,
        new=len(plan.new),
        without_number=sum(not _has_number(row) for row in plan.new),
        changed=tuple(comparison.changed),
        unchanged=comparison.unchanged,
        gone=tuple(youth.id for youth in plan.gone),
        back_on_list=tuple(youth.id for youth in plan.back),
        to_mark=len(not_marked([*plan.gone, *plan.back])),
        duplicates=tuple(roster.duplicates),
        out_of_scope=comparison.outside,
        protected=comparison.protected,
        notes=+comparison.notes,
        rejects=tuple((r.line, r.field, r.code, r.message) for r in roster.rejects),
        unknown_headings=roster.unknown_headings,
    )
    return plan


def not_marked(youths: Iterable[KnownYouth]) -> list[KnownYouth]:
    """Those who are not to be checked already; somebody closed is asked about once."""
    return [
        youth
        for youth in youths
        if youth.check_reason is None and (youth.is_open or youth.checked_on is None)
    ]


class _Comparison:
    """Sorts a list's rows, one by one, into what each would do."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.is_programme = desk.is_programme
        self.plan = Plan()
        self.changed: list[Changed] = []
        self.unchanged = 0
        self.outside: Counter[str] = Counter()
        self.protected: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()

    def take(self, row: RosterRow, youth: KnownYouth | None) -> None:
        self.notes.update(row.notes)
        self.notes[NOT_DIALABLE] += sum(not phone.dialable for _owner, phone in numbers_of(row))
        if youth is None or not youth.is_open:
            outside = None if self.is_programme else _outside(row.identity.born_on, self.desk.today)
            if outside is not None:
                self.outside[outside] += 1
            elif youth is not None:
                self.plan.back.append(youth)
            else:
                self.plan.new.append(row)
                if numbers_of(row) and not may_keep_numbers(row.protection):
                    self.notes[NUMBERS_NOT_STORED] += 1
                self.count_protection(row.protection)
            return
        fields, phones = _differences(youth, row, self.desk)
        self.count_protection(fields.get("protection", Protection.NONE))
        if fields or phones:
            self.plan.updates.append((youth, fields, phones))
            self.changed.append(Changed(youth.id, _shown(youth, fields, phones)))
        else:
            self.unchanged += 1

    def count_protection(self, protection: Protection) -> None:
        if protection is not Protection.NONE:
            self.protected[protection] += 1


def _outside(born_on: date, today: date) -> str | None:
    """The legal reason why somebody on the list is not in the duty, or None."""
    if _turned_20(born_on, today):
        return "turned-20"
    return "in-school" if is_before_duty(born_on, today) else None


def _turned_20(born_on: date, today: date) -> bool:
    return today >= birthday(born_on, DUTY_ENDS_AT)


def numbers_of(row: RosterRow) -> list[tuple[int, PhoneNumber]]:
    """The row's numbers, each with whose it is: 0 the youth's, 1 and 2 the guardians'."""
    guardians = [
        (position, phone)
        for position, (_name, phone) in enumerate(row.guardians, start=1)
        if phone is not None
    ]
    return [*((0, phone) for phone in row.phones), *guardians]


def _has_number(row: RosterRow) -> bool:
    return any(phone.dialable for _owner, phone in numbers_of(row))


def guardians_kept(born_on: date, desk: Desk) -> bool:
    """Guardians are kept only where the municipality does, and only while the youth is a minor."""
    return desk.today < birthday(born_on, ADULT_AT) and desk.policy.guardians


def _differences(
    youth: KnownYouth, row: RosterRow, desk: Desk
) -> tuple[dict[str, Any], list[tuple[int, PhoneNumber]]]:
    """What a row tells anew of a known youth; an empty cell never blanks, a mark never falls."""
    fields: dict[str, Any] = {}
    protection = strongest(row.protection, youth.protection)
    if protection is not youth.protection:
        fields["protection"] = protection
    kept = TEXTS if may_keep_place(protection) else tuple(t for t in TEXTS if t not in PLACE)
    for name in kept:
        new = getattr(row, name)
        if new and new != getattr(youth, name):
            fields[name] = new
    if row.sex and row.sex != youth.sex:
        fields["sex"] = row.sex
    if row.preferred_channel and row.preferred_channel != youth.preferred_channel:
        fields["preferred_channel"] = row.preferred_channel
    if row.contact_person and row.contact_person.casefold() != youth.contact_person.casefold():
        fields["contact_person"] = row.contact_person
    phones = []
    if may_keep_numbers(protection):
        phones = [
            (owner, phone)
            for owner, phone in numbers_of(row)
            if (owner, phone.number) not in youth.phones
            and (not owner or guardians_kept(youth.born_on, desk))
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
    told += [
        ("phone", "", reading_form(phone.number) if is_open else "") for _owner, phone in phones
    ]
    return tuple(told)
