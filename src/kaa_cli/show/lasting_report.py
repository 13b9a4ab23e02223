"""The report on whether outcomes last, in words: one table for each time they are asked about."""

from collections.abc import Sequence

from kaa_cli.labels import heading, titled
from kaa_cli.rules.figures import Cell, Column, Report, Table
from kaa_cli.rules.grouping import Asked
from kaa_cli.rules.lasting import LastingLine, LastingTable
from kaa_cli.rules.report_codes import By as Grouping
from kaa_cli.show.report_words import everybody, group_cells, group_columns, what_and_when
from kaa_cli.words import _, ngettext

_COUNTS = ("outcomes", "due", "sustained", "interrupted", "not_known", "not_due")
_ADDS = (
    ("due", ("sustained", "interrupted", "not_known")),
    ("outcomes", ("due", "not_due")),
)


def sustained_report(table: LastingTable, asked: Asked, register: str) -> Report:
    """The report as values: a table for each time that has come for anybody."""
    times = [time for time, at in enumerate(table.total.at) if at.due]
    n = table.total.at[0].outcomes if table.total.at else 0
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
        tuple(_table(table, asked.by, time) for time in times) if n else (),
        tuple(_notes(table)) if n else (),
        said=(counted,),
    )


def _table(table: LastingTable, by: Sequence[Grouping], time: int) -> Table:
    columns = (
        *(group_columns(by) if by else ()),
        Column("category", heading("category")),
        *(Column(key, heading(key)) for key in _COUNTS),
        Column("sustained_share", heading("sustained_share")),
    )
    names = (*everybody(by), *([""] if by else []))
    days = table.total.at[time].days
    return Table(
        ngettext("After {n} day", "After {n} days", days).format(n=days),
        columns,
        (*(_row(line, by, time) for line in table.lines), (*names, *_figures(table.total, time))),
        has_total=True,
        adds=_ADDS,
    )


def _row(line: LastingLine, by: Sequence[Grouping], time: int) -> tuple[Cell, ...]:
    name = titled(line.category) if line.category is not None else _("All")
    told = tuple(value for _key, value in line.by)
    return (*group_cells(by, told), name, *_figures(line, time))


def _figures(line: LastingLine, time: int) -> tuple[Cell, ...]:
    at = line.at[time]
    counts = (at.outcomes, at.due, at.sustained, at.interrupted, at.not_known, at.not_due)
    return (*counts, at.of_due)


def _notes(table: LastingTable) -> list[str]:
    first = table.total.at[0]
    lines = [
        _("Due = sustained + interrupted + not known. The share is sustained, of those due."),
        _("Not yet due: the time has not come, or a later outcome has taken its place."),
    ]
    if ahead := [str(at.days) for at in table.total.at if not at.due]:
        lines.append(_("Not due for anybody yet: {days} days.").format(days=", ".join(ahead)))
    if sum(at.not_asked for at in table.total.at):
        told = ", ".join(
            _("{n} at {days} days").format(n=at.not_asked, days=at.days)
            for at in table.total.at
            if at.not_asked
        )
        lines.append(_("Not known because nobody has asked: {told}.").format(told=told))
    if first.of_known.of:
        lines.append(
            _("Of those known at {days} days {n} of {all} are sustained.").format(
                days=first.days, n=first.of_known.count, all=first.of_known.of
            )
        )
    return lines
