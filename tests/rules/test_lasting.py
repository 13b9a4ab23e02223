"""The figures on what lasts: where each outcome is at each time, and that all are somewhere."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.rules.codes import OutcomeCategory
from kaa_cli.rules.facts import OutcomeCheck
from kaa_cli.rules.grouping import Asked, Who
from kaa_cli.rules.lasting import Lasted, LastingSum, LastingTable, State, lasting_table, state_at
from kaa_cli.rules.report_codes import By
from kaa_cli.rules.support_codes import Lasting
from youths import DEFAULT

DAY = date(2026, 1, 1)
HELD, LOST, DARK = Lasting.SUSTAINED, Lasting.INTERRUPTED, Lasting.NOT_KNOWN
S, X, D, A, N = (
    State.SUSTAINED,
    State.INTERRUPTED,
    State.NOT_KNOWN,
    State.NOT_ASKED,
    State.NOT_DUE,
)
Told = tuple[tuple[int, Lasting], ...]


def lasted(
    *told: tuple[int, Lasting],
    youth: int = 1,
    on: date = DAY,
    category: OutcomeCategory = OutcomeCategory.STUDIES,
    replaced: int | None = None,
    school: str = "",
) -> Lasted:
    checks = tuple(OutcomeCheck(on + timedelta(days=days), result) for days, result in told)
    replaced_on = None if replaced is None else on + timedelta(days=replaced)
    who = Who(youth, date(2009, 1, 1), school=school)
    return Lasted(who, on, category, checks, replaced_on)


@pytest.mark.parametrize(
    ("one", "followed", "states"),
    [
        (lasted(), 400, [A, A, A, A]),
        (lasted(), 59, [N, N, N, N]),
        (lasted((60, HELD)), 125, [S, A, N, N]),
        (lasted((60, HELD), (120, HELD), (180, HELD), (240, HELD)), 400, [S, S, S, S]),
        (lasted((62, HELD), (110, LOST)), 400, [S, X, X, X]),
        (lasted((62, HELD), (110, LOST)), 130, [S, X, N, N]),
        (lasted((130, HELD)), 400, [S, S, A, A]),
        (lasted((130, LOST)), 400, [D, X, X, X]),
        (lasted((5, LOST)), 400, [X, X, X, X]),
        (lasted((5, HELD)), 400, [A, A, A, A]),
        (lasted((61, DARK), (121, HELD)), 400, [D, S, A, A]),
        (lasted((60, HELD), replaced=100), 400, [S, N, N, N]),
        (lasted((60, LOST), replaced=100), 400, [X, X, X, X]),
    ],
)
def test_where_an_outcome_is(one: Lasted, followed: int, states: list[State]) -> None:
    as_of = DAY + timedelta(days=followed)
    assert [state_at(one, time, 60, as_of) for time in range(1, 5)] == states


def table(*rows: Lasted, by: tuple[By, ...] = (), followed: int = 130) -> LastingTable:
    as_of = DAY + timedelta(days=followed)
    return lasting_table(rows, Asked(DAY, as_of, as_of, by), DEFAULT)


def sums(*rows: Lasted) -> tuple[LastingSum, ...]:
    return table(*rows).total.at


def test_a_person_counts_once_by_the_latest_outcome_and_not_who_remains() -> None:
    first = sums(
        lasted((60, LOST)),
        lasted((60, HELD), on=DAY + timedelta(days=1)),
        lasted(youth=2, category=OutcomeCategory.REMAINS),
    )[0]
    assert (first.outcomes, first.sustained, first.interrupted) == (1, 1, 0)


def test_shares_name_what_they_are_of() -> None:
    first = sums(
        lasted((60, HELD), youth=1),
        lasted((60, LOST), youth=2),
        lasted((60, DARK), youth=3),
        lasted(youth=4),
        lasted(youth=5, on=DAY + timedelta(days=100)),
    )[0]
    assert (first.of_due.count, first.of_due.of) == (1, 4)
    assert (first.of_known.count, first.of_known.of) == (1, 2)
    assert (first.not_known, first.not_asked, first.not_due) == (1, 1, 1)
    assert first.of_due.interval is not None


def test_of_nobody_there_is_no_share() -> None:
    assert sums()[0].of_due.value is None


def test_groups_and_categories_stand_in_order_with_what_is_not_stated_last() -> None:
    found = table(
        lasted(youth=1),
        lasted(youth=2, school="B", category=OutcomeCategory.WORK),
        lasted(youth=3, school="A"),
        lasted(youth=4, school="B"),
        by=(By.SCHOOL,),
    )
    assert [(line.group, line.category) for line in found.lines] == [
        (("A",), "studies"),
        (("B",), "studies"),
        (("B",), "work"),
        ((None,), "studies"),
    ]


def test_without_groups_the_categories_are_told_apart() -> None:
    found = table(lasted(youth=1), lasted(youth=2, category=OutcomeCategory.WORK))
    assert [(line.group, line.category) for line in found.lines] == [((), "studies"), ((), "work")]


outcomes = st.builds(
    lambda youth, ago, told, replaced: lasted(
        *sorted(told),
        youth=youth,
        on=DAY + timedelta(days=ago),
        replaced=replaced,
        school="AB"[youth % 2],
    ),
    st.integers(1, 20),
    st.integers(0, 300),
    st.lists(st.tuples(st.integers(0, 300), st.sampled_from(list(Lasting))), max_size=4),
    st.none() | st.integers(0, 300),
)


@given(st.lists(outcomes, max_size=30), st.integers(0, 600))
def test_everybody_is_in_one_place_and_the_groups_add_up(rows: list[Lasted], followed: int) -> None:
    found = table(*rows, by=(By.SCHOOL,), followed=followed)
    for place, total in enumerate(found.total.at):
        assert total.outcomes == len({row.who.youth for row in rows})
        assert total.due == sum(
            (total.sustained, total.interrupted, total.not_known, total.not_asked)
        )
        for name in ("outcomes", "sustained", "interrupted", "not_known", "not_asked", "not_due"):
            assert sum(getattr(line.at[place], name) for line in found.lines) == getattr(
                total, name
            )
