"""The lists in examples/rosters/, one for each oddity a municipality's list really has.

python tools/example_rosters.py           write them all anew
python tools/example_rosters.py --check   exit 1 and name those that differ

Invented youths: test numbers of the tax agency, phone numbers reserved for fiction. A test takes in
every file and holds the table in their README equal to what is there.
"""

import argparse
import csv
import io
import sys
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "examples" / "rosters"
sys.path.insert(0, str(ROOT / "tests"))

from spreadsheets import ods  # noqa: E402 - the tests know how LibreOffice writes

Cell = str | int | date
Rows = Sequence[Sequence[Cell]]
HEAD = ("Personnummer", "Förnamn", "Efternamn", "Ort", "Telefon", "Skola", "Avbrottsdatum")
SHORT = ("Personnummer", "Förnamn", "Efternamn")
_SAME_DAY = datetime(2026, 9, 7, tzinfo=UTC).replace(tzinfo=None)


def number(day: str, birth_number: int = 238, *, last_ten: bool = False) -> str:
    """The test number of a day such as 20080130; 238 is a girl's, 239 a boy's."""
    nine = f"{day[2:]}{birth_number}"
    total = sum(sum(divmod(int(digit) * (2 - n % 2), 10)) for n, digit in enumerate(nine))
    return f"{'' if last_ten else day[:2]}{nine[:6]}-{nine[6:]}{-total % 10}"


def phone(end: int) -> str:
    """A mobile number reserved for fiction, 5 to 99."""
    return f"070-174 06 {end:02}"


NOVA, LEO, MOA = number("20090312"), number("20080502", 239), number("20080130")
ALI, SAGA, ELIAS = number("20071119", 239), number("20080923"), number("20061005", 239)
DAYS = ("20090214", "20081107", "20080719", "20100103", "20070825", "20091231", "20080229",
        "20071006", "20090606", "20080411")  # fmt: skip
NAMES = ("Åsa Öberg", "Älva Åkesson", "Örjan Ängström", "André Lindén", "Zoë Müller",
         "Inês Çelik", "Björn Håkansson", "Märta Sjögren", "Göran Nyström", "Signe Ek")  # fmt: skip
CITIES = ("Alingsås", "Lerum", "Göteborg", "Härryda", "Mölndal")
LETTERS: Rows = [
    HEAD,
    *(
        (number(day, 238 + n % 2), *name.split(), CITIES[n % 5], phone(20 + n), "Lerums gymnasium",
         f"2026-08-{10 + n}")
        for n, (day, name) in enumerate(zip(DAYS, NAMES, strict=True))
    ),
]  # fmt: skip
PLAIN: Rows = [HEAD, *LETTERS[7:10]]


def text(rows: Rows, delimiter: str = ";", end: str = "\r\n") -> str:
    """The rows as a delimited text."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(rows)
    return file.getvalue()


def with_column(heading: str, *cells: str, head: Sequence[Cell] = SHORT) -> Rows:
    """Nova, Leo, Moa and so on, with a column of their own."""
    people = (
        (NOVA, "Nova", "Ekdahl"), (LEO, "Leo", "Sandin"), (MOA, "Moa", "Åkesson"),
        (ALI, "Ali", "Hassan"), (SAGA, "Saga", "Holm"), (ELIAS, "Elias", "Nyström"),
    )  # fmt: skip
    rows = [(*who, cell) for who, cell in zip(people, cells, strict=False)]
    return [(*head, heading), *rows]


def xlsx(
    sheets: Mapping[str, Rows], hidden: Sequence[str] = (), *, from_1904: bool = False
) -> bytes:
    """A book as Excel keeps one: numbers as numbers, days as days; `=…` is a formula."""
    file = io.BytesIO()
    options = {"in_memory": True, "date_1904": from_1904}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": _SAME_DAY})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, date):
                        sheet.write_datetime(row, column, cell, day)
                    elif str(cell).startswith("="):
                        sheet.write_formula(row, column, cell, None, "#N/A")
                    else:
                        sheet.write(row, column, cell)
    return file.getvalue()


def xls(rows: Rows) -> bytes:
    """A book of the kind Excel wrote until 2007."""
    book: Any = xlwt.Workbook()
    sheet = book.add_sheet("Blad1")
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def encodings() -> dict[str, str | bytes]:
    """The same ten youths, as different programs write their letters."""
    rows = text(LETTERS)
    return {
        "utf-8.csv": rows,
        "utf-8-with-bom.csv": rows.encode("utf-8-sig"),
        "windows-1252.csv": rows.encode("cp1252"),
        "utf-16-le-with-bom.csv": b"\xff\xfe" + rows.encode("utf-16-le"),
        "utf-16-le-without-bom.csv": rows.encode("utf-16-le"),
        "utf-16-be-without-bom.csv": rows.encode("utf-16-be"),
        "cp850.csv": rows.encode("cp850"),
        "cp850-small-letters.csv": text(PLAIN).encode("cp850"),
        "mac-roman.csv": rows.encode("mac_roman"),
        "decomposed-letters.csv": unicodedata.normalize("NFD", rows),
        "utf-8-broken-in-the-middle.csv": rows.encode().replace("Sjögren".encode(), b"Sj\xf6gren"),
    }


def forms() -> dict[str, str | bytes]:
    """The same rows, delimited and quoted in every way."""
    lines = text(PLAIN).split("\r\n")
    return {
        "comma.csv": text(PLAIN, ","),
        "tab.tsv": text(PLAIN, "\t"),
        "pipe.csv": text(PLAIN, "|", "\n"),
        "sep-line.csv": "sep=,\r\n" + text(PLAIN, ","),
        "cr-line-ends.csv": text(PLAIN, end="\r"),
        "blank-rows.csv": "\r\n;;;\r\n" + "\r\n\r\n".join(f"{line};;" for line in lines if line),
        "quoted-newline.csv": text(
            with_column("Skola", "Lerums gymnasium\r\n(tidigare Alströmer)", 'kallad "Alis"', "a;b")
        ),
        "unterminated-quote.csv": text(PLAIN).replace("Märta", '"Märta'),
        "ragged-row.csv": text(PLAIN).replace("Märta;", "Märta;Li;"),
        "nul-character.csv": text(PLAIN).replace("Märta", "M\0rta"),
        "cell-too-long.csv": text(with_column("Skola", "", "x" * 201, "")),
        "control-characters.csv": text(with_column("Ort", "Lerum", "Le\x1b[31mrum", "Ler\u202eum")),
        "heading-twice.csv": text(with_column("förnamn", "Nova", "Leo", "Moa")),
        "headings-only.csv": text([HEAD]),
        "no-number-column.csv": text([row[1:] for row in PLAIN]),
        "no-headings.csv": text(PLAIN[1:]),
        "title-above-the-headings.csv": text([["Elevlista 2026"], *PLAIN]),
        "sum-at-the-bottom.csv": text([*PLAIN, ["Antal: 3"]]),
    }


def columns() -> dict[str, str | bytes]:
    """Headings and cells of the kinds that people make."""
    family = ("Vårdnadshavare", "Vh telefon")
    return {
        "one-name-column.csv": text(
            [("Pnr", "Namn"), (NOVA, "Ekdahl, Nova Li"), (LEO, "Leo Sandin"), (MOA, "Moa")]
        ),
        "unknown-columns.csv": text(
            with_column("Klass", "EK24", "TE25", "EE25", head=("PERSONNR", "Tilltalsnamn", "Namn2"))
        ),
        "own-headings.csv": text(
            with_column("Nås på", *map(phone, (31, 32, 33)), head=("Elev-id", "Förnamn", "Släkt"))
        ),
        "markup-and-emoji.csv": text(
            [SHORT, (NOVA, "[red]Nova[/red]", "Ekdahl :bomb:"), (LEO, "Leo 🎸", "[/foo]Sandin"),
             (MOA, "<b>Moa</b>", "{0.__class__}")]
        ),
        "formulas-as-text.csv": text(
            [SHORT, (NOVA, "=1+1", "@SUM(A1)"), (LEO, "'+Leo", "-Sandin"), (MOA, "＝Moa", "+Moa")]
        ),
        "two-numbers-in-a-cell.csv": text(
            with_column("Telefon", f"{phone(31)}, {phone(32)}", f"{phone(33)} / {phone(34)}",
                        f"{phone(35)} eller {phone(36)}", f"{phone(37)}\n{phone(38)}")
        ),
        "number-with-words.csv": text(
            with_column("Mobil", f"{phone(31)} (efter kl 16)", f"mamma {phone(32)}", "saknas")
        ),
        "numbers-that-cannot-be-called.csv": text(
            with_column("Telefon", "112", "90 000", "070-174 06", "hos mormor", "701740631")
        ),
        "guardian-per-row.csv": text(
            [(*SHORT, *family), (NOVA, "Nova", "Ekdahl", "Maria Ekdahl", phone(41)),
             (NOVA, "Nova", "Ekdahl", "Per Ekdahl", phone(42)),
             (number("20090606"), "Li", "Ek", "Eva Ek", phone(43))]
        ),
        "same-youth-twice.csv": text(
            [(*SHORT, "Ort"), (MOA, "Moa", "Åkesson", ""),
             (MOA[2:].replace("-", ""), "MOA ", "A\u030akesson", "Lerum"), (LEO, "Leo", "Ek", "")]
        ),
        "same-youth-told-differently.csv": text(
            [(*SHORT, "Ort"), (MOA, "Moa", "Ek", "Lerum"), (LEO, "Leo", "Ek", ""),
             (MOA, "Moa", "Ek", "Partille")]
        ),
    }  # fmt: skip


def numbers() -> dict[str, str | bytes]:
    """Personal numbers as they are written, shortened, lost and mistaken."""
    cross = number("20080190", 239)  # a coordination number: 60 added to the day
    wrong = NOVA[:-1] + str((int(NOVA[-1]) + 1) % 10)
    return {
        "numbers-written-in-every-way.csv": text(
            [SHORT, (NOVA.replace("-", ""), "Nova", "Ekdahl"), (LEO[2:], "Leo", "Sandin"),
             (MOA.replace("-", "–"), "Moa", "Åkesson"), (ALI.replace("-", " "), "Ali", "Hassan"),
             (SAGA[2:].replace("-", ""), "Saga", "Holm"), (cross, "Amir", "Nur")]
        ),
        "excel-shortened-the-number.csv": text(
            [SHORT, ("2,00903E+11", "Nova", "Ekdahl"), ("2,00805E+11", "Leo", "Sandin"),
             ("2,0080E+11", "Moa", "Åkesson")]
        ),
        "check-digit-wrong.csv": text(
            [SHORT, (wrong, "Nova", "Ekdahl"), (LEO, "Leo", "Sandin"), (MOA, "Moa", "Åkesson")]
        ),
        "no-such-birth-date.csv": text(
            [SHORT, (number("20090230"), "Nova", "Ekdahl"), (number("20280502"), "Leo", "Sandin"),
             ("20080130-0000", "Moa", "Åkesson"), ("", "Ali", "Hassan")]
        ),
        "temporary-number-becomes-personal.csv": text(
            [SHORT, ("20090312-TF01", "Nova", "Ekdahl"), (LEO, "Leo", "Sandin"),
             (NOVA, "Nova Li", "Ekdahl")]
        ),
        "birth-date-only.csv": text(
            [SHORT, ("2009-03-12", "Nova", "Ekdahl"), ("20080502", "Leo", "Sandin"),
             (MOA, "Moa", "Åkesson")]
        ),
        "turned-20-and-in-school.csv": text(
            [SHORT, (number("20060907"), "Edit", "Borg"), (number("20110101", 239), "Olle", "Berg"),
             (number("20060908"), "Tora", "Lind"), (number("20101231", 239), "Ivar", "Dahl")]
        ),
    }  # fmt: skip


def days_and_marks() -> dict[str, str | bytes]:
    """Days and marks of protection in people's own words."""
    where = ("Förnamn", "Gatuadress", "Postnr", "Ort", "Skola", "Telefon", "Skyddad")
    return {
        "days-written-in-every-way.csv": text(
            with_column("Avbrottsdatum", "2026-03-12", "20260312", "12/3 2026", "12.3 2026",
                        "46093", "2026-03-12 00:00")
        ),
        "day-that-could-be-two.csv": text(
            with_column("Avbrottsdatum", "1/2/2026", "12 mars", "2026-09-08", "2026-02-30")
        ),
        "protection-in-words.csv": text(
            with_column("Sekretess", "Sekretessmarkering", "Nej", "x", "Skyddad folkbokföring",
                        "Ej skyddad", "Fingerade personuppgifter")
        ),
        "protection-in-unknown-words.csv": text(with_column("Skyddad", "?", "kanske", "Nej")),
        "protected-registration-with-address.csv": text(
            [("Pnr", *where), (NOVA, "Nova", "Exempelgatan 7", "44100", "Alingsås",
              "Lerums gymnasium", phone(31), "Skyddad folkbokföring"),
             (LEO, "Leo", "Provvägen 3", "44100", "Alingsås", "Lerums gymnasium", phone(32), "S"),
             (MOA, "Moa", "Provvägen 5", "44100", "Alingsås", "Lerums gymnasium", phone(33), "N")]
        ),
        "reason-in-own-words.csv": text(
            with_column("Orsak", "Avbrott nationellt", "ej påbörjat", "skoltrött")
        ),
    }  # fmt: skip


def books() -> dict[str, str | bytes]:
    """Spreadsheets, with what they do to cells and where they hide rows."""
    without_zero: Rows = [
        (int(row[0][2:].replace("-", "")), *row[1:3]) for row in _strings(LETTERS[1:5])
    ]
    days: Rows = [(*row[:6], date.fromisoformat(row[6])) for row in _strings(PLAIN[1:])]
    return {
        "excel-ate-the-zero.xlsx": xlsx({"Blad1": [SHORT, *without_zero]}),
        "dates-of-excel.xlsx": xlsx({"Blad1": [HEAD, *days]}),
        "1904-dates.xlsx": xlsx({"Blad1": [HEAD, *days]}, from_1904=True),
        "hidden-sheet.xlsx": xlsx({"Lista": PLAIN, "Gammal": LETTERS}, ["Gammal"]),
        "two-sheets.xlsx": xlsx({"Lerum": PLAIN, "Alingsås": LETTERS[:4]}),
        "formula-without-value.xlsx": xlsx(
            {"Blad1": with_column("Skyddad", "", '=VLOOKUP("x",A1:B2,2,0)', "")}
        ),
        "old-book.xls": xls(LETTERS),
        "libreoffice.ods": ods({"Tabell1": LETTERS}),
        "damaged.xlsx": b"PK\x03\x04" + text(PLAIN).encode(),
    }


def _strings(rows: Rows) -> list[list[str]]:
    return [[*map(str, row)] for row in rows]


def history() -> dict[str, str | bytes]:
    """A list of last spring, and what happened to its youths since."""
    spring = [
        (*who, day, phone(50 + n))
        for n, (*who, day) in enumerate(with_column("", *["2026-03-02"] * 4)[1:])
    ]
    return {
        "registered-in-spring.csv": text([(*SHORT, "Registrerad", "Telefon"), *spring]),
        "answer-from-a-school.csv": text(
            [("Nr", "Född", "Förnamn", "Efternamn", "Skola", "Telefon", "Vems"),
             ("1", "2009-03-12", "Nova", "Ekdahl", "", f"{phone(61)} (mamma)", "vårdnadshavare"),
             ("2", "2008-05-02", "Leo", "Sandin", "", phone(62), ""),
             ("3", "2008-01-30", "Moa", "Åkesson", "", "saknas", ""),
             ("4", "2007-11-19", "Ali", "Hassan", "", phone(53), "")]
        ),
        "attempts.csv": text(
            [("Personnummer", "Datum", "Kl", "Kontaktväg", "Resultat", "Av", "Anteckning"),
             (NOVA, "2026-03-09", "10.15", "telefon", "inget svar", "Anna", ""),
             (NOVA, "2026-03-11", "", "brev", "skickat", "Anna", ""),
             (LEO, "10/3 2026", "kl 13:30", "telefon", "nådd", "Bo", "vill börja i höst")]
        ),
        "occupations.csv": text(
            [("Pnr", "Datum", "Sysselsättning", "Källa", "Beskrivning"),
             (NOVA, "2026-04-01", "arbete", "ungdomen", ""),
             (LEO, "2026-04-15", "praktik", "skolan", ""),
             (MOA, "2026-05-04", "annat", "", "hjälper till hemma")]
        ),
        "measures.csv": text(
            [("Pnr", "Insats", "Verksamhet", "Erbjuden", "Tackat ja", "Startdatum", "Slutdatum"),
             (NOVA, "coaching", "Steget", "2026-03-16", "2026-03-18", "2026-03-23", ""),
             (LEO, "praktik", "Verkstan", "2026-03-16", "", "2026-04-01", "2026-06-05"),
             (ALI, "studievägledning", "", "2026-05-11", "", "", "")]
        ),
        "outcomes.csv": text(
            [("Pnr", "Datum", "Utfall", "Närmare", "Verksamhet"),
             (NOVA, "2026-06-10", "arbete", "anställning", "Steget"),
             (LEO, "2026-06-12", "studier", "folkhögskola", "Verkstan"),
             (ALI, "2026-06-15", "kvar", "", "")]
        ),
        "attempt-before-registration.csv": text(
            [("Pnr", "Datum", "Kanal", "Resultat"), (NOVA, "2026-02-27", "telefon", "nådd"),
             (LEO, "2026-03-09", "brev", "inget svar"), (SAGA, "2026-03-09", "telefon", "nådd")]
        ),
    }  # fmt: skip


def everything() -> dict[str, bytes]:
    """Every list by its file's name."""
    groups = (encodings, forms, columns, numbers, days_and_marks, books, history)
    told = {name: content for group in groups for name, content in group().items()}
    return {
        name: content.encode() if isinstance(content, str) else content
        for name, content in told.items()
    }


def unpacked(content: bytes) -> bytes | dict[str, bytes]:
    """What must stay the same: of a zipped book its parts, however well they were packed."""
    if not content.startswith(b"PK") or not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def stale() -> list[str]:
    """The files that are not, or not only, what this program would write."""
    wanted = everything()
    kept = {path.name: path.read_bytes() for path in FOLDER.glob("*") if path.suffix != ".md"}
    return sorted(
        name
        for name in wanted.keys() | kept.keys()
        if unpacked(wanted.get(name, b"")) != unpacked(kept.get(name, b""))
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="only say which files differ")
    if parser.parse_args().check:
        different = stale()
        print("\n".join(different), end="\n" * bool(different))
        return 1 if different else 0
    FOLDER.mkdir(exist_ok=True)
    for name, content in everything().items():
        (FOLDER / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
