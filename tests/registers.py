"""Making registers and signing what is written, for the tests of everything that keeps."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Connection

from engines import SERVER as SERVER
from engines import place
from kaa_cli.register import engine, migrations, sqlite_file
from kaa_cli.register.changes import Changes, Signature
from kaa_cli.register.making import create_register
from kaa_cli.register.sqlite_file import new_file
from terminal import ENCRYPTED, EXAMPLE, SOURCE, kaa

MONDAY = date(2026, 9, 7)
AS_SHIPPED = sqlite_file._PRAGMAS
"""How a process of its own sets SQLite; `wait_for_no_disk` changes it for this one."""

Writing = Callable[..., AbstractContextManager[Changes]]
WritingTo = Callable[..., AbstractContextManager[Changes]]


def wait_for_no_disk() -> None:
    """Nobody pulls the plug on the registers of tests, so that nothing need wait for a disk."""
    sqlite_file._PRAGMAS = (*AS_SHIPPED, "synchronous=OFF")  # type: ignore[assignment]


def make(where: str | Path, *, plaintext: bool = not ENCRYPTED) -> None:
    create_register(
        place(where),
        kind="kaa",
        municipalities=["1489"],
        policy_name="Alingsås",
        policy_toml='name = "Alingsås"',
        today=MONDAY,
        plaintext=plaintext,
    )


def make_with_the_example_list(where: Path, *, plaintext: bool = False) -> None:
    """A register as `kaa init` and `kaa import` make it, in either mode whatever the test run's."""
    routine = SOURCE / "kaa_cli" / "policies" / "alingsas.toml"
    create_register(
        place(where),
        kind="kaa",
        municipalities=["Alingsås"],
        policy_name="Alingsås",
        policy_toml=routine.read_text("utf-8"),
        today=MONDAY,
        plaintext=plaintext,
    )
    answer = kaa("--db", str(where), "import", str(EXAMPLE), "--yes")
    assert answer.code == 0, answer.err


def sign(command: str = "log", by: str = "anna") -> Signature:
    at = datetime(2026, 9, 7, 13, 48, tzinfo=UTC)
    return Signature(by=by, login=by, command=command, kind="change", on=MONDAY, at=at)


@contextmanager
def made_by_an_older_program(where: str, steps: Path, version: str) -> Iterator[Connection]:
    """A register as an older schema left it, open for what its program wrote."""
    for step in (steps / "versions").glob("0*"):
        if step.name[:4] > version:
            step.unlink()
    path = engine.file_of(where)
    with (
        new_file(path) if path else nullcontext(),
        engine.open_engine(where, writing=True, for_migrating=True).begin() as connection,
    ):
        migrations.migrate(connection, steps)
        yield connection
