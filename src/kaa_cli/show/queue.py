"""The queue: one card to work from, several as a table, or that nobody is due."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from kaa_cli.labels import W, do, heading
from kaa_cli.rules.codes import Target, Task
from kaa_cli.rules.queue import Due, Nobody, Queue
from kaa_cli.show import sentences
from kaa_cli.show.days import clock, long, number, short
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, ngettext


def draw_table(
    screen: Screen,
    due: Sequence[Due],
    of_all: int,
    today: date,
    *,
    why: bool,
) -> None:
    """Print the most urgent as a table, with how many are due in all."""
    keys = ("youth", "given_name", "do", "to", "attempt", "due_on", "days_overdue", "urgency")
    beside = why and (screen.is_wide or not screen.is_terminal)
    screen.table(
        [*(heading(key) for key in keys), *([heading("reasons")] if beside else [])],
        [[*_row(screen, d, today), *([_reasons(d)] if beside else [])] for d in due],
        right=(0, 6, 7),
    )
    if why and not beside:
        screen.line()
        for d in due:
            screen.line(f" {d.case.person.id:>3}  ", (_reasons(d), "dim"), hang=6)
    screen.line()
    screen.line(" ", _("{n} of {all} due, most urgent first.").format(n=len(due), all=of_all))


def _reasons(due: Due) -> str:
    masked = due.case.person.is_masked
    return ", ".join(sentences.urgent_because(t, masked=masked) for t in due.urgency.terms)


def _row(screen: Screen, due: Due, today: date) -> list[str]:
    step, none = due.step, screen.marks.none
    attempt = none
    if step.attempt and step.attempts_allowed:
        attempt = _("{n} of {all}").format(n=step.attempt, all=step.attempts_allowed)
    late = step.days_overdue(today)
    whom = sentences.target(step.to, due.case.person)
    if step.to is Target.GUARDIAN and whom:
        whom = str(W("short", "guardian"))
    return [
        str(due.case.person.id),
        sentences.name_of(due.case.person),
        do(step.channel or Task.NONE),
        whom or none,
        attempt,
        short(step.due_on, today) if step.due_on else none,
        str(late) if late else none,
        number(round(due.urgency.points, 1)),
    ]


def draw_nobody(screen: Screen, nobody: Nobody, today: date) -> None:
    """Print why there is nobody to take, and when the next one comes."""
    screen.line(_nobody(nobody, today))
    if nobody.of_others:
        n = nobody.of_others
        screen.line(
            ngettext(
                "{n} due youth has another contact person or none: kaa next",
                "{n} due youths have another contact person or none: kaa next",
                n,
            ).format(n=n)
        )


def _nobody(nobody: Nobody, today: date) -> str:
    if n := nobody.by_other_channel:
        return ngettext(
            "Nobody is due in that way; {n} youth is in another: kaa next",
            "Nobody is due in that way; {n} youths are in others: kaa next",
            n,
        ).format(n=n)
    if nobody.set_aside:
        return _("Nobody is free to contact now.")
    if nobody.next_at:
        return _("Nobody to contact now. Next: today at {hour}.").format(hour=clock(nobody.next_at))
    if nobody.next_on is None:
        return _("Nobody to contact now.")
    return ngettext(
        "Nobody to contact now. Next due: {day} ({n} youth).",
        "Nobody to contact now. Next due: {day} ({n} youths).",
        nobody.count,
    ).format(day=long(nobody.next_on, today), n=nobody.count)


def draw_held(screen: Screen, queue: Queue, held: Mapping[int, datetime]) -> None:
    """Print until when the shown are the asker's own, and how many of the due others have."""
    for youth, until in held.items():
        screen.line(
            " ",
            _("No. {no} is yours until {hour}. Let go: kaa contact release {no}").format(
                no=youth, hour=clock(until.time())
            ),
        )
    if queue.with_others:
        told = ", ".join(f"{who} {count}" for who, count in sorted(queue.with_others.items()))
        screen.line(" ", _("Claimed by others and left out: {told}.").format(told=told))
    if queue.quiet and queue.quiet_until:
        told = ngettext(
            "Quiet hours until {hour}: {n} youth waits.",
            "Quiet hours until {hour}: {n} youths wait.",
            queue.quiet,
        )
        screen.line(" ", told.format(n=queue.quiet, hour=clock(queue.quiet_until)))
    if queue.in_rounds:
        left_out = _("In a visit round and left out: {n}. kaa visit list").format(n=queue.in_rounds)
        screen.line(" ", left_out)
