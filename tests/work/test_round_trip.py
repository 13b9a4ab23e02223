"""Whatever a register holds: written as a list and taken in by an empty one, it is the same."""

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import engines
from kaa_cli.files.cells import tidy
from kaa_cli.files.headings import KINDS
from kaa_cli.files.writers import Column, as_csv
from kaa_cli.rules.codes import Channel, Protection, Reason
from kaa_cli.rules.identity import read_identity
from terminal import ask_rows, isolate, kaa

pytestmark = pytest.mark.same_anywhere("what is written and read as a list")

FIELDS = tuple(KINDS["roster"].fields)
TEXTS = ("given_name", "family_name", "street", "postcode", "city", "municipality", "school",
         "study_programme", "referred_by", "contact_person", "guardian_1_name",
         "guardian_2_name")  # fmt: skip
ODD = ("å", "Ä", "ö", "é", "ł", "a\u030a", "O\u0308", "[red]", "[/]", ":bomb:", "<b>", "{0}", "🎸",
       "=", "+", "-", "@", "＝", "＋", "'", '"', ";", ",", "|", "\t", "\n", "\r\n", "  ", "\u00a0",
       "sep=,", "a", "Nova", "7", "\\", "%", "#N/A", "ß", "ſ", "İ", "ﬁ", "Å")  # fmt: skip
TEXT = st.lists(st.sampled_from(ODD), max_size=6).map("".join)
NUMBERS = st.integers(5, 99).map(lambda end: f"070-174 06 {end:02}")
PHONES = st.one_of(
    NUMBERS,
    st.tuples(NUMBERS, st.sampled_from(["efter kl 16", "mamma", "ej fredag"])).map(
        lambda told: f"{told[0]} ({told[1]})"
    ),
    st.sampled_from(["", "saknas", "mormor", "112", "070-174 06", "+46 (0)70-174 06 98"]),
)
SINCE = st.dates(date(2025, 1, 1), date(2026, 9, 7)).map(str)
Row = dict[str, str]


def numbered(day: date, kind: str) -> str:
    """A number of a kind for a day, or the day itself; no two youths share a day."""
    if kind == "day":
        return day.isoformat()
    if kind == "school":
        return f"{day:%Y%m%d}-T101"
    nine = f"{day:%y%m%d}{kind}"
    total = sum(sum(divmod(int(digit) * (2 - n % 2), 10)) for n, digit in enumerate(nine))
    return f"{day:%Y%m%d}-{kind}{-total % 10}"


@st.composite
def lists(draw: st.DrawFn) -> list[Row]:
    """Up to five youths in the duty, each with whatever a list may tell."""
    rows = []
    for n in draw(st.lists(st.integers(0, 1200), min_size=1, max_size=5, unique=True)):
        kind = draw(st.sampled_from(["238", "239", "school", "day"]))
        row = {field: draw(TEXT) for field in TEXTS}
        row["identity_number"] = numbered(date(2006, 9, 9) + timedelta(days=n), kind)
        if kind == "day":
            row["given_name"] = f"Li{row['given_name']}"
        row |= {
            field: draw(PHONES)
            for field in ("phone", "phone_2", "guardian_1_phone", "guardian_2_phone")
        }
        row |= {
            field: draw(st.just("") | SINCE)
            for field in ("registered_on", "first_seen_on", "left_school_on")
        }
        row["sex"] = draw(st.sampled_from(["", "female", "pojke"])) if kind == "school" else ""
        row["email"] = draw(st.sampled_from(["", "åsa.öst@example.se", "=nova@example.se"]))
        row["reason"] = draw(st.just("") | st.sampled_from(Reason))
        row["protection"] = draw(st.sampled_from(["", "", "", *Protection]))
        row["preferred_channel"] = draw(st.just("") | st.sampled_from(Channel))
        rows.append(row)
    return rows


@dataclass(frozen=True)
class Desks:
    """An empty register to copy, and where the copies go."""

    empty: Path
    folder: Path

    def taken_in(self, name: str, text: str) -> Path:
        """A register of its own with a list taken in."""
        register = engines.copy(self.empty, self.folder / f"{name}.db")
        (self.folder / "list.csv").write_bytes(text.encode())
        answer = kaa("--db", str(register), "import", str(self.folder / "list.csv"), "--yes")
        assert answer.code == 0, answer.err
        return register


@pytest.fixture(scope="module")
def desks(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Desks:
    folder = tmp_path_factory.mktemp("round")
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, folder)
        assert kaa("--db", str(folder / "empty.db"), "init").code == 0
    return Desks(folder / "empty.db", folder)


PEOPLE = """
SELECT y.*, r.registered_on, r.first_seen_on, r.reason, r.left_school_on, r.referred_by,
       c.name AS contact_person
FROM youth y JOIN registration r ON r.youth_id = y.id
LEFT JOIN caseworker c ON c.id = y.contact_person_id ORDER BY y.id"""
GUARDIANS = "SELECT youth_id, position, name FROM guardian ORDER BY youth_id, position"
PHONES_OF = """
SELECT p.youth_id, coalesce(g.position, 0), p.raw, p.note, p.number, p.mobile, p.state,
       p.usable_on, p.wrong_on, p.source
FROM phone p LEFT JOIN guardian g ON g.id = p.guardian_id ORDER BY p.id"""


def people(register: Path) -> list[dict[str, object]]:
    names = [row[0] for row in ask_rows(register, "SELECT name FROM pragma_table_info('youth')")]
    names += ["registered_on", "first_seen_on", "reason", "left_school_on", "referred_by"]
    rows = ask_rows(register, PEOPLE)
    listed = [dict(zip([*names, "contact_person"], row, strict=True)) for row in rows]
    return [{k: v for k, v in row.items() if k != "contact_person_id"} for row in listed]


def everything(register: Path) -> list[object]:
    """All that a list can tell, whatever numbers the rows got."""
    phones = sorted(ask_rows(register, PHONES_OF), key=repr)
    return [people(register), ask_rows(register, GUARDIANS), phones]


def as_list(register: Path) -> str:
    """The register as a roster: the field names as headings, a number in each phone column."""
    rows: dict[object, dict[str, object]] = {}
    for one in people(register):
        row = {field: one[field] for field in FIELDS if one.get(field)}
        row["identity_number"] = one["identity_number"] or one["born_on"]
        rows[one["id"]] = row
    for youth, position, name in ask_rows(register, GUARDIANS):
        rows[youth][f"guardian_{position}_name"] = name
    for youth, position, raw, note, *_rest in ask_rows(register, PHONES_OF):
        field = f"guardian_{position}_phone" if position else "phone"
        field = "phone_2" if field in rows[youth] else field
        rows[youth][field] = f"{raw} ({note})" if note else raw
    return as_csv(rows.values(), [Column(field, field) for field in FIELDS], "\r\n")


def typed(rows: list[Row]) -> str:
    """The list as it comes from elsewhere: no care taken of formulas or letters."""
    file = io.StringIO()
    writer = csv.DictWriter(file, FIELDS, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def one(**cells: str) -> list[Row]:
    return [{"identity_number": numbered(date(2009, 3, 12), "238"), **cells}]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=lists())
@example(rows=one(given_name="''=x", family_name="＝x", city="'＋1"))
@example(rows=one(guardian_2_name="Maria", guardian_2_phone="mormor", phone="112"))
@example(rows=one(guardian_1_phone="070-174 06 05", guardian_2_name="Per"))
@example(rows=one(protection="protected-registration", street="x", phone="070-174 06 05"))
def test_a_register_written_as_a_list_and_taken_in_is_the_same(
    desks: Desks, rows: list[Row]
) -> None:
    register = desks.taken_in("from", typed(rows))
    again = desks.taken_in("to", as_list(register))
    assert everything(again) == everything(register)
    assert len(people(register)) == len(rows)


@given(TEXT)
def test_what_was_tidied_needs_no_more_tidying(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_the_numbers_made_here_are_right() -> None:
    for kind in ("238", "239"):
        assert read_identity(numbered(date(2009, 3, 12), kind), date(2026, 9, 7))
