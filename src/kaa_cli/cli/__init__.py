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
from kaa_cli.cli.contents import CONTENTS
from kaa_cli.cli.help import Group, Room
from kaa_cli.cli.output import Format, Out
from kaa_cli.cli.place import Call
from kaa_cli.errors import DiskTrouble, UsageProblem
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
        from kaa_cli.labels import quotable

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


for heading, names in CONTENTS.items():
    for name, (place, told) in names.items():
        app.lists(name, place, told, heading)


@cache
def _command() -> Group:
    """The whole program; its commands are made as they are asked for, once in a process."""
    command = app.group("kaa")
    command.params += typer.main.get_install_completion_arguments()
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
