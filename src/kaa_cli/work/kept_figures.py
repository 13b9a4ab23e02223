"""What the reports said of closed half-years, kept before somebody in them is purged.

Totals of everybody alone: in a group a kept figure could tell of one who is gone.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kaa_cli.register import half_years, kept_figures
from kaa_cli.register.filings import KeptFigures
from kaa_cli.rules.goals import Goals
from kaa_cli.rules.grouping import Asked
from kaa_cli.rules.half_year import BlockCounts, Half, block_counts, half_of, read_half, worksheet
from kaa_cli.rules.inflow import Inflow
from kaa_cli.rules.lasting import LastingTable
from kaa_cli.rules.rates import OutcomeTable
from kaa_cli.rules.reach import Reach
from kaa_cli.rules.tries import Tries
from kaa_cli.rules.written_down import read, written
from kaa_cli.work import reporting
from kaa_cli.work.desk import Desk
from kaa_cli.work.roles import sees_all

HALF_YEAR = "half-year"
_REPORTS: dict[str, tuple[Callable[[Desk, Asked], Any], type]] = {
    "outcomes": (reporting.outcomes, OutcomeTable),
    "reach": (reporting.reach, Reach),
    "ladder": (reporting.ladder, Tries),
    "inflow": (reporting.inflow, Inflow),
    "goals": (reporting.goals, Goals),
    "sustained": (reporting.sustained, LastingTable),
}


@dataclass(frozen=True)
class Past:
    """What purging has to do with an answer: figures kept from a day, and how many are gone."""

    kept_on: date | None = None
    purged: tuple[tuple[Half, int], ...] = ()
    """By half-year that the period touches, how many registered in it have been purged since."""


def keep(desk: Desk, halves: Iterable[Half]) -> None:
    """Keep what every report says of closed half-years, unless it is kept already."""
    known = kept_figures.kept_reports(desk.session)
    for half in halves:
        for report in (*_REPORTS, HALF_YEAR):
            if (str(half), report) in known or (report == HALF_YEAR and desk.is_programme):
                continue
            said = {"told": written(_asked_now(desk, half, report))}
            desk.changes.add(
                KeptFigures(half_year=str(half), report=report, made_on=desk.today, figures=said)
            )


def _asked_now(desk: Desk, half: Half, report: str) -> Any:
    if report == HALF_YEAR:
        known = half_years.evidence(desk.session, half, desk.municipalities, for_lines=False)
        return block_counts(worksheet(half, desk.today, known))
    ask, _kind = _REPORTS[report]
    return ask(desk, Asked(half.first, half.last, desk.today))


def answer(desk: Desk, report: str, half: Half) -> tuple[date, Any] | None:
    """What was kept of a report, and from which day; None where nothing is."""
    kept = kept_figures.figures(desk.session, str(half), report)
    if kept is None:
        return None
    kind = BlockCounts if report == HALF_YEAR else _REPORTS[report][1]
    return kept[0], read(kind, kept[1]["told"])


def report_kept(desk: Desk, report: str, asked: Asked) -> tuple[Any, Asked]:
    """The kept value of a report and the question it answers; None to be asked anew.

    Only a whole half-year is kept, however it is asked for, of everybody, as the register is
    known today: for nobody from whom somebody is kept.
    """
    half = half_of(asked.last)
    whole = (asked.first, asked.last) == (half.first, half.last)
    plain = asked.is_of_all and not asked.by
    if not whole or not plain or asked.as_of != desk.today or not sees_all(desk):
        return None, asked
    kept = answer(desk, report, half)
    return (kept[1], replace(asked, as_of=kept[0])) if kept else (None, asked)


def past_of(desk: Desk, asked: Asked, *, kept: bool = False) -> Past:
    """What to tell beside an answer of a period."""
    gone = kept_figures.purged_by_half_year(desk.session)
    touched = sorted(
        (half, n)
        for half, n in _by_half(gone).items()
        if half.first <= asked.last and half.last >= asked.first
    )
    return Past(asked.as_of if kept else None, tuple(touched))


def _by_half(counts: Counter[str]) -> dict[Half, int]:
    return {read_half(half): n for half, n in counts.items()}


def purged_in(desk: Desk, half: Half) -> int:
    """How many of those registered in a half-year have been purged."""
    return kept_figures.purged_by_half_year(desk.session)[str(half)]
