"""Files of what has happened: rows read to what a register keeps, and every refusal."""

from datetime import date

import pytest

from kaa_cli.files.history import HistoryFile, read_history
from kaa_cli.files.table import Row, Table
from kaa_cli.rules.codes import OutcomeCategory

TODAY = date(2018, 12, 17)
HEADINGS = ("Personnummer", "Datum", "Utfall", "Detalj", "Verksamhet")
NUMBER = "20010101-2383"


def table(*rows: tuple[str, ...]) -> Table:
    lines = [Row(line, row) for line, row in enumerate(rows, start=2)]
    return Table(HEADINGS, lines, "utf-8", ";")


def outcomes(*rows: tuple[str, ...]) -> HistoryFile:
    return read_history("outcomes", table(*rows), TODAY)


@pytest.mark.parametrize(
    ("category", "detail", "expected"),
    [
        ("studies", "folk-high-school", (OutcomeCategory.STUDIES, "folk-high-school")),
        ("Studier", "Folkhögskola", (OutcomeCategory.STUDIES, "folk-high-school")),
        ("studier", "", (OutcomeCategory.STUDIES, None)),
        ("work", "temporary", (OutcomeCategory.WORK, "temporary")),
        ("Arbete", "Anställning", (OutcomeCategory.WORK, "employment")),
        ("annan-myndighet", "AF", (OutcomeCategory.OTHER_AUTHORITY, "employment-service")),
        ("Kvar", "", (OutcomeCategory.REMAINS, None)),
    ],
)
def test_an_outcome_is_read(
    category: str, detail: str, expected: tuple[OutcomeCategory, str | None]
) -> None:
    file = outcomes((NUMBER, "2018-06-15", category, detail, "Möjligheten"))
    assert file.rejects == []
    (row,) = file.rows
    assert (row.told["category"], row.told["detail"]) == expected
    assert (row.told["on"], row.told["programme"]) == (date(2018, 6, 15), "Möjligheten")
    assert (row.line, row.identity.number) == (2, "200101012383")


@pytest.mark.parametrize(
    ("row", "refused"),
    [
        ((NUMBER, "2018-12-18", "work", "", ""), ("on", "future")),
        ((NUMBER, "", "work", "", ""), ("on", "missing")),
        ((NUMBER, "2018-06-15", "", "", ""), ("category", "missing")),
        ((NUMBER, "2018-06-15", "sleeping", "", ""), ("category", "unknown-code")),
        ((NUMBER, "2018-06-15", "work", "komvux", ""), ("detail", "unknown-code")),
        ((NUMBER, "2018-06-15", "studies", "work", ""), ("detail", "unknown-code")),
        ((NUMBER, "2018-06-15", "remains", "komvux", ""), ("detail", "no-detail")),
        (("20010101-2384", "2018-06-15", "work", "", ""), ("identity_number", "check-digit")),
    ],
)
def test_an_outcome_that_cannot_be_is_refused(
    row: tuple[str, ...], refused: tuple[str, str]
) -> None:
    file = outcomes(row, (NUMBER, "2018-06-15", "work", "", ""))
    assert [(reject.line, reject.field, reject.code) for reject in file.rejects] == [(2, *refused)]
    assert [outcome.line for outcome in file.rows] == [3]
    assert "2384" not in file.rejects[0].message
