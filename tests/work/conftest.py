"""A register to take lists into."""

from pathlib import Path

import pytest

from terminal import kaa


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty register, `kaa.db`, told by `KAA_DB`, and the folder it lies in for lists."""
    monkeypatch.setenv("KAA_DB", str(tmp_path / "kaa.db"))
    assert kaa("init").code == 0
    return tmp_path
