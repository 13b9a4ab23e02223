"""Everything kept about one person, as the person gets to read it (data protection regulation, 15).

Caseworkers are told by their role; of others only what is kept of them for the youth's sake, and
nothing that could tell where a protected youth is or from whom it hides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kaa_cli.rules.codes import Protection
from kaa_cli.rules.days import birthday
from kaa_cli.rules.due_days import RECKONED
from kaa_cli.rules.scope import ADULT_AT

LEFT_OUT = "left-out"
"""Stands where something is kept about another person that is not told."""
CASEWORKER, GUARDIAN, OWN = "caseworker", "guardian", "youth"
_OF_A_GUARDIAN = {"guardian": ("name",), "phone": ("raw", "number", "note", "source")}


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was corrected or taken away: `field` is None where a whole row went."""

    on: date
    command: str
    table: str
    row: int
    field: str | None
    before: Any
    after: Any = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who has received something: an actor, the statistics agency, a file taken out."""

    on: date
    kind: str
    who: str
    until: date | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """A time when the data were looked at: what for, and never by whom."""

    on: date
    at: datetime
    command: str
    purpose: str = ""
    is_file: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the youth's own row came from: a command, and the list it took in."""

    on: date
    command: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Extract:
    """All of it. `kept` holds the rows by table, each a value by column."""

    youth: int
    made_on: date
    purge_on: date | None
    protection: Protection
    is_restricted: bool
    is_participant: bool
    municipality: str
    kept: Mapping[str, Sequence[Mapping[str, Any]]]
    origins: Sequence[Origin]
    history: Sequence[Change]
    recipients: Sequence[Recipient]
    looked_at: Sequence[Look]


def is_told(column: str, owner: str, table: str) -> bool:
    """Whether a column is told: not the numbers of rows, which only the register understands."""
    return column != owner and (column != "id" or table == "youth")


def key_of(column: str) -> str:
    """What a column is called where a reference is told by what it means."""
    return "youth" if column == "id" else column.removesuffix("_id")


def hides_guardians(protection: Protection, born_on: date, today: date) -> bool:
    """Whether a guardian is told of by that alone: a protected youth's, and one of an adult."""
    return protection is not Protection.NONE or today >= birthday(born_on, ADULT_AT)


def of_others(table: str, values: Mapping[str, Any], *, is_hidden: bool) -> dict[str, Any]:
    """A row as it may be told, with guardians hidden or not."""
    told = dict(values)
    if not is_hidden or (table == "phone" and told.get("guardian") != GUARDIAN):
        return told
    return told | {name: LEFT_OUT for name in _OF_A_GUARDIAN.get(table, ()) if told.get(name)}


def changes(
    lines: Iterable[tuple[Change, Mapping[str, Any]]], now: Mapping[tuple[str, int], Any]
) -> list[Change]:
    """Lines of the log, oldest first, each field with what came instead; `now` are the rows kept.

    Seen from the end: what a line replaced was what the one before it had put there.
    """
    later: dict[tuple[str, int, str], Any] = {
        (table, row, field): value
        for (table, row), values in now.items()
        for field, value in values.items()
    }
    told: list[Change] = []
    for line, before in reversed(list(lines)):
        at = line.table, line.row
        if line.field is None:
            told.append(line)
        for field, old in before.items():
            if line.field is not None and field not in RECKONED:
                after = later.get((*at, field))
                told.append(Change(line.on, line.command, *at, field, old, after, line.because))
            later[(*at, field)] = old
    return told[::-1]


def had_the_old_value(change: Change, recipients: Iterable[Recipient]) -> list[Recipient]:
    """Who may have received what was corrected: everybody who got something by that day."""
    return [one for one in recipients if one.on <= change.on]
