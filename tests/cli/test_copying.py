"""Moving a register between a file and a server: all of it or nothing, and the old one says so."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import select

from full_register import ORDINARY
from kaa_cli.register import all_rows, moving, purged
from kaa_cli.register.addresses import public_address
from kaa_cli.register.chain import head
from kaa_cli.register.engine import file_of, open_engine
from kaa_cli.register.numbered_rows import reserve_ids
from registers import SERVER, made_by_an_older_program, make
from terminal import ENCRYPTED, contents, kaa, personal, rows_of, steady

pytestmark = pytest.mark.of_files("a file is moved to a server, and back")

LOG = ("log_entry", "log_change")
ASKING = [
    "next", "log 1 no-answer -y", "youth list", "show 1", "timeline 1", "undo", "check", "doctor",
    "doctor --mend", "upgrade", "audit verify", "report outcomes", "settings", "", "backup",
    "key rotate", "copy --to elsewhere.db --yes", "copy --to postgresql://h/d --yes",
]  # fmt: skip


def held(where: str | Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of a register on either engine, also of one that was moved."""

    def plain(value: Any) -> Any:
        if isinstance(value, datetime):
            return (value.astimezone(UTC) if value.tzinfo else value).replace(tzinfo=None)
        return value

    with open_engine(where, writing=False, for_migrating=True).connect() as connection:
        return {
            of.name: sorted(
                ({n: plain(v) for n, v in row.items()} for row in found.mappings()), key=repr
            )
            for of in all_rows.tables()
            if (found := connection.execute(select(of))).returns_rows
        }


def without_moves(rows: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """The rows but for what a move itself writes."""
    kept = dict(rows)
    kept["log_entry"] = [row for row in rows["log_entry"] if row["command"] != "copy"]
    kept["setting"] = [row for row in rows["setting"] if not row["key"].startswith("moved_")]
    return kept


def head_of(where: str | Path) -> str:
    with open_engine(where, writing=False, for_migrating=True).connect() as connection:
        return str(head(connection))


def is_empty(url: str) -> bool:
    """Whether nothing at all is in the schema on the server."""
    name = url.rpartition("%3D")[2]
    with psycopg.connect(SERVER) as server:
        found = server.execute(
            "SELECT 1 FROM pg_class WHERE relnamespace = %s::regnamespace", (name,)
        )
        return found.fetchone() is None


def moved(where: str | Path, to: str | Path, *words: str) -> dict[str, Any]:
    answer = kaa("--db", str(where), "copy", "--to", str(to), "--yes", "-f", "json", *words)
    assert answer.code == 0, answer.err
    told: dict[str, Any] = answer.json
    return told


def test_there_and_back_every_row_of_every_table_is_as_it_was(
    full_register: Path, tmp_path: Path, schema: str
) -> None:
    file = Path(shutil.copy2(full_register, tmp_path / "kaa.db"))
    with rows_of(file) as rows:  # figures that a purge kept
        rows.execute(
            "INSERT INTO kept_figures (half_year, report, made_on, figures)"
            """ VALUES ('2025H2', 'reach', '2026-01-31', '{"median": 1.5, "share": null}')"""
        )
    before, end = held(file), head_of(file)
    assert all(before.values()), [name for name in before if not before[name]]
    raw = contents(file, with_log=True)
    told = moved(file, schema)
    assert (told["youths"], told["head"]) == (len(before["youth"]), end)
    assert told["rows"] == sum(map(len, before.values()))
    assert without_moves(held(schema)) == before
    back = tmp_path / "back.db"
    second = moved(schema, back)
    assert without_moves(held(back)) == before
    assert held(back)["log_change"] == before["log_change"]
    moves = [row for row in held(back)["log_entry"] if row["command"] == "copy"]
    assert [(row["kind"], row["what"]["head"]) for row in moves] == [
        ("export", end),
        ("export", second["head"]),
    ]
    assert [row["what"]["to"] for row in moves] == ["postgresql", "sqlite"]
    kept = contents(back, with_log=True)
    assert {n: rows for n, rows in kept.items() if n != "log_entry"} == {
        n: rows for n, rows in raw.items() if n != "log_entry"
    }
    assert kaa("--db", str(back), "audit", "verify", "--anchor", end).code == 0
    assert (back.read_bytes()[:4] == b"KAA1") is True
    assert back.stat().st_mode & 0o777 == 0o600
    assert sorted(file.name for file in tmp_path.iterdir()) == ["back.db", "kaa.db"]


def test_a_register_that_was_moved_answers_as_it_did(
    full_register: Path, tmp_path: Path, schema: str
) -> None:
    file = Path(shutil.copy2(full_register, tmp_path / "kaa.db"))
    asked = [
        f"timeline {ORDINARY} -f json",
        "report outcomes --by sex -f json",
        "report reach -f json",
        f"youth history {ORDINARY} -f json",
        "ladder -f json",
        "report reach --as-of 2026-08-20 -f json",
    ]
    before = [kaa("--db", str(file), *line.split()) for line in asked]
    undone = kaa("--db", str(file), "undo", "--list")
    moved(file, schema)
    after = [kaa("--db", schema, *line.split()) for line in asked]
    assert [(one.code, steady(one.out)) for one in after] == [
        (one.code, steady(one.out)) for one in before
    ]
    assert [one.code for one in before] == [0] * len(asked)
    assert kaa("--db", schema, "undo", "--list").out == undone.out
    last = kaa("--db", schema, "undo")
    assert (last.code, last.out[:6]) == (0, "Undone"), last.err


def test_what_it_would_do_is_told_and_asked_and_no_password_anywhere(
    made: Path, schema: str
) -> None:
    secret = schema.replace("postgres@", "postgres:hemligt@") + "&password=hemligt"
    before = made.read_bytes()
    no = kaa("copy", "--to", secret, input="n\n")
    assert (no.code, is_empty(schema), made.read_bytes()) == (3, True, before)
    assert f"From: {made}" in no.err
    assert f"To:   {public_address(schema)}" in no.err
    assert "12 youths, 0 attempts and 1 log entry." in no.err
    yes = kaa("copy", "--to", secret, input="y\n")
    assert yes.code == 0, yes.err
    assert f"  {made}" in yes.out
    after = kaa("next")
    assert f"to {public_address(schema)}: set KAA_DB to it" in after.err
    for answer in (no, yes, after):
        assert "hemligt" not in answer.out + answer.err
        assert "postgres@" not in answer.out + answer.err
        assert personal(answer.out.replace(public_address(schema), "")) == []  # a name of chance


@pytest.mark.parametrize("line", ASKING)
def test_every_command_on_the_old_register_tells_where_it_went(
    line: str, moved_both_ways: tuple[Path, str, Path]
) -> None:
    file, url, back = moved_both_ways
    for old, new in ((file, url), (url, back)):
        if old == url and line.startswith(("backup", "key", "copy --to post")):
            continue  # which a server is refused in any case
        if old == file and line.startswith("copy --to else"):
            continue
        answer = kaa("--db", str(old), *line.split())
        assert answer.code == 7, (old, line, answer.err)
        sentence = (
            f"This register was moved on 2026-09-07 to {public_address(new)}: set KAA_DB to it."
        )
        assert sentence in answer.err or (line == "doctor" and sentence in answer.out)
    assert kaa("--db", str(back), "next").code == 0


@pytest.fixture(scope="module")
def moved_both_ways(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A file that was moved to a server, and from there to another file: both are marked."""
    name = f"kaa_test_{uuid4().hex[:12]}"
    folder = tmp_path_factory.mktemp("moved")
    try:
        with psycopg.connect(SERVER, autocommit=True, connect_timeout=3) as server:
            server.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE")
            server.execute(f"CREATE SCHEMA {name}")
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL server answers: {error}")
    file, back = Path(shutil.copy2(made_once, folder / "kaa.db")), folder / "back.db"
    url = f"{SERVER}?options=-csearch_path%3D{name}"
    env = {"KAA_TODAY": "2026-09-07", "KAA_USER": "Anna", "KAA_LANG": "en"}
    for old, new in ((file, url), (url, back)):
        answer = kaa("--db", str(old), "copy", "--to", str(new), "--yes", env=env)
        assert answer.code == 0, answer.err
    yield file, url, back
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"DROP SCHEMA {name} CASCADE")


def test_where_and_restore_tell_it_too_and_the_file_is_only_read(made: Path, schema: str) -> None:
    assert kaa("backup").code == 0
    moved(made, schema)
    assert made.stat().st_mode & 0o777 == 0o400
    where = kaa("where", "-f", "json")
    assert (where.code, where.json["register"]) == (7, str(made))
    assert "This register was moved" in where.err
    restored = kaa("restore", "--yes")
    assert (restored.code, "This register was moved" in restored.err) == (7, True)
    assert kaa("backup", "--list").code == 0  # to find those that must be removed
    found = {one["check"]: one for one in kaa("doctor", "-f", "json").json}
    assert "This register was moved" in found["version"]["says"]
    assert "backup" not in found


def test_no_number_is_given_twice(made: Path, schema: str, tmp_path: Path) -> None:
    with rows_of(made) as rows:
        rows.execute("DELETE FROM youth WHERE id = 12 AND 0")
        rows.execute("UPDATE sqlite_sequence SET seq = 40 WHERE name = 'youth'")
        rows.execute("INSERT INTO sqlite_sequence VALUES ('visit_round', 7)")
    moved(made, schema)
    back = tmp_path / "back.db"
    with open_engine(schema, writing=True).begin() as server:
        assert reserve_ids(server, "youth", 1) == [41]
        assert reserve_ids(server, "visit_round", 1) == [8]
    moved(schema, back)
    with open_engine(back, writing=True).begin() as file:
        assert reserve_ids(file, "youth", 1) == [42]
        assert reserve_ids(file, "visit_round", 1) == [9]
    assert kaa("--db", str(back), "audit", "verify").code == 0


def test_a_number_that_a_server_took_back_does_not_make_the_log_look_cut(
    made: Path, schema: str, tmp_path: Path
) -> None:
    moved(made, schema)
    with open_engine(schema, writing=True).connect() as server:
        reserve_ids(server, "log_entry", 5)
        server.rollback()
    back = tmp_path / "back.db"
    moved(schema, back)
    assert kaa("--db", str(back), "audit", "verify").code == 0


def test_what_is_no_move_is_refused_and_changes_nothing(
    made: Path, schema: str, tmp_path: Path
) -> None:
    before = made.read_bytes()
    same = kaa("copy", "--to", str(tmp_path / "other.db"), "--yes")
    assert (same.code, "kaa backup" in same.err) == (3, True)
    assert kaa("copy", "--to", str(made), "--yes").code == 3
    assert kaa("copy", "--to", "mysql://h/d", "--yes").code == 2
    assert kaa("copy", "--yes").code == 2
    assert kaa("copy", "--to", schema, "--plaintext", "--yes").code == 2
    missing = kaa("copy", "--to", f"{SERVER.rpartition('/')[0]}/kaa_no_such_database", "--yes")
    assert (missing.code, "The server has no database of that name." in missing.err) == (7, True)
    nowhere = kaa("copy", "--to", schema.replace("kaa_test_", "kaa_tset_"), "--yes")
    assert (nowhere.code, "no such schema" in nowhere.err) == (7, True)
    silent = kaa("copy", "--to", "postgresql://127.0.0.1:1/test", "--yes")
    assert silent.code == 5
    make(schema)
    taken = kaa("copy", "--to", schema, "--yes")
    assert (taken.code, "register already" in taken.err) == (3, True)
    both = kaa("--db", schema, "copy", "--to", schema, "--yes")
    assert (both.code, "pg_dump" in both.err) == (3, True)
    there = kaa("--db", schema, "copy", "--to", str(made), "--yes")
    assert (there.code, made.read_bytes()) == (3, before)


def test_a_broken_log_does_not_move(made: Path, schema: str) -> None:
    with rows_of(made) as rows:
        rows.execute("""UPDATE log_entry SET "by" = 'Bo' WHERE id = 1""")
    answer = kaa("copy", "--to", schema, "--yes")
    assert (answer.code, is_empty(schema)) == (6, True)
    assert "kaa audit verify" in answer.err


def test_an_older_register_is_upgraded_first(tmp_path: Path, schema: str) -> None:
    from kaa_cli.register import migrations

    steps = Path(shutil.copytree(migrations.HERE, tmp_path / "steps"))
    with made_by_an_older_program(str(tmp_path / "old.db"), steps, "0006"):
        pass
    answer = kaa("--db", str(tmp_path / "old.db"), "copy", "--to", schema, "--yes")
    assert (answer.code, "kaa upgrade" in answer.err) == (7, True)
    assert is_empty(schema)


def test_the_purge_list_comes_along(made: Path, schema: str) -> None:
    with open_engine(made, writing=False).connect() as connection:
        from sqlmodel import Session

        mark = purged.mark_of(Session(connection))
    gone = [purged.Purge(mark, datetime(2026, 9, 1, tzinfo=UTC), (77, 78), (5,))]
    assert purged.complete(made, gone) == 1
    moved(made, schema)
    assert purged.listed(schema) == gone


@pytest.mark.skipif(not ENCRYPTED, reason="this run has registers without a key")
def test_a_new_file_has_a_key_of_its_own_unless_it_is_to_have_none(
    made: Path, schema: str, tmp_path: Path
) -> None:
    first = made.read_bytes()[:16]
    moved(made, schema)
    plain = tmp_path / "plain.db"
    moved(schema, plain, "--plaintext")
    assert plain.read_bytes().startswith(b"SQLite format 3")
    assert {one["check"]: one for one in kaa("--db", str(plain), "doctor", "-f", "json").json}[
        "key"
    ]["state"] == "fine"
    assert first.startswith(b"KAA1")


# Stopped on the way

STOPPED = """
import os, signal, sys
from kaa_cli.cli import run
from kaa_cli.register import all_rows, moving
name, when = sys.argv[1:3]
place = all_rows if name == "insert_rows" else moving
real = getattr(place, name)
def killed(*args, **named):
    if when == "after":
        real(*args, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(place, name, killed)
run(sys.argv[3:])
"""
BEFORE = [
    ("migrate", "after"),
    ("insert_rows", "after"),
    ("prove_same", "after"),
    ("_mark", "after"),
    ("_decide", "before"),
]
BETWEEN = [("_decide", "after"), ("complete", "after")]


def stopped(name: str, when: str, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STOPPED, name, when, *words, "--yes"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


def way(is_back: bool, made: Path, server: str, folder: Path) -> tuple[str, str]:
    """From where and to where: to the server, or back from it after a move there."""
    if not is_back:
        return str(made), server
    on_server(made, server)
    return server, str(folder / "back.db")


def on_server(made: Path, schema: str) -> None:
    assert kaa("--db", str(made), "copy", "--to", schema, "--yes").code == 0


@pytest.mark.parametrize("is_back", [False, True], ids=["to a server", "to a file"])
@pytest.mark.parametrize("point", BEFORE, ids=" ".join)
def test_killed_before_the_last_step_nothing_is_there_and_the_old_one_is_as_it_was(
    point: tuple[str, str], is_back: bool, made: Path, schema: str, tmp_path: Path
) -> None:
    old, new = way(is_back, made, schema, tmp_path)
    before = held(old)
    stopped(*point, "--db", old, "copy", "--to", new)
    assert held(old) == before
    assert not Path(new).exists() if is_back else is_empty(new)
    assert kaa("--db", old, "log", "1", "no-answer", "-y").code == 0
    moved(old, new)
    assert kaa("--db", new, "audit", "verify").code == 0


@pytest.mark.parametrize("is_back", [False, True], ids=["to a server", "to a file"])
@pytest.mark.parametrize("point", BETWEEN, ids=" ".join)
def test_killed_just_before_the_mark_the_same_command_sets_it(
    point: tuple[str, str], is_back: bool, made: Path, schema: str, tmp_path: Path
) -> None:
    old, new = way(is_back, made, schema, tmp_path)
    before = held(old)
    stopped(*point, "--db", old, "copy", "--to", new)
    assert held(old) == before
    assert without_moves(held(new)) == without_moves(before)
    assert kaa("--db", new, "log", "1", "no-answer", "-y").code == 0  # work may have gone on there
    told = moved(old, new)
    assert told["copied"] is False
    assert kaa("--db", old, "next").code == 7
    assert kaa("--db", new, "next").code == 0


def test_where_both_were_worked_in_since_it_is_told_and_nothing_done(
    made: Path, schema: str
) -> None:
    stopped("_decide", "after", "--db", str(made), "copy", "--to", schema)
    assert kaa("log", "1", "no-answer", "-y").code == 0
    answer = kaa("copy", "--to", schema, "--yes")
    assert (answer.code, "worked in since" in answer.err) == (3, True)
    assert kaa("next").code == 0


@pytest.mark.parametrize("is_back", [False, True], ids=["to a server", "to a file"])
@pytest.mark.parametrize("at", ["insert_rows", "prove_same", "_decide"])
def test_a_server_that_ends_the_session_leaves_all_as_it_was(
    at: str, is_back: bool, made: Path, schema: str, tmp_path: Path, monkeypatch: Any
) -> None:
    named = f"{schema}&application_name={schema.rpartition('%3D')[2]}"
    old, new = way(is_back, made, named, tmp_path)
    place = all_rows if at == "insert_rows" else moving
    before, real = held(old), getattr(place, at)

    def ended(*args: Any) -> Any:
        with psycopg.connect(SERVER) as server:
            server.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE application_name = %s",
                (schema.rpartition("%3D")[2],),
            )
        return real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(place, at, ended)
        answer = kaa("--db", old, "copy", "--to", new, "--yes")
    assert answer.code == 5, answer.err
    if is_back and at == "_decide":  # the file is there by then, and only the mark is missing
        assert "could not be marked" in answer.err
        assert moved(old, new)["copied"] is False
        return
    # Of a server that is gone at the very moment that decides, nobody can tell what it kept.
    assert ("cannot be told" if at == "_decide" else "Nothing was saved") in answer.err
    assert held(old) == before
    assert not Path(new).exists() if is_back else is_empty(schema)
    moved(old, new)
    assert file_of(new) is None or Path(new).exists()
