"""The half-year report to the statistics agency: five blocks of lines, from what is known.

Who was in the duty at some time in the half-year is in it (skollagen 29 kap. 9 §): from the day of
registration until the registration was closed or the youth turned 20. A line tells codes and days;
who it is about is told by the youth's own row alone.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

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

    def is_in(self, half: Half) -> bool:
        """Whether the duty held on some day of the half-year, or ended on its first."""
        until = min(self.ended_on or date.max, self.turns_20_on)
        return self.registered_on <= half.last and until >= half.first

    def has_ended_in(self, half: Half) -> bool:
        """Whether it was closed then, be it that the youth had turned 20 in the one before."""
        return self.ended_on is not None and half.first <= self.ended_on <= half.last


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
    """The lines of a half-year, as far as it has gone by `as_of`."""

    half: Half
    as_of: date
    lines: tuple[Line, ...]
    stays: tuple[Stay, ...]
    """Those that some line is about."""

    def of(self, block: Block) -> list[Line]:
        return [line for line in self.lines if line.block is block]

    @property
    def protected(self) -> frozenset[int]:
        return frozenset(stay.youth for stay in self.stays if stay.is_protected)


def worksheet(half: Half, as_of: date, known: Evidence) -> Worksheet:
    """The five blocks, each by youth and then by day."""
    begun = [stay for stay in known.stays if stay.registered_on <= as_of]
    stays = [stay for stay in begun if stay.is_in(half)]
    ended = [stay for stay in begun if stay.has_ended_in(half)]
    lines = [
        *_mandatory(stays, known),
        *_contacts(stays, half, known),
        *_measures(stays, half, known),
        *_ended(ended),
    ]
    told = {stay.id: stay for stay in (*stays, *ended)}
    return Worksheet(half, as_of, tuple(lines), tuple(told.values()))


def _mandatory(stays: Iterable[Stay], known: Evidence) -> Iterator[Line]:
    for stay in stays:
        told = {
            "municipality": stay.municipality,
            "registered_on": stay.registered_on.isoformat(),
            "reason": stay.reason.value,
            "occupation": occupation_on(known, stay.youth, stay.registered_on),
        }
        yield Line(Block.MANDATORY, stay.youth, stay.id, told)


def occupation_on(known: Evidence, youth: int, day: date) -> str:
    """The latest occupation known on a day; of one day the last told."""
    told = reversed(known.occupations.get(youth, ()))
    return next((one.code for one in told if one.on <= day), OccupationCode.UNKNOWN).value


def _contacts(stays: Iterable[Stay], half: Half, known: Evidence) -> Iterator[Line]:
    youths = {stay.id: stay.youth for stay in stays}
    first, last = half.first, half.last
    found = [
        one for one in known.contacts if one.registration in youths and first <= one.on <= last
    ]
    for one in sorted(found, key=lambda one: (youths[one.registration], one.on, one.id)):
        youth = youths[one.registration]
        told = {
            "on": one.on.isoformat(),
            "occupation": one.occupation or occupation_on(known, youth, one.on),
            "channel": one.channel.value,
            "to": one.to.value,
        }
        yield Line(Block.CONTACT, youth, one.id, told)


def _measures(stays: Iterable[Stay], half: Half, known: Evidence) -> Iterator[Line]:
    youths = {stay.youth for stay in stays}
    mine = sorted((m for m in known.measures if m.youth in youths), key=lambda m: (m.youth, m.id))
    for one in mine:
        if one.started_on and half.first <= one.started_on <= half.last:
            before = one.occupation_before or occupation_on(known, one.youth, one.started_on)
            told = {
                "started_on": one.started_on.isoformat(),
                "type": one.type,
                "occupation": before,
            }
            yield Line(Block.MEASURE_STARTED, one.youth, one.id, told)
    for one in mine:
        if one.has_ended_in(half):
            yield Line(Block.MEASURE_ENDED, one.youth, one.id, _measure_ended(one, known))


def _measure_ended(one: MeasureTold, known: Evidence) -> Told:
    return {
        "started_on": one.started_on.isoformat() if one.started_on else "",
        "type": one.type,
        "ended_on": one.ended_on.isoformat() if one.ended_on else "",
        "end_reason": one.end_reason or "",
        "occupation": occupation_after(one, known),
    }


def occupation_after(one: MeasureTold, known: Evidence) -> str:
    """What was told as it ended, else the first that was told from that day on."""
    assert one.ended_on is not None
    later = [o.code for o in known.occupations.get(one.youth, ()) if o.on >= one.ended_on]
    return (one.occupation_after or (later[0] if later else OccupationCode.UNKNOWN)).value


def _ended(stays: Iterable[Stay]) -> Iterator[Line]:
    for stay in stays:
        if stay.ended_on:
            told = {"ended_on": stay.ended_on.isoformat(), "end_reason": stay.end_reason or ""}
            yield Line(Block.DUTY_ENDED, stay.youth, stay.id, told)


def youths_of(lines: Collection[Line]) -> int:
    """How many youths some lines are about."""
    return len({line.youth for line in lines})


@dataclass(frozen=True)
class BlockCounts:
    """How many lines and youths each block had, as known on a day."""

    as_of: date
    blocks: tuple[tuple[Block, int, int], ...]


def block_counts(sheet: Worksheet) -> BlockCounts:
    """The counts of a worksheet."""
    by_block = ((block, sheet.of(block)) for block in Block)
    counts = ((block, len(lines), youths_of(lines)) for block, lines in by_block)
    return BlockCounts(sheet.as_of, tuple(counts))
