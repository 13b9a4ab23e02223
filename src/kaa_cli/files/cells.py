"""One cell of a list to one value: names, days, codes, marks of protection.

Every reader takes text that `tidy` has been through and raises `CellFault`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from kaa_cli.labels import UnknownCode, plain, read_code
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.protection import strongest
from kaa_cli.rules.text import FORMULA_SIGNS, HOSTILE

C = TypeVar("C")
E = TypeVar("E", bound=StrEnum)

_TOLD_AS_TEXT = re.compile(r'="[^"]*"')
_DAMAGED = re.compile("[\u2400-\u2421\ufffd]")
_BEFORE_FORMULA = re.compile(f"'+(?=[{re.escape(FORMULA_SIGNS)}])")
_EXCEL_DAY_0 = date(1899, 12, 30)
_EXCEL_DAYS = range(36526, 55154)  # 2000–2050
_SWEDISH_DAY = re.compile(r"([0-3]?[0-9])[/.] ?([01]?[0-9])[ -]([0-9]{4})")
_NAMED_DAY = re.compile(r"([0-3]?[0-9])\.? ([a-z]{3})[a-z]*\.? ([0-9]{4})")
_MONTHS = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "maj": 5,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "okt": 10,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_ISO_DAY = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8})(?:[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?"
)
_HOUR = re.compile(r"(?:kl\.? ?)?([012]?[0-9])[.:]([0-5][0-9])(?:[.:][0-5][0-9])?", re.IGNORECASE)
_WHOLE_HOUR = re.compile(r"kl\.? ?([012]?[0-9])", re.IGNORECASE)
_POSTCODE = re.compile(r"(?:SE?-?)?([0-9]{3})([0-9]{2})", re.IGNORECASE)
_ADDRESS = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+")
_NO_MARK = frozenset({"n", "nej", "no", "0", "ingen", "inga", "inget", "none", "false", "falskt"})
_NOT = frozenset({"ej", "inte", "icke", "utan", "not"})
_MARK = frozenset({"s", "sek", "ja", "j", "x", "y", "yes", "1", "true", "sant"})
_STEMS_OF_MARKS = (
    ("finger", Protection.ASSUMED),
    ("assumed", Protection.ASSUMED),
    ("folkb", Protection.REGISTRATION),
    ("kvarskriv", Protection.REGISTRATION),
    ("protectedregistration", Protection.REGISTRATION),
    ("sekr", Protection.CONFIDENTIALITY),
    ("skydd", Protection.CONFIDENTIALITY),
    ("confidential", Protection.CONFIDENTIALITY),
    ("protected", Protection.CONFIDENTIALITY),
)


class CellFault(ValueError):
    """A cell that cannot be taken in: the reject code and what its sentence needs."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def tidy(cell: str) -> str:
    """Composed letters, single blanks, none around; `'` before a formula sign taken away.

    Our own CSV files put that `'` there, so what is written reads back the same. `="2009…"` is a
    text: other programs write it so, lest a spreadsheet take it for a number.
    """
    text = unicodedata.normalize("NFC", " ".join(cell.split()))
    if before := _BEFORE_FORMULA.match(text):
        return text[before.end() :]
    return text[2:-1] if _TOLD_AS_TEXT.fullmatch(text) else text


def needs_no_tidying(text: str) -> bool:
    """Whether `tidy` would only take outer blanks away; so it is with nearly every row."""
    return (
        text.isprintable()
        and "  " not in text
        and "'" not in text
        and '="' not in text
        and (text.isascii() or not _DAMAGED.search(text))
        and unicodedata.is_normalized("NFC", text)
    )


def is_hostile(cell: str) -> bool:
    """Whether a cell as it was read holds what must not reach a screen, or what was damaged.

    Line ends are blanks. The signs that stand for control characters are what our own files of
    refused rows show of them: a row with one has not been mended.
    """
    return bool(HOSTILE.search(cell.replace("\r", "\n")) or _DAMAGED.search(cell))


@lru_cache(maxsize=4096)
def read_day(text: str) -> date:
    """A day: `2026-03-12`, `20260312`, `12/3 2026`, `12 mars 2026`, or Excel's count of days.

    `1/2/2026` is refused: nobody knows which of the two is the month.
    """
    try:
        if iso := _ISO_DAY.fullmatch(text):
            return date.fromisoformat(iso[1])
        if swedish := _SWEDISH_DAY.fullmatch(text):
            return date(int(swedish[3]), int(swedish[2]), int(swedish[1]))
        if (named := _NAMED_DAY.fullmatch(text.casefold())) and named[2] in _MONTHS:
            return date(int(named[3]), _MONTHS[named[2]], int(named[1]))
    except ValueError:
        raise CellFault("no-such-day") from None
    if text.isascii() and text.isdigit() and int(text[:6]) in _EXCEL_DAYS and len(text) == 5:
        return _EXCEL_DAY_0 + timedelta(days=int(text))
    raise CellFault("not-a-day")


def read_past_day(text: str, today: date) -> date:
    """A day on which something has happened."""
    day = read_day(text)
    if day > today:
        raise CellFault("future")
    return day


def read_hour(text: str) -> time:
    """An hour of the day: `15:48`, `15.48`, `kl 15:48`, with seconds or without."""
    with suppress(ValueError):
        if found := _HOUR.fullmatch(text):
            return time(int(found[1]), int(found[2]))
        if whole := _WHOLE_HOUR.fullmatch(text):
            return time(int(whole[1]))
    raise CellFault("not-an-hour")


def read_word(text: str, codes: type[E], among: Iterable[E] | None = None) -> E:
    """The code that a word means, in either language."""
    return read_known(text, lambda word: read_code(word, codes, among))


def read_known(text: str, reader: Callable[[str], C]) -> C:
    """What a word means to a reader that knows some words and no others."""
    try:
        return reader(text)
    except UnknownCode as fault:
        if fault.nearest:
            raise CellFault("unknown-code", nearest=fault.nearest) from None
        raise CellFault("unknown-code", known=", ".join(fault.known)) from None


@lru_cache(maxsize=1024)
def read_protection(text: str, marked_as: Protection = Protection.CONFIDENTIALITY) -> Protection:
    """The protection that a mark stands for; a bare "S" or "Ja" means `marked_as`.

    A mark that is not known is a fault: taking it for "none" could cost somebody their safety.
    """
    word = plain(text)
    first_word = plain(re.split(r"\W+", text, maxsplit=1)[0])
    if text in {"", "-", "–"} or word in _NO_MARK or first_word in _NOT:
        return Protection.NONE
    if word in _MARK:
        return marked_as
    for stem, protection in _STEMS_OF_MARKS:
        if stem in word:
            return strongest(protection, marked_as)
    raise CellFault("unknown-code", known="S, Sekretess, Skyddad folkbokföring, Nej")


def read_postcode(text: str) -> str:
    """A Swedish postcode as "441 00"; anything else as it is."""
    match = _POSTCODE.fullmatch(text.replace(" ", ""))
    return f"{match[1]} {match[2]}" if match else text


def read_email(text: str) -> str:
    """An e-mail address that something can be sent to."""
    if not _ADDRESS.fullmatch(text):
        raise CellFault("not-an-address")
    return text


def split_name(text: str) -> tuple[str, str]:
    """Given and family name: "Lind, Anna Maria" by the comma, else the last word is the family."""
    family, comma, given = text.partition(",")
    if comma:
        return given.strip(), family.strip()
    given, _blank, family = text.rpartition(" ")
    return (given, family) if given else (family, "")
