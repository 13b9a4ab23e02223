"""The half-year worksheet as a user asks for it: counts, what to mend, the file, codes, changes."""

import json
import os
import re
from pathlib import Path

import pytest

from kaa_cli.errors import NotPermitted
from kaa_cli.files.books import read_book
from lists import take_in
from terminal import ask_rows, contents, kaa, personal

HEAD = "Personnummer;Förnamn;Efternamn;Adress;Postnr;Ort;Telefon;Skyddad;Orsak"
NOVA = "20090312-2380;Nova;Ek;Provvägen 9;441 00;Alingsås;070-174 06 14;;Aldrig påbörjat gymnasiet"
EDIT = "20060910-2389;Edit;Alm;Provvägen 3;441 00;Alingsås;070-174 06 12;;"
ALI = "20061001-2395;Ali;Öst;Exempelgatan 7;443 00;Lerum;070-174 06 13;;Studiebevis"
MOA = "20080101-2386;Moa;Dold;Hemliga gatan 1;441 00;Alingsås;;ja;Inflyttad"
MEASURES = "Personnummer;Åtgärd;Påbörjad;Avslutad"
SHEETS = (
    "1 Mandatory data",
    "2 Contact",
    "3 Measure started",
    "4 Measure ended",
    "5 The duty has ended",
)


@pytest.fixture
def desk(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KAA_TODAY", "2026-08-20")
    take_in(desk, HEAD, NOVA, EDIT, ALI, MOA)
    monkeypatch.setenv("KAA_TODAY", "2026-09-07")
    assert kaa("log", "1", "reached", "work").code == 0
    monkeypatch.setenv("KAA_TODAY", "2026-12-15")
    measures = ("--as", "measures")
    take_in(desk, MEASURES, "20061001-2395;praktik;2026-09-01;2026-09-20", options=measures)
    assert kaa("youth", "close", "3", "moved", "--on", "2026-09-22", "--yes").code == 0
    return desk


def told(*words: str) -> dict[str, object]:
    answer = kaa("report", "half-year", *words, "-f", "json")
    assert (answer.code, answer.err) == (0, "")
    row: dict[str, object] = answer.json
    return row


def written(desk: Path, *words: str) -> Path:
    to = desk / "worksheet.xlsx"
    answer = kaa("report", "half-year", "2026H2", "-o", str(to), "--force", *words)
    assert answer.code == 0, answer.err
    return to


def sheet(book: Path, name: str) -> list[tuple[str, ...]]:
    table = read_book(book.read_bytes(), name)
    return [table.headings, *(row.cells for row in table.rows)]


def test_the_counts_of_the_five_blocks(desk: Path) -> None:
    before = contents(desk / "kaa.db", with_log=True)
    row = told("2026H2")
    assert list(row) == [
        "half_year", "from", "to", "as_of", "blocks", "to_mend", "codes", "snapshot",
    ]  # fmt: skip
    assert [tuple(block.values()) for block in row["blocks"]] == [  # type: ignore[attr-defined]
        ("mandatory", 4, 4),
        ("contact", 1, 1),
        ("measure-started", 1, 1),
        ("measure-ended", 1, 1),
        ("duty-ended", 1, 1),
    ]
    assert (row["from"], row["to"], row["as_of"]) == ("2026-07-01", "2026-12-31", "2026-12-15")
    assert contents(desk / "kaa.db", with_log=True) == before


def test_the_screen_tells_what_to_mend_without_naming_anybody(desk: Path) -> None:
    answer = kaa("--lang", "sv", "report", "half-year", "2026H2")
    assert "Halvårsrapport juli–december 2026" in answer.out
    assert re.search(r"1 +saknar orsak till registrering", answer.out)
    assert "SCB:s kodlista för 2026H2 är inte inläst" in answer.out
    assert not re.search("Nova|Edit|Ali |Moa", answer.out)
    assert personal(answer.out) == []


class TestCheck:
    def test_lists_who_is_to_be_mended_with_commands_that_work(self, desk: Path) -> None:
        answer = kaa("check", "--half-year", "2026H2", "-f", "json")
        assert answer.code == 3
        found = {row["code"]: (row["youth"], row["command"]) for row in answer.json}
        assert found == {
            "reason-unknown": (2, "kaa youth edit 2 reason"),
            "turned-20": (2, "kaa youth close 2 turned-20"),
            "measure-without-end-reason": (3, "kaa measure edit 3 --measure 1 --reason …"),
            "no-occupation-after": (3, "kaa measure edit 3 --measure 1 --after …"),
        }
        for line in (
            "youth edit 2 reason --value studiebevis",
            "youth close 2 turned-20 --yes",
            "measure edit 3 --measure 1 --reason completed",
            "measure edit 3 --measure 1 --after work",
        ):
            answer = kaa(*line.split())
            assert answer.code == 0, answer.err
        assert kaa("check", "--half-year", "2026H2").code == 0
        assert "Nothing is to be mended" in kaa("report", "half-year", "2026H2").out

    def test_beside_it_the_plain_check_is_as_it_was(self, desk: Path) -> None:
        assert "Has turned 20" in kaa("check").out


class TestTheFile:
    def test_has_five_sheets_with_plain_headings_and_personal_numbers_as_text(
        self, desk: Path
    ) -> None:
        book = written(desk)
        assert sheet(book, SHEETS[0])[0] == (
            "No.",
            "Personal number",
            "Municipality",
            "Registered on",
            "Reason for registration",
            "Occupation at registration",
        )
        assert sheet(book, SHEETS[1])[1:] == [
            ("1", "200903122380", "2026-09-07", "Work", "Phone", "The youth")
        ]
        assert sheet(book, SHEETS[4])[1:] == [
            ("3", "200610012395", "2026-09-22", "Moved from the municipality")
        ]
        assert oct(os.stat(book).st_mode & 0o777) == "0o600"
        with pytest.raises(Exception, match="has no sheet"):
            sheet(book, "6")

    def test_has_the_protected_by_number_alone_and_says_so(self, desk: Path) -> None:
        answer = kaa("report", "half-year", "2026H2", "-o", str(desk / "w.xlsx"))
        assert "1 protected youth is in it" in answer.err
        assert personal(answer.err + answer.out) == []
        rows = sheet(desk / "w.xlsx", SHEETS[0])
        assert any("200801012386" in row for row in rows)
        assert not any(word in str(rows) for word in ("Moa", "Dold", "Hemliga"))

    def test_is_logged_as_a_look_up_of_all_who_are_in_it(self, desk: Path) -> None:
        written(desk)
        logged = ask_rows(desk / "kaa.db", "SELECT kind, command, what FROM log_entry ORDER BY id")
        kind, command, what = logged[-1]
        assert (kind, command) == ("change", "report half-year")  # kaa undo takes it back
        assert json.loads(what) == {"youths": [1, 2, 3, 4], "half_year": "2026H2", "snapshot": 1}

    def test_keeps_no_name_and_no_number_of_anybody(self, desk: Path) -> None:
        written(desk)
        kept = json.dumps(ask_rows(desk / "kaa.db", "SELECT * FROM snapshot_line"))
        assert personal(kept) == []
        assert not any(name in kept for name in ("Nova", "Edit", "Ali", "Moa"))
        assert told("2026H2")["snapshot"] == 1

    def test_is_not_written_where_it_cannot_be_logged(
        self, desk: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_words: object) -> None:
            raise NotPermitted("The register may only be read.")

        monkeypatch.setattr("kaa_cli.work.half_year.keep", refuse)
        answer = kaa("report", "half-year", "2026H2", "-o", str(desk / "w.xlsx"))
        assert (answer.code, answer.err) == (9, "The register may only be read.\n")
        assert not (desk / "w.xlsx").exists()

    def test_a_file_that_is_there_is_not_written_over_and_nothing_is_logged(
        self, desk: Path
    ) -> None:
        book = written(desk)
        before = contents(desk / "kaa.db", with_log=True)
        answer = kaa("report", "half-year", "2026H2", "-o", str(book))
        assert answer.code == 3
        assert contents(desk / "kaa.db", with_log=True) == before


class TestCodes:
    LIST = (
        "variabel;kod;värde\norsak-registrering;aldrig påbörjat gymnasiet;03\n"
        "ORSAK_REGISTRERING;study-certificate;05\nsyskontakt;arbete;11\natgard;praktik;P1\n"
        "sysinnan;unknown;99\n"
    )

    def load(self, desk: Path, text: str, *words: str) -> tuple[int, str]:
        path = desk / "codes.csv"
        path.write_text(text, encoding="utf-8")
        answer = kaa("codes", "load", str(path), *words)
        return answer.code, answer.out + answer.err

    def test_the_sheets_get_the_agencys_variables_and_values(self, desk: Path) -> None:
        assert self.load(desk, self.LIST, "--half-year", "2026H1")[0] == 0
        book = written(desk)
        assert sheet(book, SHEETS[0])[0] == (
            "No.",
            "personnr",
            "rkom",
            "datumreg",
            "orsak-registrering",
            "sysselsättning-registrering",
        )
        assert sheet(book, SHEETS[0])[1][4] == "03"
        assert sheet(book, SHEETS[1])[1][3] == "11"
        assert sheet(book, SHEETS[2])[1][2:] == ("2026-09-01", "P1", "99")
        assert told("2026H2")["codes"] == "2026H1"

    def test_what_the_list_lacks_is_to_be_mended(self, desk: Path) -> None:
        self.load(desk, self.LIST, "--half-year", "2026H1")
        found = kaa("check", "--half-year", "2026H2", "-f", "json").json
        lacking = [row["says"] for row in found if row["code"] == "code-without-value"]
        assert 'The agency\'s list has no value of orsak-registrering for "Moved in".' in lacking
        mend = {row["finding"]: row for row in told("2026H2")["to_mend"]}  # type: ignore[attr-defined]
        assert mend["code-without-value"]["count"] == len(lacking)

    def test_a_later_list_takes_over_and_one_of_the_same_half_year_replaces(
        self, desk: Path
    ) -> None:
        self.load(desk, self.LIST, "--half-year", "2025H2")
        self.load(desk, self.LIST.replace(";03", ";33"), "--half-year", "2026H2")
        code, said = self.load(desk, self.LIST.replace(";03", ";34"), "--half-year", "2026H2")
        assert (code, "They replace the 5" in said) == (0, True)

        def value(half: str) -> str:
            rows = kaa("codes", "list", "--half-year", half, "-f", "json").json
            return next(str(r["agency_value"]) for r in rows if r["code"] == "never-started")

        assert [value(half) for half in ("2026H1", "2026H2", "2028H1")] == ["03", "34", "34"]
        assert kaa("codes", "list", "--half-year", "2025H1", "-f", "json").json == []
        assert kaa("undo").code == 0
        assert value("2026H2") == "33"

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("a;b;c\n1;2;3\n", "three columns"),
            ("variabel;kod;värde\nfärg;röd;1\n", "is no variable"),
            ("variabel;kod;värde\nsyskontakt;arbbete;1\n", 'Did you mean "work"?'),
            ("variabel;kod;värde\nsyskontakt;work;1\nsyskontakt;arbete;2\n", "stands twice"),
            ("variabel;kod;värde\nsyskontakt;work;\n", "missing or too long"),
        ],
    )
    def test_a_list_that_is_wrong_is_refused_whole(self, desk: Path, text: str, says: str) -> None:
        code, said = self.load(desk, text)
        assert code == 3
        assert says in said
        assert "Nothing was saved." in said
        assert kaa("codes", "list", "-f", "json").json == []


class TestCompare:
    def test_tells_what_was_mended_since_and_by_which_entry(self, desk: Path) -> None:
        written(desk)
        kaa("youth", "edit", "2", "reason", "--value", "studiebevis")
        kaa("youth", "close", "2", "turned-20", "--yes")
        answer = kaa("report", "half-year", "2026H2", "--compare", "-f", "json")
        entries = [row.pop("entry") for row in answer.json]
        reason, closed = answer.json
        assert (reason["youth"], reason["block"], reason["field"]) == (2, "mandatory", "reason")
        assert (reason["was"], reason["now"]) == ("unknown", "study-certificate")
        assert (closed["block"], closed["change"]) == ("duty-ended", "new")
        assert entries[0] < entries[1]

    def test_nothing_differs_right_away_and_an_earlier_one_can_be_named(self, desk: Path) -> None:
        written(desk)
        kaa("occupation", "set", "4", "work", "--on", "2026-08-20")
        written(desk)
        assert "Nothing differs." in kaa("report", "half-year", "2026H2", "--compare").out
        answer = kaa("report", "half-year", "2026H2", "--compare", "1")
        assert "Occupation at registration" in answer.out
        assert kaa("report", "half-year", "2026H2", "--compare", "9").code == 3

    def test_one_written_as_of_an_earlier_day_is_compared_from_that_day_on(
        self, desk: Path
    ) -> None:
        written(desk, "--as-of", "2026-12-01")
        kept = ask_rows(desk / "kaa.db", "SELECT made_on, as_of FROM snapshot")
        assert kept == [("2026-12-15", "2026-12-01")]
        answer = kaa("report", "half-year", "2026H2", "--compare", "-f", "json")
        assert {row["changed_on"] for row in answer.json} == {"2026-12-15"}
        shown = kaa("report", "half-year", "2026H2", "--compare").out
        assert "known on 2026-12-01" in shown

    def test_without_one_written_it_says_how_to(self, desk: Path) -> None:
        answer = kaa("report", "half-year", "2026H2", "--compare")
        assert (answer.code, "nothing to compare with" in answer.err) == (3, True)

    def test_two_who_became_one_keep_the_lines_of_both(self, desk: Path) -> None:
        take_in(desk, HEAD, "20080102;Liv;Ny;;;;;;Inflyttad")
        written(desk)
        take_in(desk, HEAD, "20080102-2385;Liv;Nyberg;;;;;;Inflyttad")
        assert kaa("youth", "merge", "6", "5", "--yes").code == 0
        answer = kaa("report", "half-year", "2026H2", "--compare", "-f", "json")
        assert {row["youth"] for row in answer.json} <= {6}


def test_as_known_on_an_earlier_day_later_corrections_change_nothing(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = told("2026H2", "--as-of", "2026-12-15")
    early = told("2026H2", "--as-of", "2026-09-10")
    assert early["as_of"] == "2026-09-10"
    assert [block["lines"] for block in early["blocks"]] == [4, 1, 0, 0, 0]  # type: ignore[attr-defined]
    monkeypatch.setenv("KAA_TODAY", "2026-12-16")
    kaa("youth", "edit", "2", "reason", "--value", "studiebevis")
    assert told("2026H2", "--as-of", "2026-12-15") == before
    assert told("2026H2", "--as-of", "2026-09-10") == early


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("2027H1",), 3, "has not begun yet"),
        (("hösten",), 2, "is no half-year"),
        (("2026H2", "1"), 2, "goes with --compare"),
        (("2026H2", "-f", "xlsx"), 2, "-o FILE.xlsx"),
    ],
)
def test_what_cannot_be_answered_is_said(
    desk: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    answer = kaa("report", "half-year", *words)
    assert (answer.code, says in answer.err) == (code, True)


def test_participants_outside_the_duty_are_not_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAA_DB", str(tmp_path / "programme.db"))
    kaa("init", "--kind", "programme", "--municipality", "Krokom")
    answer = kaa("report", "half-year")
    assert (answer.code, "not reported to the state" in answer.err) == (3, True)
