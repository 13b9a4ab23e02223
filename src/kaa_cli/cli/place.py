"""Which register a command is about, and who gives it: as told, else as the machine knows it."""

import getpass
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Call:
    """What the global options said; `db` is empty when neither `--db` nor `KAA_DB` is given."""

    db: str = ""

    @property
    def where(self) -> str | Path:
        """The register to open: as told, else the default place."""
        return self.db or default_place()

    @property
    def is_default(self) -> bool:
        return not self.db


def default_place() -> Path:
    """The register's file when nothing is told: in the user's own data folder."""
    from platformdirs import user_data_path

    return user_data_path("kaa", appauthor=False) / "register.db"


def login() -> str:
    """The name the machine knows the user by."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def user(login: str) -> str:
    """Who acts: `KAA_USER`, else the login."""
    return os.environ.get("KAA_USER", "").strip() or login
