"""Erasing for good: every row, all that the log kept of it, and what stays true afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import String, select
from sqlmodel import SQLModel

from kaa_cli.errors import Refused
from kaa_cli.register import chain, filings, meetings, models, office, support
from kaa_cli.register.about import rows_about, ways
from kaa_cli.register.as_of import rewind
from kaa_cli.register.changes import Act, Changes, table_of
from kaa_cli.register.engine import open_register, tidy
from kaa_cli.register.erasing import erase_guardians, erase_youths
from kaa_cli.register.numbered_rows import number_past, reserve_ids
from kaa_cli.register.office import LogChange, LogEntry
from kaa_cli.register.undo import history, undo
from kaa_cli.register.undo import models as every_model
from kaa_cli.rules.commands import Kind
from registers import MONDAY, WritingTo, make, sign

BORN = date(2005, 2, 28)
LATER = date(2026, 9, 20)


@contextmanager
def purging(where: str, **what: Any) -> Iterator[Changes]:
    with open_register(where, writing=True) as opened:
        signed = replace(sign("purge"), kind=Kind.PURGE, on=LATER)
        changes = Changes(opened.session, signed)
        yield changes
        changes.seal(what)


def youth(changes: Changes, name: str, **told: Any) -> int:
    row = changes.add(
        models.Youth(born_on=BORN, given_name=name, family_name=f"Efternamn{name}", **told)
    )
    assert row.id is not None
    return row.id


def everything_about(changes: Changes, name: str) -> int:
    """A youth with a row in every table that is about one; free words hold the name."""

    def add(row: Any) -> int:
        number: int = changes.add(row).id
        return number

    number = youth(changes, name, street=f"Gatan {name}")
    anna = add(office.Caseworker(name=f"Anna, med {number}"))
    bo = add(office.Caseworker(name=f"Bo, med {number}"))
    add(models.FormerIdentity(youth_id=number, key=f"20050228TF{number:02}"))
    guardian = add(models.Guardian(youth_id=number, position=1, name=f"Mor till {name}"))
    spoken: dict[str, Any] = {"usable_on": MONDAY, "raw": f"070 hos {name}"}
    phone = add(
        models.Phone(youth_id=number, guardian_id=guardian, number=f"+4670{number}", **spoken)
    )
    add(models.Phone(youth_id=number, number=f"+4671{number}", **spoken))
    stay = add(models.Registration(youth_id=number, registered_on=MONDAY, first_seen_on=MONDAY))
    attempt = add(
        models.Attempt(
            registration_id=stay,
            on=MONDAY,
            channel="phone",
            result="reached",
            phone_id=phone,
            note=f"talade med {name}",
            by_id=anna,
        )
    )
    add(models.Occupation(youth_id=number, on=MONDAY, code="work", says=name, attempt_id=attempt))
    outcome = add(models.Outcome(youth_id=number, on=MONDAY, category="work"))
    add(support.OutcomeCheck(outcome_id=outcome, on=MONDAY, result="sustained", says=name))
    measure = add(models.Measure(youth_id=number, type="coaching", offered_on=MONDAY, goal=name))
    add(support.FollowUp(measure_id=measure, due_on=MONDAY, note=name))
    add(support.Application(youth_id=number, programme="Porten", on=MONDAY, note=name))
    consent = add(support.Consent(youth_id=number, scope="take-part", given_on=MONDAY))
    add(
        support.Referral(
            youth_id=number,
            on=MONDAY,
            direction="out",
            actor="school",
            consent_id=consent,
            note=name,
        )
    )
    add(support.StepForward(youth_id=number, on=MONDAY, says=name))
    add(meetings.Appointment(registration_id=stay, kind="talk", on=MONDAY, place=name))
    add(meetings.HandOver(youth_id=number, on=MONDAY, from_id=anna))
    trip = add(meetings.VisitRound(on=MONDAY, back_at=time(15), lead_id=anna, with_id=bo))
    add(meetings.VisitStop(round_id=trip, youth_id=number, position=1, attempt_id=attempt))
    sheet = add(filings.Snapshot(half_year="2026H2", made_on=MONDAY, as_of=MONDAY))
    add(filings.SnapshotLine(snapshot_id=sheet, youth_id=number, block="mandatory"))
    add(office.Claim(youth_id=number, by_id=anna, until_at=sign().at))
    return number


def rewritten(changes: Changes, number: int, name: str) -> None:
    """What was told before lies in the log alone."""
    row = changes.session.get_one(models.Youth, number)
    changes.set(row, given_name="Nytt", street="Nya gatan", family_name="Namn")
    phones = changes.session.scalars(
        select(models.Phone).where(table_of(models.Phone).c.youth_id == number)
    )
    for phone in list(phones):
        if phone.guardian_id is None:
            changes.remove(phone)
        else:
            changes.set(phone, raw="070", note=name)


def words(where: str) -> str:
    """Every value of every row, as text."""
    with open_register(where, writing=False) as opened:
        return "\n".join(
            repr(tuple(row))
            for model in every_model().values()
            for row in opened.session.execute(select(table_of(model)))
        )


# fault 62
def test_nothing_about_a_purged_youth_is_left_in_any_table_or_in_the_log(
    register: str, writing_to: WritingTo
) -> None:
    with writing_to(register, "log") as changes:
        gone, stays = everything_about(changes, "Gallros"), everything_about(changes, "Kvarros")
    with writing_to(register, "youth edit") as changes:
        rewritten(changes, gone, "Gallros")
        rewritten(changes, stays, "Kvarros")
    before = words(register)
    with purging(register, youths=[gone]) as changes:
        assert erase_youths(changes, [gone]) == [gone]
    assert "Gallros" in before
    after = words(register)
    assert "Gallros" not in after
    assert after.count("Kvarros") == before.count("Kvarros")
    with open_register(register, writing=False) as opened:
        assert not any(rows_of_youth(opened.session, gone).values())
        assert all(rows_of_youth(opened.session, stays).values())
        assert chain.verify(opened.session.connection()).is_whole


def rows_of_youth(session: Any, number: int) -> dict[str, set[Any]]:
    """The rows about a youth that are in the tables now."""
    return {
        name: set(
            session.scalars(
                select(table_of(every_model()[name]).c.id).where(
                    table_of(every_model()[name]).c.id.in_(keys)
                )
            )
        )
        for name, keys in rows_about(session, [number]).items()
    }


def test_the_youth_with_everything_has_a_row_in_every_table_about_youths(
    register: str, writing_to: WritingTo
) -> None:
    """So that a new table cannot be forgotten: the tables themselves tell which they are."""
    with writing_to(register, "log") as changes:
        number = everything_about(changes, "Allros")
    with open_register(register, writing=False) as opened:
        found = rows_of_youth(opened.session, number)
    assert found.keys() == ways().keys()
    assert [name for name, keys in found.items() if not keys] == []


def test_no_table_that_refers_to_one_about_youths_is_left_out() -> None:
    every_model()
    pointing = {
        whole.name
        for whole in SQLModel.metadata.sorted_tables
        for key in whole.foreign_keys
        if key.column.table.name in ways()
    }
    assert pointing <= ways().keys()
    named = {
        whole.name
        for whole in SQLModel.metadata.sorted_tables
        for column in whole.columns
        if column.name == "youth_id" and not isinstance(column.type, String)
    }
    assert named <= ways().keys()


# fault 62
def test_the_bytes_of_a_purged_youth_are_nowhere_in_the_file(
    tmp_path: Path, writing_to: WritingTo
) -> None:
    file = tmp_path / "plain.db"
    make(file, plaintext=True)
    where = str(file)
    for number in range(60):  # enough that rows move between pages
        with writing_to(where, "log") as changes:
            everything_about(changes, f"Gallros{number}")
        with writing_to(where, "youth edit") as changes:
            rewritten(changes, number + 1, f"Gallros{number}")
    assert b"Gallros" in file.read_bytes()
    with purging(where, youths=list(range(1, 61))) as changes:
        erase_youths(changes, range(1, 61))
    tidy(where)
    assert b"Gallros" not in file.read_bytes()
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_guardian_goes_with_the_number_and_the_attempt_stays(
    register: str, writing_to: WritingTo
) -> None:
    with writing_to(register, "log") as changes:
        everything_about(changes, "Nova")
        other = everything_about(changes, "Moa")
    with writing_to(register, "youth phone") as changes:
        rewritten(changes, 1, "hemligt nummer")
    with purging(register, guardians=[1]) as changes:
        erase_guardians(changes, [1])
    after = words(register)
    assert "Mor till Nova" not in after
    assert "hemligt nummer" not in after
    assert "Mor till Moa" in after
    with open_register(register, writing=False) as opened:
        attempts = table_of(models.Attempt)
        used = dict(opened.session.execute(select(attempts.c.id, attempts.c.phone_id)).all())
        assert used[1] is None
        assert used[2] is not None
        assert rows_of_youth(opened.session, other)["guardian"] == {2}
        assert chain.verify(opened.session.connection()).is_whole


def test_whoever_was_merged_into_a_purged_youth_goes_too(
    register: str, writing_to: WritingTo
) -> None:
    with writing_to(register, "import") as changes:
        kept, other = youth(changes, "Kvar"), youth(changes, "Bortros")
    with open_register(register, writing=True) as opened:
        changes = Changes(opened.session, sign("youth merge"))
        changes.remove(changes.session.get_one(models.Youth, other))
        changes.seal({"youths": [kept], "merged": other})
    assert "Bortros" in words(register)
    with purging(register) as changes:
        assert erase_youths(changes, [kept]) == [kept, other]
    assert "Bortros" not in words(register)


def test_words_typed_about_a_purged_youth_are_emptied_and_others_stay(
    register: str, writing_to: WritingTo
) -> None:
    with writing_to(register, "import") as changes:
        gone, stays = youth(changes, "A"), youth(changes, "B")
    for what in ({"youths": [gone]}, {"youths": [stays]}, {"runs": [[gone, stays]]}):
        with open_register(register, writing=True) as opened:
            changes = Changes(opened.session, replace(sign("youth show"), kind=Kind.READ))
            changes.seal(what, {"reason": f"skäl {what}"})
    with purging(register, youths=[gone]) as changes:
        erase_youths(changes, [gone])
    with open_register(register, writing=False) as opened:
        said = opened.session.scalars(select(table_of(LogEntry).c.said).order_by("id")).all()
        assert said == [None, None, {"reason": "skäl {'youths': [2]}"}, None, None]
        assert chain.verify(opened.session.connection()).is_whole


@pytest.mark.parametrize(
    ("file_name", "is_kept"),
    [
        ("lista 2026.csv", True),
        ("Efternamnnova, NOVA.xlsx", False),
        ("nova.csv", True),
        ("ny 20050228-2380.csv", False),
    ],
)
def test_a_list_named_after_a_purged_youth_loses_its_name(
    register: str, writing_to: WritingTo, file_name: str, is_kept: bool
) -> None:
    with writing_to(register, "import") as changes:
        number = youth(changes, "Nova", identity_number="200502282380", identity_kind="personal")
        changes.add(
            office.ImportRun(on=MONDAY, kind="roster", file_name=file_name, fingerprint="f", rows=1)
        )
    with purging(register, youths=[number]) as changes:
        erase_youths(changes, [number])
    with open_register(register, writing=False) as opened:
        (kept,) = opened.session.scalars(select(table_of(office.ImportRun).c.file_name))
    assert kept == (file_name if is_kept else "")


def test_an_earlier_day_shows_the_others_and_never_the_purged(
    register: str, writing_to: WritingTo
) -> None:
    with writing_to(register, "import") as changes:
        gone, stays = everything_about(changes, "Gallros"), everything_about(changes, "Kvar")
    for number in (gone, stays):
        with open_register(register, writing=True) as opened:
            changes = Changes(opened.session, replace(sign("youth edit"), on=LATER))
            rewritten(changes, number, "senare")
            changes.seal({"youths": [number]})
    with purging(register, youths=[gone]) as changes:
        erase_youths(changes, [gone])
    with open_register(register, writing=False, rewinding=True) as opened:
        rewind(opened.session, MONDAY)
        people, phones = table_of(models.Youth), table_of(models.Phone)
        names = opened.session.execute(select(people.c.id, people.c.given_name)).all()
        assert names == [(stays, "Kvar")]
        assert len(opened.session.execute(select(phones)).all()) == 2


def test_neither_a_purge_nor_what_was_about_the_purged_is_taken_back(
    register: str, writing_to: WritingTo
) -> None:
    with writing_to(register, "import") as changes:
        gone, _stays = youth(changes, "A"), youth(changes, "B")
    with writing_to(register, "youth edit") as changes:
        changes.set(changes.session.get_one(models.Youth, gone), given_name="C")
    with purging(register, youths=[gone]) as changes:
        erase_youths(changes, [gone])
    sentences = {
        1: "purged since",
        2: "purged since",
        3: "gone for good",
    }
    for number, part in sentences.items():
        with pytest.raises(Refused, match=part):
            take_back(register, number)
    with open_register(register, writing=False) as opened:
        assert [told.entry.id for told in history(opened.session)] == [3, 2, 1]
        acts = opened.session.scalars(select(table_of(LogChange).c.act).order_by("id")).all()
        assert acts == [Act.INSERT, Act.INSERT, Act.UPDATE, Act.PURGE]


def take_back(where: str, number: int) -> None:
    with open_register(where, writing=True) as opened:
        entry = opened.session.get_one(LogEntry, number)
        undo(Changes(opened.session, sign("undo")), opened.session, entry)


def test_numbers_come_after_those_that_were_purged(register: str) -> None:
    with open_register(register, writing=True) as opened:
        connection = opened.session.connection()
        assert reserve_ids(connection, "youth", 1) == [1]
    with open_register(register, writing=True) as opened:
        connection = opened.session.connection()
        number_past(connection, "youth", 17)
        number_past(connection, "guardian", 5)
        number_past(connection, "youth", 3)
        changes = Changes(opened.session, sign())
        assert changes.add(models.Youth(born_on=BORN)).id == 18
        assert reserve_ids(connection, "guardian", 1) == [6]
        changes.seal({})
