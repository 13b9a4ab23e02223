"""A database of our own on the PostgreSQL server that the tests use, dropped at the end.

With it go the roles that were made for it: those of a server are shared by all its databases.
"""

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


def version() -> str:
    """The version of the server; empty where none answers."""
    if not answers():
        return ""
    ((told,),) = ask(SERVER, "SHOW server_version")
    return str(told).partition(" ")[0]


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
            ours = "SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)"
            for (role,) in server.execute(ours, [name]).fetchall():
                server.execute(f"DROP ROLE {role}")


def database_of(url: str) -> str:
    """The name of the database at a URL."""
    return url.rpartition("/")[2]


def as_login(url: str, login: str) -> str:
    """The same database for somebody whom the server asks for no password."""
    from sqlalchemy.engine import make_url

    return make_url(url).set(username=login).render_as_string(hide_password=False)


def ask(url: str, question: str) -> list[tuple[object, ...]]:
    """Run one statement and keep what it did; its rows, where it has some."""
    import psycopg

    with closing(psycopg.connect(url, autocommit=True)) as server:
        found = server.execute(question)
        return found.fetchall() if found.description else []
