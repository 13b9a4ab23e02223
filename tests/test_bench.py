"""What `make bench` measures on is a register as kaa itself would have made it, on both engines."""

import os
import subprocess
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

from terminal import ROOT, SOURCE, kaa

BENCH = ROOT / "bench"
YOUTHS, DUE, ATTEMPTS = 320, 300, 10


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("schema"))
    return str(tmp_path / "kaa.db")


@pytest.fixture
def worked_in(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A register made as the bench makes its own."""
    monkeypatch.syspath_prepend(str(BENCH))
    monkeypatch.setenv("KAA_DB", where)
    monkeypatch.setenv("KAA_TODAY", "2026-09-07")
    roster = tmp_path / "roster.csv"
    import_module("invented").write_roster(roster, YOUTHS)
    for words in (["init"], ["import", str(roster), "--yes"]):
        assert kaa(*words).code == 0
    subprocess.run(
        [sys.executable, str(BENCH / "history.py"), where],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=True,
    )
    return where


@pytest.mark.usefixtures("worked_in")
def test_a_history_written_past_kaa_is_one_that_kaa_would_have_kept() -> None:
    assert len(kaa("next", "-n", str(YOUTHS), "-f", "json").json) == DUE

    found = {row["check"]: row["state"] for row in kaa("doctor", "-f", "json").json}
    assert (found["due-days"], found["log"], found["references"]) == ("fine",) * 3

    told = Counter(row["kind"] for row in kaa("timeline", "17", "-f", "json").json)
    assert told["attempt"] + told["contact"] == ATTEMPTS


@pytest.mark.usefixtures("worked_in")
def test_there_is_something_to_count_for_every_report() -> None:
    assert kaa("report", "outcomes", "-f", "json").json["total"]["total"] > 0

    flow = kaa("report", "inflow", "--from", "2025-01-01", "-f", "json").json["total"]
    assert flow["new"] > 0
    assert flow["left_duty"] > 0

    blocks = kaa("report", "half-year", "2026H1", "-f", "json").json["blocks"]
    started = {row["block"]: row["youths"] for row in blocks}
    assert started["measure-started"] > 0
    assert started["measure-ended"] > 0

    lasted = kaa("report", "sustained", "--half-year", "2026H1", "-f", "json").json
    assert any(at["sustained"] for group in lasted["groups"] for at in group["at"])
