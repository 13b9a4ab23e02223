"""Undo: a whole command back as it was, forth again, and when a later one stands in the way."""

import random
from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, select

from kaa_cli.errors import Refused
from kaa_cli.register.changes import Changes, table_of
from kaa_cli.register.engine import open_register
from kaa_cli.register.models import Attempt, Guardian, Phone, Registration, Youth
from kaa_cli.register.office import Caseworker, LogChange, LogEntry, Setting
from kaa_cli.register.questions import AT_ONCE
from kaa_cli.register.undo import history, last_undoable, undo
from registers import MONDAY, Writing

BORN = date(2008, 1, 1)
TABLES: tuple[type[SQLModel], ...] = (Caseworker, Youth, Guardian, Phone, Registration, Attempt)
MANY = 100
LAST = MANY + 2
"""The last youth, where one was added before the many and one after."""


def state(where: str) -> dict[str, list[dict[str, Any]]]:
    """Every row but the log's."""
    with open_register(where, writing=False) as opened:
        connection = opened.session.connection()
        return {
            table.name: [
                dict(row) for row in connection.execute(table.select().order_by("id")).mappings()
            ]
            for table in map(table_of, TABLES)
        }


def entry(session: Session, number: int) -> LogEntry:
    return session.get_one(LogEntry, number)


def take_back(writing: Writing, number: int | None = None, by: str = "anna") -> int:
    """Undo one entry, or the user's last; the number of what was undone."""
    with writing("undo", by) as changes:
        session = changes.session
        found = last_undoable(session, by) if number is None else entry(session, number)
        assert found is not None
        undo(changes, session, found)
        assert found.id is not None
        return found.id


def intake(changes: Changes) -> None:
    """Two youths, one with a guardian and phones, both registered."""
    for id_, city in ((1, "Alingsås"), (2, "Vårgårda")):
        changes.add(Youth(born_on=BORN, city=city))
        changes.add(Registration(youth_id=id_, registered_on=MONDAY, first_seen_on=MONDAY))
    changes.add(Guardian(youth_id=1, position=1))
    for guardian, number in ((None, "+46701740605"), (1, "+46701740606")):
        changes.add(
            Phone(youth_id=1, guardian_id=guardian, raw=number, number=number, usable_on=MONDAY)
        )


def call(changes: Changes) -> None:
    changes.add(
        Attempt(
            registration_id=1,
            on=MONDAY,
            at=time(15, 48),
            channel="phone",
            result="wrong-number",
            phone_id=1,
        )
    )
    changes.set(changes.session.get_one(Phone, 1), state="wrong", wrong_on=MONDAY)


def move(changes: Changes) -> None:
    changes.set(changes.session.get_one(Youth, 1), city="Vårgårda", address_on=MONDAY)
    changes.set(changes.session.get_one(Youth, 1), address_bad_on=MONDAY)


def close_and_come_back(changes: Changes) -> None:
    first = changes.session.get_one(Registration, 1)
    changes.set(first, ended_on=MONDAY, end_reason="moved")
    changes.add(Registration(youth_id=1, registered_on=MONDAY, first_seen_on=MONDAY))


def forget_guardians(changes: Changes) -> None:
    changes.remove(changes.session.get_one(Phone, 2))
    changes.remove(changes.session.get_one(Guardian, 1))


def take_over_a_number(changes: Changes) -> None:
    changes.set(changes.session.get_one(Phone, 2), guardian_id=None, number="+46701740607")
    changes.set(changes.session.get_one(Phone, 1), number="+46701740608")
    changes.set(changes.session.get_one(Phone, 2), number="+46701740605")


def list_of_names(changes: Changes) -> None:
    ids = changes.add_many(Youth, [{"born_on": BORN, "given_name": "Nova"}] * (AT_ONCE + 1))
    changes.add_many(
        Registration,
        [{"youth_id": id_, "registered_on": MONDAY, "first_seen_on": MONDAY} for id_ in ids],
    )


def everything_at_once(changes: Changes) -> None:
    move(changes)
    call(changes)
    changes.remove(changes.session.get_one(Attempt, 1))
    forget_guardians(changes)
    close_and_come_back(changes)


COMMANDS = (
    call,
    move,
    close_and_come_back,
    forget_guardians,
    take_over_a_number,
    list_of_names,
    everything_at_once,
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_undo_puts_everything_back_and_undoing_the_undo_puts_it_there_again(
    command: Callable[[Changes], None], register: str, writing: Writing
) -> None:
    with writing() as changes:
        intake(changes)
    before = state(register)
    with writing() as changes:
        command(changes)
    after = state(register)
    assert after != before
    for expected in (before, after, before):
        take_back(writing)
        assert state(register) == expected


def test_an_undo_is_an_entry_that_names_what_it_undoes(register: str, writing: Writing) -> None:
    for command in (intake, move):
        with writing() as changes:
            command(changes)
    take_back(writing)
    with open_register(register, writing=False) as opened:
        told = [
            (each.entry.id, each.entry.undoes_id, each.is_undone)
            for each in history(opened.session)
        ]
    assert told == [(3, 2, False), (2, None, True), (1, None, False)]


def test_history_is_newest_first_and_no_longer_than_asked_for(
    register: str, writing: Writing
) -> None:
    for name in ("Anna", "Bo", "Cia"):
        with writing() as changes:
            changes.add(Caseworker(name=name))
    with open_register(register, writing=False) as opened:
        assert [each.entry.id for each in history(opened.session, 2)] == [3, 2]
        assert history(opened.session, 0) == []


def test_what_put_something_back_shows_it_standing_again(register: str, writing: Writing) -> None:
    with writing() as changes:
        intake(changes)
    take_back(writing)
    take_back(writing)
    with open_register(register, writing=False) as opened:
        assert [each.is_undone for each in history(opened.session)] == [False, True, False]


def test_everybody_undoes_their_own_last_command(register: str, writing: Writing) -> None:
    with writing(by="anna") as changes:
        intake(changes)
    with writing(by="bo") as changes:
        changes.add(Caseworker(name="Bo"))
    with open_register(register, writing=False) as opened:
        assert last_undoable(opened.session, "cia") is None
        found = {by: last_undoable(opened.session, by) for by in ("anna", "bo")}
    assert [each.id if each else None for each in found.values()] == [1, 2]


def test_a_command_somebody_else_has_undone_is_passed_over(register: str, writing: Writing) -> None:
    for name in ("Anna", "Bo"):
        with writing(by="anna") as changes:
            changes.add(Caseworker(name=name))
    take_back(writing, 2, by="bo")
    with open_register(register, writing=False) as opened:
        found = last_undoable(opened.session, "anna")
    assert found is not None
    assert found.id == 1


# In the way


def later_address(changes: Changes) -> None:
    changes.set(changes.session.get_one(Youth, 1), city="Borås")


def later_field_of_the_same_row(changes: Changes) -> None:
    changes.set(changes.session.get_one(Youth, 1), school="Norra")


def later_attempt(changes: Changes) -> None:
    changes.add(Attempt(registration_id=1, on=MONDAY, channel="sms", result="sent"))


def forget_the_youth(changes: Changes) -> None:
    for model, key in ((Phone, 1), (Registration, 1), (Youth, 1)):
        changes.remove(changes.session.get_one(model, key))


@pytest.mark.parametrize(
    ("command", "later"),
    [
        (move, later_address),
        (move, later_field_of_the_same_row),
        (intake, later_attempt),
        (intake, later_address),
        (forget_guardians, forget_the_youth),
    ],
)
def test_what_was_built_on_since_is_not_undone_and_the_later_entry_is_named(
    command: Callable[[Changes], None],
    later: Callable[[Changes], None],
    register: str,
    writing: Writing,
) -> None:
    if command is not intake:
        with writing() as changes:
            intake(changes)
    with writing() as changes:
        command(changes)
    with writing(by="bo") as changes:
        later(changes)
        number = 2 if command is intake else 3
    before = state(register)
    with pytest.raises(Refused, match=f"Entry {number} changed") as caught:
        take_back(writing, number - 1)
    assert caught.value.sentence.endswith("Nothing was saved.")
    assert state(register) == before


def test_once_the_later_one_is_undone_the_earlier_can_be(register: str, writing: Writing) -> None:
    with writing() as changes:
        intake(changes)
    before = state(register)
    for command in (move, later_address):
        with writing() as changes:
            command(changes)
    take_back(writing, 3)
    take_back(writing, 2)
    assert state(register) == before
    take_back(writing, 5)  # the move again
    take_back(writing, 4)  # and the later address
    assert state(register)["youth"][0]["city"] == "Borås"


def test_what_was_put_back_stands_in_the_way_again(register: str, writing: Writing) -> None:
    for command in (intake, move, later_address):
        with writing() as changes:
            command(changes)
    take_back(writing, 3)
    take_back(writing, 4)
    with pytest.raises(Refused, match="Entry 3 changed"):
        take_back(writing, 2)


def test_an_undo_out_of_turn_stands_in_the_way_of_putting_back(
    register: str, writing: Writing
) -> None:
    for command in (intake, move, later_address):
        with writing() as changes:
            command(changes)
    take_back(writing, 3)
    take_back(writing, 2)
    with pytest.raises(Refused, match="Entry 5 changed"):
        take_back(writing, 4)


def test_nothing_is_undone_twice(register: str, writing: Writing) -> None:
    with writing() as changes:
        intake(changes)
    take_back(writing, 1)
    with pytest.raises(Refused, match="already"):
        take_back(writing, 1)


def test_other_rows_are_in_nobodys_way(register: str, writing: Writing) -> None:
    for command in (intake, move):
        with writing() as changes:
            command(changes)
    with writing(by="bo") as changes:
        changes.set(changes.session.get_one(Youth, 2), city="Borås")
    take_back(writing)
    assert [row["city"] for row in state(register)["youth"]] == ["Alingsås", "Borås"]


# A run of rows, which the log tells in one line


def many_youths(changes: Changes) -> None:
    ids = changes.add_many(Youth, [{"born_on": BORN}] * MANY)
    changes.add_many(
        Registration,
        [{"youth_id": id_, "registered_on": MONDAY, "first_seen_on": MONDAY} for id_ in ids],
    )


def change_youth(number: int) -> Callable[[Changes], None]:
    def change(changes: Changes) -> None:
        changes.set(changes.session.get_one(Youth, number), city="Borås")

    return change


def guardian_of(number: int) -> Callable[[Changes], None]:
    def add(changes: Changes) -> None:
        changes.add(Guardian(youth_id=number, position=1))

    return add


def guardians_of(*numbers: int) -> Callable[[Changes], None]:
    def add(changes: Changes) -> None:
        changes.add_many(Guardian, [{"youth_id": number, "position": 1} for number in numbers])

    return add


def with_one_before_and_one_after(writing: Writing) -> None:
    """Entry 2 of three, all by Anna, is the bulk."""
    for command in (
        lambda changes: changes.add(Youth(born_on=BORN)),
        many_youths,
        lambda changes: changes.add(Youth(born_on=BORN)),
    ):
        with writing() as changes:
            command(changes)


@pytest.mark.parametrize(
    "later",
    [
        *map(change_youth, (2, 50, LAST - 1)),
        *map(guardian_of, (2, 50, LAST - 1)),
        guardians_of(1, 50, LAST),
    ],
)
@pytest.mark.parametrize("is_put_back", [False, True])
def test_a_later_change_within_a_run_stands_in_the_way_of_the_whole_command(
    is_put_back: bool, later: Callable[[Changes], None], register: str, writing: Writing
) -> None:
    with_one_before_and_one_after(writing)
    before, bulk = state(register), 2
    if is_put_back:
        take_back(writing, 2)
        take_back(writing, 4)
        bulk = 5
    assert state(register) == before
    with writing(by="bo") as changes:
        later(changes)
    after = state(register)
    with pytest.raises(Refused, match=f"Entry {4 if bulk == 2 else 6} changed"):
        take_back(writing, bulk)
    assert state(register) == after
    take_back(writing, by="bo")
    take_back(writing, bulk)
    assert [row["id"] for row in state(register)["youth"]] == [1, LAST]


@pytest.mark.parametrize(
    "later",
    [*map(change_youth, (1, LAST)), *map(guardian_of, (1, LAST)), guardians_of(1, LAST)],
)
def test_a_later_change_beside_a_run_is_in_nobodys_way(
    later: Callable[[Changes], None], register: str, writing: Writing
) -> None:
    with_one_before_and_one_after(writing)
    with writing(by="bo") as changes:
        later(changes)
    take_back(writing, 2)
    assert [row["id"] for row in state(register)["youth"]] == [1, LAST]


def test_a_run_put_back_around_a_row_stands_in_the_way(register: str, writing: Writing) -> None:
    with writing() as changes:
        ids = changes.add_many(Youth, [{"born_on": BORN}] * 9)
    with writing() as changes:
        changes.remove_many(Youth, ids)
    for number in (2, 3, 2):  # put back in entry 3, taken away in 4, row by row, put back in 5
        take_back(writing, number)
    before = state(register)
    with pytest.raises(Refused, match="Entry 5 changed"):
        take_back(writing, 4)
    assert state(register) == before


def test_a_run_put_back_is_one_line_again(register: str, writing: Writing) -> None:
    with writing() as changes:
        many_youths(changes)
    take_back(writing)
    take_back(writing)
    with open_register(register, writing=False) as opened:
        query = select(LogChange.row_table, LogChange.first_id, LogChange.last_id)
        found = opened.session.exec(query.where(LogChange.entry_id == 3).order_by("id")).all()
    assert found == [("youth", 1, MANY), ("registration", 1, MANY)]


def test_a_setting_waits_for_what_changed_it_later(register: str, writing: Writing) -> None:
    for key, value in (("municipalities", "1441"), ("kind", "programme"), ("kind", "kaa")):
        with writing() as changes:
            changes.set(changes.session.get_one(Setting, key), value=value)
    with pytest.raises(Refused, match="Entry 3 changed"):
        take_back(writing, 2)
    take_back(writing, 1)
    with open_register(register, writing=False) as opened:
        assert opened.session.get_one(Setting, "municipalities").value == "1489"


def test_what_has_taken_the_place_of_a_row_keeps_it(register: str, writing: Writing) -> None:
    with writing() as changes:
        intake(changes)
        first = changes.session.get_one(Registration, 1)
    with writing() as changes:
        first = changes.session.get_one(Registration, 1)
        changes.set(first, ended_on=MONDAY, end_reason="moved")
    with writing(by="bo") as changes:
        changes.add(Registration(youth_id=1, registered_on=MONDAY, first_seen_on=MONDAY))
    before = state(register)
    with pytest.raises(Refused, match="in the way"):
        take_back(writing)
    assert state(register) == before


@pytest.mark.parametrize("seed", range(5))
def test_any_commands_undone_in_turn_lead_back_through_every_state(
    seed: int, register: str, writing: Writing
) -> None:
    # fault 67, for undo
    choose = random.Random(seed)
    with writing() as changes:
        intake(changes)
    states = [state(register)]
    numbers = []
    for number in range(2, 10):
        with writing() as changes:
            one_of_many(changes, choose, number)
        states.append(state(register))
        numbers.append(number)
    for number, expected in zip(reversed(numbers), reversed(states[:-1]), strict=True):
        take_back(writing, number)
        assert state(register) == expected


def one_of_many(changes: Changes, choose: random.Random, number: int) -> None:
    """A command of one to five changes to whatever rows there are."""
    session = changes.session
    for step in range(choose.randint(1, 5)):
        youth = choose.choice(session.exec(select(Youth).order_by("id")).all())
        phones = session.exec(select(Phone).order_by("id")).all()
        match choose.randrange(4):
            case 0:
                digits = f"+4670174{number:02}{step:02}"
                row = {"youth_id": youth.id, "raw": digits, "number": digits}
                changes.add_many(Phone, [{**row, "usable_on": MONDAY}])
            case 1 if phones:
                changes.remove(choose.choice(phones))
            case 2:
                changes.add(Youth(born_on=BORN, given_name=f"Nova {number}.{step}"))
            case _:
                changes.set(youth, city=f"City {number}.{step}", review_on=None)


def test_the_log_is_only_added_to_by_all_this(register: str, writing: Writing) -> None:
    with writing() as changes:
        intake(changes)

    def kept() -> list[dict[str, Any]]:
        with open_register(register, writing=False) as opened:
            found = opened.session.exec(select(LogChange).order_by("id")).all()
            return [line.model_dump() for line in found]

    before = kept()
    take_back(writing)
    take_back(writing)
    assert kept()[: len(before)] == before
