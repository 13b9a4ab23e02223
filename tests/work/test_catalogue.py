"""The catalogue of measures: all that the seeds list, and what a municipality adds itself."""

from pathlib import Path

import pytest

from kaa_cli.labels.catalogue import OwnType, clash, codes, learn, read_measure_type, words_of
from lists import attempt, refusals, take_in
from terminal import ask_rows, kaa

OF_THE_SEEDS = [
    # an intensive course, and the coaching of pupils at risk
    *("likabehandlingsarbete", "friskvård", "föreläsningar", "grupparbete", "filmarbete"),
    *("studiebesök", "studie- och yrkesvägledning", "praktik", "studieteknik", "specialpedagog"),
    *("studiecoachning", "orienteringskurs", "samtalsstöd", "strukturstöd", "studiestöd"),
    # the repertoire of flexibility
    *("coachning", "motiverande samtal", "självkänsla", "sociala aktiviteter"),
    *("samhällsorientering", "prova-på-kurs", "intensivkurs", "stöd i vardagen", "lotsning"),
    # what the law counts as measures within the duty
    *("komvux-grundläggande", "sfi"),
]


@pytest.mark.parametrize("activity", OF_THE_SEEDS)
def test_every_activity_of_the_seeds_is_a_kind_of_its_own(activity: str) -> None:
    assert words_of(read_measure_type(activity))["code"] in codes()
    assert len({read_measure_type(one) for one in OF_THE_SEEDS}) == len(OF_THE_SEEDS)


def test_every_kind_has_words_of_its_own_in_both_languages() -> None:
    told = [words_of(code) for code in codes()]
    for language in ("sv", "en"):
        assert len({row[language] for row in told}) == len(told)


ADD = ("measure", "types", "add", "bike-workshop", "--sv", "cykelverkstad", "--en", "bike workshop")


@pytest.fixture
def added(made: Path) -> Path:
    assert kaa(*ADD).code == 0
    return made


def test_an_own_kind_is_offered_listed_and_told_in_both_languages(added: Path) -> None:
    offered = kaa("measure", "offer", "3", "cykelverk")  # a beginning will do
    assert "was offered bike workshop" in offered.out
    (row,) = kaa("measure", "list", "-f", "json").json
    assert row["measure_type"] == "bike-workshop"
    assert "bike-workshop" in kaa("measure", "list", "-f", "csv").out
    assert "measure: bike workshop, offered" in kaa("timeline", "3").out
    swedish = kaa("--lang", "sv", "timeline", "3").out
    assert "cykelverkstad" in swedish
    assert kaa("measure", "list", "--type", "bike workshop", "-f", "json").json == [row]


def test_it_is_taken_in_from_a_list(added: Path) -> None:
    ((number,),) = ask_rows(added, "SELECT identity_number FROM youth WHERE id = 3")
    head, options = "Personnummer;Åtgärd;Påbörjad", ("--as", "measures")
    row = f"{number};Cykelverkstad;2026-09-07"
    assert take_in(added.parent, head, row, options=options)["new"] == 1
    kaa("undo")
    assert kaa("measure", "types", "remove", "bike-workshop").code == 0
    assert refusals(attempt(added.parent, head, row, options=options)) == [
        (2, "type", "unknown-code")
    ]


def test_the_catalogue_lists_them_all_with_how_often_they_are_used(added: Path) -> None:
    kaa("measure", "offer", "3", "bike-workshop")
    kaa("measure", "offer", "4", "bike-workshop")
    rows = {row["code"]: row for row in kaa("measure", "types", "-f", "json").json}
    assert list(rows)[-1] == "bike-workshop"
    assert rows["bike-workshop"] == {
        "code": "bike-workshop",
        "sv": "cykelverkstad",
        "en": "bike workshop",
        "own": True,
        "count": 2,
    }
    assert rows["coaching"]["own"] is False
    assert "cykelverkstad" in kaa("--lang", "sv", "measure", "types").out
    assert "bike workshop" in kaa("measure", "types").out
    assert "coachning" in kaa("measure", "types", "-f", "csv").out


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (("Bike", "x y", "z y"), "A code is letters a-z"),
        (("bike workshop", "x y", "z y"), "A code is letters a-z"),
        (("b-2", "coachning", "z y"), 'means "coaching" already'),
        (("coaching", "x y", "z y"), 'means "coaching" already'),
        (("b-2", "x y", "SYV"), 'means "study-guidance" already'),
        (("b-2", "Cykel-verkstad", "z y"), 'means "bike-workshop" already'),
        (("b-2", "", "z y"), "in both languages"),
        (("b-2", "ordet\u200b", "z y"), "characters that cannot be kept"),
    ],
)
def test_what_would_be_mistaken_for_another_kind_is_refused(
    added: Path, told: tuple[str, str, str], sentence: str
) -> None:
    code, sv, en = told
    answer = kaa("measure", "types", "add", code, "--sv", sv, "--en", en)
    assert (answer.code, sentence in answer.err) == (3, True), answer.err
    assert ask_rows(added, "SELECT code FROM own_measure_type") == [("bike-workshop",)]


def test_only_an_own_kind_that_nothing_is_of_can_be_taken_away(added: Path) -> None:
    assert "came with kaa and stays" in kaa("measure", "types", "remove", "coaching").err
    kaa("measure", "offer", "3", "bike-workshop")
    assert "is used by 1" in kaa("measure", "types", "remove", "bike-workshop").err
    kaa("undo")
    assert kaa("measure", "types", "remove", "cykelverkstad").code == 0
    assert kaa("measure", "offer", "3", "bike-workshop").code == 2
    kaa("undo")
    assert kaa("measure", "offer", "3", "bike-workshop").code == 0


def test_what_one_register_has_added_another_does_not_know(
    added: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kaa("measure", "types")
    monkeypatch.setenv("KAA_DB", str(tmp_path / "other.db"))
    assert kaa("init").code == 0
    assert "bike-workshop" not in kaa("measure", "types").out


def test_a_word_of_two_kinds_by_its_beginning_is_asked_about() -> None:
    learn([OwnType("coaching-in-group", "gruppcoachning", "coaching in a group")])
    try:
        assert read_measure_type("coaching") == "coaching"
        assert read_measure_type("coaching-in") == "coaching-in-group"
        assert clash(OwnType("x-y", "gruppcoachning", "z")) == "coaching-in-group"
    finally:
        learn([])
