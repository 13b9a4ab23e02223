"""Documents that tell commands and their answers, played in a folder with the examples.

A block holds commands (`$ kaa …`), what is typed at their prompts (`< …`) and what they answer.
"""

import io
import os
import re
import shlex
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

import engines
from kaa_cli import words
from kaa_cli.cli import run
from terminal import OF_THE_TEST_RUN, steady, told_register

ROOT = Path(__file__).parent.parent
WRITING = os.environ.get("KAA_WRITE_STORY") == "1"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


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


class Keyboard(io.StringIO):
    """What is typed; each line stands on the screen under the prompt that asked for it."""

    def __init__(self, typed: list[str], screen: io.TextIOBase) -> None:
        super().__init__("".join(f"{line}\n" for line in typed))
        self.screen = screen

    def readline(self, *size: int) -> str:  # type: ignore[override]
        line = super().readline(*size)
        self.screen.write(f"\n< {line}" if line else "\n")
        return line


class Desk:
    """A coordinator's desk: a folder to type in, and the environment that the story exports."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch
        shutil.copytree(ROOT / "examples", folder / "examples")
        patch.chdir(folder)
        for name in [name for name in os.environ if name.startswith("KAA_")]:
            if name not in OF_THE_TEST_RUN:
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
        typed = Keyboard(told.typed, shown)
        self.patch.setattr("sys.stdin", typed)
        for name, where in told_register(arguments, os.environ).items():
            self.patch.setenv(name, where)
        words.use(words.choose(arguments, os.environ))
        with redirect_stdout(shown), redirect_stderr(shown):
            code = run(arguments)
        assert isinstance(shown.buffer, io.BytesIO)
        written = engines.typed(shown.buffer.getvalue().decode())
        text = re.sub(r" +$", "", written, flags=re.MULTILINE)
        assert code in {0, 3}, text  # a story may tell of what the rules refuse
        assert not typed.read(), f"nobody asked for all that is typed: {told.command}"
        return text


def play(story: str, desk: Desk) -> str:
    """The story with the answers that its commands give today."""

    def played(block: re.Match[str]) -> str:
        commands = told_commands(block[1])
        lines = [f"$ {told.command}\n{steady(desk.answer(told))}".rstrip("\n") for told in commands]
        gaps = ["\n" if told.command.startswith("export") else "\n\n" for told in commands]
        joined = "".join(map("".join, zip(lines, gaps, strict=True)))
        return f"```console\n{joined.rstrip()}\n```"

    return BLOCK.sub(played, story)


def played_story(story: Path, folder: Path) -> str:
    """A document with today's answers; `KAA_WRITE_STORY=1` writes it so."""
    with pytest.MonkeyPatch.context() as patch:
        told = play(story.read_text(encoding="utf-8"), Desk(folder, patch))
    if WRITING:
        story.write_text(told, encoding="utf-8", newline="\n")
    words.use("en")
    return told
