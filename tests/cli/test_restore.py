"""Taking back a backup: proved first, told what would be lost, swapped whole, nothing reused."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from counting import often
from kaa_cli.register import migrations
from kaa_cli.register.chain import head, verify
from kaa_cli.register.engine import HEAD, open_engine
from kaa_cli.register.keys import new_key
from kaa_cli.register.sqlite_file import connect, key_of
from registers import made_by_an_older_program
from terminal import (
    ENCRYPTED,
    EXAMPLE,
    SOURCE,
    ask_rows,
    contents,
    in_terminal,
    kaa,
    kaa_process,
    rows_of,
)

pytestmark = pytest.mark.of_files("a backup takes the place of a file")
encrypted_only = pytest.mark.skipif(not ENCRYPTED, reason="the registers of this run are plain")


@pytest.fixture
def backup(made: Path) -> Path:
    """A backup of the twelve youths, with two commands saved after it."""
    file = Path(kaa("backup", "-f", "json").json["file"])
    for youth in ("3", "4"):
        assert kaa("log", youth, "no-answer").code == 0
    return file


def state(register: Path) -> dict[str, list[tuple[Any, ...]]]:
    return contents(register)


def test_a_backup_takes_the_registers_place_and_what_was_there_is_kept(
    made: Path, backup: Path
) -> None:
    held, now = state(backup), state(made)
    answer = kaa("restore", str(backup), input="y\n")
    assert answer.code == 0, answer.err
    assert "2 commands saved since the backup would be lost, about 2 youths" in answer.err
    assert state(made) == held
    kept = [path for path in made.parent.glob("backups/*.db") if path != backup]
    assert [state(path) for path in kept] == [now]
    assert str(kept[0]) in answer.out
    assert not list(made.parent.rglob("*.part*"))


@pytest.mark.parametrize("said", ["n\n", ""], ids=["no", "nobody answers"])
def test_nothing_is_done_without_a_yes(made: Path, backup: Path, said: str) -> None:
    before = made.read_bytes()
    answer = kaa("restore", str(backup), input=said)
    assert answer.code in (2, 3)
    assert answer.err.rstrip().endswith("Nothing was saved.")
    assert made.read_bytes() == before
    assert not list(made.parent.rglob("*.part*"))


def test_the_latest_is_meant_when_none_is_named_and_one_may_be_named_by_its_name(
    made: Path, backup: Path
) -> None:
    latest = kaa("backup", "-f", "json").json
    told = kaa("restore", "--yes", "-f", "json").json
    assert (told["file"], told["lost_commands"]) == (latest["file"], 0)
    told = kaa("restore", backup.name, "--yes", "-f", "json").json
    assert (told["file"], told["lost_commands"], told["lost_youths"]) == (str(backup), 2, 2)


def test_the_restoring_is_logged_with_both_heads_and_the_chain_holds(
    made: Path, backup: Path
) -> None:
    with open_engine(made, writing=False, for_migrating=True).connect() as connection:
        left = str(head(connection))
    answer = kaa("restore", str(backup), "--yes", "-f", "json")
    assert answer.code == 0, answer.err
    told = answer.json
    ((kind, command, what),) = ask_rows(
        made, "SELECT kind, command, what FROM log_entry ORDER BY id DESC LIMIT 1"
    )
    assert (kind, command) == ("restore", "restore")
    assert json.loads(what) == {
        "restored": told["restored"],
        "left": left,
        "lost": 2,
        "lost_looks": 0,
    }
    assert told["restored"] in backup.name
    assert told["left"] == left
    with open_engine(made, writing=False, for_migrating=True).connect() as connection:
        assert verify(connection).is_whole


def test_no_number_is_given_twice(made: Path, backup: Path) -> None:
    given = dict(ask_rows(made, "SELECT name, seq FROM sqlite_sequence"))
    kaa("restore", str(backup), "--yes")
    kaa("log", "3", "no-answer")
    ((entry, attempt),) = ask_rows(
        made, "SELECT (SELECT max(id) FROM log_entry), (SELECT max(id) FROM attempt)"
    )
    assert entry > given["log_entry"]
    assert attempt > given["attempt"]


def test_undo_does_not_reach_past_a_restored_backup_unless_the_entry_is_named(
    made: Path, backup: Path
) -> None:
    kaa("restore", str(backup), "--yes")
    before = state(made)
    answer = kaa("undo")
    assert answer.code == 3
    assert "backup was taken back" in answer.err
    assert state(made) == before
    kaa("log", "3", "no-answer")
    assert kaa("undo").code == 0
    assert state(made) == before


@pytest.mark.parametrize("name", ["new.db", "deep.db"])
def test_a_backup_becomes_a_register_where_there_is_none(
    made: Path, backup: Path, name: str
) -> None:
    place = made.parent / name
    answer = kaa("--db", str(place), "restore", str(backup), input="y\n")
    assert answer.code == 0, answer.err
    assert "nothing would be lost" in answer.err
    assert state(place) == state(backup)
    assert kaa("--db", str(place), "log", "3", "no-answer").code == 0


def broken(held: bytes) -> bytes:
    middle = len(held) // 2 // 4096 * 4096
    return held[:middle] + bytes(len(held) - middle)


DAMAGE: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("pages of zeroes", broken),
    ("cut short", lambda held: held[: len(held) // 2]),
    ("only zeroes", lambda held: bytes(len(held))),
]


@pytest.mark.parametrize("damage", [do for _, do in DAMAGE], ids=[name for name, _ in DAMAGE])
def test_a_damaged_backup_is_refused_and_the_register_stays(
    made: Path, backup: Path, damage: Callable[[bytes], bytes]
) -> None:
    # fault 29
    backup.write_bytes(damage(backup.read_bytes()))
    before = made.read_bytes()
    answer = kaa("restore", str(backup), "--yes")
    assert (answer.code, made.read_bytes()) == (6, before), answer.err
    assert "backup is damaged" in answer.err
    assert answer.err.rstrip().endswith("Nothing was saved.")
    assert not list(made.parent.rglob("*.part*"))


@encrypted_only
def test_a_backup_with_another_key_is_refused(made: Path, backup: Path, tmp_path: Path) -> None:
    # fault 29
    keys = tmp_path / "other.key"
    keys.write_text(new_key().recovery + "\n")
    keys.chmod(0o600)
    before = made.read_bytes()
    answer = kaa("restore", str(backup), "--yes", env={"KAA_KEY_FILE": str(keys)})
    assert (answer.code, made.read_bytes()) == (8, before)


@encrypted_only
def test_a_plain_backup_does_not_take_encryption_away_unasked(made: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.db"
    assert kaa("--db", str(plain), "init", "--plaintext").code == 0
    before = made.read_bytes()
    answer = kaa("restore", str(plain), "--yes")
    assert (answer.code, made.read_bytes()) == (8, before)
    answer = kaa("restore", str(plain), "--yes", "--plaintext", "--another")
    assert answer.code == 0
    assert "kaa key rotate" in answer.out


@pytest.mark.parametrize(
    ("name", "held", "code"),
    [("there is none", None, 3), ("text", b"a letter", 7), ("empty", b"", 7)],
)
def test_what_is_no_backup_is_refused(
    made: Path, tmp_path: Path, name: str, held: bytes | None, code: int
) -> None:
    file, before = tmp_path / "other.db", made.read_bytes()
    if held is not None:
        file.write_bytes(held)
    answer = kaa("restore", str(file), "--yes")
    assert (answer.code, made.read_bytes()) == (code, before), (name, answer.err)


def test_the_register_is_no_backup_of_itself(made: Path) -> None:
    assert kaa("restore", str(made), "--yes").code == 3


def test_a_backup_of_a_newer_program_is_refused(made: Path, backup: Path) -> None:
    # fault 20
    with rows_of(backup) as rows:
        rows.execute("PRAGMA user_version = 9999")
    answer = kaa("restore", str(backup), "--yes")
    assert answer.code == 7
    assert "newer kaa" in answer.err


def test_a_backup_that_holds_more_than_rows_is_refused(made: Path, backup: Path) -> None:
    # fault 28
    with rows_of(backup) as rows:
        rows.execute("CREATE TRIGGER planted AFTER INSERT ON youth BEGIN DELETE FROM youth; END")
    before = made.read_bytes()
    assert kaa("restore", str(backup), "--yes").code == 6
    assert made.read_bytes() == before


def test_a_log_that_was_changed_past_kaa_is_told_before_the_question(
    made: Path, backup: Path
) -> None:
    with rows_of(backup) as rows:
        rows.execute("UPDATE log_entry SET by = 'Bo' WHERE id = 1")
    answer = kaa("restore", str(backup), input="n\n")
    assert "from entry 1" in answer.err


def test_a_backup_of_an_older_program_is_brought_up_to_date(made: Path, tmp_path: Path) -> None:
    # fault 21
    older = tmp_path / "older.db"
    steps = Path(shutil.copytree(migrations.HERE, tmp_path / "steps"))
    with made_by_an_older_program(str(older), steps, "0003"):
        pass
    answer = kaa("restore", str(older), "--yes", "--plaintext")
    assert answer.code == 0, answer.err
    assert ask_rows(made, "PRAGMA user_version") == [(int(HEAD),)]
    assert ask_rows(older, "PRAGMA user_version") == [(3,)]
    assert kaa("youth", "list").code == 0


@pytest.mark.parametrize("damage", [do for _, do in DAMAGE], ids=[name for name, _ in DAMAGE])
def test_a_damaged_register_gives_way_and_is_kept_as_it_was(
    made: Path, backup: Path, damage: Callable[[bytes], bytes]
) -> None:
    # fault 24
    ruined = damage(made.read_bytes())
    made.write_bytes(ruined)
    assert kaa("youth", "list").code == 6 or damage is broken
    answer = kaa("restore", str(backup), "--yes")
    assert answer.code == 0, answer.err
    (aside,) = made.parent.glob("kaa.damaged-*")
    assert aside.read_bytes() == ruined
    assert aside.name in answer.out
    assert state(made) == state(backup)
    assert kaa("log", "3", "no-answer").code == 0


def test_a_journal_of_the_damaged_register_is_not_written_into_the_restored_one(
    made: Path, backup: Path
) -> None:
    # fault 27
    made.write_bytes(bytes(made.stat().st_size))
    journal = made.with_name("kaa.db-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(4096))
    assert kaa("restore", str(backup), "--yes").code == 0
    assert not journal.exists()
    assert state(made) == state(backup)


def test_a_log_of_another_kind_beside_the_register_is_refused(made: Path, backup: Path) -> None:
    # fault 27
    made.with_name("kaa.db-wal").write_bytes(b"what is this")
    before = made.read_bytes()
    assert kaa("restore", str(backup), "--yes").code == 6
    assert made.read_bytes() == before


def test_something_else_at_the_place_is_never_written_over(tmp_path: Path, backup: Path) -> None:
    letter = tmp_path / "letter.db"
    letter.write_text("Hello")
    answer = kaa("--db", str(letter), "restore", str(backup), "--yes")
    assert (answer.code, letter.read_text()) == (7, "Hello")


def test_a_network_or_synchronised_place_is_refused_unless_told(
    tmp_path: Path, backup: Path
) -> None:
    place = tmp_path / "Dropbox" / "kaa.db"
    place.parent.mkdir()
    answer = kaa("--db", str(place), "restore", str(backup), "--yes")
    assert answer.code == 3
    assert "Dropbox" in answer.err
    assert not place.exists()
    assert kaa("--db", str(place), "restore", str(backup), "--yes", "--anywhere").code == 0


def test_who_has_the_register_open_to_write_is_waited_for_and_then_refused(
    made: Path, backup: Path
) -> None:
    before = made.read_bytes()
    with rows_of(made) as writer:
        writer.execute("UPDATE setting SET value = value")
        done = kaa_process("restore", str(backup), "--yes", env={"KAA_DB": str(made)})
        writer.rollback()
        writer.execute("BEGIN")
    assert done.returncode == 4, done.stderr
    assert made.read_bytes() == before


def test_killed_at_any_moment_it_is_done_or_not_done(made: Path, backup: Path) -> None:
    # faults 2, 29
    allowed = [state(made), state(backup)]
    seen = set()
    for milliseconds in range(0, 600, often(120, 60)):
        shutil.copy2(made, made.with_name("try.db"))
        place = made.with_name("try.db")
        child = subprocess.Popen(
            [sys.executable, "-c", STOPPING, str(milliseconds), str(place), str(backup)],
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        code = child.wait(timeout=60)
        assert code in (0, -signal.SIGKILL)
        now = state(place)
        assert now in allowed
        seen.add((code, allowed.index(now)))
        for left in made.parent.rglob("*.part*"):
            left.unlink()
        place.unlink()
    assert (-signal.SIGKILL, 0) in seen


STOPPING = """
import os, signal, sys, threading
from kaa_cli import words
from kaa_cli.cli import run
import kaa_cli.work.restoring
words.use("en")
threading.Timer(int(sys.argv[1]) / 1000, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
code = run(["--db", sys.argv[2], "restore", sys.argv[3], "--yes"])
os._exit(code)
"""


def purged(monkeypatch: pytest.MonkeyPatch, folder: Path) -> set[int]:
    """Who is purged three years later, by number."""
    register = Path(os.environ["KAA_DB"])
    before = youths(register)
    monkeypatch.setenv("KAA_TODAY", "2029-01-08")
    assert kaa("purge", "--preserve", str(folder / "preserved.html")).code == 0
    answer = kaa("purge", "--execute", "--ahead", "--yes", "--reported", "on paper")
    assert answer.code == 0, answer.err
    return before - youths(register)


def youths(register: Path) -> set[int]:
    return {number for (number,) in ask_rows(register, "SELECT id FROM youth")}


@pytest.mark.parametrize("list_from", ["beside the register", "among the backups"])
def test_who_was_purged_since_is_purged_again_before_anybody_can_look(
    made: Path, backup: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, list_from: str
) -> None:
    # fault 29
    gone = purged(monkeypatch, tmp_path)
    assert gone & youths(backup)
    assert not gone & youths(made)
    if list_from == "among the backups":  # the register and all that lay beside it are lost
        backup = backup.rename(tmp_path / "kept elsewhere.db")
        assert kaa("backup").code == 0
        made.unlink()
        made.with_name("kaa.db.purged").unlink()
    told = kaa("restore", str(backup), "--yes", "-f", "json")
    assert told.code == 0, told.err
    assert told.json["purged_again"] == len(gone)
    assert not gone & youths(made)
    assert youths(made) == youths(backup) - gone
    assert ask_rows(made, "SELECT kind FROM log_entry ORDER BY id DESC LIMIT 2") == [
        ("purge",),
        ("restore",),
    ]
    assert kaa("audit", "verify").code == 0
    assert kaa("undo").code == 3
    (last,) = ask_rows(made, "SELECT seq FROM sqlite_sequence WHERE name = 'youth'")
    assert last[0] >= max(gone)
    assert ask_rows(made, "PRAGMA integrity_check") == [("ok",)]


def test_the_purged_leave_no_byte_in_a_restored_register(
    made: Path, backup: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # fault 62
    gone = purged(monkeypatch, tmp_path)
    names = [
        name.encode()
        for number, *words in ask_rows(backup, "SELECT id, family_name, identity_number FROM youth")
        for name in words
        if number in gone and name
    ]
    assert kaa("restore", str(backup), "--yes").code == 0
    if ENCRYPTED:  # so that the bytes can be looked at
        plain = tmp_path / "plain.db"
        with closing(connect(made, key_of(made))) as rows:
            rows.execute("ATTACH ? AS plain KEY ''", (str(plain),))
            rows.execute("SELECT sqlcipher_export('plain')").fetchall()
    else:
        plain = made
    held = plain.read_bytes()
    assert names
    assert [name for name in names if name in held] == []


@pytest.mark.parametrize("try_no", range(3))
def test_who_writes_at_the_same_moment_loses_nothing_that_was_told_as_saved(
    made: Path, backup: Path, try_no: int
) -> None:
    # fault 14: both wait for the same lock, and either may get it first
    def started(*words: str) -> subprocess.Popen[bytes]:
        environ = {**os.environ, "PYTHONPATH": str(SOURCE)}
        run = [sys.executable, "-m", "kaa_cli", *words]
        return subprocess.Popen(run, env=environ, stderr=subprocess.PIPE)

    with rows_of(made) as holder:
        holder.execute("UPDATE setting SET value = value")
        writer = started("log", "5", "no-answer")
        restore = started("restore", str(backup), "--yes")
        with pytest.raises(subprocess.TimeoutExpired):
            restore.wait(timeout=2.5 + try_no / 4)
        holder.rollback()
        holder.execute("BEGIN")
    said = [process.communicate(timeout=60)[1] for process in (writer, restore)]
    codes = (writer.returncode, restore.returncode)
    assert codes in {(0, 3), (4, 0), (0, 0), (0, 4), (4, 4)}, said
    everywhere = [made, *made.parent.glob("backups/*.db")]  # what a restore replaced is a backup
    saved = any(ask_rows(file, ATTEMPT_AT_FIVE) for file in everywhere)
    assert saved is (writer.returncode == 0), (codes, said)


ATTEMPT_AT_FIVE = (
    "SELECT a.id FROM attempt a JOIN registration r ON a.registration_id = r.id"
    " WHERE r.youth_id = 5"
)


def test_none_named_never_means_what_a_restore_left(made: Path, backup: Path) -> None:
    held = state(backup)
    kept = Path(kaa("restore", str(backup), "--yes", "-f", "json").json["kept"])
    assert kept.name.endswith("-left.db")
    told = kaa("restore", "--yes", "-f", "json").json
    assert (told["file"], state(made)) == (str(backup), held)
    assert Path(told["kept"]).name.endswith("-left.db")
    backup.unlink()
    refused = kaa("restore", "--yes")
    assert (refused.code, state(made)) == (3, held)
    assert "what a restore left" in refused.err
    assert kaa("restore", kept.name, "--yes").code == 0  # named it may be taken all the same


def test_look_ups_since_the_backup_are_counted_before_the_question(made: Path) -> None:
    file = Path(kaa("backup", "-f", "json").json["file"])
    assert kaa("show", "3").code == 0
    assert kaa("show", "4").code == 0
    only = kaa("restore", str(file), input="n\n").err
    assert "Nothing has been changed since." in only
    assert "2 look-ups, lists and files since the backup would be gone from the log" in only
    assert "is in the copy that is kept" in only
    assert kaa("log", "3", "no-answer").code == 0
    both = kaa("restore", str(file), input="y\n")
    assert both.code == 0, both.err
    assert "1 command saved since the backup would be lost, about 1 youth." in both.err
    assert "2 look-ups, lists and files" in both.err
    ((what,),) = ask_rows(made, "SELECT what FROM log_entry ORDER BY id DESC LIMIT 1")
    assert (json.loads(what)["lost"], json.loads(what)["lost_looks"]) == (1, 2)


def test_a_lost_registers_entries_are_not_numbered_again_and_its_youths_go_on(
    made: Path, backup: Path
) -> None:
    ((given,),) = ask_rows(made, "SELECT max(id) FROM log_entry")
    ((youth,),) = ask_rows(made, "SELECT max(id) FROM youth")
    made.unlink()
    assert kaa("restore", "--yes").code == 0
    ((entry,),) = ask_rows(made, "SELECT max(id) FROM log_entry")
    assert entry > given
    assert ask_rows(made, "SELECT seq FROM sqlite_sequence WHERE name = 'youth'") == [(youth,)]
    assert kaa("audit", "verify").code == 0


@encrypted_only
def test_an_earlier_key_is_told_of_only_where_the_register_had_another_since(
    made: Path, backup: Path
) -> None:
    earlier = "It opens with an earlier key"
    assert kaa("key", "rotate").code == 0
    back = kaa("restore", str(backup), "--yes")
    assert earlier in back.out
    (left,) = made.parent.glob("backups/*-left.db")
    assert earlier not in kaa("restore", str(left), "--yes").out  # the later key, again
    other = made.with_name("other.db")
    assert kaa("--db", str(other), "init").code == 0
    assert kaa("--db", str(other), "import", str(EXAMPLE), "--yes").code == 0
    of_another = Path(kaa("--db", str(other), "backup", "-f", "json").json["file"])
    back = kaa("restore", str(of_another), "--yes", "--another")
    assert back.code == 0
    assert earlier not in back.out  # its one and only key


def test_a_state_from_before_a_restore_is_told_with_its_day_and_the_file_that_has_the_log(
    made: Path, backup: Path
) -> None:
    anchor = json.loads(kaa("audit", "verify", "-f", "json").out)["head"]
    told = kaa("restore", str(backup), "--yes", "-f", "json").json
    answer = kaa("audit", "verify", "--anchor", anchor)
    assert answer.code == 6
    assert "A backup was taken back on 2026-09-07" in answer.err
    assert f"up to {told['left']}, is in {told['kept']}." in answer.err
    assert "Tell whoever answers" not in answer.err
    assert kaa("--db", told["kept"], "audit", "verify", "--anchor", anchor).code == 0
    assert (
        f"from {told['left']} to {told['restored']}"
        in in_terminal("audit", "show", "--kind", "restore", columns=200).out
    )
    Path(told["kept"]).unlink()
    assert "is not here" in kaa("audit", "verify", "--anchor", anchor).err
    number, _, seal = anchor.partition("-")
    unexplained = kaa("audit", "verify", "--anchor", f"{int(number) + 500}-{seal}")
    assert unexplained.code == 6
    assert "Tell whoever answers" in unexplained.err


def test_a_youth_purged_after_the_backup_is_gone_again_for_a_user_who_takes_it_back(
    made: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def typed(*words: str) -> str:
        done = kaa(*words)
        assert done.code == 0, done.err
        return done.out + done.err

    typed("backup")
    (backup,) = made.parent.glob("backups/*.db")
    monkeypatch.setenv("KAA_TODAY", "2029-01-08")
    typed("purge", "--preserve", str(tmp_path / "preserved.html"))
    before = youths(made)
    said = typed("purge", "--execute", "--ahead", "--yes", "--reported", "on paper")
    assert "still hold those purged, until 2029-04-08 at the latest" in said
    gone, stays = before - youths(made), youths(made)
    purges = "SELECT what FROM log_entry WHERE kind = 'purge'"
    ((first,),) = ask_rows(made, purges)
    figures = "SELECT half_year, report, figures FROM kept_figures ORDER BY half_year, report"
    kept = ask_rows(made, figures)
    assert gone
    assert kept
    assert "purged again" in typed("restore", backup.name, "--yes")
    assert youths(made) == stays
    ((again,),) = ask_rows(made, purges)
    for name in ("youths", "half_years"):
        assert json.loads(again)[name] == json.loads(first)[name]
    assert set(json.loads(again)["youths"]) == gone
    assert ask_rows(made, figures) == kept
    typed("audit", "verify")


def test_marks_raised_after_the_backup_are_raised_again_and_what_they_forbid_is_gone(
    made: Path, backup: Path
) -> None:
    kaa("youth", "edit", "1", "protection", "--value", "protected-registration")
    kaa("youth", "edit", "2", "restricted", "--value", "yes")
    assert kaa("log", "5", "do-not-contact", "--note", "has asked for it").code == 0
    marks = (
        "SELECT id, protection, street, school, restricted_on, do_not_contact_on, review_on"
        " FROM youth WHERE id IN (1, 2, 5) ORDER BY id"
    )
    now = ask_rows(made, marks)
    assert now[0][1:4] == ("protected-registration", "", "")
    assert now[1][4]
    assert all(now[2][5:]), now
    assert ask_rows(backup, marks)[0][2]
    answer = kaa("restore", str(backup), "--yes")
    assert answer.code == 0, answer.err
    assert "3 youths who had been protected since were protected again." in answer.out
    assert ask_rows(made, marks) == now
    (street,) = ask_rows(backup, "SELECT street FROM youth WHERE id = 1")[0]
    assert not ask_rows(made, "SELECT id FROM log_entry WHERE said LIKE ?", f"%{street}%")
    assert kaa("audit", "verify").code == 0


def test_marks_that_nobody_can_read_are_told_to_be_checked(made: Path, backup: Path) -> None:
    made.write_bytes(bytes(made.stat().st_size))
    answer = kaa("restore", str(backup), "--yes", "-f", "table")
    assert answer.code == 0, answer.err
    assert "check the marks" in answer.out


def test_a_backup_of_another_register_is_refused_unless_it_is_meant(made: Path) -> None:
    other = made.with_name("other.db")
    assert kaa("--db", str(other), "init").code == 0
    of_another = kaa("--db", str(other), "backup", "-f", "json").json["file"]
    before = made.read_bytes()
    answer = kaa("restore", of_another, "--yes")
    assert answer.code == 3, answer.err
    assert "another register" in answer.err
    assert made.read_bytes() == before
    asked = kaa("restore", of_another, input="n\n")
    assert "It is a backup of another register" in asked.err
    assert made.read_bytes() == before
    assert kaa("restore", of_another, "--yes", "--another").code == 0
    assert youths(made) == set()
