"""The command reference, written from the program itself; and what importing a library costs.

python tools/docs.py             write docs/cli.md
python tools/docs.py --check     exit 1 and say so when docs/cli.md is stale
python tools/docs.py --imports   print milliseconds to import each library, each by itself
"""

import argparse
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperArgument, TyperGroup

from kaa_cli import errors, words
from kaa_cli.cli import _command, boundary
from kaa_cli.cli import help as helping

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "cli.md"
HEAD = """\
# Every command

Written by `make docs` from the program; do not edit. `kaa COMMAND --help` says the same, in Swedish
with `--lang sv`. Codes are typed in English, in Swedish with or without å ä ö, or by a beginning
that only one of them has.
"""
ENVIRONMENT = """\
## Environment

| variable | what it says |
|---|---|
| `KAA_DB` | the register: a path, or `postgresql://SERVER/DATABASE`; `--db` wins |
| `KAA_LANG` | `sv` or `en`; `--lang` wins; without either the locale decides |
| `KAA_TODAY` | the day it is, such as `2026-09-07`, or with an hour `2026-09-07T15:48` |
| `KAA_USER` | who acts; else the login name, which is logged beside it |
| `NO_COLOR` | no colour |
| `COLUMNS` | how wide the terminal is |
"""
IMPORTED = {
    "rich": "rich.table",
    "python-dateutil": "dateutil.relativedelta",
    "python-calamine": "python_calamine",
    "psycopg[binary]": "psycopg",
}
TIMED = "import time; t = time.perf_counter(); import {}; print(time.perf_counter() - t)"


@dataclass(frozen=True)
class Entry:
    """One command of the program: `path` is what is typed, such as "kaa contact log"."""

    path: str
    command: Any
    context: Any

    @property
    def is_group(self) -> bool:
        return isinstance(self.command, TyperGroup)

    @property
    def told(self) -> str:
        """The help without its examples."""
        return str(self.command.help or "").partition("\b")[0].strip()

    @property
    def examples(self) -> list[str]:
        """The lines that can be typed as they stand."""
        tail = str(self.command.help or "").partition("\b")[2]
        return [line.strip() for line in tail.splitlines() if line.strip()]


def entries() -> list[Entry]:
    """The program and every command of it, a group before its commands."""
    root = _command()
    context = typer.Context(root, info_name="kaa")
    return list(_walk(Entry("kaa", root, context)))


def _walk(entry: Entry) -> Iterator[Entry]:
    yield entry
    if not entry.is_group:
        return
    for name in entry.command.list_commands(entry.context):
        command = entry.command.get_command(entry.context, name)
        context = type(entry.context)(command, info_name=name, parent=entry.context)
        if not command.hidden:
            yield from _walk(Entry(f"{entry.path} {name}", command, context))


def words_of(example: str) -> list[str]:
    """What an example hands to kaa: without the program before a pipe or the file after `>`."""
    typed = shlex.split(example.split("|")[-1].split(">")[0])
    return typed[1:]


def page() -> str:
    """The whole reference."""
    known: dict[tuple[object, ...], str] = {}
    parts = [HEAD]
    for entry in entries():
        same = (entry.told, *(parameter.name for parameter in entry.command.params))
        first = known.setdefault(same, entry.path)
        parts.append(_section(entry, first))
    return "\n".join([*parts, _exit_codes(), ENVIRONMENT])


def _section(entry: Entry, first: str) -> str:
    lines = [f"## `{entry.path}`", ""]
    if first != entry.path:
        return "\n".join([*lines, f"The same as `{first}`.", ""])
    lines += [entry.told, "", *_usage(entry)]
    for heading, rows in _tables(entry).items():
        if rows:
            lines += [f"| {heading} | |", "|---|---|"]
            lines += [f"| `{_cell(name)}` | {_cell(text)} |" for name, text in rows]
            lines.append("")
    return "\n".join(lines)


def _usage(entry: Entry) -> list[str]:
    pieces = " ".join(entry.command.collect_usage_pieces(entry.context))
    shown = [f"{entry.path} {pieces}", *([""] if entry.examples else []), *entry.examples]
    return ["```text", *shown, "```", ""]


def _tables(entry: Entry) -> dict[str, list[tuple[str, str]]]:
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    for parameter in entry.command.get_params(entry.context):
        row = helping._row(parameter, entry.context)
        if row is not None and parameter.name != "help":
            (arguments if isinstance(parameter, TyperArgument) else options).append(row)
    commands = []
    if entry.is_group:
        for name in entry.command.list_commands(entry.context):
            command = entry.command.get_command(entry.context, name)
            commands.append((f"{entry.path} {name}", command.get_short_help_str(limit=200)))
    return {"argument": arguments, "option": options, "command": commands}


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def exit_codes() -> dict[int, str]:
    """Every code a command ends with, and what it means."""
    codes = {
        0: "Fine, also when there is nothing to list.",
        boundary.BUG: "A mistake of kaa itself; nothing was saved.",
        boundary.INTERRUPTED: "Interrupted at the keyboard.",
    }
    for error in errors.KaaError.__subclasses__():
        codes[error.exit_code] = str(error.__doc__).strip()
    return dict(sorted(codes.items()))


def _exit_codes() -> str:
    rows = [f"| {code} | {meaning} |" for code, meaning in exit_codes().items()]
    return "\n".join(["## Exit codes", "", "| code | meaning |", "|---|---|", *rows, ""])


def dependencies() -> list[str]:
    """The packages kaa runs on, as pyproject.toml names them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    optional = [name for names in project["optional-dependencies"].values() for name in names]
    return [name.partition(">=")[0] for name in (*project["dependencies"], *optional)]


def import_costs() -> None:
    """Print the best of five imports of each package, in a process that has loaded nothing else."""
    for package in dependencies():
        module = IMPORTED.get(package, package)
        command = [sys.executable, "-c", TIMED.format(module)]
        took = [
            float(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(5)
        ]
        print(f"{package:18} {min(took) * 1000:5.0f} ms")


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the options ask; without any, write the reference."""
    parser = argparse.ArgumentParser(description="The command reference of kaa.")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--imports", action="store_true")
    asked = parser.parse_args(argv)
    if asked.imports:
        import_costs()
        return 0
    words.use("en")
    wanted = page()
    if asked.check:
        is_fresh = PAGE.exists() and PAGE.read_text("utf-8") == wanted
        print("docs/cli.md is fresh" if is_fresh else "docs/cli.md is stale: run make docs")
        return 0 if is_fresh else 1
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(wanted, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
