"""Free text that tells of health, crime and the like: refused wherever it is typed or taken in."""

from pathlib import Path

import pytest

from lists import attempt, refusals
from refusals import one_sentence, refused
from terminal import Answer, ask_rows, contents, kaa

pytestmark = pytest.mark.same_anywhere("what is asked about words")

SAYS = (
    'The note contains "diagnos". That may not be kept in the register (ordinance 2006:39). '
    "Reword it or leave it empty; does the word mean something else: kaa settings allowed-words. "
    "Nothing was saved."
)
PREPARED = [
    ["programme", "add", "Möjligheten", "--type", "coaching"],
    ["application", "add", "2", "Möjligheten", "--signed", "today", "--referred-by", "school"],
    ["consent", "give", "2", "actor", "--actor", "employment-service"],
    ["measure", "offer", "3", "coaching", "--accepted"],
    ["measure", "start", "3"],
    ["outcome", "record", "4", "studies"],
]
TYPED = {
    "note": ["log", "1", "reached", "--note", "WORD"],
    "place": ["log", "1", "not-home", "--channel", "home-visit", "--place", "WORD"],
    "companion": ["log", "1", "not-home", "--channel", "home-visit", "--with", "WORD"],
    "told": ["log", "1", "reached", "other", "--says", "WORD"],
    "occupation": ["occupation", "set", "1", "other", "--says", "WORD"],
    "reply": ["contact", "reply", "1", "sms", "--note", "WORD"],
    "step": ["step", "1", "--note", "WORD"],
    "goal": ["measure", "offer", "1", "coaching", "--goal", "WORD"],
    "by-youth": ["measure", "offer", "1", "coaching", "--by-youth", "WORD"],
    "by-other": ["measure", "offer", "1", "coaching", "--by-other", "WORD"],
    "provider": ["measure", "offer", "1", "coaching", "--provider", "WORD"],
    "week": ["programme", "enrol", "1", "Möjligheten", "--week", "WORD"],
    "ended": ["measure", "end", "3", "completed", "--occupation", "other", "--says", "WORD"],
    "follow-up": ["measure", "follow-up", "3", "--note", "WORD"],
    "decision": ["team", "decide", "2", "accepted", "--note", "WORD", "--yes"],
    "referral": ["referral", "out", "2", "employment-service", "--note", "WORD"],
    "referred": ["referral", "in", "1", "employment-service", "--note", "WORD"],
    "meeting": ["appointment", "add", "1", "talk", "tomorrow", "10:00", "--place", "WORD"],
    "check": ["outcome", "check", "4", "interrupted", "--reason", "other", "--says", "WORD"],
    "programme": ["programme", "add", "WORD", "--type", "coaching"],
    "run": ["programme", "run", "Möjligheten", "--name", "WORD", "--from", "2026-09-01"],
    "type": ["measure", "types", "add", "hundar", "--sv", "WORD", "--en", "dogs"],
    "take over": ["contact", "take", "1", "--reason", "WORD"],
}


@pytest.fixture
def prepared(made: Path) -> Path:
    for line in PREPARED:
        assert kaa(*line).code == 0, line
    return made


def stopped(made: Path, *words: str, input: str = "") -> Answer:  # noqa: A002
    """A command that is refused and keeps nothing but that it was."""
    before = contents(made)
    answer = kaa(*words, input=input)
    one_sentence(answer, 3)
    assert contents(made) == before
    return answer


@pytest.mark.parametrize("where", TYPED)
def test_a_typed_text_is_refused_and_says_which_word(prepared: Path, where: str) -> None:
    words = [word.replace("WORD", "Väntar på diagnos") for word in TYPED[where]]
    assert stopped(prepared, *words).err.endswith(SAYS + "\n")
    assert kaa(*[word.replace("WORD", "Väntar på buss") for word in TYPED[where]]).code == 0


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        (["log", "1", "reached", "--note", "-"], "Har diagnos\n"),
        (["show", "9", "--reason"], "Frågan gäller diagnos\n"),
        (["youth", "phone", "1"], "070-174 06 98 (ring ej, diagnos)\n"),
    ],
)
def test_what_is_asked_for_is_looked_through_too(made: Path, words: list[str], typed: str) -> None:
    assert SAYS in stopped(made, *words, input=typed).err


LISTS = {
    "attempts": ("on;channel;result;note", "2026-09-07;phone;reached;Har diagnos", "note"),
    "occupations": ("on;occupation;says", "2026-09-01;other;Väntar på diagnos", "says"),
    "measures": ("type;started_on;goal", "coaching;2026-09-01;Klara diagnosen", "goal"),
    "steps": ("on;says", "2026-09-01;Berättade om sin diagnos", "says"),
    "phones": ("phone", "070-174 06 98 (efter diagnos)", "phone"),
    "roster": ("referred_by", "Psykiatrin", "referred_by"),
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_row_of_a_list_is_refused_with_its_field(made: Path, kind: str) -> None:
    heading, row, field = LISTS[kind]
    number = "20080201-2383"
    answer = attempt(
        made.parent, f"identity_number;{heading}", f"{number};{row}", options=("--as", kind)
    )
    assert answer.code == 3
    assert (2, field, "sensitive") in refusals(answer)
    assert "(ordinance 2006:39)" in answer.err + answer.out


def test_a_word_that_means_something_else_here_is_allowed_by_a_logged_decision(
    made: Path,
) -> None:
    note = ["log", "1", "reached", "--note", "Praktik med rehabhundar"]
    assert kaa(*note).code == 3
    assert kaa("settings", "allowed-words", "rehabhund").code == 0
    assert kaa(*note).code == 0
    assert kaa("log", "1", "reached", "--note", "rehabhund mot diagnos").code == 3
    ((by, what),) = ask_rows(made, "SELECT by, what FROM log_entry WHERE command = 'settings'")
    assert by == "Anna"
    assert "rehabhund" in what
    assert kaa("settings", "allowed-words", "none").code == 0
    assert kaa(*note).code == 3


def test_a_list_is_taken_in_with_a_word_that_is_allowed(made: Path) -> None:
    row = "20080201-2383;2026-09-01;Vann en brottartävling; rehabhund"
    told = ("identity_number;on;says", row.replace("; ", ", "))
    assert attempt(made.parent, *told, options=("--as", "steps", "--yes")).code == 3
    assert kaa("settings", "allowed-words", "rehabhund").code == 0
    known = ask_rows(made, "SELECT identity_number FROM youth WHERE id = 1")[0][0]
    told = (told[0], told[1].replace("20080201-2383", known))
    assert attempt(made.parent, *told, options=("--as", "steps", "--yes")).code == 0


@pytest.mark.parametrize("words", ["ab", "diagnos 2", "a,b", "x" * 41, ""])
def test_what_is_no_list_of_words_is_refused(made: Path, words: str) -> None:
    assert (
        "words of at least three letters"
        in refused(made, 2, "settings", "allowed-words", words).err
    )
