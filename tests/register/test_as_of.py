"""The register as it was known: on every earlier day just what it held then, on both engines."""

import random
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel, select

from counting import often
from kaa_cli.register import filings, support
from kaa_cli.register.as_of import rewind
from kaa_cli.register.changes import Changes
from kaa_cli.register.engine import open_register
from kaa_cli.register.models import Outcome, Youth
from kaa_cli.register.office_questions import settings
from kaa_cli.register.questions import table
from kaa_cli.rules.due_days import RECKONED
from registers import sign
from terminal import EXAMPLE, kaa

FIRST = date(2026, 9, 7)
NEVER_LOGGED = {"log_entry", "log_change", "claim"}
WORDS = (
    "log {no} no-answer --yes",
    "log {no} reached work --yes",
    "log {no} wrong-number --yes",
    "log {no} said-moved --yes",
    "contact reply {no} sms --occupation none",
    "occupation set {no} komvux-basic",
    "outcome record {no} studies --detail komvux",
    "outcome record {no} work",
    "appointment add {no} talk +4d",
    "appointment missed {no}",
    "youth edit {no} street --value Provvägen",
    "youth edit {no} by_hand --value yes",
    "youth assign {no} --to Bo --yes",
    "youth close {no} moved",
    "youth reopen {no}",
    "policy adopt laholm --yes",
    "undo",
)


@pytest.fixture
def made(nowhere: str) -> str:
    """A register with a whole contact routine, on either engine."""
    assert kaa("--db", nowhere, "init", "--municipality", "1489").code == 0
    return nowhere


Held = dict[str, list[tuple[object, ...]]]


def held(session: Session) -> Held:
    """Every row of every table that the log tells of, without what is reckoned from the rest."""
    assert {support.Answer, filings.Snapshot} <= set(SQLModel.__subclasses__())
    tables = {name: t for name, t in SQLModel.metadata.tables.items() if name not in NEVER_LOGGED}
    return {
        name: sorted(
            map(tuple, session.execute(select(*(c for c in t.c if c.name not in RECKONED)))),
            key=str,
        )
        for name, t in tables.items()
    }


def now(where: str) -> Held:
    with open_register(where, writing=False) as opened:
        return held(opened.session)


def then(where: str, day: date) -> Held:
    with open_register(where, writing=False, rewinding=True) as opened:
        rewind(opened.session, day)
        return held(opened.session)


@pytest.mark.parametrize("seed", range(often(2, 6)))
def test_every_earlier_day_is_known_as_it_was(made: str, seed: int) -> None:
    chance, day, saved = random.Random(seed), FIRST, 0
    known: dict[date, Held] = {}
    for _ in range(12):
        env = {"KAA_TODAY": day.isoformat(), "KAA_USER": "anna"}
        for _ in range(4):
            words = chance.choice(WORDS).format(no=chance.randint(1, 12)).split()
            if not known:
                words = ["import", str(EXAMPLE), "--yes"]
            saved += kaa("--db", made, *words, env=env).code == 0
        known[day] = now(made)
        day += timedelta(days=chance.choice((1, 1, 2, 7)))
    assert saved > 12
    assert len({str(one) for one in known.values()}) > 6
    before = now(made)
    for on, whole in known.items():
        assert then(made, on) == whole
    assert then(made, FIRST - timedelta(days=1))["youth"] == []
    assert now(made) == before


def test_a_correction_made_later_does_not_change_what_was_known(made: str) -> None:
    env = {"KAA_TODAY": "2026-09-07"}
    assert kaa("--db", made, "import", str(EXAMPLE), "--yes", env=env).code == 0
    recorded = kaa("--db", made, "outcome", "record", "3", "work", env=env)
    assert recorded.code == 0
    corrected = {"KAA_TODAY": "2026-09-10"}
    assert kaa("--db", made, "undo", env=corrected).code == 0
    back_dated = ("outcome", "record", "3", "studies", "--on", "2026-09-07")
    assert kaa("--db", made, *back_dated, env=corrected).code == 0
    for day, category in ((date(2026, 9, 9), "work"), (date(2026, 9, 10), "studies")):
        with open_register(made, writing=False, rewinding=True) as opened:
            rewind(opened.session, day)
            assert list(opened.session.execute(select(table(Outcome).c.category)).scalars()) == [
                category
            ]


def test_settings_and_protection_are_as_they_are_now(made: str) -> None:
    env = {"KAA_TODAY": "2026-09-07"}
    assert kaa("--db", made, "import", str(EXAMPLE), "--yes", env=env).code == 0
    later = {"KAA_TODAY": "2026-09-10"}
    for words in (
        ("settings", "smallest-group", "9"),
        ("youth", "edit", "3", "protection", "--value", "protected-registration"),
        ("youth", "edit", "2", "street", "--value", "Nya vägen 1"),
    ):
        assert kaa("--db", made, *words, env=later).code == 0, words
    with open_register(made, writing=False, rewinding=True) as opened:
        rewind(opened.session, date(2026, 9, 8))
        marks = dict(
            opened.session.execute(select(table(Youth).c.id, table(Youth).c.protection)).all()
        )
        assert marks[3] == "protected-registration"
        assert marks[2] == "none"
        streets = dict(
            opened.session.execute(select(table(Youth).c.id, table(Youth).c.street)).all()
        )
        assert streets[2] not in {"", "Nya vägen 1"}
        assert settings(opened.session)["smallest_group"] == "9"


def test_a_reader_of_an_earlier_day_can_write_nothing(made: str) -> None:
    with open_register(made, writing=True) as opened:
        changes = Changes(opened.session, sign())
        changes.add(Youth(born_on=FIRST))
        changes.seal({})
    before = now(made)
    with open_register(made, writing=False, rewinding=True) as opened:
        rewind(opened.session, FIRST)
        with pytest.raises(DBAPIError):
            opened.session.execute(table(Youth).delete())
        opened.session.rollback()
    assert now(made) == before
