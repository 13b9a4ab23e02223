"""Where the answer goes: full disks, closed pipes, old code pages and narrow windows."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from terminal import EXAMPLE, all_of, contents, environment, in_terminal, kaa, kaa_process

pytestmark = pytest.mark.same_anywhere("where an answer goes")

READING = [
    [],
    ["next"],
    ["next", "-n", "12", "--why"],
    ["ladder"],
    ["ladder", "1"],
    ["timeline", "1"],
    ["youth", "list"],
    ["show", "1"],
    ["show", "9"],
    ["report", "outcomes", "--by", "sex"],
    ["undo", "--list"],
    ["policy", "show"],
    ["where"],
    ["--help"],
]


@pytest.mark.usefixtures("made")
class TestPipes:
    """Processes of their own, for what only a real stream can show."""

    @pytest.mark.parametrize(
        "command", [["next"], ["youth", "list", "-f", "json"], ["ladder"]], ids=" ".join
    )
    def test_a_full_disk_behind_stdout_is_5(self, command: list[str]) -> None:
        # fault 10
        with open("/dev/full", "wb") as full:
            done = kaa_process(*command, stdout=full)
        assert done.returncode == 5
        assert done.stderr.count(b"\n") == 1
        assert b"Traceback" not in done.stderr
        assert b"Exception ignored" not in done.stderr

    @pytest.mark.parametrize("command", ["", "next -n 12 --why", "youth list -f json"])
    def test_a_reader_that_leaves_is_no_failure(self, command: str) -> None:
        # fault 57
        line = f'"{sys.executable}" -m kaa_cli {command} | true; exit ${{PIPESTATUS[0]}}'
        done = subprocess.run(
            ["bash", "-c", line],
            env=environment(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")

    def test_a_closed_stdout_is_no_success(self) -> None:
        # fault 10
        line = f'"{sys.executable}" -m kaa_cli youth list -f json >&-'
        done = subprocess.run(
            ["bash", "-c", line],
            env=environment(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode != 0
        assert b"Traceback" not in done.stderr

    def test_a_closed_stdin_is_nobody_to_answer(self) -> None:
        line = f'"{sys.executable}" -m kaa_cli find <&-'
        done = subprocess.run(
            ["bash", "-c", line],
            env=environment(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 2
        assert b"Nobody answered the question" in done.stderr

    # In the other code pages and commands too: `test_every_command.py`, in one process.
    @pytest.mark.parametrize(
        ("command", "env", "encoding"),
        [
            (["next"], {"PYTHONIOENCODING": "cp1252"}, "cp1252"),
            (["ladder"], {"PYTHONIOENCODING": "ascii"}, "ascii"),
            (["timeline", "1"], {"PYTHONIOENCODING": "cp850"}, "cp850"),
            (["ladder"], {"PYTHONIOENCODING": "cp1252"}, "cp1252"),
            (["next"], {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "ascii"),
        ],
        ids=["cp1252", "ascii", "cp850", "cp1252 ladder", "C"],
    )
    def test_an_old_code_page_gets_signs_it_can_carry(
        self, command: list[str], env: dict[str, str], encoding: str
    ) -> None:
        # fault 56
        done = kaa_process(*command, env=env)
        assert (done.returncode, done.stderr) == (0, b"")
        text = done.stdout.decode(encoding)
        if encoding == "cp1252":
            assert "?" not in text
        assert not set(text) & set("►●○■▲┌└")

    def test_data_is_utf_8_whatever_the_locale(self) -> None:
        done = kaa_process("youth", "list", "-f", "csv", env={"PYTHONIOENCODING": "ascii"})
        assert done.returncode == 0
        assert done.stdout.decode("utf-8") == kaa("youth", "list", "-f", "csv").out

    def test_the_process_and_the_quick_run_say_the_same(self) -> None:
        for command in (["next"], ["youth", "list"], ["-f", "json"]):
            assert kaa_process(*command).stdout.decode() == kaa(*command).out


@pytest.mark.usefixtures("made")
class TestTerminals:
    """Windows of any width, at a pseudo-terminal."""

    @pytest.mark.parametrize("columns", [20, 40, 80, 120])
    @pytest.mark.parametrize("command", READING, ids=" ".join)
    def test_a_window_of_any_width_is_drawn_in(self, command: list[str], columns: int) -> None:
        # fault 56
        answer = in_terminal(*command, columns=columns)
        assert answer.code == 0
        assert "kaa has made a mistake" not in answer.out
        assert answer.out.strip()

    @pytest.mark.parametrize("command", READING[:-2], ids=" ".join)
    def test_a_pipe_has_no_colours(self, command: list[str]) -> None:
        assert "\x1b" not in kaa(*command).out

    @pytest.mark.parametrize("command", [["next"], ["ladder"]], ids=" ".join)
    def test_no_color_is_heeded(self, command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NO_COLOR", "1")
        out = in_terminal(*command).out
        assert not any(f"\x1b[{code}m" in out for code in ("31", "33", "1;31"))

    def test_a_youth_not_on_screen_today_is_confirmed_first(self, made: Path) -> None:
        before = contents(made, with_log=True)
        refused = in_terminal("log", "2", "no-answer", input="n\n")
        assert refused.code == 3
        assert "You have not had no. 2 (Leo, 2008) on screen today" in refused.out
        assert contents(made, with_log=True) == before
        in_terminal("ladder", "2")
        seen = in_terminal("log", "2", "no-answer")
        assert seen.code == 0
        assert "Save anyway" not in seen.out

    def test_many_at_once_are_confirmed_first(self, made: Path) -> None:
        before = all_of(made)
        assert in_terminal("log", "2,3", "no-answer", input="\n").code == 3
        assert all_of(made) == before
        assert in_terminal("log", "2,3", "no-answer", input="j\n").code == 0
        assert all_of(made) != before


class TestRights:
    """Files and folders that may only be read."""

    @pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() == 0,
        reason="root may write to every file, so nothing would be refused",
    )
    @pytest.mark.parametrize(
        ("command", "code"),
        [
            (["next"], 0),
            (["youth", "list"], 0),
            (["ladder"], 0),
            (["show", "1"], 9),
            (["extract", "1"], 9),
            (["youth", "history", "1"], 9),
            (["log", "1", "no-answer"], 9),
            (["undo"], 9),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else "",
    )
    @pytest.mark.parametrize("what", ["file", "folder"])
    def test_a_register_that_may_only_be_read(
        self, made: Path, command: list[str], code: int, what: str
    ) -> None:
        # faults 26, 61
        place, mode = (made, 0o444) if what == "file" else (made.parent, 0o555)
        place.chmod(mode)
        try:
            answer = kaa(*command)
        finally:
            place.chmod(mode | stat.S_IWUSR)
        assert answer.code == code
        assert "Traceback" not in answer.err

    def test_a_new_register_is_for_its_owner_only(self, tmp_path: Path) -> None:
        # fault 30
        place, mask = tmp_path / "new.db", os.umask(0)
        try:
            assert kaa("--db", str(place), "init").code == 0
        finally:
            os.umask(mask)
        assert place.stat().st_mode & 0o777 == 0o600


def test_a_reader_who_has_left_does_not_stop_what_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # fault 57
    """`kaa import list.csv --yes | head -3` takes the list in."""
    monkeypatch.setenv("KAA_DB", str(tmp_path / "kaa.db"))
    assert kaa("init").code == 0
    read, write = os.pipe()
    os.close(read)
    done = kaa_process("import", str(EXAMPLE), "--yes", stdout=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(kaa("youth", "list", "-f", "json").json) == 12
