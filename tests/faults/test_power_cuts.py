"""The power goes at any moment: what was acknowledged is there, and nothing is half there."""

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from counting import Counted, often
from faults.commands import COMMANDS, IMPORT, Command
from faults.injection import Course, start
from faults.power import OPTIONS, Disk, read_trace
from faults.proving import must_be_whole, state_of
from faults.running import Warm, needs_strace

pytestmark = pytest.mark.of_files("what a disk does to a file")
LOG = next(command for command in COMMANDS if command.name == "log")
OTHER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(f"PRAGMA synchronous={sys.argv[2]}")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE t SET n = 1")
connection.execute("COMMIT")
"""


def whole(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def lay_out(folder: Path, files: dict[str, bytes]) -> None:
    for path in folder.iterdir():
        path.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)


@pytest.mark.parametrize("command", [IMPORT, LOG], ids=["import", "log"])
def test_a_power_cut_leaves_a_command_done_or_not_done(
    command: Command,
    course: Callable[[Command], Course],
    warm: Warm,
    tmp_path: Path,
    counted: Counted,
) -> None:
    # fault 7
    going = course(command)
    with going.copy() as register:
        before = whole(register.parent)
        ended = start(warm, command, register).traced(*OPTIONS).go().wait()
        assert ended.code == 0
        steps = read_trace(ended.trace, register.parent)
    disk = Disk(before, steps)
    assert sum("sync" in step.call for step in steps) >= 5
    times, chance = often(15, 130), random.Random()
    for number in range(times):
        acknowledged = number % 5 == 0
        after = len(steps) if acknowledged else chance.randrange(len(steps))
        lay_out(tmp_path, disk.cut(after, chance))
        must_be_whole(tmp_path / "kaa.db")
        kept = state_of(tmp_path / "kaa.db").kept
        assert kept == going.after.kept or (not acknowledged and kept == going.before.kept)
    counted(7, f"power cut, simulated from the writes of a real {command.name}", times)


@pytest.mark.parametrize(("setting", "is_safe"), [("OFF", False), ("FULL", False), ("EXTRA", True)])
def test_the_simulated_cuts_find_settings_that_lose(
    setting: str, is_safe: bool, tmp_path: Path
) -> None:
    """With less than EXTRA an acknowledged commit may be lost: then a cut above would show it."""
    needs_strace()
    place = tmp_path / "other.db"
    with closing(sqlite3.connect(place)) as other:
        other.execute("CREATE TABLE t (n INTEGER, filling TEXT)")
        other.executemany("INSERT INTO t VALUES (0, ?)", [("x" * 400,)] * 100)
        other.commit()
    before, trace = whole(tmp_path), tmp_path / "trace"
    run = [sys.executable, "-c", OTHER, str(place), setting]
    subprocess.run(["strace", "-f", "-qqq", "-o", str(trace), *OPTIONS, *run], check=True)
    disk = Disk(before, read_trace(trace.read_text(), tmp_path))
    trace.unlink()
    chance = random.Random(1)
    lost = 0
    for _ in range(200):
        lay_out(tmp_path, disk.cut(len(disk.steps), chance))
        try:
            with closing(sqlite3.connect(place)) as other:
                is_whole = other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                lost += not is_whole or other.execute("SELECT sum(n) FROM t").fetchone() != (100,)
        except sqlite3.DatabaseError:
            lost += 1
    assert (lost == 0) == is_safe
