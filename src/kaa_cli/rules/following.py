"""Following up: a running measure on its day, and whether what a measure led to lasts.

Re-checks at 60-day steps, as the Brazilian search for out-of-school youths has them; how many and
how far apart is the policy's, and assumed.
"""

from dataclasses import replace
from datetime import date, timedelta

from kaa_cli.rules.codes import OutcomeCategory, Place, Target, Task
from kaa_cli.rules.cycle import Began
from kaa_cli.rules.days import latest
from kaa_cli.rules.facts import Facts, Measure, Recheck
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.steps import Because, Rule, Step
from kaa_cli.rules.support_codes import Lasting

_AT_REST = {Place.MAPPED, Place.RESTING, Place.IN_MEASURE}
"""Who is being looked for is asked when reached: the ladder goes on."""
_AGREED = {Rule.ASKED, Rule.MISSED}
_AGREED_IN_REST = {Began.ASKED, Began.MISSED}


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


def recheck(facts: Facts, policy: Policy) -> Recheck | None:
    """The next time the latest outcome is asked about; None when it is done, or did not last.

    Asked late, the times that have passed meanwhile are over: one answer serves for them.
    """
    outcome = facts.outcomes[-1] if facts.outcomes else None
    if outcome is None or outcome.category is OutcomeCategory.REMAINS:
        return None
    asked = outcome.checks[-1] if outcome.checks else None
    if asked is not None and asked.result is Lasting.INTERRUPTED:
        return None
    passed = (asked.on - outcome.on).days // policy.lasting_days if asked is not None else 0
    number = max(passed, len(outcome.checks)) + 1
    if number > policy.lasting_checks:
        return None
    due_on = outcome.on + timedelta(days=policy.lasting_days * number)
    return Recheck(outcome, number, due_on)


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
            step = replace(_follow_up(step, facts, policy, because, due_on), measure=measure)
    asking = recheck(facts, policy) if step.place in _AT_REST else None
    if asking is not None and step.due_on is not None and asking.due_on <= step.due_on:
        days = policy.lasting_days * asking.number
        because = Because(Rule.LASTING, days=days, key="lasting_days")
        step = replace(_follow_up(step, facts, policy, because, asking.due_on), recheck=asking)
    return step


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
