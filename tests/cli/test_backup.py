"""Backups: copied whole, proved the same, named by the log, rotated, and never half there."""

import os
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest

from kaa_cli.register.chain import Head, head, verify
from kaa_cli.register.engine import open_engine
from kaa_cli.rules.backups import read_name
from terminal import ENCRYPTED, ask_rows, contents, kaa, kaa_process, personal, rows_of

pytestmark = pytest.mark.of_files("a backup copies a file")

TODAY = date(2026, 9, 7)


def backups(made: Path) -> list[Path]:
    folder = made.parent / "backups"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def head_of(register: Path) -> Head:
    engine = open_engine(register, writing=False, for_migrating=True)
    with engine.connect() as connection:
        return head(connection)


def test_a_backup_holds_all_that_the_register_held_and_is_named_by_where_its_log_ends(
    made: Path,
) -> None:
    before, end = contents(made, with_log=True), head_of(made)
    answer = kaa("backup")
    assert answer.code == 0, answer.err
    (backup,) = backups(made)
    named = read_name(backup.name)
    assert named is not None
    assert named.head == str(end) == str(head_of(backup))
    assert (named.register, named.at.date()) == ("kaa", TODAY)
    assert contents(backup, with_log=True) == before
    assert str(backup) in answer.out
    assert str(end) in answer.out


def test_a_backup_is_for_its_owner_alone_whatever_the_mask(made: Path) -> None:
    # fault 30
    before = os.umask(0)
    try:
        assert kaa("backup").code == 0
    finally:
        os.umask(before)
    (backup,) = backups(made)
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.parent.stat().st_mode) == 0o700


def test_a_backup_is_encrypted_when_the_register_is(made: Path) -> None:
    told = kaa("backup", "-f", "json").json
    held = Path(told["file"]).read_bytes()
    assert told["encrypted"] is ENCRYPTED
    assert (b"Ekdahl" in held) is not ENCRYPTED


def test_a_backup_is_logged_as_an_export_and_the_log_goes_on_past_its_head(made: Path) -> None:
    told = kaa("backup", "-f", "json").json
    ((kind, command, what),) = ask_rows(
        made, "SELECT kind, command, what FROM log_entry ORDER BY id DESC LIMIT 1"
    )
    assert (kind, command) == ("export", "backup")
    assert told["head"] in what
    assert '"listed": 12' in what
    kaa("log", "3", "no-answer")
    number, _, seal = told["head"].partition("-")
    with open_engine(made, writing=False, for_migrating=True).connect() as connection:
        assert verify(connection, [Head(int(number), seal)]).is_whole


def test_a_file_that_is_there_is_left_and_a_folder_takes_kaas_own_name(
    made: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.db"
    mine.write_text("mine")
    answer = kaa("backup", str(mine))
    assert (answer.code, mine.read_text()) == (3, "mine")
    assert answer.err.rstrip().endswith("Nothing was saved.")
    other = tmp_path / "other"
    other.mkdir()
    told = kaa("backup", str(other), "-f", "json").json
    assert Path(told["file"]).parent == other
    assert read_name(Path(told["file"]).name)
    assert kaa("backup", str(tmp_path / "one.db")).code == 0
    assert contents(tmp_path / "one.db") == contents(made)
    assert kaa("backup", str(tmp_path / "nowhere" / "one.db")).code == 3


def test_another_folder_can_be_told_for_good(made: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    told = kaa("backup", "-f", "json", env={"KAA_BACKUPS": str(elsewhere)}).json
    assert Path(told["file"]).parent == elsewhere
    assert not backups(made)
    listed = kaa("backup", "--list", "-f", "json", env={"KAA_BACKUPS": str(elsewhere)}).json
    assert [one["file"] for one in listed] == [told["file"]]
    assert kaa("backup", "--list", "-f", "json").json == []


def test_a_synchronised_folder_is_refused_unless_told(made: Path, tmp_path: Path) -> None:
    away = tmp_path / "OneDrive - Kommun"
    away.mkdir()
    answer = kaa("backup", str(away))
    assert answer.code == 3
    assert "OneDrive" in answer.err
    assert "--anywhere" in answer.err
    assert not list(away.iterdir())
    assert kaa("backup", str(away), "--anywhere").code == 0


def test_rotation_removes_what_is_outworn_of_this_register_and_nothing_else(
    made: Path, tmp_path: Path
) -> None:
    folder = made.parent / "backups"
    first = Path(kaa("backup", "-f", "json").json["file"])
    of_another = tmp_path / "another" / "kaa.db"
    of_another.parent.mkdir()
    assert kaa("--db", str(of_another), "init").code == 0
    kaa("--db", str(of_another), "backup", str(tmp_path / "one.db"))

    def aged(days: int, of: Path = first, ending: str = "1-0123456789ab") -> str:
        name = f"kaa-{TODAY - timedelta(days=days)}-1200-{ending}.db"
        (folder / name).write_bytes(of.read_bytes())
        return name

    fresh, old = aged(3), aged(91)
    foreign = aged(90, tmp_path / "one.db", "2-0123456789ab")
    foreign_and_old = aged(92, tmp_path / "one.db", "2-0123456789ab")
    mine = folder / f"kaa-{TODAY - timedelta(days=200)}-notes.db"
    mine.write_text("mine")
    named_alike = folder / "kaa-2026-01-01-1200-3-0123456789ab.db"
    named_alike.write_text("no register at all")
    told = kaa("backup", "-f", "json").json
    assert set(told["removed"]) == {old, foreign_and_old}
    left = {path.name for path in backups(made)}
    assert {fresh, foreign, mine.name, named_alike.name, first.name} <= left
    assert old not in left


def test_the_days_a_backup_is_kept_can_be_fewer_and_never_more(made: Path) -> None:
    assert kaa("settings", "backup-days", "91").code == 2
    assert kaa("settings", "backup-days", "10").code == 0
    first = Path(kaa("backup", "-f", "json").json["file"])
    old = first.with_name(f"kaa-{TODAY - timedelta(days=11)}-1200-1-0123456789ab.db")
    old.write_bytes(first.read_bytes())
    answer = kaa("backup")
    assert "1 outworn backup was removed" in answer.out
    assert old.name in answer.out
    assert not old.exists()


def test_a_draft_that_was_left_is_swept_away_and_one_under_way_is_not(made: Path) -> None:
    kaa("backup")
    folder = made.parent / "backups"
    left, under_way = folder / "kaa.123.part", folder / "kaa.124.part"
    for draft in (left, under_way):
        draft.write_text("half")
    os.utime(left, (1_000_000_000,) * 2)
    assert kaa("backup").code == 0
    assert (left.exists(), under_way.exists()) == (False, True)


def test_a_damaged_register_is_not_backed_up_and_the_last_backup_stays(made: Path) -> None:
    # fault 9
    kaa("backup")
    (whole,) = backups(made)
    before = whole.read_bytes()
    held = bytearray(made.read_bytes())
    middle = len(held) // 2 // 4096 * 4096
    held[middle:] = bytes(len(held) - middle)  # one page may be an index, which no copy needs
    made.write_bytes(held)
    answer = kaa("backup")
    assert answer.code == 6
    assert "Nothing was saved" in answer.err
    assert backups(made) == [whole]
    assert whole.read_bytes() == before


def test_a_register_that_may_not_be_written_is_not_copied_unlogged(made: Path) -> None:
    # fault 26
    made.chmod(0o444)
    made.parent.chmod(0o555)
    try:
        if os.access(made, os.W_OK):
            pytest.skip("root may write whatever the rights say")
        answer = kaa("backup", str(made.parent.parent / "out.db"))
    finally:
        made.parent.chmod(0o755)
    assert answer.code == 9
    assert not backups(made)


def test_others_may_read_while_a_backup_is_made_and_none_writes_into_it(made: Path) -> None:
    with rows_of(made) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM youth").fetchall()
        told = kaa_process("backup", str(made.parent / "one.db"), env={"KAA_DB": str(made)})
    assert told.returncode == 4, told.stderr  # the entry of the log waits for who reads
    assert not (made.parent / "one.db").exists()
    assert not list(made.parent.glob("*.part*"))


def test_a_register_on_a_server_is_copied_by_the_servers_own_tools() -> None:
    answer = kaa("--db", "postgresql://nobody@localhost/kaa", "backup")
    assert answer.code == 3
    assert "pg_dump" in answer.err
    assert kaa("--db", "postgresql://nobody@localhost/kaa", "restore", "x.db").code == 3


def test_nothing_of_anybody_is_told(made: Path) -> None:
    answer = kaa("backup")
    said = answer.out.replace(str(made.parent), "").replace(backups(made)[0].name, "")
    assert personal(said) == []
    assert "Ekdahl" not in said


def test_a_copy_made_elsewhere_is_told_to_be_nobodys_to_remove(made: Path, tmp_path: Path) -> None:
    told = "kaa backup --list does not show it, and you must remove it yourself after 90 days"
    (tmp_path / "other").mkdir()
    assert told in kaa("backup", str(tmp_path / "one.db")).out
    assert told in kaa("backup", str(tmp_path / "other")).out
    assert "yourself" not in kaa("backup").out
    assert "yourself" not in kaa("backup", str(made.parent / "backups")).out


def test_the_list_tells_the_hour_and_what_is_not_encrypted(made: Path) -> None:
    file = Path(kaa("backup", "-f", "json").json["file"])
    answer = kaa("backup", "--list")
    hour = file.name.split("-")[4]
    assert f"{hour[:2]}:{hour[2:]}" in answer.out
    assert ("not encrypted" in answer.out) is not ENCRYPTED
    assert kaa("backup", "--list", "-f", "json").json[0]["encrypted"] is ENCRYPTED


def test_a_first_key_names_the_copies_that_lie_open_and_the_doctor_and_the_list_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAA_DB", str(tmp_path / "plain.db"))
    assert kaa("init", "--plaintext").code == 0
    file = Path(kaa("backup", "-f", "json").json["file"])
    answer = kaa("key", "rotate")
    assert answer.code == 0, answer.err
    assert f"Not encrypted in {file.parent}:\n  {file.name}" in answer.out
    assert "not encrypted" in kaa("backup", "--list").out
    old = {one["check"]: one for one in kaa("doctor", "-f", "json").json}["old-backups"]
    assert (old["state"], old["command"]) == ("wrong", "kaa backup --list")
    file.unlink()
    old = {one["check"]: one for one in kaa("doctor", "-f", "json").json}["old-backups"]
    assert old["state"] == "fine"


@pytest.mark.parametrize("name", ["kaa.db.purged", "kaa.db-journal", "kaa.db-wal", "x.PART"])
def test_a_backup_never_takes_the_name_of_another_file_of_a_register(made: Path, name: str) -> None:
    answer = kaa("backup", str(made.with_name(name)))
    assert answer.code == 3, answer.err
    assert answer.err.rstrip().endswith("Nothing was saved.")
    assert not made.with_name(name).exists()
