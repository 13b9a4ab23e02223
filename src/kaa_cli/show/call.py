"""The call session on screen: the row of keys, what each answer came to, the sum at the end."""

from collections.abc import Iterable, Sequence
from datetime import date, time

from kaa_cli.labels import label
from kaa_cli.labels.keys import KEYS
from kaa_cli.rules.call_session import Act, CallSession, Tally
from kaa_cli.rules.codes import AttemptResult, Channel
from kaa_cli.rules.orders import Logged
from kaa_cli.rules.queue import Card
from kaa_cli.show import answers
from kaa_cli.show import card as card_drawing
from kaa_cli.show.days import clock
from kaa_cli.show.screen import Screen
from kaa_cli.show.sentences import moment, who
from kaa_cli.words import _, ngettext


def draw_card(
    screen: Screen, session: CallSession, card: Card, today: date, now: time | None
) -> None:
    """Print the card on screen, and that it has been passed over once if so."""
    if card.due.case.person.id in session.skipped:
        screen.line(" ", (_("Skipped before in this session."), "dim"))
    card_drawing.draw_face(screen, card, today, now)


def draw_keys(screen: Screen, keys: Iterable[AttemptResult | Act], no: int) -> None:
    """Print the keys with their words, and where everything else is done."""
    for line in _filled([str(KEYS[key]) for key in keys], "  ", screen.width):
        screen.line(" ", line)
    screen.line(" ", (_("Anything else: kaa log {no}").format(no=no), "dim"))


def draw_answered(screen: Screen, logged: Logged, today: date, *, offered: bool) -> None:
    """Print what was saved and what comes next; an information visit already offered is no news."""
    answers.draw_saved(screen, logged, today)
    if not offered:
        for line in answers.after_occupation(logged.occupation, logged.case):
            screen.line(line)
    booked = logged.next.appointment
    if booked is None:
        answers.draw_next(screen, logged, today)
        return
    sentence = _("Booked: {who}, {what}, {day}.")
    day = moment(booked.on, booked.at, today)
    screen.line(sentence.format(who=who(logged.case.person), what=label(booked.kind), day=day))


def draw_rule(screen: Screen) -> None:
    """Print the line between two cards."""
    screen.line(" ", screen.marks.line * (screen.width - 2))


def draw_sum(screen: Screen, session: CallSession, ended_at: time | None) -> None:
    """Print what the session came to; every answer stands in one place."""
    parts = [_span(session.began_at, ended_at), *_parts(session.tally, session.channel)]
    for line in _filled(parts, f" {screen.marks.dot} ", screen.width):
        screen.line(" ", line)


def _span(began: time | None, ended: time | None) -> str:
    if began is None or ended is None:
        return _("Call session")
    return _("Call session {began}–{ended}").format(began=clock(began), ended=clock(ended))


def _parts(tally: Tally, channel: Channel) -> Iterable[str]:
    """ "31 calls", "12 reached (9 youths, 3 guardians)", and so on, without what is none."""
    n = tally.calls
    if channel is Channel.PHONE:
        yield ngettext("{n} call", "{n} calls", n).format(n=n)
    else:
        yield ngettext("{n} attempt", "{n} attempts", n).format(n=n)
    if tally.reached:
        told = ngettext("{n} reached ({who})", "{n} reached ({who})", tally.reached)
        yield told.format(n=tally.reached, who=_reached(tally))
    if n := tally.someone_else:
        yield _("{n} answered by someone else").format(n=n)
    if n := tally.no_answer:
        texts = f" ({tally.sms} sms)" if tally.sms else ""
        yield _("{n} no answer").format(n=n) + texts
    yield from (f"{count} {label(result)}" for result, count in tally.other)
    if n := tally.booked:
        yield ngettext("{n} visit booked", "{n} visits booked", n).format(n=n)


def _reached(tally: Tally) -> str:
    youths = ngettext("{n} youth", "{n} youths", tally.youths).format(n=tally.youths)
    guardians = ngettext("{n} guardian", "{n} guardians", tally.guardians)
    told = [youths] if tally.youths else []
    return ", ".join([*told, guardians.format(n=tally.guardians)] if tally.guardians else told)


def _filled(parts: Sequence[str], between: str, width: int) -> list[str]:
    """The parts in as few lines as the width allows, none of them broken."""
    lines: list[str] = []
    for part in parts:
        if lines and len(lines[-1]) + len(between) + len(part) < width:
            lines[-1] += between + part
        else:
            lines.append(part)
    return lines
