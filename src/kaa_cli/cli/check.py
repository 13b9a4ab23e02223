"""Whether anybody falls between the chairs."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import clock, output
from kaa_cli.cli.door import reading
from kaa_cli.cli.half_year import LOAD_CODES, WITHOUT_VALUE, half_typed
from kaa_cli.cli.help import Room
from kaa_cli.errors import Refused
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

checks = Room()
_KEYS = ("finding", "code", "youth", "says", "command")


@checks.command("check")
def check(
    ctx: typer.Context,
    half: Annotated[
        str,
        typer.Option(
            "--half-year", metavar="2026H2", help=_("What to mend before a half-year is filed.")
        ),
    ] = "",
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Look for youths who fall between the chairs; silent when there is none, else exit code 3.

    Proves that everybody in the duty is due, waits until a day, is booked, or is out of the queue
    by a decision; and that what is kept can be right: numbers, addresses, days. Each finding comes
    with the command that mends it.

    \b
    kaa check
    kaa check -f json
    kaa check --half-year 2026H2
    """
    if half:
        _before_filing(ctx, half, form, out, force=force)
        return
    from kaa_cli.show import checks as drawing
    from kaa_cli.work import checking

    today = clock.today()
    with reading(ctx.obj, listing="check", out=out) as desk:
        found = checking.check(desk)
        desk.list_out(one.youth for one in found if one.youth is not None)

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


def _before_filing(ctx: typer.Context, half: str, form: str, out: str, *, force: bool) -> None:
    """Who is to be mended before the half-year is filed, each with the command that does it."""
    from kaa_cli.show import half_year as drawing
    from kaa_cli.work.half_year import prepare

    wanted = half_typed(half)
    with reading(ctx.obj, listing="check", out=out) as desk:
        told = prepare(desk, wanted)
        desk.list_out(flaw.youth for flaw in told.flaws)
    found: list[dict[str, object]] = [
        {
            "code": flaw.fault,
            "youth": flaw.youth,
            "says": drawing.says(flaw),
            "command": drawing.command([flaw]),
        }
        for flaw in told.flaws
    ]
    found += [
        {
            "code": WITHOUT_VALUE,
            "youth": None,
            "says": drawing.says_without_value(variable, code),
            "command": LOAD_CODES,
        }
        for variable, code in told.without_value
    ]
    listed = [{"finding": number, **one} for number, one in enumerate(found, start=1)]

    def draw(screen: "Screen") -> None:
        drawing.draw_findings(screen, listed)

    output.answer(listed, _KEYS, draw, form, out, force=force)
    if found:
        raise typer.Exit(Refused.exit_code)
