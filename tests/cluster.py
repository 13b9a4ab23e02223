"""A PostgreSQL server of a test's own, which may be stopped without asking anybody."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PASSWORD = "hemligt-239"


@dataclass(frozen=True)
class Cluster:
    """A server on this machine that asks for a password, where its programs and its data are."""

    programs: Path
    folder: Path
    port: int

    def address(self, database: str, *, user: str = "postgres", password: str = PASSWORD) -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        listen = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        self._run("pg_ctl", "-w", "-o", listen, "-l", str(self.folder / "log"), "start")

    def stop(self) -> None:
        """As when the power goes: nobody is waited for, and nothing is written down."""
        self._run("pg_ctl", "-m", "immediate", "stop")

    def make(self) -> None:
        word = self.folder / "word"
        word.write_text(PASSWORD, encoding="utf-8")
        if os.geteuid() == 0:  # initdb refuses to run as root
            for path in (self.folder, word):
                shutil.chown(path, "postgres")
        told = ("-A", "scram-sha-256", "-U", "postgres", f"--pwfile={word}", "-E", "UTF8")
        self._run("initdb", *told, "--locale=C", "--no-sync")

    def _run(self, program: str, *words: str) -> None:
        as_whom = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        line = [*as_whom, str(self.programs / program), "-D", str(self.folder / "data"), *words]
        subprocess.run(
            line, cwd=self.folder, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )


def why_none() -> str:
    """Why no server can be made here, or nothing when one can."""
    if _programs() is None:
        return "no initdb under /usr/lib/postgresql: install the package postgresql"
    if os.geteuid() == 0 and "postgres" not in {user.pw_name for user in pwd.getpwall()}:
        return "initdb refuses to run as root, and there is no user postgres"
    return ""


@contextmanager
def running() -> Iterator[Cluster]:
    """A server that is new, and gone afterwards."""
    programs = _programs()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="kaa-cluster-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        cluster = Cluster(programs, folder, free.getsockname()[1])
    try:
        cluster.make()
        cluster.start()
        yield cluster
        cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None
