"""Who may see what in a register on a server: its groups, and what is kept from whoever logs in.

PostgreSQL alone. The owner of the tables is bound by none of it, for migrations must reach every
row. What a caseworker may not see is not there for any question that kaa asks.
"""

from collections.abc import Iterable

from sqlalchemy import Connection

from kaa_cli.errors import NotPermitted
from kaa_cli.rules.roles import Groups, plain
from kaa_cli.words import _

HIDDEN = "kaa_hidden"
"""The function on the server that tells how many youths are kept from whoever logs in."""

SEEN = "kaa_is_seen"
"""The function that tells whether whoever logs in sees youths of a protection and municipality."""


def groups_of(connection: Connection) -> Groups:
    """The names of the groups of this register, whether they are made or not."""
    row = connection.exec_driver_sql("SELECT current_database(), current_schema()").one()
    return Groups(row[0], row[1])


def is_on_server(connection: Connection) -> bool:
    """Whether the register is one in which rights can be laid; a file knows none."""
    return connection.dialect.name == "postgresql"


def are_laid(connection: Connection) -> bool:
    """Whether rights have been laid on this register."""
    if not is_on_server(connection):
        return False
    found = connection.exec_driver_sql(f"SELECT to_regproc('{HIDDEN}') IS NOT NULL")
    return bool(found.scalar_one())


def hidden(connection: Connection) -> int:
    """How many youths are kept from the person logged in: their number and nothing else."""
    if sees_all(connection):
        return 0
    return int(connection.exec_driver_sql(f"SELECT {HIDDEN}()").scalar_one())


def sees_all(connection: Connection) -> bool:
    """Whether nothing is kept from the person logged in: the owner, or a keeper."""
    if not are_laid(connection):
        return True
    found = connection.exec_driver_sql(_SEES_ALL, (groups_of(connection).keeper,))
    return bool(found.scalar_one())


# Of the table itself: a report on an earlier day has set aside a copy that nothing guards. And a
# register restored under another name has no group of that name yet.
_SEES_ALL = """
SELECT NOT row_security_active((quote_ident(current_schema()) || '.youth')::regclass)
  OR EXISTS (SELECT FROM pg_roles WHERE rolname = %s AND pg_has_role(session_user, oid, 'MEMBER'))
"""


def sees(connection: Connection, protection: str, municipality: str) -> bool:
    """Whether the person logged in sees the youths of a protection and a municipality."""
    if sees_all(connection):
        return True
    asked = f"SELECT {SEEN}(%s, %s)"
    return bool(connection.exec_driver_sql(asked, (protection, municipality)).scalar_one())


def must_own(connection: Connection) -> None:
    """Refuse what changes the tables themselves for whoever does not own them on the server.

    Raises NotPermitted.
    """
    asked = "SELECT pg_has_role(relowner, 'MEMBER') FROM pg_class WHERE oid = to_regclass('youth')"
    if connection.exec_driver_sql(asked).scalar() is False:
        raise NotPermitted(
            _(
                "Only the owner of the database can do that: let whoever looks after the server "
                "log in as the owner and do it. Nothing was changed."
            )
        )


def must_make_roles(connection: Connection) -> None:
    """Refuse to lay rights for an owner who may make no roles on the server.

    Raises NotPermitted.
    """
    asked = "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"
    if not connection.exec_driver_sql(asked).scalar_one():
        raise NotPermitted(
            _(
                "The owner of the database may make no roles: let whoever looks after the server "
                "give it the right (ALTER ROLE … CREATEROLE). Nothing was changed."
            )
        )


def municipalities_of(connection: Connection) -> list[str]:
    """The municipalities of a region's register, as its settings and its youths name them.

    Empty where there is but one: then no youth is kept from anybody for the municipality's sake.
    """
    told = connection.exec_driver_sql("SELECT value FROM setting WHERE key = 'municipalities'")
    named = [name for name in (told.scalar() or "").split(",") if name.strip()]
    if len(named) < 2:
        return []
    lived = connection.exec_driver_sql("SELECT DISTINCT municipality FROM youth").scalars()
    once = {plain(name): name.strip() for name in [*lived, *named] if name.strip()}
    return sorted(once.values())


def unguarded(connection: Connection) -> list[str]:
    """The tables about youths without a rule on who sees their rows: an upgrade has made them."""
    from kaa_cli.register.about import ways  # every list asks who is hidden; few ask this

    guarded = connection.exec_driver_sql(
        "SELECT tablename FROM pg_policies WHERE schemaname = current_schema()"
    )
    return sorted(ways().keys() - set(guarded.scalars()))


def without_group(connection: Connection) -> list[str]:
    """The municipalities of a region whose youths everybody sees, for want of a group."""
    there = _with_group(connection)
    return [name for name in municipalities_of(connection) if plain(name) not in there]


def without_members(connection: Connection) -> list[str]:
    """The municipalities of a region whose youths the keeper alone sees: no login is a member."""
    alone = _with_group(connection, "NOT EXISTS (SELECT FROM pg_auth_members WHERE roleid = r.oid)")
    return [name for name in municipalities_of(connection) if plain(name) in alone]


def _with_group(connection: Connection, which: str = "true") -> set[str]:
    """The municipalities whose group is made, and is one of those that SQL picks by `r`."""
    begins = groups_of(connection).municipal
    found = connection.exec_driver_sql(
        "SELECT substr(rolname, length(%s) + 1) FROM pg_roles r"
        f" WHERE starts_with(rolname, %s) AND {which}",
        (begins, begins),
    )
    return set(found.scalars())


def without_municipality(connection: Connection) -> int:
    """How many youths of a region's register everybody sees, for it is not told where they live."""
    if not municipalities_of(connection):
        return 0
    asked = "SELECT count(*) FROM youth WHERE btrim(municipality) = ''"
    return int(connection.exec_driver_sql(asked).scalar_one())


def no_logins(connection: Connection, names: Iterable[str]) -> list[str]:
    """Those of the names that are no caseworker's: groups, the server's own, and who owns it."""
    found = connection.exec_driver_sql(
        "SELECT rolname FROM pg_roles WHERE NOT rolcanlogin OR rolsuper OR rolname = current_user"
    )
    taken, begins = set(found.scalars()), f"{groups_of(connection).prefix}_"
    ours = {f"{begins}{group}" for group in ("caseworker", "protected", "keeper")}
    return [
        name
        for name in names
        if name in taken | ours | {"public", "none"}
        or name.startswith(("pg_", groups_of(connection).municipal))
        or name != name.strip()
    ]


def lay(connection: Connection, statements: Iterable[str]) -> None:
    """Run the statements; the same again changes nothing."""
    for statement in statements:
        connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
