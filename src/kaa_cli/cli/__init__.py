"""What is typed: one module a noun. A command reads words, opens the register, shows the answer."""

import io
import os
import sys
from collections.abc import Sequence
from functools import cache
from typing import Annotated

import typer

from kaa_cli import __version__, words
from kaa_cli.cli import boundary
from kaa_cli.cli.application import application
from kaa_cli.cli.appointment import appointment
from kaa_cli.cli.audit import audit
from kaa_cli.cli.backup import backup_room
from kaa_cli.cli.call import call, calls
from kaa_cli.cli.check import checks
from kaa_cli.cli.claims import claims
from kaa_cli.cli.codes import codes
from kaa_cli.cli.columns import column_memory
from kaa_cli.cli.consent import consent, referral
from kaa_cli.cli.contact import contact, log, next_one
from kaa_cli.cli.copying import copies
from kaa_cli.cli.countdown import countdowns
from kaa_cli.cli.doctor import doctors
from kaa_cli.cli.extract import extracts, histories
from kaa_cli.cli.half_year import half_years
from kaa_cli.cli.help import CARE, EVERY_DAY, PROGRAMMES, REPORTS, YOUTHS, Room
from kaa_cli.cli.keep import keep
from kaa_cli.cli.key import key
from kaa_cli.cli.ladder import ladders
from kaa_cli.cli.letters import letters
from kaa_cli.cli.mapping import mapping
from kaa_cli.cli.measure import measure
from kaa_cli.cli.measure_lists import measure_lists
from kaa_cli.cli.measure_types import measure_types
from kaa_cli.cli.numbers import number_searches
from kaa_cli.cli.outcome_checks import outcome_checks
from kaa_cli.cli.output import Format, Out
from kaa_cli.cli.periods import periods
from kaa_cli.cli.place import Call
from kaa_cli.cli.policy import policy
from kaa_cli.cli.programme import programme
from kaa_cli.cli.purge import purges
from kaa_cli.cli.questionnaire import questionnaire
from kaa_cli.cli.register import registers
from kaa_cli.cli.report import report
from kaa_cli.cli.report_sustained import sustained_report
from kaa_cli.cli.roster import rosters
from kaa_cli.cli.settings import settings_room
from kaa_cli.cli.steps import steps
from kaa_cli.cli.support import occupation, outcome
from kaa_cli.cli.team import team
from kaa_cli.cli.team_roles import roles
from kaa_cli.cli.visit_close import round_closing
from kaa_cli.cli.visits import visit
from kaa_cli.cli.youth import find, show, youth
from kaa_cli.errors import DiskTrouble, UsageProblem
from kaa_cli.labels import quotable
from kaa_cli.words import _

app = Room(
    help=_(
        "Outreach for a municipality's aktivitetsansvar (KAA): who is next, and why.\n\n"
        "Plain kaa tells today's situation."
    )
)


@app.callback(invoke_without_command=True)
def kaa(
    ctx: typer.Context,
    db: Annotated[
        str, typer.Option("--db", metavar=_("PATH|URL"), help=_("The register to work in."))
    ] = "",
    lang: Annotated[str, typer.Option("--lang", metavar="sv|en", help=_("The language."))] = "",
    debug: Annotated[  # noqa: ARG001 - the boundary reads it before anything can fail
        bool, typer.Option("--debug", help=_("Show where a fault arose; may hold personal data."))
    ] = False,
    version: Annotated[bool, typer.Option("--version", help=_("Print the version."))] = False,
    form: Format = "table",
    out: Out = "",
) -> None:
    ctx.obj = Call(db or os.environ.get("KAA_DB", ""))
    if lang and lang.lower() not in words.LANGUAGES:
        raise UsageProblem(
            _('"{word}" is no language kaa speaks. Choose sv or en.').format(word=quotable(lang))
        )
    if version:
        typer.echo(f"kaa {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        from kaa_cli.cli.start import start

        start(ctx.obj, form, out)
    elif form != "table" or out:
        raise UsageProblem(_("--format and --out stand after the command, as in: kaa next -f json"))


app.command("next", section=EVERY_DAY)(next_one)
app.command("call", section=EVERY_DAY)(call)
app.command("log", section=EVERY_DAY)(log)
app.command("find", section=EVERY_DAY)(find)
app.command("show", section=EVERY_DAY)(show)
# The commands of these stand at the top.
for room in (
    ladders,
    number_searches,
    registers,
    rosters,
    column_memory,
    checks,
    keep,
    doctors,
    backup_room,
    copies,
    extracts,
    purges,
    settings_room,
    steps,
):
    app.add_typer(room)
youth.add_typer(periods)
youth.add_typer(histories)
outcome.add_typer(outcome_checks)
report.add_typer(sustained_report)
contact.add_typer(calls)
contact.add_typer(claims)
contact.add_typer(countdowns)
visit.add_typer(round_closing)
team.add_typer(roles)
report.add_typer(half_years)
occupation.add_typer(mapping)
measure.add_typer(measure_lists)
measure.add_typer(measure_types, name="types")
app.add_typer(contact, name="contact", rich_help_panel=EVERY_DAY)
app.add_typer(letters, name="letters", rich_help_panel=EVERY_DAY)
app.add_typer(appointment, name="appointment", rich_help_panel=EVERY_DAY)
app.add_typer(visit, name="visit", rich_help_panel=EVERY_DAY)
app.add_typer(youth, name="youth", rich_help_panel=YOUTHS)
app.add_typer(occupation, name="occupation", rich_help_panel=YOUTHS)
app.add_typer(measure, name="measure", rich_help_panel=YOUTHS)
app.add_typer(outcome, name="outcome", rich_help_panel=YOUTHS)
app.add_typer(programme, name="programme", rich_help_panel=PROGRAMMES)
app.add_typer(application, name="application", rich_help_panel=PROGRAMMES)
app.add_typer(team, name="team", rich_help_panel=PROGRAMMES)
app.add_typer(consent, name="consent", rich_help_panel=PROGRAMMES)
app.add_typer(referral, name="referral", rich_help_panel=PROGRAMMES)
app.add_typer(questionnaire, name="questionnaire", rich_help_panel=PROGRAMMES)
app.add_typer(report, name="report", rich_help_panel=REPORTS)
app.add_typer(codes, name="codes", rich_help_panel=CARE)
app.add_typer(policy, name="policy", rich_help_panel=CARE)
app.add_typer(audit, name="audit", rich_help_panel=CARE)
app.add_typer(key, name="key", rich_help_panel=CARE)


@cache
def _command() -> typer.core.TyperGroup:
    """Every command, built once: whoever runs many in one process pays for it once."""
    command = typer.main.get_command(app)
    assert isinstance(command, typer.core.TyperGroup)
    return command


def run(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a cp1252 pipe must not crash on a name
    if sys.stdout is None:  # closed: better to do nothing than to do it unseen
        sys.stderr and sys.stderr.write(_("There is nowhere to write the answer.") + "\n")
        return DiskTrouble.exit_code
    if sys.stdin is None:  # closed before the program began: then nobody answers
        sys.stdin = io.StringIO()
    return boundary.guarded(
        lambda: _command().main(list(argv), prog_name="kaa", standalone_mode=False),
        debug="--debug" in argv,
    )
