"""No command, form or file gives a protected youth away; a reason opens one, and is logged."""

import shutil
from pathlib import Path

import pytest

import engines
from every_command import (
    ALL_WAYS,
    LINES,
    LIST,
    NOTHING,
    READ,
    WORKSHEET,
    Line,
    Way,
    run,
    ways,
)
from full_register import PROTECTED
from guarded import MARK, day_of, guard, leaks, number_of, phone_of, planted_text
from planted import plant
from terminal import rows_of

pytestmark = pytest.mark.same_anywhere("what is shown of whom")

SEARCHED = [
    MARK,
    f"{MARK}youth.given_name",
    day_of(11),
    number_of(12)[:8],
    number_of(13)[-4:],
    phone_of(11)[-5:],
    phone_of(12),
]
SORTS = ("new", "changed", "unchanged", "gone", "doubles", "protected", "duplicates")
BY_NUMBER = (
    "check",
    "check --half-year 2026H2",
    "report half-year 2026H2 --compare",
    "audit show -n 999",
    "audit show --youth {y} -n 999",
    "key rotate",
    "purge --dry-run",
)
"""What tells of youths by kaa's own number alone, or of nobody, and is logged."""
MORE = (
    *(Line(f"import {{folder}}/marked.csv --dry-run --whole-list --show {sort}") for sort in SORTS),
    Line("import {folder}/marked.csv --yes"),
    Line("import {folder}/marked-bad.csv"),
    Line("import {folder}/marked-bad.csv --skip-bad --yes --rejects {out}.csv"),
    Line("import {folder}/marked-bad.csv --skip-bad --yes --rejects {out}.xlsx"),
    Line("import {folder}/numbers.csv --as phones --dry-run --show new"),
    Line("import {folder}/numbers.csv --as phones --skip-bad --yes --rejects {out}.csv"),
    Line("import {folder}/tried.csv --as attempts --dry-run --show new"),
    Line("import {folder}/tried.csv --as attempts --yes"),
    Line("measure show {y} --measure 1"),
    Line("youth edit {y} given_name --value Ny"),
    Line("youth edit {y} street city < Gatan 1|Ort"),
    Line("youth phone {y} --of guardian < 070-174 06 95"),
    Line("youth merge {y} 1 -y"),
    Line("visit plan --with Bo --back 15:30 --youths {y} --yes"),
    Line("log {y} sent --channel letter < n"),
    Line("log {y} reached --channel home-visit -y"),
    Line("contact take {y} < n"),
    Line("letters sent < n"),
)
"""What the table of all commands has no ordinary line for."""


@pytest.fixture(scope="module")
def guarded(full_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return guard(full_register, tmp_path_factory.mktemp("guarded"))


@pytest.fixture(scope="module")
def bared(guarded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the marks taken off behind kaa's back, and everybody as easy to recognise."""
    folder = tmp_path_factory.mktemp("bared")
    shutil.copytree(guarded.parent, folder, dirs_exist_ok=True)
    register = engines.copy(guarded, folder / "kaa.db")
    with rows_of(register) as rows:
        rows.execute("UPDATE youth SET protection = 'none'")
        everybody = [no for (no,) in rows.execute("SELECT id FROM youth")]
    names = [f"{table}.programme" for table in ("measure", "outcome", "application", "step")]
    plant(register, everybody, planted_text, "youth.school", *names)
    return register


def pairs(line: Line) -> list[tuple[int, Way]]:
    """Whom, and in which way: every way and everybody, or each with each when all is asked."""
    everybody = list(PROTECTED) if line.is_about_one else [min(PROTECTED)]
    all_ways = ways(line)
    if ALL_WAYS:
        return [(no, way) for no in everybody for way in all_ways]
    count = max(len(everybody), len(all_ways))
    return [(everybody[n % len(everybody)], all_ways[n % len(all_ways)]) for n in range(count)]


@pytest.mark.parametrize("line", [*LINES, *MORE], ids=lambda line: line.text)
def test_no_command_gives_a_protected_youth_away(  # fault 58
    guarded: Path, tmp_path: Path, line: Line
) -> None:
    line = line.as_here()
    for no, way in pairs(line):
        values = {"y": no, "search": MARK, "teller": ""}
        shown = run(line, way, tmp_path / "run", guarded, values)
        assert shown.code in {0, 2, 3, line.code}, f"{way}: {shown.screen}"
        if line.text == WORKSHEET and way.ending:
            assert {told.partition("2026")[0] for told in leaks(shown.text)} > {number_of(no)}
            assert shown.text.count(MARK) == shown.text.count(f"{MARK}youth.municipality")
        else:
            assert leaks(shown.text) == [], f"{no}, {way}: {shown.text}"


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.text)
def test_what_shows_somebody_is_logged_and_what_is_not_logged_shows_nobody(
    bared: Path, tmp_path: Path, line: Line
) -> None:
    """So that the test above sees what it looks for."""
    line, told = line.as_here(), ""
    for way in ways(line):
        if line.logs_as_file == line.logs or not way.ending:
            told += run(line, way, tmp_path / "run", bared, {"y": 11, "search": MARK}).text
    if line.logs in {READ, LIST}:
        assert MARK in told or line.text in BY_NUMBER, told
    elif line.logs == NOTHING:
        assert leaks(told) == []
