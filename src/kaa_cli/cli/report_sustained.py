"""Whether outcomes last, as a report."""

import typer

from kaa_cli.cli import output, report_rows
from kaa_cli.cli import report_options as options
from kaa_cli.cli.help import Room
from kaa_cli.cli.report_answer import Answered, give, look
from kaa_cli.rules.grouping import Asked
from kaa_cli.rules.lasting import LastingLine, LastingSum, LastingTable

lasting_reports = Room()
_KEYS = (
    *("category", "days", "outcomes", "due", "sustained", "interrupted", "not_known"),
    *("not_asked", "not_due", "sustained_share"),
)


@lasting_reports.command("sustained")
def sustained(
    ctx: typer.Context,
    first: options.First = "",
    last: options.Last = "",
    half: options.HalfYear = "",
    as_of: options.AsOf = "",
    by: options.Groups = "",
    programme: options.Programme = "",
    municipality: options.Municipality = "",
    form: options.Form = "table",
    out: output.Out = "",
    force: output.Force = False,
    internal: options.Internal = False,
) -> None:
    """Print whether the outcomes of a period lasted: found at 60, 120, 180 and 240 days.

    \b
    kaa report sustained --from 2026-01-01
    kaa report sustained --by sex --programme Coachingteamet
    """
    from kaa_cli.show.lasting_report import sustained_report
    from kaa_cli.work import lasting_report

    asked = options.read(
        first=first,
        last=last,
        half=half,
        as_of=as_of,
        by=by,
        programme=programme,
        municipality=municipality,
    )
    leaving = options.Leaving(form, out, force, internal)
    told, register, settings = look(ctx, asked, lasting_report.sustained)
    answered = Answered(
        sustained_report(told, asked, register),
        sustained_row(told),
        flat_lines(told, asked),
        (*report_rows.keys_of(asked.by), *_KEYS),
    )
    give(answered, leaving, settings)


def sustained_row(table: LastingTable) -> dict[str, object]:
    """The table as one object; shares are of `due`."""
    return {
        "period": {"from": table.first, "to": table.last},
        "as_of": table.as_of,
        "lasting_days": table.lasting_days,
        "groups": [_line(line) for line in table.lines],
        "total": _line(table.total),
    }


def _line(line: LastingLine) -> dict[str, object]:
    return {
        "by": dict(line.by),
        "category": line.category,
        "at": [_sum(at) for at in line.at],
    }


def _sum(at: LastingSum) -> dict[str, object]:
    low, high = at.of_due.interval or (None, None)
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
        "sustained_low": low,
        "sustained_high": high,
        "sustained_share_of_known": at.of_known.value,
    }


def flat_lines(table: LastingTable, asked: Asked) -> list[dict[str, object]]:
    """The table as flat lines, the last of them everybody."""
    keys = report_rows.keys_of(asked.by)
    return [
        {**dict.fromkeys(keys), **dict(line.by), "category": line.category, **_sum(at)}
        for line in (*table.lines, table.total)
        for at in line.at
    ]
