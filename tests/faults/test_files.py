"""The register's file spoilt, closed or changed by others: refused or recovered, never unseen."""

import os
import random
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from counting import Counted, often
from faults.commands import IMPORT, Command, empty, filled
from faults.injection import Course, start
from faults.proving import must_be_told_plainly, must_be_whole, state_of
from faults.running import Ended, Warm
from kaa_cli.errors import Damaged
from kaa_cli.register.sqlite_file import key_of, prove_whole
from terminal import ENCRYPTED, kaa, rows_of

pytestmark = pytest.mark.of_files("what a disk does to a file")

Courses = Callable[[Command], Course]
NOBODY = 65534


@pytest.fixture
def register(tmp_path: Path) -> Path:
    filled(tmp_path / "kaa.db")
    return tmp_path / "kaa.db"


@pytest.mark.skipif(
    ENCRYPTED, reason="an encrypted register's are in test_encryption.py: all found"
)
def test_a_bit_that_turns_in_a_plain_file_is_found_or_harms_nothing(
    register: Path, counted: Counted
) -> None:
    # fault 25
    whole, chance, found = register.read_bytes(), random.Random(20260907), 0
    times = often(15, 300)
    for _ in range(times):
        at = chance.randrange(len(whole) * 8)
        spoilt = bytearray(whole)
        spoilt[at // 8] ^= 1 << at % 8
        register.write_bytes(spoilt)
        for words in (["ladder"], ["youth", "list"], ["show", "1"], ["audit", "verify"]):
            answer = kaa("--db", str(register), *words)
            must_be_told_plainly(Ended(answer.code, answer.out, answer.err))
            # 3: the log is broken, or a code unknown; 7: the turned bit says it is another's file
            assert answer.code in (0, 3, 6, 7), (at, words, answer)
            found += answer.code != 0
    register.write_bytes(whole)
    must_be_whole(register)
    counted(25, "single bits turned in a plain file, four commands each", times)


@pytest.fixture
def of_nobody() -> Iterator[Path]:
    """A folder with a register that belongs to a user without rights, and the user's keys."""
    place = Path(tempfile.mkdtemp(prefix="kaa-fault-"))  # pytest's own folder is closed to others
    place.chmod(0o755)
    (place / "desk").mkdir()
    filled(place / "desk" / "kaa.db")
    keys = Path(os.environ["XDG_CONFIG_HOME"])
    shutil.copytree(keys, place / "config")
    for path in (place, *place.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    yield place
    (place / "desk").chmod(0o755)
    shutil.rmtree(place)


LOOKING = {"ladder": 0, "next": 0, "next -n 12 -f json": 0, "youth list": 0, "": 0}
LOGGED = {
    "show 1": 9,
    "timeline 1": 9,
    "extract 1": 9,
    "youth list -o list.csv": 9,
    "log 1 no-answer": 9,
    "undo": 9,
    "next --claim": 9,
    f"import {IMPORT.words[1]} --yes": 0,  # there is nothing new in it
}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
@pytest.mark.parametrize(
    ("folder", "file"),
    [(0o755, 0o444), (0o555, 0o444), (0o555, 0o644)],
    ids=["file", "both", "folder"],
)
def test_where_nothing_may_be_written_one_looks_and_is_refused_the_rest(
    folder: int, file: int, of_nobody: Path, warm: Warm, counted: Counted
) -> None:
    # faults 26, 61
    desk = of_nobody / "desk"
    (desk / "kaa.db").chmod(file)
    desk.chmod(folder)
    before = (desk / "kaa.db").read_bytes()
    env = {"KAA_DB": str(desk / "kaa.db"), "XDG_CONFIG_HOME": str(of_nobody / "config")}
    for words, code in {**LOOKING, **LOGGED}.items():
        ended = warm.run(words.split(), desk, env=env, nobody=True)
        must_be_told_plainly(ended)
        assert ended.code == code, (words, ended)
    assert (desk / "kaa.db").read_bytes() == before
    assert [path.name for path in desk.iterdir()] == ["kaa.db"]
    counted(26, "commands of a user who may only read", len(LOOKING) + len(LOGGED))


def test_a_journal_that_somebody_removes_is_never_missed_unseen(
    course: Courses, warm: Warm, counted: Counted
) -> None:
    # fault 27: half of a commit is in the file, and what would take it back is gone
    going = course(IMPORT)
    points = [point for point in going.points if point.call == "pwrite64"]
    tried = points if often(0, 1) else points[:: len(points) // 5]
    for point in tried:
        with going.copy() as register:
            inject = f"inject=pwrite64:signal=KILL:when={point.number}"
            start(warm, IMPORT, register).traced("-e", "trace=pwrite64", "-e", inject).go().wait()
            Path(f"{register}-journal").unlink()
            if not is_seen(register):
                assert state_of(register).kept in (going.before.kept, going.after.kept), point
    counted(27, "killed at a write, and the journal removed", len(tried))


def is_seen(register: Path) -> bool:
    """Whether kaa or the database's own proof finds that something is wrong."""
    try:
        prove_whole(register, key_of(register))
    except Damaged:
        return True
    answer = kaa("--db", str(register), "audit", "verify")
    must_be_told_plainly(Ended(answer.code, answer.out, answer.err))
    return answer.code != 0


HOSTILE = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON youth BEGIN DELETE FROM log_entry; END",
    "a view": "CREATE VIEW v AS SELECT given_name FROM youth",
    "a view in place of a table": "ALTER TABLE caseworker RENAME TO c;"
    "CREATE VIEW caseworker AS SELECT id, name FROM c",
    "a view that calls a function": "CREATE VIEW v AS SELECT load_extension('x') FROM youth",
    "a table more": "CREATE TABLE spy (name TEXT)",
    "an index that calls a function": "CREATE INDEX i ON youth (upper(given_name))",
    "an index less": "DROP INDEX one_open_registration",
}


@pytest.mark.parametrize("planted", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_is_built_otherwise_than_kaa_builds_it_is_not_used(
    planted: str, register: Path, counted: Counted
) -> None:
    # fault 28
    with rows_of(register) as rows:
        for statement in planted.split(";") if "TRIGGER" not in planted else [planted]:
            rows.execute(statement)
    before = register.read_bytes()
    for words in (["ladder"], ["show", "1"], ["log", "1", "no-answer"], []):
        answer = kaa("--db", str(register), *words)
        assert answer.code == 6, (words, answer)
        assert "Somebody has changed how the register is built" in answer.err
    assert register.read_bytes() == before
    counted(28, "a file built otherwise", 4)


def test_every_file_that_kaa_makes_is_its_owners_alone(
    tmp_path: Path, warm: Warm, counted: Counted, course: Courses
) -> None:
    # fault 30
    empty(tmp_path / "kaa.db")
    env = {"KAA_DB": str(tmp_path / "kaa.db")}
    made = [
        ("--db new.db init", "new.db"),
        ("backup copy.db", "copy.db"),
        ("youth list -o list.csv", "list.csv"),
        ("report outcomes -o report.html", "report.html"),
    ]
    for words, name in made:
        assert warm.run(words.split(), tmp_path, env=env, umask=0).code == 0
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600, name
    with course(IMPORT).copy() as register:
        call = next(point.call for point in course(IMPORT).points if "sync" in point.call)
        inject = f"inject={call}:signal=STOP:when=1"
        child = start(warm, IMPORT, register).traced("-e", f"trace={call}", "-e", inject)
        child.go().is_stopped()
        journal = Path(f"{register}-journal").stat()
        child.resume()
        assert child.wait().code == 0
    assert stat.S_IMODE(journal.st_mode) == 0o600
    counted(30, "files made with umask 0, and a journal", len(made) + 1)
