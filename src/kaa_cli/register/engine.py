"""Opening a register: SQLite file or PostgreSQL, one transaction at a time, nothing foreign.

With `opened`, `numbered_rows`, `chain`, `roles` and the migrations the only place with a branch for
a dialect. One writer at a time on both, so what a command has read still holds when it writes.
"""

import logging
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from kaa_cli.errors import Damaged, NoRegister, NotPermitted, UsageProblem
from kaa_cli.register.keys import Key, name_in
from kaa_cli.register.opened import KEPT_AT_ONCE, Register
from kaa_cli.register.sqlite_file import (
    APPLICATION_ID,
    WAIT_SECONDS,
    connect,
    driver,
    key_of,
    of_one_file,
    refuse_foreign,
    set_up,
)
from kaa_cli.register.trouble import Trouble, ended, explain, told_plainly
from kaa_cli.register.versions import asking, beyond, refuse_moved_file
from kaa_cli.rules.places import is_path
from kaa_cli.words import _

HEAD = "0009"
"""The schema this program knows: a test holds it equal to the newest migration."""
BUILT = "6bf5d78abf40ce38"
"""What a file of that schema is built of, as `built_of` tells it; the same test holds it."""
# What SQLAlchemy logs would be told on stderr with a traceback; our own errors tell all there is.
logging.getLogger("sqlalchemy").addHandler(logging.NullHandler())
_THERE_ALREADY = "23505"  # what PostgreSQL says of a number that may stand once
_BY_A_RULE = "ExecWithCheckOptions"  # where it refuses a row that its writer may not see
_SETTING_OUT = f"""
SELECT set_config('lock_timeout', '{WAIT_SECONDS}s', true), set_config('DateStyle', 'ISO', true)
"""
"""For one transaction: nobody waits without a word, and days come in the form that is read."""


@contextmanager
def open_register(
    where: str | Path, *, writing: bool, rewinding: bool = False, claiming: bool = False
) -> Iterator[Register]:
    """One transaction on the register: kept at the end, as if nothing had happened at an error.

    `where` is a path or a SQLAlchemy URL. A reader for `rewinding` may make temporary tables until
    `guard_again`. A writer for `claiming` alone waits for no other on a server. Raises NoRegister,
    Damaged, Busy, DiskTrouble or NotPermitted, each with a sentence that also says nothing was
    saved when `writing`.
    """
    with told_plainly(writing=writing, files=True):
        apart = claiming and file_of(where) is None
        engine = open_engine(where, writing=writing and not apart, rewinding=rewinding)
    with told_plainly(writing=writing), Session(engine, expire_on_commit=False) as session:
        session.connection()  # refuses what is no register before anything is asked
        try:
            yield Register(session, writing, apart)
            session.commit()
        except DBAPIError as broken:
            raise (_of_somebody_unseen(engine, broken.orig) or broken) from broken


def open_engine(
    where: str | Path,
    *,
    writing: bool,
    for_migrating: bool = False,
    rewinding: bool = False,
    key: Key | None = None,
) -> Engine:
    """An engine whose every transaction begins by proving that it knows the schema.

    `for_migrating` leaves out that proof and SQLite's foreign keys: rebuilding a parent table with
    keys on deletes its children. Without `key` the file's first bytes tell which it is.
    """
    path = file_of(where)
    if path is None:
        url = make_url(str(where))
        return _postgres(url, writing=writing, check=not for_migrating, rewinding=rewinding)
    if not for_migrating:
        refuse_foreign(path, writing=writing)
    found = path.stat()  # before the key is looked for: another file may have another
    key = key or key_of(path)
    how = {"for_migrating": for_migrating, "rewinding": rewinding}
    return _sqlite(path, found, key, writing=writing, **how)


def file_of(where: str | Path) -> Path | None:
    """The file of a register on SQLite; None for one on PostgreSQL."""
    if isinstance(where, Path) or is_path(where):
        return Path(where)
    from kaa_cli.register.addresses import is_garbled  # of no use to a file

    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        url = None
    if url is not None and url.get_backend_name() == "sqlite" and url.database:
        return Path(url.database)
    if url is not None and url.get_backend_name() == "postgresql" and not is_garbled(url):
        return None
    raise UsageProblem(_("A register is a file, sqlite:///FILE or postgresql://SERVER/DATABASE."))


def guard_again(connection: Connection) -> None:
    """After rewinding: from here on nothing at all is written by this reader."""
    is_sqlite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql("PRAGMA query_only=ON" if is_sqlite else "SET TRANSACTION READ ONLY")


def _sqlite(
    path: Path,
    found: os.stat_result,
    key: Key | None,
    *,
    writing: bool,
    for_migrating: bool,
    rewinding: bool,
) -> Engine:
    def opened() -> sqlite3.Connection:
        connection = connect(path, key)
        try:
            with of_one_file(path, found, writing=writing):
                how = {"for_migrating": for_migrating, "rewinding": rewinding}
                set_up(connection, writing=writing, **how)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite://",
        creator=opened,
        module=driver(is_cipher=key is not None),
        poolclass=NullPool,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if writing and not found.st_mode & stat.S_IWUSR:
            refuse_moved_file(asking(connection), writing=True)
        with of_one_file(path, found, writing=writing):
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
        if not for_migrating:
            _prove_sqlite(connection, writing=writing)

    return engine


def _postgres(url: URL, *, writing: bool, check: bool, rewinding: bool) -> Engine:
    from kaa_cli.register.addresses import connecting, refuse_unknown

    url = url.set(drivername="postgresql+psycopg")
    refuse_unknown(url, writing=writing)
    engine = create_engine(connecting(url), poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("isolation_level") == KEPT_AT_ONCE:
            return  # no transaction begins: for claims, beside a session that has proved all this
        if writing:
            connection.exec_driver_sql(_SETTING_OUT)
            connection.exec_driver_sql(
                f"SELECT pg_advisory_xact_lock({APPLICATION_ID}, hashtext(current_schema()))"
            )
        else:
            how = "" if rewinding else " READ ONLY"
            connection.exec_driver_sql(f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ{how}")
            connection.exec_driver_sql(_SETTING_OUT)
        if check:
            _prove_version(connection, writing=writing)

    return engine


def _of_somebody_unseen(engine: Engine, why: Any) -> NotPermitted | None:
    """What it means, for who does not see all, that a row is there or may not be written."""
    is_rule = getattr(getattr(why, "diag", None), "source_function", "") == _BY_A_RULE
    if getattr(why, "sqlstate", "") != _THERE_ALREADY and not is_rule:
        return None
    from kaa_cli.register.roles import sees_all

    with engine.connect() as connection:
        if sees_all(connection):
            return None
    return NotPermitted(
        _(
            "Somebody in it is kept from you: protected, or of another municipality. Let a "
            "colleague do it who sees them. Nothing was saved."
        )
    )


def schema_of(connection: Connection) -> str | None:
    """The schema version a register has, such as "0001"; None where there is no register."""
    if connection.dialect.name == "sqlite":
        number = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        return f"{number:04}" if number else None
    ours = connection.exec_driver_sql(
        "SELECT to_regclass('alembic_version') IS NOT NULL"
        " AND to_regclass('adopted_policy') IS NOT NULL"
    ).scalar_one()
    if not ours:
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def key_name(connection: Connection) -> str | None:
    """The name of the key a file is open with, empty for a plain one; None on a server."""
    if connection.dialect.name != "sqlite":
        return None
    asked = connection.exec_driver_sql("PRAGMA cipher_salt")  # which plain SQLite passes over
    mark = asked.scalar() if asked.returns_rows else None
    return name_in(bytes.fromhex(mark)) if mark else ""


def stamp(connection: Connection, version: str) -> None:
    """Write the schema version where every opening looks for it; Alembic's table has it already."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {int(version)}")


def tidy(where: str | Path) -> None:
    """Write a register's file anew, so that no page holds anything of what was taken away.

    Deleting overwrites what it deletes, but SQLite moves rows about and can leave a copy behind.
    A server sees to it by itself.
    """
    if file_of(where) is None:
        return
    with (
        told_plainly(writing=False, files=True),
        closing(open_engine(where, writing=True).raw_connection()) as raw,
    ):
        raw.cursor().execute("VACUUM")


def broken_references(connection: Connection) -> int:
    """How many rows point at nothing, where the engine does not itself see to that."""
    if connection.dialect.name == "sqlite":
        return len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())
    return 0


def _prove_version(connection: Connection, *, writing: bool) -> None:
    version = schema_of(connection)
    if version is None:
        raise explain(Trouble.MISSING, writing=writing)
    if version > HEAD:
        raise beyond(version, asking(connection), writing=writing)
    if version < HEAD:
        sentence = _('The register was made by an older kaa. Upgrade it with "kaa upgrade".')
        raise NoRegister(ended(sentence, writing=writing))


def _prove_sqlite(connection: Connection, *, writing: bool) -> None:
    _prove_version(connection, writing=writing)
    if built_of(connection) != BUILT:
        raise _changed(writing=writing)


def built_of(connection: Connection) -> str:
    """A file's tables, indexes, views and triggers by their names, in sixteen characters.

    Not by their text: that is in the words of the SQLAlchemy which made it.
    """
    named = connection.exec_driver_sql(
        "SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    )
    lines = sorted(" ".join(row) for row in named)
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def refuse_planted(connection: Connection, *, writing: bool) -> None:
    """Refuse a file that holds more than tables and rows. Raises Damaged."""
    planted = connection.exec_driver_sql(
        "SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')"
    )
    if planted.scalar_one():  # we make none: one would run with the rights of whoever opens it
        raise _changed(writing=writing)


def _changed(*, writing: bool) -> Damaged:
    sentence = _("Somebody has changed how the register is built. Do not use it.")
    return Damaged(ended(sentence, writing=writing))
