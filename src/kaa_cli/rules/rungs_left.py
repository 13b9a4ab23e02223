"""Who surely has a rung of the ladder left: told by a few days, so that nobody need walk up it.

A figure over everybody asks only whether a ladder was walked in vain, or has no way left. Neither
can be while one rung can be used, on every day that counts, and has not been tried since the last
contact. Of whom that is not sure, the walk itself is asked (`ladder.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kaa_cli.rules.codes import Channel, Target
from kaa_cli.rules.policy import Policy, PolicyBook, Rung


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is counted of one stay up to a day: since when a way is open, and what was tried."""

    day: date
    is_ordinary: bool = True
    """Neither protected nor to be left alone: those have a ladder of their own, or none."""
    tried_first_on: date | None = None
    reached_on: date | None = None
    """The last time the youth answered."""
    tried_on: Mapping[Channel, date] = field(default_factory=dict)
    """By channel, the last try of which the youth did not answer."""
    any_way_since: date | None = None
    """The first day on which anything was recorded to reach anybody by: no rung could be before."""
    open_since: Mapping[Channel, date] = field(default_factory=dict)
    """By channel, since when it can be used whatever the youth's age; others perhaps never."""


NEED_SOMETHING = frozenset(
    {
        Channel.PHONE,
        Channel.SMS,
        Channel.LETTER,
        Channel.POSTCARD,
        Channel.HOME_VISIT,
        Channel.EMAIL,
    }
)
"""The channels for which a number or an address has to be recorded."""


def has_rung_left(one: Outlook, book: PolicyBook) -> bool:
    """Whether some rung is surely left, whichever of the routines the youth walks under."""
    return one.is_ordinary and all(_is_any_left(policy, one) for _day, policy in book.adopted)


def _is_any_left(policy: Policy, one: Outlook) -> bool:
    """Whether the last rung, most often, or another can be used on each day on which any can."""
    began_on = one.reached_on or one.tried_first_on or one.day
    if one.any_way_since is not None and all(r.channel in NEED_SOMETHING for r in policy.rungs):
        began_on = max(began_on, one.any_way_since)
    return any(_is_left(rung, one, min(began_on, one.day)) for rung in reversed(policy.rungs))


def _is_left(rung: Rung, one: Outlook, began_on: date) -> bool:
    """Whether a rung can be used since the ladder began anew, and has not been tried since."""
    if Target.YOUTH not in rung.to_minor or Target.YOUTH not in rung.to_adult:
        return False
    tried_on = one.tried_on.get(rung.channel)
    if tried_on is not None and (one.reached_on is None or tried_on >= one.reached_on):
        return False
    if rung.channel not in NEED_SOMETHING:
        return True
    since = one.open_since.get(rung.channel)
    return since is not None and since <= began_on
