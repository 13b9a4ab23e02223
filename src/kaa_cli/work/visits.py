"""Home visits in rounds: planned by two, kept open until what came of every stop is told."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from kaa_cli.errors import Refused
from kaa_cli.register import meetings, models
from kaa_cli.register import visits as kept
from kaa_cli.register.cases import cases_to_look_at
from kaa_cli.rules.codes import Channel, OccupationCode, Protection
from kaa_cli.rules.orders import Logged, Order
from kaa_cli.rules.queue import Due, due_now, standings
from kaa_cli.rules.visits import (
    SAVED_AS,
    Plan,
    Round,
    Stop,
    VisitResult,
    in_order_of_the_way,
    possible_results,
)
from kaa_cli.words import _
from kaa_cli.work import claims
from kaa_cli.work.desk import MOST_YOUTHS, Desk
from kaa_cli.work.outreach import log

_FARTHEST = 31  # days to a round: whoever is in it waits for it


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one stop, as the two tell it when they are back."""

    result: VisitResult
    occupation: OccupationCode | None = None
    says: str = ""


@dataclass(frozen=True)
class Closed:
    """A round that is closed: what was saved, and who was not visited.

    `again` are those of the unvisited who are due today; the others wait for a later day.
    """

    round: Round
    logged: tuple[Logged, ...]
    unvisited: tuple[int, ...]
    again: tuple[int, ...]


def listed(desk: Desk, *, closed: bool) -> list[Round]:
    """The open rounds by day, or all of them."""
    return kept.rounds(desk.session, closed=closed)


def plan(desk: Desk, wanted: Round, youths: Collection[int], most: int) -> Plan:
    """The round as it would be: the most urgent due visits there is room for, or of some youths.

    Raises Refused where it would not be safe, or a youth named is not to be visited then.
    """
    _must_be_safe(desk, wanted)
    due = _due_visits(desk, wanted)
    waiting = kept.youths_in_open_rounds(desk.session)
    held = {youth: claim.by for youth, claim in claims.of_others(desk).items()}
    for youth in youths:
        _must_be_free(youth, wanted, {d.case.person.id for d in due}, waiting, held)
    asked = [d for d in due if not youths or d.case.person.id in youths]
    free = [d for d in asked if d.case.person.id not in waiting and d.case.person.id not in held]
    stops = in_order_of_the_way(d.case for d in free[:most])
    return Plan(
        round=replace(wanted, stops=len(stops)),
        stops=tuple(Stop(case) for case in stops),
        without_room=tuple(d.case.person.id for d in free[most:]),
        in_rounds=sum(d.case.person.id in waiting for d in asked),
        with_others=dict(
            Counter(held[n] for d in asked if (n := d.case.person.id) in held and n not in waiting)
        ),
    )


def _due_visits(desk: Desk, wanted: Round) -> list[Due]:
    """Who is to be visited by the day of the round, most urgent first; never the protected."""
    rows = standings(cases_to_look_at(desk.session, wanted.on), desk.book, wanted.on)
    return [
        due
        for due in due_now(rows, desk.book, wanted.on)
        if due.step.channel is Channel.HOME_VISIT and due.case.facts.protection is Protection.NONE
    ]


def _must_be_safe(desk: Desk, wanted: Round) -> None:
    """Two people, a day to come, and an hour to be back by that has not passed."""
    desk.must_be_fit_to_keep(wanted.with_whom, wanted.office)
    if not wanted.with_whom or wanted.with_whom.casefold() == desk.user.casefold():
        raise Refused(
            _(
                "Visits are made by two: name somebody else than yourself with --with. "
                "Nothing was saved."
            )
        )
    if wanted.on < desk.today:
        raise Refused(
            _("{day} has been: a round is for today or later. Nothing was saved.").format(
                day=wanted.on
            )
        )
    if (wanted.on - desk.today).days > _FARTHEST:
        raise Refused(
            _(
                "{day} is too far ahead: a round keeps its youths out of the queue until then. "
                "Nothing was saved."
            ).format(day=wanted.on)
        )
    if wanted.on == desk.today and desk.clock is not None and wanted.back_at <= desk.clock:
        raise Refused(
            _("The hour to be back by has passed. Choose a later --back. Nothing was saved.")
        )


def _must_be_free(
    youth: int,
    wanted: Round,
    due: Collection[int],
    waiting: Collection[int],
    held: Mapping[int, str],
) -> None:
    """Refuse a youth named who is not to be visited then, or whom somebody else has."""
    if youth > MOST_YOUTHS or youth not in due:
        no = youth if youth <= MOST_YOUTHS else "…"
        sentence = _("No. {no} is not due for a home visit on {day}. Nothing was saved.")
        raise Refused(sentence.format(no=no, day=wanted.on))
    if youth in waiting:
        sentence = _("No. {no} is in a round already: kaa visit list. Nothing was saved.")
        raise Refused(sentence.format(no=youth))
    if youth in held:
        sentence = _(
            "{who} has no. {no}. To take over: kaa contact take {no} --reason -. Nothing was saved."
        )
        raise Refused(sentence.format(who=held[youth], no=youth))


def save(desk: Desk, planned: Plan) -> Plan:
    """Keep a round; until it is closed its youths are left out of everybody's queue."""
    wanted = planned.round
    row = desk.changes.add(
        meetings.VisitRound(
            on=wanted.on,
            back_at=wanted.back_at,
            lead_id=desk.caseworker_id(wanted.lead),
            with_id=desk.caseworker_id(wanted.with_whom),
            office=wanted.office,
            announced=wanted.announced,
        )
    )
    assert row.id is not None
    youths = [stop.case.person.id for stop in planned.stops]
    desk.changes.add_many(
        meetings.VisitStop,
        [
            {"round_id": row.id, "youth_id": youth, "position": position}
            for position, youth in enumerate(youths, start=1)
        ],
    )
    desk.what = {"youths": youths, "round": row.id, "on": wanted.on.isoformat()}
    return replace(planned, round=replace(wanted, id=row.id))


def round_of(desk: Desk, number: int) -> Plan:
    """A saved round with its stops; those who have become protected since are masked."""
    found = [one for one in kept.rounds(desk.session, closed=True) if one.id == number]
    if not found:
        raise Refused(_("There is no such round: kaa visit list --all. Nothing was saved."))
    results = kept.results(desk.session, number)
    rows = kept.stops(desk.session, number)
    stops = (Stop(desk.case(row.youth_id, found[0].on), results.get(row.youth_id)) for row in rows)
    return Plan(found[0], tuple(stops))


def must_be_open(one: Round) -> None:
    """Refuse to close a round twice."""
    if one.closed_on is not None:
        raise Refused(
            _("Round {n} was closed on {day}. Nothing was saved.").format(
                n=one.id, day=one.closed_on
            )
        )


def close(desk: Desk, number: int, told: Mapping[int, Told]) -> Closed:
    """Save what came of a round, all of it or nothing; who was not visited is as before."""
    saved = round_of(desk, number)
    must_be_open(saved.round)
    _must_fit(saved, told)
    row = desk.session.get_one(meetings.VisitRound, number)
    logged, unvisited = [], []
    for stop in kept.stops(desk.session, number):
        visit = told.get(stop.youth_id)
        if visit is None or visit.result is VisitResult.NOT_VISITED:
            unvisited.append(stop.youth_id)
        else:
            logged.append(_log_stop(desk, row, stop, visit))
    desk.changes.set(row, closed_on=desk.today)
    youths = [stop.case.person.id for stop in saved.stops]
    desk.what = {"youths": youths, "round": number, "visited": len(logged)}
    closed = replace(saved.round, closed_on=desk.today)
    rows = standings([stop.case for stop in saved.stops], desk.book, desk.today)
    due = {row.case.person.id for row in rows if row.step.is_due(desk.today)}
    again = tuple(youth for youth in unvisited if youth in due)
    return Closed(closed, tuple(logged), tuple(unvisited), again)


def _must_fit(saved: Plan, told: Mapping[int, Told]) -> None:
    """Refuse a youth who is not in the round, and a guardian's answer for one who is of age."""
    stops = {stop.case.person.id: stop.case for stop in saved.stops}
    for youth, visit in told.items():
        if youth not in stops:
            sentence = _("No. {no} is not in round {n}. Nothing was saved.")
            raise Refused(sentence.format(no=youth, n=saved.round.id))
        if visit.result not in possible_results(stops[youth], saved.round.on):
            sentence = _("No. {no} is of age: a guardian counts for nothing. Nothing was saved.")
            raise Refused(sentence.format(no=youth))


def _log_stop(
    desk: Desk, row: meetings.VisitRound, stop: meetings.VisitStop, visit: Told
) -> Logged:
    """One stop as an attempt of the two who went, whoever writes it down."""
    result, to = SAVED_AS[visit.result]
    order = Order(
        result,
        row.on,
        Channel.HOME_VISIT,
        to=to,
        occupation=visit.occupation,
        occupation_says=visit.says,
    )
    (logged,) = log(desk, [stop.youth_id], order)
    attempt = desk.session.get_one(models.Attempt, logged.attempt)
    desk.changes.set(attempt, by_id=row.lead_id, with_id=row.with_id)
    desk.changes.set(stop, attempt_id=logged.attempt)
    if visit.result is VisitResult.WRONG_ADDRESS:
        desk.changes.set(desk.youth(stop.youth_id), address_bad_on=row.on)
    return logged
