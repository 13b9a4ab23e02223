"""Whether outcomes lasted: of those of a period, what was found at 60, 120, 180 and 240 days.

One person counts once, by the latest outcome in the period. At each time an outcome is in one
place: sustained, interrupted, not known, not asked about, or not due yet, which leaves it out of
every share. An answer serves for the time it is nearest to, as when it is asked for
(`following.time_answered`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kaa_cli.rules.codes import OutcomeCategory
from kaa_cli.rules.facts import OutcomeCheck
from kaa_cli.rules.figures import Share
from kaa_cli.rules.following import time_answered
from kaa_cli.rules.grouping import Asked, Values, Who, grouped
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.report_codes import By
from kaa_cli.rules.support_codes import Lasting

MOVED_ON = (OutcomeCategory.STUDIES, OutcomeCategory.WORK, OutcomeCategory.OTHER_AUTHORITY)


class State(StrEnum):
    """Where an outcome is at a time."""

    SUSTAINED = "sustained"
    INTERRUPTED = "interrupted"
    NOT_KNOWN = "not-known"
    NOT_ASKED = "not-asked"
    NOT_DUE = "not-due"


@dataclass(frozen=True)
class Lasted:
    """One person's outcome and what was found of it."""

    who: Who
    on: date
    category: OutcomeCategory
    checks: tuple[OutcomeCheck, ...] = ()
    replaced_on: date | None = None
    """The day of a later outcome: from then on only that one is asked about."""


@dataclass(frozen=True, slots=True)
class LastingSum:
    """How many outcomes are where at one time."""

    days: int
    outcomes: int
    sustained: int
    interrupted: int
    not_known: int
    not_asked: int
    not_due: int

    @property
    def due(self) -> int:
        return self.outcomes - self.not_due

    @property
    def of_due(self) -> Share:
        """Sustained, of all whose time has come."""
        return Share(self.sustained, self.due)

    @property
    def of_known(self) -> Share:
        """Sustained, of those of whom it is known."""
        return Share(self.sustained, self.sustained + self.interrupted)


@dataclass(frozen=True, slots=True)
class LastingLine:
    """One group and category at every time, the first first; no category: all of them."""

    group: Values
    category: OutcomeCategory | None
    at: tuple[LastingSum, ...]


@dataclass(frozen=True)
class LastingTable:
    """The outcomes of a period, followed up to a day."""

    first: date
    last: date
    as_of: date
    lasting_days: int
    lines: tuple[LastingLine, ...]
    total: LastingLine
    by: tuple[By, ...] = ()


def state_at(one: Lasted, time: int, lasting_days: int, as_of: date) -> State:
    """Where an outcome is at a time (1 is the first), as known on a day."""
    due_on = one.on + timedelta(days=time * lasting_days)
    if due_on > as_of:
        return State.NOT_DUE
    for check in sorted(one.checks, key=lambda told: told.on):
        answered = time_answered(one.on, check.on, lasting_days)
        if check.result is Lasting.INTERRUPTED:
            # found late, it tells nothing of the times that went by unasked
            return State.INTERRUPTED if answered <= time else State.NOT_KNOWN
        if answered >= time:
            return State(check.result)
    is_replaced = one.replaced_on is not None and one.replaced_on <= due_on
    return State.NOT_DUE if is_replaced else State.NOT_ASKED


def lasting_table(rows: Sequence[Lasted], asked: Asked, policy: Policy) -> LastingTable:
    """The table of outcomes given oldest first, as known on the day asked."""
    latest = {row.who.youth: row for row in rows}
    counted = [row for row in latest.values() if row.category in MOVED_ON]
    groups = grouped(counted, lambda row: row.who, asked.by, asked.last)

    def line(
        group: Values, category: OutcomeCategory | None, members: Sequence[Lasted]
    ) -> LastingLine:
        times = range(1, policy.lasting_checks + 1)
        sums = (_sum(members, time, policy.lasting_days, asked.as_of) for time in times)
        return LastingLine(group, category, tuple(sums))

    lines = [
        line(group, category, of_it)
        for group, members in groups or [((), counted)]
        for category in MOVED_ON
        if (of_it := [row for row in members if row.category is category])
    ]
    return LastingTable(
        asked.first,
        asked.last,
        asked.as_of,
        policy.lasting_days,
        tuple(lines),
        line((None,) * len(asked.by), None, counted),
        asked.by,
    )


def _sum(rows: Iterable[Lasted], time: int, lasting_days: int, as_of: date) -> LastingSum:
    states = [state_at(row, time, lasting_days, as_of) for row in rows]
    return LastingSum(
        time * lasting_days,
        outcomes=len(states),
        sustained=states.count(State.SUSTAINED),
        interrupted=states.count(State.INTERRUPTED),
        not_known=states.count(State.NOT_KNOWN),
        not_asked=states.count(State.NOT_ASKED),
        not_due=states.count(State.NOT_DUE),
    )
