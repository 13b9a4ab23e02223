"""A told week, run as it is told: examples/first-week.md in a throw-away register.

`KAA_WRITE_STORY=1` writes the answers anew; then read them before they are kept.
"""

import io

import pytest

from stories import ROOT, Keyboard, played_story, told_commands

STORY = ROOT / "examples" / "first-week.md"


@pytest.fixture(scope="module")
def played(engine: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    return played_story(STORY, tmp_path_factory.mktemp("week"))


@pytest.fixture
def told() -> str:
    return STORY.read_text(encoding="utf-8")


def test_every_answer_in_the_story_is_what_the_program_says(played: str, told: str) -> None:
    assert played.splitlines() == told.splitlines()


@pytest.mark.parametrize("day", ["07", "08", "09", "10", "11"])
def test_each_day_of_the_week_is_told(told: str, day: str) -> None:
    assert told.count(f"KAA_TODAY=2026-09-{day}") == 1


COVERED = [
    "kaa import", "kaa next", "--sms", "wrong-number", "call-later", "kaa youth phone",
    "kaa contact reply", "sent", "said-moved", "--checked", "kaa undo", "kaa occupation set",
    "kaa youth close", "kaa youth reopen", "kaa ladder", "kaa timeline", "kaa report outcomes",
]  # fmt: skip


@pytest.mark.parametrize("part", COVERED)
def test_the_story_shows(told: str, part: str) -> None:
    commands = [line for line in told.splitlines() if line.startswith("$ kaa")]
    assert any(part in command for command in commands)


def test_what_is_typed_stands_under_the_prompt_that_asked() -> None:
    screen = io.StringIO()
    keyboard = Keyboard(["y"], screen)
    screen.write("a table\nTake it in? [y/N] >")
    assert keyboard.readline() == "y\n"
    screen.write("Taken in.\n")
    assert screen.getvalue() == "a table\nTake it in? [y/N] >\n< y\nTaken in.\n"


def test_a_block_is_read_as_commands_with_what_is_typed() -> None:
    (first, second) = told_commands("$ kaa find\nSearch >\n< 0631\nNova\n\n$ kaa\n")
    assert (first.command, first.typed) == ("kaa find", ["0631"])
    assert (second.command, second.typed) == ("kaa", [])


def test_no_answer_names_a_folder_of_this_machine(played: str) -> None:
    assert str(ROOT) not in played
    assert "/tmp" not in played
