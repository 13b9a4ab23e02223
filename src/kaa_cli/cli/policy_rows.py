"""Contact routines, what sets them apart and what they would have asked for, as rows of values."""

from collections.abc import Sequence
from datetime import date, time
from typing import TYPE_CHECKING

from kaa_cli.rules.policy import Policy

if TYPE_CHECKING:
    from kaa_cli.rules.policy_difference import PolicyChange
    from kaa_cli.work.policies import Adoption

LIST_KEYS = ("name", "rungs", "from_on", "in_force")
CHANGE_KEYS = ("change", "channel_used", "nth", "key", "before", "after")
ADOPTION_KEYS = ("name", "from_on", "replaces", "moved", "youths", "adopted")


def shipped_row(name: str, policy: Policy) -> dict[str, object]:
    """A routine that ships with kaa, by the name to type."""
    return {"name": name, "rungs": _channels(policy), "from_on": None, "in_force": None}


def adopted_row(day: date, policy: Policy, in_force: date | None) -> dict[str, object]:
    """A routine of the register, and whether it is the one that holds today."""
    row = {"name": policy.name, "rungs": _channels(policy)}
    return {**row, "from_on": day, "in_force": day == in_force}


def _channels(policy: Policy) -> list[str]:
    return [str(rung.channel) for rung in policy.rungs]


def difference_row(
    before: Policy, after: Policy, changes: "Sequence[PolicyChange]"
) -> dict[str, object]:
    """Two routines by name, and each difference with both its values."""
    return {
        "before": before.name,
        "after": after.name,
        "same": not changes,
        "changes": [_change_row(change) for change in changes],
    }


def _change_row(change: "PolicyChange") -> dict[str, object]:
    return {
        "change": change.change,
        "channel": change.channel,
        "nth": change.nth if change.channel else None,
        "key": change.key or None,
        "before": _plain(change.before),
        "after": _plain(change.after),
    }


def change_lines(changes: "Sequence[PolicyChange]") -> list[dict[str, object]]:
    """The differences as rows for a spreadsheet; several values in a cell are joined."""
    rows = [_change_row(change) for change in changes]
    return [
        {**row, "channel_used": row["channel"]}
        | {key: _joined(row[key]) for key in ("before", "after")}
        for row in rows
    ]


def _joined(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def _plain(value: object) -> object:
    """A value as a file of TOML would have it."""
    if isinstance(value, tuple) and len(value) == 2 and type(value[0]) is date:
        return "/".join(map(str, value))
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return f"{value:%H:%M}" if isinstance(value, time) else value


def adoption_row(planned: "Adoption") -> dict[str, object]:
    """What was adopted, from when, and how many of the youths have another next step."""
    return {
        "name": planned.after.name,
        "from_on": planned.from_on,
        "replaces": planned.replaces or None,
        "moved": planned.moved,
        "youths": planned.youths,
        "adopted": not planned.is_same_text,
    }
