"""What opens a protected youth's data, and what is never done about one; see also every command."""

import json
from pathlib import Path

import pytest

import engines
from full_register import PROTECTED
from guarded import MARK, day_of, guard, leaks, number_of, phone_of
from terminal import ask_rows, contents, in_terminal, kaa, kaa_process

OPENING = ("show", "youth history", "measure show", "extract")
"""The commands that open protected data, each with a reason only."""
SEARCHED = [
    MARK,
    f"{MARK}youth.given_name",
    *(part for no in PROTECTED for part in (day_of(no), number_of(no)[:8], number_of(no)[-4:])),
    phone_of(11),
    phone_of(12)[-5:],
]


@pytest.fixture(scope="module")
def guarded_once(full_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return guard(full_register, tmp_path_factory.mktemp("guarded"))


@pytest.fixture
def guarded(guarded_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = engines.copy(guarded_once, tmp_path / "kaa.db")
    monkeypatch.setenv("KAA_DB", str(path))
    return path


def last_entry(register: Path) -> tuple[str, str, str, dict[str, object]]:
    question = "SELECT kind, command, by, what, said FROM log_entry ORDER BY id DESC LIMIT 1"
    ((kind, command, by, what, said),) = ask_rows(register, question)
    return kind, command, by, json.loads(what) | json.loads(said or "{}")


@pytest.mark.parametrize("youth", PROTECTED, ids=list(PROTECTED.values()))
@pytest.mark.parametrize("command", OPENING)
def test_a_reason_opens_the_data_and_is_logged(  # fault 58
    guarded: Path, command: str, youth: int
) -> None:
    words = (*command.split(), str(youth))
    why = "the youth called and asked"
    closed = kaa(*words)
    assert leaks(closed.out + closed.err) == []
    assert last_entry(guarded)[3]["youths"] == [youth]
    opened = kaa(*words, "--reason", input=f"{why}\n")
    assert opened.code == 0, opened.err
    if command != "youth history":  # which tells corrections alone
        assert MARK in opened.out
    kind, logged, by, told = last_entry(guarded)
    assert (kind, logged in {command, "youth show"}, by) == ("read", True, "Anna")
    assert (told["youths"], told["reason"]) == ([youth], why)


@pytest.mark.parametrize("typed", ["", "\n", "   \n"])
def test_no_reason_opens_nothing_and_logs_nothing(guarded: Path, typed: str) -> None:
    before = contents(guarded, with_log=True)
    answer = kaa("show", "12", "--reason", input=typed)
    assert (answer.code, answer.out) == (2, "")
    assert leaks(answer.err) == []
    assert contents(guarded, with_log=True) == before


@pytest.mark.usefixtures("guarded")
def test_a_protected_youth_is_found_by_the_whole_number_only() -> None:
    for no in PROTECTED:
        found = kaa("find", "-", "-f", "json", input=f"{number_of(no)}\n").json
        assert [row["youth"] for row in found] == [no]
        assert leaks(json.dumps(found, ensure_ascii=False)) == []
    for part in SEARCHED:
        answer = kaa("find", "-", "-f", "json", input=f"{part}\n")
        assert not {row["youth"] for row in answer.json} & set(PROTECTED), part
        assert leaks(answer.out + answer.err) == []


@pytest.mark.parametrize("youth", PROTECTED, ids=list(PROTECTED.values()))
@pytest.mark.usefixtures("guarded")
def test_only_a_protected_channel_is_ever_due(youth: int) -> None:
    row = kaa("ladder", str(youth), "-f", "json").json
    assert row["channel"] in {"letter", "follow-up", "check", "none"}
    assert {step["channel"] for step in row["ahead"]} <= {"letter", "follow-up", "none"}


@pytest.mark.usefixtures("guarded")
def test_a_protected_youth_is_asked_about_at_the_terminal_without_a_name() -> None:
    asked = in_terminal("log", "12", "sent", "--channel", "letter", input="n\n")
    assert asked.code == 3
    assert leaks(asked.out) == []


@pytest.mark.parametrize("words", ["", "show", "log 12", "youth show 1", "next --channel"])
@pytest.mark.usefixtures("guarded")
def test_the_shells_completion_offers_words_and_never_a_youth(words: str) -> None:
    env = {"_KAA_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": f"kaa {words} "}
    done = kaa_process(env=env)
    offered = done.stdout.decode() + done.stderr.decode()
    assert leaks(offered) == []
    assert "Nova" not in offered


@pytest.mark.usefixtures("guarded")
def test_a_list_of_one_programme_counts_who_is_protected_and_leaves_them_out() -> None:
    for no in PROTECTED:
        assert kaa("measure", "start", str(no), "--programme", "Kursen").code == 0
    assert kaa("measure", "start", "2", "--programme", "Kursen").code == 0
    line = ("measure", "list", "--programme", "Kursen")
    assert [row["youth"] for row in kaa(*line, "-f", "json").json] == [2]
    assert "3 protected youths are counted but on no list." in kaa(*line).out


def test_an_import_neither_lowers_protection_nor_brings_an_address(  # fault 50, fault 51
    made: Path, tmp_path: Path
) -> None:
    roster = tmp_path / "later.csv"
    roster.write_text(
        "Personnummer;Förnamn;Efternamn;Gatuadress;Postnr;Ort;Skyddad\n"
        "20090115-2389;Freja;Berg;Hemlighetsgatan 1;441 00;Alingsås;\n",
        encoding="utf-8",
    )
    kaa("import", str(roster), "--yes")
    kept = ask_rows(made, "SELECT protection, street, postcode, city FROM youth WHERE id = 9")
    assert kept == [("protected-registration", "", "", "")]
