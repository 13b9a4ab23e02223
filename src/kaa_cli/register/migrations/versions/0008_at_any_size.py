"""What a large register needs: what the log tells of a row, found without reading all of it."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_index("log_of_row", "log_change", ["row_table", "first_id"])
