"""The report on the ladder: what each channel gives, and when calls are answered."""

from collections.abc import Iterator

from kaa_cli.labels import heading, titled
from kaa_cli.rules.codes import Channel
from kaa_cli.rules.figures import Alike, Bars, Cell, Column, Place, Report, Table
from kaa_cli.rules.tries import ChannelSum, Tries
from kaa_cli.show.days import weekday
from kaa_cli.show.report_words import group_cells, group_columns, group_note, what_and_when
from kaa_cli.words import _

_CHAINS = (("attempts", "tried", "reached_share"), ("tried", "reached_guardian"))


def ladder_report(told: Tries, register: str) -> Report:
    """The channels, then what is beside them."""
    return Report(
        "ladder",
        _("The ladder"),
        (
            what_and_when(told.asked, register),
            _("What was tried in the period by each channel, and who answered."),
        ),
        (_channels(told), *_groups(told), *_answers(told), *_cycles(told), *_visits(told)),
        (
            _("Reached: the youth answered, of those tried by the channel; each counts once."),
            _("Median days: from new on the list to the channel's first attempt in the period."),
        ),
        alike=tuple(_alike(told)),
    )


def _alike(told: Tries) -> Iterator[Alike]:
    """The groups' numbers come to the channel's; calls are told by weekday and by hour."""
    by_group = [one.channel for _group, channels in told.groups for one in channels if one.tried]
    for row, one in enumerate(told.channels):
        rows = [at for at, channel in enumerate(by_group) if channel is one.channel]
        for key in ("attempts", "tried", "reached_share", "reached_guardian"):
            yield (Place(0, row, key),), tuple(Place(1, at, key) for at in rows)
    first = 2 if told.groups else 1
    for of in (False, True):
        days, parts = (
            tuple(Place(first + table, row, "answered", of) for row in range(len(told_by)))
            for table, told_by in enumerate((told.weekdays, told.parts))
        )
        yield days, parts
        phone = [at for at, one in enumerate(told.channels) if one.channel is Channel.PHONE]
        if of and told.weekdays:
            yield tuple(Place(0, at, "attempts") for at in phone), days
            yield tuple(Place(0, at, "attempts") for at in phone), parts


def _columns() -> tuple[Column, ...]:
    return (
        Column("channel", heading("channel")),
        Column("attempts", heading("attempts")),
        Column("tried", heading("tried")),
        Column("reached_share", _("Reached, of those tried")),
        Column("reached_guardian", heading("reached_guardian")),
        Column("median_days", heading("median_days")),
    )


def _cells(one: ChannelSum) -> tuple[Cell, ...]:
    name = titled(one.channel)
    return (
        f"{one.rung} {name}" if one.rung else name,
        one.attempts,
        one.tried,
        one.reached,
        one.reached_guardian,
        None if one.median_days is None else float(one.median_days),
    )


def _channels(told: Tries) -> Table:
    return Table(
        _("By channel"),
        _columns(),
        tuple(_cells(one) for one in told.channels),
        chains=_CHAINS,
        notes=(_("The number is the rung in the routine in force on the last day."),),
    )


def _groups(told: Tries) -> Iterator[Table]:
    by = told.asked.by
    if told.groups:
        yield Table(
            _("By group"),
            (*group_columns(by), *_columns()),
            tuple(
                (*group_cells(by, values), *_cells(one))
                for values, channels in told.groups
                for one in channels
                if one.tried
            ),
            chains=_CHAINS,
            notes=group_note(by, told.asked),
        )


def _answers(told: Tries) -> Iterator[Table]:
    answered = Column("answered", _("Answered, of calls made"))
    if told.weekdays:
        yield Table(
            _("Calls answered, by weekday"),
            (Column("weekday", heading("weekday")), answered),
            tuple((weekday(day), share) for day, share in told.weekdays),
            chart=Bars("answered"),
        )
        yield Table(
            _("Calls answered, by part of the day"),
            (Column("part", heading("part")), answered),
            tuple((titled(part), share) for part, share in told.parts),
            chart=Bars("answered"),
            notes=(_("Answered: by the youth or a guardian."),),
        )


def _cycles(told: Tries) -> Iterator[Table]:
    if told.cycles:
        yield Table(
            _("In which cycle they are, of all there on the last day"),
            (Column("cycle", heading("cycle")), Column("count", heading("youths"))),
            (
                *((_("Cycle {n}").format(n=cycle), count) for cycle, count in told.cycles),
                (_("All"), sum(count for _cycle, count in told.cycles)),
            ),
            has_total=True,
        )


def _visits(told: Tries) -> Iterator[Table]:
    if told.visits.rounds:
        yield Table(
            _("Rounds of home visits"),
            (Column("rounds", heading("rounds")), Column("stops", heading("stops"))),
            ((float(told.visits.rounds), told.visits.stops),),
        )
