"""The same questions asked of what a user might otherwise reach for, in one run.

As many people, each with a day to be called and ten notes of calls: for kaa a register, for
sqlite-utils the very same tables unencrypted, for taskwarrior and todoman a task each.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from invented import ATTEMPTS, DAY, DUE
from made import Ground, kaa, sqlite_utils
from page import Row, Section
from race import Contestant, Heat, Result, race

_QUESTIONS = ("take in a list", "who is next", "note one call", "list them all", "count")
_BESIDE = str(Path(sys.executable).parent)
_NAMES = ("kaa", "sqlite-utils", "taskwarrior", "todoman")


@dataclass(frozen=True)
class Rival:
    """A program and its commands by question; a question it has no command for is not there."""

    name: str
    commands: Mapping[str, Contestant]


def section(sizes: Sequence[int], rounds: int) -> Section:
    """The table of rivals; a program that is not installed has a dash."""
    return Section(
        "Beside other programs",
        f"""\
Seconds (the middle) and the most memory held, for as many people, each with a day to be called and
{ATTEMPTS} notes of calls. The programs take turns. None of these is a competitor in the duty: the
table tells what a user pays for a command, and the list below what it buys.""",
        ("people and question", *_NAMES),
        partial(_rows, sizes, rounds),
        _NOTES,
    )


def _rows(sizes: Sequence[int], rounds: int, ground: Ground) -> Iterator[Row]:
    for size in sizes:
        rivals = list(_rivals(ground, size))
        for question in _QUESTIONS:
            able = [rival for rival in rivals if question in rival.commands]
            first, *others = (rival.commands[question] for rival in able)
            own, *results = reversed(race(Heat(others, first), rounds, ground.environ))
            found = {"kaa": own} | dict(
                zip((rival.name for rival in able[1:]), reversed(results), strict=True)
            )
            cells = (_cell(found.get(name)) for name in _NAMES)
            yield Row((f"{size:,}: {question}", *cells))


def _cell(result: Result | None) -> str:
    if result is None:
        return "–"
    memory = f", {result.megabytes:.0f} MB" if result.megabytes else ""
    return f"{result.seconds.middle:.2f} s{memory}"


def _rivals(ground: Ground, size: int) -> Iterator[Rival]:
    """Those there are on this machine, kaa first."""
    register = Path(ground.worked_in(size))
    yield _kaa(ground, register, size)
    yield _sqlite_utils(ground, register, size)
    makers = {"taskwarrior": ("task", _taskwarrior), "todoman": ("todo", _todoman)}
    for name, (program, make) in makers.items():
        found = shutil.which(program, path=os.pathsep.join((_BESIDE, os.environ["PATH"])))
        if found is None:
            print(f"  left out: {name} is not installed")
        else:
            yield make(ground, size, found)


def _asked(name: str, *commands: Contestant | Sequence[str] | None) -> Rival:
    """The commands in the order of the questions."""
    told = {
        question: one if isinstance(one, Contestant) else Contestant(name, one)
        for question, one in zip(_QUESTIONS, commands, strict=True)
        if one is not None
    }
    return Rival(name, told)


def _kaa(ground: Ground, register: Path, size: int) -> Rival:
    fresh = ground.folder / "kaa.db"
    there = ("--db", str(register))
    take_in = kaa("--db", str(fresh), "import", str(ground.roster(size)), "--yes")
    return _asked(
        "kaa",
        Contestant("kaa", take_in, partial(ground.new, fresh)),
        kaa(*there, "next"),
        kaa(*there, "log", "17", "no-answer", "-y"),
        kaa(*there, "youth", "list"),
        kaa(*there),
    )


_LAST = """
SELECT youth.id, given_name, max(attempt."on") AS last_on FROM youth
JOIN registration ON registration.youth_id = youth.id AND ended_on IS NULL
JOIN attempt ON attempt.registration_id = registration.id AND attempt.result = 'reached'
GROUP BY youth.id HAVING last_on <= date(?, '-90 days')"""
_CALL = {"registration_id": 17, "on": DAY, "at": "10:00:00.000000", "channel": "phone"}
_CALL |= {"target": "youth", "result": "no-answer", "place": "", "note": ""}


def _sqlite_utils(ground: Ground, register: Path, size: int) -> Rival:
    tables, fresh = str(ground.plain_copy(register)), ground.folder / "other.db"
    due = _LAST.replace("?", f"'{DAY}'")
    take_in = sqlite_utils("insert", str(fresh), "roster", str(ground.roster(size)), "--csv")
    insert = sqlite_utils("insert", tables, "attempt", "-")
    names = "SELECT id, given_name, family_name FROM youth ORDER BY given_name"
    return _asked(
        "sqlite-utils",
        Contestant("sqlite-utils", take_in, partial(fresh.unlink, missing_ok=True)),
        sqlite_utils("query", tables, f"{due} ORDER BY last_on LIMIT 1"),
        Contestant("sqlite-utils", insert, typed=json.dumps(_CALL)),
        sqlite_utils("query", tables, names, "--table"),
        sqlite_utils("query", tables, f"SELECT count(*) FROM ({due})"),
    )


def _taskwarrior(ground: Ground, size: int, program: str) -> Rival:
    folder, tasks = ground.folder / f"task-{size}", ground.folder / f"tasks-{size}.json"
    settings = folder / "rc"
    _emptied(folder)
    settings.write_text(f"data.location={folder}\nconfirmation=off\n", encoding="utf-8")
    tasks.write_text(json.dumps([_task(number, size) for number in range(1, size + 1)]))
    task = [program, f"rc:{settings}"]
    ground.run([*task, "import", str(tasks)])
    fresh = folder / "fresh"
    take_in = [*task, f"rc.data.location:{fresh}", "import", str(tasks)]
    return _asked(
        "taskwarrior",
        Contestant("taskwarrior", take_in, partial(_emptied, fresh)),
        [*task, "next", "limit:1"],
        [*task, "17", "annotate", "phone, no answer"],
        [*task, "list"],
        [*task, "status:pending", f"due.before:{DAY}", "count"],
    )


def _emptied(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()


def _task(number: int, people: int) -> dict[str, object]:
    notes = [
        {"entry": f"202606{place + 1:02}T080000Z", "description": "phone, no answer"}
        for place in range(ATTEMPTS)
    ]
    return {
        "uuid": str(UUID(int=number)),
        "description": f"Nova Ekdahl {number}",
        "entry": "20260601T080000Z",
        "due": f"{_due(number, people):%Y%m%d}T080000Z",
        "annotations": notes,
    }


def _due(number: int, people: int) -> date:
    """As in the register: 300 of them ten days ago."""
    is_due = number % max(1, people // DUE) == 0
    return date.fromisoformat(DAY) + timedelta(days=-10 if is_due else 20 + number % 60)


def _todoman(ground: Ground, size: int, program: str) -> Rival:
    folder = ground.folder / f"todo-{size}"
    _emptied(folder)
    (folder / "youths").mkdir()
    for number in range(1, size + 1):
        (folder / "youths" / f"{number}.ics").write_bytes(_ics(number, size).encode())
    cache, settings = folder / "cache.sqlite3", folder / "config.py"
    settings.write_text(
        f'path = "{folder}/*"\ncache_path = "{cache}"\ndate_format = "%Y-%m-%d"\n'
        'time_format = "%H:%M"\ndefault_list = "youths"\n',
        encoding="utf-8",
    )
    todo = [program, "-c", str(settings)]
    ground.run([*todo, "list"])
    take_in = Contestant("todoman", [*todo, "list"], partial(cache.unlink, missing_ok=True))
    return _asked(
        "todoman",
        take_in,
        [*todo, "list", "--sort", "due", "--due", "0"],
        Contestant("todoman", [*todo, "edit", "17", "-r"], typed="phone, no answer\n" * 11),
        [*todo, "list"],
        None,
    )


def _ics(number: int, people: int) -> str:
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kaa//bench//EN", "BEGIN:VTODO")
    told = (
        f"UID:{number}",
        "DTSTAMP:20260601T080000Z",
        f"SUMMARY:Nova Ekdahl {number}",
        f"DUE:{_due(number, people):%Y%m%d}T080000Z",
        "DESCRIPTION:" + "\\n".join(["phone, no answer"] * ATTEMPTS),
    )
    return "\r\n".join((*lines, *told, "END:VTODO", "END:VCALENDAR", ""))


_NOTES = """\
- **kaa** reckons who is next from the contact routine and the whole history, draws a card with the
  reason, and writes each call with an entry in a sealed log so that it can be undone; its file is
  encrypted and written with `synchronous=EXTRA`. Its list tells where each youth is, its count is
  plain `kaa`: all there is to do today. Its import checks and logs each of 17 columns.
- **sqlite-utils** runs SQL that a user has written: the query knows one rule (the last contact was
  90 days ago), no ladder, no holidays, nobody protected. `insert --csv` keeps text in one table;
  a call is one row; nothing is logged or encrypted, and nothing can be undone.
- **taskwarrior** (written in C++) has a task for each youth and orders by urgency; a call is an
  annotation, which `undo` takes back. Taking in is `import` of JSON with due days and notes: it
  keeps no phone numbers, guardians or outcomes, and a text file that anyone can read.
- **todoman** has a file for each youth. It cannot import: "take in" is its first `list`, which
  reads all the files into its cache. "Who is next" lists whoever is due, for it has no limit, and a
  note is the whole description written anew. It does not count."""
