"""The house: who may import whom, who knows the clock, and how long a function may be.

The tables say what is allowed and the tests walk the source. A row of bad examples proves that
each rule still sees what it forbids.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeGuard

import pytest

from kaa_cli.cli import app
from kaa_cli.cli.contents import CONTENTS
from kaa_cli.cli.help import opened

SRC = Path(__file__).parent.parent / "src" / "kaa_cli"

# room -> the rooms it may import; FACES may be imported by all.
ARROWS = {
    "rules": set(),
    "files": {"rules"},
    "register": {"rules"},
    "show": {"rules"},
    "work": {"rules", "register", "files"},
    "cli": {"work", "show", "files", "rules"},
    "__main__": {"cli"},
    "__init__": set(),
    "errors": set(),
    "words": set(),
    "labels": {"rules"},
}
FACES = {"errors", "words", "labels", "__version__"}
DOOR = "cli/door.py"  # the one module of cli that may import the register

# outside package -> the rooms that may import it; one that is not here needs a row.
OUTSIDE = {
    "typer": {"cli"},
    "rich": {"show"},
    "sqlmodel": {"register"},
    "sqlalchemy": {"register"},
    "alembic": {"register"},
    "psycopg": {"register"},
    "sqlcipher3": {"register"},
    "keyring": {"register"},
    "platformdirs": {"cli", "register"},
    "dateutil": {"rules"},
    "phonenumbers": {"files"},
    "python_calamine": {"files"},
    "xlsxwriter": {"files"},
    "jinja2": {"files"},
}
TYPES = {("work", "sqlmodel.Session")}  # named in signatures, never made there
UNDER_TYPE_CHECKING = {("work", "sqlmodel"), ("work", "sqlalchemy")}
LAZY = ("sqlmodel", "sqlalchemy", "alembic", "rich", "kaa_cli.register", "kaa_cli.work")

CLOCK = re.compile(
    r"(^|\.)(datetime\.(now|today|utcnow)|date\.today|func\.(now|current_\w+)"
    r"|time\.(time|time_ns|localtime|gmtime|strftime))$"
)
CLOCK_ROOM = "cli/clock.py"
WRITER = "register/changes.py"
MARKUP = re.compile(r"(^|\.)(from_markup|render_markup|markup\.render)$")
WRITES = re.compile(r"(^|[._])session\.(add|add_all|delete|merge)$")
VAGUE = re.compile(r"(util|helper|core|service|manager)s?$")
LONGEST_FUNCTION = 40
LONGEST_FILE = 320


@dataclass(frozen=True)
class Source:
    """One file of the package; `name` is its path inside it: "rules/days.py"."""

    name: str
    text: str

    @property
    def room(self) -> str:
        return self.name.partition("/")[0].removesuffix(".py")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)


@dataclass(frozen=True)
class Import:
    module: str
    line: int
    in_function: bool
    for_types: bool


Rule = Callable[[Source], Iterator[tuple[int, str]]]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def imports(node: ast.AST, in_function: bool = False, for_types: bool = False) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            modules = [alias.name for alias in child.names]
        elif isinstance(child, ast.ImportFrom):
            start = "." * child.level + (child.module or "")
            modules = [f"{start}.{alias.name}" for alias in child.names]
        else:
            typed = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
            inside = isinstance(child, Function | ast.Lambda)
            yield from imports(child, in_function or inside, for_types or typed)
            continue
        for module in modules:
            yield Import(module, child.lineno, in_function, for_types)


def dotted_names(source: Source) -> Iterator[tuple[int, str]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, ast.unparse(node)


def imports_go_with_the_arrows(source: Source) -> Iterator[tuple[int, str]]:
    if source.room not in ARROWS:
        yield 1, f"{source.room} is no room of the table"
        return
    allowed = ARROWS[source.room] | {source.room} | FACES
    if source.name == DOOR:
        allowed |= {"register"}
    for each in imports(source.tree):
        package, _, rest = each.module.partition(".")
        if not package:
            yield each.line, "a relative import hides the room: write the whole name"
        elif package == "kaa_cli" and rest.partition(".")[0] not in allowed:
            yield each.line, f"{source.room} must not import {each.module}"


def outside_packages_stay_in_their_room(source: Source) -> Iterator[tuple[int, str]]:
    for each in imports(source.tree):
        package = each.module.partition(".")[0]
        if package in sys.stdlib_module_names or package in {"kaa_cli", ""}:
            continue
        typed = each.for_types and (source.room, package) in UNDER_TYPE_CHECKING
        as_type = typed or (source.room, each.module) in TYPES
        if source.room not in OUTSIDE.get(package, set()) and not as_type:
            yield each.line, f"{source.room} must not import {package}"


def commands_import_storage_and_screen_late(source: Source) -> Iterator[tuple[int, str]]:
    for each in imports(source.tree):
        late = each.in_function or each.for_types
        heavy = any(each.module == name or each.module.startswith(name + ".") for name in LAZY)
        if source.room in {"cli", "__main__"} and heavy and not late:
            yield each.line, f"import {each.module} inside the command, not at the top"


def only_the_clock_knows_the_time(source: Source) -> Iterator[tuple[int, str]]:
    if source.name == CLOCK_ROOM:
        return
    named = [(each.line, each.module) for each in imports(source.tree)]
    for line, name in [*dotted_names(source), *named]:
        if CLOCK.search(name):
            yield line, f"{name} is for {CLOCK_ROOM}: take the day or the instant as an argument"


def nothing_is_printed(source: Source) -> Iterator[tuple[int, str]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "print":
            yield node.lineno, "print: rows go to the writer, talk goes to stderr through show"


def text_is_drawn_as_text(source: Source) -> Iterator[tuple[int, str]]:
    """A name is never markup: what is printed is made of harmless parts, by show/screen.py."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute | ast.Name) and MARKUP.search(ast.unparse(node)):
            yield node.lineno, "markup made of data"
        if _is_on(node, ("markup", "emoji", "highlight")):
            yield node.value.lineno, f"{node.arg} is off: a name may look like it"
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("console.print"):
            made = [arg for arg in node.args if not isinstance(arg, ast.Name)]
            yield from ((arg.lineno, "print what Screen.text has made") for arg in made)


def _is_on(node: ast.AST, names: tuple[str, ...]) -> TypeGuard[ast.keyword]:
    """Whether it switches on something that begins with one of these names."""
    if not isinstance(node, ast.keyword) or not (node.arg or "").startswith(names):
        return False
    return ast.unparse(node.value) != "False"


def tracebacks_show_no_values(source: Source) -> Iterator[tuple[int, str]]:
    for node in ast.walk(source.tree):
        if _is_on(node, ("pretty_exceptions",)):
            yield node.value.lineno, "a traceback with values may hold personal data"


def only_changes_write_to_the_session(source: Source) -> Iterator[tuple[int, str]]:
    for line, name in dotted_names(source):
        if source.name != WRITER and WRITES.search(name):
            yield line, f"{name} is for {WRITER}, which keeps the log"


def files_are_named_after_what_they_hold(source: Source) -> Iterator[tuple[int, str]]:
    if any(VAGUE.match(part) for part in source.name.removesuffix(".py").split("/")):
        yield 1, "a name that says nothing: call it what it holds"


def functions_are_short(source: Source) -> Iterator[tuple[int, str]]:
    lines = source.text.splitlines()
    for node in ast.walk(source.tree):
        if not isinstance(node, Function):
            continue
        first = node.lineno
        if source.room == "cli":  # a command's options and help are its face; the body is counted
            has_docstring = ast.get_docstring(node) is not None and len(node.body) > 1
            first = node.body[1 if has_docstring else 0].lineno
        count = (node.end_lineno or node.lineno) - first + 1
        head = lines[node.lineno - 1 : max(node.lineno, node.body[0].lineno - 1)]
        if count > LONGEST_FUNCTION and not any("# long:" in line for line in head):
            yield node.lineno, f"{node.name}: {count} lines; if it must, say `# long: why`"


def files_are_short(source: Source) -> Iterator[tuple[int, str]]:
    count = len(source.text.splitlines())
    if count > LONGEST_FILE:
        yield count, f"{count} lines: two duties?"


LATE = commands_import_storage_and_screen_late
BAD_EXAMPLES: list[tuple[Rule, str, str]] = [
    (imports_go_with_the_arrows, "rules/x.py", "from kaa_cli import register"),
    (imports_go_with_the_arrows, "show/x.py", "def f():\n    import kaa_cli.work.outreach"),
    (imports_go_with_the_arrows, "cli/x.py", "from kaa_cli.register.models import Youth"),
    (imports_go_with_the_arrows, "rules/x.py", "from .codes import Sex"),
    (imports_go_with_the_arrows, "attic/x.py", ""),
    (outside_packages_stay_in_their_room, "work/x.py", "from rich.text import Text"),
    (outside_packages_stay_in_their_room, "work/x.py", "from sqlmodel import select"),
    (outside_packages_stay_in_their_room, "rules/x.py", "import nobody_knows_this"),
    (LATE, "cli/x.py", "from kaa_cli.work import outreach"),
    (LATE, DOOR, "class Door:\n    import sqlmodel"),
    (only_the_clock_knows_the_time, "cli/x.py", "import datetime\ndatetime.datetime.now(tz)"),
    (only_the_clock_knows_the_time, "rules/x.py", "day = date.today()"),
    (only_the_clock_knows_the_time, "rules/x.py", "from time import time"),
    (only_the_clock_knows_the_time, "register/x.py", "at = func.now()"),
    (nothing_is_printed, "cli/x.py", "print('x')"),
    (text_is_drawn_as_text, "show/x.py", 'console.print(f"{name}")'),
    (text_is_drawn_as_text, "show/x.py", 'screen.console.print("Hej " + name)'),
    (text_is_drawn_as_text, "show/x.py", "Text.from_markup(name)"),
    (text_is_drawn_as_text, "show/x.py", "Console(markup=True)"),
    (tracebacks_show_no_values, "cli/x.py", "typer.Typer(pretty_exceptions_show_locals=True)"),
    (only_changes_write_to_the_session, "work/x.py", "self.session.add(youth)"),
    (files_are_named_after_what_they_hold, "work/helpers.py", ""),
    (files_are_named_after_what_they_hold, "core/x.py", ""),
    (functions_are_short, "work/x.py", "def f():\n" + "    pass\n" * LONGEST_FUNCTION),
    (files_are_short, "work/x.py", "\n" * (LONGEST_FILE + 1)),
]

FINE_EXAMPLES: list[tuple[Rule, str, str]] = [
    (imports_go_with_the_arrows, DOOR, "def f():\n    import kaa_cli.register.engine"),
    (imports_go_with_the_arrows, "rules/x.py", "from kaa_cli.words import _"),
    (
        outside_packages_stay_in_their_room,
        "work/x.py",
        "from sqlmodel import Session\nif TYPE_CHECKING:\n    import sqlalchemy",
    ),
    (LATE, "cli/x.py", "def f():\n    from kaa_cli.work import outreach"),
    (only_the_clock_knows_the_time, CLOCK_ROOM, "datetime.now(UTC)"),
    (only_changes_write_to_the_session, WRITER, "session.add(youth)"),
    (
        functions_are_short,
        "work/x.py",
        "def f():  # long: one table\n" + "    pass\n" * LONGEST_FUNCTION,
    ),
]

RULES = list(dict.fromkeys(rule for rule, _, _ in BAD_EXAMPLES))
SOURCES = [
    Source(path.relative_to(SRC).as_posix(), path.read_text(encoding="utf-8"))
    for path in sorted(SRC.rglob("*.py"))
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_holds(rule: Rule) -> None:
    broken = [f"{each.name}:{line}: {why}" for each in SOURCES for line, why in rule(each)]
    assert not broken, "\n".join(["", *broken])


@pytest.mark.parametrize(("rule", "name", "text"), BAD_EXAMPLES)
def test_a_rule_sees_what_it_forbids(rule: Rule, name: str, text: str) -> None:
    assert list(rule(Source(name, text)))


@pytest.mark.parametrize(("rule", "name", "text"), FINE_EXAMPLES)
def test_a_rule_lets_the_exception_pass(rule: Rule, name: str, text: str) -> None:
    assert not list(rule(Source(name, text)))


def test_no_room_of_commands_draws_tracebacks_of_its_own() -> None:
    places = {place for names in CONTENTS.values() for place, _told in names.values()}
    rooms = [app, *(opened(":".join(place.split(":")[:2])) for place in places)]
    for room in rooms:
        assert (room.pretty_exceptions_enable, room.pretty_exceptions_show_locals) == (False,) * 2


@pytest.mark.parametrize("argument", ["--help", "--nosuch"])
def test_help_and_a_mistyped_option_load_neither_storage_nor_screen(argument: str) -> None:
    program = (
        "import sys\nfrom kaa_cli.__main__ import main\n"
        "try:\n    main()\nfinally:\n    print('LOADED', *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, argument],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    _talk, found, loaded = done.stderr.rpartition("LOADED ")
    assert found, done.stderr
    heavy = {"sqlalchemy", "sqlmodel", "rich", "alembic"} & set(loaded.split())
    assert (heavy, "typer" in loaded.split()) == (set(), True)
