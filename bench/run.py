"""`make bench`: how fast kaa is, alone, as its register grows, and beside other programs.

Prints every figure from this one run and writes them to docs/performance.md. `--short` runs every
command of it on small registers and writes nothing, for CI; `--nation` measures docs/scale.md.
"""

import argparse
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

import both_engines
import growth
import nation
import nation_words as words
import plain
import rivals
import yardsticks
from made import ROOT, Ground
from page import Page, Section, load_now, measure, write_page
from race import Failed

_STARTS = 25
_LISTS = {10_000: 7, 100_000: 3}  # rows: rounds
_SIZES = (1_000, 10_000, 100_000)
_NATION = 640_000


def main() -> None:
    """Measure, print and, unless short, write the page."""
    reader = argparse.ArgumentParser(description="Measure kaa beside programs everybody has.")
    reader.add_argument("--short", action="store_true", help="small registers, once each, no page")
    reader.add_argument(
        "--nation",
        type=int,
        nargs="?",
        const=_NATION,
        metavar="YOUTHS",
        help="docs/scale.md instead, on PostgreSQL; fewer youths are a trial and write no page",
    )
    reader.add_argument(
        "--folder",
        help="make the registers there and leave them, to be measured again; else nowhere",
    )
    asked = reader.parse_args()
    is_trial = asked.short or asked.nation not in (None, _NATION)
    if asked.nation:
        sections, page = [nation.section(asked.nation)], Page("scale.md", words.HEAD, words.FOOT)
    else:
        sections = _short() if asked.short else _whole()
        page = Page("performance.md", _HEAD, _FOOT)
    load = load_now()
    for_once = tempfile.TemporaryDirectory(prefix="kaa-bench-")
    with nullcontext(asked.folder) if asked.folder else for_once as name:
        try:
            measured = [measure(section, Ground(Path(name))) for section in sections]
        except Failed as failed:
            sys.exit(str(failed))
    if not is_trial:
        write_page(ROOT / "docs", page, measured, load)


def _whole() -> list[Section]:
    return [
        yardsticks.starts(_STARTS),
        yardsticks.lists(_LISTS),
        growth.section(_SIZES, short=False),
        plain.section(_SIZES[-1], rounds=5),
        rivals.section(_SIZES[:2], rounds=3),
        both_engines.section(_SIZES[1], rounds=3),
    ]


def _short() -> list[Section]:
    return [
        yardsticks.starts(1),
        growth.section((100, 400), short=True),
        plain.section(200, rounds=1),
        rivals.section((200,), rounds=1),
        both_engines.section(200, rounds=1),
    ]


_HEAD = """\
# How fast kaa is

This page is written by `make bench`, all of it from one run. Run it on your own machine: seconds
differ from one to the next, and even from one hour to the next; ratios hold better."""

_FOOT = f"""\
## How it is measured

- The programs of a comparison take turns, and each run is divided by the yardstick's run of the
  same round, so that whatever else the machine does slows both.
- Rounds: {_STARTS} for starts, {", ".join(f"{n} for {rows:,} rows" for rows, n in _LISTS.items())};
  7 for what must stay flat as the register grows, 3 for taking in a list and one for the rest;
  5 for reports beside SQL, 3 for other programs and other engines.
- Whole processes from start to end, with the answer thrown away, Python's bytecode and the disk's
  cache warm. The first start after an installation or a restart takes longer.
- Memory is the most that the process held at any time (not told on Windows); on PostgreSQL that is
  kaa's alone, not the server's. What holds less than the measuring program, some 35 MB, is told as
  that much.
- Typer draws its own help with Rich, kaa writes plain text: that is why kaa can have dozens of
  commands and still keep up with a program of one."""

if __name__ == "__main__":
    main()
