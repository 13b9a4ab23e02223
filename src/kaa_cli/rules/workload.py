"""What a team has to carry: whom it follows, what it did week by week, and what falls due."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from kaa_cli.rules.codes import AppointmentState, Channel
from kaa_cli.rules.days import DAY
from kaa_cli.rules.grouping import Asked, Values, grouped
from kaa_cli.rules.journeys import Journey
from kaa_cli.rules.policy import Policy

WEEKS_AHEAD = 4
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Held:
    """Youths in the duty at the period's end, and what is still to be done for them."""

    youths: int
    not_mapped: int
    never_reached: int
    with_contact_person: int


@dataclass(frozen=True)
class Week:
    """A week of the period, told by its Monday: what was done."""

    monday: date
    attempts: Mapping[Channel, int]
    appointments: Mapping[AppointmentState, int]
    visits: int = 0
    """Stops of rounds of home visits."""

    @property
    def all_attempts(self) -> int:
        return sum(self.attempts.values())


@dataclass(frozen=True, slots=True)
class Coming:
    """A week to come, told by its Monday; the first also holds what is late."""

    monday: date
    steps: int
    """Youths whose next step is due then."""
    appointments: int
    follow_ups: int
    deadlines: int
    """First attempts whose days run out then."""
    turning_20: int


@dataclass(frozen=True)
class Load:
    """The report; figures per caseworker only as a grouping, where they are allowed."""

    asked: Asked
    total: Held
    contact_persons: int
    weeks: tuple[Week, ...]
    coming: tuple[Coming, ...]
    groups: tuple[tuple[Values, Held], ...] = ()
    is_programme: bool = False
    """A register of participants outside the duty."""

    @property
    def per_contact_person(self) -> float | None:
        """Youths for each contact person, on an average."""
        followed = self.total.with_contact_person
        return followed / self.contact_persons if self.contact_persons else None


def last_told(today: date) -> date:
    """The last of the days to come that are told."""
    return monday_of(today) + _WEEK * WEEKS_AHEAD - DAY


@dataclass(frozen=True)
class Ahead:
    """Days on which something falls due, one for each time; those before today are late."""

    steps: Sequence[date] = ()
    appointments: Sequence[date] = ()
    follow_ups: Sequence[date] = ()
    deadlines: Sequence[date] = ()
    birthdays: Sequence[date] = ()


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def load(
    journeys: Iterable[Journey],
    weeks: Mapping[date, Week],
    ahead: Ahead,
    asked: Asked,
    policy: Policy,
) -> Load:
    """The report; `weeks` by their Monday, those in which nothing was done may be missing."""
    there = [one for one in journeys if one.is_there_on(asked.last)]
    groups = grouped(there, lambda one: one.who, asked.by, asked.last)
    return Load(
        asked,
        _held(there, asked, policy),
        len({one.who.contact_person for one in there} - {""}),
        tuple(weeks.get(monday, Week(monday, {}, {})) for monday in _mondays(asked)),
        tuple(_coming(ahead, asked.as_of)),
        tuple((told, _held(members, asked, policy)) for told, members in groups),
    )


def _held(there: Sequence[Journey], asked: Asked, policy: Policy) -> Held:
    return Held(
        len(there),
        sum(not one.is_mapped(policy, asked.last) for one in there),
        sum(one.reached_on is None for one in there),
        sum(bool(one.who.contact_person) for one in there),
    )


def _mondays(asked: Asked) -> Iterable[date]:
    monday = monday_of(asked.first)
    while monday <= asked.last:
        yield monday
        monday += _WEEK


def by_months(weeks: Iterable[Week]) -> Iterator[Week]:
    """The weeks of each month together, told by the first Monday of them."""
    for _month, some in groupby(weeks, lambda week: week.monday.replace(day=1)):
        of_it = list(some)
        yield Week(
            of_it[0].monday,
            sum((Counter(week.attempts) for week in of_it), Counter()),
            sum((Counter(week.appointments) for week in of_it), Counter()),
            sum(week.visits for week in of_it),
        )


def _coming(ahead: Ahead, today: date) -> Iterable[Coming]:
    """This week and those after it; what should have been done before counts in the first."""
    first = monday_of(today)

    def by_week(days: Iterable[date]) -> Counter[date]:
        return Counter(max(first, monday_of(day)) for day in days)

    steps, appointments = by_week(ahead.steps), by_week(ahead.appointments)
    follow_ups, deadlines = by_week(ahead.follow_ups), by_week(ahead.deadlines)
    birthdays = by_week(ahead.birthdays)
    for monday in (first + _WEEK * n for n in range(WEEKS_AHEAD)):
        yield Coming(
            monday,
            steps[monday],
            appointments[monday],
            follow_ups[monday],
            deadlines[monday],
            birthdays[monday],
        )
