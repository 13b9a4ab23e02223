"""Every way a command can fail that is not a bug: one sentence and one exit code each.

The sentence is written for the person at the keyboard: what is wrong, and what to do. It never
holds a name, a personal number or a phone number; only `Unseen` repeats what is kept of a youth.
`cli` catches the base class once.
"""

from collections.abc import Sequence
from typing import ClassVar


class KaaError(Exception):
    """A refusal told in one sentence; `exit_code` is what programs see."""

    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class UsageProblem(KaaError):
    """The words typed are not a command kaa knows."""

    exit_code = 2


class Refused(KaaError):
    """The rules or the input say no, or there is no such youth."""

    exit_code = 3


class Unseen(Refused):
    """It would replace what somebody else has written since it was looked at.

    The sentence tells both. `told` names the rows: once told, the same command may replace it.
    """

    def __init__(self, sentence: str, told: Sequence[str]) -> None:
        super().__init__(sentence)
        self.told = tuple(told)


class Busy(KaaError):
    """Someone else is writing to the register."""

    exit_code = 4


class DiskTrouble(KaaError):
    """The disk is full or could not be read or written."""

    exit_code = 5


class Damaged(KaaError):
    """The register's file is not whole."""

    exit_code = 6


class NoRegister(KaaError):
    """The register is missing, belongs to another program or to another version of kaa."""

    exit_code = 7


class KeyProblem(KaaError):
    """The key of an encrypted register is missing, wrong or open to others."""

    exit_code = 8


class NotPermitted(KaaError):
    """The file's rights do not allow it."""

    exit_code = 9


class NotReached(DiskTrouble):
    """No server answered, so nothing was begun."""


class NoLogin(NotPermitted):
    """The server refused the login, or proved too little to be given one: nothing was begun."""


NOT_BEGUN = (NotReached, NoLogin)
