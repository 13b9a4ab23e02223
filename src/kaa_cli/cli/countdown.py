"""The countdown to 20: whom the ladder cannot reach in time, and the farewell letters."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import clock, output
from kaa_cli.cli.addresses import ADDRESS_KEYS, address_row
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.rules.countdown import Pace, TooLate, Turning20
    from kaa_cli.show.screen import Screen

countdowns = Room()
_WHO_KEYS = ("youth", "given_name", "turns_20_on", "days_left", "weeks_left")
_KEYS = (*_WHO_KEYS, "channel", "due_on", "ends_on", "ends_at_pace_on", "do_by")
_FAREWELL_KEYS = (*_WHO_KEYS, "never_reached")
_LIST_KEYS = (*ADDRESS_KEYS, "turns_20_on", "never_reached")
_MOST_DAYS = 4 * 366


@countdowns.command("countdown")
def countdown(
    ctx: typer.Context,
    within: Annotated[
        int | None,
        typer.Option(
            "--within",
            min=1,
            max=_MOST_DAYS,
            metavar=_("DAYS"),
            help=_("Who turns 20 within so many days; else 90, or as long as the ladder takes."),
        ),
    ] = None,
    farewell: Annotated[
        bool, typer.Option("--farewell", help=_("All who turn 20 within 60 days, for a letter."))
    ] = False,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Show who turns 20 before the ladder can reach them at the present pace, the soonest first.

    --farewell lists all who turn 20 soon, above all those never reached; with -o their names and
    addresses, which is logged. Of protected youths only the weeks that are left are told.

    \b
    kaa contact countdown
    kaa contact countdown --farewell -o farewell.xlsx
    """
    if farewell:
        _farewell(ctx, within, form, out, force=force)
        return
    from kaa_cli.show import countdown as drawing
    from kaa_cli.work import countdown as work

    today = clock.today()
    with reading(ctx.obj, listing="contact countdown", out=out) as desk:
        told = work.too_late(desk, within)
        desk.list_out(one.who.row.case.person.id for one in told.rows)

    def draw(screen: "Screen") -> None:
        drawing.draw(screen, told, today)

    listed = [_late_row(one, told.pace) for one in told.rows]
    output.answer(listed, _KEYS, draw, form, out, force=force)


def _late_row(one: "TooLate", pace: "Pace") -> dict[str, object]:
    step = one.who.row.step
    known = {"attempts": pace.attempts, "worked_days": pace.days} if pace.attempts else None
    return _who(one.who) | {
        "channel": step.channel,
        "due_on": step.due_on,
        "ends_on": one.ends_on,
        "ends_at_pace_on": one.ends_at_pace_on,
        "do_by": one.do_by,
        "pace": known,
    }


def _who(who: "Turning20") -> dict[str, object]:
    """The youth and how long is left; of a protected one only the weeks."""
    from kaa_cli.show.sentences import name_of

    person = who.row.case.person
    return {
        "youth": person.id,
        "given_name": name_of(person),
        "turns_20_on": None if person.is_masked else who.on,
        "days_left": None if person.is_masked else who.days_left,
        "weeks_left": who.weeks_left,
    }


def _farewell(ctx: typer.Context, within: int | None, form: str, out: str, *, force: bool) -> None:
    from kaa_cli.rules.countdown import FAREWELL_DAYS
    from kaa_cli.show import countdown as drawing
    from kaa_cli.work import countdown as work

    today = clock.today()
    with reading(ctx.obj, listing="contact countdown") as desk:
        soon = work.leaving(desk, within)
        handed_on = work.to_hand_on(desk, soon)
        if not out:
            desk.list_out(who.row.case.person.id for who in soon)
    if out:
        _take_out(ctx, soon, form, out, force=force)
        return

    def draw(screen: "Screen") -> None:
        drawing.draw_farewell(screen, soon, handed_on, within or FAREWELL_DAYS, today)

    listed = [_who(who) | {"never_reached": not who.row.step.ever_reached} for who in soon]
    output.answer(listed, _FAREWELL_KEYS, draw, form)


def _take_out(
    ctx: typer.Context, soon: "Sequence[Turning20]", form: str, out: str, *, force: bool
) -> None:
    """The address list: logged as a look-up before it is written."""
    from kaa_cli.rules.letters import can_be_written_to
    from kaa_cli.show import countdown as drawing

    written = [who for who in soon if can_be_written_to(who.row.case)]
    with writing(ctx.obj, "contact countdown", kind="export") as desk:
        desk.list_out(who.row.case.person.id for who in written)
    listed = [
        address_row(who.row.case.person)
        | {"turns_20_on": who.on, "never_reached": not who.row.step.ever_reached}
        for who in written
    ]
    output.answer(listed, _LIST_KEYS, lambda _screen: None, form, out, force=force)
    for line in drawing.not_listed(soon):
        output.talk(line)
