"""Who is next, how, to whom and when: from a youth's facts and history to the next step.

Pure: the same policy, facts and day give the same step. Each step says by which rule it came.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from kaa_cli.rules.codes import (
    AttemptResult,
    Channel,
    CheckReason,
    Place,
    Protection,
    Target,
    Task,
)
from kaa_cli.rules.contact_points import ContactPoint, contact_point
from kaa_cli.rules.cycle import Began, Walk, first_rung, order_of_rungs, wait_before
from kaa_cli.rules.days import latest
from kaa_cli.rules.facts import Appointment, Attempt, Facts
from kaa_cli.rules.following import after_duty, followed
from kaa_cli.rules.occupations import current_occupation
from kaa_cli.rules.policy import PolicyBook
from kaa_cli.rules.scope import out_of_scope
from kaa_cli.rules.steps import Because, Rule, Step
from kaa_cli.rules.walk import after_rest, is_contact, pending_rest, replay


def next_step(facts: Facts, book: PolicyBook, today: date) -> Step:
    """The step that comes next for a youth, as seen on a day; see `docs/ladder.md`."""
    if blocked := _blocked(facts, book, today):
        return blocked
    walk = replay(facts, book, today)
    rest = pending_rest(walk, facts, today)
    known = current_occupation(facts, walk.policy, today)
    if rest is None:
        step = _position(walk, facts, max(today, walk.started_on))
        if known is not None and walk.began is Began.MEASURE_ENDED and today < walk.started_on:
            step = replace(step, place=Place.MAPPED)
    else:
        fresh = after_rest(walk, rest, book.on(today))
        step = _position(fresh, facts, max(today, rest.until))
        is_mapped = known is not None and is_contact(rest.attempt, facts, walk.policy)
        place = Place.MAPPED if is_mapped else Place.RESTING  # known is not reached
        step = replace(step, place=place, rest=rest)
    step = followed(_with_days(step, walk, facts), facts, book.on(today), today)
    check = _check(step, walk, facts)
    booked = facts.booked
    if booked is None:
        return check or step
    kept = _booked(step, booked)
    return check if check and check.due_on and check.due_on < booked.on else kept


def ahead(facts: Facts, book: PolicyBook, today: date, most: int = 12) -> Iterator[Step]:
    """The coming steps of this cycle if nobody answers and each is done on its day."""
    step = next_step(facts, book, today)
    cycle, day = step.cycle, today
    for number in range(most):
        if step.due_on is None or step.cycle != cycle or (number and step.rest is not None):
            return
        yield step
        if not isinstance(step.channel, Channel):
            return
        day = max(day, step.due_on)
        if step.channel is Channel.FIND_NUMBER:
            day = max(day, search_ends_on(step) or day)
        else:
            tried = _in_vain(step, step.channel, day, number)
            facts = replace(facts, attempts=(*facts.attempts, tried))
        step = next_step(facts, book, day)


def search_ends_on(step: Step) -> date | None:
    """The day the ladder goes on by itself, when nobody finds or gives up the number looked for."""
    if step.policy is None or step.due_on is None:
        return None
    return step.policy.calendar.after(step.due_on, step.policy.search_days)


def _in_vain(step: Step, channel: Channel, day: date, number: int) -> Attempt:
    """The attempt as it will be if nobody answers; its id comes after every real one."""
    match channel:
        case Channel.PHONE:
            result = AttemptResult.NO_ANSWER
        case Channel.HOME_VISIT | Channel.IN_PERSON:
            result = AttemptResult.NOT_HOME
        case _:
            result = AttemptResult.SENT
    phone = step.phone.id if step.phone else None
    return Attempt(2**62 + number, day, None, channel, step.to or Target.YOUTH, result, phone=phone)


def _blocked(facts: Facts, book: PolicyBook, today: date) -> Step | None:
    """Rules 1, 10 and 20: what takes a youth out of the queue, or all of it but a last question."""
    out = out_of_scope(facts.duty_ends_on, facts.begins_on, facts.ended_on, today)
    if out is not None and out.kind == Rule.ENDED and facts.check is not None:
        # Closed, and on the list again: somebody decides whether a new period begins.
        return Step(Place.CHECK, Task.CHECK, Because(Rule.CHECK), due_on=facts.check.due_on)
    if out is not None:
        asked = after_duty(facts, book.on(today)) if out.kind != Rule.NOT_YET else None
        return asked or _out(Rule(out.kind))
    if facts.restricted:
        return _out(Rule.RESTRICTED)
    if facts.do_not_contact_until is not None and today < facts.do_not_contact_until:
        return _out(Rule.DO_NOT_CONTACT)
    return None


def _out(rule: Rule) -> Step:
    return Step(Place.OUT_OF_QUEUE, None, Because(rule))


def _booked(step: Step, booked: Appointment) -> Step:
    """An agreed appointment is kept: until it nobody is contacted, on its day it is followed up."""
    return Step(
        Place.BOOKED,
        Task.FOLLOW_UP,
        Because(Rule.APPOINTMENT),
        due_on=booked.on,
        due_at=booked.at,
        to=Target.YOUTH,
        deadline_on=step.deadline_on,
        cycle=step.cycle,
        rungs=step.rungs,
        rest=step.rest,
        ever_reached=step.ever_reached,
        outlives_duty=step.outlives_duty,
        appointment=booked,
    )


def _check(step: Step, walk: Walk, facts: Facts) -> Step | None:
    """Rule 10: what somebody must look at before the ladder goes on, if anything."""
    if facts.do_not_contact_until is not None:
        return _checked(step, facts.do_not_contact_until, walk, Rule.REVIEW)
    if facts.check is not None:
        is_double = facts.check.reason is CheckReason.DOUBLE
        rule = Rule.DOUBLE if is_double else Rule.CHECK
        return _checked(step, facts.check.due_on, walk, rule)
    return None


def _checked(step: Step, due_on: date, walk: Walk, rule: Rule) -> Step:
    """Somebody must look first; the ladder waits as it stands."""
    return Step(
        Place.CHECK,
        Task.CHECK,
        Because(rule),
        due_on=walk.policy.calendar.on_or_after(due_on),
        deadline_on=step.deadline_on,
        cycle=step.cycle,
        rungs=step.rungs,
        ever_reached=step.ever_reached,
    )


def _with_days(step: Step, walk: Walk, facts: Facts) -> Step:
    """The step with its days: a worked one, never before the last try, and the deadline.

    Also a try beside the ladder is a try: nobody is due again on a day before it.
    """
    earliest = latest([step.due_on, facts.first_seen_on, *(a.on for a in facts.attempts)])
    due_on = walk.policy.calendar.on_or_after(earliest)
    tried = any(a.channel is not Channel.FIND_NUMBER for a in facts.attempts)
    deadline = facts.first_seen_on + timedelta(days=walk.policy.first_attempt_within_days)
    has_deadline = not tried and not facts.is_participant
    return replace(
        step,
        due_on=due_on,
        deadline_on=deadline if has_deadline else None,
        ever_reached=walk.ever_reached,
        outlives_duty=facts.outlives_duty_on(due_on),
    )


def _position(walk: Walk, facts: Facts, asked: date) -> Step:
    """Where the walk stands: looking for a number, on a rung, or without any way to reach."""
    search_ends = _search_ends(walk, facts, asked)
    if search_ends is not None and asked < search_ends:
        because = Because(Rule.SEARCH, walk.began, days=walk.policy.search_days, key="search_days")
        return _step(walk, Place.FIND_NUMBER, Channel.FIND_NUMBER, because, walk.started_on)
    skipped: list[Channel] = []
    for index in order_of_rungs(walk.policy, facts.preferred):
        rung = walk.policy.rungs[index]
        if walk.left_on(index) <= 0:
            continue
        due_on, because = _due(walk, facts, index, search_ends)
        point = contact_point(walk.policy, rung, facts, walk.wrong, max(due_on, asked))
        if point is not None:
            return _on_rung(walk, index, point, due_on, replace(because, skipped=tuple(skipped)))
        skipped.append(rung.channel)
    return _no_way(walk, search_ends, tuple(skipped))


def _on_rung(walk: Walk, index: int, point: ContactPoint, due_on: date, because: Because) -> Step:
    rung = walk.policy.rungs[index]
    if point.since > due_on and because.rule not in {Rule.ASKED, Rule.MISSED}:
        due_on, because = point.since, replace(because, rule=Rule.NEW_CONTACT_POINT)
    step = _step(walk, Place.RUNG, rung.channel, because, due_on)
    return replace(
        step,
        to=point.to,
        phone=point.phone,
        rung=index + 1,
        attempt=rung.attempts - walk.left_on(index) + 1,
        attempts_allowed=rung.attempts,
        due_at=walk.asked_at if due_on == walk.asked_on else None,
    )


def _no_way(walk: Walk, search_ends: date | None, skipped: tuple[Channel, ...]) -> Step:
    """Rule 13: nothing can be used; due at once, and any try rests the search days."""
    policy = walk.policy
    due_on = walk.asked_on or search_ends or walk.started_on
    if walk.asked_on is None and walk.tried_on is not None:
        due_on = policy.calendar.after(walk.tried_on, policy.search_days)
    because = Because(Rule.NO_WAY, walk.began, walk.last, skipped=skipped)
    return _step(walk, Place.NO_WAY, Task.NONE, because, due_on)


def _step(
    walk: Walk, place: Place, channel: Channel | Task, because: Because, due_on: date
) -> Step:
    rungs = len(walk.policy.rungs)
    return Step(
        place,
        channel,
        because,
        due_on=due_on,
        rungs=rungs,
        cycle=walk.cycle,
        policy=walk.policy,
    )


def _due(walk: Walk, facts: Facts, index: int, search_ends: date | None) -> tuple[date, Because]:
    """When a rung is due by the waits of the policy, and by which rule."""
    policy, last = walk.policy, walk.last
    if walk.asked_on is not None:
        rule = Rule.MISSED if walk.missed else Rule.ASKED
        return walk.asked_on, Because(rule, walk.began, last)
    if walk.go_on is not None:
        return walk.go_on, Because(Rule.SAME_DAY, walk.began, last)
    if last is None:
        rule = Rule.FIRST if search_ends is None else Rule.SEARCH_OVER
        return search_ends or walk.started_on, Because(rule, walk.began)
    wait = wait_before(walk, index, facts.preferred)
    if wait is None:
        return walk.again_on(index), Because(Rule.EARLIER_RUNG, walk.began, last)
    days, key = wait
    rule = Rule.RETRY if index == walk.last_rung else Rule.AFTER
    return policy.calendar.after(last.on, days), Because(rule, walk.began, last, days, key)


def _search_ends(walk: Walk, facts: Facts, asked: date) -> date | None:
    """Rule 3: the day the ladder goes on without a number; None when no number is looked for."""
    first = walk.policy.rungs[0]
    wished = walk.policy.rungs[first_rung(walk.policy, facts.preferred)]
    if (
        first.channel is not Channel.PHONE
        or facts.protection is not Protection.NONE
        or walk.searched
        or walk.go_on is not None
        or walk.last is not None
        or contact_point(walk.policy, first, facts, walk.wrong, asked)
        or contact_point(walk.policy, wished, facts, walk.wrong, asked)
    ):
        return None
    return walk.policy.calendar.after(walk.started_on, walk.policy.search_days)
