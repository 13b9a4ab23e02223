"""Which rung an attempt counts on, as the walk stood when it was made."""

from datetime import date

from kaa_cli.rules.contact_points import contact_point, may_be_used
from kaa_cli.rules.cycle import Walk, first_rung, order_of_rungs, wait_before
from kaa_cli.rules.facts import Attempt, Facts


def present_rung(walk: Walk, facts: Facts, attempt: Attempt) -> int | None:
    """The rung an attempt counts on, or None when it was made beside the ladder (rule 4).

    That it was made proves that its channel could be used, whatever is recorded of it now.
    """
    preferred = first_rung(walk.policy, facts.preferred)
    for index in order_of_rungs(walk.policy, facts.preferred):
        rung = walk.policy.rungs[index]
        if walk.left_on(index) <= 0 or not may_be_used(walk.policy, rung, facts):
            continue
        if rung.channel is attempt.channel:
            return index
        if index == preferred and index > 0:
            continue  # a wish told later must not take an earlier attempt off the ladder
        seen_on = _seen_on(walk, facts, index, attempt)
        if contact_point(walk.policy, rung, facts, walk.wrong, seen_on):
            return None
    return None


def _seen_on(walk: Walk, facts: Facts, rung: int, attempt: Attempt) -> date:
    """The day on which a rung passed over is judged: its due day, if that was still to come.

    Else a number that is nobody's from a birthday on would keep the rung above from counting.
    Before the first day nothing was recorded: what was, on that day, could be used already.
    """
    seen_on = max(attempt.on, facts.first_seen_on)
    if walk.asked_on is not None:
        return max(seen_on, walk.asked_on)
    wait = wait_before(walk, rung, facts.preferred)
    if wait is None or walk.last is None or walk.go_on is not None:
        return seen_on
    return max(seen_on, walk.policy.calendar.after(walk.last.on, wait[0]))
