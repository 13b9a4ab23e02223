"""What is said of a register whose schema is not this program's: a newer one, or that it was moved.

A moved register keeps all it held. Its version is put past any that a program knows, so that older
programs refuse it as well, and two settings tell where it went.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from kaa_cli.errors import NoRegister
from kaa_cli.register.trouble import ended
from kaa_cli.rules.text import visible
from kaa_cli.words import _

MOVED = "99999"
"""The schema of a register that lives elsewhere now."""
MOVED_TO, MOVED_ON = "moved_to", "moved_on"
Ask = Callable[[str], Sequence[Sequence[Any]]]
"""A question in SQL, answered with its rows."""


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
