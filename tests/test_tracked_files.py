"""What may stand in a file of the repository: no registry, no machine, no living person's number.

The words searched for are put together here, so that this file does not hold them itself.
"""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

HOSTS = ["py" + "pi.org", "python" + "hosted", "npm" + "js.org", "deb." + "debian"]
FOLDERS = ["wo" + "rk", "fa" + "rm", "ro" + "ot", "opt/" + "pypi", "opt/" + "wheels"]
PLACES = re.compile("|".join(map(re.escape, HOSTS)) + rf"|(?<![\w.])/(?:{'|'.join(FOLDERS)})/")

# Twelve digits however they are written, or ten with a sign between.
NUMBER = re.compile(r"(?<![\w.])((?:19|20)\d{6}[-+–]?|\d{6}[-+–])(\d{3})(\d)(?!\w)")
TEST_NUMBERS = {"238", "239"}  # the tax agency's own, for every day and both sexes
COORDINATION_DAYS = 60  # added to the day in a samordningsnummer


def tracked_texts() -> list[tuple[str, str]]:
    """Each file that git holds or would take, as (name, text); a picture or a catalogue is left."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this is no git checkout, so nothing says which files belong to it")
    names = [name for name in listed.stdout.decode().split("\0") if (ROOT / name).is_file()]
    contents = [(name, (ROOT / name).read_bytes()) for name in names]
    return [(name, readable(content)) for name, content in contents if b"\0" not in content]


def readable(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("latin-1")  # a roster in Windows-1252


def passes_luhn(digits: str) -> bool:
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def could_be_a_person(found: re.Match[str]) -> bool:
    """Whether the digits are a date, a birth number in use and the right check digit."""
    start, birth_number, check = found.groups()
    day = re.sub(r"\D", "", start)[-6:]
    is_date = 1 <= int(day[2:4]) <= 12 and 1 <= int(day[4:]) % COORDINATION_DAYS <= 31
    return (
        is_date
        and birth_number not in TEST_NUMBERS | {"000"}
        and passes_luhn(day + birth_number + check)
    )


def lines_with(texts: list[tuple[str, str]], pattern: re.Pattern[str]) -> list[str]:
    """Where the pattern stands, without what it found: the finding may be a real number."""
    wanted = could_be_a_person if pattern is NUMBER else bool
    return [
        f"{name}:{number}"
        for name, text in texts
        for number, line in enumerate(text.splitlines(), start=1)
        if any(wanted(found) for found in pattern.finditer(line))
    ]


@pytest.mark.parametrize("pattern", [PLACES, NUMBER], ids=["places", "numbers"])
def test_no_file_names_a_registry_a_machine_or_a_person(pattern: re.Pattern[str]) -> None:
    texts = tracked_texts()
    assert "pyproject.toml" in dict(texts)
    found = lines_with(texts, pattern)
    assert not found, "\n".join(["", *found])


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("20080101" + "2402", True),
        ("20080101-" + "2402", True),
        ("080101-" + "2402", True),
        ("20080161-" + "2409", True),  # a samordningsnummer
        ("20080101-2386", False),  # an official test number
        ("20080101-2403", False),  # the check digit is wrong
        ("20081301-" + "2408", False),  # there is no such month
        ("20080101-T386", False),
        ("0801012402", False),  # a phone number looks like this too
    ],
)
def test_a_number_that_a_person_could_have_is_seen(text: str, seen: bool) -> None:
    assert bool(lines_with([("roster.csv", f"Test;{text};x")], NUMBER)) is seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("see https://" + HOSTS[0] + "/project", True),
        ("/" + FOLDERS[0] + "/main/src", True),
        ("src/kaa_cli/" + FOLDERS[0] + "/support.py", False),  # a room of our own
        ("../" + FOLDERS[0] + "/support.py", False),
    ],
)
def test_a_registry_or_a_machine_is_seen(text: str, seen: bool) -> None:
    assert bool(lines_with([("README.md", text)], PLACES)) is seen
