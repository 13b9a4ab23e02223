"""The reports of the team's own work as rows of values, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaa_cli.cli.report_rows import Row, by_of, flat, head, share

if TYPE_CHECKING:
    from kaa_cli.rules.goals import Goals, Standing
    from kaa_cli.rules.grouping import Values
    from kaa_cli.rules.inflow import Flow, Inflow
    from kaa_cli.rules.workload import Held, Load

INFLOW_KEYS = ("first", "last", "new", "left_duty", "net", "there", "never_mapped", "never_reached")


def inflow_row(told: Inflow) -> Row:
    """The flow by month or week; `there` and the backlog are those of its last day."""
    by = told.asked.by
    return {
        **head(told.asked),
        "by_week": told.by_week,
        "spans": [flow(one) for one in told.spans],
        "total": flow(told.total),
        "before": flow(told.before),
        "reasons_in": dict(told.reasons_in),
        "reasons_out": dict(told.reasons_out),
        "groups": [{"by": by_of(by, values), **flow(one)} for values, one in told.groups],
    }


def inflow_lines(told: Inflow) -> list[Row]:
    """The spans; grouped, the whole period of each group and then of everybody."""
    if not told.asked.by:
        return [flow(one) for one in told.spans]
    return flat(told.asked.by, told.groups, told.total, flow)


def flow(one: Flow) -> Row:
    return {
        "first": one.span.first,
        "last": one.span.last,
        "new": one.new,
        "left_duty": one.left,
        "net": one.new - one.left,
        "there": one.there,
        "never_mapped": one.never_mapped,
        "never_reached": one.never_reached,
    }


LOAD_KEYS = ("youths", "not_mapped", "never_reached", "with_contact_person")


def load_row(told: Load) -> Row:
    """Whom the team has on the period's last day, what it did by week, and what is coming."""
    by = told.asked.by
    return {
        **head(told.asked),
        **held(told.total),
        "contact_persons": told.contact_persons,
        "per_contact_person": told.per_contact_person,
        "groups": [{"by": by_of(by, values), **held(one)} for values, one in told.groups],
        "weeks": [
            {
                "monday": week.monday,
                "attempts": week.all_attempts,
                "by_channel": {c.value: n for c, n in sorted(week.attempts.items())},
                "appointments": {s.value: n for s, n in sorted(week.appointments.items())},
                "visits": week.visits,
            }
            for week in told.weeks
        ],
        "coming": [
            {
                "monday": week.monday,
                "steps": week.steps,
                "appointments": week.appointments,
                "follow_ups": week.follow_ups,
                "deadlines": week.deadlines,
                "turning_20": week.turning_20,
            }
            for week in told.coming
        ],
    }


def held(one: Held) -> Row:
    return {key: getattr(one, key) for key in LOAD_KEYS}


GOAL_KEYS = (
    "goal", "count", "of", "share", "low", "high", "aim", "is_met", "lacks", "not_due",
    "assumed",
)  # fmt: skip


def goals_row(told: Goals) -> Row:
    """Each goal for everybody and for each group."""
    by = told.asked.by
    return {
        **head(told.asked),
        "within_days": told.within_days,
        "goals": [standing(one) for one in told.total],
        "groups": [
            {"by": by_of(by, values), "goals": [standing(one) for one in some]}
            for values, some in told.groups
        ],
    }


def standing(one: Standing) -> Row:
    return {
        "goal": one.goal,
        **share(one.share),
        "aim": one.aim,
        "is_met": one.is_met,
        "lacks": one.lacks,
        "not_due": one.not_due,
        "assumed": one.is_assumed,
    }


def goal_lines(told: Goals) -> list[Row]:
    """The goals of each group, then those of everybody."""
    by = told.asked.by
    none: Values = (None,) * len(by)
    return [
        by_of(by, values) | standing(one)
        for values, some in (*told.groups, (none, told.total))
        for one in some
    ]
