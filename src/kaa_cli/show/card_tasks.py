"""What a card says of what is no rung: who is to be checked, and what is to be followed up."""

from datetime import date

from kaa_cli.labels import label
from kaa_cli.labels.catalogue import measure_type
from kaa_cli.rules.codes import AttemptResult, CheckReason, Task
from kaa_cli.rules.facts import Measure
from kaa_cli.rules.queue import Card
from kaa_cli.show.days import short
from kaa_cli.show.lasting import recheck_lines
from kaa_cli.words import _


def task(card: Card, today: date) -> list[str]:
    """The lines under the verb where the step is a task; none where it is a rung."""
    step = card.due.step
    if step.channel is Task.CHECK:
        return _check(card)
    if step.appointment is not None:
        return [] if card.due.case.person.is_masked else [step.appointment.place]
    if step.measure is not None:
        return _measure(card, step.measure, today)
    return recheck_lines(step, card.policy, today) if step.recheck is not None else []


def _measure(card: Card, measure: Measure, today: date) -> list[str]:
    """Which measure, since when, when it was followed up, and what is typed for each answer."""
    no = card.due.case.person.id
    where = "" if card.due.case.person.is_masked else measure.programme
    what = measure_type(measure.type) + (f" ({where})" if where else "")
    since = short(measure.started_on, today) if measure.started_on else ""
    followed = _("not followed up yet")
    if measure.followed_on is not None:
        followed = _("last followed up {day}").format(day=short(measure.followed_on, today))
    running = sum(one.runs_on(today) for one in card.due.case.facts.measures)
    which = f" --measure {measure.id}" if running > 1 else ""
    return [
        _("{what}, since {day}; {followed}").format(what=what, day=since, followed=followed),
        _("Followed up: kaa measure follow-up {no} --note - --next DAY").format(no=no) + which,
        _("Ended: kaa measure end {no} REASON").format(no=no) + which,
    ]


def _check(card: Card) -> list[str]:
    """Why somebody must look, and what is typed for each of the two answers."""
    no, check = card.due.case.person.id, card.due.case.facts.check
    if card.due.case.period.ended_on is not None:
        told = (
            _("Closed before, and on the list again."),
            _("A new period: kaa youth reopen {no}"),
            _("Still closed: kaa youth edit {no} --checked"),
        )
    elif check is not None and check.reason is CheckReason.DOUBLE:
        told = (
            _("May be in the register already."),
            _("Compare: kaa youth merge"),
            _("Somebody else: kaa youth edit {no} --checked"),
        )
    else:
        why = label(check.reason) if check else _wish(card)
        told = (
            f"{why[:1].upper()}{why[1:]}.",
            _("Still belongs here: kaa youth edit {no} --checked"),
            _("Else: kaa youth close {no}"),
        )
        if check is None:
            told = (
                told[0],
                _("May be contacted again: kaa youth edit {no} --checked"),
                _("Still not: kaa youth edit {no} review_on"),
            )
    return [line.format(no=no) for line in told]


def _wish(card: Card) -> str:
    """That somebody does not want to be contacted, and what was noted of it."""
    notes = [e.note for e in card.events if e.code == AttemptResult.DO_NOT_CONTACT and e.note]
    told = _("does not want to be contacted")
    return f"{told}: {notes[-1]}" if notes and not card.due.case.person.is_masked else told
