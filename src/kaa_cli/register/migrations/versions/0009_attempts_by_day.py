"""The attempts of a period found by their day: a month's report need not read those of ten years."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_index("attempt_by_day", "attempt", ["on"])
