"""Quiet hours of the routine: nobody is called, texted or visited, and it is told who waits."""

from pathlib import Path

import pytest

from terminal import EXAMPLE, kaa


@pytest.fixture
def quiet(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twelve youths under a routine that lets people sleep from nine to seven."""
    monkeypatch.setenv("KAA_DB", str(tmp_path / "kaa.db"))
    own = kaa("policy", "show", "alingsas").out.replace(
        "closed = []", 'closed = []\nquiet_hours = "21:00/07:00"'
    )
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    assert kaa("init", "--policy", str(tmp_path / "own.toml")).code == 0
    assert kaa("import", str(EXAMPLE), "--yes").code == 0
    return tmp_path


def channels(hour: str) -> set[str]:
    rows = kaa("next", "-n", "99", "-f", "json", env={"KAA_TODAY": f"2026-09-07T{hour}"}).json
    return {row["channel"] for row in rows}


@pytest.mark.parametrize("hour", ["07:00", "12:00", "20:59"])
def test_by_day_all_are_in_the_queue(quiet: Path, hour: str) -> None:
    assert channels(hour) == {"phone", "letter", "find-number"}


@pytest.mark.parametrize("hour", ["21:00", "23:59", "00:00", "06:59"])
def test_by_night_a_letter_may_be_written_and_nobody_is_called(quiet: Path, hour: str) -> None:
    assert channels(hour) == {"letter", "find-number"}


def test_who_waits_is_told(quiet: Path) -> None:
    night = {"KAA_TODAY": "2026-09-07T22:00"}
    assert "Quiet hours until 07:00: 9 youths wait." in kaa("next", env=night).out
    answer = kaa("next", "--channel", "phone", env=night)
    assert "Quiet hours until 07:00: 9 youths wait." in answer.out


def test_an_hour_agreed_is_kept_also_in_quiet_hours(quiet: Path) -> None:
    kaa("log", "1", "call-later", "21:30", "--yes")
    assert "phone" in channels("21:30")
