"""How Alembic runs here: on the connection it is given, whose transaction its caller ends."""

from alembic import context
from sqlmodel import SQLModel

import kaa_cli.register.filings
import kaa_cli.register.meetings
import kaa_cli.register.support  # noqa: F401  the tables that `compare` and `revision` look at

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,  # SQLite changes a table by building it anew
    transactional_ddl=True,
)
context.run_migrations()
