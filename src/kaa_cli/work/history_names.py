"""Programmes and runs as a file names them: spelt as they are here, or made new by it.

A name that nothing here has is no fault in a file of earlier days: the programme was there before
the register was.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from kaa_cli.files.history import HistoryRow
from kaa_cli.register import measures as kept
from kaa_cli.register import support
from kaa_cli.rules.codes import MeasureType
from kaa_cli.rules.measures import DAYS
from kaa_cli.rules.names import name_key
from kaa_cli.work.desk import Desk


@dataclass(frozen=True)
class Names:
    """The spellings known, by what they are without case; those read from a file are added."""

    programmes: dict[str, str] = field(default_factory=dict)
    runs: dict[tuple[str, str], str] = field(default_factory=dict)
    known_programmes: frozenset[str] = frozenset()
    known_runs: frozenset[tuple[str, str]] = frozenset()

    def spelt(self, row: HistoryRow) -> HistoryRow:
        """The row with the names as they are spelt here, or first in the file."""
        name, run = row.told.get("programme", ""), row.told.get("run", "")
        if not name:
            return row
        told = {"programme": self.programme(name)}
        if run:
            told["run"] = self.runs.setdefault((name_key(name), name_key(run)), run)
        return replace(row, told=row.told | told)

    def programme(self, name: str) -> str:
        """The one spelling of a programme's name."""
        return self.programmes.setdefault(name_key(name), name) if name else name

    def new_programmes(self, rows: Iterable[HistoryRow]) -> dict[str, str]:
        """The programmes that rows make, with the kind of measure they are; of several, other."""
        kinds: dict[str, set[str]] = {}
        for row in rows:
            name = row.told["programme"]
            if name and name_key(name) not in self.known_programmes:
                kinds.setdefault(name, set()).add(row.told.get("type") or MeasureType.OTHER)
        return {
            name: min(told) if len(told) == 1 else MeasureType.OTHER for name, told in kinds.items()
        }

    def new_runs(self, rows: Iterable[HistoryRow]) -> dict[tuple[str, str], date]:
        """The runs that rows make, by programme and name, with the first day told of any."""
        made: dict[tuple[str, str], date] = {}
        for row in rows:
            name, run = row.told["programme"], row.told.get("run", "")
            if run and (name_key(name), name_key(run)) not in self.known_runs:
                days = [row.told[day] for day in ("started_on", *DAYS) if row.told[day]]
                made[(name, run)] = min(made.get((name, run), date.max), days[0])
        return made


def known_names(desk: Desk) -> Names:
    """The programmes and runs of the register."""
    programmes = {one.id: one.name for one in kept.programmes(desk.session)}
    spelt = {name_key(name): name for name in programmes.values()}
    runs = {
        (name_key(programmes[programme]), name_key(name)): name
        for programme, name in kept.run_names(desk.session).values()
    }
    return Names(spelt, runs, frozenset(spelt), frozenset(runs))


def make_names(desk: Desk, names: Names, rows: list[HistoryRow]) -> dict[tuple[str, str], int]:
    """Make the programmes and runs that rows name; every run's id by programme and name."""
    for name, kind in names.new_programmes(rows).items():
        desk.changes.add(support.Programme(name=name, type=kind))
    ids = {one.name: one.id or 0 for one in kept.programmes(desk.session)}
    for (programme, run), first in names.new_runs(rows).items():
        made = support.ProgrammeRun(programme_id=ids[programme], name=run, starts_on=first)
        desk.changes.add(made)
    by_id = {number: name for name, number in ids.items()}
    return {
        (by_id[programme], name): number
        for number, (programme, name) in kept.run_names(desk.session).items()
    }
