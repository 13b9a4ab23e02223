"""`kaa demo`: a working day played in a throw-away register, command by command."""

import os
import shlex
import sys
import tempfile
from importlib import resources
from pathlib import Path

from kaa_cli.labels import typed
from kaa_cli.rules.codes import AttemptResult, OccupationCode, OutcomeCategory
from kaa_cli.words import _, language

_DAY = "2026-09-07"


def play() -> None:
    """Make the register, run each command of the day with its answer, and say how to go on."""
    folder = Path(tempfile.mkdtemp(prefix="kaa-demo-"))
    register, roster = folder / "register.db", folder / "roster.csv"
    roster.write_bytes((resources.files("kaa_cli") / "demo" / "roster.csv").read_bytes())
    no_key = " KAA_KEY_FILE=" if os.environ.pop("KAA_KEY_FILE", "") else ""
    os.environ.update(KAA_DB=str(register), KAA_TODAY=_DAY, KAA_USER="Anna")
    for line in _commands(roster):
        _run(line)
    sys.stdout.write("\n" + _("All youths are invented. Go on exploring, as on that day:") + "\n")
    sys.stdout.write(
        f"  export KAA_DB={shlex.quote(str(register))} KAA_TODAY={_DAY} KAA_USER=Anna{no_key}\n"
    )
    sys.stdout.write("  kaa\n  kaa next\n")
    sys.stdout.write(_("Done with it: remove the folder {path}").format(path=folder) + "\n")


def _commands(roster: Path) -> list[list[str]]:
    return [
        ["init", "--municipality", "Alingsås", "--plaintext"],
        ["import", str(roster), "--yes"],
        [],
        ["next"],
        ["log", "1", typed(AttemptResult.NO_ANSWER), "--sms", "--yes"],
        ["log", "2", typed(AttemptResult.REACHED), typed(OccupationCode.NONE), "--yes"],
        ["next", "-n", "5", "--why"],
        ["ladder"],
        ["ladder", "1"],
        ["timeline", "2"],
        ["outcome", "record", "2", typed(OutcomeCategory.STUDIES)],
        ["report", "outcomes", "--by", "sex"],
        ["log", "3", typed(AttemptResult.WRONG_NUMBER), "--yes"],
        ["undo"],
    ]


def _run(line: list[str]) -> None:
    """One command in this process, as if typed, with its answer."""
    from kaa_cli.cli import run

    shown = " ".join(["kaa", *line])
    sys.stdout.write(f"\n$ {shown}\n\n")
    sys.stdout.flush()
    run(["--lang", language(), *line])
