"""Steps forward in a list; those of protected youths without their words."""

from collections.abc import Sequence
from datetime import date

from kaa_cli.labels import heading
from kaa_cli.rules.steps_forward import StepTaken
from kaa_cli.show.days import short
from kaa_cli.show.screen import Screen
from kaa_cli.show.sentences import name_of
from kaa_cli.words import _, ngettext


def draw(screen: Screen, taken: Sequence[StepTaken], first: date, today: date) -> None:
    """Print the steps by day, and how many people took one."""
    if not taken:
        screen.line(_("No step is saved since {day}: kaa step NR").format(day=short(first, today)))
        return
    none = screen.marks.none
    keys = ("on", "youth", "given_name", "step", "programme", "by")
    screen.table(
        [heading(key) for key in keys],
        [
            [
                short(one.on, today),
                str(one.person.id),
                name_of(one.person),
                none if one.person.is_masked else one.says,
                none if one.person.is_masked else one.programme or none,
                one.by or none,
            ]
            for one in taken
        ],
        right=(1,),
    )
    screen.line()
    people = len({one.person.id for one in taken})
    screen.line(
        " ",
        ngettext(
            "{n} youth has taken a step since {day}.",
            "{n} youths have taken a step since {day}.",
            people,
        ).format(n=people, day=short(first, today)),
    )
