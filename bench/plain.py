"""Each report beside the same figures as plain SQL, run by the `sqlite3` shell."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from growth import REPORTS
from invented import DAY
from made import ROOT, Ground, kaa
from page import Row, Section, verdict
from plain_sql import SQL
from race import Contestant, Heat, race

BUDGET = 2.0
_PERIOD = f""".parameter set :first "'2026-07-01'"
.parameter set :last "'{DAY}'"
"""
"""The half-year up to the day: what kaa reports on where nothing else is asked."""


def section(size: int, rounds: int) -> Section:
    """The table of reports; without the shell, a line that says so."""
    return Section(
        f"Reports beside plain SQL, {size:,} youths",
        """\
The SQL of `bench/plain_sql.py` counts what the report counts; the `sqlite3` shell runs it on an
unencrypted copy of the register, kaa its report on the encrypted register. The start-up is the same
report on a register of twelve youths. The budget is for kaa's seconds by those of the SQL and the
start-up together, in each round and then the middle: what the report does beyond counting.""",
        ("report", "kaa", "plain SQL", "start-up", "kaa / (SQL + start-up)", "budget"),
        partial(_rows, size, rounds),
    )


def _rows(size: int, rounds: int, ground: Ground) -> Iterator[Row]:
    shell = shutil.which("sqlite3")
    if shell is None:
        print("  left out: there is no sqlite3 shell")
        return
    large = Path(ground.worked_in(size))
    plain, small = ground.plain_copy(large), ground.new(ground.folder / "twelve.db")
    ground.do("--db", str(small), "import", str(ROOT / "examples" / "roster.csv"), "--yes")
    for name in REPORTS:
        contestants = [
            Contestant(f"kaa report {name}", kaa("--db", str(large), "report", name)),
            Contestant("start-up", kaa("--db", str(small), "report", name)),
        ]
        yardstick = Contestant(
            "SQL", [shell, "-bail", str(plain)], typed=f"{_PERIOD}{SQL[name]};\n"
        )
        ours, start, sql = race(Heat(contestants, yardstick), rounds, ground.environ)
        rounds_of_all = zip(ours.each, sql.each, start.each, strict=True)
        ratio = median(taken / (counting + starting) for taken, counting, starting in rounds_of_all)
        middles = (one.seconds.middle for one in (ours, sql, start))
        seconds = (f"{one:.2f}" for one in (*middles, ratio))
        is_over = ratio > BUDGET
        told = verdict(f"{BUDGET:g}", is_over=is_over)
        yield Row((f"`kaa report {name}`", *seconds), told, is_over=is_over)
