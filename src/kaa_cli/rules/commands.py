"""A command that was done: as it is told when it is taken back, and as the log tells it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from kaa_cli.rules.person import Person


class Kind(StrEnum):
    """What a command did that the log tells of."""

    CHANGE = "change"
    READ = "read"
    """Personal data of named youths were shown, in the same transaction."""
    LIST = "list"
    EXPORT = "export"
    """A list that was written to a file."""
    REFUSAL = "refusal"
    CLAIM = "claim"
    """Youths were only taken in hand: nothing of it to take back."""
    PURGE = "purge"
    """Data were erased for good: nothing of it can be taken back."""
    RESTORE = "restore"
    """A backup took the place of the register: `what` tells where both their logs ended."""
    RIGHTS = "rights"
    """Who may log in, and what they may see: `what` tells to whom which was given."""


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


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry of the log, whatever its kind; `at` is the true instant, aware, in UTC.

    `youths` are those named one by one, `listed` how many a list or a file held. `fields` are the
    columns that got another value (`youth.street`), or the tables with new or removed rows. Of a
    restore, `restored` is where the backup's log ended, `left` where the replaced one's did.
    """

    entry: int
    at: datetime
    on: date
    by: str
    login: str
    kind: Kind
    command: str
    youths: tuple[int, ...]
    listed: int
    fields: tuple[str, ...]
    said: str
    restored: str = ""
    left: str = ""


@dataclass(frozen=True, slots=True)
class WhichEntries:
    """What is asked of the log; what is None or empty is not asked for."""

    youth: int | None = None
    by: str = ""
    kinds: tuple[Kind, ...] = ()
    since: datetime | None = None
    before: datetime | None = None
    """By the true instant (aware), whatever day an entry counts for."""


def names(what: Mapping[str, Any], youths: Collection[int]) -> bool:
    """Whether what an entry tells names any of these youths, alone or in a list."""
    return any(youth in youths for youth in what.get("youths", ())) or any(
        first <= youth <= last for first, last in what.get("runs", ()) for youth in youths
    )


def names_alone(what: Mapping[str, Any], youth: int) -> bool:
    """Whether an entry tells of this youth and nobody else: a card, not one line of many."""
    return what.get("youths") == [youth] or what.get("runs") == [[youth, youth]]
