"""What is said of a register whose schema is not this program's: a newer one, or that it was moved.

A moved register keeps all it held. Its version is put past any that a program knows, so that older
programs refuse it as well, and two settings tell where it went.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.util import immutabledict

from kaa_cli.errors import NoRegister
from kaa_cli.register.trouble import ended
from kaa_cli.rules.places import is_path
from kaa_cli.rules.text import visible
from kaa_cli.words import _

MOVED = "99999"
"""The schema of a register that lives elsewhere now."""
MOVED_TO, MOVED_ON = "moved_to", "moved_on"
Ask = Callable[[str], Sequence[Sequence[Any]]]
"""A question in SQL, answered with its rows."""
_TOLD = ("host", "options", "port", "sslmode")
"""What an address may say after its "?": the rest is secret, or everybody's own."""


def asking(connection: Connection) -> Ask:
    """The way to ask a connection something."""
    return lambda question: connection.exec_driver_sql(question).all()


def asking_driver(opened: sqlite3.Connection) -> Ask:
    """The way to ask a file that is open past SQLAlchemy."""
    return lambda question: opened.execute(question).fetchall()


def beyond(version: str, ask: Ask, *, writing: bool) -> NoRegister:
    """What to raise for a schema that this program does not know."""
    sentence = _("The register was made by a newer kaa. Upgrade the program.")
    if version == MOVED:
        told = settings_of_move(ask)
        sentence = _("This register was moved on {day} to {place}: set KAA_DB to it.").format(
            day=visible(told.get(MOVED_ON, "?")), place=visible(told.get(MOVED_TO, "?"))
        )
    return NoRegister(ended(sentence, writing=writing))


def settings_of_move(ask: Ask) -> Mapping[str, str]:
    """The day and the place that a moved register tells."""
    rows = ask(f"SELECT key, value FROM setting WHERE key IN ('{MOVED_TO}', '{MOVED_ON}')")
    return {str(key): str(value) for key, value in rows}


def refuse_moved_file(ask: Ask, *, writing: bool) -> None:
    """Refuse a file that was moved, before its rights do: raises NoRegister."""
    version = f"{ask('PRAGMA user_version')[0][0]:04}"
    if version == MOVED:
        raise beyond(version, ask, writing=writing)


def public_address(where: str | Path) -> str:
    """Where a register is, for everybody to read: no login, no password, nothing of somebody's own.

    One on a server is told so that it can be given to `KAA_DB`, a file by its whole path.
    """
    if isinstance(where, Path) or is_path(where):
        return str(Path(where).absolute())
    url = make_url(where)
    if url.get_backend_name() == "sqlite" and url.database:
        return str(Path(url.database).absolute())
    query = {name: value for name, value in url.query.items() if name in _TOLD}
    bare = URL.create(
        "postgresql", host=url.host, port=url.port, database=url.database, query=query
    )
    return bare.render_as_string()


def is_garbled(url: URL) -> bool:
    """Whether a password with signs that must be written as %40 and the like has spilled over."""
    return any(sign in f"{url.host or ''}{url.database or ''}" for sign in "@#/")


def without_password(where: str) -> str:
    """Where a register is, to be shown: without any password that stands in its address."""
    if is_path(where):
        return where
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        url = None
    if url is None or is_garbled(url):
        return f"{where.partition(':')[0].partition('=')[0]}://"
    told = {
        name: value for name, value in url.query.items() if "pass" not in f"{name} {value}".lower()
    }
    return url._replace(password=None, query=immutabledict(told)).render_as_string()
