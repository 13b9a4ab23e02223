"""The call session: card after card, one key each; every answer is saved as a command of its own.

No transaction is open while somebody is asked: what the card showed is looked at again on saving.
"""

from contextlib import suppress
from dataclasses import dataclass

import typer

from kaa_cli.cli import ask, call_questions, clock, output, seen, typed
from kaa_cli.cli.call_questions import Told
from kaa_cli.cli.door import writing
from kaa_cli.cli.help import Room
from kaa_cli.cli.place import Call
from kaa_cli.errors import Busy, KaaError, Refused, UsageProblem
from kaa_cli.labels.keys import KEYS, letter, read_key
from kaa_cli.rules.call_session import Act, CallSession, Saved
from kaa_cli.rules.codes import AttemptResult, Channel
from kaa_cli.rules.orders import Logged
from kaa_cli.rules.queue import Card
from kaa_cli.rules.results import session_results
from kaa_cli.words import _

calls = Room()


@dataclass
class _Talk:
    """A session going on: its value so far, and the youth held while the card is on screen."""

    call: Call
    mine: bool
    session: CallSession
    held: int | None = None


@calls.command("call")
def call(ctx: typer.Context, channel: typed.ChannelOption = "", mine: typed.Mine = False) -> None:
    """Call one youth after another: a card, one key for what came of it, the next card.

    Each youth on screen is kept for you meanwhile. Each answer is saved at once, as by kaa log.

    \b
    kaa call
    kaa call --mine
    kaa call --channel letter
    """
    wanted = typed.code(channel, Channel) or Channel.PHONE
    talk = _Talk(ctx.obj, mine, CallSession(wanted, clock.hour()))
    try:
        card = _next_card(talk)
        while card is not None and _answered(talk, card):
            _draw_rule()
            card = _next_card(talk)
    except ask.NobodyAnswered as end:
        sentence = _("Nobody answered the question: the attempt on screen was not saved.")
        raise UsageProblem(sentence) from end
    except KeyboardInterrupt:
        ask.tell("")  # what follows stands on a line of its own
        raise
    finally:
        _end(talk)


def _next_card(talk: _Talk) -> Card | None:
    """The next card, also when somebody else's long command must be waited for."""
    while True:
        try:
            return _claimed(talk)
        except Busy as busy:
            ask.tell(busy.sentence)
            try:
                ask.ask(_("Enter tries again"))
            except ask.NobodyAnswered:
                raise busy from None


def _claimed(talk: _Talk) -> Card | None:
    """Claim the next youth and show the card; None when nobody is left, which is told."""
    from kaa_cli.show import call as drawing
    from kaa_cli.show import queue as queue_drawing
    from kaa_cli.work import calling

    with writing(talk.call, "contact call", kind="claim", in_line=False) as desk:
        found = calling.take_next(desk, talk.session, mine=talk.mine, leaving=talk.held)
        if found.card is not None:
            desk.list_out([found.card.due.case.person.id])
    talk.held = found.card.due.case.person.id if found.card else None
    screen, today = output.screen(), clock.today()
    if talk.held is not None and found.card is not None:
        seen.remember(talk.call, [talk.held], today)
        drawing.draw_card(screen, talk.session, found.card, today, clock.hour())
    elif found.nobody is not None:
        queue_drawing.draw_nobody(screen, found.nobody, today)
        queue_drawing.draw_held(screen, found.queue, {})
    return found.card


def _answered(talk: _Talk, card: Card) -> bool:
    """Wait for keys until one is done with the card; False ends the session."""
    while True:
        key = _key(talk, card)
        match key:
            case Act.QUIT:
                return False
            case Act.SKIP:
                talk.session = talk.session.skip(card.due.case.person.id)
                return True
            case Act.UNDO:
                is_done = _take_back(talk)
            case AttemptResult():
                is_done = _save(talk, card, key)
        if is_done:
            return True


def _key(talk: _Talk, card: Card) -> AttemptResult | Act:
    """The key typed; the end of the input is as good as quitting."""
    from kaa_cli.show import call as drawing

    keys: tuple[AttemptResult | Act, ...] = (*session_results(talk.session.channel), *Act)
    drawing.draw_keys(output.screen(), keys, card.due.case.person.id)
    while True:
        try:
            found = read_key(ask.ask(""), KEYS, keys)
        except ask.NobodyAnswered:
            return Act.QUIT
        if found is not None:
            return found
        call_questions.tell_keys([letter(KEYS[key]) for key in keys])


def _save(talk: _Talk, card: Card, result: AttemptResult) -> bool:
    """Ask, save and tell; False when nothing was saved and the card still holds."""
    from kaa_cli.work import calling

    told, no = call_questions.ask_about(result, card), card.due.case.person.id
    if told is None:
        return False
    try:
        with writing(talk.call, "contact log") as desk:
            logged = calling.save(desk, card.due, told.order, told.visit)
    except calling.Overtaken as overtaken:
        ask.tell(overtaken.sentence)
        talk.session = talk.session.show_again(no)
        return True
    except (Refused, Busy, UsageProblem) as problem:
        ask.tell(problem.sentence)
        return False
    talk.held = None
    _remember(talk, told, logged, desk.entry or 0)
    return True


def _remember(talk: _Talk, told: Told, logged: Logged, entry: int) -> None:
    """Count what was saved, and tell it."""
    from kaa_cli.show import call as drawing

    today = clock.today()
    saved = Saved(
        entry=entry,
        youth=logged.case.person.id,
        result=logged.result,
        to=logged.to,
        sms=logged.sms,
        booked=told.visit is not None,
    )
    is_wrong = logged.result is AttemptResult.WRONG_NUMBER
    again = is_wrong and logged.next.is_due(today, clock.hour())
    talk.session = talk.session.save(saved, again=again)
    drawing.draw_answered(output.screen(), logged, today, offered=told.offered)


def _take_back(talk: _Talk) -> bool:
    """Undo the last saved of this session; False when there is none or it cannot be."""
    from kaa_cli.show import commands
    from kaa_cli.work import keeping

    if not talk.session.saved:
        ask.tell(_("Nothing has been saved in this session that could be taken back."))
        return False
    try:
        with writing(talk.call, "undo") as desk:
            done = keeping.take_back(desk, talk.session.saved[-1].entry)
    except (Refused, Busy) as problem:
        ask.tell(problem.sentence)
        return False
    talk.session = talk.session.take_back()
    commands.draw_undone(output.screen(), done, clock.today(), done.by)
    return True


def _draw_rule() -> None:
    from kaa_cli.show import call as drawing

    drawing.draw_rule(output.screen())


def _end(talk: _Talk) -> None:
    """Let go of the youth on screen and sum up, however the session ended."""
    if talk.held is not None:
        from kaa_cli.work import claims

        with (
            suppress(KaaError),  # then the claim ends by itself, and the sum is still told
            writing(talk.call, "contact call", kind="claim", in_line=False) as desk,
        ):
            claims.let_go(desk, [talk.held])
    if talk.session.saved:
        from kaa_cli.show import call as drawing

        drawing.draw_sum(output.screen(), talk.session, clock.hour())
