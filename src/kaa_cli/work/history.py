"""Taking in what a municipality already has in spreadsheets: what happened before kaa.

A row that is there already is unchanged; what a row adds to it is a change; an empty cell blanks
nothing. Everybody must be in the register first, and an attempt within a registration.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from kaa_cli.files.history import HistoryFile, HistoryRow
from kaa_cli.files.rejects import Reject, reject
from kaa_cli.register import kept, models, office_questions, questions, support
from kaa_cli.register.measures import follow_up_days, run_names
from kaa_cli.rules.codes import OccupationCode, Source
from kaa_cli.rules.difference import Difference
from kaa_cli.rules.measures import CONTENT, DAYS, FollowUp, measure_fault
from kaa_cli.work.aftermath import LEAVE_SOMETHING, take_over
from kaa_cli.work.desk import Desk
from kaa_cli.work.history_names import Names, known_names, make_names
from kaa_cli.work.lists import Source as File
from kaa_cli.work.lists import told_rejects

if TYPE_CHECKING:
    from sqlmodel import SQLModel

AT_SCHOOL = "at-school"
_ENDS_DUTY = {OccupationCode.UPPER_SECONDARY, OccupationCode.INTRODUCTORY, OccupationCode.KOMVUX}
NEW_PROGRAMMES, NEW_RUNS = "new-programmes", "new-runs"
_CODES = ("end_reason", "occupation_before", "occupation_after")


_Kept = tuple[int, kept.Key]
"""A kept row: its id (0: told further up in the file) and the columns a row may add to."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """The table of a kind, the columns that tell its rows apart, and those a row may add to."""

    model: "type[SQLModel]"
    key: tuple[str, ...]
    rest: tuple[str, ...]


_KINDS = {
    "attempts": _Kind(models.Attempt, ("on", "at", "channel", "target", "result"), ("note",)),
    "occupations": _Kind(models.Occupation, ("on", "code"), ("source", "says")),
    "measures": _Kind(
        models.Measure,
        ("type", "programme"),
        (*DAYS, "provider", *_CODES, *CONTENT, "run", "follow_up_on"),
    ),
    "outcomes": _Kind(models.Outcome, ("on", "category", "programme"), ("detail",)),
    "steps": _Kind(support.StepForward, ("on", "says", "programme"), ()),
    "checks": _Kind(support.OutcomeCheck, ("on",), ("result", "reason", "says")),
}


@dataclass(frozen=True, slots=True)
class New:
    """A row to add: whose it is (a youth, a registration, an outcome), and of which youth."""

    owner: int
    youth: int
    row: HistoryRow


@dataclass(frozen=True, slots=True)
class Added:
    """What a row adds to one kept (`number`): by column, what stood there and what comes."""

    number: int
    row: HistoryRow
    told: dict[str, tuple[Any, Any]]


@dataclass
class HistoryPlan:
    """What a file of earlier days would add and change."""

    kind: str
    made_after: int = field(compare=False)
    new: list[New] = field(default_factory=list)
    changed: list[Added] = field(default_factory=list)
    unchanged: list[HistoryRow] = field(default_factory=list)
    duplicates: list[int] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    difference: Difference = field(default_factory=lambda: Difference("", 0))
    names: Names = field(default_factory=Names)

    @property
    def saved(self) -> list[HistoryRow]:
        """The rows of which something is saved."""
        return [new.row for new in self.new] + [added.row for added in self.changed]


def plan_history(desk: Desk, file: HistoryFile, source: File, kind: str) -> HistoryPlan:
    """Compare a file with the register; changes nothing."""
    plan = HistoryPlan(kind, office_questions.last_entry(desk.session), rejects=[*file.rejects])
    of = _KINDS[kind]
    rows: Sequence[HistoryRow] = file.rows
    if "programme" in of.key:
        plan.names = known_names(desk)
        rows = [plan.names.spelt(row) for row in rows]
    kept_rows = _kept_rows(desk, kind, plan.names)
    days = follow_up_days(desk.session) if kind == "measures" else {}
    for whose in _with_owners(desk, plan, rows):
        told = whose.row.told
        candidates = kept_rows[(whose.owner, *(told[name] for name in of.key))]
        rest = tuple(told[name] for name in of.rest)
        same = _same(kind, _with_day(candidates, told, days), told, rest)
        if same is None:
            plan.new.append(whose)
            if not _may_be_many(kind, told):
                candidates.append((0, rest))
        else:
            if _may_be_many(kind, told):
                candidates.remove(same)
            _compare(plan, whose.row, same, dict(zip(of.rest, rest, strict=True)))
    plan.difference = _difference(plan, desk, file, source)
    return plan


def _kept_rows(desk: Desk, kind: str, names: Names) -> dict[kept.Key, list[_Kept]]:
    """What is kept of a kind; programmes by their one spelling, runs by name."""
    of = _KINDS[kind]
    if kind != "measures":
        found = kept.rows_by_key(desk.session, of.model, of.key, of.rest)
    else:
        runs = {number: name for number, (_of, name) in run_names(desk.session).items()}
        rest = (*of.rest[:-2], "run_id")
        found = {
            key: [(n, (*told, runs.get(run, ""))) for n, (*told, run) in rows]
            for key, rows in kept.rows_by_key(desk.session, of.model, of.key, rest).items()
        }
    spelt: defaultdict[kept.Key, list[_Kept]] = defaultdict(list)
    for key, rows in found.items():
        is_of_programme = of.key[-1] == "programme"
        spelt[(*key[:-1], names.programme(key[-1])) if is_of_programme else key] += rows
    return spelt


def _with_day(
    candidates: list[_Kept], told: dict[str, Any], days: Mapping[int, Sequence[FollowUp]]
) -> list[_Kept]:
    """The kept measures with the day they are followed up: that of the row if it is one of them."""
    if "follow_up_on" not in told:
        return candidates
    return [
        (number, (*rest, _day_of(days.get(number, ()), told["follow_up_on"])) if number else rest)
        for number, rest in candidates
    ]


def _day_of(follow_ups: Sequence[FollowUp], told: date | None) -> date | None:
    if any(one.due_on == told for one in follow_ups):
        return told
    return min((one.due_on for one in follow_ups if one.done_on is None), default=None)


def _may_be_many(kind: str, told: dict[str, Any]) -> bool:
    """Two calls of one day without an hour are two; anything else told twice is told again."""
    return kind == "attempts" and told["at"] is None


def _same(
    kind: str, candidates: Sequence[_Kept], told: dict[str, Any], rest: kept.Key
) -> _Kept | None:
    """The kept row a row is about, rather one that says just the same."""
    fitting = [c for c in candidates if kind != "measures" or _agree(c[1], told)]
    return next((c for c in fitting if c[1] == rest), fitting[0] if fitting else None)


def _agree(rest: kept.Key, told: dict[str, Any]) -> bool:
    """Whether a kept measure is the one told of: a day in common, and none that differs."""
    pairs = [(old, told[name]) for name, old in zip(DAYS, rest, strict=False)]
    both = [old == new for old, new in pairs if old and new]
    return bool(both) and all(both)


def _compare(plan: HistoryPlan, row: HistoryRow, same: _Kept, rest: dict[str, Any]) -> None:
    """What a row adds to one that is kept, or was told further up in the file."""
    number, before = same
    added = {
        name: (old, new)
        for (name, new), old in zip(rest.items(), before, strict=True)
        if new and new != old
    }
    if not number and added:
        plan.rejects.append(reject(row.line, "identity_number", "told-differently"))
    elif not number:
        plan.duplicates.append(row.line)
    elif not added:
        plan.unchanged.append(row)
    elif plan.kind == "measures" and (fault := _fault(dict(zip(rest, before, strict=True)), added)):
        plan.rejects.append(reject(row.line, *fault))
    else:
        plan.changed.append(Added(number, row, added))


def _fault(before: dict[str, Any], added: dict[str, tuple[Any, Any]]) -> tuple[str, str] | None:
    """What would be wrong with a measure after the addition: its field and the code."""
    return measure_fault(before | {name: new for name, (_old, new) in added.items()})


def _with_owners(desk: Desk, plan: HistoryPlan, rows: Sequence[HistoryRow]) -> Iterator[New]:
    """Each row with whom it belongs to; who cannot be found is refused."""
    youths = kept.youths_by_number(desk.session)
    periods = kept.periods(desk.session) if plan.kind == "attempts" else {}
    outcomes = kept.outcome_days(desk.session) if plan.kind == "checks" else {}
    for row in rows:
        youth = youths.get(row.identity.number)
        if youth is None:
            plan.rejects.append(reject(row.line, "identity_number", "no-such-youth"))
        elif field_name := _before_birth(row):
            plan.rejects.append(reject(row.line, field_name, "before-birth"))
        elif plan.kind == "checks":
            before = [number for number, on in outcomes.get(youth, ()) if on <= row.told["on"]]
            if before:
                yield New(before[-1], youth, row)
            else:
                plan.rejects.append(reject(row.line, "on", "no-outcome"))
        elif plan.kind != "attempts":
            yield New(youth, youth, row)
        elif (period := _covering(periods[youth], row.told["on"])) is not None:
            yield New(period, youth, row)
        else:
            begins_on = periods[youth][0][1]
            plan.rejects.append(reject(row.line, "on", "outside-registration", day=begins_on))


def _before_birth(row: HistoryRow) -> str | None:
    """Which day of a row was before the youth was born, if any."""
    days = ((name, day) for name, day in row.told.items() if isinstance(day, date))
    return next((name for name, day in days if day < row.identity.born_on), None)


def _covering(periods: Sequence[tuple[int, date, date | None]], on: date) -> int | None:
    """The latest registration that a day falls into; its last day counts, as the case was open."""
    covering = [
        number
        for number, begins_on, ended_on in periods
        if begins_on <= on and (ended_on is None or on <= ended_on)
    ]
    return covering[-1] if covering else None


def _difference(plan: HistoryPlan, desk: Desk, file: HistoryFile, source: File) -> Difference:
    ends_duty = set() if desk.is_programme else _ENDS_DUTY
    at_school = {new.youth for new in plan.new if new.row.told.get("code") in ends_duty}
    notes = {
        NEW_PROGRAMMES: len(plan.names.new_programmes(plan.saved)) if plan.names.programmes else 0,
        NEW_RUNS: len(plan.names.new_runs(plan.saved)) if plan.names.programmes else 0,
    }
    return Difference(
        file=source.file,
        rows=source.rows,
        kind=plan.kind,
        new=len(plan.new),
        changed=len(plan.changed),
        fields_changed=Counter(name for added in plan.changed for name in added.told),
        unchanged=len(plan.unchanged),
        duplicates=len(plan.duplicates),
        notes=Counter({code: n for code, n in {AT_SCHOOL: len(at_school), **notes}.items() if n}),
        rejects=told_rejects(plan.rejects),
        unknown_headings=file.unknown_headings,
        same_file_on=office_questions.taken_in_on(desk.session, plan.kind, source.fingerprint),
    )


def apply_history(desk: Desk, plan: HistoryPlan) -> None:
    """Save what is new and what was added to; what attempts leave to be done is taken over."""
    of = _KINDS[plan.kind]
    runs = make_names(desk, plan.names, plan.saved) if "programme" in of.key else {}
    ids = desk.changes.add_many(of.model, _values(desk, plan, runs))
    days = [(n, new.row.told.get("follow_up_on")) for n, new in zip(ids, plan.new, strict=True)]
    rows = questions.by_id(desk.session, of.model, [added.number for added in plan.changed])
    for added in plan.changed:
        told = {name: new for name, (_old, new) in added.told.items()}
        days.append((added.number, told.pop("follow_up_on", None)))
        if run := told.pop("run", ""):
            told["run_id"] = runs[(added.row.told["programme"], run)]
        desk.changes.set(rows[added.number], **told)
    agreed = [{"measure_id": number, "due_on": on} for number, on in days if on is not None]
    desk.changes.add_many(support.FollowUp, agreed)
    if plan.kind == "attempts":
        left = {new.youth for new in plan.new if new.row.told["result"] in LEAVE_SOMETHING}
        take_over(desk, sorted(left))


def _values(
    desk: Desk, plan: HistoryPlan, runs: Mapping[tuple[str, str], int]
) -> list[dict[str, Any]]:
    owner = {"attempts": "registration_id", "checks": "outcome_id"}.get(plan.kind, "youth_id")
    values = [{owner: new.owner, **new.row.told} for new in plan.new]
    for row in values:
        if by := row.pop("by", ""):
            row["by_id"] = desk.caseworker_id(by)
        if "source" in row:
            row["source"] = row["source"] or Source.OTHER
        row.pop("follow_up_on", None)
        if "run" in row:
            run = row.pop("run")
            row["run_id"] = runs[(row["programme"], run)] if run else None
    return values
