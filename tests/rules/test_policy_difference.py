"""What sets two contact routines apart: each difference once, with both its values."""

from dataclasses import replace
from datetime import date, time
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.files.policies import names
from kaa_cli.rules.codes import Channel, Target
from kaa_cli.rules.policy import Policy, Rung
from kaa_cli.rules.policy_difference import Change, PolicyChange, policy_difference
from youths import DEFAULT, shipped

PHONE, SMS, LETTER, VISIT = DEFAULT.rungs


def told(after: Policy, before: Policy = DEFAULT) -> list[tuple[object, ...]]:
    return [
        (c.change, c.key or c.channel, c.before, c.after) for c in policy_difference(before, after)
    ]


@pytest.mark.parametrize("name", names())
def test_a_routine_does_not_differ_from_itself(name: str) -> None:
    assert policy_difference(shipped(name), shipped(name)) == []


def test_the_name_alone_is_no_difference() -> None:
    assert told(replace(DEFAULT, name="Ours")) == []


@pytest.mark.parametrize(
    ("rungs", "difference"),
    [
        ((PHONE, SMS, VISIT), [(Change.RUNG_REMOVED, "letter", 3, None)]),
        ((*DEFAULT.rungs, Rung(Channel.EMAIL)), [(Change.RUNG_ADDED, "e-mail", None, 5)]),
        ((LETTER, PHONE, SMS, VISIT), [(Change.RUNG_MOVED, "letter", 3, 1)]),
        ((PHONE, SMS, VISIT, LETTER), [(Change.RUNG_MOVED, "home-visit", 4, 3)]),
        ((PHONE, SMS, LETTER, PHONE, VISIT), [(Change.RUNG_ADDED, "phone", None, 4)]),
    ],
)
def test_a_rung_is_added_left_out_or_moved(
    rungs: tuple[Rung, ...], difference: list[tuple[object, ...]]
) -> None:
    assert told(replace(DEFAULT, rungs=rungs)) == difference


@pytest.mark.parametrize(
    ("key", "value", "before"),
    [
        ("attempts", 3, 2),
        ("retry_days", 5, 2),
        ("after_days", 1, 0),
        ("to_minor", (Target.YOUTH,), (Target.GUARDIAN, Target.YOUTH)),
        ("envelope", "plain", ""),
        ("staff", 2, 1),
    ],
)
def test_a_wait_or_another_key_of_a_rung_is_told_with_its_rung(
    key: str, value: object, before: object
) -> None:
    changed = replace(DEFAULT, rungs=(replace(PHONE, **{key: value}), SMS, LETTER, VISIT))  # type: ignore[arg-type]
    (change,) = policy_difference(DEFAULT, changed)
    assert (change.change, change.channel, change.nth) == (Change.RUNG_KEY, "phone", 1)
    assert (change.key, change.before, change.after) == (key, before, value)


def test_the_second_rung_of_a_channel_is_told_apart_from_the_first() -> None:
    again = replace(DEFAULT, rungs=(PHONE, LETTER, PHONE))
    rarer = replace(DEFAULT, rungs=(PHONE, LETTER, replace(PHONE, attempts=1)))
    (change,) = policy_difference(again, rarer)
    assert (change.channel, change.nth, change.key) == ("phone", 2, "attempts")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("search_days", 0),
        ("refusal_days", 180),
        ("guardians", False),
        ("guardian_counts", "never"),
        ("protected_channels", (Channel.LETTER, Channel.EMAIL)),
        ("closed", ((date(2026, 7, 6), date(2026, 7, 31)),)),
        ("quiet_hours", (time(21), time(7))),
    ],
)
def test_every_other_key_is_told_with_both_values(key: str, value: object) -> None:
    changed = replace(DEFAULT, **{key: value})  # type: ignore[arg-type]
    assert told(changed) == [(Change.KEY, key, getattr(DEFAULT, key), value)]


def test_an_entry_that_is_left_out_has_the_value_of_the_rest() -> None:
    changed = replace(DEFAULT, recontact_days={"default": 90, "work": 90})
    assert told(changed) == [
        (Change.KEY, "recontact_days.none", 7, 90),
        (Change.KEY, "recontact_days.unknown", 14, 90),
    ]


def test_points_of_urgency_that_are_left_out_are_none() -> None:
    changed = replace(DEFAULT, urgency={**DEFAULT.urgency, "deadline": 0.0})
    assert told(changed) == [(Change.KEY, "urgency.deadline", 6.0, 0.0)]


def test_what_is_assumed_in_one_and_not_in_the_other_is_told() -> None:
    assert told(replace(DEFAULT, assumed=(*DEFAULT.assumed[1:], "claim_minutes"))) == [
        (Change.NOT_ASSUMED, "search_days", True, False),
        (Change.ASSUMED, "claim_minutes", False, True),
    ]


@given(st.sampled_from(list(permutations(DEFAULT.rungs))), st.sampled_from(names()))
def test_told_the_other_way_round_it_is_the_same_many_keys_and_rungs(
    rungs: tuple[Rung, ...], name: str
) -> None:
    one, other = replace(DEFAULT, rungs=rungs), shipped(name)
    there, back = policy_difference(one, other), policy_difference(other, one)

    def counted(changes: list[PolicyChange], *kinds: Change) -> int:
        return sum(c.change in kinds for c in changes)

    for kinds in ([Change.RUNG_KEY], [Change.KEY], [Change.ASSUMED, Change.NOT_ASSUMED]):
        assert counted(there, *kinds) == counted(back, *kinds)
    assert all(change.before != change.after for change in there)
    assert counted(there, Change.RUNG_ADDED) == counted(back, Change.RUNG_REMOVED)
