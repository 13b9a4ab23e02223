"""The youths behind the counts of a difference, for `--show`; of protected ones no name or year."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from typing import Any

from kaa_cli.files.roster_row import RosterRow
from kaa_cli.labels import label
from kaa_cli.register.known import KnownYouth, may_be_shown
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.difference import Shown, Sort
from kaa_cli.rules.phone_form import reading_form
from kaa_cli.work.history import Added, HistoryPlan
from kaa_cli.work.intake import has_number
from kaa_cli.work.phone_lists import PhonePlan
from kaa_cli.work.roster_plan import RosterPlan, Update

_WORDS = frozenset({"note", "says"})


def shown(plan: RosterPlan | HistoryPlan | PhonePlan, sort: Sort) -> list[Shown]:
    """The youths of one sort, in the order of the file, the missing ones by number."""
    match plan:
        case RosterPlan():
            return list(_of_roster(plan, sort))
        case HistoryPlan():
            return list(_of_history(plan, sort))
        case PhonePlan():
            return list(_of_phones(plan, sort))


def _of_roster(plan: RosterPlan, sort: Sort) -> Iterable[Shown]:
    match sort:
        case Sort.NEW:
            return map(_new, plan.new)
        case Sort.CHANGED:
            return map(_changed, plan.updates)
        case Sort.UNCHANGED:
            return (_known(youth, row.line) for row, youth in plan.unchanged)
        case Sort.GONE:
            return map(_known, plan.gone)
        case Sort.BACK_ON_LIST:
            return (_known(youth, row.line) for row, youth in plan.back)
        case Sort.DOUBLES:
            return (
                _double(row, plan.doubles[row.line][0])
                for row in plan.new
                if row.line in plan.doubles
            )
        case Sort.DUPLICATES:
            return (Shown(line=line) for line in plan.duplicates)
        case Sort.OUT_OF_SCOPE:
            return (_outside(*told) for told in plan.outside)
        case Sort.PROTECTED:
            return _protected(plan)
        case Sort.WITHOUT_NUMBER:
            return (_new(row) for row in plan.new if not has_number(row))


def open_names(plan: RosterPlan) -> Iterator[str]:
    """The names of a list that a screen may show: neither it nor the register marks them."""
    known = ((u.youth, u.fields.get("protection")) for u in plan.updates)
    for row in plan.new:
        if row.protection is Protection.NONE:
            yield f"{row.given_name} {row.family_name}".strip()
    for youth, raised in (*known, *((youth, None) for _row, youth in plan.unchanged)):
        if may_be_shown(youth) and raised is None:
            yield f"{youth.given_name} {youth.family_name}".strip()


def _protected(plan: RosterPlan) -> Iterator[Shown]:
    yield from (_new(row) for row in plan.new if row.protection is not Protection.NONE)
    yield from (_changed(update) for update in plan.updates if "protection" in update.fields)


def _of_history(plan: HistoryPlan, sort: Sort) -> Iterator[Shown]:
    if sort is Sort.NEW:
        yield from (Shown(line=new.row.line, youth=new.youth) for new in plan.new)
    elif sort is Sort.CHANGED:
        yield from (Shown(line=added.row.line, fields=_fields(added)) for added in plan.changed)
    elif sort is Sort.UNCHANGED:
        yield from (Shown(line=row.line) for row in plan.unchanged)
    elif sort is Sort.DUPLICATES:
        yield from (Shown(line=line) for line in plan.duplicates)


def _fields(added: Added) -> tuple[tuple[str, str, str], ...]:
    """What a row of history adds; notes and descriptions are not repeated on a screen."""
    return tuple(
        (name, "", "") if name in _WORDS else (name, _said(old, new), _said(new, new))
        for name, (old, new) in added.told.items()
    )


def _said(value: Any, like: Any) -> str:
    """A code in words, a day as it is; what the register keeps of a code is its bare text."""
    if value and isinstance(like, StrEnum):
        return label(type(like)(value))
    return _text(value)


def _of_phones(plan: PhonePlan, sort: Sort) -> Iterator[Shown]:
    if sort is Sort.NEW:
        yield from (_known(youth, row.line) for row, youth, _phones in plan.new)
    elif sort is Sort.UNCHANGED:
        yield from (_known(youth, row.line) for row, youth in plan.unchanged)


def _new(row: RosterRow, *, why: str = "") -> Shown:
    if row.protection is not Protection.NONE:
        return Shown(line=row.line, why=why, is_masked=True)
    return Shown(row.line, None, row.given_name, row.identity.born_on.year, why=why)


def _outside(row: RosterRow, youth: KnownYouth | None, why: str) -> Shown:
    """Somebody closed may be protected in the register though this list does not say so."""
    if youth is not None and not may_be_shown(youth):
        return Shown(line=row.line, youth=youth.id, why=why, is_masked=True)
    return _new(row, why=why)


def _known(youth: KnownYouth, line: int | None = None) -> Shown:
    if not may_be_shown(youth):
        return Shown(line=line, youth=youth.id, is_masked=True)
    return Shown(line, youth.id, youth.given_name, youth.born_on.year)


def _double(row: RosterRow, other: KnownYouth | RosterRow) -> Shown:
    """The row and whom it may be: a youth's number, or the line further up."""
    if isinstance(other, KnownYouth):
        return replace(_new(row), other=other.id)
    return replace(_new(row), other_line=other.line)


def _changed(update: Update) -> Shown:
    """The change of a youth as it may be shown: of protected ones only which fields."""
    youth = update.youth
    is_open = may_be_shown(youth) and "protection" not in update.fields
    told: list[tuple[str, str, str]] = []
    for name, new in {**update.fields, **update.period}.items():
        told.append((name, _text(getattr(youth, name)), _text(new)) if is_open else (name, "", ""))
    for place, name in update.guardians.items():
        old = youth.guardians.get(place, "")
        field = f"guardian_{place}_name"
        told.append((field, old, name) if is_open else (field, "", ""))
    for _owner, phone in update.numbers:
        told.append(("phone", "", reading_form(phone.number) if is_open else ""))
    masked = Shown(update.line, youth.id, is_masked=True)
    named = _known(youth, update.line) if is_open else masked
    return replace(named, fields=tuple(told))


def _text(value: Any) -> str:
    return "" if value is None else str(value)
