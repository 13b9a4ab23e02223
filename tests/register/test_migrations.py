"""The schema: only migrations make it, it is what the models say, and upgrading loses nothing."""

import json
import shutil
import stat
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, inspect
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel, func, select

from kaa_cli import errors
from kaa_cli.register import engine, filings, migrations, support
from kaa_cli.register.engine import open_engine, open_register, schema_of
from kaa_cli.register.migrations import Upgraded, upgrade
from kaa_cli.register.models import Attempt, Guardian, Occupation, Phone, Registration, Youth
from kaa_cli.register.office import Caseworker, LogEntry, Setting
from kaa_cli.register.undo import undo
from kaa_cli.rules.due_days import RECKONED
from registers import MONDAY, Writing, WritingTo, made_by_an_older_program, make
from terminal import rows_of

DAY = date(2026, 9, 7)
NEXT = f"{int(engine.HEAD) + 1:04}"


def test_the_program_knows_the_newest_step_and_what_it_builds(tmp_path: Path) -> None:
    assert migrations.newest() == engine.HEAD
    make(tmp_path / "kaa.db")
    with open_engine(tmp_path / "kaa.db", writing=False, for_migrating=True).begin() as made:
        assert engine.built_of(made) == engine.BUILT, "a step has built something: write it there"


def test_the_migrated_schema_is_what_the_models_say(register: str) -> None:
    with open_engine(register, writing=False).connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, SQLModel.metadata) == []
        assert schema_of(connection) == engine.HEAD


def test_every_check_of_the_models_is_in_the_schema_word_for_word(register: str) -> None:
    with open_engine(register, writing=False).connect() as connection:
        kept = checks(connection)
    said = {
        (name, str(check.name)): str(check.sqltext)
        for name, table in SQLModel.metadata.tables.items()
        for check in table.constraints
        if isinstance(check, CheckConstraint)
    }
    assert kept.keys() == said.keys()
    if "://" not in register:  # PostgreSQL keeps them in words of its own
        assert kept == said


FORBIDDEN: list[tuple[str, SQLModel]] = [
    ("an unknown sex", Youth(born_on=DAY, sex="other")),
    ("an unknown protection", Youth(born_on=DAY, protection="some")),
    ("an unknown kind of number", Youth(born_on=DAY, identity_kind="passport")),
    (
        "an address under protected registration",
        Youth(born_on=DAY, protection="protected-registration", city="Alingsås"),
    ),
    ("no contact without a day to look again", Youth(born_on=DAY, do_not_contact_on=DAY)),
    ("a number twice", Youth(born_on=DAY, identity_number="200801012386")),
    ("a third guardian", Guardian(youth_id=1, position=3)),
    ("a second first guardian", Guardian(youth_id=1, position=1)),
    ("an unknown state", Phone(youth_id=1, raw="", number="", usable_on=DAY, state="dead")),
    (
        "a second open registration",
        Registration(youth_id=1, registered_on=DAY, first_seen_on=DAY),
    ),
    (
        "an end without a reason",
        Registration(youth_id=1, registered_on=DAY, first_seen_on=DAY, ended_on=DAY),
    ),
    (
        "an end before the start",
        Registration(
            youth_id=1,
            registered_on=DAY,
            first_seen_on=DAY,
            ended_on=date(2026, 9, 6),
            end_reason="moved",
        ),
    ),
    ("an unknown result", Attempt(registration_id=1, on=DAY, channel="sms", result="lost")),
    ("an unknown channel", Attempt(registration_id=1, on=DAY, channel="fax", result="sent")),
    ("an unknown occupation", Occupation(youth_id=1, on=DAY, code="idle")),
    ("an occupation of nobody", Occupation(youth_id=99, on=DAY, code="work")),
]


@pytest.mark.parametrize("row", [row for _, row in FORBIDDEN], ids=[name for name, _ in FORBIDDEN])
def test_the_tables_are_the_last_wall(row: SQLModel, register: str, writing: Writing) -> None:
    # law L13 and the lists of rules/codes.py
    with writing() as changes:
        changes.add(Youth(born_on=DAY, identity_number="200801012386"))
        changes.add(Guardian(youth_id=1, position=1))
        changes.add(Registration(youth_id=1, registered_on=DAY, first_seen_on=DAY))
    with pytest.raises(IntegrityError), writing() as changes:
        changes.add(type(row)(**row.model_dump()))


def test_a_youth_who_comes_back_has_one_closed_and_one_open_registration(
    register: str, writing: Writing
) -> None:
    with writing() as changes:
        changes.add(Youth(born_on=DAY))
        for ended_on, why in ((DAY, "moved"), (None, None)):
            row = Registration(youth_id=1, registered_on=DAY, first_seen_on=DAY)
            row.ended_on, row.end_reason = ended_on, why
            changes.add(row)
    with open_register(register, writing=False) as opened:
        assert opened.session.exec(select(func.count()).select_from(Registration)).one() == 2


# Upgrading

ADDS = "op.add_column('youth', sa.Column('nickname', sa.String()))"
REBUILDS = (
    "with op.batch_alter_table('youth', recreate='auto') as batch:\n"
    "        batch.alter_column('school', new_column_name='last_school')"
)
LOSES = 'op.execute("DELETE FROM guardian")'
ORPHANS = (
    'op.execute("INSERT INTO youth (id, born_on, given_name, family_name, street, postcode, city,'
    " municipality, email, school, study_programme, protection, by_hand)"
    " SELECT 50, born_on, '', '', '', '', '', '', '', '', '', 'none', by_hand FROM youth\")\n"
    '    op.execute("DELETE FROM youth WHERE id = 1")'
)
RAISES = "raise ZeroDivisionError"


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """A copy of the migrations, for a step that is not there yet."""
    own = Path(migrations.__file__).parent
    return Path(shutil.copytree(own, tmp_path / "100 % steps"))


def next_step(steps: Path, *acts: str) -> None:
    head = f'import sqlalchemy as sa\nfrom alembic import op\nrevision = "{NEXT}"\n'
    body = "\n    ".join(acts)
    text = f'{head}down_revision = "{engine.HEAD}"\n\n\ndef upgrade() -> None:\n    {body}\n'
    (steps / "versions" / f"{NEXT}_next.py").write_text(text)


def fill(writing: Writing) -> None:
    with writing() as changes:
        changes.add(Youth(born_on=DAY, given_name="Nova"))
        for position in (1, 2):
            changes.add(Guardian(youth_id=1, position=position))
        changes.add(Registration(youth_id=1, registered_on=DAY, first_seen_on=DAY))


TABLES = {str(model.__tablename__) for model in (support.Answer, filings.Snapshot)}
"""Some of the last two modules with tables: all of them must be loaded to be compared."""


def whole(
    where: str, only: dict[str, list[str]] | None = None
) -> tuple[str | None, dict[str, list[str]], dict[str, list[str]]]:
    """Version, columns and rows of everything there is, or `only` of some columns."""
    with open_engine(where, writing=False, for_migrating=True).connect() as connection:
        names = sorted(inspect(connection).get_table_names())
        columns = only or {
            name: [
                c["name"]
                for c in inspect(connection).get_columns(name)
                if c["name"] not in RECKONED
            ]
            for name in names
        }

        def told(name: str) -> str:
            return ", ".join(f'"{column}"' for column in columns[name])

        rows: dict[str, list[str]] = {
            name: sorted(map(str, connection.exec_driver_sql(f'SELECT {told(name)} FROM "{name}"')))
            for name in columns
        }
        return schema_of(connection), columns, rows


@pytest.mark.parametrize("act", [ADDS, REBUILDS], ids=["adds", "rebuilds"])
def test_an_upgrade_keeps_every_row_and_the_children_of_a_table_built_anew(
    act: str, register: str, writing: Writing, steps: Path
) -> None:
    # faults 21, 23
    fill(writing)
    next_step(steps, act)
    _, columns, rows = whole(register)
    done = upgrade(register, today=MONDAY, steps=steps)
    version, new_columns, new_rows = whole(register)
    assert (done.before, done.after, version) == (engine.HEAD, NEXT, NEXT)
    assert new_columns["youth"] != columns["youth"]
    for table in ("guardian", "registration", "log_entry", "log_change", "setting"):
        assert new_rows[table] == rows[table]
    with open_engine(register, writing=True, for_migrating=True).connect() as connection:
        assert engine.broken_references(connection) == 0


@pytest.mark.parametrize(
    ("acts", "error"),
    [
        ((RAISES,), ZeroDivisionError),
        ((ADDS, RAISES), ZeroDivisionError),
        ((ADDS, REBUILDS, RAISES), ZeroDivisionError),
        ((ADDS, LOSES), errors.Damaged),
    ],
    ids=["at once", "after one", "after a rebuild", "by losing rows"],
)
def test_an_upgrade_that_fails_leaves_everything_as_it_was(
    acts: tuple[str, ...],
    error: type[Exception],
    register: str,
    writing: Writing,
    steps: Path,
) -> None:
    # fault 22
    fill(writing)
    next_step(steps, *acts)
    before = whole(register)
    with pytest.raises(error):
        upgrade(register, today=MONDAY, steps=steps)
    assert whole(register) == before
    with writing() as changes:
        changes.add(Phone(youth_id=1, raw="", number="", usable_on=DAY))


def test_an_upgrade_that_leaves_a_child_without_its_parent_is_taken_back(
    file: Path, steps: Path
) -> None:
    with rows_of(file) as raw:
        raw.execute(
            "INSERT INTO youth (id, born_on, given_name, family_name, street, postcode, city,"
            " municipality, email, school, study_programme, protection, by_hand)"
            " VALUES (1, '2008-01-01', '', '', '', '', '', '', '', '', '', 'none', 0)"
        )
        raw.execute("INSERT INTO guardian (youth_id, position, name) VALUES (1, 1, '')")
    next_step(steps, ORPHANS)
    before = whole(str(file))
    with pytest.raises(errors.Damaged):
        upgrade(file, today=MONDAY, steps=steps)
    assert whole(str(file)) == before


def test_a_file_is_copied_before_it_is_upgraded_and_the_copy_is_a_register(
    file: Path, steps: Path
) -> None:
    next_step(steps, ADDS)
    done = upgrade(file, today=MONDAY, steps=steps)
    backup = file.parent / "backups" / f"kaa-2026-09-07-schema-{engine.HEAD}.db"
    assert done == Upgraded(engine.HEAD, NEXT, backup)
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with open_register(backup, writing=False) as opened:
        assert not opened.session.exec(select(Youth)).all()
    assert {path.name for path in file.parent.rglob("*kaa*")} == {"kaa.db", backup.name}


def test_a_second_copy_of_a_day_does_not_replace_the_first(file: Path, steps: Path) -> None:
    next_step(steps, ADDS, RAISES)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            upgrade(file, today=MONDAY, steps=steps)
    assert {path.name for path in file.parent.glob("backups/*")} == {
        f"kaa-2026-09-07-schema-{engine.HEAD}.db",
        f"kaa-2026-09-07-schema-{engine.HEAD}-2.db",
    }


def test_nothing_is_done_to_a_register_that_is_up_to_date(register: str) -> None:
    before = whole(register)
    assert upgrade(register, today=MONDAY) == Upgraded(engine.HEAD, engine.HEAD, None)
    assert whole(register) == before


def test_only_a_register_is_upgraded(nowhere: str, tmp_path: Path) -> None:
    with pytest.raises(errors.NoRegister):
        upgrade(nowhere, today=MONDAY)
    assert not list(tmp_path.glob("*.db"))


def test_a_newer_register_is_not_upgraded(
    register: str, writing: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "newest", lambda steps: "0000")
    with pytest.raises(errors.NoRegister, match="newer kaa"):
        upgrade(register, today=MONDAY)


def test_a_register_can_be_made_where_there_was_none(nowhere: str) -> None:
    make(nowhere)
    assert whole(nowhere)[0] == engine.HEAD


def made_by_the_first_program(where: str, steps: Path) -> None:
    """A register as schema 0001 left it, with a youth, and a registration taken back since."""
    with made_by_an_older_program(where, steps, "0001") as connection:
        run = connection.exec_driver_sql
        run(
            "INSERT INTO adopted_policy (from_on, name, toml) VALUES"
            " ('2026-09-07', 'Alingsås', 'name = \"Alingsås\"')"
        )
        run(
            "INSERT INTO youth (born_on, given_name, family_name, street, postcode, city,"
            " municipality, email, school, study_programme, protection, by_hand)"
            " VALUES ('2008-01-01', 'Nova', '', '', '', '', '', '', '', '', 'none', '0')"
        )
        run(
            "INSERT INTO phone (youth_id, raw, number, mobile, state, usable_on, source)"
            " VALUES (1, '070', '070', '0', 'unknown', '2026-09-07', '')"
        )
        for ended_on, reason in (("'2026-09-07'", "'moved'"), ("NULL", "NULL")):
            run(
                "INSERT INTO registration"
                " (youth_id, registered_on, first_seen_on, reason, referred_by, ended_on,"
                " end_reason)"
                f" VALUES (1, '2026-09-07', '2026-09-07', 'unknown', '', {ended_on}, {reason})"
            )
        run("DELETE FROM registration WHERE id = 2")


def test_the_first_schema_is_upgraded_to_what_a_new_register_has(
    nowhere: str, steps: Path, writing_to: WritingTo
) -> None:
    # fault 21
    made_by_the_first_program(nowhere, steps)
    before = whole(nowhere)[2]
    assert upgrade(nowhere, today=MONDAY).before == "0001"
    with open_engine(nowhere, writing=False).connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, SQLModel.metadata) == []
        names = {index["name"] for index in inspect(connection).get_indexes("registration")}
        assert "one_open_registration" in names
    assert whole(nowhere)[2]["registration"] == before["registration"]
    with writing_to(nowhere) as changes:
        row = changes.add(
            Registration(
                youth_id=1,
                registered_on=DAY,
                first_seen_on=DAY,
                check_reason="double",
                check_on=DAY,
            )
        )
        assert row.id == 3, "a number once used is never given to somebody else"


OLD_ENTRIES: list[list[tuple[str, str, str, dict[str, object] | None]]] = [
    [("insert", "youth", "1", None), ("insert", "youth", "12", None)],
    [("update", "setting", "kind", {"value": "programme"})],
    [("update", "youth", "12", {"city": "Borås"}), ("insert", "guardian", "3", None)],
    [("delete", "caseworker", "7", {"id": 7, "name": "Bo"})],
]


def made_by_the_second_program(where: str, steps: Path) -> None:
    """A register as schema 0002 left it, whose log names every row by text."""
    with made_by_an_older_program(where, steps, "0002") as connection:
        run = connection.exec_driver_sql
        run("INSERT INTO setting (key, value) VALUES ('kind', 'kaa')")
        for id_ in (1, 12):
            run(
                "INSERT INTO youth (id, born_on, given_name, family_name, street, postcode, city,"
                " municipality, email, school, study_programme, protection, by_hand) VALUES"
                f" ({id_}, '2008-01-01', '', '', '', '', '', '', '', '', '', 'none', '0')"
            )
        run("INSERT INTO guardian (id, youth_id, position, name) VALUES (3, 12, 1, '')")
        for number, changes in enumerate(OLD_ENTRIES, start=1):
            run(
                'INSERT INTO log_entry (at, "on", "by", login, kind, command, what) VALUES'
                " ('2026-09-07', '2026-09-07', 'anna', 'anna', 'change', 'log', '{}')"
            )
            for act, table, row, before in changes:
                kept = f"'{json.dumps(before)}'" if before else "NULL"
                run(
                    "INSERT INTO log_change (entry_id, row_table, row_id, act, before) VALUES"
                    f" ({number}, '{table}', '{row}', '{act}', {kept})"
                )
        run("DELETE FROM log_change WHERE row_table = 'caseworker'")  # its number, 6, is used


def test_a_log_that_named_rows_by_text_names_them_by_numbers(
    nowhere: str, steps: Path, writing_to: WritingTo
) -> None:
    # fault 21
    made_by_the_second_program(nowhere, steps)
    assert upgrade(nowhere, today=MONDAY).before == "0002"
    with writing_to(nowhere) as changes:
        changes.add(Caseworker(name="Anna"))
    with open_engine(nowhere, writing=False).connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, SQLModel.metadata) == []
        question = "SELECT id, row_table, row_id, first_id, last_id FROM log_change ORDER BY id"
        assert [tuple(line) for line in connection.exec_driver_sql(question)] == [
            (1, "youth", "", 1, 1),
            (2, "youth", "", 12, 12),
            (3, "setting", "kind", None, None),
            (4, "youth", "", 12, 12),
            (5, "guardian", "", 3, 3),
            (7, "caseworker", "", 1, 1),
        ]


def test_what_was_done_before_the_upgrade_can_be_undone_after_it(
    nowhere: str, steps: Path, writing_to: WritingTo
) -> None:
    # fault 21
    made_by_the_second_program(nowhere, steps)
    upgrade(nowhere, today=MONDAY)

    def take_back(number: int) -> None:
        with writing_to(nowhere, "undo") as changes:
            undo(changes, changes.session, changes.session.get_one(LogEntry, number))

    with pytest.raises(errors.Refused, match="Entry 3 changed"):
        take_back(1)
    take_back(2)
    take_back(3)
    with open_register(nowhere, writing=False) as opened:
        assert opened.session.get_one(Setting, "kind").value == "programme"
        assert opened.session.get_one(Youth, 12).city == "Borås"
        assert not opened.session.exec(select(Guardian)).all()
    take_back(1)
    with open_register(nowhere, writing=False) as opened:
        assert not opened.session.exec(select(Youth)).all()


def made_by_the_third_program(where: str, steps: Path) -> None:
    """A register as schema 0003 left it: a youth with a row in every table, and one removed."""
    with made_by_an_older_program(where, steps, "0003") as connection:
        run = connection.exec_driver_sql
        for _ in range(2):
            run(
                "INSERT INTO youth (born_on, given_name, family_name, street, postcode, city,"
                " municipality, email, school, study_programme, protection, by_hand)"
                " VALUES ('2008-01-01', 'Nova', '', '', '', '', '', '', '', '', 'none', '0')"
            )
        run("DELETE FROM youth WHERE id = 2")
        run(
            "INSERT INTO phone (youth_id, raw, number, mobile, state, usable_on, source, note)"
            " VALUES (1, '070', '070', '0', 'unknown', '2026-09-07', '', 'efter kl 16')"
        )
        run(
            "INSERT INTO registration (youth_id, registered_on, first_seen_on, reason, referred_by)"
            " VALUES (1, '2026-09-07', '2026-09-07', 'unknown', '')"
        )
        run(
            'INSERT INTO attempt (registration_id, "on", channel, target, result, phone_id, place,'
            " note) VALUES (1, '2026-09-07', 'phone', 'youth', 'no-answer', 1, '', '')"
        )
        run(
            'INSERT INTO occupation (youth_id, "on", code, source, says, attempt_id)'
            " VALUES (1, '2026-09-07', 'work', 'youth', '', 1)"
        )
        run(
            'INSERT INTO outcome (youth_id, "on", category, programme)'
            " VALUES (1, '2026-09-07', 'work', '')"
        )
        run(
            "INSERT INTO measure (youth_id, type, programme, provider, offered_on)"
            " VALUES (1, 'coaching', '', '', '2026-09-07')"
        )


def checks(connection: Connection) -> dict[tuple[str, str], str]:
    """Every CHECK of the schema, by table and name."""
    found = inspect(connection)
    return {
        (name, str(check["name"])): check["sqltext"]
        for name in SQLModel.metadata.tables
        for check in found.get_check_constraints(name)
    }


def test_a_file_whose_checks_named_lists_of_codes_compares_them_one_by_one(
    tmp_path: Path, file: Path, steps: Path, writing_to: WritingTo
) -> None:
    # fault 21: the tables are built anew
    older = str(tmp_path / "older.db")
    made_by_the_third_program(older, steps)
    _, columns, before = whole(older)
    assert upgrade(older, today=MONDAY).before == "0003"
    after = whole(older, columns)[2]
    assert ["log_key" in row for row in after.pop("setting")] == [True]
    del before["setting"]
    assert after == before | {"alembic_version": [f"('{engine.HEAD}',)"]}
    with (
        open_engine(older, writing=False).connect() as connection,
        open_engine(file, writing=False).connect() as new,
    ):
        assert checks(connection) == checks(new)
        assert not [rule for rule in checks(connection).values() if " IN ('" in rule]
        made = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name"
        assert connection.exec_driver_sql(made).all() == new.exec_driver_sql(made).all()
    with writing_to(older) as changes:
        added = changes.add(Youth(born_on=DAY))
        assert added.id == 3, "a number once used is never given to somebody else"
        changes.set(changes.session.get_one(Attempt, 1), occupation="work")
    with pytest.raises(IntegrityError), writing_to(older) as changes:
        changes.set(changes.session.get_one(Attempt, 1), occupation="idle")
    with pytest.raises(IntegrityError), writing_to(older) as changes:
        changes.remove(changes.session.get_one(Youth, 1))
