"""The team meeting: its agenda from what the register holds."""

from datetime import date

from kaa_cli.errors import Refused
from kaa_cli.register import sharing_questions as questions
from kaa_cli.register.cases import latest_cases
from kaa_cli.rules.agenda import Agenda, agenda
from kaa_cli.words import _
from kaa_cli.work.desk import Desk
from kaa_cli.work.outreach import everybody


def agenda_for(desk: Desk, on: date, *, internal: bool) -> Agenda:
    """What a meeting on a day to come takes up, as it is known today."""
    if on < desk.today:
        raise Refused(_("{day} has been: an agenda is for today or later.").format(day=on))
    applications = questions.applications(desk.session)
    cases = latest_cases(desk.session, sorted({one.youth for one in applications if one.is_open}))
    consents = questions.consents(desk.session)
    return agenda(everybody(desk), cases, applications, consents, on, internal=internal)
