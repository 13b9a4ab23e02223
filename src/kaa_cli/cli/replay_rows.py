"""A period played against another routine, as rows of values."""

from kaa_cli.rules.policy_comparison import Comparison, Figures, OfYouth, Week, YouthRow

FIGURE_KEYS = ("figure", "detail", "present", "against", "done")


def comparison_row(told: Comparison, present: str, against: str) -> dict[str, object]:
    """The whole comparison with its list of youths by number; whom it reaches is not known."""
    return {
        "from": told.first,
        "to": told.last,
        "in_duty": told.youths,
        "new": told.new,
        "present": {"name": present, **_figures(told.present)},
        "against": {"name": against, **_figures(told.other)},
        "done": _figures(told.done),
        "first_attempt": {
            "earlier": told.earlier,
            "later": told.later,
            "same_day": told.same,
            "only_present": told.only_present,
            "only_against": told.only_other,
        },
        "known_late": told.known_late,
        "reached": None,
        "youths": [_youth_row(row) for row in told.rows],
    }


def _figures(one: Figures) -> dict[str, object]:
    return {
        "attempts": one.attempts,
        "channels": {c: one.channels[c] for c in sorted(one.channels) if c != "find-number"},
        "home_visits": one.visits,
        "number_searches": one.searches,
        "youths_with_an_attempt": one.tried,
        "days_to_first": {
            "of": len(one.waited),
            "median": one.median_wait,
            "most": one.longest_wait,
        },
        "weeks": {_week(week): count for week, count in sorted(one.weeks.items())},
    }


def _week(week: Week) -> str:
    return f"{week[0]}-W{week[1]:02}"


def _youth_row(row: YouthRow) -> dict[str, object]:
    return {
        "youth": row.youth,
        "first_seen_on": row.first_seen_on,
        "present": _of_youth(row.present),
        "against": _of_youth(row.other),
        "done": {"attempts": row.done.attempts, "first_on": row.done.first_on},
    }


def _of_youth(one: OfYouth) -> dict[str, object]:
    return {
        "attempts": one.attempts,
        "first_on": one.first_on,
        "next_on": one.next_on,
        "next_channel": one.next_channel,
    }


def figure_lines(told: Comparison) -> list[dict[str, object]]:
    """Each figure on a line with its three values, for a spreadsheet."""
    columns = {"present": told.present, "against": told.other, "done": told.done}
    channels = sorted({c for one in columns.values() for c in one.channels} - {"find-number"})
    counted = {
        name: [
            ("in_duty", "", told.youths),
            ("new", "", told.new),
            ("attempts", "", one.attempts),
            *(("attempts", str(channel), one.channels[channel]) for channel in channels),
            ("number_searches", "", one.searches),
            ("youths_with_an_attempt", "", one.tried),
            ("days_to_first_of", "", len(one.waited)),
            ("days_to_first_median", "", one.median_wait),
            ("days_to_first_most", "", one.longest_wait),
            *(("attempts", _week(week), one.weeks[week]) for week in told.weeks),
        ]
        for name, one in columns.items()
    }
    lines = zip(*counted.values(), strict=True)
    return [
        {"figure": line[0][0], "detail": line[0][1]}
        | {name: value for name, (_figure, _detail, value) in zip(columns, line, strict=True)}
        for line in lines
    ]
