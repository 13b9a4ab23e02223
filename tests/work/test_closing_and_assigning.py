"""Closing and assigning in bulk: asked first, told how many, taken back by one undo."""

from pathlib import Path

import pytest

from lists import shown, take_in
from terminal import contents, kaa

HEAD = "Personnummer;Förnamn;Adress;Postnr;Handläggare"
NOVA = "20090312-2380;Nova;Exempelgatan 7;441 00;"
LEO = "20080502-2399;Leo;Provvägen 3;441 00;"
SARA = "20080101-2386;Sara;Provvägen 3;44100;"
MOA = "20071103-2383;Moa;;;"
OLD = "20060908-2383;Edit;;;"


@pytest.fixture
def desk(desk: Path) -> Path:
    take_in(desk, HEAD, NOVA, LEO, SARA, MOA)
    return desk


def followed() -> dict[int, str | None]:
    return {row["youth"]: row["contact_person"] for row in kaa("youth", "list", "-f", "json").json}


def ended() -> dict[int, tuple[str | None, str | None]]:
    return {n: (shown(n)["ended_on"], shown(n)["end_reason"]) for n in (1, 2, 3, 4)}


OPEN = (None, None)


class TestClosing:
    def test_the_missing_are_closed_by_a_person_who_says_why(self, desk: Path) -> None:
        take_in(desk, HEAD, NOVA, options=("--whole-list",))
        answer = kaa("youth", "close", "--gone", "upper-secondary", "--except", "4", input="y\n")
        assert (answer.code, "This closes 2 registrations" in answer.err) == (0, True)
        assert "no. 2  Leo 2008" in answer.out
        closed = ("2026-09-07", "upper-secondary")
        assert ended() == {1: OPEN, 2: closed, 3: closed, 4: OPEN}

    def test_one_undo_opens_them_all_again(self, desk: Path) -> None:
        take_in(desk, HEAD, NOVA, options=("--whole-list",))
        before = contents(desk / "kaa.db")
        assert kaa("youth", "close", "--gone", "moved", "--yes", "--on", "yesterday").code == 3
        assert contents(desk / "kaa.db") == before
        assert kaa("youth", "close", "--gone", "moved", "--yes").code == 0
        assert kaa("undo").code == 0
        assert contents(desk / "kaa.db") == before

    def test_a_no_closes_nobody(self, desk: Path) -> None:
        before = contents(desk / "kaa.db", with_log=True)
        assert kaa("youth", "close", "1,2-3", "moved", input="n\n").code == 3
        assert kaa("youth", "close", "1,2,99", "moved", "--yes").code == 3
        assert contents(desk / "kaa.db", with_log=True) == before

    def test_who_is_left_out_must_be_among_them(self, desk: Path) -> None:
        take_in(desk, HEAD, NOVA, options=("--whole-list",))
        before = contents(desk / "kaa.db", with_log=True)
        answer = kaa("youth", "close", "--gone", "moved", "--except", "77", "--yes")
        assert (answer.code, "No. 77 is not among them" in answer.err) == (3, True)
        assert kaa("youth", "close", "3", "moved", "--except", "3").code == 3
        assert contents(desk / "kaa.db", with_log=True) == before

    def test_what_a_colleague_did_meanwhile_is_not_done_again(
        self, desk: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        take_in(desk, HEAD, NOVA, options=("--whole-list",))

        def meanwhile(_question: str, *, default: bool = False) -> bool:
            register = str(desk / "kaa.db")
            assert kaa("--db", register, "youth", "edit", "2", "--checked").code == 0
            return not default

        from kaa_cli.cli import ask

        monkeypatch.setattr(ask, "confirm", meanwhile)
        answer = kaa("youth", "close", "--gone", "moved")
        assert (answer.code, "has changed since" in answer.err) == (3, True)
        assert ended() == {1: OPEN, 2: OPEN, 3: OPEN, 4: OPEN}

    def test_several_by_number_and_one_alone_are_told_apart(self, desk: Path) -> None:
        one = kaa("youth", "close", "1", "moved", "-f", "json").json
        several = kaa("youth", "close", "2,3", "moved", "--yes", "-f", "json").json
        assert one["ended_on"] == "2026-09-07"
        assert [row["youth"] for row in several] == [2, 3]

    def test_who_has_turned_20_is_closed_on_that_birthday(
        self, desk: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        take_in(desk, HEAD, OLD)
        monkeypatch.setenv("KAA_TODAY", "2026-09-10")
        rows = kaa("youth", "close", "--turned-20", "--yes", "-f", "json").json
        assert [(row["youth"], row["ended_on"]) for row in rows] == [(5, "2026-09-08")]
        assert shown(5)["end_reason"] == "turned-20"

    def test_one_who_has_turned_20_too_and_not_before(
        self, desk: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        take_in(desk, HEAD, OLD)
        assert "has not turned 20" in kaa("youth", "close", "5", "turned-20").err
        monkeypatch.setenv("KAA_TODAY", "2026-09-10")
        row = kaa("youth", "close", "5", "turned-20", "-f", "json").json
        assert row["ended_on"] == "2026-09-08"

    def test_with_nobody_to_close_nothing_is_asked(self, desk: Path) -> None:
        for words in (("--gone", "moved"), ("--turned-20",)):
            answer = kaa("youth", "close", *words, input=None)
            assert (answer.code, answer.err) == (0, "")
            assert "Nobody is to be closed" in answer.out

    @pytest.mark.parametrize(
        "words",
        [
            (),
            ("1",),
            ("--gone",),
            ("1", "moved", "--gone"),
            ("1", "--turned-20"),
            ("--gone", "moved", "--turned-20"),
        ],
    )
    def test_who_and_why_must_be_plain(self, desk: Path, words: tuple[str, ...]) -> None:
        before = contents(desk / "kaa.db", with_log=True)
        assert kaa("youth", "close", *words).code == 2
        assert contents(desk / "kaa.db", with_log=True) == before


class TestAssigning:
    def test_new_ones_are_shared_evenly_and_an_address_stays_together(self, desk: Path) -> None:
        answer = kaa("youth", "assign", "--new", "--to", "Bo,Cia", input="y\n")
        assert "4 youths: Bo 2, Cia 2" in answer.err
        owners = followed()
        assert owners[2] == owners[3] != owners[1] == owners[4]

    def test_a_brother_comes_to_whom_the_sister_has(self, desk: Path) -> None:
        assert kaa("youth", "assign", "3", "--to", "Cia").code == 0
        assert kaa("youth", "assign", "--new", "--to", "Bo,Cia", "--yes").code == 0
        assert followed()[2] == "Cia"

    def test_who_has_a_contact_person_keeps_it_unless_named(self, desk: Path) -> None:
        assert kaa("youth", "assign", "1,4", "--to", "Bo", "--yes").code == 0
        assert kaa("youth", "assign", "--new", "--to", "Cia", "--yes").code == 0
        assert followed() == {1: "Bo", 2: "Cia", 3: "Cia", 4: "Bo"}
        assert kaa("youth", "assign", "1", "--to", "cia").code == 0
        assert followed()[1] == "Cia"
        assert kaa("youth", "assign", "--new", "--to", "Bo", "--yes").code == 3

    @pytest.mark.parametrize("line", [("youth", "assign"), ("contact", "hand-over")])
    def test_a_name_that_nobody_here_has_is_asked_about(
        self, desk: Path, line: tuple[str, str]
    ) -> None:
        assert kaa("youth", "assign", "1,2", "--to", "Daniella", "--yes").code == 0
        before = contents(desk / "kaa.db", with_log=True)
        for typed, code in (("n\n", 3), ("", 2)):
            answer = kaa(*line, "1", "--to", "Daniela", input=typed)
            assert (answer.code, answer.err.rstrip()[-18:]) == (code, "Nothing was saved.")
            assert "Known: Daniella." in answer.err
            assert "Is Daniela the name you mean, and not Daniella?" in answer.err
        assert contents(desk / "kaa.db", with_log=True) == before
        assert kaa(*line, "1", "--to", "daniella").code in {0, 3}  # who has the youth already
        assert kaa(*line, "1", "--to", "Bo", input="y\n").code == 0
        assert kaa(*line, "2", "--to", "Cia", "--yes").code == 0
        assert followed()[1] == "Bo"
        assert kaa(*line, "2", "--to", "Anna").code == 0  # it is Anna who types

    @pytest.mark.parametrize("name", ["a\x1b[2Jb", "x" * 101, "20090312-2380", "Bo\nCia", "\u202e"])
    def test_what_is_no_name_is_refused(self, desk: Path, name: str) -> None:
        assert kaa("youth", "assign", "1", "--to", name).code == 3
        assert set(followed().values()) == {None}

    def test_a_name_told_twice_is_one(self, desk: Path) -> None:
        rows = kaa("youth", "assign", "--new", "--to", "bo,Bo", "--yes", "-f", "json").json
        assert len({row["contact_person"] for row in rows}) == 1

    def test_one_undo_takes_it_back(self, desk: Path) -> None:
        assert kaa("youth", "assign", "--new", "--to", "Bo,Cia", "--yes").code == 0
        assert kaa("undo").code == 0
        assert set(followed().values()) == {None}

    @pytest.mark.parametrize("words", [(), ("1",), ("--new",), ("1", "--new", "--to", "Bo")])
    def test_who_and_to_whom_must_be_plain(self, desk: Path, words: tuple[str, ...]) -> None:
        assert kaa("youth", "assign", *words).code == 2
        assert set(followed().values()) == {None}
