"""From the rows of a list to youths: every cell understood, every fault told.

Nothing is guessed and nothing is compared with the register here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from kaa_cli.files import cells
from kaa_cli.files.cells import CellFault
from kaa_cli.files.headings import map_headings
from kaa_cli.files.phones import PhoneNumber, read_phone
from kaa_cli.files.rejects import Reject
from kaa_cli.files.rows import RowReader
from kaa_cli.files.table import Row, Table, without_collection
from kaa_cli.rules.codes import Channel, IdentityKind, Protection, Reason, Sex
from kaa_cli.rules.identity import Identity
from kaa_cli.rules.protection import may_keep_place, strongest

E = TypeVar("E", bound=StrEnum)

ZERO_RESTORED = "zero-restored"
ADDRESS_NOT_STORED = "address-not-stored"


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One youth as a list tells of it; "" and None: the list does not say.

    `notes`: `zero-restored` (a spreadsheet ate the number's zeros), `address-not-stored` (taken
    away because of protected registration).
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
    phones: tuple[PhoneNumber, ...]
    email: str
    school: str
    study_programme: str
    left_school_on: date | None
    registered_on: date | None
    first_seen_on: date | None
    reason: Reason | None
    referred_by: str
    protection: Protection
    guardians: tuple[tuple[str, PhoneNumber | None], ...]
    contact_person: str
    preferred_channel: Channel | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A whole list. `duplicates`: the lines that told again of a youth already told of."""

    rows: list[RosterRow]
    rejects: list[Reject]
    duplicates: list[int]
    unknown_headings: tuple[str, ...]


class _Cells(NamedTuple):
    """A roster's cells by field, "" where the file has no such column."""

    identity_number: str
    given_name: str
    family_name: str
    name: str
    sex: str
    street: str
    postcode: str
    city: str
    municipality: str
    phone: str
    phone_2: str
    email: str
    school: str
    study_programme: str
    left_school_on: str
    registered_on: str
    first_seen_on: str
    reason: str
    referred_by: str
    protection: str
    protected_registration: str
    assumed_identity: str
    guardian_1_name: str
    guardian_1_phone: str
    guardian_2_name: str
    guardian_2_phone: str
    contact_person: str
    preferred_channel: str


def read_roster(table: Table, today: date, columns: Mapping[str, str] | None = None) -> RosterFile:
    """Every youth of a list, and every fault in it at once.

    A youth told of twice is one if the rows do not contradict each other: the first row is kept,
    what it lacked is filled in, and the line of the second counts as a duplicate.
    """
    headings = map_headings(table.headings, "roster", columns)
    reader = _RosterReader(headings.fields, today)
    with without_collection():
        youths, duplicates = _youths(table, reader)
    return RosterFile(youths, reader.rejects, duplicates, headings.unknown)


def _youths(table: Table, reader: "_RosterReader") -> tuple[list[RosterRow], list[int]]:
    youths: dict[str, RosterRow] = {}
    duplicates = []
    for line in table.rows:
        row = reader.read(line)
        if row is None:
            continue
        before = youths.setdefault(row.identity.number, row)
        if before is row:
            continue
        both = _together(before, row)
        if both is None:
            reader.refuse("identity_number", CellFault("duplicate", first=before.line))
        else:
            youths[row.identity.number] = both
            duplicates.append(row.line)
    return list(youths.values()), duplicates


class _RosterReader(RowReader):
    def __init__(self, columns: Mapping[str, int], today: date) -> None:
        super().__init__(columns, today)
        self.pick = itemgetter(*(columns.get(field, -1) for field in _Cells._fields))
        self.marks = [item for item in _MARKED_AS.items() if item[0] in columns]

    def read(self, row: Row) -> RosterRow | None:
        """The youth of a row; None when anything in it is refused."""
        refused = len(self.rejects)
        says = _Cells._make(self.pick(self.open(row)))
        # Without a number the row is read all the same: every fault in it is to be told.
        identity = self.identity(says.identity_number) or _NOBODY
        youth = self.youth(row.line, identity, says)
        return youth if len(self.rejects) == refused else None

    def youth(self, line: int, identity: Identity, says: _Cells) -> RosterRow:
        given, family = says.given_name, says.family_name
        if says.name and not (given or family):
            given, family = cells.split_name(says.name)
        row = RosterRow(
            line=line,
            identity=identity,
            given_name=given,
            family_name=family,
            sex=identity.sex or self.value("sex", says.sex, _SEX),
            street=says.street,
            postcode=cells.read_postcode(says.postcode),
            city=says.city,
            municipality=says.municipality,
            phones=_phones(says.phone, says.phone_2) if says.phone or says.phone_2 else (),
            email=self.value("email", says.email, cells.read_email) or "",
            school=says.school,
            study_programme=says.study_programme,
            left_school_on=self.past_day("left_school_on", says.left_school_on),
            registered_on=self.past_day("registered_on", says.registered_on),
            first_seen_on=self.past_day("first_seen_on", says.first_seen_on),
            reason=self.value("reason", says.reason, _REASON),
            referred_by=says.referred_by,
            protection=self.protection(says),
            guardians=_guardians(says),
            contact_person=says.contact_person,
            preferred_channel=self.value("preferred_channel", says.preferred_channel, _CHANNEL),
            notes=(ZERO_RESTORED,) if identity.repaired else (),
        )
        return row if may_keep_place(row.protection) else without_address(row)

    def protection(self, says: _Cells) -> Protection:
        """The strongest mark of the row, whichever column it stands in."""
        protection = Protection.NONE
        for field, marked_as in self.marks:
            if text := getattr(says, field):
                reader = partial(cells.read_protection, marked_as=marked_as)
                mark = self.value(field, text, reader)
                protection = strongest(protection, mark or Protection.NONE)
        return protection


def without_address(row: RosterRow) -> RosterRow:
    """The row as it may be kept under protected registration: nothing that tells where.

    No street, place, school or guardian, says the requirement; the tax agency forwards post.
    """
    if not (row.street or row.postcode or row.city or row.school or row.guardians):
        return row
    notes = (*row.notes, ADDRESS_NOT_STORED)
    return replace(row, street="", postcode="", city="", school="", guardians=(), notes=notes)


def _together(first: RosterRow, second: RosterRow) -> RosterRow | None:
    """Two rows about one youth as one, None when they say different things."""
    filled: dict[str, Any] = {}
    for field in _COMPARED:
        before, after = getattr(first, field), getattr(second, field)
        if not before:
            filled[field] = after
        elif after and _folded(before) != _folded(after):
            return None
    phones = {phone.number: phone for phone in (*second.phones, *first.phones)}
    row = replace(
        first,
        **filled,
        phones=tuple(phones.values()),
        protection=strongest(first.protection, second.protection),
        notes=tuple(dict.fromkeys((*first.notes, *second.notes))),
    )
    return row if may_keep_place(row.protection) else without_address(row)


def _folded(value: object) -> object:
    return value.casefold() if type(value) is str else value


def _phones(*texts: str) -> tuple[PhoneNumber, ...]:
    """The numbers of several cells, each once."""
    found = [read_phone(text) for text in texts if text]
    if len(found) < 2:
        return tuple(found)
    return tuple({phone.number: phone for phone in reversed(found)}.values())[::-1]


def _phone(text: str) -> PhoneNumber | None:
    return read_phone(text) if text else None


def _guardians(says: _Cells) -> tuple[tuple[str, PhoneNumber | None], ...]:
    guardians = []
    if says.guardian_1_name or says.guardian_1_phone:
        guardians.append((says.guardian_1_name, _phone(says.guardian_1_phone)))
    if says.guardian_2_name or says.guardian_2_phone:
        guardians.append((says.guardian_2_name, _phone(says.guardian_2_phone)))
    return tuple(guardians)


def _words_of(codes: type[E]) -> Callable[[str], E]:
    """Reads the words of a code list, each spelling once: a list repeats the same few."""
    return lru_cache(maxsize=256)(partial(cells.read_word, codes=codes))


_SEX = _words_of(Sex)
_REASON = _words_of(Reason)
_CHANNEL = _words_of(Channel)
_NOBODY = Identity("", IdentityKind.PERSONAL, date.max, None)
_MARKED_AS = {
    "protection": Protection.CONFIDENTIALITY,
    "protected_registration": Protection.REGISTRATION,
    "assumed_identity": Protection.ASSUMED,
}
_MERGED = {"line", "identity", "phones", "protection", "notes"}
_COMPARED = tuple(field.name for field in fields(RosterRow) if field.name not in _MERGED)
