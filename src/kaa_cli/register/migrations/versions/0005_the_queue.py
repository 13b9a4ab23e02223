"""The queue: appointments, hand-overs, visit rounds, claims, the day to look at a youth again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("registration", sa.Column("look_on", sa.Date(), nullable=True))
    op.create_index("to_look_at", "registration", ["look_on"])
    _appointment()
    _hand_over()
    _visit_round()
    _visit_stop()
    _claim()


def _appointment() -> None:
    _create(
        "appointment",
        _reference("appointment", "registration"),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        _reference("appointment", "caseworker", "with_id", optional=True),
        sa.Column("state", sa.String(), nullable=False),
        _reference("appointment", "attempt", optional=True),
        _one_of("appointment", "kind", "information-visit first-talk talk"),
        _one_of("appointment", "state", "booked came missed moved cancelled"),
    )
    op.create_index("appointment_in_order", "appointment", ["registration_id", "on", "id"])
    _index("appointment", "with_id", "attempt_id")


def _hand_over() -> None:
    _create(
        "hand_over",
        _reference("hand_over", "youth"),
        sa.Column("on", sa.Date(), nullable=False),
        _reference("hand_over", "caseworker", "from_id"),
        _reference("hand_over", "caseworker", "to_id", optional=True),
        _reference("hand_over", "caseworker", "by_id", optional=True),
    )
    _index("hand_over", "youth_id", "from_id", "to_id", "by_id")


def _visit_round() -> None:
    _create(
        "visit_round",
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("back_at", sa.Time(), nullable=False),
        _reference("visit_round", "caseworker", "lead_id"),
        _reference("visit_round", "caseworker", "with_id"),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("announced", sa.Boolean(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint("lead_id <> with_id", name=op.f("ck_visit_round_two_people")),
    )
    _index("visit_round", "lead_id", "with_id")


def _visit_stop() -> None:
    _create(
        "visit_stop",
        _reference("visit_stop", "visit_round", "round_id"),
        _reference("visit_stop", "youth"),
        sa.Column("position", sa.Integer(), nullable=False),
        _reference("visit_stop", "attempt", optional=True),
        sa.UniqueConstraint("round_id", "youth_id", name="uq_visit_stop_round_id_youth_id"),
    )
    _index("visit_stop", "youth_id", "attempt_id")


def _claim() -> None:
    _create(
        "claim",
        _reference("claim", "youth", ondelete="CASCADE"),
        _reference("claim", "caseworker", "by_id"),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("youth_id", name="uq_claim_youth_id"),
    )
    _index("claim", "by_id")


def _create(table: str, *parts: sa.schema.SchemaItem) -> None:
    number = sa.Column("id", sa.Integer(), nullable=False)
    key = sa.PrimaryKeyConstraint("id", name=f"pk_{table}")
    op.create_table(table, number, *parts, key, sqlite_autoincrement=True)


def _reference(
    table: str, to: str, column: str = "", *, optional: bool = False, ondelete: str | None = None
) -> sa.Column[int]:
    name = column or f"{to}_id"
    key = sa.ForeignKey(f"{to}.id", name=f"fk_{table}_{name}", ondelete=ondelete)
    return sa.Column(name, sa.Integer(), key, nullable=optional)


def _one_of(table: str, column: str, codes: str) -> sa.CheckConstraint:
    allowed = " OR ".join(f"{column} = '{code}'" for code in codes.split())
    return sa.CheckConstraint(allowed, name=op.f(f"ck_{table}_{column}_known"))


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])
