"""What each channel of the ladder gives: attempts, youths tried, answers, and at which hours."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from statistics import median
from typing import NamedTuple, TypeVar

from kaa_cli.rules.codes import Channel
from kaa_cli.rules.figures import Share
from kaa_cli.rules.grouping import Asked, Values, grouped
from kaa_cli.rules.journeys import Presence
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.report_codes import Part

_FROM = (
    (time(17), Part.EVENING),
    (time(15), Part.LATE_AFTERNOON),
    (time(12), Part.EARLY_AFTERNOON),
)


def part_of(at: time | None) -> Part:
    """The part of the day an hour is in."""
    if at is None:
        return Part.NOT_NOTED
    return next((part for begins, part in _FROM if at >= begins), Part.MORNING)


class Tried(NamedTuple):
    """What was done by one channel in one stay during the period, from its first day there on."""

    registration: int
    channel: Channel
    began_on: date
    attempts: int
    reached: bool
    reached_guardian: bool


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls made on one day and hour, and how many of them somebody answered."""

    on: date
    at: time | None
    made: int
    answered: int


@dataclass(frozen=True, slots=True)
class Visits:
    """Rounds of home visits in the period, their stops, and the visits made."""

    rounds: int = 0
    stops: int = 0


@dataclass(frozen=True, slots=True)
class ChannelSum:
    """A channel's line; its rung in the routine in force, or None when it has none there."""

    channel: Channel
    rung: int | None
    attempts: int
    tried: int
    reached: Share
    """Youths who answered themselves, of those tried by the channel."""
    reached_guardian: int
    median_days: float | None
    """From new on the list to the first of them in the period."""


@dataclass(frozen=True)
class Tries:
    """The report: each channel, when calls are answered, and how often the ladder was walked."""

    asked: Asked
    channels: tuple[ChannelSum, ...]
    groups: tuple[tuple[Values, tuple[ChannelSum, ...]], ...]
    weekdays: tuple[tuple[int, Share], ...]
    """Monday is 0; calls that somebody answered, of those made."""
    parts: tuple[tuple[Part, Share], ...]
    cycles: tuple[tuple[int, int], ...]
    """Of those in the duty at the end: in which cycle of the ladder how many are."""
    visits: Visits


def tries(
    tried: Sequence[Tried],
    stays: Mapping[int, Presence],
    calls: Sequence[Calls],
    cycles: Counter[int],
    visits: Visits,
    asked: Asked,
    policy: Policy,
) -> Tries:
    """The report; `stays` by registration, those asked about."""
    some = [one for one in tried if one.registration in stays]
    groups = grouped(some, lambda one: stays[one.registration].who, asked.by, asked.last)
    return Tries(
        asked,
        tuple(_channels(some, stays, policy)),
        tuple((told, tuple(_channels(members, stays, policy))) for told, members in groups),
        tuple(_shares(((call.on.weekday(), call) for call in calls), range(7))),
        tuple(_shares(((part_of(call.at), call) for call in calls), list(Part))),
        tuple(sorted(cycles.items())),
        visits,
    )


def _channels(
    some: Iterable[Tried], stays: Mapping[int, Presence], policy: Policy
) -> Iterable[ChannelSum]:
    """The channels that were used, or are rungs: the routine's in its order, then the others."""
    rungs = list(dict.fromkeys(rung.channel for rung in policy.rungs))
    by_channel: defaultdict[Channel, list[Tried]] = defaultdict(list)
    for one in some:
        by_channel[one.channel].append(one)
    others = [channel for channel in Channel if channel in by_channel and channel not in rungs]
    for channel in (*rungs, *others):
        used = by_channel[channel]
        youths = {stays[one.registration].who.youth for one in used}
        answered = {stays[one.registration].who.youth for one in used if one.reached}
        guardians = {stays[one.registration].who.youth for one in used if one.reached_guardian}
        days = (one.began_on - stays[one.registration].first_seen_on for one in used)
        yield ChannelSum(
            channel,
            rungs.index(channel) + 1 if channel in rungs else None,
            sum(one.attempts for one in used),
            len(youths),
            Share(len(answered), len(youths)),
            len(guardians),
            median(max(0, taken.days) for taken in days) if used else None,
        )


K = TypeVar("K", bound=Hashable)


def _shares(calls: Iterable[tuple[K, Calls]], order: Iterable[K]) -> Iterable[tuple[K, Share]]:
    """The calls answered of those made, for what any were made in."""
    made: Counter[K] = Counter()
    answered: Counter[K] = Counter()
    for key, call in calls:
        made[key] += call.made
        answered[key] += call.answered
    return [(key, Share(answered[key], made[key])) for key in order if made[key]]
