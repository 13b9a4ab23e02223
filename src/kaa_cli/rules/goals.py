"""The goals that seeds 001 and 003 are judged by, each with what it is of and how far it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from kaa_cli.rules.codes import OutcomeCategory
from kaa_cli.rules.figures import Share
from kaa_cli.rules.grouping import Asked, Values, Who, grouped
from kaa_cli.rules.journeys import Journey
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.reach import new_ones
from kaa_cli.rules.report_codes import Goal


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who took part in a measure or programme in the period, and where it led last."""

    who: Who
    outcome: OutcomeCategory | None = None

    @property
    def is_onward(self) -> bool:
        """Whether studies or work; another authority is not what the goal means."""
        return self.outcome in {OutcomeCategory.STUDIES, OutcomeCategory.WORK}


@dataclass(frozen=True, slots=True)
class Standing:
    """A goal, the share that counts towards it, and how many it still lacks."""

    goal: Goal
    aim: float
    share: Share
    is_assumed: bool
    not_due: int = 0
    """Those whose days have not passed yet: in no denominator."""

    @property
    def is_met(self) -> bool | None:
        """None when there is nobody to reach it for."""
        return self.lacks == 0 if self.share.of else None

    @property
    def lacks(self) -> int:
        """How many more are needed."""
        return max(0, ceil(self.aim * self.share.of - 1e-9) - self.share.count)


@dataclass(frozen=True)
class Goals:
    """The report: each goal for everybody, and for each group."""

    asked: Asked
    within_days: int
    total: tuple[Standing, ...]
    groups: tuple[tuple[Values, tuple[Standing, ...]], ...] = ()
    is_programme: bool = False
    """A register of participants outside the duty."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """Somebody in one of the denominators; a youth may be in several of them."""

    who: Who
    there: Journey | None = None
    participant: Participant | None = None
    new: Journey | None = None


def goals(
    journeys: Sequence[Journey], participants: Sequence[Participant], asked: Asked, policy: Policy
) -> Goals:
    """Where each goal stands on the period's last day."""
    there = [one for one in journeys if one.is_there_on(asked.last)]
    new = new_ones(journeys, asked)
    members = [
        *(_Counted(one.who, there=one) for one in there),
        *(_Counted(one.who, participant=one) for one in participants),
        *(_Counted(one.who, new=one) for one in new),
    ]

    def told(some: Sequence[_Counted]) -> tuple[Standing, ...]:
        return _standings(
            [one.there for one in some if one.there],
            [one.participant for one in some if one.participant],
            [one.new for one in some if one.new],
            asked,
            policy,
        )

    groups = grouped(members, lambda one: one.who, asked.by, asked.last)
    return Goals(
        asked,
        policy.first_attempt_within_days,
        told(members),
        tuple((values, told(some)) for values, some in groups),
    )


def _standings(
    there: Sequence[Journey],
    participants: Sequence[Participant],
    new: Sequence[Journey],
    asked: Asked,
    policy: Policy,
) -> tuple[Standing, ...]:
    days = policy.first_attempt_within_days
    due = [one for one in new if one.first_seen_on + timedelta(days=days) <= asked.last]
    assumed = policy.is_assumed("goals")
    days_assumed = policy.is_assumed("first_attempt_within_days")

    def of_due(goal: Goal, is_done: Callable[[Journey], bool]) -> Standing:
        share = Share(sum(map(is_done, due)), len(due))
        return Standing(goal, 1.0, share, days_assumed, len(new) - len(due))

    mapped = Share(sum(one.is_mapped(policy, asked.last) for one in there), len(there))
    onward = Share(sum(one.is_onward for one in participants), len(participants))
    return (
        Standing(Goal.MAPPED, policy.goals.get("mapped", 1.0), mapped, assumed),
        Standing(Goal.ONWARD, policy.goals.get("onward", 0.5), onward, assumed),
        of_due(Goal.FIRST_ATTEMPT, lambda one: one.within(one.attempted_on, days)),
        of_due(Goal.CONTACT, lambda one: one.within(one.reached_on, days)),
    )
