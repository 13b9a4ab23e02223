"""The log as its users read it: who did and saw what, and whether it is whole."""

import re
from pathlib import Path
from typing import Any

import pytest

from kaa_cli.cli import clock
from terminal import kaa, kaa_process, personal, rows_of

TODAY = clock.instant().astimezone().date().isoformat()
ANNA = {"KAA_USER": "Anna"}
BO = {"KAA_USER": "Bo"}


@pytest.fixture
def busy(made: Path) -> Path:
    """A register in which Anna and Bo have worked: entries 2 to 5, after the import."""
    assert kaa("log", "1", "no-answer", env=ANNA).code == 0
    assert kaa("show", "2", env=BO).code == 0
    assert kaa("show", "9", "--reason", input="called us\n", env=BO).code == 0
    assert kaa("log", "3", "returned", "--channel", "phone", env=BO).code == 3
    return made


def shown(*words: str) -> list[dict[str, Any]]:
    answer = kaa("audit", "show", *words, "-f", "json")
    assert answer.code == 0, answer.err
    found: list[dict[str, Any]] = answer.json
    return found


def test_every_kind_is_told_with_who_and_whom(busy: Path) -> None:
    found = shown()
    told = [(one["kind"], one["command"], one["by"], one["youths"]) for one in found]
    assert told == [
        ("refusal", "contact log", "Bo", [3]),
        ("read", "youth show", "Bo", [9]),
        ("read", "youth show", "Bo", [2]),
        ("change", "contact log", "Anna", [1]),
        ("change", "import", "Anna", []),
    ]
    assert found[1]["said"] == "called us"
    assert "attempt" in found[3]["fields"]


@pytest.mark.parametrize(
    ("words", "entries"),
    [
        (["--youth", "1"], [2, 1]),
        (["--youth", "9"], [4, 1]),
        (["--by", "bo"], [5, 4, 3]),
        (["--kind", "refusal"], [5]),
        (["--kind", "visning", "--kind", "refusal"], [5, 4, 3]),
        (["--to", "2026-09-06"], []),
        (["--from", TODAY, "--to", TODAY, "-n", "2"], [5, 4]),
        (["--youth", "999"], []),
    ],
)
def test_the_log_is_asked_by_youth_user_kind_and_day(
    busy: Path, words: list[str], entries: list[int]
) -> None:
    assert [one["entry"] for one in shown(*words)] == entries


def test_that_the_log_was_read_is_logged_too(busy: Path) -> None:
    shown("--youth", "9")
    (latest, *_rest) = shown()
    assert (latest["kind"], latest["command"], latest["youths"]) == ("list", "audit show", [9])


@pytest.mark.of_files("who reads a file keeps others from writing it")
def test_a_list_is_shown_also_where_it_cannot_be_logged_but_no_file_is_made(
    busy: Path, tmp_path: Path
) -> None:
    with rows_of(busy) as connection:
        connection.execute("UPDATE setting SET value = value")
        assert kaa("audit", "show", "-n", "1").code == 0
        assert kaa("audit", "show", "-o", str(tmp_path / "log.csv")).code == 4
        connection.rollback()
    assert not (tmp_path / "log.csv").exists()


def test_the_table_names_nobody_and_fits(busy: Path) -> None:
    answer = kaa("audit", "show", env={"COLUMNS": "80"})
    assert "Nova" not in answer.out
    assert personal(answer.out) == []


def test_a_whole_log_says_its_state_and_passes_by_it_later(busy: Path) -> None:
    answer = kaa("audit", "verify")
    (head,) = re.findall(r"\d+-[0-9a-f]{12}", answer.out)
    assert (answer.code, answer.out.count("5 entries")) == (0, 1)
    assert kaa("log", "1", "no-answer").code == 0
    assert kaa("audit", "verify", "--anchor", head).code == 0
    assert kaa("audit", "verify", "--anchor", "3-0123456789ab").code == 6
    assert kaa("audit", "verify", "--anchor", "yesterday").code == 3


def test_a_changed_entry_is_named(busy: Path) -> None:  # fault 60
    with rows_of(busy) as connection:
        connection.execute("UPDATE log_entry SET by = 'Cia' WHERE id = 3")
    done = kaa_process("audit", "verify")
    assert done.returncode == 6
    assert b"entry 3 was changed" in done.stderr
    answer = kaa("audit", "verify", "-f", "json")
    assert (answer.code, answer.json["broken"], answer.json["whole"]) == (6, 3, False)
