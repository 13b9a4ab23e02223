"""What cannot have been: accepted or enrolled after 20, and days before there was a youth."""

from pathlib import Path

import pytest

from terminal import ask_rows, kaa

AT_20 = {"KAA_TODAY": "2028-05-02"}
"""The day on which no. 2, born 2008-05-02, turns 20."""


@pytest.fixture
def porten(made: Path) -> Path:
    for line in (
        ("add", "Porten", "--type", "coaching"),
        ("run", "Porten", "--name", "autumn", "--from", "2026-09-07"),
    ):
        assert kaa("programme", *line).code == 0
    return made


def test_who_has_turned_20_applies_to_nothing_and_is_enrolled_in_nothing(porten: Path) -> None:
    add = ("application", "add", "2", "Porten", "--referred-by", "school")
    assert kaa(*add, "--signed", "today", "--on", "2026-09-07").code == 0
    decided = kaa("team", "decide", "2", "accepted", env=AT_20)
    assert (decided.code, "turned 20 on 2028-05-02" in decided.err) == (3, True)
    assert kaa("team", "decide", "2", "rejected", env=AT_20).code == 0
    again = kaa(*add, env=AT_20)
    assert (again.code, "turned 20" in again.err) == (3, True)
    enrolled = kaa("programme", "enrol", "2", "Porten", env=AT_20)
    assert (enrolled.code, "turned 20" in enrolled.err) == (3, True)
    assert ask_rows(porten, "SELECT count(*) FROM measure") == [(0,)]


def test_taking_part_begins_no_sooner_than_somebody_was_accepted(porten: Path) -> None:
    day = {"KAA_TODAY": "2026-09-14"}
    kaa("application", "add", "1", "Porten", "--referred-by", "school", "--signed", "today")
    assert kaa("team", "decide", "1", "accepted", "--on", "2026-09-10", env=day).code == 0
    assert kaa("programme", "enrol", "1,2", "Porten", env=day).code == 0
    assert ask_rows(
        porten, "SELECT youth_id, accepted_on, started_on FROM measure ORDER BY youth_id"
    ) == [(1, "2026-09-10", "2026-09-10"), (2, "2026-09-14", "2026-09-14")]


@pytest.mark.parametrize(
    "line",
    [
        ("application", "add", "1", "Porten", "--referred-by", "school"),
        ("consent", "give", "1", "team"),
        ("referral", "in", "1", "school"),
    ],
)
@pytest.mark.parametrize("day", ["2026-08-01", "1990-01-01"])
def test_nothing_is_told_of_before_the_registration(
    porten: Path, line: tuple[str, ...], day: str
) -> None:
    refused = kaa(*line, "--on", day)
    assert (refused.code, "Nothing was saved." in refused.err) == (3, True)


def test_a_measure_is_not_moved_before_the_registration(porten: Path) -> None:
    assert kaa("measure", "start", "1", "coaching").code == 0
    refused = kaa("measure", "edit", "1", "--started", "2006-01-01")
    assert (refused.code, "the registration begins on" in refused.err) == (3, True)


def test_a_run_is_of_our_time(porten: Path) -> None:
    refused = kaa("programme", "run", "Porten", "--name", "old", "--from", "0101-01-01")
    assert (refused.code, "1950" in refused.err) == (3, True)


@pytest.mark.parametrize("more", [("--note", "x"), ("--on", "today")])
def test_a_step_is_somebodys(porten: Path, more: tuple[str, str]) -> None:
    refused = kaa("step", *more)
    assert (refused.code, "Whose step?" in refused.err) == (2, True)
