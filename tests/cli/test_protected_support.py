"""Where a protected youth is: no programme or service tells it, in any list or form."""

from pathlib import Path

import openpyxl
import pytest

from terminal import kaa


@pytest.fixture
def guarded(made: Path) -> Path:
    """No. 1 is protected, with an outcome, a measure and applications at a programme."""
    assert kaa("programme", "add", "Smygplatsen", "--type", "coaching").code == 0
    for line in (
        ("measure", "start", "1", "--programme", "Smygplatsen"),
        ("measure", "start", "2", "--programme", "Smygplatsen"),
        ("consent", "give", "1", "actor", "--actor", "social-services"),
        ("application", "add", "1", "Smygplatsen", "--referred-by", "insurance-agency"),
        ("outcome", "record", "1", "other-authority", "--programme", "Smygplatsen"),
        ("youth", "edit", "1", "protection", "--value", "protected-registration"),
    ):
        answer = kaa(*line)
        assert answer.code == 0, (line, answer.err)
    return made


@pytest.mark.parametrize("form", ["table", "json", "csv", "xlsx"])
@pytest.mark.parametrize(
    "line",
    [
        ("show", "1"),
        ("timeline", "1"),
        ("consent", "list", "1"),
        ("application", "list"),
        ("ladder", "1"),
        ("measure", "show", "1"),
    ],
)
def test_neither_programme_nor_service_of_a_protected_youth_is_told(
    guarded: Path, tmp_path: Path, line: tuple[str, ...], form: str
) -> None:
    if form != "xlsx":
        text = kaa(*line, "-f", form).out
    else:
        out = tmp_path / "out.xlsx"
        if kaa(*line, "-o", str(out)).code:
            pytest.skip("this one is never a sheet")
        sheets = openpyxl.load_workbook(out).worksheets
        text = "\n".join(str(v) for one in sheets for row in one.values for v in row)
    assert text
    for secret in ("Smygplatsen", "social services", "social-services", "insurance"):
        assert secret not in text


def test_a_list_of_one_programme_counts_who_is_protected_and_leaves_them_out(
    guarded: Path,
) -> None:
    line = ("measure", "list", "--programme", "Smygplatsen")
    assert [row["youth"] for row in kaa(*line, "-f", "json").json] == [2]
    assert "1 protected youth is counted but on no list." in kaa(*line).out
