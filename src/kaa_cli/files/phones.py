"""Phone numbers: what may be dialled, what is only kept as it was written.

`phonenumbers` knows every number plan but takes a third of a fast command to import, so the plain
Swedish forms are read by a rule of our own, held equal to it by a test.
"""

import re
from dataclasses import dataclass

_PLAIN_FORM = re.compile(r"\+?[0-9]+")
_FILLING = str.maketrans(dict.fromkeys(" \u00a0\u202f\t()./-‐‑‒–—−"))
_QUICK = re.compile(
    r"(?:(?:\+|00)460?|0)(7[023689][0-9]{7}|8[0-9]{6,8})|(?:46)?(7[023689][0-9]{7})"
)
_SOMEBODY = re.compile(r"(?:[0-9]{2})?[0-9]{2}[01][0-9][0-9]{2}[-+‐‑‒–—−][0-9]{4}")
_NINE_DIGITS = re.compile(r"[1-9][0-9]{8}")
_FEWEST_DIALABLE = 7
"""Shorter ones are 112, 1177, 11414, 90 000, 116 117: never a youth's own number."""


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A number as written and, where it could be read, in E.164; else `number` is the raw text.

    `note` are the words beside it in a list: when it is answered, whose it is.
    """

    raw: str
    number: str
    mobile: bool
    dialable: bool
    note: str = ""


def read_phone(text: str) -> PhoneNumber:
    """The number a text holds; never raises. Dialable is what some number plan has room for.

    Without `0` or `+` only nine digits are read, a zero eaten by a spreadsheet: fewer could be a
    local number, and a stranger would be rung.
    """
    raw = text.strip()
    if _SOMEBODY.fullmatch(raw):  # a personal number in the wrong column is nobody's telephone
        return PhoneNumber(raw, raw, mobile=False, dialable=False)
    digits = raw.translate(_FILLING)
    if digits.startswith(("O", "o")):  # the letter for the zero
        digits = "0" + digits[1:]
    quick = _QUICK.fullmatch(digits)
    if not quick:
        return _by_number_plan(raw, digits)
    national = quick[1] or quick[2]
    return PhoneNumber(raw, "+46" + national, national[0] == "7", dialable=True)


def _by_number_plan(raw: str, digits: str) -> PhoneNumber:
    as_written = PhoneNumber(raw, raw, mobile=False, dialable=False)
    if _NINE_DIGITS.fullmatch(digits):
        digits = "0" + digits
    if not _PLAIN_FORM.fullmatch(digits) or len(digits) < _FEWEST_DIALABLE or digits[0] not in "+0":
        return as_written
    import phonenumbers

    try:
        found = phonenumbers.parse(digits, "SE")
    except phonenumbers.NumberParseException:
        return as_written
    kind = phonenumbers.number_type(found)
    types = phonenumbers.PhoneNumberType
    if kind in {types.UNKNOWN, types.PREMIUM_RATE}:
        return as_written
    number = phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)
    mobile = kind in {types.MOBILE, types.FIXED_LINE_OR_MOBILE}
    return PhoneNumber(raw, number, mobile, dialable=True)
