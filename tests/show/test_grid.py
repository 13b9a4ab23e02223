"""Tables that fit: figures whole, headings folded, and what has no room comes in a part below."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.show.grid import Grid, draw_grid
from kaa_cli.show.screen import Screen

_SGR = re.compile(r"\x1b\[[0-9;]*m")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def drawn(grid: Grid, width: int) -> list[str]:
    stream = Terminal()
    draw_grid(Screen(stream, width=width), grid)
    return _SGR.sub("", stream.getvalue()).splitlines()


WORDS = st.text("abcdefåäö", min_size=1, max_size=12)
FIGURES = st.integers(0, 10**9).map(str)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    columns, rows = draw(st.integers(1, 12)), draw(st.integers(0, 4))
    headings = [" ".join(draw(st.lists(WORDS, min_size=1, max_size=3))) for _ in range(columns + 1)]
    cells = [[draw(WORDS), *(draw(FIGURES) for _ in range(columns))] for _ in range(rows)]
    return Grid(headings, cells, frozenset(range(1, columns + 1)), 1)


@given(grids(), st.integers(60, 120))
def test_no_line_is_wider_than_the_terminal_and_no_figure_is_folded(grid: Grid, width: int) -> None:
    lines = drawn(grid, width)
    assert max(map(len, lines), default=0) <= width
    words = " ".join(lines).split()
    for row in grid.rows:
        for figure in row[1:]:
            assert figure in words


def test_the_names_stand_in_every_part() -> None:
    headings = ["name", *(f"figure{n}" for n in range(9))]
    grid = Grid(headings, [["Pojkar", *["1234567"] * 9]], frozenset(range(1, 10)), 1)
    assert sum(line.startswith(" Pojkar") for line in drawn(grid, 40)) == 3
    assert sum(line.startswith(" Pojkar") for line in drawn(grid, 120)) == 1


@pytest.mark.parametrize("terminal", [True, False])
def test_a_pipe_gets_all_in_one(terminal: bool) -> None:
    stream = Terminal() if terminal else io.StringIO()
    grid = Grid(["", *["heading"] * 30], [["a", *["1"] * 30]], frozenset(range(1, 31)), 1)
    draw_grid(Screen(stream, width=80 if terminal else None), grid)
    assert (stream.getvalue().count("\n") > 2) is terminal
