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
from kaa_cli.register.key_store import keep_key, key_for_new
from kaa_cli.register.location import refuse_unfit
from kaa_cli.register.migrations import migrate
from kaa_cli.register.office import AdoptedPolicy, Setting
from kaa_cli.register.sqlite_file import new_file
from kaa_cli.register.trouble import told_plainly
from kaa_cli.rules.key_place import KeyPlace
from kaa_cli.words import _


def create_register(
    where: str | Path,
    *,
    kind: str,
    municipalities: Sequence[str],
    policy_name: str,
    policy_toml: str,
    today: date,
    plaintext: bool = False,
    anywhere: bool = False,
) -> KeyPlace | None:
    """Make a register that did not exist, in a folder or PostgreSQL schema that does.

    Its policy holds from `today`. A file is encrypted unless `plaintext`; returned is where its key
    is kept. Raises Refused where there is something already, and for a network disk or a folder
    that is copied elsewhere unless `anywhere`.
    """
    path, kept = file_of(where), None
    if path is not None and not anywhere:
        refuse_unfit(path)
    settings = {"kind": kind, "municipalities": ",".join(municipalities)}
    with told_plainly(writing=True, files=True), new_file(path) if path else nullcontext():
        key = key_for_new() if path and not plaintext else None
        if key is not None:
            kept = keep_key(key)  # before the first byte is enciphered with it
        elif path is not None:
            settings["plaintext"] = "chosen"
        engine = open_engine(where, writing=True, for_migrating=True, key=key)
        with engine.begin() as connection:
            if schema_of(connection) is not None:
                raise Refused(_("There is a register already. It was left as it is."))
            migrate(connection)
            rows = [{"key": name, "value": value} for name, value in settings.items()]
            connection.execute(insert(Setting), rows)
            connection.execute(
                insert(AdoptedPolicy).values(from_on=today, name=policy_name, toml=policy_toml)
            )
    return kept
