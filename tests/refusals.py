"""What a refusal must look like: one sentence, its code, nobody given away, nothing stored."""

import csv
from pathlib import Path

from terminal import EXAMPLE, Answer, contents, kaa, personal

USAGE, REFUSED, DISK, DAMAGED, NO_REGISTER = 2, 3, 5, 6, 7


def _names() -> set[str]:
    with EXAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    fields = ("Förnamn", "Efternamn", "Gatuadress", "Vårdnadshavare 1")
    return {row[field] for row in rows for field in fields} - {""}


NAMES = _names()


def one_sentence(answer: Answer, code: int) -> None:
    """The code, nothing on stdout, and on stderr one line that gives nobody away."""
    assert answer.code == code, answer.err
    assert answer.out == ""
    assert answer.err.strip()
    assert answer.err.count("\n") == 1, answer.err
    discreet(answer)


def discreet(answer: Answer) -> None:
    """No traceback, no number that could be a person's, no name of the roster on stderr."""
    assert "Traceback" not in answer.err
    assert "kaa has made a mistake" not in answer.err
    assert personal(answer.err) == []
    assert [name for name in NAMES if name in answer.err] == []


def refused(made: Path, code: int, *args: str, input: str = "") -> Answer:  # noqa: A002
    """A command that must be refused and leave the register as it was, byte for byte."""
    before = contents(made, with_log=True)
    answer = kaa(*args, input=input)
    one_sentence(answer, code)
    assert contents(made, with_log=True) == before
    return answer
