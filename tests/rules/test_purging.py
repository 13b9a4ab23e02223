"""Until when somebody may be kept: the boundary days of the ordinance, leap days, early purging."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from kaa_cli.rules.days import age_on
from kaa_cli.rules.half_year import read_half
from kaa_cli.rules.purging import (
    Due,
    Kept,
    Why,
    are_due,
    due,
    guardian_until,
    halves_of_stay,
    last_birth_purged,
    purge_on,
)
from kaa_cli.rules.settings import Settings
from kaa_cli.rules.support_codes import RegisterKind

KAA, PROGRAMME = RegisterKind.KAA, RegisterKind.PROGRAMME
PLAIN = Settings()
EARLY = Settings(purge_after_months=6)
DAY = timedelta(days=1)


# fault 63
@pytest.mark.parametrize(
    ("born_on", "last"),
    [
        ("2005-01-01", "2026-12-31"),
        ("2005-02-28", "2026-12-31"),
        ("2005-12-31", "2026-12-31"),
        ("2006-01-01", "2027-12-31"),
        ("2004-02-29", "2025-12-31"),
        ("2008-02-29", "2029-12-31"),
    ],
)
def test_in_the_duty_nobody_is_kept_after_the_year_of_turning_21(born_on: str, last: str) -> None:
    # fault 63
    born = date.fromisoformat(born_on)
    assert purge_on(KAA, born, None, PLAIN) == date.fromisoformat(last)
    told = due(KAA, Kept(1, born), PLAIN)
    assert told == Due(date.fromisoformat(last), 1, Why.TURNS_21, date(int(last[:4]), 1, 1))


@pytest.mark.parametrize(
    ("today", "is_due", "is_overdue"),
    [
        ("2025-12-31", False, False),
        ("2026-01-01", True, False),
        ("2026-12-31", True, False),
        ("2027-01-01", True, True),
    ],
)
def test_the_year_of_turning_21_is_when_it_is_done(
    today: str, is_due: bool, is_overdue: bool
) -> None:
    day = date.fromisoformat(today)
    found = are_due(KAA, [Kept(7, date(2005, 12, 31))], PLAIN, day)
    assert [one.youth for one in found] == ([7] if is_due else [])
    assert any(one.is_overdue(day) for one in found) == is_overdue


@pytest.mark.parametrize(
    ("decided", "last_day", "last", "why"),
    [
        (PLAIN, "2026-03-31", "2026-12-31", Why.TURNS_21),
        (EARLY, None, "2026-12-31", Why.TURNS_21),
        (EARLY, "2025-08-31", "2026-02-28", Why.LEFT),
        (EARLY, "2023-08-31", "2024-02-29", Why.LEFT),
        (EARLY, "2026-09-01", "2026-12-31", Why.TURNS_21),
    ],
)
def test_a_municipality_may_decide_to_purge_earlier(
    decided: Settings, last_day: str | None, last: str, why: Why
) -> None:
    left = date.fromisoformat(last_day) if last_day else None
    told = due(KAA, Kept(1, date(2005, 6, 1), last_day=left), decided)
    assert told is not None
    assert (told.by, told.why) == (date.fromisoformat(last), why)
    assert told.from_on == (told.by if why is Why.LEFT else date(2026, 1, 1))


@pytest.mark.parametrize(
    ("last_day", "last"),
    [(None, None), ("2024-02-29", "2026-02-28"), ("2024-09-30", "2026-09-30")],
)
def test_participants_outside_the_duty_go_by_what_they_took_part_in(
    last_day: str | None, last: str | None
) -> None:
    ended = date.fromisoformat(last_day) if last_day else None
    told = due(PROGRAMME, Kept(1, date(1997, 5, 5), last_day=ended), EARLY)
    assert (told.by.isoformat() if told else None) == last
    assert told is None or (told.why, told.from_on) == (Why.PROGRAMME_OVER, told.by)


def test_a_school_number_is_listed_for_a_decision_and_the_log_tells_itself() -> None:
    school = due(KAA, Kept(1, date(2005, 5, 5), by_school_number=True), PLAIN)
    logged = due(KAA, Kept(2, date(2005, 5, 5), only_in_log=True), PLAIN)
    assert school is not None
    assert logged is not None
    assert (school.by_hand, school.why) == (True, Why.TURNS_21)
    assert (logged.by_hand, logged.why) == (False, Why.ONLY_IN_LOG)


@pytest.mark.parametrize(
    ("born_on", "day"),
    [("2008-09-07", "2026-09-07"), ("2008-02-29", "2026-02-28"), ("2004-02-29", "2022-02-28")],
)
def test_a_guardian_is_kept_until_the_day_before_the_18th_birthday(born_on: str, day: str) -> None:
    assert guardian_until(date.fromisoformat(born_on)) == date.fromisoformat(day)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    born=some.dates(date(1990, 1, 1), date(2012, 12, 31)),
    today=some.dates(date(2024, 1, 1), date(2040, 12, 31)),
)
def test_who_is_due_has_turned_20_and_who_is_overdue_21(born: date, today: date) -> None:
    told = due(KAA, Kept(1, born), PLAIN)
    assert told is not None
    assert (told.from_on <= today) == (born <= last_birth_purged(today))
    if told.from_on <= today:
        assert age_on(born, today) >= 20
    if told.is_overdue(today):
        assert age_on(born, today) >= 21
    assert age_on(born, told.by) == 21
    assert age_on(born, told.by + DAY) <= 22


@pytest.mark.parametrize(
    ("born_on", "registered_on", "ended_on", "found"),
    [
        ("2005-12-31", "2024-08-20", None, "2024H2 2025H1 2025H2"),
        ("2006-01-01", "2025-01-01", None, "2025H1 2025H2 2026H1"),
        ("2005-12-31", "2024-12-31", "2025-01-01", "2024H2 2025H1"),
        ("2005-01-01", "2025-06-01", None, "2025H1"),
        ("2005-12-31", "2025-12-01", "2026-07-01", "2025H2 2026H1 2026H2"),
        ("2008-01-01", "2026-08-20", None, "2026H2"),
    ],
)
def test_a_stay_counts_in_every_half_year_it_touches(
    born_on: str, registered_on: str, ended_on: str | None, found: str
) -> None:
    days = [date.fromisoformat(day) if day else None for day in (born_on, registered_on, ended_on)]
    born, registered, ended = days
    assert born is not None
    assert registered is not None
    halves = halves_of_stay(born, registered, ended, date(2026, 9, 7))
    assert halves == [read_half(word) for word in found.split()]
