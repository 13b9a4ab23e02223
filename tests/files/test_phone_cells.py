"""Cells with several numbers, with words, with nothing: what is dialled and what is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.files.phone_cells import read_phones

A, B = "+46701740605", "+46701740606"


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("070-174 06 05", {A: ""}),
        ("070-174 06 05, 070-174 06 06", {A: "", B: ""}),
        ("070-174 06 05; 070-174 06 06", {A: "", B: ""}),
        ("070-174 06 05 / 070-174 06 06", {A: "", B: ""}),
        ("0701740605/0701740606", {A: "", B: ""}),
        ("070-174 06 05 070-174 06 06", {A: "", B: ""}),
        ("070-174 06 05 eller 070-174 06 06", {A: "", B: ""}),
        ("+46 (0)70-174 06 05 och (070) 174 06 06", {A: "", B: ""}),
        ("08-465 004 12 070-174 06 05", {"+46846500412": "", A: ""}),
        ("070-174 06 05, 0701740605", {A: ""}),
        ("070-174 06 05 (efter kl 16)", {A: "efter kl 16"}),
        ("070-174 06 05 (efter kl 16, ej fredag)", {A: "efter kl 16, ej fredag"}),
        ("070-174 06 05, efter kl 16", {A: "efter kl 16"}),
        ("070-174 06 05 (08-17)", {A: "08-17"}),
        ("mamma 070-174 06 05", {A: "mamma"}),
        ("Mobil: 070-174 06 05 efter 16", {A: "Mobil efter 16"}),
        ("mamma 070-174 06 05, pappa 070-174 06 06", {A: "mamma", B: "pappa"}),
        ("070-174 06 05 (mamma), 070-174 06 06 (egen)", {A: "mamma", B: "egen"}),
        ("mamma, 070-174 06 05", {A: "mamma"}),
        ("070-174 06 05 x 3", {A: "x 3"}),
    ],
)
def test_every_number_of_a_cell_is_read_with_its_words(
    cell: str, numbers: dict[str, str]
) -> None:  # fault 47
    phones = read_phones(cell)
    assert {phone.number: phone.note for phone in phones} == numbers
    assert all(phone.dialable for phone in phones)


@pytest.mark.parametrize(
    "cell", ["", "-", "saknas", "Uppgift saknas", "?", "0", "finns ej", "NULL"]
)
def test_words_for_nothing_are_no_number(cell: str) -> None:
    assert read_phones(cell) == ()


@pytest.mark.parametrize(
    "cell",
    [
        "080801-2380",
        "08-12 34 56/57",
        "112",
        "90 000",
        "070-174 06",
        "hemligt",
        "174 06 05",
        "070-174 06 05 16.30-18",
    ],
)
def test_what_cannot_be_dialled_is_kept_as_it_stands(cell: str) -> None:  # fault 47
    (phone,) = read_phones(cell)
    assert (phone.raw, phone.number, phone.dialable) == (cell, cell, False)


def test_half_a_number_beside_a_whole_one_is_kept_and_not_offered() -> None:
    whole, half = read_phones("070-174 06 05, 070-174 06")
    assert (whole.number, whole.dialable) == (A, True)
    assert (half.raw, half.dialable) == ("070-174 06", False)


def test_the_words_are_short() -> None:
    (phone,) = read_phones(f"070-174 06 05 ({'a' * 500})")
    assert phone.note == "a" * 100


CELLS = st.text("0123456789+-()/., ;eOo|&åkl\u00a0–", max_size=60)


@given(CELLS)
def test_no_cell_breaks_the_reading_and_no_number_comes_from_nowhere(cell: str) -> None:
    figures = "".join(char for char in cell if char.isdigit())
    for phone in read_phones(cell):
        assert phone.raw in cell
        if phone.dialable:
            assert phone.number[3:] in figures.replace(" ", "") or "o" in cell.casefold()


@given(st.lists(st.integers(5, 99), min_size=1, max_size=4, unique=True), st.sampled_from(",;/|"))
def test_as_many_numbers_come_out_as_went_in(ends: list[int], sign: str) -> None:
    cell = f" {sign} ".join(f"070-174 06 {end:02}" for end in ends)
    assert [phone.number for phone in read_phones(cell)] == [f"+467017406{end:02}" for end in ends]
