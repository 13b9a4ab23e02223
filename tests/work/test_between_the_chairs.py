"""What once let a youth fall between the chairs, or be called against a wish: it may not again."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from terminal import EXAMPLE, ask_rows, environment, in_terminal, kaa

TUESDAY = {"KAA_TODAY": "2026-09-08"}


@pytest.fixture
def twelve(desk: Path) -> Path:
    assert kaa("import", str(EXAMPLE), "--yes").code == 0
    return desk


def due(**env: str) -> dict[int, dict[str, Any]]:
    return {row["youth"]: row for row in kaa("next", "-n", "99", "-f", "json", env=env).json}


def next_of(*words: str, env: dict[str, str]) -> dict[str, Any]:
    answer = kaa(*words, "-f", "json", env=env)
    assert answer.code == 0, answer.err
    step: dict[str, Any] = answer.json["next"]
    return step


def test_a_youth_who_came_of_age_can_be_called_in_a_session(twelve: Path) -> None:
    """The card shows no guardian of an adult; what it is compared with must not either."""
    kaa("youth", "edit", "2", "by_hand", "--value", "yes")
    of_age = {"KAA_TODAY": "2027-03-12"}  # no. 1 turns 18 that day, the guardian's number is kept
    answer = kaa("call", input="v\nn\n" * 12 + "q\n", env=of_age)
    assert "since it was shown" not in answer.out + answer.err
    attempts = "SELECT count(*) FROM attempt WHERE registration_id = 1"
    assert ask_rows(twelve / "kaa.db", attempts) == [(1,)]


def test_taking_back_a_merge_puts_both_back_into_the_queue(twelve: Path, tmp_path: Path) -> None:
    without = tmp_path / "without.csv"
    without.write_text("Personnummer;Förnamn;Efternamn\n20080502-TF01;Nils;Ek\n", encoding="utf-8")
    assert kaa("import", str(without), "--yes").code == 0
    kaa("log", "1", "do-not-contact", "--note", "peace", "--next", "2027-03-01", "--yes")
    assert 13 in due()
    assert kaa("youth", "merge", "1", "13", "--yes").code == 0
    assert kaa("undo").code == 0
    assert 13 in due()
    assert kaa("doctor", "--mend", "-f", "json").json["late"] == []


def test_a_contact_on_the_day_of_a_missed_appointment_stands(twelve: Path) -> None:
    kaa("appointment", "add", "3", "talk", "2026-09-08", "10:00")
    kaa("appointment", "missed", "3", env=TUESDAY)
    step = next_of("log", "3", "reached", "work", "--next", "2026-11-02", "--yes", env=TUESDAY)
    assert step["due_on"] == "2026-11-02"
    kaa("appointment", "add", "2", "talk", "2026-09-08", "10:00")
    kaa("appointment", "missed", "2", env=TUESDAY)
    assert next_of("log", "2", "declined", "--yes", env=TUESDAY)["due_on"] == "2026-12-07"


def test_a_no_before_the_hour_of_a_missed_appointment_is_no_goodbye_but_the_meeting_was_later(
    twelve: Path,
) -> None:
    kaa("appointment", "add", "3", "talk", "2026-09-08", "14:00")
    morning = {"KAA_TODAY": "2026-09-08T09:00"}
    kaa("log", "3", "reached", "work", "--yes", env=morning)
    evening = {"KAA_TODAY": "2026-09-08T17:00"}
    assert next_of("appointment", "missed", "3", env=evening)["due_on"] == "2026-09-09"


@pytest.mark.parametrize("climbed", ["the whole ladder", "a letter"])
def test_who_missed_an_appointment_is_due_also_while_the_ladder_waits(
    twelve: Path, climbed: str
) -> None:
    steps = [("no-answer",), ("no-answer", "--sms"), ("sent", "--channel", "letter")]
    steps += [("not-home",)] if climbed == "the whole ladder" else []
    for words in steps:
        assert kaa("log", "6", *words, "--yes").code == 0
    kaa("appointment", "add", "6", "talk", "2026-09-14")
    row = next_of("appointment", "missed", "6", env={"KAA_TODAY": "2026-09-14"})
    assert row["due_on"] == "2026-09-15"
    assert 6 in due(KAA_TODAY="2026-09-15")
    told = kaa("ladder", "6", env={"KAA_TODAY": "2026-09-15"}).out
    assert "did not come to the appointment" in told or climbed == "the whole ladder"


def to_the_visit(youth: str) -> None:
    for words in (("no-answer",), ("no-answer", "--sms"), ("sent", "--channel", "letter")):
        assert kaa("log", youth, *words, "--yes").code == 0


def test_an_open_round_hides_the_visit_and_no_promise(twelve: Path) -> None:
    for youth in ("2", "3", "4"):
        to_the_visit(youth)
    day = {"KAA_TODAY": "2026-09-17T08:00"}
    planned = kaa(
        "visit", "plan", "--with", "Bo", "--back", "15:30", "--on", "2026-09-30", "--yes", env=day
    )
    assert planned.code == 0, planned.err
    kaa("appointment", "add", "3", "talk", "2026-09-25", "10:00", env=day)
    kaa("log", "2", "call-later", "--channel", "phone", "--next", "2026-09-25", "--yes", env=day)
    found = due(KAA_TODAY="2026-09-25T11:00")
    assert found[3]["channel"] == "follow-up"
    assert 4 not in found


def booked_for() -> list[int]:
    return [row["youth"] for row in kaa("appointment", "list", "-f", "json").json]


@pytest.mark.parametrize(
    "words",
    [("youth", "close", "3", "moved"), ("log", "3", "do-not-contact", "--note", "peace", "--yes")],
    ids=["closing", "a wish to be left alone"],
)
def test_what_was_booked_is_called_off(twelve: Path, words: tuple[str, ...]) -> None:
    kaa("appointment", "add", "3", "talk", "15/9", "14:00")
    assert kaa(*words).code == 0
    assert booked_for() == []
    assert "cancelled" in kaa("timeline", "3").out
    assert kaa("undo").code == 0
    assert booked_for() == [3]


def test_two_appointments_never_stand_on_one_day(twelve: Path) -> None:
    kaa("appointment", "add", "2", "talk", "15/9", "14:00")
    kaa("appointment", "add", "2", "first-talk", "16/9")
    refused = kaa("appointment", "move", "2", "2026-09-15", "--on", "2026-09-16")
    assert refused.code == 3
    assert "has an appointment on 2026-09-15" in refused.err
    assert kaa("appointment", "move", "2", "2026-09-15", "15:00", "--on", "2026-09-15").code == 0


def test_who_is_on_a_colleagues_screen_is_not_merged_away(twelve: Path, tmp_path: Path) -> None:
    without = tmp_path / "without.csv"
    without.write_text("Personnummer;Förnamn;Efternamn\n20080502-TF01;Nils;Ek\n", encoding="utf-8")
    assert kaa("import", str(without), "--yes").code == 0
    hour = {"KAA_TODAY": "2026-09-07T10:00"}
    kaa("contact", "take", "13", env=hour | {"KAA_USER": "Bo"})
    busy = kaa("youth", "merge", "1", "13", "--yes", env=hour)
    assert (busy.code, busy.err) == (4, "Bo has no. 13 until 10:30. Nothing was saved.\n")


def test_of_a_protected_youth_no_points_and_no_days_tell_the_birthday(twelve: Path) -> None:
    """No. 9 is protected; a quarter before the birthday the points are those of whole weeks."""
    ((born,),) = ask_rows(twelve / "kaa.db", "SELECT born_on FROM youth WHERE id = 9")
    turns_20_on = date.fromisoformat(born).replace(year=int(born[:4]) + 20)
    kaa("log", "9", "sent", "--channel", "letter", "--next", "2026-09-08", "--yes")
    said = set()
    for left in range(64, 71):
        day = (turns_20_on - timedelta(days=left)).isoformat()
        terms = {r["term"]: r for r in due(KAA_TODAY=day)[9]["reasons"]}
        said.add((terms["turning-20"]["points"], terms["turning-20"]["says"]))
        for form in (["next", "--why"], ["ladder", "9"]):
            assert "in 6" not in kaa(*form, env={"KAA_TODAY": day}).out
    assert [says for _points, says in said] == ["turns 20 within 10 weeks"]


def test_an_hour_agreed_for_an_earlier_day_waits_for_the_quiet_hours_to_end(
    twelve: Path, tmp_path: Path
) -> None:
    own = kaa("policy", "show").out.replace(
        "closed = []", 'closed = []\nquiet_hours = "18:00/08:00"'
    )
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    assert kaa("policy", "adopt", str(tmp_path / "own.toml"), "--yes").code == 0
    kaa("log", "2", "call-later", "19:30", "--yes", env={"KAA_TODAY": "2026-09-07T12:00"})
    assert 2 in due(KAA_TODAY="2026-09-07T19:45")
    assert 2 not in due(KAA_TODAY="2026-09-08T19:45")


class TestAWishToBeLeftAlone:
    @pytest.fixture(autouse=True)
    def wish(self, twelve: Path) -> None:
        told = ("--note", "peace", "--next", "2026-10-01")
        assert kaa("log", "3", "do-not-contact", *told, "--yes").code == 0

    def test_it_is_not_lifted_by_the_way(self) -> None:
        refused = kaa("youth", "edit", "3", "--checked")
        assert refused.code == 3
        assert "looked at again on 2026-10-01" in refused.err
        assert 3 not in due()

    def test_on_its_day_it_is_lifted_or_prolonged(self) -> None:
        day = {"KAA_TODAY": "2026-10-01"}
        card = kaa("next", "--channel", "check", env=day).out
        assert "Still not: kaa youth edit 3 review_on" in card
        assert kaa("youth", "edit", "3", "review_on", "--value", "2027-01-11", env=day).code == 0
        assert 3 not in due(KAA_TODAY="2027-01-10")
        assert due(KAA_TODAY="2027-01-11")[3]["channel"] == "check"
        assert kaa("youth", "edit", "3", "--checked", env={"KAA_TODAY": "2027-01-11"}).code == 0
        assert due(KAA_TODAY="2027-01-11")[3]["channel"] == "phone"

    def test_whoever_asks_to_be_contacted_after_all_is(self) -> None:
        assert kaa("youth", "edit", "3", "review_on", "--clear").code == 0
        assert due()[3]["channel"] == "phone"
        assert kaa("youth", "edit", "3", "review_on", "--value", "2027-01-11").code == 3

    def test_a_slip_of_the_number_is_asked_about(self) -> None:
        kaa("show", "3")
        answer = in_terminal("log", "3", "no-answer", input="n\n")
        assert "No. 3 is out of the queue by a decision. Save anyway?" in answer.out
        assert answer.code == 3


def test_a_day_that_has_been_is_not_taken_for_next_year(twelve: Path) -> None:
    answer = kaa("appointment", "add", "3", "talk", "5/9")
    assert (answer.code, answer.err) == (2, "5/9 has been. For next year write 2027-09-05.\n")
    later = kaa("log", "3", "call-later", "14:00", "--yes", env={"KAA_TODAY": "2026-09-07T15:00"})
    assert later.code == 2


def test_who_comes_before_the_hour_is_saved_at_the_hour_it_is(twelve: Path) -> None:
    kaa("appointment", "add", "3", "talk", "2026-09-08", "14:00")
    came = kaa("appointment", "came", "3", env={"KAA_TODAY": "2026-09-08T13:40"})
    assert "today 13:40" in came.out


@pytest.mark.parametrize("letter", ["h", "s", "n", "ko"])
def test_a_key_of_the_session_is_no_occupation(twelve: Path, letter: str) -> None:
    assert kaa("occupation", "set", "3", letter).code == 2


def policy_faults(tmp_path: Path, head: str, rung: str = 'channel = "phone"') -> str:
    file = tmp_path / "own.toml"
    file.write_text(f"{head}\n[[rung]]\n{rung}\n", encoding="utf-8")
    answer = kaa("policy", "check", str(file))
    assert answer.code == 3, answer.out
    return answer.err


@pytest.mark.parametrize(
    ("head", "rung", "sentence"),
    [
        ('name = "A"\nprotected_channels = ["home-visit"]', 'channel = "letter"', "never used to"),
        ('name = "A"\nprotected_channels = ["sms"]', 'channel = "letter"', "never used to"),
        ('name = "A\\u001b[2J"', 'channel = "phone"', "name: must be text"),
        ('name = "A"', 'channel = "phone"\nattempts = 3660', "attempts: out of range"),
        ("search_days = " + "9" * 5_000, 'channel = "phone"', "cannot be read"),
        ("closed = " + "[" * 5_000, 'channel = "phone"', "cannot be read"),
        (
            'name = "A"\nclosed = ["2026-01-01/2026-12-31", "2027-01-01/2027-12-31"]',
            'channel = "phone"',
            "closed for more than a year",
        ),
    ],
    ids=["visits", "texts", "hostile name", "tries", "digits", "depth", "always closed"],
)
def test_a_routine_that_would_do_harm_is_refused(
    tmp_path: Path, head: str, rung: str, sentence: str
) -> None:
    assert sentence in policy_faults(tmp_path, head, rung)


def test_a_routine_from_a_windows_editor_is_read(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('name = "A"\n[[rung]]\nchannel = "phone"\n', encoding="utf-8-sig")
    assert kaa("policy", "check", str(file)).code == 0


def test_the_day_agreed_may_be_today(twelve: Path) -> None:
    for no, day in (("3", "7/9"), ("2", "monday")):
        assert kaa("appointment", "add", no, "talk", day, "14:00").code == 0
    assert {row["on"] for row in kaa("appointment", "list", "-f", "json").json} == {"2026-09-07"}


def test_a_round_keeps_nobody_out_of_the_queue_for_long(twelve: Path) -> None:
    to_the_visit("2")
    far = ("visit", "plan", "--with", "Bo", "--back", "15:30", "--yes", "--on", "2026-12-01")
    refused = kaa(*far, env={"KAA_TODAY": "2026-09-17"})
    assert (refused.code, "too far ahead" in refused.err) == (3, True)


def test_one_who_was_two_stands_in_one_open_round(twelve: Path, tmp_path: Path) -> None:
    without = tmp_path / "without.csv"
    row = "20080502-TF01;Nils;Ek;Provvägen 9;441 00;Alingsås\n"
    without.write_text(f"Personnummer;Förnamn;Efternamn;Gatuadress;Postnr;Ort\n{row}", "utf-8")
    assert kaa("import", str(without), "--yes").code == 0
    for youth in ("2", "13"):
        to_the_visit(youth)
    day = {"KAA_TODAY": "2026-09-25"}
    for youth, who in (("2", "Bo"), ("13", "Cia")):
        plan = ("visit", "plan", "--with", who, "--back", "15:30", "--yes", "--youths", youth)
        assert kaa(*plan, env=day).code == 0
    assert kaa("youth", "merge", "2", "13", "--yes", env=day).code == 0
    assert ask_rows(twelve / "kaa.db", "SELECT youth_id FROM visit_stop") == [(2,)]


@pytest.mark.parametrize(
    "words",
    [
        ("log", "1", "no-answer", "--with", "071121-2381", "--yes"),
        ("appointment", "add", "1", "talk", "+3d", "--with", " "),
        ("appointment", "add", "1", "talk", "+3d", "--place", "hos 20071121-2381"),
        ("log", "1", "no-answer", "--note", "200711212381 sa hon", "--yes"),
    ],
)
def test_no_personal_number_is_kept_as_a_name_a_place_or_a_note(
    twelve: Path, words: tuple[str, ...]
) -> None:
    answer = kaa(*words)
    assert answer.code in {2, 3}
    assert "2381" not in answer.out + answer.err


def test_a_telephone_number_may_stand_in_a_note(twelve: Path) -> None:
    assert kaa("log", "1", "no-answer", "--note", "ring 0701740605", "--yes").code == 0


@pytest.mark.parametrize("told", ["1-3=not-home", "1=reached,1=not-home", "1=not-home:work"])
def test_a_result_of_a_round_is_told_of_each_once(twelve: Path, told: str) -> None:
    assert kaa("visit", "close", "1", "--result", told).code == 2


def test_a_refusal_that_nobody_can_hear_keeps_its_code(twelve: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m kaa_cli appointment came 9 2>&-",
        shell=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == 3
