"""What a database or a disk refuses, turned into our sentences and exit codes: here only."""

import errno
import socket
import sqlite3
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import Enum, auto
from json import JSONDecodeError
from typing import Any

from sqlalchemy.exc import DBAPIError, IntegrityError

from kaa_cli.errors import (
    Busy,
    Damaged,
    DiskTrouble,
    KaaError,
    KeyProblem,
    NoLogin,
    NoRegister,
    NotPermitted,
    NotReached,
    UsageProblem,
)
from kaa_cli.words import _


class Trouble(Enum):
    """The ways storage fails a user; what is in none of them is a bug."""

    BUSY = auto()
    FULL = auto()
    DISK = auto()
    SERVER = auto()
    UNREACHED = auto()
    DAMAGED = auto()
    DENIED = auto()
    LOGIN = auto()
    ADDRESS = auto()
    NO_TLS = auto()
    UNPROVED = auto()
    NO_DATABASE = auto()
    MISSING = auto()


_SQLITE = {
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_IOERR: Trouble.DISK,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
    sqlite3.SQLITE_READONLY: Trouble.DENIED,
    sqlite3.SQLITE_PERM: Trouble.DENIED,
    sqlite3.SQLITE_AUTH: Trouble.DENIED,
    sqlite3.SQLITE_CANTOPEN: Trouble.DENIED,  # the file is there: its folder takes no journal
}
_UNREADABLE = "Could not decode to UTF-8"
_POSTGRES = {  # by SQLSTATE, else by its class: the first two characters
    "55P03": Trouble.BUSY,
    "57014": Trouble.BUSY,
    "40": Trouble.BUSY,
    "53100": Trouble.FULL,
    "58": Trouble.DISK,
    "08": Trouble.SERVER,
    "25P03": Trouble.SERVER,  # it ends who has been idle in a transaction
    "25P04": Trouble.SERVER,
    "53": Trouble.SERVER,
    "57": Trouble.SERVER,
    "XX": Trouble.DAMAGED,
    "42501": Trouble.DENIED,
    "25006": Trouble.DENIED,
    "28": Trouble.LOGIN,
    "3D": Trouble.NO_DATABASE,
    "3F": Trouble.MISSING,
}


@contextmanager
def told_plainly(*, writing: bool, files: bool = False) -> Iterator[None]:
    """Turn what the database refuses into one of our errors; what the disk does too with `files`.

    Without `files` the block may read and write files of its own (a closed pipe is one of them).
    A broken constraint passes through: the rules should have said no, so that is a bug.
    """
    try:
        yield
    except IntegrityError:
        raise
    except KeyProblem as error:
        raise KeyProblem(ended(error.sentence, writing=writing)) from error
    except Exception as error:  # SQLCipher's errors have no class in common with SQLite's
        if isinstance(error, OSError) and not files:
            raise
        trouble = _trouble_in(error.orig if isinstance(error, DBAPIError) else error)
        if trouble is None:
            raise
        raise explain(trouble, writing=writing) from error


def explain(trouble: Trouble, *, writing: bool) -> KaaError:
    """The error to raise, its sentence ending in what became of the register when writing."""
    if writing and trouble is Trouble.FULL:
        return DiskTrouble(_("The disk is full. Nothing was saved; the register is unharmed."))
    error = _explained(trouble)
    return type(error)(ended(error.sentence, writing=writing))


def ended(sentence: str, *, writing: bool) -> str:
    """The sentence, saying also that nothing was saved when something was to be."""
    return f"{sentence} {_('Nothing was saved.')}" if writing else sentence


def _explained(trouble: Trouble) -> KaaError:
    match trouble:
        case Trouble.BUSY:
            return Busy(
                _("The register is being used by someone else. Wait a few seconds and try again.")
            )
        case Trouble.FULL:
            return DiskTrouble(_("The disk is full."))
        case Trouble.DISK:
            return DiskTrouble(_("The disk could not be read or written."))
        case Trouble.DAMAGED:
            return Damaged(
                _('The register is damaged. Take back the latest backup with "kaa restore".')
            )
        case Trouble.DENIED:
            return NotPermitted(
                _("You may not do this with the register. Ask for the right to its file or server.")
            )
        case Trouble.MISSING:
            return NoRegister(
                _(
                    'There is no register here. Begin with "kaa init", '
                    'or try without risk with "kaa demo".'
                )
            )
        case _:
            return _of_a_server(trouble)


def _of_a_server(trouble: Trouble) -> KaaError:
    if trouble is Trouble.LOGIN:
        return NoLogin(
            _(
                "The database server refused the login. "
                "Check the name and the password, and that you may use the database."
            )
        )
    if trouble is Trouble.NO_TLS:
        return NoLogin(
            _(
                "The database server has no encryption (TLS), which the address asks for with "
                "sslmode. Whoever looks after the server turns it on (ssl = on)."
            )
        )
    if trouble is Trouble.UNPROVED:
        return NoLogin(
            _(
                "The database server could not prove who it is. Check its name in the address, and "
                "that sslrootcert names the certificate of whoever has issued the server's."
            )
        )
    if trouble is Trouble.ADDRESS:
        return UsageProblem(
            _(
                'PostgreSQL does not take what the address says after its "?". '
                "Such as: ?sslmode=verify-full"
            )
        )
    if trouble is Trouble.NO_DATABASE:
        return NoRegister(
            _(
                "The server has no database of that name. Whoever looks after the server makes it "
                '(createdb), empty, for "kaa init" or "kaa copy" to fill.'
            )
        )
    kind = NotReached if trouble is Trouble.UNREACHED else DiskTrouble
    return kind(
        _("The database server did not answer. Check that it runs, and the address and the login.")
    )


def _trouble_in(error: BaseException | None) -> Trouble | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF)
    if isinstance(error, UnicodeDecodeError | JSONDecodeError) or _UNREADABLE in str(error):
        return Trouble.DAMAGED  # a bit has turned in a text: SQLite reads it as it stands
    if isinstance(error, PermissionError):
        return Trouble.DENIED
    if isinstance(error, OSError):
        return Trouble.FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else Trouble.DISK
    state = getattr(error, "sqlstate", None)
    if state is None:  # psycopg has no state to give when no server gave one
        return _without_state(error)
    return _POSTGRES.get(state) or _POSTGRES.get(state[:2])


def _without_state(error: BaseException | None) -> Trouble | None:
    if type(error).__module__.partition(".")[0] != "psycopg":
        return None
    from psycopg.errors import ConnectionTimeout, OperationalError

    if not isinstance(error, OperationalError):
        return None
    if isinstance(error, ConnectionTimeout) or _NO_SUCH_HOST in str(error):
        return Trouble.UNREACHED
    if error.pgconn is None:  # it was lost on the way
        return Trouble.SERVER
    return _why_not(error)


_NO_SUCH_HOST = "failed to resolve host"  # psycopg's own words, and all it tells
_ANY_DATABASE = "postgres"
_SECONDS = 5
_ASKS_FOR_TLS = struct.pack("!ii", 8, 80877103)  # SSLRequest of the protocol; "S" or "N" answers it
_TLS_MODES = ("require", "verify-ca", "verify-full")
_IS_THERE = "SELECT has_database_privilege(datname, 'CONNECT') FROM pg_database WHERE datname = %s"


def _why_not(refused: Any) -> Trouble:
    """Why a server gave no connection, by asking it once more.

    It tells no code then, and its sentence is in its own language.
    """
    from psycopg import Error, connect
    from psycopg.conninfo import make_conninfo
    from psycopg.pq import PGconn, Ping

    asked = {part.keyword.decode(): part.val.decode() for part in refused.pgconn.info if part.val}
    asked["connect_timeout"] = str(_SECONDS)
    answer = PGconn.ping(make_conninfo(**asked).encode())
    if answer == Ping.NO_ATTEMPT:
        return Trouble.ADDRESS
    if answer == Ping.NO_RESPONSE:
        return _of_tls(asked) or Trouble.UNREACHED
    if answer != Ping.OK:  # it begins, stops or recovers
        return Trouble.UNREACHED
    try:
        elsewhere = make_conninfo(**asked | {"dbname": _ANY_DATABASE, "options": ""})
        with connect(elsewhere) as server:
            may = server.execute(_IS_THERE, (asked.get("dbname"),)).fetchone()
    except Error:
        return Trouble.LOGIN
    if may is None:
        return Trouble.NO_DATABASE
    return Trouble.UNREACHED if may[0] else Trouble.DENIED


def _of_tls(asked: Mapping[str, str]) -> Trouble | None:
    """Whether it was for want of TLS, or of trust in it: asked without a word of who asks."""
    if asked.get("sslmode") not in _TLS_MODES:
        return None
    place = asked.get("hostaddr") or asked.get("host", ""), int(asked.get("port", 0))
    try:
        with socket.create_connection(place, timeout=_SECONDS) as server:
            server.sendall(_ASKS_FOR_TLS)
            offered = server.recv(1)
    except (OSError, ValueError):  # nobody is there; or its place is a file, where TLS never is
        return None
    return {b"N": Trouble.NO_TLS, b"S": Trouble.UNPROVED}.get(offered)
