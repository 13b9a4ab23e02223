"""Ending registrations: of one, of several, of all who are missing or have turned 20."""

from collections.abc import Callable, Collection, Sequence
from datetime import date

from kaa_cli.errors import Refused
from kaa_cli.register.cases import open_cases
from kaa_cli.rules.codes import CheckReason, EndReason
from kaa_cli.rules.days import birthday
from kaa_cli.rules.person import Case
from kaa_cli.rules.scope import DUTY_ENDS_AT
from kaa_cli.words import _
from kaa_cli.work.desk import MOST_YOUTHS, Desk
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
    desk.must_be_of_the_duty()
    return [c for c in _open(desk) if c.facts.outlives_duty_on(desk.today)]


def chosen(
    desk: Desk,
    which: Callable[[Desk], list[Case]] | None,
    youths: Sequence[int],
    left_out: Collection[int],
) -> list[Case]:
    """Those to close: all of a kind, or those named; a number left out must be among them."""
    cases = which(desk) if which else [desk.case(youth) for youth in youths]
    must_be_among(left_out, [case.person.id for case in cases])
    cases = [case for case in cases if case.person.id not in left_out]
    if not cases and which is None:
        raise Refused(_("Nobody is left to close. Nothing was saved."))
    return cases


def must_be_among(left_out: Collection[int], youths: Collection[int]) -> None:
    """Refuse to leave out somebody who is not among those to save something for."""
    strange = set(left_out).difference(youths)
    if strange:
        raise Refused(
            _("No. {no} is not among them: nothing to leave out. Nothing was saved.").format(
                no=min(strange) if min(strange) <= MOST_YOUTHS else "…"
            )
        )


def _open(desk: Desk) -> list[Case]:
    return [c for c in open_cases(desk.session) if c.period.ended_on is None]


def close_all(desk: Desk, cases: Sequence[Case], reason: EndReason, on: date | None) -> list[Case]:
    """End them in one command; without a day on the 20th birthday, as the law has it."""
    closed = []
    for case in cases:
        day = on
        if day is None:
            day = max(birthday(case.person.born_on, DUTY_ENDS_AT), case.period.registered_on)
            day = min(day, desk.today)  # one to come is refused as of today: not 20 yet
        closed.append(close(desk, case.person.id, reason, day))
    desk.what = {"youths": [case.person.id for case in cases], "end_reason": reason}
    return closed
