"""Who is in the duty and who follows whom: closing, reopening, merging, assigning."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import ask, clock, output, rows, typed, when
from kaa_cli.cli.colleagues import must_be_meant
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.cli.measure_told import tell_running
from kaa_cli.cli.saved import tell_saved
from kaa_cli.errors import Refused, UsageProblem
from kaa_cli.labels import label, read_code
from kaa_cli.rules.codes import EndReason, Reason
from kaa_cli.words import _, ngettext

if TYPE_CHECKING:
    from kaa_cli.rules.person import Case
    from kaa_cli.show.screen import Screen

periods = Room()


@periods.command("close")
def close(
    ctx: typer.Context,
    first: Annotated[
        str,
        typer.Argument(metavar=_("[NR]"), help=_("Numbers: 17 or 3,5,8-12; none with --gone.")),
    ] = "",
    second: Annotated[
        str,
        typer.Argument(
            metavar=_("[REASON]"),
            help=_("Why it ended; see above."),
            autocompletion=typed.completing(EndReason),
        ),
    ] = "",
    gone: Annotated[
        bool, typer.Option("--gone", help=_("All who are missing from the whole list."))
    ] = False,
    turned_20: Annotated[
        bool, typer.Option("--turned-20", help=_("All who have turned 20, on that birthday."))
    ] = False,
    but: Annotated[str, typer.Option("--except", metavar="NR", help=_("Not these."))] = "",
    on: typed.On = "",
    yes: typed.Yes = False,
    form: output.Format = "table",
) -> None:
    """End registrations, with the reason; what is known is kept until it is purged.

    Reasons: turned-20, upper-secondary, introductory, equivalent, completed, moved, deceased,
    not-in-target.

    \b
    kaa youth close 17 introductory --on 15/9
    kaa youth close --gone upper-secondary --except 3,5
    kaa youth close --turned-20
    """
    from kaa_cli.work import closing

    ids, reason = _which_and_why(first, second, gone=gone, turned_20=turned_20)
    ended_on = None if reason is EndReason.TURNED_20 and not on else typed.past_day(on)
    left_out = when.read_ids(but) if but else ()
    which = closing.missing if gone else closing.past_20 if turned_20 else None
    is_bulk = which is not None or "," in first or "-" in first
    with reading(ctx.obj, listing="youth close" if is_bulk and not yes else "") as desk:
        cases = closing.chosen(desk, which, ids, left_out)
        desk.list_out(case.person.id for case in cases)
    if is_bulk and cases:
        _confirm_closing(cases, reason, yes=yes)
    with writing(ctx.obj, "youth close") as desk:
        desk.must_be_as_shown(closing.chosen(desk, which, ids, left_out), cases)
        closed = closing.close_all(desk, cases, reason, ended_on)
    _tell_closed(ctx, closed, reason, form, is_bulk=is_bulk)


def _which_and_why(
    first: str, second: str, *, gone: bool, turned_20: bool
) -> tuple[tuple[int, ...], EndReason]:
    """The numbers typed, if any, and the reason; with --gone the reason stands alone."""
    if gone and turned_20:
        raise UsageProblem(_("Choose one of --gone and --turned-20."))
    if turned_20:
        if first:
            raise UsageProblem(_("--turned-20 says both who and why: nothing else is needed."))
        return (), EndReason.TURNED_20
    if gone:
        if second or not first:
            raise UsageProblem(_("Why? Such as: kaa youth close --gone upper-secondary"))
        return (), read_code(first, EndReason)
    if not second:
        raise UsageProblem(_("Who and why? Such as: kaa youth close 17 moved"))
    return typed.ids(first), read_code(second, EndReason)


def _confirm_closing(cases: "Sequence[Case]", reason: EndReason, *, yes: bool) -> None:
    """All of them by name before it is done: absence is a signal, never proof."""
    if yes:
        return
    from kaa_cli.show.sentences import name_and_year

    for case in cases:
        output.say("  " + name_and_year(case.person))
    n = len(cases)
    question = ngettext(
        "This closes {n} registration: {reason}. Go on?",
        "This closes {n} registrations: {reason}. Go on?",
        n,
    )
    if not ask.confirm(question.format(n=n, reason=label(reason))):
        raise Refused(_("Nothing was saved."))


def _tell_closed(
    ctx: typer.Context, closed: "Sequence[Case]", reason: EndReason, form: str, *, is_bulk: bool
) -> None:
    from kaa_cli.show import lasting
    from kaa_cli.show.days import short
    from kaa_cli.work import youths

    today = clock.today()
    if not is_bulk:
        with reading(ctx.obj) as desk:
            row = youths.after(desk, closed[0].person.id)
        ended_on = short(closed[0].period.ended_on or today, today)
        sentence = _("Closed: {who}, {reason}, {day}.")
        tell_saved(row, sentence, form, reason=label(reason), day=ended_on)
        if form == "table" and (told := lasting.after_closing(row)):
            output.say(told)
        tell_running(closed, form)
        return
    with reading(ctx.obj) as desk:
        asked = sum(youths.after(desk, one.person.id).step.after_duty for one in closed)

    def draw(_screen: "Screen") -> None:
        n = len(closed)
        told = ngettext(
            "Closed: {n} youth, {reason}. Take back: kaa undo",
            "Closed: {n} youths, {reason}. Take back: kaa undo",
            n,
        )
        output.say(told.format(n=n, reason=label(reason)) if n else _("Nobody is to be closed."))
        if asked:
            still = ngettext(
                "{n} of them is still asked whether it lasts: kaa outcome list",
                "{n} of them are still asked whether it lasts: kaa outcome list",
                asked,
            )
            output.say(still.format(n=asked))

    listed = [rows.closed_row(case) for case in closed]
    output.answer(listed, ("youth", "registered_on", "ended_on"), draw, form)
    tell_running(closed, form)


@periods.command("reopen")
def reopen(
    ctx: typer.Context,
    number: typed.YouthId,
    reason: Annotated[
        str,
        typer.Argument(
            metavar=_("[REASON]"),
            help=_("Why the youth is back."),
            autocompletion=typed.completing(Reason),
        ),
    ] = "",
    on: typed.On = "",
    form: output.Format = "table",
) -> None:
    """Begin a new registration for a youth who is back; the earlier one is kept.

    \b
    kaa youth reopen 17 dropped-out-national
    """
    from kaa_cli.show.days import short
    from kaa_cli.work import youths

    code, today = typed.code(reason, Reason) or Reason.UNKNOWN, clock.today()
    with writing(ctx.obj, "youth reopen") as desk:
        youths.reopen(desk, number, code, typed.past_day(on))
        row = youths.after(desk, number)
    sentence = _("{who} is in the register again, from {day}.")
    tell_saved(row, sentence, form, day=short(row.case.period.registered_on, today))


@periods.command("merge")
def merge(
    ctx: typer.Context,
    keep: Annotated[
        int | None, typer.Argument(metavar=_("[NR]"), help=_("The one that stays."))
    ] = None,
    other: Annotated[
        int | None, typer.Argument(metavar=_("[NR]"), help=_("The one that goes into it."))
    ] = None,
    yes: typed.Yes = False,
    form: output.Format = "table",
) -> None:
    """Join two entries of one person, or list those who may be one.

    All that happened to both is kept; the surer number tells name and address. kaa undo parts them.

    \b
    kaa youth merge
    kaa youth merge 12 61
    """
    from kaa_cli.show import merging as drawing
    from kaa_cli.work import merging, youths

    if keep is None or other is None:
        if keep is not None:
            raise UsageProblem(_("Name two youths: kaa youth merge 12 61"))
        with reading(ctx.obj, listing="youth merge") as desk:
            pairs = merging.pairs(desk)
            desk.list_out(e.case.person.id for pair in pairs for e in (pair.new, pair.known))
        listed = [rows.pair_row(pair) for pair in pairs]
        keys = ("youth", "other", "number", "other_number")
        output.answer(listed, keys, lambda screen: drawing.draw_pairs(screen, pairs), form)
        return
    with reading(ctx.obj, listing="" if yes else "youth merge") as desk:
        merging.must_be_joinable(desk, keep, other)
        both = merging.both(desk, keep, other)
        desk.list_out([keep, other])
    if not yes:
        drawing.draw_both(output.screen(), both)
    if not yes and not ask.confirm(drawing.question(both)):
        raise Refused(_("Nothing was saved."))
    with writing(ctx.obj, "youth merge") as desk:
        merged = merging.merge(desk, keep, other)
        row = youths.after(desk, keep)
    sentence = _("Merged: no. {gone} is now {who}. Take back: kaa undo")
    if merged.guardians_left_out:
        sentence += " " + _("A third guardian was left out.")
    tell_saved(row, sentence, form, gone=merged.gone)


@periods.command("assign")
def assign(
    ctx: typer.Context,
    numbers: Annotated[
        str, typer.Argument(metavar=_("[NR]"), help=_("Numbers: 17 or 3,5,8-12; none with --new."))
    ] = "",
    to: Annotated[
        str, typer.Option("--to", metavar=_("NAMES"), help=_("One caseworker or several: anna,bo."))
    ] = "",
    new: Annotated[
        bool, typer.Option("--new", help=_("All who have no contact person yet."))
    ] = False,
    yes: typed.Yes = False,
    form: output.Format = "table",
) -> None:
    """Give youths a contact person; several share them evenly, one address stays with one.

    \b
    kaa youth assign 17 --to anna
    kaa youth assign --new --to anna,bo,cia
    """
    from kaa_cli.work import assigning

    named = {name.strip().casefold(): name.strip() for name in to.split(",") if name.strip()}
    owners = tuple(named.values())
    if bool(numbers) is new or not owners:
        raise UsageProblem(_("Who, and to whom? Such as: kaa youth assign --new --to anna,bo"))
    ids = typed.ids(numbers) if numbers else None
    with reading(ctx.obj) as desk:
        must_be_meant(desk, owners, yes=yes)
        shared = assigning.shares(desk, ids, owners)
    counts = Counter(shared.values())
    told = ", ".join(f"{name} {counts[name]}" for name in owners)
    if len(shared) > 1 and not yes:
        question = ngettext(
            "{n} youth: {told}. One address is kept together. Save?",
            "{n} youths: {told}. One address is kept together. Save?",
            len(shared),
        )
        if not ask.confirm(question.format(n=len(shared), told=told)):
            raise Refused(_("Nothing was saved."))
    with writing(ctx.obj, "youth assign") as desk:
        desk.must_be_as_shown(assigning.shares(desk, ids, owners), shared)
        assigning.assign(desk, shared)
    listed = [{"youth": youth, "contact_person": name} for youth, name in sorted(shared.items())]
    saved = _("Saved: {told}. Take back: kaa undo").format(told=told)
    output.answer(listed, ("youth", "contact_person"), lambda _screen: output.say(saved), form)
