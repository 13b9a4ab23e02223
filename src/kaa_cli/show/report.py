"""Reports as tables with named denominators."""

from collections.abc import Sequence
from datetime import date

from kaa_cli.labels import heading, label, plural
from kaa_cli.rules.codes import OutcomeCategory, Sex
from kaa_cli.rules.rates import OutcomeSum, OutcomeTable, wilson
from kaa_cli.show.days import percent
from kaa_cli.show.screen import Screen
from kaa_cli.show.timeline import outcome_detail
from kaa_cli.words import _, ngettext

_COLUMNS = ("total", "studies", "work", "other_authority", "remains", "not_known", "moved_on")


def draw_outcomes(
    screen: Screen, table: OutcomeTable, programme: str, register: str, as_of: date
) -> None:
    """Print the outcome table, what its shares are of, and the details."""
    what = programme or register or _("the register")
    screen.line(
        " ",
        (_("Outcomes"), "bold"),
        f" {screen.marks.dot} {what} {screen.marks.dot} ",
        _("{first} to {last}, as known on {day}").format(
            first=table.first, last=table.last, day=as_of
        ),
    )
    screen.line(" ", _of_programme(table) if programme else _counted(table))
    screen.line()
    screen.table(
        ["", *(heading(key) for key in _COLUMNS), heading("moved_on_share")],
        [_row(screen, _group(sex), line) for sex, line in table.groups],
        right=range(1, 9),
        total=_row(screen, _("All"), table.total),
    )
    screen.line()
    for line in _notes(table):
        screen.line(" ", line)


def _counted(table: OutcomeTable) -> str:
    n = table.total.total
    return ngettext(
        "{n} person with an outcome, of {all} in the register during the period. "
        "Each counts once, by the latest outcome.",
        "{n} people with an outcome, of {all} in the register during the period. "
        "Each counts once, by the latest outcome.",
        n,
    ).format(n=n, all=table.population)


def _of_programme(table: OutcomeTable) -> str:
    """A programme's table counts all who took part; nobody is left out of its denominator."""
    n = table.total.total
    return ngettext(
        "{n} participant of the programme during the period, counted once, by the latest outcome.",
        "{n} participants of the programme during the period. "
        "Each counts once, by the latest outcome.",
        n,
    ).format(n=n)


def _group(sex: Sex | None) -> str:
    return plural(sex) if sex else _("Not stated")


def _row(screen: Screen, name: str, line: OutcomeSum) -> Sequence[str]:
    share = line.moved_on_share
    counts = (
        line.total,
        line.studies,
        line.work,
        line.other_authority,
        line.remains,
        line.not_known,
        line.moved_on,
    )
    return [name, *map(str, counts), screen.marks.none if share is None else percent(share)]


def _stepped(table: OutcomeTable) -> str:
    """The people with a step forward, told apart from those who have moved on."""
    if table.steps is None or not table.population:
        return _("Steps forward: not recorded in the data (told by themselves).")
    return _("Steps forward, told by themselves: {n} of {all}, {share}.").format(
        n=table.steps, all=table.population, share=percent(table.steps / table.population)
    )


def _notes(table: OutcomeTable) -> list[str]:
    total = table.total
    if not total.total:
        return []
    lines = [
        _("Moved on = studies + work + other authority, of all {n} with an outcome.").format(
            n=total.total
        )
    ]
    both = total.studies + total.work
    low, high = wilson(total.moved_on, total.total)
    lines.append(
        _("Studies or work alone: {n} of {all}, {share}.").format(
            n=both, all=total.total, share=percent(both / total.total)
        )
    )
    lines.append(
        _("Uncertainty (95 %, Wilson) of {n} in {all}: {low} to {high}.").format(
            n=total.moved_on, all=total.total, low=percent(low), high=percent(high)
        )
    )
    lines.append(_stepped(table))
    for category in OutcomeCategory:
        found = [(detail, n) for cat, detail, n in table.details if cat is category]
        if any(detail for detail, _n in found):
            named = ", ".join(
                f"{outcome_detail(category, detail) if detail else _('not stated')} {n}"
                for detail, n in found
            )
            lines.append(f"{label(category)}: {named}")
    return lines
