"""Everything kept about one person: nothing forgotten, nobody else told of, logged."""

import json
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import CheckConstraint
from sqlmodel import SQLModel

import engines
from kaa_cli import words
from kaa_cli.labels.kept import CODED, TABLES, has_word, kept_column, kept_table
from kaa_cli.labels.looks import SEEN
from kaa_cli.register.about import ways
from kaa_cli.rules.extract import LEFT_OUT, is_told, key_of
from terminal import SOURCE, Answer, ask_rows, contents, in_terminal, isolate, kaa, rows_of

LIVED = [
    ["youth", "edit", "1", "given_name", "family_name", "--because", "misspelt"],
    ["youth", "assign", "1", "--to", "Anna"],
    ["log", "1", "no-answer", "--sms"],
    ["log", "1", "reached", "work", "--note", "Jobbar på caféet"],
    ["contact", "hand-over", "1", "--to", "Bo", "--yes"],
    ["appointment", "add", "1", "talk", "2026-09-09", "10:00", "--place", "Biblioteket"],
    ["programme", "add", "Möjligheten", "--type", "coaching"],
    ["application", "add", "1", "Möjligheten", "--signed", "today", "--referred-by", "school"],
    ["measure", "offer", "1", "coaching", "--accepted", "--goal", "Hitta praktik"],
    ["measure", "start", "1"],
    ["measure", "follow-up", "1", "--next", "+2w"],
    ["consent", "give", "1", "actor", "--actor", "employment-service"],
    ["referral", "out", "1", "employment-service"],
    ["step", "1", "--note", "Kom alla dagar"],
    ["outcome", "record", "1", "work", "--detail", "employment"],
    ["outcome", "check", "1", "sustained"],
]
BY_HAND = [
    "INSERT INTO former_identity (youth_id, key) VALUES (1, '20090312-TF01')",
    'INSERT INTO visit_round ("on", back_at, lead_id, with_id, office, announced)'
    " VALUES ('2026-09-10', '15:30:00', 1, 2, '', false)",
    "INSERT INTO visit_stop (round_id, youth_id, position) VALUES (1, 1, 1)",
    "INSERT INTO claim (youth_id, by_id, until_at) VALUES (1, 1, '2026-09-07 12:00:00')",
    "INSERT INTO snapshot (half_year, made_on, as_of)"
    " VALUES ('2026H2', '2026-09-07', '2026-09-07')",
    "INSERT INTO snapshot_line (snapshot_id, youth_id, block, told)"
    ' VALUES (1, 1, \'contact\', \'{"on": "2026-09-07", "channel": "phone"}\')',
]


@pytest.fixture(scope="module")
def lived_once(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lived")
    made = engines.copy(made_once, folder / "kaa.db")
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, folder)
        patch.setenv("KAA_DB", str(made))
        for line in LIVED:
            answer = kaa(*line, input="Novalie\nEkdal\n")
            assert answer.code == 0, (line, answer.err)
        with rows_of(made) as rows:
            for statement in BY_HAND:
                rows.execute(statement)
    return made


@pytest.fixture
def lived(lived_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A youth with something in every table."""
    path = engines.copy(lived_once, tmp_path / "kaa.db")
    monkeypatch.setenv("KAA_DB", str(path))
    return path


def extracted(youth: int = 1, *, reason: str = "") -> Any:
    options = ("--reason",) if reason else ()
    answer = kaa("extract", str(youth), *options, "-f", "json", input=f"{reason}\n")
    assert answer.code == 0, answer.err
    return answer.json


def page(youth: int = 1, *, lang: str = "en", reason: str = "") -> str:
    options = ("--reason",) if reason else ()
    answer = kaa("--lang", lang, "extract", str(youth), *options, input=f"{reason}\n")
    assert answer.code == 0, answer.err
    return answer.out


# Nothing is forgotten.

INTERNAL = {"id", "youth_id", "registration_id", "measure_id", "outcome_id"}
"""What is not told: the numbers that tie rows together inside the register."""


def columns() -> Iterator[tuple[str, str]]:
    for table in ways():
        for column in SQLModel.metadata.tables[table].columns:
            yield table, column.name


def test_every_column_about_a_youth_is_told_or_is_an_inner_number(lived: Path) -> None:
    kept = extracted()["kept"]
    assert set(kept) == set(ways()), "a table about youths without a row in this test"
    left_out = {
        (table, column) for table, column in columns() if key_of(column) not in kept[table][0]
    }
    assert {column for _table, column in left_out} <= INTERNAL
    assert ("youth", "id") not in left_out
    told = {(table, column) for table, column in columns()} - left_out
    assert all(is_told(column, "", table) for table, column in told)


def test_every_column_has_a_word_for_the_person_in_both_languages() -> None:
    """A new column makes this red: somebody must say what the person is to read."""
    unnamed = [
        (table, column)
        for table, column in columns()
        if column not in INTERNAL and not has_word(key_of(column))
    ]
    assert unnamed == []
    assert set(TABLES) == set(ways())
    said: dict[str, list[str]] = {}
    for spoken in words.LANGUAGES:
        words.use(spoken)
        said[spoken] = [kept_table(name) for name in TABLES]
        said[spoken] += [kept_column(key_of(c)) for _t, c in columns() if c not in INTERNAL]
        assert all(said[spoken])
    words.use("en")


def test_every_column_of_codes_is_told_in_words() -> None:
    coded = {
        (table, str(rule.name).removeprefix(f"ck_{table}_").removesuffix("_known"))
        for table in ways()
        for rule in SQLModel.metadata.tables[table].constraints
        if isinstance(rule, CheckConstraint) and str(rule.name).endswith("_known")
    }
    assert (
        coded - {("guardian", "position")} == {(table, column) for table, column in CODED} & coded
    ), "every CHECK of codes has its list"
    assert coded - {("guardian", "position")} <= set(CODED)


def test_every_value_that_is_kept_stands_in_the_extract(lived: Path) -> None:
    kept = extracted()["kept"]
    rows = ask_rows(lived, "SELECT raw, number, source FROM phone WHERE youth_id = 1 ORDER BY id")
    assert [(row["raw"], row["number"], row["source"]) for row in kept["phone"]] == rows
    (youth,) = ask_rows(
        lived, "SELECT identity_number, given_name, street, school FROM youth WHERE id = 1"
    )
    for value in (*youth, "Hitta praktik", "Biblioteket", "Kom alla dagar", "20090312-TF01"):
        assert value in json.dumps(kept, ensure_ascii=False)
        assert value in page()
    for table in ways():
        of_one = {"youth": "id = 1"}.get(table, "youth_id = 1")
        if ways()[table][1] == "youth":
            ((count,),) = ask_rows(lived, f'SELECT count(*) FROM "{table}" WHERE {of_one}')
            assert len(kept[table]) == count, table


def test_codes_and_days_are_told_in_plain_words(lived: Path) -> None:
    told = page()
    for words_ in ("dropped out, national programme", "no answer", "sharing with another actor"):
        assert words_ in told
    for code in ("dropped-out-national", "no-answer", "employment-service", "True", "None"):
        assert code not in told
    assert "Day of contact: 2026-09-07; Channel: phone" in told
    assert kaa("youth", "list").code == 0
    assert kaa("youth", "list", "-o", str(lived.parent / "youths.csv")).code == 0
    told = page()
    assert "kaa " not in told
    assert "2026-09-07  a caseworker saw the list of youths\n" in told
    assert told.count("to a file: the list of youths") == 2
    assert "written for the report to the statistics agency (SCB): half-year 2026H2" in told
    before, _heading, _after = told.partition("THE PERSON")
    assert max(map(len, before.splitlines())) <= 78


def test_every_list_has_words_for_the_person() -> None:
    source = "\n".join(
        path.read_text("utf-8") for path in (SOURCE / "kaa_cli" / "cli").glob("*.py")
    )
    logged = set(re.findall(r'listing="([a-z][a-z -]*)"', source))
    logged |= set(re.findall(r'writing\(\S+ "([a-z -]+)", kind="(?:read|export)"', source))
    assert len(logged) > 25
    assert logged - {"key show"} <= set(SEEN)


def test_nobody_is_said_of_recipients(made: Path) -> None:
    told = page()
    assert told.partition("WHO HAS RECEIVED IT, OR MAY")[2].strip().startswith("Nobody.")


# The page and its forms.


def test_the_page_begins_with_what_it_is_and_ends_with_who_looked(lived: Path) -> None:
    first, *rest = page().splitlines()
    assert first == "Secrecy review required before this is handed over."
    assert "article 15" in "\n".join(rest[:8])
    assert "Kept at most until: 2030-12-31." in "\n".join(rest[:20])
    assert "WHEN IT WAS LOOKED AT" in rest[-4] + rest[-3] + rest[-2]


def test_swedish_is_spoken_to_a_swede(lived: Path) -> None:
    told = page(lang="sv")
    assert told.startswith("Sekretessprövning krävs")
    assert "artikel 15" in told
    assert "Tilltalsnamn" in told
    assert " Novalie" in told


def test_a_file_is_for_its_owner_only_and_says_what_the_screen_says(
    lived: Path, tmp_path: Path
) -> None:
    file = tmp_path / "extract.txt"
    told = kaa("extract", "1", "-o", str(file))
    assert (told.code, told.out) == (0, "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "Novalie" in file.read_text(encoding="utf-8")
    assert kaa("extract", "1", "-o", str(file)).code == 3
    assert kaa("extract", "1", "-o", str(file), "--force").code == 0
    data = tmp_path / "extract.json"
    assert kaa("extract", "1", "-o", str(data)).code == 0
    assert json.loads(data.read_text(encoding="utf-8"))["youth"] == 1


@pytest.mark.parametrize(
    "options", [["-f", "xlsx"], ["-f", "csv"], ["-o", "extract.docx"], ["-o", "extract"]]
)
def test_other_forms_are_refused_before_anything_is_looked_at(
    lived: Path, options: list[str]
) -> None:
    before = contents(lived, with_log=True)
    assert kaa("extract", "1", *options).code == 2
    assert contents(lived, with_log=True) == before


def test_at_a_terminal_no_line_is_wider_than_it(lived: Path) -> None:
    shown = in_terminal("extract", "1", columns=60)
    assert shown.code == 0
    assert max(map(len, shown.out.splitlines())) <= 60 + len("\x1b[1m\x1b[0m")
    words_shown = " ".join(shown.out.replace("\x1b[1m", "").replace("\x1b[0m", "").split())
    assert " ".join(page().split())[:2000] in words_shown


# Logged, without names of staff.


def looks(register: Path) -> list[tuple[str, str, str]]:
    question = "SELECT kind, command, what FROM log_entry WHERE kind = 'read' ORDER BY id"
    return [(kind, command, what) for kind, command, what in ask_rows(register, question)]


def test_the_extract_is_a_look_up_and_tells_of_those_before_it(lived: Path) -> None:
    kaa("show", "1")
    extracted()
    assert [(kind, command) for kind, command, _what in looks(lived)[-2:]] == [
        ("read", "youth show"),
        ("read", "extract"),
    ]
    told = extracted()["looked_at"]
    assert [look["command"] for look in told] == ["youth show", "extract"]
    assert set(told[0]) == {"on", "at", "command", "purpose"}


def test_no_name_of_a_caseworker_is_told(lived: Path) -> None:
    assert ask_rows(lived, "SELECT count(*) FROM caseworker WHERE name IN ('Anna', 'Bo')") == [(2,)]
    for text in (page(), json.dumps(extracted())):
        assert "Anna" not in text
        assert "Bo" not in text.split()
    assert extracted()["kept"]["youth"][0]["contact_person"] == "caseworker"
    assert "a caseworker" in page()


# Of others only what is kept for the youth's sake.


def test_a_guardian_is_told_of_and_a_protected_youths_only_that_there_is_one(lived: Path) -> None:
    open_ = extracted()["kept"]
    name = open_["guardian"][0]["name"]
    number = next(row["number"] for row in open_["phone"] if row["guardian"] == "guardian")
    assert number in page()
    assert kaa("youth", "edit", "1", "protection", "--value", "confidentiality-marked").code == 0
    assert kaa("extract", "1").code == 3
    told = extracted(reason="the youth asks")
    assert told["kept"]["guardian"][0]["name"] == LEFT_OUT
    assert told["kept"]["youth"][0]["street"] == open_["youth"][0]["street"]
    for text in (json.dumps(told, ensure_ascii=False), page(reason="the youth asks")):
        assert name not in text
        assert number not in text
    assert extracted(reason="again")["looked_at"][-1]["purpose"] == "the youth asks"
    assert "Protected personal data: confidentiality-marked." in page(reason="x y")


def test_history_never_tells_a_protected_youths_guardian_either(lived: Path) -> None:
    number = "070-174 06 12"
    assert number in page()
    assert kaa("youth", "edit", "1", "protection", "--value", "protected-registration").code == 0
    told = page(reason="the youth asks")
    assert number not in told
    assert "Maria Ekdahl" not in told


def test_nothing_leads_from_an_assumed_identity_to_the_old_one(lived: Path) -> None:
    assert kaa("youth", "edit", "1", "protection", "--value", "assumed-identity").code == 0
    told = page(reason="the youth asks")
    assert "20090312-TF01" not in told
    assert "Nova Ekdahl" not in told
    assert extracted(reason="the youth asks")["history"] == []


def test_the_name_may_come_after_the_mark_and_the_old_one_goes_even_so(
    lived: Path,
) -> None:
    edit = ("youth", "edit", "1")
    assert kaa(*edit, "protection", "--value", "assumed-identity").code == 0
    assert kaa(*edit, "given_name", "family_name", input="Moa\nProvdotter\n").code == 0
    kept = repr(contents(lived, with_log=True))
    for old in ("'Nova'", "Novalie"):
        assert old not in kept, old


def test_the_command_that_gives_an_assumed_identity_keeps_no_old_name_either(lived: Path) -> None:
    asked = ("given_name", "protection", "email", "family_name")
    typed = "Moa\nassumed-identity\nmoa@example.org\nProvdotter\n"
    assert kaa("youth", "edit", "1", *asked, input=typed).code == 0
    kept = repr(contents(lived, with_log=True))
    assert "Provdotter" in kept
    for old in ("Nova", "Novalie"):
        assert old not in kept, old


# What was corrected.


def history(*options: str) -> Answer:
    return kaa("youth", "history", "1", *options)


def test_a_correction_tells_old_new_and_why(lived: Path) -> None:
    told = {row["field"]: row for row in history("-f", "json").json if row["field"]}
    assert (told["given_name"]["old"], told["given_name"]["new_value"]) == ("Nova", "Novalie")
    assert told["given_name"]["because"] == "misspelt"
    said = history().out
    assert "Given name: Nova → Novalie" in said
    assert "because: misspelt" in said
    assert extracted()["kept"]["youth"][0]["given_name"] == "Novalie"


def test_what_was_corrected_twice_is_told_step_by_step(lived: Path) -> None:
    assert kaa("youth", "edit", "1", "given_name", "--value", "Nova").code == 0
    told = [row for row in history("-f", "json").json if row["field"] == "given_name"]
    assert [(row["old"], row["new_value"]) for row in told] == [
        ("Nova", "Novalie"),
        ("Novalie", "Nova"),
    ]


def test_whoever_has_had_the_old_value_is_named_so_as_to_be_told(lived: Path) -> None:
    assert kaa("youth", "edit", "1", "city", "--value", "Borås", "--because", "moved").code == 0
    (change,) = [row for row in history("-f", "json").json if row["field"] == "city"]
    assert {(one["kind"], one["who"]) for one in change["had_before"]} == {
        ("actor", "employment-service"),
        ("consent", "employment-service"),
        ("half-year", "scb"),
    }
    said = history().out
    assert "had the old value: 2026-09-07  referred to: the employment service" in said
    assert "(article 19)" in said


def test_what_was_taken_back_is_history_too(lived: Path) -> None:
    assert kaa("log", "1", "reached", "--note", "Vill plugga").code == 0
    assert kaa("undo").code == 0
    gone = [row for row in history("-f", "json").json if row["table"] == "attempt"]
    assert gone[-1]["field"] is None
    assert gone[-1]["old"]["note"] == "Vill plugga"
    assert "taken away" in history().out


def test_one_who_was_merged_brings_its_history(made: Path) -> None:
    kaa("youth", "add", input="20080201-TF05\n\nTyra\nTest\n\n\n\n\n\n")
    ((other,),) = ask_rows(made, "SELECT max(id) FROM youth")
    kaa("log", str(other), "reached", "--note", "Ringde själv")
    merged = kaa("youth", "merge", "1", str(other), "--yes")
    assert merged.code == 0, merged.err
    told = json.dumps(extracted(), ensure_ascii=False)
    assert "Tyra" in told
    assert "Ringde själv" in told


def test_history_of_a_protected_youth_takes_a_reason_and_is_logged(lived: Path) -> None:
    assert kaa("youth", "edit", "1", "protection", "--value", "confidentiality-marked").code == 0
    stopped = history()
    assert (stopped.code, stopped.out) == (3, "")
    assert "Nova" not in stopped.err
    opened = kaa("youth", "history", "1", "--reason", input="a complaint\n")
    assert "Novalie" in opened.out
    assert looks(lived)[-1][1] == "youth history"


def test_a_reason_for_a_correction_is_looked_through(lived: Path) -> None:
    stopped = kaa("youth", "edit", "1", "city", "--value", "Borås", "--because", "ny diagnos")
    assert stopped.code == 3
    assert 'contains "diagnos"' in stopped.err
    asked = kaa("youth", "edit", "1", "city", "--because", "-", input="Borås\nhar flyttat\n")
    assert asked.code == 0
    assert history("-f", "json").json[-1]["because"] == "har flyttat"


# Other registers, long histories.


def test_a_participant_outside_the_duty_is_told_what_holds_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAA_DB", str(tmp_path / "programme.db"))
    assert kaa("init", "--kind", "programme", "--municipality", "Alingsås").code == 0
    assert kaa("youth", "add", input="20000303-2380\n\nTyra\nTest\n\n\n\n\n\n").code == 0
    told = page()
    assert "belongs to the duty" in told
    assert "2 b §" not in told
    assert "Kept until: some time after the last participation" in told
    assert extracted()["purge_on"] is None


def test_thousands_of_attempts_are_all_told(made: Path) -> None:
    with rows_of(made) as rows:
        rows.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)"
            ' INSERT INTO attempt (registration_id, "on", channel, target, result, place, note)'
            " SELECT 1, '2026-09-07', 'phone', 'youth', 'no-answer', '', 'försök ' || i FROM n"
        )
    told = page()
    assert told.count("försök ") == 4000
    assert len(extracted()["kept"]["attempt"]) == 4000


def test_nobody_unknown_is_extracted(made: Path) -> None:
    answer = kaa("extract", "99")
    assert (answer.code, answer.out) == (3, "")


def test_what_could_move_or_hide_text_is_shown_as_a_sign(lived: Path) -> None:  # fault 52
    with rows_of(lived) as rows:
        rows.execute(
            "UPDATE attempt SET note = 'a\x1b]0;x\x07b\u202ec[red]d' WHERE note <> ''",
        )
        rows.execute("UPDATE youth SET school = 'S\x1b[2J' WHERE id = 1")
    for told in (page(), in_terminal("extract", "1", columns=100).out.replace("\x1b[1m", "")):
        plain = told.replace("\x1b[0m", "")
        assert not {"\x1b", "\x07", "\u202e"} & set(plain)
        assert "c[red]d" in plain
