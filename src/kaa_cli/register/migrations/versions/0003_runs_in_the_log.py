"""The log names rows by two numbers, so that one line can stand for a run of new rows."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Fill in the numbers of every line; only a setting is named by a word, which stays."""
    op.drop_index("log_change_of_row", "log_change")
    for name in ("first_id", "last_id"):
        op.add_column("log_change", sa.Column(name, sa.Integer(), nullable=True))
    number = "CAST(row_id AS INTEGER)"
    op.execute(
        f"UPDATE log_change SET first_id = {number}, last_id = {number}, row_id = ''"
        " WHERE row_table <> 'setting'"
    )
