"""Where the key of an encrypted register is kept, as a value to tell of."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """A key file, or the keyring of the computer where there is none."""

    file: Path | None
    is_named: bool = False
    """Whether `KAA_KEY_FILE` named the file."""
