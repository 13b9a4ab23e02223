"""The report on goals: each with what it is of, where it stands, and how many it lacks."""

from collections.abc import Iterator

from kaa_cli.labels import heading, titled
from kaa_cli.rules.figures import Alike, Cell, Column, Place, Report, Table
from kaa_cli.rules.goals import Goals, Standing
from kaa_cli.rules.report_codes import Goal
from kaa_cli.show.days import percent
from kaa_cli.show.report_words import group_cells, group_columns, group_note, what_and_when
from kaa_cli.words import _, ngettext


def goals_report(told: Goals, register: str) -> Report:
    """The goals for everybody, and for each group."""
    tables = [_table(told)]
    if told.groups:
        tables.append(_groups(told))
    assumed = [one for one in told.total if one.is_assumed]
    return Report(
        "goals",
        _("Goals"),
        (what_and_when(told.asked, register),),
        tuple(tables),
        (
            *(() if told.is_programme else _in_time()),
            *([_("* = assumed; the municipality decides in its contact routine.")] * bool(assumed)),
        ),
        alike=tuple(_alike(told)),
    )


def _alike(told: Goals) -> Iterator[Alike]:
    """The groups' shares come to the goal's: the counts, and what they are of."""
    by_group = [one.goal for _group, goals in told.groups for one in goals if one.share.of]
    for row, one in enumerate(told.total):
        rows = [at for at, goal in enumerate(by_group) if goal is one.goal]
        for of in (False, True):
            places = tuple(Place(1, at, "share", of) for at in rows)
            yield (Place(0, row, "share", of),), places


def of_whom(goal: Goal, *, is_programme: bool = False) -> str:
    """What a goal's share is of."""
    match goal:
        case Goal.MAPPED if is_programme:
            return _("all in the register on the last day")
        case Goal.MAPPED:
            return _("all in the duty on the last day")
        case Goal.ONWARD:
            return _("those in a measure, or with an outcome")
        case Goal.FIRST_ATTEMPT | Goal.CONTACT:
            return _("those new whose days have passed")


def _columns() -> tuple[Column, ...]:
    return (
        Column("goal", heading("goal")),
        Column("of_whom", _("Of whom")),
        Column("share", _("So far")),
        Column("aim", heading("aim")),
        Column("is_met", heading("is_met"), of=("share",)),
        Column("lacks", heading("lacks"), of=("share",)),
    )


def _cells(one: Standing, told: Goals) -> tuple[Cell, ...]:
    star = "*" if one.is_assumed else ""
    return (
        _name(one.goal, told.within_days),
        of_whom(one.goal, is_programme=told.is_programme),
        one.share,
        percent(one.aim, 0) + star,
        {True: _("yes"), False: _("not yet"), None: "–"}[one.is_met],
        float(one.lacks) if one.share.of else None,
    )


def _in_time() -> tuple[str, str]:
    return (
        _("In time: among those new on the list in the period whose days have passed."),
        _("A first attempt is no contact: the two are told apart."),
    )


def _name(goal: Goal, days: int) -> str:
    within = ngettext("within {n} day", "within {n} days", days).format(n=days)
    match goal:
        case Goal.FIRST_ATTEMPT:
            return _("First attempt {within}").format(within=within)
        case Goal.CONTACT:
            return _("Reached {within}").format(within=within)
    return titled(goal)


def _table(told: Goals) -> Table:
    return Table(
        _("Where they stand"),
        _columns(),
        tuple(_cells(one, told) for one in told.total),
    )


def _groups(told: Goals) -> Table:
    by = told.asked.by
    goal, _of_whom, *rest = _columns()
    rows = []
    for values, standings in told.groups:
        for one in standings:
            if one.share.of:
                name, _whom, *cells = _cells(one, told)
                rows.append((*group_cells(by, values), name, *cells))
    return Table(
        _("By group"),
        (*group_columns(by), goal, *rest),
        tuple(rows),
        notes=group_note(by, told.asked),
    )
