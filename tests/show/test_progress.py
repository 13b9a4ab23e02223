"""Long work is told at a terminal, on stderr alone; short work and pipes are left in peace."""

from pathlib import Path

import pytest

from terminal import in_terminal, kaa, kaa_process


def write_list(folder: Path, rows: int) -> str:
    """So many youths by school numbers, which have no check digit and can be nobody's own."""
    path = folder / f"{rows}.csv"
    numbers = [
        f"2008{month:02}{day:02}-T{n:03}"
        for n in range(60)
        for month in range(1, 10)
        for day in range(1, 13)
    ]
    path.write_text("Personnummer\n" + "\n".join(numbers[:rows]) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture(autouse=True)
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAA_DB", str(tmp_path / "kaa.db"))
    assert kaa("init").code == 0


def test_at_a_terminal_a_long_list_tells_how_far_it_has_come(tmp_path: Path) -> None:
    answer = in_terminal("import", write_list(tmp_path, 6_000), "--yes")
    assert answer.code == 0
    assert "Reading" in answer.out
    assert "/ 6000" in answer.out
    assert "Saving" in answer.out
    assert "Imported: 6000 new" in answer.out


def test_a_short_list_is_taken_in_without_a_bar(tmp_path: Path) -> None:
    answer = in_terminal("import", write_list(tmp_path, 20), "--yes")
    assert (answer.code, "Reading" in answer.out) == (0, False)


def test_a_pipe_gets_no_bar(tmp_path: Path) -> None:
    done = kaa_process("import", write_list(tmp_path, 6_000), "--yes")
    assert (done.returncode, done.stderr) == (0, b"")


def test_at_a_terminal_a_long_replay_tells_how_far_it_has_come(tmp_path: Path) -> None:
    assert kaa("import", write_list(tmp_path, 400), "--yes").code == 0
    assert kaa("log", "1", "sent", "--channel", "letter").code == 0
    line = ("policy", "replay", "goteborg", "--from", "2026-09-07")
    assert "/ 400" in in_terminal(*line).out
    assert kaa(*line).err == ""
