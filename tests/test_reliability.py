"""docs/reliability.md: every numbered fault is in its table or said why not, and none by hand."""

import ast
import importlib.util
import re
import sys
from pathlib import Path
from typing import Any

from counting import numbers_in
from terminal import ROOT

TESTS = ROOT / "tests"


def loaded() -> Any:
    """tools/reliability.py, which is no package's."""
    spec = importlib.util.spec_from_file_location(
        "tools_reliability", ROOT / "tools" / "reliability.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look there
    spec.loader.exec_module(module)
    return module


TOOL = loaded()
FAULTS, ELSEWHERE, PAGE = TOOL.FAULTS, TOOL.ELSEWHERE, TOOL.PAGE


def parts() -> list[str]:
    """The page: its table, what every test run tries, what nothing tries."""
    text: str = PAGE.read_text(encoding="utf-8")
    return text.split("\n## ")


def listed(part: str) -> dict[int, str]:
    return {int(n): told for n, told in re.findall(r"^- (\d+), [^:]+: (.+)$", part, re.MULTILINE)}


def tabled() -> set[int]:
    return {int(number) for number in re.findall(r"^\| (\d+) \|", parts()[0], re.MULTILINE)}


def test_every_fault_has_a_test_or_a_reason_why_not() -> None:
    assert sorted(FAULTS) == list(range(1, 68))
    numbered = set(TOOL.files_by_number())
    assert set(FAULTS) - numbered <= set(ELSEWHERE)
    assert numbered <= set(FAULTS)


def test_the_page_tells_of_every_fault_once() -> None:
    in_every_run, not_tried = map(listed, parts()[1:3])
    told = [*tabled(), *in_every_run, *not_tried]
    assert sorted(told) == list(FAULTS)
    for number, files in in_every_run.items():
        for name in files.split(", "):
            assert number in numbers_in((ROOT / name).read_text(encoding="utf-8"))


def test_every_row_of_the_page_was_done_and_held() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if re.match(r"\| \d", line)
    ]
    assert len(rows) >= 60
    for number, fault, did, plain, encrypted, result in rows:
        assert fault == FAULTS[int(number)]
        assert did
        counts = [int(count.replace(",", "")) for count in (plain, encrypted) if count != "–"]
        assert result.startswith("held") == any(counts)
        assert "held" in result or "skipped: " in result, (number, result)


def test_as_much_was_tried_as_is_promised() -> None:
    text = PAGE.read_text(encoding="utf-8")
    kills = re.search(r"\| 1 \|.*random time of an import \| ([\d,]+) \| ([\d,]+) \|", text)
    assert kills
    assert sum(int(count.replace(",", "")) for count in kills.groups()) >= 200


def test_what_failed_or_was_left_out_is_never_counted() -> None:
    did = [[3, "full", 5]]
    record = [
        {"test": "a", "outcome": "passed", "why": "", "did": did, "mode": "plain"},
        {"test": "b", "outcome": "skipped", "why": "no strace", "did": did, "mode": "encrypted"},
    ]
    rows = TOOL.rows_of(record)
    assert rows == {(3, "full"): TOOL.Row({"plain": 5}, {"no strace"})}
    line = next(line for line in TOOL.page_of(rows).splitlines() if line.startswith("| 3 |"))
    assert line.endswith("| full | 5 | – | held, partly skipped: no strace |")


def test_numbered_tests_are_named_as_sentences() -> None:
    for path in sorted((TESTS / "faults").glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                assert node.name.count("_") >= 4, f"{Path(path).name}: {node.name}"
