"""Two who may be one person, side by side, for somebody who decides."""

from collections.abc import Sequence

from kaa_cli.labels import label
from kaa_cli.rules.pairs import Entry, Pair
from kaa_cli.show.screen import Screen
from kaa_cli.show.sentences import name_of
from kaa_cli.words import _, ngettext


def draw_pairs(screen: Screen, pairs: Sequence[Pair]) -> None:
    """Print each pair with what tells the two apart, and the two answers."""
    if not pairs:
        screen.line(_("Nobody is waiting to be compared."))
        return
    for pair in pairs:
        new, known = pair.new.case.person.id, pair.known.case.person.id
        hidden = pair.new.case.person.is_masked or pair.known.case.person.is_masked
        screen.line(" ", _entry(screen, pair.new, hidden=hidden))
        screen.line("   ", _("may be"), " ", _entry(screen, pair.known, hidden=hidden))
        screen.line(
            "     ",
            _("The same: kaa youth merge {known} {new}").format(known=known, new=new),
            f" {screen.marks.dot} ",
            _("Somebody else: kaa youth edit {new} --checked").format(new=new),
        )
        for entry in (pair.new, pair.known):
            if entry.case.person.is_masked:
                no = entry.case.person.id
                screen.line("     ", _("Open the data: kaa show {no} --reason").format(no=no))
        screen.line()
    n = len(pairs)
    screen.line(" ", ngettext("{n} pair to compare.", "{n} pairs to compare.", n).format(n=n))


def _entry(screen: Screen, entry: Entry, *, hidden: bool) -> str:
    """One of the two; when either is protected no name is told, for it would be the other's too."""
    person, dot = entry.case.person, screen.marks.dot
    parts = [_("no. {no}").format(no=person.id)]
    if person.is_masked:
        parts.append(name_of(person))
    elif not hidden:
        parts.append(f"{person.full_name} {person.born_on}")
    parts.append(label(entry.kind) if entry.kind else _("no number"))
    if not hidden and (person.street or person.school):
        parts.append(person.street or person.school)
    n = entry.attempts
    parts.append(ngettext("{n} attempt", "{n} attempts", n).format(n=n))
    return f" {dot} ".join(parts)


def draw_both(screen: Screen, both: Pair) -> None:
    """Print the two that are to be one, the one that goes first."""
    hidden = both.new.case.person.is_masked or both.known.case.person.is_masked
    screen.line(" ", _entry(screen, both.new, hidden=hidden))
    screen.line(" ", _entry(screen, both.known, hidden=hidden))


def question(both: Pair) -> str:
    """What is asked before two become one."""
    told = _(
        "No. {other} goes into no. {keep}: all that happened to both is kept, and the surer number "
        "tells name and address. Go on?"
    )
    return told.format(other=both.new.case.person.id, keep=both.known.case.person.id)
