"""The order of the way, what can come of a stop, and when two people are late."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.rules.codes import Protection, Target
from kaa_cli.rules.person import Case, Period, Person, masked
from kaa_cli.rules.visits import (
    SAVED_AS,
    Round,
    VisitResult,
    in_order_of_the_way,
    is_minor_on,
    possible_results,
    result_of,
)
from youths import MONDAY, youth


def at(street: str, postcode: str = "441 00", number: int = 1, born_on: date | None = None) -> Case:
    person = Person(number, born_on or date(2009, 3, 12), street=street, postcode=postcode)
    facts = youth(17)
    return Case(person, Period(number, MONDAY, MONDAY, "unknown"), facts)


def way(*doors: tuple[str, str]) -> list[tuple[str, str]]:
    cases = [at(street, postcode, n) for n, (street, postcode) in enumerate(doors, start=1)]
    return [(c.person.street, c.person.postcode) for c in in_order_of_the_way(cases)]


@pytest.mark.parametrize(
    "streets",
    [
        ["Exempelgatan 7", "Exempelgatan 12"],
        ["Exempelgatan 7", "Exempelgatan 7 A", "Exempelgatan 7B", "Exempelgatan 8"],
        ["Exempelgatan 12", "Provvägen 3"],
        ["Åvägen 1", "Ängsvägen 1", "Övägen 1"],
        ["Provvägen 3 lgh 2", "Provvägen 3 lgh 11"],
        ["Provvägen", "Provvägen 1"],
        ["PROVVÄGEN 2", "Provvägen 10"],
    ],
)
def test_a_street_is_walked_as_people_count(streets: list[str]) -> None:
    doors = [(street, "441 00") for street in streets]
    assert way(*reversed(doors)) == doors


def test_one_area_is_kept_together_however_its_postcode_is_written() -> None:
    first, second = ("Provvägen 3", "44100"), ("Provvägen 4", "441 00")
    far, unknown = ("Exempelgatan 1", "441 50"), ("Exempelgatan 1", "")
    assert way(unknown, far, second, first) == [first, second, far, unknown]


numbered = st.builds(
    "{} {}{}".format, st.sampled_from("ABÅ"), st.integers(0, 30), st.sampled_from("aB ")
)
doors = st.tuples(
    numbered | st.text(st.characters(codec="utf-8"), max_size=20),
    st.sampled_from(["", "441 00", "44100", "441 20"]),
)


@given(st.lists(doors, max_size=8), st.randoms())
def test_the_way_takes_in_everybody_once_and_is_the_same_from_any_order(
    found: list[tuple[str, str]], chance: object
) -> None:
    cases = [at(street, postcode, n) for n, (street, postcode) in enumerate(found)]
    shuffled = list(cases)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    ordered = in_order_of_the_way(shuffled)
    assert ordered == in_order_of_the_way(cases)
    assert sorted(c.person.id for c in ordered) == list(range(len(found)))


@given(st.integers(1, 999), st.integers(1, 999))
def test_a_lower_house_number_is_never_walked_after_a_higher(one: int, other: int) -> None:
    low, high = sorted((one, other))
    ordered = in_order_of_the_way([at(f"Provvägen {high}", number=2), at(f"Provvägen {low}")])
    assert [c.person.street for c in ordered] == [f"Provvägen {low}", f"Provvägen {high}"]


TURNS_18 = date(2027, 3, 12)


@pytest.mark.parametrize(("day", "may"), [(TURNS_18 - timedelta(days=1), True), (TURNS_18, False)])
def test_a_guardian_is_reached_only_while_the_youth_is_a_minor(day: date, may: bool) -> None:
    assert (VisitResult.GUARDIAN_REACHED in possible_results(at("x"), day)) is may


def test_a_guardian_of_a_protected_youth_is_never_told_anything() -> None:
    hidden = masked(Person(1, date(2009, 3, 12), Protection.CONFIDENTIALITY))
    case = Case(hidden, Period(1, MONDAY, MONDAY, "unknown"), youth(17))
    assert not is_minor_on(case, MONDAY)


def round_on(day: date, **told: object) -> Round:
    return Round(1, day, time(15, 30), "Anna", "Bo", **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "clock", "late"),
    [
        (MONDAY, time(15, 30), False),
        (MONDAY, time(15, 31), True),
        (MONDAY, None, False),
        (MONDAY - timedelta(days=1), None, True),
        (MONDAY - timedelta(days=1), time(8, 0), True),
        (MONDAY + timedelta(days=1), time(23, 0), False),
    ],
)
def test_two_are_late_when_the_hour_has_passed(day: date, clock: time | None, late: bool) -> None:
    assert round_on(day).is_late(MONDAY, clock) is late
    assert not round_on(day, closed_on=MONDAY).is_late(MONDAY, clock)


@pytest.mark.parametrize("result", SAVED_AS)
def test_a_result_is_read_back_from_the_attempt_it_became(result: VisitResult) -> None:
    attempt, to = SAVED_AS[result]
    assert result_of(attempt, to or Target.YOUTH) is result
