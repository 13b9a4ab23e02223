"""The same commands on both engines: a file, and a PostgreSQL server on this machine."""

from collections.abc import Iterator
from functools import partial

import servers
from made import Ground, kaa
from page import Row, Section, typed
from race import Contestant, Heat, race

_COMMANDS = (
    "next",
    "next --claim",
    "log 17 no-answer -y",
    "timeline 17",
    "show 17",
    "",
    "youth list",
    "report outcomes",
    "audit verify",
)


def section(size: int, rounds: int) -> Section:
    """The table of engines; without a server, a line that says so."""
    return Section(
        f"On both engines, {size:,} youths",
        """\
The same register with the same history as an encrypted file and on a PostgreSQL server on the same
machine. Seconds: least / middle / most; the ratio is the middle one. The server's connection,
its answers and kaa's lock there are paid for by every command; what a server gives is that a whole
team can work at once from machines of their own.""",
        ("command", "SQLite", "PostgreSQL", "PostgreSQL / SQLite", "memory of kaa"),
        partial(_rows, size, rounds),
    )


def _rows(size: int, rounds: int, ground: Ground) -> Iterator[Row]:
    if not servers.answers():
        print("  left out: no PostgreSQL answers, or psycopg is not installed")
        return
    with servers.database() as url:
        file = ground.worked_in(size)
        ground.worked_in(size, url)
        servers.ask(url, "VACUUM ANALYZE")
        for words in _COMMANDS:
            on_file, on_server = (
                Contestant(words, kaa("--db", where, *words.split())) for where in (file, url)
            )
            served, filed = race(Heat([on_server], on_file), rounds, ground.environ)
            assert served.ratio
            cells = (str(filed.seconds), str(served.seconds), f"{served.ratio.middle:.2f}")
            memory = f"{served.megabytes:.0f} MB" if served.megabytes else "–"
            yield Row((typed(words), *cells, memory))
