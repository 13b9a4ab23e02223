"""What sets two contact routines apart: rungs, waits and attempts, other keys, what is assumed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import chain

from kaa_cli.rules.codes import Channel
from kaa_cli.rules.policy import Policy, Rung


class Change(StrEnum):
    """How two routines can differ in one place."""

    RUNG_ADDED = "rung-added"
    RUNG_REMOVED = "rung-removed"
    RUNG_MOVED = "rung-moved"
    RUNG_KEY = "rung-key"
    KEY = "key"
    ASSUMED = "assumed"
    NOT_ASSUMED = "not-assumed"


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """One difference, with its value in the first routine and in the second.

    A rung is named by its channel, the second one of a channel by `nth` 2 as well. The values of
    an added, removed or moved rung are its places in the ladders, from 1.
    """

    change: Change
    key: str = ""
    channel: Channel | None = None
    nth: int = 1
    before: object = None
    after: object = None


_Name = tuple[Channel, int]
_TABLES = ("recontact_days", "current_days", "urgency")
_APART = {"name", "rungs", "assumed", *_TABLES}


def policy_difference(before: Policy, after: Policy) -> list[PolicyChange]:
    """Every difference but the name: the ladder's from the first rung on, then the other keys'."""
    return [
        *_of_ladder(before, after),
        *_of_rungs(before, after),
        *_of_keys(before, after),
        *_of_tables(before, after),
        *_of_assumed(before, after),
    ]


def _named(policy: Policy) -> dict[_Name, tuple[int, Rung]]:
    """The rungs with their places, by channel and which of that channel."""
    met: Counter[Channel] = Counter()
    found = {}
    for place, rung in enumerate(policy.rungs, start=1):
        met[rung.channel] += 1
        found[rung.channel, met[rung.channel]] = place, rung
    return found


def _of_ladder(before: Policy, after: Policy) -> Iterator[PolicyChange]:
    old, new = _named(before), _named(after)
    kept = _in_the_same_order([n for n in old if n in new], [n for n in new if n in old])
    for name in chain(new, (name for name in old if name not in new)):
        was = old[name][0] if name in old else None
        now = new[name][0] if name in new else None
        if was is None:
            yield PolicyChange(Change.RUNG_ADDED, "", *name, was, now)
        elif now is None:
            yield PolicyChange(Change.RUNG_REMOVED, "", *name, was, now)
        elif name not in kept and was != now:
            yield PolicyChange(Change.RUNG_MOVED, "", *name, was, now)


def _in_the_same_order(old: Sequence[_Name], new: Sequence[_Name]) -> set[_Name]:
    """The rungs that need not be moved to come from one order to the other."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {name for block in blocks for name in old[block.a : block.a + block.size]}


def _of_rungs(before: Policy, after: Policy) -> Iterator[PolicyChange]:
    old = _named(before)
    for name, (_place, now) in _named(after).items():
        if name not in old:
            continue
        was = old[name][1]
        for key in (field.name for field in fields(Rung)):
            if getattr(was, key) != getattr(now, key):
                values = getattr(was, key), getattr(now, key)
                yield PolicyChange(Change.RUNG_KEY, key, *name, *values)


def _of_keys(before: Policy, after: Policy) -> Iterator[PolicyChange]:
    for key in (field.name for field in fields(Policy) if field.name not in _APART):
        was, now = getattr(before, key), getattr(after, key)
        if was != now:
            yield PolicyChange(Change.KEY, key, before=was, after=now)


def _of_tables(before: Policy, after: Policy) -> Iterator[PolicyChange]:
    """What holds for each entry; one that a file leaves out has the value of the rest."""
    for key in _TABLES:
        entries = dict.fromkeys(chain(getattr(before, key), getattr(after, key)))
        for entry in entries:
            was, now = _held(before, key, entry), _held(after, key, entry)
            if was != now:
                yield PolicyChange(Change.KEY, f"{key}.{entry}", before=was, after=now)


def _held(policy: Policy, key: str, entry: str) -> float:
    if key == "urgency":
        return policy.weight(entry)
    held = policy.recontact_after if key == "recontact_days" else policy.current_for
    return held(entry)


def _of_assumed(before: Policy, after: Policy) -> Iterator[PolicyChange]:
    for key in dict.fromkeys((*before.assumed, *after.assumed)):
        if before.is_assumed(key) != after.is_assumed(key):
            change = Change.ASSUMED if after.is_assumed(key) else Change.NOT_ASSUMED
            yield PolicyChange(change, key, None, 1, before.is_assumed(key), after.is_assumed(key))
