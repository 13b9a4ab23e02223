"""The ladder of everybody or of one youth, and a youth's timeline."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import clock, output, rows, seen, typed
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

ladders = Room()
_KEYS = ("rung", "channel", "attempts", "wait_days", "standing", "due", "overdue", "reached")


@ladders.command("ladder")
def ladder(
    ctx: typer.Context,
    youth: Annotated[
        int | None, typer.Argument(metavar="[NR]", help=_("One youth's way up the ladder."))
    ] = None,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Draw the escalation ladder: how many stand where, due, overdue, reached; or one youth's.

    \b
    kaa ladder
    kaa ladder 17
    """
    if youth is not None:
        _one(ctx, youth, form, out, force=force)
        return
    from kaa_cli.rules.queue import ladder_sum
    from kaa_cli.show import ladder as drawing
    from kaa_cli.work import outreach

    today = clock.today()
    with reading(ctx.obj, counting=True) as desk:
        policy = desk.policy
        total = ladder_sum(outreach.one_by_one(desk), policy, today)
        total = replace(total, are_participants=desk.is_programme)
    row = rows.ladder_row(total, policy)

    def draw(screen: "Screen") -> None:
        drawing.draw(screen, total, policy, today)

    if output.form_of(form, out) in {"csv", "xlsx"}:
        output.answer(row["rungs"], _KEYS, draw, form, out, force=force)  # type: ignore[arg-type]
    else:
        output.answer(row, _KEYS, draw, form, out, force=force)


def _one(ctx: typer.Context, youth: int, form: str, out: str, *, force: bool) -> None:
    from kaa_cli.show import ladder as drawing
    from kaa_cli.work import outreach

    today = clock.today()
    with writing(ctx.obj, "ladder", kind="read") as desk:
        climb = outreach.climb(desk, youth)
        policy = desk.policy
        desk.look_at([youth])
    seen.remember(ctx.obj, [youth], today)
    row = rows.climb_row(climb, today)

    def draw(screen: "Screen") -> None:
        drawing.draw_one(screen, climb, policy, today)

    output.answer(row, rows.DUE_KEYS, draw, form, out, force=force)


@ladders.command("timeline")
def timeline(
    ctx: typer.Context,
    youth: typed.YouthId,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Show everything that happened to a youth, oldest first, and what is coming last.

    \b
    kaa timeline 17
    """
    from kaa_cli.show import timeline as drawing
    from kaa_cli.work import outreach

    today = clock.today()
    with writing(ctx.obj, "timeline", kind="read") as desk:
        case = desk.case(youth)
        events = outreach.timeline(desk, case)
        desk.look_at([youth])
    seen.remember(ctx.obj, [youth], today)

    def draw(screen: "Screen") -> None:
        drawing.draw(screen, case, events, today)

    listed = [rows.event_row(event, masked=case.person.is_masked) for event in events]
    output.answer(listed, rows.EVENT_KEYS, draw, form, out, force=force)
