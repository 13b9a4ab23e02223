"""Registers to measure, in a folder of their own, and kaa run on them as a user does."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from invented import DAY, write_roster
from kaa_cli.register.keys import read_recovery
from race import Failed

ROOT = Path(__file__).parent.parent


def kaa(*words: str) -> list[str]:
    """The installed command, as a user types it; in a bare checkout the module."""
    installed = Path(sys.executable).with_name("kaa.exe" if os.name == "nt" else "kaa")
    if installed.exists():
        return [str(installed), *words]
    return [sys.executable, "-m", "kaa_cli", *words]


def sqlite_utils(*words: str) -> list[str]:
    """sqlite-utils as it is installed alone.

    Where it finds pandas and numpy, which our tests need, it loads those too.
    """
    without = "import sys; sys.modules.update(pandas=None, numpy=None)"
    return [sys.executable, "-c", f"{without}; from sqlite_utils.cli import cli; cli()", *words]


@dataclass(frozen=True)
class Ground:
    """A folder to measure in, with a key for all the registers made there."""

    folder: Path

    @property
    def key_file(self) -> Path:
        return self.folder / "kaa.key"

    @property
    def environ(self) -> dict[str, str]:
        """The user's own, but nobody's register, settings or home folder."""
        unlike = ("KAA_", "PYTHONDONTWRITEBYTECODE")  # an installed program lies there compiled
        kept = {name: value for name, value in os.environ.items() if not name.startswith(unlike)}
        told = {"HOME": self.folder, "XDG_STATE_HOME": self.folder, "KAA_KEY_FILE": self.key_file}
        told |= {"KAA_DB": self.folder / "kaa.db"}
        said = {"KAA_USER": "bench", "KAA_LANG": "sv", "KAA_TODAY": DAY}
        return kept | {name: str(path) for name, path in told.items()} | said

    def do(self, *words: str) -> None:
        """A command of kaa that is not measured."""
        self.run(kaa(*words))

    def run(self, command: Sequence[str], typed: str = "") -> str:
        """Any program that is not measured; its answer."""
        done = subprocess.run(
            command,
            env=self.environ,
            input=typed,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise Failed(f"{' '.join(command)} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def new(self, register: Path) -> Path:
        """An empty register where there may have been another."""
        register.unlink(missing_ok=True)
        self.do("--db", str(register), "init")
        return register

    def roster(self, youths: int) -> Path:
        """A list of so many; made once."""
        path = self.folder / f"{youths}.csv"
        if not path.exists():
            write_roster(path, youths)
        return path

    def worked_in(self, youths: int, where: str | None = None) -> str:
        """A register of so many youths with a history: at a URL `where`, or a file, made once."""
        if where:
            self.do("--db", where, "init")
            self._live_through(where, youths)
            return where
        register = self.folder / f"grown-{youths}.db"
        if not register.exists():
            begun = self.new(register.with_suffix(".begun"))
            self._live_through(str(begun), youths)
            begun.replace(register)  # so that one that was broken off is none
        return str(register)

    def _live_through(self, register: str, youths: int) -> None:
        self.do("--db", register, "import", str(self.roster(youths)), "--yes")
        self.run([sys.executable, str(Path(__file__).with_name("history.py")), register])

    def youths_in(self, register: Path) -> int:
        """How many there are, to prove that nobody is fast by leaving youths out."""
        with self._opened(register) as connection:
            ((youths,),) = connection.execute("SELECT count(*) FROM youth")
            return int(youths)

    def plain_copy(self, register: Path) -> Path:
        """The same tables unencrypted, for programs that have no key; made once."""
        copy = register.with_suffix(".plain.db")
        if not copy.exists():
            with self._opened(register) as connection:
                connection.execute("ATTACH ? AS plain KEY ''", (str(copy),))
                connection.execute("SELECT sqlcipher_export('plain')")
            with closing(sqlite3.connect(copy)) as connection:
                connection.execute("ANALYZE")
        return copy

    @contextmanager
    def _opened(self, register: Path) -> Iterator[Any]:
        """A register's tables: not through kaa, whose libraries would count as a child's memory."""
        from sqlcipher3 import dbapi2

        key = read_recovery(self.key_file.read_text("ascii"))
        with closing(dbapi2.connect(str(register), isolation_level=None)) as connection:
            connection.execute(f'PRAGMA key="{key.literal}"')
            yield connection
