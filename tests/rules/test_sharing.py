"""Sharing out: everybody gets someone, nobody gets much more, one household stays together."""

from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.rules.sharing import share_out

HOUSEHOLDS = st.lists(st.integers(1, 4), max_size=30).map(
    lambda sizes: [[sum(sizes[:n]) + one for one in range(size)] for n, size in enumerate(sizes)]
)
OWNERS = st.lists(st.sampled_from(["anna", "bo", "cia", "dan"]), min_size=1, unique=True)


@given(HOUSEHOLDS, OWNERS)
def test_everybody_is_followed_and_a_household_by_one(
    households: list[list[int]], owners: list[str]
) -> None:
    shared = share_out(households, owners, {})
    assert sorted(shared) == sorted(youth for home in households for youth in home)
    assert all(len({shared[youth] for youth in home}) == 1 for home in households)
    assert set(shared.values()) <= set(owners)


@given(HOUSEHOLDS, OWNERS)
def test_the_shares_differ_by_no_more_than_the_largest_household(
    households: list[list[int]], owners: list[str]
) -> None:
    shared = list(share_out(households, owners, {}).values())
    counts = [shared.count(owner) for owner in owners]
    assert max(counts) - min(counts) <= max(map(len, households), default=0)


@given(HOUSEHOLDS, OWNERS, st.data())
def test_who_follows_a_household_already_goes_on(
    households: list[list[int]], owners: list[str], data: st.DataObject
) -> None:
    places = data.draw(st.sets(st.integers(0, len(households) - 1))) if households else set()
    settled = {place: data.draw(st.sampled_from(owners)) for place in places}
    shared = share_out(households, owners, settled)
    assert all(shared[youth] == settled[place] for place in places for youth in households[place])


def test_sixty_new_ones_are_twenty_each() -> None:
    shared = list(share_out([[n] for n in range(60)], ["anna", "bo", "cia"], {}).values())
    assert [shared.count(owner) for owner in ("anna", "bo", "cia")] == [20, 20, 20]
