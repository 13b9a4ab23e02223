"""The charts of the page for the board: bars, lines over time, curves with their intervals.

Marks and dashes tell apart what colours do, and every number stands in the table under the chart.
"""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain, pairwise

from kaa_cli.rules.figures import Bars, Curve, Hidden, Line, Share, Table
from kaa_cli.show import svg
from kaa_cli.show.days import day_and_month, number, percent
from kaa_cli.show.report import cell_text
from kaa_cli.words import _

At = Callable[[float, float], svg.Point]

_COLOURS = ("#1f4e79", "#a34700", "#3f3f3f")
_DASHES = ("", "7 4", "2 3")
_LABEL, _ROW, _VALUE = 210, 30, 100
_LEFT, _RIGHT, _TOP, _HIGH, _FOOT = 52, 16, 14, 210, 46
_LEGEND = 24
_DAYS_OF_TICKS = (1, 2, 5, 7, 14, 30, 60, 90, 180, 365)


def chart_of(table: Table, name: str) -> str:
    """The drawing of a table's chart as SVG; empty where it has none, or nothing to draw."""
    chart = table.chart
    if isinstance(chart, Bars):
        return _bars(table, chart.of, name)
    curves = [one for one in chart or () if isinstance(one, Curve) and len(one.points) > 1]
    lines = [one for one in chart or () if isinstance(one, Line) and len(one.points) > 1]
    if curves:
        return _curves(table, curves, name)
    return _lines(table, lines, name) if lines else ""


# --- bars -----------------------------------------------------------------------------------


def _bars(table: Table, key: str, name: str) -> str:
    """A bar for each row but the total, as long as its number; of a hidden one only the dots."""
    place = next(at for at, column in enumerate(table.columns) if column.key == key)
    rows = table.rows[:-1] if table.has_total else table.rows
    sizes = [_size(row[place]) for row in rows]
    most = max((size for size in sizes if size is not None), default=0.0)
    if not most:
        return ""
    room = svg.WIDE - _LABEL - _VALUE
    parts = [svg.line((_LABEL, 4), (_LABEL, len(rows) * _ROW + 4), svg.INK)]
    for at, (row, size) in enumerate(zip(rows, sizes, strict=True)):
        middle = at * _ROW + 4 + _ROW / 2
        words = svg.folded(_name_of(row), _LABEL - 14)
        for n, part in enumerate(words):
            y = middle + 4.5 + (n - (len(words) - 1) / 2) * 13
            parts.append(svg.text((_LABEL - 8, y), part, anchor="end"))
        long = room * (size or 0.0) / most
        if long:
            parts.append(svg.box((_LABEL, middle - 8), long, 16, _COLOURS[0]))
        told = cell_text(row[place], table.columns[place])
        parts.append(svg.text((_LABEL + long + 7, middle + 4.5), _short(row[place], told)))
    told = "; ".join(
        f"{_name_of(row)}: {cell_text(row[place], table.columns[place])}" for row in rows
    )
    return svg.drawing(name, table.caption, told, len(rows) * _ROW + 8, parts)


def _name_of(row: Sequence[object]) -> str:
    """The words at the beginning of a row."""
    words = []
    for cell in row:
        if not isinstance(cell, str):
            break
        words.append(cell)
    return ", ".join(words[:2])


def _size(cell: object) -> float | None:
    match cell:
        case Hidden():
            return None
        case Share():
            return cell.value or 0.0
        case int() | float():
            return float(max(0, cell))
    return None


def _short(cell: object, told: str) -> str:
    """Beside a bar of a share the percentage alone."""
    return percent(cell.value) if isinstance(cell, Share) and cell.value is not None else told


# --- lines over time ------------------------------------------------------------------------


def _lines(table: Table, lines: Sequence[Line], name: str) -> str:
    days = sorted({day for one in lines for day, _count in one.points})
    marks = svg.ticks(max(count for one in lines for _day, count in one.points), 5)
    span = max(1, (days[-1] - days[0]).days)

    def at(day: date, count: float) -> svg.Point:
        return _spot((day - days[0]).days / span, count / marks[-1])

    parts = list(_grid([(mark / marks[-1], number(int(mark))) for mark in marks]))
    parts += _days(days, at)
    for kind, one in enumerate(lines):
        colour, dash = _COLOURS[kind % 3], _DASHES[kind % 3]
        points = [at(*point) for point in one.points]
        parts.append(svg.path(points, colour, dash=dash))
        parts += [svg.mark(point, kind, colour) for point in points]
    parts += _legend([one.name for one in lines], marked=True)
    told = ". ".join(
        f"{one.name}: "
        + "; ".join(f"{day.isoformat()} {number(count)}" for day, count in one.points)
        for one in lines
    )
    return svg.drawing(name, table.caption, told, _height(len(lines)), parts)


def _days(days: Sequence[date], at: Callable[[date, float], svg.Point]) -> list[str]:
    """As many days under the axis as there is room for, always the first and the last."""
    parts: list[str] = []
    room = 72.0
    last = at(days[-1], 0)[0]
    taken = -room
    for day in days:
        x, y = at(day, 0)
        if x - taken >= room and (last - x >= room or day == days[-1]):
            taken = x
            anchor = "start" if day == days[0] else "end" if day == days[-1] else "middle"
            parts.append(svg.line((x, y), (x, y + 5), svg.INK))
            parts.append(svg.text((x, y + 19), day_and_month(day), anchor=anchor))
    return parts


# --- curves ---------------------------------------------------------------------------------


def _curves(table: Table, curves: Sequence[Curve], name: str) -> str:
    """Falling steps with the band of their intervals, and the day of the median."""
    last = max(point[0] for one in curves for point in one.points)
    marks = _day_marks(last)
    most = max(last, marks[-1])

    def at(day: float, share: float) -> svg.Point:
        return _spot(day / most, share)

    parts = list(_grid([(n / 4, percent(n / 4, 0)) for n in range(5)]))
    for mark in marks:
        x, y = at(mark, 0)
        parts += [svg.line((x, y), (x, y + 5), svg.INK)]
        parts += [svg.text((x, y + 19), number(int(mark)), anchor="middle")]
    middle = _LEFT + (svg.WIDE - _LEFT - _RIGHT) / 2
    parts.append(svg.text((middle, _TOP + _HIGH + 38), _("days"), anchor="middle"))
    for kind, one in enumerate(curves):
        upper = _steps([(day, high) for day, _share, _low, high in one.points])
        lower = _steps([(day, low) for day, _share, low, _high in one.points])
        band = [at(*point) for point in chain(upper, reversed(lower))]
        parts.append(svg.area(band, _COLOURS[kind % 3]))
        parts += [
            svg.path([at(*p) for p in edge], svg.GREY, dash="1 3", width=1)
            for edge in (upper, lower)
        ]
        falling = _steps([(day, share) for day, share, _low, _high in one.points])
        parts.append(
            svg.path([at(*p) for p in falling], _COLOURS[kind % 3], dash=_DASHES[kind % 3])
        )
        parts += _median(one, at)
    parts += _legend([f"{one.name}, {_('with its 95 % interval')}" for one in curves])
    return svg.drawing(name, table.caption, _told(curves), _height(len(curves)), parts)


def _steps(points: Sequence[svg.Point]) -> list[svg.Point]:
    """Points as steps: each holds until the next day."""
    steps = [points[0]]
    for (_day, held), (day, share) in pairwise(points):
        steps += [(day, held), (day, share)]
    return steps


def _day_marks(last: float) -> list[float]:
    """Days under the axis in steps that people think in: days, weeks, months."""
    step = next((days for days in _DAYS_OF_TICKS if last / days <= 8), _DAYS_OF_TICKS[-1])
    return [float(step * n) for n in range(int(last // step) + 1)]


def _median(curve: Curve, at: At) -> list[str]:
    if curve.median is None:
        return []
    x, y = at(curve.median, 0.5)
    words = _("half after {n} days").format(n=number(int(curve.median)))
    near_edge = x + 12 + len(words) * svg.LETTER > svg.WIDE
    left, floor = at(0, 0)
    spot = (x - 8 if near_edge else x + 8, floor - 10)
    return [
        svg.line((left, y), (x, y), svg.INK, 1, "4 3"),
        svg.line((x, y), (x, floor), svg.INK, 1, "4 3"),
        svg.text(spot, words, anchor="end" if near_edge else "start", bold=True),
    ]


def _told(curves: Sequence[Curve]) -> str:
    said = []
    for one in curves:
        day, share, *_interval = one.points[-1]
        end = _("{share} are left after {n} days").format(
            share=percent(share, 0), n=number(int(day))
        )
        half = (
            _("half after {n} days").format(n=number(int(one.median)))
            if one.median is not None
            else _("the median is not reached")
        )
        said.append(f"{one.name}: {half}; {end}.")
    return " ".join(said)


# --- what lines and curves share ------------------------------------------------------------


def _spot(across: float, up: float) -> svg.Point:
    """A point of the plot: from 0 to 1 across, and up."""
    return _LEFT + across * (svg.WIDE - _LEFT - _RIGHT), _TOP + _HIGH * (1 - up)


def _grid(marks: Sequence[tuple[float, str]]) -> list[str]:
    parts = []
    for up, words in marks:
        left, right = _spot(0, up), _spot(1, up)
        parts.append(svg.line(left, right, svg.PALE if up else svg.INK))
        parts.append(svg.text((left[0] - 7, left[1] + 4.5), words, anchor="end"))
    return [*parts, svg.line(_spot(0, 0), _spot(0, 1), svg.INK)]


def _legend(names: Sequence[str], *, marked: bool = False) -> list[str]:
    """A sample of each line with its name, each on a line of its own under the axis."""
    parts = []
    for kind, name in enumerate(names):
        y = _TOP + _HIGH + _FOOT + kind * _LEGEND + 6
        colour, dash = _COLOURS[kind % 3], _DASHES[kind % 3]
        parts.append(svg.path([(_LEFT, y), (_LEFT + 36, y)], colour, dash=dash))
        if marked:
            parts.append(svg.mark((_LEFT + 18, y), kind, colour))
        parts.append(svg.text((_LEFT + 44, y + 4.5), name))
    return parts


def _height(names: int) -> float:
    return _TOP + _HIGH + _FOOT + names * _LEGEND
