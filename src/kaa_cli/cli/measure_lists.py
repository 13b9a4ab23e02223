"""Measures listed, shown whole, and followed up."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import ask, clock, measure_options, output, seen, typed
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.cli.measure_told import MEASURE_KEYS, SHEET_KEYS, measure_row, with_next
from kaa_cli.rules.support_codes import MeasureState
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen
    from kaa_cli.work.following_up import Followed

measure_lists = Room()


@measure_lists.command("follow-up")
def follow_up(
    ctx: typer.Context,
    youth: typed.YouthId,
    next_day: Annotated[
        str, typer.Option("--next", metavar=_("DAY"), help=_("The next day to follow up on."))
    ] = "",
    on: typed.On = "",
    note: typed.Note = "",
    which: measure_options.Which = None,
    form: output.Format = "table",
) -> None:
    """A running measure was followed up; with --next alone, a day to do it is agreed.

    \b
    kaa measure follow-up 17 --next +2w
    kaa measure follow-up 17 --note - --next 15/10
    """
    from kaa_cli.work import following_up

    agreed = typed.coming_day(next_day)
    is_plan = agreed is not None and not (on or note)
    told = ask.text_or_asked(note, _("Note"))
    with writing(ctx.obj, "measure follow-up") as desk:
        if is_plan and agreed is not None:
            followed = following_up.plan(desk, youth, agreed, which)
        else:
            day = typed.past_day(on)
            followed = following_up.done(desk, youth, day, told, agreed, which)
    _tell(followed, form, is_plan=is_plan)


def _tell(followed: "Followed", form: str, *, is_plan: bool) -> None:
    from kaa_cli.show import sentences
    from kaa_cli.show.measures import followed_as, still_due

    record, case, today = followed.record, followed.standing.case, clock.today()
    if form != "table":
        row = with_next(measure_row(case, record), followed.standing)
        output.answer(row, MEASURE_KEYS, lambda _s: None, form)
        return
    output.say(followed_as(case, record, today, is_plan=is_plan, agreed_on=followed.agreed_on))
    if is_plan and (told := still_due(record, today)):
        output.say(told)
    output.say(sentences.what_next(followed.standing.step, case.facts, today))


@measure_lists.command("list")
def list_measures(
    ctx: typer.Context,
    state: Annotated[
        str,
        typer.Option(
            "--state",
            metavar=_("STATE"),
            help=_("offered, accepted, declined, started or ended."),
            autocompletion=typed.completing(MeasureState),
        ),
    ] = "",
    due: Annotated[bool, typer.Option("--due", help=_("Only those to follow up now."))] = False,
    everything: Annotated[
        bool, typer.Option("--all", help=_("Those that are over or declined too."))
    ] = False,
    kind: Annotated[
        str, typer.Option("--type", metavar=_("TYPE"), help=_("Only of one kind."))
    ] = "",
    programme: measure_options.Programme = "",
    mine: typed.Mine = False,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """List the measures that are offered or running, by the day each is to be followed up.

    \b
    kaa measure list --due
    kaa measure list --state started --mine
    kaa measure list --all -o measures.xlsx
    """
    from kaa_cli.labels.catalogue import read_measure_type
    from kaa_cli.show import measures as drawing
    from kaa_cli.work import measure_lists as work

    today = clock.today()
    with reading(ctx.obj, listing="measure list", out=out) as desk:
        wanted = work.Wanted(
            state=typed.code(state, MeasureState),
            due=due,
            everything=everything,
            type=read_measure_type(kind) if kind else "",
            programme=programme,
            mine=mine,
        )
        fitting = work.listed(desk, wanted)
        found, hidden = work.without_protected(fitting) if programme else (fitting, 0)
        desk.list_out(one.case.person.id for one in found)

    def draw(screen: "Screen") -> None:
        drawing.draw_list(screen, found, today, hidden=hidden)

    listed = [measure_row(one.case, one.record) | {"due_on": one.due_on} for one in found]
    output.answer(listed, MEASURE_KEYS, draw, form, out, force=force)


@measure_lists.command("show")
def show(
    ctx: typer.Context,
    youth: typed.YouthId,
    which: measure_options.Which = None,
    reason: Annotated[
        bool, typer.Option("--reason", help=_("Open protected data; the reason is asked for."))
    ] = False,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Show all that is documented of a youth's measures; the look-up is logged.

    \b
    kaa measure show 17
    """
    from kaa_cli.show import measures as drawing
    from kaa_cli.work import measures

    why = ask.why_opened(reason=reason)
    with writing(ctx.obj, "measure show", kind="read") as desk:
        case = desk.case(youth, opened=reason)
        found = measures.listed(desk, youth)
        if which is not None:
            found = [measures.chosen(youth, found, which)]
        desk.look_at([youth], why)
    seen.remember(ctx.obj, [youth], clock.today())

    def draw(screen: "Screen") -> None:
        drawing.draw_sheets(screen, case, found, clock.today())

    listed = [measure_row(case, record) for record in found]
    output.answer(listed, SHEET_KEYS, draw, form, out, force=force)
