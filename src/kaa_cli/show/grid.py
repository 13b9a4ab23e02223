"""A table that fits its terminal: words fold, figures never, and what has no room comes below.

Where the columns do not fit even when every heading is folded, the figures are told in several
parts, each with the names at the left again. A pipe gets all in one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kaa_cli.show.screen import Screen

_GAP = 2
_LONGEST_WORD = 24


@dataclass(frozen=True)
class Grid:
    """Cells as they are shown; the first `names` columns tell what a row is about."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: frozenset[int]
    names: int
    has_total: bool = False


def draw_grid(screen: Screen, grid: Grid) -> None:
    """Print the table, in parts where it must be."""
    if not screen.is_terminal:
        _draw(screen, grid, range(len(grid.headings)), None)
        return
    room = screen.console.width - 1
    for place, part in enumerate(_parts(grid, room)):
        if place:
            screen.line()
        _draw(screen, grid, part, _widths(grid, part, room))


def _draw(screen: Screen, grid: Grid, part: Sequence[int], widths: Sequence[int] | None) -> None:
    rows = [[row[column] for column in part] for row in grid.rows]
    total = rows.pop() if grid.has_total and rows else None
    screen.table(
        [grid.headings[column] for column in part],
        rows,
        right=[place for place, column in enumerate(part) if column in grid.right],
        widths=widths,
        total=total,
    )


def _parts(grid: Grid, room: int) -> list[list[int]]:
    """The columns of each part: the names, and as many others as there is room for."""
    names = list(range(grid.names))
    taken = sum(_least(grid, column) + _GAP for column in names)
    parts = [list(names)]
    used = taken
    for column in range(grid.names, len(grid.headings)):
        need = _least(grid, column) + _GAP
        if used + need > room + _GAP and len(parts[-1]) > len(names):
            parts.append(list(names))
            used = taken
        parts[-1].append(column)
        used += need
    return parts


def _widths(grid: Grid, part: Sequence[int], room: int) -> list[int]:
    """The widest column gives way first, down to its longest word."""
    widths = [_whole(grid, column) for column in part]
    least = [_least(grid, column) for column in part]
    while sum(widths) + _GAP * (len(widths) - 1) > room:
        spare = [(width, -place) for place, width in enumerate(widths) if width > least[place]]
        if not spare:
            break
        widths[-max(spare)[1]] -= 1
    return widths


def _whole(grid: Grid, column: int) -> int:
    cells = [row[column] for row in grid.rows]
    return max(map(len, (grid.headings[column], *cells)))


def _least(grid: Grid, column: int) -> int:
    """What a column cannot do without: its figures whole, of words the longest."""
    cells = [row[column] for row in grid.rows]
    heading = max(map(len, grid.headings[column].split()), default=0)
    if column in grid.right:
        return max(heading, *map(len, cells)) if cells else heading
    words = [len(word) for cell in cells for word in cell.split()]
    return min(_LONGEST_WORD, max([heading, *words]))
