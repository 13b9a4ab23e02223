"""Backups of a register's file: copied whole, proved the same, and only then given their name.

They lie in a folder `backups` beside the register, or where `KAA_BACKUPS` says.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kaa_cli.errors import DiskTrouble, KaaError, KeyProblem, Refused
from kaa_cli.register import chain
from kaa_cli.register.chain import Head
from kaa_cli.register.keys import Key
from kaa_cli.register.on_disk import keep_on_disk
from kaa_cli.register.sqlite_file import (
    connect,
    key_of,
    new_file,
    prove_whole,
    refuse_foreign,
)
from kaa_cli.register.trouble import Trouble, explain, told_plainly
from kaa_cli.rules.backups import (
    ENDING,
    LEFT,
    Backup,
    backup_name,
    backups_folder,
    backups_of,
    outworn,
)
from kaa_cli.rules.settings import MOST
from kaa_cli.words import _

SEALED_FROM = "0007"
"""The first schema whose log is a chain; older ones have no head."""
DRAFT = ".part"
LEFT_AFTER_SECONDS = 3600
"""A draft that nobody has written to for so long was left by something that was stopped."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What two copies of a register have in common when they are the same."""

    schema: str
    head: Head | None
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """A copy that is proved whole and has no name of its own yet."""

    file: Path
    contents: Contents

    def take_name(self, to: Path) -> None:
        """Give it its name; raises Refused where a file has it already."""
        if os.path.lexists(to):
            raise Refused(_("There is a file already. It was left as it is."))
        self.file.rename(to)
        try:
            keep_on_disk(to.parent)
        except OSError as error:
            raise DiskTrouble(
                _("The backup is there, but the disk failed just then: kaa doctor")
            ) from error


@dataclass(frozen=True, slots=True)
class Cleared:
    """The files that rotation removed, and those it left because they cannot be opened."""

    gone: Sequence[str] = ()
    left: Sequence[str] = ()


def folder_of(path: Path) -> Path:
    """Where the backups of a register go when nothing else is told."""
    return backups_folder(path, os.environ.get("KAA_BACKUPS", ""))


def made_folder(path: Path) -> Path:
    """The folder of the backups, made for its owner alone where it was not there."""
    folder = folder_of(path)
    with told_plainly(writing=True, files=True):
        if not folder.is_dir() and folder.parent.is_dir():
            folder.mkdir(mode=0o700)
            keep_on_disk(folder.parent)
    return folder


def backups_in(folder: Path, register: Path) -> list[Backup]:
    """The backups of a register that lie in a folder, the latest first, told by their names."""
    try:
        return backups_of(register.stem, os.listdir(folder))
    except OSError:
        return []


@contextmanager
def drafted(
    path: Path, key: Key | None, folder: Path, *, register: Path | None = None
) -> Iterator[Draft]:
    """A copy of a register beside others in a folder, gone again unless it is given a name.

    Others may go on reading meanwhile. `register` is the one it is a copy of, where that is not
    `path` itself. Raises Damaged when the copy is not whole.
    """
    if not folder.is_dir():
        raise Refused(_("There is no such folder. Make it, or check the path. Nothing was saved."))
    file = folder / f"{(register or path).stem}.{os.getpid()}{DRAFT}"
    with told_plainly(writing=True, files=True), new_file(file):
        contents = copy_whole(path, key, file)
        keep_on_disk(file)
        yield Draft(file, contents)
        if os.path.lexists(file):  # nobody wanted it
            with suppress(OSError):
                file.unlink()


def copy_whole(path: Path, key: Key | None, to: Path) -> Contents:
    """Copy a register into an empty file and prove it the same; who reads is not disturbed.

    The first connection keeps writers waiting, so that what is counted is what is copied.
    """
    with closing(connect(path, key)) as held, closing(connect(path, key)) as source:
        held.execute("BEGIN")
        before = contents_of(held)
        source.execute("VACUUM INTO ?", (str(to),))
    prove_whole(to, key)
    with closing(connect(to, key)) as copy:
        if contents_of(copy) != before:
            raise explain(Trouble.DAMAGED, writing=True)
    return before


def contents_of(connection: sqlite3.Connection) -> Contents:
    """The schema, the end of the log and how many rows each table has."""
    schema = f"{connection.execute('PRAGMA user_version').fetchone()[0]:04}"
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    rows = {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
        for (name,) in tables
    }
    end = None
    if schema >= SEALED_FROM:
        question = "SELECT id, seal FROM log_entry ORDER BY id DESC LIMIT 1"
        end = connection.execute(question).fetchone()
    return Contents(schema, Head(*end) if end else None, rows)


def free_name(
    folder: Path, register: Path, at: datetime | date, contents: Contents, *, left: bool = False
) -> Path:
    """A name that no file in the folder has; `left` for what a restore keeps."""
    end = str(contents.head) if contents.head else f"schema-{contents.schema}"
    end += LEFT if left else ""
    name = backup_name(register.stem, at, end)
    number, free = 1, folder / name
    while os.path.lexists(free):
        number += 1
        free = folder / f"{name.removesuffix(ENDING)}-{number}{ENDING}"
    return free


def copy_before_upgrade(path: Path, key: Key | None, version: str, today: date) -> Path:
    """The backup that an upgrade leaves, told by the schema it has."""
    folder = made_folder(path)
    with drafted(path, key, folder) as draft:
        contents = Contents(version, None, draft.contents.rows)
        to = free_name(folder, path, today, contents)
        draft.take_name(to)
    return to


def clear_out(folder: Path, register: Path, mine: str, today: date, most_days: int) -> Cleared:
    """Remove the backups in a folder that rotation does not keep, and any that no law lets be.

    `mine` is the key of the register's log, which every backup of it holds. A copy of a register
    that lay here before, or whose key is gone, goes when no backup may be kept for so long.
    """
    gone, left = [], []
    with told_plainly(writing=False, files=True):
        for one in outworn(backups_in(folder, register), today, most_days):
            try:
                goes = is_to_go(folder, one, mine, today)
            except KaaError:
                left.append(one.name)
                continue
            if goes:
                (folder / one.name).unlink(missing_ok=True)
                gone.append(one.name)
    return Cleared(gone, left)


def is_to_go(folder: Path, one: Backup, mine: str, today: date) -> bool:
    """Whether an outworn backup is this register's, or too old to be kept of any.

    Raises what tells that it cannot be opened, and NoRegister for what is no register.
    """
    file = folder / one.name
    try:
        return _log_key_in(file) in {mine, ""} or _is_too_old(one, today)
    except KeyProblem:
        if _is_too_old(one, today):
            return True
        raise


def _is_too_old(one: Backup, today: date) -> bool:
    return (today - one.at.date()).days > MOST["backup_days"]


def _log_key_in(file: Path) -> str:
    """The key of the log in a backup; empty in one from before the log was sealed."""
    with told_plainly(writing=False, files=True):
        refuse_foreign(file, writing=False)
        with closing(connect(file, key_of(file))) as opened:
            question = "SELECT value FROM setting WHERE key = ?"
            row = opened.execute(question, (chain.KEY,)).fetchone()
    return row[0] if row else ""


def leftovers(path: Path, now: datetime) -> list[Path]:
    """Drafts that something stopped has left, by the register and in its folder of backups."""
    found = []
    for folder in {path.parent, folder_of(path)}:
        for file in folder.glob(f"{path.stem}.*{DRAFT}*"):
            age = now.timestamp() - file.stat().st_mtime
            if file.is_file() and age > LEFT_AFTER_SECONDS:
                found.append(file)
    return sorted(found)
