"""The call session as it is typed: scripted through standard input, in both languages."""

import json
from pathlib import Path
from typing import Any

import pytest

from terminal import Answer, ask_rows, contents, kaa, rows_of

AT = {"KAA_TODAY": "2026-09-07T13:05"}
ATTEMPTS = (
    "SELECT registration_id, channel, target, result, phone_id, occupation, next_on, next_at"
    " FROM attempt ORDER BY id"
)


def called(*lines: str, lang: str = "en", args: tuple[str, ...] = ()) -> Answer:
    """A session with these lines typed; it must end well and hold nobody."""
    answer = kaa("--lang", lang, "call", *args, input="\n".join((*lines, "q", "")), env=AT)
    assert answer.code == 0, answer.err
    return answer


def attempts(made: Path) -> list[tuple[Any, ...]]:
    return ask_rows(made, ATTEMPTS)


def holds_nobody(made: Path) -> bool:
    return ask_rows(made, "SELECT count(*) FROM claim") == [(0,)]


def numbers(made: Path, youth: int) -> list[int]:
    return [
        number
        for (number,) in ask_rows(
            made, "SELECT id FROM phone WHERE youth_id = ? ORDER BY id", youth
        )
    ]


def test_a_session_shows_the_card_that_next_shows_and_the_keys(made: Path) -> None:
    card = kaa("next", env=AT).out.splitlines()
    shown = called().out.splitlines()
    assert shown[: len(card) - 1] == card[:-1]
    assert shown[len(card) - 1 :] == [
        " [r]eached  [n]o answer  [v]oicemail  call [l]ater  [w]rong number  [d]eclines",
        " [s]kip  [u]ndo the last  [q]uit",
        " Anything else: kaa log 6",
    ]
    assert attempts(made) == []
    assert holds_nobody(made)


def test_no_answer_asks_about_the_sms_and_saves_both(made: Path) -> None:
    answer = called("n", "", "v", "n")
    assert answer.err.count("Did you send an sms too? [Y/n]") == 2
    (six,), (one, *_own) = numbers(made, 6), numbers(made, 1)
    assert [row[:5] for row in attempts(made)] == [
        (6, "phone", "youth", "no-answer", six),
        (6, "sms", "youth", "sent", six),
        (1, "phone", "guardian", "voicemail", max(numbers(made, 1))),
    ]
    assert one != max(numbers(made, 1))
    assert "Saved: Elias (no. 6), phone and text message, no answer, today 13:05." in answer.out
    assert "Next: call, Wednesday 9 September." in answer.out
    assert answer.out.endswith(" Call session 13:05–13:05 · 2 calls · 2 no answer (1 sms)\n")
    assert holds_nobody(made)


def test_a_landline_is_not_asked_about_an_sms(made: Path) -> None:
    answer = called("s", "s", "s", "s", "s", "n")
    assert "sms" not in answer.err
    assert [row[:4] for row in attempts(made)] == [(7, "phone", "youth", "no-answer")]


def test_a_key_that_is_none_is_told_and_asked_again(made: Path) -> None:
    answer = called("x", "", "nn")
    told = "That is no key here. Type one of r, n, v, l, w, d, s, u, q."
    assert answer.err.count(told) == 3
    assert attempts(made) == []


def test_keys_are_taken_in_either_case(made: Path) -> None:
    called("N", "Y")
    assert len(attempts(made)) == 2


def test_call_later_takes_an_hour_a_day_or_both_and_nothing_that_has_been(made: Path) -> None:
    answer = called("l", "12:00", "soon", "16:30", "l", "tomorrow", "l", "15/9 14:00", "l", "")
    assert answer.err.count("That has been already.") == 1
    assert '"soon" is not a day.' in answer.err
    assert [row[3:4] + row[6:] for row in attempts(made)] == [
        ("call-later", "2026-09-07", "16:30:00.000000"),
        ("call-later", "2026-09-08", None),
        ("call-later", "2026-09-15", "14:00:00.000000"),
    ]
    assert "3 calls · 3 call later" in answer.out


def test_reached_asks_who_and_what_and_books_the_visit_in_the_same_command(made: Path) -> None:
    answer = called("s", "s", "r", "g", "y", "none", "", "15/9 14:00")
    assert "Type one of y, s." in answer.err, "Leo is 18: nobody asks about a guardian"
    assert attempts(made)[0][:6] == (2, "phone", "youth", "reached", numbers(made, 2)[0], "none")
    booked = ask_rows(made, 'SELECT registration_id, kind, "on", at, state FROM appointment')
    assert booked == [(2, "information-visit", "2026-09-15", "14:00:00.000000", "booked")]
    assert "Booked: Leo (no. 2), information visit, Tue 15 Sep 14:00." in answer.out
    assert "Offer an information visit." not in answer.out
    assert "1 call · 1 reached (1 youth) · 1 visit booked" in answer.out
    assert "reached" in kaa("undo").out
    assert attempts(made) == []
    assert ask_rows(made, "SELECT count(*) FROM appointment") == [(0,)]


@pytest.mark.parametrize(("answers", "booked"), [(["n"], 0), (["y", ""], 0), (["", "16:00"], 1)])
def test_a_visit_may_be_declined_or_left_without_a_day(
    made: Path, answers: list[str], booked: int
) -> None:
    called("r", "y", "none", *answers)
    assert len(attempts(made)) == 1
    assert ask_rows(made, "SELECT count(*) FROM appointment") == [(booked,)]


def test_a_visit_that_cannot_be_booked_saves_nothing_and_asks_again(made: Path) -> None:
    answer = called("r", "y", "none", "y", "2027-09-01 10:00")  # Elias is 20 by then
    assert "has turned 20 by that day. Nothing was saved." in answer.err
    assert attempts(made) == []
    assert answer.out.count("Anything else: kaa log 6") == 2


def test_the_number_called_is_the_one_on_the_card_whoever_answered(made: Path) -> None:
    called("s", "r", "y", "")
    own, guardian = numbers(made, 1)
    assert attempts(made) == [(1, "phone", "youth", "reached", guardian, None, None, None)]
    states = ask_rows(made, "SELECT id, state FROM phone WHERE youth_id = 1 ORDER BY id")
    assert states == [(own, "unknown"), (guardian, "works")]


def test_other_needs_a_few_words_and_an_unknown_word_is_asked_again(made: Path) -> None:
    answer = called("r", "y", "juggler", "other", "", "other", "sings in a band")
    assert '"juggler"' in answer.err
    assert ask_rows(made, "SELECT code, says FROM occupation") == [("other", "sings in a band")]
    assert attempts(made)[0][5] == "other"


def test_a_no_is_asked_for_the_occupation_but_offered_nothing(made: Path) -> None:
    answer = called("s", "d", "g", "none")
    assert "information visit" not in answer.err
    assert [row[:4] for row in attempts(made)] == [(1, "phone", "guardian", "declined")]
    assert "1 reached (1 guardian)" in answer.out


def test_going_back_from_a_question_saves_nothing(made: Path) -> None:
    answer = called("r", "", "l", "", "d", "")
    assert attempts(made) == []
    assert answer.out.count("Anything else: kaa log 6") == 4


def test_after_a_wrong_number_the_next_number_of_the_same_youth_comes(made: Path) -> None:
    answer = called("s", "s", "s", "w", "n", "n")
    first, second = numbers(made, 3)
    assert [row[3:5] for row in attempts(made)] == [("wrong-number", first), ("no-answer", second)]
    assert "1 no answer · 1 wrong number" in answer.out


def test_a_skipped_youth_comes_last_and_is_stored_nowhere(made: Path) -> None:
    called()  # so that Anna's name is known
    before = contents(made)
    answer = called(*["s"] * 9)
    asked = [line for line in answer.out.splitlines() if "Anything else" in line]
    assert [line.split()[-1] for line in asked] == [*"6123578", "11", "12", "6"]
    assert answer.out.count("Skipped before in this session.") == 1
    assert "Call session" not in answer.out
    assert contents(made) == before


def test_undo_takes_back_the_last_saved_of_the_session_and_shows_that_youth_again(
    made: Path,
) -> None:
    answer = called("n", "y", "s", "u", "u", "w")
    assert 'Undone: "no answer" for Elias (no. 6), today.' in answer.out
    assert "Nothing has been saved in this session" in answer.err
    assert [row[:4] for row in attempts(made)] == [(6, "phone", "youth", "wrong-number")]
    assert "1 call · 1 wrong number" in answer.out
    assert holds_nobody(made)


def test_undo_in_a_session_leaves_earlier_commands_alone(made: Path) -> None:
    assert kaa("log", "2", "no-answer", env=AT).code == 0
    called("u")
    assert len(attempts(made)) == 1


def test_every_answer_is_a_command_of_its_own(made: Path) -> None:
    called("n", "y", "l", "16:30")
    told = "SELECT command, kind, what FROM log_entry WHERE kind = 'change' ORDER BY id"
    last = ask_rows(made, told)[-2:]
    assert [(command, kind, json.loads(what)["result"]) for command, kind, what in last] == [
        ("contact log", "change", "no-answer"),
        ("contact log", "change", "call-later"),
    ]


def test_the_end_of_the_input_ends_the_session_like_q(made: Path) -> None:
    answer = kaa("call", input="n\ny\n", env=AT)
    assert (answer.code, len(attempts(made))) == (0, 2)
    assert "1 call · 1 no answer (1 sms)" in answer.out
    assert holds_nobody(made)


def test_the_end_of_the_input_within_a_call_says_that_it_was_not_saved(made: Path) -> None:
    answer = kaa("call", input="n\ny\nr\ny\n", env=AT)
    assert answer.code == 2
    assert "the attempt on screen was not saved" in answer.err
    assert "1 call · 1 no answer (1 sms)" in answer.out
    assert len(attempts(made)) == 2
    assert holds_nobody(made)


def test_nobody_due_is_told_as_next_tells_it(made: Path) -> None:
    for number in (1, 2, 3, 5, 6, 7, 8, 11, 12):
        assert kaa("log", str(number), "no-answer", env=AT).code == 0
    told = kaa("next", "--channel", "phone", env=AT).out
    assert called().out == told


def test_when_the_last_is_done_the_session_ends_by_itself(made: Path) -> None:
    for number in (1, 2, 3, 5, 7, 8, 11, 12):
        assert kaa("log", str(number), "no-answer", env=AT).code == 0
    out = kaa("call", input="n\ny\nn\ny\n", env=AT).out
    assert "Nobody is due in that way; 3 youths are in others: kaa next" in out
    assert out.endswith("1 call · 1 no answer (1 sms)\n")


def test_mine_are_those_whose_contact_person_one_is(made: Path) -> None:
    assert kaa("youth", "assign", "8", "--to", "Anna").code == 0
    out = called("n", "n", args=("--mine",)).out
    assert "Saga Holm" in out
    assert out.count("Anything else") == 1


def test_a_session_of_letters_knows_sent_only_and_counts_attempts(made: Path) -> None:
    assert kaa("log", "4", "no-number", env=AT).code == 0
    answer = called("r", "t", "t", args=("--channel", "letter"))
    assert "Type one of t, s, u, q." in answer.err
    assert sorted(row[0] for row in attempts(made) if row[3] == "sent") == [4, 9]
    assert "2 attempts · 2 sent" in answer.out


@pytest.mark.parametrize("lang", ["en", "sv"])
def test_a_protected_youth_is_not_shown_by_a_session_of_letters(made: Path, lang: str) -> None:
    answer = called("s", "u", lang=lang, args=("--channel", "letter"))
    assert ("no. 9" if lang == "en" else "nr 9") in answer.out
    for secret in ("Freja", "Berg", "Hemliga", "2009", "06 19", "06 20", "Eva", "Alströmer"):
        assert secret not in answer.out + answer.err


def test_no_protected_youth_comes_by_phone(made: Path) -> None:
    assert "log 9\n" not in called(*["s"] * 12).out


def test_a_channel_that_is_none_is_refused_before_anything(made: Path) -> None:
    answer = kaa("call", "--channel", "pigeon", env=AT)
    assert answer.code == 2
    assert '"pigeon" is not a channel.' in answer.err


def test_without_the_hour_the_sum_tells_none(made: Path) -> None:
    assert kaa("call", input="n\ny\n").out.endswith(
        " Call session · 1 call · 1 no answer (1 sms)\n"
    )


def test_a_session_in_swedish(made: Path) -> None:
    answer = called("i", "j", "i", "n", "n", "u", "ingen", "j", "15/9 14.00", "h", "u", lang="sv")
    assert (
        " [n]ådd  [i]nget svar  [t]elefonsvarare  ring [s]enare  [f]el nummer  [a]vböjer\n"
        " [h]oppa över  [u] ångra förra  [q] sluta\n"
        " Annat: kaa log 6\n"
    ) in answer.out
    assert "Skickade du sms också? [J/n]" in answer.err
    assert "Vem? [u]ngdomen  [a]nnan" in answer.err
    assert "Vad gör Leo nu? (arbete, komvux, ingen ...; Enter: sades inte)" in answer.err
    assert "Sparat: Elias (nr 6), telefon och sms, inget svar, i dag 13.05." in answer.out
    assert "Bokat: Leo (nr 2), informationsbesök, tis 15 sep 14.00." in answer.out
    assert "Ångrat: ”nådd” för Leo (nr 2), i dag." in answer.out
    assert answer.out.endswith(" Ringpass 13.05–13.05 · 2 samtal · 2 inget svar (1 sms)\n")


def test_the_sum_of_a_morning_in_swedish_adds_up(made: Path) -> None:
    lines = ["i", "j", "n", "v", "", "n", "u", "arbete", "f", "t", "n", "s", "16.30"]
    out = called(*lines, lang="sv").out
    assert out.endswith(
        " Ringpass 13.05–13.05 · 6 samtal · 2 nådda (1 ungdom, 1 vårdnadshavare)\n"
        " 2 inget svar (1 sms) · 1 fel nummer · 1 ring senare\n"
    )


class TestClaimsWhenLogging:
    """What a plain `kaa log` does about claims, in a pipe."""

    def test_logging_lets_go_of_ones_own(self, made: Path) -> None:
        assert kaa("next", "--claim", env=AT).code == 0
        assert not holds_nobody(made)
        assert kaa("log", "6", "no-answer", env=AT).code == 0
        assert holds_nobody(made)

    def test_a_reply_lets_go_of_ones_own_and_is_not_hindered_by_others(self, made: Path) -> None:
        assert kaa("next", "--claim", env=AT).code == 0
        bo = kaa("contact", "reply", "6", "phone", env=AT | {"KAA_USER": "Bo"})
        assert (bo.code, bo.err) == (0, "")
        assert not holds_nobody(made)
        assert kaa("contact", "reply", "6", "sms", env=AT).code == 0
        assert holds_nobody(made)

    def test_what_somebody_else_has_is_saved_and_told(self, made: Path) -> None:
        assert kaa("next", "--claim", env=AT).code == 0
        answer = kaa("log", "2,6", "no-answer", env=AT | {"KAA_USER": "Bo"})
        assert (answer.code, answer.err) == (0, "Anna has no. 6 until 13:35.\n")
        assert len(attempts(made)) == 2
        assert not holds_nobody(made), "Anna's claim is Anna's"

    def test_a_claim_that_has_run_out_is_nobodys(self, made: Path) -> None:
        assert kaa("next", "--claim", env=AT).code == 0
        with rows_of(made) as register:
            register.execute("UPDATE claim SET until_at = '2026-09-07 00:00:00.000000'")
        assert kaa("log", "6", "no-answer", env=AT | {"KAA_USER": "Bo"}).err == ""
