"""Writing rows: what the log keeps of each change, ids, bulk, and what is refused as a bug."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

import pytest
from sqlmodel import SQLModel, select

from kaa_cli.register.changes import Changes, Signature
from kaa_cli.register.engine import open_register
from kaa_cli.register.models import Guardian, Phone, Youth
from kaa_cli.register.office import (
    AdoptedPolicy,
    Caseworker,
    ImportRun,
    LogChange,
    LogEntry,
    Setting,
)
from kaa_cli.rules.codes import PhoneState, Protection
from registers import MONDAY, Writing, WritingTo, make, sign

BORN = date(2008, 1, 1)


def entries(where: str) -> list[LogEntry]:
    with open_register(where, writing=False) as opened:
        return list(opened.session.exec(select(LogEntry).order_by("id")))


def lines(where: str) -> list[tuple[str, str, str, Any]]:
    with open_register(where, writing=False) as opened:
        found = opened.session.exec(select(LogChange).order_by("id")).all()
        return [(line.row_table, rows_of(line), line.act, line.before) for line in found]


def rows_of(line: LogChange) -> str:
    """The rows a line is about: "7", "7-9" or a word."""
    numbers = [str(number) for number in (line.first_id, line.last_id) if number is not None]
    assert bool(line.row_id) == (not numbers)
    return line.row_id or "-".join(dict.fromkeys(numbers))


def rows(where: str, model: type[SQLModel]) -> list[dict[str, Any]]:
    with open_register(where, writing=False) as opened:
        return [row.model_dump() for row in opened.session.exec(select(model).order_by("id"))]


def test_an_entry_tells_who_did_what_when_and_for_which_day(register: str) -> None:
    at = datetime.fromisoformat("2026-09-07T15:48:00+02:00")
    signature = Signature("anna", "annlin", "contact log", "change", MONDAY, at)
    with open_register(register, writing=True) as opened:
        changes = Changes(opened.session, signature)
        changes.add(Caseworker(name="Anna"))
        sealed = changes.seal({"result": "no-answer", "youths": [17]})
    (entry,) = entries(register)
    assert sealed is not None
    assert sealed.id == entry.id
    assert (entry.by, entry.login, entry.command) == ("anna", "annlin", "contact log")
    assert (entry.kind, entry.on, entry.undoes_id) == ("change", MONDAY, None)
    assert entry.what == {"result": "no-answer", "youths": [17]}
    kept = entry.at if entry.at.tzinfo else entry.at.replace(tzinfo=UTC)  # SQLite keeps no zone
    assert kept == at


def test_a_new_row_has_its_id_at_once_and_its_codes_as_words(
    register: str, writing: Writing
) -> None:
    with writing() as changes:
        youth = changes.add(Youth(born_on=BORN, protection=Protection.CONFIDENTIALITY))
        assert youth.id == 1
        changes.add(Phone(youth_id=1, raw="070-174 06 05", number="+46701740605", usable_on=MONDAY))
    assert rows(register, Youth)[0]["protection"] == "confidentiality-marked"
    assert rows(register, Phone)[0]["state"] == PhoneState.UNKNOWN
    assert lines(register) == [("youth", "1", "insert", None), ("phone", "1", "insert", None)]


def test_only_what_really_changed_is_kept_with_what_it_was(register: str, writing: Writing) -> None:
    with writing() as changes:
        changes.add(Youth(born_on=BORN, city="Alingsås", school="Norra"))
    with writing() as changes:
        youth = changes.session.get_one(Youth, 1)
        assert changes.set(youth, city="Vårgårda", school="Norra", born_on=date(2008, 2, 29))
        assert not changes.set(youth, school="Norra")
    (row,) = rows(register, Youth)
    assert (row["city"], row["born_on"]) == ("Vårgårda", date(2008, 2, 29))
    assert lines(register)[1:] == [
        ("youth", "1", "update", {"city": "Alingsås", "born_on": "2008-01-01"})
    ]


@pytest.mark.parametrize("is_bulk", [False, True])
def test_of_a_row_taken_away_the_whole_is_kept(
    is_bulk: bool, register: str, writing: Writing
) -> None:
    with writing() as changes:
        changes.add(AdoptedPolicy(from_on=BORN, name="Salem", toml="x"))
    with writing() as changes:
        policy = changes.session.get_one(AdoptedPolicy, 2)
        if is_bulk:
            changes.remove_many(AdoptedPolicy, [2])
        else:
            changes.remove(policy)
        assert changes.session.get(AdoptedPolicy, 2) is None
    whole = {"id": 2, "from_on": "2008-01-01", "name": "Salem", "toml": "x"}
    assert lines(register)[1:] == [("adopted_policy", "2", "delete", whole)]


def test_a_command_that_changes_nothing_is_not_logged(register: str, writing: Writing) -> None:
    with writing() as changes:
        changes.set(changes.session.get_one(Setting, "kind"), value="kaa")
        changes.add_many(Youth, [])
    assert entries(register) == []


def test_a_setting_is_logged_by_its_word(register: str, writing: Writing) -> None:
    with writing() as changes:
        changes.set(changes.session.get_one(Setting, "municipalities"), value="1489,1441")
    assert lines(register) == [("setting", "municipalities", "update", {"value": "1489"})]


def test_many_rows_get_ids_in_their_order_and_the_columns_defaults(
    register: str, writing: Writing
) -> None:
    with writing() as changes:
        changes.add(Youth(born_on=BORN))
        ids = changes.add_many(
            Youth,
            [{"born_on": BORN, "given_name": f"Nova {number}"} for number in range(12_000)],
        )
        assert changes.add(Youth(born_on=BORN)).id == 12_002
        changes.add_many(Guardian, [{"youth_id": youth, "position": 1} for youth in ids])
    assert ids == list(range(2, 12_002))
    kept = rows(register, Youth)
    assert [row["given_name"] for row in kept[1:-1]] == [f"Nova {n}" for n in range(12_000)]
    assert kept[1] == {**kept[0], "id": 2, "given_name": "Nova 0"}
    assert [row["youth_id"] for row in rows(register, Guardian)] == ids


def test_one_line_of_the_log_stands_for_a_run_of_new_rows(register: str, writing: Writing) -> None:
    with writing() as changes:
        changes.add(Youth(born_on=BORN))
        ids = changes.add_many(Youth, [{"born_on": BORN}] * 12_000)
        changes.add(Youth(born_on=BORN))
        changes.add_many(Guardian, [{"youth_id": youth, "position": 1} for youth in ids])
    assert lines(register) == [
        ("youth", "1", "insert", None),
        ("youth", "2-12001", "insert", None),
        ("youth", "12002", "insert", None),
        ("guardian", "1-12000", "insert", None),
    ]


def test_rows_that_bring_their_ids_keep_them_and_are_logged_in_runs(
    register: str, writing: Writing
) -> None:
    ids = [7, 8, 10, 3, 4, 5, 2]
    with writing() as changes:
        assert changes.add_many(Youth, [{"id": id_, "born_on": BORN} for id_ in ids]) == ids
    assert [row["id"] for row in rows(register, Youth)] == sorted(ids)
    assert [told for _, told, _, _ in lines(register)] == ["7-8", "10", "3-5", "2"]


def test_numbers_that_postgresql_has_passed_over_are_in_no_run(
    schema: str, writing_to: WritingTo
) -> None:
    make(schema)
    with writing_to(schema) as changes:
        skip = "SELECT setval(pg_get_serial_sequence('youth', 'id'), 9000)"
        given = ({"born_on": BORN} for _ in range(5_001))

        def rows_with_a_gap() -> Iterator[dict[str, Any]]:
            yield from islice(given, 5_000)
            changes.session.connection().exec_driver_sql(skip)
            yield from given

        changes.add_many(Youth, rows_with_a_gap())
    assert [told for _, told, _, _ in lines(schema)] == ["1-5000", "9001"]


def test_a_new_setting_is_logged_by_its_word(register: str, writing: Writing) -> None:
    with writing() as changes:
        changes.add(Setting(key="colour", value="blue"))
        changes.add_many(Setting, [{"key": key, "value": ""} for key in ("a", "b")])
    assert [told for _, told, _, _ in lines(register)] == ["colour", "a", "b"]


def test_a_number_once_used_is_never_given_to_somebody_else(
    register: str, writing: Writing
) -> None:
    with writing() as changes:
        ids = changes.add_many(Youth, [{"born_on": BORN}] * 3)
    with writing() as changes:
        changes.remove_many(Youth, ids)
    with writing() as changes:
        assert changes.add(Youth(born_on=BORN)).id == 4
        assert changes.add_many(Youth, [{"born_on": BORN}]) == [5]


def test_counts_of_an_import_are_kept_as_they_are(register: str, writing: Writing) -> None:
    run: dict[str, Any] = {
        "on": MONDAY,
        "kind": "roster",
        "file_name": "lista.csv",
        "fingerprint": "f",
        "rows": 2,
    }
    with writing() as changes:
        changes.add(ImportRun(**run, counts={"new": 2}))
        changes.add_many(ImportRun, [{**run, "counts": {"new": 3}}])
    with writing() as changes:
        changes.remove_many(ImportRun, [1, 2])
    removed = [before for _, _, act, before in lines(register) if act == "delete"]
    assert [(before["counts"], before["on"]) for before in removed] == [
        ({"new": 2}, "2026-09-07"),
        ({"new": 3}, "2026-09-07"),
    ]


# Bugs, told as bugs


def test_a_row_written_past_the_log_is_a_bug(register: str, writing: Writing) -> None:
    with pytest.raises(RuntimeError, match="past Changes"), writing() as changes:
        changes.session.add(Caseworker(name="Anna"))
    assert rows(register, Caseworker) == []


def test_a_field_set_past_the_log_is_a_bug(register: str, writing: Writing) -> None:
    with writing() as changes:
        changes.add(Caseworker(name="Anna"))
    with pytest.raises(RuntimeError, match="past Changes"), writing() as changes:
        changes.session.get_one(Caseworker, 1).name = "Bo"
    assert rows(register, Caseworker)[0]["name"] == "Anna"


def test_changes_that_nobody_sealed_are_not_kept(register: str) -> None:
    with (
        pytest.raises(RuntimeError, match="without being sealed"),
        open_register(register, writing=True) as opened,
    ):
        Changes(opened.session, sign()).add(Caseworker(name="Anna"))
    assert rows(register, Caseworker) == []


def test_nothing_is_written_after_the_seal(register: str, writing: Writing) -> None:
    with open_register(register, writing=True) as opened:
        changes = Changes(opened.session, sign())
        changes.seal({})
        with pytest.raises(RuntimeError, match="sealed"):
            changes.set(opened.session.get_one(Setting, "kind"), value="programme")
        opened.session.rollback()
    with open_register(register, writing=False) as opened:
        assert opened.session.get_one(Setting, "kind").value == "kaa"


def test_one_session_can_hold_one_command_after_another(register: str) -> None:
    with open_register(register, writing=True) as opened:
        for name in ("Anna", "Bo"):
            changes = Changes(opened.session, sign())
            changes.add(Caseworker(name=name))
            changes.seal({})
            opened.commit()
    assert [entry.id for entry in entries(register)] == [1, 2]
