"""Phone numbers: what is read, what is kept as written, and the quick rule against the library.

Numbers beside the 070 series are others that PTS keeps free for fiction; the foreign one is the
library's own example.
"""

import subprocess
import sys

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kaa_cli.files.phones import _QUICK, read_phone
from kaa_cli.rules.phone_form import reading_form

MOBILE = "+46701740605"


@pytest.mark.parametrize(
    "text",
    [
        "070-174 06 05",
        "0701740605",
        "070 174 06 05",
        "070/1740605",
        "(070) 174.06.05",
        "070–174 06 05",
        "+46701740605",
        "+46 70 174 06 05",
        "+46 (0)70-174 06 05",
        "0046701740605",
        "00460701740605",
        "46701740605",
        "701740605",
        "O70-174 06 05",
        " 0701740605\u00a0",
    ],
)
def test_a_mobile_is_read_in_every_form(text: str) -> None:  # fault 47
    phone = read_phone(text)
    assert (phone.number, phone.mobile, phone.dialable) == (MOBILE, True, True)
    assert phone.raw == text.strip()


@pytest.mark.parametrize(
    ("text", "number", "mobile"),
    [
        ("08-465 004 12", "+46846500412", False),
        ("031-390 06 05", "+46313900605", False),
        ("313900605", "+46313900605", False),
        ("0980-319 201", "+46980319201", False),
    ],
)
def test_other_numbers_are_read_by_their_number_plan(text: str, number: str, mobile: bool) -> None:
    phone = read_phone(text)
    assert (phone.number, phone.mobile, phone.dialable) == (number, mobile, True)


def test_a_foreign_number_is_read_and_shown_with_its_country() -> None:
    number = phonenumbers.example_number_for_type("NO", phonenumbers.PhoneNumberType.MOBILE)
    assert number is not None
    national = str(number.national_number)
    for text in (f"+47 {national[:3]} {national[3:]}", f"0047-{national}"):
        phone = read_phone(text)
        assert (phone.number, phone.mobile, phone.dialable) == (f"+47{national}", True, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "112",
        "90 000",
        "90000",
        "1177",
        "116 117",
        "116111",
        "11414",
        "118 118",
        "+46112",
        "0046 116 111",
        "0900-123 45 67",
        "070-174 06",
        "070-174 06 05 5",
        "070-174 06 05, 070-174 06 06",
        "070-174 06 05 (mamma)",
        "mamma",
        "saknas",
        "12 34 56",
        "174 06 05",
        "+",
        "00",
        "+999 123456789",
        "０７０１７４０６０５",
    ],
)
def test_what_is_no_number_is_kept_but_never_dialled(text: str) -> None:  # fault 47
    phone = read_phone(text)
    assert (phone.raw, phone.number, phone.dialable, phone.mobile) == (text, text, False, False)


SIGNS = st.sampled_from(["", "-", " ", "–", ".", "/"])
STARTS = st.sampled_from(["0", "+46", "0046", "+460", "00460", "46", ""])
AREAS = st.sampled_from(["70", "72", "73", "76", "78", "79", "8", "74", "75", "77", "10", "31"])


@given(STARTS, AREAS, st.text("0123456789", min_size=4, max_size=9), SIGNS)
@example("0", "8", "12345", "")
@example("00460", "70", "1740605", "-")
def test_the_quick_rule_says_what_the_library_says(
    start: str, area: str, rest: str, sign: str
) -> None:
    quick = _QUICK.fullmatch(start + area + rest)
    phone = read_phone(f"{start}{sign}{area}{sign}{rest}")
    if quick is None:
        return
    national = "+46" + (quick[1] or quick[2])
    found = phonenumbers.parse(
        "+" + start + area + rest if start == "46" else start + area + rest, "SE"
    )
    kind = phonenumbers.number_type(found)
    assert phonenumbers.is_valid_number(found)
    assert phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164) == national
    assert (phone.number, phone.dialable) == (national, True)
    assert phone.mobile == (kind == phonenumbers.PhoneNumberType.MOBILE)


@given(AREAS, st.text("0123456789", min_size=4, max_size=9))
def test_no_valid_plain_number_is_missed(area: str, rest: str) -> None:
    found = phonenumbers.parse(f"0{area}{rest}", "SE")
    valid = phonenumbers.is_valid_number(found)
    premium = phonenumbers.number_type(found) == phonenumbers.PhoneNumberType.PREMIUM_RATE
    assert read_phone(f"0{area}{rest}").dialable == (valid and not premium)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text: str) -> None:
    assert reading_form(read_phone(text).number) is not None


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+46701740612", "070-174 06 12"),
        ("+46846500412", "08-465 004 12"),
        ("+46313900605", "031-390 06 05"),
        ("+468123456", "08-12 34 56"),
        ("+46520123456", "0520-12 34 56"),
        ("+4740612345", "+4740612345"),
        ("mamma 070", "mamma 070"),
        ("+abc", "+abc"),
        ("", ""),
    ],
)
def test_a_number_is_shown_as_it_is_read_aloud(number: str, shown: str) -> None:
    assert reading_form(number) == shown


def test_plain_mobiles_do_not_load_the_number_plans() -> None:
    code = (
        "import sys; from kaa_cli.files.phones import read_phone;"
        "read_phone('070-174 06 05'); sys.exit('phonenumbers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
