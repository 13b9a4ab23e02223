"""What is kept of each youth: queue and counts are what reckoning everybody would give."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import engines
from terminal import EXAMPLE, ask_rows, kaa, rows_of

YOUTHS = range(1, 13)
FIRST = date(2026, 9, 7)
RESULTS = (
    ("no-answer",),
    ("no-answer", "--sms"),
    ("voicemail",),
    ("call-later", "+3d"),
    ("wrong-number",),
    ("reached", "work"),
    ("reached", "none"),
    ("reached",),
    ("declined",),
    ("sent", "--channel", "letter"),
    ("returned",),
    ("not-home",),
    ("said-moved",),
    ("no-number",),
    ("do-not-contact", "--note", "Wants peace", "--next", "+30d"),
    ("reached", "--channel", "home-visit", "--next", "+5d"),
)
OTHERS = (
    ("youth", "edit", "{no}", "preferred_channel", "--value", "sms"),
    ("youth", "edit", "{no}", "preferred_channel", "--clear"),
    ("youth", "edit", "{no}", "restricted", "--value", "yes"),
    ("youth", "edit", "{no}", "restricted", "--value", "no"),
    ("youth", "edit", "{no}", "street", "--value", "Provvägen 3"),
    ("youth", "edit", "{no}", "--checked"),
    ("youth", "close", "{no}", "moved"),
    ("youth", "reopen", "{no}"),
    ("occupation", "set", "{no}", "work"),
    ("measure", "start", "{no}", "coaching"),
    ("measure", "end", "{no}", "to-work", "--occupation", "work"),
    ("appointment", "add", "{no}", "talk", "+4d"),
    ("appointment", "missed", "{no}"),
    ("appointment", "came", "{no}"),
    ("appointment", "move", "{no}", "+6d"),
    ("appointment", "cancel", "{no}"),
    ("undo",),
)


def told(day: date, *words: str) -> dict[str, Any]:
    """Who is due on a day, the counts of it, and when the next are due."""
    env = {"KAA_TODAY": day.isoformat()}
    return {
        "next": kaa(*words, "next", "-n", "99", "-f", "json", env=env).json,
        "start": kaa(*words, "-f", "json", env=env).json,
        "nobody": kaa(*words, "next", "--channel", "email", env=env).out,
    }


def due(day: date) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = told(day)["next"]
    return rows


def told_without_what_is_kept(register: Path, day: date) -> dict[str, Any]:
    """The same of a copy in which every youth has to be reckoned."""
    copy = engines.copy(register, register.with_name("copy.db"))
    with rows_of(copy) as connection:
        connection.execute("UPDATE registration SET look_on = NULL, stands_at = NULL")
    return told(day, "--db", str(copy))


@pytest.mark.parametrize("seed", range(4))
def test_after_a_random_history_queue_and_counts_are_as_if_all_were_reckoned(
    desk: Path, seed: int
) -> None:
    chance = random.Random(seed)
    assert kaa("import", str(EXAMPLE), "--yes").code == 0
    day, saved = FIRST, 0
    for _ in range(60):
        no = str(chance.choice(YOUTHS))
        if chance.random() < 0.6:
            words = ["log", no, *chance.choice(RESULTS), "--yes"]
        else:
            words = [word.format(no=no) for word in chance.choice(OTHERS)]
        answer = kaa(*words, env={"KAA_TODAY": day.isoformat()})
        saved += answer.code == 0
        day += timedelta(days=chance.choice((0, 0, 0, 1, 3)))
    assert saved > 20
    for later in (0, 1, 2, 10, 40, 100, 200, 400):
        asked = day + timedelta(days=later)
        assert told(asked) == told_without_what_is_kept(desk / "kaa.db", asked)
    assert (
        kaa("doctor", "--mend", "-f", "json", env={"KAA_TODAY": day.isoformat()}).json["late"] == []
    )


def test_doctor_finds_and_mends_a_day_that_comes_too_late(desk: Path) -> None:
    assert kaa("import", str(EXAMPLE), "--yes").code == 0
    with rows_of(desk / "kaa.db") as connection:
        connection.execute("UPDATE registration SET look_on = '2027-01-01' WHERE id IN (3, 5)")
    assert {3, 5}.isdisjoint(row["youth"] for row in due(FIRST))
    answer = kaa("doctor", "--mend", "-f", "json")
    assert (answer.json["reckoned"], answer.json["late"]) == (12, [3, 5])
    assert {3, 5} <= {row["youth"] for row in due(FIRST)}
    assert "2 would have come too late" not in kaa("doctor", "--mend").out


def test_a_new_number_brings_the_day_forward(desk: Path) -> None:
    """A contact point, too, is written in the same command as the day it changes."""
    assert kaa("import", str(EXAMPLE), "--yes").code == 0
    question = "SELECT look_on FROM registration WHERE youth_id = 10"
    kaa("log", "10", "no-number", "--yes")
    kaa("log", "10", "sent", "--channel", "letter", "--yes")
    (before,) = ask_rows(desk / "kaa.db", question)
    assert kaa("youth", "phone", "10", input="070-174 06 40\n").code == 0
    (after,) = ask_rows(desk / "kaa.db", question)
    assert after == ("2026-09-07",)
    assert after < before


def test_a_clock_that_was_wrong_once_hides_nobody(desk: Path) -> None:
    assert kaa("import", str(EXAMPLE), "--yes").code == 0
    edit = ("youth", "edit", "3", "preferred_channel", "--value", "sms")
    assert kaa(*edit, env={"KAA_TODAY": "2027-06-01"}).code == 0
    assert 3 in [row["youth"] for row in due(FIRST)]


def test_a_count_that_is_wrong_is_found_and_mended(desk: Path) -> None:
    assert kaa("import", str(EXAMPLE), "--yes").code == 0
    assert kaa("log", "3", "reached", "work").code == 0
    right = told(FIRST)
    assert right["start"]["places"]["mapped"] == 1
    with rows_of(desk / "kaa.db") as connection:
        connection.execute("UPDATE registration SET stands_at = 'resting' WHERE youth_id = 3")
    assert told(FIRST) != right
    assert kaa("doctor", "--mend", "-f", "json").json["late"] == [3]
    assert told(FIRST) == right
