"""What is known of youths' occupations: confirmed again, listed, and the mapping talk."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import ask, clock, output, rows, seen, typed
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.errors import Refused, UsageProblem
from kaa_cli.labels import read_code
from kaa_cli.rules.codes import Source
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.show.occupations import Told
    from kaa_cli.show.screen import Screen

mapping = Room()
_KEYS = ("youth", "given_name", "occupation", "source", "on", "current_until")


@mapping.command("confirm")
def confirm(
    ctx: typer.Context,
    youths: typed.YouthIds,
    on: typed.On = "",
    source: typed.SourceOption = "youth",
    form: output.Format = "table",
) -> None:
    """Save that what was known of youths is still so, also where it has expired.

    \b
    kaa occupation confirm 17
    kaa occupation confirm 3,5,8-12 --source school
    """
    from kaa_cli.show import occupations as drawing
    from kaa_cli.work import mapping as work

    told_by, ids, today = read_code(source, Source), typed.ids(youths), clock.today()
    with writing(ctx.obj, "occupation confirm") as desk:
        confirmed = work.confirm(desk, ids, typed.past_day(on), told_by)
    several = "," in youths or "-" in youths
    listed = [
        {
            "youth": one.case.person.id,
            "occupation": one.code,
            "source": told_by,
            "on": one.on,
            "next": one.next.due_on and rows.step_row(one.case, one.next, today),
        }
        for one in confirmed
    ]

    def draw(screen: "Screen") -> None:
        for one in confirmed:
            drawing.draw_confirmed(screen, one.case, one.code, one.on, one.current_days, today)

    keys = ("youth", "occupation", "source", "on")
    output.answer(listed if several else listed[0], keys, draw, form)


@mapping.command("list")
def list_occupations(
    ctx: typer.Context,
    expiring: Annotated[
        int | None,
        typer.Option(
            "--expiring",
            min=0,
            max=3660,
            metavar=_("DAYS"),
            help=_("Only those that expire within so many days."),
        ),
    ] = None,
    expired: Annotated[
        bool, typer.Option("--expired", help=_("Those that have expired instead."))
    ] = False,
    mine: typed.Mine = False,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """List what the youths in the duty do, who told it, and until when it counts as current.

    \b
    kaa occupation list --expiring 14
    kaa occupation list --expired --mine
    """
    from kaa_cli.show import occupations as drawing
    from kaa_cli.work import mapping as work

    if expired and expiring is not None:
        raise UsageProblem(_("Choose one of --expiring and --expired."))
    today = clock.today()
    with reading(ctx.obj, listing="occupation list", out=out) as desk:
        found = work.listed(desk, work.Wanted(expiring, expired, mine))
        desk.list_out(one.case.person.id for one in found)

    def draw(screen: "Screen") -> None:
        drawing.draw_list(screen, found, today, expired=expired)

    listed = [_row(one) for one in found]
    output.answer(listed, _KEYS, draw, form, out, force=force)


def _row(one: "Told") -> dict[str, object]:
    from kaa_cli.show.sentences import name_of

    return {
        "youth": one.case.person.id,
        "given_name": name_of(one.case.person),
        "occupation": one.occupation.code,
        "source": one.occupation.source,
        "on": one.occupation.on,
        "current_until": one.current_until,
        "current": one.is_current,
        "says": None if one.case.person.is_masked else one.occupation.says or None,
    }


@mapping.command("talk")
def talk(ctx: typer.Context, youth: typed.YouthId) -> None:
    """Go through a mapping talk question by question, and save all of it at the end or nothing.

    Kept is what the law lists: earlier, present and planned occupation, and what was offered.

    \b
    kaa occupation talk 17
    """
    from kaa_cli.cli.talk import ask_through
    from kaa_cli.show import occupations as drawing
    from kaa_cli.work import mapping as work
    from kaa_cli.work.claims import with_others
    from kaa_cli.work.duty import must_be_covered

    today = clock.today()
    with reading(ctx.obj, listing="occupation talk") as desk:
        case = desk.case(youth)
        desk.list_out([youth])
        must_be_covered(case, today)
        known, taken = work.told_of(desk, case), with_others(desk, [youth])
    seen.remember(ctx.obj, [youth], today)
    for line in (*taken, *drawing.before_talk(case, known, today)):
        ask.tell(line)
    told = ask_through(case.person, today)
    for line in drawing.talk_summed_up(case, told, today):
        ask.tell(line)
    # From a pipe an answer may have gone to another question: there the yes is said.
    if not ask.confirm(_("Save?"), default=ask.is_at_terminal()):
        raise Refused(_("Nothing was saved."))
    with writing(ctx.obj, "occupation talk") as desk:
        logged, offered = work.keep_talk(desk, youth, told)
    record = None if offered is None else offered.record
    drawing.draw_talk(output.screen(), logged, record, today)
