"""Where an answer may be written, by every command that writes one; and what is no template."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from every_command import LINES, Line, Way, run, takes, ways
from full_register import ORDINARY
from terminal import kaa

pytestmark = pytest.mark.same_anywhere("where an answer goes")

WRITING = {
    line.command: line
    for line in reversed(LINES)
    if takes(line.command, "--out") and any(way.ending for way in ways(line))
}
"""The first line of each command whose answer may go to a file."""
LARGE = 20 * 1024 * 1024


def ending(line: Line) -> str:
    return next(way.ending for way in ways(line) if way.ending)


def with_options(line: Line, options: str) -> Line:
    words, mark, typed = line.text.partition(" < ")
    return replace(line, text=f"{words} {options}{mark}{typed}")


@pytest.mark.parametrize("line", WRITING.values(), ids=WRITING)
def test_a_file_that_is_there_stays_unless_forced(  # fault 55
    full_register: Path, tmp_path: Path, line: Line
) -> None:
    target, way = tmp_path / f"target.{ending(line)}", Way("en")
    values = {"y": ORDINARY}
    target.write_text("mine", encoding="utf-8")
    linked, folder = tmp_path / f"linked.{ending(line)}", tmp_path / f"folder.{ending(line)}"
    linked.symlink_to(target)
    folder.mkdir()
    for options in (f"-o {target}", f"-o {linked} --force", f"-o {folder} --force"):
        asked = with_options(line, options)
        shown = run(asked, way, tmp_path / "run", full_register, values)
        refusals = (3,) if takes(line.command, "--force") else (2, 3)
        assert (shown.code in refusals, shown.out) == (True, ""), f"{options}: {shown.screen}"
        assert target.read_text(encoding="utf-8") == "mine"
        assert sorted(os.listdir(folder)) == []
    if not takes(line.command, "--force"):
        return
    forced = with_options(line, f"-o {target} --force")
    assert run(forced, way, tmp_path / "run", full_register, values).code == line.code
    assert target.read_bytes() != b"mine"
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("made")
def test_another_disk_takes_a_file_whole_as_well(tmp_path: Path) -> None:  # fault 55
    shared = Path("/dev/shm")
    if not shared.is_dir() or shared.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no other file system at /dev/shm")
    target = shared / f"kaa-test-{os.getpid()}.csv"
    try:
        assert kaa("youth", "list", "-o", str(target)).code == 0
        assert target.read_text(encoding="utf-8-sig").count("\n") == 13
    finally:
        target.unlink(missing_ok=True)


@pytest.fixture
def routines(tmp_path: Path) -> dict[str, str]:
    """What is no contact routine, by what it is."""
    (tmp_path / "secret").write_text("hemligt = {0.__class__}\n", encoding="utf-8")
    (tmp_path / "link.toml").symlink_to(tmp_path / "secret")
    (tmp_path / "huge.toml").write_bytes(b"#" * LARGE)
    return {
        "a file elsewhere": f"{tmp_path}/../{tmp_path.name}/secret",
        "the passwords": "../../../../../../../../etc/passwd",
        "a link": str(tmp_path / "link.toml"),
        "a huge file": str(tmp_path / "huge.toml"),
        "a file without end": "/dev/zero",
        "a folder": str(tmp_path),
        "a name with places in it": "{0.__class__}",
    }


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    "words", ["policy check", "policy show", "policy adopt --yes", "policy diff alingsas"]
)
def test_what_is_no_routine_is_refused_and_nothing_of_it_repeated(  # fault 54
    routines: dict[str, str], words: str
) -> None:
    for what, place in routines.items():
        answer = kaa(*words.split(), place)
        assert answer.code in {2, 3}, (what, answer)
        assert "kaa has made a mistake" not in answer.err
        assert "hemligt" not in answer.out + answer.err
        assert "root:" not in answer.out + answer.err
