"""What is remembered of the columns of lists."""

from collections.abc import Sequence
from datetime import date

from kaa_cli.labels import field_word, heading, label
from kaa_cli.rules.columns import RememberedColumns
from kaa_cli.rules.difference import ListKind
from kaa_cli.show.days import short
from kaa_cli.show.screen import Screen
from kaa_cli.words import _


def draw_remembered(screen: Screen, found: Sequence[RememberedColumns], today: date) -> None:
    """Print each row of headings that something was told of."""
    if not found:
        screen.line(_("Nothing is remembered. It is told with kaa import --column HEADING=field."))
        return
    screen.table(
        [heading("youth"), heading("kind"), heading("columns"), heading("on")],
        [
            [str(one.number), label(ListKind(one.kind)), _told(one), short(one.on, today)]
            for one in found
        ],
        right=(0,),
    )
    screen.line()
    screen.line(" ", _("To forget one: kaa columns --forget {no}").format(no=found[0].number))


def draw_forgotten(screen: Screen, one: RememberedColumns) -> None:
    """Print what is forgotten now."""
    screen.line(_("Forgotten: {told}. Take back: kaa undo").format(told=_told(one)))


def _told(one: RememberedColumns) -> str:
    return ", ".join(f'"{name}" = {field_word(field)}' for name, field in one.columns.items())
