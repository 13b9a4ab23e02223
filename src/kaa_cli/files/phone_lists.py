"""From the rows of an answer to numbers: whose they are by personal number or by kaa's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kaa_cli.files.cells import CellFault, read_day, read_word
from kaa_cli.files.headings import map_headings
from kaa_cli.files.phone_cells import read_phones
from kaa_cli.files.phones import PhoneNumber
from kaa_cli.files.rejects import Reject
from kaa_cli.files.rows import RowReader
from kaa_cli.files.table import Row, Table, Watch, refuse
from kaa_cli.rules.codes import Target
from kaa_cli.words import _

LONGEST_SOURCE = 40


@dataclass(frozen=True, slots=True)
class PhoneRow:
    """The numbers told of one youth, by `youth` or `number` (identity), or both: then they agree.

    `born_on` is proof too.
    """

    line: int
    number: str
    youth: int | None
    born_on: date | None
    of: Target
    phones: tuple[PhoneNumber, ...]
    source: str


@dataclass(frozen=True, slots=True)
class PhoneFile:
    """A whole answer."""

    rows: list[PhoneRow]
    rejects: list[Reject]
    unknown_headings: tuple[str, ...]


def read_phone_list(
    table: Table,
    today: date,
    columns: Mapping[str, str] | None = None,
    watch: Watch[Row] = iter,
    allowed: Iterable[str] = (),
) -> PhoneFile:
    """Every row of a list of phone numbers, and every fault in it at once."""
    headings = map_headings(table.headings, "phones", columns)
    if not headings.fields.keys() & {"identity_number", "youth"}:
        refuse(_("No column says whose the numbers are: a personal number, or kaa's own number."))
    reader = _PhoneReader(headings.fields, today, allowed)
    rows = [row for line in watch(table.rows) if (row := reader.read(line))]
    return PhoneFile(rows, reader.rejects, headings.unknown)


class _PhoneReader(RowReader):
    def read(self, line: Row) -> PhoneRow | None:
        """The numbers of a row; None when anything in it is refused."""
        refused = len(self.rejects)
        cells = self.open(line)
        says = {field: cells[column] for field, column in self.columns.items()}
        number, youth = "", self.value("youth", says.get("youth", ""), _read_youth)
        if not says.get("youth") or says.get("identity_number"):
            identity = self.identity(says.get("identity_number", ""))
            number = identity.number if identity else ""
        of = self.value("of", says.get("of", ""), lambda word: read_word(word, Target, _OWNERS))
        born_on = self.value("born_on", says.get("born_on", ""), read_day)
        if len(self.rejects) > refused:
            return None
        source = says.get("source", "")[:LONGEST_SOURCE]
        phones = read_phones(says["phone"])
        return PhoneRow(line.line, number, youth, born_on, of or Target.YOUTH, phones, source)


_OWNERS = (Target.YOUTH, Target.GUARDIAN)


def _read_youth(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 7):
        raise CellFault("not-an-id")
    return int(text)
