"""The report on inflow: who came, who left, and the backlog over time."""

from collections.abc import Iterable, Iterator, Sequence

from kaa_cli.labels import heading, titled
from kaa_cli.rules.codes import EndReason, Reason
from kaa_cli.rules.figures import Alike, Bars, Cell, Column, Line, Place, Report, Table
from kaa_cli.rules.inflow import Flow, Inflow
from kaa_cli.rules.report_codes import By
from kaa_cli.show.days import month_of
from kaa_cli.show.report_words import group_columns, group_note, rows_of, what_and_when
from kaa_cli.words import _

_CAPTIONS = {"new": lambda: _("Why they came"), "left_duty": lambda: _("Why they left")}
_CHAINS = (("there", "never_mapped"), ("there", "never_reached"))


def inflow_report(told: Inflow, register: str) -> Report:
    """The flow by month or week, the backlog as lines, the reasons."""
    tables = (_flow(told), _backlog(told), *_groups(told), *_reasons(told))
    return Report(
        "inflow",
        _("Inflow"),
        (
            what_and_when(told.asked, register),
            _("New: first seen on the list. Left: closed, or no longer covered."),
        ),
        tables,
        (_("Backlog: of those there at the end, who has never been mapped or reached yet."),),
        alike=tuple(_alike(told, tables)),
    )


def _alike(told: Inflow, tables: Sequence[Table]) -> Iterator[Alike]:
    """The whole period, all groups and all reasons tell the same; so do the groups of a reason."""
    groups = 2 if told.groups else None
    whole = len(tables[0].rows) - 1
    for key, counted in (("new", told.reasons_in), ("left_duty", told.reasons_out)):
        if sum(counted.values()):
            reasons = _at(tables, _CAPTIONS[key]())
            yield (Place(0, whole, key),), (Place(reasons, len(tables[reasons].rows) - 1, "count"),)
    if groups is None:
        return
    for key in ("new", "left_duty", "there"):
        yield (Place(0, whole, key),), (Place(groups, len(told.groups), key),)
    for key in ("there", "never_mapped", "never_reached"):
        yield (Place(1, whole - 1, key),), (Place(groups, len(told.groups), key),)
    if By.REASON in told.asked.by and told.reasons_in:
        at = told.asked.by.index(By.REASON)
        names = [one for one in Reason if told.reasons_in[one]]
        for row, reason in enumerate(names):
            rows = [
                n
                for n, (group, _flow) in enumerate(told.groups)
                if group[at] == (None if reason is Reason.UNKNOWN else reason)
            ]
            reasons = _at(tables, _CAPTIONS["new"]())
            yield (Place(reasons, row, "count"),), tuple(Place(groups, n, "new") for n in rows)


def _at(tables: Sequence[Table], caption: str) -> int:
    return next(at for at, table in enumerate(tables) if table.caption == caption)


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
        chains=_CHAINS,
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
            chains=_CHAINS,
            notes=group_note(by, told.asked),
        )


def _reasons(told: Inflow) -> Iterator[Table]:
    came = [(titled(reason), told.reasons_in[reason]) for reason in Reason]
    left = [(titled(reason), told.reasons_out[reason]) for reason in EndReason]
    for caption, counted in ((_CAPTIONS["new"](), came), (_CAPTIONS["left_duty"](), left)):
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
