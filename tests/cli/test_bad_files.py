"""Forms, files and registers that are no such thing: refused, and left as they were."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from refusals import DAMAGED, DISK, NO_REGISTER, REFUSED, USAGE, discreet, one_sentence, refused
from terminal import EXAMPLE, all_of, kaa, rows_of

pytestmark = pytest.mark.same_anywhere("what a list is read as")


class TestForms:
    """Forms and files for an answer."""

    @pytest.mark.parametrize("form", ["yaml", "JSON ", "", "xls", "200903122380"])
    @pytest.mark.parametrize(
        "command",
        [
            ["next"],
            [],
            ["ladder"],
            ["ladder", "1"],
            ["timeline", "1"],
            ["youth", "list"],
            ["show", "1"],
            ["undo", "--list"],
            ["report", "outcomes"],
            ["policy", "list"],
            ["where"],
            ["find", "-"],
        ],
        ids=" ".join,
    )
    def test_a_form_that_is_none_is_refused(
        self, made: Path, command: list[str], form: str
    ) -> None:
        answer = refused(made, USAGE, *command, "-f", form, input="Nova\n")
        assert "Choose table, json, csv" in answer.err

    @pytest.mark.parametrize(
        "words",
        [
            ["log", "2", "no-answer"],
            ["contact", "reply", "2", "sms"],
            ["youth", "edit", "2", "street", "--value", "X"],
            ["youth", "close", "2", "moved"],
            ["occupation", "set", "2", "work"],
            ["outcome", "record", "2", "work"],
            ["import", str(EXAMPLE), "--yes"],
            ["undo"],
        ],
        ids=" ".join,
    )
    @pytest.mark.parametrize("form", ["yaml", "xlsx"])
    def test_a_form_that_is_none_is_refused_before_anything_is_saved(
        self, made: Path, words: list[str], form: str
    ) -> None:
        refused(made, USAGE, *words, "-f", form)

    @pytest.mark.parametrize("command", [["next"], ["youth", "list"]], ids=" ".join)
    def test_a_file_that_is_there_is_not_written_over(
        self, made: Path, tmp_path: Path, command: list[str]
    ) -> None:
        there = tmp_path / "there.csv"
        there.write_text("mine", encoding="utf-8")
        one_sentence(kaa(*command, "-o", str(there)), REFUSED)
        assert there.read_text(encoding="utf-8") == "mine"
        assert kaa(*command, "-o", str(there), "--force").code == 0
        assert there.read_text(encoding="utf-8") != "mine"

    def test_a_folder_a_link_and_a_device_are_no_files_to_write(
        self, made: Path, tmp_path: Path
    ) -> None:
        folder, link = tmp_path / "out.csv", tmp_path / "link.csv"
        folder.mkdir()
        link.symlink_to(tmp_path / "elsewhere.csv")
        for place in (folder, link, tmp_path / "no" / "such.csv"):
            one_sentence(kaa("next", "-o", str(place), "--force"), REFUSED)
        one_sentence(kaa("next", "-f", "csv", "-o", "/dev/full", "--force"), REFUSED)
        assert not (tmp_path / "elsewhere.csv").exists()

    def test_a_file_without_a_known_ending_needs_a_form(self, made: Path, tmp_path: Path) -> None:
        refused(made, USAGE, "next", "-o", str(tmp_path / "out"))
        refused(made, USAGE, "next", "-o", str(tmp_path / "out.pdf"))
        assert list(tmp_path.glob("out*")) == []

    def test_a_spreadsheet_needs_a_file(self, made: Path) -> None:
        assert "-o FILE.xlsx" in refused(made, USAGE, "next", "-f", "xlsx").err

    def test_a_form_or_a_file_before_the_command_is_not_lost(
        self, made: Path, tmp_path: Path
    ) -> None:
        answer = kaa("-f", "json", "next")
        assert answer.code == USAGE or answer.json[0]["youth"] == 6


class TestFilesToTakeIn:
    """Files that cannot be taken in: nothing is stored, and the file is left as it was."""

    def test_a_missing_file_and_a_folder(self, made: Path, tmp_path: Path) -> None:
        for path in (tmp_path / "none.csv", tmp_path):
            refused(made, REFUSED, "import", str(path), "--yes")

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\xef\xbb\xbf",
            b"\n\n\n",
            b"Personnummer;F\xc3\xb6rnamn;Efternamn\n",
            b"Namn;Skola\nSara Test;Lerum\n",
            b"Personnummer;Personnummer\n20080101-2386;20080101-2386\n",
            b'Personnummer;F\xc3\xb6rnamn\n20080101-2386;"Sara\n',
            b"Personnummer;F\xc3\xb6rnamn\n20080101-2386;Sa\x00ra\n",
            b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)),
        ],
        ids=[
            "empty",
            "mark only",
            "blank",
            "header only",
            "no number column",
            "heading twice",
            "quote left open",
            "nul",
            "picture",
        ],
    )
    def test_a_file_that_is_no_roster(  # faults 42, 43
        self, made: Path, tmp_path: Path, content: bytes
    ) -> None:
        roster = tmp_path / "roster.csv"
        roster.write_bytes(content)
        before = all_of(made)
        answer = kaa("import", str(roster), "--yes")
        assert answer.code == REFUSED
        discreet(answer)
        assert answer.err.strip()
        assert all_of(made) == before
        assert roster.read_bytes() == content

    @pytest.mark.parametrize(
        "row",
        [
            "20080101-2387;Sara;Test;2026-08-01",
            "20080230-2386;Sara;Test;2026-08-01",
            "20300101-2386;Sara;Test;2026-08-01",
            "2,00801E+11;Sara;Test;2026-08-01",
            ";Sara;Test;2026-08-01",
            "20080101-2386;Sara;Test;31/31/31",
            "20080101-2386;Sara;Test;2026-12-01",
            "20080101-2386;Sa\x1b[31mra;Test;2026-08-01",
            "20080101-2386;Sara;Test;2026-08-01;more",
        ],
    )
    def test_one_refused_row_stops_the_file_and_says_line_and_field(
        self, made: Path, tmp_path: Path, row: str
    ) -> None:
        roster = tmp_path / "roster.csv"
        head = "Personnummer;Förnamn;Efternamn;Avbrottsdatum"
        roster.write_text(f"{head}\n20080102-2385;Rätt;Rad;2026-08-01\n{row}\n", encoding="utf-8")
        before = all_of(made)
        answer = kaa("import", str(roster), "--yes")
        assert answer.code == REFUSED
        assert "ow 3" in answer.err
        assert "Nothing was" in answer.err
        discreet(answer)
        assert "Sara" not in answer.err
        assert all_of(made) == before

    def test_an_unknown_encoding_or_delimiter(self, made: Path) -> None:
        refused(made, USAGE, "import", str(EXAMPLE), "--encoding", "klingon")
        refused(made, USAGE, "import", str(EXAMPLE), "--delimiter", "abc")
        refused(made, USAGE, "import", str(EXAMPLE), "--column", "Mobil=nonsense")

    def test_a_no_to_the_question_takes_nothing_in(self, made: Path, tmp_path: Path) -> None:
        roster = tmp_path / "roster.csv"
        roster.write_text(
            "Personnummer;Förnamn;Efternamn\n20080101-2386;Sara;Test\n", encoding="utf-8"
        )
        before = all_of(made)
        for typed in ("n\n", "\n", "maybe\nno\n"):
            assert kaa("import", str(roster), input=typed).code == 0
        assert kaa("import", str(roster), input=None).code == USAGE
        assert all_of(made) == before
        assert kaa("import", str(roster), input="j\n").code == 0
        assert all_of(made) != before


EVERY_COMMAND = [
    [],
    ["next"],
    ["log", "2", "no-answer"],
    ["contact", "reply", "2", "sms"],
    ["ladder"],
    ["timeline", "1"],
    ["youth", "list"],
    ["find", "-"],
    ["show", "1"],
    ["youth", "close", "2", "moved"],
    ["occupation", "set", "2", "work"],
    ["outcome", "record", "2", "work"],
    ["report", "outcomes"],
    ["undo"],
    ["undo", "--list"],
    ["import", str(EXAMPLE), "--yes"],
    ["policy", "show"],
    ["upgrade"],
]


class TestRegisters:
    """Paths that are no register, or one that cannot be used."""

    @pytest.mark.parametrize("command", EVERY_COMMAND, ids=" ".join)
    def test_a_missing_path_is_7_and_no_file_appears(
        self, tmp_path: Path, command: list[str]
    ) -> None:
        for place in (tmp_path / "none.db", tmp_path / "no" / "folder.db"):
            one_sentence(kaa("--db", str(place), *command, input="Nova\n"), NO_REGISTER)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        "command", [c for c in EVERY_COMMAND if c[:1] != ["import"]], ids=" ".join
    )
    def test_no_register_at_the_default_place_tells_how_to_begin(self, command: list[str]) -> None:
        answer = kaa(*command, input="Nova\n")
        one_sentence(answer, NO_REGISTER)
        assert '"kaa init"' in answer.err
        assert '"kaa demo"' in answer.err

    @pytest.mark.parametrize("command", [["next"], ["log", "2", "no-answer"]], ids=" ".join)
    @pytest.mark.parametrize(
        ("kind", "codes"),
        [
            ("folder", {NO_REGISTER}),
            ("empty", {NO_REGISTER}),
            ("text", {NO_REGISTER}),
            ("picture", {NO_REGISTER}),
            ("other program's", {NO_REGISTER}),
            ("newer", {NO_REGISTER}),
            ("older", {NO_REGISTER}),
            ("half", {DAMAGED}),
        ],
    )
    @pytest.mark.of_files("each is a file that is no register")
    def test_what_is_no_register_is_left_unchanged(
        self, made: Path, tmp_path: Path, command: list[str], kind: str, codes: set[int]
    ) -> None:
        place = _foreign(made, tmp_path / "foreign", kind)
        before = place.read_bytes() if place.is_file() else b""
        answer = kaa("--db", str(place), *command)
        assert answer.code in codes
        one_sentence(answer, answer.code)
        assert (place.read_bytes() if place.is_file() else b"") == before

    @pytest.mark.parametrize(
        "url",
        ["mysql://host/db", "sqlite://", "nonsense://x", "http://example.com/register"],
    )
    def test_an_address_of_another_kind_is_a_usage_error(self, url: str) -> None:
        one_sentence(kaa("--db", url, "next"), USAGE)

    def test_a_server_that_does_not_answer_gives_no_password_away(self) -> None:
        answer = kaa("--db", "postgresql://anna:hemligt@127.0.0.1:1/kaa", "next")
        assert answer.code in {DISK, NO_REGISTER}
        one_sentence(answer, answer.code)
        assert "hemligt" not in answer.err

    @pytest.mark.parametrize(
        "where",
        [
            "postgresql://anna:hemligt@127.0.0.1:1/kaa",
            "postgres:anna:hemligt@127.0.0.1/kaa",
            "host=db user=anna password=hemligt dbname=kaa",
            "postgresql://anna@127.0.0.1:1/kaa?password=a&hemligt=1",
        ],
    )
    @pytest.mark.parametrize("words", [["where"], ["where", "-f", "json"], ["doctor"], ["next"]])
    def test_a_password_in_an_address_is_never_shown(self, where: str, words: list[str]) -> None:
        shown = kaa("--db", where, *words)
        assert "hemligt" not in shown.out + shown.err


def _foreign(made: Path, place: Path, kind: str) -> Path:
    """Something at a path that kaa must not take for its register."""
    match kind:
        case "folder":
            place.mkdir()
        case "empty":
            place.touch()
        case "text":
            place.write_text("Personnummer;Förnamn\n" * 100, encoding="utf-8")
        case "picture":
            place.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 8)
        case "other program's":
            connection = sqlite3.connect(place)
            connection.execute("CREATE TABLE youth (id INTEGER PRIMARY KEY, given_name TEXT)")
            connection.commit()
            connection.close()
        case "newer" | "older":
            shutil.copy2(made, place)
            with rows_of(place) as rows:
                number = rows.execute("PRAGMA user_version").fetchone()[0]
                rows.execute(f"PRAGMA user_version = {number + 1 if kind == 'newer' else 0}")
        case "half":
            content = made.read_bytes()
            place.write_bytes(content[: len(content) // 2])
    return place
