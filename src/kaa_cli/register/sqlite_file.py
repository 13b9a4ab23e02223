"""The one file a register on SQLite is: whose it is, making it, and copying it whole."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kaa_cli.errors import Damaged, NoRegister, Refused
from kaa_cli.register.trouble import Trouble, ended, explain
from kaa_cli.words import _

APPLICATION_ID = 0x4B414131
"""Marks a SQLite file as a register: "KAA1"."""
_MAGIC = b"SQLite format 3\x00"


def refuse_foreign(path: Path, *, writing: bool) -> None:
    """Refuse what is no register before SQLite opens it, because opening can change a file."""
    if not path.exists():
        raise explain(Trouble.MISSING, writing=writing)
    if not path.is_file():
        sentence = _("A register is a file; that is something else. Check the path.")
        raise NoRegister(ended(sentence, writing=writing))
    with path.open("rb") as file:
        head = file.read(100)
    if head and not head.strip(b"\x00"):
        raise explain(Trouble.DAMAGED, writing=writing)
    if not_ours := _not_ours(head):
        raise NoRegister(ended(not_ours, writing=writing))
    if head[18] == 1 and _beside(path, "-wal").exists():
        # SQLite would read a stray log of another file into this one without a word.
        sentence = _("A file ending in -wal that is not the register's lies beside it. Move it.")
        raise Damaged(ended(sentence, writing=writing))


def _not_ours(head: bytes) -> str:
    """Why a file that begins like this is no register; empty when it is one."""
    if not head:
        return _('The file is empty. Remove it and begin with "kaa init".')
    if not head.startswith(_MAGIC):
        return _("That file is no register. Check the path.")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        return _("That file belongs to another program. Check the path.")
    return ""


@contextmanager
def new_file(path: Path) -> Iterator[None]:
    """An empty file only its owner may read, taken away again if what fills it fails."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as exists:
        raise Refused(_("There is a file already. It was left as it is.")) from exists
    except (FileNotFoundError, NotADirectoryError) as missing:
        raise NoRegister(_("There is no such folder. Make it, or check the path.")) from missing
    try:
        yield
    except BaseException:
        for left in (path, _beside(path, "-journal")):
            left.unlink(missing_ok=True)
        raise


def back_up(path: Path, to: Path) -> None:
    """Copy a register, prove the copy whole, and only then give it its name; readable by its owner.

    Others may go on reading meanwhile. Raises Damaged when the copy is not whole.
    """
    draft = _beside(to, f".{os.getpid()}.part")
    with new_file(draft):
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as source:
            source.execute("VACUUM INTO ?", (str(draft),))
        with closing(sqlite3.connect(draft)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise explain(Trouble.DAMAGED, writing=True)
        _keep(draft)
        draft.rename(to)
        _keep(to.parent)


def _keep(path: Path) -> None:
    """Have the disk write it now; Windows neither needs nor allows it for a folder."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
