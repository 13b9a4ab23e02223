"""Every wrong word a user can type: one sentence, the right code, nothing stored."""

from pathlib import Path

import pytest

from refusals import REFUSED, USAGE, discreet, refused
from terminal import EXAMPLE, ask_rows, contents, kaa, kaa_process

pytestmark = pytest.mark.same_anywhere("refused before a register is opened")

GARBAGE = [
    "",
    " ",
    "Nova",
    "0",
    "-1",
    "1.5",
    "#17",
    "17;rm",
    "٣",
    "1e3",
    "200903122380",
    "\x1b[31m",
]


@pytest.mark.parametrize("typed", GARBAGE)
@pytest.mark.parametrize(
    "command",
    [
        ["log", "{}", "no-answer"],
        ["contact", "reply", "{}", "phone"],
        ["show", "{}"],
        ["ladder", "{}"],
        ["timeline", "{}"],
        ["youth", "edit", "{}", "street", "--value", "X"],
        ["youth", "phone", "{}"],
        ["youth", "close", "{}", "moved"],
        ["youth", "reopen", "{}"],
        ["occupation", "set", "{}", "work"],
        ["outcome", "record", "{}", "work"],
        ["undo", "{}"],
    ],
    ids=lambda command: "-".join(command[:2]),
)
def test_garbage_for_a_youth_is_refused(made: Path, command: list[str], typed: str) -> None:
    before = contents(made, with_log=True)
    words = [word.format(typed) for word in command]
    answer = kaa(*words, input="070-174 06 40\n")
    discreet(answer)
    assert answer.code in {USAGE, REFUSED}
    assert answer.err.count("\n") == 1 or "Phone number >" in answer.err
    assert "200903122380" not in answer.err
    assert contents(made, with_log=True) == before


@pytest.mark.parametrize(
    "command",
    [
        ["log", "71", "no-answer"],
        ["log", "1,71", "no-answer"],
        ["contact", "reply", "71", "phone"],
        ["show", "71"],
        ["ladder", "71"],
        ["timeline", "71"],
        ["youth", "edit", "71", "street", "--value", "X"],
        ["youth", "edit", "71", "--checked"],
        ["youth", "phone", "71"],
        ["youth", "close", "71", "moved"],
        ["youth", "reopen", "71"],
        ["occupation", "set", "71", "work"],
        ["outcome", "record", "71", "work"],
    ],
    ids=" ".join,
)
def test_an_unknown_youth_is_named_and_the_way_to_search(made: Path, command: list[str]) -> None:
    answer = refused(made, REFUSED, *command)
    assert answer.err == ('There is no youth no. 71. Search with "kaa find". Nothing was saved.\n')


@pytest.mark.parametrize("number", ["99999999", "9999999999", "99999999999999999999"])
@pytest.mark.parametrize("command", ["show", "ladder", "timeline", "undo"])
def test_a_number_too_large_for_a_youth_is_refused(made: Path, command: str, number: str) -> None:
    refused(made, REFUSED, command, number)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["log", "2", "no-anser"], 'Did you mean "no-answer"?'),
        (["log", "2", "s"], "can mean several"),
        (["log", "2", "200903122380"], "is not a result"),
        (["log", "2", "replied"], "is not a result"),
        (["log", "2", ""], "is not a result"),
        (["log", "2", "sent", "--channel", "lettre"], 'Did you mean "letter"?'),
        (["log", "2", "sent", "--channel", "pigeon"], '"pigeon"'),
        (["log", "2", "no-answer", "--to", "mother"], '"mother"'),
        (["log", "2", "reached", "wrok"], 'Did you mean "work"?'),
        (["log", "2", "reached", "--occupation", "zzz"], '"zzz"'),
        (["contact", "reply", "2", "find-number"], '"find-number"'),
        (["contact", "reply", "2", "phone", "--from", "uncle"], '"uncle"'),
        (["occupation", "set", "2", "pilot"], '"pilot"'),
        (["occupation", "set", "2", "work", "--source", "gossip"], '"gossip"'),
        (["outcome", "record", "2", "wrk"], 'Did you mean "work"?'),
        (["youth", "close", "2", "bored"], '"bored"'),
        (["youth", "reopen", "2", "bored"], '"bored"'),
        (["next", "--channel", "pigeon"], '"pigeon"'),
        (["youth", "phone", "2", "--of", "aunt"], '"aunt"'),
        (["youth", "phone", "2", "--state", "fine"], '"fine"'),
        (["youth", "edit", "2", "born_on"], "cannot be edited"),
        (["youth", "edit", "2", "protection", "--value", "much"], '"much"'),
        (["youth", "edit", "2", "preferred_channel", "--value", "owl"], '"owl"'),
        (["import", str(EXAMPLE), "--as", "poems"], "is not a kind of list"),
        (["import", str(EXAMPLE), "--show", "all"], "nothing that a difference shows"),
        (["report", "outcomes", "--by", "mood"], "sex, age, school, reason"),
        (["report", "reach", "--half-year", "2026H3"], "Write for example 2026H2"),
        (["init", "--kind", "shop"], "--kind takes kaa or programme"),
        (["--lang", "fi", "next"], "Choose sv or en"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_an_unknown_code_is_answered_with_the_nearest(
    made: Path, words: list[str], sentence: str
) -> None:
    assert sentence in refused(made, USAGE, *words).err


@pytest.mark.parametrize(
    "words",
    [
        ["nxt"],
        ["next", "--chanel", "phone"],
        ["next", "-n"],
        ["next", "-n", "0"],
        ["next", "-n", "-3"],
        ["next", "-n", "many"],
        ["next", "Nova"],
        ["log"],
        ["log", "2"],
        ["log", "2", "reached", "work", "more"],
        ["contact"],
        ["contact", "dance"],
        ["youth"],
        ["report"],
        ["report", "weather"],
        ["youth", "close", "2"],
        ["youth", "edit", "2"],
        ["youth", "edit", "2", "street", "city", "--value", "X"],
        ["youth", "edit", "2", "protection", "--clear"],
        ["import"],
        ["--nonsense"],
        ["undo", "--list", "-n", "0"],
        ["find", "Ekdahl"],
        ["youth", "find", "0612"],
        ["show", "9", "--reason"],
        ["log", "-", "no-answer"],
        ["import", str(EXAMPLE), "--column", "Mobil"],
        ["import", str(EXAMPLE), "--column", "=phone"],
    ],
    ids=" ".join,
)
def test_a_command_typed_wrong_is_a_usage_error(made: Path, words: list[str]) -> None:
    before = contents(made, with_log=True)
    answer = kaa(*words)
    assert answer.code == USAGE
    discreet(answer)
    assert contents(made, with_log=True) == before


@pytest.mark.parametrize("typed", ["soon", "1/2/3", "31/4", "2026-02-30", "20260907", "+3"])
@pytest.mark.parametrize(
    "words",
    [
        ["log", "2", "no-answer", "--on"],
        ["log", "2", "no-answer", "--next"],
        ["contact", "reply", "2", "sms", "--on"],
        ["youth", "close", "2", "moved", "--on"],
        ["occupation", "set", "2", "work", "--on"],
        ["outcome", "record", "2", "work", "--on"],
        ["report", "outcomes", "--from"],
        ["report", "outcomes", "--to"],
    ],
    ids=" ".join,
)
def test_a_day_that_is_none_is_refused_with_an_example(
    made: Path, words: list[str], typed: str
) -> None:
    answer = refused(made, USAGE, *words, typed)
    assert "Write for example 2026-09-07" in answer.err


@pytest.mark.parametrize("typed", ["25", "24.00", "noon", "1548", "15.4"])
def test_an_hour_that_is_none_is_refused_with_an_example(made: Path, typed: str) -> None:
    answer = refused(made, USAGE, "log", "2", "no-answer", "--at", typed)
    assert "15.48, 15:48 or 16" in answer.err


@pytest.mark.parametrize("day", ["2026-9-7", "today", "yesterday", "monday", "x" * 500])
@pytest.mark.parametrize("command", [[], ["next"], ["log", "2", "no-answer"]], ids=" ".join)
def test_a_day_of_the_environment_that_is_none_is_refused(
    made: Path, command: list[str], day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAA_TODAY", day)
    assert "KAA_TODAY must be a day" in refused(made, USAGE, *command).err


FUTURE = [
    ["log", "2", "no-answer", "--on", "2026-09-08"],
    ["log", "2", "reached", "--on", "+1d"],
    ["contact", "reply", "2", "sms", "--on", "+2w"],
    ["youth", "close", "2", "moved", "--on", "+1d"],
    ["occupation", "set", "2", "work", "--on", "+1d"],
    ["outcome", "record", "2", "work", "--on", "+1d"],
]


@pytest.mark.parametrize("words", FUTURE, ids=" ".join)
def test_what_has_not_been_yet_is_refused(made: Path, words: list[str]) -> None:
    assert "has not been yet" in refused(made, REFUSED, *words).err


def test_a_period_that_has_not_begun_cannot_be_reopened(made: Path) -> None:
    kaa("youth", "close", "2", "moved")
    refused(made, REFUSED, "youth", "reopen", "2", "--on", "+3d")


def test_a_registration_cannot_be_moved_into_the_future(made: Path) -> None:
    refused(made, REFUSED, "youth", "edit", "2", "registered_on", "--value", "2027-01-01")


@pytest.mark.parametrize(
    "words",
    [
        ["log", "2", "no-answer", "--on", "2026-09-06"],
        ["log", "1,2", "no-answer", "--on", "2026-09-06"],
        ["contact", "reply", "2", "sms", "--on", "2025-01-01"],
    ],
    ids=" ".join,
)
def test_an_attempt_before_the_registration_is_refused(made: Path, words: list[str]) -> None:
    assert "the registration begins on 2026-09-07" in refused(made, REFUSED, *words).err


@pytest.mark.parametrize(
    ("today", "on", "code"),
    [
        ("2026-10-04", "today", 0),
        ("2026-10-05", "today", REFUSED),  # the 20th birthday itself
        ("2026-10-06", "yesterday", REFUSED),
        ("2026-10-06", "2026-10-04", 0),  # the scope is that of the attempt's own day
    ],
)
def test_the_duty_ends_on_the_20th_birthday(
    made: Path, today: str, on: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAA_TODAY", today)
    if code:
        answer = refused(made, code, "log", "6", "no-answer", "--on", on)
        assert "turned 20 on 2026-10-05" in answer.err
    else:
        assert kaa("log", "6", "no-answer", "--on", on).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["log", "2", "no-answer"],
        ["log", "1,2", "no-answer"],
        ["contact", "reply", "2", "sms"],
        ["youth", "close", "2", "moved"],
    ],
    ids=" ".join,
)
def test_a_closed_youth_takes_no_more_attempts(made: Path, words: list[str]) -> None:
    assert kaa("youth", "close", "2", "moved").code == 0
    assert "closed on 2026-09-07" in refused(made, REFUSED, *words).err


def test_one_youth_out_of_many_stops_them_all(made: Path) -> None:
    kaa("youth", "close", "3", "moved")
    refused(made, REFUSED, "log", "1-6", "no-answer")
    assert ask_rows(made, "SELECT count(*) FROM attempt") == [(0,)]


@pytest.mark.parametrize(
    ("words", "said", "swedish"),
    [
        (["next", "--debug"], "kaa --debug next …", "kaa --debug next …"),
        (["next", "--version"], "kaa --version next …", "kaa --version next …"),
        (["log", "1", "--lang"], "kaa --lang sv|en log …", "kaa --lang sv|en log …"),
        (["youth", "list", "--db=x.db"], "kaa --db PATH|URL youth list …", "kaa --db SÖKVÄG|URL"),
    ],
)
def test_what_stands_before_the_command_is_said_to(
    words: list[str], said: str, swedish: str
) -> None:
    name = next(word for word in words if word.startswith("--")).partition("=")[0]
    answer = kaa(*words)
    assert answer.code == USAGE
    assert answer.err.startswith(f"{name} stands before the command: {said}"), answer.err
    told = kaa_process("--lang", "sv", *words).stderr.decode()
    assert told.startswith(f"{name} står före kommandot: {swedish}"), told
