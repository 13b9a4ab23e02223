"""Asking again whether an outcome holds, as values: what is told, saved and listed."""

from dataclasses import dataclass
from datetime import date

from kaa_cli.rules.codes import OccupationCode
from kaa_cli.rules.facts import Outcome, Recheck
from kaa_cli.rules.person import Case
from kaa_cli.rules.steps import Step
from kaa_cli.rules.support_codes import BreakReason, Lasting


@dataclass(frozen=True, slots=True)
class CheckTold:
    """What was found when somebody asked, and what the youth does now if that was told."""

    result: Lasting
    on: date
    reason: BreakReason | None = None
    says: str = ""
    occupation: OccupationCode | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer as it was saved; `asking` is the next question, None when there is none."""

    case: Case
    outcome: Outcome
    told: CheckTold
    asking: Recheck | None
    step: Step


@dataclass(frozen=True, slots=True)
class Led:
    """The latest outcome of a youth, and the next time it is asked about, if it is."""

    case: Case
    outcome: Outcome
    asking: Recheck | None
    ask_on: date | None = None
    """The day of the question, moved to a worked one."""
