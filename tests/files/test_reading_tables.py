"""Delimited files: encodings, delimiters, quoting, line numbers, and files that are refused."""

import io
import os
import sys
from pathlib import Path

import pytest

from kaa_cli.errors import Refused, UsageProblem
from kaa_cli.files.table import Table
from kaa_cli.files.tables import read_rows

LIST = "Namn;Ort\nÅsa Öst;Älvsjö\nBo Ek;Göteborg\n"
ROWS = [(2, ("Åsa Öst", "Älvsjö")), (3, ("Bo Ek", "Göteborg"))]


def read(tmp_path: Path, content: str | bytes, **options: str) -> Table:
    path = tmp_path / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_rows(path, **options)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (LIST.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + LIST.encode(), "utf-8-sig"),
        (LIST.encode("cp1252"), "cp1252"),
        (LIST.encode("iso-8859-1"), "cp1252"),
        (LIST.encode("utf-16"), "utf-16"),
        (b"\xff\xfe" + LIST.encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + LIST.encode("utf-16-be"), "utf-16"),
        (LIST.encode("utf-16-le"), "utf-16-le"),
        (LIST.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_the_encoding_is_found(  # fault 38
    tmp_path: Path, content: bytes, encoding: str
) -> None:
    table = read(tmp_path, content)
    assert (table.headings, table.rows) == (("Namn", "Ort"), ROWS)
    assert table.encoding == encoding


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_an_old_encoding_is_read_when_it_is_named(  # fault 39
    tmp_path: Path, encoding: str
) -> None:
    assert read(tmp_path, LIST.encode(encoding), encoding=encoding).rows == ROWS


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("announced", [False, True])
def test_the_delimiter_is_found(  # fault 41
    tmp_path: Path, delimiter: str, line_end: str, announced: bool
) -> None:
    text = f"sep={delimiter}\n{LIST}" if announced else LIST
    table = read(tmp_path, text.replace(";", delimiter).replace("\n", line_end))
    assert (table.rows, table.delimiter) == (ROWS, delimiter)


def test_a_delimiter_inside_quotes_does_not_count(tmp_path: Path) -> None:
    table = read(tmp_path, '"Namn, alla, hela, långa";Ort\n"Öst, Åsa";Ort\n')
    assert table.delimiter == ";"
    assert table.rows[0].cells == ("Öst, Åsa", "Ort")


@pytest.mark.parametrize("asked", [",", "tab", "\\t", "TAB"])
def test_a_delimiter_that_is_said_is_used(tmp_path: Path, asked: str) -> None:
    sign = "," if asked == "," else "\t"
    table = read(tmp_path, f"a;b;c{sign}d\n1;2;3{sign}4\n", delimiter=asked)
    assert table.headings == ("a;b;c", "d")


def test_quoted_cells_may_hold_quotes_delimiters_and_lines(tmp_path: Path) -> None:  # fault 41
    table = read(tmp_path, 'a;b\n"x ""y"";\nz";1\n\n2;3\n;\n4;5\n')
    assert table.rows == [(2, ('x "y";\nz', "1")), (5, ("2", "3")), (7, ("4", "5"))]


def test_the_heading_is_line_1_also_after_blank_lines_and_sep(tmp_path: Path) -> None:
    assert read(tmp_path, "sep=;\r\n\r\n;\r\na;b\r\n1;2\r\n").rows == [(2, ("1", "2"))]


@pytest.mark.parametrize("row", ["1;2", "1;2;;", "1;2; ;"])
def test_empty_cells_at_the_end_are_no_fault(tmp_path: Path, row: str) -> None:
    assert read(tmp_path, f"a;b;;\n{row}\n3\n").rows == [(2, ("1", "2")), (3, ("3", ""))]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf\n\n", "The file is empty."),
        (b"sep=;\n", "The file is empty."),
        (b"a;b\n", "headings but no rows"),
        (b"a;b\n;\n\n", "headings but no rows"),
        (b'a;b\n1;2\n"3;4\n5;6\n', "Row 3: a quoted cell does not end"),
        (b'a;b\n1;"2"x\n', "Row 2: a quoted cell does not end"),
        (b"a;b\n1;2\n3;\x004\n", "Row 3 holds a NUL"),
        (b"a;b\n1;2\n3;4;5\n", "Row 3 has 3 cells, but there are 2 headings"),
        (b"Namn;Ort;NAMN\n1;2;3\n", 'The heading "NAMN" is there twice'),
        (b"20080101-2386;Nova\n1;2\n", "The first row must hold the headings"),
        (b"a;b\n1;" + b"x" * 200_000 + b"\n", "Row 2 has a cell that is too long"),
        ("a;b\nå;ä\n".encode() + b"\xe5;2\n", "Row 3 is not text in utf-8"),
        (b"a;b\n\x81;\xe5\n", "Row 2 is not text in cp1252"),
        (b"PK\x03\x04\x14\x00", "This is a spreadsheet"),
    ],
)
def test_a_broken_file_is_refused_in_one_sentence(  # faults 40, 42, 43
    tmp_path: Path, content: bytes, says: str
) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path, content)
    assert says in refused.value.sentence
    assert refused.value.sentence.endswith("Nothing was saved.")
    assert "\n" not in refused.value.sentence
    assert "2386" not in refused.value.sentence


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path, Path(__file__) / "below"):
        with pytest.raises(Refused):
            read_rows(path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    path.chmod(0)
    with pytest.raises(Refused, match="may not read"):
        read_rows(path)


@pytest.mark.parametrize("options", [{"encoding": "klingon"}, {"encoding": "hex"}])
def test_an_unknown_encoding_is_a_typing_error(tmp_path: Path, options: dict[str, str]) -> None:
    with pytest.raises(UsageProblem):
        read(tmp_path, LIST, **options)


@pytest.mark.parametrize("delimiter", ["", ";;", '"', "\n"])
def test_an_impossible_delimiter_is_a_typing_error(tmp_path: Path, delimiter: str) -> None:
    with pytest.raises(UsageProblem):
        read(tmp_path, LIST, delimiter=delimiter)


def test_a_heading_with_control_characters_is_shown_harmless(tmp_path: Path) -> None:
    assert read(tmp_path, "a;b\x1b[2J\n1;2\n").headings == ("a", "b␛[2J")


def test_standard_input_is_read_for_a_hyphen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LIST.encode("cp1252"))))
    assert read_rows(Path("-")).rows == ROWS
