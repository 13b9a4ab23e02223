"""A round on either engine: planned, out of everybody's queue, closed, and taken back whole."""

from pathlib import Path

import pytest

from terminal import kaa
from visits import in_queue, planned, register_with_visits


@pytest.fixture
def visits(nowhere: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAA_DB", nowhere)
    register_with_visits(tmp_path)


@pytest.mark.usefixtures("visits")
def test_a_round_goes_from_plan_to_closing_and_back() -> None:
    assert in_queue() == [1, 2, 3, 4]
    planned()
    assert in_queue() == [4]
    results = "1=guardian-reached:work,2=not-home"
    closed = kaa("visit", "close", "1", "--result", results, "-f", "json")
    assert closed.code == 0, closed.err
    logged = [(one["youth"], one["to"], one["result"]) for one in closed.json["logged"]]
    assert logged == [(2, "youth", "not-home"), (1, "guardian", "reached")]
    assert closed.json["not_visited"] == [3]
    assert 3 in in_queue()
    assert kaa("visit", "list", "-f", "json").json == []
    (row,) = kaa("visit", "list", "--all", "-f", "json").json
    assert (row["round"], row["stops"], row["closed_on"]) == (1, 3, "2026-09-07")
    assert kaa("undo").code == 0
    assert in_queue() == [4]
    listed = kaa("undo", "--list", "-f", "json").json
    plan = [one for one in listed if one["what"].get("round")][-1]  # the oldest of them
    assert kaa("undo", str(plan["entry"])).code == 0
    assert kaa("visit", "list", "--all", "-f", "json").json == []
    assert in_queue() == [1, 2, 3, 4]
