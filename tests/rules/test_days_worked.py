"""Working days: equal to the holiday library's Sweden, counted as the policy's waits count them."""

from datetime import date, timedelta

import holidays as library
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.rules.days import Calendar, age_on, birthday, holidays, latest

SWEDEN = Calendar()
YEARS = range(2005, 2061)
DAYS = st.dates(date(2005, 1, 1), date(2060, 11, 30))


@pytest.mark.parametrize("year", YEARS)
def test_the_days_not_worked_are_those_of_the_holiday_library(year: int) -> None:
    known = library.country_holidays("SE", years=year, categories=("public", "de_facto"))
    ours = {day for day in holidays(year) if day.weekday() < 5}
    assert ours == {day for day in known if day.weekday() < 5}


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2026-09-07", True),
        ("2026-09-12", False),  # Saturday
        ("2026-09-13", False),  # Sunday
        ("2026-04-03", False),  # Good Friday
        ("2026-04-02", True),  # Maundy Thursday
        ("2026-04-06", False),  # Easter Monday
        ("2026-05-14", False),  # Ascension Day
        ("2026-05-15", True),  # the day after it is worked unless the policy closes it
        ("2026-05-25", True),  # Whit Monday is none since 2005
        ("2026-06-06", False),
        ("2025-06-06", False),
        ("2026-06-19", False),  # Midsummer Eve
        ("2026-10-30", True),  # the day before All Saints' Day
        ("2026-12-24", False),
        ("2026-12-31", False),
        ("2027-01-05", True),
        ("2027-01-06", False),
    ],
)
def test_a_day_is_worked_or_not(day: str, worked: bool) -> None:
    assert SWEDEN.is_worked(date.fromisoformat(day)) is worked


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        ("2026-09-07", 0, "2026-09-07"),
        ("2026-09-07", 2, "2026-09-09"),
        ("2026-09-09", 3, "2026-09-14"),
        ("2026-09-14", 8, "2026-09-24"),
        ("2026-09-12", 0, "2026-09-14"),  # a Saturday moves to the Monday
        ("2026-09-12", 1, "2026-09-14"),
        ("2026-12-23", 1, "2026-12-28"),
        ("2026-12-30", 1, "2027-01-04"),
        ("2026-06-18", 1, "2026-06-22"),
    ],
)
def test_the_nth_working_day_after_a_day(day: str, count: int, then: str) -> None:
    assert SWEDEN.after(date.fromisoformat(day), count) == date.fromisoformat(then)


def test_days_that_the_policy_closes_are_not_worked_from_the_first_to_the_last() -> None:
    july = Calendar(((date(2026, 7, 6), date(2026, 7, 31)),))
    assert july.is_worked(date(2026, 7, 3))
    assert not july.is_worked(date(2026, 7, 6))
    assert not july.is_worked(date(2026, 7, 31))
    assert july.after(date(2026, 7, 3), 1) == date(2026, 8, 3)


def test_the_working_days_between_two_days_count_both() -> None:
    assert SWEDEN.worked_between(date(2026, 9, 7), date(2026, 9, 21)) == 11
    assert SWEDEN.worked_between(date(2026, 9, 12), date(2026, 9, 13)) == 0
    assert SWEDEN.worked_between(date(2026, 9, 8), date(2026, 9, 7)) == 0


@given(DAYS, st.integers(0, 30))
def test_counting_forward_ends_on_a_worked_day_with_that_many_between(
    day: date, count: int
) -> None:
    then = SWEDEN.after(day, count)
    assert SWEDEN.is_worked(then)
    if count:
        assert SWEDEN.worked_between(day + timedelta(days=1), then) == count


@given(DAYS, st.integers(1, 60))
def test_counting_back_ends_on_a_worked_day_with_that_many_up_to_the_day(
    day: date, count: int
) -> None:
    back = SWEDEN.before(day, count)
    assert SWEDEN.is_worked(back)
    assert SWEDEN.worked_between(back, day - timedelta(days=1)) == count


@given(DAYS, st.integers(0, 20), st.integers(0, 20))
def test_waiting_twice_is_waiting_the_sum(day: date, first: int, second: int) -> None:
    start = SWEDEN.on_or_after(day)
    assert SWEDEN.after(SWEDEN.after(start, first), second) == SWEDEN.after(start, first + second)


@pytest.mark.parametrize(
    ("born", "age", "turns"),
    [
        ("2008-09-09", 18, "2026-09-09"),
        ("2008-02-29", 18, "2026-02-28"),
        ("2008-02-29", 20, "2028-02-29"),
        ("2008-12-31", 20, "2028-12-31"),
    ],
)
def test_the_birthday_of_a_leap_day_is_the_28th_in_other_years(
    born: str, age: int, turns: str
) -> None:
    assert birthday(date.fromisoformat(born), age) == date.fromisoformat(turns)


@given(st.dates(date(1990, 1, 1), date(2015, 12, 31)), st.integers(0, 40))
def test_the_age_goes_up_on_the_birthday_and_not_the_day_before(born: date, age: int) -> None:
    turns = birthday(born, age)
    assert age_on(born, turns) == age
    if age:
        assert age_on(born, turns - timedelta(days=1)) == age - 1


def test_the_latest_of_the_days_that_are_known() -> None:
    assert latest([None, date(2026, 9, 7), date(2026, 9, 9), None]) == date(2026, 9, 9)
