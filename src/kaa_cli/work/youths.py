"""The youths themselves: finding, adding, editing, closing and reopening."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kaa_cli.errors import Refused
from kaa_cli.files.phones import PhoneNumber
from kaa_cli.register import models, questions
from kaa_cli.register.cases import all_cases, latest_cases, open_cases
from kaa_cli.register.findable import findable
from kaa_cli.rules import queue
from kaa_cli.rules.codes import EndReason, IdentityKind, Knowledge, Protection, Reason
from kaa_cli.rules.days import birthday
from kaa_cli.rules.identity import Identity
from kaa_cli.rules.person import Case, seen_on
from kaa_cli.rules.protection import PLACE, may_keep_place, strongest
from kaa_cli.rules.queue import Standing
from kaa_cli.rules.scope import DUTY_ENDS_AT, is_before_duty
from kaa_cli.rules.search import found_by, matches, swedish_order
from kaa_cli.words import _
from kaa_cli.work.calling_off import call_off
from kaa_cli.work.contact_persons import follows, set_contact_person
from kaa_cli.work.desk import Desk
from kaa_cli.work.duty import must_be_in_the_duty
from kaa_cli.work.former import key_of_row, remember_former
from kaa_cli.work.looked_at import reviewed
from kaa_cli.work.numbers import add_number
from kaa_cli.work.protecting import must_forget, protect, recorded
from kaa_cli.work.roles import must_be_in_sight, must_stay_in_sight
from kaa_cli.work.unseen import must_have_been_seen


@dataclass(frozen=True)
class NewYouth:
    """What a caseworker tells of a youth who is on no list."""

    identity: Identity
    given_name: str
    family_name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    phones: tuple[PhoneNumber, ...] = ()
    reason: Reason = Reason.UNKNOWN
    school: str = ""
    municipality: str = ""
    """Where several share the register; else it is the register's."""


def find(desk: Desk, text: str) -> list[Case]:
    """Youths by name, birth date or the last digits of any number, guardians' and wrong ones too.

    A protected youth is found by the whole personal number only, and shown masked.
    """
    some = [one.youth for one in findable(desk.session) if matches(text, one)]
    found = [
        case
        for case in latest_cases(desk.session, some).values()
        if not case.person.is_masked and matches(text, found_by(seen_on(case, desk.today)))
    ]
    digits = "".join(filter(str.isdigit, text))
    protected = questions.youth_with_identity(desk.session, digits) if len(digits) == 12 else None
    if protected is not None and protected not in {case.person.id for case in found}:
        found.append(desk.case(protected))
    return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom a list is to hold: all in the duty unless more is said."""

    closed: bool = False
    mine: bool = False
    followed_by_nobody: bool = False
    known: Knowledge | None = None


def listed(desk: Desk, wanted: Wanted) -> list[Standing]:
    """The youths by Swedish order of name, each with the coming step; masked ones first."""
    cases = all_cases(desk.session) if wanted.closed else open_cases(desk.session)
    if wanted.mine:
        cases = [case for case in cases if follows(desk, case)]
    if wanted.followed_by_nobody:
        cases = [c for c in cases if not c.person.contact_person and c.period.ended_on is None]
    cases.sort(
        key=lambda c: (swedish_order(c.person.given_name), swedish_order(c.person.family_name))
    )
    rows = standing(desk, cases)
    return [row for row in rows if wanted.known in {None, row.known}]


def after(desk: Desk, youth: int) -> Standing:
    """The youth as it is now, with the coming step."""
    return standing(desk, [desk.case(youth)])[0]


def standing(desk: Desk, cases: Iterable[Case]) -> list[Standing]:
    """Cases with their coming steps, those out of the duty too."""
    return [queue.standing(case, desk.book, desk.today) for case in cases]


def add(desk: Desk, new: NewYouth) -> Case:
    """Put a youth in the register from today."""
    if questions.youth_with_identity(desk.session, new.identity.number) is not None:
        raise Refused(_('That youth is in the register: "kaa find". Nothing was saved.'))
    must_be_in_the_duty(desk, new.identity.born_on)
    if desk.is_shared:
        must_be_in_sight(desk, new.municipality)
    youth = desk.changes.add(
        models.Youth(
            identity_number=new.identity.number,
            identity_kind=new.identity.kind,
            born_on=new.identity.born_on,
            sex=new.identity.sex,
            given_name=new.given_name,
            family_name=new.family_name,
            street=new.street,
            postcode=new.postcode,
            city=new.city,
            address_on=desk.today if new.street else None,
            school=new.school,
            municipality=new.municipality,
        )
    )
    assert youth.id is not None
    desk.changes.add(
        models.Registration(
            youth_id=youth.id,
            registered_on=desk.today,
            first_seen_on=desk.today,
            reason=new.reason,
        )
    )
    for phone in new.phones:
        add_number(desk, desk.case(youth.id), phone)
    desk.what = {"youths": [youth.id]}
    return desk.case(youth.id)


def lowers_a_guard(case: Case, fields: Mapping[str, object]) -> bool:
    """Whether a restriction would be lifted or protection lowered."""
    held = case.person.protection
    mark = Protection(str(fields.get("protection", held)))
    lifts = case.facts.restricted and fields.get("restricted") is False
    return lifts or strongest(mark, held) is not mark


def edit(desk: Desk, youth: int, fields: Mapping[str, object], because: str = "") -> Case:
    """Correct fields of a youth or the latest registration; old values and why stay in the log."""
    case, row, told = desk.case(youth), desk.youth(youth), dict(fields)
    _may_be_edited(desk, case, told)
    desk.must_be_fit_to_keep(because)
    if lowers_a_guard(case, told) and not because.strip():
        raise Refused(
            _(
                "Why? Protection and restriction are lowered with a reason: --because TEXT. "
                "Nothing was saved."
            )
        )
    if "municipality" in told:
        must_stay_in_sight(desk, row, told)
    must_have_been_seen(desk, *_as_typed(desk, case, row, told))
    if "identity_number" in told:
        if told.get("protection") is Protection.ASSUMED:  # the log would hold old and new
            raise Refused(_("An assumed identity is never linked with another. Nothing was saved."))
        told |= _numbered(desk, row, told.pop("identity_number"))
    told |= recorded(row, told, desk.today)
    if "review_on" in told:
        told |= reviewed(desk, row, told.pop("review_on"))
    if "restricted" in told:
        told["restricted_on"] = desk.today if told.pop("restricted") else None
    if "contact_person" in told:
        name = str(told.pop("contact_person"))
        set_contact_person(desk, row, desk.caseworker_id(name) if name else None)
    period_fields = {key: told.pop(key) for key in tuple(told) if key in _PERIOD_FIELDS}
    if "protection" in told or must_forget(row, told):
        protect(desk, row, Protection(str(told.pop("protection", row.protection))), told)
    else:
        desk.changes.set(row, **told)
    if period_fields:
        desk.changes.set(desk.registration(case), **period_fields)
    desk.what = {"youths": [youth], "fields": sorted(fields)}
    if because:
        desk.said["because"] = because.strip()
    return desk.case(youth)


def _as_typed(
    desk: Desk, case: Case, row: models.Youth, fields: Mapping[str, object]
) -> list[tuple[models.Youth | models.Registration, dict[str, object]]]:
    """What was typed, by the rows and columns it goes to; a mark may always be raised."""
    told = dict(fields)
    if "contact_person" in told:
        name = str(told.pop("contact_person"))
        told["contact_person_id"] = desk.caseworker_id(name) if name else None
    if "restricted" in told:
        told["restricted_on"] = desk.today if told.pop("restricted") else None
    identity = told.get("identity_number")
    if isinstance(identity, Identity):
        told["identity_number"] = identity.number
    if not lowers_a_guard(case, {"protection": told.get("protection", row.protection)}):
        told.pop("protection", None)
    of_period = {key: told.pop(key) for key in tuple(told) if key in _PERIOD_FIELDS}
    return [(row, told), (desk.registration(case), of_period)]


def _numbered(desk: Desk, row: models.Youth, identity: object) -> dict[str, object]:
    """What another identity number changes; one that somebody else has is a case for merging."""
    assert isinstance(identity, Identity)
    if row.protection == Protection.ASSUMED:
        raise Refused(_("An assumed identity is never linked with another. Nothing was saved."))
    other = questions.youth_with_identity(desk.session, identity.number)
    if other not in {None, row.id}:
        raise Refused(
            _("No. {other} has that number. One person? kaa youth merge {other} {no}").format(
                other=other, no=row.id
            )
            + " "
            + _("Nothing was saved.")
        )
    if row.identity_kind != IdentityKind.PERSONAL:
        remember_former(desk, row.id or 0, key_of_row(row))
    return {
        "identity_number": identity.number,
        "identity_kind": identity.kind,
        "born_on": identity.born_on,
        "sex": identity.sex or row.sex,
    }


def _may_be_edited(desk: Desk, case: Case, fields: Mapping[str, object]) -> None:
    """Refuse a place for one who may have none, and days that cannot be."""
    no, ended_on, held = case.person.id, case.period.ended_on, case.person.protection
    mark = strongest(held, Protection(str(fields.get("protection", held))))
    if not may_keep_place(mark) and fields.keys() & set(PLACE):
        raise Refused(
            _(
                "No. {no} has protected registration: no address or school is kept. "
                "Nothing was saved."
            ).format(no=no)
        )
    for day in (fields.get("registered_on"), fields.get("first_seen_on")):
        if isinstance(day, date):
            desk.must_have_been(day)
            if not desk.is_programme and is_before_duty(case.person.born_on, day):
                raise Refused(
                    _("No. {no} was in compulsory school on that day. Nothing was saved.").format(
                        no=no
                    )
                )
            if ended_on is not None and day > ended_on:
                raise Refused(
                    _(
                        "No. {no} was closed on {day}: it cannot begin after that. "
                        "Nothing was saved."
                    ).format(no=no, day=ended_on)
                )


_PERIOD_FIELDS = frozenset({"reason", "registered_on", "first_seen_on", "referred_by"})


def close(desk: Desk, youth: int, reason: EndReason, on: date) -> Case:
    """End the open registration; the youth stays in the register until it is purged."""
    desk.must_have_been(on)
    case = desk.case(youth, on)
    if case.period.ended_on is not None:
        raise Refused(
            _("No. {no} was closed on {day} already. Nothing was saved.").format(
                no=youth, day=case.period.ended_on
            )
        )
    if on < case.period.registered_on:
        raise Refused(
            _(
                "No. {no} was registered on {day}: it cannot end before. Close on that day, or "
                "correct it first: kaa youth edit {no} registered_on. Nothing was saved."
            ).format(no=youth, day=case.period.registered_on)
        )
    if reason is EndReason.TURNED_20:
        desk.must_be_of_the_duty()
    if reason is EndReason.TURNED_20 and on < birthday(case.person.born_on, DUTY_ENDS_AT):
        raise Refused(
            _("No. {no} has not turned 20 on that day. Nothing was saved.").format(no=youth)
        )
    call_off(desk, case)
    desk.changes.set(
        desk.registration(case), ended_on=on, end_reason=reason, check_reason=None, check_on=None
    )
    desk.what = {"youths": [youth], "end_reason": reason, "on": on.isoformat()}
    return desk.case(youth)


def reopen(desk: Desk, youth: int, reason: Reason, on: date) -> Case:
    """Begin a new registration for a youth who comes back; the earlier one is kept."""
    desk.must_have_been(on)
    case = desk.case(youth)
    if case.period.ended_on is None:
        raise Refused(_("No. {no} is not closed. Nothing was saved.").format(no=youth))
    if on < case.period.ended_on:
        raise Refused(
            _(
                "No. {no} was closed on {day}: a new period begins that day at the earliest. "
                "Nothing was saved."
            ).format(no=youth, day=case.period.ended_on)
        )
    must_be_in_the_duty(desk, case.person.born_on)
    desk.changes.set(desk.registration(case), check_reason=None, check_on=None)
    desk.changes.add(
        models.Registration(
            youth_id=youth, registered_on=on, first_seen_on=desk.today, reason=reason
        )
    )
    desk.what = {"youths": [youth], "reason": reason, "on": on.isoformat()}
    return desk.case(youth)
