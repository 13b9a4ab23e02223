"""Whether two entries may be one person: born on the same day, with close names.

A number tells people apart: two of the same kind are two persons, twins with twin names too. But a
school's number becomes a coordination number, and that a personal number; and some lists tell a
birth date alone. Such pairs are offered to somebody who decides; nothing is merged by itself.
"""

import re
from collections.abc import Sequence
from datetime import date

from kaa_cli.rules.codes import IdentityKind
from kaa_cli.rules.search import folded

_STRENGTH = {
    None: 0,
    IdentityKind.SCHOOL: 1,
    IdentityKind.COORDINATION: 2,
    IdentityKind.PERSONAL: 3,
}
KINDS = tuple(_STRENGTH)
_SHORT = 4
"""Letters of a name below which one letter more or less makes it another: Eva is not Ewa's Ea."""
_MOST_PARTS = 5
_WORD = re.compile(r"[^\W\d_]+")


def strength(kind: IdentityKind | None) -> int:
    """How sure a number is, from 0 (a birth date alone) to 3 (a personal number)."""
    return _STRENGTH[kind]


def name_key(given_name: str, family_name: str) -> str:
    """A name as it is compared: without case, accents, hyphens or the order of its parts."""
    return " ".join(sorted(_WORD.findall(folded(f"{given_name} {family_name}"))))


def numberless_key(born_on: date, given_name: str, family_name: str) -> str:
    """What tells a youth without a number from others: the birth date with the name."""
    return f"{born_on} {name_key(given_name, family_name)}"


def may_be_double(
    kind: IdentityKind | None, key: str, other_kind: IdentityKind | None, other_key: str
) -> bool:
    """Whether two born on the same day may be one: close names, and not two numbers of a kind.

    Two without any number are one only if the names are the same, and then no question arises.
    """
    if kind is other_kind and kind is not None:
        return False
    return are_close(key, other_key)


def are_close(key: str, other_key: str) -> bool:
    """Whether one name (as `name_key` gives it) may be the other, misspelt or in a shorter form.

    Every part of the shorter name has its like in the longer. One part alone must be the same.
    """
    if key == other_key:
        return bool(key)
    shorter, longer = sorted((key.split(), other_key.split()), key=len)
    return len(shorter) > 1 and len(longer) <= _MOST_PARTS and _each_has_its_like(shorter, longer)


def _each_has_its_like(parts: Sequence[str], others: Sequence[str]) -> bool:
    if not parts:
        return True
    first, *rest = parts
    return any(
        _is_like(first, other) and _each_has_its_like(rest, [*others[:n], *others[n + 1 :]])
        for n, other in enumerate(others)
    )


def _is_like(part: str, other: str) -> bool:
    """The same, or one letter changed, left out, or swapped with its neighbour."""
    if part == other:
        return True
    if min(len(part), len(other)) < _SHORT or abs(len(part) - len(other)) > 1:
        return False
    head = _common(part, other)
    tail = _common(part[head:][::-1], other[head:][::-1])
    rest, other_rest = part[head : len(part) - tail], other[head : len(other) - tail]
    return max(len(rest), len(other_rest)) <= 1 or (len(rest) == 2 and rest == other_rest[::-1])


def _common(text: str, other: str) -> int:
    """How many letters two texts begin with in common."""
    return next(
        (n for n, (one, two) in enumerate(zip(text, other, strict=False)) if one != two),
        min(len(text), len(other)),
    )
