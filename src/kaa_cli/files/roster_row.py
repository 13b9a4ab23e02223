"""One youth as a list tells of it, and what becomes of two rows about the same one."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from kaa_cli.files.phones import PhoneNumber
from kaa_cli.rules.codes import Channel, Protection, Reason, Sex
from kaa_cli.rules.identity import Identity
from kaa_cli.rules.matching import numberless_key
from kaa_cli.rules.protection import may_keep_place, strongest

ZERO_RESTORED = "zero-restored"
ADDRESS_NOT_STORED = "address-not-stored"
NAME_SPLIT = "name-split"
_MOST_GUARDIANS = 2

Numbers = tuple[tuple[int, PhoneNumber], ...]
"""Phone numbers, each with whose it is: 0 the youth's, 1 and 2 the guardians'."""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One youth as a list tells of it; "" and None: the list does not say.

    `guardians` are names, "" where only a number is told. `notes`: `zero-restored` (a spreadsheet
    ate the number's zeros), `address-not-stored` (taken away because of protected registration),
    `name-split` (one column held both names).
    """

    line: int
    identity: Identity
    given_name: str
    family_name: str
    sex: Sex | None
    street: str
    postcode: str
    city: str
    municipality: str
    numbers: Numbers
    email: str
    school: str
    study_programme: str
    left_school_on: date | None
    registered_on: date | None
    first_seen_on: date | None
    reason: Reason | None
    referred_by: str
    protection: Protection
    guardians: tuple[str, ...]
    contact_person: str
    preferred_channel: Channel | None
    notes: tuple[str, ...]

    @property
    def key(self) -> str:
        """What tells youths of a list apart: the number, else the birth date with the name."""
        return self.identity.number or numberless_key(
            self.identity.born_on, self.given_name, self.family_name
        )


def without_address(row: RosterRow) -> RosterRow:
    """The row as it may be kept under protected registration: nothing that tells where.

    No street, place, school or guardian, says the requirement; the tax agency forwards post.
    """
    if not (row.street or row.postcode or row.city or row.school or row.guardians):
        return row
    own = tuple((owner, phone) for owner, phone in row.numbers if not owner)
    notes = tuple(dict.fromkeys((*row.notes, ADDRESS_NOT_STORED)))
    return replace(
        row, street="", postcode="", city="", school="", guardians=(), numbers=own, notes=notes
    )


def together(first: RosterRow, second: RosterRow) -> RosterRow | None:
    """Two rows about one youth as one, None when they say different things."""
    filled: dict[str, Any] = {}
    for field in _COMPARED:
        before, after = getattr(first, field), getattr(second, field)
        if not before:
            filled[field] = after
        elif after and _folded(before) != _folded(after):
            return None
    guardians, places = _all_guardians(first.guardians, second.guardians)
    if len(guardians) > _MOST_GUARDIANS:
        return None
    told = ((places[owner], phone) for owner, phone in second.numbers)
    row = replace(
        first,
        **filled,
        guardians=guardians,
        numbers=each_once((*first.numbers, *told)),
        protection=strongest(first.protection, second.protection),
        notes=tuple(dict.fromkeys((*first.notes, *second.notes))),
    )
    return row if may_keep_place(row.protection) else without_address(row)


def _all_guardians(
    names: tuple[str, ...], others: tuple[str, ...]
) -> tuple[tuple[str, ...], dict[int, int]]:
    """The guardians of two rows, each once, and where those of the second row now stand."""
    both = [*names]
    places = {0: 0}
    for place, name in enumerate(others, start=1):
        if not name and place <= len(both):  # a number alone belongs to its column
            places[place] = place
            continue
        same = [n for n, known in enumerate(both, start=1) if _folded(known) == _folded(name)]
        if not same:
            both.append(name)
        places[place] = same[0] if same else len(both)
    return tuple(both), places


def _folded(value: object) -> object:
    return value.casefold() if type(value) is str else value


def each_once(numbers: Iterable[tuple[int, PhoneNumber]]) -> Numbers:
    """The numbers in their order, each owner's once; of two alike the first."""
    once = {(owner, phone.number): (owner, phone) for owner, phone in reversed([*numbers])}
    return tuple(once.values())[::-1]


_MERGED = {"line", "identity", "numbers", "guardians", "protection", "notes"}
_COMPARED = tuple(field.name for field in fields(RosterRow) if field.name not in _MERGED)
