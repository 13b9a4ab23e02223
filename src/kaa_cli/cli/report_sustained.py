"""Whether outcomes last, as a report."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import clock, output, typed, when
from kaa_cli.cli.door import reading
from kaa_cli.cli.report import report
from kaa_cli.errors import Refused, UsageProblem
from kaa_cli.labels import quotable
from kaa_cli.rules.lasting import LastingLine, LastingSum, LastingTable
from kaa_cli.rules.rates import half_year
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

_BY = ("sex", "age", "school", "reason", "programme", "municipality")
_KEYS = (
    *("category", "days", "outcomes", "due", "sustained", "interrupted", "not_known"),
    *("not_asked", "not_due", "sustained_share"),
)


@report.command("sustained")
def sustained(
    ctx: typer.Context,
    first: Annotated[
        str, typer.Option("--from", metavar=_("DAY"), help=_("From this day; else the half-year."))
    ] = "",
    last: Annotated[
        str, typer.Option("--to", metavar=_("DAY"), help=_("To this day; else today."))
    ] = "",
    programme: typed.Programme = "",
    by: Annotated[
        str, typer.Option("--by", metavar="sex,age", help=_("Grouped by these; see above."))
    ] = "",
    as_of: Annotated[
        str, typer.Option("--as-of", metavar=_("DAY"), help=_("As it was known on that day."))
    ] = "",
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Print whether the outcomes of a period lasted: found at 60, 120, 180 and 240 days.

    --by takes sex, age, school, reason, programme and municipality.

    \b
    kaa report sustained --from 2026-01-01
    kaa report sustained --by sex --programme Coachingteamet
    """
    from kaa_cli.show import lasting_report as wording
    from kaa_cli.work import lasting_report

    keys = _keys(by)
    known_on = when.read_day(as_of, clock.today(), forward=False) if as_of else None
    today = known_on or clock.today()
    until = when.read_day(last, today, forward=False) if last else today
    since = when.read_day(first, today, forward=False) if first else half_year(until)
    if since > until:
        raise Refused(
            _("The period ends before it begins: {first} to {last}.").format(
                first=since, last=until
            )
        )
    with reading(ctx.obj, as_of=known_on) as desk:
        table = lasting_report.sustained(desk, since, until, programme=programme, by=keys)
        what = programme or desk.municipalities or _("the register")

    def draw(screen: "Screen") -> None:
        from kaa_cli.show import lasting_drawn

        lasting_drawn.draw(screen, wording.sustained_report(table, what))

    if output.form_of(form, out) in {"csv", "xlsx"}:
        lines = flat_lines(table)
        output.answer(lines, (*keys, *_KEYS), draw, form, out, force=force)
    else:
        output.answer(sustained_row(table), _KEYS, draw, form, out, force=force)


def _keys(by: str) -> tuple[str, ...]:
    keys = tuple(dict.fromkeys(word.strip() for word in by.split(",") if word.strip()))
    for key in keys:
        if key not in _BY:
            raise UsageProblem(
                _('"{word}" is nothing to group by. Known: {words}.').format(
                    word=quotable(key), words=", ".join(_BY)
                )
            )
    return keys


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


def flat_lines(table: LastingTable) -> list[dict[str, object]]:
    """The table as flat lines, the last of them everybody."""
    keys = [key for key, _value in table.lines[0].by] if table.lines else []
    return [
        {**dict.fromkeys(keys), **dict(line.by), "category": line.category, **_sum(at)}
        for line in (*table.lines, table.total)
        for at in line.at
    ]
