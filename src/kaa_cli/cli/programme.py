"""Programmes: what youths can take part in, when it is given, and who does."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import clock, output, programme_rows, typed, when
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.enrolling import Name, RunOption
from kaa_cli.cli.help import Room
from kaa_cli.rules.codes import MeasureType
from kaa_cli.words import _, ngettext

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

programme = Room("enrolling:enrolments")


@programme.command("add")
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("What it is called."))],
    kind: Annotated[
        str,
        typer.Option(
            "--type",
            metavar=_("TYPE"),
            help=_("The kind of measure that taking part is, such as coaching."),
            autocompletion=typed.completing(MeasureType),
        ),
    ],
    provider: Annotated[
        str, typer.Option("--provider", metavar=_("TEXT"), help=_("Who gives it."))
    ] = "",
    form: output.Format = "table",
) -> None:
    """Add a programme that youths can take part in.

    \b
    kaa programme add Möjligheten --type coaching
    kaa programme add Porten --type intensive-course --provider "The folk high school"
    """
    from kaa_cli.show.programmes import as_typed
    from kaa_cli.work import programmes

    with writing(ctx.obj, "programme add") as desk:
        row = programmes.add(desk, name, kind, provider)
        told = {"programme": row.name, "type": row.type, "provider": row.provider or None}

    def draw(_screen: "Screen") -> None:
        quoted = as_typed(str(told["programme"]))
        output.say(_("Saved: {programme}.").format(programme=told["programme"]))
        output.say(_("Take part: kaa programme enrol NR {programme}").format(programme=quoted))

    output.answer(told, ("programme", "type", "provider"), draw, form)


@programme.command("run")
def run(
    ctx: typer.Context,
    programme: Name,
    name: Annotated[
        str, typer.Option("--name", metavar=_("NAME"), help=_("What this time is called."))
    ],
    first: Annotated[
        str, typer.Option("--from", metavar=_("DAY"), help=_("The first day, such as 2026-09-07."))
    ] = "",
    last: Annotated[
        str,
        typer.Option("--to", metavar=_("DAY"), help=_("The last day; +10w is after the first.")),
    ] = "",
    places: Annotated[
        int | None, typer.Option("--places", min=1, max=9_999, help=_("How many can take part."))
    ] = None,
    form: output.Format = "table",
) -> None:
    """Add a time that a programme is given, or change the one of that name.

    \b
    kaa programme run Möjligheten --name "autumn 2026" --from 2026-09-07 --to +10w --places 12
    """
    from kaa_cli.show.days import short
    from kaa_cli.work import programmes

    today = clock.today()
    begins = when.read_agreed(first, today) if first else None
    ends = when.read_day(last, begins or today, forward=True) if last else None
    with writing(ctx.obj, "programme run") as desk:
        told = programmes.ToldRun(name, begins, ends, places)
        row, saved = programmes.set_run(desk, programme, told)
        kept = row.name
        taken = programmes.roll(desk, kept).taken(saved)

    def draw(_screen: "Screen") -> None:
        until = short(saved.ends_on, today) if saved.ends_on else ""
        days = f"{short(saved.starts_on, today)}–{until}"
        output.say(
            _("Saved: {programme}, {run}, {days}.").format(
                programme=kept, run=saved.name, days=days
            )
        )

    listed = programme_rows.run_row(kept, saved, taken)
    output.answer(listed, programme_rows.RUN_KEYS, draw, form)


@programme.command("list")
def list_programmes(
    ctx: typer.Context,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """List the programmes, with how many are how far in each.

    \b
    kaa programme list
    """
    from kaa_cli.show import programmes as drawing
    from kaa_cli.work import programmes

    with reading(ctx.obj) as desk:
        found = programmes.rolls(desk)
    listed = [programme_rows.programme_row(roll) for roll in found]

    def draw(screen: "Screen") -> None:
        drawing.draw_list(screen, found, clock.today())

    output.answer(listed, programme_rows.LIST_KEYS, draw, form, out, force=force)


@programme.command("show")
def show(
    ctx: typer.Context,
    name: Name,
    run: RunOption = "",
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Show a programme: its runs and free places, and how far everybody came.

    Protected youths are counted but on no list. CSV and xlsx hold the participants.

    \b
    kaa programme show Möjligheten
    kaa programme show Möjligheten --run "autumn 2026" -f csv -o participants.csv
    """
    from kaa_cli.show import programmes as drawing
    from kaa_cli.work import programmes

    with reading(ctx.obj, listing="programme show", out=out) as desk:
        roll = programmes.roll(desk, name, run)
        desk.list_out(one.case.person.id for one in roll.participants)
        with_ages = desk.is_programme

    def draw(screen: "Screen") -> None:
        drawing.draw(screen, roll, clock.today(), with_ages=with_ages)

    keys = programme_rows.PARTICIPANT_KEYS
    if output.form_of(form, out) == "json":
        row = programme_rows.roll_row(roll)
        output.answer(row, programme_rows.LIST_KEYS, draw, form, out, force=force)
        return
    output.answer(programme_rows.participant_rows(roll), keys, draw, form, out, force=force)


@programme.command("close")
def close(ctx: typer.Context, name: Name, on: typed.On = "", form: output.Format = "table") -> None:
    """Take nobody into a programme any more; who is in it stays until it ends.

    \b
    kaa programme close Porten
    """
    from kaa_cli.work import programmes

    with writing(ctx.obj, "programme close") as desk:
        roll = programmes.close(desk, name, typed.past_day(on))

    def draw(_screen: "Screen") -> None:
        output.say(_("Closed to new participants: {programme}.").format(programme=roll.name))
        left = sum(one.measure.is_going_on for one in roll.participants)
        if left:
            told = ngettext(
                "{n} youth is still in it: kaa programme leave NR",
                "{n} youths are still in it: kaa programme leave NR",
                left,
            )
            output.say(told.format(n=left))

    output.answer(programme_rows.programme_row(roll), programme_rows.LIST_KEYS, draw, form)
