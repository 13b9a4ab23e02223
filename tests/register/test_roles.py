"""Rights on a server: who sees whom, a log that is only added to, and nobody acting as another."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

from engines import MUST_HAVE_POSTGRES
from kaa_cli.register import role_statements, roles
from kaa_cli.register.about import ways
from kaa_cli.register.changes import Changes
from kaa_cli.register.engine import open_register
from kaa_cli.register.filings import KeptFigures
from kaa_cli.rules.half_year import Half
from kaa_cli.rules.rates import outcome_table
from kaa_cli.rules.roles import Groups, Login
from kaa_cli.rules.written_down import written
from registers import MONDAY, SERVER, sign
from terminal import EXAMPLE, Answer, isolate, kaa

ALING, LERUM, NOWHERE = 3, 4, 5
HIDDEN = 8
"""Youths of the example list; the last is protected."""


@dataclass(frozen=True)
class Team:
    """A region's register on a server with its rights laid."""

    database: str

    def url(self, login: str = "") -> str:
        user = f"{self.database}_{login}" if login else make_url(SERVER).username
        url = make_url(SERVER).set(database=self.database, username=user)
        return url.render_as_string(hide_password=False)

    def kaa(self, login: str, *words: str, typed: str = "") -> Answer:
        return kaa("--db", self.url(login), *words, input=typed)

    def ask(self, login: str, question: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.url(login)) as connection:
            found = connection.execute(question)
            return found.fetchall() if found.description else []

    def youths(self, login: str) -> set[int]:
        return {row["youth"] for row in self.kaa(login, "youth", "list", "-f", "json").json}


LOGINS = {
    "anna": Login("", municipalities=("Alingsås",)),
    "bo": Login("", municipalities=("LERUM", "alingsås"), protected=True),
    "cia": Login(""),
    "dag": Login("", protected=True, keeper=True),
}


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """Anna for Alingsås, Bo for two and the protected, Cia for none, Dag who keeps the register."""
    name = f"kaa_test_{uuid4().hex[:8]}"
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        if MUST_HAVE_POSTGRES:
            raise
        pytest.skip(f"no PostgreSQL server answers at KAA_TEST_POSTGRES: {error}")
    with server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            made = Team(name)
            with pytest.MonkeyPatch.context() as patch:
                isolate(patch, tmp_path_factory.mktemp("team"))
                _fill(made)
            yield made
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
            ours = "SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)"
            for (role,) in server.execute(ours, [f"{name}_"]).fetchall():
                server.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))
    server.close()


def _fill(team: Team) -> None:
    places = ("Alingsås", "Lerum")
    told = [word for place in places for word in ("--municipality", place)]
    for words in (["init", *told], ["import", str(EXAMPLE), "--yes"]):
        answer = team.kaa("", *words)
        assert answer.code == 0, answer.err
    team.ask("", f"UPDATE youth SET municipality = 'ALINGSÅS' WHERE id = {ALING}")
    team.ask("", f"UPDATE youth SET municipality = 'Lerum' WHERE id = {LERUM}")
    answer = team.kaa("", "team", "roles", "--apply", "--yes")
    assert answer.code == 0, answer.err
    for login, may in LOGINS.items():
        options = [word for place in may.municipalities for word in ("--in", place)]
        options += ["--protected"] * may.protected + ["--keeper"] * may.keeper
        answer = team.kaa(
            "", "team", "roles", f"{team.database}_{login}", *options, "--apply", "--yes"
        )
        assert answer.code == 0, answer.err


FOR_THE_OWNER = (
    "Only the owner of the database can do that: let whoever looks after the server log in as the "
    "owner and do it. Nothing was changed.\n"
)
EVERYBODY = set(range(1, 13))


@pytest.fixture(scope="module")
def protected(team: Team) -> int:
    ((youth,),) = team.ask("", "SELECT id FROM youth WHERE protection <> 'none'")
    assert isinstance(youth, int)
    return youth


@pytest.mark.parametrize(
    ("login", "places", "sees_protected"),
    [
        ("", {ALING, LERUM}, True),
        ("anna", {ALING}, False),
        ("bo", {ALING, LERUM}, True),
        ("cia", set(), False),
        ("dag", {ALING, LERUM}, True),
    ],
)
def test_each_sees_those_of_their_municipalities_and_protected_ones_by_right(
    team: Team, protected: int, login: str, places: set[int], sees_protected: bool
) -> None:
    unseen = {ALING, LERUM} - places | (set() if sees_protected else {protected})
    assert team.youths(login) == EVERYBODY - unseen
    for table, (column, parent) in ways().items():
        if parent == "youth":
            found = team.ask(login, f"SELECT DISTINCT {column} FROM {table}")
            assert not {youth for (youth,) in found} & unseen, table
    hidden = team.kaa(login, "youth", "list").err
    assert (f"{len(unseen)} youth" in hidden) == bool(unseen), hidden


def test_whom_one_does_not_see_one_cannot_open_change_or_log(team: Team, protected: int) -> None:
    before = team.ask("", "SELECT count(*) FROM attempt")
    for words in (
        ["show", str(protected)],
        ["timeline", str(LERUM)],
        ["log", str(LERUM), "no-answer", "--yes"],
        ["youth", "edit", str(LERUM), "city"],
        ["extract", str(LERUM)],
    ):
        answer = team.kaa("anna", *words)
        assert (answer.code, "There is no youth no." in answer.err) == (3, True), (words, answer)
    assert team.ask("", "SELECT count(*) FROM attempt") == before


@pytest.mark.parametrize("place", ["Lerum", "LERUM "])
def test_nobody_moves_a_youth_to_a_municipality_they_do_not_see(team: Team, place: str) -> None:
    before = team.kaa("dag", "show", str(ALING), "-f", "json").json["municipality"]
    move = ["youth", "edit", str(ALING), "municipality", "--value", place]
    answer = team.kaa("anna", *move)
    assert answer.code == 9, answer
    assert answer.err == (
        f"No. {ALING} would be out of your sight: you do not see the youths of that municipality. "
        "Let a colleague do it who sees those of both. Nothing was saved.\n"
    )
    assert team.kaa("dag", "show", str(ALING), "-f", "json").json["municipality"] == before
    assert team.kaa("bo", *move).code == 0
    assert ALING not in team.youths("anna")
    assert team.kaa("bo", "undo").code == 0
    assert ALING in team.youths("anna")


@pytest.mark.parametrize(
    ("place", "code", "told"),
    [
        ("Alingsås", 0, "is in the register from today."),
        ("alingsås ", 0, "is in the register from today."),
        ("Lerum", 9, "You do not see the youths of that municipality."),
        ("Lerumm", 3, "Known: Alingsås, Lerum. Nothing was saved."),
        ("", 2, "A youth cannot be added without it. Nothing was saved."),
    ],
)
def test_who_adds_a_youth_to_a_shared_register_tells_of_which_municipality(
    team: Team, place: str, code: int, told: str
) -> None:
    answers = ["20090312-TF77", place, "", "Ny", "Provdotter", "", "", "", "", "unknown"]
    answer = team.kaa("anna", "youth", "add", typed="\n".join(answers) + "\n")
    assert (answer.code, told in answer.out + answer.err) == (code, True), answer
    if not code:
        assert team.kaa("anna", "undo").code == 0


def test_nobody_moves_a_youth_to_a_municipality_that_nobody_has(team: Team) -> None:
    """It would be seen by all: of a misspelt municipality nobody is kept from anybody."""
    answer = team.kaa("dag", "youth", "edit", str(ALING), "municipality", "--value", "Lerumm")
    assert (answer.code, answer.err) == (
        3,
        "The register knows no such municipality among several. Known: Alingsås, Lerum. "
        "Nothing was saved.\n",
    )


def test_a_caseworker_works_as_on_a_file(team: Team) -> None:
    for words in (
        ["next", "--claim"],
        ["log", str(ALING), "no-answer", "--yes"],
        ["undo"],
        ["youth", "edit", str(ALING), "city"],
        ["undo"],
        ["contact", "release"],
        ["measure", "offer", str(ALING), "coaching"],
        ["undo"],
        ["check", "-f", "json"],
        [],
    ):
        answer = team.kaa("anna", *words, typed="Borås\n")
        assert answer.code in {0, 3 * ("check" in words)}, (words, answer)


FORBIDDEN = [
    "DELETE FROM log_entry",
    "DELETE FROM log_change",
    "UPDATE log_entry SET \"by\" = 'bo'",
    "UPDATE log_entry SET said = NULL",
    "UPDATE log_change SET act = 'insert'",
    "UPDATE log_change SET before = NULL",
    "TRUNCATE youth",
    "ALTER TABLE youth DISABLE ROW LEVEL SECURITY",
    "DROP POLICY kaa_seen ON youth",
    "CREATE TABLE stray (n int)",
    "UPDATE alembic_version SET version_num = '0001'",
    'SET ROLE "{database}_keeper"',
    'SET ROLE "{database}_protected"',
    "SET SESSION AUTHORIZATION postgres",
    'INSERT INTO log_entry (at, "on", "by", login, kind, command, what, seal)'
    " VALUES (now(), now(), 'bo', '{database}_bo', 'change', 'log', '{{}}', '')",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_a_caseworker_cannot_get_round_the_log_or_the_rights(team: Team, statement: str) -> None:
    # fault 65
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        team.ask("anna", statement.format(database=team.database))


def test_the_key_of_the_log_stays_as_it_was_made(team: Team) -> None:
    key = team.ask("", "SELECT value FROM setting WHERE key = 'log_key'")
    team.ask("anna", "UPDATE setting SET value = 'x' WHERE key = 'log_key'")
    team.ask("anna", "DELETE FROM setting WHERE key = 'log_key'")
    assert team.ask("", "SELECT value FROM setting WHERE key = 'log_key'") == key


def test_the_log_names_who_has_logged_in_whatever_name_they_work_under(team: Team) -> None:
    answer = kaa("--db", team.url("anna"), "show", str(ALING), env={"KAA_USER": "Bo"})
    assert answer.code == 0, answer.err
    last = 'SELECT "by", login FROM log_entry ORDER BY id DESC LIMIT 1'
    assert team.ask("", last) == [("Bo", f"{team.database}_anna")]


def test_what_the_log_held_of_somebody_unseen_is_unseen_too(team: Team, protected: int) -> None:
    """Of a changed row, of one that was removed since, and of one two steps from its youth."""
    for words in (
        ["youth", "edit", str(LERUM), "city"],
        ["log", str(LERUM), "no-answer", "--yes"],
        ["undo"],
        ["youth", "edit", str(protected), "given_name"],
    ):
        answer = team.kaa("dag", *words, typed="Borås\n")
        assert answer.code == 0, (words, answer)
    told = "SELECT row_table, first_id, act FROM log_change WHERE before IS NOT NULL"
    all_told, of_anna, of_bo = (set(team.ask(who, told)) for who in ("dag", "anna", "bo"))
    assert ("youth", LERUM, "update") in all_told
    assert {act for table, _id, act in all_told if table == "attempt"} >= {"delete"}
    assert of_bo == all_told
    assert ("youth", LERUM, "update") not in of_anna
    assert ("youth", protected, "update") not in of_anna
    gone = "SELECT first_id FROM log_change WHERE row_table = 'attempt' AND act = 'delete'"
    lerum = {n for (n,) in team.ask("dag", gone)} - {n for (n,) in team.ask("anna", gone)}
    assert lerum


def test_nobody_brings_a_removed_row_to_light_by_another_under_its_number(team: Team) -> None:
    held = '{"id": 900, "protection": "secrecy", "municipality": "", "given_name": "Nova"}'
    number = '{"id": 901, "youth_id": 900, "raw": "070-174 06 98"}'
    for table, row, before in (("youth", 900, held), ("phone", 901, number)):
        team.ask(
            "",
            "INSERT INTO log_change (entry_id, row_table, row_id, first_id, last_id, act, before)"
            f" VALUES (1, '{table}', '', {row}, {row}, 'delete', '{before}')",
        )
    told = "SELECT first_id FROM log_change WHERE first_id IN (900, 901) ORDER BY 1"
    assert (team.ask("anna", told), team.ask("bo", told)) == ([], [(900,), (901,)])
    texts = "given_name, family_name, street, postcode, city, municipality, email, school"
    team.ask(
        "anna",
        f"INSERT INTO youth (id, born_on, {texts}, study_programme, protection, by_hand)"
        " VALUES (900, '2008-01-01', '', '', '', '', '', '', '', '', '', 'none', false)",
    )
    team.ask(
        "anna",
        "INSERT INTO phone (id, youth_id, raw, number, mobile, state, usable_on, source, note)"
        f" VALUES (901, {ALING}, '1', '1', false, 'unknown', '2026-09-07', '', '')",
    )
    assert team.ask("anna", told) == []
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        team.ask(
            "anna",
            "INSERT INTO log_change (entry_id, row_table, row_id, act)"
            " VALUES (1, 'youth', '', 'x')",
        )
    team.ask("", "DELETE FROM log_change WHERE first_id IN (900, 901)")
    team.ask("", "DELETE FROM phone WHERE id = 901")
    team.ask("", "DELETE FROM youth WHERE id = 900")


def test_of_one_merged_away_the_log_tells_those_who_see_whoever_has_become_of_it(
    team: Team,
) -> None:
    told = ["20081224-TF66", "Alingsås", "", "Sammanslagen", "Prov", "", "", "", "", "unknown"]
    assert team.kaa("dag", "youth", "add", typed="\n".join(told) + "\n").code == 0
    ((gone,),) = team.ask("", "SELECT max(id) FROM youth")
    merged = team.kaa("dag", "youth", "merge", str(ALING), str(gone), "--yes")
    assert merged.code == 0, merged
    held = f"SELECT before FROM log_change WHERE row_table = 'youth' AND first_id = {gone}"
    kept = f"{held} AND act = 'delete'"
    assert "Sammanslagen" in repr(team.ask("anna", kept))
    was = team.ask("", f"SELECT municipality FROM youth WHERE id = {ALING}")[0][0]
    for change in ("municipality = 'Lerum'", "protection = 'confidentiality-marked'"):
        team.ask("", f"UPDATE youth SET {change} WHERE id = {ALING}")
        assert team.ask("anna", kept) == []
        assert "Sammanslagen" in repr(team.ask("bo", kept))
        back = f"municipality = '{was}', protection = 'none'"
        team.ask("", f"UPDATE youth SET {back} WHERE id = {ALING}")
    assert team.kaa("dag", "undo").code == 0
    assert team.kaa("dag", "undo").code == 0


@pytest.mark.parametrize("key", ["municipalities", "kind", "log_key"])
def test_nobody_but_the_owner_changes_what_a_register_is(team: Team, key: str) -> None:
    before = team.ask("", "SELECT key, value FROM setting ORDER BY key")
    team.ask("dag", f"DELETE FROM setting WHERE key = '{key}'")
    team.ask("dag", f"UPDATE setting SET value = '' WHERE key = '{key}'")
    assert team.ask("", "SELECT key, value FROM setting ORDER BY key") == before


def test_half_a_command_is_not_taken_back(team: Team) -> None:
    assert team.kaa("dag", "log", f"{ALING},{LERUM}", "no-answer", "--yes").code == 0
    last = "SELECT max(id) FROM log_entry WHERE command = 'contact log'"
    ((entry,),) = team.ask("", last)
    tries = team.ask("", "SELECT count(*) FROM attempt")
    answer = team.kaa("anna", "undo", str(entry))
    assert (answer.code, team.ask("", "SELECT count(*) FROM attempt")) == (9, tries), answer
    assert team.kaa("dag", "undo", str(entry)).code == 0


def test_a_routine_is_adopted_by_who_sees_everybody(team: Team) -> None:
    assert team.kaa("anna", "policy", "adopt", "laholm", "--yes").code == 9
    assert team.kaa("dag", "policy", "adopt", "laholm", "--yes").code == 0
    assert team.kaa("dag", "undo").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["audit", "verify"],
        ["doctor"],
        ["report", "half-year"],
        ["report", "half-year", "--as-of", "2026-09-06"],
        ["purge", "--execute", "--yes"],
    ],
)
def test_what_must_be_whole_is_for_those_who_see_everybody(team: Team, words: list[str]) -> None:
    answer = team.kaa("bo", *words)
    assert answer.code == 9, answer
    assert "keeper" in answer.err
    assert team.kaa("dag", *words).code == 0


@pytest.mark.parametrize("then", [[], ["--as-of", "2026-09-06"]], ids=["today", "earlier"])
def test_a_report_says_to_whoever_asks_how_many_are_missing_from_it(
    team: Team, then: list[str]
) -> None:
    words = ["report", "goals", *then, "-f", "json"]
    assert team.kaa("anna", *words).json["kept_from_you"] == 2
    assert "kept_from_you" not in team.kaa("dag", *words).json


@pytest.mark.parametrize("internal", [[], ["--internal"]], ids=["outward", "internal"])
def test_a_report_that_is_passed_on_says_that_somebody_is_missing_and_not_how_many(
    team: Team, tmp_path: Path, internal: list[str]
) -> None:
    line = "Not counted: youths in the register who are kept from whoever asked."
    for login, says in (("anna", True), ("dag", False)):
        page = tmp_path / f"{login}.html"
        answer = team.kaa(login, "report", "goals", "-o", str(page), *internal)
        assert answer.code == 0, answer
        assert (line in page.read_text("utf-8")) == says
        assert ("Lerum" in page.read_text("utf-8")) == (not says)
        assert ("2 youths are kept from you" in answer.err) == says


def test_what_was_kept_of_everybody_is_told_to_those_alone_who_see_everybody(team: Team) -> None:
    half = Half(2024, 1)
    told = written(outcome_table([], half.first, half.last, 7, {}))
    kept = KeptFigures(
        half_year=str(half), report="outcomes", made_on=MONDAY, figures={"told": told}
    )
    with open_register(team.url(), writing=True) as opened:
        changes = Changes(opened.session, sign("purge"))
        changes.add(kept)
        changes.seal({})
    words = ["report", "outcomes", "--half-year", str(half), "-f", "json"]
    assert team.kaa("dag", *words).json["population"] == 7
    assert team.kaa("anna", *words).json["population"] == 0


def test_a_register_restored_under_another_name_keeps_the_same_people_from_the_same(
    team: Team,
) -> None:
    copy = f"{team.database}_drill"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {copy} TEMPLATE {team.database}")
        server.execute(f"GRANT CONNECT, TEMPORARY ON DATABASE {copy} TO PUBLIC")
        try:
            for login in ("anna", "dag"):
                where = make_url(team.url(login)).set(database=copy)
                answer = kaa("--db", where.render_as_string(), "youth", "list", "-f", "json")
                assert answer.code == 0, answer
                assert {row["youth"] for row in answer.json} == team.youths(login)
        finally:
            server.execute(f"DROP DATABASE {copy} WITH (FORCE)")


def test_a_list_with_somebody_unseen_in_it_is_refused_without_saying_whom(team: Team) -> None:
    answer = team.kaa("anna", "import", str(EXAMPLE), "--yes")
    assert answer.code == 9, answer
    assert team.ask("", "SELECT count(*) FROM youth") == [(12,)]
    assert team.kaa("bo", "import", str(EXAMPLE), "--yes").code == 0


def test_a_keeper_purges_for_good(team: Team, tmp_path: Path) -> None:
    for town in ("Borås", "Falun"):
        assert team.kaa("dag", "youth", "edit", "12", "city", typed=f"{town}\n").code == 0
    team.ask("", "UPDATE youth SET born_on = '2004-01-01' WHERE id = 12")
    answer = team.kaa("dag", "purge", "--preserve", str(tmp_path / "kept.html"))
    assert answer.code == 0, answer
    answer = team.kaa("dag", "purge", "--execute", "--yes", "--reported", "skickat i annan ordning")
    assert answer.code == 0, answer
    assert team.ask("", "SELECT count(*) FROM youth WHERE id = 12") == [(0,)]
    held = "SELECT before FROM log_change WHERE row_table = 'youth' AND first_id = 12"
    kept = [before for (before,) in team.ask("", f"{held} AND before IS NOT NULL")]
    assert kept, "the log goes on telling which fields were changed"
    assert {value for before in kept for value in before.values()} == {None}  # type: ignore[attr-defined]
    assert team.kaa("dag", "audit", "verify").code == 0


def test_laying_the_rights_again_changes_nothing_and_covers_a_new_table(team: Team) -> None:
    rules = "SELECT tablename, policyname, qual, with_check FROM pg_policies ORDER BY 1, 2"
    before = team.ask("", rules)
    assert {table for table, *_rest in before} >= ways().keys()
    team.ask("", "DROP POLICY kaa_seen ON step")
    with open_register(team.url(), writing=False) as opened:
        assert roles.unguarded(opened.session.connection()) == ["step"]
    assert "1 table that an upgrade made" in team.kaa("dag", "doctor").out
    assert team.kaa("", "team", "roles", "--apply", "--yes").code == 0
    assert team.ask("", rules) == before
    assert "have no municipality, and are seen by everybody" in team.kaa("dag", "doctor").out
    kept = team.ask("", "SELECT id, municipality FROM youth ORDER BY id")
    team.ask("", "UPDATE youth SET municipality = 'Lerum' WHERE municipality = ''")
    assert "Each caseworker sees what they have been given." in team.kaa("dag", "doctor").out
    for youth, place in kept:
        team.ask("", f"UPDATE youth SET municipality = '{place}' WHERE id = {youth}")


def test_a_municipality_that_a_list_brings_has_no_group_until_the_rights_are_laid_again(
    team: Team,
) -> None:
    team.ask("", f"UPDATE youth SET municipality = 'Åmål' WHERE id = {NOWHERE}")
    assert "Everybody sees the youths of Åmål" in team.kaa("dag", "doctor").out
    assert NOWHERE in team.youths("cia")
    assert team.kaa("", "team", "roles", "--apply", "--yes").code == 0
    assert NOWHERE not in team.youths("cia")
    assert "Nobody but the keeper sees the youths of Åmål" in team.kaa("dag", "doctor").out
    team.ask("", f"UPDATE youth SET municipality = 'ÅMÅL ' WHERE id = {NOWHERE}")
    assert NOWHERE not in team.youths("cia")


def test_only_the_owner_of_the_tables_lays_rights(team: Team) -> None:
    for login in ("dag", "anna"):
        answer = team.kaa(login, "team", "roles", "--apply", "--yes")
        assert (answer.code, answer.err) == (9, FOR_THE_OWNER), answer


def test_only_the_owner_of_the_tables_moves_the_register(team: Team, tmp_path: Path) -> None:
    for login in ("dag", "anna"):
        answer = team.kaa(login, "copy", "--to", str(tmp_path / "kaa.db"), "--yes")
        assert (answer.code, answer.err) == (9, FOR_THE_OWNER), answer


def test_an_owner_who_may_make_no_roles_is_told_what_is_lacking(team: Team) -> None:
    owner = f"{team.database}_owner"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE ROLE {owner} LOGIN")
        server.execute(f"CREATE DATABASE {owner} OWNER {owner}")
        try:
            where = make_url(SERVER).set(database=owner, username=owner).render_as_string()
            assert kaa("--db", where, "init").code == 0
            answer = kaa("--db", where, "team", "roles", "--apply", "--yes")
            assert (answer.code, "CREATEROLE" in answer.err) == (9, True), answer
        finally:
            server.execute(f"DROP DATABASE {owner} WITH (FORCE)")


def test_only_the_owner_of_the_tables_upgrades(team: Team) -> None:
    ((version,),) = team.ask("", "SELECT version_num FROM alembic_version")
    team.ask("", "UPDATE alembic_version SET version_num = '0007'")
    try:
        answer = team.kaa("anna", "upgrade")
    finally:
        team.ask("", f"UPDATE alembic_version SET version_num = '{version}'")
    assert (answer.code, answer.err) == (9, FOR_THE_OWNER), answer


@pytest.mark.of_files("it is what a file lacks")
def test_a_file_has_no_rights_to_lay(made: object) -> None:
    answer = kaa("team", "roles")
    assert (answer.code, "kaa copy --to" in answer.err) == (3, True), answer


@pytest.mark.parametrize("name", ["", "a" * 64, "å" * 32, "line\nbreak", "$kaa$; DROP TABLE youth"])
def test_a_name_the_server_would_cut_or_cannot_hold_is_refused(name: str) -> None:
    from kaa_cli.errors import Refused

    with pytest.raises(Refused):
        list(role_statements.statements(Groups("kaa", "public"), [], [Login(name)]))


def test_a_name_cannot_end_the_statement_it_stands_in(team: Team) -> None:
    hostile = """x"; DROP TABLE youth; --"""
    answer = team.kaa("", "team", "roles", hostile)
    assert (answer.code, '"x""; DROP TABLE youth; --"' in answer.out) == (0, True)
    assert team.kaa("", "team", "roles", f"{team.database}_'\"--", "--apply", "--yes").code == 0
    assert team.ask("", "SELECT count(*) > 0 FROM youth") == [(True,)]
