"""Faults put into a command at one step of its own: killed there, or told that the disk says no."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from faults.commands import Command
from faults.proving import State, must_be_all_or_nothing, state_of
from faults.running import Child, Ended, Warm

WRITING = (
    "write,pwrite64,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat,renameat2,link,linkat"
)
"""Every call by which a command changes what is on the disk."""
_CALL = re.compile(r"^\d+ +(\w+)\(", re.MULTILINE)


@dataclass(frozen=True)
class Point:
    """The n-th call of one kind, counted from 1."""

    call: str
    number: int


@dataclass(frozen=True)
class Course:
    """A command as it goes without any fault: both states of its folder, and its points."""

    command: Command
    folder: Path
    before: State
    after: State
    points: Sequence[Point]

    @contextmanager
    def copy(self) -> Iterator[Path]:
        """The register of a fresh copy of the folder, as it was before."""
        with TemporaryDirectory(prefix="kaa-fault-") as place:
            folder = Path(place) / "desk"
            shutil.copytree(self.folder, folder)
            yield folder / "kaa.db"

    def meet(self, warm: Warm, point: Point, fault: str, *, again: bool = False) -> Ended:
        """Run it with a fault at a point and prove what must hold, also when it is run again."""
        inject = f"inject={point.call}:{fault}".format(n=point.number)
        with self.copy() as register:
            options = ("-e", f"trace={point.call}", "-e", inject)
            ended = start(warm, self.command, register).traced(*options).go().wait()
            said = self.command.acknowledged
            kept = must_be_all_or_nothing(register, ended, self.before, self.after, said)
            if again and (not kept or self.command.is_same_twice):
                second = start(warm, self.command, register).go().wait()
                assert second.code == 0, (point, second)
                now = state_of(register)
                assert now.rows == self.after.rows, point
                assert self.command.logs_each_try or now.entries == self.after.entries, point
                assert now.version == self.after.version, point
            return ended

    def few(self, of_each: int, last: int = 0) -> list[Point]:
        """So many points of each kind of call, the last of each among them; `last` ones of these.

        In the order of the command.
        """
        chosen: set[Point] = set()
        for call in {point.call for point in self.points}:
            same = [point for point in self.points if point.call == call]
            chosen.update(same[:: -max(1, len(same) // of_each)][:of_each])
        return [point for point in self.points if point in chosen][-last:]


def start(warm: Warm, command: Command, register: Path) -> Child:
    """The command on a register, waiting to go."""
    env = {"KAA_DB": str(register), "KAA_TODAY": command.today}
    return warm.start(command.words, register.parent, env=env)


def course_of(warm: Warm, command: Command, folder: Path) -> Course:
    """Prepare a command in an empty folder and run it once without any fault."""
    command.ready(folder / "kaa.db")
    before = state_of(folder / "kaa.db")
    course = Course(command, folder, before, before, ())
    with course.copy() as register:
        child = start(warm, command, register).traced("-e", f"trace={WRITING}")
        ended = child.go().wait()
        assert ended.code == 0, ended.err
        assert command.acknowledged in ended.out + ended.err
        after = state_of(register)
    counted: Counter[str] = Counter()
    points = []
    for call in _CALL.findall(ended.trace):
        counted[call] += 1
        points.append(Point(call, counted[call]))
    return Course(command, folder, before, after, points)
