"""The contact routine: which ship with kaa, what one says, and whether a file can be used."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import output
from kaa_cli.cli.door import reading
from kaa_cli.cli.help import Room
from kaa_cli.errors import Refused
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.files.policies import PolicyFile

policy = Room(help=_("The contact routine: rungs, waits and weights."))


@policy.command("list")
def list_policies(
    form: output.Format = "table", out: output.Out = "", force: output.Force = False
) -> None:
    """List the contact routines that ship with kaa.

    \b
    kaa policy list
    """
    from kaa_cli.files import policies
    from kaa_cli.show import policy as drawing

    found = [(name, policies.shipped(name).policy) for name in policies.names()]
    listed = [
        {"name": name, "rungs": [str(rung.channel) for rung in one.rungs]} for name, one in found
    ]
    output.answer(
        listed,
        ("name", "rungs"),
        lambda s: drawing.draw_list(s, found),
        form,
        out,
        force=force,
    )


@policy.command("show")
def show_policy(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar=_("[NAME]"), help=_("A shipped one or a file; else the own."))
    ] = "",
) -> None:
    """Print a contact routine as the file it is; without a name the register's own.

    \b
    kaa policy show
    kaa policy show alingsas > own.toml
    """
    if name:
        typer.echo(loaded(name).toml, nl=False)
        return
    with reading(ctx.obj) as desk:
        typer.echo(desk.policy_text, nl=False)


@policy.command("check")
def check(
    file: Annotated[str, typer.Argument(metavar=_("FILE"), help=_("A contact routine in TOML."))],
) -> None:
    """Check whether a contact routine can be used; names every fault at once.

    \b
    kaa policy check own.toml
    """
    found = loaded(file)
    output.say(
        _('"{name}" can be used: {n} rungs.').format(name=found.name, n=len(found.policy.rungs))
    )


def loaded(name: str) -> "PolicyFile":
    """A contact routine by name or file; every fault of it is told at once. Raises Refused."""
    from kaa_cli.files import policies
    from kaa_cli.show.policy import fault_sentence

    try:
        return policies.load(name)
    except policies.PolicyFaultsError as error:
        raise Refused("\n".join(fault_sentence(fault) for fault in error.faults)) from None
