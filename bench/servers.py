"""A database of our own on the PostgreSQL server that the tests use, dropped at the end."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager

SERVER = os.environ.get("KAA_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")


def answers() -> bool:
    """Whether there is a server, and what speaks to it."""
    try:
        import psycopg
    except ImportError:
        return False
    try:
        psycopg.connect(SERVER, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def database() -> Iterator[str]:
    """The URL of an empty database, there until the block ends."""
    import psycopg

    name = f"kaa_bench_{os.getpid()}"
    with closing(psycopg.connect(SERVER, autocommit=True)) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{SERVER.rpartition('/')[0]}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def ask(url: str, question: str) -> list[tuple[object, ...]]:
    """Run one statement and keep what it did; its rows, where it has some."""
    import psycopg

    with closing(psycopg.connect(url, autocommit=True)) as server:
        found = server.execute(question)
        return found.fetchall() if found.description else []
