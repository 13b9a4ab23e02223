"""What is typed right and cannot be: impossible pairs, missing words, texts not to be kept."""

from pathlib import Path

import pytest

import engines
from kaa_cli.rules.codes import AttemptResult, Channel
from refusals import REFUSED, USAGE, discreet, refused
from terminal import ask_rows, contents, kaa

pytestmark = pytest.mark.same_anywhere("the rules decide")

TALKS = {
    "phone",
    "home-visit",
    "in-person",
    "drop-in",
    "social-media",
    "via-school",
    "via-authority",
}
ALLOWED = dict.fromkeys(
    ("reached", "declined", "do-not-contact", "said-moved", "said-not-in-target"), TALKS
) | {
    "no-answer": {"phone"},
    "voicemail": {"phone"},
    "call-later": {"phone"},
    "wrong-number": {"phone", "sms"},
    "sent": {"sms", "letter", "postcard", "e-mail", "social-media"},
    "returned": {"letter", "postcard", "e-mail"},
    "not-home": {"home-visit", "in-person"},
    "no-number": {"find-number"},
}
NEEDED = {
    "call-later": ["--next", "+1d"],
    "do-not-contact": ["--note", "has asked for it"],
}


def test_the_table_of_pairs_knows_every_result() -> None:
    assert set(ALLOWED) == {str(result) for result in AttemptResult} - {"replied"}


@pytest.mark.parametrize("result", list(ALLOWED))
def test_a_result_goes_with_its_channels_and_no_others(made: Path, result: str) -> None:
    fresh = engines.copy(made, made.with_name("fresh.db"))
    for channel in Channel:
        youth = "4" if result == "no-number" else "2"  # only no. 4 has no number
        words = ("log", youth, result, "--channel", channel, *NEEDED.get(result, []))
        if channel in ALLOWED[result]:
            if result == "returned":  # only what was sent can come back
                assert kaa("log", "2", "sent", "--channel", channel).code == 0
            answer = kaa(*words, "-f", "json")
            assert answer.code == 0, (channel, answer.err)
            assert (answer.json["channel"], answer.json["result"]) == (channel, result)
            engines.copy(fresh, made)
        else:
            answer = refused(made, REFUSED, *words)
            assert "cannot have the result" in answer.err
            assert "Nothing was saved." in answer.err


@pytest.mark.parametrize("channel", [str(c) for c in Channel if c != Channel.FIND_NUMBER])
def test_a_reply_comes_by_every_channel(made: Path, channel: str) -> None:
    assert kaa("contact", "reply", "2", channel).code == 0


REFUSALS = [
    (["log", "2", "no-answer", "--on", "today", "--next", "2026-09-06"], "before the attempt's"),
    (["log", "2", "call-later"], "When?"),
    (["log", "2", "call-later", "--at", "10.00"], "When?"),
    (["log", "2", "do-not-contact"], "needs a reason"),
    (["log", "2", "do-not-contact", "--next", "+30d"], "needs a reason"),
    (["log", "4", "wrong-number"], "Which number was wrong?"),
    (["log", "7", "no-answer", "--sms"], "no mobile"),
    (["log", "7", "sent", "--channel", "sms", "--number", "08-465 004 12"], "no mobile"),
    (["log", "2", "reached", "--sms"], "--sms goes with an unanswered call only"),
    (["log", "2", "sent"], "By which channel"),
    (["log", "2", "sent", "--channel", "letter", "--number", "070-174 06 40"], "--number goes"),
    (["log", "2", "no-answer", "--number", "12"], "no phone number"),
    (["log", "2", "no-answer", "--number", "112"], "no phone number"),
    (["log", "2", "no-answer", "--number", "call me"], "no phone number"),
    (["log", "9", "no-answer", "--number", "070-174 06 40"], "is protected"),
    (["log", "2", "reached", "other"], "needs a few words"),
    (["occupation", "set", "2", "other"], "needs a few words"),
    (["outcome", "record", "2", "work", "--detail", "komvux"], "does not go with that category"),
    (["outcome", "record", "2", "remains", "--detail", "komvux"], "does not go with"),
    (["youth", "edit", "9", "street", "--value", "X"], "protected registration"),
    (["youth", "edit", "2", "--checked"], "nothing to check"),
    (["youth", "reopen", "2"], "is not closed"),
    (["youth", "close", "2", "moved", "--on", "2026-09-01"], "cannot end before"),
    (["undo", "77"], "no entry 77"),
    (["report", "outcomes", "--from", "2026-09-07", "--to", "2026-09-01"], "ends before it begins"),
    (["policy", "show", "atlantis"], "atlantis"),
    (["policy", "check", "atlantis.toml"], "atlantis"),
]


@pytest.mark.parametrize(("words", "sentence"), REFUSALS, ids=[" ".join(w) for w, _s in REFUSALS])
def test_what_the_rules_refuse(made: Path, words: list[str], sentence: str) -> None:
    assert sentence in refused(made, REFUSED, *words).err


@pytest.mark.parametrize("number", ["", "12", "112", "90000", "abc", "070-174 06 05 06 07 08"])
def test_a_number_that_cannot_be_called_is_not_kept(made: Path, number: str) -> None:
    before = contents(made)
    answer = kaa("youth", "phone", "2", input=f"{number}\n")
    assert answer.code in {USAGE, REFUSED}
    assert answer.out == ""
    discreet(answer)
    assert contents(made) == before


def test_a_protected_youth_gets_no_number(made: Path) -> None:
    before = contents(made, with_log=True)
    answer = kaa("youth", "phone", "9", input="070-174 06 40\n")
    assert answer.code == REFUSED
    assert "is protected" in answer.err
    assert contents(made, with_log=True) == before


@pytest.mark.parametrize("text", ["a" * 201, "a\x1b[31mb", "a\x00b", "a\u202eb"], ids=ascii)
@pytest.mark.parametrize("field", ["given_name", "street", "school"])
def test_a_text_that_cannot_be_kept_is_refused(made: Path, field: str, text: str) -> None:
    refused(made, USAGE, "youth", "edit", "2", field, "--value", text)


HOSTILE_TEXT = "a\x1b]0;x\x07b"


@pytest.mark.parametrize(
    "words",
    [
        ["log", "2", "no-answer", "--note", HOSTILE_TEXT],
        ["log", "2", "reached", "--channel", "in-person", "--place", HOSTILE_TEXT],
        ["log", "2", "no-answer", "--with", HOSTILE_TEXT],
        ["log", "2", "reached", "other", "--says", HOSTILE_TEXT],
        ["contact", "reply", "2", "sms", "--note", HOSTILE_TEXT],
        ["occupation", "set", "2", "other", "--says", HOSTILE_TEXT],
        ["step", "2", "--note", HOSTILE_TEXT],
        ["programme", "add", HOSTILE_TEXT, "--type", "coaching"],
    ],
    ids=lambda words: " ".join(word for word in words if word != HOSTILE_TEXT),
)
def test_a_control_character_is_stopped_at_every_door(made: Path, words: list[str]) -> None:
    assert "characters that cannot be kept" in refused(made, REFUSED, *words).err


@pytest.mark.parametrize(
    "words",
    [
        ["log", "2", "no-answer", "--note"],
        ["contact", "reply", "2", "sms", "--note"],
        ["occupation", "set", "2", "other", "--says"],
    ],
    ids=" ".join,
)
def test_a_note_that_is_no_short_one_is_refused(made: Path, words: list[str]) -> None:
    refused(made, REFUSED, *words, "x" * 5000)


ADDED = ["20080101-2386", "", "Sara", "Test", "", "", "", "", ""]


@pytest.mark.parametrize(
    ("place", "typed", "code"),
    [
        (0, "20080101-2387", REFUSED),
        (0, "20080230-2386", REFUSED),
        (0, "nobody", REFUSED),
        (0, "", USAGE),
        (0, "20090312-2380", REFUSED),  # in the register already
        (0, "20120301-2388", REFUSED),  # still in compulsory school
        (0, "20060101-2388", REFUSED),  # has turned 20
        (1, "12", REFUSED),
        (2, "Sa\x1bra", USAGE),
        (8, "boredom", USAGE),
    ],
)
def test_a_new_youth_with_one_wrong_answer_is_not_added(
    made: Path, place: int, typed: str, code: int
) -> None:
    before = contents(made, with_log=True)
    lines = [*ADDED[:place], typed, *ADDED[place + 1 :]]
    answer = kaa("youth", "add", input="\n".join(lines) + "\n")
    assert answer.code == code, answer.err
    assert answer.out == ""
    discreet(answer)
    assert contents(made, with_log=True) == before


def test_a_new_youth_with_every_answer_right_is_added(made: Path) -> None:
    assert kaa("youth", "add", input="\n".join(ADDED) + "\n").code == 0
    assert ask_rows(made, "SELECT count(*) FROM youth") == [(13,)]


@pytest.mark.parametrize(
    "words",
    [
        ["find"],
        ["show", "1", "--reason"],
        ["youth", "add"],
        ["youth", "phone", "2"],
        ["youth", "edit", "2", "street"],
        ["log", "2", "no-answer", "--note", "-"],
        ["log", "2", "no-answer", "--number", "-"],
    ],
    ids=" ".join,
)
def test_a_question_nobody_answers_ends_with_nothing_saved(made: Path, words: list[str]) -> None:
    before = contents(made, with_log=True)
    answer = kaa(*words, input=None)
    assert answer.code == USAGE
    assert "Nobody answered the question. Nothing was saved." in answer.err
    discreet(answer)
    assert contents(made, with_log=True) == before
