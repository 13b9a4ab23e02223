"""What was saved about a youth, told to people or given to programs."""

from typing import TYPE_CHECKING

from kaa_cli.cli import clock, output, rows

if TYPE_CHECKING:
    from kaa_cli.rules.queue import Standing


def tell_saved(row: "Standing", sentence: str, form: str, **values: object) -> None:
    """Tell what was saved, of whom, and what comes next; or give the youth as a row."""
    from kaa_cli.show.sentences import what_next, who

    case = row.case
    if form == "table":
        output.say(sentence.format(who=who(case.person), **values))
        output.say(what_next(row.step, case.facts, clock.today()))
        return
    period = {"registered_on": case.period.registered_on, "ended_on": case.period.ended_on}
    coming = row.step.due_on and rows.step_row(case, row.step, clock.today())
    listed = {"youth": case.person.id, **period, "next": coming}
    output.answer(listed, ("youth", *period), lambda _s: None, form)
