"""Who may be one person: names that are close, and numbers that do not tell two apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.rules.codes import IdentityKind
from kaa_cli.rules.matching import are_close, may_be_double, name_key, strength

SCHOOL, COORDINATION = IdentityKind.SCHOOL, IdentityKind.COORDINATION
PERSONAL = IdentityKind.PERSONAL


def key(name: str) -> str:
    given, _comma, family = name.partition("/")
    return name_key(given, family)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nova/Ekdahl", "Nova/Ekdahl"),
        ("Nova/Ekdahl", "NOVA/EKDAHL"),
        ("Åsa/Öberg", "Asa/Oberg"),
        ("Łukasz/Nowak", "Lukasz/Nowak"),
        ("Nova/Ekdahl", "Ekdahl/Nova"),
        ("Anna Maria/Lind", "Anna/Lind"),
        ("Anna-Maria/Lind", "Anna Maria/Lind"),
        ("Nova/Ekdahl", "Nova/Ekdal"),
        ("Nova/Ekdahl", "Nova/Ekdhal"),
        ("Mohammed/Ali Hassan", "Mohamed/Hassan"),
        ("Nova/Ekdahl", "Nowa/Ekdahl"),
    ],
)
def test_names_that_may_be_one(one: str, other: str) -> None:
    assert are_close(key(one), key(other))
    assert are_close(key(other), key(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nova/Ekdahl", "Leo/Ekdahl"),
        ("Nova/Ekdahl", "Nova/Sandin"),
        ("Ali/Lind", "Ada/Lind"),
        ("Nova/", "Nova/Ekdahl"),
        ("Nova/", "Nowa/"),
        ("/", "/"),
        ("Nova/Ekdahl", "/"),
        ("Eva Eva/Lind", "Eva/Lind Berg"),
        ("Nova/Ekdahl", "Nova/Ekdahlssons"),
    ],
)
def test_names_that_are_two(one: str, other: str) -> None:
    assert not are_close(key(one), key(other))
    assert not are_close(key(other), key(one))


@pytest.mark.parametrize("kind", list(IdentityKind))
def test_two_numbers_of_one_kind_are_two_persons(kind: IdentityKind) -> None:
    assert not may_be_double(kind, "ekdahl nova", kind, "ekdahl nova")


@pytest.mark.parametrize(
    ("kind", "other"),
    [
        (SCHOOL, PERSONAL),
        (COORDINATION, PERSONAL),
        (SCHOOL, COORDINATION),
        (None, PERSONAL),
        (None, SCHOOL),
        (None, None),
    ],
)
def test_a_number_that_may_have_become_another_is_offered(
    kind: IdentityKind | None, other: IdentityKind | None
) -> None:
    assert may_be_double(kind, "ekdahl nova", other, "ekdal nova")
    assert may_be_double(other, "ekdahl nova", kind, "ekdal nova")
    assert not may_be_double(kind, "ekdahl nova", other, "leo sandin")


def test_a_personal_number_is_the_surest_and_a_birth_date_the_least() -> None:
    kinds = [None, SCHOOL, COORDINATION, PERSONAL]
    assert sorted(kinds, key=strength) == kinds


NAMES = st.text("abcåäöÅ -é", max_size=12)


@given(NAMES, NAMES)
def test_closeness_is_the_same_both_ways_and_a_name_is_close_to_itself(a: str, b: str) -> None:
    one, other = name_key(a, b), name_key(b, a)
    assert one == other
    assert are_close(one, one) is bool(one)
    keys = name_key(a, ""), name_key(b, "")
    assert are_close(*keys) is are_close(*reversed(keys))


@given(st.lists(st.text("abcdefgh", min_size=4, max_size=9), min_size=2, max_size=4), st.data())
def test_one_letter_wrong_in_one_part_is_close(parts: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(parts[0]) - 1))
    wrong = [parts[0][:place] + "x" + parts[0][place + 1 :], *parts[1:]]
    assert are_close(name_key(" ".join(parts), ""), name_key(" ".join(wrong), ""))
