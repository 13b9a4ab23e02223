"""The days on which a measure is followed up: agreed, and done."""

from dataclasses import dataclass
from datetime import date

from kaa_cli.errors import Refused
from kaa_cli.register import measures as kept
from kaa_cli.register import support
from kaa_cli.register.questions import row_of
from kaa_cli.rules.measures import FollowUp, Record, answered
from kaa_cli.rules.queue import Standing
from kaa_cli.rules.support_codes import MeasureState
from kaa_cli.words import _
from kaa_cli.work.desk import Desk
from kaa_cli.work.measures import chosen, saved


@dataclass(frozen=True, slots=True)
class Followed:
    """A measure after it was followed up, or after a day was agreed, and the youth's coming step.

    `agreed_on` are the days that were answered by what was done.
    """

    record: Record
    standing: Standing
    agreed_on: tuple[date, ...] = ()


def plan(desk: Desk, youth: int, on: date, number: int | None = None) -> Followed:
    """Agree on a day to follow up on; the youth comes back into the queue then."""
    record = _running(desk, youth, number)
    _agree(desk, record, on)
    return _followed(desk, record, [])


def done(
    desk: Desk,
    youth: int,
    on: date,
    note: str = "",
    next_on: date | None = None,
    number: int | None = None,
) -> Followed:
    """It was followed up on a day, and perhaps another day was agreed."""
    desk.must_have_been(on)
    desk.must_be_fit_to_keep(note)
    record = _running(desk, youth, number)
    if record.started_on is not None and on < record.started_on:
        raise Refused(
            _("It began on {day}: it cannot be followed up before. Nothing was saved.").format(
                day=record.started_on
            )
        )
    by = desk.caseworker_id(desk.user)
    agreed = answered(record.follow_ups, on)
    for one in agreed:
        row = row_of(desk.session, support.FollowUp, one.id)
        desk.changes.set(row, done_on=on, by_id=by, note=note if one is agreed[-1] else "")
    if not agreed:
        desk.changes.add(
            support.FollowUp(measure_id=record.id, due_on=on, done_on=on, by_id=by, note=note)
        )
    if next_on is not None:
        _agree(desk, record, next_on, done=agreed)
    return _followed(desk, record, agreed)


def _running(desk: Desk, youth: int, number: int | None) -> Record:
    desk.case(youth)
    records = kept.records(desk.session, [youth])
    return chosen(youth, [r for r in records if r.state is MeasureState.STARTED], number)


def _agree(desk: Desk, record: Record, on: date, done: list[FollowUp] | None = None) -> None:
    """Keep a day to come, once, and within the duty."""
    case = desk.case(record.youth)
    if on < desk.today:
        raise Refused(
            _(
                "{day} has been: a follow-up is agreed for today or later. Nothing was saved."
            ).format(day=on)
        )
    if case.facts.outlives_duty_on(on):
        raise Refused(
            _("No. {no} has turned 20 by that day. Nothing was saved.").format(no=record.youth)
        )
    waiting = [one for one in record.follow_ups if one.done_on is None and one not in (done or [])]
    if any(one.due_on == on for one in waiting):
        raise Refused(_("{day} is agreed already. Nothing was saved.").format(day=on))
    desk.changes.add(support.FollowUp(measure_id=record.id, due_on=on))


def _followed(desk: Desk, record: Record, agreed: list[FollowUp]) -> Followed:
    now = saved(desk, record.youth, record.id)
    return Followed(now.record, now.standing, tuple(one.due_on for one in agreed))
