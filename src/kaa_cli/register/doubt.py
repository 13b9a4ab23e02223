"""Whether a command was kept whose saving failed: a disk or a server can fail just after it."""

from pathlib import Path

from sqlalchemy import select

from kaa_cli.errors import KaaError, NotReached
from kaa_cli.register.engine import HEAD, file_of, open_engine, open_register, schema_of
from kaa_cli.register.office import LogEntry
from kaa_cli.register.questions import table
from kaa_cli.register.trouble import Trouble, explain, told_plainly
from kaa_cli.words import _

_LOG = table(LogEntry)


def is_kept(where: str | Path, seal: str) -> bool | None:
    """Whether the log has the entry of this seal; None when nobody can look."""
    try:
        with open_register(where, writing=False) as register:
            found = register.session.execute(select(_LOG.c.id).where(_LOG.c.seal == seal)).first()
    except KaaError:
        return False if _is_to_be_rolled_back(where) else None
    return found is not None


def _is_to_be_rolled_back(where: str | Path) -> bool:
    """Whether the journal is there still, by which whoever opens the file next takes it back."""
    path = file_of(where)
    return path is not None and path.with_name(f"{path.name}-journal").exists()


def is_upgraded(where: str | Path) -> bool | None:
    """Whether a register has the schema of this program; None when nobody can look."""
    try:
        with told_plainly(writing=False, files=True):
            engine = open_engine(where, writing=False, for_migrating=True)
            with engine.begin() as connection:
                return schema_of(connection) == HEAD
    except KaaError:
        return False if _is_to_be_rolled_back(where) else None


def corrected(error: KaaError, *, kept: bool | None) -> KaaError:
    """What to raise instead of an error that said nothing was saved, when that is not so."""
    if isinstance(error, NotReached):
        return error
    if kept is None:
        return type(error)(
            _(
                "The disk or the server failed while it was being saved. Whether it is saved "
                "cannot be told: look with kaa undo --list before you do it again."
            )
        )
    return explain(Trouble.DISK, writing=False) if kept else error
