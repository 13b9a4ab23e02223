"""How urgent a due youth is: a sum of clamped terms, each shown with its points and its facts.

The weights are the policy's; no term can drown the rest. More days overdue never lower a youth.
"""

from dataclasses import dataclass
from datetime import date

from kaa_cli.rules.codes import Protection
from kaa_cli.rules.cycle import Began
from kaa_cli.rules.facts import Facts
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.steps import Step

OVERDUE_FULL_AT = 14
CYCLES_FULL_AT = 3
TURNING_20_WITHIN = 90


@dataclass(frozen=True, slots=True)
class Term:
    """One reason: its points (rounded to 0.01) and the number its sentence tells, if any."""

    term: str
    points: float
    count: int = 0


@dataclass(frozen=True, slots=True)
class Urgency:
    """The terms that give points, most first, and their sum."""

    terms: tuple[Term, ...]

    @property
    def points(self) -> float:
        return round(sum(term.points for term in self.terms), 2)


def urgency(facts: Facts, step: Step, policy: Policy, today: date) -> Urgency:
    """The urgency of a youth whose step is `step`, on a day; the same input gives the same sum."""
    shares = (
        _deadline(step, policy, today),
        _overdue(step, today),
        _never_reached(step),
        _turning_20(facts, step, today),
        ("expired", 1.0 if step.because.began is Began.EXPIRED and step.is_due(today) else 0.0, 0),
        ("by-hand", 1.0 if facts.by_hand else 0.0, 0),
    )
    terms = [
        Term(name, round(policy.weight(name) * min(1.0, max(0.0, share)), 2), count)
        for name, share, count in shares
    ]
    given = sorted((term for term in terms if term.points), key=lambda t: (-t.points, t.term))
    return Urgency(tuple(given))


def _deadline(step: Step, policy: Policy, today: date) -> tuple[str, float, int]:
    if step.deadline_on is None:
        return "deadline", 0.0, 0
    left = (step.deadline_on - today).days
    return "deadline", 1 - left / policy.first_attempt_within_days, left


def _overdue(step: Step, today: date) -> tuple[str, float, int]:
    days = step.days_overdue(today)
    return "overdue", days / OVERDUE_FULL_AT, days


def _never_reached(step: Step) -> tuple[str, float, int]:
    """Cycles walked, this one included, without anybody answering."""
    cycles = step.cycle - 1 if step.ever_reached else step.cycle
    return "never-reached", cycles / CYCLES_FULL_AT, cycles


def _turning_20(facts: Facts, step: Step, today: date) -> tuple[str, float, int]:
    ends_on = facts.duty_ends_on
    if ends_on is None:
        return "turning-20", 0.0, 0
    left = (ends_on - today).days
    if facts.protection is not Protection.NONE:
        left = -(-left // 7) * 7  # by whole weeks: points must not tell the birthday
    if left > TURNING_20_WITHIN:
        return "turning-20", 0.0, left
    share = 1 - left / (TURNING_20_WITHIN + 1)
    return "turning-20", share if not step.ever_reached else share / 2, left
