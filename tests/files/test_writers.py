"""Writers: JSON, CSV and xlsx, formulas and control characters, and files put in place whole."""

import csv
import errno
import io
import json
import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kaa_cli.errors import DiskTrouble, NotPermitted, Refused, UsageProblem
from kaa_cli.files.cells import tidy
from kaa_cli.files.tables import read_rows
from kaa_cli.files.writers import Column, Form, save, write
from kaa_cli.rules.codes import Channel

COLUMNS = (Column("youth", "Nr"), Column("given_name", "Tilltalsnamn"), Column("due_on", "Dags"))
ROWS = [
    {"youth": 17, "given_name": "Åsa", "due_on": date(2026, 9, 7), "channel": Channel.PHONE},
    {"youth": 3, "given_name": "", "due_on": None, "reasons": [{"points": 1.5}]},
]
FORMULAS = [
    "=cmd|' /C calc'!A0",
    "+46701740605",
    "-5",
    "@SUM(A1)",
    " =1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠A",
    "\ttab",
    "\rcr",
]


def test_json_on_stdout_is_the_rows_as_they_are(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write(ROWS, COLUMNS, "json", None)
    text = capfdbinary.readouterr().out.decode("utf-8")
    assert text.startswith('[\n  {\n    "youth": 17,\n    "given_name": "Åsa"')
    assert json.loads(text) == [
        {"youth": 17, "given_name": "Åsa", "due_on": "2026-09-07", "channel": "phone"},
        {"youth": 3, "given_name": "", "due_on": None, "reasons": [{"points": 1.5}]},
    ]


def test_an_empty_list_is_an_empty_list(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write([], COLUMNS, "json", None)
    assert capfdbinary.readouterr().out == b"[]\n"


def test_json_may_be_one_object(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write({"rows": 2, "rejects": ()}, COLUMNS, "json", None)
    assert json.loads(capfdbinary.readouterr().out) == {"rows": 2, "rejects": []}


def test_csv_on_stdout_has_the_columns_asked_for(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    write(ROWS, COLUMNS, "csv", None)
    text = capfdbinary.readouterr().out.decode("utf-8")
    assert text == "Nr;Tilltalsnamn;Dags\n17;Åsa;2026-09-07\n3;;\n"


def test_a_csv_file_is_made_for_excel(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    write(ROWS, COLUMNS, "csv", path)
    assert (
        path.read_bytes() == "\ufeffNr;Tilltalsnamn;Dags\r\n17;Åsa;2026-09-07\r\n3;;\r\n".encode()
    )


def test_values_of_every_kind_have_a_text(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    row = {"a": True, "b": Channel.SMS, "c": [1, "å"], "d": 0.5, "e": -5}
    write(row, [Column(key, key) for key in row], "csv", path)
    assert list(read_rows(path).rows[0].cells) == ["true", "sms", '[1, "å"]', "0.5", "-5"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_becomes_a_formula(tmp_path: Path, text: str) -> None:  # fault 53
    columns, row = [Column("note", "Anteckning")], {"note": text}
    write([row], columns, "csv", tmp_path / "list.csv")
    written = (tmp_path / "list.csv").read_bytes().decode("utf-8-sig")
    (_heading, (cell,)) = csv.reader(io.StringIO(written, newline=""), delimiter=";")
    assert cell.startswith("'")
    write([row], columns, "xlsx", tmp_path / "list.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    assert sheet is not None
    assert sheet["A2"].data_type == "s"


@pytest.mark.parametrize("text", ["+46701740605", "-5", "@SUM(A1)", "O'Connor", "Åsa;Öst", 'a"b'])
def test_what_is_written_reads_back_the_same(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.csv"
    write([{"note": text, "b": "x"}], [Column("note", "a"), Column("b", "b")], "csv", path)
    assert tidy(read_rows(path).rows[0].cells[0]) == text


def test_a_spreadsheet_keeps_numbers_as_numbers_and_text_as_text(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    row = {"a": 17, "b": 0.5, "c": "0801", "d": date(2026, 9, 7), "e": None, "f": True}
    write([row], [Column(key, key.upper()) for key in row], "xlsx", path)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    headings, values = sheet.iter_rows(values_only=True)
    assert headings == ("A", "B", "C", "D", "E", "F")
    assert values == (17, 0.5, "0801", "2026-09-07", None, "true")


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("text", ["\x1b[2J", "\x1b]0;x\x07", "\x9b31m", "a\u202eb", "\x7f", "\x00"])
def test_no_control_character_leaves_through_stdout(  # fault 52
    capfdbinary: pytest.CaptureFixture[bytes], form: Form, text: str
) -> None:
    write([{"note": f"före{text}efter"}], [Column("note", "note")], form, None)
    out = capfdbinary.readouterr().out.decode("utf-8")
    assert "före" in out
    assert "efter" in out
    assert out.replace("\n", "").isprintable()
    if form == "json":
        assert json.loads(out) == [{"note": f"före{text}efter"}]


def test_a_spreadsheet_needs_a_file() -> None:
    with pytest.raises(UsageProblem):
        write(ROWS, COLUMNS, "xlsx", None)


def test_stdout_in_another_encoding_still_gets_utf8() -> None:
    code = (
        "from kaa_cli.files.writers import Column, write;"
        "write([{'a': 'Łódź ►'}], [Column('a', 'a')], 'json', None)"
    )
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True
    )
    assert json.loads(done.stdout.decode("utf-8")) == [{"a": "Łódź ►"}]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_behind_stdout_is_told() -> None:  # fault 10
    code = (
        "from kaa_cli.errors import DiskTrouble\n"
        "from kaa_cli.files.writers import Column, write\n"
        "import os, sys\n"
        "try: write([{'a': 'x' * 100_000}], [Column('a', 'a')], 'json', None)\n"
        "except DiskTrouble: os._exit(5)\n"
    )
    with open("/dev/full", "wb") as full:
        done = subprocess.run([sys.executable, "-c", code], stdout=full, check=False)
    assert done.returncode == 5


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_a_file_is_for_its_owner_only_and_alone(tmp_path: Path, form: Form) -> None:
    before = os.umask(0)
    try:
        write(ROWS, COLUMNS, form, tmp_path / "list")
    finally:
        os.umask(before)
    assert [path.name for path in tmp_path.iterdir()] == ["list"]
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "list").stat().st_mode) == 0o600


def test_a_file_that_is_there_is_kept_unless_forced(tmp_path: Path) -> None:  # fault 55
    path = tmp_path / "list"
    save(path, b"old")
    with pytest.raises(Refused, match="there already"):
        save(path, b"new")
    assert path.read_bytes() == b"old"
    save(path, b"new", force=True)
    assert path.read_bytes() == b"new"


def test_a_folder_a_link_and_a_missing_folder_are_refused_even_when_forced(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(target)
    for path in (tmp_path, link, tmp_path / "none" / "list"):
        with pytest.raises(Refused):
            save(path, b"new", force=True)
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (errno.ENOSPC, DiskTrouble),
        (errno.EIO, DiskTrouble),
        (errno.EACCES, NotPermitted),
        (errno.EROFS, NotPermitted),
    ],
)
def test_a_disk_that_fails_leaves_nothing_behind(  # fault 10
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, error: type[Exception]
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(code, "failed")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(error):
        save(tmp_path / "list", b"new")
    assert list(tmp_path.iterdir()) == []
