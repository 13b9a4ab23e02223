"""The CHECKs of code lists compare one code after another.

For `column IN (...)` in a CHECK SQLite makes a table of the codes for every row that is written;
comparing one by one allows the same and takes half the time of an import. PostgreSQL compares
anyhow and keeps its CHECKs.
"""

import re

from alembic import op

from kaa_cli.register.migrations.anew import build_anew

revision = "0004"
down_revision = "0003"

_TABLES = ("youth", "phone", "registration", "attempt", "occupation", "outcome", "measure")
_IS_ONE_OF = re.compile(r"CHECK \((\w+) IN \(('[a-z0-9-]+'(?:, '[a-z0-9-]+')*)\)\)")


def upgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        for table in _TABLES:
            build_anew(table, lambda made: _IS_ONE_OF.sub(_one_by_one, made))


def _one_by_one(check: re.Match[str]) -> str:
    column, codes = check.groups()
    return f"CHECK ({' OR '.join(f'{column} = {code}' for code in codes.split(', '))})"
