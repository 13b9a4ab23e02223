"""The queue: one card to work from, several as a table, or that nobody is due."""

from collections.abc import Sequence
from datetime import date

from kaa_cli.labels import W, do, heading
from kaa_cli.rules.codes import Target, Task
from kaa_cli.rules.queue import Due, Standing
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
    keys = ("youth", "given_name", "channel", "to", "attempt", "due_on", "days_overdue", "urgency")
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
    return ", ".join(sentences.urgent_because(term) for term in due.urgency.terms)


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


def draw_nobody(screen: Screen, everybody: Sequence[Standing], by_others: int, today: date) -> None:
    """Print that nobody is due (by the channel asked for), and when the next will be."""
    if by_others:
        screen.line(
            ngettext(
                "Nobody is due by that channel; {n} youth is by another: kaa next",
                "Nobody is due by that channel; {n} youths are by others: kaa next",
                by_others,
            ).format(n=by_others)
        )
        return
    later = [row.step.due_at for row in everybody if row.step.due_on == today and row.step.due_at]
    if later:
        screen.line(
            _("Nobody to contact now. Next: today at {hour}.").format(hour=clock(min(later)))
        )
        return
    coming = [row.step.due_on for row in everybody if row.step.due_on and row.step.due_on > today]
    if not coming:
        screen.line(_("Nobody to contact now."))
        return
    first = min(coming)
    n = coming.count(first)
    screen.line(
        ngettext(
            "Nobody to contact now. Next due: {day} ({n} youth).",
            "Nobody to contact now. Next due: {day} ({n} youths).",
            n,
        ).format(day=long(first, today), n=n)
    )
