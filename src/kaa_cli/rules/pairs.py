"""Two youths in the register who may be one, side by side, and what joining them did."""

from dataclasses import dataclass

from kaa_cli.rules.codes import IdentityKind
from kaa_cli.rules.person import Case


@dataclass(frozen=True, slots=True)
class Entry:
    """One of the two: the youth, the kind of number (None: a birth date alone), the attempts."""

    case: Case
    kind: IdentityKind | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A youth to be checked, and whom it may be: the older entry."""

    new: Entry
    known: Entry


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of joining: `guardians_left_out` had no place beside two others."""

    kept: Case
    gone: int
    guardians_left_out: int
