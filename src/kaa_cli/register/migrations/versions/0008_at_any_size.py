"""What a large register needs: the log found by its rows, and how everybody is counted, kept."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_index("log_of_row", "log_change", ["row_table", "first_id"])
    op.create_index("log_of_kind", "log_entry", ["kind"])
    for code in ("stands_at", "known_as"):
        op.add_column("registration", sa.Column(code, sa.String(), nullable=True))
    op.add_column("registration", sa.Column("cycle", sa.Integer(), nullable=True))
    for day in ("step_on", "try_by", "reach_by"):
        op.add_column("registration", sa.Column(day, sa.Date(), nullable=True))
