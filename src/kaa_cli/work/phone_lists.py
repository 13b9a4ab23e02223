"""Numbers that come by themselves: a school's answer, a switchboard's list."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from kaa_cli.files.phone_lists import PhoneFile, PhoneRow
from kaa_cli.files.rejects import Reject, reject
from kaa_cli.register import kept, models, office_questions
from kaa_cli.register.known import KnownYouth, known_youths
from kaa_cli.rules.codes import Protection, Target
from kaa_cli.rules.difference import Difference
from kaa_cli.rules.protection import may_keep_numbers
from kaa_cli.work.desk import Desk
from kaa_cli.work.intake import NOT_DIALABLE, guardians_kept
from kaa_cli.work.lists import Source, told_rejects
from kaa_cli.work.taking_in import phone_row

ANSWER = "answer"
"""Where a number came from when a list of numbers does not say."""
WITHOUT_PHONE = "without-phone"
GUARDIANS_NOT_KEPT = "guardians-not-kept"


@dataclass
class PhonePlan:
    """The numbers to add, youth by youth."""

    made_after: int = field(compare=False)
    new: list[tuple[PhoneRow, KnownYouth, list[Any]]] = field(default_factory=list)
    unchanged: list[tuple[PhoneRow, KnownYouth]] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    difference: Difference = field(default_factory=lambda: Difference("", 0))


def plan_phones(desk: Desk, file: PhoneFile, source: Source) -> PhonePlan:
    """Compare a list of numbers with the register; changes nothing."""
    plan = PhonePlan(office_questions.last_entry(desk.session), rejects=[*file.rejects])
    everybody = known_youths(desk.session)
    by_id = {youth.id: youth for youth in everybody}
    numbers = kept.youths_by_number(desk.session)
    seen: set[tuple[int, int, str]] = set()
    for row in file.rows:
        by_own = numbers.get(row.number, 0)
        known = by_id.get(by_own if row.youth is None else row.youth)
        if row.number and known is not None and by_own != known.id:
            plan.rejects.append(reject(row.line, "identity_number", "other-youth"))
            continue
        youth = _allowed(plan, row, known)
        if youth is not None:
            _compare(plan, desk, row, youth, seen)
    plan.difference = Difference(
        file=source.file,
        rows=source.rows,
        kind="phones",
        new=len(plan.new),
        unchanged=len(plan.unchanged),
        notes=+plan.notes,
        rejects=told_rejects(plan.rejects),
        unknown_headings=file.unknown_headings,
        same_file_on=office_questions.taken_in_on(desk.session, "phones", source.fingerprint),
    )
    return plan


def _allowed(plan: PhonePlan, row: PhoneRow, youth: KnownYouth | None) -> KnownYouth | None:
    """The youth a row is about; refused when unknown, another, or protected with a number told."""
    field_name = "youth" if row.youth is not None else "identity_number"
    if youth is None:
        plan.rejects.append(reject(row.line, field_name, "no-such-youth"))
    elif row.born_on is not None and row.born_on != youth.born_on:
        plan.rejects.append(reject(row.line, "born_on", "other-birth-date"))
    elif youth.protection is not Protection.NONE and row.phones:
        if may_keep_numbers(youth.protection):
            return youth
        plan.rejects.append(reject(row.line, field_name, "protected"))
    else:
        return youth
    return None


def _compare(
    plan: PhonePlan,
    desk: Desk,
    row: PhoneRow,
    youth: KnownYouth,
    seen: set[tuple[int, int, str]],
) -> None:
    plan.notes[WITHOUT_PHONE] += not row.phones
    plan.notes[NOT_DIALABLE] += sum(not phone.dialable for phone in row.phones)
    of_guardian = row.of is Target.GUARDIAN
    if of_guardian and not guardians_kept(youth.born_on, desk):
        plan.notes[GUARDIANS_NOT_KEPT] += 1
        plan.unchanged.append((row, youth))
        return
    owner = 1 if of_guardian else 0
    known = {number for whose, number in youth.phones if bool(whose) is of_guardian}
    phones = [
        phone
        for phone in row.phones
        if phone.number not in known and (youth.id, owner, phone.number) not in seen
    ]
    seen |= {(youth.id, owner, phone.number) for phone in phones}
    if phones:
        plan.new.append((row, youth, phones))
    else:
        plan.unchanged.append((row, youth))


def apply_phones(desk: Desk, plan: PhonePlan) -> None:
    """Save the numbers that are new."""
    rows = []
    for row, youth, phones in plan.new:
        guardian_id = None
        if row.of is Target.GUARDIAN:
            guardian = desk.guardian(youth.id, 1) or desk.changes.add(
                models.Guardian(youth_id=youth.id, position=1)
            )
            guardian_id = guardian.id
        rows += [
            phone_row(youth.id, guardian_id, phone, desk.today, row.source or ANSWER)
            for phone in phones
        ]
    desk.changes.add_many(models.Phone, rows)
