"""What a start costs: which packages a command loads, and what it leaves to be cleared up."""

import os
import subprocess
import sys

import pytest

from terminal import EXAMPLE, SOURCE

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
