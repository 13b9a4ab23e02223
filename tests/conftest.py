"""Every test has folders, a clock and a name of its own, and leaves nothing behind."""

import gc
import os
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from hypothesis import settings

import engines
from counting import counted, often, record
from engines import SERVER
from full_register import build
from registers import wait_for_no_disk
from terminal import EXAMPLE, as_written_down, isolate, kaa

__all__ = ["counted"]


def pytest_configure(config: pytest.Config) -> None:
    for told in (
        "of_files(why): what it tries is about a register that is a file; never on PostgreSQL",
        "same_anywhere(why): the engine has no part in it; on PostgreSQL in the long form alone",
    ):
        config.addinivalue_line("markers", told)
    engines.compile_once()
    wait_for_no_disk()
    gc.disable()  # collecting thousands of tests makes no garbage: searching for it took two thirds
    settings.register_profile("test run", max_examples=often(40, 100))
    settings.load_profile("test run")
    if "KAA_TEST_RUN" not in os.environ:  # else this process is one of several in the run
        engines.begin_run()
        config.add_cleanup(engines.end_run)


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()  # the tests last as long as the run and are never searched for garbage again
    gc.enable()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    own = [mark.args[:1] for mark in metafunc.definition.iter_markers("parametrize")]
    if "engine" in metafunc.fixturenames and ("engine",) not in own:
        marks = {mark.name for mark in metafunc.definition.iter_markers()}
        tried = engines.tried(marks, metafunc.definition.path)
        metafunc.parametrize("engine", tried, indirect=True, scope="session")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    call = getattr(item, "callspec", None)
    engines.use(str(call.params.get("engine", engines.SQLITE)) if call else engines.SQLITE)


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> str:
    """The engine of the test's registers, each in its turn; without asking for it it is SQLite.

    What is about files alone is marked `of_files`, with why.
    """
    found = str(request.param)
    why = engines.answers() if found == engines.POSTGRES else ""
    if why:
        pytest.skip(why)
    return found


@pytest.fixture(autouse=True)
def _isolated(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[None]:
    isolate(monkeypatch, tmp_path_factory.mktemp("home"))
    yield
    folder = request.node.funcargs.get("tmp_path")
    if folder is not None:
        engines.drop(folder)


@pytest.fixture(scope="session")
def made_once(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
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
    path = engines.copy(made_once, tmp_path / "kaa.db")
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
        if engines.MUST_HAVE_POSTGRES:
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
def empty_once(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register as `kaa init` makes it, to copy."""
    folder = tmp_path_factory.mktemp("empty")
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, folder)
        answer = kaa("--db", str(folder / "kaa.db"), "init")
        assert answer.code == 0, answer.err
    return folder / "kaa.db"


@pytest.fixture
def desk(empty_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty register, `kaa.db`, told by `KAA_DB`, and the folder it lies in for lists."""
    path = engines.copy(empty_once, tmp_path / "kaa.db")
    monkeypatch.setenv("KAA_DB", str(path))
    return tmp_path


@pytest.fixture(scope="session")
def full_register(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register in which every table holds something, made once for all workers of a run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, made = shared / f"full-{engine}", shared / f"full-{engine}-made"
    try:
        folder.mkdir()
    except FileExistsError:
        while not made.exists():
            time.sleep(0.2)
    else:
        build(folder)
        made.touch()
    return folder / "kaa.db"
