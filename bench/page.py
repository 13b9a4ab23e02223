"""The figures as lines on screen and as docs/performance.md, with what they were measured on."""

import os
import platform
import sqlite3
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from race import Result

_PACKAGES = ("typer", "sqlmodel", "sqlalchemy", "pydantic", "rich", "sqlite-utils")


def told(result: Result) -> str:
    """One result as a line on screen."""
    memory = f"{result.megabytes:.0f} MB" if result.megabytes else ""
    ratio = f"× {result.ratio}" if result.ratio else ""
    work = f"(work × {result.work.middle:.2f})" if result.work else ""
    line = f"{result.name:42} {result.seconds!s:>22} s {memory:>7} {ratio:20} {work:13}"
    return f"{line} {_verdict(result)}".rstrip()


def load_now() -> str:
    """How many programs wait for the processor, on average of a minute, where the system tells."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def write_page(path: Path, results: Sequence[Result], rounds: str, load: str) -> None:
    """Write the page anew; nothing on it is typed by hand."""
    path.parent.mkdir(exist_ok=True)
    text = _PAGE.format(
        table="\n".join(map(_row, results)),
        verdict=_summary(results),
        machine=_machine(load),
        rounds=rounds,
    )
    path.write_text(text, encoding="utf-8", newline="\n")


def _row(result: Result) -> str:
    memory = f"{result.megabytes:.0f} MB" if result.megabytes else "–"
    ratio = str(result.ratio) if result.ratio else "the yardstick"
    work = f"{result.work.middle:.2f}" if result.work else "–"
    cells = (result.name, str(result.seconds), ratio, work, memory, _verdict(result))
    return f"| {' | '.join(cells)} |"


def _verdict(result: Result) -> str:
    told = []
    if result.budget:
        told.append(f"at most {result.budget}{': over' if result.is_too_slow else ''}")
    if result.budget_mb:
        told.append(f"{result.budget_mb:.0f} MB{': over' if result.is_too_large else ''}")
    return ", ".join(told)


def _summary(results: Sequence[Result]) -> str:
    over = [r.name for r in results if r.is_too_slow or r.is_too_large]
    if not over:
        return "Everything that has a budget kept it in this run."
    return f"Over budget in this run: {'; '.join(over)}."


def _machine(load: str) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return "\n".join(
        (
            f"- {os.cpu_count()} processors ({_processor()}), {platform.platform(terse=True)}",
            f"- Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}",
            f"- load before the run {load} and after it {load_now()}, {time.strftime('%Y-%m-%d')}",
        )
    )


def _processor() -> str:
    """The processor's own name where Linux tells it, else its family."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


_PAGE = """\
# How fast kaa is

This page is written by `make bench`, all of it from one run. Run it on your own machine: seconds
differ from one to the next, and even from one hour to the next; ratios hold better.

Seconds, ratios: least / middle / most. The budget is for the middle ratio. "Of its work" is the
middle ratio of processor time alone: what the programs do, without waiting for the disk.

| measured | seconds | times the yardstick | of its work | memory | budget |
|---|---|---|---|---|---|
{table}

{verdict}

## The machine

{machine}

## How it is measured

- The programs of a comparison take turns, and each run is divided by the yardstick's run of the
  same round, so that whatever else the machine does slows both.
- {rounds}
- Not both alike, though: sqlite-utils writes its table in many small transactions and kaa in one,
  so a disk that others keep busy slows sqlite-utils more. Where "of its work" is far above the
  ratio of seconds, expect the higher of the two on a quiet machine with a fast disk.
- Whole processes from start to end, with the answer thrown away, Python's bytecode and the disk's
  cache warm. The first start after an installation or a restart takes several times as long.
- Memory is the most that the process held at any time (not told on Windows).
- The rosters have 17 columns, invented youths and the numbers that schools give to those without
  one. Those have no check digit; reckoning it costs an import about a millionth of a second for
  each row.
- A yardstick is no rival. sqlite-utils reads text into one table and stops. kaa reads days, codes,
  phone numbers and marks of protection, compares with the register and shows what would change,
  compares again while nobody else can write, fills four tables, and logs each row so that the
  whole import can be undone.
- kaa's file is written with `synchronous=EXTRA` and `secure_delete=ON`, sqlite-utils' with
  SQLite's defaults: that is paid for here too.
- Typer draws its own help with Rich, kaa writes plain text: that is why kaa can have dozens of
  commands and still keep up with a program of one.
"""
