"""Making a register: the migrations are the only way a schema comes to be.

Apart from `engine`, because Alembic costs more than a whole command.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path

from sqlalchemy import insert

from kaa_cli.errors import Refused
from kaa_cli.register.engine import file_of, open_engine, schema_of
from kaa_cli.register.migrations import migrate
from kaa_cli.register.office import AdoptedPolicy, Setting
from kaa_cli.register.sqlite_file import new_file
from kaa_cli.register.trouble import told_plainly
from kaa_cli.words import _


def create_register(
    where: str | Path,
    *,
    kind: str,
    municipalities: Sequence[str],
    policy_name: str,
    policy_toml: str,
    today: date,
) -> None:
    """Make a register that did not exist, in a folder or PostgreSQL schema that does.

    Its policy holds from `today`. Raises Refused where there is something already.
    """
    path = file_of(where)
    with (
        told_plainly(writing=True, files=True),
        new_file(path) if path else nullcontext(),
        open_engine(where, writing=True, for_migrating=True).begin() as connection,
    ):
        if schema_of(connection) is not None:
            raise Refused(_("There is a register already. It was left as it is."))
        migrate(connection)
        settings = {"kind": kind, "municipalities": ",".join(municipalities)}
        rows = [{"key": key, "value": value} for key, value in settings.items()]
        connection.execute(insert(Setting), rows)
        connection.execute(
            insert(AdoptedPolicy).values(from_on=today, name=policy_name, toml=policy_toml)
        )
