"""Guardians: kept only where the municipality decides so, never suggested where they may harm."""

from pathlib import Path

import pytest

from lists import shown
from terminal import EXAMPLE, ask_rows, kaa

GUARDIANS = "SELECT number, state FROM phone WHERE youth_id = 1 AND guardian_id IS NOT NULL"


def step(youth: int = 1) -> tuple[str, str | None]:
    row = kaa("ladder", str(youth), "-f", "json").json
    return row["channel"], row["to"]


def test_a_minors_guardian_is_called_first(made: Path) -> None:
    assert step() == ("phone", "guardian")


@pytest.mark.parametrize(
    "mark", ["confidentiality-marked", "protected-registration", "assumed-identity"]
)
def test_no_guardian_is_suggested_while_a_youth_is_protected(made: Path, mark: str) -> None:
    """A guardian may be whom the youth hides from: until somebody lowers it, with a reason."""
    assert kaa("youth", "edit", "1", "protection", "--value", mark).code == 0
    assert step() == ("letter", "youth")
    ahead = kaa("ladder", "1", "-f", "json").json["ahead"]
    assert {one["channel"] for one in ahead} <= {"letter", "follow-up", "none"}
    due = [row for row in kaa("next", "-n", "99", "-f", "json").json if row["youth"] == 1]
    assert [row["to"] for row in due] in ([], ["youth"])


def test_the_guardian_is_back_when_the_mark_is_lowered_by_somebody_with_a_reason(
    made: Path,
) -> None:
    edit = ["youth", "edit", "1", "protection", "--value"]
    assert kaa(*edit, "confidentiality-marked").code == 0
    assert kaa(*edit, "none", input="\n").code == 3
    assert step() == ("letter", "youth")
    assert kaa(*edit, "none", "--because", "the mark was taken away").code == 0
    assert step() == ("phone", "guardian")


def test_a_guardian_who_must_not_be_called_stays_uncalled_when_the_list_comes_again(
    made: Path,
) -> None:
    ((number, _state),) = ask_rows(made, GUARDIANS)
    told = kaa("youth", "phone", "1", "--of", "guardian", "--state", "wrong", input=f"{number}\n")
    assert told.code == 0
    assert step() == ("phone", "youth")
    assert kaa("import", str(EXAMPLE), "--yes").code == 0
    assert ask_rows(made, GUARDIANS) == [(number, "wrong")]
    assert step() == ("phone", "youth")


def test_where_the_municipality_keeps_no_guardians_none_is_used_or_taken_in(
    made: Path, tmp_path: Path
) -> None:
    routine = tmp_path / "own.toml"
    shipped = kaa("policy", "show").out
    routine.write_text(f"guardians = false\n{_without_guardians(shipped)}", encoding="utf-8")
    assert kaa("policy", "adopt", str(routine), "--yes").code == 0
    assert step()[1] == "youth"
    added = kaa("youth", "phone", "1", "--of", "guardian", input="070-174 06 50\n")
    assert added.code == 3
    assert "keeps no guardians" in added.err
    before = shown(1)["guardians"]
    roster = tmp_path / "list.csv"
    roster.write_text(
        "Personnummer;Vårdnadshavare 1;Telefon vårdnadshavare 1\n"
        "20090312-2380;Greta Ny;070-174 06 51\n",
        encoding="utf-8",
    )
    assert kaa("import", str(roster), "--yes").code == 0
    assert shown(1)["guardians"] == before


def _without_guardians(toml: str) -> str:
    return "\n".join(line for line in toml.splitlines() if not line.startswith("guardians ="))
