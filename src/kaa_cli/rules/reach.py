"""How far youths new on the list came, from first attempt to still there, and how soon."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kaa_cli.rules.codes import Knowledge
from kaa_cli.rules.figures import Share
from kaa_cli.rules.grouping import Asked, Values, grouped
from kaa_cli.rules.journeys import Journey, Known
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.report_codes import Station
from kaa_cli.rules.survival import Survival, survival


@dataclass(frozen=True, slots=True)
class Link:
    """A station of the chain: how many were there, and of those at the one before how many."""

    station: Station
    of_all: Share
    of_before: Share


@dataclass(frozen=True)
class ReachSum:
    """What happened to the youths who were new on the list, up to the period's end."""

    registered: int
    attempted: int
    reached: int
    reached_guardian: int
    known: Counter[Knowledge]
    attempted_in_time: int
    reached_in_time: int
    chain: tuple[Link, ...]
    to_attempt: Survival
    to_contact: Survival


@dataclass(frozen=True)
class Reach:
    """The report: everybody together, and each group."""

    asked: Asked
    within_days: int
    total: ReachSum
    groups: tuple[tuple[Values, ReachSum], ...] = ()


def new_ones(journeys: Iterable[Journey], asked: Asked) -> list[Journey]:
    """The stays of those first seen in the period; who came twice counts by the latest."""
    new = [one for one in journeys if asked.first <= one.first_seen_on <= asked.last]
    new.sort(key=lambda one: (one.first_seen_on, one.registration))
    return list({one.who.youth: one for one in new}.values())


def reach(known: Sequence[Known], asked: Asked, policy: Policy) -> Reach:
    """The report on those who were new in the period."""
    groups = grouped(known, lambda one: one.journey.who, asked.by, asked.last)
    return Reach(
        asked,
        policy.first_attempt_within_days,
        _sum(known, asked, policy),
        tuple((told, _sum(members, asked, policy)) for told, members in groups),
    )


def _sum(known: Sequence[Known], asked: Asked, policy: Policy) -> ReachSum:
    new = [one.journey for one in known]
    days, last = policy.first_attempt_within_days, asked.last
    return ReachSum(
        registered=len(new),
        attempted=sum(one.attempted_on is not None for one in new),
        reached=sum(one.reached_on is not None for one in new),
        reached_guardian=sum(one.reached_guardian_on is not None for one in new),
        known=Counter(one.knowledge for one in known),
        attempted_in_time=sum(one.within(one.attempted_on, days) for one in new),
        reached_in_time=sum(one.within(one.reached_on, days) for one in new),
        chain=tuple(chain(known)),
        to_attempt=survival(one.took_days(one.attempted_on, last) for one in new),
        to_contact=survival(one.took_days(one.reached_on, last) for one in new),
    )


def chain(known: Sequence[Known]) -> Iterable[Link]:
    """Each station with its two denominators; who skipped one is not counted as having been there.

    From a step to the next only those count who were at both, so the second share is never above 1.
    """
    before = [True] * len(known)
    for station in Station:
        here = [_is_at(one, station) for one in known]
        everybody = len(known)
        if station is Station.STILL_THERE:  # whom nobody has asked is in neither denominator
            asked = [one.journey.was_asked for one in known]
            before = [then and now for then, now in zip(before, asked, strict=True)]
            everybody = everybody if any(before) else 0
        both = sum(now and then for now, then in zip(here, before, strict=True))
        yield Link(station, Share(sum(here), everybody), Share(both, sum(before)))
        before = here


def _is_at(one: Known, station: Station) -> bool:
    journey = one.journey
    match station:
        case Station.ATTEMPTED:
            return journey.attempted_on is not None
        case Station.REACHED:
            return journey.reached_on is not None
        case Station.MAPPED:
            return one.knowledge is Knowledge.MAPPED
        case Station.OFFERED:
            return journey.offered_on is not None
        case Station.ACCEPTED:
            return journey.accepted_on is not None
        case Station.STARTED:
            return journey.started_on is not None
        case Station.OUTCOME:
            return journey.moved_on
        case Station.STILL_THERE:
            return journey.moved_on and journey.still_there is True
