"""An encrypted register: nothing readable on the disk, every fault found, no key ever told."""

import math
import random
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from counting import RECORD, Counted
from kaa_cli import errors
from kaa_cli.register.backups import copy_before_upgrade
from kaa_cli.register.engine import open_engine, open_register
from kaa_cli.register.key_store import keep_key
from kaa_cli.register.keys import Key, new_key
from kaa_cli.register.sqlite_file import connect, key_of, prove_whole
from kaa_cli.register.trouble import told_plainly
from registers import MONDAY, make_with_the_example_list
from terminal import EXAMPLE, contents, kaa, kaa_process, rows_of

ALL = bool(RECORD)
FLIPS = 300 if ALL else 40
KNOWN = ("Ekdahl", "Alströmergymnasiet", "Exempelgatan", "0701740605", "+4670174", "20090312")

pytestmark = pytest.mark.of_files("files are encrypted")


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encrypted register with the example list in it, whatever mode the test run is in."""
    path = tmp_path_factory.mktemp("encrypted") / "kaa.db"
    make_with_the_example_list(path)
    return path


@pytest.fixture
def file(taken_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = Path(shutil.copy2(taken_in, tmp_path / "kaa.db"))
    monkeypatch.setenv("KAA_DB", str(path))
    return path


@pytest.mark.parametrize("writing", [False, True])
def test_a_file_that_took_the_place_since_the_key_was_looked_for_is_not_called_damaged(
    file: Path, writing: bool
) -> None:
    opening = open_engine(file, writing=writing)
    assert kaa_process("key", "rotate").returncode == 0
    with pytest.raises(errors.Busy), opening.begin():
        pass


def key_to(path: Path) -> Key:
    key = key_of(path)
    assert key is not None
    return key


def entropy(content: bytes) -> float:
    """Bits of surprise in a byte: 8 in noise, some 5 in a plain register."""
    counts = Counter(content).values()
    return -sum(n / len(content) * math.log2(n / len(content)) for n in counts)


def spellings(word: str) -> list[bytes]:
    return [form.encode(code) for form in (word, word.lower()) for code in ("utf-8", "utf-16-le")]


# What lies on the disk


def test_no_known_name_is_in_the_bytes_of_the_register_and_they_look_like_noise(
    file: Path,
) -> None:
    # fault 36
    content = file.read_bytes()
    assert content.startswith(key_to(file).mark)
    found = [
        word for word in (*KNOWN, "CREATE TABLE") for form in spellings(word) if form in content
    ]
    assert found == []
    assert entropy(content) > 7.99
    with rows_of(file) as rows:
        assert "Ekdahl" in str(rows.execute("SELECT * FROM youth").fetchall())


def test_what_a_command_has_not_yet_kept_is_nowhere_readable_either(
    file: Path, tmp_path: Path
) -> None:
    # fault 36
    with closing(connect(file, key_to(file))) as held:
        held.execute("PRAGMA temp_store=MEMORY")
        held.execute("PRAGMA cache_size=1")  # so that it spills
        held.execute("BEGIN IMMEDIATE")
        held.execute("UPDATE youth SET family_name = family_name || ' Ekdahl', by_hand = 1")
        held.execute("UPDATE phone SET raw = raw || '0701740605'")
        journal = Path(f"{file}-journal").read_bytes()
        lying = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        held.execute("ROLLBACK")
    assert len(journal) > 4096
    assert sorted(lying) == ["kaa.db", "kaa.db-journal"]
    found = [
        (name, word)
        for name, content in lying.items()
        for word in KNOWN
        for form in spellings(word)
        if form in content
    ]
    assert found == []


def test_a_backup_is_encrypted_and_opens_with_the_same_key(file: Path) -> None:
    backup = copy_before_upgrade(file, key_to(file), "0007", MONDAY)
    content = backup.read_bytes()
    assert content.startswith(key_to(file).mark)
    assert [word for word in KNOWN for form in spellings(word) if form in content] == []
    assert contents(backup) == contents(file)


# Which of the three: damaged, another key, no register


def damaged(content: bytes, at: int) -> bytes:
    return content[: at // 8] + bytes([content[at // 8] ^ 1 << at % 8]) + content[at // 8 + 1 :]


def told_of(path: Path) -> list[tuple[int, str]]:
    """How two end: reading every row, and proving every page, also those that hold none."""
    answers = []
    for command in (reads_all, proves_all):
        try:
            with told_plainly(writing=False, files=True):
                command(path)
            answers.append((0, ""))
        except errors.KaaError as error:
            answers.append((error.exit_code, error.sentence))
    return answers


def proves_all(path: Path) -> None:
    prove_whole(path, key_of(path))


def reads_all(path: Path) -> None:
    with open_register(path, writing=False) as opened:
        connection = opened.session.connection()
        for (name,) in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).all():
            connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()


def test_every_single_bit_that_a_disk_turns_is_found(  # fault 25
    file: Path, counted: Counted
) -> None:
    whole, chance = file.read_bytes(), random.Random(20260907)
    head = [0, 13, 31, 32, 77, 127, 128]  # the mark of the key, and what follows
    places = [*head, *(chance.randrange(len(whole) * 8) for _ in range(FLIPS - len(head)))]
    for at in places:
        file.write_bytes(damaged(whole, at))
        read, proved = told_of(file)
        assert read[0] in {0, 6}, (at, read)
        assert proved[0] == 6, (at, proved)
        assert "kaa restore" in proved[1]
    file.write_bytes(whole)
    assert [code for code, _ in told_of(file)] == [0, 0]
    counted(25, "single bits turned in an encrypted file, every one found", len(places))


@pytest.mark.parametrize("at", [5, 4096 * 8 - 3, 4096 * 8 + 5, 4096 * 8 * 3 + 4000])
def test_a_damaged_page_is_one_sentence_on_the_screen(file: Path, at: int) -> None:
    # fault 24
    file.write_bytes(damaged(file.read_bytes(), at))
    answer = kaa_process("--lang", "en", "youth", "list")
    talk = answer.stderr.decode()
    assert answer.returncode in {0, 6}
    assert "Traceback" not in talk
    assert len(talk.splitlines()) == (1 if answer.returncode else 0), talk
    assert at > 4096 * 8 or answer.returncode == 6


@pytest.mark.parametrize("left", [0.5, 0.9])
def test_a_register_cut_off_is_damaged_and_left_as_it_was(file: Path, left: float) -> None:
    # fault 24
    whole = file.read_bytes()
    cut = whole[: int(len(whole) * left)]
    file.write_bytes(cut)
    assert told_of(file)[1][0] == 6
    assert file.read_bytes() == cut


def test_a_wrong_key_is_one_line_and_not_a_damaged_register(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # fault 31
    monkeypatch.setenv("KAA_KEY_FILE", str(tmp_path / "other.key"))
    keep_key(new_key())
    before = file.read_bytes()
    for words in (["next"], ["log", "1", "no-answer"], ["youth", "list", "-f", "json"], []):
        answer = kaa(*words)
        assert (answer.code, answer.out, len(answer.err.splitlines())) == (8, "", 1), words
        assert "not the key of this register" in answer.err
    assert file.read_bytes() == before


def test_no_key_and_nobody_at_the_terminal_is_told_with_the_three_ways(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # fault 32
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "elsewhere"))
    answer = kaa_process("--lang", "en", "log", "1", "no-answer", stdin=subprocess.DEVNULL)
    talk = answer.stderr.decode()
    assert (answer.returncode, answer.stdout, len(talk.splitlines())) == (8, b"", 1)
    assert all(way in talk for way in ("kaa key import", "KAA_KEY_FILE", "keyring"))
    assert talk.rstrip().endswith("Nothing was saved.")


def test_a_key_named_for_a_plain_register_is_told_instead_of_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # fault 33
    plain = tmp_path / "plain.db"
    assert kaa("--db", str(plain), "init", "--plaintext").code == 0
    before = plain.read_bytes()
    monkeypatch.setenv("KAA_KEY_FILE", str(tmp_path / "kaa.key"))
    for words in (["next"], ["import", str(EXAMPLE), "--yes"]):
        answer = kaa("--db", str(plain), *words)
        assert (answer.code, answer.out) == (8, ""), words
        assert "not encrypted" in answer.err
        assert "kaa key rotate" in answer.err
    assert plain.read_bytes() == before
    refused = kaa("--db", str(tmp_path / "new.db"), "init", "--plaintext")
    assert (refused.code, (tmp_path / "new.db").exists()) == (2, False)


@pytest.mark.parametrize(
    "content", [b"\xff\xd8\xff\xe0JFIF" * 999, b"SQLite", bytes(range(256)) * 64]
)
def test_what_begins_as_no_register_does_is_foreign_not_locked(content: bytes, file: Path) -> None:
    # fault 18
    file.write_bytes(content)
    assert kaa("next").code == 7
    assert file.read_bytes() == content


def test_a_log_of_another_file_beside_it_is_refused(file: Path) -> None:
    # fault 27
    Path(f"{file}-wal").write_bytes(b"x" * 4152)
    assert kaa("next").code == 6


# The key tells nobody about itself


def test_the_key_is_in_no_answer_no_log_no_argument_and_no_traceback(
    file: Path, tmp_path: Path
) -> None:
    # fault 35
    key = key_to(file)
    secrets = (key.secret.hex(), key.recovery, key.recovery.split()[4], key.literal)
    told = ""
    for words in (["where"], ["next"], ["undo", "--list"], ["doctor"], ["--debug", "next"]):
        answer = kaa(*words)
        told += answer.out + answer.err
    whole = file.read_bytes()
    for at in (200, 4096 * 8 * 2 + 9):
        file.write_bytes(damaged(whole, at))
        answer = kaa("--debug", "youth", "list")
        told += answer.out + answer.err
    file.write_bytes(whole)
    with rows_of(file) as rows:
        told += str(rows.execute("SELECT * FROM log_entry").fetchall())
    lying = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert [secret for secret in secrets if secret in told or secret.encode() in lying] == []


WAITING = """
import sys, time
from pathlib import Path
from kaa_cli.register.backups import copy_before_upgrade
from kaa_cli.register.engine import open_register
with open_register(Path(sys.argv[1]), writing=True):
    print("open", flush=True)
    time.sleep(30)
"""


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="no /proc to look in")
def test_the_key_stands_in_no_list_of_processes(file: Path) -> None:
    # fault 35
    with subprocess.Popen(
        [sys.executable, "-c", WAITING, str(file)], stdout=subprocess.PIPE, text=True
    ) as waiting:
        assert waiting.stdout is not None
        assert waiting.stdout.readline() == "open\n"
        seen = Path(f"/proc/{waiting.pid}/cmdline").read_bytes()
        seen += Path(f"/proc/{waiting.pid}/environ").read_bytes()
        waiting.kill()
    key = key_to(file)
    assert key.secret.hex().encode() not in seen
    assert key.recovery.encode() not in seen


def test_a_plain_register_of_an_earlier_release_goes_on_working(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = tmp_path / "plain.db"
    monkeypatch.setenv("KAA_DB", str(plain))
    assert kaa("init", "--municipality", "Alingsås", "--plaintext").code == 0
    with closing(sqlite3.connect(plain)) as raw:
        raw.execute("DELETE FROM setting WHERE key = 'plaintext'")  # earlier ones said nothing
        raw.commit()
    assert kaa("import", str(EXAMPLE), "--yes").code == 0
    assert "not encrypted: kaa key rotate" in kaa().out
    assert plain.read_bytes().startswith(b"SQLite format 3")
