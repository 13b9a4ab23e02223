"""Ending registrations: of one, of several, of all who are missing or have turned 20."""

from collections.abc import Collection, Sequence
from datetime import date

from kaa_cli.register import questions
from kaa_cli.rules.codes import CheckReason, EndReason
from kaa_cli.rules.days import birthday
from kaa_cli.rules.person import Case
from kaa_cli.rules.scope import DUTY_ENDS_AT
from kaa_cli.work.desk import Desk
from kaa_cli.work.youths import close


def missing(desk: Desk) -> list[Case]:
    """Open registrations marked because the youth was missing from a whole list."""
    return [
        case
        for case in _open(desk)
        if case.facts.check is not None and case.facts.check.reason is CheckReason.GONE
    ]


def past_20(desk: Desk) -> list[Case]:
    """Open registrations of those who have turned 20: the duty has ended by law."""
    return [c for c in _open(desk) if birthday(c.person.born_on, DUTY_ENDS_AT) <= desk.today]


def named(desk: Desk, youths: Sequence[int]) -> list[Case]:
    """The youths of these numbers; refused when there is none of one."""
    return [desk.case(youth) for youth in youths]


def without(cases: Sequence[Case], left_out: Collection[int]) -> list[Case]:
    """All but those left out."""
    return [case for case in cases if case.person.id not in left_out]


def _open(desk: Desk) -> list[Case]:
    return [c for c in questions.open_cases(desk.session) if c.period.ended_on is None]


def close_all(desk: Desk, cases: Sequence[Case], reason: EndReason, on: date | None) -> list[Case]:
    """End them in one command; without a day on the 20th birthday, as the law has it."""
    closed = []
    for case in cases:
        day = on
        if day is None:
            turned_on = birthday(case.person.born_on, DUTY_ENDS_AT)
            day = max(turned_on, case.period.registered_on)
        closed.append(close(desk, case.person.id, reason, day))
    desk.what = {"youths": [case.person.id for case in cases], "end_reason": reason}
    return closed
