"""What the bench races the reports against tells the same figures: neither is fast by leaving out.

What stands in the rows of `bench/plain_sql.py` is named here; what SQL alone reckons otherwise than
the rules, such as who is mapped after an outcome was found interrupted, is not compared.
"""

import runpy
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kaa_cli.rules.half_year import Half
from kaa_cli.work import half_year, reporting
from kaa_cli.work.desk import Desk
from register.test_report_figures import FIRST, SEEDS, TODAY, asked, desk_of, write
from registers import make
from terminal import ROOT

SQL: dict[str, str] = runpy.run_path(str(ROOT / "bench" / "plain_sql.py"))["SQL"]
HALF = Half(2026, 2)


def outcomes(desk: Desk) -> list[Any]:
    told = reporting.outcomes(desk, asked())
    one = told.total
    return [told.population, one.total, one.studies, one.work, one.other_authority, one.remains]


def reach(desk: Desk) -> list[Any]:
    one = reporting.reach(desk, asked()).total
    in_time = [one.attempted_in_time, one.reached_in_time]
    return [one.registered, one.attempted, one.reached, one.reached_guardian, *in_time]


def ladder(desk: Desk) -> list[Any]:
    told = reporting.ladder(desk, asked())
    phone = next(one for one in told.channels if one.channel == "phone")
    calls = [share for _day, share in told.weekdays]
    return [
        sum(one.attempts for one in told.channels),
        phone.tried,
        phone.reached.count,
        sum(share.of for share in calls),
        sum(share.count for share in calls),
    ]


def inflow(desk: Desk) -> list[Any]:
    one = reporting.inflow(desk, asked()).total
    return [one.new, one.left, one.there, one.never_reached]


def load(desk: Desk) -> list[Any]:
    told = reporting.load(desk, asked())
    return [told.total.youths, sum(week.all_attempts for week in told.weeks)]


def goals(desk: Desk) -> list[Any]:
    _mapped, _onward, attempt, contact = reporting.goals(desk, asked()).total
    return [attempt.share.count, contact.share.count, attempt.share.of]


def sustained(desk: Desk) -> list[Any]:
    return [reporting.sustained(desk, asked()).total.at[0].outcomes]


def half(desk: Desk) -> list[Any]:
    blocks = half_year.prepare(desk, HALF, for_lines=False).counts.blocks
    return [lines for _, lines, _ in blocks] + [youths for _, _, youths in blocks]


TOLD: dict[str, tuple[Callable[[Desk], list[Any]], list[int]]] = {
    "outcomes": (outcomes, [0, 1, 2, 3, 4, 5]),
    "reach": (reach, [0, 1, 2, 3, 4, 5]),
    "ladder": (ladder, [0, 1, 2, 3, 4]),
    "inflow": (inflow, [0, 1, 2, 3]),
    "load": (load, [0, 4]),
    "goals": (goals, [2, 3, 4]),
    "sustained": (sustained, [0]),
    "half-year": (half, list(range(10))),
}
"""What kaa tells, and which of the figures in a row of SQL that is."""


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plain") / "kaa.db"
    make(path, plaintext=True)
    for seed in SEEDS:
        write(str(path), range(50 * seed + 1, 50 * seed + 50), seed)
    return path


def test_every_report_has_its_sql() -> None:
    assert set(TOLD) == set(SQL)


@pytest.mark.parametrize("report", TOLD)
def test_sql_and_kaa_agree(plain: Path, report: str) -> None:
    first, last = (HALF.first, HALF.last) if report == "half-year" else (FIRST, TODAY)
    days: dict[str, date] = {"first": first, "last": last}
    with closing(sqlite3.connect(plain)) as tables:
        row = tables.execute(SQL[report], {key: day.isoformat() for key, day in days.items()})
        found = row.fetchone()
    ask, which = TOLD[report]
    with desk_of(str(plain)) as desk:
        told = ask(desk)
    assert sum(told)
    assert told == [found[place] or 0 for place in which]
