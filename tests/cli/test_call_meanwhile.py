"""What others see and do while a call session waits for a key, and how it ends when it is cut off.

Sessions in processes of their own: nothing is held over a prompt but the claim.
"""

import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import engines
from terminal import SOURCE, ask_rows, environment, in_terminal, kaa, rows_of

AT = {"KAA_TODAY": "2026-09-07T13:05"}
BO = AT | {"KAA_USER": "Bo"}
WAIT_SECONDS = 30


class Talk:
    """A session in a process of its own, both its streams in one pipe."""

    def __init__(self, env: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kaa_cli", "--lang", "en", "call"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(env),
        )
        self.seen = self.until_asked()

    def until_asked(self) -> str:
        """What is printed until the next question waits, or until the end."""
        out, told = self.process.stdout, b""
        assert out is not None
        while not told.endswith(b" > "):
            assert select.select([out], [], [], WAIT_SECONDS)[0], told.decode()
            piece = os.read(out.fileno(), 65536)
            if not piece:
                break
            told += piece
        return told.decode()

    def type(self, *lines: str) -> str:
        """Type lines one by one, each after its question; what the last of them brought."""
        into = self.process.stdin
        assert into is not None
        for line in lines:
            into.write(f"{line}\n".encode())
            into.flush()
            self.seen = self.until_asked()
        return self.seen

    @property
    def youth(self) -> int:
        """Whose card is on screen."""
        return int(re.findall(r"Anything else: kaa log (\d+)", self.seen)[-1])


@pytest.fixture
def talking(made: Path) -> Iterator[Callable[[dict[str, str]], Talk]]:
    """Sessions that are ended with the test."""
    started: list[Talk] = []

    def start(env: dict[str, str]) -> Talk:
        started.append(Talk(env))
        return started[-1]

    yield start
    for talk in started:
        talk.process.kill()
        talk.process.communicate()


Talking = Callable[[dict[str, str]], Talk]


def held(made: Path) -> list[int]:
    return [youth for (youth,) in ask_rows(made, "SELECT youth_id FROM claim ORDER BY youth_id")]


def results(made: Path) -> list[tuple[object, ...]]:
    return ask_rows(made, "SELECT registration_id, result FROM attempt ORDER BY id")


def test_two_callers_never_have_the_same_youth_on_screen(made: Path, talking: Talking) -> None:
    anna, bo = talking(AT), talking(BO)
    assert held(made) == sorted([anna.youth, bo.youth])
    assert "Claimed by others and left out: Anna 1." in kaa("next", env=BO).out
    anna.type("n", "y")
    bo.type("s")
    assert held(made) == sorted([anna.youth, bo.youth])
    anna.type("q")
    assert held(made) == [bo.youth]


def test_one_name_in_two_windows_gets_two_youths(made: Path, talking: Talking) -> None:
    first, second = talking(AT), talking(AT)
    assert held(made) == sorted({first.youth, second.youth})


def test_nothing_is_locked_while_a_session_waits(made: Path, talking: Talking) -> None:
    anna = talking(AT)
    anna.type("r", "y")
    assert kaa("log", "2", "no-answer", env=BO).code == 0
    assert kaa("youth", "edit", "3", "street", "--value", "Provvägen 8", env=BO).code == 0
    anna.type("work")
    assert results(made) == [(2, "no-answer"), (6, "reached")]


@pytest.mark.of_files("on a server a claim waits for nobody who writes")
def test_a_register_that_somebody_else_writes_to_is_waited_for(
    made: Path, talking: Talking
) -> None:
    anna = talking(AT)
    with rows_of(made) as register:
        register.execute("BEGIN IMMEDIATE")
        told = anna.type("s")
    assert "The register is being used by someone else." in told
    assert "Enter tries again > " in told
    anna.type("")
    assert held(made) == [anna.youth]
    assert anna.youth == 1


def test_what_somebody_else_saved_meanwhile_is_told_and_the_card_shown_anew(
    made: Path, talking: Talking
) -> None:
    anna = talking(AT)
    assert kaa("youth", "edit", "6", "street", "--value", "Provvägen 8", env=BO).code == 0
    shown = anna.type("n", "y")
    assert "Something has been saved about no. 6 since it was shown. Nothing was saved." in shown
    assert (anna.youth, results(made)) == (6, [])
    anna.type("n", "y")
    assert results(made) == [(6, "no-answer"), (6, "sent")]


def test_a_youth_whom_somebody_else_logged_meanwhile_is_not_saved_twice(
    made: Path, talking: Talking
) -> None:
    anna = talking(AT)
    logged = kaa("log", "6", "no-answer", env=BO)
    assert logged.err == "Anna has no. 6 until 13:35.\n"
    shown = anna.type("r", "y", "")
    assert "since it was shown. Nothing was saved." in shown
    assert results(made) == [(6, "no-answer")]
    assert anna.youth == 1, "no. 6 is not due any more"
    assert held(made) == [1]


def test_a_claim_that_ran_out_is_no_hindrance(made: Path, talking: Talking) -> None:
    anna = talking(AT)
    with rows_of(made) as register:
        register.execute("UPDATE claim SET until_at = '2026-09-07 00:00:00.000000'")
    anna.type("n", "n")
    assert results(made) == [(6, "no-answer")]


def test_a_youth_taken_over_after_a_claim_ran_out_is_told_and_the_next_shown(
    made: Path, talking: Talking
) -> None:
    anna = talking(AT)
    with rows_of(made) as register:
        register.execute("UPDATE claim SET until_at = '2026-09-07 00:00:00.000000'")
    bo = talking(BO)
    assert bo.youth == 6
    shown = anna.type("n", "y")
    assert "Bo has no. 6 until 13:35. Nothing was saved." in shown
    assert (anna.youth, results(made)) == (1, [])
    bo.type("n", "n")
    assert results(made) == [(6, "no-answer")]


def test_what_was_built_on_since_is_not_taken_back_by_u(made: Path, talking: Talking) -> None:
    anna = talking(AT)
    anna.type("s", "s", "s", "w")
    assert kaa("show", "3", env=BO).code == 0
    assert kaa("youth", "phone", "3", "--state", "works", env=BO, input="070-174 06 14\n").code == 0
    assert "Undo that first. Nothing was saved." in anna.type("u")
    assert results(made) == [(3, "wrong-number")]


@pytest.mark.parametrize("typed", [[], ["r", "y"]], ids=["at the keys", "within a call"])
def test_ctrl_c_lets_go_and_sums_up(made: Path, talking: Talking, typed: list[str]) -> None:
    anna = talking(AT)
    anna.type("n", "y", *typed)
    assert held(made) == [1]
    anna.process.send_signal(signal.SIGINT)
    rest, _nothing = anna.process.communicate(timeout=WAIT_SECONDS)
    assert anna.process.returncode == 130
    assert b" Call session 13:05\xe2\x80\x9313:05 \xc2\xb7 1 call \xc2\xb7 1 no answer" in rest
    assert b"What was not yet confirmed is not saved." in rest
    assert b"Traceback" not in rest
    assert held(made) == []
    assert results(made) == [(6, "no-answer"), (6, "sent")]


def test_at_a_terminal_log_asks_before_saving_of_whom_somebody_else_has(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kaa("next", "--claim", env=AT).code == 0
    assert kaa("ladder", "6").code == 0  # on screen today
    for name, value in BO.items():
        monkeypatch.setenv(name, value)
    refused = in_terminal("log", "6", "no-answer", input="\n")
    assert "Anna has no. 6 until 13:35. Save anyway? [y/N] >" in refused.out
    assert (refused.code, results(made)) == (3, [])
    saved = in_terminal("log", "6", "no-answer", input="y\n")
    assert (saved.code, results(made)) == (0, [(6, "no-answer")])


class Window:
    """A real terminal window of 80 columns, in a tmux of its own."""

    def __init__(self, folder: Path) -> None:
        self._tmux = ["tmux", "-S", str(folder / "tmux"), "-f", "/dev/null"]
        self.run("new-session", "-d", "-x", "80", "-y", "60", "sh")

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [*self._tmux, *words], capture_output=True, text=True, timeout=30, check=False
        )
        return done.stdout

    def type(self, *keys: str) -> None:
        self.run("send-keys", *keys)

    def until(self, text: str) -> str:
        """The screen once the text stands on it."""
        for _again in range(WAIT_SECONDS * 10):
            screen = self.run("capture-pane", "-p")
            if text in screen:
                return screen
            time.sleep(0.1)
        raise AssertionError(f"{text!r} never came:\n{screen}")


@pytest.fixture
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed: no real terminal to try the session in")
    opened = Window(tmp_path_factory.mktemp("tmux"))
    yield opened
    opened.run("kill-server")


def test_a_session_in_a_real_terminal_of_80_columns(made: Path, window: Window) -> None:
    settings = (
        f"KAA_DB={engines.where(made)} KAA_TODAY=2026-09-07T13:05 KAA_USER=Anna PYTHONPATH={SOURCE}"
    )
    window.type(f"{settings} {sys.executable} -m kaa_cli --lang sv call", "Enter")
    screen = window.until("Annat: kaa log 6")
    assert "│ ► RING Elias" in screen
    assert "[n]ådd  [i]nget svar  [t]elefonsvarare  ring [s]enare" in screen
    window.type("i", "Enter")
    window.until("Skickade du sms också? [J/n] >")
    window.type("Enter")
    screen = window.until("Annat: kaa log 1")
    saved = screen.index("Sparat: Elias (nr 6), telefon och sms, inget svar, i dag 13.05.")
    assert saved < screen.index("─" * 78, saved) < screen.index("│ Nova Ekdahl")
    assert held(made) == [1]
    window.type("C-c")
    screen = window.until("Avbrutet.")
    assert "\n Ringpass 13.05–13.05 · 1 samtal · 1 inget svar (1 sms)\n" in screen
    assert held(made) == []
