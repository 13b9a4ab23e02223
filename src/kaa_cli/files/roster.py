"""From the rows of a list to youths: every cell understood, every fault told.

Nothing is guessed and nothing is compared with the register here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache, partial
from operator import itemgetter
from typing import NamedTuple, TypeVar

from kaa_cli.files import cells
from kaa_cli.files.cells import CellFault
from kaa_cli.files.headings import map_headings
from kaa_cli.files.phone_cells import read_phones
from kaa_cli.files.phones import PhoneNumber
from kaa_cli.files.rejects import Reject
from kaa_cli.files.roster_row import (
    NAME_SPLIT,
    ZERO_RESTORED,
    Numbers,
    RosterRow,
    each_once,
    together,
    without_address,
)
from kaa_cli.files.rows import RowReader
from kaa_cli.files.table import Row, Table, Watch
from kaa_cli.rules.codes import Channel, IdentityKind, Protection, Reason, Sex
from kaa_cli.rules.identity import Identity
from kaa_cli.rules.protection import may_keep_place, strongest

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A whole list. `duplicates`: the lines that told again of a youth already told of."""

    rows: list[RosterRow]
    rejects: list[Reject]
    duplicates: list[int]
    unknown_headings: tuple[str, ...]
    marked: frozenset[int] = frozenset()
    """The lines of refused rows that tell of protection."""


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


def read_roster(
    table: Table,
    today: date,
    columns: Mapping[str, str] | None = None,
    watch: Watch[Row] = iter,
    allowed: Iterable[str] = (),
) -> RosterFile:
    """Every youth of a list, and every fault in it at once; `watch` shows how far it has come.

    A youth told of twice is one if the rows do not contradict each other: the first row is kept,
    what it lacked is filled in, and the line of the second counts as a duplicate.
    """
    headings = map_headings(table.headings, "roster", columns)
    reader = _RosterReader(headings.fields, today, allowed)
    youths, duplicates = _youths(watch(table.rows), reader)
    marked = frozenset(reader.marked)
    return RosterFile(youths, reader.rejects, duplicates, headings.unknown, marked)


def _youths(rows: Iterable[Row], reader: "_RosterReader") -> tuple[list[RosterRow], list[int]]:
    youths: dict[str, RosterRow] = {}
    duplicates = []
    for line in rows:
        row = reader.read(line)
        if row is None:
            continue
        before = youths.setdefault(row.key, row)
        if before is row:
            continue
        both = together(before, row)
        if both is None:
            reader.refuse("identity_number", CellFault("duplicate", first=before.line))
        else:
            youths[row.key] = both
            duplicates.append(row.line)
    return list(youths.values()), duplicates


class _RosterReader(RowReader):
    def __init__(self, columns: Mapping[str, int], today: date, allowed: Iterable[str]) -> None:
        super().__init__(columns, today, allowed)
        self.pick = itemgetter(*(columns.get(field, -1) for field in _Cells._fields))
        self.marks = [item for item in _MARKED_AS.items() if item[0] in columns]
        self.marked: set[int] = set()

    def read(self, row: Row) -> RosterRow | None:
        """The youth of a row; None when anything in it is refused."""
        refused = len(self.rejects)
        says = _Cells._make(self.pick(self.open(row)))
        # Without a number the row is read all the same: every fault in it is to be told.
        identity = self.identity(says.identity_number, or_birth_date=True) or _NOBODY
        youth = self.youth(row.line, identity, says)
        if not (identity.number or identity is _NOBODY or youth.given_name or youth.family_name):
            self.refuse("name", CellFault("nobody"))
        if len(self.rejects) == refused:
            return youth
        if youth.protection is not Protection.NONE:
            self.marked.add(row.line)
        return None

    def youth(self, line: int, identity: Identity, says: _Cells) -> RosterRow:
        given, family = says.given_name, says.family_name
        notes = [ZERO_RESTORED] if identity.repaired else []
        if says.name and not (given or family):
            given, family = cells.split_name(says.name)
            notes.append(NAME_SPLIT)
        guardians, numbers = _reached_by(says)
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
            numbers=numbers,
            email=self.value("email", says.email, cells.read_email) or "",
            school=says.school,
            study_programme=says.study_programme,
            left_school_on=self.past_day("left_school_on", says.left_school_on),
            registered_on=self.past_day("registered_on", says.registered_on),
            first_seen_on=self.past_day("first_seen_on", says.first_seen_on),
            reason=self.value("reason", says.reason, _REASON),
            referred_by=says.referred_by,
            protection=self.protection(says),
            guardians=guardians,
            contact_person=says.contact_person,
            preferred_channel=self.value("preferred_channel", says.preferred_channel, _CHANNEL),
            notes=tuple(notes),
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


def _reached_by(says: _Cells) -> tuple[tuple[str, ...], Numbers]:
    """The guardians of a row, and all its numbers with whose each is."""
    numbers = [(0, phone) for text in (says.phone, says.phone_2) for phone in _read(text)]
    numbers += [(1, phone) for phone in _read(says.guardian_1_phone)]
    numbers += [(2, phone) for phone in _read(says.guardian_2_phone)]
    last = max((owner for owner, _phone in numbers), default=0)
    names = (says.guardian_1_name, says.guardian_2_name)
    told = 2 if names[1] else 1 if names[0] else 0
    guardians = names[: max(last, told)]  # a number alone keeps its column
    return guardians, each_once(numbers) if len(numbers) > 1 else tuple(numbers)


def _read(text: str) -> tuple[PhoneNumber, ...]:
    return read_phones(text) if text else ()


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
