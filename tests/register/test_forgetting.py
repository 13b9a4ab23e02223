"""What a mark of protection forbids: no table takes it, and the log forgets it, on both engines."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from kaa_cli.register import chain
from kaa_cli.register.changes import Changes
from kaa_cli.register.engine import open_register
from kaa_cli.register.forgetting import forget_past
from kaa_cli.register.models import FormerIdentity, Guardian, Phone, Youth
from kaa_cli.register.office import LogChange
from kaa_cli.register.questions import table
from kaa_cli.rules.codes import Protection
from registers import MONDAY, Writing, sign

LOG = table(LogChange)
OLD = ("200903122380", "Nova", "Gamla vägen", "0701740631", "Maria", "20090312-T101")


@pytest.mark.parametrize("field", ["street", "postcode", "city"])
@pytest.mark.parametrize("is_new", [True, False])
def test_the_table_takes_no_address_under_protected_registration(
    writing: Writing, field: str, is_new: bool
) -> None:
    given = {field: "Provvägen 3"}

    def keep() -> None:
        with writing("youth add") as changes:
            row = Youth(born_on=MONDAY, protection=Protection.REGISTRATION)
            for name, text in given.items() if is_new else ():
                setattr(row, name, text)
            changes.set(changes.add(row), **given)

    with pytest.raises(IntegrityError, match="no_address_for_protected_registration"):
        keep()


def edited(writing: Writing) -> None:
    """A youth whose every particular was another one before, and numbers that are gone."""
    with writing("youth add") as changes:
        youth = changes.add(
            Youth(
                born_on=date(2009, 3, 12),
                identity_number="200903122380",
                given_name="Nova",
                street="Gamla vägen 1",
            )
        )
        phone = changes.add(Phone(youth_id=1, raw="0701740631", number="+46701740631",
                                  usable_on=MONDAY))  # fmt: skip
        guardian = changes.add(Guardian(youth_id=1, position=1, name="Maria"))
        former = changes.add(FormerIdentity(youth_id=1, key="20090312-T101"))
    with writing("youth edit") as changes:
        for row in (youth, phone, guardian, former):
            changes.session.add(row)
        now = {"identity_number": "200903132389", "given_name": "Ny", "street": "Nya vägen 2"}
        changes.set(youth, born_on=date(2009, 3, 13), **now)
        changes.set(phone, raw="0701740632", number="+46701740632")
        changes.remove(phone)
        changes.remove(guardian)
        changes.remove(former)


@pytest.mark.parametrize("mark", [Protection.REGISTRATION, Protection.ASSUMED])
def test_the_log_forgets_what_the_mark_forbids_and_stays_sealed(
    register: str, writing: Writing, mark: Protection
) -> None:
    edited(writing)
    with open_register(register, writing=True) as opened:
        kept = repr(opened.session.execute(select(LOG.c.before)).all())
        assert [one for one in OLD if one not in kept] == []
        forget_past(opened.session, opened.session.get_one(Youth, 1), mark)
    with open_register(register, writing=False) as opened:
        kept = repr(opened.session.execute(select(LOG.c.before)).all())
        assert chain.verify(opened.session.connection()).is_whole
    may_stay = (
        {"200903122380", "Nova", "20090312-T101"} if mark is Protection.REGISTRATION else set()
    )
    assert {one for one in OLD if one in kept} == may_stay


def joined(register: str, kept: int, gone: int) -> None:
    with open_register(register, writing=True) as opened:
        changes = Changes(opened.session, sign("youth merge"))
        changes.remove(opened.session.get_one(Youth, gone))
        changes.seal({"youths": [kept], "merged": gone})


def streets(register: str) -> dict[int, set[str]]:
    """By youth, the streets that the log still tells."""
    told: dict[int, set[str]] = {}
    with open_register(register, writing=False) as opened:
        lines = opened.session.execute(select(LOG).where(LOG.c.row_table == "youth"))
        for line in lines:
            told.setdefault(line.first_id, set()).add((line.before or {}).get("street", ""))
    return {youth: some - {""} for youth, some in told.items()}


def test_the_log_forgets_those_merged_into_one_who_was_merged_and_nobody_else(
    register: str, writing: Writing
) -> None:
    with writing("youth add") as changes:
        for number in range(1, 6):
            changes.add(Youth(id=number, born_on=MONDAY, street=f"Gatan {number}"))
    joined(register, 2, 3)
    joined(register, 1, 2)
    joined(register, 1, 4)
    with writing("undo") as changes:
        changes.add(Youth(id=4, born_on=MONDAY, street="Gatan 4"))
    with writing("youth edit") as changes:
        changes.set(changes.session.get_one(Youth, 5), street="Annan 5")
    with open_register(register, writing=True) as opened:
        forget_past(opened.session, opened.session.get_one(Youth, 1), Protection.REGISTRATION)
    told = streets(register)
    assert (told[2], told[3]) == (set(), set())
    assert (told[4], told[5]) == ({"Gatan 4"}, {"Gatan 5"})
