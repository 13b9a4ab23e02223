"""Whether outcomes last: the lines of a card, what was saved, and the list of outcomes."""

from collections.abc import Sequence
from datetime import date

from kaa_cli.labels import heading, label, typed
from kaa_cli.rules.codes import OutcomeCategory
from kaa_cli.rules.facts import Outcome
from kaa_cli.rules.following import asked_about
from kaa_cli.rules.outcome_checks import Checked, Led
from kaa_cli.rules.outward import tells_of_need
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.queue import Standing
from kaa_cli.rules.steps import Step
from kaa_cli.rules.support_codes import Lasting
from kaa_cli.show import sentences
from kaa_cli.show.days import long, short
from kaa_cli.show.screen import Screen
from kaa_cli.show.timeline import outcome_detail
from kaa_cli.words import _, ngettext


def led_to(outcome: Outcome) -> str:
    """The category, with the detail where it is told: "studies, komvux"."""
    text = label(outcome.category)
    if outcome.detail:
        text += f", {outcome_detail(OutcomeCategory(outcome.category), outcome.detail)}"
    return text


def recheck_lines(step: Step, policy: Policy, today: date) -> list[str]:
    """What a card says under the verb: what is asked, since when, for which time."""
    assert step.recheck is not None
    outcome = step.recheck.outcome
    question = sentences.asked(step)
    lines = [
        question[:1].upper() + question[1:],
        _("{what}, since {day}; question {n} of {all}").format(
            what=led_to(outcome),
            day=short(outcome.on, today),
            n=step.recheck.number,
            all=policy.lasting_checks,
        ),
    ]
    if step.after_duty:
        lines.append(_("The duty is over; the routine asks all the same."))
    return lines


def answers_of(youth: int) -> list[str]:
    """The commands that answer the card."""
    words = [typed(result) for result in Lasting]
    return [f"kaa outcome check {youth} {words[0]}", *words[1:]]


def draw_checked(screen: Screen, checked: Checked, today: date) -> None:
    """Print what was saved, when it is asked again, and what comes next of a lost outcome."""
    told = checked.told
    result = label(told.result)
    if told.reason is not None:
        result += f", {label(told.reason)}"
    screen.line(
        _("Saved: {who}, {what}: {result}, {day}.").format(
            who=sentences.who(checked.case.person),
            what=led_to(checked.outcome),
            result=result,
            day=sentences.moment(told.on, None, today),
        )
    )
    if told.result is not Lasting.INTERRUPTED:
        screen.line(asked_again(checked, today))
        return
    is_over = checked.case.period.ended_on is not None
    if is_over:
        screen.line(_("Back in the duty? kaa youth reopen {no}").format(no=checked.case.person.id))
    elif told.occupation is None:
        screen.line(
            _("What the youth does now is still unknown: kaa occupation set {no}").format(
                no=checked.case.person.id
            )
        )
    if not is_over:
        screen.line(sentences.what_next(checked.step, checked.case.facts, today))


def asked_again(checked: Checked, today: date) -> str:
    """The day of the next question, or that there is none."""
    if checked.asking is None:
        return _("It is not asked about again.")
    day = max(checked.asking.due_on, today)
    days = (checked.asking.due_on - checked.outcome.on).days
    return ngettext(
        "Asked about again from {day} on ({n} day).",
        "Asked about again from {day} on ({n} days).",
        days,
    ).format(day=long(day), n=days)


def after_closing(row: Standing) -> str:
    """That nobody asks whether it lasts once the duty is over; empty where that goes without it."""
    outcome = asked_about(row.case.facts)
    if outcome is None or outcome.broken_on is not None or row.step.after_duty:
        return ""
    return _("Whether it lasts is not asked about after the duty (contact routine).")


_COLUMNS = ("youth", "given_name", "category", "on", "held", "ask_on", "time")


def draw_list(screen: Screen, found: Sequence[Led], today: date, *, due: bool) -> None:
    """Print the outcomes, those to ask about first, each with what was found so far."""
    if not found:
        nobody = _("No outcome is to be asked about today. All: kaa outcome list")
        screen.line(nobody if due else _("No outcome is saved: kaa outcome record"))
        return
    none = screen.marks.none
    screen.table(
        [heading(key) for key in _COLUMNS],
        [
            [
                str(led.case.person.id),
                sentences.name_of(led.case.person),
                label(led.outcome.category)
                if tells_of_need(led.outcome.detail)
                else led_to(led.outcome),
                short(led.outcome.on, today),
                ", ".join(label(check.result) for check in led.outcome.checks) or none,
                short(led.ask_on, today) if led.ask_on else none,
                str(led.asking.number) if led.asking else none,
            ]
            for led in found
        ],
        right=(0, 6),
    )
    screen.line()
    count = sum(led.ask_on is not None and led.ask_on <= today for led in found)
    screen.line(
        " ",
        _("{n} of {all} to ask about today: kaa outcome check NR").format(n=count, all=len(found)),
    )
