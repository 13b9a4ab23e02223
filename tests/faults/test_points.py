"""Every command that writes, killed or failed by the disk at its every step: done or not done."""

from collections.abc import Callable

import pytest

from counting import IS_FULL, Counted, often
from faults.commands import COMMANDS, IMPORT, Command
from faults.injection import Course, Point
from faults.running import Ended, Warm

pytestmark = pytest.mark.of_files("what a disk does to a file")

Courses = Callable[[Command], Course]
KILLED = {"backup": 9, "export": 10, "key rotate": 37}
"""Commands whose kills have a number of their own."""
every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)


def points(course: Course, last: int, full: int) -> list[Point]:
    """The last points of a command; for the record `full` of each kind, of an import all."""
    is_import = course.command is IMPORT
    if IS_FULL:
        return list(course.points) if is_import else course.few(full)
    return course.few(2) if is_import else course.few(1, last)


@every_command
def test_a_command_killed_at_a_step_is_done_or_not_done(
    command: Command, course: Courses, warm: Warm, counted: Counted
) -> None:
    # faults 2, 9, 10, 37
    going = course(command)
    tried = points(going, 4, 10)
    for point in tried:
        ended = going.meet(warm, point, "signal=KILL:when={n}")
        assert ended.code == -9, (point, ended)
    case = KILLED.get(command.name, 2)
    counted(case, f"SIGKILL at a write, sync or removal: {command.name}", len(tried))


@every_command
def test_a_disk_that_is_full_from_some_step_on_is_told_and_harms_nothing(
    command: Command, course: Courses, warm: Warm, counted: Counted
) -> None:
    # fault 3
    going = course(command)
    tried = points(going, 2, 2)
    for point in tried:
        again = command.is_same_twice
        ended = going.meet(warm, point, "error=ENOSPC:when={n}+", again=again)
        assert is_told(ended, point), (point, ended)
    counted(3, f"no room from a step on: {command.name}", len(tried))


@every_command
def test_a_step_that_the_disk_refuses_once_is_told_truly(
    command: Command, course: Courses, warm: Warm, counted: Counted
) -> None:
    # fault 4
    going = course(command)
    tried = points(going, 4, 2)
    for point in tried:
        again = command.is_same_twice
        ended = going.meet(warm, point, "error=EIO:when={n}", again=again)
        assert is_told(ended, point), (point, ended)
    counted(4, f"an I/O error at one step: {command.name}", len(tried))


@every_command
def test_a_command_told_to_end_at_a_step_says_truly_what_became_of_it(
    command: Command, course: Courses, warm: Warm, counted: Counted
) -> None:
    # fault 8
    going = course(command)
    tried = going.few(often(1, 3), often(2, 0))
    for point in tried:
        ended = going.meet(warm, point, "signal=TERM:when={n}")
        assert ended.code in (0, 130), (point, ended)
        assert ended.code == 0 or "Interrupted" in ended.err, (point, ended)
    counted(8, f"SIGTERM at a write, sync or removal: {command.name}", len(tried))


def is_told(ended: Ended, point: Point) -> bool:
    """Whether it ended with 5, or a look-up with 9, and said so; sweeping up may fail unseen."""
    if ended.code == 0:
        return "truncate" in point.call or "unlink" in point.call or ended.err == ""
    return ended.code in (5, 9) and (point.call == "write" or ended.err.count("\n") in (1, 2))
