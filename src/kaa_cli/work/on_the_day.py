"""What was known of many youths on a day, and in which cycle of the ladder each was.

Of today that is kept; of another day it follows from sums, and only where those do not tell, from a
walk up the ladder, attempt by attempt.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from kaa_cli.register.cases import cases_in
from kaa_cli.register.due_days import known_and_cycles
from kaa_cli.register.outlooks import answers, outlooks
from kaa_cli.rules.codes import Knowledge
from kaa_cli.rules.facts import Facts
from kaa_cli.rules.grouping import Asked
from kaa_cli.rules.journeys import Journey, Known, Presence, facts_until
from kaa_cli.rules.knowledge import knowledge, known_of
from kaa_cli.rules.ladder import next_step
from kaa_cli.rules.rungs_left import has_rung_left
from kaa_cli.rules.steps import Step
from kaa_cli.work.desk import Desk


def known(desk: Desk, journeys: Sequence[Journey], asked: Asked) -> list[Known]:
    """Each journey with what was known: only who is not mapped has to be asked about further."""
    policy = desk.book.on(asked.last)
    days = {
        one.registration: _day_of(one, asked)
        for one in journeys
        if not one.is_mapped(policy, asked.last)
    }
    kept = _kept(desk, days)
    found = {number: so_far for number, (so_far, _cycle) in kept.items()}
    days = {number: day for number, day in days.items() if number not in kept}
    in_vain = _without_rungs(desk, days)
    found |= {
        number: knowledge(facts, step, policy, days[number])
        for number, facts, step in _walked(desk, in_vain)
    }
    for number, facts in answers(desk.session, [one for one in days if one not in in_vain]):
        then = facts_until(facts, days[number])
        found[number] = known_of(then, policy, days[number], is_in_vain=False)
    return [Known(one, found.get(one.registration, Knowledge.MAPPED)) for one in journeys]


def cycles(desk: Desk, days: Mapping[int, date]) -> Counter[int]:
    """In which cycle of the ladder how many were on their days."""
    kept = _kept(desk, days)
    others = {number: day for number, day in days.items() if number not in kept}
    in_vain = _without_rungs(desk, others)
    return (
        Counter(cycle for _known, cycle in kept.values())
        + Counter(step.cycle for _number, _facts, step in _walked(desk, in_vain))
        + Counter({1: len(others) - len(in_vain)})
    )


def _kept(desk: Desk, days: Mapping[int, date]) -> dict[int, tuple[Knowledge, int]]:
    """What is known, and the cycle, of those who are asked about today and need not be looked at.

    Kept is what holds on the present day; of any other day it is reckoned.
    """
    if desk.today not in days.values():
        return {}
    kept = known_and_cycles(desk.session, desk.today)
    return {
        number: kept[number] for number in days if number in kept and days[number] == desk.today
    }


def _day_of(one: Presence, asked: Asked) -> date:
    """Where somebody is on the ladder is asked on the last day, or on the one before leaving."""
    gone = one.left_on is not None and one.left_on <= asked.last
    return one.looked_at_on(asked.last) - timedelta(days=1) if gone else asked.last


def _without_rungs(desk: Desk, days: Mapping[int, date]) -> dict[int, date]:
    """Of some stays on their days, those in which it is not sure that a rung is left."""
    channels = {rung.channel for _from_on, policy in desk.book.adopted for rung in policy.rungs}
    found = outlooks(desk.session, days, channels)
    return {number: days[number] for number, one in found if not has_rung_left(one, desk.book)}


def _walked(desk: Desk, days: Mapping[int, date]) -> Iterator[tuple[int, Facts, Step]]:
    """Where each was on the ladder on its day: these walk it, attempt by attempt."""
    for case in cases_in(desk.session, list(days)):
        day = days[case.period.id]
        facts = case.facts if day == desk.today else facts_until(case.facts, day)
        yield case.period.id, facts, next_step(facts, desk.book, day)
