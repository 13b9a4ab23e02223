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
    "report load",
    "report load --as-of 2026-09-06",
)
_OF_THE_WHOLE = "audit verify"
"""What only those may ask who see everybody."""


def section(size: int, rounds: int) -> Section:
    """The table of engines; without a server, a line that says so."""
    return Section(
        f"On both engines, {size:,} youths",
        """\
The same register with the same history as an encrypted file and on a PostgreSQL server on the same
machine. Seconds: least / middle / most; the ratio is the middle one. The server's connection,
its answers and kaa's lock there are paid for by every command; what a server gives is that a whole
team can work at once from machines of their own. PostgreSQL is asked by the owner of the tables,
whom no right binds, then by a caseworker, from whom the rights that `kaa team roles` lays keep the
protected, one youth of a hundred. A region of fifteen municipalities has a third as many.""",
        ("command", "SQLite", "PostgreSQL", "/ SQLite", "a caseworker there", "/ SQLite"),
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
        login = f"{servers.database_of(url)}_anna"
        ground.do("--db", url, "team", "roles", login, "--apply", "--yes")
        hers = servers.as_login(url, login)
        for words in _COMMANDS:
            yield _row(ground, words, rounds, file, url, hers)
        yield _row(ground, _OF_THE_WHOLE, rounds, file, url)


def _row(ground: Ground, words: str, rounds: int, file: str, *urls: str) -> Row:
    on_file, *others = (
        Contestant(words, kaa("--db", where, *words.split())) for where in (file, *urls)
    )
    *served, filed = race(Heat(others, on_file), rounds, ground.environ)
    cells = [str(filed.seconds)]
    for one in served:
        assert one.ratio
        cells += [str(one.seconds), f"{one.ratio.middle:.2f}"]
    return Row((typed(words), *cells, *["–"] * (5 - len(cells))))
