"""What lists bring: measures, words beside a number, told columns, doubles and what they were."""

import sqlalchemy as sa
from alembic import op

from kaa_cli.register.migrations.anew import build_anew

revision = "0002"
down_revision = "0001"

_CHECKS = "'said-moved', 'said-not-in-target', 'gone', 'back-on-list'"
_TYPES = (
    "study-guidance coaching motivational-talks self-confidence health-activities "
    "social-activities civic-orientation study-visits lectures internship trial-course "
    "intensive-course study-technique everyday-support guidance-to-services komvux-basic sfi "
    "orientation-course other"
)
_ENDS = "completed to-studies to-work to-other-measure interrupted turned-20 moved other"
_DAYS = ("offered_on", "accepted_on", "declined_on", "started_on", "ended_on")


def upgrade() -> None:
    op.add_column("phone", sa.Column("note", sa.String(), nullable=False, server_default=""))
    _widen_check("registration", f"check_reason IN ({_CHECKS})", f"{_CHECKS}, 'double'")
    _measure()
    _former_identity()
    _column_map()


def _measure() -> None:
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "youth_id",
            sa.Integer(),
            sa.ForeignKey("youth.id", name="fk_measure_youth_id"),
            nullable=False,
        ),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("type", "programme")),
        sa.Column("provider", sa.String(), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=True) for name in _DAYS),
        sa.Column("end_reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_measure"),
        _check("type_known", _is_one_of("type", _TYPES)),
        _check("end_reason_known", _is_one_of("end_reason", _ENDS)),
        _check("end_reason_has_end", "ended_on IS NOT NULL OR end_reason IS NULL"),
        _check("accepted_or_declined", "accepted_on IS NULL OR declined_on IS NULL"),
        _check("has_a_day", f"coalesce({', '.join(_DAYS)}) IS NOT NULL"),
        sqlite_autoincrement=True,
    )
    op.create_index("measure_of_youth", "measure", ["youth_id", "id"])


def _former_identity() -> None:
    op.create_table(
        "former_identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "youth_id",
            sa.Integer(),
            sa.ForeignKey("youth.id", name="fk_former_identity_youth_id"),
            nullable=False,
        ),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_former_identity"),
        sa.UniqueConstraint("key", name="uq_former_identity_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_former_identity_youth_id", "former_identity", ["youth_id"])


def _column_map() -> None:
    op.create_table(
        "column_map",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("heading_row", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_column_map"),
        sa.UniqueConstraint("kind", "heading_row", name="uq_column_map_kind_heading_row"),
        sqlite_autoincrement=True,
    )


def _check(name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_measure_{name}"))


def _is_one_of(column: str, values: str) -> str:
    allowed = ", ".join(f"'{value}'" for value in values.split())
    return f"{column} IN ({allowed})"


def _widen_check(table: str, rule: str, allowed: str) -> None:
    """Let a CHECK of the form `column IN (...)` allow more."""
    column = rule.partition(" ")[0]
    wider, name = f"{column} IN ({allowed})", f"ck_{table}_{column}_known"
    if op.get_context().dialect.name == "sqlite":
        build_anew(table, lambda made: made.replace(rule, wider))
        return
    op.drop_constraint(op.f(name), table)
    op.create_check_constraint(op.f(name), table, wider)
