"""Who may see what in a register on a server."""

import sys
from typing import Annotated

import typer

from kaa_cli.cli import ask, output
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.errors import Refused, UsageProblem
from kaa_cli.words import _, ngettext

roles = Room()


@roles.command("roles")
def team_roles(
    ctx: typer.Context,
    logins: Annotated[
        list[str] | None,
        typer.Argument(metavar=_("[LOGIN]..."), help=_("Who gets a login of their own.")),
    ] = None,
    protected: Annotated[
        bool, typer.Option("--protected", help=_("They may see protected youths."))
    ] = False,
    keeper: Annotated[
        bool, typer.Option("--keeper", help=_("They may see everybody, and purge."))
    ] = False,
    municipality: Annotated[
        list[str] | None,
        typer.Option(
            "--in",
            metavar=_("NAME"),
            help=_("Whose youths they may see, in a register of several municipalities."),
        ),
    ] = None,
    apply: Annotated[
        bool, typer.Option("--apply", help=_("Do it, instead of printing the SQL."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("Do not ask."))] = False,
) -> None:
    """Print the SQL that gives a team its rights on a PostgreSQL server, or do it with --apply.

    Only the owner of the register's tables can. Everybody logs in as themselves; protected youths
    and those of other municipalities are not there for whoever has not been given them; the log is
    only added to. Do it again after kaa upgrade.

    \b
    kaa team roles > roles.sql
    kaa team roles anna bo --apply
    kaa team roles cia --protected --in Lerum --apply
    """
    from kaa_cli.rules.roles import Login
    from kaa_cli.work import roles as work

    places = tuple(municipality or ())
    named = [Login(name, protected, keeper, places) for name in logins or ()]
    if not named and (protected or keeper or places):
        raise UsageProblem(_("Who? Such as: kaa team roles anna --protected"))
    with reading(ctx.obj) as desk:
        statements = work.planned(desk, named)
        if apply:
            work.must_make_roles(desk)
    if not apply:
        sys.stdout.write("BEGIN;\n" + "".join(f"{one};\n" for one in statements) + "COMMIT;\n")
        return
    question = ngettext(
        "Lay the rights on the register, and give {n} person a login?",
        "Lay the rights on the register, and give {n} persons a login?",
        len(named),
    ).format(n=len(named))
    if not yes and not ask.confirm(question):
        raise Refused(_("No rights were laid. Nothing was changed."))
    with writing(ctx.obj, "team roles", kind="rights") as desk:
        work.lay(desk, named)
    output.say(_("The rights are laid. Nobody sees more than they have been given."))
    for login in named:
        output.say(
            _("{login} may log in. A password: \\password {login} in psql.").format(
                login=login.name
            )
        )
