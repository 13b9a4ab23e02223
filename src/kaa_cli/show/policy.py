"""A contact routine and its faults in words."""

from collections.abc import Sequence

from kaa_cli.labels import heading, label
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.policy_file import Fault
from kaa_cli.show.screen import Screen
from kaa_cli.words import _


def draw_list(screen: Screen, found: Sequence[tuple[str, Policy]]) -> None:
    """Print the routines with their channels in order."""
    arrow = f" {screen.marks.to} "
    screen.table(
        [heading("name"), _("Ladder")],
        [[name, arrow.join(label(rung.channel) for rung in one.rungs)] for name, one in found],
    )


def fault_sentence(fault: Fault) -> str:
    """What is wrong in a policy file, and where."""
    sentences = {
        "unknown-key": _("{where}: no such key."),
        "missing": _("{where}: is missing."),
        "no-rungs": _("{where}: a ladder needs at least one rung."),
        "postcards-off": _("{where}: a postcard needs postcards = true."),
        "not-text": _("{where}: must be text."),
        "not-true-or-false": _("{where}: must be true or false."),
        "not-whole-number": _("{where}: must be a whole number."),
        "out-of-range": _("{where}: out of range: {value}."),
        "not-list-of-text": _("{where}: must be a list of words."),
        "unknown-channel": _('{where}: "{value}" is no channel a rung can have.'),
        "unknown-target": _('{where}: "{value}" is neither youth nor guardian.'),
        "empty": _("{where}: must name somebody."),
        "never-or-minor": _('{where}: must be "never" or "minor".'),
        "not-a-day": _('{where}: "{value}" is no day or span such as 2026-07-06/2026-07-31.'),
        "not-hours": _('{where}: "{value}" is no span of hours such as 21:00/07:00.'),
        "not-points": _("{where}: must be points, 0 or more."),
        "not-table": _("{where}: must be a table."),
    }
    return sentences[fault.kind].format(where=fault.where, value=fault.value)
