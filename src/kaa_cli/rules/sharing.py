"""Sharing out new youths among caseworkers: evenly, and one address to one caseworker."""

from collections import Counter
from collections.abc import Mapping, Sequence


def share_out(
    households: Sequence[Sequence[int]], owners: Sequence[str], settled: Mapping[int, str]
) -> dict[int, str]:
    """Who follows each youth; `settled` are households (by place) that somebody follows already.

    Large households first, each to whom has the fewest of these so far; of those as named. The
    same households in the same order are shared out the same.
    """
    load = Counter(dict.fromkeys(owners, 0))
    shared: dict[int, str] = {}
    places = range(len(households))
    order = sorted(places, key=lambda place: (place not in settled, -len(households[place])))
    for place in order:
        owner = settled.get(place) or min(owners, key=lambda name: load[name])
        load[owner] += len(households[place])
        shared |= dict.fromkeys(households[place], owner)
    return shared
