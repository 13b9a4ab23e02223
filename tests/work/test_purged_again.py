"""A backup older than a purge, put back: the purged are gone again, and no number comes twice."""

from pathlib import Path

import pytest

from kaa_cli.register.engine import open_register
from kaa_cli.register.purged import listed, mark_of
from lists import take_in
from terminal import ask_rows, kaa

pytestmark = pytest.mark.of_files("a backup takes the place of a file")

HEAD = "Personnummer;Förnamn;Efternamn;Adress;Postnr;Ort;Orsak;Vh 1;Vh 1 telefon"
GONE = "20050505-TF01;Tove;Gallros;Gallgatan 7;441 00;Alingsås;Studiebevis;;"
STAYS = (
    "20080505-TF02;Moa;Kvarlund;Provvägen 5;441 00;Alingsås;Studiebevis;Maria Vhnamn;070-174 06 16"
)
NEW = "20080606-TF03;Siv;Nyberg;Provvägen 8;441 00;Alingsås;Studiebevis;;"


@pytest.fixture
def desk(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register and, as `backup.db`, how it was before its one purge."""
    monkeypatch.setenv("KAA_DB", str(tmp_path / "kaa.db"))
    monkeypatch.setenv("KAA_TODAY", "2024-08-20")
    assert kaa("init", "--municipality", "Alingsås", "--plaintext").code == 0
    take_in(tmp_path, HEAD, STAYS, GONE)
    monkeypatch.setenv("KAA_TODAY", "2026-06-01")
    assert kaa("purge", "--preserve", str(tmp_path / "p.html")).code == 0
    assert kaa("backup", str(tmp_path / "backup.db")).code == 0
    words = ("--reported", "on paper", "--execute", "--ahead", "--yes")
    answer = kaa("purge", "1-2", *words)
    assert answer.code == 0, answer.err
    return tmp_path


def put_back(desk: Path) -> int:
    """What a restore does with the purge list; how many came back."""
    answer = kaa("restore", str(desk / "backup.db"), "--yes", "-f", "json")
    assert answer.code == 0, answer.err
    back: int = answer.json["purged_again"]
    return back


def outcomes() -> dict[str, object]:
    row = dict(kaa("report", "outcomes", "--half-year", "2024H2", "-f", "json").json)
    row.pop("log")  # where the log ends
    return row


# fault 29
def test_the_purged_are_gone_again_and_the_guardian_too(desk: Path) -> None:
    before = outcomes()
    assert (before["kept_on"], before["population"]) == ("2026-06-01", 2)
    assert b"Gallros" in (desk / "backup.db").read_bytes()
    assert put_back(desk) == 1
    held = (desk / "kaa.db").read_bytes()
    assert b"Gallros" not in held
    assert b"Vhnamn" not in held
    assert b"Kvarlund" in held
    assert outcomes() == before


def test_going_through_the_list_again_takes_nobody_else(desk: Path) -> None:
    assert put_back(desk) == 1
    assert put_back(desk) == 1
    assert ask_rows(desk / "kaa.db", "SELECT id FROM youth") == [(1,)]


def test_a_new_youth_never_gets_the_number_of_one_purged(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(desk, HEAD, NEW)
    monkeypatch.setenv("KAA_TODAY", "2030-02-01")
    for words in (
        ("--preserve", str(desk / "q.html")),
        ("1,3", "--execute", "--ahead", "--yes", "--reported", "x"),
    ):
        answer = kaa("purge", *words)
        assert answer.code == 0, answer.err
    monkeypatch.setenv("KAA_TODAY", "2026-06-02")
    assert put_back(desk) == 2
    assert ask_rows(desk / "kaa.db", "SELECT id FROM youth") == []
    take_in(desk, HEAD, "20090606-TF04;Ny;Person;;;;Studiebevis;;")
    assert ask_rows(desk / "kaa.db", "SELECT id FROM youth") == [(4,)]


def test_another_registers_list_is_not_for_this_one(desk: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    assert kaa("--db", str(other), "init").code == 0
    with open_register(other, writing=False) as opened:
        assert listed(desk / "kaa.db", mark_of(opened.session)) == []


@pytest.mark.parametrize("held", [b"\xff\xfe\x00", b"5\n", None], ids=["bytes", "json", "folder"])
def test_nobody_is_purged_while_the_list_cannot_be_read(desk: Path, held: bytes | None) -> None:
    take_in(desk, HEAD, GONE)
    beside = desk / "kaa.db.purged"
    beside.unlink()
    beside.mkdir() if held is None else beside.write_bytes(held)
    before = (desk / "kaa.db").read_bytes()
    for words in (
        ("purge", "--execute", "--yes", "--reported", "on paper"),
        ("restore", str(desk / "backup.db"), "--yes"),
    ):
        answer = kaa(*words)
        assert answer.code == 6, answer.err
        assert "purge list" in answer.err
        assert answer.err.rstrip().endswith("Nothing was saved.")
        assert (desk / "kaa.db").read_bytes() == before
    told = {one["check"]: one["state"] for one in kaa("doctor", "-f", "json").json}
    assert told["purge-list"] == "wrong"
