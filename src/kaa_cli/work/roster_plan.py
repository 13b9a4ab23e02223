"""What a roster would do, as values: filled by `intake.py`, done by `taking_in.py`."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kaa_cli.files.phones import PhoneNumber
from kaa_cli.files.roster_row import RosterRow
from kaa_cli.register.known import KnownYouth
from kaa_cli.rules.difference import Difference
from kaa_cli.work.doubles import Somebody


@dataclass(slots=True)
class Update:
    """What a row tells anew of a known youth, of the registration, the guardians and the numbers.

    `guardians` are names by position; `numbers` have the position they belong to, 0 the youth.
    """

    line: int | None
    youth: KnownYouth
    fields: dict[str, Any]
    period: dict[str, Any] = field(default_factory=dict)
    guardians: dict[int, str] = field(default_factory=dict)
    numbers: list[tuple[int, PhoneNumber]] = field(default_factory=list)
    left_out: int = 0
    """Guardians for whom there is no place: two others are kept already."""

    @property
    def is_empty(self) -> bool:
        return not (self.fields or self.period or self.guardians or self.numbers)

    @property
    def names(self) -> Iterator[str]:
        """The fields that change, a guardian's name as `guardian_1_name`."""
        yield from self.fields
        yield from self.period
        yield from (f"guardian_{place}_name" for place in self.guardians)
        yield from ("phone" for _number in self.numbers)


@dataclass
class RosterPlan:
    """What a roster would do, row by row; `doubles`: by line, whom a new youth may be already."""

    made_after: int = field(compare=False)
    new: list[RosterRow] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    unchanged: list[tuple[RosterRow, KnownYouth]] = field(default_factory=list)
    outside: list[tuple[RosterRow, KnownYouth | None, str]] = field(default_factory=list)
    back: list[tuple[RosterRow, KnownYouth]] = field(default_factory=list)
    gone: list[KnownYouth] = field(default_factory=list)
    doubles: dict[int, list[Somebody]] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)
    duplicates: list[int] = field(default_factory=list)
    difference: Difference = field(default_factory=lambda: Difference("", 0))
