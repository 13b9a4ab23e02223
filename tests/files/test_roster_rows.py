"""Rosters: rows read to youths, every refusal in words, protection, duplicates."""

from datetime import date

import pytest

from kaa_cli import words
from kaa_cli.files.phones import PhoneNumber
from kaa_cli.files.roster import RosterFile, read_roster
from kaa_cli.files.roster_row import ADDRESS_NOT_STORED, NAME_SPLIT, ZERO_RESTORED, RosterRow
from kaa_cli.files.table import Row, Table
from kaa_cli.rules.codes import Channel, Protection, Reason, Sex

TODAY = date(2026, 9, 7)
NOVA = "20090312-2380"
LEO = "20080101-2394"


@pytest.fixture(autouse=True)
def english() -> None:
    words.use("en")


def read(*rows: dict[str, str]) -> RosterFile:
    """A roster with the headings that the rows name."""
    headings = tuple(dict.fromkeys(heading for row in rows for heading in row))
    lines = [
        Row(line, tuple(row.get(heading, "") for heading in headings))
        for line, row in enumerate(rows, start=2)
    ]
    return read_roster(Table(headings, lines, "utf-8", ";"), TODAY)


def phones(row: RosterRow, owner: int = 0) -> list[PhoneNumber]:
    """The youth's own numbers, or a guardian's."""
    return [phone for whose, phone in row.numbers if whose == owner]


def refusals(roster: RosterFile) -> list[tuple[int, str, str]]:
    return [(reject.line, reject.field, reject.code) for reject in roster.rejects]


def test_a_full_row_is_read() -> None:
    roster = read(
        {
            "Personnummer": NOVA,
            "Förnamn": " Nova ",
            "Efternamn": "Ekdahl",
            "Adress": "Exempelgatan  7",
            "Postnr": "44100",
            "Ort": "Alingsås",
            "Kommun": "1489",
            "Telefon": "070-174 06 31",
            "Mobil": "070-174 06 32",
            "E-post": "nova@example.se",
            "Skola": "Alströmergymnasiet",
            "Program": "SA",
            "Avbrottsdatum": "2026-08-28",
            "Registrerad": "31/8 2026",
            "Först sedd": "20260831",
            "Orsak": "Avbrott nationellt",
            "Anvisad av": "skolan",
            "Sekretess": "Nej",
            "Vårdnadshavare": "Maria Ekdahl",
            "Vh telefon": "0701740612",
            "Vårdnadshavare 2": "Erik Ekdahl",
            "Kontaktperson": "Anna Lind",
            "Önskad kanal": "sms",
            "Klass": "SA24A",
        }
    )
    assert not roster.rejects
    assert roster.unknown_headings == ("Klass",)
    (nova,) = roster.rows
    assert (nova.line, nova.identity.number, nova.sex) == (2, "200903122380", Sex.FEMALE)
    assert (nova.given_name, nova.family_name) == ("Nova", "Ekdahl")
    assert (nova.street, nova.postcode, nova.city) == ("Exempelgatan 7", "441 00", "Alingsås")
    assert nova.municipality == "1489"
    assert [phone.number for phone in phones(nova)] == ["+46701740631", "+46701740632"]
    assert (nova.email, nova.school) == ("nova@example.se", "Alströmergymnasiet")
    assert (nova.study_programme, nova.left_school_on) == ("SA", date(2026, 8, 28))
    assert nova.registered_on == nova.first_seen_on == date(2026, 8, 31)
    assert (nova.reason, nova.referred_by) == (Reason.DROPPED_OUT_NATIONAL, "skolan")
    assert nova.protection is Protection.NONE
    assert nova.guardians == ("Maria Ekdahl", "Erik Ekdahl")
    assert [phone.number for phone in phones(nova, 1)] == ["+46701740612"]
    assert phones(nova, 2) == []
    assert (nova.contact_person, nova.preferred_channel) == ("Anna Lind", Channel.SMS)
    assert nova.notes == ()


def test_a_row_with_a_number_only_is_enough() -> None:
    (row,) = read({"Pnr": NOVA}).rows
    assert (row.given_name, row.numbers, row.reason, row.registered_on) == ("", (), None, None)


def test_a_whole_name_is_parted_unless_the_parts_are_there() -> None:
    (row,) = read({"Pnr": NOVA, "Namn": "Ekdahl, Nova"}).rows
    assert (row.given_name, row.family_name, row.notes) == ("Nova", "Ekdahl", (NAME_SPLIT,))
    (row,) = read({"Pnr": NOVA, "Namn": "Ekdahl, Nova", "Tilltalsnamn": "Nova Li"}).rows
    assert (row.given_name, row.family_name) == ("Nova Li", "")


def test_the_number_tells_the_sex_and_the_column_that_of_a_school_number() -> None:
    roster = read({"Pnr": "20090312-TF01", "Kön": "Flicka"}, {"Pnr": LEO, "Kön": "K"})
    assert [row.sex for row in roster.rows] == [Sex.FEMALE, Sex.MALE]


def test_zeros_put_back_are_told() -> None:
    (row,) = read({"Pnr": "903122380"}).rows
    assert (row.identity.number, row.notes) == ("200903122380", (ZERO_RESTORED,))


def test_a_phone_that_cannot_be_read_is_kept_as_written() -> None:
    (row,) = read({"Pnr": NOVA, "Telefon": "mormor", "Mobil": "mormor"}).rows
    assert [(phone.number, phone.dialable) for phone in phones(row)] == [("mormor", False)]


@pytest.mark.parametrize(
    ("row", "field", "code", "message"),
    [
        (
            {"Pnr": "20090312-2381"},
            "identity_number",
            "check-digit",
            "Row 2, personal number: the check digit does not match. Compare with the source; "
            "do not guess.",
        ),
        (
            {"Pnr": "2,00801E+11"},
            "identity_number",
            "excel-shortened",
            "Row 2, personal number: Excel shortened it to 2,00801E+11. Format the column as text "
            "and fetch the list again.",
        ),
        (
            {"Pnr": ""},
            "identity_number",
            "missing",
            "Row 2, personal number: is missing. Add it in the source, or take the row out of the "
            "file.",
        ),
        (
            {"Pnr": NOVA, "Avbrott": "2026-09-08"},
            "left_school_on",
            "future",
            "Row 2, day of leaving school: the day has not been yet. Compare with the source.",
        ),
        (
            {"Pnr": NOVA, "Orsak": "studiebevvis"},
            "reason",
            "unknown-code",
            'Row 2, reason: is not a word kaa knows here. Did you mean "study-certificate"?',
        ),
        (
            {"Pnr": NOVA, "E-post": "saknas"},
            "email",
            "not-an-address",
            "Row 2, e-mail: is not an e-mail address. Mend it or leave the cell empty.",
        ),
    ],
)
def test_a_refused_row_says_which_field_and_what_to_do(
    row: dict[str, str], field: str, code: str, message: str
) -> None:
    roster = read({"Namn": "Nova", **row})
    (reject,) = roster.rejects
    assert (reject.line, reject.field, reject.code, reject.message) == (2, field, code, message)
    assert roster.rows == []


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        ({"Pnr": "20090230-2380"}, "identity_number", "no-such-day"),
        ({"Pnr": "20270312-2380"}, "identity_number", "future"),
        ({"Pnr": "20090312-0000"}, "identity_number", "birth-number-zero"),
        ({"Pnr": "20090312+2380"}, "identity_number", "century"),
        ({"Pnr": "Nova"}, "identity_number", "not-a-number"),
        ({"Pnr": NOVA, "Avbrott": "i våras"}, "left_school_on", "not-a-day"),
        ({"Pnr": NOVA, "Registrerad": "2026-02-30"}, "registered_on", "no-such-day"),
        ({"Pnr": NOVA, "Förnamn": "No\x1b[2Jva"}, "given_name", "hostile-characters"),
        ({"Pnr": NOVA, "Efternamn": "Ek\u202edahl"}, "family_name", "hostile-characters"),
        ({"Pnr": NOVA, "Sekretess": "?"}, "protection", "unknown-code"),
        ({"Pnr": NOVA, "Önskad kanal": "duva"}, "preferred_channel", "unknown-code"),
        ({"Pnr": "20090312-TF01", "Kön": "okänt"}, "sex", "unknown-code"),
    ],
)
def test_each_fault_has_its_code(row: dict[str, str], field: str, code: str) -> None:
    roster = read({"Förnamn": "Nova", **row})
    assert refusals(roster) == [(2, field, code)]
    message = roster.rejects[0].message
    assert not any(hint in message for hint in ("Nova", "Ek", "2380", "\x1b"))


def test_every_fault_of_every_row_is_told_at_once() -> None:
    roster = read(
        {"Pnr": "1", "Avbrott": "x", "E-post": "y"}, {"Pnr": LEO}, {"Pnr": NOVA, "Avbrott": "z"}
    )
    assert refusals(roster) == [
        (2, "identity_number", "not-a-number"),
        (2, "email", "not-an-address"),
        (2, "left_school_on", "not-a-day"),
        (4, "left_school_on", "not-a-day"),
    ]
    assert [row.line for row in roster.rows] == [3]


def test_a_hostile_character_in_an_unread_column_is_no_fault() -> None:
    assert not read({"Pnr": NOVA, "Mentor": "a\x1bb"}).rejects


@pytest.mark.parametrize(
    "marks",
    [
        {"Skyddad": "Skyddad folkbokföring"},
        {"Skyddad folkbokföring": "Ja"},
        {"Sekretess": "S", "Skyddad folkbokföring": "x"},
    ],
)
def test_nothing_that_tells_where_is_taken_in_under_protected_registration(  # fault 51
    marks: dict[str, str],
) -> None:
    where = {"Adress": "Exempelgatan 7", "Postnr": "44100", "Ort": "Alingsås", "Skola": "Lerum"}
    (row,) = read({"Pnr": NOVA, "Vh": "Maria", "Förnamn": "Nova", **where, **marks}).rows
    assert row.protection is Protection.REGISTRATION
    assert (row.street, row.postcode, row.city, row.school, row.guardians) == ("", "", "", "", ())
    assert (row.given_name, row.notes) == ("Nova", (ADDRESS_NOT_STORED,))


def test_a_confidentiality_mark_keeps_the_address() -> None:
    (row,) = read({"Pnr": NOVA, "Sekretess": "S", "Adress": "Exempelgatan 7"}).rows
    assert (row.protection, row.street) == (Protection.CONFIDENTIALITY, "Exempelgatan 7")


def test_the_same_youth_twice_is_one() -> None:  # fault 48
    roster = read(
        {"Pnr": NOVA, "Förnamn": "Åsa", "Ort": ""},
        {"Pnr": "090312-2380", "Förnamn": "A\u030aSA ", "Ort": "Alingsås"},
        {"Pnr": LEO},
    )
    assert ([row.line for row in roster.rows], roster.duplicates) == ([2, 4], [3])
    assert (roster.rows[0].given_name, roster.rows[0].city) == ("Åsa", "Alingsås")
    assert not roster.rejects


def test_the_same_youth_with_another_phone_keeps_both() -> None:
    roster = read(
        {"Pnr": NOVA, "Telefon": "070-174 06 31"}, {"Pnr": NOVA, "Telefon": "070-174 06 32"}
    )
    assert sorted(p.number for p in phones(roster.rows[0])) == ["+46701740631", "+46701740632"]


def test_the_same_youth_told_of_differently_is_refused() -> None:
    roster = read({"Pnr": NOVA, "Skola": "Lerum"}, {"Pnr": NOVA, "Skola": "Partille"})
    assert refusals(roster) == [(3, "identity_number", "duplicate")]
    assert "row 2" in roster.rejects[0].message


def test_a_mark_on_either_of_two_rows_holds_for_both() -> None:
    roster = read(
        {"Pnr": NOVA, "Adress": "Exempelgatan 7", "Skyddad": ""},
        {"Pnr": NOVA, "Adress": "", "Skyddad": "Skyddad folkbokföring"},
    )
    assert (roster.rows[0].protection, roster.rows[0].street) == (Protection.REGISTRATION, "")


@pytest.mark.parametrize("cell", ['="20090312-2380"', "'20090312-2380", "'200903122380"])
def test_a_number_that_a_program_marked_as_text_is_that_number(cell: str) -> None:  # fault 44
    (row,) = read({"Pnr": cell}).rows
    assert row.identity.number == "200903122380"
