"""The contact routine as a thing to work on: compared, adopted from a day, taken back."""

from pathlib import Path
from typing import Any

import pytest

from refusals import REFUSED, discreet, refused
from terminal import ask_rows, contents, in_terminal, kaa

LETTER_FIRST = 'name = "Letter first"\n[[rung]]\nchannel = "letter"\n[[rung]]\nchannel = "phone"\n'


@pytest.fixture
def own(tmp_path: Path) -> str:
    path = tmp_path / "own.toml"
    path.write_text(LETTER_FIRST, encoding="utf-8")
    return str(path)


def adopted(made: Path) -> list[tuple[Any, ...]]:
    return ask_rows(made, "SELECT from_on, name FROM adopted_policy ORDER BY from_on")


@pytest.mark.usefixtures("made")
def test_one_file_is_compared_with_the_own_routine(own: str) -> None:
    told = kaa("policy", "diff", own, "-f", "json").json
    assert (told["before"], told["after"], told["same"]) == ("Alingsås", "Letter first", False)
    moved = [c for c in told["changes"] if c["change"] == "rung-moved"]
    assert [(c["channel"], c["before"], c["after"]) for c in moved] == [("letter", 3, 1)]


def test_two_routines_are_compared_where_no_register_is() -> None:
    answer = kaa("policy", "diff", "alingsas", "goteborg")
    assert answer.code == 0
    assert "   sms: left out, was rung 2\n" in answer.out
    assert "   phone: attempts 2 → 3\n" in answer.out


@pytest.mark.usefixtures("made")
def test_two_routines_that_say_the_same_are_said_to() -> None:
    assert kaa("policy", "diff", "alingsas").out == '"Alingsås" and "Alingsås" say the same.\n'
    assert kaa("policy", "diff", "alingsas", "-f", "json").json["same"] is True


def test_a_routine_that_can_be_used_is_to_be_compared_with_the_shipped_one(own: str) -> None:
    told = kaa("policy", "check", own).out.splitlines()
    assert told[0] == '"Letter first" can be used: 2 rungs.'
    assert told[1].startswith("What is left out beside the rungs is as in alingsas.")
    assert f"kaa policy diff alingsas {own}" in told[1]


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("lang", "told"), [("en", "Urgency 0: nothing"), ("sv", "Angelägenhet 0: inget")]
)
def test_a_routine_without_weights_has_no_points_and_that_is_said(
    tmp_path: Path, lang: str, told: str
) -> None:
    path = tmp_path / "none.toml"
    path.write_text("urgency = {}\n" + LETTER_FIRST, encoding="utf-8")
    kaa("policy", "adopt", str(path), "--yes")
    for line in (("next", "--why"), ("ladder", "6")):
        assert told in kaa("--lang", lang, *line).out


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize(
    "name", ["osteraker", "salem", "laholm", "krokom", "goteborg", "skaraborg"]
)
def test_every_shipped_routine_can_be_told_apart_in_words(name: str, lang: str) -> None:
    answer = kaa("--lang", lang, "policy", "diff", "alingsas", name)
    assert answer.code == 0
    assert "_" not in answer.out.replace("(", " ")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["(deadline):", "(days overdue):", "(turns 20 soon):", "(by hand):"]),
        ("sv", ["(tidsgräns):", "(dagar försenad):", "(fyller 20 snart):", "(för hand):"]),
    ],
)
def test_the_points_of_urgency_are_told_apart_in_words(
    tmp_path: Path, lang: str, words: list[str]
) -> None:
    path = tmp_path / "none.toml"
    path.write_text("urgency = {}\n" + LETTER_FIRST, encoding="utf-8")
    told = kaa("--lang", lang, "policy", "diff", "alingsas", str(path)).out
    assert [word for word in words if word not in told] == []
    assert ("turning-20" in told, "by-hand" in told) == (False, False)


@pytest.mark.parametrize("lang", ["en", "sv"])
def test_a_word_that_is_no_channel_is_answered_with_those_to_write(
    tmp_path: Path, lang: str
) -> None:
    path = tmp_path / "own.toml"
    path.write_text('name = "X"\n[[rung]]\nchannel = "telefon"\n', encoding="utf-8")
    answer = kaa("--lang", lang, "policy", "check", str(path))
    assert answer.code == REFUSED
    assert "phone, sms, letter, postcard, home-visit, e-mail, " in answer.err


def test_a_routine_holds_from_the_day_it_is_adopted_for(made: Path, own: str) -> None:
    before = kaa("policy", "show").out
    told = kaa("policy", "adopt", own, "--from", "2026-10-01", "--yes", "-f", "json").json
    assert told["adopted"] is True
    assert adopted(made) == [("2026-09-07", "Alingsås"), ("2026-10-01", "Letter first")]
    assert kaa("policy", "show").out == before
    assert kaa("policy", "show", env={"KAA_TODAY": "2026-10-01"}).out == LETTER_FIRST


def test_another_for_the_very_same_day_takes_its_place_and_gives_it_back(
    made: Path, own: str
) -> None:
    before = contents(made)
    assert "gave way" in kaa("policy", "adopt", own, "--yes").out
    assert adopted(made) == [("2026-09-07", "Letter first")]
    assert kaa("undo").code == 0
    assert contents(made) == before


@pytest.mark.usefixtures("made")
def test_undo_names_the_routine_that_was_taken_back(own: str) -> None:
    kaa("policy", "adopt", own, "--from", "+3d", "--yes")
    assert "contact routine Letter first from 2026-09-10" in kaa("undo").out


def test_the_text_in_force_is_not_adopted_again(made: Path, own: str) -> None:
    kaa("policy", "adopt", own, "--yes")
    before = contents(made, with_log=True)
    answer = kaa("policy", "adopt", own, "--from", "2027-01-01")
    assert (answer.code, "Nothing was saved" in answer.out) == (0, True)
    assert kaa("policy", "adopt", own, "-f", "json").json["adopted"] is False
    assert contents(made, with_log=True) == before


def test_a_day_that_has_been_is_refused(made: Path, own: str) -> None:
    answer = refused(made, REFUSED, "policy", "adopt", own, "--from", "2026-09-06", "--yes")
    assert "keeps the routine" in answer.err


def test_at_a_terminal_the_difference_is_shown_and_asked_about(made: Path, own: str) -> None:
    answer = in_terminal("policy", "adopt", own, input="n\n")
    assert answer.code == REFUSED
    assert "letter: moved from rung 3 to rung 1" in answer.out
    assert "11 of 12" in answer.out  # the twelfth is protected, and written to as before
    assert adopted(made) == [("2026-09-07", "Alingsås")]
    assert in_terminal("policy", "adopt", own, input="y\n").code == 0
    assert adopted(made) == [("2026-09-07", "Letter first")]


@pytest.mark.usefixtures("made")
def test_whoever_has_been_tried_keeps_the_routine_of_the_cycle(own: str) -> None:
    kaa("log", "6", "no-answer")
    told = kaa("policy", "adopt", own, "--from", "2026-09-08", "--yes", "-f", "json").json
    assert (told["moved"], told["youths"]) == (10, 12)
    tuesday = {"KAA_TODAY": "2026-09-08"}
    (tried,) = kaa("ladder", "6", "-f", "json", env=tuesday).json["ahead"][:1] or [None]
    assert tried["channel"] == "phone"


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(("lang", "row"), [("en", "Sms (older)"), ("sv", "Sms (äldre)")])
def test_the_ladder_has_a_row_for_those_who_still_walk_an_older_routine(
    own: str, lang: str, row: str
) -> None:
    kaa("log", "6", "no-answer")
    kaa("log", "6", "no-answer")
    kaa("policy", "adopt", own, "--from", "2026-09-08", "--yes")
    tuesday = {"KAA_TODAY": "2026-09-08"}
    told = kaa("ladder", "-f", "json", env=tuesday).json
    assert (told["rungs"][-1]["rung"], told["rungs"][-1]["channel"]) == (None, "sms")
    assert told["rungs"][-1]["standing"] == 1
    drawn = kaa("--lang", lang, "ladder", env=tuesday).out
    assert [line for line in drawn.splitlines() if row in line]
    assert drawn.splitlines()[-1].startswith(f" {row[4:]}: ")
    assert kaa("ladder", "-f", "csv", env=tuesday).out.splitlines()[-1].startswith(";sms;")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('nme = "X"\n[[rung]]\nchannel = "phone"\n', ["nme: no such key", "name: is missing"]),
        ('name = "X"\n', ["a ladder needs at least one rung"]),
        ('name = "X"\nrung = []\n', ["a ladder needs at least one rung"]),
        ('name = "X"\n[[rung]]\nchannel = "fax"\nattempts = "two"\n', ["rung 1: channel", "whole"]),
        ('name = 3\nsearch_days = -1\n[[rung]]\nchannel = "phone"\n', ["must be text", "-1"]),
        ("name = ", ["no TOML"]),
    ],
)
def test_every_fault_of_a_bad_file_is_named_and_the_old_routine_stays(
    made: Path, tmp_path: Path, text: str, named: list[str]
) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    before = contents(made, with_log=True)
    for command in ("adopt", "diff", "check"):
        answer = kaa("policy", command, str(path))
        assert answer.code == REFUSED
        assert answer.out == ""
        assert all(words in answer.err for words in named), answer.err
        discreet(answer)
    assert contents(made, with_log=True) == before


def test_the_list_tells_which_are_adopted_from_when(made: Path, own: str) -> None:
    kaa("policy", "adopt", own, "--from", "2026-10-01", "--yes")
    rows = kaa("policy", "list", "-f", "json").json
    assert [(r["name"], r["from_on"], r["in_force"]) for r in rows if r["from_on"]] == [
        ("Alingsås", "2026-09-07", True),
        ("Letter first", "2026-10-01", False),
    ]
    assert "Mon 7 Sep, in force" in kaa("policy", "list").out
    assert adopted(made)


def test_the_shipped_ones_are_listed_where_no_register_is() -> None:
    rows = kaa("policy", "list", "-f", "json").json
    assert len(rows) == 7
    assert {row["from_on"] for row in rows} == {None}


@pytest.mark.usefixtures("made")
def test_control_characters_in_a_name_do_not_reach_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(LETTER_FIRST.replace("Letter first", "\\u001b[31mred"), encoding="utf-8")
    for line in (("check", str(path)), ("diff", str(path)), ("adopt", str(path), "--yes")):
        answer = kaa("policy", *line)
        assert (answer.code, "\x1b" in answer.out + answer.err) == (3, False)
        assert "name: must be text" in answer.err


# Playing history.

LATER = {"KAA_TODAY": "2026-09-30"}
PERIOD = ("--from", "2026-09-01", "--to", "2026-09-30")


@pytest.fixture
def history(made: Path) -> Path:
    """The example roster with two attempts: no. 6 not answering, no. 5 reached on Thursday."""
    kaa("log", "6", "no-answer", env={"KAA_TODAY": "2026-09-08"})
    kaa("log", "5", "reached", "work", env={"KAA_TODAY": "2026-09-10"})
    return made


def replayed(*options: str) -> Any:
    answer = kaa("policy", "replay", *options, *PERIOD, "-f", "json", env=LATER)
    assert answer.code == 0, answer.err
    return answer.json


@pytest.mark.usefixtures("history")
def test_a_period_is_played_beside_the_present_routine_and_what_was_done(own: str) -> None:
    told = replayed(own)
    assert (told["in_duty"], told["new"], told["reached"]) == (12, 12, None)
    assert (told["present"]["name"], told["against"]["name"]) == ("Alingsås", "Letter first")
    assert told["done"]["channels"] == {"phone": 2}
    assert told["done"]["days_to_first"] == {"of": 2, "median": 2.0, "most": 3}
    assert told["present"]["home_visits"] == 9
    assert told["against"]["home_visits"] == 0
    assert [row["youth"] for row in told["youths"]] == list(range(1, 13))
    (reached,) = [row for row in told["youths"] if row["youth"] == 5]
    assert reached["done"] == {"attempts": 1, "first_on": "2026-09-10"}
    assert reached["present"]["next_on"] == "2026-12-09"


@pytest.mark.usefixtures("history")
def test_the_routine_in_force_against_itself_is_twice_the_same() -> None:
    told = replayed("alingsas")
    assert told["present"] == told["against"]
    assert told["first_attempt"]["earlier"] == told["first_attempt"]["later"] == 0


@pytest.mark.usefixtures("history")
def test_the_figures_go_to_a_spreadsheet_too(tmp_path: Path) -> None:
    out = tmp_path / "played.csv"
    line = ("policy", "replay", "goteborg", *PERIOD)
    assert kaa(*line, "-o", str(out), env=LATER).code == 0
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Figure;Detail;Present routine;The other;Really done"
    assert "attempts;2026-W37;28;11;2" in lines
    assert kaa(*line, "-f", "csv", env=LATER).out.splitlines() == lines


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_table_says_what_cannot_be_known_and_names_nobody(lang: str) -> None:
    answer = kaa("--lang", lang, "policy", "replay", "goteborg", *PERIOD, env=LATER)
    assert answer.code == 0
    assert ("kan ingen veta" if lang == "sv" else "nobody can know") in answer.out
    assert "Elias" not in answer.out
    assert max(len(line) for line in answer.out.split("\n\n")[1].splitlines()) <= 80


@pytest.mark.parametrize(
    ("period", "says"),
    [
        (("2026-09-02", "2026-09-01"), "ends before it begins"),
        (("2026-09-01", "2026-10-01"), "has not been yet"),
        (("2026-08-01", "2026-09-06"), "nobody in the duty"),
        (("2026-09-01", "2026-09-07"), "no attempt was made by 2026-09-07"),
    ],
)
def test_a_period_without_history_is_refused_and_says_what_is_missing(
    history: Path, monkeypatch: pytest.MonkeyPatch, period: tuple[str, str], says: str
) -> None:
    monkeypatch.setenv("KAA_TODAY", "2026-09-30")
    line = ("policy", "replay", "goteborg", "--from", period[0], "--to", period[1])
    assert says in refused(history, REFUSED, *line).err


def test_without_a_first_day_all_that_has_been_is_played(history: Path) -> None:
    told = kaa("policy", "replay", "goteborg", "-f", "json", env=LATER).json
    assert (told["from"], told["to"], told["in_duty"]) == ("2026-09-07", "2026-09-30", 12)
    empty = history.parent / "empty.db"
    assert kaa("--db", str(empty), "init").code == 0
    answer = refused(empty, REFUSED, "--db", str(empty), "policy", "replay", "goteborg")
    assert "nobody in the duty" in answer.err


def test_playing_changes_nothing_and_stops_at_a_bad_file(history: Path, tmp_path: Path) -> None:
    before = contents(history, with_log=True)
    replayed("goteborg")
    path = tmp_path / "bad.toml"
    path.write_text('name = "X"\n', encoding="utf-8")
    answer = kaa("policy", "replay", str(path), *PERIOD, env=LATER)
    assert (answer.code, "at least one rung" in answer.err) == (REFUSED, True)
    assert contents(history, with_log=True) == before


@pytest.mark.usefixtures("made")
def test_a_wish_to_be_left_alone_stops_every_routine() -> None:
    kaa("log", "6", "no-answer", env={"KAA_TODAY": "2026-09-08"})
    kaa("log", "6", "do-not-contact", "--note", "orkar inte", env={"KAA_TODAY": "2026-09-09"})
    told = replayed("alingsas")
    (row,) = [row for row in told["youths"] if row["youth"] == 6]
    assert (row["present"]["attempts"], row["present"]["next_on"]) == (2, None)
