"""Moving a register to the other engine: every row under its number, proved the same, or nothing.

The old register is held against writers from before the first row is read until it is marked, so
nothing is saved there that the new one does not have. What decides is one step: the commit at the
server, or the renaming of the file. Whoever is killed before it leaves the old register as it was;
whoever is killed between it and the mark, an instant later, runs the move again: it only marks.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select
from sqlmodel import Session

from kaa_cli.errors import Damaged, DiskTrouble, KaaError, KeyProblem, NoRegister, Refused
from kaa_cli.register import chain
from kaa_cli.register.addresses import public_address
from kaa_cli.register.all_rows import Contents, Watch, copy_rows, prove_same, tables
from kaa_cli.register.backups import DRAFT
from kaa_cli.register.chain import Head
from kaa_cli.register.changes import Changes, Signature
from kaa_cli.register.doubt import is_kept
from kaa_cli.register.engine import (
    file_of,
    open_engine,
    open_register,
    schema_of,
    stamp,
)
from kaa_cli.register.key_store import keep_key, key_for_new
from kaa_cli.register.migrations import migrate
from kaa_cli.register.numbered_rows import hold_against_writers
from kaa_cli.register.office import LogEntry, Setting
from kaa_cli.register.purged import Purge, complete, mark_of
from kaa_cli.register.questions import table
from kaa_cli.register.sqlite_file import new_file, prove_whole, put_in_place
from kaa_cli.register.trouble import told_plainly
from kaa_cli.register.versions import MOVED, MOVED_ON, MOVED_TO
from kaa_cli.rules.key_place import KeyPlace
from kaa_cli.words import _

COMMAND = "copy"
_SETTING, _LOG = table(Setting), table(LogEntry)


class There(Enum):
    """What is at the place a register is to be moved to."""

    NOTHING = auto()
    COPIED = auto()
    """This very register: the move was stopped when only the mark was missing."""
    APART = auto()
    """A copy of it from earlier; at least one of the two has been worked in since."""
    ANOTHER = auto()


@dataclass(frozen=True, slots=True)
class Copied:
    """A register whose every row is in another place, where nobody sees it before `keep`.

    `head` is where the log of the old one ends; `key` where that of a new file is kept.
    """

    head: Head
    tables: Mapping[str, Contents]
    key: KeyPlace | None
    keep: Callable[[], None]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(one.rows for one in self.tables.values())


@dataclass(frozen=True, slots=True)
class _Home:
    """Where the rows go: an empty register in a transaction, and the step that decides."""

    connection: Connection
    keep: Callable[[], None]
    key: KeyPlace | None = None


def there(to: str | Path, mark: str, head: Head) -> There:
    """What is at the place a register is to be moved to; `mark` and `head` are the register's own.

    Raises NoRegister where the server has no such database or schema, and what the server refuses.
    """
    path = file_of(to)
    if path is not None and not os.path.lexists(path):
        return There.NOTHING
    if path is None and not _is_in(to):
        return There.NOTHING
    try:
        with open_register(to, writing=False) as opened:
            if mark_of(opened.session) != mark:
                return There.ANOTHER
            moves = select(_LOG.c.what).where(_LOG.c.command == COMMAND, _LOG.c.id > head.entry)
            heads = [what.get("head") for what in opened.session.scalars(moves)]
    except (NoRegister, Damaged, KeyProblem):
        return There.ANOTHER
    return There.COPIED if str(head) in heads else There.APART


def _is_in(url: str | Path) -> bool:
    """Whether a server has a register at an address; raises NoRegister without a place for one."""
    with (
        told_plainly(writing=True),
        open_engine(url, writing=False, for_migrating=True).connect() as connection,
    ):
        if connection.exec_driver_sql("SELECT current_schema()").scalar() is None:
            raise NoRegister(
                _("The database has no such schema. Make it there. Nothing was saved.")
            )
        return schema_of(connection) is not None


@contextmanager
def copied(
    where: str | Path,
    to: str | Path,
    signature: Signature,
    *,
    purges: Sequence[Purge] = (),
    plaintext: bool = False,
    watch: Watch = iter,
) -> Iterator[Copied]:
    """Copy a register to the other engine and prove it the same; nothing is kept before `keep`.

    `purges` are those of its purge list. Raises Refused where something is already, Damaged when
    the copy is not the same, and what either engine refuses.
    """
    with told_plainly(writing=True, files=True), _held(where) as old, _home(to, plaintext) as new:
        head = chain.head(old)
        moved = copy_rows(old, new.connection, watch)
        prove_same(new.connection, moved, head)
        if plaintext:
            _set(new.connection, {"plaintext": "chosen"})
        seal = _tell(new.connection, signature, head, moved)
        _mark(old, to, signature.on)

        def keep() -> None:
            _decide(new, to, seal)
            _finish(old, where, to, purges)

        yield Copied(head, moved, new.key, keep)


def mark_moved(
    where: str | Path, to: str | Path, on: date, purges: Sequence[Purge], head: str
) -> None:
    """Mark a register whose copy is kept already: a move was stopped just then.

    Raises Refused when its log no longer ends at `head`: somebody has worked in it since.
    """
    with told_plainly(writing=True, files=True), _held(where) as old:
        if str(chain.head(old)) != head:
            raise Refused(
                _("The register has changed since this was shown. Try again. Nothing was saved.")
            )
        _mark(old, to, on)
        _finish(old, where, to, purges)


@contextmanager
def _held(where: str | Path) -> Iterator[Connection]:
    """The register to be moved, while others may read and nobody writes."""
    with open_engine(where, writing=True).connect() as connection:
        hold_against_writers(connection)
        yield connection


def _home(to: str | Path, plaintext: bool) -> AbstractContextManager[_Home]:
    path = file_of(to)
    return _on_server(to) if path is None else _in_file(path, plaintext)


@contextmanager
def _on_server(url: str | Path) -> Iterator[_Home]:
    with open_engine(url, writing=True, for_migrating=True).connect() as connection:
        if schema_of(connection) is not None:
            raise Refused(_("There is a register already. It was left as it is."))
        _begin(connection)
        yield _Home(connection, connection.commit)


@contextmanager
def _in_file(path: Path, plaintext: bool) -> Iterator[_Home]:
    """A file under another name until all is in it and it is proved whole."""
    draft = path.with_name(f"{path.stem}.{os.getpid()}{DRAFT}")
    draft.unlink(missing_ok=True)  # of a killed process that had our number
    with new_file(draft):
        key = None if plaintext else key_for_new()
        place = keep_key(key) if key else None  # before the first byte is enciphered with it
        engine = open_engine(draft, writing=True, for_migrating=True, key=key)
        with engine.connect() as connection:

            def keep() -> None:
                connection.commit()
                connection.close()
                prove_whole(draft, key)
                if os.path.lexists(path):
                    raise Refused(_("There is a file already. It was left as it is."))
                put_in_place(draft, path, None)

            _begin(connection)
            yield _Home(connection, keep, place)


def _begin(connection: Connection) -> None:
    """An empty register: the migrations have made a key for the log, which comes with the rows."""
    migrate(connection)
    for of in reversed(tables()):
        connection.execute(delete(of))


def _tell(new: Connection, signature: Signature, head: Head, moved: Mapping[str, Contents]) -> str:
    """The entry of the move in the log of the new register; returned is its seal."""
    what = {
        "head": str(head),
        "listed": moved["youth"].rows,
        "rows": sum(one.rows for one in moved.values()),
        "to": new.dialect.name,
    }
    with Session(new, join_transaction_mode="rollback_only") as session:
        entry = Changes(session, signature).seal(what)
        assert entry is not None
        return entry.seal


def _mark(old: Connection, to: str | Path, on: date) -> None:
    """Write in the old register that it lives elsewhere; kept with its commit."""
    _set(old, {MOVED_TO: public_address(to), MOVED_ON: on.isoformat()})
    old.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{MOVED}'")
    stamp(old, MOVED)


def _set(connection: Connection, settings: Mapping[str, str]) -> None:
    rows = [{"key": name, "value": value} for name, value in settings.items()]
    connection.execute(delete(_SETTING).where(_SETTING.c.key.in_(list(settings))))
    connection.execute(insert(_SETTING), rows)


def _decide(new: _Home, to: str | Path, seal: str) -> None:
    """Keep the new register. Where that fails it may be kept all the same: then go on."""
    try:
        with told_plainly(writing=True, files=True):
            new.keep()
    except DiskTrouble as error:
        kept = is_kept(to, seal)
        if kept is None:
            raise DiskTrouble(
                _(
                    "The disk or the server failed while the copy was being saved, and whether it "
                    "is cannot be told. The old register is not marked. Run the same command "
                    "again before anybody works: it finds out."
                )
            ) from error
        if not kept:
            raise


def _finish(old: Connection, where: str | Path, to: str | Path, purges: Sequence[Purge]) -> None:
    """The copy is kept: take the purge list along, keep the mark, and let the file be only read."""
    try:
        with told_plainly(writing=False, files=True):
            complete(to, purges)
            old.commit()
    except Exception as error:
        kind = type(error) if isinstance(error, KaaError) else DiskTrouble
        raise kind(
            _(
                "The register is copied whole to {place}, but the old one could not be marked. "
                "Do not work in the old one: run the same command again, which only marks it."
            ).format(place=public_address(to))
        ) from error
    if path := file_of(where):
        with suppress(OSError):
            path.chmod(0o400)
