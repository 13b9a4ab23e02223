"""A register that is open: its session, and what is asked or written beside its transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection
from sqlmodel import Session

from kaa_cli.register.sqlite_file import WAIT_SECONDS
from kaa_cli.register.trouble import told_plainly

KEPT_AT_ONCE = "AUTOCOMMIT"
"""The isolation level of a connection whose every statement is kept by itself."""


@dataclass(frozen=True)
class Register:
    """An open register; `session` begins a transaction when it is first asked something."""

    session: Session
    writing: bool
    apart: bool = False
    """Whether claims are written past the one writer, at once, and the session only looks."""

    @contextmanager
    def claiming(self) -> Iterator[Connection]:
        """Where claims are written: within the command's transaction, or at once.

        At once, on a server, each statement is kept by itself and locks nothing a moment longer;
        what the session asks afterwards it sees as it is by then.
        """
        if not self.apart:
            yield self.session.connection()
            return
        server = self.session.get_bind().engine
        with server.connect().execution_options(isolation_level=KEPT_AT_ONCE) as connection:
            connection.exec_driver_sql(f"SET lock_timeout = '{WAIT_SECONDS}s'")
            yield connection
        self.commit()

    def now(self) -> datetime | None:
        """The hour by the server's clock, one for everybody; None where each has the machine's."""
        if self.session.get_bind().dialect.name == "sqlite":
            return None
        hour: datetime | None = self.session.connection().exec_driver_sql("SELECT now()").scalar()
        return hour

    @property
    def login(self) -> str:
        """Who has logged in at the server, as it has proved; empty for a file."""
        connection = self.session.connection()
        if connection.dialect.name == "sqlite":
            return ""
        return str(connection.exec_driver_sql("SELECT session_user").scalar_one())

    def commit(self) -> None:
        """Keep what is done and let others write; rows read before are from now on only to look at.

        They are let go, so that what another command wrote meanwhile is never overwritten unseen.
        """
        with told_plainly(writing=self.writing):
            self.session.commit()
        self.session.expunge_all()
