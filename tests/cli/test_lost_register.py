"""A register that is lost while its backups lie there: every command says so, and how to go on."""

import os
import shutil
from pathlib import Path

import pytest

from terminal import EXAMPLE, kaa

pytestmark = pytest.mark.of_files("a file that is no longer there")

SAYS = "There is no register here. Backups of one lie in"


@pytest.fixture
def lost(made: Path) -> Path:
    """Where the register was; its backups are there."""
    assert kaa("backup").code == 0
    made.unlink()
    return made


@pytest.mark.parametrize(
    "words",
    [(), ("next",), ("log", "3", "no-answer"), ("doctor",), ("backup",), ("key", "show")],
)
def test_every_command_says_where_the_backups_are(lost: Path, words: tuple[str, ...]) -> None:
    answer = kaa(*words)
    assert answer.code == 7
    assert f"{SAYS} {lost.parent / 'backups'}: kaa restore" in answer.err
    assert not lost.exists()


def test_it_is_taken_back_or_begun_anew(lost: Path) -> None:
    assert kaa("restore", "--yes").code == 0
    assert kaa("show", "3").code == 0
    lost.unlink()
    assert kaa("init").code == 0


def test_without_backups_one_begins_with_init(lost: Path) -> None:
    shutil.rmtree(lost.parent / "backups")
    answer = kaa("next")
    assert answer.code == 7
    assert "kaa init" in answer.err


def test_an_import_makes_no_register_where_backups_of_one_lie() -> None:
    place = Path(kaa("where", "-f", "json").json["register"])
    assert "KAA_DB" not in os.environ
    assert kaa("import", str(EXAMPLE), "--yes").code == 0
    assert kaa("backup").code == 0
    place.unlink()
    answer = kaa("import", str(EXAMPLE), "--yes")
    assert answer.code == 7
    assert SAYS in answer.err
    assert not place.exists()
    assert kaa("init").code == 0
