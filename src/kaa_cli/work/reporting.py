"""The reports: ask the register, let the rules count. Nothing here depends on the screen."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from kaa_cli.errors import Refused
from kaa_cli.register import journeys as stays
from kaa_cli.register import past, steps, tries
from kaa_cli.register.cases import cases_to_count
from kaa_cli.register.due_days import awaited
from kaa_cli.register.lasting import lasted
from kaa_cli.register.participation import programmes, running, taking_part
from kaa_cli.register.presence import youths_during
from kaa_cli.rules import goals as aims
from kaa_cli.rules import inflow as flows
from kaa_cli.rules import reach as reaching
from kaa_cli.rules import tries as trying
from kaa_cli.rules import workload
from kaa_cli.rules.codes import OutcomeCategory
from kaa_cli.rules.days import birthday
from kaa_cli.rules.due_days import Awaited
from kaa_cli.rules.grouping import Asked, Who
from kaa_cli.rules.journeys import Journey, Presence
from kaa_cli.rules.lasting import LastingTable, lasting_table
from kaa_cli.rules.names import is_same_name
from kaa_cli.rules.queue import standings
from kaa_cli.rules.rates import OutcomeTable, outcome_table
from kaa_cli.rules.report_codes import By
from kaa_cli.rules.scope import DUTY_ENDS_AT
from kaa_cli.rules.search import swedish_order
from kaa_cli.words import _
from kaa_cli.work.desk import Desk
from kaa_cli.work.on_the_day import cycles, known

Stay = TypeVar("Stay", bound=Presence)


def must_be_answerable(desk: Desk, asked: Asked) -> None:
    """Refuse what the municipality has not decided to show, and names that nothing has."""
    if By.CONTACT_PERSON in asked.by and not desk.settings.figures_per_caseworker:
        raise Refused(
            _(
                "Figures per caseworker are not shown here: the municipality decides, "
                "with kaa settings figures-per-caseworker yes."
            )
        )
    if asked.programme:
        named = programmes(desk.session)
        if not any(is_same_name(asked.programme, name) for name in named):
            raise Refused(
                _("There is no such programme. Known: {names}.").format(
                    names=", ".join(named) or "–"
                )
            )
    if asked.municipality:
        people = stays.whose(desk.session, asked.first, asked.last).values()
        found = sorted({who.municipality for who in people} - {""}, key=swedish_order)
        if asked.municipality.casefold() not in {name.casefold() for name in found}:
            raise Refused(
                _("Nobody here lives in that municipality. Known: {names}.").format(
                    names=", ".join(found) or "–"
                )
            )


def _is_asked_for(who: Who, asked: Asked) -> bool:
    """Whether a youth is of the programme and municipality that are asked about."""
    programme, municipality = asked.programme, asked.municipality.casefold()
    if municipality and who.municipality.casefold() != municipality:
        return False
    return not programme or any(is_same_name(programme, name) for name in who.programmes)


def _journeys(desk: Desk, asked: Asked, *, only_new: bool = False) -> list[Journey]:
    """The stays that touch the period, of those asked about."""
    found = stays.journeys(
        desk.session, asked.first, asked.last, is_programme=desk.is_programme, only_new=only_new
    )
    return _asked_for(found, asked)


def _asked_for(stayed: list[Stay], asked: Asked) -> list[Stay]:
    if asked.is_of_all:
        return stayed
    return [one for one in stayed if _is_asked_for(one.who, asked)]


def _people(desk: Desk, asked: Asked) -> dict[int, Who]:
    """Whoever took part or had an outcome in the period; everybody where some are asked about."""
    among = taking_part(asked.first, asked.last) if asked.is_of_all else None
    return stays.whose(desk.session, asked.first, asked.last, among)


def _chosen(people: Mapping[int, Who], asked: Asked) -> set[int] | None:
    """The youths who are asked about; None for everybody."""
    if asked.is_of_all:
        return None
    return {youth for youth, who in people.items() if _is_asked_for(who, asked)}


def outcomes(desk: Desk, asked: Asked) -> OutcomeTable:
    """Where it led in the period; with a programme all who took part are counted."""
    people = _people(desk, asked)
    rows = _outcomes(desk, asked, people)
    chosen = _chosen(people, asked)
    participants = chosen if asked.programme else None
    if participants is not None:
        counted = participants
    else:
        there = youths_during(desk.session, asked.first, asked.last, is_programme=desk.is_programme)
        counted = there if chosen is None else there & chosen
    table = outcome_table(
        rows,
        asked.first,
        asked.last,
        len(counted),
        people | _by_outcome(rows, people),
        by=asked.by,
        participants=participants,
    )
    if not steps.any_step(desk.session):  # that no step was ever written is no figure
        return table
    took = steps.youths_with_steps(desk.session, asked.first, asked.last, asked.programme)
    return replace(table, steps=len(took & counted))


def sustained(desk: Desk, asked: Asked) -> LastingTable:
    """What was found of the period's outcomes when they were asked about again."""
    people = _people(desk, asked)
    rows = _outcomes(desk, asked, people)
    found = lasted(desk.session, rows, people | _by_outcome(rows, people), asked)
    return lasting_table(found, asked, desk.policy)


def _outcomes(desk: Desk, asked: Asked, people: Mapping[int, Who]) -> list[past.OutcomeRow]:
    """The outcomes of the period, of those asked about."""
    rows = past.outcomes(desk.session, asked.first, asked.last)
    rows = [row for row in rows if _is_asked_for(people[row.youth], asked)]
    return _led_to(desk, asked, rows) if asked.programme else rows


def _led_to(desk: Desk, asked: Asked, rows: Iterable[past.OutcomeRow]) -> list[past.OutcomeRow]:
    """Those outcomes that the programme asked about led to; asked about none, any measure."""
    since = _since(desk, asked)
    return [row for row in rows if _is_of_programme(row, asked.programme, since)]


def _since(desk: Desk, asked: Asked) -> dict[int, date]:
    """By participant, the day the measure of the programme began, or the first of all."""
    found = running(desk.session, asked.first, asked.last)
    return {
        youth: since
        for youth, name, since in reversed(found)
        if not asked.programme or is_same_name(name, asked.programme)
    }


def _is_of_programme(row: past.OutcomeRow, programme: str, since: Mapping[int, date]) -> bool:
    """Whether an outcome is of a programme: it names it, or names none and came after it began.

    Without a programme: whether it is of any.
    """
    if row.programme:
        return not programme or is_same_name(row.programme, programme)
    begun = since.get(row.youth)
    return begun is not None and row.on >= begun


def _by_outcome(rows: Iterable[past.OutcomeRow], people: Mapping[int, Who]) -> dict[int, Who]:
    """Those whose counted outcome names a programme belong to that one, as spelt there."""
    named = {row.youth: row.programme for row in rows}
    return {
        youth: people[youth]._replace(programmes=(*people[youth].programmes, programme))
        for youth, programme in named.items()
        if programme
    }


def reach(desk: Desk, asked: Asked) -> reaching.Reach:
    """How far those came who were new on the list in the period."""
    new = reaching.new_ones(_journeys(desk, asked, only_new=True), asked)
    return reaching.reach(known(desk, new, asked), asked, desk.book.on(asked.last))


def ladder(desk: Desk, asked: Asked) -> trying.Tries:
    """What each channel gave in the period."""
    found = stays.presences(
        desk.session,
        asked.first,
        asked.last,
        is_programme=desk.is_programme,
        told_apart=bool(asked.by) or not asked.is_of_all,
    )
    stayed = {one.registration: one for one in _asked_for(found, asked)}
    there = {number: asked.last for number, one in stayed.items() if one.is_there_on(asked.last)}
    return trying.tries(
        tries.tried(desk.session, asked.first, asked.last),
        stayed,
        tries.calls(desk.session, asked.first, asked.last) if asked.is_of_all else (),
        cycles(desk, there),
        tries.visits(desk.session, asked.first, asked.last) if asked.is_of_all else trying.Visits(),
        asked,
        desk.book.on(asked.last),
    )


def inflow(desk: Desk, asked: Asked) -> flows.Inflow:
    """Who came, who left, and the backlog."""
    return flows.inflow(_journeys(desk, asked), asked, desk.book.on(asked.last))


def load(desk: Desk, asked: Asked) -> workload.Load:
    """What the team has to carry."""
    youths = None if asked.is_of_all else _chosen(_people(desk, asked), asked)
    told = workload.load(
        _journeys(desk, asked),
        tries.weeks(desk.session, asked.first, asked.last, youths),
        _ahead(desk, youths),
        asked,
        desk.book.on(asked.last),
    )
    return replace(told, is_programme=desk.is_programme)


def _ahead(desk: Desk, youths: Collection[int] | None) -> workload.Ahead:
    """What falls due from the day of the desk on, for some youths or everybody in the duty.

    Of whom need not be looked at yet, that is kept; the others walk the ladder.
    """
    rows = standings(cases_to_count(desk.session, desk.today), desk.book, desk.today)
    found = [
        Awaited(
            row.case.person.id,
            row.step.due_on,
            row.step.deadline_on,
            row.case.facts.born_on,
            row.case.period.ended_on is None,
        )
        for row in rows
        if not row.step.after_duty
    ]
    found += awaited(desk.session, desk.today, workload.last_told(desk.today))
    some = [one for one in found if youths is None or one.youth in youths]
    born = [] if desk.is_programme else [one.born_on for one in some if one.is_open]
    return workload.Ahead(
        steps=[one.step_on for one in some if one.step_on is not None],
        appointments=tries.booked(desk.session, youths),
        follow_ups=tries.follow_ups_due(desk.session, youths),
        deadlines=[one.try_by for one in some if one.try_by is not None],
        birthdays=[birthday(day, DUTY_ENDS_AT) for day in born],
    )


def goals(desk: Desk, asked: Asked) -> aims.Goals:
    """Where the goals stand."""
    people = _people(desk, asked)
    rows = _led_to(desk, asked, _outcomes(desk, asked, people))
    latest: dict[int, OutcomeCategory] = {row.youth: row.category for row in rows}
    ran = running(desk.session, asked.first, asked.last)
    took_part = {youth for youth, _programme, _since in ran} | set(latest)
    named = people | _by_outcome(rows, people)
    participants = [
        aims.Participant(named[youth], latest.get(youth))
        for youth in sorted(took_part)
        if _is_asked_for(people[youth], asked)
    ]
    return aims.goals(
        _journeys(desk, asked),
        participants,
        asked,
        desk.book.on(asked.last),
        is_programme=desk.is_programme,
    )
