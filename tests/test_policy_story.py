"""Two routines compared on an autumn that has been: examples/policies/README.md, as it is told."""

import pytest

from kaa_cli.files.policies import load
from stories import ROOT, played_story

FOLDER = ROOT / "examples" / "policies"
STORY = FOLDER / "README.md"


@pytest.fixture(scope="module")
def played(engine: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    return played_story(STORY, tmp_path_factory.mktemp("autumn"))


def test_every_answer_is_what_the_program_says(played: str) -> None:
    assert played.splitlines() == STORY.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.toml")))
def test_each_routine_can_be_used_and_is_told_of(name: str) -> None:
    assert load(str(FOLDER / name)).policy.rungs
    assert f"`{name}`" in STORY.read_text(encoding="utf-8")


def test_no_answer_names_a_folder_of_this_machine(played: str) -> None:
    assert str(ROOT) not in played
    assert "/tmp" not in played
