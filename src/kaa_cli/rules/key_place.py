"""The key of an encrypted register as values to tell of: where it is kept, what is to be done."""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path


class KeyNote(Enum):
    """What plain `kaa` reminds of until it is done."""

    NOT_WRITTEN_DOWN = auto()
    NOT_ENCRYPTED = auto()


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """A key file, or the keyring of the computer where there is none."""

    file: Path | None
    is_named: bool = False
    """Whether `KAA_KEY_FILE` named the file."""
