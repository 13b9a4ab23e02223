"""A command killed or told to end at any time: what it acknowledged is there, all of it or none."""

import random
import signal
import time
from pathlib import Path

import pytest

from counting import Counted, often
from faults.commands import Command, empty
from faults.injection import Course, course_of, start
from faults.proving import must_be_all_or_nothing
from faults.running import Warm, needs_strace
from terminal import isolate

pytestmark = pytest.mark.of_files("what a disk does to a file")

HEAD = "personnr;förnamn;efternamn;adress;postnr;ort"


def long_list(register: Path) -> None:
    """An empty register and a list so long that SQLite writes of it before the commit."""
    empty(register)
    rows = [  # TF numbers: no such number is anybody's
        f"2008{1 + n % 9:02}{1 + n // 9 % 28:02}-T{n % 999:03};Ung{n};Prov;Provvägen {n};441 00;Ort"
        for n in range(700)
    ]
    (register.parent / "list.csv").write_text("\n".join([HEAD, *rows]), encoding="utf-8")


LONG = Command("long import", ("import", "list.csv", "--yes"), long_list, "Imported:")


@pytest.fixture(scope="module")
def going(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The import of the long list, run once; without strace it still can be killed."""
    needs_strace()
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, tmp_path_factory.mktemp("home"))
        return course_of(warm, LONG, tmp_path_factory.mktemp("long"))


@pytest.fixture(scope="module")
def seconds(going: Course, warm: Warm) -> float:
    """How long the import takes when nothing happens to it."""
    with going.copy() as register:
        begun = time.monotonic()
        assert start(warm, LONG, register).go().wait().code == 0
        return time.monotonic() - begun


def test_an_import_killed_at_any_time_is_there_whole_or_not_at_all(
    going: Course, seconds: float, warm: Warm, counted: Counted
) -> None:
    # fault 1
    kept, times = 0, often(10, 110)
    for _ in range(times):
        with going.copy() as register:
            child = start(warm, LONG, register).go()
            time.sleep(random.uniform(0, seconds * 1.05))
            child.send(signal.SIGKILL)
            kept += must_be_all_or_nothing(
                register, child.wait(), going.before, going.after, LONG.acknowledged
            )
    counted(1, "SIGKILL at a random time of an import", times)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_an_import_told_to_end_takes_itself_back_and_says_so(
    name: str, going: Course, seconds: float, warm: Warm, counted: Counted
) -> None:
    # fault 8
    times, told = 0, 0
    while times < often(2, 8) or (not told and times < 60):
        times += 1
        with going.copy() as register:
            child = start(warm, LONG, register).go()
            time.sleep(random.uniform(0, seconds))
            child.send(signal.Signals[name])
            ended = child.wait()
            kept = must_be_all_or_nothing(
                register, ended, going.before, going.after, LONG.acknowledged
            )
            if ended.code == 130:
                told += 1
                assert ended.err.startswith("Interrupted"), ended
                assert ("after it was saved" in ended.err) == kept, ended
            else:  # too late to stop it, or too early for kaa to hear it
                early = -signal.Signals[name]
                assert ended.code in (0, early), ended
    assert told
    counted(8, f"{name} at a random time of an import", times)
