"""Finding the youth somebody rings about: by name, birth date or the end of any number."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kaa_cli.rules.person import Case

_LEAST_DIGITS = 3


class Findable(NamedTuple):
    """What a youth is found by: names and numbers are the youth's own and the guardians'."""

    youth: int
    born_on: date
    identity_number: str | None
    names: Sequence[str]
    numbers: Sequence[str]


def found_by(case: Case) -> Findable:
    """What a case is found by, as far as it may be shown."""
    person = case.person
    names = (person.given_name, person.family_name, *person.guardians)
    numbers = [phone.number for phone in case.facts.phones]
    return Findable(person.id, person.born_on, person.identity_number, names, numbers)


def matches(text: str, one: Findable) -> bool:
    """Whether a youth fits what was typed; names without regard to case or accents."""
    text = text.strip()
    digits = "".join(filter(str.isdigit, text))
    if digits and not any(map(str.isalpha, text)):
        return len(digits) >= _LEAST_DIGITS and _matches_digits(text, digits, one)
    names = folded(" ".join(one.names)).split()
    return bool(text) and all(
        any(name.startswith(part) for name in names) for part in folded(text).split()
    )


def _matches_digits(text: str, digits: str, one: Findable) -> bool:
    ends = (digits, digits.lstrip("0") or digits)
    return _is_birthday(text, one.born_on) or any(
        number.endswith(ends) for number in (*one.numbers, one.identity_number or "")
    )


def _is_birthday(text: str, born_on: date) -> bool:
    return text in {born_on.isoformat(), f"{born_on:%Y%m%d}", f"{born_on:%y%m%d}"}


_STRUCK = str.maketrans({"ø": "o", "æ": "a", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
"""Letters whose mark is no accent to take away."""


def folded(text: str) -> str:
    """Text for comparing: without case and accents, so that Asa finds Åsa."""
    if text.isascii():
        return text.casefold()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).translate(_STRUCK)


_ALPHABET = {letter: rank for rank, letter in enumerate("abcdefghijklmnopqrstuvwxyzåäö")}


def swedish_order(text: str) -> tuple[int, ...]:
    """A key that sorts as Swedish does: å ä ö last, other accents with their letter."""
    return tuple(
        _ALPHABET.get(char, _ALPHABET.get(folded(char)[:1], -1)) for char in text.casefold()
    )
