"""Finding the youth somebody rings about, and sorting names as Swedish does."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.rules.codes import PhoneState
from kaa_cli.rules.person import Case, Period, Person, masked
from kaa_cli.rules.search import folded, found_by, matches, swedish_order
from youths import MONDAY, phone, youth

NOVA = Person(
    id=1,
    born_on=date(2009, 3, 12),
    identity_number="200903122380",
    given_name="Nova Åsa",
    family_name="Ekdahl-Öberg",
    guardians=("Maria Ekdahl",),
)
PHONES = (
    replace(phone(1), number="+46701740631"),
    replace(phone(2, guardian=1), number="+46701740612"),
    replace(phone(3), number="+46701740699", state=PhoneState.WRONG, wrong_on=MONDAY),
)
PERIOD = Period(1, MONDAY, MONDAY, "unknown")
CASE = Case(NOVA, PERIOD, youth(17, *PHONES))


@pytest.mark.parametrize(
    "text",
    [
        "nova", "NOVA", "nov", " Nova ", "ekdahl", "åsa", "asa", "nova ekd", "ekd nov", "maria",
        "0631", "0612", "631", "070-174 06 31", "0701740631", "+46701740631", "+46 70 174 06 31",
        "0699",  # also a number found wrong: somebody may ring from it
        "2009-03-12", "20090312", "090312", "2380", "20090312-2380", "090312-2380",
    ],
)  # fmt: skip
def test_what_finds_a_youth(text: str) -> None:
    assert matches(text, found_by(CASE))


@pytest.mark.parametrize(
    "text",
    ["", " ", "novak", "ova", "nova berg", "31", "0632", "1999-03-12", "-", "?", "070-174 06 05"],
)
def test_what_does_not(text: str) -> None:
    assert not matches(text, found_by(CASE))


def test_two_digits_are_too_few_to_tell_anybody_apart() -> None:
    assert not matches("80", found_by(CASE))
    assert matches("380", found_by(CASE))


def test_a_protected_youth_is_not_found_by_name_or_personal_number() -> None:
    hidden = Case(masked(NOVA), PERIOD, replace(CASE.facts, phones=()))
    assert not any(matches(text, found_by(hidden)) for text in ("nova", "maria", "2380", "0631"))


@given(st.sampled_from(["nova", "åsa", "ekdahl", "öberg", "maria"]), st.integers(1, 6))
def test_every_beginning_of_a_name_finds_it(name: str, length: int) -> None:
    case = Case(replace(NOVA, family_name="Ekdahl Öberg"), PERIOD, CASE.facts)
    assert matches(name[:length], found_by(case))
    assert matches(name[:length].upper(), found_by(case))


@given(st.integers(3, 9))
def test_every_ending_of_a_number_from_three_digits_finds_it(digits: int) -> None:
    assert matches("701740631"[-digits:], found_by(CASE))


@pytest.mark.parametrize(
    "names",
    [
        ["Adam", "Zara", "Åsa", "Ärla", "Örjan"],
        ["Eda", "Édith", "Efraim"],
        ["Ek", "Ekdahl", "Ekström"],
        ["anna", "Bo", "cia"],
        ["Ali Hassan", "Ali-Reza", "Alice"],
    ],
)
def test_names_sort_as_in_swedish(names: list[str]) -> None:
    keys = [swedish_order(name) for name in names]
    assert keys == sorted(set(keys))


LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"


@given(st.text(LETTERS), st.text(LETTERS))
def test_order_by_letters_is_that_of_the_alphabet(first: str, second: str) -> None:
    ranks = [[LETTERS.index(letter) for letter in name] for name in (first, second)]
    assert (swedish_order(first) < swedish_order(second)) == (ranks[0] < ranks[1])


@given(st.text(LETTERS + LETTERS.upper() + " -"))
def test_upper_and_lower_case_sort_alike(name: str) -> None:
    assert swedish_order(name) == swedish_order(name.lower()) == swedish_order(name.upper())


@given(st.text(st.characters(max_codepoint=0x24F)))  # the Latin letters of Europe
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_every_text_has_a_place_in_the_order(text: str) -> None:
    assert len(swedish_order(text)) == len(text.casefold())
