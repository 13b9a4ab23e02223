"""A told week, run as it is told: examples/first-week.md in a throw-away register.

A block of the story holds commands (`$ kaa …`), what is typed at their prompts (`< …`) and what
they answer. `KAA_WRITE_STORY=1` writes the answers anew; then read them before they are kept.
"""

import io
import os
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from kaa_cli import words
from kaa_cli.cli import run

ROOT = Path(__file__).parent.parent
STORY = ROOT / "examples" / "first-week.md"
WRITING = os.environ.get("KAA_WRITE_STORY") == "1"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROMPT = re.compile(r"^(.* >) (?=.|$)", re.MULTILINE)


@dataclass
class Told:
    """One command of the story: what is typed, and the lines between it and the next command."""

    command: str
    typed: list[str]
    text: str


def told_commands(block: str) -> list[Told]:
    commands = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, text = part.partition("\n")
        typed = [line[2:] for line in text.splitlines() if line.startswith("< ")]
        commands.append(Told(command, typed, text))
    return commands


def with_what_was_typed(answer: str, typed: list[str]) -> str:
    """The answer with each line that was typed under the prompt that asked for it."""
    lines = iter(typed)
    return PROMPT.sub(lambda found: f"{found[1]}\n< {next(lines, '')}\n", answer)


class Desk:
    """A coordinator's desk: a folder to type in, and the environment that the story exports."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch
        (folder / "examples").mkdir()
        roster = (ROOT / "examples" / "roster.csv").read_bytes()
        (folder / "examples" / "roster.csv").write_bytes(roster)
        patch.chdir(folder)
        for name in [name for name in os.environ if name.startswith("KAA_")]:
            patch.delenv(name)
        for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_STATE_HOME", "XDG_DATA_HOME"):
            patch.setenv(name, str(folder))

    def answer(self, told: Told) -> str:
        """What the terminal shows; a prompt is on stderr, so both streams go into one."""
        name, *arguments = shlex.split(told.command)
        if name == "export":
            for word in arguments:
                self.patch.setenv(*word.split("=", 1))
            return ""
        assert name == "kaa", f"the story runs nothing but kaa: {told.command}"
        shown = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)
        typed = io.StringIO("".join(f"{line}\n" for line in told.typed))
        self.patch.setattr("sys.stdin", typed)
        words.use(words.choose(arguments, os.environ))
        with redirect_stdout(shown), redirect_stderr(shown):
            code = run(arguments)
        assert isinstance(shown.buffer, io.BytesIO)
        text = with_what_was_typed(shown.buffer.getvalue().decode(), told.typed)
        assert code == 0 or text.endswith("Nothing was saved.\n"), text
        assert not typed.read(), f"nobody asked for all that is typed: {told.command}"
        return text


def play(story: str, desk: Desk) -> str:
    """The story with the answers that its commands give today."""

    def played(block: re.Match[str]) -> str:
        commands = told_commands(block[1])
        lines = [f"$ {told.command}\n{desk.answer(told)}".rstrip("\n") for told in commands]
        gaps = ["\n" if told.command.startswith("export") else "\n\n" for told in commands]
        joined = "".join(map("".join, zip(lines, gaps, strict=True)))
        return f"```console\n{joined.rstrip()}\n```"

    return BLOCK.sub(played, story)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> str:
    with pytest.MonkeyPatch.context() as patch:
        desk = Desk(tmp_path_factory.mktemp("week"), patch)
        story = play(STORY.read_text(encoding="utf-8"), desk)
    if WRITING:
        STORY.write_text(story, encoding="utf-8", newline="\n")
    words.use("en")
    return story


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
    answer = "a table\nTake it in? [y/N] > Taken in.\n"
    assert with_what_was_typed(answer, ["y"]) == "a table\nTake it in? [y/N] >\n< y\nTaken in.\n"


def test_a_block_is_read_as_commands_with_what_is_typed() -> None:
    (first, second) = told_commands("$ kaa find\nSearch >\n< 0631\nNova\n\n$ kaa\n")
    assert (first.command, first.typed) == ("kaa find", ["0631"])
    assert (second.command, second.typed) == ("kaa", [])


def test_no_answer_names_a_folder_of_this_machine(played: str) -> None:
    assert str(ROOT) not in played
    assert "/tmp" not in played
