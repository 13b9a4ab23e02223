"""How an answer leaves: drawn for people, or as rows of values for programs."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.errors import UsageProblem
from kaa_cli.labels import heading, quotable, quotable_path
from kaa_cli.words import _, ngettext

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

FORMS = ("table", "json", "csv", "xlsx")
_PAGES = frozenset({".html", ".htm"})


def _known(ctx: typer.Context, form: str) -> str:
    """The form, refused before the command has done anything; a spreadsheet must have a file."""
    to_files = any(parameter.name == "out" for parameter in ctx.command.params)
    out = str(ctx.params.get("out") or "")
    if form == "table" and Path(out).suffix.lower() in _PAGES:
        return form  # some commands write a page; those that do not refuse it themselves
    if form_of(form, out) == "xlsx" and not to_files:
        raise UsageProblem(
            _('"{word}" is no form here. Choose table, json or csv.').format(word=form)
        )
    if form == "xlsx" and not out:
        raise UsageProblem(_("A spreadsheet needs a file to go to: add -o FILE.xlsx."))
    return form


Format = Annotated[
    str,
    typer.Option(
        "--format", "-f", metavar="FORM", help=_("table, json, csv or xlsx."), callback=_known
    ),
]
Out = Annotated[
    str,
    typer.Option(  # eager: read before the form, which may need it
        "--out", "-o", metavar=_("FILE"), help=_("Write to a file instead."), is_eager=True
    ),
]
Force = Annotated[bool, typer.Option("--force", help=_("Write over a file that is there."))]


def screen() -> "Screen":
    """The terminal or pipe that stdout is."""
    from kaa_cli.show.screen import Screen

    return Screen(sys.stdout)


def form_of(form: str, out: str = "", forms: Sequence[str] = FORMS) -> str:
    """The form asked for, of those there are; a file's ending may say it. Raises UsageProblem."""
    if out == "-":
        raise UsageProblem(
            _("-o names a file. To pass an answer on, leave it out: kaa … -f csv | …")
        )
    if form == "table" and out:
        form = Path(out).suffix.lstrip(".").lower()
    if form not in forms or (out and form == "table"):
        sentence = (
            _('"{word}" is no form. Choose table, json, csv, xlsx or html.')
            if "html" in forms
            else _('"{word}" is no form. Choose table, json, csv or xlsx.')
        )
        raise UsageProblem(sentence.format(word=quotable(form)))
    return form


def must_be_writable(form: str, out: str, *, force: bool) -> None:
    """Refuse a form or a place before anything is done for the sake of the file."""
    from kaa_cli.files.writers import refuse_place

    form_of(form, out)
    refuse_place(Path(out), force=force)


def answer(
    rows: Sequence[Mapping[str, object]] | Mapping[str, object],
    keys: Sequence[str],
    draw: "Callable[[Screen], None]",
    form: str,
    out: str = "",
    *,
    force: bool = False,
) -> None:
    """Show an answer: drawn on the screen, or written by the one writer in the form asked for."""
    form = form_of(form, out)
    if form == "table":
        draw(screen())
        return
    from kaa_cli.files.writers import Column, write

    columns = [Column(key, heading(key)) for key in keys]
    write(rows, columns, form, Path(out) if out else None, force=force)  # type: ignore[arg-type]
    if out:
        count = 1 if isinstance(rows, Mapping) else len(rows)
        told = ngettext("{n} row written to {file}.", "{n} rows written to {file}.", count)
        sys.stderr.write(told.format(n=count, file=quotable_path(Path(out))) + "\n")


def talk(sentence: str) -> None:
    """One sentence on stderr, beside an answer that went elsewhere."""
    from kaa_cli.show.screen import Screen

    Screen(sys.stderr).line(sentence)


@contextmanager
def carrying_on() -> Iterator[None]:
    """Show something on the way: a reader who has left (`| head`) does not stop what is to be done.

    After that nobody hears more of it, and the exit code tells of the work alone.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(sentence: str) -> None:
    """One sentence on stdout: what was done."""
    screen().line(sentence)
