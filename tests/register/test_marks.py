"""From which day a decision has stopped the ladder, as both engines tell it."""

from datetime import date

from kaa_cli.register.engine import open_register
from kaa_cli.register.mark_questions import marks
from kaa_cli.register.models import Registration, Youth
from kaa_cli.rules.lives import Marks
from registers import MONDAY, Writing

BORN, CHECKED = date(2008, 3, 12), date(2026, 9, 10)


def test_the_days_are_told_by_registration(register: str, writing: Writing) -> None:
    with writing("youth add") as changes:
        held = Youth(
            born_on=BORN, restricted_on=MONDAY, do_not_contact_on=MONDAY, review_on=CHECKED
        )
        free = Youth(born_on=BORN)
        ids = [changes.add(youth).id or 0 for youth in (held, free)]
        for youth, checked_on in zip(ids, (None, CHECKED), strict=True):
            changes.add(
                Registration(
                    youth_id=youth,
                    registered_on=MONDAY,
                    first_seen_on=MONDAY,
                    checked_on=checked_on,
                )
            )
    with open_register(register, writing=False) as opened:
        told = marks(opened.session)
    assert sorted(told) == [1, 2]
    assert told[1] == Marks(restricted_on=MONDAY, do_not_contact_on=MONDAY)
    assert told[2] == Marks(checked_on=CHECKED)
