"""Handing over youths from one contact person to another: it stands on their timelines."""

from collections.abc import Sequence

from kaa_cli.errors import Refused
from kaa_cli.register import models, questions
from kaa_cli.register.cases import open_cases
from kaa_cli.words import _
from kaa_cli.work.contact_persons import follows, set_contact_person
from kaa_cli.work.desk import Desk
from kaa_cli.work.unseen import must_have_been_seen


def mine(desk: Desk) -> list[int]:
    """The youths in the duty whom this caseworker follows."""
    cases = open_cases(desk.session)
    return [c.person.id for c in cases if c.period.ended_on is None and follows(desk, c)]


def hand_over(desk: Desk, youths: Sequence[int], to: str) -> list[int]:
    """Give youths another contact person; tells whom that changed anything for."""
    for youth in youths:
        desk.case(youth)
    rows = questions.by_id(desk.session, models.Youth, youths)
    person = desk.caseworker_id(to)
    mine = desk.caseworker_id(desk.user)
    of_others = [row for row in rows.values() if row.contact_person_id != mine]
    must_have_been_seen(desk, *((row, {"contact_person_id": person}) for row in of_others))
    changed = [n for n, row in rows.items() if set_contact_person(desk, row, person)]
    if not changed:
        raise Refused(_("{who} is the contact person already. Nothing was saved.").format(who=to))
    desk.what = {"youths": changed, "to": to}
    return changed
