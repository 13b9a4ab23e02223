"""Steps forward: remembering them, listing them, counting them by themselves."""

from collections.abc import Sequence
from datetime import date

from kaa_cli.errors import Refused
from kaa_cli.register import steps, support
from kaa_cli.rules.person import Case
from kaa_cli.rules.steps_forward import StepTaken
from kaa_cli.words import _
from kaa_cli.work.desk import Desk
from kaa_cli.work.duty import must_have_begun
from kaa_cli.work.programmes import spelling


def take_step(
    desk: Desk, youths: Sequence[int], says: str, on: date, programme: str = ""
) -> list[Case]:
    """Remember a step forward of each youth; all or none, as one command."""
    desk.must_have_been(on)
    desk.must_be_fit_to_keep(says)
    if not says.strip():
        raise Refused(_("What was the step? --note TEXT, or --note - asks. Nothing was saved."))
    in_programme = spelling(desk, programme)
    cases = [desk.case(youth, on) for youth in youths]
    for case in cases:
        must_have_begun(case, on)
        desk.changes.add(
            support.StepForward(
                youth_id=case.person.id,
                on=on,
                says=says.strip(),
                programme=in_programme,
                by_id=desk.caseworker_id(desk.user),
            )
        )
    desk.what = {"step": True, "youths": list(youths), "on": on.isoformat()}
    return cases


def taken(desk: Desk, first: date, last: date, programme: str = "") -> list[StepTaken]:
    """The steps of a period, by day."""
    return steps.steps_taken(desk.session, first, last, spelling(desk, programme))
