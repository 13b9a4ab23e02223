"""What a large register needs: the log found by its rows, and how everybody is counted, kept."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_index("log_of_row", "log_change", ["row_table", "first_id"])
    for code in ("stands_at", "known_as"):
        op.add_column("registration", sa.Column(code, sa.String(), nullable=True))
    for day in ("try_by", "reach_by"):
        op.add_column("registration", sa.Column(day, sa.Date(), nullable=True))
