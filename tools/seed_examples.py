"""The lists of examples/krokom, partille, alingsas and stromsund: what four projects told, as rows.

python tools/seed_examples.py           write them all anew
python tools/seed_examples.py --check   exit 1 and name those that differ

The figures are the projects' own; the youths, the days and what no source tells are invented. The
READMEs beside the lists say which is which, and a test compares the printed figures.
"""

import argparse
import csv
import io
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples"
Row = Sequence[str]
ROSTER = ("Personnummer", "Förnamn", "Efternamn", "Kommun", "Mobil", "Skola", "Orsak",
          "Registreringsdatum", "Ny på listan")  # fmt: skip
MEASURES = ("Personnummer", "Åtgärd", "Verksamhet", "Kursomgång", "Anordnare", "Erbjuden",
            "Tackat ja", "Påbörjad", "Avslutad", "Avslutsorsak")  # fmt: skip
OUTCOMES = ("Personnummer", "Datum", "Utfall", "Detalj", "Verksamhet")
OCCUPATIONS = ("Personnummer", "Datum", "Sysselsättning", "Källa")
ATTEMPTS = ("Personnummer", "Datum", "Tid", "Kanal", "Till", "Resultat", "Av")
GIRLS = ("Alma", "Ebba", "Elsa", "Freja", "Ines", "Liv", "Maja", "Nora", "Saga", "Tuva")
BOYS = ("Adam", "Elias", "Filip", "Hugo", "Isak", "Leo", "Love", "Nils", "Olle", "Vide")
FAMILIES = ("Berg", "Dahl", "Ek", "Fors", "Holm", "Lind", "Norén", "Sand", "Vik", "Åström")


def number(born_on: date, *, girl: bool) -> str:
    """The tax agency's test number of a day: one girl's (238) and one boy's (239)."""
    nine = f"{born_on:%y%m%d}{238 if girl else 239}"
    total = sum(sum(divmod(int(digit) * (2 - n % 2), 10)) for n, digit in enumerate(nine))
    return f"{born_on:%Y%m%d}-{nine[6:]}{-total % 10}"


class People:
    """Invented people, no two with one number."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # the same lists on every machine
        self.taken: set[str] = set()

    def day(self, first: date, last: date) -> date:
        """A weekday between two days."""
        while True:
            day = first + timedelta(days=self.chance.randint(0, (last - first).days))
            if day.weekday() < 5 and (day.month, day.day) not in _HOLIDAYS:
                return day

    def born(self, first: date, last: date, *, girl: bool) -> str:
        """A number nobody has yet, born between two days."""
        while True:
            born_on = first + timedelta(days=self.chance.randint(0, (last - first).days))
            found = number(born_on, girl=girl)
            if found not in self.taken:
                self.taken.add(found)
                return found

    def name(self, *, girl: bool) -> tuple[str, str]:
        return self.chance.choice(GIRLS if girl else BOYS), self.chance.choice(FAMILIES)

    def phone(self) -> str:
        return f"070-174 06 {self.chance.randint(5, 99):02}"


_HOLIDAYS = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}


def krokom() -> Iterator[tuple[str, Row, list[Row]]]:
    """27 participants of three runs: 12 girls, 15 boys, 17 to 29 years; 12 went on to studies."""
    people = People(27)
    runs = (
        ("hösten 2012", date(2012, 9, 3), date(2012, 11, 9), 8),
        ("våren 2013", date(2013, 1, 14), date(2013, 3, 22), 10),
        ("hösten 2013", date(2013, 9, 2), date(2013, 11, 8), 9),
    )
    ages = [17, 29, *(18, 19, 19, 20, 20, 20, 21, 21, 21, 21, 22, 22, 22, 22, 23, 23, 23, 24, 24),
            *(25, 25, 26, 26, 27, 28)]  # fmt: skip
    girls = [True] * 12 + [False] * 15
    led_to = ["Folkhögskola"] * 3 + ["Komvux grundläggande"] * 5 + ["Komvux"] * 4 + [""] * 15
    for many in (ages, girls, led_to):
        people.chance.shuffle(many)
    of_runs = [run for run in runs for _ in range(run[3])]
    of: dict[str, list[Row]] = defaultdict(list)
    for age, girl, led, (run, first, last, _n) in zip(ages, girls, led_to, of_runs, strict=True):
        born = date(first.year - age, 1, 1)
        who = people.born(born, date(born.year, 8, 30), girl=girl)
        if first.month < 7:  # a spring course: born before it in the year
            who = people.born(date(born.year - 1, 2, 1), date(born.year - 1, 12, 30), girl=girl)
        seen_on = people.day(first - timedelta(days=40), first - timedelta(days=10)).isoformat()
        of["roster"].append((who, *people.name(girl=girl), "Krokom", people.phone(), "", "",
                       seen_on, seen_on))  # fmt: skip
        end = "Studier" if led else ""
        of["measures"].append((who, "Orienteringskurs", "Orienteringskurs", run, "Lärcentrum",
                         "", "", first.isoformat(), last.isoformat(), end))  # fmt: skip
        if led:
            on = people.day(last + timedelta(days=5), last + timedelta(days=100))
            of["outcomes"].append((who, on.isoformat(), "Studier", led, "Orienteringskurs"))
    yield "roster", ROSTER, of["roster"]
    yield "measures", MEASURES, of["measures"]
    yield "outcomes", OUTCOMES, of["outcomes"]
    yield "answers", ("Tillfälle", "Kod", *_AREAS), _answers(people)


_AREAS = ("Fysisk hälsa", "Psykisk hälsa", "Mat", "Sömn", "Personlig utveckling")


def _answers(people: People) -> list[Row]:
    """Ten who answered before and after: all better in all five, most in the last."""
    rows: list[Row] = []
    for n in range(10):
        code = f"KROKOM{n:02}"
        before = [people.chance.randint(2, 6) for _ in _AREAS]
        better = [people.chance.randint(1, 3) for _ in _AREAS[:-1]] + [4]
        after = [min(10, was + more) for was, more in zip(before, better, strict=True)]
        rows.append(("före", code, *map(str, before)))
        rows.append(("efter", code, *map(str, after)))
    return sorted(rows, key=lambda row: row[0] == "efter")


def partille() -> Iterator[tuple[str, Row, list[Row]]]:
    """51 participants of Porten, 28 girls and 23 boys; about half back to studies or work."""
    people = People(51)
    girls = [True] * 28 + [False] * 23
    led_to = [("Studier", "")] * 16 + [("Arbete", "")] * 10 + [("Kvar", "")] * 25
    people.chance.shuffle(girls)
    people.chance.shuffle(led_to)
    of: dict[str, list[Row]] = defaultdict(list)
    for girl, (led, detail) in zip(girls, led_to, strict=True):
        who = people.born(date(1994, 4, 1), date(1996, 5, 31), girl=girl)
        seen = people.day(date(2012, 9, 3), date(2013, 9, 27))
        of["roster"].append((who, *people.name(girl=girl), "Partille", people.phone(),
                       "Göteborgs gymnasium", "Avbrott, nationellt program",
                       *[seen.isoformat()] * 2))  # fmt: skip
        reached = people.day(seen + timedelta(days=1), seen + timedelta(days=12))
        of["attempts"].append(
            (who, reached.isoformat(), "10:15", "telefon", "ungdomen", "nådd", "Anna")
        )
        of["occupations"].append((who, reached.isoformat(), "ingen", "ungdomen"))
        started = people.day(reached + timedelta(days=7), reached + timedelta(days=28))
        ended = people.day(started + timedelta(days=60), started + timedelta(days=130))
        ended = min(ended, date(2014, 2, 28))
        end = {"Studier": "Studier", "Arbete": "Arbete"}.get(led, "")
        of["measures"].append((who, "Lotsning", "Porten", "", "Partille kommun",
                         reached.isoformat(), reached.isoformat(), started.isoformat(),
                         ended.isoformat() if end else "", end))  # fmt: skip
        on = ended if end else date(2014, 2, 28)
        of["outcomes"].append((who, on.isoformat(), led, detail, "Porten"))
        now = {"Studier": "annan utbildning", "Arbete": "arbete"}.get(led, "ingen")
        of["occupations"].append((who, max(on, date(2013, 12, 2)).isoformat(), now, "ungdomen"))
    yield "roster", ROSTER, of["roster"]
    yield "attempts", ATTEMPTS, of["attempts"]
    yield "occupations", OCCUPATIONS, of["occupations"]
    yield "measures", MEASURES, of["measures"]
    yield "outcomes", OUTCOMES, of["outcomes"]


def alingsas() -> Iterator[tuple[str, Row, list[Row]]]:
    """60 not mapped in October 2012, none in June 2013; twelve new ones within two weeks."""
    people = People(60)
    of: dict[str, list[Row]] = defaultdict(list)
    listed = date(2012, 10, 29)
    for n in range(72):
        girl = people.chance.random() < 0.45
        who = people.born(date(1993, 7, 1), date(1996, 5, 31), girl=girl)
        is_new = n >= 60
        seen = people.day(date(2013, 1, 7), date(2013, 5, 17)) if is_new else listed
        of["roster"].append((who, *people.name(girl=girl), "Alingsås", people.phone(),
                       "Alströmergymnasiet", "Avbrott, nationellt program",
                       *[seen.isoformat()] * 2))  # fmt: skip
        within = 13 if is_new else 14 + n * 3
        reached = people.day(seen + timedelta(days=max(4, within - 10)),
                             seen + timedelta(days=within))  # fmt: skip
        if not is_new and people.chance.random() < 0.6:
            tried = people.day(seen + timedelta(days=1), max(reached, seen + timedelta(days=2)))
            if tried < reached:
                of["attempts"].append((who, tried.isoformat(), "09:40", "telefon", "ungdomen",
                                 "inget svar", "Anna"))  # fmt: skip
        of["attempts"].append(
            (who, reached.isoformat(), "15:20", "telefon", "ungdomen", "nådd", "Anna")
        )
        takes_part = n < 20
        now = "ingen" if takes_part else people.chance.choice(("arbete", "arbetssökande"))
        of["occupations"].append((who, reached.isoformat(), now, "ungdomen"))
        if takes_part:
            began = people.day(reached + timedelta(days=7), reached + timedelta(days=20))
            led = ("Studier", "Arbete")[n % 2] if n % 5 < 3 else ""
            ended = people.day(began + timedelta(days=112), began + timedelta(days=145))
            of["measures"].append((who, "Motiverande samtal", "Möjligheten", "", "Plug In Alingsås",
                             reached.isoformat(), reached.isoformat(), began.isoformat(),
                             ended.isoformat() if led else "", led))  # fmt: skip
            if led:
                of["outcomes"].append((who, ended.isoformat(), led, "", "Möjligheten"))
                now = {"Studier": "annan utbildning", "Arbete": "arbete"}[led]
        again = people.day(date(2013, 6, 3), date(2013, 6, 26))
        of["attempts"].append(
            (who, again.isoformat(), "13:30", "telefon", "ungdomen", "nådd", "Anna")
        )
        of["occupations"].append((who, again.isoformat(), now, "ungdomen"))
    yield "roster", ROSTER, of["roster"]
    yield "attempts", ATTEMPTS, of["attempts"]
    yield "occupations", OCCUPATIONS, of["occupations"]
    yield "measures", MEASURES, of["measures"]
    yield "outcomes", OUTCOMES, of["outcomes"]


def stromsund() -> Iterator[tuple[str, Row, list[Row]]]:
    """41 pupils still at school who were at risk, with support of many kinds, short and long."""
    people = People(41)
    kinds = ("Motiverande samtal", "Stöd i vardagen", "Studiestöd", "Coachning", "Studiebesök",
             "Lotsning")  # fmt: skip
    of: dict[str, list[Row]] = defaultdict(list)
    for n in range(41):
        girl = n % 2 == 0
        who = people.born(date(1994, 1, 1), date(1997, 5, 31), girl=girl)
        began = people.day(date(2012, 9, 3), date(2013, 12, 13))
        weeks = people.chance.choice((2, 3, 4, 20, 30, 40))
        ended = min(began + timedelta(weeks=weeks), date(2014, 3, 14))
        of["roster"].append((who, *people.name(girl=girl), "Strömsund", people.phone(),
                       "Hjalmar Strömerskolan", "", *[began.isoformat()] * 2))  # fmt: skip
        of["measures"].append((who, kinds[n % len(kinds)], "Elevcoach", "",
                         "Hjalmar Strömerskolan", "", "", began.isoformat(),
                         ended.isoformat(), ""))  # fmt: skip
    yield "roster", ROSTER, of["roster"]
    yield "measures", MEASURES, of["measures"]


def steps_of_karlskoga() -> Iterator[tuple[str, Row, list[Row]]]:
    """57 of the 80, just over 70 %, made a step; among them youths who remain."""
    people = People(80)
    with (EXAMPLES / "karlskoga" / "outcomes.csv").open(encoding="utf-8", newline="") as file:
        outcomes = list(csv.DictReader(file, delimiter=";"))
    told = ("kommer varje vecka", "har besökt en skola", "har sökt praktik", "går upp på morgonen")
    chosen = people.chance.sample(outcomes, 57)
    rows: list[Row] = [
        (row["Personnummer"],
         (date.fromisoformat(row["Datum"]) - timedelta(days=people.chance.randint(0, 20)))
         .isoformat(), people.chance.choice(told), "Coachingteamet")
        for row in chosen
    ]  # fmt: skip
    rows.sort(key=lambda row: row[0])
    yield "steps", ("Personnummer", "Datum", "Steg", "Verksamhet"), rows


SEEDS = {
    "krokom": krokom,
    "partille": partille,
    "alingsas": alingsas,
    "stromsund": stromsund,
    "karlskoga": steps_of_karlskoga,
}


def lists() -> Iterator[tuple[Path, bytes]]:
    """Every list with its content, as a spreadsheet saves it."""
    for folder, told in SEEDS.items():
        for name, head, rows in told():
            text = io.StringIO()
            csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([head, *rows])
            yield EXAMPLES / folder / f"{name}.csv", text.getvalue().encode()


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a list that is there, without its headings."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=";"))[1:]


def main() -> int:
    """Write the lists, or tell which differ."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    differ = []
    checking = parser.parse_args().check
    for path, content in lists():
        if path.exists() and path.read_bytes() == content:
            continue
        differ.append(str(path.relative_to(EXAMPLES)))
        if not checking:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
    print("\n".join(differ) or "all as they should be")
    return 1 if checking and differ else 0


if __name__ == "__main__":
    sys.exit(main())
