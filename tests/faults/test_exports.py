"""A file that is written out: whole under its name or not there at all."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from counting import Counted, often
from faults.commands import filled
from faults.proving import must_be_told_plainly, must_be_whole_beside
from faults.running import Warm, small_disk
from terminal import kaa

pytestmark = pytest.mark.of_files("what a disk does to a file")

EXPORTS = {
    "list.csv": "youth list",
    "list.xlsx": "youth list",
    "list.json": "youth list",
    "report.html": "report outcomes",
}
every_export = pytest.mark.parametrize("name", EXPORTS)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    filled(tmp_path / "kaa.db")
    monkeypatch.setenv("KAA_DB", str(tmp_path / "kaa.db"))
    return tmp_path


@every_export
def test_an_export_killed_at_any_time_leaves_the_old_file_or_the_whole_new_one(
    name: str, desk: Path, warm: Warm, counted: Counted
) -> None:
    # fault 10
    words = [*EXPORTS[name].split(), "-o", name, "--force"]
    begun = time.monotonic()
    assert warm.run(words, desk).code == 0
    seconds = time.monotonic() - begun
    whole, times = (desk / name).read_bytes(), often(2, 8)
    for _ in range(times):
        (desk / name).write_bytes(b"old")
        child = warm.start(words, desk).go()
        time.sleep(random.uniform(0, seconds))
        child.send(signal.SIGKILL)
        must_be_told_plainly(child.wait())
        now = (desk / name).read_bytes()
        assert now == b"old" or len(now) >= len(whole) - 64  # the hour in it may be shorter
        if now != b"old":
            must_be_whole_beside(desk / "kaa.db")
    counted(10, f"SIGKILL at a random time of an export: {name}", times)


@every_export
def test_a_full_disk_takes_no_part_of_an_export(
    name: str, desk: Path, warm: Warm, counted: Counted
) -> None:
    # fault 10
    with small_disk(desk, 8) as place:
        (place / "filling").write_bytes(bytes(4096))
        ended = warm.run([*EXPORTS[name].split(), "-o", str(place / name)], desk)
        if ended.code == 0:  # it fits in what was left
            (place / name).unlink()
            with open(place / "more", "wb", buffering=0) as more:
                more.write(bytes(4096))
            ended = warm.run([*EXPORTS[name].split(), "-o", str(place / name)], desk)
        assert (ended.code, ended.err) == (5, "The disk is full. Nothing was written.\n")
        assert {path.name for path in place.iterdir()} <= {"filling", "more"}
    counted(10, "a full disk where an export is to go", 1)


@pytest.mark.parametrize("words", ["next -f json", "youth list -f csv", "youth list", "ladder"])
def test_a_full_device_behind_stdout_is_5(
    words: str, desk: Path, warm: Warm, counted: Counted
) -> None:
    # fault 10; a closed stdout is in tests/cli/test_streams.py
    ended = warm.run(words.split(), desk, out="/dev/full")
    assert ended.code == 5
    assert ended.err.count("\n") == 1
    must_be_told_plainly(ended)
    counted(10, "/dev/full behind stdout", 1)


def test_a_look_up_that_cannot_be_written_is_logged_and_shown_to_nobody(
    desk: Path, warm: Warm
) -> None:
    # fault 10: the log comes first, so it may say more than was seen and never less
    assert warm.run(["show", "1"], desk, out="/dev/full").code == 5
    assert os.path.getsize(desk / "kaa.db")
    assert kaa("undo", "--list").code == 0
