"""What waits for a person to look: marks to be checked, wishes to be left alone."""

from datetime import date

from kaa_cli.errors import Refused
from kaa_cli.register import models
from kaa_cli.rules.person import Case
from kaa_cli.words import _
from kaa_cli.work.desk import Desk


def set_checked(desk: Desk, youth: int) -> Case:
    """Somebody has looked: what was to be checked is over and the ladder goes on.

    A wish to be left alone stands until its own day.
    """
    case = desk.case(youth)
    row = desk.youth(youth)
    stands = row.review_on is not None and row.review_on > desk.today
    if case.facts.check is None and stands:
        raise Refused(
            _(
                "No. {no} does not want to be contacted; that is looked at again on {day}. Has it "
                "changed? kaa youth edit {no} review_on --clear. Nothing was saved."
            ).format(no=youth, day=row.review_on)
        )
    if case.facts.check is None and row.review_on is None:
        raise Refused(
            _("There is nothing to check for no. {no}. Nothing was saved.").format(no=youth)
        )
    desk.changes.set(
        desk.registration(case), check_reason=None, check_on=None, checked_on=desk.today
    )
    if not stands:
        desk.changes.set(row, do_not_contact_on=None, review_on=None)
    desk.what = {"youths": [youth], "fields": ["checked"]}
    return desk.case(youth)


def reviewed(desk: Desk, row: models.Youth, day: object) -> dict[str, object]:
    """Another day to look again at a wish to be left alone, or none: the wish is gone."""
    if row.review_on is None:
        raise Refused(
            _(
                "No. {no} has not asked to be left alone: kaa log {no} do-not-contact. "
                "Nothing was saved."
            ).format(no=row.id)
        )
    if isinstance(day, date) and day <= desk.today:
        raise Refused(_("That day is not to come. Nothing was saved."))
    return {"review_on": day} if day else {"review_on": None, "do_not_contact_on": None}
