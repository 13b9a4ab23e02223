"""Taking back a whole command, row by row, last row first; that is a command too, and logged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Select, and_, exists, false, or_, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col

from kaa_cli.errors import Refused
from kaa_cli.register.changes import Act, Changes, as_columns, key_of, table_of
from kaa_cli.register.models import Youth
from kaa_cli.register.office import LogChange, LogEntry
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.commands import Kind
from kaa_cli.rules.protection import strongest
from kaa_cli.words import _

_CASEWORKER = "caseworker"
"""A name is kept with the first thing its bearer does; undoing that waits for nothing else."""

_LOG = table_of(LogChange)
_LINES = select(_LOG.c.entry_id, _LOG.c.row_table, _LOG.c.row_id, _LOG.c.first_id, _LOG.c.last_id)
"""Lines without what they replaced, as plain rows, for there can be 100,000."""


@dataclass(frozen=True, slots=True)
class Told:
    """A changing command, and whether it stands or has been undone."""

    entry: LogEntry
    is_undone: bool


def history(session: Session, limit: int | None = None) -> list[Told]:
    """The changing commands, newest first."""
    entries = session.scalars(_changing().limit(limit))
    taken_back = undone(session)
    return [Told(entry, entry.id in taken_back) for entry in entries]


def last_undoable(session: Session, by: str) -> LogEntry | None:
    """The last changing command of this user that stands; an undo counts as one."""
    standing = col(LogEntry.id).not_in(undone(session))
    query = _changing().where(col(LogEntry.by) == by, standing).limit(1)
    return session.scalars(query).first()


def is_before_restoring(session: Session, entry: LogEntry) -> bool:
    """Whether a backup took the place of the register after this command."""
    later = select(col(LogEntry.id)).where(
        col(LogEntry.kind) == Kind.RESTORE, col(LogEntry.id) > entry.id
    )
    return session.execute(later.limit(1)).first() is not None


def undo(changes: Changes, session: Session, entry: LogEntry) -> None:
    """Put every row back as it was before the command; the caller seals.

    Raises Refused when it is undone already, or when a later command that stands changed the same
    rows or built on them.
    """
    if entry.id in undone(session):
        raise Refused(_("That command is undone already. Nothing was saved."))
    _must_lower_nothing(session, entry)
    later = _standing_later(session, entry)
    in_the_way = later and later & (  # most often nothing is later, and nothing need be asked
        _changed_again(session, entry)
        | _built_on(session, entry)
        | _parents_removed(session, entry)
    )
    _must_not_be_purged(session, entry, in_the_way)
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


def _must_not_be_purged(session: Session, entry: LogEntry, in_the_way: set[int]) -> None:
    """Refuse to take back a purge, or what was about somebody purged since."""
    which = select(col(LogChange.entry_id)).where(col(LogChange.act) == Act.PURGE).distinct()
    purges = set(session.scalars(which))
    if entry.id in purges:
        raise Refused(
            _("What is purged is gone for good. Others: kaa undo --list. Nothing was saved.")
        )
    if in_the_way & purges:
        raise Refused(
            _(
                "Somebody it was about has been purged since: it can no longer be taken back. "
                "Nothing was saved."
            )
        )


def _changing() -> Select[LogEntry]:
    changed = exists().where(col(LogChange.entry_id) == col(LogEntry.id))
    is_change = col(LogEntry.kind).not_in([Kind.CLAIM, Kind.READ])
    return select(LogEntry).where(changed, is_change).order_by(col(LogEntry.id).desc())


def undone(session: Session) -> set[int]:
    """Entries that no longer stand: undone by one that stands itself."""
    undos = session.execute(
        select(col(LogEntry.id), col(LogEntry.undoes_id))
        .where(col(LogEntry.undoes_id).is_not(None))
        .order_by(col(LogEntry.id).desc())
    )
    found: set[int] = set()
    for number, undoes in undos:  # newest first: whether an undo stands is known when it is met
        if number not in found:
            found.add(undoes)
    return found


def _standing_later(session: Session, entry: LogEntry) -> set[int]:
    """Later entries that have left a mark; one and the undo of it, both later, have not."""
    assert entry.id is not None
    taken_back = undone(session)
    later = session.execute(
        select(col(LogEntry.id), col(LogEntry.undoes_id)).where(col(LogEntry.id) > entry.id)
    )
    return {
        number
        for number, undoes in later
        if number not in taken_back and (undoes is None or undoes < entry.id)
    }


def _changed_again(session: Session, entry: LogEntry) -> set[int]:
    """Later entries that touched a row this one touched."""
    return entries_touching(session, _touched(session, entry), _LOG.c.entry_id > entry.id)


def _built_on(session: Session, entry: LogEntry) -> set[int]:
    """Later entries that wrote rows pointing at a row this one added, which undoing takes away."""
    added = _touched(session, entry, _LOG.c.act == Act.INSERT)
    added.pop(_CASEWORKER, None)
    pointing: dict[str, set[Any]] = {}
    for key in (key for model in models().values() for key in table_of(model).foreign_keys):
        if targets := added.get(key.column.table.name):
            found = pointing.setdefault(key.parent.table.name, set())
            found.update(_pointing(session, key, targets))
    return entries_touching(session, pointing, _LOG.c.entry_id > entry.id)


def _pointing(session: Session, key: ForeignKey, targets: set[int]) -> Iterator[int]:
    """The rows whose `key` points at one of the targets, which can be 100,000."""
    near = key.parent.between(min(targets), max(targets))
    rows = session.execute(select(key_of(key.parent.table), key.parent).where(near))
    return (row for row, target in rows if target in targets)


def youths_touched(session: Session, entry: LogEntry) -> set[int]:
    """The youths whose own row an entry changed, or whom it is about."""
    touched = _touched(session, entry).get(str(Youth.__tablename__), set())
    return touched | {int(youth) for youth in entry.what.get("youths", [])}


def _touched(session: Session, entry: LogEntry, *only: ColumnElement[bool]) -> dict[str, set[Any]]:
    """The keys of the rows an entry touched, by table."""
    found: dict[str, set[Any]] = {}
    for line in session.execute(_LINES.where(_LOG.c.entry_id == entry.id, *only)):
        found.setdefault(line.row_table, set()).update(keys_of_line(line))
    return found


def entries_touching(
    session: Session, rows: Mapping[str, set[Any]], *only: ColumnElement[bool]
) -> set[int]:
    """The entries that touched one of these rows, by table.

    The database finds the lines near them; whether they meet is seen here, in time that grows with
    the lines alone. A join where runs meet would compare each with each.
    """
    near = or_(false(), *(_is_near(name, keys) for name, keys in rows.items() if keys))
    return {
        line.entry_id
        for line in session.execute(_LINES.where(near, *only))
        if not rows[line.row_table].isdisjoint(keys_of_line(line))
    }


def _is_near(name: str, keys: set[Any]) -> ColumnElement[bool]:
    """Whether a line is on the table and between the lowest and the highest of the rows."""
    lowest, highest = min(keys), max(keys)
    if isinstance(lowest, str):  # engines order words differently
        return _LOG.c.row_table == name
    return and_(_LOG.c.row_table == name, _LOG.c.first_id <= highest, _LOG.c.last_id >= lowest)


def keys_of_line(line: Any) -> Sequence[Any]:
    """The keys of the rows that a line of the log is about."""
    return [line.row_id] if line.row_id else range(line.first_id, line.last_id + 1)


def _parents_removed(session: Session, entry: LogEntry) -> set[int]:
    """Later entries that took away a row which undoing would point at again."""
    wanted: set[tuple[str, int]] = set()
    for line in _lines(session, entry):
        for key in SQLModel.metadata.tables[line.row_table].foreign_keys:
            target = (line.before or {}).get(key.parent.name)
            if target is not None:
                wanted.add((key.column.table.name, target))
    if not wanted:
        return set()
    removed = session.execute(
        select(col(LogChange.row_table), col(LogChange.first_id), col(LogChange.entry_id)).where(
            col(LogChange.act) == Act.DELETE, col(LogChange.entry_id) > entry.id
        )
    )
    return {number for table, key, number in removed if (table, key) in wanted}


def _reverse(changes: Changes, session: Session, entry: LogEntry) -> None:
    for (name, act), group in groupby(
        _lines(session, entry), key=lambda line: (line.row_table, Act(line.act))
    ):
        model, lines = models()[name], list(group)
        table = table_of(model)
        match act:
            case Act.INSERT:
                keys = [key for line in lines for key in reversed(keys_of_line(line))]
                if name == _CASEWORKER:
                    keys = [key for key in keys if not _is_named(session, key)]
                changes.remove_many(model, keys)
            case Act.DELETE:
                kept = [line for line in lines if line.before is not None]
                changes.add_many(model, [as_columns(table, line.before) for line in kept])
            case Act.UPDATE:
                for line in (line for line in lines if line.before is not None):
                    row = session.get_one(model, *keys_of_line(line))
                    changes.set(row, **_not_lowered(row, as_columns(table, line.before)))


def _not_lowered(row: SQLModel, fields: dict[str, Any]) -> dict[str, Any]:
    """What a row held before; a protection that was weaker then is not put back."""
    if "protection" in fields and isinstance(row, Youth):
        fields["protection"] = strongest(
            Protection(row.protection), Protection(fields["protection"])
        )
    return fields


def _must_lower_nothing(session: Session, entry: LogEntry) -> None:
    """A mark that somebody set by hand is lowered by hand, with a reason; a list's is left."""
    if entry.command != "youth edit":
        return
    for line in _lines(session, entry):
        if line.row_table == Youth.__tablename__ and "protection" in (line.before or {}):
            row = session.get_one(Youth, *keys_of_line(line))
            before, now = Protection(line.before["protection"]), Protection(row.protection)
            if strongest(before, now) is not before:
                sentence = _(
                    "A protection is lowered with a reason only, not by undoing: "
                    "kaa youth edit {no} protection. Nothing was saved."
                )
                raise Refused(sentence.format(no=row.id))


def _is_named(session: Session, caseworker: int) -> bool:
    """Whether anything else still names a caseworker: then the name stays."""
    pointing = (
        key
        for model in models().values()
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


def models() -> dict[str, type[SQLModel]]:
    """Every model by its table's name."""
    import kaa_cli.register.filings  # noqa: F401  tables that little else needs

    return {str(model.__tablename__): model for model in SQLModel.__subclasses__()}
