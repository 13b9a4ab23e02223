"""Turning 20: whom the ladder cannot reach before it, and whom a farewell letter goes to."""

from kaa_cli.register.pace import attempts_between, first_attempt_on
from kaa_cli.rules.countdown import (
    FAREWELL_DAYS,
    Countdown,
    Pace,
    Turning20,
    countdown,
    is_within,
    pace_since,
    turning_20,
)
from kaa_cli.rules.queue import due_now
from kaa_cli.work.consents import may_be_handed_on
from kaa_cli.work.desk import Desk
from kaa_cli.work.outreach import everybody


def too_late(desk: Desk, within: int | None) -> Countdown:
    """Those who turn 20 before the ladder can reach them at the present pace."""
    desk.must_be_of_the_duty()
    rows = everybody(desk)
    due = due_now(rows, desk.book, desk.today)
    return countdown(rows, due, desk.book, desk.today, _pace(desk), within)


def _pace(desk: Desk) -> Pace:
    """The attempts of the last 20 worked days; of a younger register, since the first one."""
    calendar = desk.policy.calendar
    since = pace_since(calendar, desk.today, first_attempt_on(desk.session))
    days = calendar.worked_between(since, desk.today)
    return Pace(attempts_between(desk.session, since, desk.today), max(1, days))


def leaving(desk: Desk, within: int | None) -> list[Turning20]:
    """All who turn 20 soon, those never reached first."""
    desk.must_be_of_the_duty()
    days = within or FAREWELL_DAYS
    soon = [who for who in turning_20(everybody(desk), desk.today) if is_within(who, days)]
    return sorted(soon, key=lambda who: who.row.step.ever_reached)


def to_hand_on(desk: Desk, soon: list[Turning20]) -> list[int]:
    """Those of them who agree to be shared with another actor: they can be handed on."""
    return sorted(may_be_handed_on(desk, [who.row.case.person.id for who in soon]))
