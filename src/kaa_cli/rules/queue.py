"""Everybody's place: who is due and in which order, and the sum that leaves nobody out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

from kaa_cli.rules.codes import Channel, Knowledge, Place, Target
from kaa_cli.rules.events import Event
from kaa_cli.rules.facts import Attempt
from kaa_cli.rules.knowledge import knowledge
from kaa_cli.rules.ladder import next_step
from kaa_cli.rules.occupations import current_occupation, expires_on
from kaa_cli.rules.person import Case
from kaa_cli.rules.policy import Policy, PolicyBook
from kaa_cli.rules.steps import Step
from kaa_cli.rules.urgency import Urgency, urgency
from kaa_cli.rules.visits import Out
from kaa_cli.rules.walk import CONTACTS


@dataclass(frozen=True, slots=True)
class Due:
    """A youth whose time has come, with the step to take and why it is urgent."""

    case: Case
    step: Step
    known: Knowledge
    urgency: Urgency


@dataclass(frozen=True)
class Queue:
    """Whom one caseworker may take now, most urgent first, and who is left out for whose sake."""

    due: tuple[Due, ...]
    with_others: Mapping[str, int] = field(default_factory=dict)
    """How many of the due each other caseworker has claimed."""
    in_rounds: int = 0
    """How many of the due wait for a visit in an open round."""
    out: Out = field(default_factory=Out)
    quiet: int = 0
    """How many of the due are not to be disturbed before the routine's quiet hours end."""
    quiet_until: time | None = None


@dataclass(frozen=True, slots=True)
class Nobody:
    """Why a queue is empty: others have the rest, another channel has them, or it is too early."""

    by_other_channel: int = 0
    set_aside: int = 0
    """Claimed by others, in a visit round, or not to be disturbed now."""
    of_others: int = 0
    """Due, but followed by another contact person."""
    next_on: date | None = None
    next_at: time | None = None
    count: int = 0
    """How many are due on that day."""


@dataclass(frozen=True)
class Card:
    """All that a card shows of a due youth; `ahead` are the coming steps if nobody answers."""

    due: Due
    policy: Policy
    ahead: tuple[Step, ...]
    events: tuple[Event, ...]
    of_channel: int
    user: str
    why: bool = False


@dataclass(frozen=True)
class Climb:
    """One youth's way up the ladder: what happened, the coming step, and those after it."""

    due: Due
    ahead: tuple[Step, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A youth, the coming step, due or not, and what is known of what the youth does."""

    case: Case
    step: Step
    known: Knowledge


@dataclass(frozen=True)
class RungSum:
    """How many stand on a rung, are due, overdue; of those tried on it, who was reached."""

    standing: int = 0
    due: int = 0
    overdue: int = 0
    tried: int = 0
    reached: int = 0
    reached_guardian: int = 0


@dataclass(frozen=True, kw_only=True)
class Everybody:
    """Where everybody in scope is, and what is known; the places add up to `in_scope`."""

    places: Counter[Place]
    known: Counter[Knowledge]
    are_participants: bool = False
    """Whether it is of a register of participants outside the duty."""

    @property
    def in_scope(self) -> int:
        return sum(self.places.values())

    @property
    def on_ladder(self) -> int:
        return self.places[Place.RUNG] + self.places[Place.FIND_NUMBER]


@dataclass(frozen=True, kw_only=True)
class LadderSum(Everybody):
    """The same with what stands on each rung."""

    rungs: tuple[RungSum, ...]
    find_number: RungSum
    rested_by: Counter[str] = field(default_factory=Counter)
    older: Mapping[Channel, RungSum] = field(default_factory=dict)
    """Who stands on a channel that only an older routine has, and walks that one to its end."""
    next_follow_up_on: date | None = None
    """The first day on which somebody in a measure is due."""
    next_expiry_on: date | None = None
    """The first day on which what is known of somebody mapped expires."""


def standing(case: Case, book: PolicyBook, today: date) -> Standing:
    """Where a youth stands on a day, in the duty or not."""
    step = next_step(case.facts, book, today)
    return Standing(case, step, knowledge(case.facts, step, book.on(today), today))


def standings(cases: Iterable[Case], book: PolicyBook, today: date) -> list[Standing]:
    """The coming step of each youth in scope; those the duty no longer covers are left out."""
    rows = [standing(case, book, today) for case in cases]
    return [row for row in rows if row.step.in_duty or row.step.after_duty]


def due_now(
    rows: Iterable[Standing], book: PolicyBook, today: date, clock: time | None = None
) -> list[Due]:
    """Those whose time has come, most urgent first; ties by due day, then id.

    An hour agreed for today, and an appointment, come before everything else: a promise.
    """
    policy = book.on(today)
    due = [
        Due(row.case, row.step, row.known, urgency(row.case.facts, row.step, policy, today))
        for row in rows
        if row.step.is_due(today, clock)
    ]
    return sorted(due, key=lambda d: _order(d, today))


_DISTURBING = frozenset(
    {Channel.PHONE, Channel.SMS, Channel.HOME_VISIT, Channel.SOCIAL_MEDIA, Channel.IN_PERSON}
)


def disturbs(due: Due, today: date) -> bool:
    """Whether the step would disturb somebody in quiet hours; an hour agreed for today does not."""
    return due.step.channel in _DISTURBING and not _is_agreed_for(due.step, today)


def waits_for_visit(due: Due, out: Out) -> bool:
    """Whether an open round sees to the step; an appointment or an agreed call it does not."""
    return due.step.channel is Channel.HOME_VISIT and due.case.person.id in out.youths


def _is_agreed_for(step: Step, today: date) -> bool:
    return step.due_at is not None and step.due_on == today


def _order(due: Due, today: date) -> tuple[bool, float, date, int]:
    is_promised = _is_agreed_for(due.step, today) or due.step.appointment is not None
    due_on = due.step.due_on or today
    return not is_promised, -due.urgency.points, due_on, due.case.person.id


def is_counted(row: Standing) -> bool:
    """Whether the youth is in the duty; others are due at most: to be checked, or asked again."""
    return row.case.period.ended_on is None and not row.step.after_duty


def ladder_sum(rows: Iterable[Standing], policy: Policy, today: date) -> LadderSum:
    """How many stand where; a youth walking under an older policy stands on the same channel."""
    channels = [rung.channel for rung in policy.rungs]
    on_rung: list[list[Step]] = [[] for _ in channels]
    older: defaultdict[Channel, list[Step]] = defaultdict(list)
    searching: list[Step] = []
    places, known, rested = Counter[Place](), Counter[Knowledge](), Counter[str]()
    tries, follow_ups, expiries = _Tries(today.year), set[date](), set[date]()
    for row in rows:
        step, place = row.step, row.step.place
        tries.add(row.case.facts.attempts)
        if place is Place.IN_MEASURE and step.due_on:
            follow_ups.add(step.due_on)
        elif place is Place.MAPPED:
            expiries.update(_expiry(row, policy, today))
        if not is_counted(row):
            continue
        if place is Place.RUNG:
            rung = _rung_of(step, channels)
            (older[Channel(step.channel or "")] if rung is None else on_rung[rung]).append(step)
        elif place is Place.FIND_NUMBER:
            searching.append(step)
        elif place is Place.RESTING and step.rest is not None:
            rested[step.rest.kind] += 1
        places[place] += 1
        known[row.known] += 1
    return LadderSum(
        rungs=tuple(
            tries.on(channel, _rung_sum(steps, today))
            for channel, steps in zip(channels, on_rung, strict=True)
        ),
        find_number=_rung_sum(searching, today),
        places=places,
        known=known,
        rested_by=rested,
        older={c: tries.on(c, _rung_sum(steps, today)) for c, steps in older.items()},
        next_follow_up_on=min(follow_ups, default=None),
        next_expiry_on=min(expiries, default=None),
    )


def _expiry(row: Standing, policy: Policy, today: date) -> Iterator[date]:
    """The day on which what is known of one who is mapped stops being current."""
    known = current_occupation(row.case.facts, policy, today)
    expiry = expires_on(known, policy) if known is not None else None
    if expiry is not None:
        yield expiry


def _rung_of(step: Step, channels: Sequence[Channel]) -> int | None:
    """The rung of the present policy that a step stands on, also if walked under an older one.

    None when only the older one has its channel.
    """
    own = (step.rung or 1) - 1
    if own < len(channels) and channels[own] == step.channel:
        return own
    same = [rung for rung, channel in enumerate(channels) if channel == step.channel]
    return same[0] if same else None


def _rung_sum(steps: Sequence[Step], today: date) -> RungSum:
    due = [step for step in steps if step.is_due(today)]
    overdue = sum(step.days_overdue(today) > 0 for step in due)
    return RungSum(standing=len(steps), due=len(due), overdue=overdue)


class _Tries:
    """How many youths were tried by each channel in a year, and who answered."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._tried: Counter[Channel] = Counter()
        self._reached: Counter[tuple[Channel, Target]] = Counter()

    def add(self, attempts: Iterable[Attempt]) -> None:
        """Count one youth."""
        made = [attempt for attempt in attempts if attempt.on.year == self._year]
        self._tried.update({attempt.channel for attempt in made})
        self._reached.update({(a.channel, a.to) for a in made if a.result in CONTACTS})

    def on(self, channel: Channel, rung: RungSum) -> RungSum:
        """A rung with what was tried on it."""
        return replace(
            rung,
            tried=self._tried[channel],
            reached=self._reached[channel, Target.YOUTH],
            reached_guardian=self._reached[channel, Target.GUARDIAN],
        )
