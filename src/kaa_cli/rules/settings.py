"""What a municipality decides for the whole register, beside the contact routine."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

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


LEAST = {"questionnaire_from": 5, "purge_after_months": 0}
"""Answers of fewer would tell of somebody: a municipality may ask for more, never for less.

0 months is never."""
NAMES = tuple(field.name for field in fields(Settings))


def read_settings(kept: Mapping[str, str]) -> Settings:
    """The settings kept in a register; what it does not tell is the default."""
    told = {name: _read(name, kept[name]) for name in NAMES if kept.get(name)}
    told |= {name: max(_least(name), told[name]) for name in told if name in LEAST}
    return Settings(**told)


def read_setting(name: str, text: str) -> Any:
    """The value that a word means for a setting; raises ValueError when it means none."""
    value = _read(name, text)
    if value < _least(name):
        raise ValueError(text)
    return value


def _least(name: str) -> int:
    return LEAST.get(name, 0 if isinstance(getattr(Settings(), name), bool) else 1)


def _read(name: str, text: str) -> Any:
    if isinstance(getattr(Settings(), name), bool):
        word = text.strip().casefold()
        if word not in _YES | _NO:
            raise ValueError(text)
        return word in _YES
    number = int(text)
    if not 0 <= number <= 1000:
        raise ValueError(text)
    return number
