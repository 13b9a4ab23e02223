"""The attempts of a period found by their day, without reading those of all years."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_index("attempt_by_day", "attempt", ["on"])
