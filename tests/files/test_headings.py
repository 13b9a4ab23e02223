"""Headings: the ones that are recognised, what is told outright, and what is refused."""

import pytest

from kaa_cli.errors import Refused, UsageProblem
from kaa_cli.files.headings import KINDS, map_headings
from kaa_cli.labels import field_word


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Förnamn", "given_name"),
        ("FORNAMN", "given_name"),
        ("Tilltals-namn", "given_name"),
        ("given_name", "given_name"),
        ("Given name", "given_name"),
        ("Efternamn", "family_name"),
        ("Namn", "name"),
        ("Gatuadress", "street"),
        ("Post nr.", "postcode"),
        ("Postort", "city"),
        ("Tfn", "phone"),
        ("Mobil", "phone"),
        ("E-post", "email"),
        ("epost", "email"),
        ("Skola", "school"),
        ("Studieväg", "study_programme"),
        ("Avbrotts_datum", "left_school_on"),
        ("Orsak", "reason"),
        ("Målsman", "guardian_1_name"),
        ("Vh 2", "guardian_2_name"),
        ("Vh-telefon", "guardian_1_phone"),
        ("Sekretess", "protection"),
        ("Skyddad folkbokföring", "protected_registration"),
    ],
)
def test_a_heading_is_recognised(heading: str, field: str) -> None:
    assert map_headings(["Personnr", heading], "roster").fields == {"identity_number": 0, field: 1}


@pytest.mark.parametrize(
    "heading", ["Personnummer", "PERSONNR", "Pnr", "pers. nr", "identity_number"]
)
def test_the_identity_number_has_many_names(heading: str) -> None:
    assert map_headings([heading], "roster").fields == {"identity_number": 0}


@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_means_two_fields_of_one_kind(kind: str) -> None:
    for field, forms in KINDS[kind].fields.items():
        for form in (field, *forms):
            wanted = list(dict.fromkeys([*KINDS[kind].required, field]))
            headings = [form if name == field else name for name in wanted]
            assert map_headings(headings, kind).fields[field] == wanted.index(field), form
        assert field_word(field)


def test_what_is_not_recognised_is_told_and_empty_headings_are_not() -> None:  # fault 43
    found = map_headings(["Klass", "Pnr", "", "Mentor"], "roster")
    assert found.unknown == ("Klass", "Mentor")


def test_a_second_phone_column_goes_to_the_second_phone() -> None:
    found = map_headings(["Pnr", "Telefon", "Mobil"], "roster")
    assert (found.fields["phone"], found.fields["phone_2"]) == (1, 2)


def test_what_is_told_outright_goes_first() -> None:
    found = map_headings(["Nr", "Pnr", "Skola"], "roster", {"nr": "identity_number"})
    assert found.fields == {"identity_number": 0, "school": 2}
    assert found.unknown == ("Pnr",)


def test_a_column_told_outright_ends_a_quarrel_between_two() -> None:
    with pytest.raises(Refused):
        map_headings(["Pnr", "Skola", "Skolenhet"], "roster")
    told = {"Skola": "school", "Skolenhet": "referred_by"}
    assert map_headings(["Pnr", "Skola", "Skolenhet"], "roster", told).fields["school"] == 1


@pytest.mark.parametrize(
    ("headings", "kind", "says"),
    [
        (["Namn"], "roster", "No column holds personal number"),
        (["Pnr", "Utfall"], "outcomes", "No column holds day"),
        (["Pnr", "Datum"], "outcomes", "No column holds category"),
        (["Pnr", "Skola", "Skolenhet"], "roster", 'Both "Skola" and "Skolenhet" say school'),
        (["Pnr", "Personnummer"], "roster", 'Both "Pnr" and "Personnummer" say personal number'),
    ],
)
def test_a_missing_or_doubled_field_is_named(  # fault 43
    headings: list[str], kind: str, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        map_headings(headings, kind)


@pytest.mark.parametrize(
    "columns", [{"Skola": "school"}, {"Pnr": "shoe_size"}, {"Pnr": "name", "Ort": "name"}]
)
def test_a_column_that_cannot_be_is_a_typing_error(columns: dict[str, str]) -> None:
    with pytest.raises(UsageProblem):
        map_headings(["Pnr", "Ort"], "roster", columns)
