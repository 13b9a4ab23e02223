"""Steps forward: small movements towards studies or work, kept apart from outcomes."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import ask, clock, output, typed, when
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.errors import UsageProblem
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

steps = Room()
_KEYS = ("on", "youth", "given_name", "step", "programme", "by")


@steps.command("step")
def step(
    ctx: typer.Context,
    youths: Annotated[
        str, typer.Argument(metavar=_("[NR]"), help=_("Whose step it is: 17, or 3,5,8-12."))
    ] = "",
    note: Annotated[
        str, typer.Option("--note", metavar=_("TEXT"), help=_("What the step was; - asks for it."))
    ] = "",
    on: typed.On = "",
    programme: typed.Programme = "",
    first: Annotated[
        str, typer.Option("--from", metavar=_("DAY"), help=_("List those from this day on."))
    ] = "",
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Save a small movement towards studies or work, or list those of the half-year.

    A step is never an outcome: reports count those who have taken one by themselves.

    \b
    kaa step 17 --note "Takes part all four days"
    kaa step --from 2026-07-01
    """
    if not youths and (note or on):
        raise UsageProblem(_("Whose step? Such as: kaa step 17 --note TEXT"))
    if not youths:
        _list(ctx, first, programme, (form, out), force=force)
        return
    if first:
        raise UsageProblem(
            _("--from lists steps: kaa step --from DAY. The day of a new one is --on.")
        )
    from kaa_cli.show import sentences
    from kaa_cli.work import steps as work

    ids, on_day = typed.ids(youths), typed.past_day(on)
    says = ask.text_or_asked(note, _("What was the step"))
    with writing(ctx.obj, "step") as desk:
        cases = work.take_step(desk, ids, says, on_day, programme)

    def draw(_screen: "Screen") -> None:
        day = sentences.moment(on_day, None, clock.today())
        for case in cases:
            saved = _("Saved: {who}, a step forward, {day}.")
            output.say(saved.format(who=sentences.who(case.person), day=day))

    listed = [{"youth": case.person.id, "step": says, "on": on_day} for case in cases]
    output.answer(listed, ("youth", "step", "on"), draw, form, out, force=force)


def _list(
    ctx: typer.Context, first: str, programme: str, form: tuple[str, str], *, force: bool
) -> None:
    from kaa_cli.rules.half_year import half_of
    from kaa_cli.show import steps as drawing
    from kaa_cli.show.sentences import name_of
    from kaa_cli.work import steps as work

    today = clock.today()
    since = when.read_day(first, today, forward=False) if first else half_of(today).first
    with reading(ctx.obj, listing="step", out=form[1]) as desk:
        taken = work.taken(desk, since, today, programme)
        desk.list_out(one.person.id for one in taken)

    def draw(screen: "Screen") -> None:
        drawing.draw(screen, taken, since, today)

    listed = [
        {
            "on": one.on,
            "youth": one.person.id,
            "given_name": name_of(one.person),
            "step": None if one.person.is_masked else one.says,
            "programme": None if one.person.is_masked else one.programme or None,
            "by": one.by,
        }
        for one in taken
    ]
    output.answer(listed, _KEYS, draw, *form, force=force)
