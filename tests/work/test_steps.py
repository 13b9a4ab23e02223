"""Steps forward: kept with their words, listed, taken in, and counted apart from outcomes."""

from pathlib import Path

import pytest

from terminal import EXAMPLE, ROOT, ask_rows, kaa


@pytest.fixture
def twelve(desk: Path) -> Path:
    assert kaa("import", str(EXAMPLE), "--yes").code == 0
    return desk


def test_a_step_stands_on_the_timeline_and_is_no_outcome(twelve: Path) -> None:
    saved = kaa("step", "3", "--note", "Takes part all four days")
    assert saved.out == "Saved: Ali (no. 3), a step forward, today.\n"
    (entry,) = [e for e in kaa("timeline", "3", "-f", "json").json if e["kind"] == "step"]
    assert entry["detail"]["note"] == "Takes part all four days"
    assert kaa("outcome", "list", "-f", "json").json == []
    assert kaa("undo").out == 'Undone: "step forward" for Ali (no. 3), today.\n'


def test_a_step_is_not_saved_from_a_day_on(twelve: Path) -> None:
    refused = kaa("step", "3", "--note", "Sings", "--from", "2026-09-01")
    assert (refused.code, "--from lists steps" in refused.err) == (2, True)
    assert kaa("step", "-f", "json").json == []


def test_the_words_may_come_from_standard_input(twelve: Path) -> None:
    assert kaa("step", "2,3", "--note", "-", input="Gets up in the morning\n").code == 0
    said = ask_rows(twelve / "kaa.db", "SELECT youth_id, says FROM step")
    assert said == [(2, "Gets up in the morning"), (3, "Gets up in the morning")]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("3",), "What was the step?"),
        (("3", "--note", " "), "What was the step?"),
        (("3", "--note", "x", "--on", "2026-09-01"), "the registration begins on 2026-09-07"),
        (("3", "--note", "x", "--on", "2026-09-09"), "has not been yet"),
        (("3", "--note", "rang 200711192393"), "holds a personal number"),
        (
            ("3", "--note", "x", "--programme", "Coach"),
            "There is no programme yet: kaa programme add",
        ),
    ],
)
def test_what_is_refused(twelve: Path, words: tuple[str, ...], sentence: str) -> None:
    answer = kaa("step", *words)
    assert answer.code == 3
    assert sentence in answer.err
    assert answer.err.strip().endswith("Nothing was saved.")


def test_the_list_hides_the_words_of_a_protected_youth(twelve: Path) -> None:
    kaa("step", "3,9", "--note", "Has met us at home")
    rows = {row["youth"]: row for row in kaa("step", "-f", "json").json}
    assert rows[3]["step"] == "Has met us at home"
    assert (rows[9]["step"], rows[9]["given_name"]) == (None, "Protected")
    assert "2 youths have taken a step since Wed 1 Jul." in kaa("step").out
    assert kaa("step", "--from", "today", env={"KAA_TODAY": "2026-09-08"}).out.startswith("No step")


def test_they_are_counted_by_themselves(twelve: Path) -> None:
    assert kaa("report", "outcomes", "-f", "json").json["steps"] is None
    kaa("step", "3", "--note", "a")
    kaa("step", "3", "--note", "b")
    kaa("step", "2", "--note", "c")
    row = kaa("report", "outcomes", "-f", "json").json
    assert row["steps"] == {"people": 2, "of": 12, "share": 2 / 12}
    assert row["total"]["total"] == 0


def test_the_youths_of_karlskoga_and_degerfors(desk: Path) -> None:
    """Seed 004: of the 80, over 70 % made a step movement; 63 of 80 moved on."""
    folder, day = ROOT / "examples" / "karlskoga", {"KAA_TODAY": "2018-12-17"}
    for kind in ("roster", "outcomes", "steps"):
        taken = kaa("import", str(folder / f"{kind}.csv"), "--as", kind, "--yes", env=day)
        assert taken.code == 0, taken.err
    told = ("report", "outcomes", "--programme", "coachingteamet", "--from", "2012-01-01")
    row = kaa(*told, "-f", "json", env=day).json
    assert (row["steps"]["of"], row["total"]["moved_on"]) == (80, 63)
    assert row["steps"]["share"] > 0.7
    assert "Steps forward, told by themselves: 57 of 80, 71.3 %." in kaa(*told, env=day).out


def test_a_list_taken_in_twice_changes_nothing(twelve: Path) -> None:
    file = twelve / "steps.csv"
    file.write_text(
        "Personnummer;Datum;Steg;Verksamhet\n20071119-2393;2026-09-07;Sökt praktik;Kursen\n",
        encoding="utf-8",
    )
    for new in (1, 0):
        took = kaa("import", str(file), "--as", "steps", "--yes", "-f", "json").json
        assert took["new"] == new
    file.write_text(file.read_text("utf-8").replace("Kursen", "kursen"), encoding="utf-8")
    took = kaa("import", str(file), "--as", "steps", "--yes", "-f", "json").json
    assert (took["new"], took["unchanged"]) == (0, 1)


class TestAListOfWhatWasFound:
    @pytest.fixture
    def outcome(self, twelve: Path) -> Path:
        kaa("outcome", "record", "3", "studies")
        return twelve / "checks.csv"

    def taken_in(self, file: Path, *rows: str) -> tuple[int, str]:
        text = "Personnummer;Datum;Resultat;Orsak;Beskrivning\n" + "\n".join(rows)
        file.write_text(text, encoding="utf-8")
        day = {"KAA_TODAY": "2027-02-01"}
        answer = kaa("import", str(file), "--as", "checks", "--yes", env=day)
        return answer.code, answer.err

    def test_it_belongs_to_the_outcome_of_that_day(self, outcome: Path) -> None:
        rows = (
            "20071119-2393;2026-11-06;håller;;",
            "20071119-2393;2027-01-05;bruten;avbröt-studier;",
        )
        assert self.taken_in(outcome, *rows) == (0, "")
        listed = kaa("outcome", "list", "-f", "json", env={"KAA_TODAY": "2027-02-01"}).json
        found = [check["result"] for check in listed[0]["checks"]]
        assert found == ["sustained", "interrupted"]
        assert self.taken_in(outcome, *rows)[0] == 0
        assert ask_rows(outcome.with_name("kaa.db"), "SELECT count(*) FROM outcome_check") == [(2,)]

    @pytest.mark.parametrize(
        ("row", "sentence"),
        [
            ("20071119-2393;2026-09-06;håller;;", "no outcome of that day or before"),
            ("20080502-2399;2026-11-06;håller;;", "no outcome of that day or before"),
            ("20071119-2393;2026-11-06;bruten;;", "reason"),
            ("20071119-2393;2026-11-06;håller;flyttat;", "an interrupted outcome only"),
            ("20071119-2393;2026-11-06;bruten;annan-orsak;", "description"),
        ],
    )
    def test_what_is_refused(self, outcome: Path, row: str, sentence: str) -> None:
        code, err = self.taken_in(outcome, row)
        assert (code, sentence in err) == (3, True)
