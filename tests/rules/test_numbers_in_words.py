"""A personal number in a text is found however it is written; other numbers are left alone."""

import pytest

from kaa_cli.rules.text import holds_a_number


def _digits(zero: str) -> dict[int, str]:
    """Plain digits to those of another writing, named by its zero."""
    return {ord("0") + n: chr(ord(zero) + n) for n in range(10)}


@pytest.mark.parametrize(
    "number",
    [
        "200903122380",
        "20090312-2380",
        "090312-2380",
        "090312+2380",
        "090312 2380",
        "090312 - 2380",
        "2009 03 12 2380",
        "2009-03-12-2380",
        "20090312\u00a02380",
        *(f"090312{dash}2380" for dash in "\u2010\u2011\u2012\u2013\u2014\u2212\uff0d\ufe63"),
        *("090312-2380".translate(_digits(zero)) for zero in ("\u0660", "\uff10", "\u0966")),
    ],
)
def test_a_personal_number_is_found_in_any_writing(number: str) -> None:
    assert holds_a_number(f"Ring {number} i dag")


@pytest.mark.parametrize(
    "text",
    [
        "070-174 06 05",
        "0701740605",
        "174 06 05",
        "2026-09-07 15:48",
        "441 00",
        "2009-03-12",
        "½ ² x",
    ],
)
def test_telephones_days_and_other_numbers_may_be_kept(text: str) -> None:
    assert not holds_a_number(text)
