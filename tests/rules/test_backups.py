"""Names of backups, and which of them rotation keeps."""

import itertools
from datetime import date, datetime, timedelta

import pytest

from kaa_cli.rules.backups import (
    Backup,
    backup_name,
    backups_of,
    latest_to_take,
    outworn,
    read_name,
)

TODAY = date(2026, 9, 30)
HEAD = "1234-9f3c2a7b10de"


def taken(day: date, hour: int = 15) -> Backup:
    at = datetime.fromisoformat(f"{day}T{hour:02}:48")
    return Backup(at, backup_name("register", at, HEAD), "register", HEAD)


def days_kept(ages: list[int], today: date = TODAY, most: int = 90) -> list[int]:
    every = [taken(today - timedelta(days=age)) for age in ages]
    gone = outworn(every, today, most)
    return sorted((today - one.at.date()).days for one in every if one not in gone)


def test_a_name_tells_the_register_the_hour_and_where_the_log_ended() -> None:
    at = datetime.fromisoformat("2026-09-07T15:48")
    name = backup_name("register", at, HEAD)
    assert name == "register-2026-09-07-1548-1234-9f3c2a7b10de.db"
    assert read_name(name) == Backup(at, name, "register", HEAD)
    assert taken(date(2026, 9, 7)).head == HEAD


def test_a_copy_from_before_an_upgrade_tells_the_schema_it_has() -> None:
    name = backup_name("kaa", date(2026, 9, 7), "schema-0006")
    found = read_name(name)
    assert name == "kaa-2026-09-07-schema-0006.db"
    assert found is not None
    assert (found.register, found.at, found.head) == (
        "kaa",
        datetime.fromisoformat("2026-09-07"),
        "",
    )


@pytest.mark.parametrize(
    "name",
    [
        "register.db",
        "register-2026-09-07.db",
        "register-2026-09-07-1548.db",
        "register-2026-13-07-1548-1234-9f3c2a7b10de.db",
        "register-2026-09-07-2548-1234-9f3c2a7b10de.db",
        "register-2026-09-07-1548-1234-9f3c2a7b10de.db.part",
        "register-2026-09-07-1548-1234-9f3c2a7b10dé.db",
        "-2026-09-07-1548-1234-9f3c2a7b10de.db",
        "register-2026-09-07-1548-1234-9f3c2a7b10de.xlsx",
    ],
)
def test_other_names_are_no_backups(name: str) -> None:
    assert read_name(name) is None


def test_the_backups_of_a_register_are_its_own_latest_first() -> None:
    first, second = taken(date(2026, 9, 1)), taken(date(2026, 9, 2))
    another = backup_name("register-2", datetime.fromisoformat("2026-09-03T09:00"), HEAD)
    names = [first.name, another, "notes.txt", second.name]
    assert backups_of("register", names) == [second, first]
    assert [one.name for one in backups_of("register-2", names)] == [another]


@pytest.mark.parametrize(
    ("ages", "kept", "why"),
    [
        ([0], [0], "the one just made"),
        ([91], [], "none is older than 90 days, not even the only one"),
        ([90], [90], "one of its month"),
        ([0, 1, 2, 3, 4, 5, 6, 7], [0, 1, 2, 3, 4, 5, 6, 7], "every one of the last 7 days"),
        ([9, 10, 11], [9, 10], "Monday 21, and the latest of the week that ended on Sunday 20"),
        ([12, 16], [12], "one of a week and the latest of it"),
        ([30, 31, 60, 61], [30, 61], "one of a month: the latest of August and of July"),
        ([-1, 0], [-1, 0], "from a clock that went ahead"),
    ],
)
def test_which_are_kept(ages: list[int], kept: list[int], why: str) -> None:
    assert days_kept(ages) == kept, why


def test_several_of_one_day_are_all_kept_for_a_week_and_then_the_latest() -> None:
    morning, evening = taken(TODAY, 8), taken(TODAY, 20)
    assert outworn([morning, evening], TODAY, 90) == []
    assert outworn([morning, evening], TODAY + timedelta(days=8), 90) == [morning]


def test_a_year_of_daily_backups_leaves_few_and_no_long_gap() -> None:
    kept: list[Backup] = []
    day = date(2026, 1, 1)
    for _ in range(365):
        kept.append(taken(day))
        gone = outworn(kept, day, 90)
        kept = [one for one in kept if one not in gone]
        day += timedelta(days=1)
    ages = sorted((day - one.at.date()).days for one in kept)
    assert len(kept) <= 8 + 4 + 3
    assert ages[-1] <= 91
    gaps = [later - sooner for sooner, later in itertools.pairwise(ages)]
    assert max(gaps) <= 32


def test_what_a_restore_left_takes_no_place_from_the_others_and_is_not_the_latest_to_take() -> None:
    at = datetime.fromisoformat("2026-09-16T17:00")
    left = read_name(backup_name("register", at, f"{HEAD}-left"))
    proper = taken(at.date())
    assert left is not None
    assert (left.is_left, left.head, proper.is_left) == (True, HEAD, False)
    assert outworn([left, proper], TODAY, 90) == []
    assert latest_to_take([left, proper]) == proper
    assert latest_to_take([left]) is None
