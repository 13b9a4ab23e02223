"""Every test has folders, a clock and a name of its own, and leaves nothing behind."""

import shutil
from pathlib import Path

import pytest

from terminal import EXAMPLE, as_written_down, isolate, kaa


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    isolate(monkeypatch, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with the example roster taken in, for `made` to copy."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, folder)
        made = folder / "kaa.db"
        for line in (["init", "--municipality", "Alingsås"], ["import", str(EXAMPLE), "--yes"]):
            answer = kaa("--db", str(made), *line)
            assert answer.code == 0, answer.err
        as_written_down(made)
    return made


@pytest.fixture
def made(made_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register with the twelve youths of the example roster, told by `KAA_DB`."""
    path = Path(shutil.copy2(made_once, tmp_path / "kaa.db"))
    monkeypatch.setenv("KAA_DB", str(path))
    return path
