"""Who follows a youth; that it was somebody else before is kept for the timeline."""

from kaa_cli.register import meetings, models
from kaa_cli.rules.person import Case
from kaa_cli.work.desk import Desk


def follows(desk: Desk, case: Case) -> bool:
    """Whether this caseworker is the youth's contact person."""
    return (case.person.contact_person or "").casefold() == desk.user.casefold()


def set_contact_person(desk: Desk, row: models.Youth, person: int | None) -> bool:
    """Set who follows a youth from today; tells whether that is another than before."""
    before = row.contact_person_id
    if not desk.changes.set(row, contact_person_id=person):
        return False
    if before is not None and row.id is not None:
        desk.changes.add(
            meetings.HandOver(
                youth_id=row.id,
                on=desk.today,
                from_id=before,
                to_id=person,
                by_id=desk.caseworker_id(desk.user),
            )
        )
    return True
