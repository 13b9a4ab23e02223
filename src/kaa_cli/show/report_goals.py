"""The report on goals: each with what it is of, where it stands, and how many it lacks."""

from kaa_cli.labels import heading, titled
from kaa_cli.rules.figures import Cell, Column, Report, Table
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
            _("In time: among those new on the list in the period whose days have passed."),
            _("A first attempt is no contact: the two are told apart."),
            *([_("* = assumed; the municipality decides in its contact routine.")] * bool(assumed)),
        ),
    )


def of_whom(goal: Goal, *, is_programme: bool = False) -> str:
    """What a goal's share is of."""
    match goal:
        case Goal.MAPPED if is_programme:
            return _("all in the register on the last day")
        case Goal.MAPPED:
            return _("all in the duty on the last day")
        case Goal.ONWARD:
            return _("those in a measure during the period")
        case Goal.FIRST_ATTEMPT | Goal.CONTACT:
            return _("those new whose days have passed")


def _columns() -> tuple[Column, ...]:
    return (
        Column("goal", heading("goal")),
        Column("of_whom", _("Of whom")),
        Column("share", _("So far")),
        Column("aim", heading("aim")),
        Column("is_met", heading("is_met")),
        Column("lacks", heading("lacks")),
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
