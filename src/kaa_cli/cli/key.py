"""The register's key: the recovery key on paper, a key brought from elsewhere, and a new one."""

import os
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from kaa_cli.cli import ask, output
from kaa_cli.cli.door import refuse_lost, unbroken, writing
from kaa_cli.cli.help import Room
from kaa_cli.cli.place import Call
from kaa_cli.cli.whole_file import backups_kept
from kaa_cli.errors import Refused
from kaa_cli.labels import quotable_path
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.rules.key_place import KeyPlace

key = Room()
_A_LINE = 5
_LETTERS = 65


@key.command("show")
def show(ctx: typer.Context) -> None:
    """Show the recovery key, to be written down, and confirm that it is.

    \b
    kaa key show
    """
    from kaa_cli.work import keys

    call: Call = ctx.obj
    refuse_lost(call)
    recovery = keys.recovery_key(call.where)
    question = _("Whoever has the recovery key can open the register. Show it on this screen?")
    if not ask.confirm(question):
        raise Refused(_("The recovery key was not shown."))
    with writing(call, "key show", kind="read") as desk:
        keys.look_at_key(desk)
    groups = recovery.split()
    for start in range(0, len(groups), _A_LINE):
        output.say("  " + " ".join(groups[start : start + _A_LINE]))
    ask.tell(
        _(
            "Write it on paper, or keep it in the municipality's password safe, never beside the "
            "register or its backups. With it: kaa key import"
        )
    )
    typed = ask.ask(_("Type the last group as you have written it"))
    if _plain(typed) != groups[-1]:
        raise Refused(
            _("That is not the last group. It is not counted as saved: run kaa key show again.")
        )
    with writing(call, "key show", kind="read") as desk:
        keys.is_written_down(desk)
    output.say(_("Saved on paper: kaa reminds no more."))


@key.command("import")
def take(ctx: typer.Context) -> None:
    """Bring the recovery key to this computer, typed at the prompt or from standard input.

    \b
    kaa key import
    """
    from kaa_cli.work import keys

    call: Call = ctx.obj
    refuse_lost(call)
    place = keys.take_key(call.where, _typed_key())
    output.say(_("The key opens the register."))
    output.say(_kept_where(place))


@key.command("rotate")
def rotate(ctx: typer.Context) -> None:
    """Give the register a new key, or its first; earlier backups open with the old one.

    \b
    kaa key rotate
    """
    from kaa_cli.work import keys

    call: Call = ctx.obj
    refuse_lost(call)
    with (
        unbroken(),
        keys.with_new_key(call.where) as new,
        writing(replace(call, db=str(new.copy)), "key rotate", kind="read") as desk,
    ):
        keys.look_at_key(desk)
    if new.is_first:
        output.say(_("The register is encrypted now. Copies made before are not: remove them."))
        _tell_plain(call)
    else:
        output.say(_("The register has a new key. Backups from before open with the old one."))
    output.say(_kept_where(new.place))
    output.say(_("Save the new recovery key: kaa key show"))


def _tell_plain(call: Call) -> None:
    folder, _found, plain = backups_kept(call)
    if plain:
        output.say(_("Not encrypted in {path}:").format(path=quotable_path(folder)))
    for file in plain:
        output.say(f"  {file.name}")


def is_key_named() -> bool:
    """Whether `KAA_KEY_FILE` names a key file."""
    return bool(os.environ.get("KAA_KEY_FILE", "").strip())


def kept_sentences(place: "KeyPlace | None") -> list[str]:
    """That a new register is encrypted, and what to do about it; nothing for one without a key."""
    if place is None:
        return []
    return [
        _("It is encrypted."),
        _kept_where(place),
        _("Without the key nobody can open it. Write it down now: kaa key show"),
    ]


def _kept_where(place: "KeyPlace") -> str:
    if place.file is None:
        return _("The key is in the keyring of this computer.")
    if place.is_named:
        return _("The key is in the file that KAA_KEY_FILE names.")
    return _(
        "This computer has no keyring: the key is in a file that only you may read: {path}"
    ).format(path=quotable_path(place.file))


def _typed_key() -> str:
    """What is typed until there are letters enough for a key, in one line or several."""
    text = ""
    with suppress(ask.NobodyAnswered):
        while len(_plain(text)) < _LETTERS:
            line = ask.ask(_("The recovery key"))
            if not line:
                break
            text += line
    return text


def _plain(text: str) -> str:
    return "".join(text.upper().split()).replace("-", "")
