"""What a team meeting takes up, and whom it may name.

The team has members of other authorities, so a youth is a number there until it has agreed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kaa_cli.rules.codes import Place
from kaa_cli.rules.consents import Application, Consent, may_be_named
from kaa_cli.rules.countdown import is_within, turning_20
from kaa_cli.rules.cycle import Began
from kaa_cli.rules.person import Case
from kaa_cli.rules.queue import Standing
from kaa_cli.rules.support_codes import Decision
from kaa_cli.rules.urgency import TURNING_20_WITHIN


class Section(StrEnum):
    """The points of the agenda, in order."""

    NEW = "new"
    UNDECIDED = "undecided"
    NOT_REACHED = "not-reached"
    TURNING_20 = "turning-20"
    NO_CONTACT_PERSON = "no-contact-person"


@dataclass(frozen=True, slots=True)
class Point:
    """One youth on the agenda; `is_named` tells whether the meeting may hear who it is.

    `days` are those the ladder took, or those that are left until the 20th birthday.
    """

    section: Section
    case: Case
    is_named: bool
    application: Application | None = None
    rungs: int = 0
    days: int = 0
    on: date | None = None
    ever_reached: bool = True


@dataclass(frozen=True)
class Agenda:
    """The points of one meeting, and how many youths on it are not named."""

    on: date
    points: tuple[Point, ...]
    is_internal: bool

    def of(self, section: Section) -> list[Point]:
        return [point for point in self.points if point.section is section]

    @property
    def unnamed(self) -> int:
        return len({p.case.person.id for p in self.points if not p.is_named})


def last_meeting(applications: Iterable[Application], before: date) -> date | None:
    """The last day before `before` on which the team decided something."""
    days = (
        one.decided_on
        for one in applications
        if one.decided_on is not None and one.decision is not Decision.WITHDRAWN
    )
    return max((day for day in days if day < before), default=None)


def agenda(
    rows: Sequence[Standing],
    cases: Mapping[int, Case],
    applications: Sequence[Application],
    consents: Iterable[Consent],
    on: date,
    *,
    internal: bool,
) -> Agenda:
    """The points of a meeting; `cases` are those of the applications, whether open or not."""
    of_youth: defaultdict[int, list[Consent]] = defaultdict(list)
    for consent in consents:
        of_youth[consent.youth].append(consent)
    applied: defaultdict[int, list[Application]] = defaultdict(list)
    for one in applications:
        applied[one.youth].append(one)

    def is_named(case: Case) -> bool:
        youth = case.person.id
        agrees = internal or may_be_named(of_youth[youth], applied[youth], on)
        return agrees and not case.person.is_masked and not case.facts.restricted

    points = [
        *(_applied(one, cases[one.youth], applications, on) for one in applications if one.is_open),
        *_not_reached(rows),
        *_turning_20(rows, on),
        *_without_contact_person(rows),
    ]
    order = list(Section)
    points.sort(key=lambda point: order.index(point.section))
    told = (replace(point, is_named=is_named(point.case)) for point in points)
    return Agenda(on, tuple(told), internal)


def _applied(one: Application, case: Case, applications: Sequence[Application], on: date) -> Point:
    """New, or undecided since a meeting that could have taken it up."""
    last = last_meeting(applications, on)
    was_up = one.decision is Decision.POSTPONED or (last is not None and one.on < last)
    section = Section.UNDECIDED if was_up else Section.NEW
    return Point(section, case, is_named=False, application=one)


def _not_reached(rows: Iterable[Standing]) -> Iterator[Point]:
    """Those whose whole ladder has been walked without anybody answering."""
    for row in rows:
        step, facts = row.step, row.case.facts
        if step.ever_reached or step.place in {Place.OUT_OF_QUEUE, Place.IN_MEASURE}:
            continue
        is_exhausted = step.rest is not None and step.rest.kind is Began.EXHAUSTED
        if (is_exhausted or step.cycle > 1) and facts.attempts:
            days = (facts.attempts[-1].on - facts.first_seen_on).days
            yield Point(
                Section.NOT_REACHED,
                row.case,
                is_named=False,
                rungs=step.rungs or 0,
                days=days,
                ever_reached=False,
            )


def _turning_20(rows: Iterable[Standing], on: date) -> Iterator[Point]:
    for who in turning_20(rows, on):
        if who.days_left > 0 and is_within(who, TURNING_20_WITHIN):
            yield Point(
                Section.TURNING_20,
                who.row.case,
                is_named=False,
                days=who.days_left,
                on=who.on,
                ever_reached=who.row.step.ever_reached,
            )


def _without_contact_person(rows: Iterable[Standing]) -> Iterator[Point]:
    for row in rows:
        if row.case.person.contact_person is None and row.case.period.ended_on is None:
            yield Point(Section.NO_CONTACT_PERSON, row.case, is_named=False)
