"""Mapping: what is known, confirmed again, until when it counts, and a talk kept whole or not."""

from pathlib import Path
from typing import Any

import pytest

from terminal import ask_rows, contents, in_terminal, kaa

MARCH = {"KAA_TODAY": "2027-03-06"}
"""The day on which what was told on 7 September has expired."""


@pytest.fixture
def known(made: Path) -> Path:
    """No. 3 works by own account, no. 4 is on an internship by the school's."""
    assert kaa("occupation", "set", "3", "work").code == 0
    assert kaa("occupation", "set", "4", "internship", "--source", "school").code == 0
    return made


def listed(*words: str, env: dict[str, str] | None = None) -> Any:
    return kaa("occupation", "list", *words, "-f", "json", env=env).json


class TestConfirming:
    def test_it_counts_anew_from_the_day_it_is_confirmed(self, known: Path) -> None:
        later = {"KAA_TODAY": "2026-10-01"}
        answer = kaa("occupation", "confirm", "3", env=later)
        assert answer.out == ("Confirmed: Ali (no. 3) – work, current until Mon 29 Mar 2027.\n")
        rows = {row["youth"]: row["current_until"] for row in listed(env=later)}
        assert rows == {3: "2027-03-29", 4: "2027-03-05"}

    def test_what_has_expired_can_be_confirmed(self, known: Path) -> None:
        assert listed(env=MARCH) == []
        assert kaa("occupation", "confirm", "3,4", "--source", "guardian", env=MARCH).code == 0
        assert {row["source"] for row in listed(env=MARCH)} == {"guardian"}

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            (["5"], "Nothing is known of what no. 5 does"),
            (["3"], "was told that day already"),
            (["3", "--on", "2026-09-08"], "has not been yet"),
            (["99"], "There is no youth no. 99"),
        ],
    )
    def test_what_cannot_be_confirmed_is_refused(
        self, known: Path, words: list[str], sentence: str
    ) -> None:
        answer = kaa("occupation", "confirm", *words)
        assert (answer.code, sentence in answer.err) == (3, True)

    def test_that_nobody_knows_is_nothing_to_confirm(self, made: Path) -> None:
        kaa("occupation", "set", "3", "unknown")
        assert "Nothing is known" in kaa("occupation", "confirm", "3", env=MARCH).err

    def test_of_several_all_are_confirmed_or_none(self, known: Path) -> None:
        before = contents(known)
        assert kaa("occupation", "confirm", "3,4,5", env=MARCH).code == 3
        assert contents(known) == before

    def test_the_words_on_other_go_along(self, made: Path) -> None:
        kaa("occupation", "set", "3", "other", "--says", "renoverar båt")
        kaa("occupation", "confirm", "3", env=MARCH)
        (row,) = listed(env=MARCH)
        assert (row["occupation"], row["says"]) == ("other", "renoverar båt")

    def test_programs_get_a_row_or_an_array_for_several(self, known: Path) -> None:
        one = kaa("occupation", "confirm", "3", "-f", "json", env=MARCH).json
        assert (one["youth"], one["occupation"], one["on"]) == (3, "work", "2027-03-06")
        several = kaa("occupation", "confirm", "4-4", "-f", "json", env=MARCH).json
        assert [row["youth"] for row in several] == [4]


class TestList:
    def test_the_first_to_expire_comes_first_and_own_accounts_are_counted_apart(
        self, known: Path
    ) -> None:
        kaa("occupation", "set", "1", "none")
        assert [row["youth"] for row in listed()] == [1, 3, 4]
        drawn = kaa("occupation", "list").out
        assert "own account" in drawn
        assert "according to the school" in drawn
        assert "3 youths, 2 by their own account." in drawn

    def test_expiring_and_expired_are_told_apart(self, known: Path) -> None:
        assert listed("--expiring", "14") == []
        late_february = {"KAA_TODAY": "2027-02-20"}
        assert [row["youth"] for row in listed("--expiring", "14", env=late_february)] == [3, 4]
        assert listed("--expiring", "13", env=late_february) == []
        assert listed("--expired", env=late_february) == []
        assert [row["youth"] for row in listed("--expired", env=MARCH)] == [3, 4]
        assert kaa("occupation", "list", "--expired", "--expiring", "3").code == 2

    def test_the_sheet_tells_who_said_it_and_until_when(self, known: Path) -> None:
        assert (
            "internship, Mon 7 Sep, according to the school, current until" in kaa("show", "4").out
        )
        assert "expired, was current until Fri 5 Mar" in kaa("show", "4", env=MARCH).out
        row = kaa("show", "4", "-f", "json").json
        assert (row["occupation"], row["occupation_source"]) == ("internship", "school")

    def test_the_ladder_names_the_next_to_expire(self, made: Path) -> None:
        kaa("log", "3", "reached", "work", "--yes")
        assert "the next expires Sat 6 Mar 2027" in kaa("ladder").out

    def test_of_a_protected_youth_no_words_are_told(self, made: Path) -> None:
        kaa("occupation", "set", "9", "other", "--says", "hemligt ställe")
        for words in (["occupation", "list"], ["occupation", "list", "-f", "json"], ["show", "9"]):
            assert "hemligt" not in kaa(*words).out


ANSWERS = (
    "phone",  # how
    "work",  # now
    "1/8",  # since
    "komvux",  # before
    "1/6",  # its last day
    "vill bli svetsare",  # plans
    "coaching",  # offered
    "y",  # said yes
    "+2w",  # talk again
    "y",  # save
)


def typed(*answers: str) -> str:
    return "".join(f"{answer}\n" for answer in answers)


class TestTheTalk:
    def test_all_of_it_is_saved_as_one_command(self, made: Path) -> None:
        answer = kaa("occupation", "talk", "3", input=typed(*ANSWERS))
        assert answer.out.splitlines() == [
            "Saved: Ali (no. 3), phone, reached, work, today.",
            "Saved: Ali (no. 3) said yes to coaching, Mon 7 Sep (measure 1).",
            "Next: call, Monday 21 September.",
        ]
        told = ask_rows(made, 'SELECT "on", code, says, source FROM occupation ORDER BY "on"')
        assert told == [
            ("2026-06-01", "komvux", "", "youth"),
            ("2026-08-01", "work", "", "youth"),
            ("2026-09-07", "work", "vill bli svetsare", "youth"),
        ]
        assert '"mapping talk" for Ali (no. 3)' in kaa("undo").out
        assert ask_rows(made, "SELECT count(*) FROM occupation") == [(0,)]
        assert ask_rows(made, "SELECT count(*) FROM measure") == [(0,)]

    def test_it_says_first_what_is_kept(self, made: Path) -> None:
        asked = kaa("occupation", "talk", "3", input=typed(*ANSWERS)).err
        before = asked.partition("How did you meet?")[0]
        assert "Kept is what the law lists" in before
        assert "Nothing of health, family, origin, faith or crime." in before

    def test_it_rests_the_ladder(self, made: Path) -> None:
        kaa("occupation", "talk", "3", input=typed(*ANSWERS))
        rows = kaa("next", "-n", "99", "-f", "json").json
        assert 3 not in [row["youth"] for row in rows]

    def test_every_question_can_be_passed_over(self, made: Path) -> None:
        answer = kaa("occupation", "talk", "3", input=typed("", "", "", "", "", "y"))
        first = answer.out.splitlines()[0]
        assert first == "Saved: Ali (no. 3), came to us, reached, today."
        assert ask_rows(made, "SELECT count(*) FROM occupation") == [(0,)]

    @pytest.mark.parametrize("answered", range(len(ANSWERS)))
    def test_where_the_answers_end_nothing_is_saved(self, made: Path, answered: int) -> None:
        before = contents(made, with_log=True)
        answer = kaa("occupation", "talk", "3", input=typed(*ANSWERS[:answered]))
        assert (answer.code, "Nothing was saved." in answer.err) == (2, True)
        assert contents(made, with_log=True) == before

    def test_from_a_pipe_the_yes_is_said(self, made: Path) -> None:
        answer = kaa("occupation", "talk", "3", input=typed(*ANSWERS[:-1], ""))
        assert answer.code == 3
        assert ask_rows(made, "SELECT count(*) FROM attempt") == [(0,)]

    def test_at_a_terminal_enter_is_enough(self, made: Path) -> None:
        answer = in_terminal("occupation", "talk", "3", input=typed(*ANSWERS[:-1], ""))
        assert answer.code == 0
        assert "Save? [Y/n]" in answer.out

    def test_an_earlier_occupation_without_a_day_is_not_kept(self, made: Path) -> None:
        answers = ("phone", "work", "", "komvux", "", "", "", "", "y")
        answer = kaa("occupation", "talk", "3", input=typed(*answers))
        assert "Without a day it is not kept." in answer.err
        assert ask_rows(made, "SELECT code FROM occupation") == [("work",)]

    def test_what_is_no_answer_is_asked_for_again(self, made: Path) -> None:
        answers = ("by-pigeon", "phone", "sailing", "work", "2030-01-01", *ANSWERS[2:])
        answer = kaa("occupation", "talk", "3", input=typed(*answers))
        assert answer.code == 0, answer.err
        for sentence in ("is not a channel", "is not an occupation", "No later than 2026-09-07"):
            assert sentence in answer.err

    def test_a_guardian_may_have_told_it_of_a_minor(self, made: Path) -> None:
        (minor,) = [
            row["youth"]
            for row in kaa("youth", "list", "-f", "json").json
            if row["birth_year"] == 2009
        ][:1]
        answers = ("phone", "guardian", "work", "", "", "", "", "", "y")
        assert kaa("occupation", "talk", str(minor), input=typed(*answers)).code == 0
        assert listed()[0]["source"] == "guardian"

    def test_who_is_not_in_the_duty_is_not_talked_with(self, made: Path) -> None:
        kaa("youth", "close", "3", "moved")
        assert "no longer covered" in kaa("occupation", "talk", "3", input=typed(*ANSWERS)).err
