"""The reports as rows of values, for programs; shares are 0 to 1, with what they are of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from kaa_cli.rules.codes import Knowledge
from kaa_cli.rules.report_codes import By

if TYPE_CHECKING:
    from kaa_cli.rules.figures import Share
    from kaa_cli.rules.grouping import Asked, Values
    from kaa_cli.rules.rates import OutcomeSum, OutcomeTable
    from kaa_cli.rules.reach import Reach, ReachSum
    from kaa_cli.rules.survival import Survival
    from kaa_cli.rules.tries import ChannelSum, Tries

T = TypeVar("T")
_KNOWN = (
    Knowledge.MAPPED,
    Knowledge.UNKNOWN,
    Knowledge.EXPIRED,
    Knowledge.REFUSED,
    Knowledge.UNREACHABLE,
)
Row = dict[str, object]


def by_of(by: Sequence[By], told: Values) -> Row:
    """What makes a group: `{"sex": "male"}`; null is not stated."""
    return {one.key: value for one, value in zip(by, told, strict=True)}


def keys_of(by: Sequence[By]) -> tuple[str, ...]:
    return tuple(one.key for one in by)


def head(asked: Asked) -> Row:
    """The period and the day the register was known on."""
    return {"period": {"from": asked.first, "to": asked.last}, "as_of": asked.as_of}


def flat(
    by: Sequence[By],
    groups: Sequence[tuple[Values, T]],
    total: T,
    row: Callable[[T], Row],
) -> list[Row]:
    """A line for each group and one for everybody, which has no group."""
    none: Values = (None,) * len(by)
    return [by_of(by, told) | row(one) for told, one in (*groups, (none, total))]


def share(told: Share) -> Row:
    low, high = told.interval or (None, None)
    return {"count": told.count, "of": told.of, "share": told.value, "low": low, "high": high}


OUTCOME_KEYS = (
    "total",
    "studies",
    "work",
    "other_authority",
    "remains",
    "not_known",
    "moved_on",
    "moved_on_share",
)


def outcomes_row(table: OutcomeTable, asked: Asked) -> Row:
    """The outcome table; shares are of `total`."""
    return {
        **head(asked),
        "population": table.population,
        "groups": [
            {"by": by_of(table.by, told), **outcome_sum(line)} for told, line in table.groups
        ],
        "total": outcome_sum(table.total),
        "steps": _steps(table),
        "details": [
            {"category": category, "detail": detail, "count": count}
            for category, detail, count in table.details
        ],
    }


def _steps(table: OutcomeTable) -> Row | None:
    """Who took a step forward, of the same people; null where steps are not kept."""
    if table.steps is None:
        return None
    share = table.steps / table.population if table.population else None
    return {"people": table.steps, "of": table.population, "share": share}


def outcome_sum(line: OutcomeSum) -> Row:
    """One line of the outcome table."""
    return {key: getattr(line, key) for key in OUTCOME_KEYS}


REACH_KEYS = (
    "registered",
    "attempted",
    "reached",
    "reached_guardian",
    "mapped",
    "unknown",
    "expired",
    "refused",
    "unreachable",
    "attempted_within_14_days",
    "reached_within_14_days",
    "median_days_to_first_attempt",
    "median_days_to_contact",
)


def reach_row(told: Reach) -> Row:
    """Counts of youths first seen in the period, and what happened to them up to its end."""
    by = told.asked.by
    return {
        "period": head(told.asked)["period"],
        **reach_sum(told.total),
        "as_of": told.asked.as_of,
        "within_days": told.within_days,
        "groups": [{"by": by_of(by, values), **reach_sum(one)} for values, one in told.groups],
        "funnel": [
            {
                "step": link.station,
                "count": link.of_all.count,
                "of_all": share(link.of_all),
                "of_step_before": share(link.of_before),
            }
            for link in told.total.chain
        ],
        "days_to_first_attempt": curve(told.total.to_attempt),
        "days_to_contact": curve(told.total.to_contact),
    }


def reach_sum(one: ReachSum) -> Row:
    return {
        "registered": one.registered,
        "attempted": one.attempted,
        "reached": one.reached,
        "reached_guardian": one.reached_guardian,
        **{known.value: one.known[known] for known in _KNOWN},
        "attempted_within_14_days": one.attempted_in_time,
        "reached_within_14_days": one.reached_in_time,
        "median_days_to_first_attempt": one.to_attempt.median,
        "median_days_to_contact": one.to_contact.median,
    }


def curve(told: Survival) -> Row:
    """To how many it has not happened yet: by Kaplan and Meier, with the 95 % interval."""
    return {
        "people": told.people,
        "events": told.events,
        "median": told.median,
        "median_low": told.median_low,
        "median_high": told.median_high,
        "curve": [
            {
                "day": drop.day,
                "at_risk": drop.at_risk,
                "events": drop.events,
                "share": drop.share,
                "low": drop.low,
                "high": drop.high,
            }
            for drop in told.drops
        ],
    }


LADDER_KEYS = (
    "channel",
    "rung",
    "attempts",
    "tried",
    "reached",
    "reached_share",
    "low",
    "high",
    "reached_guardian",
    "median_days",
)


def ladder_row(told: Tries) -> Row:
    """What each channel gave; the shares of calls are of those made."""
    by = told.asked.by
    return {
        **head(told.asked),
        "channels": [channel_sum(one) for one in told.channels],
        "groups": [
            {"by": by_of(by, values), "channels": [channel_sum(one) for one in channels]}
            for values, channels in told.groups
        ],
        "weekdays": [{"weekday": day + 1, **share(one)} for day, one in told.weekdays],
        "parts_of_day": [{"part": part, **share(one)} for part, one in told.parts],
        "cycles": [{"cycle": cycle, "youths": count} for cycle, count in told.cycles],
        "visits": {"rounds": told.visits.rounds, "stops": told.visits.stops},
    }


def channel_sum(one: ChannelSum) -> Row:
    low, high = one.reached.interval or (None, None)
    return {
        "channel": one.channel,
        "rung": one.rung,
        "attempts": one.attempts,
        "tried": one.tried,
        "reached": one.reached.count,
        "reached_share": one.reached.value,
        "low": low,
        "high": high,
        "reached_guardian": one.reached_guardian,
        "median_days": one.median_days,
    }


def ladder_lines(told: Tries) -> list[Row]:
    """The channels of each group, then those of everybody."""
    by = told.asked.by
    none: Values = (None,) * len(by)
    return [
        by_of(by, values) | channel_sum(one)
        for values, channels in (*told.groups, (none, told.channels))
        for one in channels
    ]
