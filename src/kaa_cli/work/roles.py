"""The rights of a team on a server: as SQL to read first, or laid on the register."""

from collections.abc import Mapping, Sequence

from kaa_cli.errors import NotPermitted, Refused
from kaa_cli.register import models, roles
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.roles import Login, plain
from kaa_cli.rules.search import swedish_order
from kaa_cli.rules.text import visible
from kaa_cli.words import _
from kaa_cli.work.desk import Desk


def planned(desk: Desk, logins: Sequence[Login]) -> list[str]:
    """The statements that lay the rights, in order. Raises Refused where there is no server."""
    from kaa_cli.register.role_statements import statements  # every list asks `hidden` below

    connection = desk.session.connection()
    if not roles.is_on_server(connection):
        raise Refused(
            _(
                "Rights for each caseworker need a register on a server; in a file whoever may "
                "open it sees all. Move it there: kaa copy --to postgresql://SERVER/DATABASE"
            )
        )
    if wrong := roles.no_logins(connection, [login.name for login in logins]):
        raise Refused(
            _('"{name}" is no login for a caseworker. Nothing was changed.').format(
                name=visible(wrong[0])
            )
        )
    known = roles.municipalities_of(connection)
    for login in logins:
        _must_be_known(login.municipalities, known)
    return list(statements(roles.groups_of(connection), known, logins))


def lay(desk: Desk, logins: Sequence[Login]) -> None:
    """Lay the rights on the register; who was given which is logged."""
    roles.lay(desk.session.connection(), planned(desk, logins))
    desk.what = {
        "logins": [login.name for login in logins],
        "protected": any(login.protected for login in logins),
        "keeper": any(login.keeper for login in logins),
        "municipalities": sorted({name for login in logins for name in login.municipalities}),
    }


def must_own(desk: Desk) -> None:
    """Refuse what only the owner of the tables on a server can do. Raises NotPermitted."""
    roles.must_own(desk.session.connection())


def must_make_roles(desk: Desk) -> None:
    """Refuse to lay rights for whoever may not. Raises NotPermitted."""
    must_own(desk)
    roles.must_make_roles(desk.session.connection())


def municipalities_seen(desk: Desk) -> str:
    """The register's municipalities, those alone whose youths whoever works at the desk sees."""
    connection = desk.session.connection()
    if roles.sees_all(connection):
        return desk.municipalities
    names = desk.municipalities.split(", ")
    return ", ".join(one for one in names if roles.sees(connection, Protection.NONE, one))


def sees_all(desk: Desk) -> bool:
    """Whether nobody in the register is kept from whoever works at the desk."""
    return roles.sees_all(desk.session.connection())


def hidden(desk: Desk) -> int:
    """How many youths of the register are kept from whoever works at the desk."""
    return roles.hidden(desk.session.connection())


def must_see_all(desk: Desk) -> None:
    """Refuse what would be false, or half done, for somebody who does not see the whole register.

    Raises NotPermitted.
    """
    if not sees_all(desk):
        raise NotPermitted(
            _(
                "That needs somebody who may see the whole register: its keeper "
                "(kaa team roles LOGIN --keeper). Nothing was changed."
            )
        )


def must_stay_in_sight(desk: Desk, row: models.Youth, told: Mapping[str, object]) -> None:
    """Refuse to move a youth to where whoever does it would not see it, as the server would.

    And to a municipality that the register has not.
    """
    connection, municipality = desk.session.connection(), str(told["municipality"])
    _must_be_of_the_register(desk, municipality)
    if not roles.sees(connection, str(told.get("protection", row.protection)), municipality):
        raise NotPermitted(
            _(
                "No. {no} would be out of your sight: you do not see the youths of that "
                "municipality. Let a colleague do it who sees those of both. Nothing was saved."
            ).format(no=row.id)
        )


def must_be_in_sight(desk: Desk, municipality: str) -> None:
    """Refuse a new youth where whoever adds it would not see it, or where the register is not."""
    _must_be_of_the_register(desk, municipality)
    if not roles.sees(desk.session.connection(), Protection.NONE, municipality):
        raise NotPermitted(
            _(
                "You do not see the youths of that municipality. Let a colleague add it who does. "
                "Nothing was saved."
            )
        )


def _must_be_of_the_register(desk: Desk, municipality: str) -> None:
    """In a municipality that it has not, a youth would be kept from nobody.

    Told are those that it was made for, and not where somebody protected lives.
    """
    if plain(municipality) not in map(plain, roles.municipalities_of(desk.session.connection())):
        raise Refused(_no_such(desk.municipalities.split(", ")) + " " + _("Nothing was saved."))


def _must_be_known(wanted: Sequence[str], known: Sequence[str]) -> None:
    there = {plain(name) for name in known}
    for name in wanted:
        if plain(name) not in there:
            raise Refused(_no_such(known))


def _no_such(known: Sequence[str]) -> str:
    told = ", ".join(sorted(known, key=swedish_order))
    return _("The register knows no such municipality among several. Known: {names}.").format(
        names=told or "–"
    )
