"""The two engines: a test names its registers by path, and on PostgreSQL each is a database.

`kaa` in `terminal.py` opens what stands for a path and tells the path again, so that a test is
written once. `rows_of` answers on both as SQLite does.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import sqlalchemy
from psycopg.adapt import Loader
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier
from sqlalchemy import Engine

from kaa_cli.register import engine as opening

SERVER = os.environ.get("KAA_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")
MUST_HAVE_POSTGRES = os.environ.get("KAA_REQUIRE_POSTGRES") == "1"
SQLITE, POSTGRES = "sqlite", "postgres"
FORM = os.environ.get("KAA_TEST_ENGINES", "")
"""`sqlite`: that alone. `all`: everything but what is about files on both. Else what is
most likely to differ: where SQL is written, and where several work at once."""
_LIKELY = {"register", "test_claims", "test_unseen", "test_call_meanwhile"}
_PREFIX = "kaa_test_"
_HOURS = 3
"""For so long a test run may last; what older ones left, a crash left."""

# Nobody pulls the plug on the registers of tests.
os.environ.setdefault("PGOPTIONS", "-c synchronous_commit=off")

_engine = SQLITE
_typed: dict[str, str] = {}
"""The URLs that stood for a path in this test, and how the path was written."""


def tried(marks: set[str], path: Path) -> list[str]:
    """The engines on which a test with these marks, in this file, is run."""
    if "of_files" in marks or FORM == SQLITE:
        return [SQLITE]
    is_likely = bool({path.stem, path.parent.name} & _LIKELY) and "same_anywhere" not in marks
    return [SQLITE, POSTGRES] if is_likely or FORM == "all" else [SQLITE]


def use(engine: str) -> None:
    """From now on registers are on this engine: called before the fixtures of a test."""
    global _engine
    _engine = engine
    _typed.clear()


@contextmanager
def on(engine: str) -> Iterator[None]:
    """For a while registers are on this engine."""
    global _engine
    before, _engine = _engine, engine
    try:
        yield
    finally:
        _engine = before


def is_postgres() -> bool:
    return _engine == POSTGRES


def where(path: str | Path) -> str:
    """What to open as the register at a path: the path, or the URL of the database in its place."""
    if not is_postgres() or "://" in str(path):
        return str(path)
    url = f"{SERVER.rpartition('/')[0]}/{_name(path)}"
    _typed[url] = str(path)
    return url


def place(path: str | Path) -> str:
    """The same for a register that is going to be made: an empty database, if there is none."""
    if is_postgres() and "://" not in str(path):
        with _server() as server:
            if not _is_there(server, _name(path)):
                server.execute(SQL("CREATE DATABASE {}").format(Identifier(_name(path))))
    return where(path)


def copy(register: Path, to: Path) -> Path:
    """A copy of a register that nobody has open, for a test to write in."""
    if not is_postgres():
        return Path(shutil.copy2(register, to))
    copied = to / register.name if to.is_dir() else to
    with _server() as server:
        _drop(server, _name(copied))
        made = SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY wal_log")
        server.execute(made.format(Identifier(_name(copied)), Identifier(_name(register))))
    where(copied)  # so that it is dropped with the test, whether or not it is opened
    return copied


def drop(under: Path) -> None:
    """Remove the databases that stood for paths in a folder, as the folder will be."""
    if not is_postgres():
        return
    with _server() as server:
        for url, path in _typed.items():
            if Path(path).absolute().is_relative_to(under):
                _drop(server, url.rpartition("/")[2])


def typed(text: str) -> str:
    """What was printed, with the paths as the test wrote them."""
    for url, path in _typed.items():
        text = text.replace(url, path)
    return text


def compile_once() -> None:
    """Let the registers of a test run share what SQLAlchemy compiles for each of its engines.

    Here one lasts a command, of which that is two fifths; a process of its own compiles anew.
    """
    kept: dict[str, Engine] = {}

    def create_engine(url: Any, **options: Any) -> Engine:
        made = sqlalchemy.create_engine(url, **options)
        kind = f"{made.driver} {made.dialect.dbapi}"
        first = kept.setdefault(kind, made)
        if first.dialect.server_version_info is None:  # it has never been connected
            kept[kind] = made
        elif first is not made:
            made.dialect, made._compiled_cache = first.dialect, first._compiled_cache
        return made

    setattr(opening, "create_engine", create_engine)  # noqa: B010 - it is not ours to export


def answers() -> str:
    """Why PostgreSQL cannot be tried, or nothing when a server answers."""
    try:
        with _server():
            return ""
    except psycopg.OperationalError as error:
        if MUST_HAVE_POSTGRES:
            raise
        return f"no PostgreSQL server answers at KAA_TEST_POSTGRES: {error}"


def begin_run() -> None:
    """Give the test run a name for its databases, and remove what runs that crashed have left."""
    try:
        with _server() as server:
            (now,) = server.execute("SELECT extract(epoch FROM now())::int").fetchone() or (0,)
            os.environ["KAA_TEST_RUN"] = f"{now:08x}{uuid4().hex[:6]}"
            for name in _left(server, _PREFIX):
                began = name.removeprefix(_PREFIX)[:8]
                if int(began, 16) < now - _HOURS * 3600:
                    _drop(server, name)
    except psycopg.OperationalError:
        os.environ["KAA_TEST_RUN"] = "none"


def end_run() -> None:
    """Remove every database of this test run."""
    try:
        with _server() as server:
            for name in _left(server, f"{_PREFIX}{os.environ['KAA_TEST_RUN']}"):
                _drop(server, name)
    except psycopg.OperationalError:
        return


@contextmanager
def database() -> Iterator[str]:
    """The URL of an empty database of its own, whatever the engine of the test; dropped after."""
    name = f"{_PREFIX}{os.environ['KAA_TEST_RUN']}_{uuid4().hex[:16]}"
    with _server() as server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    try:
        yield f"{SERVER.rpartition('/')[0]}/{name}"
    finally:
        with _server() as server:
            _drop(server, name)


class Rows:
    """A register's tables on PostgreSQL, asked with `?` and answering with SQLite's values."""

    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
        self._connection = connection

    def execute(self, question: str, values: Sequence[object] = ()) -> "Answered":
        asked = question.replace("%", "%%").replace("?", "%s")
        return Answered(self._connection.execute(asked.encode(), tuple(values) or None))

    def rollback(self) -> None:
        self._connection.rollback()


class Answered:
    """The rows of an answer."""

    def __init__(self, cursor: psycopg.Cursor[tuple[Any, ...]]) -> None:
        self.rowcount = cursor.rowcount
        self._rows = iter(cursor.fetchall() if cursor.description else ())

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._rows

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(self._rows)

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(self._rows, None)


@contextmanager
def rows_on_server(url: str) -> Iterator[Rows]:
    """One transaction behind kaa's back, kept at the end."""
    with psycopg.connect(url) as connection:
        for kind, loader in _LOADERS.items():
            connection.adapters.register_loader(kind, loader)
        yield Rows(connection)


def tables_of(rows: Any) -> list[str]:
    """The names of a register's tables."""
    question = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    if isinstance(rows, Rows):
        question = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    return [name for (name,) in rows.execute(question)]


def columns_of(rows: Any, table: str) -> set[str]:
    """The names of a table's columns, in a register of whatever schema."""
    question = "SELECT name FROM pragma_table_info(?)"
    if isinstance(rows, Rows):
        question = "SELECT column_name::text FROM information_schema.columns WHERE table_name = ?"
    return {name for (name,) in rows.execute(question, (table,))}


class _Text(Loader):
    """As it stands: days and JSON."""

    def load(self, data: Any) -> Any:
        return bytes(data).decode()


class _Truth(Loader):
    def load(self, data: Any) -> Any:
        return int(bytes(data) == b"t")


class _Instant(_Text):
    """As SQLAlchemy writes it to SQLite, which knows no zones: in UTC, with six decimals."""

    def load(self, data: Any) -> Any:
        moment, _plus, _zone = super().load(data).partition("+")
        return f"{moment}.000000" if "." not in moment else moment.ljust(26, "0")


class _Hour(_Text):
    def load(self, data: Any) -> Any:
        hour = super().load(data)
        return f"{hour}.000000" if "." not in hour else hour.ljust(15, "0")


class _Number(_Text):
    def load(self, data: Any) -> Any:
        number = float(super().load(data))
        return int(number) if number.is_integer() else number


_LOADERS: dict[str, type[Loader]] = {
    "date": _Text,
    "json": _Text,
    "jsonb": _Text,
    "bool": _Truth,
    "timestamp": _Instant,
    "timestamptz": _Instant,
    "time": _Hour,
    "numeric": _Number,
}


def _server() -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(make_conninfo(SERVER, connect_timeout=3), autocommit=True)


def _name(path: str | Path) -> str:
    whole = sha256(str(Path(path).absolute()).encode()).hexdigest()[:16]
    return f"{_PREFIX}{os.environ['KAA_TEST_RUN']}_{whole}"


def _is_there(server: psycopg.Connection[tuple[Any, ...]], name: str) -> bool:
    found = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
    return found.fetchone() is not None


def _left(server: psycopg.Connection[tuple[Any, ...]], prefix: str) -> list[str]:
    like = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
    return [name for (name,) in server.execute(like, (prefix,))]


def _drop(server: psycopg.Connection[tuple[Any, ...]], name: str) -> None:
    server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
