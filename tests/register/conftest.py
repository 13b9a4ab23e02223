"""A fresh register for each test, on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from kaa_cli.register.changes import Changes
from kaa_cli.register.engine import open_register
from registers import Writing, WritingTo, make, sign


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "kaa.db"
    make(path)
    return path


@pytest.fixture
def file(template: Path, tmp_path: Path) -> Path:
    """A register on SQLite."""
    return Path(shutil.copy2(template, tmp_path / "kaa.db"))


@pytest.fixture(params=["sqlite", "postgres"])
def nowhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a register can be made on either engine, and none is."""
    if request.param == "postgres":
        return str(request.getfixturevalue("schema"))
    return str(tmp_path / "kaa.db")


@pytest.fixture(params=["sqlite", "postgres"])
def register(request: pytest.FixtureRequest) -> str:
    """A register just made on either engine: its path or URL."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("file"))
    where = str(request.getfixturevalue("schema"))
    make(where)
    return where


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
