"""The log as a chain: whatever is changed past kaa is found, and what may be emptied is not."""

import re

import pytest
from sqlalchemy import text

from kaa_cli.register import chain, models
from kaa_cli.register.engine import open_engine, open_register
from kaa_cli.register.office import LogEntry
from registers import MONDAY, WritingTo

BREAKING = {
    "by": "UPDATE log_entry SET by = 'Bo' WHERE id = 3",
    "on": "UPDATE log_entry SET \"on\" = '2026-09-08' WHERE id = 3",
    "what": "UPDATE log_entry SET what = '{\"youths\": [2]}' WHERE id = 3",
    "seal": "UPDATE log_entry SET seal = 'ab' WHERE id = 3",
    "lines gone": "DELETE FROM log_change WHERE entry_id = 3",
    "another row": "UPDATE log_change SET first_id = 2, last_id = 2 WHERE entry_id = 3",
    "another field": """UPDATE log_change SET before = '{"street": ""}' WHERE entry_id = 3""",
    "command": "UPDATE log_entry SET command = 'youth add' WHERE id = 3",
}


@pytest.fixture
def five(register: str, writing_to: WritingTo) -> str:
    """A register with five commands: a youth is added, then moved four times."""
    with writing_to(register, "youth add") as changes:
        changes.add(models.Youth(id=1, born_on=MONDAY, city="Alingsås"))
    for city in ("Borås", "Lerum", "Partille", "Ale"):
        with writing_to(register, "youth edit") as changes:
            changes.set(changes.session.get_one(models.Youth, 1), city=city)
    return register


def behind_its_back(register: str, *statements: str) -> None:
    with open_engine(register, writing=True, for_migrating=True).begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def verdict(register: str, *anchors: chain.Head) -> chain.Verdict:
    with open_register(register, writing=False) as opened:
        return chain.verify(opened.session.connection(), anchors)


def test_a_log_that_nobody_touched_is_whole(five: str) -> None:
    found = verdict(five)
    assert (found.entries, found.is_whole) == (5, True)
    assert verdict(five, found.head, chain.Head(3, seal_of(five, 3))).is_whole


def seal_of(register: str, number: int) -> str:
    with open_register(register, writing=False) as opened:
        return opened.session.get_one(LogEntry, number).seal


@pytest.mark.parametrize("statement", BREAKING.values(), ids=list(BREAKING))
def test_what_is_changed_in_an_entry_is_found_there(five: str, statement: str) -> None:  # fault 60
    behind_its_back(five, statement)
    assert verdict(five).broken == 3


def test_a_missing_entry_is_found_at_the_next(five: str) -> None:  # fault 60
    behind_its_back(
        five, "DELETE FROM log_change WHERE entry_id = 3", "DELETE FROM log_entry WHERE id = 3"
    )
    assert verdict(five).broken == 4


def test_an_entry_put_in_is_found(five: str) -> None:  # fault 60
    copied = '"at", "on", by, login, kind, command, what, seal'
    behind_its_back(
        five, f"INSERT INTO log_entry (id, {copied}) SELECT 6, {copied} FROM log_entry WHERE id = 2"
    )
    assert verdict(five).broken == 6


def test_a_tail_that_was_cut_is_found_by_a_state_seen_earlier(five: str) -> None:  # fault 60
    before = verdict(five).head
    cut = (
        "DELETE FROM log_change WHERE entry_id = 5",
        "DELETE FROM log_entry WHERE id = 5",
    )
    behind_its_back(five, *cut)
    assert verdict(five, before).misses == (before,)
    assert verdict(five).broken is None


def test_sqlite_knows_itself_that_the_log_was_longer(five: str) -> None:  # fault 60
    behind_its_back(
        five, "DELETE FROM log_change WHERE entry_id = 5", "DELETE FROM log_entry WHERE id = 5"
    )
    assert verdict(five).cut is ("://" not in five)


def test_a_log_written_anew_whole_is_found_by_a_state_seen_earlier(five: str) -> None:
    before = verdict(five).head
    behind_its_back(
        five, "UPDATE log_entry SET by = 'Bo'", "DELETE FROM setting WHERE key = 'log_key'"
    )
    with open_engine(five, writing=True, for_migrating=True).begin() as connection:
        chain.begin(connection)
    assert verdict(five).is_whole
    assert verdict(five, before).misses == (before,)


def test_old_values_and_typed_words_can_be_emptied(five: str) -> None:  # fault 62
    behind_its_back(
        five,
        "UPDATE log_change SET before = '{\"city\": null}' WHERE act = 'update'",
        "UPDATE log_entry SET said = NULL",
    )
    assert verdict(five).is_whole


def test_the_head_of_an_empty_log_is_of_this_register_alone(register: str, five: str) -> None:
    with open_register(five, writing=False) as opened:
        heads = str(chain.head(opened.session.connection()))
    assert re.fullmatch(r"5-[0-9a-f]{12}", heads)
    assert chain.read_head(heads) == chain.Head(5, heads.partition("-")[2])
    assert [chain.read_head(wrong) for wrong in ("", "5", "5-12", "x-9f3c2a7b10de")] == [None] * 4
