"""Reaching youths: who is next, and what came of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import ask, clock, output, rows, seen, typed, when
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.cli.place import Call
from kaa_cli.errors import UsageProblem
from kaa_cli.labels import read_code
from kaa_cli.rules.codes import AttemptResult, Channel, OccupationCode, Target
from kaa_cli.rules.orders import Logged, Order
from kaa_cli.rules.results import CHANNELS, REPLY_CHANNELS
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

contact = Room("call:calls", "claims:claims", "countdown:countdowns")


def next_one(
    ctx: typer.Context,
    count: Annotated[
        int, typer.Option("-n", min=1, metavar=_("COUNT"), help=_("How many; one is a card."))
    ] = 1,
    channel: typed.ChannelOption = "",
    mine: typed.Mine = False,
    claim: Annotated[
        bool, typer.Option("--claim", help=_("Keep them for yourself for a while."))
    ] = False,
    why: Annotated[
        bool, typer.Option("--why", help=_("Show the points behind the order."))
    ] = False,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Show whom to contact now, most urgent first, and why.

    Whom others have claimed is left out. --claim gives you somebody whom nobody has.

    \b
    kaa next
    kaa next --mine --claim
    kaa next -n 20 --channel phone
    """
    from kaa_cli.show import card as card_drawing
    from kaa_cli.show import queue as queue_drawing
    from kaa_cli.work import outreach

    call, today = ctx.obj, clock.today()
    wanted = typed.step_channel(channel)
    opened = (
        writing(call, "contact next", kind="claim", in_line=False)
        if claim
        else reading(call, listing="contact next", out=out)
    )
    with opened as desk:
        queue = outreach.queue(desk, mine=mine)
        due = [d for d in queue.due if wanted in {None, d.step.channel}]
        first = outreach.claim_first(desk, due, count) if claim else due[:count]
        held = outreach.held_until(desk, first)
        desk.list_out(one.case.person.id for one in first)
        card = outreach.card(desk, first[0], due, why=why) if count == 1 and first else None
        nobody = outreach.nobody(desk, queue, mine=mine) if not first else None
    seen.remember(call, (d.case.person.id for d in first), today)

    def draw(screen: "Screen") -> None:
        if card is not None:
            card_drawing.draw(screen, card, today, clock.hour())
        elif first:
            queue_drawing.draw_table(screen, first, len(due), today, why=why)
        elif nobody:
            queue_drawing.draw_nobody(screen, nobody, today)
        queue_drawing.draw_held(screen, queue, held)
        if queue.out.rounds:
            from kaa_cli.show.visits import draw_out

            draw_out(screen, queue.out.rounds, today, clock.hour())

    listed = [rows.due_row(d, today, held.get(d.case.person.id)) for d in first]
    output.answer(listed, rows.DUE_KEYS, draw, form, out, force=force)


def log(
    ctx: typer.Context,
    youths: typed.YouthIds,
    result: typed.ResultArgument,
    detail: typed.More = "",
    channel: typed.ChannelOption = "",
    to: typed.To = "",
    number: typed.Number = "",
    on: typed.On = "",
    at: typed.At = "",
    place: typed.Place = "",
    with_whom: typed.With = "",
    occupation: typed.OccupationOption = "",
    says: typed.Says = "",
    next_day: typed.Next = "",
    note: typed.Note = "",
    sms: typed.Sms = False,
    yes: typed.Yes = False,
    form: output.Format = "table",
) -> None:
    """Save an attempt to reach one youth or several, and tell what comes next.

    Results: reached, no-answer, voicemail, call-later, wrong-number, sent, returned, not-home,
    declined, do-not-contact, said-moved, said-not-in-target, no-number. do-not-contact needs a
    reason: --note - asks for it.

    \b
    kaa log 17 no-answer --sms
    kaa log 17 reached work
    kaa log 17 call-later 16:30
    kaa log 3,5,8-12 sent --channel letter
    """
    from kaa_cli.work import claims, outreach

    call, today = ctx.obj, clock.today()
    code = read_code(result, AttemptResult, CHANNELS)
    ids = typed.ids(youths)
    told = _detail(code, detail)
    order = Order(
        result=code,
        on=typed.past_day(on),
        channel=typed.code(channel, Channel),
        to=typed.code(to, Target),
        number=ask.text_or_asked(number, _("Phone number")),
        at=typed.hour(at),
        place=place,
        with_whom=with_whom,
        occupation=typed.code(occupation, OccupationCode) or told.occupation,
        occupation_says=says,
        next_on=typed.coming_day(next_day) or told.next_on,
        next_at=told.next_at,
        note=ask.text_or_asked(note, _("Note")),
        sms=sms,
    )
    is_asked = ask.is_at_terminal() and not yes
    if is_asked:
        _confirm(call, ids, order)
    with writing(call, "contact log") as desk:
        taken = claims.with_others(desk, ids)
        logged = outreach.log(desk, ids, order)
    if taken and not is_asked:
        ask.tell(" ".join(taken))
    seen.remember(call, ids, today)
    tell_logged(logged, form, several="," in youths or "-" in youths)


def _detail(result: AttemptResult, text: str) -> Order:
    """What stands after the result: an occupation, or when to call again."""
    today = clock.today()
    if not text:
        return Order(result, today)
    if result is AttemptResult.CALL_LATER:
        next_on, next_at = when.read_moment(text, today)
        now = clock.hour()
        if next_on == today and next_at and now and next_at <= now:
            raise UsageProblem(_("That has been already. Tell a time to come."))
        return Order(result, today, next_on=next_on, next_at=next_at)
    return Order(result, today, occupation=read_code(text, OccupationCode))


def _confirm(call: Call, ids: tuple[int, ...], order: Order) -> None:
    """Ask before saving of many, of one not on screen today, or of whom somebody else has."""
    from kaa_cli.errors import Refused

    for question in _doubts(call, ids, order):
        if not ask.confirm(question):
            raise Refused(_("Nothing was saved."))


def _doubts(call: Call, ids: tuple[int, ...], order: Order) -> Iterator[str]:
    from kaa_cli.labels import label
    from kaa_cli.show.sentences import name_of
    from kaa_cli.work import claims

    if len(ids) > 1:
        question = _('This saves "{result}" for {n} youths. Go on?')
        yield question.format(result=label(order.result), n=len(ids))
    unseen = seen.not_seen(call, ids, clock.today()) if len(ids) == 1 else []
    with reading(call, listing="contact log" if unseen else "") as desk:
        desk.list_out(unseen)
        taken = claims.with_others(desk, ids)
        people = [desk.case(youth, order.on).person for youth in unseen]
        unwilling = [youth for youth in ids if desk.case(youth).facts.is_left_alone_on(desk.today)]
    for person in people:
        question = _("You have not had no. {no} ({name}, {year}) on screen today. Save anyway?")
        if person.is_masked:
            question = _("You have not had no. {no} (restricted) on screen today. Save anyway?")
        if person.is_protected:
            question = _("You have not had no. {no} (protected) on screen today. Save anyway?")
        yield question.format(no=person.id, name=name_of(person), year=person.born_on.year)
    if unwilling:
        nos = ", ".join(map(str, unwilling))
        yield _("No. {nos} is out of the queue by a decision. Save anyway?").format(nos=nos)
    if taken:
        yield " ".join([*taken, _("Save anyway?")])


def tell_logged(logged: list[Logged], form: str, *, several: bool) -> None:
    """Tell what was saved and what comes next; of several youths programs get an array."""
    from kaa_cli.show import answers

    today = clock.today()
    listed = [rows.logged_row(one, today) for one in logged]

    def draw(screen: "Screen") -> None:
        for one in logged:
            answers.draw_logged(screen, one, today)

    output.answer(listed if several else listed[0], rows.LOGGED_KEYS, draw, form)


def reply(
    ctx: typer.Context,
    youth: typed.YouthId,
    channel: Annotated[
        str,
        typer.Argument(metavar=_("CHANNEL"), help=_("How the answer came: phone, sms, letter …")),
    ],
    to: typed.From = "",
    occupation: typed.OccupationOption = "",
    says: typed.Says = "",
    on: typed.On = "",
    at: typed.At = "",
    next_day: typed.Next = "",
    note: typed.Note = "",
    form: output.Format = "table",
) -> None:
    """Save that a youth (or a guardian) answered or came by itself.

    \b
    kaa contact reply 17 phone --occupation work
    """
    from kaa_cli.work import outreach

    order = Order(
        result=AttemptResult.REPLIED,
        on=typed.past_day(on),
        channel=read_code(channel, Channel, REPLY_CHANNELS),
        to=typed.code(to, Target),
        at=typed.hour(at),
        occupation=typed.code(occupation, OccupationCode),
        occupation_says=says,
        next_on=typed.coming_day(next_day),
        note=ask.text_or_asked(note, _("Note")),
    )
    with writing(ctx.obj, "contact reply") as desk:
        logged = outreach.log(desk, [youth], order)
    tell_logged(logged, form, several=False)


contact.command("next")(next_one)
contact.command("log")(log)
contact.command("reply")(reply)
