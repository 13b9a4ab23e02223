"""Today's situation in counts, for the start screen."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta

from kaa_cli.register import due_days, to_purge, visits
from kaa_cli.register.cases import cases_to_count
from kaa_cli.rules.due_days import Alike
from kaa_cli.rules.queue import (
    Everybody,
    Standing,
    due_now,
    is_counted,
    standings,
    waits_for_visit,
)
from kaa_cli.rules.situation import Situation, by_channel, pace
from kaa_cli.rules.urgency import TURNING_20_WITHIN
from kaa_cli.work.desk import Desk
from kaa_cli.work.purge_days import in_sight


def today(desk: Desk) -> Situation:  # long: a line for each count
    """What there is to do, what is late, and where everybody is.

    Only those who may be due, or whose place may have changed, are reckoned; the others are counted
    by what is kept of them.
    """
    soon = desk.today + timedelta(days=TURNING_20_WITHIN)
    asks = desk.policy.follow_up_after_end
    cases = cases_to_count(desk.session, desk.today, after_duty=asks)
    everyone = standings(cases, desk.book, desk.today)
    rows = [row for row in everyone if row.step.in_duty]
    others = due_days.not_looked_at(desk.session, desk.today, soon)
    due = due_now(everyone, desk.book, desk.today, desk.clock)
    late = [d.step.days_overdue(desk.today) for d in due if d.step.days_overdue(desk.today)]
    out = visits.out(desk.session, desk.today)
    booked = [r for r in rows if r.step.appointment and r.step.appointment.on <= desk.today]
    ahead = [row for row in booked if not row.step.is_due(desk.today, desk.clock)]
    deadlines = _deadlines(rows, others)
    needed, until = pace(deadlines, desk.policy.calendar, desk.today) or (0, None)
    return Situation(
        name=desk.municipalities or desk.policy.name,
        to_do=dict(by_channel(d for d in due if not waits_for_visit(d, out))),
        total=_everybody(rows, others, are_participants=desk.is_programme),
        new_today=sum(row.case.period.first_seen_on == desk.today for row in rows)
        + sum(alike.new for alike in others),
        pace=needed,
        pace_until=until,
        back_on_list=sum(row.case.period.ended_on is not None for row in rows)
        + sum(alike.count for alike in others if not alike.is_open),
        turned_20=sum(
            case.period.ended_on is None and case.facts.outlives_duty_on(desk.today)
            for case in cases
        ),
        agreed=_hours((row for row in rows if not row.step.appointment), desk.today),
        overdue=len(late),
        oldest_days=max(late, default=0),
        appointments=len(booked) - len(ahead),
        meetings=_hours(ahead, desk.today),
        follow_ups=sum(_is_to_follow_up(row, desk.today) for row in rows),
        deadline_passed=sum(deadline < desk.today for deadline in deadlines),
        turning_20_unreached=sum(
            not row.step.ever_reached and row.case.facts.outlives_duty_on(soon) for row in rows
        )
        + sum(alike.unreached for alike in others),
        rounds=out.rounds,
        rechecks=sum(d.step.recheck is not None for d in due),
        purging=in_sight(desk),
        in_register=to_purge.count_born_by(desk.session, desk.today),
    )


def _hours(rows: Iterable[Standing], today: date) -> tuple[time, ...]:
    """The hours agreed for today, the first first."""
    hours = (r.step.due_at for r in rows if r.step.due_on == today)
    return tuple(sorted(hour for hour in hours if hour is not None))


def _is_to_follow_up(row: Standing, today: date) -> bool:
    return row.step.measure is not None and row.step.is_due(today)


def _deadlines(rows: Iterable[Standing], others: Iterable[Alike]) -> list[date]:
    """The deadline of each who has not been tried."""
    reckoned = [row.step.deadline_on for row in rows]
    kept = [alike.try_by for alike in others for _ in range(alike.count)]
    return [deadline for deadline in (*reckoned, *kept) if deadline is not None]


def _everybody(
    rows: Iterable[Standing], others: Sequence[Alike], *, are_participants: bool
) -> Everybody:
    counted = [row for row in rows if is_counted(row)]
    total = Everybody(
        places=Counter(row.step.place for row in counted),
        known=Counter(row.known for row in counted),
        are_participants=are_participants,
    )
    for alike in others:
        if alike.is_open:
            total.places[alike.place] += alike.count
            total.known[alike.known] += alike.count
    return total
