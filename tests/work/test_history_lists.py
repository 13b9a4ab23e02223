"""What a municipality has in spreadsheets: taken in once, added to, never doubled."""

from pathlib import Path
from typing import Any

import pytest

from lists import attempt, refusals, shown, take_in
from terminal import ask_rows, contents, kaa

YOUTHS = (
    "20090312-2380;Nova;Exempelgatan 7;441 00;Alingsås;070-174 06 31;2026-06-01;2026-06-01",
    "20080502-2399;Leo;Provvägen 3;441 00;Alingsås;070-174 06 13;2026-06-01;2026-06-01",
)
ATTEMPTS = "Personnummer;Datum;Tid;Kanal;Till;Resultat;Handläggare;Anteckning"
NOVA, LEO = "20090312-2380", "20080502-2399"


@pytest.fixture
def desk(desk: Path) -> Path:
    """Two youths in the duty since 1 June."""
    head = "Personnummer;Förnamn;Adress;Postnr;Ort;Telefon;Registrerad;Först sedd"
    take_in(desk, head, *YOUTHS)
    return desk


def attempts(desk: Path, *rows: str) -> dict[str, int]:
    counts: dict[str, int] = take_in(desk, ATTEMPTS, *rows, options=("--as", "attempts"))
    return counts


def events(youth: int, kind: str = "") -> list[str]:
    happened = [e for e in shown(youth)["timeline"] if not e["detail"].get("ahead")]
    return [e["summary"] for e in happened if kind in {"", e["kind"]}]


class TestAttempts:
    def test_they_are_told_in_order_with_who_made_them(self, desk: Path) -> None:
        counts = attempts(
            desk,
            f"{NOVA};2026-06-03;15.48;telefon;vh;inget svar;Bo;",
            f"{NOVA};2026-06-01;10:15;phone;guardian;no-answer;Anna;",
            f"{NOVA};2026-06-05;;sms;;skickat;;",
        )
        assert (counts["new"], counts["unchanged"]) == (3, 0)
        rows = [e for e in shown(1)["timeline"] if e["kind"] == "attempt"]
        assert [(e["on"], e["at"], e["by"]) for e in rows] == [
            ("2026-06-01", "10:15:00", "Anna"),
            ("2026-06-03", "15:48:00", "Bo"),
            ("2026-06-05", None, None),
        ]

    def test_the_ladder_goes_on_from_them(self, desk: Path) -> None:
        attempts(
            desk,
            f"{NOVA};2026-09-01;;telefon;;inget svar;;",
            f"{NOVA};2026-09-03;;telefon;;inget svar;;",
        )
        due = {row["youth"]: row for row in kaa("next", "-n", "9", "-f", "json").json}
        assert (due[1]["channel"], due[1]["attempt"], due[1]["deadline_on"]) == ("sms", 1, None)

    def test_the_same_file_again_adds_nothing_and_two_calls_of_a_day_stay_two(
        self, desk: Path
    ) -> None:
        row = f"{NOVA};2026-06-03;;telefon;;inget svar;;"
        assert attempts(desk, row, row)["new"] == 2
        before = contents(desk / "kaa.db")
        again = attempts(desk, row, row)
        assert (again["new"], again["unchanged"], again["applied"]) == (0, 2, False)
        assert contents(desk / "kaa.db") == before
        assert attempts(desk, row, row, row)["new"] == 1

    def test_with_the_hour_told_a_row_twice_is_a_duplicate(self, desk: Path) -> None:
        row = f"{NOVA};2026-06-03;10:00;telefon;;inget svar;;"
        counts = attempts(desk, row, row)
        assert (counts["new"], counts["duplicates"]) == (1, 1)

    def test_a_later_list_with_one_of_two_calls_changes_neither(self, desk: Path) -> None:
        rows = [f"{NOVA};2026-06-03;;telefon;;inget svar;;{n}" for n in ("morgon", "kväll")]
        attempts(desk, *rows)
        assert attempts(desk, rows[1])["unchanged"] == 1
        notes = [e["detail"]["note"] for e in shown(1)["timeline"] if e["kind"] == "attempt"]
        assert sorted(notes) == ["kväll", "morgon"]

    def test_a_note_is_added_and_an_empty_one_takes_none_away(self, desk: Path) -> None:
        attempts(desk, f"{NOVA};2026-06-03;10:00;telefon;;inget svar;;")
        assert (
            attempts(desk, f"{NOVA};2026-06-03;10:00;telefon;;inget svar;;ny tid")["changed"] == 1
        )
        assert attempts(desk, f"{NOVA};2026-06-03;10:00;telefon;;inget svar;;")["changed"] == 0
        notes = [e["detail"].get("note") for e in shown(1)["timeline"] if e["kind"] == "attempt"]
        assert notes == ["ny tid"]

    @pytest.mark.parametrize(
        ("result", "place"),
        [
            ("said-moved", "check"),
            ("said-not-in-target", "check"),
            ("do-not-contact", "out-of-queue"),
        ],
    )
    def test_what_the_last_of_them_leaves_to_be_done_is_taken_over(
        self, desk: Path, result: str, place: str
    ) -> None:
        attempts(desk, f"{NOVA};2026-09-01;;telefon;;{result};;sagt i telefon")
        assert kaa("ladder", "1", "-f", "json").json["place"] == place

    def test_what_a_later_talk_has_answered_is_not(self, desk: Path) -> None:
        attempts(
            desk,
            f"{NOVA};2026-08-01;;telefon;;said-moved;;",
            f"{NOVA};2026-09-01;;telefon;;nådd;;",
        )
        assert kaa("ladder", "1", "-f", "json").json["place"] == "resting"

    def test_a_letter_that_came_back_marks_the_address_only_if_it_was_that_address(
        self, desk: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KAA_TODAY", "2026-09-14")
        back = "2026-09-10;;brev;;retur;;"
        attempts(desk, f"{NOVA};2026-09-08;;brev;;skickat;;", f"{NOVA};{back}")
        attempts(desk, f"{LEO};2026-07-01;;brev;;skickat;;", f"{LEO};2026-07-10;;brev;;retur;;")
        assert "a letter came back" in kaa("show", "1").out
        assert "a letter came back" not in kaa("show", "2").out

    @pytest.mark.parametrize(
        ("row", "field", "code"),
        [
            (f"{NOVA};2026-05-31;;telefon;;inget svar;;", "on", "outside-registration"),
            (f"{NOVA};2026-09-08;;telefon;;inget svar;;", "on", "future"),
            (f"{NOVA};;;telefon;;inget svar;;", "on", "missing"),
            (f"{NOVA};2026-06-03;;;;skickat;;", "channel", "missing"),
            (f"{NOVA};2026-06-03;;brev;;inget svar;;", "result", "impossible-pair"),
            (f"{NOVA};2026-06-03;;duva;;skickat;;", "channel", "unknown-code"),
            (f"{NOVA};2026-06-03;;telefon;;;;", "result", "missing"),
            (f"{NOVA};2026-06-03;25:00;telefon;;inget svar;;", "at", "not-an-hour"),
            (f"{NOVA};2026-06-03;;telefon;;do-not-contact;;", "note", "missing"),
            (f"{NOVA};2026-06-03;;telefon;;inget svar;;{'x' * 501}", "note", "too-long"),
            ("20080101-2386;2026-06-03;;telefon;;inget svar;;", "identity_number", "no-such-youth"),
            ("2008-01-01;2026-06-03;;telefon;;inget svar;;", "identity_number", "not-a-number"),
        ],
    )
    def test_a_row_that_cannot_be_refuses_the_file(
        self, desk: Path, row: str, field: str, code: str
    ) -> None:
        before = contents(desk / "kaa.db", with_log=True)
        answer = attempt(
            desk,
            ATTEMPTS,
            f"{LEO};2026-06-03;;telefon;;inget svar;;",
            row,
            options=("--as", "attempts", "--yes"),
        )
        assert (answer.code, refusals(answer)) == (3, [(3, field, code)])
        assert contents(desk / "kaa.db", with_log=True) == before

    def test_one_undo_takes_a_file_back(self, desk: Path) -> None:
        before = contents(desk / "kaa.db")
        attempts(desk, f"{NOVA};2026-09-01;;telefon;;said-moved;Bo;")
        assert kaa("undo").code == 0
        assert contents(desk / "kaa.db") == before


class TestOccupations:
    HEAD = "Personnummer;Datum;Sysselsättning;Källa;Beskrivning"

    def occupations(self, desk: Path, *rows: str) -> dict[str, int]:
        counts: dict[str, int] = take_in(desk, self.HEAD, *rows, options=("--as", "occupations"))
        return counts

    def test_they_are_kept_with_who_told(self, desk: Path) -> None:
        row = f"{NOVA};2026-06-03;arbete;ungdomen;"
        assert self.occupations(desk, row)["new"] == 1
        assert self.occupations(desk, row)["unchanged"] == 1
        assert events(1, "occupation") == ["occupation: work (own account)"]

    def test_an_empty_source_neither_invents_one_nor_takes_one_away(self, desk: Path) -> None:
        self.occupations(desk, f"{NOVA};2026-06-03;arbete;ungdomen;", f"{LEO};2026-06-03;arbete;;")
        again = self.occupations(desk, f"{NOVA};2026-06-03;arbete;;")
        assert again["unchanged"] == 1
        assert events(1, "occupation") == ["occupation: work (own account)"]
        assert events(2, "occupation") == ["occupation: work (according to someone else)"]

    def test_who_is_at_school_is_pointed_out(self, desk: Path) -> None:
        path = desk / "list.csv"
        path.write_text(f"{self.HEAD}\n{NOVA};2026-09-03;gymnasiet;skolan;", encoding="utf-8")
        answer = kaa("import", str(path), "--as", "occupations", "--yes")
        assert "1 has begun a school that ends the duty" in answer.out

    def test_other_needs_a_few_words(self, desk: Path) -> None:
        answer = attempt(
            desk,
            self.HEAD,
            f"{NOVA};2026-06-03;annat;;",
            f"{LEO};2026-06-03;annat;;hjälper till hemma",
            options=("--as", "occupations"),
        )
        assert refusals(answer) == [(2, "says", "missing")]


class TestMeasures:
    HEAD = (
        "Personnummer;Åtgärd;Verksamhet;Erbjuden;Tackat ja;Tackat nej;Påbörjad;Avslutad;Slutorsak"
    )

    def measures(self, desk: Path, *rows: str) -> dict[str, int]:
        counts: dict[str, int] = take_in(desk, self.HEAD, *rows, options=("--as", "measures"))
        return counts

    def test_each_day_of_a_measure_is_told(self, desk: Path) -> None:
        self.measures(desk, f"{NOVA};praktik;Möjligheten;2026-06-01;2026-06-02;;2026-06-08;;")
        assert events(1, "measure") == [
            "measure: internship, offered (Möjligheten)",
            "measure: internship, said yes (Möjligheten)",
            "measure: internship, STARTED (Möjligheten)",
        ]

    def test_a_later_file_goes_on_with_it(self, desk: Path) -> None:
        self.measures(desk, f"{NOVA};praktik;Möjligheten;;;;2026-06-08;;")
        row = f"{NOVA};praktik;Möjligheten;2026-06-01;;;2026-06-08;2026-08-28;studier"
        assert self.measures(desk, row)["changed"] == 1
        assert self.measures(desk, row)["unchanged"] == 1
        assert (
            events(1, "measure")[-1] == "measure: internship, ended, began to study (Möjligheten)"
        )

    def test_rows_of_one_measure_that_say_different_things_are_refused(self, desk: Path) -> None:
        rows = (f"{NOVA};praktik;;2026-06-01;;;;;", f"{NOVA};praktik;;2026-06-01;;;2026-06-08;;")
        answer = attempt(desk, self.HEAD, *rows, options=("--as", "measures"))
        assert refusals(answer) == [(3, "identity_number", "told-differently")]

    def test_what_a_later_file_adds_must_go_with_what_is_kept(self, desk: Path) -> None:
        self.measures(desk, f"{NOVA};praktik;;2026-06-01;;2026-06-05;;;")
        row = f"{NOVA};praktik;;2026-06-01;2026-06-05;;;;"
        answer = attempt(desk, self.HEAD, row, options=("--as", "measures"))
        assert refusals(answer) == [(2, "declined_on", "yes-and-no")]

    def test_the_same_kind_on_other_days_is_another(self, desk: Path) -> None:
        self.measures(desk, f"{NOVA};praktik;;;;;2026-06-08;2026-06-30;")
        assert self.measures(desk, f"{NOVA};praktik;;;;;2026-08-10;;")["new"] == 1

    @pytest.mark.parametrize(
        ("row", "refused"),
        [
            ("praktik;;;;;;;", [(2, "offered_on", "no-day")]),
            (";;2026-06-01;;;;;", [(2, "type", "missing")]),
            ("bergsklättring;;2026-06-01;;;;;", [(2, "type", "unknown-code")]),
            ("praktik;;2026-06-03;2026-06-01;;;;", [(2, "offered_on", "days-out-of-order")]),
            ("praktik;;2026-06-01;2026-06-02;2026-06-02;;;", [(2, "declined_on", "yes-and-no")]),
            ("praktik;;2026-06-01;;;;;studier", [(2, "ended_on", "missing")]),
        ],
    )
    def test_a_measure_that_cannot_be_is_refused(
        self, desk: Path, row: str, refused: list[tuple[int, str, str]]
    ) -> None:
        answer = attempt(desk, self.HEAD, f"{NOVA};{row}", options=("--as", "measures"))
        assert refusals(answer) == refused


def test_a_protected_youths_measure_tells_no_place(desk: Path) -> None:
    head = "Personnummer;Sekretess"
    take_in(desk, head, f"{NOVA};S")
    take_in(
        desk,
        "Personnummer;Åtgärd;Verksamhet;Påbörjad",
        f"{NOVA};praktik;Möjligheten;2026-06-08",
        options=("--as", "measures"),
    )
    assert events(1, "measure") == ["measure: internship, STARTED"]


def test_a_row_twice_in_a_file_is_one_however_often_it_comes(desk: Path) -> None:
    head, row = "Personnummer;Datum;Utfall", f"{NOVA};2026-06-03;arbete"
    for expected in ((1, 0, 1), (0, 2, 0)):
        counts = take_in(desk, head, row, row, options=("--as", "outcomes"))
        assert (counts["new"], counts["unchanged"], counts["duplicates"]) == expected


class TestWhatIsDocumented:
    """The items of a measure's documentation, and names that nothing here has."""

    HEAD = (
        "Personnummer;Åtgärd;Verksamhet;Kursomgång;Påbörjad;Avslutad;Mål;Veckoplan;"
        "Sysselsättning före;Sysselsättning efter;Uppföljning"
    )
    ROW = f"{NOVA};coachning;Steget;våren 2026;2026-06-08;;komma igång;mån-tor;ingen;;2026-09-21"

    def measures(self, desk: Path, *rows: str) -> dict[str, int]:
        counts: dict[str, int] = take_in(desk, self.HEAD, *rows, options=("--as", "measures"))
        return counts

    def kept(self, youth: int = 1) -> Any:
        return kaa("measure", "show", str(youth), "-f", "json").json

    def test_all_of_it_is_taken_in_once(self, desk: Path) -> None:
        assert self.measures(desk, self.ROW)["new"] == 1
        (row,) = self.kept()
        assert (row["programme"], row["run"]) == ("Steget", "våren 2026")
        assert (row["goal_and_plan"], row["week"]) == ("komma igång", "mån-tor")
        assert (row["occupation_before"], row["follow_up_on"]) == ("none", "2026-09-21")
        before = contents(desk / "kaa.db")
        assert self.measures(desk, self.ROW)["unchanged"] == 1
        assert contents(desk / "kaa.db") == before

    def test_what_is_new_is_added_to_it(self, desk: Path) -> None:
        self.measures(desk, self.ROW)
        row = f"{NOVA};coachning;STEGET;;2026-06-08;2026-09-04;;;;arbete;2026-10-05"
        assert self.measures(desk, row)["changed"] == 1
        (kept,) = self.kept()
        assert (kept["occupation_after"], kept["run"]) == ("work", "våren 2026")
        days = [one["due_on"] for one in kept["follow_ups"]]
        assert days == ["2026-09-21", "2026-10-05"]

    def test_a_day_that_was_followed_up_is_not_agreed_again(self, desk: Path) -> None:
        self.measures(desk, self.ROW)
        assert kaa("measure", "follow-up", "1", env={"KAA_TODAY": "2026-09-21"}).code == 0
        assert self.measures(desk, self.ROW)["unchanged"] == 1

    def test_a_running_measure_brings_the_youth_back_on_the_day_agreed(self, desk: Path) -> None:
        self.measures(desk, self.ROW)
        on = kaa("next", "-n", "9", "-f", "json", env={"KAA_TODAY": "2026-09-21"}).json
        assert {row["youth"]: row["channel"] for row in on}[1] == "follow-up"

    def test_names_that_nothing_has_become_programmes_and_runs(self, desk: Path) -> None:
        rows = [
            self.ROW,
            f"{LEO};coachning;steget;Våren 2026;2026-06-01;;;;;;",
            f"{LEO};praktik;Verkstan;;2026-06-10;;;;;;",
        ]
        path = desk / "m.csv"
        path.write_text("\n".join([self.HEAD, *rows]), encoding="utf-8")
        told = kaa("import", str(path), "--as", "measures", "--dry-run").out
        assert "2 programmes are new" in told
        assert "1 run of a programme is new." in told
        assert ask_rows(desk / "kaa.db", "SELECT count(*) FROM programme") == [(0,)]
        self.measures(desk, *rows)
        named = "SELECT name, type FROM programme ORDER BY name"
        assert ask_rows(desk / "kaa.db", named) == [
            ("Steget", "coaching"),
            ("Verkstan", "internship"),
        ]
        assert ask_rows(desk / "kaa.db", "SELECT name, starts_on FROM programme_run") == [
            ("våren 2026", "2026-06-01")
        ]
        spelt = ask_rows(desk / "kaa.db", "SELECT DISTINCT programme FROM measure")
        assert sorted(spelt) == [("Steget",), ("Verkstan",)]
        kaa("undo")
        assert ask_rows(desk / "kaa.db", "SELECT count(*) FROM programme") == [(0,)]

    def test_rows_that_are_refused_make_no_programme(self, desk: Path) -> None:
        stranger = "20080101-2386;coachning;Okända;;2026-06-08;;;;;;"
        path = desk / "m.csv"
        path.write_text("\n".join([self.HEAD, stranger]), encoding="utf-8")
        told = kaa("import", str(path), "--as", "measures").out
        assert "programme" not in told

    def test_an_outcomes_programme_is_the_same_however_it_is_written(self, desk: Path) -> None:
        self.measures(desk, self.ROW)
        head, options = "Personnummer;Datum;Utfall;Verksamhet", ("--as", "outcomes")
        take_in(desk, head, f"{NOVA};2026-09-01;arbete;STEGET", options=options)
        assert ask_rows(desk / "kaa.db", "SELECT programme FROM outcome") == [("Steget",)]
        again = take_in(desk, head, f"{NOVA};2026-09-01;arbete;steget", options=options)
        assert (again["new"], again["unchanged"]) == (0, 1)
        take_in(desk, head, f"{LEO};2026-09-01;arbete;Annan", options=options)
        known = "SELECT name, type FROM programme WHERE name = 'Annan'"
        assert ask_rows(desk / "kaa.db", known) == [("Annan", "other")]

    @pytest.mark.parametrize(
        ("row", "refused"),
        [
            ("coachning;;våren;2026-06-08;;;;;;", (2, "programme", "missing")),
            ("coachning;;;2026-06-08;;;;;arbete;", (2, "ended_on", "missing")),
            ("coachning;;;2026-06-08;;;;sover;;", (2, "occupation_before", "unknown-code")),
            ("coachning;;;2026-06-08;;;;;;snart", (2, "follow_up_on", "not-a-day")),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, desk: Path, row: str, refused: tuple[int, str, str]
    ) -> None:
        answer = attempt(desk, self.HEAD, f"{NOVA};{row}", options=("--as", "measures"))
        assert refusals(answer) == [refused]

    def test_a_goal_may_be_longer_than_a_name(self, desk: Path) -> None:
        row = f"{NOVA};coachning;;;2026-06-08;;{'mål ' * 100};;;;"
        assert self.measures(desk, row)["new"] == 1


@pytest.mark.parametrize(
    ("cells", "field"),
    [(f"Kurs {LEO};", "Verksamhet"), (f";ringa {LEO}", "Mål"), (f"{'lång ' * 13};", "Verksamhet")],
)
def test_a_text_is_no_place_for_a_personal_number_nor_for_a_long_name(
    desk: Path, cells: str, field: str
) -> None:
    head = "Personnummer;Åtgärd;Erbjuden;Verksamhet;Mål"
    row = f"{NOVA};praktik;2026-06-08;{cells}"
    answer = attempt(desk, head, row, options=("--as", "measures"))
    assert answer.code == 3
    assert (NOVA in answer.err, LEO in answer.err) == (False, False)
    assert ask_rows(desk / "kaa.db", "SELECT count(*) FROM measure, programme") == [(0,)]


def test_a_programme_that_a_list_makes_with_several_kinds_is_of_another_kind(desk: Path) -> None:
    head = "Personnummer;Åtgärd;Verksamhet;Erbjuden"
    rows = (f"{NOVA};praktik;Porten;2026-06-08", f"{LEO};coachning;Porten;2026-06-08")
    take_in(desk, head, *rows, options=("--as", "measures"))
    assert ask_rows(desk / "kaa.db", "SELECT type FROM programme") == [("other",)]


def test_nothing_is_taken_in_of_a_time_before_somebody_was_born(desk: Path) -> None:
    head, row = "Personnummer;Datum;Utfall", f"{NOVA};1999-06-03;arbete"
    answer = attempt(desk, head, row, options=("--as", "outcomes"))
    assert "before the youth was born" in answer.out + answer.err
    assert ask_rows(desk / "kaa.db", "SELECT count(*) FROM outcome") == [(0,)]
