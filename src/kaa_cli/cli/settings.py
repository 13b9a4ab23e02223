"""What holds for the whole register, beside the contact routine."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import output
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.errors import UsageProblem
from kaa_cli.labels import quotable
from kaa_cli.rules.settings import LEAST, MOST, MOST_OF_ANY, NAMES, Settings, read_setting
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

settings_room = Room()


@settings_room.command("settings")
def settings(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar=_("[NAME]"), help=_("The setting to decide."))
    ] = "",
    value: Annotated[
        str, typer.Argument(metavar=_("[VALUE]"), help=_("A number, yes or no, or words: a,b."))
    ] = "",
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """List what is decided for the whole register, or decide it.

    \b
    kaa settings
    kaa settings smallest-group 5
    kaa settings allowed-words rehabhund,traumakurs
    """
    from kaa_cli.show import settings as drawing

    if name:
        _decide(ctx, name.replace("-", "_"), value)
        return
    with reading(ctx.obj) as desk:
        held = desk.settings
    rows = [
        {"setting": key.replace("_", "-"), "value": getattr(held, key), "decides": says}
        for key, says in drawing.told().items()
    ]

    def draw(screen: "Screen") -> None:
        drawing.draw(screen, held)

    output.answer(rows, ("setting", "value", "decides"), draw, form, out, force=force)


def _decide(ctx: typer.Context, name: str, value: str) -> None:
    from kaa_cli.show import settings as drawing
    from kaa_cli.work.settings import decide

    if name not in NAMES:
        known = ", ".join(key.replace("_", "-") for key in NAMES)
        raise UsageProblem(
            _('"{word}" is no setting. There are: {known}.').format(
                word=quotable(name), known=known
            )
        )
    try:
        meant = read_setting(name, value)
    except ValueError:
        one_of = _values_of(name)
        raise UsageProblem(
            _("{name} takes {what}. Nothing was saved.").format(
                name=name.replace("_", "-"), what=one_of
            )
        ) from None
    with writing(ctx.obj, "settings") as desk:
        decide(desk, name, meant)
    output.say(
        _("Saved: {name} is {value}.").format(
            name=name.replace("_", "-"), value=drawing.value(meant)
        )
    )


def _values_of(name: str) -> str:
    """What a setting takes, in words."""
    match getattr(Settings(), name):
        case bool():
            return _("yes or no")
        case tuple():
            return _("words of at least three letters with commas between, or none")
    return _("a whole number, {least} to {most}").format(
        least=LEAST.get(name, 1), most=MOST.get(name, MOST_OF_ANY)
    )
