"""Whatever is done to a register, on SQLite and on PostgreSQL it looks the same afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import engines
from counting import often
from terminal import EXAMPLE, contents, isolate, kaa, steady

BOTH = (engines.SQLITE, engines.POSTGRES)
CHANGES = (
    "log {y} no-answer",
    "log {y} reached none",
    "log {y} reached work --channel in-person",
    "log {y} wrong-number",
    "log {y} sent --channel letter -y",
    "log {y} said-moved --to other",
    "log {y},{z} no-answer --sms -y",
    "undo",
    "undo --youth {y}",
    "youth close {y} moved -y",
    "youth reopen {y} moved-in",
    "youth assign {y},{z} --to Bo -y",
    "youth edit {y} city --value Åmål",
    "youth edit {y} restricted --value yes",
    "youth merge {y} {z} -y",
    "contact take {y}",
    "contact release",
    "contact hand-over {y} --to Cia -y",
    "next --claim",
    "letters sent -y",
    "occupation set {y} work",
    "occupation confirm {y}",
    "measure start {y} coaching",
    "measure end {y} to-work --occupation work",
    "outcome record {y} work",
    "appointment add {y} talk 22/9 14:00",
    "consent give {y} team",
    "step {y} --note kom",
    "import {roster} --yes",
)
LOOKS = (
    "-f json",  # drawn, it also tells of the key and the backups of a file
    "next -n 99 --why",
    "ladder",
    "timeline {y}",
    "youth list --all -f json",
    "undo --list -n 99",
    "check -f json",
    "report ladder -f json",
    "audit verify",
)
OWN = {"setting", "alembic_version", "claim"}
"""Where a register keeps what is its own, the keys of its log and file, and the true time."""
LINES = st.tuples(st.sampled_from(CHANGES), st.integers(1, 13), st.integers(1, 12))


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The example roster taken in, on each of the engines by the same path."""
    why = engines.answers()
    if why:
        pytest.skip(why)
    folder = tmp_path_factory.mktemp("both")
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, folder)
        for engine in BOTH:
            engines.use(engine)
            # A server keeps a name that is new before a claim of hers, in an entry of its own.
            anna = ("youth", "assign", "1", "--to", "Anna", "-y")
            for line in (("init",), ("import", str(EXAMPLE), "--yes"), anna):
                assert kaa("--db", str(folder / "kaa.db"), *line).code == 0
    yield folder / "kaa.db"
    for engine in BOTH:
        engines.use(engine)
        engines.drop(folder)


@settings(
    max_examples=often(3, 300),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(lines=st.lists(LINES, min_size=4, max_size=10))
def test_random_commands_leave_the_same_on_both_engines(  # fault 67
    taken_in: Path, lines: list[tuple[str, int, int]]
) -> None:
    told = [played(engine, taken_in, lines) for engine in BOTH]
    assert told[0] == told[1]


def played(engine: str, register: Path, lines: list[tuple[str, int, int]]) -> list[object]:
    """What a copy on this engine answers to the lines and to the looks, and what it then holds."""
    engines.use(engine)
    place = engines.copy(register, register.parent / "played.db")
    given: list[object] = []
    for line, y, z in (*lines, *((look, 3, 0) for look in LOOKS)):
        words = line.format(y=y, z=z, roster=EXAMPLE).split()
        answer = kaa("--db", str(place), *words)
        assert answer.code in {0, 2, 3, 4}, (line, answer.err)
        given.append((words, answer.code, steady(answer.out), steady(answer.err)))
    held = {name: rows for name, rows in contents(place).items() if name not in OWN}
    return [*given, sorted(held.items())]
