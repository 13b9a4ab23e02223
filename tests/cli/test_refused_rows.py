"""A long list with bad rows: nothing is kept, or the rest, and the bad ones come back as a file."""

import csv
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest

import engines
from terminal import Answer, contents, kaa

HEADINGS = "Personnummer;Förnamn;Ort;E-post"
BAD = {17: "20090230-T001;Bo;Lerum;", 9_999: "20090301-T001;Eva;Lerum;saknas"}
CODES = [(17, "identity_number", "no-such-day"), (9_999, "email", "not-an-address")]


def rows(count: int, bad: dict[int, str]) -> str:
    """A list of school numbers, with other rows on some lines; the heading is line 1."""
    first = date(2007, 1, 1)
    good = (
        f"{first + timedelta(days=n // 20):%Y%m%d}-T{100 + n % 20};Li{n};Lerum;"
        for n in range(count)
    )
    return "\n".join([HEADINGS, *(bad.get(line, row) for line, row in enumerate(good, 2))])


@pytest.fixture
def desk(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty register, and a list of 10,000 rows beside it."""
    monkeypatch.setenv("KAA_DB", str(tmp_path / "kaa.db"))
    assert kaa("init").code == 0
    (tmp_path / "list.csv").write_text(rows(10_000, BAD), encoding="utf-8")
    return tmp_path


def folder_with(*names: str) -> list[str]:
    """What lies in the folder of a register, beside the register itself where that is a file."""
    return sorted(names if engines.is_postgres() else ("kaa.db", *names))


def codes(answer: Answer) -> list[tuple[int, str, str]]:
    return [(row["line"], row["field"], row["code"]) for row in answer.json["rejects"]]


def test_one_bad_row_of_ten_thousand_keeps_the_list_out_and_is_told(desk: Path) -> None:  # fault 49
    before = contents(desk / "kaa.db", with_log=True)
    answer = kaa("import", str(desk / "list.csv"), "--yes", "-f", "json")
    assert (answer.code, codes(answer), answer.json["applied"]) == (3, CODES, False)
    assert contents(desk / "kaa.db", with_log=True) == before
    told = kaa("import", str(desk / "list.csv"), "--yes")
    assert told.code == 3
    assert ("17" in told.err, "9999" in told.err) == (True, True)
    assert sorted(path.name for path in desk.iterdir()) == folder_with("list.csv")


def test_the_rest_comes_in_and_the_bad_rows_come_back_to_be_mended(desk: Path) -> None:  # fault 49
    answer = kaa("import", str(desk / "list.csv"), "--yes", "--skip-bad", "-f", "json")
    assert (answer.code, codes(answer)) == (0, CODES)
    assert (answer.json["new"], answer.json["rejected"]) == (9_998, 2)
    rejected = desk / "list-rejected.csv"
    assert stat.S_IMODE(rejected.stat().st_mode) == 0o600
    with rejected.open(encoding="utf-8-sig", newline="") as file:
        heading, *given_back = csv.reader(file, delimiter=";")
    assert heading == [*HEADINGS.split(";"), "Refused because"]
    assert [row[:-1] for row in given_back] == [line.split(";") for line in BAD.values()]
    assert [row[-1].split(":")[0] for row in given_back] == [
        "Row 17, personal number",
        "Row 9999, e-mail",
    ]


def test_what_is_not_mended_is_refused_again_and_what_is_mended_comes_in(
    desk: Path,
) -> None:  # fault 49
    (desk / "list.csv").write_text(rows(20, BAD), encoding="utf-8")
    words = ("--yes", "-f", "json")
    assert kaa("import", str(desk / "list.csv"), "--skip-bad", *words).json["new"] == 19
    rejected = desk / "list-rejected.csv"
    again = kaa("import", str(rejected), *words)
    assert (again.code, codes(again)) == (3, [(2, "identity_number", "no-such-day")])
    text = rejected.read_bytes().decode("utf-8-sig")
    rejected.write_bytes(text.replace("20090230", "20090228").encode("utf-8-sig"))
    mended = kaa("import", str(rejected), *words)
    assert (mended.code, mended.json["new"], mended.json["rejected"]) == (0, 1, 0)
    assert len(contents(desk / "kaa.db")["youth"]) == 20


def test_a_list_with_bad_rows_alone_gives_them_back_and_leaves_the_register(
    desk: Path,
) -> None:  # fault 49
    (desk / "list.csv").write_text(rows(1, {2: BAD[17]}), encoding="utf-8")
    before = contents(desk / "kaa.db", with_log=True)
    words = ("import", str(desk / "list.csv"), "--skip-bad")
    assert "has all of it already" not in kaa(*words, "--dry-run").out
    assert sorted(path.name for path in desk.iterdir()) == folder_with("list.csv")
    answer = kaa(*words, "--yes")
    assert answer.code == 0
    assert "1 row was refused" in answer.out
    assert "has all of it already" not in answer.out
    rejected = desk / "list-rejected.csv"
    assert "20090230-T001" in rejected.read_text(encoding="utf-8-sig")
    assert (
        kaa(*words, "--rejects", str(desk / "other.csv"), "--yes", "-f", "json").json["applied"]
        is False
    )
    assert contents(desk / "kaa.db", with_log=True) == before


def test_a_row_refused_for_what_cannot_be_seen_is_refused_again(desk: Path) -> None:  # fault 49
    hidden = "20090301-T001;Ev\x1b[2Ja;Le\u202erum;"
    (desk / "list.csv").write_text(rows(20, {5: hidden}), encoding="utf-8")
    assert kaa("import", str(desk / "list.csv"), "--yes", "--skip-bad").code == 0
    rejected = desk / "list-rejected.csv"
    assert not {"\x1b", "\u202e"} & set(rejected.read_text(encoding="utf-8-sig"))
    again = kaa("import", str(rejected), "--yes", "-f", "json")
    assert codes(again) == [
        (2, "given_name", "hostile-characters"),
        (2, "city", "hostile-characters"),
    ]
