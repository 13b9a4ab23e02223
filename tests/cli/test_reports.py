"""The reports as they are asked for: periods, groups, programmes, files, and what is refused."""

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from seeds import SEEDS, make
from terminal import in_terminal, isolate, kaa, rows_of

REPORTS = ("outcomes", "reach", "ladder", "inflow", "load", "goals", "sustained")
ALL_OF_IT = {
    "alingsas": ("--from", "2012-09-01"),
    "partille": ("--from", "2012-01-01"),
    "krokom": ("--from", "2012-07-01"),
    "karlskoga": ("--from", "2015-08-01"),
}
ANSI = re.compile(r"\x1b\[[0-9;]*m")
HOSTILE = "[bold]=1+1\u202e\x1b[31m" + "å" * 90


@pytest.fixture(scope="module")
def seeds(engine: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The environments of four of the projects told in examples/."""
    folder = tmp_path_factory.mktemp("seeds")
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, folder)
        return {name: make(name, folder / f"{name}.db") for name in ALL_OF_IT}


@pytest.fixture
def at(
    seeds: dict[str, dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> str:
    """The project whose register `KAA_DB` tells, on its day."""
    name: str = getattr(request, "param", "alingsas")
    for variable, value in seeds[name].items():
        monkeypatch.setenv(variable, value)
    return name


def asked(*words: str) -> Any:
    answer = kaa("report", *words, "-f", "json")
    assert (answer.code, answer.err) == (0, ""), answer.err
    return answer.json


def refused(code: int, *words: str) -> str:
    answer = kaa("report", *words)
    assert (answer.code, answer.out) == (code, ""), answer
    return answer.err


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("at", ALL_OF_IT, indirect=True)
def test_the_same_question_has_the_same_answer_in_every_project(at: str, report: str) -> None:
    words = (report, *ALL_OF_IT[at], "--by", "sex,age")
    assert asked(*words) == asked(*words)


@pytest.mark.parametrize("at", ["krokom"], indirect=True)
def test_all_who_took_part_count_and_who_has_no_outcome_is_not_known(at: str) -> None:
    row = asked("outcomes", "--programme", "orienteringskurs", *ALL_OF_IT[at], "--by", "sex")
    total = row["total"]
    assert (row["population"], total["total"], total["studies"]) == (27, 27, 12)
    assert (total["remains"], total["not_known"]) == (0, 15)
    assert {group["by"]["sex"]: group["total"] for group in row["groups"]} == {
        "male": 15, "female": 12,
    }  # fmt: skip
    assert {d["detail"]: d["count"] for d in row["details"]} == {
        "folk-high-school": 3, "komvux-basic": 5, "komvux": 4,
    }  # fmt: skip


@pytest.mark.parametrize("at", ["krokom"], indirect=True)
def test_outside_the_duty_nobody_leaves_by_age(at: str) -> None:
    row = asked("inflow", *ALL_OF_IT[at])
    assert "turned-20" not in row["reasons_out"]


@pytest.mark.parametrize("at", ["partille"], indirect=True)
def test_the_goals_of_partille_are_told_with_what_they_are_of(at: str) -> None:
    goals = {goal["goal"]: goal for goal in asked("goals", *ALL_OF_IT[at])["goals"]}
    assert goals["mapped"]["aim"] == 1.0
    assert goals["onward"]["of"] == 51
    assert set(goals) == {"mapped", "onward", "first-attempt", "contact"}
    assert "of 51" in kaa("report", "goals", *ALL_OF_IT[at]).out


def test_the_backlog_of_alingsas_goes_from_sixty_to_none(at: str) -> None:
    spans = asked("inflow", *ALL_OF_IT[at])["spans"]
    new = [span["new"] for span in spans]
    assert max(new) == 60
    assert [span["never_mapped"] for span in spans][-1] == 0


def test_the_days_to_first_attempt_and_to_contact_are_told_apart(at: str) -> None:
    row = asked("reach", *ALL_OF_IT[at])
    assert row["registered"] == 72
    assert row["attempted_within_14_days"] >= row["reached_within_14_days"]
    assert row["median_days_to_first_attempt"] < row["median_days_to_contact"]
    assert row["days_to_contact"]["median"] == row["median_days_to_contact"]
    known = ("mapped", "unknown", "expired", "refused", "unreachable")
    assert sum(row[key] for key in known) == row["registered"]


REACH = [
    "period", "registered", "attempted", "reached", "reached_guardian", "mapped", "unknown",
    "expired", "refused", "unreachable", "attempted_within_14_days", "reached_within_14_days",
    "median_days_to_first_attempt", "median_days_to_contact",
]  # fmt: skip


def test_the_keys_of_reach_stand_as_promised(at: str) -> None:
    assert list(asked("reach"))[: len(REACH)] == REACH


@pytest.mark.parametrize("half", ["2012H2", "2012h2", "2012-H2"])
def test_a_half_year_is_a_period(at: str, half: str) -> None:
    assert asked("inflow", "--half-year", half)["period"] == {
        "from": "2012-07-01", "to": "2012-12-31",
    }  # fmt: skip


def test_no_period_goes_beyond_the_day_the_register_is_known_on(at: str) -> None:
    assert asked("load", "--half-year", "2013H1")["period"]["to"] == "2013-06-28"
    row = asked("load", "--to", "2013-06-01", "--as-of", "2013-06-28")
    assert (row["period"]["to"], row["as_of"]) == ("2013-06-01", "2013-06-28")


def test_what_was_known_on_a_day_before_the_lists_came_is_nothing(
    seeds: dict[str, dict[str, str]], at: str
) -> None:
    # All of it was taken in on the last day.
    row = asked("inflow", "--from", "2012-09-01", "--as-of", "2013-06-27")
    assert (row["as_of"], row["total"]["there"]) == ("2013-06-27", 0)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--by", "mood"), "sex, age, school, reason"),
        (("--half-year", "2012H3"), "2026H2"),
        (("--half-year", "2012H2", "--from", "2012-09-01"), "not both"),
        (("-f", "pdf"), "xlsx or html"),
        (("-f", "xlsx"), "needs a file"),
    ],
)
@pytest.mark.parametrize("report", REPORTS)
def test_what_cannot_be_asked_is_refused(
    at: str, report: str, words: Sequence[str], sentence: str
) -> None:
    assert sentence in refused(2, report, *words)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--programme", "Nowhere"), "Möjligheten"),
        (("--municipality", "Nowhere"), "Alingsås"),
        (("--by", "contact-person"), "figures-per-caseworker"),
        (("--by", "handläggare"), "figures-per-caseworker"),
        (("--from", "2013-06-27", "--to", "2013-06-01"), "ends before it begins"),
        (("--as-of", "2099-01-01"), "2099-01-01"),
    ],
)
@pytest.mark.parametrize("report", REPORTS)
def test_what_has_no_answer_is_refused(
    at: str, report: str, words: Sequence[str], sentence: str
) -> None:
    assert sentence in refused(3, report, *words)


def test_figures_per_caseworker_are_shown_once_the_municipality_has_decided(
    made: Path,
) -> None:
    kaa("youth", "edit", "1", "contact_person", "--value", "Bo")
    kaa("settings", "figures-per-caseworker", "yes")
    groups = asked("load", "--by", "contact-person")["groups"]
    assert {group["by"]["contact_person"]: group["youths"] for group in groups} == {
        "Bo": 1, None: 11,
    }  # fmt: skip


@pytest.mark.parametrize("word", ["kön,ålder", "kon,alder", "sex,age", "SEX, Age"])
def test_groups_are_named_in_both_languages(at: str, word: str) -> None:
    by = asked("outcomes", *ALL_OF_IT[at], "--by", word)["groups"][0]["by"]
    assert list(by) == ["sex", "age"]


@pytest.mark.parametrize("at", ["karlskoga"], indirect=True)
def test_a_municipality_of_several_is_asked_about_alone(at: str) -> None:
    groups = asked("outcomes", *ALL_OF_IT[at], "--by", "kommun")["groups"]
    for group in groups:
        name = group["by"]["municipality"]
        alone = asked("outcomes", *ALL_OF_IT[at], "--municipality", name.upper())
        assert alone["total"]["total"] == group["total"]
    assert sum(group["total"] for group in groups) == 80


@pytest.mark.parametrize("report", REPORTS)
def test_csv_holds_the_lines_of_the_main_table(at: str, report: str) -> None:
    lines = kaa("report", report, *ALL_OF_IT[at], "--by", "sex", "-f", "csv").out.splitlines()
    widths = {line.count(";") for line in lines}
    assert len(widths) == 1
    assert len(lines) > 1


@pytest.mark.parametrize("report", REPORTS)
def test_a_spreadsheet_has_a_sheet_for_each_table_and_one_that_tells_of_them(
    at: str, report: str, tmp_path: Path
) -> None:
    path = tmp_path / "report.xlsx"
    answer = kaa("report", report, *ALL_OF_IT[at], "-o", str(path), "--internal")
    assert (answer.code, answer.out) == (0, "")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[-1] == "About the figures"
    assert len(book.sheetnames) > 1
    told = [str(row[0]) for row in book["About the figures"].iter_rows(values_only=True)]
    assert "Alingsås" in told[1]


def test_a_share_in_a_spreadsheet_is_a_number_with_what_it_is_of(at: str, tmp_path: Path) -> None:
    path = tmp_path / "goals.xlsx"
    kaa("report", "goals", *ALL_OF_IT[at], "-o", str(path), "--internal")
    heads, first, *_rest = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    cells = dict(zip(heads, first, strict=True))
    assert (cells["So far: number"], cells["So far: of"], cells["So far: share"]) == (72, 72, 1)


@pytest.mark.parametrize("report", REPORTS)
def test_a_file_that_is_there_is_not_written_over(at: str, report: str, tmp_path: Path) -> None:
    path = tmp_path / "there.xlsx"
    path.write_text("mine")
    assert kaa("report", report, "-o", str(path)).code == 3
    assert path.read_text() == "mine"
    assert kaa("report", report, "-o", str(path), "--force").code == 0


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("lang", ["en", "sv"])
def test_no_line_is_wider_than_the_terminal(at: str, report: str, columns: int, lang: str) -> None:
    words = ("report", report, *ALL_OF_IT[at], "--by", "sex,reason")
    shown = in_terminal("--lang", lang, *words, columns=columns).out
    lines = [ANSI.sub("", line) for line in shown.splitlines()]
    assert [line for line in lines if len(line) > columns] == []
    assert "…" not in shown


@pytest.mark.parametrize("report", REPORTS)
def test_an_old_code_page_gets_ascii_and_no_question_marks(at: str, report: str) -> None:
    done = kaa("report", report, *ALL_OF_IT[at], encoding="ascii")
    assert done.code == 0, done.err
    assert done.out.isascii()
    text = done.out.replace("Alings?s", "").replace("M?jligheten", "")
    assert "?" not in text


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_hostile_names_never_break_a_report(
    made: Path, report: str, form: str, tmp_path: Path
) -> None:
    kaa("outcome", "record", "2", "work", "--programme", "p")
    with rows_of(made) as rows:
        rows.execute("UPDATE youth SET school = ?, municipality = ?", (HOSTILE, HOSTILE))
        rows.execute("UPDATE outcome SET programme = ?", (HOSTILE,))
    words = ("report", report, "--by", "school,programme,municipality")
    answer = kaa(*words, "-f", form)
    assert (answer.code, answer.err) == (0, "")
    assert "\x1b" not in answer.out
    assert "\u202e" not in answer.out
    path = tmp_path / "hostile.xlsx"
    assert kaa(*words, "-o", str(path)).code == 0
    formulas = [
        cell.value
        for sheet in openpyxl.load_workbook(io.BytesIO(path.read_bytes())).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas == []


@pytest.mark.parametrize("report", REPORTS)
def test_an_empty_register_has_reports_too(tmp_path: Path, report: str) -> None:
    env = {"KAA_DB": str(tmp_path / "empty.db")}
    assert kaa("init", env=env).code == 0
    for form in ("table", "json", "csv"):
        answer = kaa("report", report, "--by", "sex", "-f", form, env=env)
        assert (answer.code, answer.err) == (0, "")


@pytest.mark.parametrize("report", REPORTS)
def test_no_report_names_a_youth(made: Path, report: str) -> None:
    shown = kaa("report", report).out + kaa("report", report, "-f", "json").out
    for name in ("Nova", "Ekdahl", "20090312"):
        assert name not in shown


def test_grouped_inflow_has_its_groups_in_csv_too(at: str) -> None:
    lines = kaa("report", "inflow", *ALL_OF_IT[at], "--by", "sex", "-f", "csv").out.splitlines()
    assert len(lines) == 4  # the headings, boys, girls, all
    assert lines[0].count(";") == 8


@pytest.mark.parametrize("at", ["krokom", "alingsas"], indirect=True)
def test_the_goal_onward_and_the_outcomes_of_a_programme_say_the_same(at: str) -> None:
    name = {"krokom": "orienteringskurs", "alingsas": "möjligheten"}[at]
    words = (*ALL_OF_IT[at], "--programme", name)
    total = asked("outcomes", *words)["total"]
    (onward,) = [one for one in asked("goals", *words)["goals"] if one["goal"] == "onward"]
    counted = (total["studies"] + total["work"], total["total"])
    assert (onward["count"], onward["of"]) == counted


def test_an_outcome_before_the_measure_is_not_where_it_led(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAA_TODAY", "2026-09-14")
    assert kaa("outcome", "record", "1", "work", "--on", "2026-09-08").code == 0
    assert kaa("measure", "start", "1", "coaching", "--on", "2026-09-10").code == 0
    (onward,) = [one for one in asked("goals")["goals"] if one["goal"] == "onward"]
    assert (onward["count"], onward["of"]) == (0, 1)


def test_the_load_of_a_programme_is_of_its_people_alone(made: Path) -> None:
    kaa("programme", "add", "Coachingteamet", "--type", "coaching")
    assert kaa("measure", "start", "1", "--programme", "Coachingteamet").code == 0
    assert kaa("log", "1", "no-answer").code == kaa("log", "2", "no-answer").code == 0

    def told(*words: str) -> tuple[int, int, int]:
        row = asked("load", *words)
        done = sum(week["attempts"] for week in row["weeks"])
        return row["youths"], done, sum(week["steps"] for week in row["coming"])

    youths, attempts, steps = told("--programme", "coachingteamet")
    assert (youths, attempts) == (1, 1)
    assert steps <= 1 < told()[2]
    assert told()[:2] == (12, 2)


@pytest.mark.parametrize("at", ["krokom"], indirect=True)
def test_outside_the_duty_nobody_is_said_to_be_in_it_and_a_long_period_is_told_by_month(
    at: str,
) -> None:
    shown = kaa("report", "load", *ALL_OF_IT[at]).out + kaa("report", "goals", *ALL_OF_IT[at]).out
    assert "in the duty" not in shown.casefold()
    assert "month by month" in shown


def test_every_project_that_is_told_can_be_reported_on() -> None:
    assert set(ALL_OF_IT) <= set(SEEDS)
