"""The start screen: today's situation in counts alone, so that it can stand open on a desk."""

from datetime import date, time

from rich.table import Table
from rich.text import Text

from kaa_cli.labels import do
from kaa_cli.rules.codes import Channel, Place, Task
from kaa_cli.rules.key_place import KeyNote
from kaa_cli.rules.places import Unfit
from kaa_cli.rules.queue import Everybody
from kaa_cli.rules.situation import Situation
from kaa_cli.show import visits
from kaa_cli.show.days import clock, long, short
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, ngettext

_ORDER = (*Channel, *Task)


def draw(screen: Screen, now: Situation, today: date, hour: time | None) -> None:
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
    visits.draw_out(screen, now.rounds, today, hour)
    screen.line()
    screen.line(" ", everybody(now.total))
    if not now.total.in_scope:
        screen.line(" ", _nobody(now))
    screen.line()
    ways = Table.grid(padding=(0, 3, 0, 0))
    ways.add_row(
        *_way(screen, "kaa next", _("the next to contact")),
        *_way(screen, "kaa find", _("somebody calls back")),
    )
    ways.add_row(
        *_way(screen, "kaa call", _("one after another")),
        *_way(screen, "kaa log", _("save an attempt")),
    )
    screen.show(ways, indent=1)


def _nobody(now: Situation) -> str:
    """Why there is nothing to do, and what to do about it."""
    if not now.in_register:
        return _("Nobody is in the register yet. Take in a list: kaa import FILE")
    told = ngettext(
        "{n} youth in the register, not followed any more. Take in a new list: kaa import FILE",
        "{n} youths in the register, none followed any more. Take in a new list: kaa import FILE",
        now.in_register,
    )
    return told.format(n=now.in_register)


def draw_notes(
    screen: Screen,
    key: KeyNote | None,
    *,
    backup_days: int | None,
    backup_is_told: bool,
    place: Unfit | None,
) -> None:
    """A line each under it: key not written down, backup long ago, a folder that is copied away."""
    lines = []
    if key is KeyNote.NOT_WRITTEN_DOWN:
        lines.append(_("The recovery key is not saved: kaa key show"))
    elif key is KeyNote.NOT_ENCRYPTED:
        lines.append(_("The register is not encrypted: kaa key rotate"))
    if backup_is_told and backup_days is None:
        lines.append(_("There is no backup yet: kaa backup"))
    elif backup_is_told and backup_days is not None:
        told = ngettext(
            "Latest backup: {n} day ago: kaa backup",
            "Latest backup: {n} days ago: kaa backup",
            backup_days,
        )
        lines.append(told.format(n=backup_days))
    if place is not None:
        told = _("The register lies where it must not ({name}): kaa doctor")
        lines.append(told.format(name=place.name))
    if lines:
        screen.line()
    for line in lines:
        screen.line(" ", line)


def _way(screen: Screen, command: str, what: str) -> tuple[Text, Text]:
    return screen.text((command, "bold")), screen.text(what)


def _to_do(now: Situation) -> list[tuple[str, int | str]]:
    total = sum(now.to_do.values())
    rows: list[tuple[str, int | str]] = [(_("TO DO TODAY"), total)]
    listed = [channel for channel in _ORDER if now.to_do.get(channel)]
    return rows + [(f"  {do(channel)}", now.to_do[channel]) for channel in listed]


def _watch(now: Situation, today: date) -> list[str]:
    """What to keep an eye on, each only when true."""
    notes = [_pace(now, today)] if now.pace_until is not None else []
    counted = (
        (now.appointments, _("{n} to follow up: kaa appointment list")),
        (now.follow_ups, _("{n} in a measure to follow up: kaa measure list --due")),
        (now.rechecks, _("{n} to ask whether it lasts: kaa outcome list --due")),
        (now.new_today, _("{n} new today")),
        (now.deadline_passed, _("{n} past the deadline, not tried")),
        (now.turning_20_unreached, _("{n} turning 20 within 90 days, never reached")),
        (now.turned_20, _("{n} turned 20 and not closed: kaa youth close")),
        (now.back_on_list, _("{n} closed, but on the new list")),
        (now.total.places[Place.NO_WAY], _("{n} without any way to reach")),
    )
    if now.agreed:
        agreed = ngettext(
            "{n} hour agreed today, the first {hour}",
            "{n} hours agreed today, the first {hour}",
            len(now.agreed),
        )
        notes.append(agreed.format(n=len(now.agreed), hour=clock(now.agreed[0])))
    if now.meetings:
        meetings = ngettext(
            "{n} appointment today, at {hour}",
            "{n} appointments today, the first at {hour}",
            len(now.meetings),
        )
        notes.append(meetings.format(n=len(now.meetings), hour=clock(now.meetings[0])))
    notes += [sentence.format(n=n) for n, sentence in counted if n]
    notes += _purging(now, today)
    if now.overdue:
        notes.append(_late(now))
    return [_("KEEP AN EYE ON"), *notes] if notes else []


def _purging(now: Situation, today: date) -> list[str]:
    """Who must be out of the register; each only when true."""
    sentences = []
    if late := now.purging.overdue:
        sentences.append(
            ngettext(
                "{n} should be purged already: kaa purge --dry-run",
                "{n} should be purged already: kaa purge --dry-run",
                late,
            ).format(n=late)
        )
    if coming := now.purging.youths - late:
        last = short(date(today.year, 12, 31), today)
        sentences.append(
            ngettext(
                "{n} must be purged by {day}: kaa purge --dry-run",
                "{n} must be purged by {day}: kaa purge --dry-run",
                coming,
            ).format(n=coming, day=last)
        )
    if guardians := now.purging.guardians:
        sentences.append(
            ngettext(
                "{n} guardian of an adult to purge: kaa purge --dry-run",
                "{n} guardians of adults to purge: kaa purge --dry-run",
                guardians,
            ).format(n=guardians)
        )
    return sentences


def _pace(now: Situation, today: date) -> str:
    assert now.pace_until is not None
    return ngettext(
        "{n} first attempt a day is enough until {day}",
        "{n} first attempts a day are enough until {day}",
        now.pace,
    ).format(n=now.pace, day=short(now.pace_until, today))


def _late(now: Situation) -> str:
    return ngettext(
        "{n} overdue, the oldest by {days} day",
        "{n} overdue, the oldest by {days} days",
        now.oldest_days,
    ).format(n=now.overdue, days=now.oldest_days)


def everybody(total: Everybody) -> str:
    """ "118 in the duty = 78 on the ladder + 24 mapped + 16 resting"."""
    places = total.places
    parts = [_("{n} on the ladder").format(n=total.on_ladder)]
    for place, sentence in (
        (Place.NO_WAY, _("{n} without any way")),
        (Place.MAPPED, ngettext("{n} mapped", "{n} mapped", places[Place.MAPPED])),
        (Place.IN_MEASURE, _("{n} in a measure")),
        (Place.BOOKED, _("{n} with an appointment")),
        (Place.RESTING, _("{n} resting")),
        (Place.CHECK, _("{n} to be checked")),
        (Place.OUT_OF_QUEUE, _("{n} out of the queue")),
    ):
        if places[place]:
            parts.append(sentence.format(n=places[place]))
    sentence = _("{n} in the duty = {parts}")
    if total.are_participants:
        sentence = _("{n} in the register = {parts}")
    return sentence.format(n=total.in_scope, parts=" + ".join(parts))
