"""Two routines and what was really done, side by side over a period; each figure with its whole."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from kaa_cli.rules.codes import Channel, Task
from kaa_cli.rules.lives import Life, is_known_late
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.replaying import Asked, Played, done, play
from kaa_cli.rules.scope import out_of_scope

Week = tuple[int, int]
"""An ISO year and week."""
Watch = Callable[[Iterable[Life]], Iterable[Life]]


@dataclass(frozen=True, slots=True)
class OfYouth:
    """What one routine asked for of one youth within the period, and what would come after it."""

    attempts: int
    first_on: date | None
    next_on: date | None
    next_channel: Channel | Task | None


@dataclass(frozen=True, slots=True)
class YouthRow:
    """One youth in one registration: under the present routine, the other, and as it was."""

    youth: int
    first_seen_on: date
    present: OfYouth
    other: OfYouth
    done: OfYouth


@dataclass(frozen=True)
class Figures:
    """One column. `waited` are the days from the list to the first attempt, shortest first.

    They are those of the youths who were new in the period and got an attempt in it.
    """

    channels: Counter[Channel]
    weeks: Counter[Week]
    tried: int
    waited: tuple[int, ...]

    @property
    def attempts(self) -> int:
        return sum(self.channels.values()) - self.searches

    @property
    def searches(self) -> int:
        return self.channels[Channel.FIND_NUMBER]

    @property
    def visits(self) -> int:
        return self.channels[Channel.HOME_VISIT]

    @property
    def median_wait(self) -> float | None:
        return median(self.waited) if self.waited else None

    @property
    def longest_wait(self) -> int | None:
        return self.waited[-1] if self.waited else None


@dataclass(frozen=True)
class Comparison:
    """The period, whom it is about (`new`: first on the list within it), and the three columns.

    The first attempt in the period comes `earlier`, `later` or the `same` day under the other
    routine; or only one of the two asks for any.
    """

    first: date
    last: date
    new: int
    present: Figures
    other: Figures
    done: Figures
    rows: tuple[YouthRow, ...]
    earlier: int
    later: int
    same: int
    only_present: int
    only_other: int
    known_late: int
    """Of how many no way to reach is recorded for the first days; they are played without any."""

    @property
    def youths(self) -> int:
        return len(self.rows)

    @property
    def weeks(self) -> list[Week]:
        """The weeks in which any of the three has an attempt, in order."""
        return sorted({*self.present.weeks, *self.other.weeks, *self.done.weeks})


def in_duty_during(lives: Iterable[Life], first: date, last: date) -> list[Life]:
    """Those whom the register had in the duty on any day of the period."""
    return [one for one in lives if _was_there(one, first, last)]


def _was_there(one: Life, first: date, last: date) -> bool:
    facts = one.facts
    day = max(first, facts.first_seen_on)
    out = out_of_scope(facts.duty_ends_on, facts.begins_on, facts.ended_on, day)
    return day <= last and out is None


def compare(
    lives: Sequence[Life],
    present: Policy,
    other: Policy,
    first: date,
    last: date,
    watch: Watch = iter,
) -> Comparison:
    """Play the period under both routines; whoever was in the duty twice in it counts twice."""
    played = [
        (one, (play(one, present, last), play(one, other, last), done(one.facts, last)))
        for one in watch(lives)
    ]
    rows = tuple(sorted((_row(*both, first) for both in played), key=_by_number))
    firsts = [(row.present.first_on, row.other.first_on) for row in rows]
    asked = [(was, now) for was, now in firsts if was is not None and now is not None]

    def column(place: int) -> Figures:
        return _figures([(one, columns[place]) for one, columns in played], first)

    return Comparison(
        first,
        last,
        sum(row.first_seen_on >= first for row in rows),
        column(0),
        column(1),
        column(2),
        rows,
        earlier=sum(now < was for was, now in asked),
        later=sum(now > was for was, now in asked),
        same=sum(now == was for was, now in asked),
        only_present=sum(was is not None and now is None for was, now in firsts),
        only_other=sum(was is None and now is not None for was, now in firsts),
        known_late=sum(map(is_known_late, lives)),
    )


def _by_number(row: YouthRow) -> tuple[int, date]:
    return row.youth, row.first_seen_on


def _row(one: Life, columns: tuple[Played, Played, Played], first: date) -> YouthRow:
    present, other, real = (_of_youth(played, first) for played in columns)
    return YouthRow(one.facts.youth, one.facts.first_seen_on, present, other, real)


def _of_youth(played: Played, first: date) -> OfYouth:
    tries = _tries(played, first)
    first_on = tries[0].on if tries else None
    return OfYouth(len(tries), first_on, played.next_on, played.next_channel)


def _tries(played: Played, first: date) -> list[Asked]:
    """The attempts of the period; to look for a number reaches nobody, so it is none."""
    return [s for s in played.steps if s.on >= first and s.channel is not Channel.FIND_NUMBER]


def _figures(column: Sequence[tuple[Life, Played]], first: date) -> Figures:
    tries = [(one, _tries(played, first)) for one, played in column]
    return Figures(
        channels=Counter(s.channel for _one, p in column for s in p.steps if s.on >= first),
        weeks=Counter(s.on.isocalendar()[:2] for _one, steps in tries for s in steps),
        tried=sum(bool(steps) for _one, steps in tries),
        waited=tuple(
            sorted(
                (steps[0].on - one.facts.first_seen_on).days
                for one, steps in tries
                if steps and one.facts.first_seen_on >= first
            )
        ),
    )
