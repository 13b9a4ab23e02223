"""What a start costs: which packages a command loads, and what it leaves to be cleared up."""

import os
import subprocess
import sys

import pytest

from terminal import EXAMPLE, SOURCE

pytestmark = pytest.mark.of_files("what a start loads is reckoned for a register in a file")

PROGRAM = """
import gc, sys
from kaa_cli.__main__ import main
try:
    main()
finally:
    print("LOADED", gc.isenabled(), gc.get_freeze_count() > 0, *sys.modules, file=sys.stderr)
"""


def run(*words: str) -> tuple[int, str, list[str]]:
    """The exit code of a command, its answer, and what it left in its process, in words."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    _talk, found, left = done.stderr.rpartition("LOADED ")
    assert found, done.stderr
    return done.returncode, done.stdout, left.split()


# Modules of ours that a start loads: fewer is better, more needs a reason here.
FIRST = {
    f"kaa_cli.{name}".rstrip(".")
    for name in (
        "", "__main__", "words", "errors", "rules", "rules.text", "cli", "cli.ask", "cli.boundary",
        "cli.clock", "cli.contents", "cli.door", "cli.help", "cli.output", "cli.place",
    )
}  # fmt: skip
MOST_OF_NEXT = 124  # one of them tells a path from an address, in one way for all
COMPLETING = {"_KAA_COMPLETE": "complete_bash", "COMP_CWORD": "1"}


def ours(left: list[str]) -> set[str]:
    return {module for module in left if module.partition(".")[0] == "kaa_cli"}


@pytest.mark.parametrize("words", ["--help", "--lang sv -h", "--version", "--nosuch"])
def test_help_of_the_program_opens_no_room(words: str) -> None:
    _ended, _answer, left = run(*words.split())
    assert ours(left) == FIRST


@pytest.mark.parametrize(
    ("typed", "names"),
    [("kaa con", ["contact", "consent"]), ("kaa unknown", []), ("kaa --vers", ["--version"])],
)
def test_completing_a_name_opens_no_room(
    typed: str, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**COMPLETING, "COMP_WORDS": typed}.items():
        monkeypatch.setenv(name, value)
    ended, answer, left = run()
    assert (ended, answer.split(), ours(left)) == (0, names, FIRST)


def test_a_mistyped_name_opens_no_room() -> None:
    _ended, _answer, left = run("contcat")
    assert ours(left) & {"kaa_cli.cli.contact", "kaa_cli.cli.consent", "kaa_cli.cli.rows"} == set()


@pytest.mark.parametrize(
    ("words", "other"),
    [("contact --help", "youth"), ("report --help", "measure"), ("key --help", "contact")],
)
def test_help_of_a_room_opens_no_other(words: str, other: str) -> None:
    _ended, _answer, left = run(*words.split())
    assert f"kaa_cli.cli.{words.split()[0]}" in left
    assert f"kaa_cli.cli.{other}" not in left
    assert not [module for module in left if module.startswith("pydantic")]


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("words", ["next", "contact next"])
def test_the_next_one_loads_no_more_of_the_house_than_it_did(words: str) -> None:
    ended, _answer, left = run(*words.split())
    assert ended == 0
    assert len(ours(left)) <= MOST_OF_NEXT, "\n".join(sorted(ours(left)))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("--help", 0),
        ("contact --help", 0),
        ("import --help", 0),
        ("--version", 0),
        ("--nosuch", 2),
        ("contact next --nosuch", 2),
        ("nosuch", 2),
        ("next --format nosuch", 2),
    ],
)
def test_help_and_mistyped_words_load_neither_storage_nor_screen(words: str, code: int) -> None:
    ended, _answer, left = run(*words.split())
    heavy = {"sqlalchemy", "sqlmodel", "rich", "alembic", "phonenumbers", "kaa_cli.register"}
    assert (ended, heavy & set(left)) == (code, set())
    assert "typer" in left


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("words", ["contact next", "contact next -n 5 --why", "ladder", ""])
def test_a_daily_command_loads_nothing_that_it_does_not_need(words: str) -> None:
    ended, answer, left = run(*words.split())
    others = {"alembic", "phonenumbers", "holidays", "xlsxwriter", "hypothesis", "openpyxl"}
    assert (ended, others & set(left)) == (0, set())
    assert answer
    assert {"sqlalchemy", "rich"} <= set(left)


@pytest.mark.usefixtures("made")
def test_taking_in_a_list_of_plain_numbers_loads_no_number_plan() -> None:
    ended, _answer, left = run("import", str(EXAMPLE), "--yes")
    assert (ended, {"alembic", "phonenumbers"} & set(left)) == (0, set())


def test_python_has_nothing_to_search_for_garbage_at_the_end() -> None:
    _ended, _answer, (is_collecting, is_frozen, *_modules) = run("--help")
    assert (is_collecting, is_frozen) == ("False", "True")
