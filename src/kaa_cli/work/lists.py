"""What all kinds of lists have in common on their way in: where they came from, and the promise.

A difference is shown, a person says yes, and exactly that is done, or nothing.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from kaa_cli.errors import Refused
from kaa_cli.files.rejects import Reject
from kaa_cli.files.table import Row, Table, Watch
from kaa_cli.register import office, office_questions
from kaa_cli.register.known import protected_numbers
from kaa_cli.rules.difference import Difference
from kaa_cli.words import _
from kaa_cli.work.desk import Desk


@dataclass(frozen=True, slots=True)
class Source:
    """The file a list came from; `whole_list`: whoever is not on it is missing."""

    file: str
    rows: int
    fingerprint: str
    whole_list: bool = False


class Plan(Protocol):
    """What a list would do; `made_after` is the latest entry of the log it knew."""

    @property
    def difference(self) -> Difference: ...
    @property
    def made_after(self) -> int: ...


R = TypeVar("R")
P = TypeVar("P", bound=Plan)


@dataclass(frozen=True)
class Intake(Generic[R, P]):
    """How a kind of list is read, compared with the register, and taken in."""

    kind: str
    read: Callable[[Table, date, Mapping[str, str] | None, Watch[Row], tuple[str, ...]], R]
    plan: Callable[[Desk, R, Source], P]
    apply: Callable[[Desk, P], None]

    def take_in(self, desk: Desk, rows: R, source: Source, shown: P) -> None:
        """Do what was shown.

        The comparison is made anew only if something was logged since: then it must come out the
        same, else nothing is done and `Refused` raised.
        """
        plan = shown
        if office_questions.last_entry(desk.session) != shown.made_after:
            plan = self.plan(desk, rows, source)
            if plan != shown:
                raise Refused(
                    _(
                        "The register has changed since the list was compared. Import again. "
                        "Nothing was saved."
                    )
                )
        self.apply(desk, plan)
        told = plan.difference
        desk.what = {"file": told.file, "kind": self.kind, "new": told.new, "changed": told.changed}
        counts = {"new": told.new, "changed": told.changed, "unchanged": told.unchanged}
        desk.changes.add(
            office.ImportRun(
                on=desk.today,
                kind=self.kind,
                file_name=source.file,
                fingerprint=source.fingerprint,
                rows=source.rows,
                counts=counts,
            )
        )


def about_protected(
    desk: Desk, rows: Iterable[Row], numbered: int | None, marked: Collection[int]
) -> frozenset[int]:
    """The lines of rows about somebody protected, by the register or by the list itself.

    `numbered`: the column with kaa's own numbers, if the list has one.
    """
    numbers, ids = protected_numbers(desk.session)
    lines = set(marked)
    for row in rows:
        told = {"".join(filter(str.isdigit, cell)) for cell in row.cells}
        own = row.cells[numbered].strip() if numbered is not None else ""
        if told & numbers or own in ids:
            lines.add(row.line)
    return frozenset(lines)


def told_rejects(rejects: Sequence[Reject]) -> tuple[tuple[int, str, str, str], ...]:
    """The refused rows as a difference tells them, in the order of the file."""
    ordered = sorted(rejects, key=lambda reject: reject.line)
    return tuple((r.line, r.field, r.code, r.message) for r in ordered)
