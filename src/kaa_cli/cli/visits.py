"""Home visits in rounds: planned, shown and written again, listed."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import ask, clock, output, typed, when
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.cli.visit_rows import ROUND_KEYS, STOP_KEYS, plan_row, round_row, stop_rows
from kaa_cli.errors import Refused, UsageProblem
from kaa_cli.labels import quotable_path
from kaa_cli.rules.visits import Plan, Round
from kaa_cli.words import _, ngettext

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

visit = Room("visit_close:round_closing")

RoundId = Annotated[int, typer.Argument(metavar="N", help=_("The round's number, such as 3."))]


@visit.command("plan")
def plan(
    ctx: typer.Context,
    with_whom: Annotated[
        str, typer.Option("--with", metavar=_("NAME"), help=_("The colleague who comes along."))
    ],
    back: Annotated[
        str, typer.Option("--back", metavar=_("TIME"), help=_("When both are back at the latest."))
    ],
    on: Annotated[
        str, typer.Option("--on", metavar=_("DAY"), help=_("The day of the round; else today."))
    ] = "",
    most: Annotated[
        int, typer.Option("--max", min=1, metavar=_("COUNT"), help=_("At most so many stops."))
    ] = 8,
    office: Annotated[
        str,
        typer.Option(
            "--office", metavar=_("NAME"), help=_("Who waits for you at the office, and a number.")
        ),
    ] = "",
    announced: Annotated[
        bool, typer.Option("--announced", help=_("The visits have been announced."))
    ] = False,
    youths: Annotated[
        str, typer.Option("--youths", metavar="NR", help=_("Only these of the due: 3,5,8-12."))
    ] = "",
    yes: typed.Yes = False,
    form: output.PageFormat = "table",
    out: Annotated[
        str, typer.Option("--out", "-o", metavar=_("FILE.html"), help=_("Write it to print."))
    ] = "",
    force: output.Force = False,
) -> None:
    """Plan a round of the home visits that are due, in the order of the way.

    Two people always. Until the round is closed its youths are left out of everybody's queue.

    \b
    kaa visit plan --with bo --back 15:30
    kaa visit plan --with bo --back 15:30 --office "Cia 070-174 06 90" -o round.html
    """
    from kaa_cli.show import visits as drawing
    from kaa_cli.work import visits

    day, back_at, whom = _day(on), when.read_clock(back), with_whom.strip()
    named, today = typed.ids(youths) if youths else (), clock.today()
    if out:
        _must_be_page(out, force=force)
    with reading(ctx.obj, listing="visit plan") as desk:
        wanted = Round(0, day, back_at, desk.user, whom, office, announced)
        planned = visits.plan(desk, wanted, named, most)
        desk.list_out(planned.youths)
    if planned.stops and not yes:
        if form == "table":
            drawing.draw_round(output.screen(), planned, today)
        _confirm(planned)
    if planned.stops:
        with writing(ctx.obj, "visit plan") as desk:
            desk.must_be_as_shown(visits.plan(desk, wanted, named, most), planned)
            planned = visits.save(desk, planned)

    def draw(screen: "Screen") -> None:
        drawing.draw_planned(screen, planned, today, is_written=bool(out), was_shown=not yes)

    output.answer(plan_row(planned, today, clock.hour()), ROUND_KEYS, draw, form)
    if out and planned.stops:
        with writing(ctx.obj, "visit plan", kind="export") as desk:
            desk.list_out(planned.youths)
        _write_page(planned, out, force=force)


def _day(text: str) -> date:
    """The day of a round: today, or one to come."""
    today = clock.today()
    return when.read_agreed(text, today) if text else today


def _must_be_page(out: str, *, force: bool) -> None:
    """Refuse a place or an ending before anything is done."""
    from kaa_cli.files.writers import refuse_place

    if not output.is_page("table", out):
        raise UsageProblem(_("The round is written as a page to print: -o FILE.html"))
    refuse_place(Path(out), force=force)


def _confirm(planned: Plan) -> None:
    n = len(planned.stops)
    question = ngettext("Save the round with {n} stop?", "Save the round with {n} stops?", n)
    if not ask.confirm(question.format(n=n)):
        raise Refused(_("Nothing was saved."))


def _write_page(planned: Plan, out: str, *, force: bool) -> None:
    """Write the page; that names and addresses leave the register is logged before."""
    from kaa_cli.files.pages import write_page
    from kaa_cli.show.visit_page import words_of_page

    write_page(Path(out), "visit_round", words_of_page(planned), force=force)
    told = _("Written to {file}: print it, and shred the paper afterwards.")
    sys.stderr.write(told.format(file=quotable_path(Path(out))) + "\n")


@visit.command("show")
def show(
    ctx: typer.Context,
    number: RoundId,
    form: output.PageFormat = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Show a saved round again, or with -o FILE.html write it to print; writing it is logged.

    \b
    kaa visit show 3
    kaa visit show 3 -o round.html
    """
    from kaa_cli.show import visits as drawing
    from kaa_cli.work import visits

    is_page = output.is_page(form, out)
    with reading(ctx.obj, listing="visit show", out=out) as desk:
        saved = visits.round_of(desk, number)
        desk.list_out(saved.youths)
    if is_page:
        _write_page(saved, out, force=force)
        return
    listed = plan_row(saved, clock.today(), clock.hour()) if form == "json" else stop_rows(saved)

    def draw(screen: "Screen") -> None:
        drawing.draw_round(screen, saved, clock.today())

    output.answer(listed, STOP_KEYS, draw, form, out, force=force)


@visit.command("list")
def list_rounds(
    ctx: typer.Context,
    closed: Annotated[bool, typer.Option("--all", help=_("Also the closed ones."))] = False,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """List the open rounds, and with --all the closed ones too.

    \b
    kaa visit list --all
    """
    from kaa_cli.show import visits as drawing
    from kaa_cli.work import visits

    today, hour = clock.today(), clock.hour()
    with reading(ctx.obj) as desk:
        rounds = visits.listed(desk, closed=closed)

    def draw(screen: "Screen") -> None:
        drawing.draw_list(screen, rounds, today, hour)

    listed = [round_row(one, today, hour) for one in rounds]
    output.answer(listed, ROUND_KEYS, draw, form, out, force=force)
