"""Running kaa as a user does: in this process for the many cases, in one of its own for the few."""

import atexit
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import engines
import kaa_cli
from kaa_cli import words
from kaa_cli.cli import _command, run
from kaa_cli.register.sqlite_file import connect, key_of
from kaa_cli.rules.due_days import RECKONED

ROOT = Path(__file__).parent.parent
SOURCE = Path(kaa_cli.__file__).parent.parent
EXAMPLE = ROOT / "examples" / "roster.csv"
_LOG = ("log_entry", "log_change")
OF_THE_TEST_RUN = {
    "KAA_TEST_POSTGRES",
    "KAA_REQUIRE_POSTGRES",
    "KAA_REQUIRE_BROWSER",
    "KAA_WRITE_GOLDEN",
    "KAA_FAULTS",
    "KAA_TEST_ENCRYPTION",
    "KAA_TEST_KEYS",
    "KAA_TEST_RUN",
    "KAA_TEST_ENGINES",
}
ENCRYPTED = os.environ.get("KAA_TEST_ENCRYPTION", "on") == "on"
"""Whether the registers of this test run are encrypted, as real ones are, or plain."""
_KEYS = os.environ.get("KAA_TEST_KEYS") or tempfile.mkdtemp(prefix="kaa-test-keys-")
"""Where the keys of every register of this test run are, for tests copy one another's registers."""
if "KAA_TEST_KEYS" not in os.environ:  # else this process is one of several in the run
    os.environ["KAA_TEST_KEYS"] = _KEYS
    atexit.register(shutil.rmtree, _KEYS, ignore_errors=True)
_KEEPING = {
    "XDG_CONFIG_HOME": _KEYS,
    "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
}
os.environ.update(_KEEPING)  # at once: registers that many tests copy are made before any of them
_FOLDERS = ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
_OF_THE_SCREEN = (
    "COLUMNS",
    "LINES",
    "NO_COLOR",
    "FORCE_COLOR",
    "TTY_COMPATIBLE",
    "PYTHONIOENCODING",
)


def _open_every_room(group: Any) -> None:
    """Each speaks the language it was opened in; in the tests all do at once, in English."""
    for command in group.commands.values():
        if hasattr(command, "commands"):
            _open_every_room(command)


_open_every_room(_command())


@dataclass(frozen=True)
class Answer:
    """What a command gave back: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def isolate(patch: pytest.MonkeyPatch, home: Path) -> None:
    """Nothing of the user's own is read or written, and the day is a Monday in September."""
    for name in [n for n in os.environ if n.startswith("KAA_") and n not in OF_THE_TEST_RUN]:
        patch.delenv(name)
    for name in _OF_THE_SCREEN:
        patch.delenv(name, raising=False)
    for name in _FOLDERS:
        patch.setenv(name, str(home / name.lower()))
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        patch.setenv(name, str(home))
    for name, value in _KEEPING.items():
        patch.setenv(name, value)
    patch.setenv("KAA_TODAY", "2026-09-07")
    patch.setenv("KAA_USER", "Anna")
    patch.setenv("KAA_LANG", "en")
    words.use("en")


def kaa(
    *args: str,
    input: str | None = "",  # noqa: A002 - as subprocess calls it
    env: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
) -> Answer:
    """One command line in this process, with stdout and stderr as pipes.

    `input` None is a standard input that is closed at once; `env` is added to the environment.
    In an old `encoding` only what is drawn can be read: data are UTF-8.
    """
    out, err = _pipe(encoding), _pipe(encoding)
    typed = io.TextIOWrapper(io.BytesIO((input or "").encode()), encoding="utf-8")
    code = _run(args, typed, out, err, env or {})
    return Answer(code, engines.typed(_written(out)), engines.typed(_written(err)))


def in_terminal(*args: str, columns: int = 80, input: str = "") -> Answer:  # noqa: A002
    """One command line in this process with stdin, stdout and stderr at one pseudo-terminal.

    What both streams print comes back as `out`.
    """
    master, slave = os.openpty()
    read: list[bytes] = []
    reader = threading.Thread(target=_drain, args=(master, read))
    reader.start()
    screen = {"COLUMNS": str(columns), "TERM": "xterm-256color"}
    if input:
        os.write(master, input.encode())
    with (
        open(slave, encoding="utf-8", closefd=False) as typed,
        open(slave, "w", encoding="utf-8", closefd=False) as out,
        open(slave, "w", encoding="utf-8", closefd=False) as err,
    ):
        code = _run(args, typed, out, err, screen)
    os.close(slave)
    reader.join()
    os.close(master)
    shown = b"".join(read).decode("utf-8").replace("\r\n", "\n")
    return Answer(code, engines.typed(shown), "")


def kaa_process(
    *args: str,
    env: Mapping[str, str] | None = None,
    input: bytes | None = b"",  # noqa: A002
    **options: Any,
) -> subprocess.CompletedProcess[bytes]:
    """One command line in a process of its own, with bytes in and out."""
    told: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    if "stdin" not in told:
        told["input"] = input
    return subprocess.run(
        [sys.executable, "-m", "kaa_cli", *as_this_run_makes(args)],
        env=environment(env, args),
        timeout=60,
        check=False,
        **told,
        text=False,
    )


def environment(env: Mapping[str, str] | None = None, args: Sequence[str] = ()) -> dict[str, str]:
    """What a process of its own is given, with the register of the test on its engine."""
    given = {**os.environ, "PYTHONPATH": str(SOURCE), **(env or {})}
    return given | told_register(args, given)


def as_this_run_makes(args: Sequence[str]) -> list[str]:
    """The command line, where `--db` names the register on the engine of the test.

    In a run of plain registers `kaa init` makes one without a key.
    """
    on_engine = engines.place if "init" in args else engines.where
    line = [
        on_engine(word) if before == "--db" else word
        for before, word in zip(("", *args), args, strict=False)
    ]
    is_plain = "init" in args and "--help" not in args and not ENCRYPTED
    return [*line, "--plaintext"] if is_plain and "--plaintext" not in args else line


def told_register(args: Sequence[str], env: Mapping[str, str]) -> dict[str, str]:
    """`KAA_DB` as it is on the engine of the test, where it is told."""
    on_engine = engines.place if "init" in args and "--db" not in args else engines.where
    return {"KAA_DB": on_engine(env["KAA_DB"])} if env.get("KAA_DB") else {}


def _run(args: tuple[str, ...], typed: Any, out: Any, err: Any, env: Mapping[str, str]) -> int:
    before = dict(os.environ), (sys.stdin, sys.stdout, sys.stderr), words.language()
    os.environ.update(env)
    os.environ.update(told_register(args, os.environ))
    sys.stdin, sys.stdout, sys.stderr = typed, out, err
    try:
        words.use(words.choose(args, os.environ))
        return run(as_this_run_makes(args))
    finally:
        if dict(os.environ) != before[0]:
            os.environ.clear()
            os.environ.update(before[0])
        sys.stdin, sys.stdout, sys.stderr = before[1]
        words.use(before[2])


def _pipe(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    content = stream.buffer
    assert isinstance(content, io.BytesIO)
    errors = "strict" if stream.encoding == "utf-8" else "replace"
    return content.getvalue().decode(stream.encoding, errors)


def _drain(master: int, read: list[bytes]) -> None:
    """Everything written to the terminal until its other side is closed."""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # Linux says so when nobody has the terminal open any more
            return
        if not piece:
            return
        read.append(piece)


@contextmanager
def rows_of(path: Path) -> Iterator[Any]:
    """The register's tables behind kaa's back, on either engine; what is written is kept."""
    if engines.is_postgres():
        with engines.rows_on_server(engines.where(path)) as rows:
            yield rows
        return
    with closing(connect(path, key_of(path))) as connection:
        connection.isolation_level = "DEFERRED"  # a transaction begins with the first thing written
        with connection:
            yield connection


def as_written_down(path: Path) -> None:
    """The register is as after `kaa key show`, so that plain kaa answers alike in both modes."""
    key = None if engines.is_postgres() else key_of(path)
    if key is not None:
        saved = ("recovery_key_saved_on", f"2026-09-07 {key.name}")
        with rows_of(path) as rows:
            rows.execute("INSERT INTO setting (key, value) VALUES (?, ?)", saved)


def ask_rows(path: Path, question: str, *values: object) -> list[tuple[Any, ...]]:
    with rows_of(path) as connection:
        found: list[tuple[Any, ...]] = connection.execute(question, values).fetchall()
        return found


def all_of(path: Path) -> bytes:
    """All that can be read of a register: its file, or the rows that a server has of it."""
    if not engines.is_postgres():
        return path.read_bytes()
    with rows_of(path) as rows:
        return "\n".join(
            f"{name}: {row}"
            for name in sorted(engines.tables_of(rows))
            for row in sorted(rows.execute(f'SELECT * FROM "{name}"'), key=repr)
        ).encode()


def contents(path: Path, *, with_log: bool = False) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but what is reckoned from it, without the log unless asked for.

    That something was refused or listed is never among it: nothing was saved by that.
    """
    with rows_of(path) as connection:
        tables = [name for name in engines.tables_of(connection) if with_log or name not in _LOG]
        for column in engines.columns_of(connection, "registration") & set(RECKONED):
            connection.execute(f"UPDATE registration SET {column} = NULL")
        connection.execute("DELETE FROM log_entry WHERE kind IN ('refusal', 'list')")
        held = {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in tables
        }
        connection.rollback()
        return held


NUMBERS = re.compile(r"\d(?:[ -]?\d){7,}")
ISO_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_STATE_OF_THE_LOG = re.compile(r"\b\d+-[0-9a-f]{12}\b")


def personal(text: str) -> list[str]:
    """Every number of eight digits or more, blanks and hyphens within it; days are none.

    Nor is the log's state, whose hexadecimal digits are now and then digits alone.
    """
    return NUMBERS.findall(ISO_DAY.sub("", _STATE_OF_THE_LOG.sub("", text)))


def steady(text: str) -> str:
    """The text with one and the same state of the log, which is another for every register."""
    return _STATE_OF_THE_LOG.sub("1234-9f3c2a7b10de", text)
