"""Typed days, clock times and lists of ids: what is read, what is refused with an example."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest

from kaa_cli import words
from kaa_cli.cli.when import read_clock, read_day, read_ids, read_moment
from kaa_cli.errors import UsageProblem

MONDAY = date(2026, 9, 7)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    words.use("en")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-09-07", MONDAY),
        (" 2018-12-17 ", date(2018, 12, 17)),
        ("2028-02-29", date(2028, 2, 29)),
        ("today", MONDAY),
        ("i dag", MONDAY),
        ("IDAG", MONDAY),
        ("i-dag", MONDAY),
        ("tomorrow", date(2026, 9, 8)),
        ("i morgon", date(2026, 9, 8)),
        ("yesterday", date(2026, 9, 6)),
        ("igår", date(2026, 9, 6)),
        ("i går", date(2026, 9, 6)),
        ("igar", date(2026, 9, 6)),
        ("+3d", date(2026, 9, 10)),
        ("-2d", date(2026, 9, 5)),
        ("+2w", date(2026, 9, 21)),
        ("+0d", MONDAY),
    ],
)
@pytest.mark.parametrize("forward", [False, True])
def test_a_day_that_can_be_only_one(text: str, day: date, forward: bool) -> None:
    assert read_day(text, MONDAY, forward=forward) == day


@pytest.mark.parametrize(
    ("text", "past", "coming"),
    [
        ("monday", MONDAY, date(2026, 9, 14)),
        ("mån", MONDAY, date(2026, 9, 14)),
        ("man", MONDAY, date(2026, 9, 14)),
        ("Tisdag", date(2026, 9, 1), date(2026, 9, 8)),
        ("tue", date(2026, 9, 1), date(2026, 9, 8)),
        ("onsdag", date(2026, 9, 2), date(2026, 9, 9)),
        ("tors", date(2026, 9, 3), date(2026, 9, 10)),
        ("thu", date(2026, 9, 3), date(2026, 9, 10)),
        ("fre", date(2026, 9, 4), date(2026, 9, 11)),
        ("lördag", date(2026, 9, 5), date(2026, 9, 12)),
        ("lordag", date(2026, 9, 5), date(2026, 9, 12)),
        ("sön", date(2026, 9, 6), date(2026, 9, 13)),
        ("sunday", date(2026, 9, 6), date(2026, 9, 13)),
        ("15/9", date(2025, 9, 15), date(2026, 9, 15)),
        ("7/9", MONDAY, MONDAY),
        ("3/7", date(2026, 7, 3), date(2027, 7, 3)),
        ("01/01", date(2026, 1, 1), date(2027, 1, 1)),
        ("29/2", date(2024, 2, 29), date(2028, 2, 29)),
    ],
)
def test_a_day_that_comes_again_is_the_latest_or_the_first_after_today(
    text: str, past: date, coming: date
) -> None:
    assert read_day(text, MONDAY, forward=False) == past
    assert read_day(text, MONDAY, forward=True) == coming


@pytest.mark.parametrize("today", [MONDAY + timedelta(days=n) for n in range(7)])
@pytest.mark.parametrize("name", ["monday", "lördag", "sun"])
def test_a_weekday_is_at_most_a_week_away(today: date, name: str) -> None:
    past, coming = (read_day(name, today, forward=forward) for forward in (False, True))
    assert past <= today < coming
    assert coming - past == timedelta(days=7)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1/2/3",
        "2026-9-7",
        "20260907",
        "2026-W37-1",
        "2026-02-30",
        "31/4",
        "30/2",
        "0/1",
        "1/13",
        "mo",
        "må",
        "someday",
        "+3",
        "3d",
        "+99999w",
        "-99999w",
        "٣/٩",
        "7 september",
    ],
)
def test_any_other_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageProblem) as refused:
        read_day(text, MONDAY, forward=False)
    assert "2026-09-07, today, yesterday, +3d" in refused.value.sentence
    words.use("sv")
    with pytest.raises(UsageProblem) as refused:
        read_day(text, MONDAY, forward=True)
    assert "2026-09-07, idag, igår, +3d" in refused.value.sentence


def test_a_personal_number_typed_as_a_day_is_not_repeated() -> None:
    with pytest.raises(UsageProblem) as refused:
        read_day("20080312-2382", MONDAY, forward=False)
    assert "2008" not in refused.value.sentence


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("15.48", time(15, 48)),
        ("15:48", time(15, 48)),
        ("16", time(16)),
        ("9.05", time(9, 5)),
        ("0:00", time(0)),
        (" 23.59 ", time(23, 59)),
    ],
)
def test_the_clock_is_read_with_a_stop_or_a_colon(text: str, at: time) -> None:
    assert read_clock(text) == at


@pytest.mark.parametrize("text", ["", "24.00", "15.60", "15.4", "1548", "15,48", "noon", "1.2.3"])
def test_any_other_time_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageProblem, match=r"15\.48, 15:48 or 16"):
        read_clock(text)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("17", (17,)),
        ("3,5,8-12", (3, 5, 8, 9, 10, 11, 12)),
        ("9, 3, 9, 2-4", (9, 3, 2, 4)),
        ("7-7", (7,)),
    ],
)
def test_ids_keep_their_order_and_are_named_once(text: str, ids: tuple[int, ...]) -> None:
    assert read_ids(text) == ids


@pytest.mark.parametrize(
    "text", ["", "Nova", "3,,5", "12-8", "0", "-3", "3-", "#17", "1.5", "0701740612", "3 5"]
)
def test_other_lists_are_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(UsageProblem) as refused:
        read_ids(text)
    assert refused.value.sentence == (
        "Youths are named by their id. Write for example 17 or 3,5,8-12."
    )


@pytest.mark.parametrize("text", ["1-9999999", "1-9000,10000-19000"])
def test_ten_thousand_youths_are_the_most(text: str) -> None:
    assert len(read_ids("1-10000")) == 10_000
    with pytest.raises(UsageProblem, match="more than 10,000"):
        read_ids(text)


@pytest.mark.parametrize(
    ("text", "on", "at"),
    [
        ("16.30", MONDAY, time(16, 30)),
        ("16", MONDAY, time(16)),
        ("15/9", date(2026, 9, 15), None),
        ("15/9 14.00", date(2026, 9, 15), time(14)),
        ("  tis   9:15 ", date(2026, 9, 8), time(9, 15)),
        ("i morgon", date(2026, 9, 8), None),
        ("i morgon 9", date(2026, 9, 8), time(9)),
        ("2026-09-15 14:00", date(2026, 9, 15), time(14)),
    ],
)
def test_when_something_is_agreed_is_an_hour_a_day_or_both(
    text: str, on: date, at: time | None
) -> None:
    assert read_moment(text, MONDAY) == (on, at)


@pytest.mark.parametrize("text", ["", "later", "15/9 25.00", "25.00", "14.00 15/9", "kl 16"])
def test_what_is_no_time_to_agree_on_is_refused(text: str) -> None:
    with pytest.raises(UsageProblem):
        read_moment(text, MONDAY)


@pytest.mark.parametrize("text", ["6/9", "1/9", "5/7"])
def test_a_coming_day_that_has_just_been_is_asked_for_with_its_year(text: str) -> None:
    with pytest.raises(UsageProblem, match=r"has been\. For next year write 2027-0[79]-0"):
        read_day(text, MONDAY, forward=True)
