"""Periods and places that no report can have."""

from pathlib import Path

import pytest

from terminal import kaa


@pytest.mark.parametrize("report", ["inflow", "outcomes", "reach", "ladder", "load"])
def test_a_report_is_of_thirty_years_at_most(made: Path, report: str) -> None:
    refused = kaa("report", report, "--from", "0001-01-01")
    assert (refused.code, "30 years at most" in refused.err) == (2, True)
    assert kaa("report", report, "--from", "1996-09-07").code == 0


def test_a_half_year_to_come_has_not_begun(made: Path) -> None:
    refused = kaa("report", "reach", "--half-year", "2027H1")
    assert (refused.code, "has not begun yet" in refused.err) == (3, True)


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "html"])
def test_a_report_is_never_a_file_called_dash(
    made: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.chdir(made.parent)
    assert kaa("report", "reach", "-f", form, "-o", "-").code == 2
    assert not Path("-").exists()


def test_worksheets_are_numbered_from_one(made: Path) -> None:
    refused = kaa("report", "half-year", "2026H2", "0", "--compare")
    assert (refused.code, "numbered from 1" in refused.err) == (2, True)


def test_an_agenda_far_ahead_has_nobody_who_is_20_by_then(made: Path) -> None:
    points = kaa("team", "agenda", "--on", "2031-09-01", "-f", "json")
    assert points.code == 0
    assert all(point["section"] != "turning-20" for point in points.json)
