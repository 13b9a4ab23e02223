"""Taking in files: the difference is shown before it is applied."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kaa_cli.cli import ask, output
from kaa_cli.cli.arrival import Arrival
from kaa_cli.cli.door import make, refuse_lost
from kaa_cli.cli.help import Room
from kaa_cli.cli.intakes import intake
from kaa_cli.cli.key import kept_sentences
from kaa_cli.cli.place import Call
from kaa_cli.errors import UsageProblem
from kaa_cli.labels import read_code
from kaa_cli.rules.difference import ListKind, Sort
from kaa_cli.rules.text import visible
from kaa_cli.words import _

rosters = Room()


@rosters.command("import")
def take_in(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Argument(metavar=_("FILE"), help=_("CSV, .xlsx, .xls or .ods; - is standard input.")),
    ],
    kind: Annotated[
        str,
        typer.Option(
            "--as",
            metavar=_("KIND"),
            help=_("roster, phones, attempts, occupations, measures, outcomes, steps or checks."),
        ),
    ] = "roster",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show the difference and stop."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("Apply without asking."))] = False,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar=_("HEADING=field"), help=_("What a column holds.")),
    ] = None,
    encoding: Annotated[
        str, typer.Option("--encoding", metavar=_("NAME"), help=_("Such as cp850."))
    ] = "",
    delimiter: Annotated[
        str, typer.Option("--delimiter", metavar="C", help=_("Such as ; or tab."))
    ] = "",
    sheet: Annotated[
        str, typer.Option("--sheet", metavar=_("NAME"), help=_("Which sheet of a spreadsheet."))
    ] = "",
    whole_list: Annotated[
        bool, typer.Option("--whole-list", help=_("The file is everybody; the missing are marked."))
    ] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help=_("Take in the rest; refused rows go to a file."))
    ] = False,
    rejects: Annotated[
        str, typer.Option("--rejects", metavar=_("FILE"), help=_("Where the refused rows go."))
    ] = "",
    show: Annotated[
        list[str] | None,
        typer.Option(
            "--show",
            metavar=_("SORT"),
            help=_("List them too: new, changed, gone, doubles, without-number …"),
        ),
    ] = None,
    form: output.Format = "table",
) -> None:
    """Take in a list: shows what would change, asks, and applies all of it or nothing.

    --show takes new, changed, unchanged, gone, back-on-list, doubles, duplicates, out-of-scope,
    protected and without-number.

    \b
    kaa import roster.csv
    kaa import roster.xlsx --whole-list --show gone
    kaa import answer.xlsx --as phones
    kaa import outcomes.csv --as outcomes --yes
    """
    from kaa_cli.files.tables import STANDARD_INPUT, read_rows

    sorts = [read_code(word, Sort) for word in show or ()]
    of_kind, path, sort = read_code(kind, ListKind), Path(file), sorts[0] if sorts else None
    if len(sorts) > 1:
        raise UsageProblem(_("--show lists one sort at a time; --dry-run shows another."))
    if rejects and not skip_bad:
        raise UsageProblem(_("--rejects goes with --skip-bad."))
    if whole_list and of_kind is not ListKind.ROSTER:
        raise UsageProblem(_("--whole-list is for rosters."))
    if path == STANDARD_INPUT and not (yes or dry_run):
        raise UsageProblem(_("A list on standard input cannot be asked about: --yes or --dry-run."))
    read = read_rows(path, encoding or None, delimiter or None, sheet or None)
    arrival = Arrival(ctx.obj, intake(of_kind), read, path, form)
    del read  # it lets go of a long list as soon as it is understood
    _make_at_default(ctx.obj)
    arrival.compare(_columns(column or []), sort, whole_list=whole_list)
    with output.carrying_on():
        arrival.draw(sort, encoding_told=bool(encoding), skip_bad=skip_bad)
    if arrival.difference.rejects and (whole_list or not skip_bad):
        arrival.refuse(sort)
    to = arrival.place_of_rejected(rejects) if arrival.difference.rejects else None
    wanted = not dry_run and (arrival.difference.changes_something or to is not None)
    if wanted and (yes or ask.confirm(arrival.question(to))):
        arrival.apply(to)
    arrival.tell(sort, declined=wanted)


def _columns(told: list[str]) -> dict[str, str]:
    """`--column "Elevens mobil=phone"` as heading to field."""
    columns = {}
    for pair in told:
        heading, equals, name = pair.rpartition("=")
        if not equals or not heading:
            raise UsageProblem(_('--column takes HEADING=field, such as "Mobil=phone".'))
        columns[heading] = name
    return columns


def _make_at_default(call: Call) -> None:
    """A first import with no register at the default place makes one, and says where."""
    if not call.is_default or Path(call.where).exists():
        return
    refuse_lost(call)
    from kaa_cli.files.policies import shipped

    policy = shipped("alingsas")
    where, kept = make(
        call, kind="kaa", municipalities=[], policy_name=policy.name, policy_toml=policy.toml
    )
    sys.stderr.write(_("A register was made: {path}").format(path=visible(str(where))) + "\n")
    for sentence in kept_sentences(kept):
        sys.stderr.write(sentence + "\n")
