"""What a mark of protection forbids to keep goes out of the log too.

The log goes on telling which fields an earlier command replaced, for they are sealed. What they
held becomes what the youth's own row holds now: nothing old is left, and undoing changes nothing.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Table, bindparam, select, update
from sqlmodel import Session, SQLModel

from kaa_cli.register.about import keys_of, ways, with_merged
from kaa_cli.register.erasing import removed
from kaa_cli.register.meetings import Appointment
from kaa_cli.register.models import Attempt, FormerIdentity, Guardian, Phone, Youth
from kaa_cli.register.office import LogChange
from kaa_cli.register.questions import REGISTRATION, YOUTH, chunks, table
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.protection import PLACE, may_keep_numbers, may_keep_place

_LINE = table(LogChange)
_WHO = (
    *("identity_number", "identity_kind", "born_on", "sex", "given_name", "family_name"),
    *("municipality", "email", "study_programme"),
)
"""What leads from a new identity to the old one, beside the place."""
LEADS_BACK = frozenset({*_WHO, *PLACE})
"""Whatever does."""
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
    everyone = with_merged(session, [youth.id]) | _there_before(session, youth)
    _rewrite(session, YOUTH, everyone, now)
    registrations = keys_of(session, REGISTRATION, "youth_id", everyone)
    for model, fields in kept.items():
        of = table(model)
        column, parent = ways()[of.name]
        owners = everyone if parent == YOUTH.name else registrations
        _rewrite(session, of, keys_of(session, of, column, owners), dict.fromkeys(fields, ""))


def _there_before(session: Session, youth: Youth) -> set[int]:
    """The numbers that the youth had in the register before: an import that was taken back."""
    return {
        number
        for number, held in removed(session, YOUTH)
        if youth.identity_number and held["identity_number"] == youth.identity_number
    }


def _rewrite(session: Session, of: Table, keys: Collection[int], now: Mapping[str, Any]) -> None:
    """Let the fields that the log's lines on some rows kept be as they are now."""
    kept = select(_LINE.c.id, _LINE.c.before).where(
        _LINE.c.row_table == of.name, _LINE.c.before.is_not(None)
    )
    changed = [
        {"line": line.id, "told": line.before | {n: now[n] for n in line.before if n in now}}
        for some in chunks(sorted(keys))
        for line in session.execute(kept.where(_LINE.c.first_id.in_(some)))
        if line.before.keys() & now.keys()
    ]
    if changed:
        change = update(_LINE).where(_LINE.c.id == bindparam("line"))
        session.connection().execute(change.values(before=bindparam("told")), changed)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
