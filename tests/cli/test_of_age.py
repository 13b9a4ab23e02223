"""Once a youth is of age nothing shows a guardian's name or number: every command, every form."""

from pathlib import Path

import openpyxl
import pytest

import engines
from every_command import LEAVES
from terminal import in_terminal, isolate, kaa, rows_of

pytestmark = pytest.mark.same_anywhere("what is shown of whom")

BIRTHDAY = "2026-09-07"
NAME, NUMBERS = "Wolframina", ("0677", "06 77", "74-0677", "1740677")
SECRETS = (NAME, *NUMBERS)
YOUTH = "1"
MAKING = {"init", "demo", "upgrade", "where"}
"""They make or move registers and know of no youth."""
WORDS = {
    "log": [["log", YOUTH, "no-answer"], ["log", YOUTH, "no-answer", "--to", "guardian"]],
    "contact log": [["contact", "log", YOUTH, "reached", "work"]],
    "contact reply": [["contact", "reply", YOUTH, "phone"]],
    "contact next": [["contact", "next", "--why"], ["contact", "next", "-n", "9", "--why"]],
    "appointment add": [["appointment", "add", YOUTH, "talk", "+3d"]],
    "youth list": [["youth", "list", "--all"]],
    "youth edit": [["youth", "edit", YOUTH, "by_hand", "--value", "yes"]],
    "youth close": [["youth", "close", YOUTH, "moved"]],
    "occupation set": [["occupation", "set", YOUTH, "work"]],
    "outcome record": [["outcome", "record", YOUTH, "work"]],
    "undo": [["undo"], ["undo", "--list"]],
    "contact hand-over": [["contact", "hand-over", YOUTH, "--to", "Bo"]],
    "youth assign": [["youth", "assign", YOUTH, "--to", "Bo"]],
    "contact countdown": [["contact", "countdown"], ["contact", "countdown", "--within", "999"]],
}
"""How commands are typed that need more than a number."""


@pytest.fixture(scope="module")
def grown_once(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Youth 1 with a past as a minor, whose guardian was called, on the eve of the birthday."""
    folder = tmp_path_factory.mktemp("grown")
    made = engines.copy(made_once, folder / "kaa.db")
    with rows_of(made) as rows:
        rows.execute("UPDATE youth SET born_on = '2008-09-07' WHERE id = 1")
        rows.execute("UPDATE registration SET first_seen_on = '2026-09-01', look_on = NULL")
        rows.execute("UPDATE guardian SET name = ? WHERE youth_id = 1", (NAME,))
        rows.execute(
            "UPDATE phone SET number = '+46701740677', raw = '070-174 06 77',"
            " usable_on = '2026-09-01' WHERE youth_id = 1 AND guardian_id IS NOT NULL"
        )
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, folder)
        patch.setenv("KAA_DB", str(made))
        patch.setenv("KAA_TODAY", "2026-09-03")
        answer = kaa("log", YOUTH, "no-answer", "--to", "guardian")
        assert answer.code == 0, answer.err
    return made


@pytest.fixture
def grown(grown_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = engines.copy(grown_once, tmp_path / "kaa.db")
    monkeypatch.setenv("KAA_DB", str(path))
    monkeypatch.setenv("KAA_TODAY", BIRTHDAY)
    monkeypatch.chdir(tmp_path)  # some commands take the number for the name of a file
    return path


def test_one_who_is_of_age_can_be_claimed(grown: Path) -> None:
    answer = kaa("next", "-n", "50", "--claim", "-f", "json")
    assert int(YOUTH) in [row["youth"] for row in answer.json]


def leaks(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("path", [path for path in LEAVES if path and path not in MAKING])
def test_no_command_shows_a_guardian_of_one_who_is_of_age(grown: Path, path: str) -> None:
    typed = WORDS.get(path, [path.split(), [*path.split(), YOUTH]])
    for lang in ("en", "sv"):
        for words in typed:
            for form in ("table", "json", "csv"):
                answer = kaa("--lang", lang, *words, "-f", form, input="Nova\n")
                assert "has made a mistake" not in answer.err
                assert leaks(answer.out + answer.err) == []
    shown = in_terminal(*typed[0], columns=120, input="q\nn\nq\n\x04")
    assert leaks(shown.out) == []


@pytest.mark.usefixtures("grown")
def test_the_start_screen_and_the_card_show_none_either() -> None:
    for words in ([], ["show", YOUTH], ["next"], ["ladder", YOUTH], ["timeline", YOUTH]):
        assert leaks(kaa(*words).out) == []


@pytest.mark.usefixtures("grown")
def test_nobody_is_found_by_the_guardian_of_one_who_is_of_age() -> None:
    for typed in (NAME, "0677", "070-174 06 77"):
        assert kaa("find", "-", "-f", "json", input=f"{typed}\n").json == []


def test_files_show_none(grown: Path, tmp_path: Path) -> None:
    for words in (["next", "-n", "9"], ["youth", "list"], ["ladder", YOUTH], ["timeline", YOUTH]):
        sheet = tmp_path / f"{words[0]}.xlsx"
        assert kaa(*words, "-o", str(sheet)).code == 0
        cells = openpyxl.load_workbook(sheet).active
        assert leaks(repr(list(cells.iter_rows(values_only=True)))) == []  # type: ignore[union-attr]


@pytest.mark.usefixtures("grown")
def test_on_the_eve_of_the_birthday_the_guardian_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAA_TODAY", "2026-09-06")
    assert len(leaks(kaa("show", YOUTH).out)) > 1
    assert kaa("show", YOUTH, "-f", "json").json["guardians"] == [NAME]
    assert kaa("find", "-", "-f", "json", input="0677\n").json[0]["youth"] == 1


@pytest.mark.usefixtures("grown")
def test_one_of_age_with_a_guardians_number_alone_is_looked_for(grown: Path) -> None:
    with rows_of(grown) as rows:
        rows.execute("DELETE FROM attempt")
        rows.execute("DELETE FROM phone WHERE youth_id = 1 AND guardian_id IS NULL")
        rows.execute("UPDATE registration SET first_seen_on = ?", (BIRTHDAY,))
    assert kaa("ladder", YOUTH, "-f", "json").json["channel"] == "find-number"
    assert kaa("log", YOUTH, "no-number").code == 0
