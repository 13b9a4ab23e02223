"""The catalogue of measures: every kind, and the municipality's own."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import output
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.errors import UsageProblem
from kaa_cli.labels import catalogue
from kaa_cli.labels.catalogue import OwnType
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

measure_types = Room(help="\b\nkaa measure types\nkaa measure types -f csv")
_KEYS = ("code", "sv", "en", "own", "count")


@measure_types.callback(invoke_without_command=True)
def list_types(
    ctx: typer.Context,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    if ctx.invoked_subcommand is not None:
        if out or force or form != "table":
            raise UsageProblem(_("Options stand after the command: kaa measure types add --help"))
        return
    from kaa_cli.show import measures as drawing
    from kaa_cli.work import catalogue as work

    with reading(ctx.obj) as desk:
        counts = work.counted(desk)
    own = {one.code for one in catalogue.own_types()}
    listed = [
        {**catalogue.words_of(code), "own": code in own, "count": counts.get(code, 0)}
        for code in catalogue.codes()
    ]

    def draw(screen: "Screen") -> None:
        drawing.draw_types(screen, counts)

    output.answer(listed, _KEYS, draw, form, out, force=force)


@measure_types.command("add")
def add(
    ctx: typer.Context,
    code: Annotated[
        str,
        typer.Argument(
            metavar=_("CODE"), help=_("What it is called in files, such as bike-workshop.")
        ),
    ],
    sv: Annotated[
        str, typer.Option("--sv", metavar=_("TEXT"), help=_("What it is called in Swedish."))
    ],
    en: Annotated[
        str, typer.Option("--en", metavar=_("TEXT"), help=_("What it is called in English."))
    ],
    form: output.Format = "table",
) -> None:
    """Add a kind of measure of the municipality's own; it can be typed and taken in like others.

    \b
    kaa measure types add bike-workshop --sv cykelverkstad --en "bike workshop"
    """
    from kaa_cli.work import catalogue as work

    with writing(ctx.obj, "measure types add") as desk:
        own = work.add_type(desk, OwnType(code.strip(), sv.strip(), en.strip()))
    _tell(own, _("Saved: {word} can be offered: kaa measure offer NR {code}"), form)


@measure_types.command("remove")
def remove(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar=_("CODE"), help=_("One of your own."))],
    form: output.Format = "table",
) -> None:
    """Take away a kind of your own that no measure and no programme is of.

    \b
    kaa measure types remove bike-workshop
    """
    from kaa_cli.work import catalogue as work

    with writing(ctx.obj, "measure types remove") as desk:
        own = work.remove_type(desk, code)
    _tell(own, _("Taken away: {word}. Take back: kaa undo"), form)


def _tell(own: OwnType, sentence: str, form: str) -> None:
    row = {"code": own.code, "sv": own.sv, "en": own.en}
    if form != "table":
        output.answer(row, ("code", "sv", "en"), lambda _s: None, form)
        return
    output.say(sentence.format(word=catalogue.spoken(own), code=own.code))
