"""Taking back a whole command, row by row, last row first; that is a command too, and logged."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ForeignKey, Select, String, cast, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col

from kaa_cli.errors import Refused
from kaa_cli.register.changes import Act, Changes, as_columns, key_of, table_of
from kaa_cli.register.office import LogChange, LogEntry
from kaa_cli.words import _

_CASEWORKER = "caseworker"
"""A name is kept with the first thing its bearer does; undoing that waits for nothing else."""


@dataclass(frozen=True, slots=True)
class Told:
    """A changing command, and whether it stands or has been undone."""

    entry: LogEntry
    is_undone: bool


def history(session: Session, limit: int | None = None) -> list[Told]:
    """The changing commands, newest first."""
    entries = session.scalars(_changing().limit(limit))
    undone = _undone(session)
    return [Told(entry, entry.id in undone) for entry in entries]


def last_undoable(session: Session, by: str) -> LogEntry | None:
    """The last changing command of this user that stands; an undo counts as one."""
    undone = _undone(session)
    query = _changing().where(col(LogEntry.by) == by, col(LogEntry.id).not_in(undone)).limit(1)
    return session.scalars(query).first()


def undo(changes: Changes, session: Session, entry: LogEntry) -> None:
    """Put every row back as it was before the command; the caller seals.

    Raises Refused when it is undone already, or when a later command that stands changed the same
    rows or built on them.
    """
    if entry.id in _undone(session):
        raise Refused(_("That command is undone already. Nothing was saved."))
    in_the_way = _standing_later(session, entry) & (
        _changed_again(session, entry)
        | _built_on(session, entry)
        | _parents_removed(session, entry)
    )
    if in_the_way:
        raise Refused(
            _(
                "Entry {number} changed the same thing later. Undo that first. Nothing was saved."
            ).format(number=max(in_the_way))
        )
    changes.undoes_id = entry.id
    try:
        _reverse(changes, session, entry)
    except IntegrityError as error:
        session.rollback()
        raise Refused(_in_the_way(session, entry)) from error


def _changing() -> Select[LogEntry]:
    changed = exists().where(col(LogChange.entry_id) == col(LogEntry.id))
    return select(LogEntry).where(changed).order_by(col(LogEntry.id).desc())


def _undone(session: Session) -> set[int]:
    """Entries that no longer stand: undone by one that stands itself."""
    undos = session.execute(
        select(col(LogEntry.id), col(LogEntry.undoes_id))
        .where(col(LogEntry.undoes_id).is_not(None))
        .order_by(col(LogEntry.id).desc())
    )
    undone: set[int] = set()
    for number, undoes in undos:  # newest first: whether an undo stands is known when it is met
        if number not in undone:
            undone.add(undoes)
    return undone


def _standing_later(session: Session, entry: LogEntry) -> set[int]:
    """Later entries that have left a mark; one and the undo of it, both later, have not."""
    assert entry.id is not None
    undone = _undone(session)
    later = session.execute(
        select(col(LogEntry.id), col(LogEntry.undoes_id)).where(col(LogEntry.id) > entry.id)
    )
    return {
        number
        for number, undoes in later
        if number not in undone and (undoes is None or undoes < entry.id)
    }


def _changed_again(session: Session, entry: LogEntry) -> set[int]:
    """Later entries that touched a row this one touched."""
    mine, later = aliased(LogChange), aliased(LogChange)
    query = (
        select(col(later.entry_id))
        .distinct()
        .join(
            mine,
            (col(mine.row_table) == col(later.row_table)) & (col(mine.row_id) == col(later.row_id)),
        )
        .where(col(mine.entry_id) == entry.id, col(later.entry_id) > entry.id)
    )
    return set(session.scalars(query))


def _built_on(session: Session, entry: LogEntry) -> set[int]:
    """Later entries that wrote rows pointing at a row this one added, which undoing takes away."""
    added = set(
        session.scalars(
            select(col(LogChange.row_table))
            .distinct()
            .where(col(LogChange.entry_id) == entry.id, col(LogChange.act) == Act.INSERT)
        )
    ) - {_CASEWORKER}
    pointing = (
        key
        for model in _models().values()
        for key in table_of(model).foreign_keys
        if key.column.table.name in added
    )
    return {number for key in pointing for number in session.scalars(_builders(key, entry))}


def _builders(key: ForeignKey, entry: LogEntry) -> Select[int]:
    """Asks for the later entries behind rows whose `key` points at a row the entry added."""
    table = key.parent.table
    mine, later = aliased(LogChange), aliased(LogChange)
    is_target = (col(mine.row_table) == key.column.table.name) & (
        col(mine.row_id) == cast(key.parent, String)
    )
    is_pointing = (col(later.row_table) == table.name) & (
        col(later.row_id) == cast(key_of(table), String)
    )
    return (
        select(col(later.entry_id))
        .distinct()
        .select_from(table)
        .join(mine, is_target)
        .join(later, is_pointing)
        .where(
            col(mine.entry_id) == entry.id,
            col(mine.act) == Act.INSERT,
            col(later.entry_id) > entry.id,
        )
    )


def _parents_removed(session: Session, entry: LogEntry) -> set[int]:
    """Later entries that took away a row which undoing would point at again."""
    wanted: set[tuple[str, str]] = set()
    for line in _lines(session, entry):
        for key in SQLModel.metadata.tables[line.row_table].foreign_keys:
            target = (line.before or {}).get(key.parent.name)
            if target is not None:
                wanted.add((key.column.table.name, str(target)))
    if not wanted:
        return set()
    removed = session.execute(
        select(col(LogChange.row_table), col(LogChange.row_id), col(LogChange.entry_id)).where(
            col(LogChange.act) == Act.DELETE, col(LogChange.entry_id) > entry.id
        )
    )
    return {number for table, key, number in removed if (table, key) in wanted}


def _reverse(changes: Changes, session: Session, entry: LogEntry) -> None:
    for (name, act), group in groupby(
        _lines(session, entry), key=lambda line: (line.row_table, Act(line.act))
    ):
        model, lines = _models()[name], list(group)
        table = table_of(model)
        typed = key_of(table).type.python_type
        match act:
            case Act.INSERT:
                keys = [typed(line.row_id) for line in lines]
                if name == _CASEWORKER:
                    keys = [key for key in keys if not _is_named(session, key)]
                changes.remove_many(model, keys)
            case Act.DELETE:
                changes.add_many(model, [as_columns(table, line.before) for line in lines])
            case Act.UPDATE:
                for line in lines:
                    row = session.get_one(model, typed(line.row_id))
                    changes.set(row, **as_columns(table, line.before))


def _is_named(session: Session, caseworker: int) -> bool:
    """Whether anything else still names a caseworker: then the name stays."""
    pointing = (
        key
        for model in _models().values()
        for key in table_of(model).foreign_keys
        if key.column.table.name == _CASEWORKER
    )
    return any(
        session.execute(select(key.parent).where(key.parent == caseworker).limit(1)).first()
        for key in pointing
    )


def _in_the_way(session: Session, entry: LogEntry) -> str:
    """The refusal when only the database knows why: names the latest command on the same youths."""
    youths = set(entry.what.get("youths", []))
    later = _standing_later(session, entry)
    same = [
        number
        for number, what in session.execute(select(col(LogEntry.id), col(LogEntry.what)))
        if number in later and youths & set(what.get("youths", []))
    ]
    if not same:
        return _("What has been written since stands in the way of undoing it. Nothing was saved.")
    sentence = _("Entry {number} changed the same thing later. Undo that first. Nothing was saved.")
    return sentence.format(number=max(same))


def _lines(session: Session, entry: LogEntry) -> Sequence[Any]:
    """What the entry did, last first; as plain rows, for there can be 100,000."""
    return session.execute(
        select(table_of(LogChange))
        .where(col(LogChange.entry_id) == entry.id)
        .order_by(col(LogChange.id).desc())
    ).all()


def _models() -> dict[str, type[SQLModel]]:
    return {str(model.__tablename__): model for model in SQLModel.__subclasses__()}
