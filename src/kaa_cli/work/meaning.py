"""What an attempt means beside itself: marks on numbers and addresses, checks, occupations."""

from datetime import date

from kaa_cli.errors import Refused
from kaa_cli.register import models
from kaa_cli.rules.codes import (
    AttemptResult,
    Channel,
    CheckReason,
    PhoneState,
    Source,
    Target,
)
from kaa_cli.rules.orders import Order
from kaa_cli.rules.person import Case
from kaa_cli.rules.walk import TALKED
from kaa_cli.words import _
from kaa_cli.work.calling_off import call_off
from kaa_cli.work.desk import Desk
from kaa_cli.work.numbers import mark_row
from kaa_cli.work.saying import must_say_what_other_is

_CHECKS = {
    AttemptResult.SAID_MOVED: CheckReason.SAID_MOVED,
    AttemptResult.SAID_NOT_IN_TARGET: CheckReason.SAID_NOT_IN_TARGET,
}


def remember_meaning(desk: Desk, case: Case, row: models.Attempt, order: Order) -> None:
    """Marks on numbers, addresses and registrations that follow from the result."""
    youth = desk.youth(case.person.id)
    match order.result:
        case AttemptResult.WRONG_NUMBER:
            _mark_phone(desk, row.phone_id, PhoneState.WRONG, order.on)
        case AttemptResult.REACHED if row.channel == Channel.PHONE:
            _mark_phone(desk, row.phone_id, PhoneState.WORKS, order.on)
        case AttemptResult.RETURNED:
            _must_be_out(case, row)
            if row.channel in {Channel.LETTER, Channel.POSTCARD}:
                desk.changes.set(youth, address_bad_on=order.on)
        case AttemptResult.DO_NOT_CONTACT:
            desk.changes.set(youth, do_not_contact_on=order.on, review_on=row.next_on)
            call_off(desk, case)
        case AttemptResult.SAID_MOVED | AttemptResult.SAID_NOT_IN_TARGET:
            check_on = desk.policy.calendar.after(order.on, 1)
            registration = desk.registration(case)
            desk.changes.set(registration, check_reason=_CHECKS[order.result], check_on=check_on)
    talked = order.result in TALKED
    if talked and row.target == Target.YOUTH and youth.review_on is not None:
        desk.changes.set(youth, do_not_contact_on=None, review_on=None)
    if order.occupation is not None:
        must_say_what_other_is(order.occupation, order.occupation_says)
        desk.changes.add(
            models.Occupation(
                youth_id=case.person.id,
                on=order.on,
                code=order.occupation,
                source=_SOURCES.get(Target(row.target), Source.OTHER),
                says=order.occupation_says,
                attempt_id=row.id,
            )
        )


def _must_be_out(case: Case, row: models.Attempt) -> None:
    """Refuse a return of what was never sent by that channel, or has come back already."""
    results = [a.result for a in case.facts.attempts if a.channel == row.channel and a.on <= row.on]
    sent = results.count(AttemptResult.SENT)
    if sent > results.count(AttemptResult.RETURNED):
        return
    sentence = _("Nothing by that channel has been sent to no. {no}. Nothing was saved.")
    if sent:
        sentence = _(
            "What was sent to no. {no} by that channel is back already. Nothing was saved."
        )
    raise Refused(sentence.format(no=case.person.id))


_SOURCES = {Target.YOUTH: Source.YOUTH, Target.GUARDIAN: Source.GUARDIAN}


def _mark_phone(desk: Desk, phone_id: int | None, state: PhoneState, on: date) -> None:
    phone = desk.session.get(models.Phone, phone_id) if phone_id else None
    if phone is not None:
        mark_row(desk, phone, state, on)


def log_sms(desk: Desk, call: models.Attempt) -> None:
    """The text message sent right after an unanswered call, to the same number."""
    if call.channel != Channel.PHONE or call.result not in {
        AttemptResult.NO_ANSWER,
        AttemptResult.VOICEMAIL,
    }:
        raise Refused(_("--sms goes with an unanswered call only. Nothing was saved."))
    phone = desk.session.get(models.Phone, call.phone_id) if call.phone_id else None
    if phone is not None and not phone.mobile:
        raise Refused(_("That number is no mobile: no text can be sent to it. Nothing was saved."))
    desk.changes.add(
        models.Attempt(
            registration_id=call.registration_id,
            on=call.on,
            at=call.at,
            channel=Channel.SMS,
            target=call.target,
            result=AttemptResult.SENT,
            phone_id=call.phone_id,
            by_id=call.by_id,
        )
    )
