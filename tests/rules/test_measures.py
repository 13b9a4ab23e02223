"""What a measure can be, how far it came, and which agreed day a follow-up answers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.rules.measures import DAYS, FollowUp, Record, answered, measure_fault
from kaa_cli.rules.support_codes import MeasureState

SEPTEMBER = [date(2026, 9, day) for day in range(1, 31)]


def days(offered: int = 0, accepted: int = 0, declined: int = 0, started: int = 0, ended: int = 0):  # type: ignore[no-untyped-def]
    told = (offered, accepted, declined, started, ended)
    return {name: SEPTEMBER[n - 1] if n else None for name, n in zip(DAYS, told, strict=True)}


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        (days(1), None),
        (days(1, 1, 0, 1, 1), None),
        (days(0, 0, 0, 4), None),
        (days(1, 0, 2), None),
        (days(), ("offered_on", "no-day")),
        (days(3, 1), ("offered_on", "days-out-of-order")),
        (days(1, 2, 0, 5, 4), ("offered_on", "days-out-of-order")),
        (days(1, 2, 3), ("declined_on", "yes-and-no")),
        (days(1) | {"end_reason": "completed"}, ("ended_on", "missing")),
        (days(1) | {"occupation_after": "work"}, ("ended_on", "missing")),
        (days(1, 0, 0, 0, 5), ("started_on", "missing")),
        (days(0, 0, 0, 0, 5), ("started_on", "missing")),
        (days(1, 2, 0, 0, 5), None),  # said yes to, and never began
        (days(1, 0, 0, 2, 3) | {"occupation_after": "work"}, None),
    ],
)
def test_what_cannot_be_of_a_measure(
    told: dict[str, date | None], fault: tuple[str, str] | None
) -> None:
    assert measure_fault(told) == fault


@pytest.mark.parametrize(
    ("told", "state", "since"),
    [
        (days(1), MeasureState.OFFERED, 1),
        (days(1, 2), MeasureState.ACCEPTED, 2),
        (days(1, 0, 3), MeasureState.DECLINED, 3),
        (days(1, 2, 0, 4), MeasureState.STARTED, 4),
        (days(0, 0, 0, 4), MeasureState.STARTED, 4),
        (days(1, 2, 0, 4, 9), MeasureState.ENDED, 9),
    ],
)
def test_the_days_tell_how_far_it_came(
    told: dict[str, date | None], state: MeasureState, since: int
) -> None:
    record = Record(1, 1, "coaching", **told)  # type: ignore[arg-type]
    assert (record.state, record.since) == (state, SEPTEMBER[since - 1])
    assert record.is_open == (state not in {MeasureState.DECLINED, MeasureState.ENDED})


def agreed(*numbers: int) -> list[FollowUp]:
    return [FollowUp(number, SEPTEMBER[number - 1]) for number in numbers]


@pytest.mark.parametrize(
    ("waiting", "on", "answers"),
    [
        ([], 7, []),
        ([14], 14, [14]),
        ([14], 16, [14]),
        ([14], 1, [14]),
        ([16], 1, []),
        ([7, 14, 28], 15, [7, 14]),
        ([14, 21], 8, [14]),
    ],
    ids=["none agreed", "on its day", "late", "early", "much earlier", "two have come", "the next"],
)
def test_a_follow_up_answers_what_has_come_or_else_the_next(
    waiting: list[int], on: int, answers: list[int]
) -> None:
    found = answered(agreed(*waiting), SEPTEMBER[on - 1])
    assert [one.id for one in found] == answers


@given(st.lists(st.integers(1, 30), unique=True), st.integers(1, 30))
def test_no_agreed_day_that_has_come_is_left_waiting(waiting: list[int], on: int) -> None:
    found = answered(agreed(*waiting), SEPTEMBER[on - 1])
    assert {n for n in waiting if n <= on} <= {one.id for one in found}
