"""Asking again whether an outcome holds, told in commands: in the duty, lost, and after it."""

from pathlib import Path
from typing import Any

import pytest

from terminal import EXAMPLE, ask_rows, kaa

ASKED = {"KAA_TODAY": "2026-11-06"}  # 60 days after the Monday
LATER = {"KAA_TODAY": "2027-01-05"}  # 120 days


@pytest.fixture
def studies(desk: Path) -> Path:
    """No. 3 was reached on the Monday and went to komvux."""
    assert kaa("import", str(EXAMPLE), "--yes").code == 0
    assert kaa("log", "3", "reached", "komvux", "--yes").code == 0
    assert kaa("outcome", "record", "3", "studies", "--detail", "komvux").code == 0
    return desk


def due(**env: str) -> dict[int, dict[str, Any]]:
    return {row["youth"]: row for row in kaa("next", "-n", "99", "-f", "json", env=env).json}


def asks_after_duty(folder: Path) -> None:
    own = folder / "own.toml"
    shipped = kaa("policy", "show").out
    assert "follow_up_after_end = false" in shipped
    own.write_text(shipped.replace("follow_up_after_end = false", "follow_up_after_end = true"))
    assert kaa("policy", "adopt", str(own), "--yes").code == 0


def test_who_rests_comes_into_the_queue_to_be_asked(studies: Path) -> None:
    assert 3 not in due(KAA_TODAY="2026-11-05")
    assert due(**ASKED)[3]["channel"] == "follow-up"
    card = kaa("next", "--channel", "follow-up", env=ASKED).out
    assert "Ask whether the studies hold (60 days)" in card
    assert "question 1 of 4" in card
    assert "kaa outcome check 3 sustained" in card
    assert "070-174 06 14" in card
    start = kaa(env=ASKED).out
    assert "1 to ask whether it lasts: kaa outcome list --due" in start
    assert kaa("-f", "json", env=ASKED).json["rechecks"] == 1
    assert "ask whether the studies hold (60 days)" in kaa("ladder", "3", env=ASKED).out


def test_the_timeline_tells_of_the_coming_question(studies: Path) -> None:
    (coming,) = [
        entry for entry in kaa("timeline", "3", "-f", "json").json if entry["kind"] == "recheck"
    ]
    assert coming["on"] == "2026-11-06"
    assert coming["summary"] == "ask whether the studies hold (60 days)"
    assert coming["detail"]["ahead"] is True


def test_one_that_holds_is_asked_about_again_at_the_next_time(studies: Path) -> None:
    answer = kaa("outcome", "check", "3", "sustained", env=ASKED)
    assert answer.out == (
        "Saved: Ali (no. 3), studies, komvux, upper secondary level: sustained, today.\n"
        "Asked about again from Tuesday 5 January 2027 on (120 days).\n"
    )
    assert 3 not in due(**ASKED)
    row = kaa("outcome", "list", "-f", "json", env=ASKED).json[0]
    assert (row["held"], row["ask_on"], row["time"]) == ("sustained", "2027-01-05", 2)
    assert kaa("outcome", "list", "--due", "-f", "json", env=ASKED).json == []
    assert due(**LATER)[3]["rung"] == 1  # looked for again by then: asked when reached
    assert kaa("outcome", "list", "--due", "-f", "json", env=LATER).json == []


def test_words_of_both_languages_are_taken(studies: Path) -> None:
    for word, on in (("håller", "2026-11-06"), ("okänt", "2027-01-05"), ("bruten", "2027-03-08")):
        told = ["--reason", "avbröt-studier"] if word == "bruten" else []
        env = {"KAA_TODAY": on, "KAA_LANG": "sv"}
        answer = kaa("outcome", "check", "3", word, *told, env=env)
        assert answer.code == 0, answer.err
    results = ask_rows(studies / "kaa.db", "SELECT result, reason FROM outcome_check ORDER BY id")
    assert results == [("sustained", None), ("not-known", None), ("interrupted", "left-studies")]


def test_who_has_lost_it_is_due_again_on_the_next_worked_day(studies: Path) -> None:
    told = ("outcome", "check", "3", "interrupted", "--reason", "left-studies")
    row = kaa(*told, "-f", "json", env=ASKED).json
    assert (row["ask_on"], row["next"]["channel"]) == (None, "phone")
    assert row["next"]["due_on"] == "2026-11-09"
    assert due(KAA_TODAY="2026-11-09")[3]["rung"] == 1
    assert "what it had led to is over" in kaa("ladder", "3", env=ASKED).out
    assert kaa("undo", env=ASKED).code == 0
    assert due(**ASKED)[3]["channel"] == "follow-up"


def test_what_the_youth_does_now_is_kept_with_it(studies: Path) -> None:
    told = ("outcome", "check", "3", "interrupted", "--reason", "left-studies")
    assert "still unknown: kaa occupation set 3" in kaa(*told, env=ASKED).out
    kaa("undo", env=ASKED)
    assert "still unknown" not in kaa(*told, "--occupation", "none", env=ASKED).out
    listed = {row["youth"]: row for row in kaa("youth", "list", "-f", "json", env=ASKED).json}
    assert listed[3]["knowledge"] == "mapped"


@pytest.mark.parametrize(
    ("words", "env", "sentence"),
    [
        (("3", "interrupted"), ASKED, "Why did it not last?"),
        (("3", "sustained", "--reason", "moved"), ASKED, "--reason goes with interrupted only."),
        (("3", "interrupted", "--reason", "other"), ASKED, '"Other" needs a few words'),
        (("3", "sustained", "--on", "2026-09-01"), ASKED, "is before the outcome of no. 3"),
        (("3", "sustained", "--on", "2026-12-01"), ASKED, "has not been yet"),
        (("1", "sustained"), ASKED, "No outcome is saved for no. 1"),
        (("99", "sustained"), ASKED, "There is no youth no. 99."),
    ],
)
def test_what_is_refused_and_saves_nothing(
    studies: Path, words: tuple[str, ...], env: dict[str, str], sentence: str
) -> None:
    answer = kaa("outcome", "check", *words, env=env)
    assert answer.code == 3
    assert sentence in answer.err
    assert answer.err.strip().endswith("Nothing was saved.")
    assert ask_rows(studies / "kaa.db", "SELECT count(*) FROM outcome_check") == [(0,)]


def test_one_day_is_asked_once_and_a_lost_one_never_again(studies: Path) -> None:
    kaa("outcome", "check", "3", "not-known", env=ASKED)
    again = kaa("outcome", "check", "3", "sustained", env=ASKED)
    assert "was asked about on 2026-11-06 already" in again.err
    kaa("outcome", "check", "3", "interrupted", "--reason", "moved", env=LATER)
    lost = kaa("outcome", "check", "3", "sustained", env={"KAA_TODAY": "2027-03-01"})
    assert "was interrupted on 2027-01-05" in lost.err


def test_who_remains_is_not_asked_about(studies: Path) -> None:
    kaa("outcome", "record", "2", "remains")
    answer = kaa("outcome", "check", "2", "sustained", env=ASKED)
    assert "No. 2 remains" in answer.err


def test_several_are_saved_together_or_not_at_all(studies: Path) -> None:
    kaa("outcome", "record", "2", "work")
    assert kaa("outcome", "check", "2,3,4", "sustained", env=ASKED).code == 3
    assert ask_rows(studies / "kaa.db", "SELECT count(*) FROM outcome_check") == [(0,)]
    listed = kaa("outcome", "check", "2,3", "sustained", "-f", "json", env=ASKED).json
    assert [row["youth"] for row in listed] == [2, 3]


def test_an_outcome_of_the_social_services_is_told_as_another_authority(studies: Path) -> None:
    kaa("outcome", "record", "2", "other-authority", "--detail", "social-services")
    rows = {row["youth"]: row for row in kaa("outcome", "list", "-f", "json").json}
    assert (rows[2]["category"], rows[2]["detail"]) == ("other-authority", None)
    assert "social services" not in kaa("outcome", "list").out


class TestAfterTheDuty:
    def test_nobody_asks_and_closing_says_so(self, studies: Path) -> None:
        answer = kaa("youth", "close", "3", "equivalent")
        assert "Whether it lasts is not asked about after the duty" in answer.out
        assert 3 not in due(**ASKED)
        assert "ahead" not in kaa("timeline", "3").out
        refused = kaa("outcome", "check", "3", "sustained", env=ASKED)
        assert refused.code == 3
        assert "No. 3 is no longer covered since 2026-09-07" in refused.err

    def test_what_was_asked_before_the_closing_may_be_told_afterwards(self, studies: Path) -> None:
        kaa("youth", "close", "3", "equivalent", env={"KAA_TODAY": "2026-11-09"})
        told = ("outcome", "check", "3", "sustained", "--on", "2026-11-06")
        assert kaa(*told, env={"KAA_TODAY": "2026-11-10"}).code == 0

    def test_a_routine_that_says_so_asks_on_the_same_days(self, studies: Path) -> None:
        asks_after_duty(studies)
        answer = kaa("youth", "close", "3", "equivalent")
        assert "Next: ask whether the studies hold (60 days), Friday 6 November." in answer.out
        assert "ask whether the studies hold" in kaa("timeline", "3").out
        assert 3 not in due(KAA_TODAY="2026-11-05")
        assert due(**ASKED)[3]["channel"] == "follow-up"
        card = kaa("next", "--channel", "follow-up", env=ASKED).out
        assert "The duty is over; the routine asks all the same." in card
        assert kaa("outcome", "check", "3", "sustained", env=ASKED).code == 0
        assert 3 not in due(**ASKED)
        assert due(**LATER)[3]["channel"] == "follow-up"

    def test_it_stands_outside_the_sum_of_the_duty(self, studies: Path) -> None:
        asks_after_duty(studies)
        before = kaa("ladder", "-f", "json").json["in_scope"]
        kaa("youth", "close", "3", "equivalent")
        kaa("outcome", "record", "6", "work")  # turns 20 on 5 October, and stays open
        after = kaa("ladder", "-f", "json", env=ASKED).json
        assert after["in_scope"] == before - 2
        listed = kaa("youth", "list", "-f", "json", env=ASKED).json
        assert 3 not in [row["youth"] for row in listed]
        start = kaa("-f", "json", env=ASKED).json
        assert (start["rechecks"], start["back_on_list"]) == (2, 0)
        found = kaa("check", "-f", "json", env=ASKED).json
        assert {row["code"] for row in found if row["youth"] == 3} == set()

    def test_a_routine_adopted_later_finds_those_closed_before(self, studies: Path) -> None:
        kaa("youth", "close", "3", "equivalent")
        asks_after_duty(studies)
        assert due(**ASKED)[3]["channel"] == "follow-up"
        assert kaa("doctor", "--mend", "-f", "json", env=ASKED).json["late"] == []
        kaa("undo")
        assert 3 not in due(**ASKED)

    def test_who_comes_back_into_the_duty_is_sought_and_not_asked(self, studies: Path) -> None:
        asks_after_duty(studies)
        kaa("youth", "close", "3", "equivalent")
        kaa("youth", "reopen", "3", env={"KAA_TODAY": "2026-10-01"})
        assert due(**ASKED)[3]["channel"] == "phone"

    def test_who_has_lost_it_may_be_back_in_the_duty(self, studies: Path) -> None:
        asks_after_duty(studies)
        kaa("youth", "close", "3", "equivalent")
        lost = ("outcome", "check", "3", "interrupted", "--reason", "left-studies")
        assert "Back in the duty? kaa youth reopen 3" in kaa(*lost, env=ASKED).out
        assert 3 not in due(**LATER)


def test_a_question_tried_in_vain_is_due_in_the_list_when_the_queue_asks_it(studies: Path) -> None:
    assert 3 in due(**ASKED)
    assert len(kaa("outcome", "list", "--due", "-f", "json", env=ASKED).json) == 1
    assert kaa("log", "3", "no-answer", "--yes", env=ASKED).code == 0
    assert 3 not in due(**ASKED)
    assert kaa("outcome", "list", "--due", "-f", "json", env=ASKED).json == []
    (row,) = kaa("outcome", "list", "-f", "json", env=ASKED).json
    assert row["ask_on"] == kaa("ladder", "3", "-f", "json", env=ASKED).json["due_on"]
