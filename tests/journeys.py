"""Invented journeys for the tests of the reports, in as few words as possible."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from kaa_cli.rules.codes import EndReason, Knowledge, OccupationCode, OutcomeCategory, Sex
from kaa_cli.rules.facts import Occupation
from kaa_cli.rules.grouping import Asked, Who
from kaa_cli.rules.journeys import Journey, Known
from kaa_cli.rules.report_codes import By

FIRST, LAST = date(2026, 7, 1), date(2026, 12, 31)


def day(number: int) -> date:
    """The day so many days after the period's first."""
    return FIRST + timedelta(days=number)


def asked(*by: By, last: date = LAST) -> Asked:
    return Asked(FIRST, last, last, by)


def who(youth: int, **told: Any) -> Who:
    return Who(youth, date(2008, 3, 12), Sex.FEMALE)._replace(**told)


def journey(youth: int = 1, seen: int = 0, **told: Any) -> Journey:
    """A stay that began so many days into the period; the youth turns 20 in 2028."""
    whose = told.pop("who", who(youth))
    stay = Journey(youth, whose, day(seen), day(seen), turns_20_on=date(2028, 3, 12))
    return replace(stay, **told)


def works(on: date) -> Occupation:
    return Occupation(on, OccupationCode.WORK)


_SINCE = st.none() | st.integers(0, 180)


@st.composite
def journeys(draw: st.DrawFn, youth: int) -> Journey:
    """A stay of which anything may be known, later or never; measures go step by step."""
    seen = draw(st.integers(-60, 180))

    def after(days: int | None) -> date | None:
        return None if days is None else day(seen + days)

    ended = after(draw(_SINCE))
    tried, reached = draw(_SINCE), draw(_SINCE)
    if reached is not None:
        tried = min(tried if tried is not None else reached, reached)
    steps = sorted(draw(st.lists(st.integers(0, 120), max_size=3)))
    offered, accepted, started = (*map(after, steps), None, None, None)[:3]
    told = draw(_SINCE)
    outcome = draw(st.none() | st.sampled_from(OutcomeCategory))
    return journey(
        youth,
        seen,
        who=who(
            youth,
            sex=draw(st.sampled_from([None, *Sex])),
            school=draw(st.sampled_from(["", "Lerum", "LERUM", "Åsö"])),
        ),
        ended_on=ended,
        end_reason=EndReason.MOVED if ended else None,
        turns_20_on=after(draw(st.integers(1, 700))),
        attempted_on=after(tried),
        reached_on=after(reached),
        known_on=after(told),
        occupation=works(day(seen + told)) if told is not None else None,
        offered_on=offered,
        accepted_on=accepted,
        started_on=started,
        outcome=outcome,
        still_there=draw(st.sampled_from([None, True, False])) if outcome else None,
    )


@st.composite
def many_journeys(draw: st.DrawFn) -> list[Journey]:
    return [draw(journeys(youth)) for youth in range(draw(st.integers(0, 12)))]


def known(one: Journey, knowledge: Knowledge = Knowledge.UNKNOWN) -> Known:
    return Known(one, knowledge)
