"""Make every table of the first register, with its keys, CHECKs and indexes.

Code lists are spelled out here and not read from `rules/codes.py`: a step says what was, for ever.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_CHANNELS = (
    "phone sms letter postcard home-visit e-mail social-media in-person drop-in via-school "
    "via-authority find-number"
)
_OCCUPATIONS = (
    "upper-secondary introductory komvux komvux-basic sfi folk-high-school higher-vocational "
    "labour-market-training other-studies work internship job-seeking military abroad "
    "parental-leave none other unknown"
)


def upgrade() -> None:
    _keeping()
    _youths()
    _registrations()
    _outreach()
    _log()


def _keeping() -> None:
    _table("caseworker", _text("name"), _unique("caseworker", "name"))
    _table(
        "adopted_policy",
        _day("from_on"),
        _text("name"),
        _text("toml"),
        _unique("adopted_policy", "from_on"),
    )
    _table(
        "import_run",
        _day("on"),
        _text("kind"),
        _text("file_name"),
        _text("fingerprint"),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
    )
    op.create_index("ix_import_run_fingerprint", "import_run", ["fingerprint"])
    op.create_table(
        "setting",
        _text("key"),
        _text("value"),
        sa.PrimaryKeyConstraint("key", name="pk_setting"),
    )


def _youths() -> None:  # long: one table, column by column
    _table(
        "youth",
        _text("identity_number", optional=True, length=16),
        _text("identity_kind", optional=True),
        _day("born_on"),
        _text("sex", optional=True),
        *map(_text, ("given_name", "family_name", "street", "postcode", "city", "municipality")),
        _day("address_on", optional=True),
        _day("address_bad_on", optional=True),
        _text("email"),
        _day("email_on", optional=True),
        *map(_text, ("school", "study_programme", "protection")),
        _text("preferred_channel", optional=True),
        _to("youth", "contact_person_id", "caseworker", optional=True),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        _day("restricted_on", optional=True),
        _day("do_not_contact_on", optional=True),
        _day("review_on", optional=True),
        _unique("youth", "identity_number"),
        _one_of("youth", "preferred_channel", _CHANNELS),
        _one_of("youth", "identity_kind", "personal coordination school"),
        _one_of("youth", "sex", "female male"),
        _one_of(
            "youth",
            "protection",
            "none confidentiality-marked protected-registration assumed-identity",
        ),
        _check(
            "youth",
            "no_address_for_protected_registration",
            "protection <> 'protected-registration' OR "
            "(street = '' AND postcode = '' AND city = '')",
        ),
        _check(
            "youth",
            "do_not_contact_has_review",
            "(do_not_contact_on IS NULL) = (review_on IS NULL)",
        ),
    )
    op.create_index("ix_youth_contact_person_id", "youth", ["contact_person_id"])
    _guardians_and_phones()


def _guardians_and_phones() -> None:
    _table(
        "guardian",
        _to("guardian", "youth_id", "youth"),
        sa.Column("position", sa.Integer(), nullable=False),
        _text("name"),
        _unique("guardian", "youth_id", "position"),
        _check("guardian", "position_known", "position IN (1, 2)"),
    )
    _table(
        "phone",
        _to("phone", "youth_id", "youth"),
        _to("phone", "guardian_id", "guardian", optional=True),
        _text("raw"),
        _text("number"),
        sa.Column("mobile", sa.Boolean(), nullable=False),
        _text("state"),
        _day("usable_on"),
        _day("wrong_on", optional=True),
        _text("source"),
        _unique("phone", "youth_id", "guardian_id", "number"),
        _one_of("phone", "state", "works wrong unknown"),
    )
    op.create_index(
        "own_number_once",
        "phone",
        ["youth_id", "number"],
        unique=True,
        sqlite_where=sa.text("guardian_id IS NULL"),
        postgresql_where=sa.text("guardian_id IS NULL"),
    )
    op.create_index("ix_phone_guardian_id", "phone", ["guardian_id"])


def _registrations() -> None:
    _table(
        "registration",
        _to("registration", "youth_id", "youth"),
        _day("registered_on"),
        _day("first_seen_on"),
        _text("reason"),
        _day("left_school_on", optional=True),
        _text("referred_by"),
        _day("ended_on", optional=True),
        _text("end_reason", optional=True),
        _text("check_reason", optional=True),
        _day("check_on", optional=True),
        _day("checked_on", optional=True),
        _one_of(
            "registration",
            "reason",
            "dropped-out-national dropped-out-adapted dropped-out-introductory never-started "
            "study-certificate completed-introductory moved-in other unknown",
        ),
        _one_of(
            "registration",
            "end_reason",
            "turned-20 upper-secondary introductory equivalent completed moved deceased "
            "not-in-target",
        ),
        _one_of("registration", "check_reason", "said-moved said-not-in-target gone back-on-list"),
        _check("registration", "ended_with_reason", "(ended_on IS NULL) = (end_reason IS NULL)"),
        _check("registration", "check_with_reason", "(check_on IS NULL) = (check_reason IS NULL)"),
        _check("registration", "ends_after_start", "ended_on IS NULL OR ended_on >= registered_on"),
    )
    op.create_index("ix_registration_youth_id", "registration", ["youth_id"])
    op.create_index(
        "one_open_registration",
        "registration",
        ["youth_id"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )


def _outreach() -> None:
    _table(
        "attempt",
        _to("attempt", "registration_id", "registration"),
        _day("on"),
        sa.Column("at", sa.Time(), nullable=True),
        *map(_text, ("channel", "target", "result")),
        _to("attempt", "phone_id", "phone", optional=True),
        _text("place"),
        _to("attempt", "by_id", "caseworker", optional=True),
        _to("attempt", "with_id", "caseworker", optional=True),
        _text("occupation", optional=True),
        _day("next_on", optional=True),
        sa.Column("next_at", sa.Time(), nullable=True),
        _text("note"),
        _one_of("attempt", "channel", _CHANNELS),
        _one_of("attempt", "occupation", _OCCUPATIONS),
        _one_of("attempt", "target", "youth guardian other"),
        _one_of(
            "attempt",
            "result",
            "reached no-answer voicemail call-later wrong-number sent replied returned not-home "
            "declined do-not-contact said-moved said-not-in-target no-number",
        ),
    )
    op.create_index("attempt_in_order", "attempt", ["registration_id", "on", "id"])
    for column in ("phone_id", "by_id", "with_id"):
        op.create_index(f"ix_attempt_{column}", "attempt", [column])
    _occupations_and_outcomes()


def _occupations_and_outcomes() -> None:
    _table(
        "occupation",
        _to("occupation", "youth_id", "youth"),
        _day("on"),
        *map(_text, ("code", "source", "says")),
        _to("occupation", "attempt_id", "attempt", optional=True),
        _one_of("occupation", "code", _OCCUPATIONS),
        _one_of("occupation", "source", "youth guardian school authority other"),
    )
    op.create_index("occupation_in_order", "occupation", ["youth_id", "on", "id"])
    op.create_index("ix_occupation_attempt_id", "occupation", ["attempt_id"])
    _table(
        "outcome",
        _to("outcome", "youth_id", "youth"),
        _day("on"),
        _text("category"),
        _text("detail", optional=True),
        _text("programme"),
        _one_of("outcome", "category", "studies work other-authority remains"),
    )
    op.create_index("outcome_in_order", "outcome", ["youth_id", "on", "id"])


def _log() -> None:
    _table(
        "log_entry",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _day("on"),
        *map(_text, ("by", "login", "kind", "command")),
        sa.Column("what", sa.JSON(), nullable=False),
        _to("log_entry", "undoes_id", "log_entry", optional=True),
    )
    op.create_index("ix_log_entry_undoes_id", "log_entry", ["undoes_id"])
    _table(
        "log_change",
        _to("log_change", "entry_id", "log_entry"),
        *map(_text, ("row_table", "row_id", "act")),
        sa.Column("before", sa.JSON(), nullable=True),
    )
    op.create_index("ix_log_change_entry_id", "log_change", ["entry_id"])
    op.create_index("log_change_of_row", "log_change", ["row_table", "row_id"])


def _table(name: str, *parts: Any) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sqlite_autoincrement=True,
    )


def _text(name: str, *, optional: bool = False, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=optional)


def _day(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=optional)


def _to(table: str, column: str, target: str, *, optional: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{column}")
    return sa.Column(column, sa.Integer(), key, nullable=optional)


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _one_of(table: str, column: str, values: str) -> sa.CheckConstraint:
    allowed = ", ".join(f"'{value}'" for value in values.split())
    return _check(table, f"{column}_known", f"{column} IN ({allowed})")


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))
