"""What was told about the columns of lists, to be seen and forgotten."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import clock, output
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

column_memory = Room()
_KEYS = ("number", "kind", "columns", "on")


@column_memory.command("columns")
def columns(
    ctx: typer.Context,
    forget: Annotated[
        int | None, typer.Option("--forget", metavar="NR", help=_("Forget this one."))
    ] = None,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Show what kaa remembers of lists' columns, as told with kaa import --column.

    \b
    kaa columns
    kaa columns --forget 2
    """
    from kaa_cli.show import columns as drawing
    from kaa_cli.work import columns as work

    if forget is not None:
        with writing(ctx.obj, "columns") as desk:
            found = [work.forget(desk, forget)]
    else:
        with reading(ctx.obj) as desk:
            found = work.all_remembered(desk)
    today = clock.today()

    def draw(screen: "Screen") -> None:
        if forget is not None:
            drawing.draw_forgotten(screen, found[0])
        else:
            drawing.draw_remembered(screen, found, today)

    listed = [
        {"number": one.number, "kind": one.kind, "columns": dict(one.columns), "on": one.on}
        for one in found
    ]
    output.answer(listed, _KEYS, draw, form, out, force=force)
