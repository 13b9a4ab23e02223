"""How a report leaves: drawn, as JSON, as the lines of its main table, or whole as a file."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from kaa_cli.cli import output
from kaa_cli.cli.door import reading
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

T = TypeVar("T")
Line = Mapping[str, object]


@dataclass(frozen=True)
class Answered:
    """A report with what programs get of it: one object, and flat lines under keys."""

    report: "Report"
    row: Line
    lines: Sequence[Line]
    keys: Sequence[str]


def look(
    ctx: typer.Context, asked: "Asked", ask: "Callable[[Desk, Asked], T]"
) -> "tuple[T, str, Settings]":
    """What the register answers, its municipalities, and what is decided for it."""
    from kaa_cli.work.reporting import must_be_answerable

    with reading(ctx.obj, as_of=asked.as_of) as desk:
        must_be_answerable(desk, asked)
        return ask(desk, asked), desk.municipalities, desk.settings


def give(answered: Answered, leaving: Leaving, settings: "Settings") -> None:
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
