"""Every test has folders, a clock and a name of its own, and leaves nothing behind."""

import os
import shutil
from pathlib import Path

import pytest

from kaa_cli import words
from terminal import EXAMPLE, kaa

_OF_THE_TEST_RUN = {"KAA_TEST_POSTGRES", "KAA_REQUIRE_POSTGRES", "KAA_WRITE_GOLDEN"}
_FOLDERS = ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
_OF_THE_SCREEN = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "PYTHONIOENCODING")


def isolate(patch: pytest.MonkeyPatch, home: Path) -> None:
    """Nothing of the user's own is read or written, and the day is a Monday in September."""
    for name in [n for n in os.environ if n.startswith("KAA_") and n not in _OF_THE_TEST_RUN]:
        patch.delenv(name)
    for name in _OF_THE_SCREEN:
        patch.delenv(name, raising=False)
    for name in _FOLDERS:
        patch.setenv(name, str(home / name.lower()))
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        patch.setenv(name, str(home))
    patch.setenv("KAA_TODAY", "2026-09-07")
    patch.setenv("KAA_USER", "Anna")
    patch.setenv("KAA_LANG", "en")
    words.use("en")


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
    return made


@pytest.fixture
def made(made_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register with the twelve youths of the example roster, told by `KAA_DB`."""
    path = Path(shutil.copy2(made_once, tmp_path / "kaa.db"))
    monkeypatch.setenv("KAA_DB", str(path))
    return path
