"""How far long work has come, on stderr and at a terminal only."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

Watch = Callable[[Iterable[Any]], Iterable[Any]]
LONG = 5_000
"""Rows from which it is worth telling."""
_STEP = 500


class Silent:
    """Short work, or nobody to look on: nothing is told."""

    @contextmanager
    def stage(self, _says: str) -> Iterator[None]:
        """Work that cannot be counted."""
        yield

    def rows(self, _says: str) -> Watch:
        """Work that goes through rows one by one: hands them on and tells."""
        return iter


class Told(Silent):
    """A bar that moves with the rows, and one that only shows that something goes on."""

    def __init__(self, progress: Progress, total: int) -> None:
        self.progress, self.total = progress, total
        self.step = max(1, min(_STEP, total // 100))

    @contextmanager
    def stage(self, says: str) -> Iterator[None]:
        task = self.progress.add_task(says, total=None, done="")
        yield
        self.progress.remove_task(task)

    def rows(self, says: str) -> Watch:
        def watch(rows: Iterable[Any]) -> Iterator[Any]:
            task = self.progress.add_task(says, total=self.total, done=f"0 / {self.total}")
            self.progress.refresh()  # by itself it draws ten times a second: too late for some
            for place, row in enumerate(rows):
                if place % self.step == 0:
                    done = f"{place} / {self.total}"
                    self.progress.update(task, completed=place, done=done, refresh=place == 0)
                yield row
            self.progress.remove_task(task)

        return watch


@contextmanager
def telling(rows: int, *, long: int = LONG) -> Iterator[Silent]:
    """Tell of work on so many rows while it lasts, from `long` on; the bar is gone afterwards."""
    if rows < long or not (sys.stderr and sys.stderr.isatty()):
        yield Silent()
        return
    progress = Progress(
        TextColumn(" {task.description}"),
        BarColumn(),
        TextColumn("{task.fields[done]}"),
        console=Console(file=sys.stderr),
        transient=True,
    )
    with progress:
        yield Told(progress, rows)
