"""The table of contents says of every name what its help says, and where it lies."""

import pytest
from typer._click.utils import make_default_short_help

from kaa_cli import words
from kaa_cli.cli import _command
from kaa_cli.cli.contents import CONTENTS
from kaa_cli.words import _
from terminal import kaa, kaa_process

TOLD = {name: told for names in CONTENTS.values() for name, (_place, told) in names.items()}
SINGLE = [
    name for names in CONTENTS.values() for name, (place, _told) in names.items()
    if place.count(":") == 2
]  # fmt: skip


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("name", SINGLE)
def test_a_command_is_listed_with_the_first_sentence_of_its_help(name: str, language: str) -> None:
    words.use(language)
    told = _(TOLD[name])
    assert told == make_default_short_help(_(_command().commands[name].help), max_length=200)


def test_every_name_is_the_name_of_its_command() -> None:
    assert [command.name for command in _command().commands.values()] == list(TOLD)


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("contcat", "contact"), ("contact nxt", "next"), ("contact countdwn", "countdown")],
)
def test_a_mistyped_name_names_the_nearest(typed: str, nearest: str) -> None:
    answer = kaa(*typed.split())
    assert (answer.code, answer.out) == (2, "")
    assert f'Did you mean "{nearest}"?' in answer.err


def test_bytes_that_are_no_text_are_a_wrong_value_and_no_mistake_of_kaa() -> None:
    ended = kaa_process("--db", b"\xff".decode(errors="surrogateescape"), "next")
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert b"--db" in ended.stderr
