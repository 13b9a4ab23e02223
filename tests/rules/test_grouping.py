"""Groups of a report: everybody in one, boys before girls, what is not stated last."""

from datetime import date

import pytest

from journeys import LAST, who
from kaa_cli.rules.codes import Reason, Sex
from kaa_cli.rules.grouping import Values, Who, grouped, values
from kaa_cli.rules.report_codes import By


def groups(people: list[Who], *by: By) -> list[Values]:
    return [told for told, _members in grouped(people, lambda one: one, by, LAST)]


def test_crossed_groups_stand_in_the_order_of_their_columns() -> None:
    people = [
        who(1, sex=None, school="Ale"),
        who(2, sex=Sex.FEMALE, school="Ö"),
        who(3, sex=Sex.FEMALE, school="Ä"),
        who(4, sex=Sex.MALE, school=""),
    ]
    assert groups(people, By.SEX, By.SCHOOL) == [
        (Sex.MALE, None), (Sex.FEMALE, "Ä"), (Sex.FEMALE, "Ö"), (None, "Ale"),
    ]  # fmt: skip


def test_words_that_differ_in_case_alone_are_one_group() -> None:
    people = [who(1, school="LERUM"), who(2, school="Lerum"), who(3, school=" lerum ")]
    assert len(groups(people, By.SCHOOL)) == 1


def test_the_spelling_shown_does_not_hang_on_the_order() -> None:
    people = [who(1, school="LERUM"), who(2, school="Lerum")]
    assert groups(people, By.SCHOOL) == groups(people[::-1], By.SCHOOL)


@pytest.mark.parametrize(
    ("by", "value"),
    [
        (By.SEX, Sex.FEMALE),
        (By.AGE, 18),
        (By.SCHOOL, "Lerum"),
        (By.REASON, Reason.MOVED_IN),
        (By.PROGRAMME, "B"),
        (By.MUNICIPALITY, "Ale"),
        (By.CONTACT_PERSON, "Anna"),
    ],
)
def test_what_each_grouping_looks_at(by: By, value: object) -> None:
    one = who(
        1,
        school="Lerum",
        reason=Reason.MOVED_IN,
        programmes=("A", "B"),
        municipality="Ale",
        contact_person="Anna",
    )
    assert values(one, (by,), LAST) == (value,)


@pytest.mark.parametrize("by", sorted(set(By) - {By.AGE}))
def test_what_is_not_stated_is_none(by: By) -> None:
    assert values(Who(1, date(2008, 3, 12)), (by,), LAST) == (None,)


def test_without_a_grouping_there_are_no_groups() -> None:
    assert groups([who(1)]) == []
