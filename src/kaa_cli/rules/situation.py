"""The situation of a day in counts: what there is to do, what is late, and the pace needed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from kaa_cli.rules.codes import Channel, Task
from kaa_cli.rules.days import Calendar
from kaa_cli.rules.queue import Due, Everybody
from kaa_cli.rules.visits import Round


@dataclass(frozen=True, slots=True)
class InSight:
    """How many are to be purged this year, the late ones of them, and guardians of adults."""

    youths: int = 0
    overdue: int = 0
    guardians: int = 0


@dataclass(frozen=True)
class Situation:
    """Today's counts; `to_do` by channel."""

    name: str
    to_do: Mapping[Channel | Task, int]
    total: Everybody
    in_register: int = 0
    new_today: int = 0
    pace: int = 0
    pace_until: date | None = None
    back_on_list: int = 0
    turned_20: int = 0
    agreed: tuple[time, ...] = ()
    overdue: int = 0
    oldest_days: int = 0
    deadline_passed: int = 0
    appointments: int = 0
    """Appointments whose time has come and of which nothing is told yet."""
    meetings: tuple[time, ...] = ()
    """The hours of the appointments still to come today."""
    follow_ups: int = 0
    rechecks: int = 0
    """Whose day has come: measures to follow up, and outcomes to ask about again."""
    purging: InSight = InSight()
    turning_20_unreached: int = 0
    rounds: tuple[Round, ...] = ()  # those that are out, or late


def pace(deadlines: Iterable[date], calendar: Calendar, today: date) -> tuple[int, date] | None:
    """First attempts needed a working day so that every deadline holds, and the one that binds."""
    needs, count = [], 0
    for deadline, others in sorted(Counter(d for d in deadlines if d >= today).items()):
        count += others
        worked = max(1, calendar.worked_between(today, deadline))
        needs.append((-(-count // worked), deadline))
    return max(needs, default=None)


def by_channel(due: Iterable[Due]) -> Counter[Channel | Task]:
    """How many are due per channel, for the start screen and the card's head."""
    return Counter(d.step.channel for d in due if d.step.channel is not None)
