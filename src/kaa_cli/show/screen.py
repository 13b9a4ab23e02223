"""The screen: a terminal, a pipe or an old code page; and text of users made harmless for it.

The word carries the meaning, the symbol helps, the colour only decorates.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO

from rich import box
from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from kaa_cli.rules.text import visible

_WIDEST = 100
_PIPE_WIDTH = 10_000


@dataclass(frozen=True)
class Marks:
    """The five symbols and the lines; every one of them is doubled by a word."""

    now: str = "►"
    contact: str = "●"
    attempt: str = "○"
    event: str = "■"
    step: str = "▲"
    branch: str = "└─"
    trunk: str = "│"
    line: str = "─"
    bar: str = "█"
    dot: str = "·"
    to: str = "→"
    none: str = "–"


_PLAIN = Marks(">", "*", "o", "#", "^", "`-", "|", "-", "#", "-", "->", "-")


class _Console(Console):
    """Rich's own, but a reader who has left is the caller's to judge, and no reason to exit."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class Screen:
    """One output stream; `marks` are ASCII where the stream cannot carry the symbols."""

    def __init__(self, stream: IO[str], *, width: int | None = None) -> None:
        self.is_terminal = stream.isatty()
        self._columns = width
        self.console = _Console(
            file=stream,
            width=width if self.is_terminal or width else _PIPE_WIDTH,
            height=None if self.is_terminal else _PIPE_WIDTH,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=False,
            legacy_windows=False,
        )
        self.is_ascii = self.console.options.ascii_only
        self.marks = _PLAIN if self.is_ascii else Marks()

    @property
    def width(self) -> int:
        """Columns to draw in: those of the terminal up to a readable width; in a pipe 80."""
        if self.is_terminal or self._columns:
            return min(self.console.width, _WIDEST)
        return 80

    @property
    def is_narrow(self) -> bool:
        """Whether a table must leave out what can be asked for elsewhere."""
        return self.is_terminal and not self.is_wide

    @property
    def is_wide(self) -> bool:
        """Whether there is room for words that 80 columns have not."""
        return self.console.width >= 118 if self.is_terminal else False

    def text(self, *parts: str | Text | tuple[str, str]) -> Text:
        """A line from harmless parts; a pair is a text and its style."""
        line = Text()
        for part in parts:
            if isinstance(part, Text):
                line.append_text(part)
            elif isinstance(part, tuple):
                line.append(self.plain(visible(part[0])), style=part[1])
            else:
                line.append(self.plain(visible(part)))
        return line

    def plain(self, text: str) -> str:
        """Text that the stream can carry: the marks of prose in ASCII where it must be."""
        return text.translate(_TO_ASCII) if self.is_ascii else text

    def line(self, *parts: str | Text | tuple[str, str], hang: int | None = None) -> None:
        """Print one line; a terminal folds it at its edge, indented like it, a pipe never.

        `hang` is the indent of what is folded, if not that of the line itself.
        """
        text = self.text(*parts)
        indent = len(text.plain) - len(text.plain.lstrip(" ")) if hang is None else hang
        if not self.is_terminal or text.cell_len <= self.console.width:
            self.show(text)
            return
        first, *rest = text.wrap(self.console, self.console.width)
        self.show(first)
        for part in Text(" ").join(rest).wrap(self.console, self.console.width - indent):
            self.show(part, indent=indent)

    def show(self, what: RenderableType, *, width: int | None = None, indent: int = 0) -> None:
        """Print something drawn, without the blanks that Rich pads its lines with."""
        width = (width or self.console.width) - indent
        with self.console.capture() as drawn:
            self.console.print(what, overflow="fold", width=width)
        margin = " " * indent
        lines = [f"{margin}{line}".rstrip(" ") for line in drawn.get().splitlines()]
        self.console.file.write("\n".join(lines) + "\n")

    def sides(self, left: Text, right: Text) -> Text:
        """Two texts on one line, the second at the right edge; in a narrow window below."""
        gap = self.width - 4 - left.cell_len - right.cell_len
        if gap < 2:
            return Text.assemble(left, "\n", right) if right else left
        return Text.assemble(left, " " * gap, right)

    def frame(self, parts: Iterable[RenderableType]) -> None:
        """Print parts in a frame on a terminal, the same lines without it in a pipe."""
        rows = Table.grid(expand=False)
        for part in parts:
            rows.add_row(part)
        if self.is_terminal:
            self.show(Panel(rows, box=box.SQUARE, width=self.width, padding=(0, 1)))
        else:
            self.show(rows, width=self.width, indent=1)

    def table(
        self,
        headings: Sequence[str],
        rows: Iterable[Sequence[str | Text]],
        *,
        right: Iterable[int] = (),
        widths: Sequence[int] | None = None,
        total: Sequence[str] | None = None,
    ) -> None:
        """Print a table without frame; `right` are the columns of figures."""
        numeric = set(right)
        grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        for index, heading in enumerate(headings):
            grid.add_column(
                self.text(heading),
                justify="right" if index in numeric else "left",
                width=widths[index] if widths else None,
                overflow="fold",
            )
        for row in rows:
            grid.add_row(*(self.text(cell) for cell in row))
        if total is not None:
            grid.add_row(*(self.text((cell, "bold")) for cell in total))
        self.show(grid, indent=1)


_TO_ASCII = str.maketrans(
    {
        "”": '"',
        "“": '"',
        "’": "'",
        "–": "-",
        "—": "-",
        "…": "...",
        "·": "-",
        "→": "->",
        "←": "<-",
        "►": ">",
        "●": "*",
        "○": "o",
        "■": "#",
        "▲": "^",
        "×": "x",
        "\u202f": " ",
        "\u00a0": " ",
    }
)
