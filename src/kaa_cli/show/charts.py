"""Curves and lines as areas of blocks: readable in one colour, in any font, and in ASCII.

Only full and half blocks are used, which Consolas and old consoles have; the numbers stand in the
table above, so that who hears the screen misses nothing.
"""

from collections.abc import Sequence
from math import ceil

from kaa_cli.rules.figures import Curve, Line
from kaa_cli.show.days import number, percent
from kaa_cli.show.screen import Screen
from kaa_cli.words import ngettext

_ROWS = 6
_WIDEST = 60
_FULL, _HALF = "█", "▄"


def draw_chart(screen: Screen, chart: tuple[Curve, ...] | tuple[Line, ...]) -> None:
    """Draw each curve or line by itself, under its name."""
    several: Sequence[Curve | Line] = chart
    for place, one in enumerate(several):
        if place:
            screen.line()
        screen.line(" ", one.name)
        if isinstance(one, Curve):
            _draw_curve(screen, one)
        else:
            _draw_line(screen, one)


def _draw_curve(screen: Screen, curve: Curve) -> None:
    width = min(_WIDEST, screen.width - 12)
    last = max((point[0] for point in curve.points), default=0.0)
    steps = [round(last * column / (width - 1)) for column in range(width)]
    values = [_share_on(curve, day) for day in steps]
    labels = (percent(1.0, 0), percent(0.5, 0), percent(0.0, 0))
    _area(screen, values, 1.0, labels)
    days = round(last)
    end = ngettext("{n} day", "{n} days", days).format(n=number(days))
    _axis(screen, width, labels, ("0", end))


def _share_on(curve: Curve, day: float) -> float:
    held = [share for begins, share, _low, _high in curve.points if begins <= day]
    return held[-1] if held else 1.0


def _draw_line(screen: Screen, line: Line) -> None:
    if not line.points:
        return
    room = min(_WIDEST, screen.width - 12)
    each = max(1, room // len(line.points))
    values = [float(count) for _day, count in line.points for _n in range(each)]
    top = max(1, *(count for _day, count in line.points))
    labels = (number(top), "", "0")
    _area(screen, values, float(top), labels)
    ends = (line.points[0][0].isoformat(), line.points[-1][0].isoformat())
    _axis(screen, len(values), labels, ends)


def _area(
    screen: Screen, values: Sequence[float], top: float, labels: tuple[str, str, str]
) -> None:
    """Rows from the top down; a half block where a value ends in the lower half of a row."""
    wide = max(map(len, labels))
    heights = [ceil(value / top * _ROWS * 2 - 1e-9) for value in values]
    for row in range(_ROWS, 0, -1):
        full, half = row * 2, row * 2 - 1
        cells = "".join(
            _FULL if height >= full else _HALF if height >= half else " " for height in heights
        )
        if screen.is_ascii:
            cells = cells.replace(_FULL, "#").replace(_HALF, "#")
        label = labels[0] if row == _ROWS else labels[1] if row == _ROWS // 2 else ""
        screen.line(f" {label:>{wide}} {screen.marks.trunk}{cells}".rstrip())


def _axis(screen: Screen, width: int, labels: tuple[str, str, str], ends: tuple[str, str]) -> None:
    wide = max(map(len, labels))
    corner = "+" if screen.is_ascii else "└"
    screen.line(f" {labels[2]:>{wide}} {corner}{screen.marks.line * width}")
    gap = max(1, width - len(ends[0]) - len(ends[1]))
    screen.line(f" {'':>{wide}}  {ends[0]}{' ' * gap}{ends[1]}")
