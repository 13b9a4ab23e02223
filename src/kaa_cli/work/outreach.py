"""Reaching youths: who is due, what is logged, and what comes next."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from kaa_cli.errors import Refused
from kaa_cli.labels import label
from kaa_cli.register import due_days, models, past, visits
from kaa_cli.register.cases import case_of, cases_to_look_at, each_open_case
from kaa_cli.rules.codes import AttemptResult, Channel, Target
from kaa_cli.rules.contact_points import is_usable
from kaa_cli.rules.due_days import NEVER
from kaa_cli.rules.events import Event, coming, in_order
from kaa_cli.rules.ladder import ahead, next_step
from kaa_cli.rules.occupations import current_occupation
from kaa_cli.rules.orders import Logged, Order
from kaa_cli.rules.person import Case, seen_on
from kaa_cli.rules.queue import (
    Card,
    Climb,
    Due,
    Nobody,
    Queue,
    Standing,
    disturbs,
    due_now,
    standing,
    standings,
    waits_for_visit,
)
from kaa_cli.rules.results import CHANNELS, implied_channel
from kaa_cli.rules.steps import Step
from kaa_cli.rules.urgency import urgency
from kaa_cli.words import _
from kaa_cli.work import claims
from kaa_cli.work.contact_persons import follows
from kaa_cli.work.desk import Desk
from kaa_cli.work.duty import must_be_covered
from kaa_cli.work.meaning import log_sms, remember_meaning
from kaa_cli.work.numbers import number_for


def everybody(desk: Desk) -> list[Standing]:
    """Every youth in scope today, each with the coming step."""
    return list(one_by_one(desk))


def one_by_one(desk: Desk) -> Iterator[Standing]:
    """The same, one after another: a large register does not fit in memory."""
    rows = (standing(case, desk.book, desk.today) for case in each_open_case(desk.session))
    return (row for row in rows if row.step.in_duty)


def queue(desk: Desk, *, mine: bool = False, channels: Collection[Channel] = ()) -> Queue:
    """Who is due now: what this caseworker has in hand first, without what others have.

    Visits that an open round sees to are left out for everybody, and in the routine's quiet hours
    those whom the step would disturb. `mine` keeps those whom this caseworker follows, `channels`
    those due by one of them. Only youths who may be due are reckoned.
    """
    due = due_now(looked_at(desk), desk.book, desk.today, desk.clock)
    if mine:
        due = [d for d in due if follows(desk, d.case)]
    if channels:
        due = [d for d in due if d.step.channel in channels]
    held, others = claims.held(desk), claims.of_others(desk)
    out = visits.out(desk.session, desk.today)
    in_no_round = [d for d in due if not waits_for_visit(d, out)]
    free = [d for d in in_no_round if d.case.person.id not in others]
    is_quiet = desk.clock is not None and desk.policy.is_quiet(desk.clock)
    may_be = [d for d in free if not (is_quiet and disturbs(d, desk.today))]
    return Queue(
        due=tuple(sorted(may_be, key=lambda d: d.case.person.id not in held)),
        quiet=len(free) - len(may_be),
        quiet_until=desk.policy.quiet_hours[1] if is_quiet and desk.policy.quiet_hours else None,
        with_others=Counter(others[n].by for d in in_no_round if (n := d.case.person.id) in others),
        in_rounds=len(due) - len(in_no_round),
        out=out,
    )


def looked_at(desk: Desk, until: date | None = None, since: date | None = None) -> list[Standing]:
    """Those who may be due today, or `until` a day and not `since`, each with the coming step."""
    asks, day = desk.policy.follow_up_after_end, until or desk.today
    cases = cases_to_look_at(desk.session, day, after_duty=asks, since=since)
    return standings(cases, desk.book, desk.today)


def _next_due(desk: Desk, *, mine: bool) -> list[Standing]:
    """Those who may be due today, and on the first later day that somebody is."""

    def read(day: date, since: date | None = None) -> list[Standing]:
        rows = looked_at(desk, day, since)
        return [row for row in rows if not mine or follows(desk, row.case)]

    day, found = desk.today, read(desk.today)
    while (later := due_days.next_day(desk.session, day)) < NEVER:
        days = [r.step.due_on for r in found if r.step.due_on and r.step.due_on > desk.today]
        if days and min(days) < later:
            break
        found += read(later, since=day)
        day = later
    return found


def log(desk: Desk, youths: Sequence[int], order: Order) -> list[Logged]:
    """Save one attempt for each youth; all or none, as one command. Their claims are released."""
    logged = [_log_one(desk, youth, order) for youth in youths]
    claims.let_go(desk, youths)
    desk.what = {"result": order.result, "youths": list(youths), "on": order.on.isoformat()}
    if logged:
        desk.what["channel"] = logged[0].channel
    return logged


def _log_one(desk: Desk, youth: int, order: Order) -> Logged:
    case = desk.case(youth, order.on)
    _must_be_possible(case, order, desk.today)
    desk.must_be_fit_to_keep(order.note, order.place, order.with_whom, order.occupation_says)
    step = next_step(case.facts, desk.book, order.on)
    row = desk.changes.add(_attempt(desk, case, step, order))
    assert row.id is not None
    remember_meaning(desk, case, row, order)
    if order.sms:
        log_sms(desk, row)
    after = desk.case(youth, order.on)
    return Logged(
        case=after,
        attempt=row.id,
        on=order.on,
        at=row.at,
        channel=Channel(row.channel),
        to=Target(row.target),
        result=order.result,
        occupation=order.occupation,
        sms=order.sms,
        next=next_step(after.facts, desk.book, max(order.on, desk.today)),
        is_known=current_occupation(after.facts, desk.policy, desk.today) is not None,
    )


def _attempt(desk: Desk, case: Case, step: Step, order: Order) -> models.Attempt:
    """The attempt to save: what the order leaves out is what was due."""
    channel = _channel(case, order, step)
    target, phone_id = number_for(desk, case, step, channel, order)
    return models.Attempt(
        registration_id=case.period.id,
        on=order.on,
        at=order.at or (desk.clock if order.on == desk.today else None),
        channel=channel,
        target=target,
        result=order.result,
        phone_id=phone_id,
        place=order.place,
        by_id=desk.caseworker_id(desk.user),
        with_id=desk.caseworker_id(order.with_whom) if order.with_whom else None,
        occupation=order.occupation,
        next_on=_next_day(desk, order),
        next_at=order.next_at,
        note=order.note,
    )


def _must_be_possible(case: Case, order: Order, today: date) -> None:
    """Refuse what cannot have happened: in the future, or outside the duty on that day."""
    no = case.person.id
    if order.on > today:
        raise Refused(
            _("{day} has not been yet. An attempt is saved afterwards. Nothing was saved.").format(
                day=order.on
            )
        )
    must_be_covered(case, order.on)
    if order.next_on is not None and case.facts.outlives_duty_on(order.next_on):
        raise Refused(
            _("No. {no} has turned 20 by that next day. Nothing was saved.").format(no=no)
        )
    if order.next_on is not None and order.next_on < order.on:
        raise Refused(
            _("The next day ({day}) is before the attempt's own. Nothing was saved.").format(
                day=order.next_on
            )
        )


def _channel(case: Case, order: Order, step: Step) -> Channel:
    if order.result is AttemptResult.REPLIED:
        assert order.channel is not None
        return order.channel
    channel = order.channel or implied_channel(order.result, step)
    if channel is None:
        raise Refused(
            _(
                'By which channel was no. {no}? Add "--channel", such as --channel letter. '
                "Nothing was saved."
            ).format(no=case.person.id)
        )
    phones = seen_on(case, order.on).facts.phones
    has_number = any(is_usable(phone, (), order.on) for phone in phones)
    if order.result is AttemptResult.NO_NUMBER and has_number:
        raise Refused(
            _("No number is looked for, for no. {no}. Nothing was saved.").format(no=case.person.id)
        )
    if channel in CHANNELS[order.result]:
        return channel
    names = {"channel": label(channel), "result": label(order.result), "no": case.person.id}
    if order.result in {AttemptResult.REACHED, AttemptResult.DECLINED}:
        raise Refused(
            _(
                'The channel "{channel}" cannot have the result "{result}". '
                'Did somebody call back? Use "kaa contact reply {no}". '
                "Another channel: --channel. Nothing was saved."
            ).format(**names)
        )
    raise Refused(
        _(
            'The channel "{channel}" cannot have the result "{result}". '
            "All results: kaa contact log --help. Nothing was saved."
        ).format(**names)
    )


def _next_day(desk: Desk, order: Order) -> date | None:
    if order.result is AttemptResult.CALL_LATER and order.next_on is None:
        raise Refused(
            _('When? Add the hour or "--next", such as "call-later 16:30". Nothing was saved.')
        )
    if order.result is AttemptResult.DO_NOT_CONTACT:
        if not order.note:
            raise Refused(
                _('"Do not contact" needs a reason: --note - asks for it. Nothing was saved.')
            )
        return order.next_on or order.on + timedelta(days=desk.policy.review_days)
    return order.next_on


def claim_first(desk: Desk, due: Sequence[Due], count: int) -> list[Due]:
    """The first of the due whom nobody holds, this caseworker neither: now they are claimed."""
    rest, first = {d.case.person.id: d for d in due}, list[Due]()
    while taken := claims.claim(desk, list(rest), count - len(first)):
        claimed = [rest.pop(youth) for youth in taken]
        current = [d for d in claimed if _is_as_seen(desk, d)]
        if len(current) < len(claimed):
            claims.let_go(desk, [d.case.person.id for d in claimed if d not in current])
        first += current
    return first


def _is_as_seen(desk: Desk, due: Due) -> bool:
    """Whether nothing was saved of a youth between the queue and the claim."""
    case = case_of(desk.session, due.case.person.id, desk.today)
    return case is not None and case.facts == due.case.facts


def held_until(desk: Desk, due: Sequence[Due]) -> dict[int, datetime]:
    """Until when this caseworker has claimed each of them."""
    held = claims.held(desk)
    mine = {n: held[n] for d in due if (n := d.case.person.id) in held}
    return {youth: claims.local(desk, claim.until_at) for youth, claim in mine.items()}


def nobody(desk: Desk, queue: Queue, *, mine: bool) -> Nobody:
    """Why there is nobody to take, and when the next one comes."""
    others = sum(queue.with_others.values())
    counted = len(queue.due) + others + queue.quiet
    everyone_due = counted
    if mine:
        everybodys = due_now(looked_at(desk), desk.book, desk.today, desk.clock)
        everyone_due = sum(not waits_for_visit(d, queue.out) for d in everybodys)
    rows = _next_due(desk, mine=mine)
    later = [r.step.due_at for r in rows if r.step.due_on == desk.today and r.step.due_at]
    days = [r.step.due_on for r in rows if r.step.due_on and r.step.due_on > desk.today]
    next_on = desk.today if later else min(days, default=None)
    return Nobody(
        by_other_channel=len(queue.due),
        set_aside=others + queue.in_rounds + queue.quiet,
        of_others=everyone_due - counted,
        next_on=next_on,
        next_at=min(later, default=None),
        count=len(later) or sum(day == next_on for day in days),
    )


def card(desk: Desk, first: Due, due: Sequence[Due], *, why: bool) -> Card:
    """The card of one who is due: with the steps ahead and what has happened."""
    case = first.case
    return Card(
        due=replace(first, case=seen_on(case, desk.today)),
        policy=first.step.policy or desk.policy,
        ahead=tuple(ahead(case.facts, desk.book, desk.today)),
        events=tuple(in_order(past.events(desk.session, case.person.id, desk.today))),
        of_channel=sum(d.step.channel == first.step.channel for d in due),
        user=desk.user,
        why=why,
    )


def climb(desk: Desk, youth: int) -> Climb:
    """One youth's way up the ladder: what was done, the coming step and those after it."""
    case = desk.case(youth)
    row = standing(case, desk.book, desk.today)
    points = urgency(case.facts, row.step, desk.policy, desk.today)
    return Climb(
        due=Due(case, row.step, row.known, points),
        ahead=tuple(ahead(case.facts, desk.book, desk.today)),
        events=tuple(in_order(past.events(desk.session, youth, desk.today))),
    )


def timeline(desk: Desk, case: Case) -> list[Event]:
    """Everything that happened to a youth, oldest first, then what is coming."""
    step = next_step(case.facts, desk.book, desk.today)
    known = past.events(desk.session, case.person.id, desk.today)
    happened = in_order(event for event in known if not event.is_ahead)
    agreed = (event for event in known if event.is_ahead)
    return [*happened, *in_order([*agreed, *coming(case, step, desk.policy, desk.today)])]
