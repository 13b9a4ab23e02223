"""Whether a youth is in the duty on a day, or takes part in what the register is about."""

from datetime import date

from kaa_cli.errors import Refused
from kaa_cli.rules.days import birthday
from kaa_cli.rules.person import Case
from kaa_cli.rules.scope import DUTY_ENDS_AT, is_before_duty, out_of_scope
from kaa_cli.words import _
from kaa_cli.work.desk import Desk


def must_be_covered(case: Case, on: date) -> None:
    """Refuse what cannot have been on a day, because the youth was not covered."""
    period = case.period
    must_have_begun(case, on)
    out = out_of_scope(case.facts.duty_ends_on, period.begins_on, period.ended_on, on)
    if out is None:
        return
    sentence = {
        "turned-20": _("No. {no} is no longer covered: turned 20 on {day}. Nothing was saved."),
        "ended": _("No. {no} is no longer covered: closed on {day}. Nothing was saved."),
    }[out.kind]
    raise Refused(sentence.format(no=case.person.id, day=out.since))


def must_be_in_the_duty(desk: Desk, born_on: date) -> None:
    """Refuse, in a register of the duty, who is too young or too old for it on the day."""
    if desk.is_programme:
        return
    if is_before_duty(born_on, desk.today):
        raise Refused(
            _("Not covered: still in compulsory school by the birth year. Nothing was saved.")
        )
    if desk.today >= birthday(born_on, DUTY_ENDS_AT):
        raise Refused(_("Not covered: has turned 20. Nothing was saved."))


def must_have_begun(case: Case, on: date) -> None:
    """Refuse a day before the registration, whatever has become of it since."""
    begins_on = case.period.begins_on
    if on < begins_on:
        raise Refused(
            _(
                "No. {no} was not covered on {on}: the registration begins on {day}. "
                "Nothing was saved."
            ).format(no=case.person.id, on=on, day=begins_on)
        )
