"""What holds for the whole register: shown with its defaults, decided, undone, refused in words."""

import json
from pathlib import Path

import pytest

from kaa_cli.cli import run


@pytest.fixture
def register(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "register.db"
    monkeypatch.setenv("KAA_DB", str(place))
    monkeypatch.setenv("KAA_TODAY", "2026-09-07")
    monkeypatch.setenv("KAA_USER", "anna")
    assert run(["init", "--municipality", "1489"]) == 0
    return place


def told(capfd: pytest.CaptureFixture[str]) -> dict[str, object]:
    capfd.readouterr()
    assert run(["settings", "-f", "json"]) == 0
    return {row["setting"]: row["value"] for row in json.loads(capfd.readouterr().out)}


def test_a_setting_is_decided_and_undone(register: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = told(capfd)
    assert before["smallest-group"] == 5
    assert before["figures-per-caseworker"] is False
    assert run(["settings", "smallest-group", "10"]) == 0
    assert run(["settings", "figures-per-caseworker", "ja"]) == 0
    assert told(capfd) == before | {"smallest-group": 10, "figures-per-caseworker": True}
    assert run(["undo"]) == 0
    assert run(["undo", "--list"]) == 0
    assert told(capfd) == before | {"smallest-group": 10}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["questionnaire-from", "4"], "a whole number, 5 to 1000"),
        (["smallest-group", "0"], "a whole number, 1 to 1000"),
        (["smallest-group", "five"], "a whole number, 1 to 1000"),
        (["figures-per-caseworker", "5"], "yes or no"),
        (["colour", "5"], "is no setting"),
        (["smallest-group", ""], "a whole number"),
    ],
)
def test_what_is_no_value_is_refused_and_nothing_saved(
    register: Path, words: list[str], says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    before = told(capfd)
    assert run(["settings", *words]) == 2
    assert says in capfd.readouterr().err
    assert told(capfd) == before
