"""`make bench`: how fast kaa starts and takes in lists, beside programs that everybody has.

Prints every figure from this one run and writes them to docs/performance.md; `--short` prints a
few in half a minute and writes nothing, for CI.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path

from grown import ATTEMPTS, DUE, KEY_FILE, opened, write_history
from invented import DAY, write_roster
from page import load_now, told, write_page
from race import Contestant, Failed, Heat, Result, race

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable


ROUNDS = 25
SIZES = {10_000: 7, 100_000: 3}  # rows: rounds
SHORT_ROUNDS = 5
SHORT_SIZES = {2_000: 2}
GROWN, SHORT_GROWN, SMALL = 100_000, 2_000, 100  # youths with ten attempts each
LARGE = 100_000  # from here on the start of a program no longer counts


def main() -> None:
    """Measure, print and, unless short, write the page."""
    reader = argparse.ArgumentParser(description="Measure kaa beside programs everybody has.")
    reader.add_argument("--short", action="store_true", help="few rounds, small lists, no page")
    short = reader.parse_args().short
    load = load_now()
    with tempfile.TemporaryDirectory(prefix="kaa-bench-") as name:
        try:
            results = list(_measured(Path(name), short=short))
        except Failed as failed:
            sys.exit(str(failed))
    if not short:
        rounds = ", ".join(f"{turns} for {rows:,} rows" for rows, turns in SIZES.items())
        spent = f"Rounds: {ROUNDS} for starts, {rounds}."
        write_page(ROOT / "docs" / "performance.md", results, spent, load)


def _measured(folder: Path, *, short: bool) -> Iterator[Result]:
    """Every result, printed as soon as it is there."""
    rounds = SHORT_ROUNDS if short else ROUNDS
    heats = [_help(folder), _next(folder), _grown(folder, SHORT_GROWN if short else GROWN)]
    for result in chain.from_iterable(race(heat, rounds, _environ(folder)) for heat in heats):
        print(told(result), flush=True)
        yield result
    for rows, turns in (SHORT_SIZES if short else SIZES).items():
        results = race(_import(folder, rows), turns, _environ(folder), warm_up=False)
        _prove(folder, rows)
        for result in results:
            print(told(result), flush=True)
            yield result


def _kaa(*words: str) -> list[str]:
    """The installed command, as a user types it; in a bare checkout the module."""
    installed = Path(PYTHON).with_name("kaa.exe" if os.name == "nt" else "kaa")
    return [str(installed), *words] if installed.exists() else [PYTHON, "-m", "kaa_cli", *words]


def _completing(typed: str) -> list[str]:
    """What a shell runs at a TAB, as the script of `kaa --show-completion bash` asks it."""
    program = (
        "import os; os.environ |= {'_KAA_COMPLETE': 'complete_bash', "
        f"'COMP_WORDS': {typed!r}, 'COMP_CWORD': '{typed.count(' ')}'}}; "
        "from kaa_cli.__main__ import main; main()"
    )
    return [PYTHON, "-c", program]


def _environ(folder: Path) -> dict[str, str]:
    """The user's own, but nobody's register, settings or home folder."""
    unlike = ("KAA_", "PYTHONDONTWRITEBYTECODE")  # an installed program lies there compiled
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unlike)}
    told = {"HOME": str(folder), "XDG_STATE_HOME": str(folder), "KAA_USER": "bench"}
    told |= {"KAA_DB": str(folder / "kaa.db"), "KAA_KEY_FILE": str(folder / KEY_FILE)}
    return kept | told | {"KAA_LANG": "sv", "KAA_TODAY": DAY}


def _help(_folder: Path) -> Heat:
    app = str(Path(__file__).with_name("one_command.py"))
    return Heat(
        [
            Contestant("kaa --help", _kaa("--help"), budget=1.5),
            Contestant("kaa contact --help", _kaa("contact", "--help"), budget=1.5),
            Contestant("kaa con<TAB>, completed", _completing("kaa con"), budget=1.5),
            Contestant("kaa contact <TAB>, completed", _completing("kaa contact "), budget=1.5),
        ],
        Contestant("--help of a one-command Typer app", [PYTHON, app, "--help"]),
    )


def _next(folder: Path) -> Heat:
    _new_register(folder)
    _do(folder, "import", str(ROOT / "examples" / "roster.csv"), "--yes")
    libraries = "import typer, sqlmodel, rich"
    return Heat(
        [Contestant("kaa contact next", _kaa("contact", "next"), budget=1.6)],
        Contestant(f'python -c "{libraries}"', [PYTHON, "-c", libraries]),
    )


def _grown(folder: Path, youths: int) -> Heat:
    """The queue of a large register beside that of a small one: it may hardly grow with it."""
    large, small = (_worked_in(folder, size) for size in (youths, SMALL))
    return Heat(
        [
            Contestant(
                f"kaa contact next, {youths:,} youths, {youths * ATTEMPTS:,} attempts, {DUE} due",
                _kaa("--db", str(large), "contact", "next"),
                budget=1.25 if youths >= LARGE else None,
            )
        ],
        Contestant(
            f"kaa contact next, {SMALL} youths, all due",
            _kaa("--db", str(small), "contact", "next"),
        ),
    )


def _worked_in(folder: Path, youths: int) -> Path:
    register, roster = folder / f"grown-{youths}.db", folder / f"grown-{youths}.csv"
    write_roster(roster, youths)
    for words in (["init"], ["import", str(roster), "--yes"]):
        _do(folder, "--db", str(register), *words)
    write_history(register)
    _do(folder, "--db", str(register), "doctor", "--mend")
    return register


def _import(folder: Path, rows: int) -> Heat:
    roster, other = folder / f"{rows}.csv", folder / "other.db"
    write_roster(roster, rows)
    take_in = _kaa("import", str(roster), "--yes")
    insert = [str(Path(PYTHON).with_name("sqlite-utils")), "insert", str(other), "roster"]
    budget, budget_mb = (1.25, 300) if rows >= LARGE else (None, None)
    afresh = partial(_new_register, folder)
    return Heat(
        [
            Contestant(f"kaa import of {rows:,} rows", take_in, afresh, budget, budget_mb),
            Contestant(f"the same {rows:,} rows again, nothing new", take_in),
        ],
        Contestant(
            f"sqlite-utils insert --csv of {rows:,} rows",
            [*insert, str(roster), "--csv"],
            partial(other.unlink, missing_ok=True),
        ),
    )


def _new_register(folder: Path) -> None:
    (folder / "kaa.db").unlink(missing_ok=True)
    _do(folder, "init")


def _prove(folder: Path, rows: int) -> None:
    """Nobody is fast by leaving youths out."""
    with opened(folder / "kaa.db") as register:
        ((youths,),) = register.execute("SELECT count(*) FROM youth")
    if youths != rows:
        raise Failed(f"kaa took in {youths} of {rows} rows")


def _do(folder: Path, *words: str) -> None:
    """A command that is not measured."""
    done = subprocess.run(
        _kaa(*words), env=_environ(folder), capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise Failed(f"kaa {words[0]} ended with {done.returncode}: {done.stderr.strip()}")


if __name__ == "__main__":
    main()
