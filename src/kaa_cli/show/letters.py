"""Whom to write to, told in counts, and what was saved of a whole batch."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from kaa_cli.labels import do, typed
from kaa_cli.rules.codes import Channel
from kaa_cli.rules.letters import Post, Posted, batches
from kaa_cli.rules.orders import Logged
from kaa_cli.show import sentences
from kaa_cli.show.days import short
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, ngettext

_NEUTRAL = "neutral"


def draw(screen: Screen, post: Post, *, mine: bool) -> None:
    """Print how many to write to and in which envelope, who is apart, and the next commands."""
    if not post.due and not post.apart:
        screen.line(_("Nobody to write to today."))
    for (channel, envelope), count in batches(post.due).items():
        told = _in_envelope(envelope)
        parts = [(told, "bold")] if told else []
        dot = f" {screen.marks.dot} " if told else ""
        screen.line(" ", (_to_send(channel, count), "bold"), dot, *parts)
    for line in beside(post):
        screen.line("   ", line)
    if not post.due:
        return
    also = " --mine" if mine else ""
    _way(screen, f"kaa letters{also} -o {_('letters')}.xlsx", _("names and addresses; logged"))
    screen.line()
    screen.line(" ", _("When they are posted:"))
    n, no = len(post.due), post.due[0].case.person.id
    _way(screen, f"kaa letters sent{also}", _("all {n}").format(n=n) if n > 1 else "")
    if n > 1:
        _way(screen, f"kaa letters sent{also} --except {no}", _("all but one"))
    screen.line(" ", _("One came back:"))
    returned = _("marks the address; no new contact")
    _way(screen, f"kaa letters returned {no}", returned)


def _way(screen: Screen, command: str, what: str) -> None:
    screen.line(f"   {command:<34} {what}", hang=38)


def _to_send(channel: Channel, n: int) -> str:
    if channel is Channel.POSTCARD:
        return _("Postcards to send today: {n}").format(n=n)
    return _("Letters to send today: {n}").format(n=n)


def _in_envelope(envelope: str) -> str:
    if envelope == _NEUTRAL:
        return _("NEUTRAL ENVELOPE, not the municipality's")
    return _("envelope: {kind}").format(kind=envelope) if envelope else ""


def beside(post: Post) -> list[str]:
    """Who is due and yet on no list: the protected, and those a colleague has in hand."""
    lines = []
    if n := len(post.apart):
        lines.append(
            ngettext(
                "{n} protected youth is apart, by way of the tax agency where the card says so: "
                "kaa next --channel {letter}",
                "{n} protected youths are apart, by way of the tax agency where the card says so: "
                "kaa next --channel {letter}",
                n,
            ).format(n=n, letter=typed(Channel.LETTER))
        )
    if n := post.with_others:
        lines.append(
            ngettext(
                "{n} is claimed by a colleague and left out.",
                "{n} are claimed by colleagues and left out.",
                n,
            ).format(n=n)
        )
    return lines


def question(told: Posted, today: date) -> str:
    """What is about to be saved, of which list, and how many are left out of it."""
    n = len(told.due)
    sentence = ngettext(
        "This saves that a letter was sent to {n} youth{beside}. Go on?",
        "This saves that letters were sent to {n} youths{beside}. Go on?",
        n,
    )
    notes = []
    if told.listed_on is not None:
        notes.append(_("the list of {day}").format(day=short(told.listed_on, today)))
    if told.left_out:
        notes.append(_("{n} left out").format(n=told.left_out))
    return sentence.format(n=n, beside=f" ({', '.join(notes)})" if notes else "")


def draw_sent(screen: Screen, told: Posted, logged: Sequence[Logged], today: date) -> None:
    """Print how many were saved, what comes next for them, and who was not among them."""
    n = len(logged)
    if not logged:
        screen.line(_("No letter is due that could be saved. Nothing was saved."))
    else:
        day = sentences.moment(logged[0].on, None, today)
        sentence = ngettext(
            "Saved: a letter sent to {n} youth, {day}. Take back: kaa undo",
            "Saved: letters sent to {n} youths, {day}. Take back: kaa undo",
            n,
        )
        screen.line(sentence.format(n=n, day=day))
        screen.line(_next(logged, today))
    for line in _not_among(told, today):
        screen.line(line)


def _next(logged: Sequence[Logged], today: date) -> str:
    """The coming steps of a batch: "Next: visit Thu 24 Sep (13), call Fri 11 Dec (1)." """
    steps = Counter((one.next.due_on, one.next.channel) for one in logged)
    known = [(day, what, n) for (day, what), n in steps.items() if day and what]
    told = [
        f"{do(what).lower()} {short(max(day, today), today)} ({n})"
        for day, what, n in sorted(known, key=lambda one: (one[0], str(one[1])))
    ]
    out = sum(steps.values()) - sum(n for _day, _what, n in known)
    if out:
        told.append(_("out of the queue ({n})").format(n=out))
    return _("Next: {steps}.").format(steps=", ".join(told))


def _not_among(told: Posted, today: date) -> list[str]:
    lines = []
    if told.listed_on is not None and told.not_due:
        nos = ", ".join(map(str, told.not_due))
        sentence = _(
            "On the list of {day}, but no letter is due any more: no. {nos}. "
            "If it was posted all the same: kaa log NR sent --channel letter"
        )
        lines.append(sentence.format(day=short(told.listed_on, today), nos=nos))
    if told.listed_on is not None and told.since:
        n = told.since
        sentence = ngettext(
            "{n} is due a letter and was not on the list of {day}: kaa letters",
            "{n} are due a letter and were not on the list of {day}: kaa letters",
            n,
        )
        lines.append(sentence.format(n=n, day=short(told.listed_on, today)))
    return lines
