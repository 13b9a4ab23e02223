"""Whether what it led to lasts: asking again, remembering the answer, and who is to be asked."""

from collections.abc import Sequence
from datetime import date

from kaa_cli.errors import Refused
from kaa_cli.register import models, support
from kaa_cli.register.cases import latest_cases
from kaa_cli.register.questions import youths_with_outcomes
from kaa_cli.rules.codes import OccupationCode, OutcomeCategory, Source
from kaa_cli.rules.facts import Outcome
from kaa_cli.rules.following import may_ask_after_duty, next_recheck
from kaa_cli.rules.ladder import next_step
from kaa_cli.rules.outcome_checks import Checked, CheckTold, Led
from kaa_cli.rules.person import Case
from kaa_cli.rules.scope import out_of_scope
from kaa_cli.rules.support_codes import Lasting
from kaa_cli.words import _
from kaa_cli.work.contact_persons import follows
from kaa_cli.work.desk import Desk
from kaa_cli.work.saying import must_say_what_other_is


def check_outcomes(desk: Desk, youths: Sequence[int], told: CheckTold) -> list[Checked]:
    """Remember what was found of the latest outcome of each; all or none, as one command."""
    desk.must_have_been(told.on)
    desk.must_be_fit_to_keep(told.says)
    _must_be_reasoned(told)
    checked = [_check_one(desk, youth, told) for youth in youths]
    desk.what = {"lasting": told.result, "youths": list(youths), "on": told.on.isoformat()}
    return checked


def _must_be_reasoned(told: CheckTold) -> None:
    """Refuse an interruption without its reason, and a reason for anything else."""
    if told.result is Lasting.INTERRUPTED and told.reason is None:
        raise Refused(
            _(
                "Why did it not last? --reason left-studies, job-ended, support-ended, moved or "
                "other. Nothing was saved."
            )
        )
    if told.result is not Lasting.INTERRUPTED and told.reason is not None:
        raise Refused(_("--reason goes with interrupted only. Nothing was saved."))
    must_say_what_other_is(told.reason, told.says)
    must_say_what_other_is(told.occupation, told.says)


def _check_one(desk: Desk, youth: int, told: CheckTold) -> Checked:
    case = desk.case(youth, told.on)
    outcome = _asked_about(case, told.on)
    _must_be_allowed(desk, case, told.on)
    desk.changes.add(
        support.OutcomeCheck(
            outcome_id=outcome.id,
            on=told.on,
            result=told.result,
            reason=told.reason,
            says=told.says,
            by_id=desk.caseworker_id(desk.user),
        )
    )
    if told.occupation is not None:
        says = told.says if told.occupation is OccupationCode.OTHER else ""
        desk.changes.add(
            models.Occupation(
                youth_id=youth, on=told.on, code=told.occupation, source=Source.YOUTH, says=says
            )
        )
    after = desk.case(youth)
    step = next_step(after.facts, desk.book, desk.today)
    asking = next_recheck(after.facts, desk.policy, desk.today)
    return Checked(after, outcome, told, asking, step)


def _asked_about(case: Case, on: date) -> Outcome:
    """The latest outcome, if it can be asked about on that day."""
    no = case.person.id
    outcome = case.facts.outcomes[-1] if case.facts.outcomes else None
    if outcome is None:
        sentence = _("No outcome is saved for no. {no}: kaa outcome record {no}.")
        raise Refused(sentence.format(no=no) + " " + _("Nothing was saved."))
    if outcome.category is OutcomeCategory.REMAINS:
        raise Refused(
            _(
                "No. {no} remains: nothing to ask about again. Where did it lead since? "
                "kaa outcome record {no}. Nothing was saved."
            ).format(no=no)
        )
    if on < outcome.on:
        raise Refused(
            _("{day} is before the outcome of no. {no} ({on}). Nothing was saved.").format(
                day=on, no=no, on=outcome.on
            )
        )
    if outcome.broken_on is not None and on >= outcome.broken_on:
        raise Refused(
            _(
                "No. {no}: that outcome was interrupted on {day}. A new one? "
                "kaa outcome record {no}. Nothing was saved."
            ).format(no=no, day=outcome.broken_on)
        )
    if any(check.on == on for check in outcome.checks):
        raise Refused(
            _(
                "No. {no} was asked about on {day} already; to correct it: kaa undo. "
                "Nothing was saved."
            ).format(no=no, day=on)
        )
    return outcome


def _must_be_allowed(desk: Desk, case: Case, on: date) -> None:
    """Refuse a question after the duty, unless the routine of that day has it."""
    facts = case.facts
    out = out_of_scope(facts.duty_ends_on, facts.begins_on, facts.ended_on, on)
    if out is None or may_ask_after_duty(facts, desk.book.on(on)):
        return
    sentence = _(
        "No. {no} is no longer covered since {day}, and is not asked about afterwards "
        "(contact routine: follow_up_after_end). Nothing was saved."
    )
    raise Refused(sentence.format(no=case.person.id, day=out.since))


def led(desk: Desk, *, due: bool = False, mine: bool = False) -> list[Led]:
    """The latest outcome of everybody who has one: those to ask about first, by their day."""
    cases = latest_cases(desk.session, youths_with_outcomes(desk.session)).values()
    rows = [_led(desk, case) for case in cases if not mine or follows(desk, case)]
    if due:
        rows = [row for row in rows if row.ask_on is not None and row.ask_on <= desk.today]
    return sorted(rows, key=lambda row: (row.ask_on or date.max, row.outcome.on, row.outcome.id))


def _led(desk: Desk, case: Case) -> Led:
    """As the queue has it: a question whose day has come is due only where the queue asks it."""
    outcome = case.facts.outcomes[-1]
    asking = next_recheck(case.facts, desk.policy, desk.today)
    step = next_step(case.facts, desk.book, desk.today)
    ask_on = step.due_on if step.recheck is not None else None
    if ask_on is None and asking is not None and asking.due_on > desk.today:
        ask_on = desk.policy.calendar.on_or_after(asking.due_on)
    return Led(case, outcome, asking, ask_on)
