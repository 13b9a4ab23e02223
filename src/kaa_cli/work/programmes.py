"""Programmes and their runs: what youths can take part in, and who does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kaa_cli.errors import Refused
from kaa_cli.labels.catalogue import read_measure_type
from kaa_cli.register import programme_questions as questions
from kaa_cli.register import support
from kaa_cli.register.cases import latest_cases
from kaa_cli.rules.names import LONGEST_NAME, is_same_name, tidy_name
from kaa_cli.rules.participation import Participant, Roll, Run
from kaa_cli.rules.search import swedish_order
from kaa_cli.words import _
from kaa_cli.work.desk import Desk
from kaa_cli.work.unseen import must_have_been_seen

_FIRST_YEAR = 1950


def named(desk: Desk, name: str) -> support.Programme:
    """The programme of that name, however it is written. Raises Refused naming those there are."""
    kept = questions.programmes(desk.session)
    found = _find(kept, name)
    if found is not None:
        return found
    if not kept:
        raise Refused(
            _("There is no programme yet: kaa programme add NAME --type TYPE. Nothing was saved.")
        )
    names = ", ".join(sorted((one.name for one in kept), key=swedish_order))
    raise Refused(
        _("There is no such programme. Known: {names}. Nothing was saved.").format(names=names)
    )


def _find(kept: Sequence[support.Programme], name: str) -> support.Programme | None:
    return next((one for one in kept if is_same_name(one.name, name)), None)


def columns(programme: support.Programme) -> dict[str, str]:
    """What a measure that is taking part in a programme has of it."""
    return {
        "type": programme.type,
        "programme": programme.name,
        "provider": programme.provider,
    }


def spelling(desk: Desk, name: str) -> str:
    """The programme's own spelling of a typed name, "" where none is typed. Raises Refused."""
    return named(desk, name).name if name.strip() else ""


def open_one(desk: Desk, name: str) -> support.Programme:
    """The programme of that name, refused when it takes nobody any more."""
    programme = named(desk, name)
    if programme.closed_on is not None and programme.closed_on <= desk.today:
        raise Refused(
            _("{programme} was closed on {day}. Nothing was saved.").format(
                programme=programme.name, day=programme.closed_on
            )
        )
    return programme


def add(desk: Desk, name: str, kind: str, provider: str) -> support.Programme:
    """Put a programme in the register, by a name that nothing else has."""
    name = _fit_name(desk, name)
    desk.must_be_fit_to_keep(provider)
    if _find(questions.programmes(desk.session), name) is not None:
        raise Refused(
            _("{programme} is there already: kaa programme list. Nothing was saved.").format(
                programme=name
            )
        )
    row = support.Programme(name=name, type=read_measure_type(kind), provider=provider.strip())
    desk.what = {"type": row.type}
    return desk.changes.add(row)


def _fit_name(desk: Desk, name: str) -> str:
    """A name as it may stand in lists, errors and reports."""
    name = tidy_name(name)
    desk.must_be_fit_to_keep(name)
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Refused(
            _("A name is needed, of at most {n} characters. Nothing was saved.").format(
                n=LONGEST_NAME
            )
        )
    return name


@dataclass(frozen=True, slots=True)
class ToldRun:
    """What is told of a run; what is left out stays as it was."""

    name: str
    starts_on: date | None = None
    ends_on: date | None = None
    places: int | None = None


def set_run(desk: Desk, name: str, told: ToldRun) -> tuple[support.Programme, Run]:
    """Add a run to a programme, or change the one of that name."""
    programme = named(desk, name)
    row = _run_row(desk, programme, told.name)
    given = {
        key: value
        for key in ("starts_on", "ends_on", "places")
        if (value := getattr(told, key)) is not None
    }
    starts_on = told.starts_on or (row.starts_on if row else None)
    ends_on = told.ends_on or (row.ends_on if row else None)
    if starts_on is None:
        raise Refused(_("When does it begin? --from 2026-09-07. Nothing was saved."))
    if starts_on.year < _FIRST_YEAR:
        raise Refused(
            _("A run begins in {year} or later. Nothing was saved.").format(year=_FIRST_YEAR)
        )
    if ends_on is not None and ends_on < starts_on:
        raise Refused(_("It would end before it begins. Nothing was saved."))
    if row is None:
        fit = _fit_name(desk, told.name)
        assert programme.id is not None
        row = desk.changes.add(support.ProgrammeRun(programme_id=programme.id, name=fit, **given))
    elif given:
        must_have_been_seen(desk, (row, given))
        desk.changes.set(row, **given)
    desk.what = {"programme": programme.id, "run": row.id}
    return programme, as_run(row)


def _run_row(desk: Desk, programme: support.Programme, name: str) -> support.ProgrammeRun | None:
    kept = questions.runs(desk.session, programme.id or 0)
    return next((one for one in kept if is_same_name(one.name, name)), None)


def as_run(row: support.ProgrammeRun) -> Run:
    assert row.id is not None
    return Run(row.id, row.name, row.starts_on, row.ends_on, row.places)


def runs(desk: Desk, programme: support.Programme) -> list[Run]:
    """The runs of a programme, the first one first."""
    return [as_run(row) for row in questions.runs(desk.session, programme.id or 0)]


def run_named(desk: Desk, programme: support.Programme, name: str) -> Run:
    """The run of that name. Raises Refused naming those there are."""
    row = _run_row(desk, programme, name)
    if row is None:
        names = ", ".join(run.name for run in runs(desk, programme)) or "–"
        raise Refused(
            _("{programme} has no such run. Known: {names}. Nothing was saved.").format(
                programme=programme.name, names=names
            )
        )
    return as_run(row)


def close(desk: Desk, name: str, on: date) -> Roll:
    """Take nobody into a programme from a day; who is in it stays until it ends."""
    desk.must_have_been(on)
    programme = open_one(desk, name)
    desk.changes.set(programme, closed_on=on)
    desk.what = {"programme": programme.id, "on": on.isoformat()}
    return roll(desk, name)


def roll(desk: Desk, name: str, run: str = "") -> Roll:
    """One programme, or one run of it, with everybody who was offered it."""
    programme = named(desk, name)
    wanted = run_named(desk, programme, run) if run else None
    (found,) = _rolls(desk, [programme], wanted)
    return found


def rolls(desk: Desk) -> list[Roll]:
    """Every programme by name, those that are closed last."""
    kept = questions.programmes(desk.session)
    kept.sort(key=lambda one: (one.closed_on is not None, swedish_order(one.name)))
    return _rolls(desk, kept, None)


def _rolls(desk: Desk, kept: list[support.Programme], run: Run | None) -> list[Roll]:
    measures = questions.taking_part(desk.session)
    if run is not None:
        measures = [one for one in measures if one.run == run.id]
    cases = latest_cases(desk.session, sorted({one.youth for one in measures}))
    return [
        Roll(
            name=programme.name,
            type=programme.type,
            provider=programme.provider,
            closed_on=programme.closed_on,
            runs=tuple([run] if run else runs(desk, programme)),
            participants=tuple(
                Participant(cases[one.youth], one)
                for one in measures
                if is_same_name(one.programme, programme.name)
            ),
        )
        for programme in kept
    ]
