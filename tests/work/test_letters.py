"""Letters in batches, as a caseworker does them: the list, what was posted, what came back."""

import json
from pathlib import Path

import openpyxl
import pytest

from lists import shown, take_in
from terminal import ask_rows, contents, kaa

HEAD = "Personnummer;Förnamn;Efternamn;Adress;Postnr;Ort;Skyddad"
NOVA = "20090312-2380;Nova;Ek;Exempelgatan 7;443 00;Lerum;"
LEO = "20080502-2399;Leo;Åberg;Provvägen 3;441 00;Alingsås;"
SARA = "20080101-2386;Sara;Berg;Provvägen 5;441 00;Alingsås;"
HID = "20071103-2383;Moa;Dold;Hemliga gatan 1;441 00;Alingsås;ja"


@pytest.fixture
def desk(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three to write to on Wednesday, when nobody has found their numbers, and one apart."""
    take_in(desk, HEAD, NOVA, LEO, SARA, HID)
    monkeypatch.setenv("KAA_TODAY", "2026-09-09")
    return desk


def sent_to() -> set[int]:
    timelines = {n: kaa("timeline", str(n), "-f", "json").json for n in (1, 2, 3, 4)}
    return {n for n, told in timelines.items() if any(e["kind"] == "attempt" for e in told)}


def last_entry(desk: Path) -> tuple[str, str, dict[str, object]]:
    found = ask_rows(desk / "kaa.db", "SELECT kind, command, what FROM log_entry ORDER BY id")
    kind, command, what = found[-1]
    return kind, command, json.loads(what)


class TestTheList:
    def test_the_screen_tells_how_many_and_in_which_envelope(self, desk: Path) -> None:
        before = contents(desk / "kaa.db", with_log=True)
        told = kaa("letters").out
        assert "Letters to send today: 3 · NEUTRAL ENVELOPE" in told
        assert "1 protected youth is apart" in told
        assert "kaa letters sent" in told
        assert not any(name in told for name in ("Nova", "Leo", "Sara", "Exempelgatan"))
        assert contents(desk / "kaa.db", with_log=True) == before

    def test_programs_get_an_array_of_the_steps_in_the_order_of_the_post(self, desk: Path) -> None:
        rows = kaa("letters", "-f", "json").json
        assert [row["youth"] for row in rows] == [3, 2, 1]
        assert rows[0]["send_to"]["name"] == "Sara Berg"
        assert {(row["channel"], row["envelope"]) for row in rows} == {("letter", "neutral")}

    @pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
    def test_the_list_holds_addresses_without_the_protected_and_is_logged(
        self, desk: Path, ending: str
    ) -> None:
        file = desk / f"letters.{ending}"
        answer = kaa("letters", "-o", str(file))
        assert (answer.code, answer.out) == (0, "")
        text = file.read_bytes().decode("utf-8-sig", errors="replace")
        if ending == "xlsx":
            sheet = openpyxl.load_workbook(file).active
            text = repr(list(sheet.iter_rows(values_only=True)))  # type: ignore[union-attr]
        assert text.index("Sara Berg") < text.index("Leo Åberg") < text.index("Nova Ek")
        assert "Dold" not in text
        assert "Hemliga" not in text
        assert "1 protected youth is apart" in answer.err
        assert last_entry(desk) == ("export", "letters", {"youths": [3, 2, 1]})

    def test_a_file_that_is_there_is_kept_and_nothing_is_logged(self, desk: Path) -> None:
        (desk / "letters.csv").write_text("mine", encoding="utf-8")
        before = contents(desk / "kaa.db", with_log=True)
        assert kaa("letters", "-o", str(desk / "letters.csv")).code == 3
        assert contents(desk / "kaa.db", with_log=True) == before

    def test_whom_a_colleague_has_in_hand_is_left_out_and_told(self, desk: Path) -> None:
        kaa("contact", "take", "2", env={"KAA_USER": "Bo"})
        assert [row["youth"] for row in kaa("letters", "-f", "json").json] == [3, 1]
        assert "1 is claimed by a colleague" in kaa("letters").out

    def test_mine_are_those_whose_contact_person_i_am(self, desk: Path) -> None:
        kaa("youth", "assign", "1", "--to", "Anna")
        assert [row["youth"] for row in kaa("letters", "--mine", "-f", "json").json] == [1]
        assert "kaa letters sent --mine" in kaa("letters", "--mine").out
        assert len(kaa("letters", "sent", "--mine", "--yes", "-f", "json").json) == 1

    def test_nobody_to_write_to_is_said_and_is_no_fault(self, desk: Path) -> None:
        kaa("letters", "sent", "--yes")
        kaa("log", "4", "sent", "--channel", "letter")
        for words in (["letters"], ["letters", "-o", str(desk / "none.csv")]):
            answer = kaa(*words)
            assert (answer.code, answer.out) == (0, "Nobody to write to today.\n")
        assert kaa("letters", "-f", "json").json == []
        assert not (desk / "none.csv").exists()

    def test_options_before_the_command_are_refused(self, desk: Path) -> None:
        assert kaa("letters", "--mine", "sent").code == 2


class TestPosted:
    def test_all_of_them_are_saved_once_and_one_undo_takes_them_back(self, desk: Path) -> None:
        asked = kaa("letters", "sent", input="y\n")
        assert "letters were sent to 3 youths. Go on?" in asked.err
        assert "Saved: letters sent to 3 youths, today." in asked.out
        assert "Next: visit Mon 21 Sep (3)." in asked.out
        assert sent_to() == {1, 2, 3}
        assert kaa("undo").code == 0
        assert sent_to() == set()
        assert "Letters to send today: 3" in kaa("letters").out

    def test_a_no_saves_nothing(self, desk: Path) -> None:
        before = contents(desk / "kaa.db", with_log=True)
        assert kaa("letters", "sent", input="n\n").code == 3
        assert contents(desk / "kaa.db", with_log=True) == before

    def test_those_left_out_are_counted_and_stay_due(self, desk: Path) -> None:
        asked = kaa("letters", "sent", "--except", "2,3", input="y\n")
        assert "sent to 1 youth (2 left out). Go on?" in asked.err
        assert sent_to() == {1}
        assert "Letters to send today: 2" in kaa("letters").out

    @pytest.mark.parametrize("left_out", ["4", "99", "1-9"])
    def test_only_one_of_them_can_be_left_out(self, desk: Path, left_out: str) -> None:
        answer = kaa("letters", "sent", "--except", left_out, "--yes")
        assert (answer.code, "is not among them" in answer.err) == (3, True)
        assert sent_to() == set()

    def test_a_day_that_has_been_is_kept_and_one_to_come_is_refused(self, desk: Path) -> None:
        assert kaa("letters", "sent", "--on", "2026-09-10", "--yes").code == 3
        rows = kaa("letters", "sent", "--on", "yesterday", "--yes", "-f", "json").json
        assert {row["on"] for row in rows} == {"2026-09-08"}

    def test_of_a_list_only_those_on_it_are_saved_and_the_others_told(self, desk: Path) -> None:
        kaa("letters", "-o", str(desk / "letters.csv"))
        take_in(desk, HEAD, "20080203-2383;Ida;Ny;Provvägen 9;441 00;Alingsås;")
        kaa("log", "5", "no-number")
        kaa("contact", "reply", "2", "sms")
        asked = kaa("letters", "sent", input="y\n")
        assert "sent to 2 youths (the list of Wed 9 Sep). Go on?" in asked.err
        assert "no letter is due any more: no. 2." in asked.out
        assert "1 is due a letter and was not on the list of Wed 9 Sep" in asked.out
        assert [row["youth"] for row in kaa("letters", "-f", "json").json] == [5]

    def test_a_list_that_was_answered_is_not_asked_about_again(self, desk: Path) -> None:
        kaa("letters", "-o", str(desk / "letters.csv"))
        kaa("letters", "sent", "--except", "1", "--yes")
        assert "the list of" not in kaa("letters", "sent", input="n\n").err
        kaa("undo")
        assert "(the list of Wed 9 Sep)" in kaa("letters", "sent", input="n\n").err

    def test_the_list_of_a_colleague_is_not_mine(self, desk: Path) -> None:
        kaa("letters", "-o", str(desk / "letters.csv"), env={"KAA_USER": "Bo"})
        assert "the list of" not in kaa("letters", "sent", input="n\n").err


class TestReturned:
    def test_what_came_back_marks_the_address_and_tells_the_next_step(self, desk: Path) -> None:
        kaa("letters", "sent", "--yes")
        answer = kaa("letters", "returned", "1,2")
        assert answer.out.count("the letter was returned") == 2
        assert answer.out.count("Next: visit, today.") == 2
        assert "a letter came back" in kaa("show", "1").out
        kaa("undo")
        assert "a letter came back" not in kaa("show", "1").out

    def test_nothing_comes_back_that_was_not_sent(self, desk: Path) -> None:
        kaa("letters", "sent", "--except", "1", "--yes")
        before = contents(desk / "kaa.db")
        answer = kaa("letters", "returned", "2,1")
        assert (answer.code, "No letter has been sent to no. 1" in answer.err) == (3, True)
        assert contents(desk / "kaa.db") == before

    def test_a_protected_youth_is_saved_when_named_by_number(self, desk: Path) -> None:
        assert kaa("log", "4", "sent").code == 0
        assert kaa("letters", "returned", "4").code == 0
        assert shown(4)["timeline"][-1]["kind"] in {"coming-step", "attempt"}
