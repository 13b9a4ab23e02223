"""`kaa key` and what init says of the key: shown to be written down, brought, and made anew."""

import json
import os
import shutil
import stat
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from counting import IS_FULL
from kaa_cli.register.keys import Key, name_in, read_recovery
from kaa_cli.register.sqlite_file import connect, key_of
from registers import make_with_the_example_list
from terminal import (
    EXAMPLE,
    SOURCE,
    Answer,
    ask_rows,
    contents,
    in_terminal,
    isolate,
    kaa,
    kaa_process,
)

pytestmark = pytest.mark.of_files("a register on a server has no key")

SELDOM = {"fsync": 12, "unlink": 3, "pwrite64": 80}
"""Which of many calls of a kind are the last one; a full run takes them all."""
KEYRING = Path(__file__).parent.parent / "keyring_of_a_test.py"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an encrypted register, the example list in it, and its key elsewhere in it."""
    folder = tmp_path_factory.mktemp("once")
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, folder)
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        (folder / "office").mkdir()
        make_with_the_example_list(folder / "office" / "kaa.db")
    return folder


@pytest.fixture
def real(once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The register of a test, with a folder of keys of its own."""
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("KAA_DB", str(tmp_path / "office" / "kaa.db"))
    return tmp_path / "office" / "kaa.db"


def in_process(*words: str, python_path: Path = SOURCE) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, which makes an encrypted register in either mode."""
    return subprocess.run(
        [sys.executable, "-m", "kaa_cli", "--lang", "en", *words],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCE), str(python_path)])},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def keys_kept(place: Path) -> list[Path]:
    return sorted((place.parent.parent / "config" / "kaa-keys").glob("*.key"))


def recovery(place: Path) -> str:
    key = key_of(place)
    assert key is not None
    return key.recovery


def shown(place: Path) -> Answer:
    return kaa("key", "show", input=f"y\n{recovery(place).split()[-1]}\n")


REMINDER = "The recovery key is not saved: kaa key show"


class TestInit:
    """Where the key of a new register goes, and that it is said."""

    def test_the_key_lies_outside_the_folder_of_the_register_and_is_not_told(
        self, real: Path
    ) -> None:
        # fault 35
        (file,) = keys_kept(real)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert [path.name for path in real.parent.iterdir()] == ["kaa.db"]
        told = in_process("--db", str(real.with_name("new.db")), "init").stdout
        (second,) = [one for one in keys_kept(real) if one != file]
        assert "It is encrypted." in told
        assert str(second) in told
        assert "kaa key show" in told
        assert second.read_text().split()[2] not in told

    def test_a_register_that_cannot_be_made_is_not_there_afterwards(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "config").write_text("no folder")
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
        place = tmp_path / "kaa.db"
        done = in_process("--db", str(place), "init")
        assert (done.returncode, done.stdout, place.exists()) == (8, "", False)
        assert len(done.stderr.splitlines()) == 1

    def test_a_file_that_kaa_key_file_names_is_made_and_holds_the_key(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        named, place = tmp_path / "kaa.key", tmp_path / "kaa.db"
        monkeypatch.setenv("KAA_KEY_FILE", str(named))
        assert in_process("--db", str(place), "init").returncode == 0
        assert stat.S_IMODE(named.stat().st_mode) == 0o600
        assert key_of(place) == read_recovery(named.read_text())
        monkeypatch.setenv("KAA_DB", str(place))
        assert kaa("next").code == 0
        monkeypatch.delenv("KAA_KEY_FILE")
        assert kaa("next").code == 8

    def test_the_first_import_at_the_default_place_makes_an_encrypted_register_and_says_so(
        self, tmp_path: Path
    ) -> None:
        answer = kaa("import", str(EXAMPLE), "--yes")
        assert answer.code == 0
        assert "It is encrypted." in answer.err
        place = Path(kaa("where", "-f", "json").json["register"])
        assert place.read_bytes().startswith(b"KAA1")


class TestKeyring:
    """The keyring of the computer, where it has one: here a file that a test can look into."""

    @pytest.fixture
    def ring(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring_of_a_test.Ring")
        monkeypatch.setenv("KEYRING_OF_A_TEST", str(tmp_path / "ring.json"))
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
        monkeypatch.setenv("KAA_DB", str(tmp_path / "kaa.db"))
        return tmp_path / "ring.json"

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return in_process(*words, python_path=KEYRING.parent)

    def test_a_key_goes_to_the_keyring_and_no_file_holds_it(
        self, ring: Path, tmp_path: Path
    ) -> None:
        done = self.run("init", "--municipality", "Alingsås")
        assert (done.returncode, done.stderr) == (0, "")
        assert "in the keyring of this computer" in done.stdout
        ((name, kept),) = json.loads(ring.read_text()).items()
        (note,) = (tmp_path / "config" / "kaa-keys").iterdir()
        assert name == f"kaa/{note.stem}"
        assert name_in((tmp_path / "kaa.db").read_bytes()) == note.stem
        assert note.read_text() == "keyring\n"
        assert kept not in done.stdout
        assert self.run("next").returncode == 0

    def test_the_keyring_is_asked_on_a_computer_that_has_no_note_of_it(
        self, ring: Path, tmp_path: Path
    ) -> None:
        assert self.run("init").returncode == 0
        shutil.rmtree(tmp_path / "config")
        assert self.run("next").returncode == 0

    @pytest.mark.parametrize("trouble", ["locked", "broken"])
    def test_a_keyring_that_gives_nothing_is_one_sentence_with_the_three_ways(
        self, ring: Path, trouble: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # fault 32
        assert self.run("init").returncode == 0
        monkeypatch.setenv("KEYRING_TROUBLE", trouble)
        done = self.run("next")
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (8, "", 1)
        for way in ("kaa key import", "KAA_KEY_FILE", "keyring"):
            assert way in done.stderr

    @pytest.mark.parametrize("trouble", ["locked", "broken", "forgetful"])
    def test_a_keyring_that_keeps_nothing_is_passed_over_aloud(
        self, ring: Path, tmp_path: Path, trouble: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KEYRING_TROUBLE", trouble)
        done = self.run("init")
        (own,) = (tmp_path / "config" / "kaa-keys").iterdir()
        assert (done.returncode, str(own) in done.stdout) == (0, True)
        assert key_of(tmp_path / "kaa.db") == read_recovery(own.read_text())


class TestShow:
    """The recovery key is shown when asked for, and counted as saved when it is typed back."""

    def test_it_is_reminded_of_until_it_is_written_down(self, real: Path) -> None:
        assert REMINDER in kaa().out
        answer = shown(real)
        assert answer.code == 0, answer.err
        assert recovery(real) in " ".join(answer.out.split())
        assert REMINDER not in kaa().out
        assert kaa("-f", "json").code == 0

    @pytest.mark.parametrize(
        ("typed", "code"), [("", 2), ("n\n", 3), ("y\n", 2), ("y\n00000\n", 3)]
    )
    def test_it_is_not_saved_before_its_last_group_is_typed_back(
        self, real: Path, typed: str, code: int
    ) -> None:
        answer = kaa("key", "show", input=typed)
        assert answer.code == code
        assert (recovery(real).split()[0] in answer.out) is typed.startswith("y")
        assert REMINDER in kaa().out

    def test_each_time_it_was_shown_is_logged_without_it(self, real: Path) -> None:
        # fault 35
        kaa("key", "show", input="y\n")
        kaa("key", "show", input="n\n")
        rows = ask_rows(real, "SELECT kind, command, what FROM log_entry ORDER BY id")[1:]
        assert [(kind, command) for kind, command, _ in rows] == [("read", "key show")]
        key = key_of(real)
        assert key is not None
        assert json.loads(rows[0][2]) == {"key": key.name}
        shown(real)
        whole = str(ask_rows(real, "SELECT * FROM log_entry")) + str(
            ask_rows(real, "SELECT * FROM setting")
        )
        assert key.secret.hex() not in whole
        assert not [group for group in key.recovery.split() if f" {group} " in whole]

    def test_nothing_is_shown_that_cannot_be_logged(self, real: Path) -> None:
        with closing(connect(real, key_of(real))) as other:
            other.execute("BEGIN IMMEDIATE")
            answer = kaa_process("--lang", "en", "key", "show", input=b"y\n")
            other.execute("ROLLBACK")
        assert (answer.returncode, answer.stdout) == (4, b"")

    def test_it_is_shown_at_a_terminal_too(self, real: Path) -> None:
        answer = in_terminal("key", "show", columns=60, input=f"y\n{recovery(real).split()[-1]}\n")
        assert answer.code == 0, answer.out
        assert REMINDER not in kaa().out


class TestImport:
    """A recovery key brings the register to another computer."""

    @pytest.fixture
    def written_down(self, real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
        text = recovery(real)
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "another"))
        assert kaa("next").code == 8
        return text

    @pytest.mark.parametrize("lines", [1, 3, 13])
    def test_it_is_typed_in_one_line_or_in_several(self, written_down: str, lines: int) -> None:
        groups = written_down.split()
        size = -(-13 // lines)
        typed = [" ".join(groups[at : at + size]) for at in range(0, 13, size)]
        answer = kaa("key", "import", input="\n".join(typed).lower() + "\n")
        assert (answer.code, "The key opens the register." in answer.out) == (0, True)
        assert written_down.split()[3] not in answer.out + answer.err
        assert kaa("next").code == 0

    def test_a_slip_names_its_group_and_keeps_nothing(
        self, written_down: str, tmp_path: Path
    ) -> None:
        groups = written_down.split()
        groups[6] = groups[6][:2] + ("A" if groups[6][2] != "A" else "B") + groups[6][3:]
        answer = kaa("key", "import", input=" ".join(groups) + "\n")
        assert (answer.code, answer.out) == (8, "")
        assert "Group 7 of the recovery key is mistyped. Nothing was saved." in answer.err
        assert groups[5] not in answer.err
        assert not list((tmp_path / "another").rglob("*.key"))

    @pytest.mark.parametrize("typed", ["", "\n", "nothing\n"])
    def test_too_little_is_told(self, written_down: str, typed: str) -> None:
        answer = kaa("key", "import", input=typed)
        assert (answer.code, "13 groups" in answer.err) == (8, True)

    def test_the_key_of_another_register_is_told(self, written_down: str) -> None:
        # fault 31
        answer = kaa("key", "import", input=Key(bytes(32)).recovery + "\n")
        assert (answer.code, "another register" in answer.err) == (8, True)
        assert kaa("next").code == 8

    def test_a_damaged_register_is_not_said_to_have_another_key(
        self, written_down: str, real: Path
    ) -> None:
        whole = real.read_bytes()
        for at in (6, 900):
            real.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            assert kaa("key", "import", input=written_down + "\n").code == 6

    @pytest.mark.parametrize("words", ["show", "import"])
    def test_a_plain_register_has_no_key(self, words: str, tmp_path: Path) -> None:
        place = str(tmp_path / "plain.db")
        assert kaa("--db", place, "init", "--plaintext").code == 0
        answer = kaa("--db", place, "key", words, input="y\n")
        assert (answer.code, answer.out) == (8, "")
        assert "kaa key rotate" in answer.err

    @pytest.mark.parametrize("words", ["show", "import", "rotate"])
    def test_where_there_is_no_register_no_file_appears(self, words: str, tmp_path: Path) -> None:
        # fault 17
        answer = kaa("--db", str(tmp_path / "none.db"), "key", words, input="y\n")
        assert (answer.code, list(tmp_path.iterdir())) == (7, [])


class TestRotate:
    """A new key: the same register, and nothing in between for whoever is at work meanwhile."""

    def test_the_same_rows_open_with_another_key_and_a_copy_with_the_old(self, real: Path) -> None:
        copy = Path(shutil.copy2(real, real.with_name("copy.db")))
        before, old = contents(real), key_of(real)
        answer = kaa("key", "rotate")
        assert answer.code == 0, answer.err
        assert contents(real) == contents(copy) == before
        assert key_of(real) != old == key_of(copy)
        assert stat.S_IMODE(real.stat().st_mode) == 0o600
        assert sorted(path.name for path in real.parent.iterdir()) == ["copy.db", "kaa.db"]
        for question in (
            "SELECT type, name, sql FROM sqlite_master ORDER BY name",
            "SELECT * FROM sqlite_sequence WHERE name <> 'log_entry' ORDER BY name",
            "PRAGMA user_version",
            "PRAGMA application_id",
        ):
            assert ask_rows(real, question) == ask_rows(copy, question)

    def test_it_is_logged_and_the_new_key_is_to_be_written_down_again(self, real: Path) -> None:
        shown(real)
        assert REMINDER not in kaa().out
        kaa("key", "rotate")
        assert REMINDER in kaa().out
        (last,) = ask_rows(
            real, "SELECT kind, command, what FROM log_entry ORDER BY id DESC LIMIT 1"
        )
        key = key_of(real)
        assert key is not None
        assert (last[0], last[1], json.loads(last[2])) == ("read", "key rotate", {"key": key.name})

    def test_a_plain_register_is_encrypted_by_it_and_leaves_no_plain_byte(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # fault 36
        place = tmp_path / "plain.db"
        make_with_the_example_list(place, plaintext=True)
        before = contents(place)
        assert b"Ekdahl" in place.read_bytes()
        monkeypatch.setenv("KAA_KEY_FILE", str(tmp_path / "kaa.key"))
        answer = kaa("--db", str(place), "key", "rotate")
        assert answer.code == 0, answer.err
        assert "is encrypted now" in answer.out
        assert contents(place) == before
        assert sorted(path.name for path in tmp_path.iterdir()) == ["kaa.key", "plain.db"]
        assert b"Ekdahl" not in place.read_bytes()
        assert kaa("--db", str(place), "next").code == 0

    def test_a_command_that_waits_meanwhile_writes_in_the_new_file_or_is_told_to_try_again(
        self, real: Path
    ) -> None:
        answers: list[subprocess.CompletedProcess[bytes]] = []

        def write() -> None:
            answers.append(kaa_process("--lang", "en", "log", "1", "no-answer", "--yes"))

        writers = [threading.Thread(target=write) for _ in range(3)]
        for writer in writers[:2]:
            writer.start()
        rotated = kaa_process("--lang", "en", "key", "rotate")
        writers[2].start()
        for writer in writers:
            writer.join()
        codes = [answer.returncode for answer in answers]
        assert set(codes) <= {0, 4}, [answer.stderr for answer in answers]
        assert rotated.returncode in {0, 4}
        (kept,) = ask_rows(real, "SELECT count(*) FROM attempt")
        assert kept == (codes.count(0),)

    def test_of_two_rotations_at_once_the_later_is_told_to_try_again(self, real: Path) -> None:
        with closing(connect(real, key_of(real), ciphering=True)) as holder:
            holder.execute("BEGIN IMMEDIATE")  # so that both wait, and then go one after the other
            both = [
                subprocess.Popen(
                    [sys.executable, "-m", "kaa_cli", "--lang", "en", "key", "rotate"],
                    env={**os.environ, "PYTHONPATH": str(SOURCE)},
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                )
                for _ in range(2)
            ]
            time.sleep(4)  # a command waits for 5
            holder.execute("ROLLBACK")
        told = {one.returncode: said.decode() for one in both for _, said in [one.communicate()]}
        assert sorted(told) == [0, 4], told
        assert told[4].rstrip().endswith("Nothing was saved.")
        assert kaa("show", "1").code == 0
        assert len(keys_kept(real)) == 2

    def test_somebody_who_writes_is_not_overtaken(self, real: Path) -> None:
        before = real.read_bytes()
        with closing(connect(real, key_of(real))) as other:
            other.execute("BEGIN IMMEDIATE")
            answer = kaa_process("--lang", "en", "key", "rotate")
            other.execute("ROLLBACK")
        assert answer.returncode == 4
        assert "Nothing was saved." in answer.stderr.decode()
        assert real.read_bytes() == before
        assert len(keys_kept(real)) == 1

    def test_a_connection_from_before_can_write_nothing_into_the_file_that_is_gone(
        self, real: Path
    ) -> None:
        with closing(connect(real, key_of(real))) as before:
            before.execute("SELECT count(*) FROM youth").fetchone()
            assert kaa_process("--lang", "en", "key", "rotate").returncode == 0
            before.execute("BEGIN IMMEDIATE")
            with pytest.raises(Exception, match="readonly"):
                before.execute("INSERT INTO caseworker (name) VALUES ('Bo')")


def _killed(words: list[str], call: str, number: int) -> int:
    """How a command ends whose n-th system call of a kind is its last."""
    done = subprocess.run(
        [
            "strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}",
            "-e", f"inject={call}:signal=KILL:when={number}",
            sys.executable, "-m", "kaa_cli", *words,
        ],
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
    )  # fmt: skip
    return done.returncode


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize("call", ["rename", "fsync", "fdatasync", "unlink", "pwrite64"])
def test_a_rotation_that_is_killed_leaves_a_register_that_opens_with_exactly_one_key_we_have(
    call: str, real: Path
) -> None:
    # fault 37
    before, whole, kills = contents(real), real.read_bytes(), 0
    keys = {file.name: file.read_text() for file in keys_kept(real)}
    for number in range(1, 2000, 1 if IS_FULL else SELDOM.get(call, 1)):
        code = _killed(["key", "rotate"], call, number)
        texts = [file.read_text() for file in keys_kept(real)]
        opening = [text for text in texts if read_recovery(text).mark == real.read_bytes()[:16]]
        assert len(opening) == 1, (call, number)
        assert contents(real) == before, (call, number)
        assert kaa("next").code == 0
        if code == 0:
            break
        kills += 1
        for left in real.parent.iterdir():
            left.unlink()
        for file in keys_kept(real):
            file.unlink()
        real.write_bytes(whole)
        for name, text in keys.items():
            (keys_kept_folder(real) / name).write_text(text)
            (keys_kept_folder(real) / name).chmod(0o600)
    assert kills >= (1 if call in {"rename", "unlink", "fsync"} else 0)
    assert code == 0


def keys_kept_folder(place: Path) -> Path:
    return place.parent.parent / "config" / "kaa-keys"
