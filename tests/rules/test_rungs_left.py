"""Of whom it is told without a walk that a rung is left, the walk tells the same."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kaa_cli.rules.codes import Channel, PhoneState, Place, Protection, Target
from kaa_cli.rules.facts import Facts
from kaa_cli.rules.journeys import facts_until
from kaa_cli.rules.knowledge import knowledge, known_of
from kaa_cli.rules.ladder import next_step
from kaa_cli.rules.policy import PolicyBook
from kaa_cli.rules.rungs_left import Outlook, has_rung_left
from kaa_cli.rules.walk import CONTACTS
from rules.test_due_days import BOOKS, anybody, told_until
from youths import BOOK, MONDAY, phone, tried, youth

LADDER_IN_VAIN = [
    *(("no-answer", "phone"), ("no-answer", "phone"), ("sent", "sms")),
    *(("sent", "letter"), ("not-home", "home-visit")),
]


def outlook(facts: Facts, day: date) -> Outlook:
    """What the register would sum up, reckoned from the history itself."""
    reached = [a for a in facts.attempts if a.result in CONTACTS and a.to is Target.YOUTH]
    others = [a for a in facts.attempts if a not in reached]
    own = [p for p in facts.phones if not p.guardian and p.state is not PhoneState.WRONG]
    since = {
        Channel.PHONE: [p.usable_on for p in own],
        Channel.SMS: [p.usable_on for p in own if p.mobile],
        Channel.EMAIL: [facts.email_on] if facts.email else [],
    }
    if facts.address is not None:
        since[Channel.HOME_VISIT] = [facts.address.recorded_on]
        if facts.address.is_full and facts.address.bad_on is None:
            since[Channel.LETTER] = since[Channel.POSTCARD] = [facts.address.recorded_on]
    ways = [day for days in since.values() for day in days]
    return Outlook(
        day,
        facts.protection is Protection.NONE
        and not facts.restricted
        and facts.do_not_contact_until is None,
        min((a.on for a in facts.attempts), default=None),
        max((a.on for a in reached), default=None),
        {c: max(a.on for a in others if a.channel is c) for c in {a.channel for a in others}},
        min([*ways, *(p.usable_on for p in facts.phones)], default=None),
        {channel: min(days) for channel, days in since.items() if days},
    )


@st.composite
def recorded_later(draw: st.DrawFn) -> Facts:
    """Anybody, whose numbers and address may have been recorded long after the first attempts."""
    facts = draw(anybody())
    days = st.sampled_from([MONDAY, MONDAY, *(MONDAY + timedelta(days=n) for n in (3, 30, 90))])
    address = facts.address
    return replace(
        facts,
        phones=tuple(replace(one, usable_on=draw(days)) for one in facts.phones),
        address=address and replace(address, recorded_on=draw(days)),
    )


@settings(max_examples=500)
@given(recorded_later(), st.integers(-200, 200), BOOKS)
def test_with_a_rung_left_no_ladder_was_walked_in_vain(
    facts: Facts, days: int, book: PolicyBook
) -> None:
    day = told_until(facts, days)
    then = facts_until(facts, day)
    if has_rung_left(outlook(then, day), book):
        step = next_step(then, book, day)
        assert (step.cycle, step.place is Place.NO_WAY) == (1, False)
        told = known_of(then, book.on(day), day, is_in_vain=False)
        assert told is knowledge(then, step, book.on(day), day)


def ladder_of(*tries: tuple[str, str]) -> Facts:
    facts = youth(19, phone(1))
    for number, (result, channel) in enumerate(tries):
        facts = tried(facts, result, MONDAY + timedelta(days=3 * number), channel)
    return facts


def is_left(facts: Facts) -> bool:
    day = told_until(facts, 30)
    return has_rung_left(outlook(facts, day), BOOK)


def test_most_are_told_without_a_walk() -> None:
    assert is_left(ladder_of())
    assert is_left(ladder_of(*LADDER_IN_VAIN[:-1]))
    assert is_left(ladder_of(*LADDER_IN_VAIN, ("reached", "phone")))
    assert is_left(ladder_of(("reached", "phone"), ("no-answer", "phone"), ("sent", "sms")))


def test_who_must_be_walked() -> None:
    assert not is_left(ladder_of(*LADDER_IN_VAIN))
    assert not is_left(ladder_of(("reached", "phone"), *LADDER_IN_VAIN))
    assert not is_left(replace(ladder_of(), phones=(), address=None))
    assert not is_left(replace(ladder_of(), protection=Protection.CONFIDENTIALITY))
    assert not is_left(replace(ladder_of(), restricted=True))


def test_an_address_that_came_during_the_ladder_is_not_sure_to_have_been_a_way() -> None:
    facts = ladder_of(*LADDER_IN_VAIN[:-1])
    assert facts.address is not None
    late = replace(facts.address, recorded_on=facts.attempts[-1].on + timedelta(days=1))
    assert not is_left(replace(facts, address=late))
