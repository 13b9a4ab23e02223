"""The figures: each share names what it is of."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import clock, outcome_rows, output, typed, when
from kaa_cli.cli.door import reading
from kaa_cli.cli.help import Room
from kaa_cli.errors import Refused, UsageProblem
from kaa_cli.rules.rates import half_year
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

report = Room(help=_("The figures."))


@report.callback()
def _reports() -> None:
    """Keeps `outcomes` a command of its own while it is the only one."""


@report.command("outcomes")
def outcomes(
    ctx: typer.Context,
    first: Annotated[
        str, typer.Option("--from", metavar=_("DAY"), help=_("From this day; else the half-year."))
    ] = "",
    last: Annotated[
        str, typer.Option("--to", metavar=_("DAY"), help=_("To this day; else today."))
    ] = "",
    programme: typed.Programme = "",
    by: Annotated[str, typer.Option("--by", metavar="sex", help=_("Grouped by sex."))] = "",
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Print where it led: studies, work, another authority, or remains.

    \b
    kaa report outcomes --by sex --from 2018-07-01 --to 2018-12-17
    """
    from kaa_cli.show import report as drawing
    from kaa_cli.work import support

    today = clock.today()
    if by not in {"", "sex"}:
        raise UsageProblem(_("Outcomes are grouped by sex only so far: --by sex."))
    until = when.read_day(last, today, forward=False) if last else today
    since = when.read_day(first, today, forward=False) if first else half_year(until)
    if since > until:
        raise Refused(
            _("The period ends before it begins: {first} to {last}.").format(
                first=since, last=until
            )
        )
    with reading(ctx.obj) as desk:
        table = support.outcome_report(desk, since, until, programme=programme, by_sex=bool(by))
        municipalities = desk.municipalities

    def draw(screen: "Screen") -> None:
        drawing.draw_outcomes(screen, table, programme, municipalities, today)

    row = outcome_rows.outcomes_row(table, today)
    if output.form_of(form, out) in {"csv", "xlsx"}:
        output.answer(
            outcome_rows.outcome_lines(table),
            outcome_rows.OUTCOME_KEYS,
            draw,
            form,
            out,
            force=force,
        )
    else:
        output.answer(row, outcome_rows.OUTCOME_KEYS, draw, form, out, force=force)
