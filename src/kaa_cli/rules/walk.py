"""A youth's walk up the ladder, replayed attempt by attempt from the history.

A *walk* is one cycle: from the day the youth was first seen, or a rest ended, until someone is
reached or no rung is left. Numbers in comments are the rules of `docs/ladder.md`.
"""

from dataclasses import replace
from datetime import date, time, timedelta

from kaa_cli.rules.codes import (
    AppointmentState,
    AttemptResult,
    Channel,
    OccupationCode,
    Target,
)
from kaa_cli.rules.contact_points import contact_point
from kaa_cli.rules.counting import present_rung
from kaa_cli.rules.cycle import Began, Rest, Walk
from kaa_cli.rules.days import birthday
from kaa_cli.rules.facts import Attempt, Facts
from kaa_cli.rules.occupations import current_occupation, expires_on, known_by
from kaa_cli.rules.policy import Policy, PolicyBook
from kaa_cli.rules.scope import ADULT_AT

TALKED = frozenset({AttemptResult.REACHED, AttemptResult.REPLIED})
CONTACTS = TALKED | {AttemptResult.DECLINED}
"""Somebody answered; a no is an answer too."""
SPENDING = CONTACTS | {
    AttemptResult.NO_ANSWER,
    AttemptResult.VOICEMAIL,
    AttemptResult.SENT,
    AttemptResult.NOT_HOME,
}

_CLOSE_A_WAY = frozenset({AttemptResult.WRONG_NUMBER, AttemptResult.RETURNED})


def replay(facts: Facts, book: PolicyBook, today: date) -> Walk:
    """The walk as it stands on a day, after the whole history; a rest that has ended is over."""
    walk = Walk(book.on(today), facts.first_seen_on)
    turns = _turns(facts)
    for attempt in facts.attempts:
        while turns and turns[0] <= (attempt.on, attempt.at or time.max, _ATTEMPT):
            walk = _turned(walk, facts, book, turns.pop(0))
        walk = _arrive(walk, facts, book, attempt.on)
        if not walk.begun:  # a cycle keeps the policy of its first attempt's day
            walk = walk._replace(policy=book.on(attempt.on), begun=True)
        walk = _take(walk, facts, attempt)
    for turn in turns:
        walk = _turned(walk, facts, book, turn)
    walk = _arrive(walk, facts, book, today)
    return walk if walk.begun else walk._replace(policy=book.on(today))


_Turn = tuple[date, time, int]
_MISSED, _ATTEMPT, _ENDED, _BROKEN = range(4)


def _turns(facts: Facts) -> list[_Turn]:
    """What turns a walk beside the attempts, in order.

    A talk on the day somebody waited in vain, later or without an hour, came after it; one on the
    day a measure ended, or an outcome was found interrupted, came before it.
    """
    missed = [
        (appointment.on, appointment.at or time.min, _MISSED)
        for appointment in facts.appointments
        if appointment.state is AppointmentState.MISSED
    ]
    broken = [
        (outcome.broken_on, time.max, _BROKEN)
        for outcome in facts.outcomes
        if outcome.broken_on is not None and outcome.broken_on >= facts.begins_on
    ]
    ended = [
        (measure.ended_on, time.max, _ENDED)
        for measure in facts.measures
        if measure.ended_on is not None and measure.ended_on >= facts.begins_on
    ]
    return sorted([*missed, *ended, *broken])


def _turned(walk: Walk, facts: Facts, book: PolicyBook, turn: _Turn) -> Walk:
    day, _hour, kind = turn
    walk = _arrive(walk, facts, book, day)
    if kind == _MISSED:
        return _back_after(walk, day)
    return _anew_after(walk, facts, day) if kind == _BROKEN else _after_measure(walk, facts, day)


def _after_measure(walk: Walk, facts: Facts, ended_on: date) -> Walk:
    """Whose measure has ended is due from the next worked day; no day in it was a late one.

    What is told of the youth that day or later gives a wait of its own, as after a contact (rule
    19). A talk of that day stands, and so does a day agreed.
    """
    told = [attempt for attempt in facts.attempts if attempt.on == ended_on]
    is_agreed = walk.asked_on is not None and walk.asked_on > ended_on
    if is_agreed or any(is_contact(attempt, facts, walk.policy) for attempt in told):
        return walk
    since = [o for o in facts.occupations if o.on >= ended_on]
    known = next((o for o in since if o.code is not OccupationCode.UNKNOWN), None)
    back_on = walk.policy.calendar.after(ended_on, 1)
    if known is not None:
        back_on = known.on + timedelta(days=walk.policy.recontact_after(known.code))
    return Walk(
        walk.policy,
        back_on,
        began=Began.MEASURE_ENDED,
        wrong=walk.wrong,
        ever_reached=walk.ever_reached,
    )


def _anew_after(walk: Walk, facts: Facts, broken_on: date) -> Walk:
    """Who lost what it had led to is sought again from the next worked day (rule 20).

    A day agreed on that very day stands, and so does a no; a walk in which nothing has been tried
    yet is due as it is.
    """
    told = [attempt for attempt in facts.attempts if attempt.on == broken_on]
    settled = any(
        a.next_on or (a.result is AttemptResult.DECLINED and is_contact(a, facts, walk.policy))
        for a in told
    )
    is_fresh = walk.began is Began.FIRST_SEEN and not walk.begun
    if settled or is_fresh:
        return walk
    in_vain = walk.rest is None and pending_rest(walk, facts, broken_on) is not None
    return Walk(
        walk.policy,
        walk.policy.calendar.after(broken_on, 1),
        began=Began.INTERRUPTED,
        cycle=walk.cycle + in_vain if walk.rest is None else 1,
        wrong=walk.wrong,
        ever_reached=walk.ever_reached,
    )


def _back_after(walk: Walk, missed_on: date) -> Walk:
    """Who missed an appointment is due on the next worked day, whatever rest or wait was meant."""
    back_on = walk.policy.calendar.after(missed_on, 1)
    if walk.rest is None:
        return walk._replace(asked_on=back_on, asked_at=None, missed=True)
    if walk.rest.until <= back_on:
        return walk
    return walk._replace(rest=Rest(Began.MISSED, walk.rest.attempt, back_on))


def pending_rest(walk: Walk, facts: Facts, day: date) -> Rest | None:
    """The rest the walk is in on a day, shortened by an occupation that expires (rules 8-12)."""
    rest = walk.rest or _rest_in_vain(walk)
    if rest is None or (walk.rest is None and not _is_exhausted(walk, facts, rest, day)):
        return None
    return _until_known_expires(rest, walk.policy, facts, day)


def _until_known_expires(rest: Rest, policy: Policy, facts: Facts, day: date) -> Rest:
    """The rest as it ends: on a worked day, sooner where what is known expires in it."""
    if rest.kind in {Began.CONTACT, Began.EXHAUSTED}:
        expiry = _expiry(facts, policy, rest.attempt.on, day)
        if expiry is not None and rest.attempt.on < expiry < rest.until:
            rest = Rest(Began.EXPIRED, rest.attempt, expiry)
    return replace(rest, until=policy.calendar.on_or_after(rest.until))


def after_rest(walk: Walk, rest: Rest, policy: Policy) -> Walk:
    """The new walk when a rest ends; only a ladder without contact counts the cycle up."""
    in_vain = walk.rest is None
    return Walk(
        policy,
        rest.until,
        began=rest.kind,
        cycle=walk.cycle + 1 if in_vain else 1,
        asked_on=rest.until if rest.at else None,
        asked_at=rest.at,
        wrong=walk.wrong,
        ever_reached=walk.ever_reached,
    )


def is_contact(attempt: Attempt, facts: Facts, policy: Policy) -> bool:
    """Whether the youth was reached, or a minor's guardian where the policy lets that count."""
    if attempt.result not in CONTACTS:
        return False
    if attempt.to is Target.GUARDIAN:
        is_minor = attempt.on < birthday(facts.born_on, ADULT_AT)
        return is_minor and policy.guardian_counts == "minor"
    return attempt.to is Target.YOUTH


def _expiry(facts: Facts, policy: Policy, since: date, day: date) -> date | None:
    """When what is known stops being current in a rest that began on `since`.

    What is told in time extends it; what is told afterwards comes too late, for the new walk has
    begun and only a contact ends that (rule 12).
    """
    expiry: date | None = None
    for occupation in known_by(facts, day):
        if occupation.on > since and expiry is not None and occupation.on >= expiry:
            break
        expiry = expires_on(occupation, policy)
    return expiry


def _arrive(walk: Walk, facts: Facts, book: PolicyBook, day: date) -> Walk:
    """The walk on a later day: when a rest has ended by then, the new one."""
    begun = walk.rest or _rest_in_vain(walk)
    if begun is None:
        return walk
    rest = _until_known_expires(begun, walk.policy, facts, day)
    if day < rest.until:  # plain without asking what each rung can be used for
        return walk
    over = pending_rest(walk, facts, day)
    return walk if over is None else after_rest(walk, over, book.on(day))


def _rest_in_vain(walk: Walk) -> Rest | None:
    """The rest that follows the last attempt that was spent, if no rung is left (rule 11)."""
    if walk.last is None:
        return None
    until = walk.asked_on or walk.last.on + timedelta(days=walk.policy.restart_days)
    return Rest(Began.EXHAUSTED, walk.last, until, walk.asked_at)


def _is_exhausted(walk: Walk, facts: Facts, rest: Rest, day: date) -> bool:
    """Rule 11: attempts were spent and no usable rung has any left."""
    seen_on = min(day, rest.until)

    def is_usable(rung: int) -> bool:
        step = walk.policy.rungs[rung]
        return contact_point(walk.policy, step, facts, walk.wrong, seen_on) is not None

    rungs = range(len(walk.policy.rungs))  # most often the first that has attempts left decides
    if any(walk.left_on(rung) > 0 and is_usable(rung) for rung in rungs):
        return False
    return any(is_usable(rung) for rung in rungs)


def _take(walk: Walk, facts: Facts, attempt: Attempt) -> Walk:
    """The walk after one more attempt."""
    if attempt.result is AttemptResult.WRONG_NUMBER and attempt.phone is not None:
        walk = walk._replace(wrong=walk.wrong | {attempt.phone})
    if rest := _rest_after(walk, facts, attempt):
        return walk._replace(
            rest=rest, ever_reached=walk.ever_reached or attempt.result in CONTACTS
        )
    if walk.rest is not None:
        if attempt.next_on is None or attempt.result is AttemptResult.DO_NOT_CONTACT:
            return walk  # a call during a rest neither shortens nor restarts it
        agreed = Rest(Began.ASKED, walk.rest.attempt, attempt.next_on, attempt.next_at)
        return walk._replace(rest=agreed)
    if attempt.result is AttemptResult.DO_NOT_CONTACT:
        return walk  # the youth's own mark stops the ladder; it waits as it stands (rule 10)
    if attempt.result in _CLOSE_A_WAY:
        walk = walk._replace(tried_on=None)  # if no way is left now, that is due at once (rule 13)
    elif attempt.channel is not Channel.FIND_NUMBER:
        walk = walk._replace(tried_on=attempt.on)
    walk = _move(walk, facts, attempt)
    if attempt.next_on is not None:  # rule 15: changes the day, not the rung
        walk = walk._replace(asked_on=attempt.next_on, asked_at=attempt.next_at, missed=False)
    return walk


def _move(walk: Walk, facts: Facts, attempt: Attempt) -> Walk:
    match attempt.result:
        case AttemptResult.WRONG_NUMBER:
            return walk._replace(go_on=attempt.on)  # rule 6
        case AttemptResult.NO_NUMBER:
            return walk._replace(go_on=attempt.on, searched=True)  # rule 3
        case AttemptResult.RETURNED if walk.last and walk.last.channel is attempt.channel:
            return walk._replace(go_on=attempt.on)  # rule 7: not tried since
        case result if result in SPENDING:
            rung = present_rung(walk, facts, attempt)
            return walk if rung is None else _spend(walk, rung, attempt)
        case _:
            return walk


def _spend(walk: Walk, rung: int, attempt: Attempt) -> Walk:
    spent = list(walk.spent or (0,) * len(walk.policy.rungs))
    spent[rung] += 1
    counted_on = list(walk.counted_on or (None,) * len(walk.policy.rungs))
    counted_on[rung] = attempt.on
    return walk._replace(
        spent=tuple(spent),
        counted_on=tuple(counted_on),
        last=attempt,
        last_rung=rung,
        go_on=None,
        asked_on=None,
        asked_at=None,
        missed=False,
    )


def _rest_after(walk: Walk, facts: Facts, attempt: Attempt) -> Rest | None:
    """The rest that an attempt begins, if it does (rules 8-10)."""
    policy = walk.policy
    if not is_contact(attempt, facts, policy):
        return None
    if attempt.next_on is not None:
        return Rest(Began.ASKED, attempt, attempt.next_on, attempt.next_at)
    if attempt.result is AttemptResult.DECLINED:
        return Rest(Began.REFUSAL, attempt, attempt.on + timedelta(days=policy.refusal_days))
    known = current_occupation(facts, policy, attempt.on)
    code = attempt.occupation or (known.code if known else OccupationCode.UNKNOWN)
    until = attempt.on + timedelta(days=policy.recontact_after(code))
    return Rest(Began.CONTACT, attempt, until)
