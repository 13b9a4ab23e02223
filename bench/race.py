"""Measuring programs against each other on a machine that others use too.

The contestants run in turn, A B C A B C …, and each run is divided by the yardstick's run of the
same round: what slows the whole machine slows both, and the ratio stays.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median


class Failed(Exception):
    """A contestant did not finish: its figures would mean nothing."""


@dataclass(frozen=True)
class Contestant:
    """A command to measure, and what it may cost; `before` makes ready and is not measured."""

    name: str
    command: Sequence[str]
    before: Callable[[], object] = lambda: None
    budget: float | None = None
    budget_mb: float | None = None
    typed: str = ""
    """What stands on its standard input."""
    environ: Mapping[str, str] = field(default_factory=dict)
    """What it finds in its environment beside what all have."""


@dataclass(frozen=True)
class Heat:
    """Who runs against whom: each contestant is compared with the yardstick."""

    contestants: Sequence[Contestant]
    yardstick: Contestant


@dataclass(frozen=True)
class Spread:
    """The least, the middle and the most of several measurements."""

    least: float
    middle: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        return cls(min(values), median(values), max(values))

    def __str__(self) -> str:
        return f"{self.least:.2f} / {self.middle:.2f} / {self.most:.2f}"


@dataclass(frozen=True)
class Result:
    """What one contestant took: seconds, times the yardstick, and memory at its highest.

    `each` has the seconds of every round. `work` is the ratio of processor time alone, which a disk
    that others keep busy leaves as it is.
    """

    name: str
    seconds: Spread
    each: Sequence[float]
    ratio: Spread | None
    work: Spread | None
    megabytes: float | None
    budget: float | None
    budget_mb: float | None

    @property
    def is_too_slow(self) -> bool:
        return bool(self.budget and self.ratio and self.ratio.middle > self.budget)

    @property
    def is_too_large(self) -> bool:
        return bool(self.budget_mb and self.megabytes and self.megabytes > self.budget_mb)


@dataclass(frozen=True)
class _Run:
    seconds: float
    worked: float | None
    megabytes: float | None


def race(
    heat: Heat, rounds: int, environ: Mapping[str, str], *, warm_up: bool = True
) -> list[Result]:
    """Run all in turn, so many rounds, and compare; the yardstick is the last of the results.

    `warm_up` runs a first round that does not count: it fills the disk's cache. A single round is
    run for nothing but to see that everything works, and without.
    """
    everybody = [*heat.contestants, heat.yardstick]
    if warm_up and rounds > 1:
        for each in everybody:
            _measure(each, environ)
    turns = [[_measure(each, environ) for each in everybody] for _turn in range(rounds)]
    beside = [turn[-1] for turn in turns]
    ours = [
        _result(each, [turn[n] for turn in turns], beside)
        for n, each in enumerate(heat.contestants)
    ]
    return [*ours, _result(heat.yardstick, beside, None)]


def _result(each: Contestant, own: Sequence[_Run], beside: Sequence[_Run] | None) -> Result:
    pairs = list(zip(own, beside or (), strict=beside is not None))
    ratios = [run.seconds / other.seconds for run, other in pairs]
    works = [run.worked / other.worked for run, other in pairs if run.worked and other.worked]
    peaks = [run.megabytes for run in own if run.megabytes is not None]
    seconds = [run.seconds for run in own]
    return Result(
        each.name,
        Spread.of(seconds),
        seconds,
        Spread.of(ratios) if ratios else None,
        Spread.of(works) if works else None,
        max(peaks) if peaks else None,
        each.budget,
        each.budget_mb,
    )


def _measure(each: Contestant, environ: Mapping[str, str]) -> _Run:
    each.before()
    began = time.perf_counter()
    process = subprocess.Popen(
        each.command,
        env={**environ, **each.environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdin
    assert process.stderr
    with process.stdin as typed:
        typed.write(each.typed)
    said = process.stderr.read()
    code, worked, megabytes = _wait(process)
    seconds = time.perf_counter() - began
    if code:
        raise Failed(f"{each.name} ended with {code}: {said.strip()}")
    return _Run(seconds, worked, megabytes)


def _wait(process: "subprocess.Popen[str]") -> tuple[int, float | None, float | None]:
    """The exit code, the processor time and the most memory held; Windows tells only the first."""
    if sys.platform == "win32":
        return process.wait(), None, None
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kibibytes
    worked = usage.ru_utime + usage.ru_stime
    return process.returncode, worked, usage.ru_maxrss * unit / 1e6
