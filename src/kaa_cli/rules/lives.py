"""One youth's life in a registration, whatever the routine: what a replay takes as it happened."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kaa_cli.rules.codes import AttemptResult, Channel, Target
from kaa_cli.rules.days import DAY, birthday
from kaa_cli.rules.facts import Attempt, Facts, Occupation, Phone
from kaa_cli.rules.scope import ADULT_AT
from kaa_cli.rules.walk import CONTACTS, TALKED

_TURNING = CONTACTS | {AttemptResult.RETURNED, AttemptResult.NO_NUMBER}
"""What can move the next step on a day on which nothing is due."""
_TO_A_NUMBER = frozenset({Channel.PHONE, Channel.SMS})
_TO_THE_ADDRESS = (Channel.LETTER, Channel.POSTCARD, Channel.HOME_VISIT)
_SAID = frozenset({AttemptResult.SAID_MOVED, AttemptResult.SAID_NOT_IN_TARGET})

Span = tuple[date, date | None]
"""From a day until another, which is not among them; None: still so."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The days of the decisions that stop the ladder, as the register has them."""

    restricted_on: date | None = None
    do_not_contact_on: date | None = None
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """One youth in one registration: what happened whatever the routine, and when all waited."""

    facts: Facts
    waits: tuple[Span, ...] = ()


def life(facts: Facts, marks: Marks) -> Life:
    """A youth's life from what is known today: each wait from the day it began."""
    waits = [*_not_contacted(facts, marks), *_looked_at(facts, marks)]
    if marks.restricted_on is not None:
        waits.append((marks.restricted_on, None))
    if facts.check is not None:
        waits.append((facts.check.due_on, None))
    return Life(facts, tuple(waits))


def is_known_late(lived: Life) -> bool:
    """Whether every way to reach is recorded after the first day on the list.

    So it is when a list is taken in long afterwards: nobody knows since when there was a way.
    """
    facts = without_tries(lived.facts)
    ways = [phone.usable_on for phone in facts.phones]
    ways += [facts.address.recorded_on] if facts.address else []
    ways += [facts.email_on] if facts.email else []
    return bool(ways) and min(ways) > facts.first_seen_on


def _not_contacted(facts: Facts, marks: Marks) -> Iterator[Span]:
    """Until the review day, or the day the youth spoke all the same; a standing mark has no end."""
    if marks.do_not_contact_on is not None:
        yield marks.do_not_contact_on, None
    for wish in facts.attempts:
        if wish.result is AttemptResult.DO_NOT_CONTACT and wish.on != marks.do_not_contact_on:
            spoke = [a.on for a in facts.attempts if a.on > wish.on and _youth_spoke(a)]
            yield wish.on, min([*spoke, *filter(None, [wish.next_on])], default=None)


def _youth_spoke(attempt: Attempt) -> bool:
    return attempt.result in TALKED and attempt.to is Target.YOUTH


def _looked_at(facts: Facts, marks: Marks) -> Iterator[Span]:
    """What somebody said stops the ladder until it is looked at, or tried again all the same."""
    for said in facts.attempts:
        if said.result in _SAID:
            went_on = [a.on for a in facts.attempts if a.on > said.on]
            if marks.checked_on is not None and marks.checked_on >= said.on:
                went_on.append(marks.checked_on)
            if went_on:
                yield said.on, min(went_on)


def without_tries(real: Facts) -> Facts:
    """What holds whatever is tried: contact points, what the youth did, birthdays, the end."""
    told = (Occupation(a.on, a.occupation) for a in real.attempts if a.occupation is not None)
    called = {(a.phone, a.on) for a in real.attempts if a.result is AttemptResult.WRONG_NUMBER}
    phones = [_from_its_first_use(phone, real) for phone in real.phones]
    post_on = _first_use(real, *_TO_THE_ADDRESS)
    address = real.address
    return replace(
        real,
        attempts=(),
        phones=tuple(_until_it_was_called(phone, called) for phone in phones),
        address=address and replace(address, recorded_on=min(address.recorded_on, post_on)),
        email_on=min(real.email_on, _first_use(real, Channel.EMAIL)),
        occupations=(*told, *real.occupations),
        restricted=False,
        do_not_contact_until=None,
        check=None,
        appointments=(),
    )


def _first_use(real: Facts, *channels: Channel) -> date:
    """That a way was used proves that it could be, whatever day it is recorded on (rule 4)."""
    return min((a.on for a in real.attempts if a.channel in channels), default=date.max)


def _from_its_first_use(phone: Phone, real: Facts) -> Phone:
    calls = [
        a.on
        for a in real.attempts
        if a.channel in _TO_A_NUMBER and a.to is phone.owner and a.phone in {None, phone.id}
    ]
    return replace(phone, usable_on=min([phone.usable_on, *calls]))


def _until_it_was_called(phone: Phone, called: set[tuple[int | None, date]]) -> Phone:
    """A number that a call found wrong could be called on that day still."""
    if phone.wrong_on is None or (phone.id, phone.wrong_on) not in called:
        return phone
    return replace(phone, wrong_on=phone.wrong_on + DAY)


def turns(facts: Facts, lived: Life) -> list[date]:
    """The days on which the next step may become another without being due."""
    address = facts.address
    days: set[date | None] = {
        facts.email_on if facts.email else None,
        facts.ended_on,
        birthday(facts.born_on, ADULT_AT),
        facts.duty_ends_on,
        *(day for phone in facts.phones for day in (phone.usable_on, phone.wrong_on)),
        *((address.recorded_on, address.bad_on) if address else ()),
        *(occupation.on for occupation in facts.occupations),
        *(appointment.on for appointment in lived.facts.appointments),
        *(day for span in lived.waits for day in span),
        *(attempt.on for attempt in lived.facts.attempts if attempt.result in _TURNING),
    }
    return sorted(day for day in days if day is not None)
