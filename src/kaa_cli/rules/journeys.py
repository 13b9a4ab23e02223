"""One youth's way through one stay in the register, as far as a period's last day.

The stations are strictly different and never mixed in a figure: first attempt, reached, mapped,
offered, accepted, started, outcome, still there.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from kaa_cli.rules.codes import EndReason, Knowledge, OutcomeCategory
from kaa_cli.rules.facts import Facts, Measure, Occupation
from kaa_cli.rules.grouping import Who
from kaa_cli.rules.occupations import is_current
from kaa_cli.rules.policy import Policy


@dataclass(frozen=True, slots=True)
class Presence:
    """One youth's stay in the register: from when, and until when."""

    registration: int
    who: Who
    first_seen_on: date
    registered_on: date
    ended_on: date | None = None
    end_reason: EndReason | None = None
    turns_20_on: date | None = None
    """None outside the duty, where nobody leaves by age."""

    @property
    def begins_on(self) -> date:
        return min(self.registered_on, self.first_seen_on)

    @property
    def left_on(self) -> date | None:
        """The day the stay ended: closed, or 20 years old, but not before it was seen on a list."""
        day, aged_on = self.ended_on, self.turns_20_on
        if day is None or (aged_on is not None and aged_on < day):
            day = aged_on
        return self.first_seen_on if day is not None and day < self.first_seen_on else day

    @property
    def left_by(self) -> EndReason | None:
        """Why; who turns 20 before somebody closes the stay leaves by age."""
        if self.ended_on is not None and self.ended_on == self.left_on:
            return self.end_reason
        return EndReason.TURNED_20 if self.turns_20_on is not None else self.end_reason

    def is_there_on(self, day: date) -> bool:
        """Whether the youth was in the register, and covered, at the end of a day."""
        if self.first_seen_on > day:
            return False
        left_on = self.left_on
        return left_on is None or day < left_on

    def looked_at_on(self, last: date) -> date:
        """The day on which a figure looks: the period's last, or that of leaving before it."""
        left_on = self.left_on
        return last if left_on is None or last < left_on else left_on


@dataclass(frozen=True, slots=True)
class Journey(Presence):
    """What happened in one stay up to a day; nothing later is known here."""

    attempted_on: date | None = None
    """The first try of ours, or the youth's own answer; looking for a number is none."""
    reached_on: date | None = None
    """The first time the youth answered, came or said no; a guardian's is the next field."""
    reached_guardian_on: date | None = None
    known_on: date | None = None
    """The first day in this stay of which it is known what the youth did."""
    occupation: Occupation | None = None
    """The latest that was told by the day looked at."""
    broken_on: tuple[date, ...] = ()
    """The days on which an outcome was found interrupted."""
    offered_on: date | None = None
    accepted_on: date | None = None
    started_on: date | None = None
    outcome: OutcomeCategory | None = None
    """The latest in this stay."""
    asked_again: bool = False
    """Whether anybody has asked about that outcome since."""
    still_there: bool | None = None
    """What the latest question said of that outcome; None: not asked, or no answer."""

    def is_mapped(self, policy: Policy, last: date) -> bool:
        """Whether it was known what the youth did, and still current, on the day looked at."""
        told, day = self.occupation, self.looked_at_on(last)
        return told is not None and is_current(told, self.broken_on, policy, day)

    def mapped_first_on(self, policy: Policy) -> date | None:
        """The first day the youth was mapped; what was known before the stay counts if current."""
        if self.known_on is None and self.occupation is not None:
            return self.begins_on if self.is_mapped(policy, self.begins_on) else None
        return self.known_on

    @property
    def moved_on(self) -> bool:
        """Whether the latest outcome is studies, work or another authority."""
        return self.outcome is not None and self.outcome is not OutcomeCategory.REMAINS

    @property
    def was_asked(self) -> bool:
        """Whether the latest outcome was asked about again; an answer tells that it was."""
        return self.asked_again or self.still_there is not None

    def took_days(self, day: date | None, last: date) -> tuple[int, bool]:
        """Days from new on the list to a day, and whether it came while the youth was there."""
        end = max(self.first_seen_on, self.looked_at_on(last))
        if day is not None and day <= end:
            return max(0, (day - self.first_seen_on).days), True
        return (end - self.first_seen_on).days, False

    def within(self, day: date | None, days: int) -> bool:
        """Whether a day came within so many of new on the list."""
        return day is not None and day <= self.first_seen_on + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Known:
    """A journey with what was known of the youth on the day looked at."""

    journey: Journey
    knowledge: Knowledge


def facts_until(facts: Facts, day: date) -> Facts:
    """What was there of a youth's facts at the end of a day; later things have not happened.

    What the register keeps no day of, such as a wish to be left alone, is as it is now.
    """
    ended = facts.ended_on if facts.ended_on is not None and facts.ended_on <= day else None
    return replace(
        facts,
        ended_on=ended,
        attempts=tuple(a for a in facts.attempts if a.on <= day),
        occupations=tuple(o for o in facts.occupations if o.on <= day),
        appointments=tuple(a for a in facts.appointments if a.on <= day),
        measures=tuple(
            _measure_until(m, day) for m in facts.measures if m.started_on and m.started_on <= day
        ),
        outcomes=tuple(
            replace(o, checks=tuple(check for check in o.checks if check.on <= day))
            for o in facts.outcomes
            if o.on <= day
        ),
        phones=tuple(p for p in facts.phones if p.usable_on <= day),
        check=facts.check if facts.check is not None and facts.check.due_on <= day else None,
    )


def _measure_until(measure: Measure, day: date) -> Measure:
    """A measure as it stood on a day: not ended, nor followed up, later than that."""
    ended, followed = measure.ended_on, measure.followed_on
    return replace(
        measure,
        ended_on=ended if ended is not None and ended <= day else None,
        followed_on=followed if followed is not None and followed <= day else None,
    )
