"""What stands in the address of a register on a server: what is taken, added, and shown of it."""

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.util import immutabledict

from kaa_cli.errors import NoRegister, UsageProblem
from kaa_cli.register.sqlite_file import WAIT_SECONDS
from kaa_cli.register.trouble import Trouble, ended, explain
from kaa_cli.rules.places import is_path
from kaa_cli.rules.text import visible
from kaa_cli.words import _

_TOLD = ("host", "options", "port", "sslmode")
"""What an address may say after its "?": the rest is secret, or everybody's own."""
_OWN = (*_TOLD, "application_name", "connect_timeout", "sslcert", "sslrootcert", "user")
"""What is told to whoever typed it: no key that is unknown, for it may be a piece of a password."""
_CONNECTING = {
    "connect_timeout": str(WAIT_SECONDS),
    "keepalives_idle": "10",  # seconds; a server that is gone is found out within half a minute
    "keepalives_interval": "5",
    "keepalives_count": "4",
    "tcp_user_timeout": "30000",  # milliseconds
}
_NUMBERS = ("connect_timeout", "port")  # of what an address may say after its "?"


def connecting(url: URL) -> URL:
    """The address as it is given to the driver, with what is not said in it."""
    given = {name: told for name, told in _CONNECTING.items() if name not in url.query}
    return url.update_query_dict({**given, "client_encoding": "utf8"})


def refuse_unknown(url: URL, *, writing: bool) -> None:
    """Refuse what an address says after its "?" that is not for the server's own library.

    SQLAlchemy and psycopg know words of their own, which could turn off what is relied on here.
    """
    try:
        from psycopg.pq import Conninfo
    except ModuleNotFoundError as missing:
        raise NoRegister(
            _('A register on PostgreSQL needs the package "psycopg". Install kaa-cli[postgres].')
        ) from missing
    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    unknown = sorted(url.query.keys() - known)
    is_secret = "@" in str(url.query) or "pass" in str(url.query).lower()
    if unknown and not is_secret:  # else the end of a password may stand there
        sentence = _('The address says "{name}" after its "?", which PostgreSQL does not know.')
        raise UsageProblem(ended(sentence.format(name=visible(unknown[0])), writing=writing))
    numbers = [url.query[name] for name in _NUMBERS if name in url.query]
    if unknown or not all(str(number).replace(",", "").isdecimal() for number in numbers):
        raise explain(Trouble.ADDRESS, writing=writing)


def public_address(where: str | Path) -> str:
    """Where a register is, for everybody to read: no login, no password, nothing of somebody's own.

    One on a server is told so that it can be given to `KAA_DB`, a file by its whole path.
    """
    if isinstance(where, Path) or is_path(where):
        return str(Path(where).absolute())
    url = make_url(where)
    if url.get_backend_name() == "sqlite" and url.database:
        return str(Path(url.database).absolute())
    query = {name: value for name, value in url.query.items() if name in _TOLD}
    bare = URL.create(
        "postgresql", host=url.host, port=url.port, database=url.database, query=query
    )
    return bare.render_as_string()


def is_garbled(url: URL) -> bool:
    """Whether a password with signs that must be written as %40 and the like has spilled over."""
    return any(sign in f"{url.host or ''}{url.database or ''}" for sign in "@#/")


def without_password(where: str) -> str:
    """Where a register is, to be shown: without any password that stands in its address."""
    if is_path(where):
        return where
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        url = None
    if url is None or is_garbled(url):
        return f"{where.partition(':')[0].partition('=')[0]}://"
    told = {
        name: value
        for name, value in url.query.items()
        if name in _OWN and "pass" not in str(value).lower()
    }
    return url._replace(password=None, query=immutabledict(told)).render_as_string()
