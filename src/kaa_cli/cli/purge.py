"""Purging: who is due, what must be preserved first, and taking them away for good."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import ask, clock, output, typed
from kaa_cli.cli.door import must_be_listable, reading, register_file, tidied, writing
from kaa_cli.cli.extract import Reason
from kaa_cli.cli.help import Room
from kaa_cli.cli.place import Call
from kaa_cli.cli.whole_file import backups_kept
from kaa_cli.errors import KaaError, Refused, UsageProblem
from kaa_cli.labels import quotable_path
from kaa_cli.words import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from kaa_cli.rules.figures import Report
    from kaa_cli.rules.purging import Waiting
    from kaa_cli.show.screen import Screen
    from kaa_cli.work.purging import Purged

purges = Room()
_KEYS = ("youth", "reason", "deadline_on", "days_overdue")
_PURGE_KEYS = ("reason", "count")


@purges.command("purge")
def purge(
    ctx: typer.Context,
    youths: Annotated[
        str, typer.Argument(metavar="[NR]", help=_("Only these: 17, 3,5,8-12, or - for lines."))
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("List who is due and why, by number."))
    ] = False,
    preserve: Annotated[
        str,
        typer.Option(
            "--preserve", metavar=_("FILE.html"), help=_("Write out what must be preserved.")
        ),
    ] = "",
    reason: Reason = False,
    execute: Annotated[
        bool, typer.Option("--execute", help=_("Take them away for good; asks first."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("Purge without asking."))] = False,
    reported: Annotated[
        str,
        typer.Option(
            "--reported",
            metavar=_("HOW"),
            help=_("How half-years without a worksheet here were reported; - asks."),
        ),
    ] = "",
    ahead: Annotated[
        bool, typer.Option("--ahead", help=_("Also when KAA_TODAY is a day to come: for trials."))
    ] = False,
    form: output.PageFormat = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Purge whoever may no longer be kept: in the year of turning 21, guardians when it is 18.

    From 1 January of the year of turning 21, when all are past 20; at the latest 31 December.
    Everything about them goes, also from the log, and nobody can take it back. Reports of closed
    half-years keep what they said. First comes what must be preserved, and the half-year report.

    \b
    kaa purge --dry-run
    kaa purge --preserve preserved.html
    kaa purge --execute -o protocol.html
    """
    if [dry_run, execute, bool(preserve)].count(True) != 1:
        raise UsageProblem(_("Say one of --dry-run, --preserve FILE.html and --execute."))
    if (reported or yes) and not execute:
        raise UsageProblem(_("--yes and --reported go with --execute."))
    if reason and not preserve:
        raise UsageProblem(_("--reason goes with --preserve."))
    named = frozenset(typed.ids(youths)) if youths else None
    if preserve:
        _preserve(ctx.obj, named, preserve, ask.why_opened(reason=reason), force=force)
    elif dry_run:
        _list(ctx.obj, named, form, out, force=force)
    else:
        _must_have_come(ahead=ahead)
        how = typed_how(reported)
        _execute(ctx.obj, named, how, form, out, yes=yes, force=force)


def _must_have_come(*, ahead: bool) -> None:
    """A day set too far ahead would erase everybody, and no backup brings back who is purged."""
    if not ahead and clock.today() > clock.instant().astimezone().date():
        raise Refused(
            _(
                "KAA_TODAY says {day}, which has not been yet: nobody is purged on a day to come. "
                "For a trial: --ahead. Nothing was purged."
            ).format(day=clock.today())
        )


def typed_how(reported: str) -> str:
    """How the half-years were reported, asked for at the prompt for "-"."""
    how = ask.text_or_asked(reported, _("How were the half-years reported?"))
    if reported and not how:
        raise UsageProblem(_("Say how they were reported. Nothing was saved."))
    return how


def _list(call: Call, named: frozenset[int] | None, form: str, out: str, *, force: bool) -> None:
    from kaa_cli.rules.purging import Why
    from kaa_cli.show import purging as drawing
    from kaa_cli.work.purge_days import waiting

    today = clock.today()
    with reading(call, listing="purge --dry-run", out=out) as desk:
        found = waiting(desk, named)
        listed = [one.youth for one in found.youths] + [one.youth for one in found.guardians]
        desk.list_out(listed)
    rows: list[dict[str, object]] = [
        {
            "youth": one.youth,
            "reason": one.why,
            "deadline_on": one.by,
            "days_overdue": max(0, (today - one.by).days),
            "by_hand": one.by_hand,
        }
        for one in found.youths
    ]
    rows += [
        {
            "youth": one.youth,
            "reason": Why.GUARDIAN,
            "deadline_on": one.by,
            "days_overdue": (today - one.by).days,
            "by_hand": False,
        }
        for one in found.guardians
    ]

    def draw(screen: "Screen") -> None:
        drawing.draw_waiting(screen, found, today)

    output.answer(rows, _KEYS, draw, form, out, force=force)


def _preserve(
    call: Call, named: frozenset[int] | None, to: str, reason: str, *, force: bool
) -> None:
    from kaa_cli.files.pages import as_page
    from kaa_cli.files.writers import refuse_place, save
    from kaa_cli.show.preserving import words_of_page
    from kaa_cli.show.progress import telling
    from kaa_cli.work import preserving
    from kaa_cli.work.purge_days import waiting

    path = Path(to)
    if path.suffix.lower() != ".html":
        raise UsageProblem(_("The print-out is a page: --preserve FILE.html"))
    refuse_place(path, force=force)
    with writing(call, "purge preserve", kind="export") as desk:
        due = waiting(desk, named)
        with telling(len(due.youths), long=200) as progress:
            rows = progress.rows(_("Preserving"))
            found = preserving.preserve(desk, due, rows, reason=reason)
        if not found:
            raise Refused(_("Nobody is to be purged today. Nothing was written."))
        page = as_page("preserve", words_of_page(found, desk.municipalities, desk.today))
        save(path, page.encode(), force=force)  # logged only once it is there
    n = len(found)
    told = ngettext(
        "What must be preserved of {n} youth is written to {file}.",
        "What must be preserved of {n} youths is written to {file}.",
        n,
    )
    output.talk(told.format(n=n, file=quotable_path(path)))


def _execute(
    call: Call,
    named: frozenset[int] | None,
    how: str,
    form: str,
    out: str,
    *,
    yes: bool,
    force: bool,
) -> None:
    from kaa_cli.show.progress import telling
    from kaa_cli.work import purging as work
    from kaa_cli.work.purge_days import chosen

    must_be_listable(call)
    with reading(call) as desk:
        shown = chosen(desk, named)
        if shown.youths:
            work.must_be_ready(desk, shown, unreported=how)
    if not shown.youths and not shown.guardians:
        tidied(call)  # what a crash kept from the purge before
        output.talk(_("Nobody is to be purged today."))
        return
    if not yes and not _is_agreed(shown):
        raise Refused(_("Nothing was purged."))
    with writing(call, "purge", kind="purge") as desk:
        found = chosen(desk, named)
        desk.must_be_as_shown(found, shown)
        with telling(len(found.youths), long=50) as progress, progress.stage(_("Purging")):
            done = work.purge(desk, found, unreported=how)
        register, kept_days = desk.municipalities, desk.settings.backup_days
    try:
        tidied(call)
    except KaaError as error:
        output.talk(
            _("It is purged. Then this: {why} Run it once more.").format(why=error.sentence)
        )
        raise
    if register_file(call) is None:
        output.talk(_("On a server the rows are gone; what they held goes with its next VACUUM."))
    else:
        _tell_of_backups(call, done.entry_on + timedelta(days=kept_days))
    _tell(done, desk.user, desk.entry, how, register, form, out, force=force)


def _tell_of_backups(call: Call, last: "date") -> None:
    if backups_kept(call)[1]:
        told = _(
            "Backups from before still hold those purged, until {day} at the latest: kaa backup "
            "removes them then."
        )
        output.talk(told.format(day=last))


def _is_agreed(found: "Waiting") -> bool:
    from kaa_cli.show import purging as drawing

    return ask.confirm(drawing.question(found, clock.today()))


def _tell(
    done: "Purged",
    who: str,
    entry: int | None,
    how: str,
    register: str,
    form: str,
    out: str,
    *,
    force: bool,
) -> None:
    """The protocol: on screen, as rows, or as a page."""
    from kaa_cli.show import purging as drawing

    about = drawing.about(done.entry_on, who, entry, how)
    if out:
        output.talk(drawing.erased(done.youths, done.guardians))
    report = drawing.protocol(done.reasons, done.half_years, about, register)
    if output.is_page(form, out):
        _write(report, out, force=force)
        return

    def draw(screen: "Screen") -> None:
        from kaa_cli.show.report import draw_report

        draw_report(screen, report)

    row = {
        "on": done.entry_on,
        "entry": entry,
        "youths": done.youths,
        "guardians": done.guardians,
        "reasons": done.reasons,
        "half_years": done.half_years,
        "kept_figures": [str(half) for half in done.kept],
    }
    lines = [{"reason": why, "count": n} for why, n in done.reasons.items()]
    rows = row if output.form_of(form, out) == "json" else lines
    output.answer(rows, _PURGE_KEYS, draw, form, out, force=force)


def _write(report: "Report", out: str, *, force: bool) -> None:
    from kaa_cli.files.pages import write_page
    from kaa_cli.show.board_page import words_of_board_page

    words = words_of_board_page(report, internal=True, smallest=0)
    write_page(Path(out), "board", words, force=force)
    output.talk(_("The protocol is written to {file}.").format(file=quotable_path(Path(out))))
