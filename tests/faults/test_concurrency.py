"""Several at once: nobody's work is lost, nobody waits for ever, nobody is called twice."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from counting import Counted, often
from faults.commands import COMMANDS, Command, done, filled
from faults.injection import Course, start
from faults.proving import must_be_whole
from faults.running import PATIENCE, Child, Warm
from terminal import EXAMPLE, SOURCE, ask_rows, kaa

Courses = Callable[[Command], Course]
LOG = next(command for command in COMMANDS if command.name == "log")
BUSY = "The register is being used by someone else. Wait a few seconds and try again."
DRAIN = """
import io, json, sys
from kaa_cli.cli import run
while True:
    sys.stdout = io.TextIOWrapper(io.BytesIO())
    code = run(["next", "--claim", "-f", "json"])
    sys.stdout.flush()
    answer = sys.stdout.buffer.getvalue()
    sys.stdout = sys.__stdout__
    if code == 4:
        continue
    assert code == 0, code
    if not json.loads(answer):
        break
    print(json.loads(answer)[0]["youth"], flush=True)
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register with twelve youths, told by `KAA_DB`, and its folder."""
    filled(tmp_path / "kaa.db")
    monkeypatch.setenv("KAA_DB", str(tmp_path / "kaa.db"))
    return tmp_path


@contextmanager
def process(*program: str, **env: str) -> Iterator[subprocess.Popen[str]]:
    """A process one can talk to."""
    with subprocess.Popen(
        [sys.executable, *program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE), **env},
    ) as started:
        try:
            yield started
        finally:
            started.kill()


@contextmanager
def at_a_prompt(*words: str) -> Iterator[subprocess.Popen[str]]:
    """A command that waits for an answer."""
    with process("-m", "kaa_cli", *words) as waiting:
        assert waiting.stderr is not None
        asked = ""
        while not asked.endswith("> "):
            letter = waiting.stderr.read(1)
            assert letter, asked
            asked += letter
        yield waiting


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_four_processes_drain_the_queue_and_each_youth_comes_once(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest, counted: Counted
) -> None:
    # fault 12
    youths = often(12, 300)
    where = str(tmp_path / "kaa.db")
    if engine == "postgres":
        where = str(request.getfixturevalue("schema"))
    done("--db", where, "init")
    lines = ["personnr;förnamn;efternamn"]  # TF numbers: no such number is anybody's
    lines += [f"2008{1 + n % 9:02}{1 + n % 28:02}-T{n:03};Ung{n};Prov" for n in range(youths)]
    (tmp_path / "list.csv").write_text("\n".join(lines), encoding="utf-8")
    done("--db", where, "import", str(tmp_path / "list.csv"), "--yes")
    everybody = [r["youth"] for r in kaa("--db", where, "next", "-n", "999", "-f", "json").json]
    assert len(everybody) == youths
    running = [
        subprocess.Popen(
            [sys.executable, "-c", DRAIN],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(SOURCE), "KAA_DB": where, "KAA_USER": user},
            text=True,
        )
        for user in ("Anna", "Anna", "Bo", "Cia")
    ]
    told = [process.communicate(timeout=600)[0] for process in running]
    given = Counter(int(line) for out in told for line in out.split())
    assert sorted(given) == sorted(everybody)
    assert set(given.values()) == {1}
    assert sum(bool(out.split()) for out in told) >= often(2, 4), "they shared the queue"
    counted(12, f"youths given to 4 processes, each once: {engine}", youths)


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_what_was_changed_while_a_prompt_was_open_is_told_and_not_replaced(
    engine: str,
    desk: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    counted: Counted,
) -> None:
    # fault 13
    if engine == "postgres":
        monkeypatch.setenv("KAA_DB", str(request.getfixturevalue("schema")))
        done("init", "--municipality", "Alingsås")
        done("import", str(EXAMPLE), "--yes")
    bo = {"KAA_USER": "Bo"}
    with at_a_prompt("youth", "edit", "1", "city") as anna:
        assert kaa("youth", "edit", "1", "city", "--value", "Borås", env=bo).code == 0
        assert kaa("youth", "edit", "1", "school", "--value", "Annan skola", env=bo).code == 0
        out, err = anna.communicate("Ort\n", timeout=PATIENCE)
    assert (anna.returncode, out) == (3, "")
    assert 'from "Alingsås" to "Borås". You wanted "Ort". Nothing was saved.' in err
    told = kaa("show", "1", "-f", "json", env=bo).json
    assert (told["city"], told["school"]) == ("Borås", "Annan skola")
    counted(13, f"two people edit the same youth at once: {engine}", 1)


@pytest.fixture(params=["write", "sync"], ids=["writing", "saving"])
def held(
    request: pytest.FixtureRequest, course: Courses, warm: Warm
) -> Iterator[tuple[Child, Path, bool]]:
    """A command stopped with the lock in its hand, and whether others may still read beside it."""
    calls = [point.call for point in course(LOG).points if request.param in point.call]
    call = next(call for call in calls if call != "write")
    with course(LOG).copy() as register:
        child = start(warm, LOG, register)
        child.traced("-e", f"trace={call}", "-e", f"inject={call}:signal=STOP:when=1")
        child.go().is_stopped()
        yield child, register, request.param == "write"
        child.resume()
        if child.spare.exists():
            child.wait()


def test_whoever_meets_a_writer_that_stands_still_is_told_after_a_while(
    held: tuple[Child, Path, bool], warm: Warm, counted: Counted
) -> None:
    # fault 14
    writer, register, may_read = held
    env = {"KAA_DB": str(register), "KAA_USER": "Bo"}
    told = {"ladder": (0, "") if may_read else (4, f"{BUSY}\n")}
    for words in ("log 2 no-answer", "undo", "show 2", "next --claim"):
        told[words] = (4, f"{BUSY} Nothing was saved.\n")
    waiting = {w: warm.start(w.split(), register.parent, env=env).go() for w in told}
    for words, child in waiting.items():
        ended = child.wait()
        assert (ended.code, ended.err) == told[words], words
    writer.resume()
    assert writer.wait().code == 0
    must_be_whole(register)
    assert warm.run(["log", "2", "no-answer"], register.parent, env=env).code == 0
    counted(14, "commands beside a writer that is stopped (SIGSTOP)", len(waiting))


@pytest.mark.parametrize(
    "words", [("youth", "edit", "1", "street"), ("import", "list.csv"), ("call",)], ids=" ".join
)
def test_nobody_waits_for_a_prompt(
    words: tuple[str, ...], desk: Path, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    # fault 15
    monkeypatch.chdir(desk)
    (desk / "list.csv").write_text("personnr;förnamn;efternamn\n20080101-T001;Ung;Prov\n")
    with at_a_prompt(*words):
        done("log", "1", "no-answer")
        done("show", "2")
        assert kaa("next", "--claim", "-f", "json", env={"KAA_USER": "Bo"}).json
    must_be_whole(desk / "kaa.db")
    counted(15, f"others write while a prompt is open: {words[0]}", 3)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("2026-09-07T10:00", "2026-09-07T09:05"),
        ("2026-10-25T02:45", "2026-10-25T02:10"),
        ("2027-03-28T01:50", "2027-03-28T03:05"),
    ],
    ids=["an hour back", "autumn night", "spring night"],
)
def test_a_clock_that_jumps_never_gives_a_youth_to_two(
    first: str, then: str, desk: Path, warm: Warm, counted: Counted
) -> None:
    # fault 16
    given: list[int] = []
    for at, who in ((first, "Anna"), (then, "Bo"), (then, "Cia"), (first, "Dan")):
        env = {"KAA_TODAY": at, "KAA_USER": who, "TZ": "Europe/Stockholm"}
        ended = warm.run(["next", "--claim", "-f", "json"], desk, env=env)
        assert ended.code == 0, ended.err
        given += [row["youth"] for row in json.loads(ended.out)]
    assert len(given) == 4
    assert len(set(given[:3])) == 3
    assert given[3] != given[0], "Anna has had that one for no time at all"
    held = ask_rows(desk / "kaa.db", "SELECT youth_id, count(*) FROM claim GROUP BY youth_id")
    assert all(count == 1 for _, count in held)
    counted(16, "claims while the clock is set back, or the hour is moved", len(given))


def test_the_log_goes_on_rising_when_the_clock_is_set_back(desk: Path, warm: Warm) -> None:
    # fault 16
    for day in ("2026-09-09", "2026-09-08", "2026-09-07T08:00", "2026-09-07T07:00"):
        ended = warm.run(["log", "1", "no-answer"], desk, env={"KAA_TODAY": day})
        assert ended.code in (0, 3), ended.err
    numbers = [n for (n,) in ask_rows(desk / "kaa.db", "SELECT id FROM log_entry ORDER BY rowid")]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 2
