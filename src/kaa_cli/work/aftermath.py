"""What attempts of earlier days leave to be done: only the last of a youth still counts."""

from collections.abc import Iterable
from datetime import timedelta

from kaa_cli.rules.codes import AttemptResult, Channel, CheckReason
from kaa_cli.rules.facts import Attempt
from kaa_cli.rules.person import Case
from kaa_cli.work.desk import Desk

_POSTED = frozenset({Channel.LETTER, Channel.POSTCARD})
_CHECKS = {
    AttemptResult.SAID_MOVED: CheckReason.SAID_MOVED,
    AttemptResult.SAID_NOT_IN_TARGET: CheckReason.SAID_NOT_IN_TARGET,
}
LEAVE_SOMETHING = frozenset(_CHECKS) | {AttemptResult.RETURNED, AttemptResult.DO_NOT_CONTACT}


def take_over(desk: Desk, youths: Iterable[int]) -> None:
    """Checks, do-not-contact and bad addresses that nothing later has answered."""
    for youth in youths:
        case = desk.case(youth)
        if case.period.ended_on is None and case.facts.attempts:
            _of_the_last(desk, case, case.facts.attempts[-1])
            _of_the_last_letter(desk, case)


def _of_the_last(desk: Desk, case: Case, last: Attempt) -> None:
    if last.result is AttemptResult.DO_NOT_CONTACT:
        review_on = last.on + timedelta(days=desk.policy.review_days)
        youth = desk.youth(case.person.id)
        desk.changes.set(youth, do_not_contact_on=last.on, review_on=review_on)
    elif last.result in _CHECKS and case.facts.check is None:
        check_on = desk.policy.calendar.after(last.on, 1)
        registration = desk.registration(case)
        desk.changes.set(registration, check_reason=_CHECKS[last.result], check_on=check_on)


def _of_the_last_letter(desk: Desk, case: Case) -> None:
    """A letter that came back before the address was recorded says nothing of that address."""
    posted = [attempt for attempt in case.facts.attempts if attempt.channel in _POSTED]
    address = case.facts.address
    if (
        posted
        and posted[-1].result is AttemptResult.RETURNED
        and address is not None
        and address.recorded_on <= posted[-1].on
    ):
        desk.changes.set(desk.youth(case.person.id), address_bad_on=posted[-1].on)
