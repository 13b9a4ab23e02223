"""Taking back a command."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import clock, output
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.errors import UsageProblem
from kaa_cli.rules.commands import Done
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

keep = Room()
_KEYS = ("entry", "on", "by", "command", "undone")


@keep.command("undo")
def undo(
    ctx: typer.Context,
    entry: Annotated[
        int | None,
        typer.Argument(metavar=_("[ENTRY]"), help=_("Another one, by its number.")),
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help=_("List the latest commands."))] = False,
    count: Annotated[
        int, typer.Option("-n", min=1, max=10_000, metavar=_("COUNT"), help=_("How many to list."))
    ] = 20,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Take back your last whole command; undoing an undo puts it back.

    \b
    kaa undo
    kaa undo --list
    """
    from kaa_cli.show import commands as drawing
    from kaa_cli.work import keeping

    today = clock.today()
    if listing:
        with reading(ctx.obj, listing="undo", out=out) as desk:
            found = keeping.history(desk, count)
            desk.list_out(done.person.id for done in found if done.person)

        def draw(screen: "Screen") -> None:
            drawing.draw_history(screen, found, today)

        listed = [_row(done) for done in found]
        output.answer(listed, _KEYS, draw, form, out, force=force)
        return
    if out or form == "xlsx":
        raise UsageProblem(_("--out goes with --list."))
    with writing(ctx.obj, "undo") as desk:
        done, who = keeping.take_back(desk, entry), desk.user

    def draw_one(screen: "Screen") -> None:
        drawing.draw_undone(screen, done, today, who)

    output.answer(_row(done), _KEYS, draw_one, form)


def _row(done: Done) -> dict[str, object]:
    return {
        "entry": done.entry,
        "on": done.on,
        "by": done.by,
        "command": done.command,
        "what": done.what,
        "undone": done.is_undone,
    }
