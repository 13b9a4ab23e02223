"""The report on whether outcomes last, in words: one table for each time they are asked about."""

from kaa_cli.labels import heading, label, plural
from kaa_cli.rules.codes import Reason, Sex
from kaa_cli.rules.figures import Cell, Column, Report, Table
from kaa_cli.rules.lasting import By, LastingLine, LastingTable
from kaa_cli.words import _, ngettext

_COUNTS = ("outcomes", "due", "sustained", "interrupted", "not_known", "not_due")
_ADDS = (
    ("due", ("sustained", "interrupted", "not_known")),
    ("outcomes", ("due", "not_due")),
)


def sustained_report(table: LastingTable, what: str) -> Report:
    """The report as values; `what` is the programme or the register it is about."""
    times = [time for time, at in enumerate(table.total.at) if at.due]
    n = table.total.at[0].outcomes if table.total.at else 0
    period = _("{first} to {last}, as known on {day}").format(
        first=table.first, last=table.last, day=table.as_of
    )
    counted = ngettext(
        "{n} person whose outcome was studies, work or another authority. "
        "Each counts once, by the latest outcome in the period.",
        "{n} people whose outcome was studies, work or another authority. "
        "Each counts once, by the latest outcome in the period.",
        n,
    ).format(n=n)
    return Report(
        "sustained",
        _("Outcomes that last · {what}").format(what=what),
        (period, counted),
        tuple(_table(table, time) for time in times) if n else (),
        tuple(_notes(table)) if n else (),
    )


def _table(table: LastingTable, time: int) -> Table:
    keys = [key for key, _value in table.lines[0].by] if table.lines else []
    columns = (
        *(Column(key, heading(key)) for key in keys),
        Column("category", heading("category")),
        *(Column(key, heading(key)) for key in _COUNTS),
        Column("sustained_share", heading("sustained_share")),
    )
    rows = [_row(line, time) for line in table.lines]
    blank: list[Cell] = [""] * max(0, len(keys) - 1)
    name = [_("All"), *blank, ""] if keys else [_("All")]
    total = (*name, *_figures(table.total, time))
    days = table.total.at[time].days
    return Table(
        ngettext("After {n} day", "After {n} days", days).format(n=days),
        columns,
        (*rows, total),
        has_total=True,
        adds=_ADDS,
    )


def _row(line: LastingLine, time: int) -> tuple[Cell, ...]:
    name = label(line.category) if line.category is not None else _("All")
    return (*group_names(line.by), name, *_figures(line, time))


def _figures(line: LastingLine, time: int) -> tuple[Cell, ...]:
    at = line.at[time]
    counts = (at.outcomes, at.due, at.sustained, at.interrupted, at.not_known, at.not_due)
    return (*counts, at.of_due)


def group_names(by: By) -> list[str]:
    """What a group is called, a word for each key."""
    return [_named(key, value) for key, value in by]


def _named(key: str, value: str | int | None) -> str:
    if value is None:
        return _("Not stated")
    word = str(value)
    if key == "sex":
        return plural(Sex(word))
    return label(Reason(word)) if key == "reason" else word


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
