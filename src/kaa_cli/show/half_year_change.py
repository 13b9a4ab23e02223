"""What sets a worksheet apart from the one that was written, person by person."""

from collections.abc import Mapping, Sequence
from datetime import date

from kaa_cli.labels import heading
from kaa_cli.labels.half_year import BLOCKS, COLUMNS
from kaa_cli.rules.agency import VARIABLES
from kaa_cli.rules.half_year import Half
from kaa_cli.rules.half_year_change import Change, Difference
from kaa_cli.show.half_year import word_of
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, ngettext


def draw_compared(
    screen: Screen,
    half: Half,
    snapshot: tuple[int, date, date],
    found: Sequence[Difference],
    changed: Mapping[Difference, tuple[int, date]],
) -> None:
    """Print each difference: whose, in which block, what it was and is, and by which entry."""
    _draw_beside(screen, half, *snapshot)
    if not found:
        screen.line(" ", _("Nothing differs."))
        return
    _draw_differences(screen, found, changed)
    youths = len({one.youth for one in found})
    screen.line()
    screen.line(
        " ",
        ngettext("{n} youth differs.", "{n} youths differ.", youths).format(n=youths),
        " ",
        _("Entry: the last in the log that changed the row since."),
    )


def _draw_differences(
    screen: Screen, found: Sequence[Difference], changed: Mapping[Difference, tuple[int, date]]
) -> None:
    none = screen.marks.none
    screen.line()
    screen.table(
        [heading(key) for key in ("youth", "block", "field", "was", "now", "entry")],
        [
            [
                str(one.youth),
                str(BLOCKS[one.block]),
                field_of(one),
                was_and_is(one, one.was, none),
                was_and_is(one, one.now, none),
                _entry(changed.get(one), none),
            ]
            for one in found
        ],
        right=(0,),
    )


def _draw_beside(screen: Screen, half: Half, number: int, made_on: date, as_of: date) -> None:
    told = _("{half} beside worksheet no. {n}, written on {day}").format(
        half=half, n=number, day=made_on
    )
    screen.line(" ", (told, "bold"))
    if as_of != made_on:
        screen.line(" ", _("It tells what was known on {day}.").format(day=as_of))


def _entry(told: tuple[int, date] | None, none: str) -> str:
    return f"{told[0]}, {told[1]}" if told else none


def field_of(one: Difference) -> str:
    """The column that differs; of a line that is new or gone that it is."""
    if one.change is Change.NEW:
        return _("new line")
    if one.change is Change.GONE:
        return _("the line is gone")
    return str(COLUMNS[one.block][one.key])


def was_and_is(one: Difference, code: str, none: str) -> str:
    """What a column told, in words."""
    if not one.key or not code:
        return none
    variable = next(v for v in VARIABLES[one.block] if v.key == one.key)
    return word_of(variable, code)
