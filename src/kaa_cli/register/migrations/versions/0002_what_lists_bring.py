"""What lists bring: measures, words beside a number, told columns, doubles and what they were."""

import sqlalchemy as sa
from alembic import op

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
    """Let a CHECK of the form `column IN (...)` allow more.

    SQLite cannot change a CHECK: the table is built anew from its own text, which keeps everything
    else in it (a batch by reflection would lose the CHECKs), and goes on counting where it was.
    """
    column = rule.partition(" ")[0]
    wider, name = f"{column} IN ({allowed})", f"ck_{table}_{column}_known"
    if op.get_context().dialect.name != "sqlite":
        op.drop_constraint(op.f(name), table)
        op.create_check_constraint(op.f(name), table, wider)
        return
    ask = op.get_bind().exec_driver_sql
    of_table = "FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL"
    made = ask(f"SELECT sql {of_table} AND type = 'table'", (table,)).scalar_one()
    indexes = ask(f"SELECT sql {of_table} AND type = 'index'", (table,)).scalars().all()
    last = ask("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
    anew = made.replace(rule, wider).replace(table, f"{table}_anew", 1)
    if rule not in made or f"{table}_anew" not in anew.partition("(")[0]:
        raise RuntimeError(f"{table} is not built as step 0001 built it")
    ask(anew)
    ask(f"INSERT INTO {table}_anew SELECT * FROM {table}")
    ask(f"DROP TABLE {table}")
    ask(f"ALTER TABLE {table}_anew RENAME TO {table}")
    for index in indexes:
        ask(index)
    ask("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
    ask("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last or 0))
