"""What a mark of protection forbids to keep goes out of the log too.

The log goes on telling which fields an earlier command replaced, for they are sealed. What they
held becomes what the youth's own row holds now: nothing old is left, and undoing changes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, or_, select, update
from sqlmodel import Session, SQLModel

from kaa_cli.register.meetings import Appointment
from kaa_cli.register.models import Attempt, FormerIdentity, Guardian, Phone, Registration, Youth
from kaa_cli.register.office import LogChange, LogEntry
from kaa_cli.register.questions import table
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.protection import PLACE, may_keep_numbers, may_keep_place

_LINE, _ENTRY = table(LogChange), table(LogEntry)
_TAKEN = _LINE.alias("taken")
_WHO = (
    *("identity_number", "identity_kind", "born_on", "sex", "given_name", "family_name"),
    *("municipality", "email", "study_programme"),
)
"""What leads from a new identity to the old one, beside the place."""
_NUMBERS: dict[type[SQLModel], tuple[str, ...]] = {
    Phone: ("raw", "number", "source", "note"),
    Guardian: ("name",),
}
_MEETINGS: dict[type[SQLModel], tuple[str, ...]] = {Attempt: ("place",), Appointment: ("place",)}


def forget_past(session: Session, youth: Youth, mark: Protection) -> None:
    """Take what a mark forbids out of all that the log keeps about a youth.

    For as long as the rows that the mark takes away are still there.
    """
    assert youth.id is not None
    is_new = mark is Protection.ASSUMED
    now: dict[str, Any] = {}
    kept: dict[type[SQLModel], tuple[str, ...]] = {}
    if is_new or not may_keep_place(mark):
        now |= dict.fromkeys(PLACE, "")
        kept |= _MEETINGS
    if not may_keep_numbers(mark):
        kept |= _NUMBERS
    if is_new:
        now |= {name: _plain(getattr(youth, name)) for name in _WHO}
        kept |= {FormerIdentity: ("key",)}
    for number in (youth.id, *_joined(session, youth.id)):
        _rewrite(session, _about(session, Youth, [number]), now)
    for model, fields in kept.items():
        owners = _registrations(session, youth.id) if model in _MEETINGS else [youth.id]
        _rewrite(session, _owned(session, model, owners), dict.fromkeys(fields, ""))


def _joined(session: Session, youth: int) -> Iterator[int]:
    """The numbers that others had who have become this youth."""
    entries = select(_ENTRY.c.what).where(_ENTRY.c.command == "youth merge")
    for what in session.scalars(entries):
        if what.get("youths") == [youth] and "merged" in what:
            yield what["merged"]


def _registrations(session: Session, youth: int) -> list[int]:
    own = table(Registration)
    return list(session.scalars(select(own.c.id).where(own.c.youth_id == youth)))


def _about(session: Session, model: type[SQLModel], numbers: Sequence[int]) -> list[Row[Any]]:
    """The log's lines on these rows of a table."""
    question = select(_LINE.c.id, _LINE.c.before).where(
        _LINE.c.row_table == table(model).name,
        _LINE.c.before.is_not(None),
        _LINE.c.first_id.in_(numbers),
    )
    return list(session.execute(question))


def _owned(session: Session, model: type[SQLModel], owners: Sequence[int]) -> list[Row[Any]]:
    """The log's lines on rows that belong to a youth or a registration, those taken away too."""
    of = table(model)
    owner = "registration_id" if "registration_id" in of.c else "youth_id"
    still_there = select(of.c.id).where(of.c[owner].in_(owners))
    taken_away = select(_TAKEN.c.first_id).where(
        _TAKEN.c.row_table == of.name, _TAKEN.c.before[owner].as_integer().in_(owners)
    )
    question = select(_LINE.c.id, _LINE.c.before).where(
        _LINE.c.row_table == of.name,
        _LINE.c.before.is_not(None),
        or_(_LINE.c.first_id.in_(still_there), _LINE.c.first_id.in_(taken_away)),
    )
    return list(session.execute(question))


def _rewrite(session: Session, lines: Sequence[Row[Any]], now: Mapping[str, Any]) -> None:
    """Let the fields that lines kept be as they are now."""
    changed = [
        {"line": line.id, "told": line.before | {n: now[n] for n in line.before if n in now}}
        for line in lines
        if line.before.keys() & now.keys()
    ]
    if changed:
        change = update(_LINE).where(_LINE.c.id == bindparam("line"))
        session.connection().execute(change.values(before=bindparam("told")), changed)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
