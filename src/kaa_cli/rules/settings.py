"""What a municipality decides for the whole register, beside the contact routine."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

_NONE = ("none", "inga")
_LEAST_LETTERS, _MOST_LETTERS = 3, 40
_YES, _NO = frozenset({"yes", "ja", "on", "true"}), frozenset({"no", "nej", "off", "false"})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings with their defaults, the assumed ones marked so where they are shown."""

    figures_per_caseworker: bool = False
    """Figures per caseworker are staff monitoring: off until the municipality has decided."""
    smallest_group: int = 5
    """Numbers below this are hidden in what leaves the team (assumed)."""
    questionnaire_from: int = 5
    """Questionnaires are shown from this many pairs of answers on (assumed)."""
    purge_after_months: int = 0
    """In the duty: months from leaving the target group to purging; 0: only at 21."""
    programme_purge_months: int = 24
    """In a register of participants outside the duty: months from the end to purging (assumed)."""
    backup_days: int = 90
    """How long a backup is kept at most: data that were erased live on in it so long."""
    allowed_words: tuple[str, ...] = ()
    """Beginnings of words that free text may hold though they look like what may not be kept."""


LEAST = {"questionnaire_from": 5, "purge_after_months": 0}
"""Answers of fewer would tell of somebody: a municipality may ask for more, never for less.

0 months is never."""
MOST_OF_ANY = 1000
MOST = {"backup_days": 90}
"""What was erased must be gone from the backups within three months."""
NAMES = tuple(field.name for field in fields(Settings))


def read_settings(kept: Mapping[str, str]) -> Settings:
    """The settings kept in a register; what it does not tell is the default."""
    told = {name: _read(name, kept[name]) for name in NAMES if kept.get(name)}
    told |= {name: max(_least(name), told[name]) for name in told if name in LEAST}
    told |= {name: min(most, told[name]) for name, most in MOST.items() if name in told}
    return Settings(**told)


def read_setting(name: str, text: str) -> Any:
    """The value that a word means for a setting; raises ValueError when it means none."""
    value = _read(name, text)
    is_number = not isinstance(value, tuple | bool)
    if is_number and not _least(name) <= value <= MOST.get(name, MOST_OF_ANY):
        raise ValueError(text)
    return value


def as_text(value: Any) -> str:
    """A value as it is kept and typed."""
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ",".join(value) or _NONE[0]
    return str(value)


def _least(name: str) -> int:
    return LEAST.get(name, 1)


def _read(name: str, text: str) -> Any:
    if isinstance(getattr(Settings(), name), tuple):
        return _read_words(text)
    if isinstance(getattr(Settings(), name), bool):
        word = text.strip().casefold()
        if word not in _YES | _NO:
            raise ValueError(text)
        return word in _YES
    number = int(text)
    if not 0 <= number <= MOST_OF_ANY:
        raise ValueError(text)
    return number


def _read_words(text: str) -> tuple[str, ...]:
    words = tuple(word.strip().casefold() for word in text.split(","))
    if words in {(none,) for none in _NONE}:
        return ()
    for word in words:
        is_word = word.replace("-", "").replace(" ", "").isalpha()
        if not is_word or not _LEAST_LETTERS <= len(word) <= _MOST_LETTERS:
            raise ValueError(text)
    return words
