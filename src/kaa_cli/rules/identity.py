"""Personal numbers, coordination numbers and schools' TF numbers, in every written form.

Folkbokföringslagen (1991:481) 18 § and lag (2022:1697) om samordningsnummer. Twelve digits are
kept. A number tells who is meant, not whether that person is in the duty: scope is another rule.
"""

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from kaa_cli.rules.codes import IdentityKind, Sex

_COORDINATION_DAY = 60
_PLUS_FROM_AGE = 100
_EARLIEST_YEAR = 1800

_WRITTEN = re.compile(
    r"([0-9]{2})?([0-9]{2})([0-9]{2})([0-9]{2})([-+]?)(?:([0-9]{4})|(TF[0-9]{2}|T[0-9]{3}))"
)
_BIRTH_DATE = re.compile(r"(?:19|20)[0-9]{2}-?[0-9]{2}-?[0-9]{2}")
_SHORTENED = re.compile(r"[0-9]([.,][0-9]+)?E\+?[0-9]+")
_ZEROS_LOST = re.compile(r"[0-9]{7,9}")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_DOUBLED = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))
_SINGLE = bytes.maketrans(b"0123456789", bytes(range(10)))


class IdentityFault(ValueError):
    """A text that is no identity number; `code` says why.

    Codes: `empty`, `not-a-number`, `excel-shortened`, `no-such-day`, `future`, `century`,
    `birth-number-zero`, `check-digit`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is meant: twelve digits, or `YYYYMMDDTFnn`/`YYYYMMDDTnnn` for kind `school`.

    `sex` is not told by a school's number. `repaired`: zeros that a spreadsheet ate were put back.
    With a birth date alone `number` is "" and `kind` None.
    """

    number: str
    kind: IdentityKind | None
    born_on: date
    sex: Sex | None
    repaired: bool = False


def read_identity(text: str, today: date) -> Identity:
    """The identity that a text names; raises `IdentityFault`.

    Ten digits mean the latest century that puts the birth on or before `today`; with a plus sign
    the latest in which the year of turning 100 has come.
    """
    match = _WRITTEN.fullmatch(text)
    if match is None:
        text = "".join(text.split()).translate(_DASHES).upper()
        match = _WRITTEN.fullmatch(text)
    return _mended(text, today) if match is None else _from_parts(match, today)


def read_birth_date(text: str, today: date) -> Identity | None:
    """Who is meant where only a whole birth date is told; None when the text is none.

    Raises `IdentityFault` for a day that is none or has not been.
    """
    if not _BIRTH_DATE.fullmatch(text):
        return None
    digits = text.replace("-", "")
    born_on = _day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if born_on > today:
        raise IdentityFault("future")
    return Identity("", None, born_on, None)


def _mended(text: str, today: date) -> Identity:
    """Puts back the leading zeros of somebody born 2000–2009; the check digit proves it right."""
    if not text:
        raise IdentityFault("empty")
    if _SHORTENED.fullmatch(text):
        raise IdentityFault("excel-shortened")
    if _ZEROS_LOST.fullmatch(text):
        with suppress(IdentityFault):
            return replace(read_identity(text.zfill(10), today), repaired=True)
    raise IdentityFault("not-a-number")


def _from_parts(match: re.Match[str], today: date) -> Identity:
    century, decade, month, day, sign, last, school = match.groups()
    kind = IdentityKind.SCHOOL if school else IdentityKind.PERSONAL
    born_day = int(day)
    if last and born_day > _COORDINATION_DAY:
        kind = IdentityKind.COORDINATION
        born_day -= _COORDINATION_DAY
    if century:
        year = int(century + decade)
    else:
        year = _latest_year(int(decade), (int(month), born_day), today, plus=sign == "+")
    born_on = _day(year, int(month), born_day)
    if born_on > today:
        raise IdentityFault("future")
    if sign == "+" and today.year - year < _PLUS_FROM_AGE:
        raise IdentityFault("century")
    if school:
        return Identity(f"{year}{month}{day}{school}", kind, born_on, None)
    if last.startswith("000"):
        raise IdentityFault("birth-number-zero")
    if not _check_digit_holds(decade + month + day + last):
        raise IdentityFault("check-digit")
    sex = Sex.MALE if last[2] in "13579" else Sex.FEMALE
    return Identity(f"{year}{month}{day}{last}", kind, born_on, sex)


def _latest_year(decade: int, month_day: tuple[int, int], today: date, *, plus: bool) -> int:
    latest = today.year - (_PLUS_FROM_AGE if plus else 0)
    year = latest - (latest - decade) % 100
    is_to_come = (year, *month_day) > (today.year, today.month, today.day)
    return year - 100 if is_to_come else year


def _day(year: int, month: int, day: int) -> date:
    # The check digit does not cover the century: 1008 for 2008 is caught here only.
    if year < _EARLIEST_YEAR:
        raise IdentityFault("no-such-day")
    try:
        return date(year, month, day)
    except ValueError:
        raise IdentityFault("no-such-day") from None


def _check_digit_holds(ten_digits: str) -> bool:
    """The Luhn sum: every other digit doubled, the digits added."""
    digits = ten_digits.encode()
    total = sum(digits[::2].translate(_DOUBLED)) + sum(digits[1::2].translate(_SINGLE))
    return total % 10 == 0
