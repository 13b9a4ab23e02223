"""The report on whether outcomes last: a share for each time, and a table for each time."""

from collections.abc import Iterator

from kaa_cli.labels import heading, label
from kaa_cli.rules.figures import Alike, Cell, Column, Place, Report, Table
from kaa_cli.rules.grouping import Asked
from kaa_cli.rules.lasting import LastingLine, LastingTable
from kaa_cli.show.report_words import (
    everybody,
    group_cells,
    group_columns,
    group_note,
    what_and_when,
)
from kaa_cli.words import _, ngettext

_COUNTS = (*("outcomes", "due", "sustained", "interrupted", "not_known", "not_asked", "not_due"),)
_ADDS = (
    ("due", ("sustained", "interrupted", "not_known", "not_asked")),
    ("outcomes", ("due", "not_due")),
)


def sustained_report(table: LastingTable, asked: Asked, register: str) -> Report:
    """The report as values; a time that has not come for anybody has no table."""
    times = [time for time, at in enumerate(table.total.at) if at.due]
    n = table.total.at[0].outcomes
    counted = ngettext(
        "{n} person whose outcome was studies, work or another authority. "
        "Each counts once, by the latest outcome in the period.",
        "{n} people whose outcome was studies, work or another authority. "
        "Each counts once, by the latest outcome in the period.",
        n,
    ).format(n=n)
    return Report(
        "sustained",
        _("Outcomes that last"),
        (what_and_when(asked, register),),
        (*([_over_time(table, times)] if times else []), *(_table(table, one) for one in times)),
        notes=tuple(_notes(table, asked)) if n else (),
        said=(counted,),
        alike=tuple(_alike(table, times)),
    )


def _alike(table: LastingTable, times: list[int]) -> Iterator[Alike]:
    """Each time's last row, and its line over time; everybody is the same at each time."""
    last = len(table.lines)
    for at in range(len(times)):
        yield (Place(0, at, "of_due"),), (Place(at + 1, last, "sustained"),)
        yield (Place(0, at, "of_due", of=True),), (Place(at + 1, last, "due"),)
        both = tuple(Place(at + 1, last, key) for key in ("sustained", "interrupted"))
        yield (Place(0, at, "of_known", of=True),), both
        for row in range(last + 1):
            yield (Place(1, row, "outcomes"),), (Place(at + 1, row, "outcomes"),)


def _over_time(table: LastingTable, times: list[int]) -> Table:
    """How many are still there, time by time: of all whose time has come, and of those known."""
    columns = ("after_days", "of_due", "of_known")
    return Table(
        _("Sustained over time"),
        tuple(Column(key, heading(key)) for key in columns),
        tuple(
            (_after(table.total.at[time].days), table.total.at[time].of_due, of_known)
            for time in times
            for of_known in [table.total.at[time].of_known]
        ),
    )


def _after(days: int) -> str:
    return ngettext("After {n} day", "After {n} days", days).format(n=days)


def _table(table: LastingTable, time: int) -> Table:
    """Where the outcomes are at one time, by group and category."""
    groups = group_columns(table.by) if table.by else ()
    name = (*everybody(table.by), "") if table.by else (_("All"),)
    return Table(
        _after(table.total.at[time].days),
        (
            *groups,
            Column("category", heading("category")),
            *(Column(key, heading(key)) for key in _COUNTS),
            Column("sustained_share", heading("sustained_share"), brief=True),
        ),
        (
            *(_row(table, line, time) for line in table.lines),
            (*name, *_figures(table.total, time)),
        ),
        has_total=True,
        adds=_ADDS,
    )


def _row(table: LastingTable, line: LastingLine, time: int) -> tuple[Cell, ...]:
    category = label(line.category) if line.category is not None else ""
    return (*group_cells(table.by, line.group), category, *_figures(line, time))


def _figures(line: LastingLine, time: int) -> tuple[Cell, ...]:
    at = line.at[time]
    return (*(getattr(at, key) for key in _COUNTS), at.of_due)


def _notes(table: LastingTable, asked: Asked) -> Iterator[str]:
    if all(at.not_asked == at.due for at in table.total.at):
        yield _("Nobody has been asked yet, so a share of 0 tells nothing of what became of them.")
    yield _("Due = sustained + interrupted + not known + not asked; the share is of those due.")
    yield _("Not yet due: the time has not come, or a later outcome has taken its place.")
    if ahead := [str(at.days) for at in table.total.at if not at.due]:
        yield _("Not due for anybody yet: {days} days.").format(days=", ".join(ahead))
    yield from group_note(table.by, asked)
