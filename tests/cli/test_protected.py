"""Protected youths of every kind: masked in every command and form, opened with a reason only."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from terminal import ask_rows, contents, in_terminal, isolate, kaa, rows_of

KINDS = {
    9: "protected-registration",
    1: "confidentiality-marked",
    2: "assumed-identity",
}
# Words and numbers that stand nowhere else in the register, so that any hit is a leak.
SECRETS = (
    "Zebulonia",
    "Quirinsson",
    "Hemlighetsgatan",
    "99 999",
    "Gömstad",
    "zq@example.se",
    "Xylofonskolan",
    "Ypsilonprogrammet",
    "Wolframina",
    "01740677",
    "01740678",
    "01 740 677",
    "174 06 77",
    "174 06 78",
    "20080202",
    "20080203",
    "20080204",
    "2008-02-0",
    "Smygplatsen",
    "viskningen",
    "trollkarl",
)
READING = [
    [],
    ["next"],
    ["next", "-n", "99", "--why"],
    ["next", "--channel", "letter"],
    ["ladder"],
    ["ladder", "{}"],
    ["timeline", "{}"],
    ["letters"],
    ["contact", "countdown", "--within", "1200"],
    ["contact", "countdown", "--farewell", "--within", "1200"],
    ["youth", "list"],
    ["youth", "list", "--all"],
    ["show", "{}"],
    ["find", "-"],
    ["report", "outcomes", "--by", "sex"],
    ["undo", "--list"],
    ["where"],
]
SEARCHED = ("Zebulonia", "Quirinsson", "0677", "2008-02-02", "Wolframina")


@pytest.fixture(scope="module")
def guarded_once(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three protected youths, one of each kind, with a past and with secrets in every field."""
    folder = tmp_path_factory.mktemp("guarded")
    made = Path(shutil.copy2(made_once, folder / "kaa.db"))
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, folder)
        patch.setenv("KAA_DB", str(made))
        _guard(made)
    return made


@pytest.fixture
def guarded(guarded_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = Path(shutil.copy2(guarded_once, tmp_path / "kaa.db"))
    monkeypatch.setenv("KAA_DB", str(path))
    return path


def _guard(made: Path) -> None:
    for youth, kind in KINDS.items():
        day = {9: "02", 1: "03", 2: "04"}[youth]
        kaa("log", str(youth), "sent", "--channel", "letter", "--note", "viskningen")
        kaa("occupation", "set", str(youth), "other", "--says", "trollkarl")
        kaa("youth", "edit", str(youth), "protection", "--value", kind)
        with rows_of(made) as rows:
            rows.execute(
                "UPDATE youth SET given_name = 'Zebulonia', family_name = 'Quirinsson',"
                " email = 'zq@example.se', school = 'Xylofonskolan', municipality = 'Gömstad',"
                " study_programme = 'Ypsilonprogrammet', born_on = ?, identity_number = ?"
                " WHERE id = ?",
                (f"2008-02-{day}", f"200802{day}238{youth % 10}", youth),
            )
            if kind != "protected-registration":  # where the table itself allows no address
                rows.execute(
                    "UPDATE youth SET street = 'Hemlighetsgatan 1', postcode = '99 999',"
                    " city = 'Gömstad' WHERE id = ?",
                    (youth,),
                )
            rows.execute("DELETE FROM phone WHERE youth_id = ?", (youth,))
            rows.execute("DELETE FROM guardian WHERE youth_id = ?", (youth,))
            rows.execute(
                "INSERT INTO guardian (youth_id, position, name) VALUES (?, 1, 'Wolframina')",
                (youth,),
            )
            for ending, whose in (("77", "NULL"), ("78", "last_insert_rowid()")):
                rows.execute(
                    "INSERT INTO phone (youth_id, guardian_id, raw, number, mobile, state,"
                    f" usable_on, source) VALUES (?, {whose}, ?, ?, 1, 'unknown',"
                    " '2026-09-07', 'list')",
                    (youth, f"070-174 06 {ending}", f"+467017406{ending}"),
                )
            rows.execute("UPDATE attempt SET place = 'Smygplatsen'")


def leaks(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def _cells(path: Path) -> str:
    sheet = openpyxl.load_workbook(path).active
    return repr(list(sheet.iter_rows(values_only=True)))  # type: ignore[union-attr]


@pytest.mark.parametrize("youth", KINDS, ids=list(KINDS.values()))
@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_no_command_in_any_form_gives_a_protected_youth_away(
    guarded: Path, tmp_path: Path, command: list[str], youth: int
) -> None:
    words = [word.format(youth) for word in command]
    for lang in ("en", "sv"):
        for form in ("table", "json", "csv"):
            for typed in SEARCHED if command[:1] == ["find"] else ("",):
                answer = kaa("--lang", lang, *words, "-f", form, input=f"{typed}\n")
                assert answer.code == 0, answer.err
                assert leaks(answer.out + answer.err) == []
    answer = in_terminal(*words, columns=120, input="Zebulonia\n" if "find" in words else "")
    shown = answer.out.removeprefix("Zebulonia\n")  # the terminal echoes what is typed
    assert leaks(shown) == []


@pytest.mark.parametrize(
    "command",
    [
        ["next", "-n", "99"],
        ["youth", "list"],
        ["timeline", "9"],
        ["ladder", "9"],
        ["contact", "countdown", "--farewell", "--within", "1200"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("guarded")
def test_no_file_gives_a_protected_youth_away(tmp_path: Path, command: list[str]) -> None:
    sheet = tmp_path / "out.xlsx"
    assert kaa(*command, "-o", str(sheet)).code == 0
    assert leaks(_cells(sheet)) == []
    for ending in ("csv", "json"):
        file = tmp_path / f"out.{ending}"
        assert kaa(*command, "-o", str(file)).code == 0
        assert leaks(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("youth", KINDS, ids=list(KINDS.values()))
@pytest.mark.parametrize(
    "command",
    [
        ["log", "{}", "sent", "--channel", "letter"],
        ["contact", "reply", "{}", "letter"],
        ["youth", "edit", "{}", "contact_person", "--value", "Anna"],
        ["youth", "close", "{}", "moved"],
        ["occupation", "set", "{}", "work"],
        ["outcome", "record", "{}", "work"],
        ["youth", "phone", "{}"],
        ["log", "{}", "no-answer", "--channel", "phone"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("guarded")
def test_no_confirmation_and_no_refusal_gives_a_protected_youth_away(
    command: list[str], youth: int
) -> None:
    words = [word.format(youth) for word in command]
    for form in ("table", "json"):
        answer = kaa(*words, "-f", form, input="070-174 06 40\n")
        assert leaks(answer.out + answer.err) == []
    taken_back = kaa("undo")
    assert leaks(taken_back.out + taken_back.err) == []


def test_a_protected_youth_is_asked_about_at_the_terminal_without_a_name(guarded: Path) -> None:
    asked = in_terminal("log", "9", "sent", "--channel", "letter", input="n\n")
    assert asked.code == 3
    assert leaks(asked.out) == []


def test_a_protected_youth_is_found_by_the_whole_number_only(guarded: Path) -> None:
    number = ask_rows(guarded, "SELECT identity_number FROM youth WHERE id = 9")[0][0]
    found = kaa("find", "-", "-f", "json", input=f"{number}\n").json
    assert [row["youth"] for row in found] == [9]
    assert leaks(json.dumps(found, ensure_ascii=False)) == []
    for part in (*SEARCHED, number[:8], number[-4:]):
        found = kaa("find", "-", "-f", "json", input=f"{part}\n").json
        assert not {row["youth"] for row in found} & set(KINDS)


@pytest.mark.parametrize("youth", KINDS, ids=list(KINDS.values()))
def test_only_a_protected_channel_is_ever_due(guarded: Path, youth: int) -> None:
    row = kaa("ladder", str(youth), "-f", "json").json
    assert row["channel"] in {"letter", "follow-up", "check", "none"}
    assert {step["channel"] for step in row["ahead"]} <= {"letter", "follow-up", "none"}


def log_entries(register: Path) -> list[tuple[str, str, str, dict[str, object]]]:
    rows = ask_rows(register, "SELECT kind, command, by, what, said FROM log_entry ORDER BY id")
    return [
        (kind, command, by, json.loads(what) | json.loads(said or "{}"))
        for kind, command, by, what, said in rows
    ]


@pytest.mark.parametrize("youth", KINDS, ids=list(KINDS.values()))
def test_a_reason_opens_the_data_and_is_logged(guarded: Path, youth: int) -> None:
    answer = kaa("show", str(youth), "--reason", input="the youth called and asked\n")
    assert answer.code == 0
    assert "Quirinsson" in answer.out
    assert "200802" in answer.out
    assert log_entries(guarded)[-1] == (
        "read",
        "youth show",
        "Anna",
        {"youths": [youth], "reason": "the youth called and asked"},
    )


def test_a_look_without_a_reason_is_logged_too_and_shows_nothing(guarded: Path) -> None:
    answer = kaa("show", "9")
    assert "Shown only with --reason" in answer.out + answer.err
    assert log_entries(guarded)[-1] == ("read", "youth show", "Anna", {"youths": [9]})


@pytest.mark.parametrize("typed", ["", "\n", "   \n"])
def test_no_reason_opens_nothing_and_logs_nothing(guarded: Path, typed: str) -> None:
    before = contents(guarded, with_log=True)
    answer = kaa("show", "9", "--reason", input=typed)
    assert (answer.code, answer.out) == (2, "")
    assert leaks(answer.err) == []
    assert contents(guarded, with_log=True) == before


def test_an_import_neither_lowers_protection_nor_brings_an_address(
    made: Path, tmp_path: Path
) -> None:
    roster = tmp_path / "later.csv"
    roster.write_text(
        "Personnummer;Förnamn;Efternamn;Gatuadress;Postnr;Ort;Skyddad\n"
        "20090115-2389;Freja;Berg;Hemlighetsgatan 1;441 00;Alingsås;\n",
        encoding="utf-8",
    )
    kaa("import", str(roster), "--yes")
    kept = ask_rows(made, "SELECT protection, street, postcode, city FROM youth WHERE id = 9")
    assert kept == [("protected-registration", "", "", "")]
