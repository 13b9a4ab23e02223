"""The only way the schema comes to be: one numbered step after another, all in one transaction."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, inspect, select, table

from kaa_cli.errors import Damaged, Refused
from kaa_cli.register.backups import copy_before_upgrade
from kaa_cli.register.engine import (
    broken_references,
    file_of,
    open_engine,
    schema_of,
    stamp,
)
from kaa_cli.register.roles import must_own
from kaa_cli.register.sqlite_file import key_of, refuse_foreign
from kaa_cli.register.trouble import Trouble, explain, told_plainly
from kaa_cli.register.undo import models
from kaa_cli.register.versions import asking, beyond
from kaa_cli.words import _

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade did; `backup` is None on PostgreSQL and when there was nothing to do."""

    before: str
    after: str
    backup: Path | None


def newest(steps: Path = HERE) -> str:
    """The version the newest step leads to, such as "0001"."""
    return ScriptDirectory(str(steps)).get_current_head() or ""


def migrate(connection: Connection, steps: Path = HERE) -> None:
    """Take the steps a schema lacks, in the transaction that is open.

    Raises Refused where tables of another program have the names of ours.
    """
    _refuse_taken(connection)
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    command.upgrade(config, "head")
    stamp(connection, newest(steps))


def _refuse_taken(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" or schema_of(connection) is not None:
        return
    ours = {*models(), "alembic_version"}
    named = connection.exec_driver_sql(
        "SELECT relname FROM pg_class"
        " WHERE relnamespace = to_regnamespace(quote_ident(current_schema()))"
    )
    if taken := sorted(ours & set(named.scalars())):
        raise Refused(
            _(
                'The database holds something else, named "{name}" too. Take an empty one. '
                "Nothing was saved."
            ).format(name=taken[0])
        )


def upgrade(where: str | Path, *, today: date, steps: Path = HERE) -> Upgraded:
    """Bring an older register to the schema of this program; a SQLite file is copied first.

    No row may be lost on the way. Raises NoRegister where there is none, or a newer one.
    """
    path = file_of(where)
    with told_plainly(writing=True, files=True):
        if path is not None:
            refuse_foreign(path, writing=True)
        key = key_of(path) if path is not None else None
        engine = open_engine(where, writing=True, for_migrating=True, key=key)
        with engine.begin() as connection:
            before, after = schema_of(connection), newest(steps)
            if before is None:
                raise explain(Trouble.MISSING, writing=True)
            if before > after:
                raise beyond(before, asking(connection), writing=True)
            if before == after:
                return Upgraded(before, after, None)
            if path is None:
                must_own(connection)
            backup = copy_before_upgrade(path, key, before, today) if path else None
            migrate_without_loss(connection, steps)
    return Upgraded(before, after, backup)


def migrate_without_loss(connection: Connection, steps: Path = HERE) -> None:
    """Take the steps a schema lacks; raises Damaged when a row would be lost by it."""
    rows = _row_counts(connection)
    migrate(connection, steps)
    kept = _row_counts(connection)
    is_lossy = any(kept.get(name, 0) < count for name, count in rows.items())
    if is_lossy or broken_references(connection):
        raise Damaged(_("The upgrade would have lost rows and was taken back. Nothing was saved."))


def _row_counts(connection: Connection) -> dict[str, int]:
    names = inspect(connection).get_table_names()
    return {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
        for name in names
    }
