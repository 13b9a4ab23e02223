"""A command that was done, as it is told when it is taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kaa_cli.rules.person import Person


@dataclass(frozen=True, slots=True)
class Done:
    """One entry of the log that changed something; `person` when it was about a single youth.

    `undos`: 0 is a command itself, 1 the taking back of it, 2 the putting back, and so on.
    """

    entry: int
    on: date
    by: str
    command: str
    what: Mapping[str, Any]
    youths: tuple[int, ...]
    person: Person | None
    undos: int
    is_undone: bool
