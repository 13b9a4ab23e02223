"""Gathering everything kept about one person, what was corrected, and who has had it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kaa_cli.register import everything
from kaa_cli.register.about import ways, with_merged
from kaa_cli.register.changes import Act
from kaa_cli.register.everything import Entry, KeptRow, Line, points_to
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.commands import Kind
from kaa_cli.rules.extract import (
    CASEWORKER,
    GUARDIAN,
    LEFT_OUT,
    OWN,
    Change,
    Extract,
    Look,
    Origin,
    Recipient,
    changes,
    hides_guardians,
    is_told,
    key_of,
    of_others,
)
from kaa_cli.rules.person import Case
from kaa_cli.rules.support_codes import ConsentScope, Direction
from kaa_cli.work import sheet
from kaa_cli.work.desk import Desk

_LOOKS = (Kind.READ, Kind.LIST, Kind.EXPORT)
_TOLD_BY_ROLE = {"", "caseworker", "guardian"}
_STATISTICS, _FILE, _ACTOR, _MAY_SHARE = "half-year", "file", "actor", "consent"


def extract(desk: Desk, case: Case) -> Extract:
    """All of it, as it stands now."""
    youth = case.person.id
    everyone = with_merged(desk.session, [youth])
    rows = everything.kept_rows(desk.session, youth)
    teller = _teller(desk, case, rows)
    kept: dict[str, list[Mapping[str, Any]]] = {name: [] for name in ways()}
    for row in rows:
        kept[row.table].append(teller.row(row))
    return Extract(
        youth=youth,
        made_on=desk.today,
        purge_on=sheet.beside(desk, case).purge_on,
        protection=case.person.protection,
        is_restricted=case.facts.restricted,
        is_participant=case.facts.is_participant,
        municipality=desk.municipalities,
        kept=kept,
        origins=[_origin(entry) for entry in everything.brought_by(desk.session, everyone)],
        history=_history(desk, teller, everyone),
        recipients=_recipients(desk, youth, everyone, rows),
        looked_at=_looks(desk, everyone),
    )


def history(desk: Desk, case: Case) -> tuple[list[Change], list[Recipient]]:
    """What was corrected or taken away, and who has received something, each oldest first."""
    youth = case.person.id
    everyone = with_merged(desk.session, [youth])
    rows = everything.kept_rows(desk.session, youth)
    teller = _teller(desk, case, rows)
    return _history(desk, teller, everyone), _recipients(desk, youth, everyone, rows)


def _teller(desk: Desk, case: Case, rows: Sequence[KeptRow]) -> "_Teller":
    born_on, mark = case.person.born_on, case.person.protection
    return _Teller(rows, mark, hides_guardians=hides_guardians(mark, born_on, desk.today))


class _Teller:
    """Tells rows and old values as the person may read them.

    References by what they mean, caseworkers by their role, and of guardians who are hidden no
    more than that there is one.
    """

    def __init__(
        self, rows: Sequence[KeptRow], protection: Protection, *, hides_guardians: bool
    ) -> None:
        self.rows, self.protection, self.is_hidden = rows, protection, hides_guardians
        self.of_guardians = {
            row.id: row.values["number"]
            for row in rows
            if row.table == "phone" and row.values["guardian_id"] is not None
        }

    def row(self, row: KeptRow) -> dict[str, Any]:
        """A row as it stands."""
        owner = _owner(row.table)
        told = {
            key_of(name): _meaning(row.table, name, row.meant.get(name, value))
            for name, value in row.values.items()
            if is_told(name, owner, row.table)
        }
        if self.is_hidden and told.get("phone") in self.of_guardians.values():
            told["phone"] = LEFT_OUT
        return of_others(row.table, told, is_hidden=self.is_hidden)

    def change(self, change: Change) -> Change | None:
        """Something corrected; None where only numbers of rows were replaced."""
        if change.field is None:
            return replace(change, before=self._past(change, change.before))
        key = key_of(change.field)
        before = self._past(change, {change.field: change.before})
        after = self._past(change, {change.field: change.after})
        if key not in before:
            return None
        return replace(change, field=key, before=before[key], after=after[key])

    def _past(self, change: Change, values: Mapping[str, Any]) -> dict[str, Any]:
        table, owner = change.table, _owner(change.table)
        told = {
            key_of(name): _meaning(table, name, value)
            for name, value in values.items()
            if is_told(name, owner, table) and points_to(table, name) in _TOLD_BY_ROLE
        }
        if table == "phone" and change.row in self.of_guardians:
            hidden = of_others(table, told | {"guardian": GUARDIAN}, is_hidden=self.is_hidden)
            return {name: hidden[name] for name in told}
        return of_others(table, told, is_hidden=self.is_hidden)


def _owner(table: str) -> str:
    """The column that says whose a row is; the youth's own row is told by its number."""
    return "" if table == "youth" else ways()[table][0]


def _meaning(table: str, column: str, value: Any) -> Any:
    match points_to(table, column):
        case "caseworker":
            return CASEWORKER if value is not None else None
        case "guardian":
            return OWN if value is None else GUARDIAN
    return value


def _origin(entry: Entry) -> Origin:
    return Origin(entry.on, entry.command, str(entry.what.get("file", "")))


def _history(desk: Desk, teller: _Teller, everyone: set[int]) -> list[Change]:
    """Old values, oldest first; of an assumed identity nothing from before it."""
    lines = everything.past_of(desk.session, everyone)
    if teller.protection is Protection.ASSUMED:
        since = max((line.entry for line in lines if "protection" in line.before), default=0)
        lines = [line for line in lines if line.entry > since]
    now = {(row.table, row.id): row.values for row in teller.rows}
    found = changes([(_change(line), line.before) for line in lines], now)
    told = (teller.change(change) for change in found)
    return [change for change in told if change is not None]


def _change(line: Line) -> Change:
    whole = dict(line.before) if line.act is Act.DELETE else None
    field = None if whole is not None else next(iter(line.before), "")
    because = line.said.get("because", "")
    return Change(line.on, line.command, line.table, line.row, field, whole, because=because)


def _recipients(
    desk: Desk, youth: int, everyone: set[int], rows: Sequence[KeptRow]
) -> list[Recipient]:
    """Actors handed on to or agreed to, half-years filed, lists taken out, the oldest first."""
    found = [
        Recipient(day, _STATISTICS, "scb", detail=half_year)
        for day, half_year in everything.filed(desk.session, youth)
    ]
    for row in rows:
        told = row.values
        if row.table == "referral" and told["direction"] == Direction.OUT:
            found.append(Recipient(told["on"], _ACTOR, told["actor"]))
        if row.table == "consent" and told["scope"] == ConsentScope.ACTOR:
            until = told["withdrawn_on"]
            found.append(Recipient(told["given_on"], _MAY_SHARE, told["actor"], until))
    found += [
        Recipient(entry.on, _FILE, entry.command)
        for entry in everything.entries_about(desk.session, everyone, [Kind.EXPORT])
    ]
    return sorted(found, key=lambda one: (one.on, one.kind, one.who))


def _looks(desk: Desk, everyone: set[int]) -> list[Look]:
    return [
        Look(
            entry.on,
            entry.at,
            entry.command,
            entry.said.get("reason", ""),
            is_file=entry.kind == Kind.EXPORT,
        )
        for entry in everything.entries_about(desk.session, everyone, _LOOKS)
    ]
