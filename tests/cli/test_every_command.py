"""Every command is in one table of lines, and each line leaves in the log what the table says."""

import json
import re
from pathlib import Path

import pytest

from every_command import (
    LEAVES,
    LINES,
    LIST,
    NOTHING,
    WORKSHEET,
    Line,
    Way,
    in_turn,
    lines_of,
    run,
    takes,
)
from full_register import ORDINARY
from terminal import ask_rows

SHEETS = {"show", "youth show", "extract"}
"""What shows one youth whole, and is logged as a look-up."""
TWELVE = re.compile(r"(?<!\d)(?:19|20)\d{6}[-+]?\d{4}(?!\d)")
_OLD = (Way("sv", encoding="cp1252"), Way("en", encoding="ascii"))
NAMING = {"given_name", "family_name", "street", "number", "phone", "note"}
LOG = "SELECT kind, command, by, what, said FROM log_entry WHERE id > ? ORDER BY id"


@pytest.mark.parametrize("command", LEAVES)
def test_every_command_has_a_line_in_the_table(command: str) -> None:
    assert lines_of(command), f"kaa {command}: add a Line to tests/every_command.py"


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.text)
def test_every_line_leaves_in_the_log_what_the_table_says(
    full_register: Path, tmp_path: Path, line: Line
) -> None:
    line = line.as_here()
    assert left(line, Way("en"), full_register, tmp_path) == line.logs
    if takes(line.command, "--format"):
        left(line, Way("sv", "json"), full_register, tmp_path)
    is_answered = line.logs == LIST or (line.logs == NOTHING and line.code == 0)
    if is_answered and takes(line.command, "--out"):
        ending = "xlsx" if line.text == WORKSHEET else "csv"
        as_file = left(line, Way("sv", ending=ending), full_register, tmp_path)
        assert as_file == line.logs_as_file


@pytest.mark.same_anywhere("what is drawn")
@pytest.mark.parametrize("line", LINES, ids=lambda line: line.text)
def test_every_line_fits_a_narrow_screen_and_an_old_code_page(  # fault 56
    full_register: Path, tmp_path: Path, line: Line
) -> None:
    line = line.as_here()
    for way in (Way("sv", columns=20), *in_turn(line, _OLD)):
        shown = run(line, way, tmp_path / "run", full_register, {"y": ORDINARY})
        assert shown.code == line.code, f"{way}: {shown.screen}"
        assert not set(shown.screen) & set("►●○■▲┌└") or way.columns


def left(line: Line, way: Way, register: Path, folder: Path) -> str:
    """The kind of the last entry that a line leaves; every one names youths by number alone.

    No personal number stands in the answer either, but in what shows one youth whole.  # fault 59
    """
    (last,) = ask_rows(register, "SELECT max(id) FROM log_entry")[0]
    shown = run(line, way, folder / "run", register, {"y": ORDINARY})
    assert shown.code == line.code, f"{way}: {shown.screen}"
    if line.command not in SHEETS and not (line.text == WORKSHEET and way.ending):
        is_list_given_back = line.command == "import"
        assert TWELVE.findall(shown.screen if is_list_given_back else shown.text) == []
    entries = ask_rows(folder / "run" / "kaa.db", LOG, last)[len(line.first) :]
    known = {*LEAVES, "purge preserve"}
    for _kind, command, by, what, said in entries:
        assert (by, command.split(" --")[0] in known) == ("Anna", True), command
        assert not NAMING & set(json.loads(what))
        assert TWELVE.findall(f"{what} {said}") == []
        if line.is_about_one:
            assert ORDINARY in json.loads(what).get("youths", [ORDINARY])
    return entries[-1][0] if entries else ""
