"""By which number or address a rung can reach a youth on a day, and whom it speaks to.

Age decides the target: below 18 a rung's `to_minor`, from the birthday its `to_adult`. Protected
youths are reached by the policy's protected channels only, and never through a guardian.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kaa_cli.rules.codes import AttemptResult, Channel, PhoneState, Protection, Target
from kaa_cli.rules.days import birthday
from kaa_cli.rules.facts import Attempt, Facts, Phone
from kaa_cli.rules.policy import Policy, Rung
from kaa_cli.rules.protection import NEVER_USED
from kaa_cli.rules.scope import ADULT_AT

UNANSWERED = frozenset({AttemptResult.NO_ANSWER, AttemptResult.VOICEMAIL})
_ALWAYS = date.min


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """Whom a rung reaches and by which number; `since` is the first day it could."""

    to: Target
    phone: Phone | None
    since: date


def contact_point(
    policy: Policy, rung: Rung, facts: Facts, wrong: frozenset[int], on: date
) -> ContactPoint | None:
    """The first target of the rung with a usable contact point on a day, or None: it is skipped.

    `wrong` holds the numbers found wrong so far in the history being read.
    """
    if not may_be_used(policy, rung, facts):
        return None
    for target in targets(policy, rung, facts, on):
        if point := _point(rung, target, facts, wrong, on):
            if target is Target.YOUTH and Target.YOUTH not in rung.to_minor:
                grown_on = birthday(facts.born_on, ADULT_AT)
                return ContactPoint(target, point.phone, max(point.since, grown_on))
            return point
    return None


def may_be_used(policy: Policy, rung: Rung, facts: Facts) -> bool:
    """Whether the rung is for this youth at all: protected youths have the policy's own list."""
    if facts.protection is Protection.NONE:
        return True
    return rung.channel in policy.protected_channels and rung.channel not in NEVER_USED


def targets(policy: Policy, rung: Rung, facts: Facts, on: date) -> tuple[Target, ...]:
    """Whom the rung may speak to on a day, in order."""
    is_minor = on < birthday(facts.born_on, ADULT_AT)
    wanted = rung.to_minor if is_minor else rung.to_adult
    if not is_minor or facts.protection != Protection.NONE or not policy.guardians:
        return tuple(target for target in wanted if target is Target.YOUTH)
    return wanted


def _point(
    rung: Rung, target: Target, facts: Facts, wrong: frozenset[int], on: date
) -> ContactPoint | None:
    if rung.channel in {Channel.PHONE, Channel.SMS}:
        phones = [
            phone
            for phone in facts.phones
            if phone.owner is target
            and is_usable(phone, wrong, on)
            and (phone.mobile or rung.channel is Channel.PHONE)
        ]
        if not phones:
            return None
        since = min(phone.usable_on for phone in phones)
        return ContactPoint(target, least_tried(phones, facts.attempts), since)
    since_on = _post_since(rung.channel, facts, on) if target is Target.YOUTH else None
    if since_on is None or since_on > on:
        return None
    return ContactPoint(target, None, since_on)


def is_usable(phone: Phone, wrong: Iterable[int], on: date) -> bool:
    """Whether a number may be tried on a day: recorded by then, and not found wrong."""
    if phone.usable_on > on:
        return False
    if phone.state is not PhoneState.WRONG:
        return True
    return phone.id not in wrong and phone.wrong_on is not None and on < phone.wrong_on


def least_tried(phones: Sequence[Phone], attempts: Sequence[Attempt]) -> Phone:
    """The number with the fewest unanswered calls; then guardian 1 before 2, then as listed."""
    unanswered = [a.phone for a in attempts if a.result in UNANSWERED]
    return min(phones, key=lambda phone: (unanswered.count(phone.id), phone.guardian))


def _post_since(channel: Channel, facts: Facts, on: date) -> date | None:
    """Since when a channel that needs no number can be used; None when it cannot."""
    address = facts.address
    match channel:
        case Channel.LETTER | Channel.POSTCARD:
            if facts.protection is Protection.REGISTRATION and channel is Channel.LETTER:
                return _ALWAYS  # the tax agency forwards it
            if address is None or not address.is_full:
                return None
            is_bad = address.bad_on is not None and address.bad_on <= on
            return None if is_bad else address.recorded_on
        case Channel.HOME_VISIT:
            return address.recorded_on if address is not None and address.street else None
        case Channel.EMAIL:
            return facts.email_on if facts.email else None
        case _:
            return _ALWAYS
