"""kaa loaded once and forked for every command: a process of its own in a few milliseconds.

Run as a program. It reads one JSON request a line on standard input and answers with the number
of the child, and with its status when it has ended.
"""

import gc
import json
import os
import pkgutil
import resource
import select
import signal
import sys
import time
from importlib import import_module
from typing import Any

import kaa_cli
from kaa_cli.__main__ import main
from kaa_cli.cli import run


def load() -> None:
    """Everything a command may import, so that a child without rights need read no program."""
    for module in pkgutil.walk_packages(kaa_cli.__path__, "kaa_cli."):
        if not any(name in module.name for name in ("__main__", ".migrations.env", ".versions.")):
            import_module(module.name)
    for name in ("keyring.backends.null", "sqlcipher3.dbapi2", "xlsxwriter", "jinja2"):
        import_module(name)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        sys.stdout, said = nowhere, sys.stdout
        for words in (["upgrade"], ["next", "--claim"], ["log", "1", "no-answer"], ["undo"]):
            run(["--db", sys.argv[1], *words])
        sys.stdout = said
    gc.collect()
    gc.freeze()


def serve() -> None:
    requests, answers = os.dup(0), os.dup(1)
    wake, woken = os.pipe()
    os.set_blocking(woken, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(woken)
    rest = b""
    answer(answers, {"ready": os.getpid()})
    while True:
        ready, _, _ = select.select([requests, wake], [], [])
        if wake in ready:
            os.read(wake, 4096)
            reap(answers)
        if requests in ready:
            some = os.read(requests, 1 << 20)
            if not some:
                return
            *lines, rest = (rest + some).split(b"\n")
            for line in lines:
                if (child := os.fork()) == 0:
                    signal.set_wakeup_fd(-1)
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    for descriptor in (requests, answers, wake, woken):
                        os.close(descriptor)
                    become(json.loads(line))
                    main()
                answer(answers, {"started": child})


def reap(answers: int) -> None:
    while True:
        try:
            child, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not child:
            return
        answer(answers, {"ended": child, "code": os.waitstatus_to_exitcode(status)})


def answer(descriptor: int, told: dict[str, int]) -> None:
    os.write(descriptor, json.dumps(told).encode() + b"\n")


def become(wanted: dict[str, Any]) -> None:
    """The process that was asked for: its words, streams, environment and rights."""
    os.setsid()
    sys.argv = ["kaa", *wanted["words"]]
    os.environ.clear()
    os.environ.update(wanted["environ"])
    time.tzset()
    os.chdir(wanted["folder"])
    os.umask(wanted["umask"])
    for number, (path, flags) in enumerate(wanted["streams"]):
        opened = os.open(path, flags, 0o666)
        os.dup2(opened, number)
        os.close(opened)
    if wanted["largest_file"]:
        limit = (wanted["largest_file"], wanted["largest_file"])
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    if wanted["nobody"] and os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    with open(wanted["gate"], "rb"):  # waits until somebody opens it from the other side
        pass


if __name__ == "__main__":
    load()
    serve()
