"""The half-year report to the statistics agency: five blocks of lines, from what is known.

Who was in the duty at some time in the half-year is in it (skollagen 29 kap. 9 §): from the day of
registration until the registration was closed or the youth turned 20. A line tells codes and days;
who it is about is told by the youth's own row alone.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from kaa_cli.rules.codes import AttemptResult, Channel, OccupationCode, Reason, Sex, Target
from kaa_cli.rules.days import birthday
from kaa_cli.rules.facts import Occupation
from kaa_cli.rules.scope import DUTY_ENDS_AT
from kaa_cli.rules.support_codes import Block
from kaa_cli.rules.walk import CONTACTS

_HALF = re.compile(r"([12][0-9]{3})-?[hH]([12])")
CONTACT_RESULTS = CONTACTS | {AttemptResult.DO_NOT_CONTACT}
"""Results of an attempt in which somebody answered."""
Told = Mapping[str, str]


@dataclass(frozen=True, slots=True, order=True)
class Half:
    """Half a year: January to June (H1) or July to December (H2)."""

    year: int
    part: int

    def __str__(self) -> str:
        return f"{self.year}H{self.part}"

    @property
    def first(self) -> date:
        return date(self.year, 1 if self.part == 1 else 7, 1)

    @property
    def last(self) -> date:
        return date(self.year, 6, 30) if self.part == 1 else date(self.year, 12, 31)


def read_half(text: str) -> Half:
    """The half-year that a word such as 2026H2 names; raises ValueError."""
    found = _HALF.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return Half(int(found[1]), int(found[2]))


def half_of(day: date) -> Half:
    """The half-year a day is in."""
    return Half(day.year, 1 if day.month <= 6 else 2)


@dataclass(frozen=True, slots=True)
class Stay:
    """A registration, with what the report asks of the youth."""

    id: int
    youth: int
    born_on: date
    registered_on: date
    reason: Reason
    municipality: str = ""
    ended_on: date | None = None
    end_reason: str | None = None
    sex: Sex | None = None
    has_personal_number: bool = True
    is_protected: bool = False

    @property
    def turns_20_on(self) -> date:
        return birthday(self.born_on, DUTY_ENDS_AT)

    def is_in(self, first: date, last: date) -> bool:
        """Whether the duty held on some day of a half-year, or ended on its first."""
        if self.registered_on > last or (self.ended_on is not None and self.ended_on < first):
            return False
        return self.turns_20_on >= first

    def has_ended_in(self, first: date, last: date) -> bool:
        """Whether it was closed then, be it that the youth had turned 20 in the one before."""
        return self.ended_on is not None and first <= self.ended_on <= last


@dataclass(frozen=True, slots=True)
class Contact:
    """An attempt in which somebody answered."""

    id: int
    registration: int
    on: date
    channel: Channel
    to: Target
    occupation: OccupationCode | None = None


@dataclass(frozen=True, slots=True)
class MeasureTold:
    """A measure as far as the report asks."""

    id: int
    youth: int
    type: str
    started_on: date | None = None
    ended_on: date | None = None
    end_reason: str | None = None
    occupation_before: OccupationCode | None = None
    occupation_after: OccupationCode | None = None

    def has_ended_in(self, half: Half) -> bool:
        """Whether it began and ended then; a yes that came to nothing is no measure."""
        if self.started_on is None or self.ended_on is None:
            return False
        return half.first <= self.ended_on <= half.last


@dataclass(frozen=True)
class Evidence:
    """All that the blocks are made of; what happened is given oldest first."""

    stays: Sequence[Stay]
    contacts: Sequence[Contact] = ()
    measures: Sequence[MeasureTold] = ()
    occupations: Mapping[int, Sequence[Occupation]] = field(default_factory=dict)
    """By youth, by day."""
    several_municipalities: bool = False
    for_lines: bool = True
    """Whether all that was told of occupations is here, which only the lines take."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block: whose, which row of the register it is about, and what it tells."""

    block: Block
    youth: int
    row: int
    told: Told

    @property
    def key(self) -> tuple[Block, int, int]:
        return self.block, self.youth, self.row


@dataclass(frozen=True)
class Worksheet:
    """A half-year, as far as it has gone by `as_of`: what each block is about."""

    half: Half
    as_of: date
    stays: tuple[Stay, ...]
    """Those that some line may be about."""
    begun: tuple[Stay, ...]
    """Those of the block of everybody in the duty; the other blocks follow."""
    contacts: tuple[Contact, ...]
    started: tuple[MeasureTold, ...]
    ended: tuple[MeasureTold, ...]
    closed: tuple[Stay, ...]
    known: Evidence

    @cached_property
    def youths(self) -> dict[int, int]:
        """Whose a stay is."""
        return {stay.id: stay.youth for stay in self.stays}

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The five blocks, each by youth and then by day.

        Only of evidence `for_lines`.
        """
        assert self.known.for_lines
        return (
            *(_mandatory(stay, self.known) for stay in self.begun),
            *(_contact(one, youth, self.known) for youth, one in self._by_youth()),
            *(_measure_started(one, self.known) for one in self.started),
            *(_measure_ended(one, self.known) for one in self.ended),
            *(_closed(stay) for stay in self.closed),
        )

    def _by_youth(self) -> list[tuple[int, Contact]]:
        told = ((self.youths[one.registration], one) for one in self.contacts)
        return sorted(told, key=lambda two: (two[0], two[1].on, two[1].id))

    def of(self, block: Block) -> list[Line]:
        return [line for line in self.lines if line.block is block]

    @property
    def protected(self) -> frozenset[int]:
        return frozenset(stay.youth for stay in self.stays if stay.is_protected)


def worksheet(half: Half, as_of: date, known: Evidence) -> Worksheet:
    """What the five blocks are made of."""
    first, last = half.first, half.last
    begun = [stay for stay in known.stays if stay.registered_on <= as_of]
    stays = [stay for stay in begun if stay.is_in(first, last)]
    closed = [stay for stay in begun if stay.has_ended_in(first, last)]
    whose = {stay.id: stay.youth for stay in stays}
    contacts = [c for c in known.contacts if c.registration in whose and first <= c.on <= last]
    youths = set(whose.values())
    mine = sorted((m for m in known.measures if m.youth in youths), key=lambda m: (m.youth, m.id))
    return Worksheet(
        half,
        as_of,
        tuple({stay.id: stay for stay in (*stays, *closed)}.values()),
        tuple(stays),
        tuple(contacts),
        tuple(m for m in mine if m.started_on and first <= m.started_on <= last),
        tuple(m for m in mine if m.has_ended_in(half)),
        tuple(closed),
        known,
    )


def _mandatory(stay: Stay, known: Evidence) -> Line:
    told = {
        "municipality": stay.municipality,
        "registered_on": stay.registered_on.isoformat(),
        "reason": stay.reason.value,
        "occupation": occupation_on(known, stay.youth, stay.registered_on),
    }
    return Line(Block.MANDATORY, stay.youth, stay.id, told)


def occupation_on(known: Evidence, youth: int, day: date) -> str:
    """The latest occupation known on a day; of one day the last told."""
    told = reversed(known.occupations.get(youth, ()))
    return next((one.code for one in told if one.on <= day), OccupationCode.UNKNOWN).value


def _contact(one: Contact, youth: int, known: Evidence) -> Line:
    told = {
        "on": one.on.isoformat(),
        "occupation": one.occupation or occupation_on(known, youth, one.on),
        "channel": one.channel.value,
        "to": one.to.value,
    }
    return Line(Block.CONTACT, youth, one.id, told)


def _measure_started(one: MeasureTold, known: Evidence) -> Line:
    assert one.started_on is not None
    told = {
        "started_on": one.started_on.isoformat(),
        "type": one.type,
        "occupation": one.occupation_before or occupation_on(known, one.youth, one.started_on),
    }
    return Line(Block.MEASURE_STARTED, one.youth, one.id, told)


def _measure_ended(one: MeasureTold, known: Evidence) -> Line:
    told = {
        "started_on": one.started_on.isoformat() if one.started_on else "",
        "type": one.type,
        "ended_on": one.ended_on.isoformat() if one.ended_on else "",
        "end_reason": one.end_reason or "",
        "occupation": occupation_after(one, known),
    }
    return Line(Block.MEASURE_ENDED, one.youth, one.id, told)


def occupation_after(one: MeasureTold, known: Evidence) -> str:
    """What was told as it ended, else the first that was told from that day on."""
    assert one.ended_on is not None
    later = [o.code for o in known.occupations.get(one.youth, ()) if o.on >= one.ended_on]
    return (one.occupation_after or (later[0] if later else OccupationCode.UNKNOWN)).value


def _closed(stay: Stay) -> Line:
    assert stay.ended_on is not None
    told = {"ended_on": stay.ended_on.isoformat(), "end_reason": stay.end_reason or ""}
    return Line(Block.DUTY_ENDED, stay.youth, stay.id, told)


@dataclass(frozen=True)
class BlockCounts:
    """How many lines and youths each block had, as known on a day."""

    as_of: date
    blocks: tuple[tuple[Block, int, int], ...]


def block_counts(sheet: Worksheet) -> BlockCounts:
    """The counts of a worksheet."""
    whose = {
        Block.MANDATORY: [stay.youth for stay in sheet.begun],
        Block.CONTACT: [sheet.youths[one.registration] for one in sheet.contacts],
        Block.MEASURE_STARTED: [one.youth for one in sheet.started],
        Block.MEASURE_ENDED: [one.youth for one in sheet.ended],
        Block.DUTY_ENDED: [stay.youth for stay in sheet.closed],
    }
    counts = ((block, len(whose[block]), len(set(whose[block]))) for block in Block)
    return BlockCounts(sheet.as_of, tuple(counts))
