"""The anonymous questionnaire in commands: nothing kept that tells who, shown from enough pairs."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

import engines
from terminal import EXAMPLE, ROOT, all_of, ask_rows, kaa, rows_of

ANSWERS = ROOT / "examples" / "krokom" / "answers.csv"


@pytest.fixture
def course(desk: Path) -> Path:
    """A register with one programme, Kursen."""
    assert kaa("import", str(EXAMPLE), "--yes").code == 0
    file = desk / "outcomes.csv"
    file.write_text(
        "Personnummer;Datum;Utfall;Verksamhet\n20071119-2393;2026-09-07;Studier;Kursen\n",
        encoding="utf-8",
    )
    assert kaa("import", str(file), "--as", "outcomes", "--yes").code == 0
    return desk


def before(values: str = "4,5,3,6,2") -> str:
    code: str = kaa("questionnaire", "before", "kursen", "--values", values, "-f", "json").json[
        "code"
    ]
    return code


def after(code: str, values: str = "6,7,5,8,9") -> int:
    return kaa("questionnaire", "after", "Kursen", input=f"{code}\n{values}\n").code


def test_ten_pairs_from_paper_as_in_krokom(course: Path) -> None:
    """Seed 000: all ten improved in all five areas, most in personal development."""
    took = kaa("questionnaire", "import", "Kursen", str(ANSWERS))
    assert took.out == "Saved: 20 answers, Kursen. Take back: kaa undo\n"
    (row,) = kaa("questionnaire", "show", "-f", "json").json
    assert row["pairs"] == 10
    assert [(area["improved"], area["worse"]) for area in row["areas"]] == [(10, 0)] * 5
    assert max(row["areas"], key=lambda area: area["mean_change"])["area"] == "personal-development"
    assert "Most: Personal development, improved for 10 of 10." in kaa("questionnaire", "show").out
    lines = kaa("questionnaire", "show", "-f", "csv").out.splitlines()
    assert len(lines) == 6


def test_the_code_is_shown_once_and_only_its_fingerprint_kept(course: Path) -> None:
    code = before()
    ((kept,),) = ask_rows(course / "kaa.db", "SELECT code_hash FROM answer")
    assert kept == sha256(code.replace("-", "").encode()).hexdigest()
    dump = all_of(course / "kaa.db")
    assert code.encode() not in dump
    assert code.replace("-", "").encode() not in dump


def test_the_log_tells_the_programme_alone(course: Path) -> None:
    after(before())
    told = ask_rows(course / "kaa.db", "SELECT what FROM log_entry ORDER BY id DESC LIMIT 2")
    assert [json.loads(what) for (what,) in told] == [{"programme": "Kursen"}] * 2
    with rows_of(course / "kaa.db") as rows:
        columns = engines.columns_of(rows, "answer")
    assert columns
    assert not columns & {"youth_id", "on", "at", "by_id"}
    assert kaa("undo").out == 'Undone: "questionnaire after", today.\n'


def test_the_numbers_are_asked_one_after_another(course: Path) -> None:
    asked = kaa("questionnaire", "before", "Kursen", input="4\n5\n3\n6\n2\n")
    assert asked.code == 0
    assert "Physical health, 1 to 10" in asked.err
    question = (
        "SELECT physical_health, mental_health, food, sleep, personal_development FROM answer"
    )
    assert ask_rows(course / "kaa.db", question) == [(4, 5, 3, 6, 2)]


@pytest.mark.parametrize("values", ["1,2,3,4", "1,2,3,4,11", "0,1,1,1,1", "a,b,c,d,e"])
def test_other_numbers_are_refused(course: Path, values: str) -> None:
    answer = kaa("questionnaire", "before", "Kursen", "--values", values)
    assert answer.code == 2
    assert ask_rows(course / "kaa.db", "SELECT count(*) FROM answer") == [(0,)]


def test_a_wrong_code_is_refused_alike_whether_it_is_known_elsewhere_or_not(course: Path) -> None:
    file = course / "steps.csv"
    file.write_text(
        "Personnummer;Datum;Steg;Verksamhet\n20071119-2393;2026-09-07;x;Annan\n", encoding="utf-8"
    )
    kaa("import", str(file), "--as", "steps", "--yes")
    code = before()
    said = {
        kaa("questionnaire", "after", "Annan", input=f"{typed}\n1,1,1,1,1\n").err
        for typed in (code, "ACDE-FHJK", "?")
    }
    assert len(said) == 1
    assert after(code) == 0
    assert after(code) == 3


def test_nothing_is_shown_until_five_have_answered_twice(course: Path) -> None:
    for number in range(4):
        after(before(f"{number + 1},5,5,5,5"))
    before()
    out = kaa("questionnaire", "show").out
    assert "4 pairs of answers" in out
    assert "Not paired, not counted: 1 before only." in out
    assert "Shown from 5 pairs on, so that nobody can be told: 1 is missing." in out
    (row,) = kaa("questionnaire", "show", "-f", "json").json
    assert row["areas"] == []
    refused = kaa("settings", "questionnaire-from", "4")
    assert (refused.code, "a whole number, 5 to 1000" in refused.err) == (2, True)
    after(before("5,5,5,5,5"))
    assert len(kaa("questionnaire", "show", "-f", "json").json[0]["areas"]) == 5


def test_an_unknown_programme_is_refused_before_anything_is_asked(course: Path) -> None:
    for word in ("before", "after"):
        answer = kaa("questionnaire", word, "Kursn", input="ACDE-FHJK\n1,1,1,1,1\n")
        assert answer.code == 3
        assert "There is no such programme. Known: Kursen. Nothing was saved." in answer.err
        assert "Physical health" not in answer.err
    assert kaa("questionnaire", "show", "Kursen", "--run", "1").code == 3


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Kod;Mat\nABCD;5", 'No column is headed "Occasion".'),
        ("{head}\nföre;ABCD23;1;2;3;4;11", "Row 2: each area takes a whole number"),
        ("{head}\nsen;ABCD23;1;2;3;4;5", "Row 2: the occasion is one of before, after."),
        ("{head}\nföre;a;1;2;3;4;5", "Row 2: the code is 6 to 20"),
        ("{head}\nföre;ABCD23;1;2;3;4;5\nföre;abcd23;1;2;3;4;5", "Row 3: that code has an answer"),
    ],
)
def test_a_faulty_paper_list_is_not_taken_in(course: Path, text: str, sentence: str) -> None:
    head = "Tillfälle;Kod;Fysisk hälsa;Psykisk hälsa;Mat;Sömn;Personlig utveckling"
    file = course / "answers.csv"
    file.write_text(text.format(head=head) + "\n", encoding="utf-8")
    answer = kaa("questionnaire", "import", "Kursen", str(file))
    assert answer.code == 3
    assert sentence in answer.err
    assert ask_rows(course / "kaa.db", "SELECT count(*) FROM answer") == [(0,)]
