"""How often each numbered fault was tried: asked for by `make faults`, else only a few times."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

RECORD = os.environ.get("KAA_FAULTS", "")
"""The file that `make faults` makes its page from."""
IS_FULL = bool(RECORD)

Counted = Callable[[int, str, int], None]
"""counted(case, what was done, how often)"""


def often(short: int, full: int) -> int:
    """A number of times: few in every test run, many with `make faults`."""
    return full if IS_FULL else short


@pytest.fixture
def counted(request: pytest.FixtureRequest) -> Counted:
    """Tell the page what the test has done; it stands there only when the test passes."""

    def tell(case: int, did: str, times: int) -> None:
        assert times > 0, "nothing was tried"
        request.node.user_properties.append(("fault", (case, did, times)))

    return tell


def record(report: pytest.TestReport) -> None:
    """Add what a test has done to the record, if one is kept."""
    if not RECORD or (report.when != "call" and report.passed):
        return
    why = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
    told = {
        "test": report.nodeid,
        "outcome": report.outcome,
        "why": why.removeprefix("Skipped: "),
        "faults": [value for name, value in report.user_properties if name == "fault"],
        "encryption": os.environ.get("KAA_TEST_ENCRYPTION", "off"),
    }
    with Path(RECORD).open("a", encoding="utf-8") as file:
        file.write(json.dumps(told) + "\n")
