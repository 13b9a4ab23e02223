"""The register's own history, gathered to be played against another contact routine."""

from collections.abc import Sequence
from datetime import date

from kaa_cli.errors import Refused
from kaa_cli.register import mark_questions
from kaa_cli.register.cases import every_registration
from kaa_cli.rules.lives import Life, life
from kaa_cli.rules.policy_comparison import in_duty_during
from kaa_cli.words import _
from kaa_cli.work.desk import Desk


def first_day(desk: Desk) -> date:
    """The first day that can be played: when the first of all was on the list, else today."""
    return mark_questions.first_day(desk.session) or desk.today


def history(desk: Desk, first: date, last: date) -> list[Life]:
    """Those in the duty in a period with what happened; refused where there is no history."""
    _must_be_a_past_period(desk, first, last)
    marks = mark_questions.marks(desk.session)
    cases = every_registration(desk.session)
    lives = in_duty_during((life(c.facts, marks[c.period.id]) for c in cases), first, last)
    _must_be_enough(lives, first, last)
    return lives


def _must_be_a_past_period(desk: Desk, first: date, last: date) -> None:
    days = {"first": first, "last": last}
    if first > last:
        raise Refused(_("The period ends before it begins: {first} to {last}.").format(**days))
    if last > desk.today:
        raise Refused(
            _("{last} has not been yet, so there is no history of it: choose --to today.").format(
                **days
            )
        )


def _must_be_enough(lives: Sequence[Life], first: date, last: date) -> None:
    days = {"first": first, "last": last}
    if not lives:
        raise Refused(
            _(
                "There is nothing to play: the register had nobody in the duty from {first} "
                "to {last}."
            ).format(**days)
        )
    if not any(attempt.on <= last for one in lives for attempt in one.facts.attempts):
        raise Refused(
            _(
                "There is nothing to compare with: no attempt was made by {last}, to anybody in "
                'the duty then. Earlier attempts can be taken in: "kaa import FILE --as attempts".'
            ).format(**days)
        )
