"""The report on inflow: who came, who left, and the backlog over time."""

from collections.abc import Iterable, Iterator

from kaa_cli.labels import heading, titled
from kaa_cli.rules.codes import EndReason, Reason
from kaa_cli.rules.figures import Bars, Cell, Column, Line, Report, Table
from kaa_cli.rules.inflow import Flow, Inflow
from kaa_cli.show.days import month_of
from kaa_cli.show.report_words import group_columns, group_note, rows_of, what_and_when
from kaa_cli.words import _


def inflow_report(told: Inflow, register: str) -> Report:
    """The flow by month or week, the backlog as lines, the reasons."""
    return Report(
        "inflow",
        _("Inflow"),
        (
            what_and_when(told.asked, register),
            _("New: first seen on the list. Left: closed, or no longer covered."),
        ),
        (_flow(told), _backlog(told), *_groups(told), *_reasons(told)),
        (_("Backlog: of those there at the end, who has never been mapped or reached yet."),),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("new", heading("new")),
        Column("left_duty", heading("left_duty")),
        Column("net", heading("net"), of=("new", "left_duty")),
        Column("there", heading("there")),
    )


def _cells(one: Flow) -> tuple[Cell, ...]:
    net = one.new - one.left
    return one.new, one.left, f"{net:+d}" if net else "0", one.there


def _name(one: Flow, *, by_week: bool) -> str:
    if by_week:
        return _("week {n}").format(n=one.span.first.isocalendar().week)
    return month_of(one.span.first)


def _flow(told: Inflow) -> Table:
    named = _("Week") if told.by_week else _("Month")
    return Table(
        _("Came and left, by week") if told.by_week else _("Came and left, by month"),
        (Column("span", named), Column("first", _("From")), *_columns()),
        (
            (_("Before"), told.before.span.last, None, None, None, told.before.there),
            *(
                (_name(one, by_week=told.by_week), one.span.first, *_cells(one))
                for one in told.spans
            ),
            (_("The whole period"), told.asked.first, *_cells(told.total)),
        ),
        notes=(),
    )


def _backlog(told: Inflow) -> Table:
    points = (told.before, *told.spans)
    mapped = tuple((one.span.last, one.never_mapped) for one in points)
    reached = tuple((one.span.last, one.never_reached) for one in points)
    return Table(
        _("The backlog"),
        (
            Column("on", _("At the end of")),
            Column("there", heading("there")),
            Column("never_mapped", heading("never_mapped")),
            Column("never_reached", heading("never_reached")),
        ),
        tuple((one.span.last, one.there, one.never_mapped, one.never_reached) for one in points),
        chart=(Line(heading("never_mapped"), mapped), Line(heading("never_reached"), reached)),
    )


def _groups(told: Inflow) -> Iterator[Table]:
    by = told.asked.by
    if told.groups:
        yield Table(
            _("By group"),
            (
                *group_columns(by),
                *_columns(),
                Column("never_mapped", heading("never_mapped")),
                Column("never_reached", heading("never_reached")),
            ),
            rows_of(
                by,
                told.groups,
                told.total,
                lambda one: (*_cells(one), one.never_mapped, one.never_reached),
            ),
            has_total=True,
            notes=group_note(by, told.asked),
        )


def _reasons(told: Inflow) -> Iterator[Table]:
    came = [(titled(reason), told.reasons_in[reason]) for reason in Reason]
    left = [(titled(reason), told.reasons_out[reason]) for reason in EndReason]
    for caption, counted in ((_("Why they came"), came), (_("Why they left"), left)):
        yield from _counts(caption, counted)


def _counts(caption: str, counted: Iterable[tuple[str, int]]) -> Iterator[Table]:
    rows = [(name, count) for name, count in counted if count]
    if rows:
        yield Table(
            caption,
            (Column("reason", heading("reason")), Column("count", heading("count"))),
            (*rows, (_("All"), sum(count for _name, count in rows))),
            has_total=True,
            chart=Bars("count"),
        )
