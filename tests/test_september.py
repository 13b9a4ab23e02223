"""A Monday in September with sixty new names, told in Swedish and run as it is told."""

import pytest

from stories import ROOT, played_story

STORY = ROOT / "examples" / "september-monday.md"


@pytest.fixture(scope="module")
def played(engine: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    return played_story(STORY, tmp_path_factory.mktemp("monday"))


def test_every_answer_is_what_the_program_says(played: str) -> None:
    assert played.splitlines() == STORY.read_text(encoding="utf-8").splitlines()


PARTS = ["import", "youth assign", "numbers", "call", "letters sent", "appointment list", "check"]


@pytest.mark.parametrize("part", PARTS)
def test_the_day_shows(played: str, part: str) -> None:
    assert f"$ kaa {part}" in played


def test_sixty_are_new_and_twenty_six_have_no_number(played: str) -> None:
    assert "Nya                       60  varav 26 utan telefonnummer" in played
    assert "Sök nummer · 26 ungdomar" in played
    assert "60 i ansvaret = 60 på trappan" in played
