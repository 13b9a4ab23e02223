"""Which number an attempt went to, and numbers a caseworker finds."""

from datetime import date

from kaa_cli.errors import Refused
from kaa_cli.files.phones import PhoneNumber, read_phone
from kaa_cli.register import models, questions
from kaa_cli.rules.codes import AttemptResult, Channel, PhoneState, Protection, Target
from kaa_cli.rules.contact_points import is_usable, least_tried
from kaa_cli.rules.facts import Phone
from kaa_cli.rules.orders import Order
from kaa_cli.rules.person import Case
from kaa_cli.rules.protection import may_keep_numbers
from kaa_cli.rules.scope import ADULT_AT
from kaa_cli.rules.steps import Step
from kaa_cli.words import _
from kaa_cli.work.desk import Desk


def number_for(
    desk: Desk, case: Case, step: Step, channel: Channel, order: Order
) -> tuple[Target, int | None]:
    """Whom an attempt spoke to and the id of the number used (None where no number belongs)."""
    uses_number = channel in {Channel.PHONE, Channel.SMS} and (
        order.result is not AttemptResult.REPLIED or bool(order.number)
    )
    if order.number:
        if not uses_number:
            raise Refused(_("--number goes with phone and sms only. Nothing was saved."))
        return _told_number(desk, case, channel, order)
    if order.phone is not None and uses_number:
        return order.to or step.to or Target.YOUTH, order.phone
    if not uses_number:
        due = step.to if step.channel == channel else None
        return order.to or due or Target.YOUTH, None
    if step.channel == channel and step.phone is not None and order.to in {None, step.to}:
        return step.to or Target.YOUTH, step.phone.id
    return _likely_number(case, channel, order)


def _told_number(desk: Desk, case: Case, channel: Channel, order: Order) -> tuple[Target, int]:
    """The number named on the command line: a known one, else kept as new."""
    said = read_phone(order.number)
    if channel is Channel.SMS and said.dialable and not said.mobile:
        raise Refused(_("That number is no mobile: no text can be sent to it. Nothing was saved."))
    for known in case.facts.phones:
        if known.number == said.number and order.to in {None, known.owner, Target.OTHER}:
            return order.to or known.owner, known.id
    target = order.to or Target.YOUTH
    row = add_number(desk, case, said, target=target, source="log")
    assert row.id is not None
    return target, row.id


def _likely_number(case: Case, channel: Channel, order: Order) -> tuple[Target, int | None]:
    """The number the ladder would try: the guardian's first while the youth is a minor."""
    if case.facts.protection is not Protection.NONE:
        return order.to or Target.YOUTH, None  # nothing is guessed of a protected youth
    is_minor = case.person.age_on(order.on) < ADULT_AT
    order_of = (Target.GUARDIAN, Target.YOUTH) if is_minor else (Target.YOUTH,)
    wanted = (order.to,) if order.to in {Target.YOUTH, Target.GUARDIAN} else order_of
    for target in wanted:
        phones = [
            phone
            for phone in case.facts.phones
            if phone.owner is target
            and is_usable(phone, (), order.on)
            and (phone.mobile or channel is Channel.PHONE)
        ]
        if phones:
            return order.to or target, least_tried(phones, case.facts.attempts).id
    if channel is Channel.SMS:
        raise Refused(
            _("No mobile number is kept for no. {no}; add --number. Nothing was saved.").format(
                no=case.person.id
            )
        )
    if order.result is AttemptResult.WRONG_NUMBER:
        raise Refused(
            _("Which number was wrong? No usable one is kept; add --number. Nothing was saved.")
        )
    return order.to or Target.YOUTH, None


def add_number(
    desk: Desk,
    case: Case,
    said: PhoneNumber,
    *,
    target: Target = Target.YOUTH,
    guardian: int = 1,
    source: str = "caseworker",
) -> models.Phone:
    """Keep a number for a youth or a guardian; one that was marked wrong is corrected."""
    if not may_keep_numbers(case.facts.protection):
        raise Refused(
            _("No. {no} is protected: no number is kept. Nothing was saved.").format(
                no=case.person.id
            )
        )
    if not said.dialable:
        raise Refused(_("That is no phone number that can be called. Nothing was saved."))
    desk.must_be_fit_to_keep(said.note)
    position = guardian if target is Target.GUARDIAN else 0
    for known in case.facts.phones:
        if known.number == said.number and known.guardian == position:
            return _corrected(desk, known, said.note)
    guardian_id = _guardian_id(desk, case, position) if position else None
    return desk.changes.add(
        models.Phone(
            youth_id=case.person.id,
            guardian_id=guardian_id,
            raw=said.raw,
            number=said.number,
            mobile=said.mobile,
            usable_on=desk.today,
            source=source,
            note=said.note,
        )
    )


def kept_as(desk: Desk, youth: int, text: str) -> models.Phone | None:
    """The youth's own number that is kept in exactly these words, readable or not."""
    rows = questions.rows_of(desk.session, models.Phone, youth)
    return next((row for row in rows if row.guardian_id is None and row.raw == text), None)


def mark_as_told(desk: Desk, row: models.Phone, state: PhoneState) -> None:
    """Say it of a number by itself, not of what came of a call."""
    from kaa_cli.work.unseen import must_have_been_seen  # every card needs numbers

    must_have_been_seen(desk, (row, {"state": state}))
    mark_row(desk, row, state)


def mark_row(desk: Desk, row: models.Phone, state: PhoneState, on: date | None = None) -> None:
    """Say that a number works, is wrong, or is untried again."""
    if row.state == state:
        return
    if state is PhoneState.WRONG:
        desk.changes.set(row, state=state, wrong_on=on or desk.today)
    elif row.state == PhoneState.WRONG:
        desk.changes.set(row, state=state, wrong_on=None, usable_on=on or desk.today)
    else:
        desk.changes.set(row, state=state)


def _corrected(desk: Desk, known: Phone, note: str) -> models.Phone:
    row = desk.session.get_one(models.Phone, known.id)
    is_wrong = row.state == PhoneState.WRONG
    state = PhoneState.UNKNOWN if is_wrong else row.state
    from kaa_cli.work.unseen import must_have_been_seen  # every card needs numbers

    must_have_been_seen(desk, (row, {"note": note or row.note, "state": state}))
    desk.changes.set(row, note=note or row.note)
    if row.state == PhoneState.WRONG:
        mark_row(desk, row, PhoneState.UNKNOWN)
    return row


def _guardian_id(desk: Desk, case: Case, position: int) -> int:
    if not desk.policy.guardians:
        raise Refused(
            _("This municipality keeps no guardians (its contact routine). Nothing was saved.")
        )
    if case.person.age_on(desk.today) >= ADULT_AT:
        sentence = _("No. {no} is of age: no guardian is kept. Nothing was saved.")
        raise Refused(sentence.format(no=case.person.id))
    found = desk.guardian(case.person.id, position)
    row = found or desk.changes.add(models.Guardian(youth_id=case.person.id, position=position))
    assert row.id is not None
    return row.id
