"""Erasing for good: rows about youths or their guardians, and what the log kept of them.

The log is otherwise only ever added to. Here the values it kept are emptied; its lines stay, with
the names of their columns, and so does its seal. Nothing of it can be taken back.
"""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Table, select, update
from sqlmodel import Session, SQLModel

from kaa_cli.register.about import keys_of, rows_about, with_merged
from kaa_cli.register.changes import Act, Changes, key_of
from kaa_cli.register.office import ImportRun, LogChange, LogEntry
from kaa_cli.register.questions import (
    ATTEMPT,
    GUARDIAN,
    PHONE,
    REGISTRATION,
    YOUTH,
    chunks,
    table,
)
from kaa_cli.rules.commands import names
from kaa_cli.rules.due_days import RECKONED

_LINE, _ENTRY, _RUN = table(LogChange), table(LogEntry), table(ImportRun)
Rows = Mapping[str, Collection[Any]]


def erase_youths(changes: Changes, youths: Collection[int]) -> list[int]:
    """Take youths away with every row about them; returns them and those once merged into them."""
    session = changes.session
    everyone = with_merged(session, youths)
    found = rows_about(session, everyone)
    _forget_file_names(session, found[YOUTH.name])
    for whole in reversed(SQLModel.metadata.sorted_tables):  # children before their parents
        if whole.name in found:
            changes.erase(whole, sorted(found[whole.name]))
    _empty(session, found)
    _unsay(session, everyone)
    return sorted(everyone)


def erase_guardians(changes: Changes, guardians: Collection[int]) -> None:
    """Take guardians away with their numbers; attempts stay, without the number they used."""
    session = changes.session
    phones = keys_of(session, PHONE, "guardian_id", guardians)
    _reckon_anew(session, guardians)
    for some in chunks(sorted(phones)):
        session.execute(update(ATTEMPT).where(ATTEMPT.c.phone_id.in_(some)).values(phone_id=None))
    changes.erase(PHONE, sorted(phones))
    changes.erase(GUARDIAN, sorted(guardians))
    _empty(session, {PHONE.name: phones, GUARDIAN.name: set(guardians)})


def _reckon_anew(session: Session, guardians: Collection[int]) -> None:
    """What was tried at a guardian's number counts otherwise without it."""
    for some in chunks(sorted(guardians)):
        theirs = select(GUARDIAN.c.youth_id).where(GUARDIAN.c.id.in_(some))
        of_them = update(REGISTRATION).where(REGISTRATION.c.youth_id.in_(theirs))
        session.execute(of_them.values(dict.fromkeys(RECKONED)))


def removed(session: Session, whole: Table) -> list[tuple[int, Mapping[str, Any]]]:
    """Rows of a table that only the log still knows: the key of each, and what it held."""
    key = key_of(whole)
    gone = (
        select(_LINE.c.first_id, _LINE.c.before)
        .where(_LINE.c.row_table == whole.name, _LINE.c.act == Act.DELETE)
        .where(_LINE.c.first_id.not_in(select(key)))
        .order_by(_LINE.c.id)
    )
    return [
        (number, before)
        for number, before in session.execute(gone)
        if before and before.get(key.name) is not None  # what was purged is emptied
    ]


def _empty(session: Session, rows: Rows) -> None:
    """Let the log keep which columns of these rows were changed, and nothing of what they held."""
    lines = select(_LINE.c.id, _LINE.c.row_table, _LINE.c.first_id).where(
        _LINE.c.row_table.in_(rows), _LINE.c.before.is_not(None)
    )
    wanted = [line.id for line in session.execute(lines) if line.first_id in rows[line.row_table]]
    by_columns: dict[tuple[str, ...], list[int]] = {}
    for some in chunks(wanted):
        held = select(_LINE.c.id, _LINE.c.before).where(_LINE.c.id.in_(some))
        for number, before in session.execute(held):
            by_columns.setdefault(tuple(before), []).append(number)
    for columns, numbers in by_columns.items():
        for some in chunks(numbers):
            change = update(_LINE).where(_LINE.c.id.in_(some))
            session.execute(change.values(before=dict.fromkeys(columns)))


def _unsay(session: Session, youths: Collection[int]) -> None:
    """Empty the words typed in commands about any of them: they may tell of somebody."""
    spoken = select(_ENTRY.c.id, _ENTRY.c.what).where(_ENTRY.c.said.is_not(None))
    about = [number for number, what in session.execute(spoken) if names(what, youths)]
    for some in chunks(about):
        session.execute(update(_ENTRY).where(_ENTRY.c.id.in_(some)).values(said=None))


def _forget_file_names(session: Session, youths: Collection[int]) -> None:
    """A list can have been named after the only one in it."""
    files = session.execute(select(_RUN.c.id, _RUN.c.file_name)).all()
    called = {number: name.casefold() for number, name in files if name}
    telling: set[int] = set()
    for some in chunks(sorted(youths)):
        who = select(YOUTH.c.given_name, YOUTH.c.family_name, YOUTH.c.identity_number)
        for given, family, identity in session.execute(who.where(YOUTH.c.id.in_(some))):
            telling |= {n for n, name in called.items() if _tells(name, given, family, identity)}
    for some in chunks(sorted(telling)):
        session.execute(update(_RUN).where(_RUN.c.id.in_(some)).values(file_name=""))


def _tells(name: str, given: str, family: str, identity: str | None) -> bool:
    digits = "".join(sign for sign in name if sign.isdigit())
    is_number = identity is not None and identity[2:].casefold() in digits
    names = [part for part in (given.casefold(), family.casefold()) if part]
    return is_number or (len(names) == 2 and all(part in name for part in names))
