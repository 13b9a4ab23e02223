"""Every command is in one table of lines, and each line leaves in the log what the table says."""

import json
from pathlib import Path

import pytest

from every_command import LEAVES, LINES, LIST, NOTHING, WORKSHEET, Line, Way, lines_of, run, takes
from full_register import ORDINARY
from terminal import ask_rows

LOG = "SELECT kind, command, by, what, said FROM log_entry WHERE id > ? ORDER BY id"


@pytest.mark.parametrize("command", LEAVES)
def test_every_command_has_a_line_in_the_table(command: str) -> None:
    assert lines_of(command), f"kaa {command}: add a Line to tests/every_command.py"


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.text)
def test_every_line_leaves_in_the_log_what_the_table_says(
    full_register: Path, tmp_path: Path, line: Line
) -> None:
    assert left(line, Way("en"), full_register, tmp_path) == line.logs
    if line.logs in {LIST, NOTHING} and takes(line.command, "--out"):
        ending = "xlsx" if line.text == WORKSHEET else "csv"
        as_file = left(line, Way("sv", ending=ending), full_register, tmp_path)
        assert as_file == line.logs_as_file


def left(line: Line, way: Way, register: Path, folder: Path) -> str:
    """The kind of the last entry that a line leaves; every one names youths by number."""
    (last,) = ask_rows(register, "SELECT max(id) FROM log_entry")[0]
    shown = run(line, way, folder / "run", register, {"y": ORDINARY})
    assert shown.code == line.code, f"{way}: {shown.screen}"
    entries = ask_rows(folder / "run" / "kaa.db", LOG, last)
    entries = entries[len(line.first) :]
    for _kind, command, by, what, _said in entries:
        assert (by, command in LEAVES) == ("Anna", True), command
        told = json.loads(what)
        assert not {"given_name", "family_name", "street", "number", "note"} & set(told)
        if line.is_about_one:
            assert ORDINARY in told.get("youths", [ORDINARY])
    return entries[-1][0] if entries else ""
