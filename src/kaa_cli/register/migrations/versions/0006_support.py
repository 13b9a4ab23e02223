"""Support and what lasts of it: programmes, applications, consents, checks, filings, answers."""

import re

import sqlalchemy as sa
from alembic import op

from kaa_cli.register.migrations.anew import build_anew

revision = "0006"
down_revision = "0005"

_TYPE_KNOWN = re.compile(r"\s*CONSTRAINT ck_measure_type_known CHECK \([^()]*\),")
_OCCUPATIONS = (
    "upper-secondary introductory komvux komvux-basic sfi folk-high-school higher-vocational "
    "labour-market-training other-studies work internship job-seeking military abroad "
    "parental-leave none other unknown"
)
_ACTORS = (
    "outreach school school-health employment-service social-services labour-market-unit "
    "insurance-agency other-municipality association other"
)
_AREAS = ("physical_health", "mental_health", "food", "sleep", "personal_development")


def upgrade() -> None:
    _programmes()
    _measure()
    _what_lasts()
    _application()
    _consent()
    _referral()
    _answer()
    _filings()


def _programmes() -> None:
    _create(
        "own_measure_type",
        _text("code"),
        _text("sv"),
        _text("en"),
        sa.UniqueConstraint("code", name="uq_own_measure_type_code"),
    )
    _create(
        "programme",
        _text("name"),
        _text("type"),
        _text("provider"),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.UniqueConstraint("name", name="uq_programme_name"),
    )
    op.execute(  # a programme that measures or outcomes name already
        "INSERT INTO programme (name, type, provider) "
        "SELECT name, 'other', '' FROM ("
        "SELECT min(programme) AS name FROM ("
        "SELECT programme FROM measure UNION SELECT programme FROM outcome"
        ") AS named WHERE programme <> '' GROUP BY lower(programme)) AS once ORDER BY name"
    )
    _create(
        "programme_run",
        _reference("programme_run", "programme"),
        _text("name"),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.UniqueConstraint("programme_id", "name", name="uq_programme_run_programme_id_name"),
        _check("programme_run", "ends_after_start", "ends_on IS NULL OR ends_on >= starts_on"),
        _check("programme_run", "has_places", "places IS NULL OR places > 0"),
    )


def _measure() -> None:
    """The type may be the municipality's own, so its CHECK goes; the seven items come."""
    on_sqlite = op.get_context().dialect.name == "sqlite"
    if on_sqlite:
        build_anew("measure", lambda made: _TYPE_KNOWN.sub("", made))
    else:
        op.drop_constraint(op.f("ck_measure_type_known"), "measure")
    for name in ("goal", "by_youth", "by_municipality", "by_other", "week"):
        op.add_column("measure", _text(name, server_default=""))
    key = "CONSTRAINT fk_measure_run_id REFERENCES programme_run (id)"
    op.execute(f"ALTER TABLE measure ADD COLUMN run_id INTEGER {key}")
    _index("measure", "run_id")
    for name in ("occupation_before", "occupation_after"):
        allowed = " OR ".join(f"{name} = '{code}'" for code in _OCCUPATIONS.split())
        rule = f"CONSTRAINT ck_measure_{name}_known CHECK ({allowed})"
        op.execute(f"ALTER TABLE measure ADD COLUMN {name} VARCHAR {rule}")


def _what_lasts() -> None:
    _create(
        "follow_up",
        _reference("follow_up", "measure"),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        _reference("follow_up", "caseworker", "by_id", optional=True),
        _text("note"),
    )
    _index("follow_up", "measure_id", "by_id")
    _create(
        "outcome_check",
        _reference("outcome_check", "outcome"),
        sa.Column("on", sa.Date(), nullable=False),
        _text("result"),
        sa.Column("reason", sa.String(), nullable=True),
        _text("says"),
        _reference("outcome_check", "caseworker", "by_id", optional=True),
        _one_of("outcome_check", "result", "sustained interrupted not-known"),
        _one_of("outcome_check", "reason", "left-studies job-ended support-ended moved other"),
        _check(
            "outcome_check",
            "break_has_reason",
            "(result = 'interrupted') = (reason IS NOT NULL)",
        ),
    )
    _index("outcome_check", "outcome_id", "by_id")
    _create(
        "step",
        _reference("step", "youth"),
        sa.Column("on", sa.Date(), nullable=False),
        _text("says"),
        _text("programme"),
        _reference("step", "caseworker", "by_id", optional=True),
    )
    _index("step", "youth_id", "by_id")


def _application() -> None:
    _create(
        "application",
        _reference("application", "youth"),
        _text("programme"),
        sa.Column("on", sa.Date(), nullable=False),
        _text("referred_by"),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        _text("note"),
        _one_of("application", "referred_by", _ACTORS),
        _one_of("application", "decision", "accepted postponed rejected withdrawn"),
        _check("application", "decided_with_day", "(decided_on IS NULL) = (decision IS NULL)"),
    )
    _index("application", "youth_id")


def _consent() -> None:
    _create(
        "consent",
        _reference("consent", "youth"),
        _text("scope"),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        _reference("consent", "caseworker", "by_id", optional=True),
        _one_of("consent", "scope", "take-part team actor"),
        _one_of("consent", "actor", _ACTORS),
        _check("consent", "actor_is_named", "(scope = 'actor') = (actor IS NOT NULL)"),
        _check(
            "consent",
            "withdrawn_afterwards",
            "withdrawn_on IS NULL OR withdrawn_on >= given_on",
        ),
    )
    _index("consent", "youth_id", "by_id")


def _referral() -> None:
    _create(
        "referral",
        _reference("referral", "youth"),
        sa.Column("on", sa.Date(), nullable=False),
        _text("direction"),
        _text("actor"),
        _reference("referral", "consent", optional=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        _text("note"),
        _one_of("referral", "direction", "in out"),
        _one_of("referral", "actor", _ACTORS),
        _check("referral", "out_by_consent", "direction = 'in' OR consent_id IS NOT NULL"),
    )
    _index("referral", "youth_id", "consent_id")


def _answer() -> None:
    _create(
        "answer",
        _text("programme"),
        _reference("answer", "programme_run", "run_id", optional=True),
        _text("occasion"),
        _text("code_hash"),
        *(sa.Column(area, sa.Integer(), nullable=False) for area in _AREAS),
        sa.UniqueConstraint("code_hash", "occasion", name="uq_answer_code_hash_occasion"),
        _one_of("answer", "occasion", "before after"),
        *(_check("answer", f"{area}_from_1_to_10", f"{area} BETWEEN 1 AND 10") for area in _AREAS),
    )
    op.create_index("answer_of_programme", "answer", ["programme"])
    _index("answer", "run_id")


def _filings() -> None:
    _create(
        "agency_code",
        _text("half_year"),
        _text("variable"),
        _text("code"),
        _text("value"),
        sa.UniqueConstraint(
            "half_year", "variable", "code", name="uq_agency_code_half_year_variable_code"
        ),
    )
    _create(
        "snapshot",
        _text("half_year"),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        _reference("snapshot", "caseworker", "by_id", optional=True),
    )
    op.create_index("snapshot_of_half_year", "snapshot", ["half_year", "id"])
    _index("snapshot", "by_id")
    _create(
        "snapshot_line",
        _reference("snapshot_line", "snapshot"),
        _reference("snapshot_line", "youth"),
        _text("block"),
        sa.Column("told", sa.JSON(), nullable=False),
        _one_of(
            "snapshot_line",
            "block",
            "mandatory contact measure-started measure-ended duty-ended",
        ),
    )
    op.create_index("line_of_snapshot", "snapshot_line", ["snapshot_id", "block", "youth_id"])
    _index("snapshot_line", "youth_id")


def _create(table: str, *parts: sa.schema.SchemaItem) -> None:
    number = sa.Column("id", sa.Integer(), nullable=False)
    key = sa.PrimaryKeyConstraint("id", name=f"pk_{table}")
    op.create_table(table, number, *parts, key, sqlite_autoincrement=True)


def _text(name: str, server_default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, server_default=server_default)


def _reference(table: str, to: str, column: str = "", *, optional: bool = False) -> sa.Column[int]:
    name = column or f"{to}_id"
    key = sa.ForeignKey(f"{to}.id", name=f"fk_{table}_{name}")
    return sa.Column(name, sa.Integer(), key, nullable=optional)


def _one_of(table: str, column: str, codes: str) -> sa.CheckConstraint:
    allowed = " OR ".join(f"{column} = '{code}'" for code in codes.split())
    return _check(table, f"{column}_known", allowed)


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])
