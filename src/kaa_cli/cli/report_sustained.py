"""Whether outcomes last, as a report."""

from typing import TYPE_CHECKING

from kaa_cli.cli import report_rows
from kaa_cli.cli.report_answer import Answered, Reports

if TYPE_CHECKING:
    from kaa_cli.cli.report_answer import Telling
    from kaa_cli.rules.grouping import Asked
    from kaa_cli.rules.lasting import LastingLine, LastingSum, LastingTable

sustained_report = Reports()
_KEYS = (
    *("category", "days", "outcomes", "due", "sustained", "interrupted", "not_known"),
    *("not_asked", "not_due", "sustained_share"),
)


@sustained_report.command("sustained")
def sustained() -> "Telling[LastingTable]":
    """Print whether the outcomes of a period lasted: found at 60, 120, 180 and 240 days.

    \b
    kaa report sustained --half-year 2026H1
    kaa report sustained --from 2026-01-01 --by sex --programme Coachingteamet
    """
    from kaa_cli.show import report_sustained as wording
    from kaa_cli.work import reporting

    def answered(told: "LastingTable", asked: "Asked", register: str) -> Answered:
        return Answered(
            wording.sustained_report(told, asked, register),
            {**report_rows.head(asked), **_row(told)},
            _lines(told),
            (*report_rows.keys_of(told.by), *_KEYS),
        )

    return reporting.sustained, answered


def _row(table: "LastingTable") -> report_rows.Row:
    """The table as one object; shares are of `due`."""
    return {
        "lasting_days": table.lasting_days,
        "groups": [_line(table, line) for line in table.lines],
        "total": {"at": [_sum(at) for at in table.total.at]},
    }


def _line(table: "LastingTable", line: "LastingLine") -> report_rows.Row:
    return {
        "by": report_rows.by_of(table.by, line.group),
        "category": line.category,
        "at": [_sum(at) for at in line.at],
    }


def _sum(at: "LastingSum") -> report_rows.Row:
    return {
        "days": at.days,
        "outcomes": at.outcomes,
        "due": at.due,
        "sustained": at.sustained,
        "interrupted": at.interrupted,
        "not_known": at.not_known,
        "not_asked": at.not_asked,
        "not_due": at.not_due,
        "sustained_share": at.of_due.value,
        "of_due": report_rows.share(at.of_due),
        "of_known": report_rows.share(at.of_known),
    }


def _lines(table: "LastingTable") -> list[report_rows.Row]:
    """The table as flat lines, the last of them everybody."""
    return [
        {**report_rows.by_of(table.by, line.group), "category": line.category, **_sum(at)}
        for line in (*table.lines, table.total)
        for at in line.at
    ]
