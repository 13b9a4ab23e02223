"""Identity numbers: every written form, the century, check digits, and what is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.rules.codes import IdentityKind, Sex
from kaa_cli.rules.identity import Identity, IdentityFault, read_identity

TODAY = date(2026, 9, 7)
GIRL = Identity("200801012386", IdentityKind.PERSONAL, date(2008, 1, 1), Sex.FEMALE)
FIRST_DAY, LAST_DAY = date(1990, 1, 1), TODAY


def with_check_digit(nine: str) -> str:
    """Ten digits, by the rule as Skatteverket words it: weights 2 and 1, digits added."""
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(nine))
    return f"{nine}{-total % 10}"


def official_number(born_on: date, birth_number: str = "238") -> str:
    """The tax agency's own test number of a day: 238 is female, 239 male."""
    return f"{born_on:%Y}"[:2] + with_check_digit(f"{born_on:%y%m%d}{birth_number}")


@pytest.mark.parametrize(
    "text",
    [
        "200801012386",
        "20080101-2386",
        "20080101–2386",
        "20080101—2386",
        "20080101‑2386",
        "20080101−2386",
        "0801012386",
        "080101-2386",
        "080101–2386",
        " 20080101 2386 ",
        "20080101 - 2386",
        "2008\u00a00101\u202f2386",
        "080101 2386\t",
    ],
)
def test_every_written_form_is_the_same_identity(text: str) -> None:  # fault 46
    assert read_identity(text, TODAY) == GIRL


def test_an_odd_ninth_digit_is_male() -> None:
    assert read_identity(official_number(date(2008, 1, 1), "239"), TODAY).sex is Sex.MALE


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (
            official_number(date(1926, 9, 7))[2:8] + "+" + official_number(date(1926, 9, 7))[-4:],
            1926,
        ),
        (
            official_number(date(1926, 12, 31))[2:8]
            + "+"
            + official_number(date(1926, 12, 31))[-4:],
            1926,
        ),
        (
            official_number(date(1912, 2, 11))[2:8] + "+" + official_number(date(1912, 2, 11))[-4:],
            1912,
        ),
        ("19120211+" + official_number(date(1912, 2, 11))[-4:], 1912),
        (official_number(date(2026, 9, 7))[2:], 2026),
        (official_number(date(1926, 9, 8))[2:], 1926),
        (official_number(date(1927, 1, 1))[2:], 1927),
        (official_number(date(2000, 2, 29))[2:], 2000),
        (official_number(date(1999, 12, 31))[2:], 1999),
    ],
)
def test_ten_digits_mean_the_latest_birth_that_has_been(text: str, year: int) -> None:
    assert read_identity(text, TODAY).born_on.year == year


def test_a_coordination_number_has_sixty_added_to_its_day() -> None:
    text = f"20{with_check_digit('080161238')}"
    expected = Identity(text, IdentityKind.COORDINATION, date(2008, 1, 1), Sex.FEMALE)
    assert read_identity(text, TODAY) == expected
    assert read_identity(f"{text[2:8]}-{text[8:]}", TODAY) == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("20080101-TF01", "20080101TF01"),
        ("20080101TF01", "20080101TF01"),
        ("20080101-T001", "20080101T001"),
        ("20080101–tf99", "20080101TF99"),
        ("080101-TF01", "20080101TF01"),
    ],
)
def test_a_school_number_has_no_check_digit_and_tells_no_sex(text: str, number: str) -> None:
    expected = Identity(number, IdentityKind.SCHOOL, date(2008, 1, 1), None)
    assert read_identity(text, TODAY) == expected


@pytest.mark.parametrize(
    ("text", "born_on"),
    [
        ("801012386", date(2008, 1, 1)),
        (" 801012386 ", date(2008, 1, 1)),
        (official_number(date(2000, 11, 5))[2:].lstrip("0"), date(2000, 11, 5)),
        (official_number(date(2000, 1, 5))[2:].lstrip("0"), date(2000, 1, 5)),
    ],
)
def test_zeros_that_a_spreadsheet_ate_are_put_back_and_told(text: str, born_on: date) -> None:
    identity = read_identity(text, TODAY)
    assert (identity.born_on, identity.repaired) == (born_on, True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("  \u00a0", "empty"),
        ("200801012387", "check-digit"),
        ("080101-2380", "check-digit"),
        ("200802302386", "no-such-day"),
        ("20080001-2386", "no-such-day"),
        ("200813012386", "no-such-day"),
        ("20080160-2386", "no-such-day"),
        ("20080192-2386", "no-such-day"),
        ("100801012386", "no-such-day"),
        ("20080230-TF01", "no-such-day"),
        ("20080161-TF01", "no-such-day"),
        ("20260908-2380", "future"),
        ("210801012386", "future"),
        ("20270101-TF01", "future"),
        ("20080101+2386", "century"),
        ("20080101-0000", "birth-number-zero"),
        ("20080101-0004", "birth-number-zero"),
        ("2,00801E+11", "excel-shortened"),
        ("2.00801E+11", "excel-shortened"),
        ("8,01E+08", "excel-shortened"),
        ("2E11", "excel-shortened"),
        ("2,00801012386e+11", "excel-shortened"),
        ("801012387", "not-a-number"),
        ("20080101238", "not-a-number"),
        ("2008010123860", "not-a-number"),
        ("2008-01-01", "not-a-number"),
        ("20080101-TF1", "not-a-number"),
        ("20080101-TX01", "not-a-number"),
        ("20080101--2386", "not-a-number"),
        ("２００８０１０１２３８６", "not-a-number"),
        ("Nova Ekdahl", "not-a-number"),
        ("0", "not-a-number"),
    ],
)
def test_a_refused_number_says_why(text: str, code: str) -> None:  # fault 46
    with pytest.raises(IdentityFault) as fault:
        read_identity(text, TODAY)
    assert fault.value.code == code


@pytest.mark.parametrize("born_on", [date(2014, 9, 7), date(1996, 1, 1), date(1930, 5, 5), TODAY])
def test_an_age_outside_the_duty_is_no_fault_of_the_number(born_on: date) -> None:  # fault 46
    assert read_identity(official_number(born_on), TODAY).born_on == born_on


@given(st.dates(FIRST_DAY, LAST_DAY), st.integers(1, 999), st.sampled_from(["", "-", "–", " "]))
def test_ten_and_twelve_digits_of_a_number_are_one_identity(
    born_on: date, birth_number: int, sign: str
) -> None:
    number = official_number(born_on, f"{birth_number:03}")
    identity = read_identity(f"{number[:8]}{sign}{number[8:]}", TODAY)
    assert identity == read_identity(f"{number[2:8]}{sign}{number[8:]}", TODAY)
    assert (identity.number, identity.born_on) == (number, born_on)
    assert identity.sex is (Sex.MALE if birth_number % 2 else Sex.FEMALE)


@given(st.dates(FIRST_DAY, LAST_DAY), st.integers(2, 11), st.integers(1, 9))
def test_one_wrong_digit_is_never_accepted_as_the_same_kind_of_number(
    born_on: date, place: int, added: int
) -> None:
    number = official_number(born_on)
    wrong = f"{number[:place]}{(int(number[place]) + added) % 10}{number[place + 1 :]}"
    with pytest.raises(IdentityFault):
        read_identity(wrong, TODAY)


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        identity = read_identity(text, TODAY)
    except IdentityFault:
        return
    assert TODAY - timedelta(days=366 * 250) < identity.born_on <= TODAY


@given(st.text("0123456789-+TF ", max_size=14))
def test_what_was_read_reads_back_the_same(text: str) -> None:
    try:
        identity = read_identity(text, TODAY)
    except IdentityFault:
        return
    again = read_identity(identity.number, TODAY)
    assert (again.number, again.kind, again.sex) == (identity.number, identity.kind, identity.sex)
