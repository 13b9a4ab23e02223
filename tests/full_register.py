"""A register in which every table holds something, made by the commands themselves.

Fourteen youths with much the same past: an ordinary one, nine for company, three who are protected,
each in a way of its own, and one whose data are restricted. One is closed, and one a double.
"""

import shlex
from collections.abc import Iterable
from pathlib import Path

import pytest

from terminal import ROOT, isolate, kaa

ORDINARY = 1
PROTECTED = {11: "confidentiality-marked", 12: "protected-registration", 13: "assumed-identity"}
RESTRICTED = 14
CLOSED = 15
DOUBLES = {16: 1, 17: 2}
"""Who came under a school's number too, and for whom; the second pair is joined."""
SUBJECTS = (ORDINARY, *PROTECTED, RESTRICTED)
"""Those of whom all is kept that can be kept of anybody."""
_BORN = {7: 2008, 8: 2006}
"""One came of age since, with guardians kept; one turns 20 in ten days."""
NUMBERLESS = (18, 19)
_NAMES = [
    "Nova",
    "Leo",
    "Ali",
    "Moa",
    "Elias",
    "Viktor",
    "Saga",
    "Hugo",
    "Amir",
    "Wilma",
    "Zeb",
    "Quirin",
    "Xerxes",
    "Rut",
    "Ove",
    "-",
    "-",
    "Ida",
    "Tor",
]
_HEAD = (
    "Personnummer;Förnamn;Efternamn;Gatuadress;Postnr;Ort;Telefon;E-post;Skola;Studieväg;"
    "Avbrottsdatum;Orsak;Vårdnadshavare 1;Vårdnadshavare 1 telefon;Vårdnadshavare 2;Anvisad av;Lur"
)


def checked(number: str) -> str:
    """A personal number of eleven digits with its check digit."""
    digits = [int(digit) for digit in number.replace("-", "")[2:]]
    doubled = (digit * (2 - place % 2) for place, digit in enumerate(digits))
    return f"{number}{-sum(map(int, ''.join(map(str, doubled)))) % 10}"


def number_of(no: int) -> str:
    """The personal number a youth is taken in with."""
    return checked(f"{_BORN.get(no, 2009)}{no % 9 + 1:02}{no + 9}-238")


def _phone(no: int, plus: int) -> str:
    return "" if no in NUMBERLESS else f"070-174 06 {no + plus:02}"


def lines_of(numbers: Iterable[int]) -> list[str]:
    """The roster's rows of these youths."""
    return [
        f"{number_of(no)};{_NAMES[no - 1]};Efternamn{no};Provvägen {no};441 00;Alingsås;"
        f"{_phone(no, 4)};n{no}@example.se;Alströmergymnasiet;Teknik;2026-06-12;"
        f"never-started;Maria{no};{_phone(no, 40)};Per{no};Skolan;"
        for no in numbers
    ]


def build(folder: Path) -> Path:
    """The register; whoever uses it takes a copy. Its files stay beside it."""
    _write_files(folder)
    register = folder / "kaa.db"
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, folder)
        patch.setenv("KAA_DB", str(register))
        for day, lines in _PAST.items():
            patch.setenv("KAA_TODAY", day)
            for line in lines:
                run(line, folder)
    return register


def run(line: str, folder: Path) -> None:
    """A command that must succeed; after < stands what is typed, | being the end of a line."""
    words, _mark, typed = line.partition(" < ")
    answer = kaa(
        *(word.format(folder=folder) for word in shlex.split(words)),
        input=typed.replace("|", "\n") + "\n",
    )
    assert answer.code == 0, (line, answer.err)


def _write_files(folder: Path) -> None:
    doubles = [
        f"2009{no % 9 + 1:02}{no + 9}-T101;{_NAMES[no - 1]};Efternamn{no}" + ";" * 15
        for no in DOUBLES.values()
    ]
    head = "Personnummer;Datum;Utfall;Verksamhet"
    for name, rows in {
        "roster.csv": [_HEAD, *lines_of(range(1, CLOSED + 1)), *doubles],
        "bad.csv": [_HEAD, *lines_of([2]), "20090230-2380;Fel;Rad" + ";" * 15],
        "mine.csv": [_HEAD, *lines_of([4, 5, 18, 19])],
        "later.csv": [
            _HEAD,
            *(line.replace("Provv", "Testv") for line in lines_of([1, 2, 3, *NUMBERLESS])),
        ],
        "phones.csv": ["Nr;Telefon", "2;070-174 06 91", "11;070-174 06 92"],
        "outcomes.csv": [head, *(f"{number_of(no)};2026-06-22;Studier;" for no in (3, 7))],
        "answers.csv": (ROOT / "examples" / "krokom" / "answers.csv")
        .read_text(encoding="utf-8")
        .splitlines(),
        "codes.csv": ["variable;code;value", "atgard;praktik;12"],
        "routine.toml": [
            'name = "Besök"',
            "[[rung]]",
            'channel = "home-visit"',
            "attempts = 1",
            "staff = 2",
        ],
    }.items():
        (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")


_PAST: dict[str, tuple[str, ...]] = {
    "2026-08-10": (
        "init --municipality Alingsås --municipality Lerum --policy {folder}/routine.toml",
        "import {folder}/roster.csv --yes --column Lur=phone_2",
        "programme add Möjligheten --type coaching --provider Plugin",
        "programme run Möjligheten --name Höst --from 2026-08-01 --to 2026-12-18 --places 20",
        "programme add Kursen --type internship",
        "measure types add cykel --sv Cykelverkstad --en Bicycles",
        "youth assign 1-15 --to Anna,Bo -y",
        "visit plan --with Bo --back 15:30 --office Cia --youths 1,11-14 --yes",
        "visit plan --with Bo --back 15:30 --office Cia --youths 3,7 --yes",
        "visit close 2 --result 3=not-home,7=not-home",
        "policy adopt alingsas --from 2026-08-11 --yes",
    ),
    "2026-08-11": ("log 2-7 no-answer --channel phone --note efter-fyra -y",),
    "2026-08-13": (
        "log 2-7 no-answer --channel phone -y",
        "log 2-5 sent --channel sms -y",
    ),
    "2026-08-19": (
        "log 2-3 sent --channel letter -y",
        "letters returned 3",
        "import {folder}/outcomes.csv --as outcomes --yes",
        "questionnaire import Möjligheten {folder}/answers.csv",
    ),
    "2026-08-20": tuple(
        line.replace("@", str(no))
        for no in (*SUBJECTS, CLOSED)
        for line in (
            "log @ no-answer --channel phone --note svarar-sent",
            "log @ sent --channel letter",
            "log @ reached other --channel in-person --place Parken --with Bo --says cyklar"
            " --note hälsade",
            "consent give @ team",
            "consent give @ actor --actor social-services",
            "referral out @ social-services --note möte-bokat",
            "referral in @ school --note från-skolan",
            "measure offer @ --programme Möjligheten --run Höst --provider Plugin --goal mål"
            " --by-youth söker --by-municipality stöder --by-other möter --week måndagar",
            "measure start @ internship --provider Verkstan --goal praktik --next +1w",
            "outcome record @ studies --detail komvux --programme Möjligheten",
            "youth phone @ --of guardian --second < 070-174 06 70",
        )
    ),
    "2026-08-27": tuple(
        line.replace("@", str(no))
        for no in SUBJECTS
        for line in (
            "measure follow-up @ --note går-bra --next +1w",
            "application add @ Kursen --referred-by insurance-agency",
            "step @ --note kom-i-tid --programme Möjligheten",
            "outcome check @ interrupted --reason other --says bytte",
            "appointment add @ first-talk 4/9 14:00 --place Biblioteket --with Bo",
            "appointment add @ talk 15/9 14:00 --place Biblioteket --with Bo",
            "contact hand-over @ --to Cia -y",
            "contact hand-over @ --to Anna -y",
        )
    ),
    "2026-08-31": (
        "youth close 15 moved -y",
        "youth merge 2 17 -y",
        "codes load {folder}/codes.csv --half-year 2026H2",
        "report half-year 2026H2 -o {folder}/worksheet.xlsx",
        "import {folder}/bad.csv --skip-bad --yes",
        "settings smallest-group 5",
        *(f"youth edit {no} protection --value {kind}" for no, kind in PROTECTED.items()),
        f"youth edit {RESTRICTED} restricted --value yes",
    ),
    "2026-09-04": (
        "import {folder}/later.csv --yes",
        "numbers -o {folder}/numbers.xlsx",
        "step 9 --note provade",
        "undo",
        "contact take 10",
        "step 10 --note ringde-upp",
    ),
}
