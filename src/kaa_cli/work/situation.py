"""Today's situation in counts, for the start screen."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta

from kaa_cli.register import to_purge, visits
from kaa_cli.register.cases import open_cases
from kaa_cli.rules.queue import Standing, due_now, ladder_sum, standings, waits_for_visit
from kaa_cli.rules.situation import Situation, by_channel, pace
from kaa_cli.rules.steps import Step
from kaa_cli.rules.urgency import TURNING_20_WITHIN
from kaa_cli.work.desk import Desk
from kaa_cli.work.outreach import asked_afterwards
from kaa_cli.work.purge_days import in_sight


def _hours(rows: Iterable[Standing], today: date) -> tuple[time, ...]:
    """The hours agreed for today, the first first."""
    hours = (r.step.due_at for r in rows if r.step.due_on == today)
    return tuple(sorted(hour for hour in hours if hour is not None))


def today(desk: Desk) -> Situation:
    """What there is to do, what is late, and where everybody is."""
    cases = open_cases(desk.session)
    rows = [r for r in standings(cases, desk.book, desk.today) if not r.step.after_duty]
    everyone = [*rows, *asked_afterwards(desk)]
    grown = [c for c in cases if c.facts.outlives_duty_on(desk.today)]
    due = due_now(everyone, desk.book, desk.today, desk.clock)
    late = [d.step.days_overdue(desk.today) for d in due if d.step.days_overdue(desk.today)]
    out = visits.out(desk.session, desk.today)
    horizon = desk.today + timedelta(days=TURNING_20_WITHIN)
    booked = [r for r in rows if r.step.appointment and r.step.appointment.on <= desk.today]
    ahead = [row for row in booked if not row.step.is_due(desk.today, desk.clock)]
    total = ladder_sum(rows, desk.policy, desk.today)
    needed, until = pace(rows, desk.policy.calendar, desk.today) or (0, None)
    return Situation(
        name=desk.municipalities or desk.policy.name,
        to_do=dict(by_channel(d for d in due if not waits_for_visit(d, out))),
        total=replace(total, are_participants=desk.is_programme),
        new_today=sum(row.case.period.first_seen_on == desk.today for row in rows),
        pace=needed,
        pace_until=until,
        back_on_list=sum(row.case.period.ended_on is not None for row in rows),
        turned_20=sum(case.period.ended_on is None for case in grown),
        agreed=_hours((row for row in rows if not row.step.appointment), desk.today),
        overdue=len(late),
        oldest_days=max(late, default=0),
        appointments=len(booked) - len(ahead),
        meetings=_hours(ahead, desk.today),
        follow_ups=sum(_is_to_follow_up(row, desk.today) for row in rows),
        deadline_passed=sum(_is_passed(row.step, desk.today) for row in rows),
        turning_20_unreached=sum(
            not row.step.ever_reached and row.case.facts.outlives_duty_on(horizon) for row in rows
        ),
        rounds=out.rounds,
        rechecks=sum(d.step.recheck is not None for d in due),
        purging=in_sight(desk),
        in_register=to_purge.count_born_by(desk.session, desk.today),
    )


def _is_to_follow_up(row: Standing, today: date) -> bool:
    return row.step.measure is not None and row.step.is_due(today)


def _is_passed(step: Step, today: date) -> bool:
    return step.deadline_on is not None and step.deadline_on < today
