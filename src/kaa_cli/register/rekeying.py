"""A new key for a register, or its first: a copy is made with it, proved, and put in its place.

A kill at any moment leaves one file under the register's name, and its first bytes tell which of
the two keys opens it; both are kept by then.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kaa_cli.errors import Damaged
from kaa_cli.register.key_store import forget_key, keep_key
from kaa_cli.register.keys import Key, new_key
from kaa_cli.register.sqlite_file import (
    connect,
    held_alone,
    is_opened_by,
    key_of,
    new_file,
    prove_whole,
    put_in_place,
    refuse_foreign,
)
from kaa_cli.register.versions import asking_driver, refuse_moved_file
from kaa_cli.rules.key_place import KeyPlace
from kaa_cli.words import _


@dataclass(frozen=True, slots=True)
class NewKey:
    """A copy of the register with a new key, and where that is; the first when it was plain."""

    copy: Path
    place: KeyPlace
    is_first: bool


@contextmanager
def new_key_for(path: Path) -> Iterator[NewKey]:
    """A copy of a register with a new key, to write the last in; then it takes its place.

    Nobody else writes until then; who waits for that is told to try again. The old key is kept,
    for the backups made with it.
    """
    refuse_foreign(path, writing=True, encrypting=True)
    found = path.stat()  # before the key is looked for: another file may have another
    old, new = key_of(path), new_key()
    with closing(connect(path, old, ciphering=True)) as opened:
        refuse_moved_file(asking_driver(opened), writing=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    draft.unlink(missing_ok=True)  # of a killed process that had our number
    with (
        held_alone(path, old, found, ciphering=True) as holder,
        new_file(draft),
        _kept(new, path) as place,
    ):
        _copy(path, old, draft, new)
        yield NewKey(draft, place, is_first=old is None)
        prove_whole(draft, new)
        put_in_place(draft, path, holder)


@contextmanager
def _kept(key: Key, path: Path) -> Iterator[KeyPlace]:
    """The key is kept before anything is enciphered with it, and let go if that fails.

    Unless the register opens with it all the same: the disk can fail, and Ctrl-C come, just after
    the copy has taken its place.
    """
    place = keep_key(key)
    try:
        yield place
    except BaseException:
        with suppress(Exception):
            if not is_opened_by(path, key):
                forget_key(key)
        raise


def _copy(path: Path, old: Key | None, draft: Path, new: Key) -> None:
    """Every row and index of a register into an empty file; raises Damaged when one is missing."""
    with closing(connect(path, old, ciphering=True)) as source:
        source.execute("PRAGMA temp_store=MEMORY")
        source.execute(f'ATTACH DATABASE ? AS draft KEY "{new.literal}"', (str(draft),))
        source.execute("BEGIN")
        source.execute("SELECT sqlcipher_export('draft')")
        for number in ("application_id", "user_version"):
            (value,) = source.execute(f"PRAGMA main.{number}").fetchone()
            source.execute(f"PRAGMA draft.{number}={value}")
        if _counted(source, "main") != _counted(source, "draft"):
            raise Damaged(_("The copy with the new key is not whole. Nothing was saved."))
        source.execute("COMMIT")


def _counted(source: sqlite3.Connection, name: str) -> list[tuple[object, ...]]:
    """What a file is built of, with how many rows there are in each of its tables."""
    built = f"SELECT type, name, sql FROM {name}.sqlite_master ORDER BY type, name"
    return [
        (*each, _rows(source, name, each[1]) if each[0] == "table" else 0)
        for each in source.execute(built).fetchall()
    ]


def _rows(source: sqlite3.Connection, name: str, table: str) -> int:
    return int(source.execute(f'SELECT count(*) FROM {name}."{table}"').fetchone()[0])
