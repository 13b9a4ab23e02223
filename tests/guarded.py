"""The full register with three protected youths whose every text and number is unmistakable."""

import shutil
from pathlib import Path

import engines
from full_register import PROTECTED, checked
from planted import plant
from terminal import rows_of

MARK = "Zq"
"""Stands in every text about the protected, and nowhere else: what follows it tells what leaked."""
HEAD = (
    "Personnummer;Förnamn;Efternamn;Adress;Postnr;Ort;Telefon;Skola;Vårdnadshavare;"
    "Vårdnadshavares telefon;Skyddad"
)


def planted_text(table: str, column: str) -> str:
    return f"{MARK}{table}.{column}"


def number_of(no: int) -> str:
    """Twelve digits that begin like no other youth's."""
    return checked(f"20080{no - 8}{no}-238").replace("-", "")


def day_of(no: int) -> str:
    number = number_of(no)
    return f"{number[:4]}-{number[4:6]}-{number[6:8]}"


def phone_of(no: int) -> str:
    return f"070-174 06 {no + 66}"


def leaks(text: str) -> list[str]:
    """What of the secrets stands in a text, however it is broken into lines and written."""
    squeezed = "".join(text.split())
    plain = squeezed.replace("-", "")
    secrets = [part for no in PROTECTED for part in (number_of(no), day_of(no).replace("-", ""))]
    secrets += [number_of(no)[2:] for no in PROTECTED]
    secrets += [phone_of(no)[2:].replace("-", "").replace(" ", "") for no in PROTECTED]
    found = [secret for secret in secrets if secret in plain]
    return found + [part[:30] for part in squeezed.split(MARK)[1:]]


def guard(full: Path, folder: Path) -> Path:
    """The register, beside lists that tell of the protected, known and new.

    Numbers and guardians are put back where the mark has taken them away: what should not be there
    is not shown either.
    """
    shutil.copytree(full.parent, folder, dirs_exist_ok=True)
    register = engines.copy(full, folder / "kaa.db")
    with rows_of(register) as rows:
        for no in PROTECTED:
            born = "UPDATE youth SET identity_number = ?, born_on = ? WHERE id = ?"
            rows.execute(born, (number_of(no), day_of(no), no))
            guardian = "INSERT INTO guardian (youth_id, position, name) VALUES (?, 1, '')"
            rows.execute(f"{guardian} ON CONFLICT DO NOTHING", (no,))
            kept = rows.execute("SELECT count(*) FROM phone WHERE youth_id = ?", (no,)).fetchone()
            for whose in () if kept[0] else ("NULL", "last_guardian"):
                rows.execute(
                    "WITH last AS (SELECT max(id) AS last_guardian FROM guardian) INSERT INTO phone"
                    " (youth_id, guardian_id, raw, number, mobile, state, usable_on, source, note)"
                    f" SELECT ?, {whose}, '', '', true, 'unknown', '2026-08-10', '', '' FROM last",
                    (no,),
                )
            number = "+46" + phone_of(no)[1:].replace("-", "").replace(" ", "")
            rows.execute("UPDATE phone SET number = ? WHERE youth_id = ?", (number, no))
    places = [no for no, kind in PROTECTED.items() if kind == "protected-registration"]
    plant(register, set(PROTECTED) - set(places), planted_text)
    plant(register, places, planted_text, "youth.street", "youth.postcode", "youth.city")
    _write_lists(folder)
    return register


def _write_lists(folder: Path) -> None:
    def row(no: int, mark: str, number: str = "") -> str:
        told = [f"{MARK}{word}" for word in ("Förnamn", "Efternamn", "gatan 1", "", "by")]
        told[3] = "441 00"
        last = (f"{MARK}skolan", f"{MARK}mor", phone_of(no), mark)
        return ";".join((number or number_of(no), *told, phone_of(no), *last))

    known = [row(no, "") for no in PROTECTED]
    new = [row(11, mark, checked(f"2009100{n}-239")) for n, mark in enumerate("SJ", start=1)]
    double = row(11, "", f"{number_of(11)[:8]}-T101")
    for heading, name in (("Förnamn", "given"), ("Efternamn", "family")):
        double = double.replace(MARK + heading, planted_text("youth", f"{name}_name"))
    bad = [row(11, "S", checked("20091005-239")[:-1] + "x"), row(12, "S", "20090230-2380")]
    for name, rows in {
        "marked.csv": [HEAD, *known, *new, double],
        "marked-bad.csv": [HEAD, *known, *new, *bad],
        "numbers.csv": ["Nr;Telefon", *(f"{no};{phone_of(no)}" for no in PROTECTED)],
        "tried.csv": [
            "Personnummer;Datum;Resultat;Anteckning",
            *(f"{number_of(no)};2026-09-03;ej svar;{MARK}ord" for no in PROTECTED),
        ],
    }.items():
        (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
