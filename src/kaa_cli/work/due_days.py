"""Keeping the day from which each youth may be due, at the end of every command that writes."""

from collections.abc import Iterable
from datetime import date

from kaa_cli.register import due_days
from kaa_cli.register.cases import cases_after_duty, cases_of, open_cases
from kaa_cli.register.office_questions import policy_book
from kaa_cli.rules.due_days import due_from, follows_after_duty
from kaa_cli.rules.person import Case
from kaa_cli.work.desk import Desk


def keep_due_days(desk: Desk) -> None:
    """Reckon anew the youths that the command touched, all of them when it adopted a routine."""
    youths = due_days.touched(desk.session, desk.changes)
    book = policy_book(desk.session)  # as it is now, which the command may have changed
    asks = follows_after_duty(book)
    if youths is None:
        cases = _everybody(desk, after_duty=asks)
    else:
        cases = cases_of(desk.session, youths, after_duty=asks)
    due_days.keep(
        desk.session,
        {case.period.id: due_from(case.facts, book, desk.today) for case in cases},
    )


def everybody(desk: Desk) -> list[Case]:
    """All whose day is kept."""
    return _everybody(desk, after_duty=follows_after_duty(desk.book))


def _everybody(desk: Desk, *, after_duty: bool) -> list[Case]:
    return open_cases(desk.session) + (cases_after_duty(desk.session) if after_duty else [])


def mend_due_days(desk: Desk, cases: Iterable[Case]) -> tuple[int, list[int]]:
    """Reckon everybody from the whole history: how many, and whom a queue would have missed."""
    right, missed = _reckoned(desk, cases)
    due_days.keep(desk.session, right)
    return len(right), missed


def overlooked(desk: Desk, cases: Iterable[Case]) -> list[int]:
    """Whom a queue would miss, for a day that is kept of them and not right; nothing is mended."""
    return _reckoned(desk, cases)[1]


def _reckoned(desk: Desk, cases: Iterable[Case]) -> tuple[dict[int, date], list[int]]:
    """The right day of each registration, and whose is kept too late.

    A day that has come says no more than that somebody must look, so only one that comes later
    than it should is a fault; one that is too early costs a moment, and is set right as well.
    """
    right = {case.period.id: due_from(case.facts, desk.book, desk.today) for case in cases}
    kept = due_days.kept(desk.session)
    missed = [
        youth
        for period, (youth, day) in kept.items()
        if day is not None and period in right and day > max(right[period], desk.today)
    ]
    return right, missed
