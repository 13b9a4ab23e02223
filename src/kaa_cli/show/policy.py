"""A contact routine and its faults in words."""

from collections.abc import Sequence
from datetime import date

from kaa_cli.labels import heading, label
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.policy_file import RUNG_CHANNELS, Fault
from kaa_cli.show.days import long, short
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, ngettext


def draw_list(screen: Screen, found: Sequence[tuple[str, Policy]]) -> None:
    """Print the routines with their channels in order."""
    screen.table(
        [heading("name"), _("Ladder")], [[name, _ladder(screen, one)] for name, one in found]
    )


def draw_adopted(screen: Screen, own: Sequence[tuple[date, Policy]], today: date) -> None:
    """Print the register's own routines with the days they hold from; the one in force marked."""
    in_force = max((day for day, _one in own if day <= today), default=own[0][0])
    screen.line()
    screen.table(
        [_("Adopted"), heading("from_on"), _("Ladder")],
        [
            [
                one.name,
                f"{short(day, today)}, {_('in force')}" if day == in_force else short(day, today),
                _ladder(screen, one),
            ]
            for day, one in own
        ],
    )


def _ladder(screen: Screen, policy: Policy) -> str:
    return f" {screen.marks.to} ".join(label(rung.channel) for rung in policy.rungs)


def draw_moved(screen: Screen, moved: int, youths: int, from_on: date) -> None:
    """Print how many have another next step under the routine on its first day."""
    screen.line()
    sentence = ngettext(
        "On {day}, if nothing happens before, the next step is another for {n} of {all} youth.",
        "On {day}, if nothing happens before, the next step is another for {n} of {all} youths.",
        youths,
    )
    screen.line(" ", sentence.format(n=moved, all=youths, day=from_on))
    screen.line(" ", _("Whoever is tried already keeps the present routine until that cycle ends."))


def draw_same(screen: Screen, name: str, from_on: date) -> None:
    """Print that nothing needs to be adopted."""
    sentence = _('"{name}" holds on {day} already, word for word. Nothing was saved.')
    screen.line(sentence.format(name=name, day=from_on))


def draw_adoption(screen: Screen, name: str, replaces: str, from_on: date, today: date) -> None:
    """Print from when the routine holds, and what it takes the place of."""
    told = {"name": name, "old": replaces, "day": long(from_on)}
    if from_on == today:
        sentence = _('Saved: "{name}" holds from today, {day}.')
    else:
        sentence = _('Saved: "{name}" holds from {day}.')
    screen.line(sentence.format(**told))
    if replaces:
        screen.line(_('"{old}", adopted for that same day, gave way.').format(**told))
    screen.line(_("Take back: kaa undo"))


def fault_sentence(fault: Fault) -> str:
    """What is wrong in a policy file, and where."""
    sentences = {
        "unknown-key": _("{where}: no such key."),
        "missing": _("{where}: is missing."),
        "no-rungs": _("{where}: a ladder needs at least one rung."),
        "postcards-off": _("{where}: a postcard needs postcards = true."),
        "not-text": _("{where}: must be text of at most 200 letters, without control characters."),
        "not-true-or-false": _("{where}: must be true or false."),
        "not-whole-number": _("{where}: must be a whole number."),
        "out-of-range": _("{where}: out of range: {value}."),
        "not-list-of-text": _("{where}: must be a list of words."),
        "unknown-channel": _(
            '{where}: "{value}" is no channel a rung can have. Write one of: {channels}.'
        ),
        "unknown-target": _('{where}: "{value}" is neither youth nor guardian.'),
        "empty": _("{where}: must name somebody."),
        "never-or-minor": _('{where}: must be "never" or "minor".'),
        "not-a-day": _('{where}: "{value}" is no day or span such as 2026-07-06/2026-07-31.'),
        "not-hours": _('{where}: "{value}" is no span of hours such as 21:00/07:00.'),
        "not-a-share": _("{where}: must be a share, 0 to 1."),
        "not-points": _("{where}: must be points, 0 or more."),
        "never-to-protected": _("{where}: {value} is never used to a protected youth."),
        "closed-too-long": _("{where}: closed for more than a year on end."),
        "not-table": _("{where}: must be a table."),
    }
    channels = ", ".join(RUNG_CHANNELS)
    return sentences[fault.kind].format(where=fault.where, value=fault.value, channels=channels)
