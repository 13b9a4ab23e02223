"""What a youth has agreed to: which consents are in force, and whom a team meeting may name.

An application signed by the youth carries the agreement to be named at the meeting that decides it
(seed 003). Whatever was withdrawn last hides the name again. Protected youths are never named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kaa_cli.rules.support_codes import Actor, ConsentScope, Decision, Direction

_LAPSED = frozenset({Decision.REJECTED, Decision.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Consent:
    """One consent, from a day until it is withdrawn; `actor` only where it is about one."""

    id: int
    youth: int
    scope: ConsentScope
    given_on: date
    actor: Actor | None = None
    withdrawn_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force; on the day it is withdrawn it is not."""
        return self.given_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)


@dataclass(frozen=True, slots=True)
class Application:
    """A youth's application to a programme, and how far it came."""

    id: int
    youth: int
    programme: str
    on: date
    referred_by: Actor
    signed_on: date | None = None
    decision: Decision | None = None
    decided_on: date | None = None
    note: str = ""

    @property
    def is_open(self) -> bool:
        """Whether a meeting has still to decide it."""
        return self.decision in {None, Decision.POSTPONED}


@dataclass(frozen=True, slots=True)
class Referral:
    """A youth sent to us by another actor, or handed on to one."""

    id: int
    youth: int
    on: date
    direction: Direction
    actor: Actor
    received_on: date | None = None


def in_force(consents: Iterable[Consent], day: date) -> list[Consent]:
    """Those that hold on a day, in the order given."""
    return [one for one in consents if one.holds_on(day)]


def may_be_named(
    consents: Sequence[Consent], applications: Iterable[Application], day: date
) -> bool:
    """Whether one youth has agreed to be named at the team meeting of a day."""
    of_team = [one for one in consents if one.scope is ConsentScope.TEAM]
    if in_force(of_team, day):
        return True
    withdrawn = [one.withdrawn_on for one in of_team if one.withdrawn_on and one.given_on <= day]
    signed = [
        one.signed_on
        for one in applications
        if one.signed_on is not None and one.signed_on <= day and one.decision not in _LAPSED
    ]
    last = max(withdrawn, default=None)
    return any(last is None or day_signed > last for day_signed in signed)
