"""Measures of many youths, as one looks for them."""

from dataclasses import dataclass, replace
from datetime import date

from kaa_cli.register import measures as kept
from kaa_cli.register.cases import latest_cases
from kaa_cli.rules.following import asked_on, followed_up_on
from kaa_cli.rules.measures import Record
from kaa_cli.rules.names import is_same_name
from kaa_cli.rules.person import Case
from kaa_cli.rules.support_codes import MeasureState
from kaa_cli.work import programmes
from kaa_cli.work.contact_persons import follows
from kaa_cli.work.desk import Desk


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which measures a list is to hold: the open ones unless more is said."""

    state: MeasureState | None = None
    due: bool = False
    everything: bool = False
    type: str = ""
    programme: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A measure with whose it is; `due_on` is when a running one is to be followed up."""

    case: Case
    record: Record
    due_on: date | None = None


def listed(desk: Desk, wanted: Wanted) -> list[Listed]:
    """The measures that fit, by the day each is to be followed up, then by how long it has been."""
    name = programmes.named(desk, wanted.programme).name if wanted.programme else ""
    records = [r for r in kept.records(desk.session) if _fits(r, wanted, name)]
    cases = latest_cases(desk.session, sorted({record.youth for record in records}))
    found = [Listed(cases[r.youth], r, _due_on(desk, cases[r.youth], r)) for r in records]
    if wanted.mine:
        found = [one for one in found if follows(desk, one.case)]
    if wanted.due:
        found = [one for one in found if one.due_on is not None and one.due_on <= desk.today]
    return sorted(found, key=lambda o: (o.due_on or date.max, o.record.since, o.record.id))


def without_protected(found: list[Listed]) -> tuple[list[Listed], int]:
    """Those that may stand on a list of one programme, and how many youths may not."""
    hidden = {one.case.person.id for one in found if one.case.person.is_masked}
    return [one for one in found if not one.case.person.is_masked], len(hidden)


def _fits(record: Record, wanted: Wanted, programme: str) -> bool:
    if wanted.state is not None and record.state is not wanted.state:
        return False
    if wanted.state is None and not (wanted.everything or record.is_open):
        return False
    same_programme = not programme or is_same_name(record.programme, programme)
    return wanted.type in {"", record.type} and same_programme


def _due_on(desk: Desk, case: Case, record: Record) -> date | None:
    """The day agreed, or the routine's, for one measure alone."""
    own = tuple(measure for measure in case.facts.measures if measure.id == record.id)
    if not own or case.period.ended_on is not None:
        return None
    found = followed_up_on(replace(case.facts, measures=own), desk.policy, desk.today)
    return asked_on(found[0], case.facts, desk.policy) if found else None
