"""A number as it is read aloud: no digit is lost, and what is not Swedish stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.rules.phone_form import reading_form


@pytest.mark.parametrize(
    ("number", "read"),
    [
        ("+46701740612", "070-174 06 12"),
        ("+46846500412", "08-465 004 12"),
        ("+46313900605", "031-390 06 05"),
        ("+46980319205", "0980-31 92 05"),
        ("+46", "+46"),
        ("070 okänt", "070 okänt"),
        ("", ""),
    ],
)
def test_reading_form(number: str, read: str) -> None:
    assert reading_form(number) == read


@given(st.text("0123456789", min_size=7, max_size=10).filter(lambda n: n[0] != "0"))
def test_every_digit_is_read_in_its_order(national: str) -> None:
    read = reading_form(f"+46{national}")
    assert "".join(filter(str.isdigit, read)) == f"0{national}"
    assert set(read) <= set("0123456789- ")


@given(st.text("0123456789", min_size=7, max_size=10).filter(lambda n: n[0] != "0"))
def test_no_group_is_longer_than_three_digits_or_a_single_one(national: str) -> None:
    groups = reading_form(f"+46{national}").partition("-")[2].split()
    assert {len(group) for group in groups} <= {2, 3}
