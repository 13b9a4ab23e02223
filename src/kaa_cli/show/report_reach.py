"""The report on reach: the chain from first attempt to still there, and how soon."""

from collections.abc import Iterator

from kaa_cli.labels import heading, titled
from kaa_cli.rules.codes import Knowledge
from kaa_cli.rules.figures import Bars, Cell, Column, Curve, Report, Share, Table
from kaa_cli.rules.reach import Reach, ReachSum
from kaa_cli.rules.survival import Survival
from kaa_cli.show.days import percent
from kaa_cli.show.report_words import group_columns, group_note, rows_of, what_and_when
from kaa_cli.words import _, ngettext

_LOOKED_AT = (0, 1, 3, 7, 14, 30, 60, 90, 120, 180, 365)
"""The days of a curve that its table tells."""


def reach_report(told: Reach, register: str) -> Report:
    """The funnel, what is known, what was done in time, and the two curves."""
    days = told.within_days
    return Report(
        "reach",
        _("Reach"),
        (
            what_and_when(told.asked, register),
            _("Youths who were new on the list in the period, and what happened up to its end."),
        ),
        (
            _funnel(told.total),
            _in_time(told, days),
            _knowledge(told),
            *_curve(told.total.to_attempt, _("Days to the first attempt"), _("not yet tried")),
            *_curve(told.total.to_contact, _("Days to contact"), _("not yet reached")),
        ),
        (
            _("Reached: the youth answered. A guardian's answer stands by itself."),
            _("Who came back to the list in the period counts once, by the latest time."),
        ),
    )


def _funnel(total: ReachSum) -> Table:
    return Table(
        _("How far they came"),
        (
            Column("station", heading("station")),
            Column("count", heading("count")),
            Column("of_all", _("Of all new")),
            Column("of_before", _("Of those at the step before")),
        ),
        (
            (heading("registered"), total.registered, None, None),
            *((titled(k.station), k.of_all.count, k.of_all, k.of_before) for k in total.chain),
        ),
        falls="count",
        chart=Bars("count"),
        notes=(
            _("Mapped: known and still current. Moved on: studies, work or another authority."),
            _("Still there: of those whose outcome has been asked about again."),
            _("Who skipped a step counts where they are, but not as coming from it."),
        ),
    )


def _in_time(told: Reach, days: int) -> Table:
    by = told.asked.by
    within = ngettext("Within {n} day", "Within {n} days", days).format(n=days)
    return Table(
        _("First attempt and contact"),
        (
            *group_columns(by),
            Column("registered", heading("registered")),
            Column("attempted", heading("attempted")),
            Column("attempted_within_14_days", within),
            Column("reached", heading("reached")),
            Column("reached_within_14_days", within),
            Column("reached_guardian", heading("reached_guardian")),
            Column(
                "median_days_to_first_attempt",
                heading("median_days_to_first_attempt"),
                of=("attempted",),
            ),
            Column("median_days_to_contact", heading("median_days_to_contact"), of=("reached",)),
        ),
        rows_of(by, told.groups, told.total, _in_time_cells),
        has_total=bool(told.groups),
        chains=(
            ("registered", "attempted", "attempted_within_14_days", "reached_within_14_days"),
            ("attempted", "reached", "reached_within_14_days"),
            ("registered", "reached_guardian"),
        ),
        notes=(
            _("Medians in days, by Kaplan and Meier: who left counts until then."),
            *group_note(by, told.asked),
        ),
    )


def _in_time_cells(one: ReachSum) -> tuple[Cell, ...]:
    return (
        one.registered,
        one.attempted,
        one.attempted_in_time,
        one.reached,
        one.reached_in_time,
        one.reached_guardian,
        _days(one.to_attempt.median),
        _days(one.to_contact.median),
    )


def _days(median: int | None) -> float | None:
    return None if median is None else float(median)


def _knowledge(told: Reach) -> Table:
    by = told.asked.by
    return Table(
        _("What is known of them at the end"),
        (
            *group_columns(by),
            Column("registered", heading("registered")),
            *(Column(known, titled(known)) for known in Knowledge),
            Column("mapped_share", _("Mapped, of all new"), brief=True),
        ),
        rows_of(by, told.groups, told.total, _knowledge_cells),
        has_total=bool(told.groups),
        adds=(("registered", tuple(known.value for known in Knowledge)),),
    )


def _knowledge_cells(one: ReachSum) -> tuple[Cell, ...]:
    mapped = Share(one.known[Knowledge.MAPPED], one.registered)
    return (one.registered, *(one.known[known] for known in Knowledge), mapped)


def _curve(curve: Survival, caption: str, what: str) -> Iterator[Table]:
    """The share to whom it has not happened yet, on some days, and the curve; of nobody none."""
    if not curve.people:
        return
    rows = []
    for day in _LOOKED_AT:
        if day <= curve.last:
            drop = curve.share_on(day)
            share, low, high = (drop.share, drop.low, drop.high) if drop else (1.0, 1.0, 1.0)
            rows.append((str(day), percent(share), f"{percent(low)} – {percent(high)}"))
    yield Table(
        caption,
        (
            Column("day", heading("after_days")),
            Column("share", what[:1].upper() + what[1:]),
            Column("interval", heading("interval")),
        ),
        tuple(rows),
        chart=(_drawn(curve, f"{caption}: {what}"),),
        notes=(_median(curve),),
    )


def _drawn(curve: Survival, name: str) -> Curve:
    """From everybody on; the last point is where the looking ended."""
    points = [((0.0, 1.0, 1.0, 1.0), curve.people)]
    if curve.drops and not curve.drops[0].day:
        points.clear()
    points += [((float(d.day), d.share, d.low, d.high), d.at_risk) for d in curve.drops]
    (_day, *held), _waiting = points[-1]
    if curve.last > points[-1][0][0]:
        points.append(((float(curve.last), held[0], held[1], held[2]), 0))
    places, waiting = zip(*points, strict=True)
    return Curve(name, places, _days(curve.median), waiting)


def _median(curve: Survival) -> str:
    if curve.median is None:
        return _("Median: not reached; to fewer than half it has happened.")
    low = curve.median_low if curve.median_low is not None else "–"
    high = curve.median_high if curve.median_high is not None else _("no end")
    told = ngettext("{n} day", "{n} days", curve.median).format(n=curve.median)
    return _("Median: {days} (95 %: {low} to {high}).").format(days=told, low=low, high=high)
