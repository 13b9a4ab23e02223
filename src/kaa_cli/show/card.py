"""The card to work from: whom to reach, how, why now, the ladder and what has happened."""

from datetime import date, time

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kaa_cli.labels import label, typed, verb
from kaa_cli.rules.codes import (
    Channel,
    Protection,
    Target,
    Task,
)
from kaa_cli.rules.phone_form import reading_form
from kaa_cli.rules.queue import Card
from kaa_cli.rules.results import WRITTEN, usual_results
from kaa_cli.rules.visits import is_doubtful
from kaa_cli.show import sentences
from kaa_cli.show.card_tasks import task
from kaa_cli.show.days import clock, long, short
from kaa_cli.show.hidden import full_name_of
from kaa_cli.show.lasting import answers_of
from kaa_cli.show.screen import Screen
from kaa_cli.show.timeline import told
from kaa_cli.show.ways import number_to_use, other_ways
from kaa_cli.words import _, ngettext

_EVENTS_SHOWN = 4


def draw(screen: Screen, card: Card, today: date, now: time | None) -> None:
    """Print the card with its head and the commands that answer it."""
    draw_face(screen, card, today, now)
    screen.line(" ", (_hint(card), "dim"))


def draw_face(screen: Screen, card: Card, today: date, now: time | None) -> None:
    """Print the card with its head."""
    head = _head(card)
    when = long(today) + (f", {clock(now)}" if now else "")
    screen.line(" ", screen.sides(screen.text(head), screen.text(when)))
    screen.frame(_body(screen, card, today))


def _head(card: Card) -> str:
    """How many are due by the channel of this card."""
    sentences_by_channel = {
        Channel.PHONE: _("1 of {n} to call today"),
        Channel.SMS: _("1 of {n} to text today"),
        Channel.LETTER: _("1 of {n} to write to today"),
        Channel.HOME_VISIT: _("1 of {n} to visit today"),
        Channel.FIND_NUMBER: _("1 of {n} whose number is looked for today"),
        Task.CHECK: _("1 of {n} to check today"),
        Task.FOLLOW_UP: _("1 of {n} to follow up today"),
    }
    channel = card.due.step.channel
    other = _("1 of {n} due today")
    return (sentences_by_channel.get(channel, other) if channel else other).format(
        n=card.of_channel
    )


def _body(screen: Screen, card: Card, today: date) -> list[RenderableType]:
    parts: list[RenderableType] = [_title(screen, card, today), ""]
    parts += _to_do(screen, card, today)
    parts += ["", _blocks(screen, card, today)]
    return parts


def _title(screen: Screen, card: Card, today: date) -> RenderableType:
    person = card.due.case.person
    name = full_name_of(person)
    dot = screen.marks.dot
    left = screen.text((name, "bold"), f" {dot} ", sentences.number_and_age(person, today))
    follower = person.contact_person
    if follower is None:
        return screen.sides(left, screen.text((_("no contact person"), "dim")))
    mine = follower.casefold() == card.user.casefold()
    who = _("you") if mine else follower
    return screen.sides(left, screen.text(_("contact person: {who}").format(who=who)))


def _to_do(screen: Screen, card: Card, today: date) -> list[RenderableType]:
    step, person = card.due.step, card.due.case.person
    assert step.channel is not None
    what = screen.text((f"{screen.marks.now} {verb(step.channel)}", "bold"))
    if person.is_masked:
        return _protected(screen, card, what, today)
    whom = sentences.target(step.to, person)
    if step.channel in WRITTEN and whom:
        whom = _("to {whom}").format(whom=whom)
    if step.to is Target.GUARDIAN and step.phone and person.guardians:
        names = person.guardians[step.phone.guardian - 1 : step.phone.guardian]
        whom += "".join(f"   {name}" for name in names)
    phone = number_to_use(card)
    right = screen.text((reading_form(phone.number), "bold") if phone else "")
    lines: list[RenderableType] = [
        screen.sides(Text.assemble(what, " ", screen.text((whom, "bold"))), right)
    ]
    lines += [screen.text("  ", extra) for extra in _how(card, today) if extra]
    return lines


def _how(card: Card, today: date) -> list[str]:
    """The lines under the verb: attempt, address, envelope, staff, number search."""
    step, person = card.due.step, card.due.case.person
    address = f"{person.street}, {person.postcode} {person.city}".strip(" ,")
    rung = card.policy.rungs[step.rung - 1] if step.rung else None
    attempt = ""
    if step.attempt and step.attempts_allowed:
        attempt = _("attempt {n} of {all}").format(n=step.attempt, all=step.attempts_allowed)
    match step.channel:
        case Channel.LETTER | Channel.POSTCARD:
            neutral = rung is not None and rung.envelope == "neutral"
            return [address, _("NEUTRAL ENVELOPE, not the municipality's") if neutral else ""]
        case Channel.HOME_VISIT:
            staff = rung.staff if rung else 1
            doubt = _("a letter came back from here: check the address first")
            return [
                address,
                doubt if is_doubtful(card.due.case) else "",
                ngettext(
                    "{n} person", "{n} people, staff identity cards; never alone", staff
                ).format(n=staff),
                _("Plan a round: kaa visit plan"),
            ]
        case Channel.EMAIL:
            return [person.email, attempt]
        case Channel.FIND_NUMBER:
            school = person.school or _("not known")
            return [
                _("former school: {school}").format(school=school),
                _("an answer: kaa youth phone {no}").format(no=person.id),
            ]
        case Task.CHECK | Task.FOLLOW_UP:
            return task(card, today)
        case _:
            told = step.phone.note if step.phone else ""
            return [attempt, _("beside the number: {words}").format(words=told) if told else ""]


def _protected(screen: Screen, card: Card, what: Text, today: date) -> list[RenderableType]:
    """What may be done for a protected youth, and how the data are opened."""
    person, step = card.due.case.person, card.due.step
    lines = [*task(card, today)] if step.measure is not None else []
    lines.append(_("No phone, text message, visit, number search or guardian."))
    if step.channel is Channel.LETTER and person.protection is Protection.REGISTRATION:
        lines.insert(
            0, _("By way of the tax agency; the inner envelope bears only the personal number.")
        )
    lines.append(
        _("Open the data: kaa show {no} --reason (asked for; the look-up is logged)").format(
            no=person.id
        )
    )
    return [what, *(screen.text("  ", line) for line in lines)]


def _blocks(screen: Screen, card: Card, today: date) -> RenderableType:
    """The labelled blocks below: why now, the ladder, the last events, other ways."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, min_width=10)
    grid.add_column(overflow="fold")
    for line, text in enumerate(_why(card, today)):
        grid.add_row(screen.text(_("Why now") if line == 0 else ""), screen.text(text))
    grid.add_row("", "")
    if card.due.step.rung is not None:
        grid.add_row(screen.text(_("Ladder")), _rungs(screen, card, today))
        grid.add_row("", "")
    happened = [event for event in card.events if not event.is_ahead]
    recent = list(reversed(happened))[:_EVENTS_SHOWN]
    for line, event in enumerate(recent):
        when = f"{short(event.on, today)} {clock(event.at) if event.at else ''}".strip()
        by = f"   {event.by}" if event.by else ""
        masked = card.due.case.person.is_masked
        grid.add_row(
            screen.text(_("So far") if line == 0 else ""),
            screen.text((f"{when}  {told(event, masked=masked)}{by}", "dim")),
        )
    for line, text in enumerate(other_ways(card)):
        grid.add_row(screen.text(_("Other ways") if line == 0 else ""), screen.text(text))
    return grid


def _why(card: Card, today: date) -> list[str]:
    due, step = card.due, card.due.step
    lines = [
        sentences.why_now(step, due.case.facts, card.policy, today),
        sentences.skipped(step.because, due.case.person),
    ]
    if step.days_overdue(today):
        n = step.days_overdue(today)
        lines.append(ngettext("Overdue by {n} day.", "Overdue by {n} days.", n).format(n=n))
    if step.deadline_on is not None:
        left = (step.deadline_on - today).days
        sentence = ngettext(
            "Not tried yet. Deadline {day}, in {n} day.",
            "Not tried yet. Deadline {day}, in {n} days.",
            left,
        )
        if left == 0:
            sentence = _("Not tried yet. The deadline is today.")
        elif left < 0:
            sentence = _("Not tried yet. Deadline {day}, overdue.")
        lines.append(sentence.format(day=short(step.deadline_on, today), n=left))
    if due.case.facts.preferred is not None:
        lines.append(_("Prefers {channel}.").format(channel=label(due.case.facts.preferred)))
    told = [t for t in due.urgency.terms if t.term in {"turning-20", "by-hand"}]
    if told and not card.why:
        masked = due.case.person.is_masked
        reasons = ", ".join(sentences.urgent_because(term, masked=masked) for term in told)
        lines.append(f"{reasons[:1].upper()}{reasons[1:]}.")
    if card.why:
        lines += sentences.points_of(due)
    return [line for line in lines if line]


def _rungs(screen: Screen, card: Card, today: date) -> RenderableType:
    """The policy's rungs in a row, the present one marked, with the days they come."""
    marks, step = screen.marks, card.due.step
    days = {s.rung: s.due_on for s in card.ahead if s.rung is not None}
    grid = Table.grid(padding=(0, 2, 0, 0))
    names, dates = [], []
    for index, rung in enumerate(card.policy.rungs, start=1):
        is_now = index == step.rung
        mark = f"{marks.now} " if is_now else ""
        names.append(screen.text((f"{mark}{label(rung.channel)}", "bold" if is_now else "dim")))
        day = days.get(index)
        if is_now:
            dates.append(screen.text((_("NOW"), "bold")))
        elif day is None:
            dates.append(screen.text((marks.none, "dim")))
        else:
            dates.append(screen.text((_("today") if day <= today else short(day, today), "dim")))
    grid.add_row(*names)
    grid.add_row(*dates)
    return grid


def _hint(card: Card) -> str:
    """The commands that answer this card."""
    no, step = card.due.case.person.id, card.due.step
    if step.appointment is not None:
        return f"kaa appointment came {no} {'·'} missed {no} {'·'} move {no} {_('DAY')}"
    if step.measure is not None:
        return f"kaa measure follow-up {no} --next {_('DAY')} {'·'} kaa measure show {no}"
    if step.recheck is not None:
        return f" {'·'} ".join(answers_of(no))
    if step.channel is Task.NONE and not card.due.case.person.is_masked:
        return f"kaa youth phone {no} {'·'} kaa youth edit {no} street postcode city"
    if isinstance(step.channel, Task) or step.channel is None:
        return f"kaa show {no}"
    words = [typed(result) for result in usual_results(step.channel)]
    if step.channel is Channel.PHONE:
        words[0] += " --sms"
        words[2] += f" {clock(time(16, 30))}"
    return f"kaa log {no} " + f" {'·'} ".join(words)
