"""Opening and making a register: what is refused, who waits for whom, and what a kill leaves."""

import contextlib
import hashlib
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import func, select

from counting import IS_FULL, Counted, often
from engines import SERVER
from kaa_cli import errors
from kaa_cli.register import engine, making, sqlite_file
from kaa_cli.register.changes import Changes
from kaa_cli.register.engine import open_register
from kaa_cli.register.models import Youth
from kaa_cli.register.office import AdoptedPolicy, Caseworker, LogEntry, Setting
from registers import AS_SHIPPED, Writing, make, sign
from terminal import ask_rows, rows_of

NOTHING_SAVED = "Nothing was saved."


def settings(where: str | Path) -> dict[str, str]:
    with open_register(where, writing=False) as opened:
        return {row.key: row.value for row in opened.session.exec(select(Setting))}


def youths(where: str | Path) -> int:
    with open_register(where, writing=False) as opened:
        return opened.session.exec(select(func.count()).select_from(Youth)).one()


# Making one


def test_a_new_register_holds_its_kind_its_municipalities_and_its_first_policy(
    register: str,
) -> None:
    assert settings(register).items() >= {"kind": "kaa", "municipalities": "1489"}.items()
    with open_register(register, writing=False) as opened:
        (policy,) = opened.session.exec(select(AdoptedPolicy))
    assert (policy.name, policy.from_on) == ("Alingsås", date(2026, 9, 7))


def test_a_register_is_never_made_over_another(register: str) -> None:
    with pytest.raises(errors.Refused):
        make(register)
    assert settings(register)["kind"] == "kaa"


def test_a_file_of_any_kind_is_left_as_it_is_by_making_one(tmp_path: Path) -> None:
    (tmp_path / "kaa.db").write_text("min lista")
    (tmp_path / "dangling.db").symlink_to(tmp_path / "gone.db")
    for name in ("kaa.db", "dangling.db"):
        with pytest.raises(errors.Refused):
            make(tmp_path / name)
    assert (tmp_path / "kaa.db").read_text() == "min lista"
    assert not (tmp_path / "gone.db").exists()


def test_a_missing_folder_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(errors.NoRegister):
        make(tmp_path / "new" / "kaa.db")
    assert not (tmp_path / "new").exists()


def test_a_register_that_could_not_be_made_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(IntegrityError):
        making.create_register(
            tmp_path / "kaa.db",
            kind="kaa",
            municipalities=[],
            policy_name="x",
            policy_toml=None,  # type: ignore[arg-type]
            today=date(2026, 9, 7),
        )
    assert not list(tmp_path.iterdir())


def test_file_and_journal_are_the_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    # fault 30
    before = os.umask(0)
    try:
        make(tmp_path / "kaa.db")
        with open_register(tmp_path / "kaa.db", writing=True) as opened:
            changes = Changes(opened.session, sign())
            changes.add(Caseworker(name="Anna"))
            changes.seal({})
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"kaa.db": 0o600, "kaa.db-journal": 0o600}


# One transaction


def test_what_is_written_is_there_the_next_time(register: str, writing: Writing) -> None:
    with writing() as changes:
        changes.add(Youth(born_on=date(2008, 1, 1), given_name="Nova"))
    assert youths(register) == 1


def test_an_error_leaves_nothing_behind(register: str, writing: Writing) -> None:
    with pytest.raises(ZeroDivisionError), writing() as changes:
        changes.set(changes.add(Youth(born_on=date(2008, 1, 1))), city=str(1 / 0))
    assert youths(register) == 0


def test_a_reader_cannot_write(register: str) -> None:
    with pytest.raises(errors.NotPermitted), open_register(register, writing=False) as opened:
        Changes(opened.session, sign()).add(Caseworker(name="Anna"))


def test_what_the_command_itself_meets_on_disk_is_not_taken_for_the_registers(
    register: str,
) -> None:
    with pytest.raises(BrokenPipeError), open_register(register, writing=False):
        raise BrokenPipeError


def test_others_can_write_while_a_command_waits_at_a_prompt(
    register: str, writing: Writing
) -> None:
    # fault 15
    with writing() as changes:
        changes.add(Youth(born_on=date(2008, 1, 1), city="Alingsås"))
    with open_register(register, writing=True) as opened:
        shown = opened.session.get_one(Youth, 1)
        opened.commit()
        with writing(by="bo") as others:
            others.set(others.session.get_one(Youth, 1), city="Vårgårda")
        assert shown.city == "Alingsås"
        assert opened.session.get_one(Youth, 1).city == "Vårgårda"


def test_a_broken_rule_of_the_tables_is_told_without_the_values(
    register: str, writing: Writing
) -> None:
    row = Youth(born_on=date(2008, 1, 1), sex="unknown", given_name="Nova")
    with pytest.raises(IntegrityError) as caught, writing() as changes:
        changes.add(row)
    assert "[SQL parameters hidden" in str(caught.value)


@pytest.mark.parametrize("is_writing", [True, False])
def test_sqlite_is_set_as_measured(
    is_writing: bool, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # stands in for fault 7 (power cuts), which needs a disk of its own making
    wanted = {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "temp_store": 2,
        "cell_size_check": 1,
        "busy_timeout": 5000,
        "query_only": int(not is_writing),
    }
    monkeypatch.setattr(sqlite_file, "_PRAGMAS", AS_SHIPPED)
    with open_register(file, writing=is_writing) as opened:
        ask = opened.session.connection().exec_driver_sql
        assert {name: ask(f"PRAGMA {name}").scalar() for name in wanted} == wanted


# What is no register


def other_program(path: Path, *, wal: bool = False) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        if wal:
            other.execute("PRAGMA journal_mode=WAL")
        other.execute("CREATE TABLE youth (id INTEGER)")
        other.commit()


def rewritten(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))


def versioned(path: Path, number: int) -> None:
    with rows_of(path) as raw:
        raw.execute(f"PRAGMA user_version={number}")


def zeroed_page(content: bytes) -> bytes:
    return content[:4096] + bytes(4096 * 12) + content[4096 * 13 :]


NOT_OURS: list[tuple[str, type[errors.KaaError], Callable[[Path], object]]] = [
    ("empty", errors.NoRegister, lambda path: path.write_bytes(b"")),
    ("text", errors.NoRegister, lambda path: path.write_text("personnummer;namn\n" * 99)),
    ("jpeg", errors.NoRegister, lambda path: path.write_bytes(b"\xff\xd8\xff\xe0" + b"JFIF" * 99)),
    ("other program", errors.NoRegister, other_program),
    (
        "other in WAL",
        errors.NoRegister,
        lambda path: other_program(path, wal=True),
    ),
    ("newer", errors.NoRegister, lambda path: versioned(path, 9998)),
    ("unstamped", errors.NoRegister, lambda path: versioned(path, 0)),
    ("zeros", errors.Damaged, lambda path: path.write_bytes(bytes(8192))),
    ("header only", errors.Damaged, lambda path: rewritten(path, lambda whole: whole[:100])),
    ("truncated", errors.Damaged, lambda path: rewritten(path, lambda whole: whole[:-8192])),
    ("zeroed pages", errors.Damaged, lambda path: rewritten(path, zeroed_page)),
    ("stray wal", errors.Damaged, lambda path: Path(f"{path}-wal").write_bytes(b"x")),
]


@pytest.mark.parametrize("is_writing", [True, False])
@pytest.mark.parametrize(("kind", "error", "spoil"), NOT_OURS, ids=[row[0] for row in NOT_OURS])
def test_what_is_no_whole_register_of_ours_is_refused_unchanged(
    kind: str,
    error: type[errors.KaaError],
    spoil: Callable[[Path], object],
    is_writing: bool,
    file: Path,
) -> None:
    # faults 17-20, 24, 27
    spoil(file)
    before = {path.name: hashlib.sha256(path.read_bytes()).digest() for path in listed(file)}
    with pytest.raises(error) as caught:
        read_everything(file, writing=is_writing)
    after = {path.name: hashlib.sha256(path.read_bytes()).digest() for path in listed(file)}
    assert after == before
    assert caught.value.sentence.endswith(NOTHING_SAVED) == is_writing


def read_everything(file: Path, *, writing: bool) -> None:
    with open_register(file, writing=writing) as opened:
        for table in (Setting, Youth, LogEntry, Caseworker, AdoptedPolicy):
            opened.session.exec(select(table)).all()


def listed(file: Path) -> list[Path]:
    return sorted(file.parent.iterdir())


@pytest.mark.parametrize("is_writing", [True, False])
@pytest.mark.parametrize("name", ["missing.db", "no such folder/kaa.db", "."])
def test_a_mistyped_path_makes_no_register(name: str, is_writing: bool, tmp_path: Path) -> None:
    # faults 17, 18
    with pytest.raises(errors.NoRegister), open_register(tmp_path / name, writing=is_writing):
        pass
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("planted", "name"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON youth BEGIN DELETE FROM log_change; END", "trigger"),
        ("CREATE VIEW v AS SELECT given_name FROM youth", "view"),
    ],
)
def test_what_somebody_has_built_into_the_file_is_not_run(
    planted: str, name: str, file: Path
) -> None:
    # fault 28
    with rows_of(file) as raw:
        raw.execute(planted)
    with pytest.raises(errors.Damaged), open_register(file, writing=True):
        pass


def test_an_older_register_names_the_command_that_upgrades_it(
    register: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # fault 21
    monkeypatch.setattr(engine, "HEAD", "9999")
    with (
        pytest.raises(errors.NoRegister, match="kaa upgrade"),
        open_register(register, writing=False),
    ):
        pass


def test_a_newer_register_asks_for_a_newer_program(
    register: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # fault 20
    monkeypatch.setattr(engine, "HEAD", "0000")
    with (
        pytest.raises(errors.NoRegister, match="Upgrade the program"),
        open_register(register, writing=True),
    ):
        pass


def test_an_empty_schema_is_no_register(schema: str) -> None:
    with pytest.raises(errors.NoRegister), open_register(schema, writing=True):
        pass


@pytest.mark.parametrize(
    ("where", "error"),
    [
        ("postgresql://nobody@127.0.0.1:1/none", errors.DiskTrouble),
        ("mysql://127.0.0.1/kaa", errors.UsageProblem),
        ("sqlite://", errors.UsageProblem),
        ("postgresql://server:port/kaa", errors.UsageProblem),
    ],
)
def test_an_address_that_leads_nowhere_is_told_in_a_sentence(
    where: str, error: type[errors.KaaError]
) -> None:
    with pytest.raises(error), open_register(where, writing=False):
        pass


def test_a_path_and_a_sqlite_address_are_the_same_register(file: Path) -> None:
    odd = Path(shutil.copy2(file, file.with_name("Åsas 100 %?#.db")))
    assert settings(odd) == settings(f"sqlite:///{file}")


# Two at a time, with real processes

HOLD = """
import sys
from kaa_cli.register.engine import open_register
with open_register(sys.argv[1], writing=True) as opened:
    print("held", flush=True)
    sys.stdin.readline()
"""
COUNT = """
import sys
from registers import sign
from kaa_cli.errors import Busy
from kaa_cli.register.changes import Changes
from kaa_cli.register.engine import open_register
from kaa_cli.register.office import Setting
left = int(sys.argv[2])
while left:
    try:
        with open_register(sys.argv[1], writing=True) as opened:
            changes = Changes(opened.session, sign())
            row = opened.session.get_one(Setting, "municipalities")
            changes.set(row, value=str(int(row.value) + 1))
            changes.seal({})
        left -= 1
    except Busy:
        if sys.argv[3] != "patient":  # with few, five seconds are enough for everybody
            raise
"""
IMPORT = """
import sys
from datetime import date
from registers import sign
from kaa_cli.register.changes import Changes
from kaa_cli.register.engine import open_register
from kaa_cli.register.models import Youth

def stop_at(point):
    if point == sys.argv[2]:
        print("there", flush=True)
        sys.stdin.readline()

with open_register(sys.argv[1], writing=True) as opened:
    changes = Changes(opened.session, sign("import"))
    changes.add_many(Youth, [{"born_on": date(2008, 1, 1), "street": "x" * 200}] * 10_000)
    opened.session.connection().exec_driver_sql("SELECT count(*) FROM youth")
    stop_at("rows written")
    changes.seal({"new": 10_000})
    stop_at("sealed")
stop_at("done")
"""


@contextlib.contextmanager
def child(program: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    paths = [str(Path(engine.__file__).parents[2]), str(Path(__file__).parents[1])]
    started = subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )
    with started:
        try:
            yield started
        finally:
            started.kill()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_writer_waits_and_is_then_told(
    register: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # fault 14
    monkeypatch.setattr(engine, "WAIT_SECONDS", 1)
    with child(HOLD, register) as holder:
        assert said(holder) == "held"
        holder.send_signal(signal.SIGSTOP)
        with pytest.raises(errors.Busy) as caught, open_register(register, writing=True):
            pass
        assert settings(register)["kind"] == "kaa"
        holder.send_signal(signal.SIGCONT)
    assert caught.value.sentence == (
        "The register is being used by someone else. Wait a few seconds and try again. "
        "Nothing was saved."
    )


def test_four_writers_lose_no_update_and_are_never_busy(
    register: str, writing: Writing, counted: Counted
) -> None:
    # fault 11
    times, patience = often(6, 100), "patient" if IS_FULL else ""
    with writing() as changes:
        changes.set(changes.session.get_one(Setting, "municipalities"), value="0")
    with contextlib.ExitStack() as stack:
        writers = [
            stack.enter_context(child(COUNT, register, str(times), patience)) for _ in range(4)
        ]
        ended = [(writer.communicate()[1], writer.returncode) for writer in writers]
    assert ended == [("", 0)] * 4
    assert settings(register)["municipalities"] == str(4 * times)
    engine_name = "PostgreSQL" if "://" in register else "SQLite"
    counted(11, f"increments by 4 processes, none lost: {engine_name}", 4 * times)


@pytest.mark.parametrize(("point", "kept"), [("rows written", 0), ("sealed", 0), ("done", 10_000)])
def test_an_import_killed_is_there_whole_or_not_at_all(
    point: str, kept: int, register: str
) -> None:
    # fault 1
    with child(IMPORT, register, point) as importer:
        assert said(importer) == "there"
        importer.kill()
        importer.wait()
        assert youths(register) == kept
    with open_register(register, writing=False) as opened:
        assert len(opened.session.exec(select(LogEntry)).all()) == (kept > 0)


def test_a_reader_rolls_back_what_a_killed_writer_left_in_the_file(file: Path) -> None:
    with child(IMPORT, str(file), "sealed") as importer:
        assert said(importer) == "there"
        importer.kill()
        importer.wait()
    assert Path(f"{file}-journal").stat().st_size > 0
    assert youths(file) == 0
    assert ask_rows(file, "PRAGMA integrity_check") == [("ok",)]


# The disk says no

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
from kaa_cli.errors import KaaError
sys.argv.append("none")
try:
    exec(sys.stdin.read())
except KaaError as error:
    print(error.exit_code, error.sentence)
"""


@contextlib.contextmanager
def as_somebody_without_rights() -> Iterator[None]:
    """Root may write anything, so root is nobody for a while."""
    if os.geteuid() != 0:
        yield
        return
    keys = Path(tempfile.mkdtemp())
    shutil.copytree(os.environ["XDG_CONFIG_HOME"], keys, dirs_exist_ok=True)
    for each in (keys, *keys.rglob("*")):
        os.chown(each, 65534, 65534)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(keys))  # who may read the register has its key
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)
            shutil.rmtree(keys)


def test_no_room_for_an_import_is_told_and_leaves_the_register_whole(file: Path) -> None:
    # fault 6
    with child(LIMITED, str(file)) as limited:
        output, talk = limited.communicate(IMPORT)
    assert output.startswith("5 "), talk
    assert NOTHING_SAVED.rstrip(".") in output
    assert youths(file) == 0


@pytest.mark.parametrize(("folder", "mode"), [(0o555, 0o444), (0o777, 0o444), (0o555, 0o666)])
def test_a_register_without_the_right_to_write_can_be_read(
    folder: int, mode: int, template: Path
) -> None:
    # fault 26
    place = Path(tempfile.mkdtemp())  # pytest's own folder is closed to nobody
    try:
        file = Path(shutil.copy(template, place / "kaa.db"))
        file.chmod(mode)
        place.chmod(folder)
        with as_somebody_without_rights():
            assert settings(file)["kind"] == "kaa"
            with pytest.raises(errors.NotPermitted), open_register(file, writing=True) as opened:
                Changes(opened.session, sign()).add(Caseworker(name="Anna"))
            assert settings(file)["kind"] == "kaa"
    finally:
        place.chmod(0o700)
        shutil.rmtree(place)


def write_and_lose_the_server(where: str) -> None:
    with open_register(where, writing=True) as opened:
        changes = Changes(opened.session, sign())
        changes.add(Caseworker(name="Anna"))
        backend = opened.session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar()
        with psycopg.connect(SERVER) as server:
            server.execute("SELECT pg_terminate_backend(%s)", (backend,))
        changes.add(Caseworker(name="Bo"))


def test_a_server_lost_in_the_middle_is_told_and_nothing_is_kept(schema: str) -> None:
    # fault 66
    make(schema)
    with pytest.raises(errors.DiskTrouble) as caught:
        write_and_lose_the_server(schema)
    assert caught.value.sentence.endswith(NOTHING_SAVED)
    with open_register(schema, writing=False) as opened:
        assert not opened.session.exec(select(Caseworker)).all()
