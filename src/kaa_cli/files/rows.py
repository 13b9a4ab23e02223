"""What reading any kind of row has in common: faults are kept, so that all are told at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from kaa_cli.files.cells import CellFault, is_hostile, needs_no_tidying, read_past_day, tidy
from kaa_cli.files.rejects import Reject, reject
from kaa_cli.files.table import Row
from kaa_cli.rules.identity import Identity, IdentityFault, read_birth_date, read_identity
from kaa_cli.rules.measures import CONTENT
from kaa_cli.rules.names import LONGEST_NAME, tidy_name
from kaa_cli.rules.sensitive import sensitive_word
from kaa_cli.rules.text import holds_a_number

T = TypeVar("T")
LONGEST_TEXT = 200
"""Letters of a cell; what is longer is no name or address but something pasted by mistake."""
LONGEST_NOTE = 500
_NAMES = frozenset({"programme", "run"})
_TEXTS = frozenset({"note", *CONTENT})
_FREE = frozenset({"says", "provider", "by"}) | _TEXTS | _NAMES
"""Where somebody may have written a personal number that nobody would look for there."""
_BESIDE = frozenset(
    {"phone", "phone_2", "guardian_1_phone", "guardian_2_phone", "source", "referred_by"}
)
"""Where words may stand beside what the cell is for."""
_LONGEST_SHORTENED = 11
"""`2,00801E+11` tells a month of birth; a longer one could tell the whole number."""


class RowReader:
    """Reads row after row of one file and keeps what must be refused."""

    def __init__(
        self, columns: Mapping[str, int], today: date, allowed: Iterable[str] = ()
    ) -> None:
        self.columns = columns
        self.today = today
        self.rejects: list[Reject] = []
        self._line = 0
        self._free = [(field, at) for field, at in columns.items() if field in _FREE]
        self._worded = [item for item in columns.items() if item[0] in _FREE | _BESIDE]
        self._allowed = tuple(allowed)
        self._read_past_day = partial(read_past_day, today=today)

    def open(self, row: Row) -> list[str]:
        """The row's cells, tidied, and an empty one at the end for fields without a column."""
        self._line, raw = row
        self._must_be_fit_to_keep(raw)
        text = "".join(raw)
        is_short = len(text) <= LONGEST_TEXT or max(map(len, raw)) <= LONGEST_TEXT
        if is_short and needs_no_tidying(text):
            return [*map(str.strip, raw), ""]
        for field, column in self.columns.items():
            if is_hostile(raw[column]):
                self.refuse(field, CellFault("hostile-characters"))
            elif len(raw[column]) > self.longest(field):
                self.refuse(field, CellFault("too-long", letters=self.longest(field)))
        return [*map(tidy, raw), ""]

    def _must_be_fit_to_keep(self, raw: Sequence[str]) -> None:
        """Refuses in free text a personal number, what is sensitive, and a name too long."""
        for field, column in self._free:
            if holds_a_number(raw[column]):
                self.refuse(field, CellFault("personal-number"))
            elif field in _NAMES and len(tidy_name(raw[column])) > LONGEST_NAME:
                self.refuse(field, CellFault("too-long", letters=LONGEST_NAME))
        for field, column in self._worded:
            if found := sensitive_word(raw[column], self._allowed):
                self.refuse(field, CellFault("sensitive", word=found[0]))

    def longest(self, field: str) -> int:
        """How many letters a cell of a field may have."""
        return LONGEST_NOTE if field in _TEXTS else LONGEST_TEXT

    def refuse(self, field: str, fault: CellFault) -> None:
        """Keeps a fault of the row that was opened last."""
        self.rejects.append(reject(self._line, field, fault.code, **fault.values))

    def value(self, field: str, text: str, reader: Callable[[str], T]) -> T | None:
        """What a cell says; None when it is empty or refused."""
        if not text:
            return None
        try:
            return reader(text)
        except CellFault as fault:
            self.refuse(field, fault)
            return None

    def past_day(self, field: str, text: str) -> date | None:
        """The day something happened; None when the cell is empty or refused."""
        return self.value(field, text, self._read_past_day)

    def identity(self, text: str, *, or_birth_date: bool = False) -> Identity | None:
        """Who the row is about; None when that is refused."""
        try:
            text = text.removeprefix("'")  # how Excel is told that digits are a text
            born = read_birth_date(text, self.today) if or_birth_date else None
            return born or read_identity(text, self.today)
        except IdentityFault as fault:
            code = "missing" if fault.code == "empty" else fault.code
            shown = text if len(text) <= _LONGEST_SHORTENED else "…E+11"
            self.refuse("identity_number", CellFault(code, text=shown))
            return None

    def required(self, field: str, text: str) -> None:
        """Refuses an empty cell in a field that must say something."""
        if not text:
            self.refuse(field, CellFault("missing"))
