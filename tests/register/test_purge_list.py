"""The purge list beside a register: numbers alone, whole, completed from the log."""

import json
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kaa_cli.errors import Damaged
from kaa_cli.register.changes import Changes
from kaa_cli.register.engine import open_register
from kaa_cli.register.purged import complete, listed, mark_of, place, purged_since
from kaa_cli.rules.commands import Kind
from registers import make, sign

EARLY = datetime(2026, 9, 7, 13, 48, tzinfo=UTC)


def purge(where: str, youths: list[int], guardians: list[int], at: datetime = EARLY) -> None:
    with open_register(where, writing=True) as opened:
        signed = replace(sign("purge"), kind=Kind.PURGE, at=at)
        Changes(opened.session, signed).seal({"youths": youths, "guardians": guardians})


def mark(where: str) -> str:
    with open_register(where, writing=False) as opened:
        return mark_of(opened.session)


# fault 2
def test_a_purge_that_a_crash_kept_from_the_list_is_added_from_the_log(register: str) -> None:
    assert listed(register) == []
    purge(register, [3, 5], [])
    assert complete(register) == 1
    purge(register, [8], [2], EARLY + timedelta(days=1))
    purge(register, [], [4], EARLY + timedelta(days=2))
    assert complete(register) == 2
    assert complete(register) == 0
    found = listed(register, mark(register))
    assert [(one.youths, one.guardians) for one in found] == [
        ((3, 5), ()),
        ((8,), (2,)),
        ((), (4,)),
    ]
    assert [one.at for one in found] == [EARLY + timedelta(days=n) for n in range(3)]
    assert purged_since(register, mark(register), EARLY) == [8]
    assert purged_since(register, mark(register), EARLY - timedelta(seconds=1)) == [3, 5, 8]


def test_the_list_holds_numbers_and_instants_alone_for_the_owner_alone(file: Path) -> None:
    purge(str(file), [3], [])
    complete(str(file))
    path = place(file)
    assert path.parent == file.parent
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [json.loads(line).keys() for line in path.read_text().splitlines()] == [
        {"register", "at", "youths", "guardians"}
    ]
    assert sorted(one.name for one in file.parent.iterdir()) == [file.name, path.name]


def test_a_copy_goes_by_the_same_mark_and_another_register_by_its_own(
    file: Path, tmp_path: Path
) -> None:
    other, copy = tmp_path / "other.db", tmp_path / "copy.db"
    make(other)
    copy.write_bytes(file.read_bytes())
    purge(str(file), [3], [])
    complete(str(file))
    assert mark(str(copy)) == mark(str(file))
    assert listed(file, mark(str(other))) == []
    assert len(listed(file, mark(str(copy)))) == 1


@pytest.mark.parametrize("line", ["", "{", '{"at": "2026"}', "null", '{"register": 1, "at": "x"}'])
def test_a_list_that_cannot_be_read_is_never_taken_for_an_empty_one(file: Path, line: str) -> None:
    purge(str(file), [3], [])
    complete(str(file))
    with place(file).open("a") as written:
        written.write(line + "\n")
    with pytest.raises(Damaged):
        listed(file)
