"""Pieces of a drawing as SVG text: each a small function, every word escaped where it stands.

Sizes are in units of which 680 are the width of an A4 page's text: 12.5 of them are 9.4 points.
"""

from collections.abc import Iterable, Sequence
from html import escape
from math import ceil, floor, log10

from kaa_cli.rules.text import visible

WIDE = 680
LETTER = 6.6
"""How wide a letter is on an average, in figures of the size below."""
SIZE = 12.5
INK, GREY, PALE = "#1a1a1a", "#595959", "#d0d0d0"

Point = tuple[float, float]


def drawing(name: str, title: str, told: str, height: float, parts: Iterable[str]) -> str:
    """A whole drawing that a screen reader hears as its title and what it tells."""
    return (
        f'<svg role="img" aria-labelledby="{name}-title {name}-desc" width="{WIDE}" '
        f'height="{_n(height)}" viewBox="0 0 {WIDE} {_n(height)}">'
        f'<title id="{name}-title">{_e(title)}</title><desc id="{name}-desc">{_e(told)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def text(at: Point, words: str, *, anchor: str = "start", bold: bool = False) -> str:
    """Words at a point: from it on (start), around it (middle), or up to it (end).

    Bold ones stand over lines, on a white rim.
    """
    weight = (
        ' font-weight="bold" stroke="#fff" stroke-width="4" paint-order="stroke"' if bold else ""
    )
    return (
        f'<text x="{_n(at[0])}" y="{_n(at[1])}" font-size="{SIZE}" fill="{INK}" '
        f'text-anchor="{anchor}"{weight}>{_e(words)}</text>'
    )


def line(start: Point, end: Point, colour: str = PALE, width: float = 1, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{_n(start[0])}" y1="{_n(start[1])}" x2="{_n(end[0])}" y2="{_n(end[1])}" '
        f'stroke="{colour}" stroke-width="{width}"{dashed}/>'
    )


def box(at: Point, wide: float, high: float, colour: str) -> str:
    return (
        f'<rect x="{_n(at[0])}" y="{_n(at[1])}" width="{_n(wide)}" height="{_n(high)}" '
        f'fill="{colour}" stroke="{INK}" stroke-width="0.8"/>'
    )


def path(points: Sequence[Point], colour: str, *, dash: str = "", width: float = 2.2) -> str:
    """An open line through points."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{_through(points)}" fill="none" stroke="{colour}" stroke-width="{width}" '
        f'stroke-linejoin="round"{dashed}/>'
    )


def area(points: Sequence[Point], colour: str, opacity: float = 0.18) -> str:
    """A filled shape."""
    return f'<path d="{_through(points)}Z" fill="{colour}" fill-opacity="{opacity}"/>'


def mark(at: Point, kind: int, colour: str) -> str:
    """A round, square or pointed mark: what tells lines apart without colour."""
    x, y = at
    match kind % 3:
        case 0:
            return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="4" fill="{colour}"/>'
        case 1:
            return box((x - 3.5, y - 3.5), 7, 7, "#fff")
        case _:
            return area(((x - 5, y + 4), (x + 5, y + 4), (x, y - 5)), colour, 1)


def nice_step(most: float, about: int) -> float:
    """A round step (1, 2 or 5 times a power of ten) that takes about so many to the most."""
    if most <= 0:
        return 1.0
    rough = most / about
    power = 10.0 ** floor(log10(rough))
    return float(next(power * times for times in (1, 2, 5, 10) if power * times >= rough - 1e-9))


def ticks(most: float, about: int, *, whole: bool = True) -> list[float]:
    """From 0 in round steps to the first at or above the most."""
    step = nice_step(most, about)
    if whole:
        step = max(1.0, step)
    return [step * n for n in range(ceil(most / step - 1e-9) + 1)] if most > 0 else [0.0, step]


def folded(words: str, wide: float) -> list[str]:
    """The words in at most two lines of a width; what does not fit ends in an ellipsis."""
    most, lines = max(4, int(wide / LETTER)), [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= most or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > 2:
        lines = [lines[0], " ".join(lines[1:])]
    return [part if len(part) <= most else part[: most - 1].rstrip() + "…" for part in lines]


def _through(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _e(words: str) -> str:
    return escape(visible(words))
