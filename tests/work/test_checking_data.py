"""What `kaa check` finds wrong in what is kept: one finding each, mended by its command."""

from pathlib import Path
from typing import Any

import pytest

from lists import take_in
from terminal import kaa, rows_of

HEAD = "Personnummer;Förnamn;Efternamn;Adress;Postnr;Ort;Telefon;Skyddad"
NOVA = "20090312-2380;Nova;Ek;Exempelgatan 7;443 00;Lerum;070-174 06 12;"
SARA = "20080101-2386;Sara;Berg;Exempelgatan 9;443 00;Lerum;070-174 06 15;"


@pytest.fixture
def desk(desk: Path) -> Path:
    take_in(desk, HEAD, NOVA, SARA)
    assert kaa("check").out == ""
    return desk


def amiss() -> list[tuple[str, int | None, str]]:
    return [(row["code"], row["youth"], row["command"]) for row in found()]


def found() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = kaa("check", "-f", "json").json
    assert all(row["says"] and "{" not in row["says"] for row in rows)
    return rows


MEASURE = (
    "INSERT INTO measure (youth_id, type, programme, provider, goal, by_youth, by_municipality,"
    " by_other, week, started_on, ended_on, end_reason, occupation_after) VALUES"
    " (1, 'coaching', '', '', '', '', '', '', '', '2026-09-07', '2026-09-01', 'completed', 'work')"
)
CASES = [
    (
        "UPDATE youth SET postcode = '' WHERE id = 1",
        ("no-postcode", 1, "kaa youth edit 1 postcode"),
        (),
        "443 00\n",
    ),
    (
        "UPDATE youth SET born_on = '2009-03-21' WHERE id = 1",
        ("birth-date", 1, "kaa youth edit 1 identity_number"),
        (),
        "20090312-2380\n",
    ),
    (
        "UPDATE phone SET number = '+46701740612', raw = '070-174 06 12' WHERE youth_id = 2",
        ("shared-phone", 2, "kaa youth phone 2 --state wrong"),
        (),
        "070-174 06 12\n",
    ),
    (
        "INSERT INTO phone (youth_id, raw, number, mobile, state, usable_on, source, note)"
        " VALUES (1, 'hos mormor', 'hos mormor', false, 'unknown', '2026-09-07', '', '')",
        ("not-a-number", 1, "kaa youth phone 1 --state wrong"),
        (),
        "hos mormor\n",
    ),
    (
        'INSERT INTO occupation (youth_id, "on", code, source, says)'
        " VALUES (1, '2026-09-01', 'other', 'youth', '')",
        ("other-without-words", 1, "kaa occupation set 1 other --says -"),
        (),
        "reser\n",
    ),
    (
        MEASURE,
        ("ends-before-start", 1, "kaa measure edit 1 --ended DAY --measure 1"),
        ("DAY", "2026-09-07"),
        "",
    ),
]


@pytest.mark.parametrize(
    ("made", "told", "filled", "typed"), CASES, ids=[case[1][0] for case in CASES]
)
def test_each_is_found_once_and_mended_by_its_command(
    desk: Path,
    made: str,
    told: tuple[str, int, str],
    filled: tuple[str, str] | tuple[()],
    typed: str,
) -> None:
    with rows_of(desk / "kaa.db") as rows:
        rows.execute(made)
    assert amiss() == [told]
    command = told[2].replace(*filled) if filled else told[2]
    answer = kaa(*command.split()[1:], input=typed)
    assert answer.code == 0, answer.err
    assert amiss() == []


QUIET = [
    "UPDATE youth SET postcode = '', address_bad_on = '2026-09-01' WHERE id = 1",
    "UPDATE youth SET identity_number = 'TF0903120001', identity_kind = 'school' WHERE id = 1",
    "UPDATE phone SET number = '+46701740612', mobile = false WHERE youth_id = 2",
    'INSERT INTO occupation (youth_id, "on", code, source, says)'
    " VALUES (1, '2026-09-01', 'other', 'youth', 'reser')",
]


@pytest.mark.parametrize("made", QUIET)
def test_what_may_be_so_is_not_told(desk: Path, made: str) -> None:
    with rows_of(desk / "kaa.db") as rows:
        rows.execute(made)
    assert amiss() == []


def test_the_other_youth_is_told_by_number_alone(desk: Path) -> None:
    with rows_of(desk / "kaa.db") as rows:
        rows.execute(CASES[2][0])
    (told,) = found()
    assert "no. 1" in told["says"]
    assert "Nova" not in kaa("check").out
