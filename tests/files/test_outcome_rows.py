"""Outcome files: rows read to outcomes, details that belong to their category, refusals."""

from datetime import date

import pytest

from kaa_cli.files.outcomes import read_outcomes
from kaa_cli.files.table import Row, Table
from kaa_cli.rules.codes import OutcomeCategory

TODAY = date(2018, 12, 17)
HEADINGS = ("Personnummer", "Datum", "Utfall", "Detalj", "Verksamhet")
NUMBER = "20010101-2383"


def table(*rows: tuple[str, ...]) -> Table:
    lines = [Row(line, row) for line, row in enumerate(rows, start=2)]
    return Table(HEADINGS, lines, "utf-8", ";")


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
    rows, rejects = read_outcomes(
        table((NUMBER, "2018-06-15", category, detail, "Möjligheten")), TODAY
    )
    assert rejects == []
    assert (rows[0].category, rows[0].detail) == expected
    assert (rows[0].on, rows[0].programme) == (date(2018, 6, 15), "Möjligheten")
    assert (rows[0].line, rows[0].identity.number) == (2, "200101012383")


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
    rows, rejects = read_outcomes(table(row, (NUMBER, "2018-06-15", "work", "", "")), TODAY)
    assert [(reject.line, reject.field, reject.code) for reject in rejects] == [(2, *refused)]
    assert [outcome.line for outcome in rows] == [3]
    assert "2384" not in rejects[0].message
