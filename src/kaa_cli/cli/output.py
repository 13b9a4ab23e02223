"""How an answer leaves: drawn for people, or as rows of values for programs."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.errors import UsageProblem
from kaa_cli.words import _, ngettext

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

FORMS = ("table", "json", "csv", "xlsx")
_PAGES = frozenset({".html", ".htm"})


def _known(ctx: typer.Context, form: str) -> str:
    """The form, refused before the command has done anything; a spreadsheet must have a file."""
    to_files = any(parameter.name == "out" for parameter in ctx.command.params)
    out = place_of(ctx)
    if form_of(form, out) == "xlsx" and not to_files:
        raise UsageProblem(
            _('"{word}" is no form here. Choose table, json or csv.').format(word=form)
        )
    if form == "xlsx" and not out:
        raise UsageProblem(_("A spreadsheet needs a file to go to: add -o FILE.xlsx."))
    return form


def _known_or_page(ctx: typer.Context, form: str) -> str:
    """The same where a command also writes a page, which a file's ending alone tells."""
    return form if is_page(form, place_of(ctx)) else _known(ctx, form)


def is_page(form: str, out: str) -> bool:
    """Whether a page is asked for: by the file's ending, where no other form is named."""
    return form == "table" and Path(out).suffix.lower() in _PAGES


def place_of(ctx: typer.Context) -> str:
    """The file an answer goes to; refused before the command has done, shown or logged anything."""
    out = str(ctx.params.get("out") or "")
    if out and out != "-":
        from kaa_cli.files.writers import refuse_place

        refuse_place(Path(out), force=bool(ctx.params.get("force")))
    return out


Format = Annotated[
    str,
    typer.Option(
        "--format", "-f", metavar="FORM", help=_("table, json, csv or xlsx."), callback=_known
    ),
]
PageFormat = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORM",
        help=_("table, json, csv or xlsx."),
        callback=_known_or_page,
    ),
]
Out = Annotated[
    str,
    typer.Option(  # eager, as the next: read before the form, which refuses a place
        "--out", "-o", metavar=_("FILE"), help=_("Write to a file instead."), is_eager=True
    ),
]
Force = Annotated[
    bool, typer.Option("--force", help=_("Write over a file that is there."), is_eager=True)
]


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
        from kaa_cli.labels import quotable

        sentence = (
            _('"{word}" is no form. Choose table, json, csv, xlsx or html.')
            if "html" in forms
            else _('"{word}" is no form. Choose table, json, csv or xlsx.')
        )
        raise UsageProblem(sentence.format(word=quotable(form)))
    return form


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
    from kaa_cli.labels import heading, quotable_path

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
