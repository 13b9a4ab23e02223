"""Appointments that are to come, and those of which nothing is told yet."""

from collections.abc import Sequence
from datetime import date

from kaa_cli.labels import heading, label
from kaa_cli.rules.facts import Appointment
from kaa_cli.rules.person import Case
from kaa_cli.show.days import clock, short
from kaa_cli.show.screen import Screen
from kaa_cli.show.sentences import name_of
from kaa_cli.words import _


def draw(
    screen: Screen, found: Sequence[tuple[Case, Appointment]], today: date, *, mine: bool
) -> None:
    """Print them by day and hour; those whose day has been ask what became of them."""
    if not found:
        of_mine = _("None of those you follow has an appointment. All: kaa appointment list")
        screen.line(of_mine if mine else _("No appointment is booked."))
        return
    none = screen.marks.none
    keys = ("on", "at", "youth", "given_name", "appointment", "with", "place")
    screen.table(
        [heading(key) for key in keys],
        [
            [
                short(one.on, today),
                clock(one.at) if one.at else none,
                str(case.person.id),
                name_of(case.person),
                label(one.kind),
                one.with_whom or none,
                one.place or none,
            ]
            for case, one in found
        ],
        right=(2,),
    )
    if any(one.on <= today for _case, one in found):
        screen.line()
        screen.line(" ", _("Tell what became of it: kaa appointment came, missed, move or cancel"))
