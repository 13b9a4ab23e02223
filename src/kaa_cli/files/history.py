"""From the rows of a file to what has happened: attempts, occupations, measures, outcomes, steps.

What a row tells is kept under the names of the register's columns, codes as codes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from kaa_cli.files.cells import CellFault, read_day, read_hour, read_known, read_word
from kaa_cli.files.headings import map_headings
from kaa_cli.files.rejects import Reject
from kaa_cli.files.rows import RowReader
from kaa_cli.files.table import Row, Table, Watch
from kaa_cli.labels.catalogue import read_measure_type
from kaa_cli.rules.codes import (
    DETAILS,
    AttemptResult,
    Channel,
    MeasureEnd,
    OccupationCode,
    OutcomeCategory,
    Source,
    Target,
)
from kaa_cli.rules.identity import Identity
from kaa_cli.rules.measures import CONTENT, DAYS, measure_fault
from kaa_cli.rules.names import tidy_name
from kaa_cli.rules.results import CHANNELS, REPLY_CHANNELS, usual_channel
from kaa_cli.rules.support_codes import BreakReason, Lasting

E = TypeVar("E", bound=StrEnum)
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """Something that happened to a youth, as a file tells of it."""

    line: int
    identity: Identity
    told: Told


@dataclass(frozen=True, slots=True)
class HistoryFile:
    """A whole file of one kind."""

    rows: list[HistoryRow]
    rejects: list[Reject]
    unknown_headings: tuple[str, ...]


def read_history(
    kind: str,
    table: Table,
    today: date,
    columns: Mapping[str, str] | None = None,
    watch: Watch[Row] = iter,
    allowed: Iterable[str] = (),
) -> HistoryFile:
    """Every row of a file of a kind (attempts, occupations …), every fault."""
    headings = map_headings(table.headings, kind, columns)
    reader = _Reader(headings.fields, today, allowed)
    read = _KINDS[kind]
    rows = [row for line in watch(table.rows) if (row := reader.row(line, read))]
    return HistoryFile(rows, reader.rejects, headings.unknown)


def read_detail(text: str, category: OutcomeCategory) -> str:
    """The code of a detail, among those of its category; raises `CellFault`."""
    among = DETAILS[category]
    if not among:
        raise CellFault("no-detail")
    return read_word(text, type(among[0]), among).value


class _Reader(RowReader):
    """The cells of one row by field, and what each says."""

    def row(self, line: Row, read: "Callable[[_Reader], Told]") -> HistoryRow | None:
        """What a row tells; None when anything in it is refused."""
        refused = len(self.rejects)
        cells = self.open(line)
        self.says = {field: cells[column] for field, column in self.columns.items()}
        identity = self.identity(self.says["identity_number"])
        told = read(self)
        if identity is None or len(self.rejects) > refused:
            return None
        return HistoryRow(line.line, identity, told)

    def text(self, field: str) -> str:
        """A cell's text, "" where the file has no such column."""
        return self.says.get(field, "")

    def name(self, field: str) -> str:
        """The name of a programme or run, with single spaces."""
        return tidy_name(self.text(field))

    def day(self, field: str, *, needed: bool = False) -> date | None:
        """The day something happened."""
        if needed:
            self.required(field, self.text(field))
        return self.past_day(field, self.text(field))

    def code(self, field: str, codes: type[E], *, needed: bool = False) -> E | None:
        """The code that a cell's word means."""
        if needed:
            self.required(field, self.text(field))
        return self.value(field, self.text(field), lambda word: read_word(word, codes))


def _attempt(row: _Reader) -> Told:
    result = row.code("result", AttemptResult, needed=True)
    channel = row.code("channel", Channel)
    if result is not None:
        channel = channel or usual_channel(result)
        if channel is None and not row.text("channel"):
            row.refuse("channel", CellFault("missing"))
        possible = REPLY_CHANNELS if result is AttemptResult.REPLIED else CHANNELS[result]
        if channel is not None and channel not in possible:
            row.refuse("result", CellFault("impossible-pair"))
        if result is AttemptResult.DO_NOT_CONTACT and not row.text("note"):
            row.refuse("note", CellFault("missing"))
    return {
        "on": row.day("on", needed=True),
        "at": row.value("at", row.text("at"), read_hour),
        "channel": channel,
        "target": row.code("to", Target) or Target.YOUTH,
        "result": result,
        "by": row.text("by"),
        "note": row.text("note"),
    }


def _occupation(row: _Reader) -> Told:
    code = row.code("occupation", OccupationCode, needed=True)
    if code is OccupationCode.OTHER and not row.text("says"):
        row.refuse("says", CellFault("missing"))
    return {
        "on": row.day("on", needed=True),
        "code": code,
        "source": row.code("source", Source),
        "says": row.text("says"),
    }


def _measure(row: _Reader) -> Told:
    row.required("type", row.text("type"))
    told: Told = {"type": row.value("type", row.text("type"), _measure_type)}
    told |= {name: row.name(name) for name in ("programme", "run")}
    told |= {name: row.text(name) for name in ("provider", *CONTENT)}
    refused = len(row.rejects)
    told |= {name: row.day(name) for name in DAYS}
    told["end_reason"] = row.code("end_reason", MeasureEnd)
    for name in ("occupation_before", "occupation_after"):
        told[name] = row.code(name, OccupationCode)
    told["follow_up_on"] = row.value("follow_up_on", row.text("follow_up_on"), read_day)
    if told["run"] and not told["programme"]:
        row.refuse("programme", CellFault("missing"))
    if len(row.rejects) == refused and (fault := measure_fault(told)):
        row.refuse(fault[0], CellFault(fault[1]))
    return told


def _measure_type(text: str) -> str:
    """The kind of a measure, one of the municipality's own too."""
    return read_known(text, read_measure_type)


def _outcome(row: _Reader) -> Told:
    category = row.code("category", OutcomeCategory, needed=True)
    detail = None
    if category is not None:
        detail = row.value("detail", row.text("detail"), lambda word: read_detail(word, category))
    return {
        "on": row.day("on", needed=True),
        "category": category,
        "detail": detail,
        "programme": row.name("programme"),
    }


def _step(row: _Reader) -> Told:
    row.required("says", row.text("says"))
    return {
        "on": row.day("on", needed=True),
        "says": row.text("says"),
        "programme": row.name("programme"),
    }


def _check(row: _Reader) -> Told:
    """Whether an outcome held; the reason goes with one that did not, and only with that."""
    result = row.code("result", Lasting, needed=True)
    reason = row.code("reason", BreakReason)
    if result is Lasting.INTERRUPTED and not row.text("reason"):
        row.refuse("reason", CellFault("missing"))
    if result is not None and result is not Lasting.INTERRUPTED and reason is not None:
        row.refuse("reason", CellFault("held"))
    if reason is BreakReason.OTHER and not row.text("says"):
        row.refuse("says", CellFault("missing"))
    return {
        "on": row.day("on", needed=True),
        "result": result,
        "reason": reason,
        "says": row.text("says"),
    }


_KINDS: dict[str, Callable[[_Reader], Told]] = {
    "attempts": _attempt,
    "occupations": _occupation,
    "measures": _measure,
    "outcomes": _outcome,
    "steps": _step,
    "checks": _check,
}
