"""Figures with named denominators: one person counts once, and a share says how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.rules.codes import AuthorityDetail, OutcomeCategory, Sex
from kaa_cli.rules.grouping import Who
from kaa_cli.rules.rates import OutcomeTable, outcome_table, wilson
from kaa_cli.rules.report_codes import By

FIRST, LAST = date(2018, 7, 1), date(2018, 12, 17)


@dataclass(frozen=True)
class Told:
    youth: int
    category: OutcomeCategory
    sex: Sex | None = Sex.FEMALE
    detail: str | None = None


def table(
    rows: Sequence[Told],
    *,
    population: int = 10,
    by: Sequence[By] = (By.SEX,),
    participants: Sequence[int] | None = None,
) -> OutcomeTable:
    people = {n: Who(n, date(2000, 3, 12), Sex.FEMALE) for n in participants or ()}
    people |= {row.youth: Who(row.youth, date(2000, 3, 12), row.sex) for row in rows}
    return outcome_table(rows, FIRST, LAST, population, people, by=by, participants=participants)


def test_a_person_counts_once_by_the_latest_outcome() -> None:
    found = table([Told(1, OutcomeCategory.REMAINS), Told(1, OutcomeCategory.STUDIES)])
    assert (found.total.total, found.total.studies, found.total.remains) == (1, 1, 0)


def test_boys_stand_before_girls_and_those_of_unknown_sex_last() -> None:
    sexes = (None, Sex.FEMALE, Sex.MALE)
    rows = [Told(n, OutcomeCategory.WORK, sex) for n, sex in enumerate(sexes)]
    assert [told for told, _sum in table(rows).groups] == [(Sex.MALE,), (Sex.FEMALE,), (None,)]


def test_a_sex_that_nobody_has_gets_no_line() -> None:
    assert [told for told, _sum in table([Told(1, OutcomeCategory.WORK)]).groups] == [(Sex.FEMALE,)]


def test_without_grouping_there_is_the_total_alone() -> None:
    found = table([Told(1, OutcomeCategory.WORK)], by=())
    assert found.groups == ()
    assert found.total.work == 1


def test_moved_on_is_everything_but_remaining() -> None:
    found = table([Told(n, category) for n, category in enumerate(OutcomeCategory)])
    assert (found.total.moved_on, found.total.moved_on_share) == (3, 0.75)


def test_of_nobody_there_is_no_share() -> None:
    found = table([])
    assert (found.total.total, found.total.moved_on_share) == (0, None)


def test_the_population_is_kept_apart_from_those_with_an_outcome() -> None:
    found = table([Told(1, OutcomeCategory.WORK)], population=10)
    assert (found.population, found.total.total) == (10, 1)


def test_details_follow_the_order_of_the_categories_the_commonest_first() -> None:
    rows = [
        Told(1, OutcomeCategory.WORK, detail="temporary"),
        Told(2, OutcomeCategory.STUDIES, detail="komvux"),
        Told(3, OutcomeCategory.STUDIES, detail="sfi"),
        Told(4, OutcomeCategory.STUDIES, detail="sfi"),
        Told(5, OutcomeCategory.STUDIES),
    ]
    assert table(rows).details == (
        (OutcomeCategory.STUDIES, "sfi", 2),
        (OutcomeCategory.STUDIES, None, 1),
        (OutcomeCategory.STUDIES, "komvux", 1),
        (OutcomeCategory.WORK, "temporary", 1),
    )


def test_of_participants_all_count_and_who_has_no_outcome_is_not_known() -> None:
    found = table([Told(2, OutcomeCategory.WORK)], participants=(1, 2, 3))
    assert (found.total.total, found.total.work, found.total.not_known) == (3, 1, 2)
    assert found.total.moved_on_share == pytest.approx(1 / 3)


def test_an_authority_whose_name_tells_of_need_is_another_authority_and_no_more() -> None:
    rows = [
        Told(n, OutcomeCategory.OTHER_AUTHORITY, detail=detail)
        for n, detail in enumerate(AuthorityDetail)
    ]
    told = {detail: count for _category, detail, count in table(rows).details}
    assert told == {"other-authority": 2, "employment-service": 1, "labour-market-unit": 1}


# Known values: Newcombe (1998), table I, method 3 (81/263, 15/148, 0/20, 1/29) to four decimals.
@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_has_the_published_values(
    count: int, total: int, low: float, high: float
) -> None:
    assert wilson(count, total) == pytest.approx((low, high), abs=0.00005)


COUNTS = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS)
def test_each_bound_is_a_share_from_which_the_count_is_just_1_96_deviations_away(
    pair: tuple[int, int],
) -> None:
    count, total = pair
    for bound in wilson(count, total):
        deviation = sqrt(bound * (1 - bound) / total)
        assert abs(count / total - bound) == pytest.approx(1.959964 * deviation, abs=1e-6)


@given(COUNTS)
def test_the_interval_holds_the_share_and_mirrors_its_complement(pair: tuple[int, int]) -> None:
    count, total = pair
    low, high = wilson(count, total)
    assert 0 <= low <= count / total + 1e-12
    assert count / total - 1e-12 <= high <= 1
    assert wilson(total - count, total) == pytest.approx((1 - high, 1 - low))


OUTCOMES = st.builds(
    Told,
    st.integers(1, 6),
    st.sampled_from(OutcomeCategory),
    st.sampled_from([None, Sex.FEMALE, Sex.MALE]),
)


@given(st.lists(OUTCOMES))
def test_the_groups_add_up_to_the_total(rows: list[Told]) -> None:
    found = table(rows)
    for key in ("total", "studies", "work", "other_authority", "remains", "moved_on"):
        assert sum(getattr(line, key) for _told, line in found.groups) == getattr(found.total, key)
    assert sum(count for *_of, count in found.details) == found.total.total
    assert found.total.total == found.total.moved_on + found.total.remains
    assert found.total.total == len({row.youth for row in rows})
