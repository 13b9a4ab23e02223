"""From the rows of a file to outcomes: where it led, for whom, on which day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kaa_cli.files.cells import CellFault, read_word
from kaa_cli.files.headings import map_headings
from kaa_cli.files.rejects import Reject
from kaa_cli.files.rows import RowReader
from kaa_cli.files.table import Row, Table
from kaa_cli.rules.codes import DETAILS, OutcomeCategory
from kaa_cli.rules.identity import Identity


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One outcome as a file tells of it; `detail` is a code that belongs to the category."""

    line: int
    identity: Identity
    on: date
    category: OutcomeCategory
    detail: str | None
    programme: str


def read_outcomes(
    table: Table, today: date, columns: Mapping[str, str] | None = None
) -> tuple[list[OutcomeRow], list[Reject]]:
    """Every outcome of a file, and every fault in it at once."""
    reader = _OutcomeReader(map_headings(table.headings, "outcomes", columns).fields, today)
    rows = [outcome for row in table.rows if (outcome := reader.read(row))]
    return rows, reader.rejects


def read_detail(text: str, category: OutcomeCategory) -> str:
    """The code of a detail, among those of its category; raises `CellFault`."""
    among = DETAILS[category]
    if not among:
        raise CellFault("no-detail")
    return read_word(text, type(among[0]), among).value


class _OutcomeReader(RowReader):
    def read(self, row: Row) -> OutcomeRow | None:
        """The outcome of a row; None when anything in it is refused."""
        refused = len(self.rejects)
        cells = self.open(row)
        texts = {field: cells[column] for field, column in self.columns.items()}
        identity = self.identity(texts["identity_number"])
        on = self.told_day(texts["on"])
        category = self.told_category(texts["category"])
        detail = self.detail(texts.get("detail", ""), category)
        if len(self.rejects) > refused or not (identity and on and category):
            return None
        return OutcomeRow(row.line, identity, on, category, detail, texts.get("programme", ""))

    def told_day(self, text: str) -> date | None:
        self.required("on", text)
        return self.past_day("on", text)

    def told_category(self, text: str) -> OutcomeCategory | None:
        self.required("category", text)
        return self.value("category", text, lambda word: read_word(word, OutcomeCategory))

    def detail(self, text: str, category: OutcomeCategory | None) -> str | None:
        if category is None:
            return None
        return self.value("detail", text, lambda word: read_detail(word, category))
