"""How every report is asked and how it leaves: drawn, as JSON, as lines, or whole as a file."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from kaa_cli.cli import output
from kaa_cli.cli import report_options as options
from kaa_cli.cli.door import reading
from kaa_cli.cli.help import Room
from kaa_cli.cli.report_options import FORMS, Leaving
from kaa_cli.errors import UsageProblem
from kaa_cli.labels import quotable_path
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.rules.figures import Report
    from kaa_cli.rules.grouping import Asked
    from kaa_cli.rules.settings import Settings
    from kaa_cli.show.screen import Screen
    from kaa_cli.work.desk import Desk
    from kaa_cli.work.kept_figures import Past

T = TypeVar("T")
Line = dict[str, object]
Function = TypeVar("Function", bound=Callable[[], Any])


@dataclass(frozen=True)
class Answered:
    """A report with what programs get of it: one object, and flat lines under keys."""

    report: "Report"
    row: Line
    lines: Sequence[Line]
    keys: Sequence[str]


if TYPE_CHECKING:
    Telling = tuple[Callable[[Desk, Asked], T], Callable[[T, Asked, str], Answered]]
    """What a report asks of a desk, and how that is told beside the register's municipalities."""


class Reports(Room):
    """A room whose commands take the same options and answer in the same forms.

    What stands under `command` is the report alone: a function without parameters that gives its
    `Telling`, so that nothing of it is loaded before it is asked for.
    """

    def command(  # type: ignore[override]
        self, name: str
    ) -> Callable[[Function], Function]:
        def register(report: Function) -> Function:
            super(Reports, self).command(name)(_as_command(report))
            return report

        return register


def _as_command(report: "Callable[[], Telling[Any]]") -> Callable[..., None]:
    """The command of a report: its options read, its question asked, its answer given."""

    def command(
        ctx: typer.Context,
        first: options.First = "",
        last: options.Last = "",
        half: options.HalfYear = "",
        as_of: options.AsOf = "",
        by: options.Groups = "",
        programme: options.Programme = "",
        municipality: options.Municipality = "",
        form: options.Form = "table",
        out: output.Out = "",
        force: output.Force = False,
        internal: options.Internal = False,
    ) -> None:
        from kaa_cli.work import auditing, kept_figures
        from kaa_cli.work.reporting import must_be_answerable
        from kaa_cli.work.roles import hidden, municipalities_seen

        asked = options.read(
            first=first,
            last=last,
            half=half,
            as_of=as_of,
            by=by,
            programme=programme,
            municipality=municipality,
        )
        ask, answered = report()
        with reading(ctx.obj, as_of=asked.as_of, counting=True) as desk:
            must_be_answerable(desk, asked)
            kept, asked = kept_figures.report_kept(desk, str(ctx.command.name), asked)
            found = ask(desk, asked) if kept is None else kept
            past = kept_figures.past_of(desk, asked, kept=kept is not None)
            settings, state = desk.settings, auditing.head(desk)
            register, unseen = municipalities_seen(desk), hidden(desk)
        told = _with_state(_with_past(answered(found, asked, register), past), state)
        _give(_with_hidden(told, unseen), Leaving(form, out, force, internal), settings)

    command.__doc__ = report.__doc__
    return command


def _with_state(answered: Answered, state: str) -> Answered:
    """The answer with the state of the log, by which `kaa audit verify` must pass ever after."""
    line = _("State of the log: {state}").format(state=state)
    report = replace(answered.report, notes=(*answered.report.notes, line))
    return replace(answered, report=report, row={**answered.row, "log": state})


def _with_hidden(answered: Answered, count: int) -> Answered:
    """The answer saying, wherever it goes, that somebody is missing; how many, to whoever asked."""
    if not count:
        return answered
    line = _("Not counted: youths in the register who are kept from whoever asked.")
    report = replace(answered.report, notes=(*answered.report.notes, line))
    return replace(answered, report=report, row={**answered.row, "kept_from_you": count})


def _with_past(answered: Answered, past: "Past") -> Answered:
    """The answer with what has been purged since; a number of people stands in no page's words."""
    if not past.purged:
        return answered
    from kaa_cli.show import purging as drawing

    report = replace(
        answered.report,
        said=(*answered.report.said, *drawing.past_counts(past.purged)),
        notes=(*answered.report.notes, drawing.past_note(past.kept_on)),
    )
    row = answered.row | {
        "kept_on": past.kept_on,
        "purged": {str(half): n for half, n in past.purged},
    }
    return replace(answered, report=report, row=row)


def _give(answered: Answered, leaving: Leaving, settings: "Settings") -> None:
    """Show or write the answer. What people pass on, xlsx and html, hides small numbers."""
    form = output.form_of(leaving.form, leaving.out, forms=FORMS)
    if form in {"xlsx", "html"}:
        _write(_fit_to_leave(answered.report, settings, leaving), form, leaving, settings)
        return

    def draw(screen: "Screen") -> None:
        from kaa_cli.show.report import draw_report

        draw_report(screen, answered.report)

    rows = answered.row if form == "json" else answered.lines
    if leaving.out and not leaving.internal:
        output.talk(_("Small numbers stand in it: not to leave the team. To pass on: xlsx, html."))
    output.answer(rows, answered.keys, draw, form, leaving.out, force=leaving.force)


def _fit_to_leave(report: "Report", settings: "Settings", leaving: Leaving) -> "Report":
    """The report as it may leave the team."""
    from kaa_cli.rules.suppression import suppressed

    return report if leaving.internal else suppressed(report, settings.smallest_group)


def _write(report: "Report", form: str, leaving: Leaving, settings: "Settings") -> None:
    """Write the whole report to a file."""
    if not leaving.out:
        raise UsageProblem(
            _("A report as {form} needs a file to go to: add -o FILE.{form}.").format(form=form)
        )
    to = Path(leaving.out)
    if form == "html":
        from kaa_cli.files.pages import write_page
        from kaa_cli.show.board_page import words_of_board_page

        words = words_of_board_page(
            report, internal=leaving.internal, smallest=settings.smallest_group
        )
        write_page(to, "board", words, force=leaving.force)
    else:
        from kaa_cli.files.report_book import write_book

        write_book(report, to, force=leaving.force)
    sys.stderr.write(_("The report is written to {file}.").format(file=quotable_path(to)) + "\n")
