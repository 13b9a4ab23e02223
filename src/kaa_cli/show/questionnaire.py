"""What anonymous questionnaires say: of enough pairs the change, of fewer how many are missing."""

from collections.abc import Sequence

from kaa_cli.labels import heading, titled
from kaa_cli.rules.questionnaire import Questionnaire, told_code
from kaa_cli.show.days import number
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, ngettext

_COLUMNS = (
    *("area", "improved", "unchanged", "worse"),
    *("mean_before", "mean_after", "mean_change", "spread"),
)


def draw_code(screen: Screen, programme: str, code: str) -> None:
    """Print the code, which is shown this once."""
    screen.line(_("Saved: an answer before, {programme}.").format(programme=programme))
    screen.line(_("The youth's code:"), "  ", (told_code(code), "bold"))
    screen.line(_("Give it to the youth on a note. It is shown this once, and kept nowhere here."))


def draw(screen: Screen, found: Sequence[Questionnaire]) -> None:
    """Print each programme's answers."""
    if not found:
        screen.line(_("No questionnaire is kept: kaa questionnaire before PROGRAMME"))
    for place, one in enumerate(found):
        if place:
            screen.line()
        _one(screen, one)


def _one(screen: Screen, one: Questionnaire) -> None:
    what = f"{one.programme}, {one.run}" if one.run else one.programme
    dot = f" {screen.marks.dot} "
    told = ngettext("{n} pair of answers", "{n} pairs of answers", one.pairs).format(n=one.pairs)
    screen.line(" ", (_("Questionnaire"), "bold"), dot, what, dot, told)
    if alone := unpaired(one):
        screen.line(" ", (alone, "dim"))
    if not one.changes:
        screen.line(" ", withheld(one))
        return
    screen.line()
    screen.table(
        [heading(key) for key in _COLUMNS],
        [
            [
                titled(line.area),
                *map(str, (line.improved, line.unchanged, line.worse)),
                *(number(mean, 1) for mean in (line.before, line.after)),
                f"{'+' if line.change > 0 else ''}{number(line.change, 1)}",
                number(line.spread, 1),
            ]
            for line in one.changes
        ],
        right=range(1, 8),
    )
    screen.line()
    _below(screen, one)


def _below(screen: Screen, one: Questionnaire) -> None:
    """The area with the largest change, and what the figures are."""
    most = max(one.changes, key=lambda line: line.change)
    if most.change > 0:
        told = _("Most: {area}, improved for {n} of {all}.")
        screen.line(" ", told.format(area=titled(most.area), n=most.improved, all=one.pairs))
    note = _("Each area from 1 to 10. Change: after less before; spread: standard deviation.")
    screen.line(" ", (note, "dim"))


def unpaired(one: Questionnaire) -> str:
    """How many answers have no other half, and so count nowhere."""
    parts = []
    if n := one.before_only:
        parts.append(ngettext("{n} before only", "{n} before only", n).format(n=n))
    if n := one.after_only:
        parts.append(ngettext("{n} after only", "{n} after only", n).format(n=n))
    return _("Not paired, not counted: {parts}.").format(parts=", ".join(parts)) if parts else ""


def withheld(one: Questionnaire) -> str:
    """Why nothing is shown: too few, here or in what is left."""
    if one.missing:
        return ngettext(
            "Shown from {least} pairs on, so that nobody can be told: {n} is missing.",
            "Shown from {least} pairs on, so that nobody can be told: {n} are missing.",
            one.missing,
        ).format(least=one.least, n=one.missing)
    return _("Shown for the whole programme only: the other runs are too few not to be told by it.")
