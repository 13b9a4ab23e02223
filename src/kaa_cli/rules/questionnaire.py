"""The anonymous questionnaire: before and after, paired by a code that only the youth has.

Five areas, each told from 1 to 10 (seed 000). Nothing here knows who answered. What is shown is
counts and means of enough pairs; no least or most, which would be one person's answer.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kaa_cli.rules.support_codes import Area, Occasion

LETTERS = "ACDEFHJKMNPRTUVWXY34679"
"""What a code is made of: none that is taken for another when it is read from a note."""
CODE_LENGTH = 8
LEAST, MOST = 1, 10
_CODE = re.compile(r"[A-Z0-9]{4,20}")
Values = tuple[int, int, int, int, int]
"""What was told of each area, in the order of `Area`."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One filled-in questionnaire, as it is kept."""

    run: int | None
    occasion: Occasion
    code_hash: str
    values: Values


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one area, of so many pairs. `change` is the mean of after less before."""

    area: Area
    improved: int
    unchanged: int
    worse: int
    before: float
    after: float
    change: float
    spread: float
    """The standard deviation of the change between people."""


@dataclass(frozen=True)
class Questionnaire:
    """The answers of a programme, or of one run; `changes` is empty while too few have answered."""

    programme: str
    run: str
    pairs: int
    before_only: int
    after_only: int
    least: int
    rest: int = 0
    """Pairs of the programme outside the run: what is shown of one part must not tell the other."""
    changes: tuple[Change, ...] = ()

    @property
    def missing(self) -> int:
        """How many pairs more are needed."""
        return max(0, self.least - self.pairs)


def read_written_code(text: str) -> str | None:
    """A code as it is compared, whatever case, blanks and hyphens it was typed with."""
    code = re.sub(r"[\s-]", "", text).upper()
    return code if _CODE.fullmatch(code) else None


def told_code(code: str) -> str:
    """A code as it is given to a youth: in two halves, which are easier to read."""
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


def fingerprint(code: str) -> str:
    """What the register keeps of a code."""
    from hashlib import sha256

    return sha256(code.encode()).hexdigest()


def read_value(text: str) -> int | None:
    """A number from 1 to 10, or None."""
    word = text.strip()
    if not (word.isascii() and word.isdigit()) or len(word) > 2:
        return None
    return int(word) if LEAST <= int(word) <= MOST else None


def read_values(texts: Sequence[str]) -> Values | None:
    """Five such numbers, or None."""
    read = [value for text in texts if (value := read_value(text)) is not None]
    if len(texts) != len(Area) or len(read) != len(Area):
        return None
    return read[0], read[1], read[2], read[3], read[4]


def summed(
    answers: Iterable[Answered],
    programme: str,
    least: int,
    *,
    run: int | None = None,
    run_name: str = "",
) -> Questionnaire:
    """What the answers of a programme say, or those of one run; nothing of fewer than `least`.

    A run counts with whoever answered before it in that run. It is shown only if the pairs of the
    other runs are as many as may be shown, or none: else they would be told by what is left.
    """
    kept = list(answers)
    before = {a.code_hash: a for a in kept if a.occasion is Occasion.BEFORE}
    after = {a.code_hash: a for a in kept if a.occasion is Occasion.AFTER}
    all_pairs = [(before[code], after[code]) for code in before if code in after]
    pairs = [pair for pair in all_pairs if run is None or pair[0].run == run]
    of_run = [a for a in kept if run is None or a.run == run]
    rest = len(all_pairs) - len(pairs)
    may_be_shown = len(pairs) >= max(2, least) and (rest == 0 or rest >= least)
    return Questionnaire(
        programme,
        run_name,
        pairs=len(pairs),
        before_only=sum(a.occasion is Occasion.BEFORE and a.code_hash not in after for a in of_run),
        after_only=sum(a.occasion is Occasion.AFTER and a.code_hash not in before for a in of_run),
        least=max(2, least),
        rest=rest,
        changes=tuple(_change(n, area, pairs) for n, area in enumerate(Area))
        if may_be_shown
        else (),
    )


def _change(place: int, area: Area, pairs: Sequence[tuple[Answered, Answered]]) -> Change:
    from statistics import mean, stdev  # the same

    before = [first.values[place] for first, _second in pairs]
    after = [second.values[place] for _first, second in pairs]
    changes = [late - early for early, late in zip(before, after, strict=True)]
    return Change(
        area,
        improved=sum(change > 0 for change in changes),
        unchanged=sum(change == 0 for change in changes),
        worse=sum(change < 0 for change in changes),
        before=mean(before),
        after=mean(after),
        change=mean(changes),
        spread=stdev(changes),
    )
