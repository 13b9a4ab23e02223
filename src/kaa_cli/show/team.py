"""The agenda of a team meeting, without the names of those who have not agreed to be named."""

from collections.abc import Sequence
from datetime import date

from rich.table import Table

from kaa_cli.labels import label, typed
from kaa_cli.rules.agenda import Agenda, Point, Section
from kaa_cli.rules.outward import tells_of_need
from kaa_cli.rules.support_codes import OF_THE_TEAM, Actor
from kaa_cli.show.days import long, short
from kaa_cli.show.screen import Screen
from kaa_cli.show.sentences import number_of
from kaa_cli.words import _, ngettext


def draw(screen: Screen, agenda: Agenda, today: date) -> None:
    """Print the points by section, and how a decision is saved."""
    _head(screen, agenda)
    for section, title in _titles().items():
        points = agenda.of(section)
        if not points:
            continue
        screen.line()
        screen.line(" ", (title, "bold"))
        if section is Section.NO_CONTACT_PERSON:
            numbers = ", ".join(str(point.case.person.id) for point in points)
            screen.line("   ", _("no. {no}").format(no=numbers))
            continue
        grid = Table.grid(padding=(0, 3, 0, 0))
        for point in points:
            cells = [number_of(point.case.person), who(point), *_cells(agenda, point, today)]
            grid.add_row(*(screen.text(cell) for cell in cells))
        screen.show(grid, indent=3)
    screen.line()
    if agenda.of(Section.NEW) or agenda.of(Section.UNDECIDED):
        words = " | ".join(typed(decision) for decision in OF_THE_TEAM)
        screen.line(" ", _("Decide: kaa team decide NR {words}").format(words=words))


def _head(screen: Screen, agenda: Agenda) -> None:
    dot, n = screen.marks.dot, len(agenda.points)
    parts = [
        _("Team meeting {day}").format(day=long(agenda.on)),
        ngettext("{n} point", "{n} points", n).format(n=n) if n else _("nothing to take up"),
    ]
    if agenda.unnamed:
        told = ngettext("{n} youth without a name", "{n} youths without a name", agenda.unnamed)
        parts.append(told.format(n=agenda.unnamed))
    screen.line(" ", f" {dot} ".join(parts))
    if agenda.is_internal:
        screen.line(" ", _("INTERNAL: with names; not for members of other authorities."))


def _titles() -> dict[Section, str]:
    return {
        Section.NEW: _("NEW APPLICATIONS"),
        Section.UNDECIDED: _("UNDECIDED SINCE THE LAST MEETING"),
        Section.NOT_REACHED: _("NOT REACHED AFTER THE WHOLE LADDER"),
        Section.TURNING_20: _("TURN 20 WITHIN 90 DAYS"),
        Section.NO_CONTACT_PERSON: _("WITHOUT A CONTACT PERSON"),
    }


def who(point: Point) -> str:
    """The name; or why there is none."""
    if point.is_named:
        return point.case.person.given_name
    return _("(protected)") if point.case.person.is_masked else _("(no consent)")


def _cells(agenda: Agenda, point: Point, today: date) -> Sequence[str]:
    if point.application is not None:
        return _applied(agenda, point, today)
    if point.section is Section.NOT_REACHED:
        rungs = ngettext("{n} rung", "{n} rungs", point.rungs).format(n=point.rungs)
        days = ngettext("{n} day", "{n} days", point.days).format(n=point.days)
        return [f"{rungs}, {days}"]
    weeks = point.days // 7
    day = ngettext("within {n} week", "within {n} weeks", weeks + 1).format(n=weeks + 1)
    if point.is_named and point.on is not None:  # the day is most of a personal number
        day = short(point.on, today)
    return [day if point.ever_reached else _("{day}, never reached").format(day=day)]


def _applied(agenda: Agenda, point: Point, today: date) -> Sequence[str]:
    """Where to, by whom, whether it is signed; of a postponed one what it waits for."""
    one = point.application
    assert one is not None
    signed = _("not signed")
    if one.signed_on is not None:
        signed = _("signed {day}").format(day=short(one.signed_on, today))
    if not point.is_named:
        return ["", _referrer(agenda, one.referred_by), signed]
    waits = f": {one.note}" if one.note else ""
    return [one.programme, _referrer(agenda, one.referred_by), signed + waits]


def _referrer(agenda: Agenda, actor: Actor) -> str:
    """Who referred; before other authorities never that it was one whose name alone tells."""
    if not agenda.is_internal and tells_of_need(actor):
        return _("another authority")
    return label(actor)
