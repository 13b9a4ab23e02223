"""How days, times and figures look in both languages."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from fractions import Fraction

import pytest

from kaa_cli import words
from kaa_cli.show import days

MONDAY = date(2026, 9, 7)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    words.use("en")


@pytest.mark.parametrize(
    ("spoken", "day", "said"),
    [
        ("sv", MONDAY, "mån 7 sep"),
        ("en", MONDAY, "Mon 7 Sep"),
        ("sv", date(2026, 10, 1), "tor 1 okt"),
        ("sv", date(2027, 3, 12), "fre 12 mar 2027"),
        ("en", date(2025, 5, 3), "Sat 3 May 2025"),
    ],
)
def test_a_short_day_has_its_year_when_it_is_another(spoken: str, day: date, said: str) -> None:
    words.use(spoken)
    assert days.short(day, MONDAY) == said


def test_a_long_day_in_both_languages() -> None:
    assert days.long(MONDAY) == "Monday 7 September 2026"
    words.use("sv")
    assert days.long(MONDAY) == "måndag 7 september 2026"
    assert days.long(MONDAY, MONDAY) == "måndag 7 september"
    assert days.long(date(2027, 1, 18), MONDAY) == "måndag 18 januari 2027"


@pytest.mark.parametrize("spoken", words.LANGUAGES)
def test_days_in_a_column_are_equally_wide_and_all_different(spoken: str) -> None:
    words.use(spoken)
    year = [MONDAY + timedelta(days=n) for n in range(365)]
    assert {len(days.column(day)) for day in year} == {10}


@pytest.mark.parametrize(
    ("at", "swedish", "english"),
    [(time(15, 48), "15.48", "15:48"), (time(9, 5), "09.05", "09:05"), (time(0), "00.00", "00:00")],
)
def test_the_clock(at: time, swedish: str, english: str) -> None:
    assert days.clock(at) == english
    words.use("sv")
    assert days.clock(at) == swedish


@pytest.mark.parametrize(
    ("count", "of", "swedish", "english"),
    [
        (63, 80, "78,8 %", "78.8 %"),
        (36, 46, "78,3 %", "78.3 %"),
        (27, 34, "79,4 %", "79.4 %"),
        (46, 80, "57,5 %", "57.5 %"),
        (1, 16, "6,3 %", "6.3 %"),
        (0, 5, "0,0 %", "0.0 %"),
        (5, 5, "100,0 %", "100.0 %"),
    ],
)
def test_a_share_is_rounded_as_on_paper(count: int, of: int, swedish: str, english: str) -> None:
    assert days.percent(count / of) == english
    words.use("sv")
    assert days.percent(count / of) == swedish


@pytest.mark.parametrize("of", range(1, 300))
def test_every_small_share_is_rounded_half_up(of: int) -> None:
    for count in range(of + 1):
        tenths = int(Fraction(count * 1000, of) + Fraction(1, 2))
        assert days.percent(count / of) == f"{tenths // 10}.{tenths % 10} %"


def test_a_share_without_decimals() -> None:
    assert days.percent(52 / 97, decimals=0) == "54 %"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0"),
        (999, "999"),
        (1234, "1\u202f234"),
        (1234567, "1\u202f234\u202f567"),
        (-1234, "-1\u202f234"),
        (12.5, "12,5"),
    ],
)
def test_thousands_are_parted_by_a_thin_space(count: float, said: str) -> None:
    words.use("sv")
    assert days.number(count) == said
