"""Claims: taken without waiting for whoever writes, none given twice, by one clock for all."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import psycopg
import pytest

from kaa_cli.cli import clock
from kaa_cli.register import claims
from kaa_cli.register.engine import open_register
from kaa_cli.register.opened import Register
from registers import SERVER
from terminal import EXAMPLE, SOURCE, kaa

BO = {"KAA_USER": "Bo"}
DRAIN = """
from datetime import UTC, datetime, timedelta
from kaa_cli.errors import Busy
from kaa_cli.register import claims
from kaa_cli.register.engine import open_register
import sys
where, by, most = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
now = datetime(2026, 9, 7, 10, 0, tzinfo=UTC)
free = [1]
while free:
    try:
        with open_register(where, writing=True, claiming=True) as opened, opened.claiming() as at:
            claims.forget_ended(at, now)
            held = claims.held(opened.session, now)
            free = [n for n in range(1, most + 1) if n not in held]
            taken = claims.take_first(at, free, 1, by, now + timedelta(minutes=30))
    except Busy:
        continue  # a file has one writer, and this machine may be slow
    if taken:
        print(*taken, flush=True)
"""


@pytest.fixture
def filled(schema: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The example roster on a server, told by `KAA_DB`; both caseworkers are known."""
    monkeypatch.setenv("KAA_DB", schema)
    for words in (["init", "--municipality", "Alingsås"], ["import", str(EXAMPLE), "--yes"]):
        assert kaa(*words).code == 0
    for user in ("Anna", "Bo"):
        assert kaa("next", "--claim", env={"KAA_USER": user}).code == 0
        assert kaa("contact", "release", env={"KAA_USER": user}).code == 0
    return schema


@contextmanager
def somebody_writing(where: str) -> Iterator[Register]:
    """A command in the middle of its transaction, such as a long import."""
    with open_register(where, writing=True) as opened:
        opened.session.connection()
        yield opened


@contextmanager
def within(where: str) -> Iterator[psycopg.Connection]:
    """A transaction of another session on the same schema, rolled back at the end."""
    name = where.rpartition("%3D")[2]
    with psycopg.connect(SERVER) as server:
        server.execute(f"SET search_path TO {name}")
        yield server
        server.rollback()


def claimed(env: dict[str, str]) -> list[int]:
    answer = kaa("next", "--claim", "-f", "json", env=env)
    assert answer.code == 0, answer.err
    return [row["youth"] for row in answer.json]


def test_a_claim_and_a_release_wait_for_no_writer(
    filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kaa_cli.register.engine.WAIT_SECONDS", 1)
    with somebody_writing(filled):
        (mine,) = claimed({"KAA_USER": "Anna"})
        assert kaa("log", str(mine), "no-answer").code == 4, "the writer holds the lock"
        (theirs,) = claimed(BO)
        assert mine != theirs
        assert kaa("contact", "release", env=BO).code == 0
        assert kaa("contact", "take", str(theirs)).code == 0
        assert kaa("contact", "take", str(theirs), env=BO).code == 4


def test_a_writer_that_changes_every_youth_stops_no_claim(
    filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kaa_cli.register.engine.WAIT_SECONDS", 1)
    with within(filled) as importing:
        importing.execute("UPDATE youth SET school = 'Provskolan'")
        assert claimed({"KAA_USER": "Anna"})


def test_whoever_is_let_go_at_the_very_moment_is_passed_by(
    filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kaa_cli.register.engine.WAIT_SECONDS", 1)
    (mine,) = claimed({"KAA_USER": "Anna"})
    with within(filled) as logging:
        logging.execute("DELETE FROM claim")
        (theirs,) = claimed(BO)
    assert theirs != mine


def test_an_ended_claim_that_another_holds_fast_is_not_waited_for(
    filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kaa_cli.register.engine.WAIT_SECONDS", 1)
    morning = {"KAA_TODAY": "2026-09-07T08:00", "KAA_USER": "Anna"}
    (mine,) = claimed(morning)
    later = {"KAA_TODAY": "2026-09-07T09:00"} | BO
    with within(filled) as taking:
        taking.execute("SELECT * FROM claim FOR UPDATE")
        (theirs,) = claimed(later)
    assert theirs != mine
    assert claimed(later) == [mine], "once it is free it is due as before"


def test_what_a_claim_shows_is_logged(filled: str) -> None:
    (mine,) = claimed({"KAA_USER": "Anna"})
    with open_register(filled, writing=False) as opened:
        found = opened.session.connection().exec_driver_sql(
            "SELECT by, kind, command, what FROM log_entry ORDER BY id DESC LIMIT 1"
        )
        assert found.one() == (
            "Anna",
            "claim",
            "contact next",
            {"listed": 1, "runs": [[mine, mine]]},
        )


def test_a_new_caseworker_is_remembered_in_line(filled: str) -> None:
    assert claimed({"KAA_USER": "Cia"})
    with open_register(filled, writing=False) as opened:
        logged = opened.session.connection().exec_driver_sql(
            "SELECT e.by, e.kind FROM log_change c JOIN log_entry e ON e.id = c.entry_id"
            " WHERE c.row_table = 'caseworker' ORDER BY c.id DESC LIMIT 1"
        )
        assert logged.one() == ("Cia", "claim")


def test_whom_somebody_logged_between_the_queue_and_the_claim_is_not_given(
    filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kaa("next", "-f", "json").json[0]["youth"]
    real = claims.take_first

    def overtaken(*told: object, **more: object) -> list[int]:
        monkeypatch.setattr(claims, "take_first", real)
        child = [sys.executable, "-m", "kaa_cli", "log", str(first), "no-answer"]
        env = {**os.environ, "PYTHONPATH": str(SOURCE), "KAA_USER": "Bo"}
        subprocess.run(child, env=env, check=True, capture_output=True)
        return real(*told, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(claims, "take_first", overtaken)
    (given,) = claimed({"KAA_USER": "Anna"})
    assert given != first
    with open_register(filled, writing=False) as opened:
        run = opened.session.connection().exec_driver_sql
        assert run("SELECT youth_id FROM claim").scalars().all() == [given]


@pytest.mark.parametrize("processes", [4])
def test_processes_that_only_claim_share_the_youths_without_a_double(
    processes: int, register: str
) -> None:
    # fault 12
    most = 40
    with open_register(register, writing=True) as opened:
        run = opened.session.connection().exec_driver_sql
        for n in range(1, most + 1):
            run(
                "INSERT INTO youth (id, born_on, given_name, family_name, street, postcode, city,"
                " municipality, email, school, study_programme, protection, by_hand)"
                f" VALUES ({n}, '2008-01-01', '', '', '', '', '', '', '', '', '', 'none', false)"
            )
        for n in range(1, processes + 1):
            run(f"INSERT INTO caseworker (id, name) VALUES ({n}, 'user {n}')")
    running = [
        subprocess.Popen(
            [sys.executable, "-c", DRAIN, register, str(n), str(most)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            text=True,
        )
        for n in range(1, processes + 1)
    ]
    given = [int(word) for child in running for word in child.communicate(timeout=120)[0].split()]
    assert [child.returncode for child in running] == [0] * processes
    assert sorted(given) == list(range(1, most + 1))


def test_claims_go_by_the_servers_clock(register: str) -> None:
    # fault 16: two machines whose clocks differ never hold two claims that stand
    with open_register(register, writing=False) as opened:
        shared = opened.now()
    if register.startswith("postgresql"):
        assert shared is not None
        assert shared.tzinfo is not None
    else:
        assert shared is None, "one machine has one clock"


def test_the_shared_clock_is_asked_unless_the_day_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # fault 16
    ahead = clock.instant() + timedelta(hours=3)
    monkeypatch.delenv("KAA_TODAY")
    assert clock.moment(ahead) == ahead
    monkeypatch.setenv("KAA_TODAY", "2026-09-07T10:00")
    assert clock.moment(ahead).strftime("%Y-%m-%dT%H:%M") == "2026-09-07T10:00"


def test_a_machine_whose_clock_is_wrong_claims_by_the_servers(
    filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # fault 16
    monkeypatch.delenv("KAA_TODAY")

    class Wrong(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return super().now(tz) + timedelta(hours=2)

    with open_register(filled, writing=False) as opened:
        shared = opened.now()
    assert shared is not None
    monkeypatch.setattr(clock, "datetime", Wrong)
    assert kaa("contact", "take", "1").code == 0
    with open_register(filled, writing=False) as opened:
        (held,) = claims.held(opened.session, shared).values()
    assert held.until_at - shared < timedelta(minutes=45)


@pytest.mark.of_files("on a server they are two")
def test_a_file_keeps_a_claim_and_its_log_in_one_transaction(made: Path) -> None:
    assert kaa("next", "--claim").code == 0
    with open_register(made, writing=False) as opened:
        run = opened.session.connection().exec_driver_sql
        what = run("SELECT what FROM log_entry ORDER BY id DESC LIMIT 1").scalar_one()
        (youth,) = run("SELECT youth_id FROM claim").scalars()
    assert json.loads(what)["runs"] == [[youth, youth]]
