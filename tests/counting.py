"""What the tests of numbered faults did, and how often: the record that `make faults` keeps.

A test carries its numbers as a comment, `# fault 12`. One that tries something many times tells so
by the fixture `counted`; any other counts once for each of its cases.
"""

import inspect
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import ENCRYPTED

RECORD = os.environ.get("KAA_FAULTS", "")
"""The file of the record; without one every fault is tried a few times only."""
IS_FULL = bool(RECORD)
_NUMBERED = re.compile(r"# faults? (\d[-\d, and]*)")

Counted = Callable[[int, str, int], None]
"""counted(case, what was done, how often)"""


def often(short: int, full: int) -> int:
    """A number of times: few in every test run, many for the record."""
    return full if IS_FULL else short


@pytest.fixture
def counted(request: pytest.FixtureRequest) -> Counted:
    """Tell the record what a test has done; it counts only if the test passes."""

    def tell(case: int, did: str, times: int) -> None:
        assert times > 0, "nothing was tried"
        request.node.user_properties.append(("fault", (case, did, times)))

    return tell


def numbers_in(source: str) -> set[int]:
    """The numbers of the faults that a piece of a test says it is about."""
    found: set[int] = set()
    for told in _NUMBERED.findall(source):
        for first, last in re.findall(r"(\d+)(?:-(\d+))?", told):
            found.update(range(int(first), int(last or first) + 1))
    return found


def record(item: pytest.Item, report: pytest.TestReport) -> None:
    """Add what a numbered test has done to the record, if one is kept."""
    if not RECORD or (report.when != "call" and report.passed):
        return
    function = getattr(item, "function", None)
    numbers = numbers_in(inspect.getsource(function)) if function else set()
    did = [value for name, value in report.user_properties if name == "fault"]
    if not did:
        sentence = item.name.partition("[")[0].removeprefix("test_").replace("_", " ")
        did = [(number, sentence, 1) for number in sorted(numbers)]
    why = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
    told = {
        "test": report.nodeid,
        "outcome": report.outcome,
        "why": why.removeprefix("Skipped: "),
        "did": did,
        "mode": "encrypted" if ENCRYPTED else "plain",
    }
    with Path(RECORD).open("a", encoding="utf-8") as file:
        file.write(json.dumps(told) + "\n")
