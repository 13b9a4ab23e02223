"""The pictures of docs/pictures/: what the reports print in a terminal, from runs on the examples.

python tools/pictures.py           draw them all anew
python tools/pictures.py --check   exit 1 and name those that differ
"""

import argparse
import io
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"
sys.path.insert(0, str(ROOT / "tests"))

from seeds import make  # noqa: E402 - the tests know how the examples are taken in
from terminal import in_terminal, isolate  # noqa: E402

WIDE = 100
PICTURES = {
    "outcomes": (
        "karlskoga",
        "report outcomes --by sex --programme Coachingteamet --from 2015-08-01",
    ),
    "outcomes-not-known": (
        "krokom",
        "--lang sv report outcomes --programme Orienteringskurs --from 2012-08-01",
    ),
    "reach": ("alingsas", "report reach --from 2012-10-01"),
    "ladder": ("alingsas", "report ladder --from 2012-10-01"),
    "inflow": ("alingsas", "report inflow --from 2012-10-01"),
    "load": ("alingsas", "report load --from 2013-05-06"),
    "goals": ("partille", "report goals --from 2012-09-01"),
    "sustained": ("alingsas", "report sustained --from 2012-10-01"),
}
"""By name: the project whose register it is, and what is typed."""
_OUTSIDE = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""Rich's picture asks a server for its letters; ours asks nobody."""


def drawn(command: str, answer: str) -> str:
    """What a terminal shows of a command, as SVG."""
    console = Console(
        record=True, width=WIDE, file=io.StringIO(), force_terminal=True, legacy_windows=False
    )
    console.print(Text("$ kaa " + command, style="bold"))
    console.print(Text.from_ansi(answer))
    svg = console.export_svg(title="kaa", unique_id="kaa")
    plain = _OUTSIDE.sub("", svg).replace("Fira Code", "Consolas, Menlo, DejaVu Sans Mono")
    return "\n".join(line.rstrip() for line in plain.splitlines()) + "\n"


def pictures() -> Iterator[tuple[Path, str]]:
    """Every picture with its content."""
    made: dict[str, dict[str, str]] = {}
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        isolate(patch, Path(folder))
        for name, (seed, command) in PICTURES.items():
            if seed not in made:
                made[seed] = make(seed, Path(folder) / f"{seed}.db")
            for variable, value in made[seed].items():
                patch.setenv(variable, value)
            answer = in_terminal(*command.split(), columns=WIDE)
            if answer.code:
                raise SystemExit(f"{command}: {answer.out}")
            yield FOLDER / f"{name}.svg", drawn(command, answer.out)


def main() -> int:
    """Draw the pictures, or tell which differ."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    checking = parser.parse_args().check
    differ = []
    for path, content in pictures():
        if path.exists() and path.read_text("utf-8") == content:
            continue
        differ.append(path.name)
        if not checking:
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, "utf-8", newline="\n")
    print("\n".join(differ) or "all as they should be")
    return 1 if checking and differ else 0


if __name__ == "__main__":
    sys.exit(main())
