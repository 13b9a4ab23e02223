"""The daily commands, the reports and the care of a register, at each of several sizes.

A command takes turns on the registers of all sizes, so that the ratio from first to last holds on a
machine that does other things too.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from invented import ATTEMPTS, DUE
from made import Ground, kaa
from page import Row, Section, typed, verdict
from race import Contestant, Failed, Heat, Result, race

FLAT = 1.25
LINEAR = 1.15
_SLOPES = ((0.1, "flat"), (0.9, "less than the register"), (1.1, "with the register"))
"""By the exponent of the last step: ten times the youths take 10 to so much times the seconds."""
REPORTS = ("outcomes", "reach", "ladder", "inflow", "load", "goals", "sustained", "half-year")


@dataclass(frozen=True)
class Grown:
    """One command at every size, and what it may cost at the last."""

    name: str
    sizes: Sequence[int]
    results: Sequence[Result]
    budget: float | None = None
    by_row: bool = False
    """Whether the budget is for each row of a list, from the last size but one to the last."""

    @property
    def growth(self) -> float:
        """How many times as long the last size takes as the first."""
        return self.results[-1].seconds.middle / self.results[0].seconds.middle

    @property
    def step(self) -> float:
        """The same from the last size but one."""
        return self.results[-1].seconds.middle / self.results[-2].seconds.middle

    @property
    def slope(self) -> str:
        """How the seconds follow the register, by the last step."""
        exponent = math.log(self.step) / math.log(self.sizes[-1] / self.sizes[-2])
        named = (name for most, name in _SLOPES if exponent <= most)
        return next(named, "more than the register")

    @property
    def is_over(self) -> bool:
        if self.budget is None:
            return False
        rows = self.sizes[-1] / self.sizes[-2]
        return (self.step / rows if self.by_row else self.growth) > self.budget


@dataclass(frozen=True)
class _Command:
    """What is typed, how often, and what it may cost; `{…}` stand for what a size brings."""

    words: str
    rounds: int = 1
    budget: float | None = None
    typed: str = ""
    name: str = ""
    by_row: bool = False
    before: Callable[[Ground, Path], object] = lambda _ground, _register: None

    def at(self, ground: Ground, register: Path, size: int) -> Contestant:
        """This command on the register of a size."""
        fresh = register.with_name(f"fresh-{size}.db")
        used = fresh if "{roster}" in self.words else register
        found = {"roster": ground.roster(size), "backup": _backup(register), "youth": size // 2}
        words = self.words.format(**found).split()
        before = partial(self.before, ground, used)
        command = kaa("--db", str(used), *words)
        return Contestant(f"{self} at {size:,}", command, before, typed=self.typed)

    def __str__(self) -> str:
        words = self.words.replace("{youth}", "17").replace(" {backup}", "")
        return self.name or typed(words)


def _backup(register: Path) -> Path:
    return register.with_suffix(".backup.db")


COMMANDS = (
    _Command("next", 7, FLAT),
    _Command("log {youth} no-answer -y", 7, FLAT),
    _Command("timeline {youth}", 7, FLAT),
    _Command("show {youth}", 7, FLAT),
    _Command("find -", typed="20070101TF00"),
    _Command(""),
    _Command("ladder"),
    _Command("youth list"),
    *(_Command(f"report {name}") for name in REPORTS),
    _Command(
        "import {roster} --yes",
        rounds=3,
        budget=LINEAR,
        by_row=True,
        name="kaa import of so many rows",
        before=lambda ground, register: ground.new(register),
    ),
    _Command("import {roster} --yes", name="the same rows again, nothing new"),
    _Command(
        "backup {backup}", before=lambda _, register: _backup(register).unlink(missing_ok=True)
    ),
    _Command("audit verify"),
)


def section(sizes: Sequence[int], *, short: bool) -> Section:
    """The table of growth."""
    return Section(
        "As the register grows",
        _INTRO,
        ("command", *(f"{size:,}" for size in sizes), "memory", "slope", "budget"),
        lambda ground: map(_row, measured(ground, sizes, short=short)),
    )


_INTRO = f"""\
Seconds (the middle) in registers of so many youths with {ATTEMPTS} attempts each, an entry in the
log of every one, earlier stays, occupations, measures, outcomes and what was found of them later;
of each register's youths {DUE} are to be contacted (all, where there are fewer). Every register is
encrypted. Memory is the most held, at the smallest and at the largest. The slope is named by the
last step, as an exponent of the number of youths: flat up to 0.1 (× 1.26 for × 10), less than the
register up to 0.9, with the register up to 1.1 (× 12.6 for × 10), else more than the register;
after it stands the ratio from the first size to the last."""


def _row(one: Grown) -> Row:
    seconds = (f"{result.seconds.middle:.2f}" for result in one.results)
    held = [result.megabytes for result in (one.results[0], one.results[-1])]
    memory = " → ".join(f"{most:.0f}" for most in held if most) + " MB" if all(held) else "–"
    times = f"{one.slope}: × {one.growth:.2f} for × {one.sizes[-1] / one.sizes[0]:g}"
    budget = one.budget and (
        f"× {one.budget} a row, last step" if one.by_row else f"× {one.budget}, first to last"
    )
    return Row(
        (one.name, *seconds, memory, times),
        verdict(budget or "", is_over=one.is_over),
        is_over=one.is_over,
    )


def measured(ground: Ground, sizes: Sequence[int], *, short: bool) -> Iterator[Grown]:
    """Every command at every size, as soon as it is there."""
    registers = {size: Path(ground.worked_in(size)) for size in sizes}
    ground.do("--db", str(registers[sizes[0]]), "doctor")
    for command in COMMANDS:
        last, *others = (command.at(ground, registers[size], size) for size in reversed(sizes))
        rounds = 1 if short else command.rounds
        found = race(Heat(others, last), rounds, ground.environ)
        results = [*found[:-1][::-1], found[-1]]
        budget = None if short else command.budget  # of two small registers nothing follows
        yield Grown(str(command), sizes, results, budget, command.by_row)
    for size in sizes:
        if ground.youths_in(ground.folder / f"fresh-{size}.db") != size:
            raise Failed(f"kaa left some of {size} rows out")
