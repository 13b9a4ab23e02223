"""Copies of the register: making one, and taking one back."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import output
from kaa_cli.cli.door import back_up, backups_kept
from kaa_cli.cli.help import CARE, Room
from kaa_cli.errors import UsageProblem
from kaa_cli.labels import heading, quotable_path
from kaa_cli.words import _, ngettext

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen
    from kaa_cli.work.backups import Saved

backup_room = Room()
_KEYS = ("file", "head", "youths", "encrypted", "removed")
_LISTED = ("on", "file", "head", "bytes")


@backup_room.command("backup", section=CARE)
def backup(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar=_("[FILE]"), help=_("Another file or folder for it."))
    ] = "",
    listing: Annotated[bool, typer.Option("--list", help=_("List the backups there are."))] = False,
    anywhere: Annotated[
        bool, typer.Option("--anywhere", help=_("Also in a folder that is copied elsewhere."))
    ] = False,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Copy the register, prove the copy whole, and remove the backups that are outworn.

    It goes into the folder "backups" beside the register, or where KAA_BACKUPS says. All of the
    last 7 days are kept, then one a week, then one a month, and none longer than 90 days.

    \b
    kaa backup
    kaa backup --list
    """
    if listing:
        _list(ctx, form, out, force=force)
        return
    if out or form == "xlsx":
        raise UsageProblem(_("--out goes with --list."))
    told = back_up(ctx.obj, file, anywhere=anywhere)
    row = {
        "file": str(told.file),
        "head": told.head or None,
        "youths": told.youths,
        "encrypted": told.is_encrypted,
        "removed": list(told.cleared.gone),
    }

    def draw(screen: "Screen") -> None:
        for line in _told(told):
            screen.line(line)

    output.answer(row, _KEYS, draw, form)


def _told(told: "Saved") -> list[str]:
    sentence = ngettext(
        "Backup of {n} youth, proved whole: {path}",
        "Backup of {n} youths, proved whole: {path}",
        told.youths,
    )
    lines = [sentence.format(n=told.youths, path=quotable_path(told.file))]
    if told.head:
        lines.append(_("The log ends at {head}.").format(head=told.head))
    if not told.is_encrypted:
        lines.append(_("It is not encrypted: keep it where nobody else can read it."))
    if told.cleared.gone:
        removed = ngettext(
            "{n} outworn backup was removed: {names}",
            "{n} outworn backups were removed: {names}",
            len(told.cleared.gone),
        )
        lines.append(removed.format(n=len(told.cleared.gone), names=", ".join(told.cleared.gone)))
    if told.cleared.left:
        left = ngettext(
            "{n} outworn backup cannot be opened and was left: {names}",
            "{n} outworn backups cannot be opened and were left: {names}",
            len(told.cleared.left),
        )
        lines.append(left.format(n=len(told.cleared.left), names=", ".join(told.cleared.left)))
    return lines


def _list(ctx: typer.Context, form: str, out: str, *, force: bool) -> None:
    from kaa_cli.show.days import long

    folder, found = backups_kept(ctx.obj)
    listed = [
        {
            "on": one.at,
            "file": str(folder / one.name),
            "head": one.head or None,
            "bytes": (folder / one.name).stat().st_size,
        }
        for one in found
    ]

    def draw(screen: "Screen") -> None:
        if not found:
            screen.line(_("There is no backup here yet: kaa backup"))
            return
        screen.line(_("Backups in {path}").format(path=quotable_path(folder)))
        screen.table(
            [heading("on"), heading("file"), heading("bytes")],
            [
                [long(one.at.date()), one.name, f"{row['bytes']}"]
                for one, row in zip(found, listed, strict=True)
            ],
            right=(2,),
        )

    output.answer(listed, _LISTED, draw, form, out, force=force)
