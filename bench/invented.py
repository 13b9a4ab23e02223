"""Large rosters of invented youths, for measuring only: never kept and never committed.

They have the numbers that schools give to those without one (`YYYYMMDDTFnn`, `YYYYMMDDTnnn`), so
none can be a real person's; phone numbers are from the series set aside for fiction.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice, product
from pathlib import Path

DAY = "2026-09-07"
"""The day on which all of them are in the duty: it is given to kaa as `KAA_TODAY`."""
ATTEMPTS = 10
"""So many were made to reach each of them: `history.py`."""
DUE = 300
"""So many are to be contacted on the day, of however many."""
_HEADINGS = """Personnummer Förnamn Efternamn Kön Gatuadress Postnr Ort Telefon Mobil E-post Skola
Studieväg Avbrottsdatum Orsak Vårdnadshavare_1 Vårdnadshavare_1_telefon Skyddad"""
_OLDEST, _DAYS = date(2007, 1, 1), 1_200
_ENDINGS = [f"TF{n:02}" for n in range(100)] + [f"T{n:03}" for n in range(1_000)]
_GIVEN = ("Nova", "Leo", "Ali", "Moa", "Åsa", "Elias", "Öyvind", "Saga", "Freja", "Hugo", "Amir")
_FAMILY = ("Ekdahl", "Sandin", "Hassan", "Åkesson", "Öberg", "Nyström", "Lind", "Holm", "Berg")
_SCHOOLS = ("Alströmergymnasiet", "Lerums gymnasium", "Vättleskolan")
_PROGRAMMES = ("Barn och fritid", "El och energi", "Teknik", "Introduktionsprogram", "")
_REASONS = ("dropped-out-national", "study-certificate", "dropped-out-introductory")


def write_roster(path: Path, rows: int) -> None:
    """Write a roster of so many youths, as a school system exports it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading.replace("_", " ") for heading in _HEADINGS.split())
        writer.writerows(_youths(rows))


def _youths(rows: int) -> Iterator[tuple[str, ...]]:
    names = product(_GIVEN, _FAMILY)
    people = zip(_numbers(), cycle(names), cycle(range(5, 100)), range(rows), strict=False)
    for number, (given, family), end, place in people:
        phone = f"070-174 06 {end:02}"
        yield (
            number,
            given,
            family,
            "kvinna" if place % 2 else "man",
            f"Exempelgatan {place % 90 + 1}",
            "441 00",
            "Alingsås",
            phone,
            f"070-174 06 {104 - end:02}" if place % 4 == 0 else "",
            f"{place}@example.se" if place % 3 == 0 else "",
            _SCHOOLS[place % 3],
            _PROGRAMMES[place % 5],
            f"2026-0{place % 3 + 5}-1{place % 10}",
            _REASONS[place % 3],
            f"Maria {family}" if place % 2 else "",
            phone if place % 2 else "",
            "Sekretess" if place % 100 == 0 else "",
        )


def _numbers() -> Iterator[str]:
    """Every number there is, each once, spread over the days of birth."""
    days = [f"{_OLDEST + timedelta(days=n):%Y%m%d}" for n in range(_DAYS)]
    return (day + ending for ending, day in islice(product(_ENDINGS, days), None))
