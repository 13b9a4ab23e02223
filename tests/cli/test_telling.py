"""What the answers tell is so, and what one would ask next stands there."""

from pathlib import Path

import openpyxl
import pytest

from terminal import EXAMPLE, in_terminal, kaa, rows_of

LEFT_ALONE = "does not want to be contacted. To be reviewed from Mon 21 Sep on."


def test_until_when_somebody_is_left_alone_is_told_wherever_it_is_asked(made: Path) -> None:
    wish = ("do-not-contact", "--channel", "phone", "--note", "-", "--next", "21/9")
    assert LEFT_ALONE in kaa("log", "2", *wish, input="wants peace\n").out
    for command in ("ladder", "show"):
        assert LEFT_ALONE in kaa(command, "2").out
    (ahead, *_birthdays) = [e for e in kaa("timeline", "2", "-f", "json").json if is_ahead(e)]
    assert (ahead["on"], ahead["summary"]) == ("2026-09-21", "Check")


def is_ahead(event: dict[str, dict[str, object]]) -> bool:
    return bool(event["detail"]["ahead"])


def at(hour: str, day: int = 7) -> dict[str, str]:
    return {"KAA_TODAY": f"2026-09-{day:02}T{hour}"}


def test_an_appointment_later_today_is_none_to_follow_up(made: Path) -> None:
    kaa("appointment", "add", "3", "talk", "8/9", "13:00")
    assert "1 appointment today, at 13:00" in kaa(env=at("08:30", 8)).out
    assert "1 to follow up" in kaa(env=at("13:00", 8)).out
    for hour, followed_up, meetings in (("12:59", 0, ["13:00:00"]), ("13:00", 1, [])):
        now = kaa("-f", "json", env=at(hour, 8)).json
        assert (now["appointments"], now["meetings"]) == (followed_up, meetings)


def test_what_is_booked_stands_below_what_has_been(made: Path) -> None:
    kaa("appointment", "add", "3", "talk", "8/9")
    kaa("appointment", "move", "3", "16/9", env=at("08:00", 8))
    lines = kaa("ladder", "3", env=at("08:00", 8)).out.splitlines()
    bar = lines.index(" │")
    assert lines[bar - 1].endswith("talk: moved")
    assert lines[bar + 1].endswith("talk: booked")


def test_no_appointment_of_mine_is_not_no_appointment(made: Path) -> None:
    kaa("appointment", "add", "3", "talk", "8/9")
    assert "None of those you follow" in kaa("appointment", "list", "--mine").out


def test_a_check_to_come_is_not_told_as_one_that_waits(made: Path) -> None:
    kaa("log", "3", "said-moved")
    assert "To be checked from Tue 8 Sep on: does the youth" in kaa("ladder", "3").out


def test_what_has_come_back_is_not_told_as_never_sent(made: Path) -> None:
    kaa("log", "3", "sent", "--channel", "letter")
    kaa("letters", "returned", "3")
    assert "is back already. Nothing was saved." in kaa("letters", "returned", "3").err
    never = kaa("log", "2", "returned", "--channel", "letter").err
    assert "Nothing by that channel has been sent" in never


def test_no_urgency_is_told_as_a_sentence_of_its_own(made: Path, tmp_path: Path) -> None:
    routine = tmp_path / "mine.toml"
    terms = ("deadline", "overdue", "never-reached", "turning-20", "expired", "by-hand")
    points = "\n".join(f"{term} = 0" for term in terms)
    text = f'name = "mine"\n[urgency]\n{points}\n[[rung]]\nchannel = "phone"\n'
    routine.write_text(text, encoding="utf-8")
    assert kaa("policy", "adopt", str(routine), "--yes").code == 0
    told = "Urgency 0: nothing weighs."
    assert told in kaa("next", "--why").out
    assert told in kaa("ladder", "3").out


def test_an_unknown_occupation_is_current_for_no_days(made: Path) -> None:
    answer = kaa("occupation", "set", "3", "unknown")
    assert answer.out.startswith("Saved: Ali (no. 3) – unknown (own account).\n")


def test_a_sheet_tells_of_priority_and_restriction_only_where_they_are(made: Path) -> None:
    assert "Priority by hand" not in kaa("show", "2").out
    kaa("youth", "edit", "2", "by_hand", "--value", "yes")
    kaa("youth", "edit", "2", "restricted", "--value", "yes")
    lines = [line.split() for line in kaa("show", "2").out.splitlines()]
    assert ["Priority", "by", "hand", "yes"] in lines
    assert ["Restricted", "yes"] in lines
    row = kaa("show", "2", "-f", "json").json
    assert (row["by_hand"], row["restricted"]) == (True, True)


COMMANDS_TOLD = [
    (["youth", "edit", "2", "gatuadress", "--value", "Provvägen 8"], "ändrat: gatuadress"),
    (["appointment", "add", "2", "samtal", "8/9"], "samtal: bokat"),
    (["appointment", "move", "2", "9/9"], "samtal: ombokat"),
    (["appointment", "cancel", "2"], "samtal: avbokat"),
    (["appointment", "add", "2", "infobesök", "idag"], "informationsbesök: bokat"),
    (["appointment", "came", "2"], "informationsbesök: kom"),
    (["contact", "hand-over", "2", "--to", "Bo", "--yes"], "överlämnad till Bo"),
    (["doctor", "--mend"], "dagar räknade på nytt"),
]


def test_the_list_of_commands_tells_what_was_done_and_not_what_was_typed(made: Path) -> None:
    for command, _told in COMMANDS_TOLD:
        answer = kaa("--lang", "sv", *command)
        assert answer.code == 0, answer.err
    listed = kaa("--lang", "sv", "undo", "--list").out
    for _command, told in COMMANDS_TOLD[:-1]:
        assert f"”{told}”" in listed
    assert "appointment" not in listed


@pytest.mark.parametrize(
    ("typed", "said"),
    [("kanal", "sms"), ("föredragen_kanal", "brev"), ("Önskad-kanal", "telefon")],
)
def test_a_field_is_named_in_either_language_and_its_question_tells_the_words(
    made: Path, typed: str, said: str
) -> None:
    answer = kaa("--lang", "sv", "youth", "edit", "2", typed, input=f"{said}\n")
    assert answer.code == 0, answer.err
    assert "Önskad kanal (telefon, sms, brev, vykort, " in answer.err


def test_a_channel_that_is_none_is_told_all_there_are(made: Path) -> None:
    answer = kaa("--lang", "sv", "log", "2", "skickat", "--channel", "xyz")
    assert "”xyz” är ingen kanal." in answer.err
    assert "besökte-oss" in answer.err
    assert "--help" not in answer.err


def test_one_word_is_spelt_in_one_way(made: Path) -> None:
    refusal = kaa("--lang", "sv", "youth", "list", "--known", "x").err
    assert "inte-nåbar" in refusal
    assert "onåbar" not in refusal


def test_a_question_about_whom_says_the_way_back(made: Path) -> None:
    answer = kaa("call", input="r\n\nq\n")
    assert "someone else (Enter goes back) >" in answer.err.replace("[s]omeone", "someone")


def test_a_long_question_is_folded_between_words_at_a_terminal(made: Path) -> None:
    shown = in_terminal("log", "2", "no-answer", columns=40, input="n\n").out
    question = "You have not had no. 2 (Leo, 2008) on"
    assert question in [line.strip() for line in shown.splitlines()]


def test_two_sorts_to_show_are_refused_and_not_half_shown(made: Path) -> None:
    answer = kaa("import", str(EXAMPLE), "--dry-run", "--show", "new", "--show", "gone")
    assert (answer.code, answer.out) == (2, "")
    assert "one sort at a time" in answer.err


def test_an_empty_register_says_how_to_begin(tmp_path: Path) -> None:
    db = ("--db", str(tmp_path / "new.db"))
    assert kaa(*db, "init").code == 0
    assert "Take in a list: kaa import FILE" in kaa(*db).out


def test_how_to_ask_for_those_without_a_school_is_told(made: Path) -> None:
    kaa("youth", "phone", "2", "--state", "wrong", input="070-174 06 41\n")
    assert "--school -" not in kaa("numbers").out
    with rows_of(made) as register:
        register.execute("DELETE FROM phone")
        register.execute("UPDATE youth SET school = '' WHERE id = 2")
    assert "kaa numbers --school -\n" in kaa("numbers").out


def test_what_happened_of_one_day_is_told_in_the_order_it_was_done(made: Path) -> None:
    kaa("youth", "assign", "2", "--to", "Anna", "--yes")
    kaa("log", "2", "reached", env=at("08:00"))
    kaa("log", "2", "wrong-number", env=at("08:00"))
    kaa("contact", "hand-over", "2", "--to", "Bo", "--yes", env=at("15:00"))
    kinds = [e["kind"] for e in kaa("timeline", "2", "-f", "json").json if not is_ahead(e)]
    assert kinds == ["first-seen", "contact", "attempt", "hand-over"]


def test_the_columns_of_a_spreadsheet_are_as_wide_as_what_stands_in_them(
    made: Path, tmp_path: Path
) -> None:
    file = tmp_path / "list.xlsx"
    assert kaa("youth", "list", "-o", str(file)).code == 0
    (sheet,) = openpyxl.load_workbook(file).worksheets
    widths = sheet.column_dimensions
    assert widths["D"].width > widths["A"].width
