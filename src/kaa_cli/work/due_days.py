"""Keeping what is reckoned of each youth, at the end of every command that writes."""

from collections.abc import Iterable
from datetime import date

from kaa_cli.register import due_days
from kaa_cli.register.cases import cases_after_duty, cases_of, open_cases
from kaa_cli.register.office_questions import policy_book
from kaa_cli.rules.due_days import Kept, follows_after_duty, kept_of
from kaa_cli.rules.person import Case
from kaa_cli.work.desk import Desk


def keep_due_days(desk: Desk) -> None:
    """Reckon anew the youths that the command touched, all of them when it adopted a routine."""
    youths = due_days.touched(desk.session, desk.changes)
    book = policy_book(desk.session)  # as it is now, which the command may have changed
    asks = follows_after_duty(book)
    if youths is None:
        from kaa_cli.work.roles import must_see_all  # seldom: a routine is adopted or taken back

        must_see_all(desk)
        cases = _everybody(desk, after_duty=asks)
    else:
        cases = cases_of(desk.session, youths, after_duty=asks)
    due_days.keep(
        desk.session,
        {case.period.id: kept_of(case.facts, book, desk.today) for case in cases},
    )


def everybody(desk: Desk) -> list[Case]:
    """All whose day is kept."""
    return _everybody(desk, after_duty=follows_after_duty(desk.book))


def _everybody(desk: Desk, *, after_duty: bool) -> list[Case]:
    return open_cases(desk.session) + (cases_after_duty(desk.session) if after_duty else [])


def mend_due_days(desk: Desk, cases: Iterable[Case]) -> tuple[int, list[int]]:
    """Reckon everybody from the whole history: how many, and of whom what was kept was wrong."""
    right, wrong = _reckoned(desk, cases)
    due_days.keep(desk.session, right)
    return len(right), wrong


def overlooked(desk: Desk, cases: Iterable[Case]) -> list[int]:
    """Whom a queue would miss or the counts get wrong, for what is kept; nothing is mended."""
    return _reckoned(desk, cases)[1]


def _reckoned(desk: Desk, cases: Iterable[Case]) -> tuple[dict[int, Kept], list[int]]:
    """What is right of each registration, and of whom something else is kept."""
    right = {case.period.id: kept_of(case.facts, desk.book, desk.today) for case in cases}
    found = due_days.kept(desk.session)
    wrong = [
        youth
        for period, (youth, kept) in found.items()
        if kept is not None and period in right and _misleads(kept, right[period], desk.today)
    ]
    return right, wrong


def _misleads(kept: Kept, right: Kept, today: date) -> bool:
    """Whether somebody would be missed or miscounted by what is kept.

    A day that has come says no more than that somebody must look, and nothing is counted of whom
    nothing is kept: that costs a moment, and is set right as well.
    """
    if kept.look_on <= today:
        return False
    is_other = kept.counted is not None and kept.counted != right.counted
    return is_other or kept.look_on > max(right.look_on, today)
