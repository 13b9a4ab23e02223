"""What is offered to youths: offered, answered, begun, followed up, ended, and all said of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kaa_cli.errors import Refused
from kaa_cli.labels.catalogue import measure_type, read_measure_type
from kaa_cli.register import measures as kept
from kaa_cli.register import models
from kaa_cli.register.questions import row_of
from kaa_cli.rules.codes import MeasureEnd, OccupationCode, Source
from kaa_cli.rules.measures import DAYS, Record, measure_fault
from kaa_cli.rules.names import is_same_name
from kaa_cli.rules.occupations import known_occupation
from kaa_cli.rules.person import Case
from kaa_cli.rules.queue import Standing
from kaa_cli.rules.support_codes import MeasureState
from kaa_cli.words import _
from kaa_cli.work import programmes
from kaa_cli.work.desk import Desk
from kaa_cli.work.duty import must_be_covered, must_have_begun
from kaa_cli.work.saying import must_say_what_other_is
from kaa_cli.work.unseen import must_have_been_seen
from kaa_cli.work.youths import after

_WAITING = frozenset({MeasureState.OFFERED, MeasureState.ACCEPTED})
_ENDABLE = frozenset({MeasureState.ACCEPTED, MeasureState.STARTED})


@dataclass(frozen=True, slots=True)
class Saved:
    """A measure as it is now, and the youth with the coming step."""

    record: Record
    standing: Standing


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a measure beside its days; None and empty are not told.

    The type is a word as typed; `content` are the items in words, the provider among them.
    """

    type: str = ""
    programme: str = ""
    run: str = ""
    content: Mapping[str, str] | None = None


def offer(
    desk: Desk, youth: int, told: Told, on: date, *, accepted: bool = False, declined: bool = False
) -> Saved:
    """Remember that something was offered, and the answer when it came at once."""
    desk.must_have_been(on)
    told = _read(told)
    case = desk.case(youth, on)
    must_be_covered(case, on)
    answer = {"accepted_on": on if accepted else None, "declined_on": on if declined else None}
    return _save_new(desk, case, told, {"offered_on": on, **answer})


def _read(told: Told) -> Told:
    """With the code of the type; the own ones are known once the register is open."""
    return replace(told, type=read_measure_type(told.type)) if told.type else told


def _save_new(desk: Desk, case: Case, told: Told, days: Mapping[str, Any]) -> Saved:
    youth = case.person.id
    return saved(desk, youth, add(desk, youth, {**_named(desk, told), **days}))


def add(desk: Desk, youth: int, values: Mapping[str, Any]) -> int:
    """Keep a measure, unless it is what no measure can be; its number."""
    _must_be_possible(values)
    row = desk.changes.add(models.Measure(youth_id=youth, **values))
    assert row.id is not None
    return row.id


def _named(desk: Desk, told: Told) -> dict[str, Any]:
    """The columns that tell what it is; a programme tells its kind and who gives it."""
    values: dict[str, Any] = dict(told.content or {})
    desk.must_be_fit_to_keep(*values.values())
    code = told.type
    if told.programme:
        programme = programmes.open_one(desk, told.programme)
        code = code or programme.type
        values |= {"programme": programme.name}
        if programme.provider and "provider" not in values:
            values["provider"] = programme.provider
        if told.run:
            values["run_id"] = programmes.run_named(desk, programme, told.run).id
    elif told.run:
        raise Refused(_("A run belongs to a programme: --programme NAME. Nothing was saved."))
    if not code:
        raise Refused(
            _("What is offered? Such as coaching. All: kaa measure types. Nothing was saved.")
        )
    return values | {"type": code}


def accept(desk: Desk, youth: int, on: date, number: int | None = None) -> Saved:
    """The youth said yes."""
    return _answer(desk, youth, on, number, "accepted_on")


def decline(desk: Desk, youth: int, on: date, number: int | None = None) -> Saved:
    """The youth said no; what was offered stays as it was said."""
    return _answer(desk, youth, on, number, "declined_on")


def _answer(desk: Desk, youth: int, on: date, number: int | None, column: str) -> Saved:
    desk.must_have_been(on)
    record = _one(desk, youth, number, {MeasureState.OFFERED})
    return _set(desk, record, {column: on})


def start(
    desk: Desk, youth: int, told: Told, on: date, number: int | None, before: OccupationCode | None
) -> Saved:
    """It begins: what was offered, or something that nobody had offered in advance.

    The days of an offer and of a yes that nobody told are left empty.
    """
    desk.must_have_been(on)
    told = _read(told)
    case = desk.case(youth, on)
    must_be_covered(case, on)
    begun = begins(case, on, before)
    waiting = [r for r in _of(desk, youth) if r.state in _WAITING and _is_it(r, told, number)]
    is_new = number is None and not waiting and (told.type or told.programme)
    if is_new:
        return _save_new(desk, case, told, begun)
    record = chosen(youth, waiting, number)
    named = _named(desk, _with_what_is_known(record, told))
    return _set(desk, record, {**named, **begun})


def begins(case: Case, on: date, before: OccupationCode | None = None) -> dict[str, Any]:
    """The columns of a measure that begins, with what the youth did until then."""
    if before is None:
        known = known_occupation(case.facts, on)
        before = known.code if known else OccupationCode.UNKNOWN
    return {"started_on": on, "occupation_before": before}


def _with_what_is_known(record: Record, told: Told) -> Told:
    return Told(told.type or record.type, told.programme, told.run, told.content)


def _is_it(record: Record, told: Told, number: int | None) -> bool:
    """Whether what was offered is what begins."""
    if number is not None:
        return record.id == number
    same_type = told.type in {"", record.type}
    return same_type and (not told.programme or is_same_name(told.programme, record.programme))


@dataclass(frozen=True, slots=True)
class After:
    """What the youth does when a measure has ended, and who says so."""

    code: OccupationCode
    source: Source = Source.YOUTH
    says: str = ""


def end(
    desk: Desk, youth: int, reason: MeasureEnd, on: date, then: After, number: int | None = None
) -> Saved:
    """It ends, with the reason and what the youth does now; that is kept as an occupation too."""
    desk.must_have_been(on)
    desk.must_be_fit_to_keep(then.says)
    record = _ending(desk, youth, number)
    case = desk.case(youth, on)
    if reason is MeasureEnd.TURNED_20 and not case.facts.outlives_duty_on(on):
        raise Refused(
            _("No. {no} has not turned 20 on that day. Nothing was saved.").format(no=youth)
        )
    must_say_what_other_is(then.code, then.says)
    ended = {"ended_on": on, "end_reason": reason, "occupation_after": then.code}
    _set(desk, record, ended)
    if then.code is not OccupationCode.UNKNOWN:  # else nothing was learnt: what is known stays
        told = models.Occupation(youth_id=youth, on=on, code=then.code, says=then.says)
        told.source = then.source
        desk.changes.add(told)
    return saved(desk, youth, record.id)


def _ending(desk: Desk, youth: int, number: int | None) -> Record:
    """What runs; where nothing does, what was said yes to and never began."""
    runs = [r for r in _of(desk, youth) if r.state is MeasureState.STARTED]
    states = {MeasureState.STARTED} if runs and number is None else _ENDABLE
    return _one(desk, youth, number, states)


def edit(
    desk: Desk, youth: int, told: Told, values: Mapping[str, Any], number: int | None = None
) -> Saved:
    """Correct what is kept of a measure; `values` are days and codes, None blanks."""
    told = _read(told)
    record = record_of(desk, youth, number)
    changed = dict(values)
    for name in DAYS:
        if changed.get(name) is not None:
            desk.must_have_been(changed[name])
            must_have_begun(desk.case(youth, changed[name]), changed[name])
    programme = told.programme or (record.programme if told.run else "")
    named = _named(desk, Told(told.type or record.type, programme, told.run, told.content))
    if told.programme and not told.run:
        named["run_id"] = None  # it was one of another programme
    return _set(desk, record, {**named, **changed})


def listed(desk: Desk, youth: int) -> list[Record]:
    """The measures of a youth, by number."""
    desk.case(youth)
    return _of(desk, youth)


def _of(desk: Desk, youth: int) -> list[Record]:
    return kept.records(desk.session, [youth])


def record_of(desk: Desk, youth: int, number: int | None) -> Record:
    """The measure meant: the one named, else the open one, else the only one there was."""
    desk.case(youth)
    records = _of(desk, youth)
    is_open = [record for record in records if record.is_open]
    return chosen(youth, (number is None and is_open) or records, number)


def _one(desk: Desk, youth: int, number: int | None, states: Collection[MeasureState]) -> Record:
    """The measure of a youth that stands so: the only one, or the one named."""
    desk.case(youth)
    return chosen(youth, [r for r in _of(desk, youth) if r.state in states], number)


def chosen(youth: int, fitting: Sequence[Record], number: int | None) -> Record:
    """The only one of those that fit, or the one named; refused when it is not told which."""
    if number is not None:
        fitting = [record for record in fitting if record.id == number]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        sentence = _("No. {no} has no such measure: kaa measure show {no}. Nothing was saved.")
        raise Refused(sentence.format(no=youth))
    which = ", ".join(f"{record.id} ({measure_type(record.type)})" for record in fitting)
    raise Refused(_("Which one? Add --measure N: {which}. Nothing was saved.").format(which=which))


def _set(desk: Desk, record: Record, values: Mapping[str, Any]) -> Saved:
    must_have_been_seen(desk, (row_of(desk.session, models.Measure, record.id), values))
    change(desk, record, values)
    return saved(desk, record.youth, record.id)


def change(desk: Desk, record: Record, values: Mapping[str, Any]) -> None:
    """Change a measure, unless that would make of it what no measure can be."""
    whole = {name: getattr(record, name) for name in (*DAYS, "end_reason", "occupation_after")}
    _must_be_possible(whole | dict(values))
    desk.changes.set(row_of(desk.session, models.Measure, record.id), **values)


def _must_be_possible(values: Mapping[str, Any]) -> None:
    fault = measure_fault(values)
    if fault is not None:
        raise Refused(_said(*fault))


def _said(field: str, fault: str) -> str:
    if field == "started_on":
        return _("What ended had been said yes to, or had begun. Nothing was saved.")
    return {
        "no-day": _("A measure has at least one day. Nothing was saved."),
        "days-out-of-order": _(
            "The days are not in order: offered, answered, started, ended. Nothing was saved."
        ),
        "yes-and-no": _("It cannot be both accepted and declined. Nothing was saved."),
        "missing": _("Why it ended is told of one that has ended. Nothing was saved."),
    }[fault]


def saved(desk: Desk, youth: int, number: int) -> Saved:
    """A measure as it is now, noted as what the command was about."""
    (record,) = [r for r in _of(desk, youth) if r.id == number]
    desk.what = {"youths": [youth], "measure": number, "type": record.type, "state": record.state}
    return Saved(record, after(desk, youth))
