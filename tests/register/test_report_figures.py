"""Every figure that SQL sums up is the one that comes of walking through everybody's history."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import pytest

import engines
from kaa_cli.register import due_days, models, support
from kaa_cli.register.as_of import rewind
from kaa_cli.register.cases import every_registration, open_cases
from kaa_cli.register.changes import Changes
from kaa_cli.register.engine import open_register
from kaa_cli.register.meetings import Appointment
from kaa_cli.register.office import Setting
from kaa_cli.rules.codes import AttemptResult, Channel, Knowledge, OutcomeCategory, Protection
from kaa_cli.rules.codes import Target as To
from kaa_cli.rules.days import birthday
from kaa_cli.rules.due_days import kept_of
from kaa_cli.rules.grouping import Asked
from kaa_cli.rules.journeys import facts_until
from kaa_cli.rules.knowledge import knowledge
from kaa_cli.rules.ladder import next_step
from kaa_cli.rules.occupations import current_occupation
from kaa_cli.rules.person import Case
from kaa_cli.rules.queue import standings
from kaa_cli.rules.report_codes import By
from kaa_cli.rules.walk import CONTACTS
from kaa_cli.rules.workload import monday_of
from kaa_cli.work import reporting
from kaa_cli.work.desk import Desk
from registers import sign
from youths import BOOK

TODAY, FIRST = date(2026, 9, 7), date(2026, 3, 1)
SEEDS = range(4)
_TRIES = [
    *([("phone", "no-answer")] * 4),
    *(("phone", "voicemail"), ("phone", "reached"), ("phone", "declined"), ("sms", "sent")),
    *(("sms", "replied"), ("letter", "sent"), ("letter", "returned"), ("home-visit", "not-home")),
    *(("find-number", "no-number"), ("phone", "wrong-number"), ("social-media", "sent")),
]
Chance = Random


def somebody(number: int, chance: Chance) -> Iterator[Any]:
    """A youth with one stay or two, and whatever may have happened in them."""
    mark = chance.choice([Protection.NONE] * 9 + [Protection.CONFIDENTIALITY])
    left_alone = chance.random() < 0.1
    street = chance.choice(["", "Provvägen 3"])
    yield models.Youth(
        id=number,
        born_on=date(2006, 3, 1) + timedelta(days=chance.randrange(1200)),
        sex=chance.choice(["female", "male", None]),
        municipality=chance.choice(["Ale", "ALE", "Lerum", ""]),
        street=street,
        postcode="441 00" if street else "",
        city="Alingsås" if street else "",
        address_on=_day(chance, 300),
        protection=mark,
        restricted_on=TODAY if chance.random() < 0.1 else None,
        do_not_contact_on=FIRST if left_alone else None,
        review_on=TODAY + timedelta(days=9) if left_alone else None,
    )
    for _number in range(chance.randrange(3)):
        end = 100 * number + _number
        yield models.Phone(
            youth_id=number,
            raw=f"070-174 06 {end % 95 + 5:02}",
            number=f"+4670174{end:04}",
            mobile=chance.random() < 0.7,
            usable_on=_day(chance, 300),
        )
    if chance.random() < 0.3:
        began = FIRST - timedelta(days=chance.randrange(60, 200))
        yield from a_stay(2 * number - 1, number, began, FIRST + timedelta(days=5), chance)
    seen_on = FIRST + timedelta(days=chance.randrange(-60, 150))
    ended_on = max(seen_on, _day(chance, 150)) if chance.random() < 0.2 else None
    yield from a_stay(2 * number, number, seen_on, ended_on, chance)
    yield from what_came_of_it(number, chance)


def a_stay(
    number: int, youth: int, seen_on: date, ended_on: date | None, chance: Chance
) -> Iterator[Any]:
    yield models.Registration(
        id=number,
        youth_id=youth,
        registered_on=seen_on + timedelta(days=chance.choice([0, 0, 3])),
        first_seen_on=seen_on,
        ended_on=ended_on and ended_on + timedelta(days=3),
        end_reason="moved" if ended_on else None,
    )
    last = ended_on or TODAY
    for _number in range(chance.choice([0, 0, 1, 3, 6, 9])):
        channel, result = chance.choice(_TRIES)
        on = seen_on + timedelta(days=chance.randrange(-3, max(1, (last - seen_on).days)))
        told = chance.choice(["work", "none", None]) if result == "reached" else None
        attempt = models.Attempt(
            id=1000 * number + _number,
            registration_id=number,
            on=on,
            at=chance.choice([None, time(9), time(16)]),
            channel=channel,
            target=chance.choice(["youth", "youth", "guardian", "other"]),
            result=result,
            occupation=told,
            next_on=on + timedelta(days=20) if chance.random() < 0.1 else None,
        )
        yield attempt
        if told:
            yield models.Occupation(youth_id=youth, on=on, code=told, attempt_id=attempt.id)
    if chance.random() < 0.2:
        state = chance.choice(["missed", "booked", "cancelled"])
        yield Appointment(registration_id=number, on=_day(chance, 60), kind="talk", state=state)


def in_vain(number: int) -> Iterator[Any]:
    """A youth with whom the whole ladder was walked in vain."""
    yield models.Youth(
        id=number, born_on=date(2008, 3, 12), street="Provvägen 3", address_on=FIRST, sex="male"
    )
    yield models.Registration(
        id=2 * number, youth_id=number, registered_on=FIRST, first_seen_on=FIRST
    )
    yield models.Attempt(
        registration_id=2 * number,
        on=FIRST + timedelta(days=3),
        channel="home-visit",
        target="youth",
        result="not-home",
    )


def what_came_of_it(youth: int, chance: Chance) -> Iterator[Any]:
    if chance.random() < 0.3:
        yield models.Occupation(youth_id=youth, on=_day(chance, 200), code="unknown")
    if chance.random() < 0.4:
        on = _day(chance, 200)
        yield models.Measure(
            youth_id=youth,
            type="coaching",
            programme=chance.choice(["", "Möjligheten", "MÖJLIGHETEN"]),
            started_on=on,
            ended_on=on + timedelta(days=30) if chance.random() < 0.5 else None,
        )
    if chance.random() < 0.4:
        on = _day(chance, 200)
        kind = chance.choice(list(OutcomeCategory))
        yield models.Outcome(id=youth, youth_id=youth, on=on, category=kind)
        if chance.random() < 0.5:
            yield support.OutcomeCheck(
                outcome_id=youth, on=on + timedelta(days=30), result="interrupted", reason="moved"
            )


def _day(chance: Chance, most: int) -> date:
    return TODAY - timedelta(days=chance.randrange(most))


def write(where: str, numbers: Sequence[int], seed: int, on: date = TODAY) -> None:
    """Somebody for each number, by one command of a day, and the last of them sought in vain.

    The day to look is kept of most.
    """
    chance = Random(seed)
    with open_register(where, writing=True) as opened:
        changes = Changes(opened.session, replace(sign(), on=on))
        people = [somebody(number, chance) for number in numbers[:-1]]
        for row in chain(*people, in_vain(numbers[-1])):
            changes.add(row)
        changes.seal({})
        cases = [case for case in open_cases(opened.session) if chance.random() < 0.8]
        days = {case.period.id: kept_of(case.facts, BOOK, TODAY) for case in cases}
        due_days.keep(opened.session, days)


def _never() -> AbstractContextManager[Any]:
    raise AssertionError("a report claims nobody")


def _desk(session: Any, today: date = TODAY) -> Desk:
    desk = Desk(session, Changes(session, sign()), today, None, sign().at, "anna", _never)
    desk.book = BOOK
    return desk


@contextmanager
def desk_of(where: str, as_of: date | None = None) -> Iterator[Desk]:
    with open_register(where, writing=False, rewinding=as_of is not None) as opened:
        if as_of is not None:
            rewind(opened.session, as_of)
        yield _desk(opened.session, as_of or TODAY)


@pytest.fixture(scope="session", params=SEEDS)
def grown_once(
    request: pytest.FixtureRequest, register_once: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = engines.copy(register_once, tmp_path_factory.mktemp("grown") / "kaa.db")
    write(engines.where(path), range(1, 30), request.param)
    return path


@pytest.fixture
def grown(grown_once: Path) -> str:
    """A register with histories nobody thought of, of all tests: only to be read."""
    return engines.where(grown_once)


class Walked:
    """One stay, every figure of it reckoned from the history of its youth."""

    def __init__(self, desk: Desk, case: Case, last: date) -> None:
        facts, self.case, self.last = case.facts, case, last
        own = desk.session.get(models.Youth, case.person.id)  # the person may be masked
        assert own is not None
        self.sex = own.sex
        self.municipality = own.municipality if own.protection == Protection.NONE else ""
        ends = [facts.ended_on, None if desk.is_programme else birthday(facts.born_on, 20)]
        ended = [day for day in ends if day is not None]
        self.seen_on = facts.first_seen_on
        self.left_on = max(self.seen_on, min(ended)) if ended else date.max
        self.day = last if last < self.left_on else self.left_on - timedelta(days=1)
        tried = [a for a in facts.attempts if a.on <= last]
        ours = [
            a.on
            for a in tried
            if a.channel is not Channel.FIND_NUMBER and a.result is not AttemptResult.RETURNED
        ]
        answers = [a for a in tried if a.result in CONTACTS]
        self.attempted_on = min(ours, default=None)
        self.reached_on = min((a.on for a in answers if a.to is To.YOUTH), default=None)
        self.guardian_on = min((a.on for a in answers if a.to is To.GUARDIAN), default=None)
        looked_at = min(last, self.left_on)
        alone = replace(facts_until(facts, looked_at), attempts=())
        policy, then = desk.book.on(last), facts_until(facts, self.day)
        self.step = next_step(then, desk.book, self.day)
        self.is_mapped = current_occupation(alone, policy, looked_at) is not None
        self.known = knowledge(then, self.step, policy, self.day)
        if self.is_mapped:
            self.known = Knowledge.MAPPED

    def is_there(self) -> bool:
        return self.seen_on <= self.last < self.left_on


def walked(desk: Desk, asked: Asked) -> list[Walked]:
    """The stays of a period, by the municipality asked about."""
    found = [Walked(desk, case, asked.last) for case in every_registration(desk.session)]
    stays = [one for one in found if one.seen_on <= asked.last and one.left_on >= asked.first]
    if not asked.municipality:
        return stays
    return [one for one in stays if one.municipality.casefold() == asked.municipality]


def asked(**told: Any) -> Asked:
    return Asked(FIRST, TODAY, TODAY, **told)


ASKED = [asked(), asked(municipality="ale"), replace(asked(), last=date(2026, 5, 31))]


@pytest.mark.parametrize("which", ASKED, ids=["all", "ale", "may"])
def test_reach(grown: str, which: Asked) -> None:
    with desk_of(grown) as desk:
        found = reporting.reach(desk, replace(which, by=(By.SEX,)))
        stays = walked(desk, which)
    new = [one for one in stays if one.seen_on >= which.first]
    new.sort(key=lambda one: (one.seen_on, one.case.period.id))
    latest = {one.case.person.id: one for one in new}.values()
    assert latest

    def sums(some: Sequence[Walked]) -> tuple[Any, ...]:
        return (
            len(some),
            sum(one.attempted_on is not None for one in some),
            sum(one.reached_on is not None for one in some),
            sum(one.guardian_on is not None for one in some),
            Counter(one.known for one in some),
        )

    by_sex = {told: [one for one in latest if one.sex == told[0]] for told, _ in found.groups}
    for some, told in ((list(latest), found.total), *((by_sex[k], v) for k, v in found.groups)):
        assert sums(some) == (
            told.registered, told.attempted, told.reached, told.reached_guardian, told.known,
        )  # fmt: skip


@pytest.mark.parametrize("which", ASKED, ids=["all", "ale", "may"])
def test_ladder(grown: str, which: Asked) -> None:
    with desk_of(grown) as desk:
        found = reporting.ladder(desk, which)
        stays = walked(desk, which)
    cycles = Counter(one.step.cycle for one in stays if one.is_there())
    assert dict(found.cycles) == dict(cycles)
    assert cycles[2] or which is not ASKED[0]
    for told in found.channels:
        tries = [
            (one.case.person.id, a)
            for one in stays
            for a in one.case.facts.attempts
            if a.channel is told.channel and a.result is not AttemptResult.RETURNED
            if which.first <= a.on <= which.last
        ]
        ours = [a for _youth, a in tries if a.result is not AttemptResult.REPLIED]
        if told.channel is not Channel.FIND_NUMBER:
            assert (told.attempts, told.tried) == (len(ours), len({youth for youth, _a in tries}))


@pytest.mark.parametrize("which", ASKED, ids=["all", "ale", "may"])
def test_inflow_goals_and_population(grown: str, which: Asked) -> None:
    with desk_of(grown) as desk:
        flow, goals = reporting.inflow(desk, which), reporting.goals(desk, which)
        population = reporting.outcomes(desk, which).population
        stays = walked(desk, which)
    for one in (*flow.spans, flow.total):
        there = [s for s in stays if s.seen_on <= one.span.last < s.left_on]
        assert (one.new, one.left, one.there, one.never_reached) == (
            sum(one.span.first <= s.seen_on <= one.span.last for s in stays),
            sum(one.span.first <= s.left_on <= one.span.last for s in stays),
            len(there),
            sum(s.reached_on is None or s.reached_on > one.span.last for s in there),
        )
    mapped = [s.is_mapped for s in stays if s.is_there()]
    assert (goals.total[0].share.count, goals.total[0].share.of) == (sum(mapped), len(mapped))
    assert population == len({s.case.person.id for s in stays})


def test_what_falls_due(grown: str) -> None:
    with desk_of(grown) as desk:
        coming = reporting.load(desk, asked()).coming
        rows = standings(open_cases(desk.session), desk.book, TODAY)
    due: Callable[[date], date] = lambda day: max(monday_of(TODAY), monday_of(day))  # noqa: E731
    steps = Counter(due(row.step.due_on) for row in rows if row.step.due_on)
    deadlines = Counter(due(row.step.deadline_on) for row in rows if row.step.deadline_on)
    born = [row.case.facts.born_on for row in rows if row.case.period.ended_on is None]
    turning = Counter(due(birthday(day, 20)) for day in born)
    assert steps.total()
    for week in coming:
        assert (week.steps, week.deadlines, week.turning_20) == (
            steps[week.monday], deadlines[week.monday], turning[week.monday],
        )  # fmt: skip


_REPORTS = ("outcomes", "reach", "ladder", "inflow", "load", "goals", "sustained")


def test_as_of_a_day_each_report_is_as_it_was_then(register: str) -> None:
    then = TODAY - timedelta(days=3)
    asked_then = Asked(FIRST, then, then, by=(By.REASON, By.AGE))
    write(register, range(1, 15), 7, on=then)
    with desk_of(register) as desk:
        desk.today = then
        before = {name: getattr(reporting, name)(desk, asked_then) for name in _REPORTS}
    write(register, range(15, 30), 8)
    with desk_of(register, as_of=then) as desk:
        for name, told in before.items():
            assert getattr(reporting, name)(desk, asked_then) == told


def test_in_a_register_of_participants_nobody_leaves_by_age(
    grown_once: Path, tmp_path: Path
) -> None:
    grown = engines.where(engines.copy(grown_once, tmp_path / "kaa.db"))
    with open_register(grown, writing=True) as opened:
        kind = opened.session.get(Setting, "kind")
        assert kind is not None
        kind.value = "programme"
    with desk_of(grown) as desk:
        assert desk.is_programme
        found = reporting.inflow(desk, asked()).total
        stays = walked(desk, asked())
        assert dict(reporting.ladder(desk, asked()).cycles) == dict(
            Counter(one.step.cycle for one in stays if one.is_there())
        )
    assert (found.there, found.left) == (
        sum(one.is_there() for one in stays),
        sum(FIRST <= one.left_on <= TODAY for one in stays),
    )
