"""Which tables and rows are about a youth."""

from kaa_cli.register import models
from kaa_cli.register.about import rows_about, ways
from kaa_cli.register.engine import open_register
from registers import MONDAY, WritingTo


def test_every_table_that_leads_to_a_youth_is_known_by_the_way_there() -> None:
    assert ways() == {
        "application": ("youth_id", "youth"),
        "appointment": ("registration_id", "registration"),
        "attempt": ("registration_id", "registration"),
        "claim": ("youth_id", "youth"),
        "consent": ("youth_id", "youth"),
        "follow_up": ("measure_id", "measure"),
        "former_identity": ("youth_id", "youth"),
        "guardian": ("youth_id", "youth"),
        "hand_over": ("youth_id", "youth"),
        "measure": ("youth_id", "youth"),
        "occupation": ("youth_id", "youth"),
        "outcome": ("youth_id", "youth"),
        "outcome_check": ("outcome_id", "outcome"),
        "phone": ("youth_id", "youth"),
        "referral": ("youth_id", "youth"),
        "registration": ("youth_id", "youth"),
        "snapshot_line": ("youth_id", "youth"),
        "step": ("youth_id", "youth"),
        "visit_stop": ("youth_id", "youth"),
        "youth": ("id", "youth"),
    }


def test_rows_are_found_also_through_others_and_after_they_were_removed(
    register: str, writing_to: WritingTo
) -> None:
    with writing_to(register) as changes:
        for number in (1, 2):
            changes.add(models.Youth(id=number, born_on=MONDAY))
            stay = changes.add(
                models.Registration(youth_id=number, registered_on=MONDAY, first_seen_on=MONDAY)
            )
            changes.add(
                models.Attempt(
                    registration_id=stay.id or 0, on=MONDAY, channel="phone", result="no-answer"
                )
            )
        phone = changes.add(
            models.Phone(youth_id=2, raw="070-174 06 05", number="+46701740605", usable_on=MONDAY)
        )
    with writing_to(register) as changes:
        changes.remove(changes.session.get_one(models.Phone, phone.id))
    with open_register(register, writing=False) as opened:
        found = rows_about(opened.session, [2])
    kept = {name: keys for name, keys in found.items() if keys}
    assert kept == {"youth": {2}, "registration": {2}, "attempt": {2}, "phone": {1}}
