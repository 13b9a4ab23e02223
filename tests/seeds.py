"""The registers of the projects told in examples/, made from their lists as their READMEs say."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from terminal import ROOT, kaa


@dataclass(frozen=True)
class Seed:
    """A project: the day it is told, whom the register holds, and the lists in their order."""

    day: date
    made_with: tuple[str, ...]
    lists: tuple[str, ...]


SEEDS = {
    "alingsas": Seed(
        date(2013, 6, 28),
        ("--municipality", "Alingsås"),
        ("roster", "attempts", "occupations", "measures", "outcomes"),
    ),
    "karlskoga": Seed(
        date(2018, 12, 17),
        ("--municipality", "Karlskoga", "--municipality", "Degerfors"),
        ("roster", "outcomes", "steps"),
    ),
    "krokom": Seed(
        date(2014, 3, 31),
        ("--kind", "programme", "--municipality", "Krokom"),
        ("roster", "measures", "outcomes"),
    ),
    "partille": Seed(
        date(2014, 3, 1),
        ("--municipality", "Partille"),
        ("roster", "attempts", "occupations", "measures", "outcomes"),
    ),
    "stromsund": Seed(
        date(2014, 3, 14),
        ("--kind", "programme", "--municipality", "Strömsund"),
        ("roster", "measures"),
    ),
}


def make(name: str, register: Path) -> dict[str, str]:
    """Make the register of a project; the environment its commands are typed in."""
    seed = SEEDS[name]
    env = {"KAA_DB": str(register), "KAA_TODAY": seed.day.isoformat(), "KAA_USER": "Anna"}
    lines = [("init", *seed.made_with)]
    for kind in seed.lists:
        path = ROOT / "examples" / name / f"{kind}.csv"
        lines.append(("import", str(path), "--as", kind, "--yes"))
    for line in lines:
        answer = kaa(*line, env=env)
        assert answer.code == 0, f"{name}: {line}: {answer.err}"
    return env
