"""Measures told to people after a command, and as rows to programs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kaa_cli.cli import clock, output, rows
from kaa_cli.rules.measures import CONTENT, DAYS, Record
from kaa_cli.rules.person import Case
from kaa_cli.rules.queue import Standing
from kaa_cli.rules.support_codes import MeasureState
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.work.measures import Saved

MEASURE_KEYS = (
    *("measure", "youth", "given_name", "measure_type", "state", "since", "follow_up_on"),
    *("programme", "run", "provider"),
)
SHEET_KEYS = (
    *("measure", "youth", "given_name", "measure_type", "state", "programme", "run", "provider"),
    *("goal_and_plan", *CONTENT[1:]),
    *DAYS,
    *("end_reason", "occupation_before", "occupation_after", "follow_up_on", "followed_on"),
)


def measure_row(case: Case, record: Record) -> dict[str, object]:
    """A measure of a youth; of a masked one neither where it is nor what is written of it."""
    from kaa_cli.show.sentences import name_of

    open_to_all = not case.person.is_masked

    def told(text: str) -> str | None:
        return text or None if open_to_all else None

    return {
        "measure": record.id,
        "youth": record.youth,
        "given_name": name_of(case.person),
        "measure_type": record.type,
        "state": record.state,
        "since": record.since,
        "programme": told(record.programme),
        "run": told(record.run),
        "provider": told(record.provider),
        "goal_and_plan": told(record.goal),
        **{name: told(getattr(record, name)) for name in CONTENT[1:]},
        **{name: getattr(record, name) for name in DAYS},
        "end_reason": record.end_reason,
        "occupation_before": record.occupation_before,
        "occupation_after": record.occupation_after,
        "follow_up_on": record.follow_up_on if record.is_open else None,
        "followed_on": record.followed_on,
        "follow_ups": [
            {"due_on": one.due_on, "done_on": one.done_on, "by": one.by, "note": told(one.note)}
            for one in record.follow_ups
        ],
    }


def with_next(row: dict[str, object], standing: Standing) -> dict[str, object]:
    """The row with the youth's coming step; null out of the queue."""
    step = standing.step
    coming = step.due_on and rows.step_row(standing.case, step, clock.today())
    return row | {"next": coming}


def tell_measure(saved: "Saved", form: str) -> None:
    """Tell what is saved of a measure, and what comes next."""
    from kaa_cli.show import answers, sentences
    from kaa_cli.show.measures import saved_as

    record, case, today = saved.record, saved.standing.case, clock.today()
    if form != "table":
        row = with_next(measure_row(case, record), saved.standing)
        output.answer(row, MEASURE_KEYS, lambda _s: None, form)
        return
    output.say(saved_as(case, record, today))
    no = record.youth
    if record.state is MeasureState.ENDED:
        for line in answers.after_occupation(record.occupation_after, case):
            output.say(line)
        output.say(_("Where it led: kaa outcome record {no}").format(no=no))
    elif record.state is MeasureState.ACCEPTED:
        output.say(_("When it begins: kaa measure start {no}").format(no=no))
    elif record.state is MeasureState.STARTED and not (record.goal or case.person.is_masked):
        output.say(_("The goal and the plan: kaa measure edit {no} --goal -").format(no=no))
    output.say(sentences.what_next(saved.standing.step, case.facts, today))


def tell_running(closed: Sequence[Case], form: str) -> None:
    """That a measure of somebody closed has begun and not ended: closing does not end it."""
    running = [c for c in closed if any(m.ended_on is None for m in c.facts.measures)]
    if form != "table" or not running:
        return
    if len(running) == 1:
        no = running[0].person.id
        told = _("A measure of no. {no} still runs. End it: kaa measure end {no} REASON")
        output.say(told.format(no=no))
        return
    nos = ", ".join(str(case.person.id) for case in running)
    told = _("Measures of nos. {nos} still run. End each: kaa measure end NR REASON")
    output.say(told.format(nos=nos))
