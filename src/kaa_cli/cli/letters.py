"""Letters in batches: a list to print, that it was posted, and what came back."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import ask, clock, output, rows, typed, when
from kaa_cli.cli.addresses import ADDRESS_KEYS, address_row
from kaa_cli.cli.contact import tell_logged
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.errors import Refused, UsageProblem
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.rules.letters import Post
    from kaa_cli.rules.queue import Due
    from kaa_cli.show.screen import Screen

letters = Room(
    help=_(
        "Writing the list is logged. Protected youths are never on it.\n\n"
        "\b\nkaa letters\nkaa letters -o letters.xlsx"
    )
)
_KEYS = ("youth", "given_name", "channel", "envelope", "due_on", "days_overdue")
_LIST_KEYS = (*ADDRESS_KEYS, "channel", "envelope")


@letters.callback(invoke_without_command=True)
def to_write(
    ctx: typer.Context,
    mine: typed.Mine = False,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    if ctx.invoked_subcommand is not None:
        if mine or out or force or form != "table":
            raise UsageProblem(_("Options stand after the command: kaa letters sent --mine"))
        return
    from kaa_cli.show import letters as drawing
    from kaa_cli.work import letters as work

    with reading(ctx.obj, listing=work.LIST) as desk:
        post = work.to_write(desk, mine=mine)
        if not out:
            desk.list_out(one.case.person.id for one in post.due)
    if out and post.due:
        _take_out(ctx, post, form, out, force=force)
        return

    def draw(screen: "Screen") -> None:
        drawing.draw(screen, post, mine=mine)

    listed = [_row(one) for one in post.due]
    output.answer(listed, _KEYS, draw, "table" if out else form)


def _row(one: "Due") -> dict[str, object]:
    from kaa_cli.rules.letters import envelope

    told = rows.step_row(one.case, one.step, clock.today())
    return told | {"envelope": envelope(one.step) or None}


def _take_out(ctx: typer.Context, post: "Post", form: str, out: str, *, force: bool) -> None:
    """The address list: logged as a look-up before it is written."""
    from kaa_cli.show import letters as drawing
    from kaa_cli.work import letters as work

    with writing(ctx.obj, work.LIST, kind="export") as desk:
        desk.look_at([one.case.person.id for one in post.due])
    listed = [address_row(one.case.person) | _kind(one) for one in post.due]
    output.answer(listed, _LIST_KEYS, lambda _screen: None, form, out, force=force)
    for line in drawing.beside(post):
        output.talk(line)
    output.talk(_("When they are posted:") + " kaa letters sent")


def _kind(one: "Due") -> dict[str, object]:
    from kaa_cli.rules.letters import envelope

    return {"channel": one.step.channel, "envelope": envelope(one.step) or None}


@letters.command("sent")
def sent(
    ctx: typer.Context,
    but: Annotated[str, typer.Option("--except", metavar="NR", help=_("Not these."))] = "",
    mine: typed.Mine = False,
    on: typed.On = "",
    yes: typed.Yes = False,
    form: output.Format = "table",
) -> None:
    """Save that the letters are posted: those of the list you took out last, or all who are due.

    \b
    kaa letters sent
    kaa letters sent --except 23,41 --on friday
    """
    from kaa_cli.show import letters as drawing
    from kaa_cli.work import letters as work

    left_out, day, today = when.read_ids(but) if but else (), typed.past_day(on), clock.today()
    with reading(ctx.obj) as desk:
        desk.must_have_been(day)
        told = work.to_save(desk, left_out, mine=mine)
    if told.due and not yes and not ask.confirm(drawing.question(told, today)):
        raise Refused(_("Nothing was saved."))
    with writing(ctx.obj, work.SENT) as desk:
        desk.must_be_as_shown(work.to_save(desk, left_out, mine=mine), told)
        logged = work.save_sent(desk, told.due, day)

    def draw(screen: "Screen") -> None:
        drawing.draw_sent(screen, told, logged, today)

    listed = [rows.logged_row(one, today) for one in logged]
    output.answer(listed, rows.LOGGED_KEYS, draw, form)


@letters.command("returned")
def returned(
    ctx: typer.Context, youths: typed.YouthIds, on: typed.On = "", form: output.Format = "table"
) -> None:
    """Save that letters came back: marks the addresses and tells what comes next.

    \b
    kaa letters returned 17
    kaa letters returned 17,18
    """
    from kaa_cli.work import letters as work

    ids, day = typed.ids(youths), typed.past_day(on)
    with writing(ctx.obj, "letters returned") as desk:
        logged = work.save_returned(desk, ids, day)
    tell_logged(logged, form, several=True)
