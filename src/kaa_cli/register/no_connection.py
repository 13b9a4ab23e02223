"""Why a server gave no connection: it tells no code, and its sentence is in its own language."""

from typing import Any

from kaa_cli.register.trouble import Trouble

_ANY_DATABASE = "postgres"
_SECONDS = 5
_IS_THERE = "SELECT has_database_privilege(datname, 'CONNECT') FROM pg_database WHERE datname = %s"


def why_not(refused: Any) -> Trouble:
    """What psycopg's error after an attempt to connect means, by asking the server once more."""
    from psycopg import Error, connect
    from psycopg.conninfo import make_conninfo
    from psycopg.pq import PGconn, Ping

    asked = {part.keyword.decode(): part.val.decode() for part in refused.pgconn.info if part.val}
    asked["connect_timeout"] = str(_SECONDS)
    if PGconn.ping(make_conninfo(**asked).encode()) != Ping.OK:
        return Trouble.UNREACHED
    try:
        elsewhere = make_conninfo(**asked | {"dbname": _ANY_DATABASE, "options": ""})
        with connect(elsewhere) as server:
            may = server.execute(_IS_THERE, (asked.get("dbname"),)).fetchone()
    except Error:
        return Trouble.LOGIN
    if may is None:
        return Trouble.NO_DATABASE
    return Trouble.UNREACHED if may[0] else Trouble.DENIED
