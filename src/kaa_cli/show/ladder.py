"""The escalation ladder: how many stand on each rung, and one youth's way up it."""

from collections.abc import Sequence
from datetime import date

from rich.table import Table
from rich.text import Text

from kaa_cli.labels import W, label, titled
from kaa_cli.rules.codes import Channel, Knowledge, Place
from kaa_cli.rules.cycle import Began
from kaa_cli.rules.days import birthday
from kaa_cli.rules.events import Event, EventKind, of_last_period
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.queue import Climb, LadderSum, RungSum
from kaa_cli.rules.scope import ADULT_AT
from kaa_cli.rules.steps import Step
from kaa_cli.show import sentences
from kaa_cli.show.days import column, long, percent, short
from kaa_cli.show.hidden import full_name_of
from kaa_cli.show.screen import Screen
from kaa_cli.show.timeline import mark_of, told
from kaa_cli.words import _, ngettext

_BAR = 8
_FOOT = (  # said of several youths: the Swedish differs from that of one
    W("foot", "Without any way"),
    W("foot", "Mapped"),
    W("foot", "In a measure"),
    W("foot", "With an appointment"),
    W("foot", "Resting"),
    W("foot", "To be checked"),
    W("foot", "Out of the queue"),
)


def draw(screen: Screen, total: LadderSum, policy: Policy, today: date) -> None:
    """Print the ladder and the foot that places everybody."""
    dot = screen.marks.dot
    screen.line(
        " ",
        (_("Contact ladder"), "bold"),
        f" {dot} ",
        _("contact routine {name}").format(name=policy.name),
        f" {dot} ",
        long(today),
    )
    screen.line()
    screen.show(_rungs(screen, total, policy))
    screen.line()
    for line in _foot(screen, total, today):
        screen.line(line)
    screen.line()
    screen.line(
        " ",
        (
            _("Waits in working days, * = assumed. Reached: of those tried this year."),
            "dim",
        ),
    )
    if total.older:
        told = _(
            "(older): a rung that only an earlier routine has, walked to the end of its cycle."
        )
        screen.line(" ", (told, "dim"))


def _rungs(screen: Screen, total: LadderSum, policy: Policy) -> Table:
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    grid.add_column("", no_wrap=True)
    headings = [_("wait"), _("standing"), "", _("due"), _("overdue"), _("reached")]
    if screen.is_wide:
        headings.append(_("guardian reached"))
    for heading in headings:
        is_wait = screen.is_wide and heading == headings[0]
        grid.add_column(
            screen.text(heading),
            justify="left" if not heading or is_wait else "right",
            no_wrap=True,
        )
    sums = (total.find_number, *total.rungs, *total.older.values())
    most = max(counts.standing for counts in sums)
    if total.find_number.standing or policy.rungs[0].channel is Channel.PHONE:
        name, wait = titled(Channel.FIND_NUMBER), _search_wait(screen, policy)
        grid.add_row(*_row(screen, name, wait, total.find_number, most))
    for index, (rung, counts) in enumerate(zip(policy.rungs, total.rungs, strict=True)):
        times = f" ×{rung.attempts}" if rung.attempts > 1 else ""
        lead = "  " * (index - 1) + screen.marks.branch if index else ""
        name = f"{lead}{index + 1} {titled(rung.channel)}{times}"
        grid.add_row(*_row(screen, name, _wait(screen, policy, index), counts, most))
    for channel, counts in total.older.items():
        name = _("{channel} (older)").format(channel=titled(channel))
        grid.add_row(*_row(screen, name, screen.marks.none, counts, most))
    return grid


def _search_wait(screen: Screen, policy: Policy) -> str:
    star = "*" if policy.is_assumed("search_days") else ""
    return (
        _working_days(policy.search_days) + star
        if screen.is_wide
        else f"{policy.search_days}{star}"
    )


def _wait(screen: Screen, policy: Policy, index: int) -> str:
    """The wait before a rung: a number, or on a wide screen what it counts from."""
    rung = policy.rungs[index]
    days, key = (rung.after_days, "after_days") if index else (rung.retry_days, "retry_days")
    star = "*" if policy.is_assumed(f"rung.{key}") else ""
    if not index and rung.attempts == 1:
        return screen.marks.none
    if not screen.is_wide:
        return f"{days}{star}"
    if not index:
        return _("{days} between attempts").format(days=_working_days(days)) + star
    before = label(policy.rungs[index - 1].channel)
    if not days:
        return _("the same day as {channel}").format(channel=before) + star
    return _("{days} after {channel}").format(days=_working_days(days), channel=before) + star


def _working_days(days: int) -> str:
    return ngettext("{n} working day", "{n} working days", days).format(n=days)


def _row(screen: Screen, name: str, wait: str, counts: RungSum, most: int) -> Sequence[Text]:
    none = screen.marks.none
    length = -(-_BAR * counts.standing // most) if most else 0
    cells = [
        screen.text(f" {name}"),
        screen.text(wait),
        screen.text((str(counts.standing), "bold")),
        screen.text(screen.marks.bar * length),
        screen.text(str(counts.due) if counts.due else none),
        screen.text((str(counts.overdue), "red") if counts.overdue else none),
        screen.text(_share(counts.reached, counts.tried) or none),
    ]
    if screen.is_wide:
        cells.append(screen.text(_share(counts.reached_guardian, counts.tried) or none))
    return cells


def _share(part: int, whole: int) -> str:
    """ "52 of 97  54 %"; nothing where nobody was tried."""
    if not whole:
        return ""
    return _("{n} of {all}").format(n=part, all=whole) + f"{percent(part / whole, 0):>7}"


def _foot(screen: Screen, total: LadderSum, today: date) -> list[str]:
    """Every place with its count; what is empty is left out but for the ladder itself."""
    places = total.places
    rows = [(_("On the ladder"), total.on_ladder, "")]
    for place, name, note in (
        (Place.NO_WAY, _FOOT[0], _("no number, address or other way to reach")),
        (Place.MAPPED, _FOOT[1], _next(_("the next expires {day}"), total.next_expiry_on, today)),
        (
            Place.IN_MEASURE,
            _FOOT[2],
            _next(_("the next to follow up {day}"), total.next_follow_up_on, today),
        ),
        (Place.BOOKED, _FOOT[3], _("kept until their day: kaa appointment list")),
        (Place.RESTING, _FOOT[4], _rested(total)),
        (Place.CHECK, _FOOT[5], _("somebody must look: kaa next")),
        (Place.OUT_OF_QUEUE, _FOOT[6], _("restricted, or do not want to be contacted")),
    ):
        if places[place]:
            rows.append((str(name), places[place], note))
    width = max(len(name) for name, _count, _note in rows)
    lines = [f" {name:<{width}}  {count:>5}   {note}".rstrip() for name, count, note in rows]
    rule = screen.marks.line * 5
    lines.append(f" {'':<{width}}  {rule}")
    lines.append(
        f" {sentences.in_it(are_participants=total.are_participants):<{width}}  {total.in_scope:>5}"
    )
    return [*lines, "", f" {_known(total)}"] if total.in_scope else lines


def _next(sentence: str, on: date | None, today: date) -> str:
    """The first of their days, which may have come already."""
    return sentence.format(day=short(on, today)) if on is not None else ""


def _known(total: LadderSum) -> str:
    """What is known of everybody, the four ways of not knowing told apart."""
    words = {
        Knowledge.MAPPED: ngettext("{n} mapped", "{n} mapped", total.known[Knowledge.MAPPED]),
        Knowledge.EXPIRED: _("{n} expired"),
        Knowledge.UNKNOWN: _("{n} unknown"),
        Knowledge.REFUSED: _("{n} refused"),
        Knowledge.UNREACHABLE: _("{n} unreachable"),
    }
    parts = [said.format(n=total.known[one]) for one, said in words.items() if total.known[one]]
    return _("What is known: {parts}.").format(parts=", ".join(parts))


def _rested(total: LadderSum) -> str:
    parts = []
    if n := total.rested_by[Began.REFUSAL]:
        parts.append(ngettext("{n} said no", "{n} said no", n).format(n=n))
    if n := total.rested_by[Began.EXHAUSTED]:
        parts.append(
            ngettext("{n} has had the whole ladder", "{n} have had the whole ladder", n).format(n=n)
        )
    others = sum(total.rested_by.values()) - sum(
        total.rested_by[kind] for kind in (Began.REFUSAL, Began.EXHAUSTED)
    )
    if others:
        parts.append(ngettext("{n} was reached", "{n} were reached", others).format(n=others))
    return ", ".join(parts)


def draw_one(screen: Screen, climb: Climb, policy: Policy, today: date) -> None:
    """Print one youth's way up the ladder: what was done, now, and what comes if nobody answers."""
    person, marks = climb.due.case.person, screen.marks
    name = full_name_of(person)
    day = (today - climb.due.case.period.first_seen_on).days
    dot = f" {marks.dot} "
    screen.line(
        *(" ", (name, "bold"), dot, sentences.number_and_age(person, today)),
        *(dot, _("cycle {n}").format(n=climb.due.step.cycle), dot, _("day {n}").format(n=day)),
    )
    screen.line()
    events = [e for e in of_last_period(climb.events) if e.kind is not EventKind.OCCUPATION]
    for event in events:
        if not event.is_ahead:
            _event(screen, event, masked=person.is_masked)
    if climb.ahead:
        screen.line(f" {marks.trunk}")
    for event in events:
        if event.is_ahead:
            _event(screen, event, masked=person.is_masked)
    for index, coming in enumerate(climb.ahead):
        _coming(screen, coming, policy, today, index)
        if index and (passed := sentences.skipped(coming.because, person)):
            screen.line(" " * 28, (passed, "dim"))
    for line in _below(climb, policy, today):
        screen.line(" ", line)


def _event(screen: Screen, event: Event, *, masked: bool) -> None:
    style = "bold" if event.kind is EventKind.CONTACT else ""
    lead = f" {mark_of(screen, event)} {column(event.on)}  "
    screen.line(lead, (told(event, masked=masked), style))


def _coming(screen: Screen, step: Step, policy: Policy, today: date, index: int) -> None:
    """One step ahead, and under it the wait that gives its day."""
    assert step.due_on is not None
    assert step.channel is not None
    due_now = index == 0 and step.due_on <= today
    when = f"{_('NOW'):<10}" if due_now else column(max(step.due_on, today))
    name = f"{step.rung} {titled(step.channel)}" if step.rung else titled(step.channel)
    mark = f"{screen.marks.now} " if index == 0 else screen.marks.branch
    tries = ""
    if step.attempt and step.attempts_allowed and step.attempts_allowed > 1:
        tries = _("attempt {n} of {all}").format(n=step.attempt, all=step.attempts_allowed)
    style = "bold" if index == 0 else "dim"
    lead = f" {'  ' * max(0, index - 1)}{mark}{name}"
    whom = sentences.whom(step)
    told = "   ".join(filter(None, (when, tries, whom, sentences.asked(step))))
    screen.line((f"{lead:<28}{told}", style))
    if wait := sentences.wait(step.because, step.policy or policy, step):
        screen.line(" " * 28, (wait, "dim"))


def _below(climb: Climb, policy: Policy, today: date) -> list[str]:
    step, person = climb.due.step, climb.due.case.person
    why = sentences.why_now(step, climb.due.case.facts, policy, today)
    lines = [why, sentences.skipped(step.because, person)]
    if step.deadline_on is not None:
        lines.append(_("Deadline for the first attempt: {day}.").format(day=long(step.deadline_on)))
    if step.is_due(today):
        lines += sentences.points_of(climb.due)
    grown = birthday(person.born_on, ADULT_AT)
    if grown > today and not person.is_masked:
        lines.append(
            _("Turns 18 on {day}: from then on the youth is spoken to on every rung.").format(
                day=long(grown)
            )
        )
    return ["", *(line for line in lines if line)]
