"""Whether anybody falls between the chairs."""

from typing import TYPE_CHECKING

import typer

from kaa_cli.cli import clock, output
from kaa_cli.cli.door import reading
from kaa_cli.cli.help import CARE, Room
from kaa_cli.errors import Refused

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

checks = Room()
_KEYS = ("finding", "code", "youth", "says", "command")


@checks.command("check", section=CARE)
def check(
    ctx: typer.Context,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Look for youths who fall between the chairs; silent when there is none, else exit code 3.

    Proves that everybody in the duty is due, waits until a day, is booked, or is out of the queue
    by a decision. Each finding comes with the command that mends it.

    \b
    kaa check
    kaa check -f json
    """
    from kaa_cli.show import checks as drawing
    from kaa_cli.work import checking

    today = clock.today()
    with reading(ctx.obj) as desk:
        found = checking.check(desk)

    def draw(screen: "Screen") -> None:
        drawing.draw(screen, found, today)

    listed = [
        {
            "finding": number,
            "code": one.code,
            "youth": one.youth,
            "says": drawing.says(one, today),
            "command": drawing.command(one),
        }
        for number, one in enumerate(found, start=1)
    ]
    output.answer(listed, _KEYS, draw, form, out, force=force)
    if found:
        raise typer.Exit(Refused.exit_code)
