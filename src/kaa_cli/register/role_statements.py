"""The SQL that lays rights on a register: groups, grants, and rules on who sees which row.

Written for a database administrator to read. Everything is named anew each time, so that the same
statements after an upgrade cover the tables it made.
"""

from collections.abc import Iterable, Iterator

from sqlmodel import SQLModel

from kaa_cli.errors import Refused
from kaa_cli.register import chain
from kaa_cli.register.about import MERGE, ways
from kaa_cli.register.changes import Act
from kaa_cli.register.questions import YOUTH
from kaa_cli.register.roles import HIDDEN, SEEN
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.roles import Groups, Login
from kaa_cli.words import _

_YOUTHS_SEEN, _LINE_SEEN = "kaa_youths_are_seen", "kaa_line_is_seen"
_LOG = ("log_entry", "log_change")
_AS_IT_WAS_MADE = (chain.KEY, "kind", "municipalities")
"""The settings on which it rests what a register is, and who sees whom."""
_LONGEST = 63  # bytes of a name; PostgreSQL cuts longer ones without a word


def statements(
    groups: Groups, municipalities: Iterable[str], logins: Iterable[Login]
) -> Iterator[str]:
    """One statement after another, without what ends it. Raises Refused for an impossible name."""
    yield f"SET LOCAL search_path TO {_name(groups.schema)}, pg_temp"  # whoever runs it
    municipal = [groups.of(one) for one in municipalities]
    for group in (groups.caseworker, groups.protected, groups.keeper, *municipal):
        yield _unless_there(group, "NOLOGIN")
    yield f"GRANT {_name(groups.caseworker)} TO {_name(groups.protected)}"
    yield f"GRANT {_name(groups.protected)} TO {_name(groups.keeper)}"
    yield from _grants(groups)
    yield from _functions(groups)
    yield from _rules(groups)
    for login in logins:
        yield from _of_login(groups, login)


def _of_login(groups: Groups, login: Login) -> Iterator[str]:
    """How somebody proves to be who they say, by password or certificate, the server decides."""
    yield _unless_there(login.name, "LOGIN")
    names = [groups.caseworker, *map(groups.of, login.municipalities)]
    names += [groups.protected] * login.protected + [groups.keeper] * login.keeper
    for name in names:
        yield f"GRANT {_name(name)} TO {_name(login.name)}"


def _unless_there(role: str, how: str) -> str:
    """Another session may make the same role at the same moment, which is as good."""
    return (
        f"DO $kaa$ BEGIN IF to_regrole({_text(_name(role))}) IS NULL THEN"
        f" CREATE ROLE {_name(role)} {how}; END IF;"
        " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $kaa$"
    )


def _grants(groups: Groups) -> Iterator[str]:
    """The log is only ever added to; what it held is emptied where a mark or purging forbids it."""
    worker, keeper = _name(groups.caseworker), _name(groups.keeper)
    database, schema = _name(groups.database), _name(groups.schema)
    yield f"REVOKE ALL ON DATABASE {database} FROM PUBLIC"
    yield f"GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {worker}"
    yield f"REVOKE ALL ON SCHEMA {schema} FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {worker}"
    yield _refuse_makers(groups)
    for table in SQLModel.metadata.sorted_tables:
        rights = "SELECT, INSERT" if table.name in _LOG else "SELECT, INSERT, UPDATE, DELETE"
        yield f"GRANT {rights} ON {_name(table.name)} TO {worker}"
    yield f"GRANT SELECT ON alembic_version TO {worker}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {worker}"
    yield f"GRANT UPDATE (before) ON log_change TO {_name(groups.protected)}"
    yield f"GRANT UPDATE (said) ON log_entry TO {keeper}"


def _refuse_makers(groups: Groups) -> str:
    """Whoever could add a function beside ours could have it run with the owner's rights."""
    may = f"has_schema_privilege({_text(groups.caseworker)}, {_text(groups.schema)}, 'CREATE')"
    told = f"caseworkers may create in schema {groups.schema}: make the owner of the tables its own"
    return f"DO $kaa$ BEGIN IF {may} THEN RAISE EXCEPTION {_text(told)}; END IF; END $kaa$"


def _functions(groups: Groups) -> Iterator[str]:
    """Asked with the owner's eyes, but of whoever has logged in."""
    yield _function(
        f"{SEEN}(mark text, place text)",
        "boolean",
        groups,
        f"SELECT {_seen(groups, 'mark', 'place')}",
    )
    count = f"SELECT count(*) FROM youth WHERE NOT {_seen(groups)}"  # a function for each row costs
    yield _function(f"{HIDDEN}()", "bigint", groups, count)
    youths = f"{_YOUTHS_SEEN}(numbers bigint[])"
    yield _function(youths, "boolean", groups, _youths_are_seen())
    of_line = f"{_LINE_SEEN}(of_table text, of_row bigint, held json)"
    yield _function(of_line, "boolean", groups, _line_is_seen(groups))


def _function(head: str, returns: str, groups: Groups, body: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {head} RETURNS {returns} LANGUAGE sql STABLE SECURITY DEFINER"
        f" SET search_path = {_name(groups.schema)}, pg_temp AS $kaa$ {body} $kaa$"
    )


def _seen(groups: Groups, mark: str = "protection", place: str = "municipality") -> str:
    """Each question in brackets of its own is asked once for a whole table, not once a row."""
    begins = _text(groups.municipal)
    others = (
        f"SELECT substr(rolname, length({begins}) + 1) FROM pg_roles"
        f" WHERE starts_with(rolname, {begins}) AND NOT pg_has_role(session_user, oid, 'MEMBER')"
    )
    return (
        f"({_is_in(groups.keeper)} OR"
        f" (({mark} = {_text(Protection.NONE)} OR {_is_in(groups.protected)})"
        f" AND NOT translate(lower(btrim({place})), 'ÅÄÖÉ', 'åäöé') = ANY (ARRAY({others}))))"
    )


def _is_in(group: str) -> str:
    return f"(SELECT pg_has_role(session_user, {_text(group)}, 'MEMBER'))"


def _youths_are_seen() -> str:
    """Whether all of some youths are seen, as they are and as they were when they were removed.

    Of one who was merged away, whoever has become of it counts too.
    """
    merged = (
        "SELECT (e.what->'youths'->>0)::bigint FROM kept k JOIN log_change l"
        f" ON l.row_table = '{YOUTH.name}' AND l.first_id = k.id AND l.act = '{Act.DELETE}'"
        f" JOIN log_entry e ON e.id = l.entry_id AND e.command = {_text(MERGE)}"
    )
    return (
        f"WITH RECURSIVE kept (id) AS (SELECT unnest(numbers) UNION {merged})"
        f" SELECT coalesce(bool_and({SEEN}(a.mark, a.place)), false) FROM"
        f" (SELECT y.protection AS mark, y.municipality AS place FROM {YOUTH.name} y"
        " WHERE y.id IN (SELECT id FROM kept) UNION ALL"
        " SELECT l.before->>'protection', l.before->>'municipality' FROM log_change l"
        f" WHERE {_removed(YOUTH.name, 'ANY (numbers)', 'protection')}) a"
    )


def _line_is_seen(groups: Groups) -> str:
    """Whoever a row belongs to now, did before the line, or did when it was removed counts.

    So nobody brings a removed row to light by writing another under its number.
    """
    seen = " ".join(
        f"WHEN {_text(name)} THEN {_YOUTHS_SEEN}(ARRAY({_owners(name, 'SELECT of_row', 'held')}))"
        for name in ways()
    )
    return f"SELECT {_is_in(groups.keeper)} OR CASE of_table {seen} ELSE true END"


def _owners(name: str, keys: str, held: str = "") -> str:
    """SQL for the youths whom rows of a table, named by a question for their keys, belong to."""
    column, parent = ways()[name]
    if name == YOUTH.name:
        return keys
    found = [
        f"SELECT r.{column} FROM {name} r WHERE r.id IN ({keys})",
        f"SELECT (l.before->>'{column}')::bigint FROM log_change l"
        f" WHERE {_removed(name, f'ANY (ARRAY({keys}))', column)}",
    ]
    if held:
        found.append(f"SELECT ({held}->>'{column}')::bigint WHERE {held}->>'{column}' IS NOT NULL")
    return _owners(parent, " UNION ALL ".join(found))


def _removed(name: str, keys: str, column: str) -> str:
    """The lines that tell of removed rows; what was purged since is emptied, and tells nothing."""
    return (
        f"l.row_table = '{name}' AND l.first_id = {keys} AND l.act = '{Act.DELETE}'"
        f" AND l.before->>'{column}' IS NOT NULL"
    )


def _rules(groups: Groups) -> Iterator[str]:
    for name, (column, parent) in ways().items():
        rule = f"EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {name}.{column})"
        yield from _rule(name, "seen", f"USING ({rule if name != parent else _seen(groups)})")
    yield from _rule("log_entry", "read", "FOR SELECT USING (true)")
    yield from _rule("log_entry", "add", "FOR INSERT WITH CHECK (login = session_user)")
    yield from _rule("log_entry", "empty", "FOR UPDATE USING (true)")
    shown = f"before IS NULL OR {_LINE_SEEN}(row_table, first_id, before)"
    yield from _rule("log_change", "read", f"FOR SELECT USING ({shown})")
    own = "SELECT 1 FROM log_entry e WHERE e.id = entry_id AND e.login = session_user"
    yield from _rule("log_change", "add", f"FOR INSERT WITH CHECK (EXISTS ({own}))")
    yield from _rule("log_change", "empty", "FOR UPDATE USING (true)")
    yield from _rule("setting", "read", "FOR SELECT USING (true)")
    free = f"key NOT IN ({', '.join(map(_text, _AS_IT_WAS_MADE))})"
    yield from _rule("setting", "add", f"FOR INSERT WITH CHECK ({free})")
    for what in ("UPDATE", "DELETE"):
        yield from _rule("setting", what.lower(), f"FOR {what} USING ({free})")


def _rule(table: str, name: str, says: str) -> Iterator[str]:
    yield f"ALTER TABLE {_name(table)} ENABLE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS kaa_{name} ON {_name(table)}"
    yield f"CREATE POLICY kaa_{name} ON {_name(table)} {says}"


def _name(word: str) -> str:
    is_cut = len(word.encode()) > _LONGEST
    if not word or is_cut or not word.isprintable() or "$" in word:  # which ends a DO block
        raise Refused(_("That is no name for a role on the server. Nothing was changed."))
    return '"' + word.replace('"', '""') + '"'


def _text(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"
