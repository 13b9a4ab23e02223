"""The examples are what they say: invented youths in the duty, and a table that can be checked."""

import csv
import re
from collections import Counter
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from kaa_cli.rules.codes import Sex
from kaa_cli.rules.days import Calendar, birthday
from kaa_cli.rules.identity import Identity, read_identity
from kaa_cli.rules.scope import is_before_duty, out_of_scope
from terminal import contents, kaa

EXAMPLES = Path(__file__).parent.parent / "examples"
KARLSKOGA = EXAMPLES / "karlskoga"
THAT_DAY = date(2018, 12, 17)
FIRST_DAY = date(2015, 8, 1)
REPORT = (
    *("report", "outcomes", "--by", "sex", "--programme", "Coachingteamet"),
    *("--from", "2015-08-01", "--to", "2018-12-17"),
)
# The municipalities' own figures: all, studies, work, other authority, remains.
TOLD = {"male": (46, 20, 10, 6, 10), "female": (34, 9, 7, 11, 7)}


def rows(name: str) -> list[dict[str, str]]:
    with (KARLSKOGA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def identities(name: str) -> list[Identity]:
    return [read_identity(row["Personnummer"], THAT_DAY) for row in rows(name)]


@pytest.fixture
def karlskoga(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register with both files taken in, on the day of the report."""
    monkeypatch.setenv("KAA_DB", str(tmp_path / "karlskoga.db"))
    monkeypatch.setenv("KAA_TODAY", THAT_DAY.isoformat())
    for line in (
        ("init", "--municipality", "Karlskoga", "--municipality", "Degerfors"),
        ("import", str(KARLSKOGA / "roster.csv"), "--yes"),
        ("import", str(KARLSKOGA / "outcomes.csv"), "--as", "outcomes", "--yes"),
    ):
        answer = kaa(*line)
        assert answer.code == 0, answer.err
    return tmp_path / "karlskoga.db"


def test_the_demo_plays_the_example_roster_byte_for_byte() -> None:
    demo = resources.files("kaa_cli") / "demo" / "roster.csv"
    assert demo.read_bytes() == (EXAMPLES / "roster.csv").read_bytes()


@pytest.mark.parametrize("name", ["roster.csv", "karlskoga/roster.csv", "karlskoga/outcomes.csv"])
def test_every_example_list_is_utf8_with_the_line_ends_of_a_spreadsheet(name: str) -> None:
    content = (EXAMPLES / name).read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") == len(content.decode().splitlines())


@pytest.mark.parametrize("name", ["roster.csv", "karlskoga/roster.csv", "karlskoga/outcomes.csv"])
def test_only_test_numbers_and_numbers_of_fiction_are_used(name: str) -> None:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    assert set(re.findall(r"\d{8}-(\d{3})\d", text)) == {"238", "239"}
    phones = re.findall(r"\b0\d[\d -]{7,}", text)
    fiction = re.compile(r"070-174 06 (0[5-9]|[1-9]\d)|08-465 004 \d\d")
    assert [phone for phone in phones if not fiction.fullmatch(phone)] == []


def test_karlskoga_has_eighty_different_youths_of_both_municipalities() -> None:
    numbers = [identity.number for identity in identities("roster.csv")]
    assert len(numbers) == len(set(numbers)) == 80
    assert Counter(identity.sex for identity in identities("roster.csv")) == {
        Sex.MALE: 46,
        Sex.FEMALE: 34,
    }
    assert {row["Kommun"] for row in rows("roster.csv")} == {"Karlskoga", "Degerfors"}


def test_every_youth_of_karlskoga_is_in_the_duty_on_the_day_of_the_report() -> None:
    for identity in identities("roster.csv"):
        assert out_of_scope(birthday(identity.born_on, 20), FIRST_DAY, None, THAT_DAY) is None
        assert not is_before_duty(identity.born_on, THAT_DAY)


def test_no_outcome_is_from_before_the_duty_or_after_it_or_on_a_day_not_worked() -> None:
    calendar = Calendar()
    for identity, row in zip(identities("outcomes.csv"), rows("outcomes.csv"), strict=True):
        on = date.fromisoformat(row["Datum"])
        assert FIRST_DAY <= on <= THAT_DAY
        assert not is_before_duty(identity.born_on, on)
        assert out_of_scope(birthday(identity.born_on, 20), FIRST_DAY, None, on) is None
        assert calendar.is_worked(on)


def test_each_youth_of_karlskoga_has_one_outcome_of_one_programme_without_detail() -> None:
    outcomes = rows("outcomes.csv")
    assert {row["Personnummer"] for row in outcomes} == {
        row["Personnummer"] for row in rows("roster.csv")
    }
    assert len(outcomes) == 80
    assert {row["Verksamhet"] for row in outcomes} == {"Coachingteamet"}
    assert list(outcomes[0]) == ["Personnummer", "Datum", "Utfall", "Verksamhet"]


def line_of(group: dict[str, Any]) -> tuple[int, ...]:
    return tuple(group[key] for key in ("total", "studies", "work", "other_authority", "remains"))


def test_the_report_of_karlskoga_is_the_table_that_the_municipalities_told(
    karlskoga: Path,
) -> None:
    report = kaa(*REPORT, "-f", "json").json
    assert {group["by"]["sex"]: line_of(group) for group in report["groups"]} == TOLD
    assert line_of(report["total"]) == (80, 29, 17, 17, 17)
    assert report["population"] == 80
    assert [group["not_known"] for group in (*report["groups"], report["total"])] == [0, 0, 0]
    assert [group["moved_on"] for group in report["groups"]] == [36, 27]
    assert report["total"]["moved_on"] == 63
    assert report["total"]["moved_on_share"] == 63 / 80 == 0.7875
    assert report["period"] == {"from": "2015-08-01", "to": "2018-12-17"}


def test_the_table_of_karlskoga_says_the_same_on_the_screen(karlskoga: Path) -> None:
    lines = [line.split() for line in kaa(*REPORT).out.splitlines()]
    for name, total in (("Boys", TOLD["male"]), ("Girls", TOLD["female"])):
        moved_on = sum(total[1:4])
        share = f"{100 * moved_on / total[0]:.1f}"
        assert [name, *map(str, total), "0", str(moved_on), share, "%"] in lines
    assert ["All", "80", "29", "17", "17", "17", "0", "63", "78.8", "%"] in lines


def test_the_notes_under_the_table_name_what_each_share_is_of(karlskoga: Path) -> None:
    answer = kaa(*REPORT).out
    assert "80 participants of the programme" in answer
    assert "46 of 80, 57.5" in answer
    assert "63 of 80: 68.6" in answer


def test_without_a_programme_the_population_is_everybody_in_the_register(
    karlskoga: Path,
) -> None:
    report = kaa("report", "outcomes", "--from", "2018-12-01", "-f", "json").json
    assert report["population"] == 80
    assert report["total"]["total"] == report["total"]["remains"] + report["total"]["moved_on"]
    assert report["total"]["total"] < 80
    assert "of 80 in the register" in kaa("report", "outcomes", "--from", "2018-12-01").out


def test_a_programme_is_found_whatever_its_case_and_a_misspelt_one_is_refused(
    karlskoga: Path,
) -> None:
    period = ("--from", "2015-08-01", "-f", "json")
    found = kaa("report", "outcomes", "--programme", "COACHINGTEAMET", *period).json
    assert found["population"] == 80
    other = kaa("report", "outcomes", "--programme", "Möjligheten", *period)
    assert (other.code, other.out) == (3, "")
    assert "Coachingteamet" in other.err


@pytest.mark.parametrize("line", [("roster.csv",), ("outcomes.csv", "--as", "outcomes")])
def test_taking_in_a_file_of_karlskoga_again_changes_nothing(
    karlskoga: Path, line: tuple[str, ...]
) -> None:
    before = contents(karlskoga, with_log=True)
    answer = kaa("import", str(KARLSKOGA / line[0]), *line[1:], "--yes", "-f", "json").json
    assert (answer["new"], answer["changed"], answer["unchanged"]) == (0, 0, 80)
    assert answer["applied"] is False
    assert contents(karlskoga, with_log=True) == before


def test_the_readme_of_karlskoga_tells_the_commands_that_are_tested_here() -> None:
    readme = (KARLSKOGA / "README.md").read_text(encoding="utf-8")
    assert f"$ kaa {' '.join(REPORT)}\n" in readme
    assert "| boys | 46 | 20 | 10 | 6 | 10 | 36 |" in readme
    assert "| girls | 34 | 9 | 7 | 11 | 7 | 27 |" in readme
