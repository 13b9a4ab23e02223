"""A report as values, before anybody draws it: tables that know their sums, shares, and charts.

The terminal, the page for the board and the spreadsheet all show the same `Report`. A share always
carries what it is of; a table says which columns add up, so that small numbers can be hidden.
Numbers of people stand in cells only, never in a title, a caption or a note: a cell can be hidden.
`said` is for the terminal, which hides nothing.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from kaa_cli.rules.rates import wilson


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of` people; `None` as a value when there is nobody to be a share of."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval (Wilson)."""
        return wilson(self.count, self.of) if self.of else None


class Hidden:
    """In place of a number that is too small to be shown, or that would reveal one."""

    def __repr__(self) -> str:
        return "HIDDEN"


HIDDEN = Hidden()

Cell = str | int | float | date | Share | Hidden | None
"""An int is a number of people and may have to be hidden; a float is none, such as days."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in files, and the heading people see."""

    key: str
    heading: str
    brief: bool = False
    """A share whose count and denominator stand in other columns: the percentage alone will do."""
    of: tuple[str, ...] = ()
    """For what is worked out, such as median days: the columns that count whom it is of."""


@dataclass(frozen=True, slots=True)
class Bars:
    """The numbers of a table as bars: one for each row, of this column."""

    of: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A share that falls over days, with its 95 % interval; `marked` is the median, if reached."""

    name: str
    points: tuple[tuple[float, float, float, float], ...]
    """Day, share, and the interval's lower and upper end; a step holds until the next day."""
    median: float | None = None
    at_risk: tuple[int, ...] = ()
    """How many are still waited for at each point, just before its step.

    Where it is not told, a report that leaves the team has no curve."""


@dataclass(frozen=True, slots=True)
class Line:
    """A number over time, such as a backlog."""

    name: str
    points: tuple[tuple[date, int], ...]


Chart = Bars | tuple[Curve, ...] | tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """Rows under columns. `adds` names, for a column, those that add up to it, in every row.

    With `has_total` the last row is the sum of the others, column by column.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_total: bool = False
    adds: tuple[tuple[str, tuple[str, ...]], ...] = ()
    chains: tuple[tuple[str, ...], ...] = ()
    """Columns of which none is more than the one before it, such as tried and then reached."""
    falls: str | None = None
    """A column of which no row is more than the row before it."""
    notes: tuple[str, ...] = ()
    chart: Chart | None = None
    said: tuple[str, ...] | None = None
    """The same in sentences, which the terminal prints instead of rows; empty: it needs none."""


class Place(NamedTuple):
    """A number of a report: of a cell, or what its share is of."""

    table: int
    row: int
    key: str
    of: bool = False


Alike = tuple[tuple[Place, ...], ...]
"""Numbers that several tables tell: each of these comes to the same when it is added up."""


@dataclass(frozen=True)
class Report:
    """A whole report in words and values: its name, the lines under it, the tables, the notes."""

    name: str
    """The command's word, such as `reach`."""
    title: str
    lead: tuple[str, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = field(default=())
    said: tuple[str, ...] = ()
    """Sentences with counts, under the lead in the terminal only; a table has them too."""
    alike: tuple[Alike, ...] = ()
    """What two tables tell of the same people; what one hides, the other must not tell."""
    tells: tuple[tuple[Place, tuple[Place, ...]], ...] = ()
    """Cells that tell others, such as an average: hidden as soon as one of those is."""
