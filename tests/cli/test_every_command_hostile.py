"""Whatever stands in the register's texts: harmless and whole in every command, form and screen."""

import html
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import engines
from every_command import CHANGE, LINES, LIST, NOTHING, READ, Line, Shown, Way, run, ways
from full_register import ORDINARY, PROTECTED
from hostile import ALL, harmless, without_colours
from kaa_cli.rules.text import visible
from planted import plant, plant_everywhere
from terminal import ask_rows, rows_of

pytestmark = pytest.mark.same_anywhere("what is drawn of a text")

SAID_BY_NAME = ("programme", "programme_run", "setting")
"""Tables whose names the lines say: with other names there, the lines are about nothing."""
SEALED = ("log_entry", "adopted_policy")
PROGRAMMES = [f"{table}.programme" for table in ("measure", "outcome", "application", "step")]
BEGINNING = ALL[:12]
LISTS = {"key rotate", "consent list"}
CARDS = [line for line in LINES if line.logs == READ and line.command not in LISTS]
SHOWING = [line for line in LINES if line.logs in {READ, LIST, NOTHING}]


@pytest.fixture(scope="module")
def poisoned(full_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The full register with all of the strings in every text, but the names that lines say."""
    return poison(full_register, tmp_path_factory.mktemp("poisoned"), *SAID_BY_NAME, *SEALED)


@pytest.fixture(scope="module")
def poisoned_throughout(full_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with them in the names of programmes, routines and who did what, too."""
    return poison(full_register, tmp_path_factory.mktemp("throughout"))


def poison(full: Path, folder: Path, *but: str) -> Path:
    """Every text replaced past kaa, so that what is shown meets the second barrier alone."""
    shutil.copytree(full.parent, folder, dirs_exist_ok=True)
    register = engines.copy(full, folder / "kaa.db")
    youths = [no for (no,) in ask_rows(register, "SELECT id FROM youth")]
    kept = PROGRAMMES if SAID_BY_NAME[0] in but else []
    bare = ("youth.street", "youth.postcode", "youth.city")  # of whom the table takes no address
    nowhere = [no for no, kind in PROTECTED.items() if kind == "protected-registration"]
    plant(register, set(youths) - set(nowhere), text, *kept)
    plant(register, nowhere, text, *kept, *bare)
    plant_everywhere(register, text, *but)
    with rows_of(register) as rows:  # so that there is something of Anna's to take back
        rows.execute("UPDATE log_entry SET by = 'Anna' WHERE id = (SELECT max(id) FROM log_entry)")
    return register


def text(_table: str, _column: str) -> str:
    return ALL


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.text)
def test_no_control_character_gets_out_and_no_text_is_cut(  # fault 52, fault 54
    poisoned: Path, tmp_path: Path, line: Line
) -> None:
    line = line.as_here()
    for way in ways(line):
        shown = run(line, way, tmp_path / "run", poisoned, {"y": ORDINARY, "search": "Qrö"})
        # Words that could not be typed are not copied from one place to another either.
        codes = {line.code, 3} if line.logs == CHANGE or "--school" in line.text else {line.code}
        assert shown.code in codes, f"{way}: {shown.screen}"
        is_harmless_and_whole(shown, way)


@pytest.mark.parametrize(
    "line",
    [line for line in LINES if line.logs in {READ, LIST, NOTHING}],
    ids=lambda line: line.text,
)
def test_nor_out_of_the_names_of_programmes_routines_and_colleagues(  # fault 52
    poisoned_throughout: Path, tmp_path: Path, line: Line
) -> None:
    line = line.as_here()
    for way in ways(line):
        if not way.ending and ("extract" not in line.text or way.form != "csv"):
            values = {"y": ORDINARY, "search": "Qrö"}
            shown = run(line, way, tmp_path / "run", poisoned_throughout, values)
            assert "kaa has made a mistake" not in shown.screen
            is_harmless_and_whole(shown, way)


def is_harmless_and_whole(shown: Shown, way: Way) -> None:
    """No sign gets out that a terminal obeys; where a text begins it goes on to its end.

    Drawn, it may be folded between columns; a card in a pipe is not.
    """
    assert harmless(shown.screen, at_terminal=way.columns > 0) == [], way
    assert harmless(shown.files) == [], way
    if way.form == "json" and shown.out.startswith(("{", "[")):
        begun = [text for text in _texts(json.loads(shown.out)) if BEGINNING in text]
        assert [text for text in begun if ALL not in text] == []
    if way.form == "csv" or way.ending:
        told = html.unescape(shown.text) if way.ending == "html" else shown.text
        told = "".join(told.split())  # a paragraph of a page in words is folded between words
        beginning, end = ("".join(visible(text).split()) for text in (BEGINNING, ALL))
        assert told.count(beginning) == told.count(end)


@pytest.mark.parametrize("columns", [0, 200])
@pytest.mark.parametrize("line", CARDS, ids=lambda line: line.text)
def test_a_card_is_drawn_with_all_of_a_text(
    poisoned: Path, tmp_path: Path, line: Line, columns: int
) -> None:
    way = Way("en", columns=columns)
    shown = run(line, way, tmp_path / "run", poisoned, {"y": ORDINARY})
    drawn = "".join(without_colours(shown.screen).split())
    assert "".join(visible(ALL).split()) in drawn


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
