"""Frozen values written as JSON come back as what they were."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, time

from hypothesis import given
from hypothesis import strategies as some

from kaa_cli.rules.codes import Reason, Sex
from kaa_cli.rules.figures import Share
from kaa_cli.rules.survival import survival
from kaa_cli.rules.written_down import read, written

DAYS = some.dates(date(2000, 1, 1), date(2030, 12, 31))


@dataclass(frozen=True)
class Inner:
    sex: Sex | None
    shares: tuple[tuple[int, Share], ...]


@dataclass(frozen=True)
class Outer:
    on: date
    at: time | None
    reasons: Counter[Reason]
    inner: Inner
    said: str | int | None
    share: float | None
    by: tuple[str | int | None, ...]


SHARES = some.builds(Share, some.integers(0, 9), some.integers(0, 9))
INNER = some.builds(
    Inner,
    some.none() | some.sampled_from(Sex),
    some.lists(some.tuples(some.integers(0, 6), SHARES), max_size=3).map(tuple),
)
PLAIN = some.none() | some.integers(-9, 9) | some.text(max_size=5)
OUTER = some.builds(
    Outer,
    DAYS,
    some.none() | some.times(),
    some.dictionaries(some.sampled_from(Reason), some.integers(0, 9)).map(Counter),
    INNER,
    PLAIN,
    some.none() | some.floats(allow_nan=False),
    some.lists(PLAIN, max_size=3).map(tuple),
)


@given(OUTER)
def test_a_value_comes_back_the_same(value: Outer) -> None:
    assert read(Outer, json.loads(json.dumps(written(value)))) == value


@given(some.lists(some.tuples(some.integers(0, 200), some.booleans()), max_size=20))
def test_a_curve_comes_back_the_same(waits: list[tuple[int, bool]]) -> None:
    curve = survival(waits)
    assert read(type(curve), json.loads(json.dumps(written(curve)))) == curve
