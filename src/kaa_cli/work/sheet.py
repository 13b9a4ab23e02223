"""What a youth's sheet shows beside the duty: agreements, programmes, and until when it is kept."""

from collections.abc import Iterable
from datetime import date

from kaa_cli.register import programme_questions, sharing_questions
from kaa_cli.rules.consents import in_force
from kaa_cli.rules.participation import TakingPart
from kaa_cli.rules.person import Case
from kaa_cli.rules.purging import purge_on
from kaa_cli.rules.sheet import Beside
from kaa_cli.rules.support_codes import RegisterKind
from kaa_cli.work.desk import Desk


def beside(desk: Desk, case: Case) -> Beside:
    """The consents in force, what the youth takes part in, and the last day of keeping."""
    youth = case.person.id
    measures = programme_questions.taking_part(desk.session, [youth])
    kind = RegisterKind.PROGRAMME if desk.is_programme else RegisterKind.KAA
    return Beside(
        consents=tuple(in_force(sharing_questions.consents(desk.session, [youth]), desk.today)),
        programmes=tuple(one.programme for one in measures if one.is_going_on),
        purge_on=purge_on(kind, case.person.born_on, last_day(case, measures), desk.settings),
    )


def last_day(case: Case, measures: Iterable[TakingPart]) -> date | None:
    """When the last of what a youth was in had ended; None while anything goes on."""
    took_part = [one for one in measures if one.is_going_on or one.took_part]
    days = [case.period.ended_on, *(one.ended_on for one in took_part)]
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else None
