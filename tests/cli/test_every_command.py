"""Every command is in one table of lines, and each line does what it says of itself."""

from pathlib import Path

import pytest

from every_command import LEAVES, LINES, Line, lines_of, run, ways
from full_register import ORDINARY


@pytest.mark.parametrize("command", LEAVES)
def test_every_command_has_a_line_in_the_table(command: str) -> None:
    assert lines_of(command), f"kaa {command}: add a Line to tests/every_command.py"


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.text)
def test_every_line_does_what_it_is_there_for(
    full_register: Path, tmp_path: Path, line: Line
) -> None:
    for way in ways(line):
        shown = run(line, way, tmp_path / "run", full_register, {"y": ORDINARY})
        assert shown.code == line.code, f"{way}: {shown.screen}"
        assert shown.text.strip() or line.code == 0
