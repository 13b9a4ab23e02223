"""Which words free text may not hold, and that ordinary ones never are taken for them."""

import csv
from enum import StrEnum
from pathlib import Path

import pytest

from kaa_cli import labels, words
from kaa_cli.labels.codes import LABELS
from kaa_cli.rules import sensitive
from kaa_cli.rules.sensitive import BEGINNINGS, WHOLE, WITHIN, Ground, sensitive_word
from kaa_cli.rules.support_codes import Area
from terminal import ROOT

EVERY = [*BEGINNINGS, *(word.replace("-", " ") for word in WHOLE), *WITHIN]


@pytest.mark.parametrize("word", EVERY)
def test_every_listed_word_is_found_in_a_sentence(word: str) -> None:
    for text in (f"Berättar om {word}.", f"({word.upper()})", word.title()):
        found = sensitive_word(text)
        assert found is not None, text
        assert found[0].casefold().endswith(word.split()[-1])


@pytest.mark.parametrize(
    ("text", "told", "ground"),
    [
        ("Väntar på en diagnos", "diagnos", Ground.HEALTH),
        ("the diagnosis came", "diagnosis", Ground.HEALTH),
        ("Har tid på BUP i morgon", "BUP", Ground.HEALTH),
        ("ADHD-utredning", "ADHD-utredning", Ground.HEALTH),
        ("sjukskriven till maj", "sjukskriven", Ground.HEALTH),
        ("pratar om sjalvskadebeteende", "sjalvskadebeteende", Ground.HEALTH),
        ("sja\u0308lvskada", "självskada", Ground.HEALTH),
        ("mår dåligt", "mår dåligt", Ground.HEALTH),
        ("self-harm", "self-harm", Ground.HEALTH),
        ("spelmissbruk", "spelmissbruk", Ground.HEALTH),
        ("diag\u00adnos", "diagnos", Ground.HEALTH),
        ("har ADD", "ADD", Ground.HEALTH),
        ("känner sig deppig", "deppig", Ground.HEALTH),
        ("är deprimerad", "deprimerad", Ground.HEALTH),
        ("tar tabletter", "tabletter", Ground.HEALTH),
        ("äter medicin", "medicin", Ground.HEALTH),
        ("har a d h d", "a d h d", Ground.HEALTH),
        ("jag har tid på b u p i dag", "b u p", Ground.HEALTH),
        ("via B.U.P. i går", "B.U.P", Ground.HEALTH),
        ("har suttit inne", "suttit inne", Ground.CRIME),
        ("Är häktad", "häktad", Ground.CRIME),
        ("dömd för stöld", "dömd", Ground.CRIME),
        ("går i moské", "moské", Ground.FAITH),
        ("etniskt", "etniskt", Ground.ORIGIN),
        ("fackligt aktiv", "fackligt", Ground.OPINION),
        ("hbtq-mottagning", "hbtq-mottagning", Ground.SEX_LIFE),
        ("placerad enligt LVU", "LVU", Ground.CARE),
    ],
)
def test_what_tells_of_it_is_told_back_as_it_was_typed(
    text: str, told: str, ground: Ground
) -> None:
    assert sensitive_word(text) == (told, ground)


@pytest.mark.parametrize(
    "text",
    [
        "Ringer efter kl 16, brukar sova länge",
        "vård- och omsorgsprogrammet, vill bli sjuksköterska",
        "Undersköterska på timmar",
        "Läser psykologi på distans",
        "brottas med matten, tränar brottning",
        "studieavbrott i våras; avbrott i nio veckor",
        "beroende på bussen, drog sig ur",
        "dom sa att dom hör av sig",
        "I'll call, he'll answer, she will tell more",
        "Kristina, Romeo och Sickla strand",
        "gick på buppskolan",
        "Samma skola, samme lärare, same again",
        "gravyr, abonnemang, hakade på, fången i trafiken",
        "diagnostiskt prov i engelska",
        "anhållan om plats på folkhögskolan",
        "valde bort praktiken, vald till ordförande",
        "praktik med terapihundar",
        "medicinsk sekreterare",
        "A B C och i å ä, en i G på plan C",
        "hospitality course in Gothenburg",
        "",
        "070-174 06 05 / 0701740606",
    ],
)
def test_ordinary_words_are_let_through(text: str) -> None:
    assert sensitive_word(text) is None


def test_a_word_the_municipality_allows_is_let_through_and_no_other() -> None:
    assert sensitive_word("rehabhundar på torsdag") is not None
    assert sensitive_word("Rehabhundar på torsdag", ["rehabhund"]) is None
    assert sensitive_word("rehabhund efter diagnos", ["rehabhund"]) == ("diagnos", Ground.HEALTH)


def _labelled() -> list[StrEnum]:
    return [code for codes in LABELS if codes is not Area for code in codes]


@pytest.mark.parametrize("code", _labelled(), ids=lambda code: f"{type(code).__name__}-{code}")
def test_no_code_and_no_word_for_it_reveals_anything(code: StrEnum) -> None:
    """The areas of the questionnaire alone are about health: it is anonymous."""
    told = [code.value]
    for spoken in words.LANGUAGES:
        words.use(spoken)
        told.append(labels.label(code))
    words.use("en")
    assert [found for text in told if (found := sensitive_word(text))] == []
    assert not [text for text in told if "sjuk" in text.casefold() or "sick" in text.casefold()]


@pytest.mark.parametrize("path", sorted((ROOT / "examples").rglob("*.csv")), ids=lambda p: p.name)
def test_the_shipped_lists_hold_no_such_word(path: Path) -> None:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        _heading, *rows = csv.reader(file, delimiter=";")
    assert [row for row in rows if sensitive_word("\n".join(row))] == []


def test_no_allowed_word_of_the_program_hides_a_listed_one() -> None:
    spared = sensitive._ALLOWED
    hidden = [word for word in EVERY if word.startswith(spared)]
    assert hidden == []
