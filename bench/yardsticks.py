"""What has a yardstick of its own: how fast kaa starts, and how fast it takes in a list."""

import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from made import ROOT, Ground, kaa, sqlite_utils
from page import COMPARED, Row, Section, compared
from race import Contestant, Failed, Heat, race

LARGE = 100_000  # from here on the start of a program no longer counts


def starts(rounds: int) -> Section:
    """Help, completion and the queue, beside the smallest programs there can be."""
    return Section(
        "Starting",
        """\
A completion is what the shell asks for when a user presses Tab. Seconds, ratios: least / middle /
most. The budget is for the middle ratio. "Of its work" is the middle ratio of processor time alone:
what the programs do, without waiting for the disk.""",
        COMPARED,
        partial(_starts, rounds),
    )


def _starts(rounds: int, ground: Ground) -> Iterator[Row]:
    for heat in (_help(), _next(ground)):
        yield from map(compared, race(heat, rounds, ground.environ))


def _help() -> Heat:
    app = str(Path(__file__).with_name("one_command.py"))
    return Heat(
        [
            Contestant("kaa --help", kaa("--help"), budget=1.5),
            Contestant("kaa contact --help", kaa("contact", "--help"), budget=1.5),
            _completed("kaa con"),
            _completed("kaa contact "),
        ],
        Contestant("--help of a one-command Typer app", [sys.executable, app, "--help"]),
    )


def _completed(typed: str) -> Contestant:
    """What a shell runs at a Tab, as the script of `kaa --show-completion bash` asks it."""
    asked = {"_KAA_COMPLETE": "complete_bash", "COMP_WORDS": typed}
    asked["COMP_CWORD"] = str(typed.count(" "))
    return Contestant(f"{typed!r} and Tab, completed", kaa(), budget=1.5, environ=asked)


def _next(ground: Ground) -> Heat:
    register = ground.new(ground.folder / "kaa.db")
    ground.do("--db", str(register), "import", str(ROOT / "examples" / "roster.csv"), "--yes")
    libraries = "import typer, sqlmodel, rich"
    return Heat(
        [Contestant("kaa contact next", kaa("contact", "next"), budget=1.6)],
        Contestant(f'python -c "{libraries}"', [sys.executable, "-c", libraries]),
    )


def lists(sizes: Mapping[int, int]) -> Section:
    """Taking in a list, beside a program that does no more than that; sizes with their rounds."""
    return Section("Taking in a list", "", COMPARED, partial(_lists, sizes), _OF_LISTS)


def _lists(sizes: Mapping[int, int], ground: Ground) -> Iterator[Row]:
    for size, rounds in sizes.items():
        yield from map(compared, race(_import(ground, size), rounds, ground.environ, warm_up=False))
        if ground.youths_in(ground.folder / "kaa.db") != size:
            raise Failed(f"kaa left some of {size} rows out")


def _import(ground: Ground, rows: int) -> Heat:
    roster, other = str(ground.roster(rows)), ground.folder / "other.db"
    take_in = kaa("import", roster, "--yes")
    budget, budget_mb = (1.25, 300) if rows >= LARGE else (None, None)
    afresh = partial(ground.new, ground.folder / "kaa.db")
    return Heat(
        [
            Contestant(f"kaa import of {rows:,} rows", take_in, afresh, budget, budget_mb),
            Contestant(f"the same {rows:,} rows again, nothing new", take_in),
        ],
        Contestant(
            f"sqlite-utils insert --csv of {rows:,} rows",
            sqlite_utils("insert", str(other), "roster", roster, "--csv"),
            partial(other.unlink, missing_ok=True),
        ),
    )


_OF_LISTS = """\
- A yardstick is no rival. sqlite-utils reads text into one table and stops. kaa reads days, codes,
  phone numbers and marks of protection, compares with the register and shows what would change,
  compares again while nobody else can write, fills four tables, and logs each row so that the
  whole import can be undone.
- kaa's file is written with `synchronous=EXTRA` and `secure_delete=ON`, sqlite-utils' with
  SQLite's defaults: that is paid for here too.
- Not both alike, though: sqlite-utils writes its table in many small transactions and kaa in one,
  so a disk that others keep busy slows sqlite-utils more. Where "of its work" is far above the
  ratio of seconds, expect the higher of the two on a quiet machine with a fast disk.
- The rosters have 17 columns, invented youths and the numbers that schools give to those without
  one, which have no check digit to reckon."""
