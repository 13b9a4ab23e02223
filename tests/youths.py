"""Invented youths and histories for the tests of the rules, in as few words as possible."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path
from tomllib import loads

import kaa_cli
from kaa_cli.rules.codes import AttemptResult, Channel, OccupationCode, PhoneState, Target
from kaa_cli.rules.facts import Address, Attempt, Facts, Phone
from kaa_cli.rules.policy import Policy, PolicyBook
from kaa_cli.rules.policy_file import read_policy

MONDAY = date(2026, 9, 7)
_POLICIES = Path(kaa_cli.__file__).parent / "policies"


def shipped(name: str = "alingsas") -> Policy:
    return read_policy(loads((_POLICIES / f"{name}.toml").read_text(encoding="utf-8")))


DEFAULT = shipped()
BOOK = PolicyBook(((date(2026, 1, 1), DEFAULT),))


def phone(number: int, guardian: int = 0, *, mobile: bool = True, on: date = MONDAY) -> Phone:
    return Phone(number, f"+4670174060{number}", mobile, guardian, PhoneState.UNKNOWN, on)


def youth(
    age: int = 18,
    *phones: Phone,
    first_seen_on: date = MONDAY,
    born_on: date | None = None,
    street: str = "Exempelgatan 7",
) -> Facts:
    """A youth of `age` on the Monday, with a full address and the phones given."""
    address = Address(street, "441 00", "Alingsås", first_seen_on) if street else None
    return Facts(
        youth=1,
        born_on=born_on or date(first_seen_on.year - age, 3, 12),
        first_seen_on=first_seen_on,
        registered_on=first_seen_on,
        phones=phones,
        address=address,
    )


def tried(
    facts: Facts,
    result: str,
    on: date,
    channel: str = "phone",
    to: str = "youth",
    *,
    number: int | None = 1,
    occupation: str | None = None,
    next_on: date | None = None,
    at: time | None = None,
    next_at: time | None = None,
) -> Facts:
    """The same youth after one more attempt; a wrong number is marked as the register would."""
    attempt = Attempt(
        id=len(facts.attempts) + 1,
        on=on,
        at=at,
        channel=Channel(channel),
        to=Target(to),
        result=AttemptResult(result),
        phone=number if channel in {"phone", "sms"} else None,
        occupation=OccupationCode(occupation) if occupation else None,
        next_on=next_on,
        next_at=next_at,
    )
    phones = facts.phones
    if attempt.result is AttemptResult.WRONG_NUMBER:
        phones = tuple(
            replace(p, state=PhoneState.WRONG, wrong_on=on) if p.id == number else p for p in phones
        )
    address = facts.address
    if attempt.result is AttemptResult.RETURNED and address is not None:
        address = replace(address, bad_on=on)
    return replace(facts, attempts=(*facts.attempts, attempt), phones=phones, address=address)
