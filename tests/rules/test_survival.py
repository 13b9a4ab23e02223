"""How long it takes: the curve, its interval and the median, held against a well-known library."""

from math import isnan

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kaa_cli.rules.rates import wilson
from kaa_cli.rules.survival import survival

LIVES = st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=80)


def test_without_anybody_leaving_the_curve_is_the_share_still_waiting() -> None:
    drops = survival([(1, True), (2, True), (2, True), (9, True)]).drops
    assert [(drop.day, drop.share) for drop in drops] == [(1, 0.75), (2, 0.25), (9, 0.0)]


def test_who_leaves_counts_as_long_as_they_were_there() -> None:
    # Four people: one on day 1, one leaves on day 2, one on day 3, one still there on day 5.
    drops = survival([(1, True), (2, False), (3, True), (5, False)]).drops
    assert [(drop.at_risk, drop.share) for drop in drops] == [(4, 0.75), (2, 0.375)]


def test_who_leaves_on_the_day_it_happens_to_another_was_there_that_day() -> None:
    assert survival([(3, True), (3, False)]).drops[0].at_risk == 2


def test_the_published_example_of_remission_times() -> None:
    # Freireich et al. (1963), the treated: weeks in remission; median 23, S(6) = 0.857.
    ends = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    left = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    found = survival([*((week, True) for week in ends), *((week, False) for week in left)])
    assert [round(drop.share, 3) for drop in found.drops] == [
        0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448,
    ]  # fmt: skip
    assert (found.median, found.median_low, found.median_high) == (23, 13, None)


def test_a_median_that_is_not_reached_is_none() -> None:
    assert survival([(1, True), (5, False), (5, False)]).median is None


def test_exactly_half_is_half() -> None:
    assert survival([(1, True), (2, True), (3, True), (4, True), (5, True), (6, True)]).median == 3


def test_of_nobody_there_is_no_curve() -> None:
    found = survival([])
    assert (found.people, found.drops, found.median) == (0, (), None)


@given(LIVES)
def test_the_curve_never_rises_and_stays_within_its_interval(lives: list[tuple[int, bool]]) -> None:
    drops = survival(lives).drops
    shares = [1.0, *(drop.share for drop in drops)]
    assert shares == sorted(shares, reverse=True)
    for drop in drops:
        assert 0.0 <= drop.low <= drop.share + 1e-12
        assert drop.share - 1e-12 <= drop.high <= 1.0


@given(st.lists(st.integers(0, 60), min_size=1, max_size=80))
def test_without_censoring_the_curve_is_one_minus_the_share_it_has_happened_to(
    days: list[int],
) -> None:
    found = survival((day, True) for day in days)
    for drop in found.drops:
        happened = sum(day <= drop.day for day in days) / len(days)
        assert drop.share == pytest.approx(1 - happened)


@given(LIVES)
def test_the_order_of_the_lives_does_not_matter(lives: list[tuple[int, bool]]) -> None:
    assert survival(lives) == survival(reversed(lives))


@settings(max_examples=60, deadline=None)
@given(LIVES)
def test_curve_spread_and_median_are_those_of_statsmodels(lives: list[tuple[int, bool]]) -> None:
    from statsmodels.duration.survfunc import SurvfuncRight

    found = survival(lives)
    assume(found.drops)
    yardstick = SurvfuncRight([day for day, _ in lives], [int(event) for _, event in lives])
    assert [drop.day for drop in found.drops] == list(yardstick.surv_times)
    assert [drop.share for drop in found.drops] == pytest.approx(list(yardstick.surv_prob))
    assert [drop.at_risk for drop in found.drops] == list(yardstick.n_risk)
    if not any(abs(drop.share - 0.5) < 1e-9 for drop in found.drops):  # it asks for below half
        median = yardstick.quantile(0.5)
        assert found.median == (None if isnan(median) else median)


@settings(max_examples=60, deadline=None)
@given(LIVES)
def test_the_interval_is_that_of_statsmodels_on_the_same_scale(
    lives: list[tuple[int, bool]],
) -> None:
    from statsmodels.duration.survfunc import SurvfuncRight

    found = survival(lives)
    assume(found.drops)
    assume(found.drops[-1].share > 0)  # where nobody is left the spread is not told
    yardstick = SurvfuncRight([day for day, _ in lives], [int(event) for _, event in lives])
    low, high = yardstick.quantile_ci(0.5, method="cloglog")
    drops = found.drops
    inside = [d for d in drops if d.low - 1e-9 <= 0.5 <= d.high + 1e-9]
    if inside and not any(abs(end - 0.5) < 1e-6 for d in drops for end in (d.low, d.high)):
        assert found.median_low == low
        assert found.median_high == (None if high == float("inf") else high)


COUNTS = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(deadline=None)
@given(COUNTS)
def test_the_interval_of_a_share_is_that_of_statsmodels(pair: tuple[int, int]) -> None:
    from statsmodels.stats.proportion import proportion_confint

    count, total = pair
    assert wilson(count, total) == pytest.approx(
        proportion_confint(count, total, alpha=0.05, method="wilson"), abs=1e-9
    )
