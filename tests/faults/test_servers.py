"""A server that refuses, that is not there, and that is stopped in the middle of a command."""

import os
import socket
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

import cluster
from cluster import PASSWORD, Cluster
from counting import Counted
from terminal import EXAMPLE, SOURCE, Answer, kaa

pytestmark = pytest.mark.of_files("it is about one server of its own")
USAGE, DISK, MISSING, LOGIN = 2, 5, 7, 9
COMMANDS = (("next",), ("log", "1", "no-answer"), ("show", "1"), ("upgrade",), ("init",))
AT_TEN = {"KAA_TODAY": "2026-09-07T10:00"}
BO = {"KAA_USER": "Bo"}
PATIENCE = 60
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    why = cluster.why_none()
    if why:
        pytest.skip(why)
    with cluster.running() as running:
        yield running


def database(server: Cluster, name: str) -> str:
    """The address of an empty database."""
    with psycopg.connect(server.address("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.address(name)


def filled(server: Cluster, name: str) -> str:
    """The address of a register with the youths of the example."""
    where = database(server, name)
    for words in (("init",), ("import", str(EXAMPLE), "--yes")):
        assert kaa("--db", where, *words).code == 0
    return where


def told(answer: Answer) -> str:
    """The one sentence of a refusal, in which nothing of the password stands."""
    assert answer.out == ""
    assert answer.err.count("\n") == 1, answer.err
    assert PASSWORD not in answer.err
    return answer.err


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_what_is_wrong_with_an_address_has_its_code_and_gives_no_password_away(
    server: Cluster, words: tuple[str, ...]
) -> None:
    missing = server.address("nowhere")
    refused = server.address("postgres", password=f"{PASSWORD}-another")
    unknown = server.address("postgres", user="nobody")
    nobody = f"postgresql://postgres:{PASSWORD}@127.0.0.1:1/kaa"
    for where, code, said in (
        (missing, MISSING, "no database of that name"),
        (refused, LOGIN, "refused the login"),
        (unknown, LOGIN, "refused the login"),
        (nobody, DISK, "did not answer"),
    ):
        answer = kaa("--db", where, *words)
        assert (answer.code, said in told(answer)) == (code, True), answer.err
        at_length = kaa("--db", where, "--debug", *words)
        assert PASSWORD not in at_length.err


def test_a_database_with_tables_of_another_program_is_refused_and_left_as_it_was(
    server: Cluster,
) -> None:
    where = database(server, "taken")
    with psycopg.connect(where, autocommit=True) as other:
        other.execute("CREATE VIEW youth AS SELECT 1 AS id")
        answer = kaa("--db", where, "init")
        assert (answer.code, '"youth" too' in told(answer)) == (3, True), answer.err
        other.execute("DROP VIEW youth")
        count = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert other.execute(count).fetchall() == [(0,)]


def test_a_servers_own_settings_change_nothing(server: Cluster) -> None:
    where = filled(server, "settings")
    for option in ("DateStyle%3DSQL", "client_encoding%3Dsql_ascii", "statement_timeout%3D1min"):
        for words in (("show", "1"), ("youth", "list"), ("report", "reach")):
            answer = kaa("--db", f"{where}?options=-c{option}", *words)
            assert answer.code == 0, (option, answer.err)


def test_nobody_waits_for_a_locked_table_without_a_word(server: Cluster) -> None:
    where = filled(server, "locked")
    with psycopg.connect(where) as other:
        other.execute("LOCK TABLE youth")
        answer = kaa("--db", where, "ladder")
    assert (answer.code, "used by someone else" in told(answer)) == (4, True), answer.err


@pytest.mark.parametrize("words", [("next",), ("show", "1"), ("init",)], ids=" ".join)
def test_a_server_that_is_silent_or_has_no_such_name_is_one_that_gives_no_answer(
    words: tuple[str, ...],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        for host in (f"127.0.0.1:{port}", "nowhere.invalid"):
            where = f"postgresql://postgres:{PASSWORD}@{host}/kaa?connect_timeout=2"
            answer = kaa("--db", where, *words)
            assert (answer.code, "did not answer" in told(answer)) == (DISK, True), answer.err


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    ("after", "said"),
    [
        ("foo=1", 'says "foo" after its "?"'),
        ("foo=1&foo=2", 'says "foo" after its "?"'),
        ("autocommit=1", 'says "autocommit" after its "?"'),
        ("plugin=anything", 'says "plugin" after its "?"'),
        ("foo=hemligt@127.0.0.1", "does not take what the address says"),
        ("port=abc", "does not take what the address says"),
        ("connect_timeout=abc", "does not take what the address says"),
        ("sslmode=bogus", "does not take what the address says"),
    ],
)
def test_what_postgresql_does_not_know_in_an_address_is_a_usage_error(
    server: Cluster, words: tuple[str, ...], after: str, said: str
) -> None:
    answer = kaa("--db", f"{server.address('postgres')}?{after}", *words)
    assert (answer.code, said in told(answer)) == (USAGE, True), answer.err
    assert "hemligt" not in answer.err


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("mode", ["require", "verify-full", "verify-full&sslrootcert=/none.crt"])
def test_a_server_without_encryption_is_not_said_to_be_silent(
    server: Cluster, words: tuple[str, ...], mode: str
) -> None:
    answer = kaa("--db", f"{server.address('postgres')}?sslmode={mode}", *words)
    assert (answer.code, "has no encryption (TLS)" in told(answer)) == (LOGIN, True), answer.err


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_server_whose_certificate_proves_nothing_is_not_said_to_be_silent(
    words: tuple[str, ...],
) -> None:
    with offering_tls() as port:
        where = f"postgresql://postgres:{PASSWORD}@127.0.0.1:{port}/kaa?sslmode=verify-full"
        answer = kaa("--db", f"{where}&sslrootcert=/none.crt", *words)
    assert (answer.code, "could not prove who it is" in told(answer)) == (LOGIN, True), answer.err


@contextmanager
def offering_tls() -> Iterator[int]:
    """Somebody who says yes to TLS, as a server does, and then leaves."""

    class Yes(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(8)
            self.request.sendall(b"S")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Yes) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        try:
            yield listening.server_address[1]
        finally:
            listening.shutdown()


def test_a_password_is_shown_nowhere(server: Cluster) -> None:
    address = server.address("kaa")
    in_query = f"postgresql://127.0.0.1:{server.port}/kaa?user=postgres&password={PASSWORD}"
    for where in (address, in_query):
        answer = kaa("--db", where, "where", "-f", "json")
        assert answer.code == 0, answer.err
        assert PASSWORD not in answer.out + answer.err
        assert f"127.0.0.1:{server.port}/kaa" in answer.json["register"]


def test_a_server_stopped_in_the_middle_takes_the_command_back_and_a_claim_still_ends(
    server: Cluster, counted: Counted, tmp_path: Path
) -> None:
    # fault 66
    where = ("--db", server.address("kaa"))
    with psycopg.connect(server.address("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE kaa")
    for line in (("init",), ("import", str(EXAMPLE), "--yes")):
        assert PASSWORD not in kaa(*where, *line).out
    later = tmp_path / "later.csv"
    later.write_text("personnr;förnamn\n20080101-T101;Ung\n", encoding="utf-8")
    (claimed,) = kaa(*where, "next", "--claim", "-f", "json", env=AT_TEN).json
    before = state(where)
    for line in (("import", str(later), "--yes"), ("log", "1", "no-answer")):
        stopped = stopped_while_it_writes(server, *where, *line)
        assert stopped.returncode == DISK, stopped.stderr
        assert "Nothing was saved." in stopped.stderr
        assert PASSWORD not in stopped.stderr
        server.start()
        assert state(where) == before
        assert kaa(*where, "doctor").code == 0
        counted(66, "a server stopped while a command wrote: taken back", 1)
    held = [("10:29", False), ("10:31", True)]
    for hour, is_free in held:
        env = BO | {"KAA_TODAY": f"2026-09-07T{hour}"}
        due = [row["youth"] for row in kaa(*where, "next", "-n", "99", "-f", "json", env=env).json]
        assert (claimed["youth"] in due) is is_free


def state(where: tuple[str, ...]) -> tuple[object, object]:
    """Who is there and what was done, as the commands tell it."""
    return kaa(*where, "youth", "list", "-f", "json").json, kaa(*where, "undo", "--list").out


def stopped_while_it_writes(server: Cluster, *words: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, whose server goes when only its log line is left."""
    watching = server.address("kaa")
    with psycopg.connect(watching) as holding, psycopg.connect(watching, autocommit=True) as seeing:
        holding.execute("LOCK TABLE log_entry IN EXCLUSIVE MODE")
        env = {**os.environ, "PYTHONPATH": str(SOURCE)}
        command = subprocess.Popen(
            [sys.executable, "-m", "kaa_cli", *words],
            env=env, text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        for _ in range(PATIENCE * 20):
            if seeing.execute(WAITING).fetchone() != (0,):
                break
            time.sleep(0.05)
        assert command.poll() is None, "it waits for its log line"
        server.stop()
        out, err = command.communicate(timeout=PATIENCE)
        holding.close()
        seeing.close()
    return subprocess.CompletedProcess(words, command.returncode, out, err)
