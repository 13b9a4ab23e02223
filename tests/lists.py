"""Lists typed in a test and taken in by the command, as a user does."""

from pathlib import Path
from typing import Any

from terminal import Answer, kaa


def take_in(folder: Path, head: str, *rows: str, options: tuple[str, ...] = ()) -> Any:
    """Take in a list of these rows without being asked; the counts of the answer."""
    answer = attempt(folder, head, *rows, options=("--yes", *options))
    assert answer.code == 0, answer.err
    return answer.json


def attempt(folder: Path, head: str, *rows: str, options: tuple[str, ...] = ()) -> Answer:
    """The same for a list that may be refused."""
    path = folder / "list.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    return kaa("import", str(path), "-f", "json", *options)


def refusals(answer: Answer) -> list[tuple[int, str, str]]:
    """Line, field and code of every refused row."""
    return [(r["line"], r["field"], r["code"]) for r in answer.json["rejects"]]


def shown(youth: int, *, reason: str = "") -> Any:
    """All that `kaa show` tells of a youth."""
    words = ("--reason",) if reason else ()
    return kaa("show", str(youth), *words, "-f", "json", input=f"{reason}\n").json
