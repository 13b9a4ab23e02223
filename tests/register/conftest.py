"""A fresh register for each test, on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

import engines
from kaa_cli.register.changes import Changes
from kaa_cli.register.engine import open_register
from registers import Writing, WritingTo, make, sign


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "kaa.db"
    with engines.on(engines.SQLITE):
        make(path)
    return path


@pytest.fixture
def file(template: Path, tmp_path: Path) -> Path:
    """A register on SQLite, whatever the engine of the test."""
    return Path(shutil.copy2(template, tmp_path / "kaa.db"))


@pytest.fixture(scope="session")
def register_once(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("register") / "kaa.db"
    make(path)
    return path


@pytest.fixture
def nowhere(engine: str, tmp_path: Path) -> str:
    """Where a register can be made, and none is."""
    return engines.place(tmp_path / "kaa.db")


@pytest.fixture
def register(register_once: Path, tmp_path: Path) -> str:
    """A register just made on the engine of the test: its path or URL."""
    return engines.where(engines.copy(register_once, tmp_path / "register.db"))


@pytest.fixture
def writing_to() -> WritingTo:
    """`with writing_to(where, "log") as changes:` is one command of Anna's, sealed at the end."""

    @contextmanager
    def command(where: str, name: str = "log", by: str = "anna") -> Iterator[Changes]:
        with open_register(where, writing=True) as opened:
            changes = Changes(opened.session, sign(name, by))
            yield changes
            changes.seal({"command": name})

    return command


@pytest.fixture
def writing(register: str, writing_to: WritingTo) -> Writing:
    """The same for the register of the test."""
    return partial(writing_to, register)
