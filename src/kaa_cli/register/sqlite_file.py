"""The one file a register on SQLite is: whose it is, opening it, making it, and proving it whole.

It begins as SQLite's own files do when it is plain, and with the mark of its key when it is
encrypted: so its first bytes tell how to open it, and with which key.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from kaa_cli.errors import Damaged, DiskTrouble, KeyProblem, NoRegister, Refused
from kaa_cli.register.key_store import find_key, is_nearly_known, named_file
from kaa_cli.register.keys import MAGIC, MARK_BYTES, Key, is_nearly
from kaa_cli.register.on_disk import keep_on_disk
from kaa_cli.register.trouble import Trouble, ended, explain
from kaa_cli.words import _

APPLICATION_ID = int.from_bytes(MAGIC)
"""Marks a SQLite file as a register: "KAA1"."""
WAIT_SECONDS = 5
_PRAGMAS = (
    "foreign_keys=ON",
    "synchronous=EXTRA",  # FULL lost 4 of 250 acknowledged commits in simulated power cuts
    "secure_delete=ON",
    "trusted_schema=OFF",
    "temp_store=MEMORY",
    "cell_size_check=ON",
)
_PLAIN = b"SQLite format 3\x00"


def is_encrypted(path: Path) -> bool:
    """Whether a file begins as an encrypted register does."""
    return _head(path).startswith(MAGIC)


def key_of(path: Path) -> Key | None:
    """The key that opens a register; None for one that is plain. Raises KeyProblem."""
    head = _head(path)
    return find_key(head[:MARK_BYTES]) if head.startswith(MAGIC) else None


def is_opened_by(path: Path, key: Key) -> bool:
    """Whether a file begins with the mark of this key; raises Damaged when it nearly does."""
    mark = _head(path)[:MARK_BYTES]
    if mark != key.mark and is_nearly(mark, key.mark):
        raise explain(Trouble.DAMAGED, writing=False)
    return mark == key.mark


def connect(path: Path, key: Key | None, *, ciphering: bool = False) -> sqlite3.Connection:
    """A connection to a file that is there, whose statements begin and end no transaction.

    With a key, or for `ciphering` a plain file, it is SQLCipher's, which answers as SQLite's own
    does but for its classes. While one is open in a process, nothing else there may open the file
    and close it, nor the other driver connect to it: that would let go of the lock.
    """
    # For writing even where only read: only so can SQLite roll back what a killed writer left.
    uri = f"{path.absolute().as_uri()}?mode=rw"
    opened: sqlite3.Connection = driver(is_cipher=ciphering or key is not None).connect(
        uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None
    )
    if key is not None:
        opened.execute("PRAGMA cipher_log_level=NONE")  # else a damaged page is told on stderr
        opened.execute(f'PRAGMA key="{key.literal}"')
    return opened


def set_up(
    connection: sqlite3.Connection, *, writing: bool, for_migrating: bool, rewinding: bool
) -> None:
    """Make a connection keep what it is told, read no more than it may, and be quick."""
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    if not writing:  # in KiB: reports on 100,000 youths take a tenth less than with 2,000
        connection.execute("PRAGMA cache_size=-65536")
    if for_migrating:
        connection.execute("PRAGMA foreign_keys=OFF")
    if not rewinding:
        connection.execute("PRAGMA journal_mode=DELETE" if writing else "PRAGMA query_only=ON")


@contextmanager
def of_one_file(path: Path, found: os.stat_result, *, writing: bool) -> Iterator[None]:
    """What is done to the file that was `found`.

    Raises Busy, whatever else went wrong, where another has taken its place: that may have another
    key, and would seem damaged.
    """
    try:
        yield
    finally:
        if not os.path.samestat(path.stat(), found):
            raise explain(Trouble.BUSY, writing=writing)


@contextmanager
def held_alone(
    path: Path, key: Key | None, found: os.stat_result, *, ciphering: bool = False
) -> Iterator[sqlite3.Connection]:
    """A connection that keeps whoever else would write waiting, to the file that was `found`.

    Raises Busy where another has taken its place since: that may have another key.
    """
    with closing(connect(path, key, ciphering=ciphering)) as holder:
        with of_one_file(path, found, writing=True):
            holder.execute("BEGIN IMMEDIATE")
        yield holder


def driver(*, is_cipher: bool) -> Any:
    """The module that opens a file: SQLCipher's where there is a key, else Python's own."""
    if not is_cipher:
        return sqlite3
    from sqlcipher3 import dbapi2

    return dbapi2


def refuse_foreign(path: Path, *, writing: bool, encrypting: bool = False) -> None:
    """Refuse what is no register before SQLite opens it, because opening can change a file.

    A plain one is refused too where a key is named, unless it is for `encrypting` it.
    """
    if not path.exists():
        raise explain(Trouble.MISSING, writing=writing)
    if not path.is_file():
        sentence = _("A register is a file; that is something else. Check the path.")
        raise NoRegister(ended(sentence, writing=writing))
    head = _head(path)
    if head and not head.strip(b"\x00"):
        raise explain(Trouble.DAMAGED, writing=writing)
    if not head.startswith(MAGIC):
        _refuse_other_than_plain(head, writing=writing)
        if named_file() is not None and not encrypting:  # nobody may believe in a key in vain
            raise KeyProblem(
                _(
                    "The register is not encrypted, though KAA_KEY_FILE names a key. "
                    'Encrypt it with "kaa key rotate", or unset KAA_KEY_FILE.'
                )
            )
    if (head.startswith(MAGIC) or head[18] == 1) and _beside(path, "-wal").exists():
        # SQLite would read a stray log of another file into this one without a word.
        sentence = _("A file ending in -wal that is not the register's lies beside it. Move it.")
        raise Damaged(ended(sentence, writing=writing))


def _refuse_other_than_plain(head: bytes, *, writing: bool) -> None:
    is_plain = head.startswith(_PLAIN)
    if not is_plain and len(head) >= MARK_BYTES and is_nearly_known(head[:MARK_BYTES]):
        raise explain(Trouble.DAMAGED, writing=writing)
    if not_ours := _not_ours(head):
        raise NoRegister(ended(not_ours, writing=writing))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(100)


def _not_ours(head: bytes) -> str:
    """Why a file that begins like this is no register; empty when it is one."""
    if not head:
        return _('The file is empty. Remove it and begin with "kaa init".')
    if not head.startswith(_PLAIN):
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


def put_in_place(draft: Path, path: Path, holder: sqlite3.Connection | None) -> None:
    """A draft takes the register's place, in one step, while `holder` keeps the others waiting."""
    keep_on_disk(draft)
    if os.name == "nt" and holder is not None:  # which replaces no file that is open
        holder.close()
    draft.replace(path)
    try:
        keep_on_disk(path.parent)
    except OSError as error:
        raise DiskTrouble(
            _("The new file is the register now, but the disk failed just then: kaa doctor")
        ) from error


def prove_whole(path: Path, key: Key | None) -> None:
    """Read every page of a register; raises Damaged when one is not as it was written."""
    with closing(connect(path, key)) as copy:
        if key is not None and copy.execute("PRAGMA cipher_integrity_check").fetchone():
            raise explain(Trouble.DAMAGED, writing=True)
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise explain(Trouble.DAMAGED, writing=True)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
