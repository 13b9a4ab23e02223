"""Who turns 20 before the ladder can reach them, at the pace that is kept now.

Pure: the same youths, queue, pace and day give the same list, whatever the machine is doing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kaa_cli.rules.codes import Channel, Place
from kaa_cli.rules.days import DAY, Calendar
from kaa_cli.rules.ladder import ahead
from kaa_cli.rules.policy import Policy, PolicyBook
from kaa_cli.rules.queue import Due, Standing
from kaa_cli.rules.steps import Step
from kaa_cli.rules.urgency import TURNING_20_WITHIN, urgency

PACE_DAYS = 20
FAREWELL_DAYS = 60
_MOST_STEPS = 100
_PAST_EVERYBODY = 1_300
"""So many worked days from now everybody in the duty has turned 20: nothing is later than that."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many attempts were made on how many worked days; without any it is not known."""

    attempts: int
    days: int

    def turn_after(self, place: int) -> int | None:
        """How many worked days after today somebody's turn comes; `place` 1 is the first."""
        if not self.attempts:
            return None
        return -(-place * self.days // self.attempts) - 1


@dataclass(frozen=True, slots=True)
class Turning20:
    """A youth in the duty who will turn 20, and how long that is from today."""

    row: Standing
    on: date
    days_left: int

    @property
    def weeks_left(self) -> int:
        """All that is told of a protected youth, whose birthday is most of the personal number."""
        return self.days_left // 7


@dataclass(frozen=True, slots=True)
class TooLate:
    """One whom the ladder cannot reach in time; the days are those of its last step.

    Of the steps that come after the birthday only the first is looked at, so by the days it ends at
    the earliest then.
    `ends_at_pace_on` is None when the pace is not known. `do_by` is the last day for the coming
    step that leaves time for the others; today when no day does.
    """

    who: Turning20
    do_by: date
    ends_on: date
    ends_at_pace_on: date | None = None


@dataclass(frozen=True)
class Countdown:
    """The list, and what it was reckoned from: the pace, and how many are in the queue today."""

    rows: tuple[TooLate, ...]
    pace: Pace
    queue: int
    days: int = TURNING_20_WITHIN
    """All who turn 20 within so many days were looked at, perhaps others too."""


def pace_since(calendar: Calendar, today: date, first: date | None) -> date:
    """From which day attempts are counted: 20 worked days, or since the first there ever was."""
    since = calendar.before(today + DAY, PACE_DAYS)
    return since if first is None else max(since, min(first, today))


def turning_20(rows: Iterable[Standing], today: date) -> list[Turning20]:
    """Those in the queue or waiting, by when they turn 20, the soonest first.

    Who is out of the queue by a decision is not among them, nor a participant whom no duty
    covers. Protected youths stand last in their
    week, so that the order does not tell their day.
    """
    found = []
    for row in rows:
        on = row.case.facts.duty_ends_on
        is_waited_for = row.step.place is not Place.OUT_OF_QUEUE and not row.case.period.ended_on
        if is_waited_for and on is not None:
            found.append(Turning20(row, on, (on - today).days))
    return sorted(found, key=_soonest)


def _soonest(who: Turning20) -> tuple[int, bool, int, int]:
    person = who.row.case.person
    return who.weeks_left, person.is_masked, who.days_left, person.id


def countdown(
    rows: Iterable[Standing],
    due: Sequence[Due],
    book: PolicyBook,
    today: date,
    pace: Pace,
    within: int | None = None,
) -> Countdown:
    """Those never reached whose ladder cannot end before the 20th birthday, the soonest first.

    `due` is everybody due today in the order of urgency. Without `within` the horizon is as long as
    a whole ladder takes from the youth's turn, and no shorter than urgency looks ahead: who has
    longer has no settled place in the queue yet.
    """
    queue = [one for one in due if _takes_an_attempt(one.step)]
    places = {one.case.person.id: place for place, one in enumerate(queue, start=1)}
    found = []
    for who in turning_20((row for row in rows if not row.step.ever_reached), today):
        if _is_near(who, book.on(today), today, within):
            place = places.get(who.row.case.person.id) or _place(who.row, queue, book, today)
            found.append(_reckoned(who, place, book, today, pace))
    late = tuple(filter(_is_late, found))
    return Countdown(late, pace, len(queue), within or TURNING_20_WITHIN)


def is_within(who: Turning20, days: int) -> bool:
    """Whether the birthday is so near; of a protected youth by weeks, or two lists tell it."""
    if who.row.case.person.is_masked:
        return who.weeks_left * 7 <= days
    return who.days_left <= days


def _is_near(who: Turning20, policy: Policy, today: date, within: int | None) -> bool:
    if within is not None:
        return is_within(who, within)
    if is_within(who, TURNING_20_WITHIN):
        return True
    turn_on = max(today, who.row.step.due_on or today)
    return who.on <= policy.calendar.after(turn_on, whole_ladder(policy) + policy.search_days)


def _is_late(one: TooLate) -> bool:
    return max(one.ends_on, one.ends_at_pace_on or one.ends_on) >= one.who.on


def _takes_an_attempt(step: Step) -> bool:
    return isinstance(step.channel, Channel) and step.channel is not Channel.FIND_NUMBER


def _place(row: Standing, queue: Sequence[Due], book: PolicyBook, today: date) -> int:
    """Where one who is not due yet would come into the queue on the day of the coming step."""
    day = row.step.due_on or today
    points = urgency(row.case.facts, row.step, book.on(today), day).points
    return 1 + sum(one.urgency.points > points for one in queue)


def _reckoned(who: Turning20, place: int, book: PolicyBook, today: date, pace: Pace) -> TooLate:
    """When the youth's ladder ends by its days, and when each step waits its turn as well.

    Waits are worked days, and those of the pace are added up like the routine's: the queue is taken
    to stay as long as it is today. Where no way is left, one is taken to be found on that day.
    """
    policy = book.on(today)
    calendar = policy.calendar
    steps = list(remaining(who.row, book, today))
    ends_on = calendar.on_or_after(max([today, *(s.due_on for s in steps if s.due_on)]))
    turns = sum(map(_takes_an_attempt, steps))
    if any(step.place is Place.NO_WAY for step in steps):
        ends_on = calendar.after(ends_on, whole_ladder(policy))
        turns += sum(rung.attempts for rung in policy.rungs)
    turn = pace.turn_after(place)
    at_pace = None
    if turn is not None:
        at_pace = calendar.after(ends_on, min(turns * turn, _PAST_EVERYBODY))
    return TooLate(who, _do_by(who, ends_on, calendar, today), ends_on, at_pace)


def whole_ladder(policy: Policy) -> int:
    """How many worked days a whole ladder takes when each step is done on its day."""
    retries = sum((rung.attempts - 1) * rung.retry_days for rung in policy.rungs)
    return retries + sum(rung.after_days for rung in policy.rungs[1:])


def remaining(row: Standing, book: PolicyBook, today: date) -> Iterator[Step]:
    """The steps that are left of the ladder, each on its day; after a check as if nothing was."""
    yield from ahead(row.case.facts, book, today, _MOST_STEPS)
    if row.step.place is Place.CHECK:
        freed = replace(row.case.facts, check=None, do_not_contact_until=None)
        yield from ahead(freed, book, max(today, row.step.due_on or today), _MOST_STEPS)


def _do_by(who: Turning20, ends_on: date, calendar: Calendar, today: date) -> date:
    """The last day on which the coming step still leaves time for the others."""
    if ends_on >= who.on or who.row.case.person.is_masked:  # the day would tell the birthday
        return today
    first = calendar.on_or_after(max(today, who.row.step.due_on or today))
    return calendar.before(who.on, calendar.worked_between(first, ends_on))
