"""The rows of a list that are refused, each with its reason."""

from kaa_cli.rules.difference import Difference
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, ngettext


def draw_rejects(screen: Screen, difference: Difference) -> None:
    """Print every fault of every refused row."""
    for _line, _field, _code, message in difference.rejects:
        screen.line(message)


def draw_refused(screen: Screen, difference: Difference, *, whole_list: bool) -> None:
    """Print every fault, and how many rows stand in the way."""
    draw_rejects(screen, difference)
    n = difference.rejected
    if whole_list:
        screen.line(
            _(
                "Nothing was imported. With --whole-list every row counts: "
                "{n} of {all} rows must be mended first."
            ).format(n=n, all=difference.rows)
        )
        return
    screen.line(
        ngettext(
            "Nothing was imported. {n} of {all} rows must be mended first; the rest: --skip-bad",
            "Nothing was imported. {n} of {all} rows must be mended first; the rest: --skip-bad",
            n,
        ).format(n=n, all=difference.rows)
    )
