"""The outcome table as rows of values."""

from datetime import date

from kaa_cli.rules.rates import OutcomeSum, OutcomeTable


def outcomes_row(table: OutcomeTable, as_of: date) -> dict[str, object]:
    """The outcome table; shares are of `total`."""
    return {
        "period": {"from": table.first, "to": table.last},
        "as_of": as_of,
        "population": table.population,
        "groups": [{"by": {"sex": sex}, **outcome_sum(line)} for sex, line in table.groups],
        "total": outcome_sum(table.total),
        "steps": _steps(table),
        "details": [
            {"category": category, "detail": detail, "count": count}
            for category, detail, count in table.details
        ],
    }


def _steps(table: OutcomeTable) -> dict[str, object] | None:
    """Who took a step forward, of the same people; null where steps are not kept."""
    if table.steps is None:
        return None
    share = table.steps / table.population if table.population else None
    return {"people": table.steps, "of": table.population, "share": share}


def outcome_sum(line: OutcomeSum) -> dict[str, object]:
    """One line of the outcome table."""
    return {
        "total": line.total,
        "studies": line.studies,
        "work": line.work,
        "other_authority": line.other_authority,
        "remains": line.remains,
        "not_known": line.not_known,
        "moved_on": line.moved_on,
        "moved_on_share": line.moved_on_share,
    }


OUTCOME_KEYS = (
    "sex",
    "total",
    "studies",
    "work",
    "other_authority",
    "remains",
    "not_known",
    "moved_on",
    "moved_on_share",
)


def outcome_lines(table: OutcomeTable) -> list[dict[str, object]]:
    """The outcome table as flat lines, the last of them everybody (no sex)."""
    lines = [{"sex": sex, **outcome_sum(line)} for sex, line in table.groups]
    return [*lines, {"sex": None, **outcome_sum(table.total)}]
