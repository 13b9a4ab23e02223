"""An attempt as a caseworker tells it, and as it was saved."""

from dataclasses import dataclass
from datetime import date, time

from kaa_cli.rules.codes import AttemptResult, Channel, OccupationCode, Target
from kaa_cli.rules.person import Case
from kaa_cli.rules.steps import Step


@dataclass(frozen=True)
class Order:
    """What a caseworker tells of one attempt; what is None is worked out from what was due."""

    result: AttemptResult
    on: date
    channel: Channel | None = None
    to: Target | None = None
    number: str = ""
    phone: int | None = None
    """The id of the number called, when it is known already, whoever answered it."""
    at: time | None = None
    place: str = ""
    with_whom: str = ""
    occupation: OccupationCode | None = None
    occupation_says: str = ""
    next_on: date | None = None
    next_at: time | None = None
    note: str = ""
    sms: bool = False


@dataclass(frozen=True)
class Logged:
    """What was saved, of whom as known thereafter, and the coming step."""

    case: Case
    attempt: int
    on: date
    at: time | None
    channel: Channel
    to: Target
    result: AttemptResult
    occupation: OccupationCode | None
    sms: bool
    next: Step
    is_known: bool = False
    """Whether it is known, and current, what the youth does."""
