"""Words for codes: every code has one, it can be typed in both languages, nearly right is told."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from kaa_cli import labels, words
from kaa_cli.labels import UnknownCode, quotable_path, read_code, typed
from kaa_cli.labels.codes import LABELS
from kaa_cli.labels.keys import KEYS, WHO, letter, read_key
from kaa_cli.rules import codes
from kaa_cli.rules.call_session import Act
from kaa_cli.rules.codes import (
    AttemptResult,
    AuthorityDetail,
    Channel,
    EndReason,
    OccupationCode,
    OutcomeCategory,
    PhoneState,
    Protection,
    Reason,
    Sex,
    Source,
    Target,
    Task,
    WorkDetail,
)
from kaa_cli.rules.results import session_results

LISTS = [found for found in vars(codes).values() if isinstance(found, type)]
CODE_LISTS = [found for found in LISTS if issubclass(found, StrEnum) and found is not StrEnum]
READ = [found for found in CODE_LISTS if found in LABELS]


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    words.use("en")


@pytest.mark.parametrize("codes_", CODE_LISTS, ids=lambda codes_: codes_.__name__)
def test_every_code_has_a_word_and_swedish_has_its_own(codes_: type[StrEnum]) -> None:
    said = {}
    for spoken in words.LANGUAGES:
        words.use(spoken)
        said[spoken] = [labels.label(code) for code in codes_]
        assert all(said[spoken])
        assert len(set(said[spoken])) == len(codes_)
    assert said["sv"] != said["en"]


@pytest.mark.parametrize("codes_", READ, ids=lambda codes_: codes_.__name__)
def test_no_typed_form_means_two_codes(codes_: type[StrEnum]) -> None:
    meant: dict[str, StrEnum] = {}
    for code, word in LABELS[codes_].items():
        swedish = words.in_context(word.context, word.english, "sv")
        for form in {labels.plain(text) for text in (code, word.english, swedish, *word.typed)}:
            assert meant.setdefault(form, code) is code, form


@pytest.mark.parametrize("spoken", words.LANGUAGES)
@pytest.mark.parametrize("codes_", READ, ids=lambda codes_: codes_.__name__)
def test_what_is_shown_can_be_typed(codes_: type[StrEnum], spoken: str) -> None:
    words.use(spoken)
    for code in codes_:
        for text in (code.value, labels.label(code), labels.titled(code), typed(code)):
            assert read_code(text, codes_) is code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("telefon", Channel.PHONE),
        ("tel", Channel.PHONE),
        ("ring", Channel.PHONE),
        ("Brev", Channel.LETTER),
        ("hembesok", Channel.HOME_VISIT),
        ("besök", Channel.HOME_VISIT),
        ("besok", Channel.HOME_VISIT),
        ("besökte", Channel.DROP_IN),
        ("besokte-oss", Channel.DROP_IN),
        ("epost", Channel.EMAIL),
        ("e post", Channel.EMAIL),
        ("mejl", Channel.EMAIL),
        ("email", Channel.EMAIL),
        ("sociala", Channel.SOCIAL_MEDIA),
        ("plats", Channel.IN_PERSON),
        ("skolan", Channel.VIA_SCHOOL),
        ("myndighet", Channel.VIA_AUTHORITY),
        ("HOME-VISIT", Channel.HOME_VISIT),
        ("inget-svar", AttemptResult.NO_ANSWER),
        ("inget svar", AttemptResult.NO_ANSWER),
        ("nadd", AttemptResult.REACHED),
        ("nådd", AttemptResult.REACHED),
        ("na\u030add", AttemptResult.REACHED),
        ("nå", AttemptResult.REACHED),
        ("rea", AttemptResult.REACHED),
        ("ring", AttemptResult.CALL_LATER),
        ("fel", AttemptResult.WRONG_NUMBER),
        ("retur", AttemptResult.RETURNED),
        ("inget-nummer", AttemptResult.NO_NUMBER),
        ("moved", AttemptResult.SAID_MOVED),
        ("vh", Target.GUARDIAN),
        ("komvux", OccupationCode.KOMVUX),
        ("komvux-gr", OccupationCode.KOMVUX_BASIC),
        ("ingen", OccupationCode.NONE),
        ("arbete", OccupationCode.WORK),
        ("okänd", OccupationCode.UNKNOWN),
        ("egen", Source.YOUTH),
        ("avbrott-nat", Reason.DROPPED_OUT_NATIONAL),
        ("Fyllt 20 år", EndReason.TURNED_20),
        ("turned-20", EndReason.TURNED_20),
        ("annan myndighet", OutcomeCategory.OTHER_AUTHORITY),
        ("feriejobb", WorkDetail.TEMPORARY),
        ("AF", AuthorityDetail.EMPLOYMENT_SERVICE),
        ("sekretess", Protection.CONFIDENTIALITY),
        ("fel", PhoneState.WRONG),
        ("k", Sex.FEMALE),
    ],
)
@pytest.mark.parametrize("spoken", words.LANGUAGES)
def test_both_languages_are_taken_whatever_is_spoken(text: str, code: StrEnum, spoken: str) -> None:
    words.use(spoken)
    assert read_code(text, type(code)) is code


@pytest.mark.parametrize(
    ("spoken", "text", "nearest", "sentence"),
    [
        (
            "sv",
            "inge-svar",
            "inget-svar",
            "”inge-svar” är inget resultat. Menade du ”inget-svar”? "
            "Alla resultat: kaa contact log --help",
        ),
        (
            "en",
            "no-anser",
            "no-answer",
            '"no-anser" is not a result. Did you mean "no-answer"? '
            "All results: kaa contact log --help",
        ),
    ],
)
def test_an_unknown_word_is_answered_with_the_nearest(
    spoken: str, text: str, nearest: str, sentence: str
) -> None:
    words.use(spoken)
    with pytest.raises(UnknownCode) as refused:
        read_code(text, AttemptResult)
    assert refused.value.nearest == nearest
    assert refused.value.sentence == sentence
    assert refused.value.exit_code == 2
    assert len(refused.value.known) == len(AttemptResult)


def test_the_beginning_of_several_names_them() -> None:
    words.use("sv")
    with pytest.raises(UnknownCode) as refused:
        read_code("inget", AttemptResult)
    assert refused.value.nearest is None
    assert refused.value.known == ("inget-svar", "inget-nummer")
    assert refused.value.sentence == "”inget” kan betyda flera: inget-svar, inget-nummer."


@pytest.mark.parametrize("text", ["", "  ", "-", "xyzzy"])
def test_what_is_like_nothing_is_told_what_is_known(text: str) -> None:
    with pytest.raises(UnknownCode) as refused:
        read_code(text, OutcomeCategory)
    assert refused.value.nearest is None
    assert refused.value.sentence.endswith("Known: studies, work, other-authority, remains.")


def test_a_restricted_set_is_all_that_is_known() -> None:
    spoken_to = (AttemptResult.REACHED, AttemptResult.RETURNED)
    assert read_code("ret", AttemptResult, among=spoken_to) is AttemptResult.RETURNED
    with pytest.raises(UnknownCode) as refused:
        read_code("no-answer", AttemptResult, among=spoken_to)
    assert refused.value.known == ("reached", "returned")


@pytest.mark.parametrize("number", ["20080312-2382", "070-174 06 12"])
def test_a_number_typed_by_mistake_is_not_repeated(number: str) -> None:
    with pytest.raises(UnknownCode) as refused:
        read_code(number, AttemptResult)
    assert refused.value.sentence.startswith('"…" is not a result.')


@pytest.mark.parametrize(
    ("code", "swedish", "english"),
    [
        (Channel.PHONE, "RING", "CALL"),
        (Channel.SMS, "SKICKA SMS", "SEND SMS"),
        (Channel.EMAIL, "SKICKA E-POST", "SEND E-MAIL"),
        (Channel.HOME_VISIT, "BESÖK", "VISIT"),
        (Channel.FIND_NUMBER, "SÖK NUMMER", "FIND NUMBER"),
        (Channel.VIA_SCHOOL, "HÖR MED SKOLAN", "ASK THE SCHOOL"),
        (Task.FOLLOW_UP, "FÖLJ UPP", "FOLLOW UP"),
    ],
)
def test_the_verb_on_the_card(code: Channel | Task, swedish: str, english: str) -> None:
    assert labels.verb(code) == english
    words.use("sv")
    assert labels.verb(code) == swedish


def test_every_channel_and_task_has_a_verb() -> None:
    assert all(labels.do(code) for codes_ in (Channel, Task) for code in codes_)


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("channel", Channel)
def test_every_key_of_a_channel_is_a_letter_of_its_own(channel: Channel, language: str) -> None:
    words.use(language)
    keys = [*session_results(channel), *Act]
    letters = [letter(KEYS[key]) for key in keys]
    assert len(set(letters)) == len(letters)
    assert [read_key(f" {typed.upper()} ", KEYS, keys) for typed in letters] == keys
    assert read_key("", KEYS, keys) is None
    assert read_key("x", KEYS, keys) is None


@pytest.mark.parametrize("language", ["en", "sv"])
def test_every_answer_to_who_is_a_letter_of_its_own(language: str) -> None:
    words.use(language)
    assert len({letter(word) for word in WHO.values()}) == len(WHO)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("list.csv", True),
        ("20090312-2380.csv", False),
        ("region-2026-09-07-1631-51-3d0729089024.db", True),  # where its log ended
        ("200903122380-2026-09-07-1631-51-3d0729089024.db", False),
        ("3d0729089024.db", False),
    ],
)
def test_a_file_named_after_somebody_is_not_told_and_a_backup_is(name: str, told: bool) -> None:
    assert quotable_path(Path("folder") / name) == (str(Path("folder") / name) if told else "…")
