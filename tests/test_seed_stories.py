"""Projects told in examples/: their lists are a tool's rows, their answers what kaa says today."""

import importlib.util
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kaa_cli.rules.codes import Sex
from kaa_cli.rules.identity import read_identity
from seeds import SEEDS, make
from stories import ROOT, played_story
from terminal import Answer, kaa

EXAMPLES = ROOT / "examples"
TOLD = sorted(SEEDS.keys() - {"karlskoga"})


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "tools_seed_examples", ROOT / "tools" / "seed_examples.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_lists_are_the_rows_of_the_tool(tool: ModuleType) -> None:
    differing = [path.name for path, content in tool.lists() if path.read_bytes() != content]
    assert differing == []


@pytest.mark.parametrize("name", TOLD)
def test_every_answer_is_what_the_program_says(
    engine: str, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    story = EXAMPLES / name / "README.md"
    played = played_story(story, tmp_path_factory.mktemp(name))
    assert played.splitlines() == story.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def ask(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Ask the register of a project, as its README makes it."""
    env = make(request.param, tmp_path / "seed.db")

    def answer(*words: str) -> Answer:
        return kaa(*words, env=env)

    return answer


@pytest.mark.parametrize("ask", ["krokom"], indirect=True)
def test_krokom_has_what_the_project_told(ask: Any) -> None:
    programme = ("--programme", "Orienteringskurs", "--from", "2012-08-01")
    told = ask("report", "outcomes", *programme, "--by", "sex", "-f", "json").json
    total = told["total"]
    assert (total["total"], total["studies"], total["not_known"]) == (27, 12, 15)
    assert (total["remains"], total["work"], total["other_authority"]) == (0, 0, 0)
    assert {group["by"]["sex"]: group["total"] for group in told["groups"]} == {
        "female": 12,
        "male": 15,
    }
    assert {row["detail"]: row["count"] for row in told["details"]} == {
        "folk-high-school": 3,
        "komvux-basic": 5,
        "komvux": 4,
    }
    refused = ask("report", "half-year", "2014H1")
    assert refused.code == 3
    assert "not reported to the state" in refused.err


def test_those_of_krokom_were_17_to_29_and_22_to_23_on_average(tool: ModuleType) -> None:
    begun = {
        read_identity(row[0], date(2014, 3, 31)): date.fromisoformat(row[7])
        for path, _content in tool.lists()
        if path.parent.name == "krokom" and path.name == "measures.csv"
        for row in tool.rows_of(path)
    }
    ages = [
        on.year - who.born_on.year - ((on.month, on.day) < (who.born_on.month, who.born_on.day))
        for who, on in begun.items()
    ]
    assert (min(ages), max(ages), len(ages)) == (17, 29, 27)
    assert 22 <= sum(ages) / len(ages) <= 23
    assert [who.sex for who in begun].count(Sex.FEMALE) == 12


@pytest.mark.parametrize("ask", ["partille"], indirect=True)
def test_partille_has_what_the_project_told(ask: Any) -> None:
    since = ("--from", "2012-09-01", "-f", "json")
    told = ask("report", "outcomes", "--programme", "Porten", "--by", "sex", *since).json
    assert {group["by"]["sex"]: group["total"] for group in told["groups"]} == {
        "female": 28,
        "male": 23,
    }
    assert told["total"]["total"] == 51
    assert 0.45 <= told["total"]["moved_on_share"] <= 0.55
    goals = {row["goal"]: row for row in ask("report", "goals", *since).json["goals"]}
    assert (goals["mapped"]["count"], goals["mapped"]["of"]) == (51, 51)
    assert goals["onward"]["is_met"] is True
    assert "Nobody has been asked yet" in ask("report", "sustained", "--from", "2012-09-01").out


@pytest.mark.parametrize("ask", ["alingsas"], indirect=True)
def test_alingsas_has_what_the_project_told(ask: Any) -> None:
    inflow = ask("report", "inflow", "--from", "2012-10-01", "-f", "json").json
    backlog = [span["never_mapped"] for span in inflow["spans"]]
    assert (backlog[0], backlog[-1]) == (60, 0)
    assert inflow["spans"][0]["new"] == 60
    new = ask("report", "reach", "--from", "2013-01-01", "-f", "json").json
    assert (new["registered"], new["reached_within_14_days"]) == (12, 12)
    programme = ("--programme", "Möjligheten", "--from", "2012-10-01", "-f", "json")
    told = ask("report", "outcomes", *programme).json["total"]
    assert told["moved_on_share"] == pytest.approx(0.6)


def test_who_found_a_way_by_mojligheten_did_within_four_to_five_months(tool: ModuleType) -> None:
    rows = tool.rows_of(EXAMPLES / "alingsas" / "measures.csv")
    days = [
        (date.fromisoformat(row[8]) - date.fromisoformat(row[7])).days for row in rows if row[8]
    ]
    assert len(days) == 12
    assert all(4 * 28 <= n <= 5 * 31 for n in days)


@pytest.mark.parametrize("ask", ["stromsund"], indirect=True)
def test_those_of_stromsund_are_outside_the_duty(ask: Any) -> None:
    programme = ("--programme", "Elevcoach", "--from", "2012-09-01", "-f", "json")
    total = ask("report", "outcomes", *programme).json["total"]
    assert (total["total"], total["not_known"], total["moved_on"]) == (41, 41, 0)
    assert ask("report", "half-year", "2014H1").code == 3


@pytest.mark.parametrize("ask", ["karlskoga"], indirect=True)
def test_steps_in_karlskoga_are_counted_apart_from_moving_on(ask: Any) -> None:
    programme = ("--programme", "Coachingteamet", "--from", "2015-08-01", "-f", "json")
    told = ask("report", "outcomes", *programme).json
    assert (told["total"]["moved_on"], told["total"]["total"]) == (63, 80)
    assert (told["steps"]["people"], told["steps"]["of"]) == (57, 80)
    assert told["steps"]["share"] > 0.7
