"""Taking part in a programme: enrolling and leaving. Attendance is kept nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kaa_cli.errors import Refused
from kaa_cli.register import programme_questions as questions
from kaa_cli.register import support
from kaa_cli.register.measures import records
from kaa_cli.rules.codes import MeasureEnd, OccupationCode, Source
from kaa_cli.rules.measures import Record
from kaa_cli.rules.names import is_same_name
from kaa_cli.rules.participation import Run, TakingPart, places_taken, run_for
from kaa_cli.rules.person import Case
from kaa_cli.rules.support_codes import MeasureState
from kaa_cli.words import _
from kaa_cli.work import measures
from kaa_cli.work.desk import Desk
from kaa_cli.work.duty import must_be_covered
from kaa_cli.work.programmes import columns, named, open_one, run_named, runs


@dataclass(frozen=True, slots=True)
class ToldPlace:
    """What is told of a place in a programme: which run, from which day, the plan of the week."""

    run: str = ""
    on: date | None = None
    week: str = ""


@dataclass(frozen=True)
class Enrolled:
    """Who was enrolled, each with the day it begins, which may not have come yet."""

    programme: str
    run: Run | None
    youths: tuple[tuple[Case, date], ...] = ()
    over: int = 0
    """By how many the participants are more than the places."""


def look(desk: Desk, youths: Sequence[int], name: str, told: ToldPlace) -> Enrolled:
    """What enrolling would do; changes nothing. Raises Refused for what cannot be."""
    programme = open_one(desk, name)
    run = _run(desk, programme, told)
    _must_be_kept_somewhere(desk, run, told)
    taking = [one for one in questions.taking_part(desk.session) if _is_of(one, programme)]
    begins = []
    waiting = _waiting(desk, youths, programme)
    for youth in youths:
        case, on = _from_day(desk, youth, run, told, waiting.get(youth))
        _must_be_free(case, on, [one for one in taking if one.youth == youth], programme.name)
        begins.append((case, on))
    over = 0
    if run is not None and run.places is not None:
        held = {one.youth for one in taking if one.run == run.id and one.is_going_on}
        over = places_taken(taking, run) + len(set(youths) - held) - run.places
    return Enrolled(programme.name, run, tuple(begins), max(0, over))


def _must_be_kept_somewhere(desk: Desk, run: Run | None, told: ToldPlace) -> None:
    """Refuse a day to come that no run keeps: nobody would hear of it when it is there."""
    if run is None and told.on is not None and told.on > desk.today:
        raise Refused(
            _(
                "A day to come is kept with a run: "
                'kaa programme run PROGRAMME --name "autumn 2026" --from {day}. Nothing was saved.'
            ).format(day=told.on)
        )


def _waiting(desk: Desk, youths: Sequence[int], programme: support.Programme) -> dict[int, Record]:
    """What each was offered or said yes to of the programme, and has not begun."""
    return {
        one.youth: one
        for one in records(desk.session, youths)
        if _is_of(one, programme) and one.state in {MeasureState.OFFERED, MeasureState.ACCEPTED}
    }


def _from_day(
    desk: Desk, youth: int, run: Run | None, told: ToldPlace, waiting: Record | None
) -> tuple[Case, date]:
    """The day it begins: as told, else with the run, but not before the youth was accepted.

    Who has not been accepted before is so today.
    """
    if told.on is not None or run is None:
        on = told.on or desk.today
        return desk.case(youth, on), on
    case = desk.case(youth)
    must_be_covered(case, desk.today)  # who no longer is takes part from a told day only
    accepted_on = (waiting.accepted_on if waiting else None) or desk.today
    return case, max(run.starts_on, accepted_on, case.period.begins_on)


def _is_of(measure: TakingPart | Record, programme: support.Programme) -> bool:
    return is_same_name(measure.programme, programme.name)


def _run(desk: Desk, programme: support.Programme, told: ToldPlace) -> Run | None:
    """The run meant: as named, or the only one that is not over."""
    if told.run:
        return run_named(desk, programme, told.run)
    might_be = run_for(runs(desk, programme), told.on or desk.today)
    if len(might_be) > 1:
        names = ", ".join(run.name for run in might_be)
        raise Refused(
            _("Which run of {programme}? --run, one of: {names}. Nothing was saved.").format(
                programme=programme.name, names=names
            )
        )
    return might_be[0] if might_be else None


def _must_be_free(case: Case, on: date, taking: Sequence[TakingPart], programme: str) -> None:
    """Refuse one who is in it already, or in no registration on that day."""
    if any(one.state is MeasureState.STARTED for one in taking):
        raise Refused(
            _("No. {no} is in {programme} already. Nothing was saved.").format(
                no=case.person.id, programme=programme
            )
        )
    must_be_covered(case, on)


def enrol(desk: Desk, youths: Sequence[int], name: str, told: ToldPlace) -> Enrolled:
    """Let youths take part from a day; who was accepted before begins by it.

    Before that day they are accepted only: nothing has begun that has not happened.
    """
    enrolled = look(desk, youths, name, told)
    desk.must_be_fit_to_keep(told.week)
    programme = open_one(desk, name)
    waiting = _waiting(desk, youths, programme)
    for case, on in enrolled.youths:
        fields = _begun(desk, case, on, told)
        if enrolled.run is not None:
            fields["run_id"] = enrolled.run.id
        record = waiting.get(case.person.id)
        if record is None:
            offered = {"offered_on": fields["accepted_on"]}
            measures.add(desk, case.person.id, columns(programme) | offered | fields)
        else:
            accepted_on = record.accepted_on or fields["accepted_on"]
            measures.change(desk, record, fields | {"accepted_on": accepted_on})
    run = enrolled.run.id if enrolled.run else None
    desk.what = {"youths": list(youths), "programme": programme.id, "run": run}
    return enrolled


def _begun(desk: Desk, case: Case, on: date, told: ToldPlace) -> dict[str, Any]:
    """The columns of a measure that begins, or is agreed to begin later."""
    fields: dict[str, Any] = {"accepted_on": min(on, desk.today)}
    if on <= desk.today:
        fields |= measures.begins(case, on)
    return fields | ({"week": told.week} if told.week else {})


@dataclass(frozen=True, slots=True)
class ToldEnd:
    """Why somebody leaves, on which day, and what the youth does then."""

    reason: MeasureEnd
    on: date
    occupation: OccupationCode
    source: Source = Source.YOUTH
    says: str = ""


def leave(desk: Desk, youths: Sequence[int], name: str, told: ToldEnd) -> tuple[str, list[Case]]:
    """End taking part, of which the programme's name is told; who was accepted has not begun."""
    programme = named(desk, name)
    desk.must_have_been(told.on)
    going_on = {
        one.youth: one
        for one in questions.taking_part(desk.session, youths)
        if _is_of(one, programme) and one.is_going_on
    }
    for youth in youths:
        desk.case(youth)
        if youth not in going_on:
            raise Refused(
                _("No. {no} is not in {programme}. Nothing was saved.").format(
                    no=youth, programme=programme.name
                )
            )
        _end(desk, going_on[youth], told)
    desk.what = {"youths": list(youths), "programme": programme.id, "end_reason": told.reason}
    return programme.name, [desk.case(youth) for youth in youths]


def _end(desk: Desk, measure: TakingPart, told: ToldEnd) -> None:
    since = measure.started_on or measure.accepted_on
    if since is not None and told.on < since:
        raise Refused(
            _("No. {no} began on {day}: it cannot end before. Nothing was saved.").format(
                no=measure.youth, day=since
            )
        )
    then = measures.After(told.occupation, told.source, told.says)
    measures.end(desk, measure.youth, told.reason, told.on, then, measure.id)
