"""Screens and files as they were last looked at; `KAA_WRITE_GOLDEN=1` writes them anew."""

import os
import re
from pathlib import Path

import pytest

import engines
from terminal import in_terminal, isolate, kaa, steady

pytestmark = pytest.mark.same_anywhere("what is drawn")

_SGR = re.compile(r"\x1b\[[0-9;]*m")
GOLDEN = Path(__file__).parent.parent / "golden"
COMMANDS = {
    "next": ["next"],
    "next-3": ["next", "-n", "3"],
    "ladder": ["ladder"],
    "ladder-1": ["ladder", "1"],
    "timeline-1": ["timeline", "1"],
    "report-outcomes": ["report", "outcomes", "--by", "sex"],
    "report-reach": ["report", "reach", "--by", "sex"],
    "report-ladder": ["report", "ladder"],
    "report-inflow": ["report", "inflow", "--from", "2026-09-01", "--by", "sex"],
    "report-load": ["report", "load", "--from", "2026-08-31"],
    "report-goals": ["report", "goals", "--by", "sex"],
    "start": [],
    "youth-list": ["youth", "list"],
}
FORMS = ("table", "json", "csv")
DAY_BY_DAY = (
    ("2026-09-07T10:15", ["log", "1", "no-answer", "--sms"]),
    ("2026-09-07T13:05", ["log", "2", "reached", "none", "--note", "would like a visit"]),
    ("2026-09-07T13:20", ["log", "3", "wrong-number"]),
    ("2026-09-09T09:40", ["log", "1", "voicemail"]),
    ("2026-09-09T09:50", ["log", "4", "no-number"]),
    ("2026-09-09T11:00", ["log", "4,9", "sent", "--channel", "letter"]),
    ("2026-09-10T16:30", ["contact", "reply", "12", "sms", "--occupation", "work"]),
    ("2026-09-10T16:40", ["log", "11", "declined"]),
    ("2026-09-11T08:30", ["outcome", "record", "2", "studies", "--detail", "introductory"]),
    ("2026-09-11T08:35", ["outcome", "record", "12", "work", "--detail", "employment"]),
)
LAST_DAY = "2026-09-14T08:00"


@pytest.fixture(scope="module")
def told_week(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example register after a week's work, so that the screens have something to show."""
    folder = tmp_path_factory.mktemp("week")
    register = engines.copy(made_once, folder / "kaa.db")
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, folder)
        for day, command in DAY_BY_DAY:
            patch.setenv("KAA_TODAY", day)
            answer = kaa("--db", str(register), *command)
            assert answer.code == 0, answer.err
    return register


@pytest.mark.parametrize("lang", ["en", "sv"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", COMMANDS)
def test_the_answer_is_as_it_was_last_looked_at(
    told_week: Path, name: str, form: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAA_TODAY", LAST_DAY)
    answer = kaa("--db", str(told_week), "--lang", lang, *COMMANDS[name], "-f", form)
    assert (answer.code, answer.err) == (0, "")
    ending = "golden" if lang == "en" else "sv.golden"
    golden = GOLDEN / f"{name}.{form}.{ending}"
    if os.environ.get("KAA_WRITE_GOLDEN") == "1":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(steady(answer.out), encoding="utf-8", newline="\n")
    assert golden.read_text(encoding="utf-8") == steady(answer.out)


def test_every_golden_file_belongs_to_a_command() -> None:
    known = {
        f"{name}.{form}.{ending}"
        for name in COMMANDS
        for form in FORMS
        for ending in ("golden", "sv.golden")
    }
    assert {path.name for path in GOLDEN.glob("*.golden")} == known


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("lang", ["en", "sv"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_terminal_shows_every_line_whole(
    told_week: Path, name: str, lang: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAA_TODAY", LAST_DAY)
    answer = in_terminal("--db", str(told_week), "--lang", lang, *COMMANDS[name], columns=columns)
    lines = [_SGR.sub("", line) for line in answer.out.splitlines()]
    assert [line for line in lines if len(line) > columns] == []
    assert "…" not in answer.out, "a cell was cut"


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.golden")), ids=lambda path: path.name)
def test_no_golden_file_holds_a_personal_number(path: Path) -> None:
    # fault 59
    text = path.read_text(encoding="utf-8")
    assert not any(year in text for year in ("200903122", "20090312-", "090312-"))
