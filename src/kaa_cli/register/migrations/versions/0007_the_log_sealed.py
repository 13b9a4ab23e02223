"""The log: each entry sealed with the one before, typed words apart; figures kept past purging."""

import sqlalchemy as sa
from alembic import op

from kaa_cli.register import chain

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("log_entry", sa.Column("said", sa.JSON(), nullable=True))
    op.add_column("log_entry", sa.Column("seal", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "kept_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("half_year", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kept_figures"),
        sa.UniqueConstraint("half_year", "report", name="uq_kept_figures_half_year_report"),
        sqlite_autoincrement=True,
    )
    _set_reasons_apart()
    chain.begin(op.get_bind())


def _set_reasons_apart() -> None:
    """The reasons for opening protected data and for taking over a youth were words typed."""
    log = sa.table(
        "log_entry",
        sa.column("id", sa.Integer()),
        sa.column("kind", sa.String()),
        sa.column("what", sa.JSON()),
        sa.column("said", sa.JSON()),
    )
    bind = op.get_bind()
    looked = bind.execute(sa.select(log).where(log.c.kind.in_(["read", "claim"]))).all()
    for entry in looked:
        what = dict(entry.what)
        if reason := what.pop("reason", ""):
            change = sa.update(log).where(log.c.id == entry.id)
            bind.execute(change.values(what=what, said={"reason": reason}))
