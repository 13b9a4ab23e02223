"""Following up: a running measure on its day, and whether what a measure led to lasts.

Re-checks at 60-day steps, as the Brazilian search for out-of-school youths has them; how many and
how far apart is the policy's, and assumed.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from kaa_cli.rules.codes import (
    AttemptResult,
    EndReason,
    OutcomeCategory,
    Place,
    Target,
    Task,
)
from kaa_cli.rules.cycle import Began
from kaa_cli.rules.days import latest
from kaa_cli.rules.facts import Facts, Measure, Outcome, OutcomeCheck, Recheck
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.scope import out_of_scope
from kaa_cli.rules.steps import Because, Rule, Step

_AT_REST = {Place.MAPPED, Place.RESTING, Place.IN_MEASURE}
"""Who is being looked for is asked when reached: the ladder goes on."""
_AGREED = {Rule.ASKED, Rule.MISSED}
_AGREED_IN_REST = {Began.ASKED, Began.MISSED}
_UNANSWERED = {
    AttemptResult.NO_ANSWER,
    AttemptResult.VOICEMAIL,
    AttemptResult.SENT,
    AttemptResult.NOT_HOME,
}
_MAY_BE_ASKED = {
    None,
    EndReason.TURNED_20,
    EndReason.UPPER_SECONDARY,
    EndReason.INTRODUCTORY,
    EndReason.EQUIVALENT,
    EndReason.COMPLETED,
}
"""How a registration may have ended for its youth to be asked about after it."""


def followed_up_on(facts: Facts, policy: Policy, day: date) -> tuple[date, Measure] | None:
    """The first day on which a running measure is to be followed up, and which one.

    One without an agreed day is followed up when the routine's days have passed since it began or
    was followed up last, so that nobody is forgotten in a measure.
    """
    days = [
        (measure.follow_up_on or _by_routine(measure, policy), measure)
        for measure in facts.measures
        if measure.runs_on(day)
    ]
    return min(days, key=lambda found: (found[0], found[1].id), default=None)


def _by_routine(measure: Measure, policy: Policy) -> date:
    since = latest([measure.started_on, measure.followed_on])
    return since + timedelta(days=policy.measure_follow_up_days)


def time_answered(outcome_on: date, checked_on: date, lasting_days: int) -> int:
    """For which time (1 is the first) an answer serves: the nearest, and those before it.

    0 when it came too early to tell anything of the first.
    """
    return (2 * (checked_on - outcome_on).days + lasting_days) // (2 * lasting_days)


def answered_until(on: date, checks: Sequence[OutcomeCheck], lasting_days: int) -> int:
    """The last time that the answers about an outcome serve for."""
    return max((time_answered(on, check.on, lasting_days) for check in checks), default=0)


def recheck(facts: Facts, policy: Policy) -> Recheck | None:
    """The next time the latest outcome is asked about; None when it is done, or did not last.

    Asked late, the times that have passed meanwhile are over: one answer serves for them. An
    outcome of an earlier registration did not last, since the youth is back in the duty.
    """
    outcome = asked_about(facts)
    if outcome is None or outcome.broken_on is not None:
        return None
    number = answered_until(outcome.on, outcome.checks, policy.lasting_days) + 1
    if number > policy.lasting_checks:
        return None
    due_on = outcome.on + timedelta(days=policy.lasting_days * number)
    return Recheck(outcome, number, due_on)


def asked_about(facts: Facts) -> Outcome | None:
    """The outcome asked about again: the latest, if it led anywhere in this registration."""
    outcome = facts.outcomes[-1] if facts.outcomes else None
    if outcome is None or outcome.category is OutcomeCategory.REMAINS:
        return None
    return outcome if outcome.on >= facts.begins_on else None


def next_recheck(facts: Facts, policy: Policy, today: date) -> Recheck | None:
    """The next time that somebody will ask: None also when the duty, or a decision, forbids it."""
    is_over = out_of_scope(facts.duty_ends_on, facts.begins_on, facts.ended_on, today) is not None
    if is_over and not may_ask_after_duty(facts, policy):
        return None
    return None if facts.restricted else recheck(facts, policy)


def may_ask_after_duty(facts: Facts, policy: Policy) -> bool:
    """Whether an outcome may be asked about when the duty is over: if the routine says so.

    Never of who moved, died or was registered by mistake, and never against a wish.
    """
    return (
        policy.follow_up_after_end
        and facts.end_reason in _MAY_BE_ASKED
        and not facts.restricted
        and facts.do_not_contact_until is None
    )


def after_duty(facts: Facts, policy: Policy) -> Step | None:
    """What is still asked of a youth whom the duty no longer covers, if anything."""
    asking = recheck(facts, policy) if may_ask_after_duty(facts, policy) else None
    if asking is None:
        return None
    return Step(
        Place.OUT_OF_QUEUE,
        Task.FOLLOW_UP,
        _asking(asking, policy),
        due_on=asked_on(asking.due_on, facts, policy),
        to=Target.YOUTH,
        recheck=asking,
        ever_reached=True,
        after_duty=True,
        policy=policy,
    )


def followed(step: Step, facts: Facts, policy: Policy, today: date) -> Step:
    """The step, or what is to be followed up before it.

    While a measure runs the ladder rests; a day agreed with the youth is kept all the same.
    """
    following = followed_up_on(facts, policy, today)
    if following is not None:
        step = replace(step, place=Place.IN_MEASURE, deadline_on=None)  # no first try is missing
        due_on, measure = following
        if not (_is_agreed(step) and step.due_on is not None and step.due_on <= due_on):
            key = "" if measure.follow_up_on else "measure_follow_up_days"
            because = Because(Rule.MEASURE, days=policy.measure_follow_up_days, key=key)
            ask_on = asked_on(due_on, facts, policy)
            step = replace(_follow_up(step, facts, policy, because, ask_on), measure=measure)
    asking = recheck(facts, policy) if step.place in _AT_REST else None
    if asking is not None and step.due_on is not None and asking.due_on <= step.due_on:
        because, ask_on = _asking(asking, policy), asked_on(asking.due_on, facts, policy)
        step = replace(_follow_up(step, facts, policy, because, ask_on), recheck=asking)
    return step


def _asking(asking: Recheck, policy: Policy) -> Because:
    return Because(Rule.LASTING, days=policy.lasting_days * asking.number, key="lasting_days")


def asked_on(due_on: date, facts: Facts, policy: Policy) -> date:
    """The day to ask; when somebody has tried in vain since, some worked days after that."""
    calendar = policy.calendar
    tried = [a for a in facts.attempts if a.on >= due_on]
    if tried and tried[-1].result in _UNANSWERED:
        return calendar.after(tried[-1].on, max(1, policy.rungs[0].retry_days))
    return calendar.on_or_after(due_on)


def _is_agreed(step: Step) -> bool:
    """Whether the youth expects us on the day of the step."""
    in_rest = step.rest is not None and step.rest.kind in _AGREED_IN_REST
    return in_rest or step.because.rule in _AGREED


def _follow_up(step: Step, facts: Facts, policy: Policy, because: Because, due_on: date) -> Step:
    """The same place, but to follow up: on a worked day, never before the last attempt."""
    earliest = latest([due_on, *(attempt.on for attempt in facts.attempts)])
    due_on = policy.calendar.on_or_after(earliest)
    return Step(
        step.place,
        Task.FOLLOW_UP,
        because,
        due_on=due_on,
        to=Target.YOUTH,
        deadline_on=step.deadline_on,
        cycle=step.cycle,
        rungs=step.rungs,
        rest=step.rest,
        ever_reached=step.ever_reached,
        outlives_duty=facts.outlives_duty_on(due_on),
        policy=step.policy,
    )
