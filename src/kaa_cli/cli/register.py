"""The register itself: making one, finding it, upgrading it, and a throw-away one to try."""

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import output
from kaa_cli.cli.door import bring_up_to_date, make, writing
from kaa_cli.cli.help import Room
from kaa_cli.cli.key import is_key_named, kept_sentences
from kaa_cli.cli.place import Call, default_place
from kaa_cli.cli.whole_file import shown_place
from kaa_cli.errors import Busy, DiskTrouble, UsageProblem
from kaa_cli.rules.places import is_path
from kaa_cli.rules.support_codes import RegisterKind
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

registers = Room()


@registers.command("init")
def init(
    ctx: typer.Context,
    municipality: Annotated[
        list[str] | None,
        typer.Option("--municipality", metavar=_("CODE"), help=_("Name or code; several allowed.")),
    ] = None,
    kind: Annotated[
        str,
        typer.Option("--kind", metavar="kaa|programme", help=_("kaa, or programme for others.")),
    ] = "kaa",
    policy: Annotated[
        str, typer.Option("--policy", metavar=_("NAME|FILE"), help=_("The contact routine."))
    ] = "alingsas",
    plaintext: Annotated[
        bool, typer.Option("--plaintext", help=_("Without encryption: for trials only."))
    ] = False,
    anywhere: Annotated[
        bool, typer.Option("--anywhere", help=_("Also on a network disk or in a copied folder."))
    ] = False,
) -> None:
    """Make a register, at --db or the default place.

    \b
    kaa init --municipality Alingsås
    """
    from kaa_cli.cli.policy import loaded

    if kind not in {"kaa", "programme"}:
        raise UsageProblem(_("--kind takes kaa or programme."))
    if plaintext and is_key_named():
        raise UsageProblem(_("--plaintext and KAA_KEY_FILE contradict each other."))
    found = loaded(policy)
    where, kept = make(
        ctx.obj,
        kind=kind,
        municipalities=municipality or [],
        policy_name=found.name,
        policy_toml=found.toml,
        plaintext=plaintext,
        anywhere=anywhere,
    )
    output.say(_("A register was made: {path}").format(path=shown_place(str(where))))
    for sentence in kept_sentences(kept):
        output.say(sentence)
    output.say(_("Contact routine: {name}. Next: kaa import FILE").format(name=found.name))
    if kind == RegisterKind.PROGRAMME:
        output.say(
            _(
                "It is for participants outside the duty: no end at 20, no deadline, "
                "no figures for the state."
            )
        )


@registers.command("where")
def where(ctx: typer.Context, form: output.Format = "table") -> None:
    """Print where the register and its backups lie.

    \b
    kaa where
    """
    from kaa_cli.rules.backups import backups_folder

    call: Call = ctx.obj
    place = str(call.where)
    there = Path(place).exists() if is_path(place) else None

    backups = None
    if there is not None:
        backups = str(backups_folder(Path(place), os.environ.get("KAA_BACKUPS", "")))

    def draw(screen: "Screen") -> None:
        screen.line(_("Register: {path}").format(path=shown_place(place)))
        if there is False:
            screen.line(_('It is not there yet: "kaa init" makes it.'))
        if backups:
            screen.line(_("Backups: {path}").format(path=backups))
        screen.line(_("Default place: {path}").format(path=default_place()))

    row = {"register": shown_place(place), "exists": there, "backups": backups}
    output.answer(row, tuple(row), draw, form)
    if there and not Path(place).stat().st_mode & stat.S_IWUSR:  # it may have been moved
        from kaa_cli.work.moving import refuse_moved

        refuse_moved(call.where)


@registers.command("upgrade")
def upgrade(ctx: typer.Context) -> None:
    """Bring a register of an older version of kaa up to date, after a backup.

    \b
    kaa upgrade
    """
    told = bring_up_to_date(ctx.obj)
    if told.before == told.after:
        output.say(_("The register is up to date already."))
        return
    output.say(_("The register was upgraded from {a} to {b}.").format(a=told.before, b=told.after))
    if told.backup is not None:
        output.say(_("Backup from before: {path}").format(path=told.backup))
    _reckon_anew(ctx.obj)


def _reckon_anew(call: Call) -> None:
    """The days due, in a transaction of their own: that it fails takes no upgrade back."""
    from kaa_cli.work.due_days import everybody, mend_due_days

    try:
        with writing(call, "upgrade") as desk:
            mend_due_days(desk, everybody(desk))
    except (Busy, DiskTrouble) as error:
        told = _("The register is upgraded, but not yet who is due when: kaa doctor --mend")
        raise type(error)(told) from error


@registers.command("demo")
def demo() -> None:
    """Try kaa without risk: a throw-away register of invented youths, and a day's work in it.

    \b
    kaa demo
    """
    from kaa_cli.cli.demo import play

    play()
