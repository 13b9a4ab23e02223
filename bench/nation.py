"""docs/scale.md: the nation's youths of ten years in one register, and what lies beyond it."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import servers
from growth import REPORTS
from made import Ground, kaa
from nation_words import INTRO
from page import Row, Section, typed
from race import Contestant, Failed, Heat, Spread, race

_DAILY = ("next", "log 17 no-answer -y", "show 17", "timeline 17")
_ROUNDS = 5  # of what takes moments; the rest is run once
_DESKS, _CLAIMS, _BUSY = 4, 5, 4


def section(youths: int) -> Section:
    """The table of the nation; raises Failed without a server when it is measured."""
    return Section(
        f"Measured: {youths:,} youths",
        INTRO,
        ("measured", "seconds", "memory of kaa"),
        partial(_rows, youths),
    )


def _rows(youths: int, ground: Ground) -> Iterator[Row]:
    if not servers.answers():
        raise Failed("No PostgreSQL answers, or psycopg is not installed.")
    with servers.database() as url:
        began = time.perf_counter()
        ground.do("--db", url, "init")
        maker = str(Path(__file__).with_name("nation_register.py"))
        ground.run([sys.executable, maker, url, str(youths)])
        servers.ask(url, "VACUUM ANALYZE")
        yield from _size(url, time.perf_counter() - began)
        for words in _DAILY:
            yield _timed(ground, url, words, _ROUNDS)
        yield _claimed(ground, url)
        for words in ("", *(f"report {name}" for name in REPORTS), "audit verify"):
            yield _timed(ground, url, words, 1)


def _size(url: str, seconds: float) -> Iterator[Row]:
    """What was made: so that nobody need believe the title."""
    for table in ("youth", "registration", "attempt", "log_entry"):
        ((count,),) = servers.ask(url, f"SELECT count(*) FROM {table}")
        yield Row((f"rows of {table}: {count:,}", "–", "–"))
    ((size,),) = servers.ask(url, "SELECT pg_size_pretty(pg_database_size(current_database()))")
    yield Row((f"disk used: {size}; made in {seconds / 60:.0f} minutes", "–", "–"))


def _timed(ground: Ground, url: str, words: str, rounds: int) -> Row:
    one = Contestant(f"kaa {words}", kaa("--db", url, *words.split()))
    (result,) = race(Heat([], one), rounds, ground.environ)
    memory = f"{result.megabytes:.0f} MB" if result.megabytes else "–"
    return Row((typed(words), str(result.seconds), memory))


def _claimed(ground: Ground, url: str) -> Row:
    """Several at the same queue at once; raises Failed where two of them have the same youth.

    Whoever waits for the lock too long is told to try again, with exit code 4: counted, no failure.
    """
    command = kaa("--db", url, "next", "--claim")
    taken, codes = list[float](), list[int]()
    for turn in range(_CLAIMS):
        began = time.perf_counter()
        desks = [_desk(ground, command, f"{turn}-{number}") for number in range(_DESKS)]
        codes += [desk.wait() for desk in desks]
        taken.append(time.perf_counter() - began)
    ((held,),) = servers.ask(url, "SELECT count(*) FROM claim")
    got, busy = codes.count(0), codes.count(_BUSY)
    if held != got or got + busy != len(codes):
        raise Failed(f"kaa next --claim ended with {codes}, and {held} youths are held")
    told = f"each youth given once, {got} in all" + (f", {busy} told to try again" if busy else "")
    at_once = f"{typed('next --claim')} by {_DESKS} at once, {_CLAIMS} times"
    name = f"{at_once}, {told}: seconds of all {_DESKS}"
    return Row((name, str(Spread.of(taken)), "–"))


def _desk(ground: Ground, command: Sequence[str], name: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        command,
        env={**ground.environ, "KAA_USER": f"desk {name}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
