"""Commands as processes of their own that can be held, killed and traced."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from terminal import ROOT, SOURCE, as_this_run_makes

PATIENCE = 60.0
"""Seconds after which a process that does not end is a fault of its own."""


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, or minus the signal; stdout and stderr."""

    code: int
    out: str
    err: str
    trace: str = ""


class Warm:
    """The parent of all commands of a test run."""

    def __init__(self, register: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("warm.py")), str(register)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
        )
        self._ended: dict[int, int] = {}
        self._read("ready")

    def close(self) -> None:
        self._process.communicate(timeout=PATIENCE)

    def start(
        self,
        words: Sequence[str],
        folder: Path,
        *,
        env: Mapping[str, str] | None = None,
        out: str = "",
        nobody: bool = False,
        umask: int = 0o022,
        largest_file: int = 0,
    ) -> "Child":
        """A command that waits before its first step until `go`; `out` is where stdout leads."""
        spare = Path(tempfile.mkdtemp(prefix="kaa-fault-"))
        spare.chmod(0o755)
        os.mkfifo(spare / "gate")
        (spare / "gate").chmod(0o644)
        writing = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        request = {
            "words": as_this_run_makes(words),
            "environ": {**os.environ, **(env or {})},
            "folder": str(folder),
            "umask": umask,
            "largest_file": largest_file,
            "nobody": nobody,
            "gate": str(spare / "gate"),
            "streams": [
                (os.devnull, os.O_RDONLY),
                (out or str(spare / "out"), writing),
                (str(spare / "err"), writing),
            ],
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        return Child(self, self._read("started"), spare)

    def run(self, words: Sequence[str], folder: Path, **how: object) -> Ended:
        """A command from its start to its end."""
        child = self.start(words, folder, **how)  # type: ignore[arg-type]
        child.go()
        return child.wait()

    def code_of(self, child: int) -> int:
        while child not in self._ended:
            self._read("ended")
        return self._ended.pop(child)

    def _read(self, wanted: str) -> int:
        assert self._process.stdout is not None
        while True:
            line = self._process.stdout.readline()
            assert line, "the parent of the commands has gone"
            told: dict[str, int] = json.loads(line)
            if "ended" in told:
                self._ended[told["ended"]] = told["code"]
            if wanted in told:
                return told[wanted]


@dataclass
class Child:
    """A command under way."""

    parent: Warm
    pid: int
    spare: Path
    _tracer: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def traced(self, *options: str) -> "Child":
        """Let strace watch it, and do to it what the options say."""
        self._tracer = subprocess.Popen(
            ["strace", "-f", "-qqq", "-o", f"{self.spare}/trace", *options, "-p", str(self.pid)],
            stderr=subprocess.PIPE,
        )
        until = time.monotonic() + PATIENCE
        while "TracerPid:\t0\n" in Path(f"/proc/{self.pid}/status").read_text():
            assert self._tracer.poll() is None, self._tracer.communicate()[1]
            assert time.monotonic() < until
            time.sleep(0.001)
        return self

    def go(self) -> "Child":
        with open(self.spare / "gate", "wb"):
            return self

    def send(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def is_stopped(self) -> None:
        """Wait until it stands still."""
        until = time.monotonic() + PATIENCE
        while "--- stopped by SIGSTOP" not in self._read("trace"):
            assert time.monotonic() < until, self._read("trace")
            time.sleep(0.005)

    def resume(self) -> None:
        self.send(signal.SIGCONT)

    def wait(self) -> Ended:
        code = self.parent.code_of(self.pid)
        if self._tracer is not None:
            self._tracer.communicate(timeout=PATIENCE)
        ended = Ended(code, *(self._read(name) for name in ("out", "err", "trace")))
        shutil.rmtree(self.spare)
        return ended

    def _read(self, name: str) -> str:
        path = self.spare / name
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


@contextlib.contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of that size, mounted in memory; skips where this machine does not allow it."""
    place = folder / "disk"
    place.mkdir()
    options = f"size={kilobytes}k,mode=0755"
    if shutil.which("mount") is None:
        pytest.skip("there is no mount on this machine, so no small disk can be made")
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "kaa-fault", str(place)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("only root may mount, so no small disk can be made")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def needs_strace() -> None:
    """Skip where nothing can be injected; never pass for want of a tool."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    tried = subprocess.run(
        ["strace", "-qqq", "-o", os.devnull, "true"], cwd=ROOT, capture_output=True, check=False
    )
    if tried.returncode:
        pytest.skip("strace may not trace processes on this machine")
