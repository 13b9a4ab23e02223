"""Restricted data (article 18): kept and not used, seen by the contact person alone."""

import json
from pathlib import Path

import pytest

import engines
from terminal import ask_rows, in_terminal, isolate, kaa, rows_of

BO = {"KAA_USER": "Bo"}
SECRETS = (
    *("Zebulonia", "Quirinsson", "Hemlighetsgatan", "Gömstad", "zq@example.se"),
    *("Xylofonskolan", "Ypsilonprogrammet", "Wolframina", "01740677", "174 06 77", "174 06 78"),
    *("20090312", "2009-03-12", "Smygplatsen", "viskningen", "trollkarl"),
)
READING = [
    [],
    ["next"],
    ["next", "-n", "99", "--why"],
    ["ladder"],
    ["ladder", "1"],
    ["timeline", "1"],
    ["letters"],
    ["numbers"],
    ["contact", "countdown", "--within", "1200"],
    ["youth", "list"],
    ["youth", "list", "--all"],
    ["show", "1"],
    ["find", "-"],
    ["occupation", "list"],
    ["measure", "list"],
    ["measure", "show", "1"],
    ["appointment", "list"],
    ["application", "list"],
    ["referral", "list"],
    ["consent", "list"],
    ["outcome", "list"],
    ["step"],
    ["team", "agenda", "--internal"],
    ["programme", "show", "Möjligheten"],
    ["youth", "merge"],
    ["check"],
    ["undo", "--list"],
    ["report", "outcomes"],
]
LIVED = [
    ["youth", "assign", "1", "--to", "Anna"],
    ["log", "1", "not-home", "--channel", "home-visit", "--place", "Smygplatsen"],
    ["log", "1", "reached", "other", "--says", "trollkarl", "--note", "viskningen"],
    ["programme", "add", "Möjligheten", "--type", "coaching"],
    ["programme", "enrol", "1", "Möjligheten", "--week", "Gömstad", "--yes"],
    ["application", "add", "1", "Möjligheten", "--referred-by", "school"],
    ["appointment", "add", "1", "talk", "2026-09-09", "10:00", "--place", "Smygplatsen"],
    ["consent", "give", "1", "team"],
    ["step", "1", "--note", "viskningen"],
    ["outcome", "record", "1", "work"],
]


@pytest.fixture(scope="module")
def restricted_once(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Youth 1, followed by Anna, with secrets in every field; restricted today."""
    folder = tmp_path_factory.mktemp("restricted")
    made = engines.copy(made_once, folder / "kaa.db")
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, folder)
        patch.setenv("KAA_DB", str(made))
        for line in LIVED:
            answer = kaa(*line)
            assert answer.code == 0, (line, answer.err)
        with rows_of(made) as rows:
            rows.execute(
                "UPDATE youth SET given_name = 'Zebulonia', family_name = 'Quirinsson',"
                " email = 'zq@example.se', school = 'Xylofonskolan', municipality = 'Gömstad',"
                " study_programme = 'Ypsilonprogrammet', street = 'Hemlighetsgatan 1',"
                " city = 'Gömstad' WHERE id = 1"
            )
            rows.execute("UPDATE guardian SET name = 'Wolframina' WHERE youth_id = 1")
            rows.execute(
                "UPDATE phone SET raw = '070-174 06 7' || last, number = '+4670174067' || last"
                " FROM (SELECT id AS whose, CASE WHEN guardian_id IS NULL THEN '7' ELSE '8' END"
                " AS last FROM phone) AS ends WHERE whose = id AND youth_id = 1"
            )
        for field, value in (("city", "Borås"), ("restricted", "yes")):
            assert kaa("youth", "edit", "1", field, "--value", value).code == 0
    return made


@pytest.fixture
def restricted(restricted_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = engines.copy(restricted_once, tmp_path / "kaa.db")
    monkeypatch.setenv("KAA_DB", str(path))
    return path


def leaks(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_no_command_shows_restricted_data_to_others(restricted: Path, command: list[str]) -> None:
    for form in ("table", "json", "csv"):
        for typed in ("Zebulonia", "0677", "2009-03-12") if "find" in command else ("",):
            answer = kaa(*command, "-f", form, input=f"{typed}\n", env=BO)
            assert answer.code in ({0, 3} if command == ["check"] else {0}), answer.err
            assert leaks(answer.out + answer.err) == []


def test_others_are_told_that_it_is_restricted(restricted: Path) -> None:
    for command in (["youth", "list"], ["timeline", "1"], ["show", "1"], ["ladder", "1"]):
        assert "Restricted" in kaa(*command, env=BO).out, command
    assert "Shown to the contact person only, or with --reason" in kaa("show", "1", env=BO).out
    (row,) = [row for row in kaa("youth", "list", "-f", "json", env=BO).json if row["youth"] == 1]
    assert (row["given_name"], row["birth_year"]) == ("Restricted", None)


def test_somebody_else_is_asked_about_a_restricted_youth_by_that_word(
    restricted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAA_USER", "Bo")
    asked = in_terminal("log", "1", "no-answer", input="n\n").out
    assert "no. 1 (restricted) on screen today" in asked
    assert leaks(asked) == []
    assert kaa("log", "1", "no-answer").code == 0  # nobody is told to try; whoever did may say so


def test_the_contact_person_sees_it_and_that_it_is_restricted(restricted: Path) -> None:
    told = kaa("show", "1").out
    assert "Zebulonia" in told
    assert "Restricted" in told
    assert "Out of the queue: the data are restricted." in told
    for command in (["timeline", "1"], ["youth", "list"], ["extract", "1"]):
        assert leaks(kaa(*command).out), command


@pytest.mark.parametrize("command", [["show", "1"], ["extract", "1"], ["youth", "history", "1"]])
def test_others_open_it_with_a_reason_that_is_logged(restricted: Path, command: list[str]) -> None:
    opened = kaa(*command, "--reason", input="stands in for Anna\n", env=BO)
    assert opened.code == 0
    assert leaks(opened.out)
    who, said = ask_rows(restricted, "SELECT by, said FROM log_entry ORDER BY id")[-1]
    assert (who, json.loads(said)) == ("Bo", {"reason": "stands in for Anna"})


@pytest.mark.parametrize("command", [["extract", "1"], ["youth", "history", "1"]])
def test_all_of_it_is_refused_to_others_without_one(restricted: Path, command: list[str]) -> None:
    refused = kaa(*command, env=BO)
    assert (refused.code, refused.out) == (3, "")
    assert "--reason" in refused.err
    assert leaks(refused.err) == []


def test_with_no_contact_person_everybody_needs_a_reason(restricted: Path) -> None:
    assert kaa("youth", "edit", "1", "contact_person", "--clear").code == 0
    for who in ("Anna", "Bo"):
        assert leaks(kaa("show", "1", env={"KAA_USER": who}).out) == []
    assert leaks(kaa("show", "1", "--reason", input="a call\n").out)


def test_it_is_in_no_queue_letter_search_visit_or_agenda(restricted: Path) -> None:
    due = kaa("next", "-n", "99", "-f", "json").json
    assert 1 not in [row["youth"] for row in due]
    assert 1 not in [row["youth"] for row in kaa("letters", "-f", "json").json]
    assert kaa("ladder", "1", "-f", "json").json["rule"] == "restricted"
    agenda = kaa("team", "agenda", "--internal").out
    assert "Zebulonia" not in agenda
    assert kaa("find", "-", "-f", "json", input="Zebulonia\n", env=BO).json == []


def test_a_list_on_its_way_in_repeats_nothing_of_it(restricted: Path, tmp_path: Path) -> None:
    roster = tmp_path / "list.csv"
    ((number,),) = ask_rows(restricted, "SELECT identity_number FROM youth WHERE id = 1")
    roster.write_text(f"Personnummer;Gatuadress\n{number};Nygatan 3\n", encoding="utf-8")
    told = kaa("import", str(roster), "--show", "changed", "--dry-run", env=BO)
    assert told.code == 0
    assert leaks(told.out) == []


@pytest.mark.parametrize(
    "command",
    [
        ["log", "1", "sent", "--channel", "letter"],
        ["occupation", "set", "1", "work"],
        ["youth", "close", "1", "moved"],
        ["youth", "phone", "1"],
    ],
    ids=" ".join,
)
def test_no_confirmation_gives_it_away(restricted: Path, command: list[str]) -> None:
    answer = kaa(*command, input="070-174 06 40\n", env=BO)
    assert answer.code == 0, answer.err
    assert leaks(answer.out + answer.err) == []
    assert "Restricted" in answer.out


# Lifting it, and lowering protection, takes a reason.


def test_it_is_lifted_with_a_reason_that_is_logged(restricted: Path) -> None:
    lift = ["youth", "edit", "1", "restricted", "--value", "no"]
    assert kaa(*lift).code == 2, "the reason is asked for, and nobody answered"
    asked = kaa(*lift, input="the matter is settled\n")
    assert asked.code == 0
    assert ask_rows(restricted, "SELECT restricted_on FROM youth WHERE id = 1") == [(None,)]
    (said,) = ask_rows(restricted, "SELECT said FROM log_entry ORDER BY id")[-1]
    assert json.loads(said) == {"because": "the matter is settled"}
    assert "Zebulonia" in kaa("show", "1", env=BO).out


@pytest.mark.parametrize("words", [["restricted", "--clear"], ["restricted", "--value", "no"]])
def test_an_empty_reason_lifts_nothing(restricted: Path, words: list[str]) -> None:
    assert kaa("youth", "edit", "1", *words, input="\n").code == 3
    ((since,),) = ask_rows(restricted, "SELECT restricted_on FROM youth WHERE id = 1")
    assert since == "2026-09-07"


def test_protection_is_lowered_with_a_reason_and_raised_without(made: Path) -> None:
    raised = kaa("youth", "edit", "1", "protection", "--value", "protected-registration")
    assert raised.code == 0
    lower = ["youth", "edit", "1", "protection", "--value", "none"]
    assert kaa(*lower, input="\n").code == 3
    assert ask_rows(made, "SELECT protection FROM youth WHERE id = 1") == [
        ("protected-registration",)
    ]
    assert kaa(*lower, "--because", "told by the tax agency").code == 0
    assert ask_rows(made, "SELECT protection FROM youth WHERE id = 1") == [("none",)]


def test_a_card_at_the_terminal_says_restricted(restricted: Path) -> None:
    shown = in_terminal("timeline", "1", columns=100).out
    assert "Zebulonia" in shown
