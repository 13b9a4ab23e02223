"""Copies of the register: making one, and taking one back."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import ask, output
from kaa_cli.cli import backup_told as telling
from kaa_cli.cli.door import unbroken
from kaa_cli.cli.help import Room
from kaa_cli.cli.whole_file import back_up, backups_kept, restoring
from kaa_cli.errors import Refused, UsageProblem
from kaa_cli.labels import heading, quotable_path
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen
    from kaa_cli.work.restoring import Plan, Restored

backup_room = Room()
_KEYS = ("file", "head", "youths", "encrypted", "removed")
_RESTORED = (
    "file", "restored", "left", "lost_commands", "lost_looks", "lost_youths",
    "kept", "purged_again", "protected_again",
)  # fmt: skip
_LISTED = ("on", "file", "head", "bytes", "encrypted")


@backup_room.command("backup")
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
        for line in telling.saved(told):
            screen.line(line)

    output.answer(row, _KEYS, draw, form)


def _list(ctx: typer.Context, form: str, out: str, *, force: bool) -> None:
    from kaa_cli.show.days import clock, long

    folder, found, plain = backups_kept(ctx.obj)
    listed = [
        {
            "on": one.at,
            "file": str(folder / one.name),
            "head": one.head or None,
            "bytes": (folder / one.name).stat().st_size,
            "encrypted": folder / one.name not in plain,
        }
        for one in found
    ]

    def draw(screen: "Screen") -> None:
        if not found:
            screen.line(_("There is no backup here yet: kaa backup"))
            return
        screen.line(_("Backups in {path}").format(path=quotable_path(folder)))
        screen.table(
            [heading("on"), heading("file"), heading("bytes"), ""],
            [
                [
                    f"{long(one.at.date())} {clock(one.at.time())}",
                    one.name,
                    f"{row['bytes']}",
                    "" if row["encrypted"] else _("not encrypted"),
                ]
                for one, row in zip(found, listed, strict=True)
            ],
            right=(2,),
        )

    output.answer(listed, _LISTED, draw, form, out, force=force)


@backup_room.command("restore")
def restore(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar=_("[FILE]"), help=_("The backup; the latest when left out."))
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
    anywhere: Annotated[
        bool, typer.Option("--anywhere", help=_("Also on a network disk or in a copied folder."))
    ] = False,
    plaintext: Annotated[
        bool, typer.Option("--plaintext", help=_("Also one that is not encrypted."))
    ] = False,
    another: Annotated[
        bool, typer.Option("--another", help=_("With --yes also one of another register."))
    ] = False,
    form: output.Format = "table",
) -> None:
    """Put a backup in the register's place; what was there is kept beside it.

    The backup is proved whole first, and you are told what would be lost. What was purged after it
    was made is purged from it again, and who was protected since is protected again.

    \b
    kaa restore
    kaa restore register-2026-09-07-1548-1234-9f3c2a7b10de.db
    """
    with restoring(ctx.obj, file, anywhere=anywhere, plaintext=plaintext) as (plan, carry_out):
        if yes and plan.is_of_another and not another:
            raise Refused(
                _(
                    "That is a backup of another register than the one that is there. "
                    "Put it in its place all the same: --another. Nothing was saved."
                )
            )
        if not yes:
            for line in telling.asks(plan):
                ask.tell(line)
            if not ask.confirm(_("Put the backup in the register's place?")):
                raise Refused(_("Nothing was saved."))
        with unbroken():
            done = carry_out()
    row = _restored(plan, done)

    def draw(screen: "Screen") -> None:
        for line in telling.restored(plan, done):
            screen.line(line)

    output.answer(row, _RESTORED, draw, form)


def _restored(plan: "Plan", done: "Restored") -> dict[str, object]:
    return {
        "file": str(plan.file),
        "restored": plan.candidate.head,
        "left": plan.now.head or None,
        "lost_commands": plan.lost.commands if plan.lost else None,
        "lost_looks": plan.lost.looks if plan.lost else None,
        "lost_youths": len(plan.lost.youths) if plan.lost else None,
        "kept": str(done.kept) if done.kept else None,
        "purged_again": done.purged,
        "protected_again": done.protected,
    }
