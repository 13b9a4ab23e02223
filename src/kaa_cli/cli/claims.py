"""Whom a caseworker has in hand: claims released and taken over, youths handed over."""

from typing import Annotated

import typer

from kaa_cli.cli import ask, output, typed
from kaa_cli.cli.colleagues import must_be_meant
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.errors import Refused, UsageProblem
from kaa_cli.words import _, ngettext

claims = Room()


@claims.command("release")
def release(
    ctx: typer.Context,
    youths: Annotated[
        str, typer.Argument(metavar=_("[NR]"), help=_("17 or 3,5,8-12; all of yours if not told."))
    ] = "",
    form: output.Format = "table",
) -> None:
    """Let go of youths you have claimed: others get them again.

    \b
    kaa contact release
    """
    from kaa_cli.work import claims as holding

    ids = typed.ids(youths) if youths else None
    with writing(ctx.obj, "contact release", kind="claim", in_line=False) as desk:
        let_go = holding.release(desk, ids)
    told = ", ".join(map(str, let_go))
    sentence = _("Nobody was claimed by you.")
    if let_go:
        sentence = _("Released: no. {told}.").format(told=told)
    listed = [{"youth": youth} for youth in let_go]
    output.answer(listed, ("youth",), lambda _screen: output.say(sentence), form)


@claims.command("take")
def take(
    ctx: typer.Context,
    youth: typed.YouthId,
    reason: Annotated[
        str,
        typer.Option(
            "--reason", metavar=_("TEXT"), help=_("Why you take over a claim; - asks for it.")
        ),
    ] = "",
    form: output.Format = "table",
) -> None:
    """Claim one youth; one whom somebody else has only with a reason, which is logged.

    \b
    kaa contact take 17
    kaa contact take 17 --reason -
    """
    from kaa_cli.show.days import clock as hour
    from kaa_cli.show.sentences import who
    from kaa_cli.work import claims as holding

    why = ask.text_or_asked(reason, _("Reason"))
    with writing(ctx.obj, "contact take", kind="claim", in_line=bool(why)) as desk:
        until, before = holding.take(desk, youth, why)
        person = desk.case(youth).person
        desk.list_out([youth])
        ends = holding.local(desk, until)
    sentence = _("{who} is yours until {hour}.").format(who=who(person), hour=hour(ends.time()))
    if before is not None:
        sentence += " " + _("Taken over from {who}.").format(who=before.by)
    row = {"youth": youth, "claimed_until": ends}
    output.answer(row, ("youth", "claimed_until"), lambda _screen: output.say(sentence), form)


@claims.command("hand-over")
def hand_over(
    ctx: typer.Context,
    youths: Annotated[
        str, typer.Argument(metavar=_("[NR]"), help=_("Numbers: 17 or 3,5,8-12; none with --all."))
    ] = "",
    to: Annotated[
        str, typer.Option("--to", metavar=_("NAME"), help=_("The caseworker who takes over."))
    ] = "",
    everybody: Annotated[
        bool, typer.Option("--all", help=_("All whose contact person you are."))
    ] = False,
    yes: typed.Yes = False,
    form: output.Format = "table",
) -> None:
    """Give youths another contact person; it stands on their timelines.

    \b
    kaa contact hand-over 17 --to bo
    kaa contact hand-over --all --to bo
    """
    from kaa_cli.work import handing_over

    name = to.strip()
    if bool(youths) is everybody or not name:
        raise UsageProblem(_("Who, and to whom? Such as: kaa contact hand-over 17 --to bo"))
    ids = list(typed.ids(youths)) if youths else None
    with reading(ctx.obj) as desk:
        must_be_meant(desk, [name], yes=yes)
        ids, who = handing_over.mine(desk) if ids is None else ids, desk.user
    if not ids:
        sentence = _("{who} is nobody's contact person. Nothing was saved.")
        raise Refused(sentence.format(who=who))
    _confirm(len(ids), name, yes=yes)
    with writing(ctx.obj, "contact hand-over") as desk:
        changed = handing_over.hand_over(desk, ids, name)
    n = len(changed)
    sentence = ngettext(
        "Handed over: {n} youth to {who}. Take back: kaa undo",
        "Handed over: {n} youths to {who}. Take back: kaa undo",
        n,
    ).format(n=n, who=name)
    listed = [{"youth": youth, "contact_person": name} for youth in changed]
    output.answer(listed, ("youth", "contact_person"), lambda _screen: output.say(sentence), form)


def _confirm(count: int, name: str, *, yes: bool) -> None:
    """Of several, ask first and tell how many."""
    if yes or count == 1:
        return
    question = _("This gives {n} youths the contact person {who}. Go on?")
    if not ask.confirm(question.format(n=count, who=name)):
        raise Refused(_("Nothing was saved."))
