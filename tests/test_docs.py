"""The documents tell the truth: README is played, worked examples are worked, lists are whole.

`KAA_WRITE_DOCS=1 pytest tests/test_docs.py` writes what is generated instead of comparing it.
"""

import importlib.util
import io
import os
import re
import shlex
import shutil
import sys
import tomllib
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlmodel import SQLModel

import engines
from kaa_cli import words as spoken
from kaa_cli.cli import run
from kaa_cli.files.headings import KINDS, map_headings
from kaa_cli.register import filings, meetings, models, office, support
from kaa_cli.register.about import ways
from kaa_cli.rules import ladder, urgency
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.facts import Facts, Measure
from kaa_cli.rules.policy_file import TERMS
from kaa_cli.rules.steps import Rule, Step
from terminal import steady, told_register
from youths import BOOK, phone, tried, youth

ROOT = Path(__file__).parent.parent
ROOMS = sorted(path.name for path in ROOT.glob("src/kaa_cli/[a-z]*/"))
CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
WRITING = os.environ.get("KAA_WRITE_DOCS") == "1"


def _load_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tools_docs", ROOT / "tools" / "docs.py")
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = tool
    spec.loader.exec_module(tool)
    return tool


tool = _load_tool()
ENTRIES = tool.entries()
EXAMPLES = [
    pytest.param(entry, example, id=f"{entry.path}: {example}")
    for entry in ENTRIES
    for example in entry.examples
]


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def table_under(heading: str, page: str) -> list[list[str]]:
    """The rows of the first table after a heading, as lists of cells, without its head."""
    _before, found, after = page.partition(f"\n{heading}\n")
    assert found, heading
    lines = after.partition("\n|")[2].partition("\n\n")[0].splitlines()
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


# README: every `$ kaa` of it, in one register.


class Session:
    """A shell in a folder of its own: it knows `export` and `kaa`, and `echo TEXT | kaa`."""

    def __init__(self, home: Path, patch: pytest.MonkeyPatch) -> None:
        shutil.copytree(ROOT / "examples", home / "examples")
        patch.chdir(home)
        for name in [name for name in os.environ if name.startswith(("KAA_", "XDG_"))]:
            patch.delenv(name)
        patch.setenv("HOME", str(home))
        patch.setenv("KAA_LANG", "en")
        self.patch = patch

    def answer(self, line: str) -> str:
        """What a line typed prints, both streams; fails on a mistake of kaa itself."""
        fed, piped, command = line.rpartition(" | ")
        words = shlex.split(command)
        if words[0] == "export":
            for word in words[1:]:
                self.patch.setenv(*word.split("=", 1))
            return ""
        assert words[0] == "kaa", f"README types {words[0]!r}, which this test does not know"
        printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
        typed = io.StringIO(shlex.split(fed)[1] + "\n" if piped else "")
        self.patch.setattr(sys, "stdin", typed)
        spoken.use(spoken.choose(words[1:], os.environ))
        for name, value in told_register(words, dict(os.environ)).items():
            self.patch.setenv(name, value)
        with redirect_stdout(printed), redirect_stderr(printed):
            code = run(words[1:])
        spoken.use("en")
        printed.seek(0)
        told = printed.read()
        assert code != 1, f"{line}\n{told}"
        shown = steady(engines.typed(told)).strip("\n").splitlines()
        return "\n".join(line.rstrip() for line in shown)


def played(page: str, session: Session) -> str:
    """The page with the answers that its commands give now."""

    def block(found: re.Match[str]) -> str:
        told = ""
        for line in found[0].splitlines():
            if line.startswith("$ "):
                answer = session.answer(line.removeprefix("$ "))
                told += f"{line}\n{answer}\n\n" if answer else f"{line}\n"
        return told.rstrip("\n") + "\n"

    return CONSOLE.sub(block, page)


def test_every_command_of_the_readme_answers_as_it_says(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a register is told by a path from here
    page = text_of("README.md")
    assert len(CONSOLE.findall(page)) > 5
    told = played(page, Session(tmp_path, monkeypatch))
    if WRITING:
        (ROOT / "README.md").write_text(told, encoding="utf-8", newline="\n")
    assert told.splitlines() == text_of("README.md").splitlines(), "KAA_WRITE_DOCS=1 writes it"


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/cli.md"])
def test_what_a_document_makes_can_be_made(page: str) -> None:
    made = set(re.findall(r"(?:^|`|=1 )make ([a-z]+)", text_of(page), re.MULTILINE))
    assert made
    assert made <= set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))


# docs/cli.md and the help.


def test_the_command_reference_is_fresh() -> None:
    if WRITING:
        tool.main([])
    assert tool.main(["--check"]) == 0


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.path)
def test_every_command_has_help_with_an_example(
    entry: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*entry.path.split()[1:], "--help"]) == 0
    shown = capsys.readouterr().out
    assert "--help" in shown
    if not entry.is_group:
        assert any(line.strip().startswith("kaa ") for line in shown.splitlines())


@pytest.mark.parametrize(("entry", "example"), EXAMPLES)
def test_every_example_of_the_help_can_be_typed(entry: Any, example: str) -> None:
    words, command, context = tool.words_of(example), ENTRIES[0].command, ENTRIES[0].context
    while words and hasattr(command, "commands"):
        name, command, rest = command.resolve_command(context, words)
        context = command.make_context(name, list(rest), parent=context)
        words = [*context._protected_args, *context.args]
    assert command.help == entry.command.help


# docs/ladder.md.

LADDER = text_of("docs/ladder.md")


def told_youth(text: str) -> Facts:
    """A youth as the table describes one; a word it does not know is a fault."""
    age, *traits = text.split(", ")
    facts = youth(int(age))
    numbers = {"own": (1, 0), "landline": (1, 0), "second": (2, 0), "guardian's": (3, 1)}
    for trait in traits:
        name, _from, since = trait.partition(" from ")
        match name.split():
            case ["turns", "18", "on", day]:
                facts = replace(facts, born_on=september(day).replace(year=2008))
            case ["in", "a", "measure", "since", begun, *more]:
                facts = in_measure(facts, begun, " ".join(more))
            case ["no", "address"]:
                facts = replace(facts, address=None)
            case [one] if one in numbers:
                on = september(since or "09-07")
                added = phone(*numbers[one], mobile=one != "landline", on=on)
                facts = replace(facts, phones=(*facts.phones, added))
            case _:
                facts = replace(facts, protection=Protection(trait))
    return facts


def in_measure(facts: Facts, begun: str, more: str) -> Facts:
    """The youth in a measure: with a day to follow up, or followed up, or ended."""
    words, _space, day = more.rpartition(" ")
    named = {
        "to follow up on": "follow_up_on",
        "followed up on": "followed_on",
        "until": "ended_on",
    }
    told: dict[str, Any] = {named[words]: september(day)} if more else {}
    measure = Measure(1, "coaching", started_on=september(begun), **told)
    return replace(facts, measures=(measure,))


def after(facts: Facts, history: str) -> Facts:
    """The youth after a history such as "09-07 phone reached to guardian, occupation work"."""
    for attempt in history.split("; ") if history != "–" else ():
        what, *more = attempt.split(", ")
        day, channel, result, *to = what.split()
        told = dict(item.split() for item in more)
        facts = tried(
            facts,
            result,
            september(day),
            channel,
            to[1] if to else "youth",
            number=3 if "guardian" in to else 1,
            occupation=told.get("occupation"),
            next_on=september(told["next"]) if "next" in told else None,
        )
    return facts


def september(month_and_day: str) -> date:
    return date.fromisoformat(f"2026-{month_and_day}")


def step_in_words(step: Step) -> str:
    told = [f"{step.channel} to {step.to}" if step.to else str(step.channel)]
    if step.attempt:
        told.append(f"{step.attempt} of {step.attempts_allowed}")
    if step.cycle > 1:
        told.append(f"cycle {step.cycle}")
    return ", ".join(told)


@pytest.mark.parametrize("row", table_under("## Worked examples", LADDER), ids=" | ".join)
def test_worked_example_of_the_document(row: list[str]) -> None:
    who, history, asked, told, due, deadline = row
    step = ladder.next_step(after(told_youth(who), history), BOOK, september(asked))
    assert step.due_on is not None
    assert [step_in_words(step), f"{step.due_on:%a %Y-%m-%d}"] == [told, due]
    assert str(step.deadline_on or "–") == deadline


def keys_of(policy: dict[str, object]) -> Iterator[str]:
    yield from (key for key in policy)
    for rung in policy["rung"]:  # type: ignore[attr-defined]
        yield from (f"rung.{key}" for key in rung)


def test_every_key_of_the_shipped_routine_is_described() -> None:
    described = {row[0].strip("`") for row in table_under("## The routine's keys", LADDER)}
    shipped = tomllib.loads(text_of("src/kaa_cli/policies/alingsas.toml"))
    assert set(keys_of(shipped)) <= described
    assert {name.removeprefix("rung.") for name in shipped["assumed"]} <= {
        name.removeprefix("rung.") for name in described
    }


def test_the_terms_of_urgency_and_where_they_are_full_are_those_of_the_code() -> None:
    rows = {row[0].strip("`"): row[1] for row in table_under("## Who goes first", LADDER)}
    assert tuple(rows) == TERMS
    assert rows["overdue"].endswith(f"/ {urgency.OVERDUE_FULL_AT}")
    assert f"/ {urgency.CYCLES_FULL_AT};" in rows["never-reached"]
    assert f"from {urgency.TURNING_20_WITHIN} days before" in rows["turning-20"]


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_that_gives_a_day_is_named(rule: Rule) -> None:
    assert f"`{rule}`" in LADDER


# docs/lists.md.


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_list_is_named_with_a_heading_that_is_known(kind: str) -> None:
    rows = table_under(f"### {kind}", text_of("docs/lists.md"))
    fields = [row[0].strip("`") for row in rows]
    assert fields == list(KINDS[kind].fields)
    found = map_headings([row[1] for row in rows], kind)
    assert found.fields == {field: place for place, field in enumerate(fields)}


# docs/register.md and CONTRIBUTING.md.


def test_the_tables_and_columns_are_those_of_the_register() -> None:
    page = text_of("docs/register.md")
    named = {
        name: [row[0].strip("`") for row in table_under(f"## {name}", page)]
        for name in re.findall(r"^## ([a-z_]+)$", page, re.MULTILINE)
    }
    tables = SQLModel.metadata.tables
    every = (models.Youth, meetings.Appointment, office.Setting, support.Answer, filings.Snapshot)
    for a_table in every:
        assert str(a_table.__tablename__) in tables
    assert {name: sorted(columns) for name, columns in named.items()} == {
        name: sorted(table.columns.keys()) for name, table in tables.items()
    }


BASES = {"4 § 1", "4 § 2", "4 § 3", "4 § 1, by the number", "4 § 2, 4 § 3", "duty", "protection"}
OF_THE_WORK = {
    *("by_hand", "check_reason", "check_on", "look_on", "checked_on", "position", "block"),
    "until_at",
}
"""Columns of a youth's rows that tell of the work alone, beside the numbers of rows."""


@pytest.mark.parametrize("table", sorted(ways()))
def test_every_column_about_a_youth_has_its_paragraph(table: str) -> None:
    """What lets a municipality keep it; `office` only for what tells nothing of the youth."""
    for name, what_for, basis in table_under(f"## {table}", text_of("docs/register.md")):
        column = name.strip("`")
        is_inner = column == "id" or column.endswith("_id")
        if basis == "office":
            assert is_inner or column in OF_THE_WORK, column
        else:
            assert basis in BASES, column
        assert what_for or column == "id", column


def test_no_table_of_the_work_claims_a_ground_that_is_a_youths() -> None:
    page = text_of("docs/register.md")
    for table in set(SQLModel.metadata.tables) - set(ways()):
        for name, _what_for, basis in table_under(f"## {table}", page):
            assert basis in {"office", "duty", "as the row itself"}, (table, name)


# docs/privacy.md.

PRIVACY = text_of("docs/privacy.md")
COMMAND = re.compile(r"`(kaa [^`]+)`")


@pytest.mark.parametrize("typed", sorted(set(COMMAND.findall(PRIVACY))))
def test_every_command_the_officer_is_told_of_is_there(typed: str) -> None:
    words = shlex.split(typed)
    known = {entry.path: entry for entry in ENTRIES}
    path = max((p for p in known if f"{typed} ".startswith(f"{p} ")), key=len)
    assert path != "kaa", typed
    assert not known[path].is_group or typed == path, typed
    options = {name for one in known[path].command.params for name in one.opts}
    assert {word for word in words if word.startswith("-") and word != "-"} <= options, typed


def test_what_the_officer_is_told_of_is_told_in_both_languages() -> None:
    swedish, english = PRIVACY.split("## In English")
    assert "| radering (17) |" in swedish
    for article in ("15", "16", "18", "19", "33", "35"):
        assert re.search(rf"(artikel |\(){article}\b", swedish), article
    told = {" ".join(typed.split()[:3]) for typed in COMMAND.findall(english)}
    assert {"kaa extract", "kaa youth history", "kaa audit verify", "kaa purge"} <= told


@pytest.mark.parametrize("page", ["docs/privacy.md", "docs/register.md"])
def test_what_a_page_for_officers_points_to_is_there(page: str) -> None:
    pointed = re.findall(r"\]\((?!https?:|#)([^)#]+)", text_of(page))
    assert pointed
    assert [name for name in pointed if not (ROOT / "docs" / name).exists()] == []


def dependencies() -> list[str]:
    groups = tomllib.loads(text_of("pyproject.toml"))["dependency-groups"]
    developing = [name.partition(">=")[0] for names in groups.values() for name in names]
    return list(dict.fromkeys([*tool.dependencies(), *developing]))


@pytest.mark.parametrize("name", [*(f"{room}/" for room in ROOMS), *dependencies()])
def test_contributing_names_every_room_and_dependency(name: str) -> None:
    assert f"`{name.partition('[')[0]}`" in text_of("CONTRIBUTING.md")


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_what_a_document_points_to_is_there(page: str) -> None:
    pointed = re.findall(r"\]\((?!https?:)([^)#]+)", text_of(page))
    assert pointed
    assert [name for name in pointed if not (ROOT / name).exists()] == []
