"""Every test has folders, a clock and a name of its own, and leaves nothing behind."""

import os
import shutil
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from counting import counted, record
from full_register import build
from registers import SERVER
from terminal import EXAMPLE, as_written_down, isolate, kaa

__all__ = ["counted"]
MUST_HAVE_POSTGRES = os.environ.get("KAA_REQUIRE_POSTGRES") == "1"


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    isolate(monkeypatch, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with the example roster taken in, for `made` to copy."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, folder)
        made = folder / "kaa.db"
        for line in (["init", "--municipality", "Alingsås"], ["import", str(EXAMPLE), "--yes"]):
            answer = kaa("--db", str(made), *line)
            assert answer.code == 0, answer.err
        as_written_down(made)
    return made


@pytest.fixture
def made(made_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register with the twelve youths of the example roster, told by `KAA_DB`."""
    path = Path(shutil.copy2(made_once, tmp_path / "kaa.db"))
    monkeypatch.setenv("KAA_DB", str(path))
    return path


@pytest.fixture
def schema() -> Iterator[str]:
    """The URL of an empty schema on the PostgreSQL server, dropped afterwards."""
    name = f"kaa_test_{uuid4().hex[:12]}"
    try:
        with psycopg.connect(SERVER, autocommit=True, connect_timeout=3) as server:
            server.execute(f"CREATE SCHEMA {name}")
    except psycopg.OperationalError as error:
        if MUST_HAVE_POSTGRES:
            raise
        pytest.skip(f"no PostgreSQL server answers at KAA_TEST_POSTGRES: {error}")
    try:
        yield f"{SERVER}?options=-csearch_path%3D{name}"
    finally:
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(f"DROP SCHEMA {name} CASCADE")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    record(item, report)
    return report


@pytest.fixture(scope="session")
def full_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register in which every table holds something, made once for all workers of a run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, mine = shared / "full", shared / f"full-{os.getpid()}"
    try:
        (shared / "full-is-being-made").mkdir()
    except FileExistsError:
        while not folder.exists():
            time.sleep(0.2)
    else:
        mine.mkdir()
        build(mine)
        mine.rename(folder)
    return folder / "kaa.db"
