"""What a list would change in the register, told before it is applied."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ListKind(StrEnum):
    """What a list that is taken in tells of."""

    ROSTER = "roster"
    PHONES = "phones"
    ATTEMPTS = "attempts"
    OCCUPATIONS = "occupations"
    MEASURES = "measures"
    OUTCOMES = "outcomes"
    STEPS = "steps"
    CHECKS = "checks"


class Sort(StrEnum):
    """What becomes of a row: `--show` takes these."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    GONE = "gone"
    BACK_ON_LIST = "back-on-list"
    DOUBLES = "doubles"
    DUPLICATES = "duplicates"
    OUT_OF_SCOPE = "out-of-scope"
    PROTECTED = "protected"
    WITHOUT_NUMBER = "without-number"


@dataclass(frozen=True, slots=True)
class Shown:
    """One youth of a difference as a screen may show it; of a protected one no name or year.

    `line` in the file, `youth` in the register: either may be missing. `fields` are (name, old,
    new); `other` (a youth) or `other_line` (a row) is whom this one may be already; `why` is the
    legal reason for being outside the duty.
    """

    line: int | None = None
    youth: int | None = None
    name: str | None = None
    birth_year: int | None = None
    fields: tuple[tuple[str, str, str], ...] = ()
    other: int | None = None
    other_line: int | None = None
    why: str = ""
    is_masked: bool = False


@dataclass(frozen=True)
class Difference:
    """The counts of an import; `rejects` are (line, field, code, message), the heading is line 1.

    `out_of_scope` counts by the legal reason: `turned-20` or `in-school`.
    """

    file: str
    rows: int
    kind: str = "roster"
    new: int = 0
    new_today: int = 0
    """Of the new: how many were on no list before today, as far as the file tells."""
    without_number: int = 0
    changed: int = 0
    fields_changed: Mapping[str, int] = field(default_factory=dict)
    unchanged: int = 0
    gone: tuple[int, ...] = ()
    back_on_list: tuple[int, ...] = ()
    doubles: int = 0
    to_mark: int = 0
    """Of the gone and the back on the list: how many are not marked to be checked already."""
    duplicates: int = 0
    out_of_scope: Mapping[str, int] = field(default_factory=Counter)
    protected: Mapping[str, int] = field(default_factory=Counter)
    notes: Mapping[str, int] = field(default_factory=Counter)
    rejects: tuple[tuple[int, str, str, str], ...] = ()
    unknown_headings: tuple[str, ...] = ()
    are_participants: bool = False
    """Taken into a register outside the duty: nobody is outside of that, and no deadline runs."""
    same_file_on: date | None = None
    """The day this very list was taken in before."""

    @property
    def changes_something(self) -> bool:
        return bool(self.new or self.changed or self.to_mark)

    @property
    def rejected(self) -> int:
        """How many rows are refused; one may have several faults."""
        return len({line for line, *_rest in self.rejects})
