"""What sets two worksheets of one half-year apart, person by person."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kaa_cli.rules.half_year import Line
from kaa_cli.rules.support_codes import Block


class Change(StrEnum):
    """What became of a line."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is another than it was; a whole line has no `key`."""

    block: Block
    youth: int
    row: int
    change: Change
    key: str = ""
    was: str = ""
    now: str = ""


def differences(before: Iterable[Line], after: Iterable[Line]) -> list[Difference]:
    """By block, youth and row of the register."""
    was, now = {line.key: line for line in before}, {line.key: line for line in after}
    order = list(Block)
    found: list[Difference] = []
    for key in sorted(was.keys() | now.keys(), key=lambda k: (order.index(k[0]), k[1], k[2])):
        if key not in was:
            found.append(Difference(*key, Change.NEW))
        elif key not in now:
            found.append(Difference(*key, Change.GONE))
        else:
            old, new = was[key].told, now[key].told
            found += [
                Difference(*key, Change.CHANGED, field, old.get(field, ""), new.get(field, ""))
                for field in dict.fromkeys((*old, *new))
                if old.get(field, "") != new.get(field, "")
            ]
    return found
