"""The figures as lines on screen and as a page in docs/, with what they were measured on."""

import os
import platform
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import servers
from made import Ground
from race import Result

_PACKAGES = ("typer", "sqlmodel", "sqlalchemy", "pydantic", "rich", "sqlite-utils", "todoman")


@dataclass(frozen=True)
class Row:
    """One line of a table; the verdict on its budget is its last cell, where it has one."""

    cells: tuple[str, ...]
    verdict: str | None = None
    is_over: bool = False

    @property
    def whole(self) -> tuple[str, ...]:
        return self.cells if self.verdict is None else (*self.cells, self.verdict)


@dataclass(frozen=True)
class Section:
    """One table of a page, and how its rows are measured."""

    title: str
    intro: str
    heads: tuple[str, ...]
    rows: Callable[[Ground], Iterable[Row]]
    notes: str = ""


@dataclass(frozen=True)
class Measured:
    """A section with the rows of this run; none where it could not be run."""

    section: Section
    rows: Sequence[Row]

    def as_text(self) -> str:
        """Markdown."""
        told = self.section
        lines = [f"| {' | '.join(told.heads)} |", "|" + "---|" * len(told.heads)]
        lines += [f"| {' | '.join(row.whole)} |" for row in self.rows]
        table = "\n".join(lines) if self.rows else "Not measured in this run."
        parts = (f"## {told.title}", told.intro.strip(), table, told.notes.strip())
        return "\n\n".join(part for part in parts if part)


@dataclass(frozen=True)
class Page:
    """A page in docs/: what stands before its tables, and after them."""

    name: str
    head: str
    foot: str


def measure(section: Section, ground: Ground) -> Measured:
    """Run a section, with each row on screen as soon as it is there."""
    print(f"\n{section.title}\n  {' · '.join(section.heads)}", flush=True)
    rows = []
    for row in section.rows(ground):
        print("  " + " · ".join(cell for cell in row.whole if cell), flush=True)
        rows.append(row)
    return Measured(section, rows)


def typed(words: str) -> str:
    """A command as the tables tell it: without what only spares a question."""
    return f"`{f'kaa {words}'.replace(' -y', '').strip()}`"


def verdict(budget: str, *, is_over: bool) -> str:
    """The budget, and whether it was kept."""
    return f"at most {budget}: {'**over**' if is_over else 'kept'}" if budget else ""


def compared(result: Result) -> Row:
    """One contestant beside its yardstick, as the first tables have it."""
    memory = f"{result.megabytes:.0f} MB" if result.megabytes else "–"
    ratio = str(result.ratio) if result.ratio else "the yardstick"
    work = f"{result.work.middle:.2f}" if result.work else "–"
    told = []
    if result.budget:
        told.append(verdict(f"{result.budget}", is_over=result.is_too_slow))
    if result.budget_mb:
        told.append(verdict(f"{result.budget_mb:.0f} MB", is_over=result.is_too_large))
    return Row(
        (result.name, str(result.seconds), ratio, work, memory),
        ", ".join(told),
        is_over=result.is_too_slow or result.is_too_large,
    )


COMPARED = ("measured", "seconds", "times the yardstick", "of its work", "memory", "budget")
"""The heads of such a table."""


def load_now() -> str:
    """How many programs wait for the processor, on average of a minute, where the system tells."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def write_page(docs: Path, page: Page, measured: Sequence[Measured], load: str) -> None:
    """Write a page anew; nothing on it is typed by hand."""
    parts = (
        page.head.strip(),
        _summary(measured),
        *(one.as_text() for one in measured),
        f"## The machine\n\n{_machine(load)}",
        page.foot.strip(),
    )
    text = "\n\n".join(part for part in parts if part) + "\n"
    (docs / page.name).write_text(text, encoding="utf-8", newline="\n")


def _summary(measured: Sequence[Measured]) -> str:
    rows = [row for one in measured for row in one.rows]
    over = [row.cells[0] for row in rows if row.is_over]
    if not over:
        has_budgets = any(row.verdict for row in rows)
        return "Everything that has a budget kept it in this run." if has_budgets else ""
    return f"Over budget in this run: {'; '.join(over)}."


def _machine(load: str) -> str:
    packages = ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)
    return "\n".join(
        (
            f"- {os.cpu_count()} processors ({_processor()}), {_memory()}"
            f"{platform.platform(terse=True)}",
            f"- Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
            f"PostgreSQL {servers.version() or '(none)'}, {packages}",
            f"- load before the run {load} and after it {load_now()}, {time.strftime('%Y-%m-%d')}",
        )
    )


def _memory() -> str:
    """How much memory there is, where the system tells."""
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return ""
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB of memory, "


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"


def _processor() -> str:
    """The processor's own name where Linux tells it, else its family."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
