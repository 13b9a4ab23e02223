"""Write docs/reliability.md from what `make faults` has recorded; no figure on it is typed.

PYTHONPATH=tests python tools/reliability.py RECORD
"""

import json
import platform
import sqlite3
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from counting import numbers_in

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "reliability.md"
MODES = ("plain", "encrypted")
FAULTS = {
    1: "killed at any time",
    2: "killed at any write, sync or removal",
    3: "no room from some write on",
    4: "an I/O error at one write, sync or removal",
    5: "a disk of one megabyte is full",
    6: "a file that may not grow",
    7: "the power goes",
    8: "Ctrl-C, SIGTERM, the terminal closed",
    9: "a backup is killed",
    10: "an export is killed, or its disk full, or nobody takes it",
    11: "four write at once",
    12: "four ask for the next youth at once",
    13: "two edit the same youth",
    14: "a writer stands still",
    15: "somebody sits at a prompt",
    16: "the clock is set back",
    17: "no register at the path",
    18: "a folder, text or a picture instead of a register",
    19: "a database of another program",
    20: "a register of a newer kaa",
    21: "a register of an older kaa",
    22: "an upgrade fails at some step",
    23: "an upgrade builds a table anew that others point at",
    24: "a file cut short, with empty pages, or with its head only",
    25: "single bits turned",
    26: "file or folder that may only be read",
    27: "the journal removed, a foreign log beside the file",
    28: "triggers, views or other changes built into the file",
    29: "a backup older than a purge, of another key, or damaged",
    30: "who may read the files that are made",
    31: "a wrong key",
    32: "no keyring and nobody to ask",
    33: "a plain file with a key, an encrypted one without",
    34: "a key file that others may read",
    35: "the key in a log, an argument or a traceback",
    36: "names among the bytes of the file",
    37: "a change of key is killed",
    38: "lists in every encoding",
    39: "old encodings",
    40: "an encoding broken in the middle",
    41: "every delimiter and line end",
    42: "quotes, NUL and rows that do not end",
    43: "headings missing, doubled or unknown",
    44: "what spreadsheets do to numbers and days",
    45: "spreadsheets made to do harm",
    46: "personal numbers in every form",
    47: "phone numbers in every form",
    48: "the same youth twice",
    49: "one bad row of ten thousand",
    50: "a list that would lift a protection",
    51: "an address that may not be kept",
    52: "text made to do harm on a terminal",
    53: "text made to do harm in a spreadsheet",
    54: "templates that reach outside their folder",
    55: "the file to write to is there already",
    56: "old code pages and narrow windows",
    57: "a reader that leaves",
    58: "protected youths in every command",
    59: "personal numbers in lists, reports and errors",
    60: "the log changed by hand",
    61: "a log that cannot be written",
    62: "what is left of a purged youth",
    63: "the days on which purging begins",
    64: "exports without names",
    65: "the rights of roles on a server",
    66: "the server lost in the middle",
    67: "any commands in any order, on both engines",
}
ELSEWHERE = {
    54: "kaa has no templates to fill in: letters are written from the lists it exports.",
    64: "kaa writes no list of single youths without names; reports hide small numbers.",
    65: "To come with registers that a team shares: so far one login writes to a server.",
}
"""What no test of a number of its own stands for, and why."""
_PAGE = """# What kaa withstands

Written by `make faults`, which tries each fault in earnest: processes killed, calls to the disk
that fail or never come (by strace), small disks, files damaged bit by bit. After every one the
register must be whole by its own proof and by SQLite's, the log must be an unbroken chain, and a
command must be done or not done, as it said. `make test` does the same a few times.

The power cut is simulated: from every write and sync that a real command made, the files are laid
out as a disk may leave them, with any part of what was not yet synced. A test beside it shows that
the same cuts find weaker settings of SQLite.

{verdict}

| no. | fault | what was done | plain | encrypted | result |
|--:|---|---|--:|--:|---|
{rows}

## Tried in full by every `make test`

{where}

## Not tried

{missing}

## Measured with

{machine}
"""


@dataclass
class Row:
    """One thing that was done about a fault: how often in each mode, and what was left out."""

    times: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    skipped: set[str] = field(default_factory=set)


def main() -> None:
    lines = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    record = {(told["test"], told["mode"]): told for told in lines}.values()  # the last of each
    if failed := sorted({told["test"] for told in record if told["outcome"] == "failed"}):
        sys.exit("No page is written, for these did not hold:\n" + "\n".join(failed))
    PAGE.write_text(page_of(rows_of(record)), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{PAGE.name} is written\n")


def rows_of(record: Iterable[Mapping[str, Any]]) -> dict[tuple[int, str], Row]:
    """What the record tells, by the number of the fault and what was done."""
    rows: defaultdict[tuple[int, str], Row] = defaultdict(Row)
    for told in record:
        for number, did, times in told["did"]:
            row = rows[number, did]
            if told["outcome"] == "passed":
                row.times[told["mode"]] += times
            else:
                row.skipped.add(told["why"])
    return dict(rows)


def page_of(rows: Mapping[tuple[int, str], Row]) -> str:
    """The page as text."""
    numbers = {number for number, _ in rows}
    where = files_by_number()
    listed = [
        f"- {number}, {fault}: {', '.join(where[number])}"
        for number, fault in FAULTS.items()
        if number not in numbers and number in where
    ]
    missing = [
        f"- {number}, {fault}: {ELSEWHERE[number]}"
        for number, fault in FAULTS.items()
        if number not in numbers and number not in where
    ]
    done = sum(sum(row.times.values()) for row in rows.values())
    return _PAGE.format(
        verdict=f"{done:,} faults and cases, none of which lost or halved anything.",
        rows="\n".join(_line(*key, rows[key]) for key in sorted(rows)),
        where="\n".join(listed),
        missing="\n".join(missing) or "Nothing.",
        machine="\n".join(f"- {line}" for line in _machine()),
    )


def files_by_number() -> dict[int, list[str]]:
    """The files of tests that carry each number, as a path that can be opened."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for number in numbers_in(path.read_text(encoding="utf-8")):
            found[number].append(path.relative_to(ROOT).as_posix())
    return dict(found)


def _line(number: int, did: str, row: Row) -> str:
    cells = [f"{row.times[mode]:,}" if row.times[mode] else "–" for mode in MODES]
    left_out = "; ".join(sorted(row.skipped))
    held = "held" if any(row.times.values()) else ""
    result = f"{held}, partly " * bool(held) + f"skipped: {left_out}" if left_out else held
    return f"| {number} | {FAULTS[number]} | {did} | {' | '.join(cells)} | {result} |"


def _machine() -> list[str]:
    try:
        cipher = f"sqlcipher3 {version('sqlcipher3')}"
    except PackageNotFoundError:
        cipher = "no SQLCipher"
    return [
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {cipher}",
        f"{platform.system()} {platform.release().split('-')[0]}, {platform.machine()}",
        time.strftime("%Y-%m-%d"),
    ]


if __name__ == "__main__":
    main()
