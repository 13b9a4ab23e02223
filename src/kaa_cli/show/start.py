"""The start screen: today's situation in counts alone, so that it can stand open on a desk."""

from datetime import date

from rich.table import Table

from kaa_cli.labels import do
from kaa_cli.rules.codes import Channel, Place, Task
from kaa_cli.rules.queue import LadderSum, Situation
from kaa_cli.show.days import long, short
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, ngettext

_ORDER = (*Channel, *Task)


def draw(screen: Screen, now: Situation, today: date) -> None:
    """Print the situation: what to do today, what to keep an eye on, and the sum of everybody."""
    head = screen.text(("kaa", "bold"), f" {screen.marks.dot} {now.name}")
    week = _("{day}, week {n}").format(day=long(today), n=today.isocalendar().week)
    screen.line(" ", screen.sides(head, screen.text(week)))
    screen.line()
    grid = Table.grid(padding=(0, 3, 0, 0))
    left, right = _to_do(now), _watch(now, today)
    for index in range(max(len(left), len(right))):
        todo = left[index] if index < len(left) else ("", "")
        note = right[index] if index < len(right) else ""
        style = "bold" if index == 0 else ""
        count = f"{todo[1]:>4}" if todo[1] != "" else ""
        grid.add_row(
            screen.text((f" {todo[0]}", style)),
            screen.text((count, style)),
            screen.text((note, style)),
        )
    screen.show(grid)
    screen.line()
    screen.line(" ", everybody(now.total))
    screen.line()
    screen.line(
        " ",
        ("kaa next   ", "bold"),
        _("the next to contact"),
        "        ",
        ("kaa find   ", "bold"),
        _("somebody calls back"),
    )
    screen.line(
        " ",
        ("kaa ladder ", "bold"),
        _("where everybody is"),
        "         ",
        ("kaa log    ", "bold"),
        _("save an attempt"),
    )


def _to_do(now: Situation) -> list[tuple[str, int | str]]:
    total = sum(now.to_do.values())
    rows: list[tuple[str, int | str]] = [(_("TO DO TODAY"), total)]
    listed = [channel for channel in _ORDER if now.to_do.get(channel)]
    return rows + [(f"  {do(channel)}", now.to_do[channel]) for channel in listed]


def _watch(now: Situation, today: date) -> list[str]:
    notes = [_("KEEP AN EYE ON")]
    if n := now.new_today:
        notes.append(ngettext("{n} new today", "{n} new today", n).format(n=n))
    if now.pace_until is not None:
        notes.append(
            ngettext(
                "{n} first attempt a day is enough until {day}",
                "{n} first attempts a day are enough until {day}",
                now.pace,
            ).format(n=now.pace, day=short(now.pace_until, today))
        )
    if n := now.overdue:
        notes.append(
            ngettext(
                "{n} overdue, the oldest {days} days", "{n} overdue, the oldest {days} days", n
            ).format(n=n, days=now.oldest_days)
        )
    if n := now.deadline_passed:
        notes.append(
            ngettext(
                "{n} past the deadline, not tried", "{n} past the deadline, not tried", n
            ).format(n=n)
        )
    if n := now.turning_20_unreached:
        notes.append(
            ngettext(
                "{n} turns 20 within 90 days, never reached",
                "{n} turn 20 within 90 days, never reached",
                n,
            ).format(n=n)
        )
    if n := now.back_on_list:
        notes.append(
            ngettext("{n} closed is on the new list", "{n} closed are on the new list", n).format(
                n=n
            )
        )
    if n := now.total.places[Place.NO_WAY]:
        notes.append(
            ngettext("{n} without any way to reach", "{n} without any way to reach", n).format(n=n)
        )
    return notes if len(notes) > 1 else []


def everybody(total: LadderSum) -> str:
    """ "118 in the duty = 78 on the ladder + 24 mapped + 16 resting"."""
    places = total.places
    parts = [_("{n} on the ladder").format(n=total.on_ladder)]
    for place, sentence in (
        (Place.NO_WAY, _("{n} without any way")),
        (Place.MAPPED, _("{n} mapped")),
        (Place.IN_MEASURE, _("{n} in a measure")),
        (Place.RESTING, _("{n} resting")),
        (Place.CHECK, _("{n} to be checked")),
        (Place.OUT_OF_QUEUE, _("{n} out of the queue")),
    ):
        if places[place]:
            parts.append(sentence.format(n=places[place]))
    return _("{n} in the duty = {parts}").format(n=total.in_scope, parts=" + ".join(parts))
