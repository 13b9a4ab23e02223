"""What a list would change in the register, told before it is applied."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changed:
    """A youth whom the list tells something new of: per field the old and the new value."""

    youth: int
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Difference:
    """The counts of an import; `rejects` are (line, field, code, message), the heading is line 1.

    `out_of_scope` counts by the legal reason: `turned-20` or `in-school`.
    """

    file: str
    rows: int
    kind: str = "roster"
    new: int = 0
    without_number: int = 0
    changed: tuple[Changed, ...] = ()
    unchanged: int = 0
    gone: tuple[int, ...] = ()
    back_on_list: tuple[int, ...] = ()
    to_mark: int = 0
    """Of the gone and the back on the list: how many are not marked to be checked already."""
    duplicates: tuple[int, ...] = ()
    out_of_scope: Counter[str] = field(default_factory=Counter)
    protected: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    rejects: tuple[tuple[int, str, str, str], ...] = ()
    unknown_headings: tuple[str, ...] = ()

    @property
    def changes_something(self) -> bool:
        return bool(self.new or self.changed or self.to_mark)

    def fields_changed(self) -> Counter[str]:
        """How often each field differs, for the line of changed youths."""
        return Counter(name for youth in self.changed for name, _old, _new in youth.fields)
