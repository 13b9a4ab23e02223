"""What the call session asks about a result: no more than that result needs.

A question that must have an answer goes back to the keys when it gets none.
"""

from dataclasses import dataclass, replace
from datetime import date, time

from kaa_cli.cli import ask, clock, when
from kaa_cli.errors import UsageProblem
from kaa_cli.labels import read_code, typed
from kaa_cli.labels.keys import WHO, letter, read_key
from kaa_cli.rules.call_session import may_text, who_may_answer
from kaa_cli.rules.codes import AttemptResult, OccupationCode, Target
from kaa_cli.rules.orders import Order
from kaa_cli.rules.person import Person
from kaa_cli.rules.queue import Card
from kaa_cli.words import _

Moment = tuple[date, time | None]


@dataclass(frozen=True)
class Told:
    """A result with what was told about it; `visit` is the information visit agreed, if any."""

    order: Order
    offered: bool = False
    visit: Moment | None = None


def ask_about(result: AttemptResult, card: Card) -> Told | None:
    """Ask what the result needs; None when the caseworker went back to the keys."""
    step = card.due.step
    order = Order(
        result,
        clock.today(),
        channel=step.channel,  # type: ignore[arg-type]  # a session goes through a channel
        phone=step.phone.id if step.phone else None,
    )
    match result:
        case AttemptResult.NO_ANSWER | AttemptResult.VOICEMAIL if may_text(card):
            sms = ask.confirm(_("Did you send an sms too?"), default=True)
            return Told(replace(order, sms=sms))
        case AttemptResult.CALL_LATER:
            agreed = _moment(_("When? (16:30, 15/9 or 15/9 14:00; Enter goes back)"))
            return Told(replace(order, next_on=agreed[0], next_at=agreed[1])) if agreed else None
        case AttemptResult.REACHED | AttemptResult.DECLINED:
            return _talked(order, card)
        case _:
            return Told(order)


def _talked(order: Order, card: Card) -> Told | None:
    to = _who(card)
    if to is None:
        return None
    code, says = ask_occupation(card.due.case.person)
    order = replace(order, to=to, occupation=code, occupation_says=says)
    may_offer = order.result is AttemptResult.REACHED and to is not Target.OTHER
    if not may_offer or code is not OccupationCode.NONE:
        return Told(order)
    visit = None
    if ask.confirm(_("Offered an information visit?"), default=True):
        visit = _moment(_("When? (15/9 14:00; Enter: no day agreed)"))
    return Told(order, offered=True, visit=visit)


def _who(card: Card) -> Target | None:
    """Whom the talk was with; None goes back."""
    possible = who_may_answer(card, clock.today())
    words = "  ".join(str(WHO[target]) for target in possible)
    while True:
        text = ask.ask(_("Who? {words} (Enter goes back)").format(words=words))
        found = read_key(text, WHO, possible)
        if found or not text:
            return found
        tell_keys([letter(WHO[target]) for target in possible])


def tell_keys(letters: list[str]) -> None:
    """Say which keys there are, after one that is none."""
    ask.tell(_("That is no key here. Type one of {letters}.").format(letters=", ".join(letters)))


def ask_occupation(person: Person) -> tuple[OccupationCode | None, str]:
    """What the youth does now, and the few words that "other" needs."""
    from kaa_cli.show.sentences import name_of

    some = (OccupationCode.WORK, OccupationCode.KOMVUX, OccupationCode.NONE)
    question = _("What does {name} do now? ({some} ...; Enter: not said)").format(
        name=name_of(person), some=", ".join(map(typed, some))
    )
    while True:
        text = ask.ask(question)
        if not text:
            return None, ""
        try:
            code = read_code(text, OccupationCode)
        except UsageProblem as problem:
            ask.tell(problem.sentence)
            continue
        says = ask.ask(_("What? A few words")) if code is OccupationCode.OTHER else ""
        if says or code is not OccupationCode.OTHER:
            return code, says


def _moment(question: str) -> Moment | None:
    """A day to come, or an hour of it; None when nothing is typed."""
    while True:
        text = ask.ask(question)
        if not text:
            return None
        try:
            on, at = when.read_moment(text, clock.today())
        except UsageProblem as problem:
            ask.tell(problem.sentence)
            continue
        if not _has_been(on, at):
            return on, at
        ask.tell(_("That has been already. Tell a time to come."))


def _has_been(on: date, at: time | None) -> bool:
    today, now = clock.today(), clock.hour()
    return on < today or (on == today and at is not None and now is not None and at < now)
