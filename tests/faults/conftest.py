"""The parent of all commands, and the course of each command without any fault."""

from collections.abc import Callable, Iterator

import pytest

from faults.commands import Command, filled
from faults.injection import Course, course_of
from faults.running import Warm, needs_strace
from terminal import isolate


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    """kaa, loaded once."""
    folder = tmp_path_factory.mktemp("warm")
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, folder)
        filled(folder / "kaa.db")
        parent = Warm(folder / "kaa.db")
    yield parent
    parent.close()


@pytest.fixture(scope="session")
def course(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Command], Course]:
    """The course of a command, run once."""
    needs_strace()
    known: dict[str, Course] = {}

    def known_course(command: Command) -> Course:
        if command.name not in known:
            folder = tmp_path_factory.mktemp(command.name.replace(" ", "-"))
            with pytest.MonkeyPatch.context() as patch:
                isolate(patch, tmp_path_factory.mktemp("home"))
                known[command.name] = course_of(warm, command, folder)
        return known[command.name]

    return known_course
