"""A register that has been worked in: so many youths with ten attempts each, of whom 300 are due.

The attempts are written straight into the tables, for a million lines of history are not what is
measured; `kaa doctor` then reckons who is due from all of it, as it would for any register.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

from invented import DAY
from kaa_cli.register.keys import read_recovery
from kaa_cli.register.sqlite_file import connect

KEY_FILE = "kaa.key"
ATTEMPTS = 10
DUE = 300
_TODAY = date.fromisoformat(DAY)
_RESTING, _DUE = timedelta(days=10), timedelta(days=100)
"""Since the last contact: the default routine asks again after 90 days."""


@contextmanager
def opened(register: Path) -> Iterator[sqlite3.Connection]:
    """The tables of a register whose key lies beside it; what is written is kept."""
    key = read_recovery(register.with_name(KEY_FILE).read_text("ascii"))
    with closing(connect(register, key)) as connection:
        connection.isolation_level = "DEFERRED"
        with connection:
            yield connection


def write_history(register: Path) -> None:
    """Nine calls in vain and a contact for every youth; longest ago for those who are due."""
    with opened(register) as connection:
        (people,) = connection.execute("SELECT count(*) FROM registration").fetchone()
        first = (_TODAY - timedelta(days=400)).isoformat()
        connection.execute(
            "UPDATE registration SET registered_on = ?, first_seen_on = ?", (first,) * 2
        )
        connection.executemany(
            'INSERT INTO attempt (registration_id, "on", at, channel, target, result, place,'
            " occupation, note) VALUES (?, ?, '10:00:00', 'phone', 'youth', ?, '', ?, '')",
            _attempts(people),
        )


def _attempts(people: int) -> Iterator[tuple[int, str, str, str | None]]:
    every = max(1, people // DUE)
    for youth in range(1, people + 1):
        last = _TODAY - (_DUE if youth % every == 0 else _RESTING)
        for number in range(ATTEMPTS, 1, -1):
            yield youth, (last - timedelta(days=3 * number)).isoformat(), "no-answer", None
        yield youth, last.isoformat(), "reached", "work"
