"""What a list's columns hold: told once, remembered with its headings, seen and forgotten."""

from pathlib import Path

import pytest

from terminal import contents, kaa

LIST = "Personnummer;Lur;Namn\n20090312-2380;070-174 06 31;Ekdahl, Nova\n"
TOLD = ("--column", "Lur=phone")


@pytest.fixture
def roster(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KAA_DB", str(tmp_path / "kaa.db"))
    assert kaa("init").code == 0
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def remembered() -> list[dict[str, str]]:
    return [row["columns"] for row in kaa("columns", "-f", "json").json]


def test_what_was_told_of_the_columns_holds_for_the_next_list_with_them(roster: Path) -> None:
    assert kaa("import", str(roster), *TOLD, "--yes").code == 0
    assert remembered() == [{"Lur": "phone"}]
    roster.write_text(LIST.replace("06 31", "06 32"), encoding="utf-8")
    answer = kaa("import", str(roster), "--yes")
    assert 'Columns as told before: "Lur" is phone' in answer.out
    assert "1 phone" in answer.out


def test_other_headings_are_another_list(roster: Path) -> None:
    kaa("import", str(roster), *TOLD, "--yes")
    roster.write_text(LIST.replace(";Namn", ";Namn;Skola").replace("Nova\n", "Nova;Lerum\n"))
    answer = kaa("import", str(roster), "--dry-run")
    assert 'Unknown columns, not read: "Lur"' in answer.out


def test_what_is_told_now_goes_before_what_was_told_then(roster: Path) -> None:
    kaa("import", str(roster), *TOLD, "--yes")
    changed = LIST.replace("06 31", "06 33")
    roster.write_text(changed, encoding="utf-8")
    answer = kaa("import", str(roster), "--column", "Lur=guardian_1_phone", "--yes")
    assert answer.code == 0
    assert remembered() == [{"Lur": "guardian_1_phone"}]


def test_a_dry_run_a_no_and_a_refusal_remember_nothing(roster: Path) -> None:
    before = contents(roster.with_name("kaa.db"), with_log=True)
    assert kaa("import", str(roster), *TOLD, "--dry-run").code == 0
    assert kaa("import", str(roster), *TOLD, input="n\n").code == 0
    roster.write_text(LIST.replace("2380", "2381"), encoding="utf-8")
    assert kaa("import", str(roster), *TOLD, "--yes").code == 3
    assert contents(roster.with_name("kaa.db"), with_log=True) == before


def test_it_is_forgotten_and_undo_remembers_it_again(roster: Path) -> None:
    kaa("import", str(roster), *TOLD, "--yes")
    assert 'Forgotten: "Lur" = phone' in kaa("columns", "--forget", "1").out
    assert remembered() == []
    assert kaa("columns", "--forget", "1").code == 3
    assert kaa("undo").code == 0
    assert remembered() == [{"Lur": "phone"}]


def test_undoing_the_import_forgets_what_it_was_told(roster: Path) -> None:
    kaa("import", str(roster), *TOLD, "--yes")
    assert kaa("undo").code == 0
    assert remembered() == []
