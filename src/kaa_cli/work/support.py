"""What the youth does and where it led: occupations and outcomes."""

from dataclasses import dataclass
from datetime import date

from kaa_cli.errors import Refused
from kaa_cli.register import models
from kaa_cli.rules.codes import (
    DETAILS,
    OccupationCode,
    OutcomeCategory,
    Source,
)
from kaa_cli.rules.ladder import next_step
from kaa_cli.rules.person import Case
from kaa_cli.rules.steps import Step
from kaa_cli.words import _
from kaa_cli.work.desk import Desk
from kaa_cli.work.duty import must_have_begun
from kaa_cli.work.programmes import spelling
from kaa_cli.work.saying import must_say_what_other_is


@dataclass(frozen=True)
class Mapped:
    """An occupation as it was saved, until when it is current, and the youth's coming step."""

    case: Case
    code: OccupationCode
    on: date
    current_days: int
    next: Step


def set_occupation(
    desk: Desk, youth: int, code: OccupationCode, on: date, source: Source, says: str = ""
) -> Mapped:
    """Remember what a youth does; known is not reached, so the ladder goes on."""
    case = desk.case(youth, on)
    desk.must_have_been(on)
    desk.must_be_fit_to_keep(says)
    must_say_what_other_is(code, says)
    desk.changes.add(models.Occupation(youth_id=youth, on=on, code=code, source=source, says=says))
    desk.what = {"occupation": code, "youths": [youth], "on": on.isoformat()}
    step = next_step(desk.case(youth).facts, desk.book, desk.today)
    return Mapped(case, code, on, desk.policy.current_for(code), step)


def record_outcome(
    desk: Desk,
    youth: int,
    category: OutcomeCategory,
    detail: str | None,
    on: date,
    programme: str = "",
) -> Case:
    """Remember where it led for a youth; closes nothing."""
    case = desk.case(youth, on)
    desk.must_have_been(on)
    programme = spelling(desk, programme)
    must_have_begun(case, on)
    if detail is not None and detail not in DETAILS[category]:
        raise Refused(
            _(
                'The detail "{detail}" does not go with that category. '
                "All details: kaa outcome record --help. Nothing was saved."
            ).format(detail=detail)
        )
    desk.changes.add(
        models.Outcome(youth_id=youth, on=on, category=category, detail=detail, programme=programme)
    )
    desk.what = {"outcome": category, "youths": [youth], "on": on.isoformat()}
    return case
