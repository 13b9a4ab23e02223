"""The half-year report: who is in it, which line each thing makes, what is to be mended."""

from dataclasses import replace
from datetime import date

import pytest

from kaa_cli.rules.agency import VARIABLES, CodeList, in_force, missing
from kaa_cli.rules.codes import Channel, OccupationCode, Reason, Sex, Target
from kaa_cli.rules.facts import Occupation
from kaa_cli.rules.half_year import (
    Contact,
    Evidence,
    Half,
    Line,
    MeasureTold,
    Stay,
    half_of,
    read_half,
    worksheet,
)
from kaa_cli.rules.half_year_change import Change, differences
from kaa_cli.rules.half_year_faults import flaws
from kaa_cli.rules.report_codes import Fault
from kaa_cli.rules.support_codes import Block

AUTUMN = Half(2026, 2)
LATER = date(2027, 1, 15)
STAY = Stay(
    id=5,
    youth=17,
    born_on=date(2008, 3, 12),
    registered_on=date(2026, 8, 20),
    reason=Reason.NEVER_STARTED,
    municipality="Alingsås",
    sex=Sex.FEMALE,
)


def lines(*stays: Stay, **known: object) -> dict[Block, list[Line]]:
    sheet = worksheet(AUTUMN, LATER, Evidence(list(stays), **known))  # type: ignore[arg-type]
    return {block: sheet.of(block) for block in Block}


class TestTheHalfYear:
    @pytest.mark.parametrize(
        ("text", "first", "last"),
        [
            ("2026H2", date(2026, 7, 1), date(2026, 12, 31)),
            ("2026h1", date(2026, 1, 1), date(2026, 6, 30)),
            (" 2027-H1 ", date(2027, 1, 1), date(2027, 6, 30)),
        ],
    )
    def test_is_read_from_its_name(self, text: str, first: date, last: date) -> None:
        half = read_half(text)
        assert (half.first, half.last) == (first, last)
        assert half_of(first) == half_of(last) == half

    @pytest.mark.parametrize("text", ["", "2026", "2026H3", "H2", "26H1", "2026H21"])
    def test_what_is_none_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="^" + text):
            read_half(text)


class TestWhoIsInIt:
    @pytest.mark.parametrize(
        ("registered_on", "ended_on", "is_in"),
        [
            (date(2026, 12, 31), None, True),
            (date(2027, 1, 1), None, False),
            (date(2025, 9, 1), date(2026, 7, 1), True),  # it ended in this half-year
            (date(2025, 9, 1), date(2026, 6, 30), False),
        ],
    )
    def test_whoever_was_in_the_duty_on_some_day(
        self, registered_on: date, ended_on: date | None, *, is_in: bool
    ) -> None:
        stay = replace(STAY, registered_on=registered_on, ended_on=ended_on, end_reason="moved")
        assert bool(lines(stay)[Block.MANDATORY]) is is_in

    def test_not_who_turned_20_before_it_though_nobody_closed_it(self) -> None:
        stay = replace(STAY, born_on=date(2006, 6, 30), registered_on=date(2025, 9, 1))
        known = Evidence([stay])
        sheet = worksheet(AUTUMN, LATER, known)
        assert sheet.lines == ()
        assert [(f.fault, f.youth) for f in flaws(sheet)] == [(Fault.TURNED_20, 17)]

    def test_who_was_closed_late_is_told_in_the_half_year_of_the_closing(self) -> None:
        stay = replace(
            STAY,
            born_on=date(2006, 6, 15),
            registered_on=date(2025, 9, 1),
            ended_on=date(2026, 7, 3),
            end_reason="turned-20",
        )
        told = lines(stay)
        assert [line.row for line in told[Block.DUTY_ENDED]] == [5]
        assert told[Block.MANDATORY] == []

    def test_each_registration_makes_a_line(self) -> None:
        first = replace(STAY, id=4, ended_on=date(2026, 9, 1), end_reason="introductory")
        again = replace(STAY, id=5, registered_on=date(2026, 11, 1))
        told = lines(first, again)
        assert [line.row for line in told[Block.MANDATORY]] == [4, 5]
        assert [line.row for line in told[Block.DUTY_ENDED]] == [4]


OCCUPATIONS = {
    17: [
        Occupation(date(2026, 8, 1), OccupationCode.NONE),
        Occupation(date(2026, 9, 10), OccupationCode.JOB_SEEKING),
        Occupation(date(2026, 11, 20), OccupationCode.WORK),
    ]
}


class TestTheLines:
    def test_registration_tells_reason_and_what_was_known_on_the_day(self) -> None:
        (line,) = lines(STAY, occupations=OCCUPATIONS)[Block.MANDATORY]
        assert line.told == {
            "municipality": "Alingsås",
            "registered_on": "2026-08-20",
            "reason": "never-started",
            "occupation": "none",
        }
        (line,) = lines(STAY)[Block.MANDATORY]
        assert line.told["occupation"] == "unknown"

    def test_contacts_are_those_of_the_half_year_with_what_was_known_then(self) -> None:
        contacts = [
            Contact(3, 5, date(2027, 1, 2), Channel.PHONE, Target.YOUTH),
            Contact(2, 5, date(2026, 10, 1), Channel.PHONE, Target.YOUTH),
            Contact(1, 5, date(2026, 9, 1), Channel.SMS, Target.GUARDIAN, OccupationCode.SFI),
            Contact(4, 99, date(2026, 9, 1), Channel.SMS, Target.YOUTH),  # of another's stay
        ]
        told = lines(STAY, contacts=contacts, occupations=OCCUPATIONS)[Block.CONTACT]
        assert [(line.row, line.told["occupation"], line.told["to"]) for line in told] == [
            (1, "sfi", "guardian"),
            (2, "job-seeking", "youth"),
        ]

    def test_a_measure_that_began_and_ended_in_it_makes_two_lines(self) -> None:
        measure = MeasureTold(
            8, 17, "internship", date(2026, 10, 1), date(2026, 11, 15), "completed"
        )
        told = lines(STAY, measures=[measure], occupations=OCCUPATIONS)
        (began,), (ended,) = told[Block.MEASURE_STARTED], told[Block.MEASURE_ENDED]
        assert began.told["occupation"] == "job-seeking"
        assert (ended.told["end_reason"], ended.told["occupation"]) == ("completed", "work")

    def test_what_was_said_yes_to_and_never_began_makes_none_and_is_not_to_be_mended(self) -> None:
        known = Evidence([STAY], measures=[MeasureTold(8, 17, "work", ended_on=date(2026, 11, 15))])
        sheet = worksheet(AUTUMN, LATER, known)
        assert {line.block for line in sheet.lines} == {Block.MANDATORY}
        assert [one for one in flaws(sheet) if one.measure] == []

    def test_what_was_told_of_the_measure_itself_comes_first(self) -> None:
        measure = MeasureTold(
            id=8,
            youth=17,
            type="internship",
            started_on=date(2026, 10, 1),
            ended_on=date(2026, 11, 15),
            occupation_before=OccupationCode.ABROAD,
            occupation_after=OccupationCode.SFI,
        )
        told = lines(STAY, measures=[measure], occupations=OCCUPATIONS)
        assert told[Block.MEASURE_STARTED][0].told["occupation"] == "abroad"
        assert told[Block.MEASURE_ENDED][0].told["occupation"] == "sfi"

    def test_only_days_of_the_half_year_make_lines_of_measures(self) -> None:
        measure = MeasureTold(8, 17, "internship", date(2026, 6, 30), date(2027, 1, 1))
        told = lines(STAY, measures=[measure])
        assert told[Block.MEASURE_STARTED] == told[Block.MEASURE_ENDED] == []

    def test_every_line_tells_all_its_block_has_columns_for(self) -> None:
        measure = MeasureTold(8, 17, "internship", date(2026, 10, 1), date(2026, 11, 15))
        contact = Contact(2, 5, date(2026, 10, 1), Channel.PHONE, Target.YOUTH)
        stay = replace(STAY, ended_on=date(2026, 12, 1), end_reason="moved")
        told = lines(stay, measures=[measure], contacts=[contact])
        for block, variables in VARIABLES.items():
            (line,) = told[block]
            assert {"identity_number", *line.told} == {variable.key for variable in variables}


RUNNING = MeasureTold(8, 17, "internship", date(2026, 9, 1))
DONE = replace(RUNNING, ended_on=date(2026, 10, 1), end_reason="completed")


@pytest.mark.parametrize(
    ("stay", "measure", "fault"),
    [
        ({"reason": Reason.UNKNOWN}, None, Fault.REASON_UNKNOWN),
        ({"has_personal_number": False}, None, Fault.NO_PERSONAL_NUMBER),
        ({"sex": None}, None, Fault.SEX_UNKNOWN),
        ({"municipality": ""}, None, Fault.MUNICIPALITY_UNKNOWN),
        ({"born_on": date(2006, 12, 31)}, None, Fault.TURNED_20),
        ({"ended_on": date(2026, 12, 1), "end_reason": "moved"}, RUNNING, Fault.NOT_ENDED),
        ({}, replace(DONE, end_reason=None), Fault.NO_END_REASON),
        ({}, DONE, Fault.NO_OCCUPATION_AFTER),
        ({}, replace(RUNNING, started_on=date(2026, 8, 19)), Fault.OUTSIDE),
    ],
)
def test_what_is_to_be_mended_is_told_once_by_its_kind(
    stay: dict[str, object], measure: MeasureTold | None, fault: Fault
) -> None:
    after = [Occupation(date(2026, 10, 2), OccupationCode.WORK)]
    known = Evidence(
        [replace(STAY, **stay)],  # type: ignore[arg-type]
        measures=[measure] if measure else [],
        occupations={} if fault is Fault.NO_OCCUPATION_AFTER else {17: after},
        several_municipalities=True,
    )
    sheet = worksheet(AUTUMN, LATER, known)
    assert [(flaw.fault, flaw.youth) for flaw in flaws(sheet)] == [(fault, 17)]


def test_a_register_in_order_has_nothing_to_mend() -> None:
    after = [Occupation(date(2026, 10, 1), OccupationCode.WORK)]
    known = Evidence([STAY], measures=[DONE], occupations={17: after})
    assert flaws(worksheet(AUTUMN, LATER, known)) == []


def test_who_turns_20_later_in_the_half_year_is_not_to_be_closed_yet() -> None:
    known = Evidence([replace(STAY, born_on=date(2006, 12, 31))])
    assert flaws(worksheet(AUTUMN, date(2026, 12, 30), known)) == []


class TestCodeLists:
    OLD = CodeList(Half(2025, 2), {("atgard", "internship"): "4"})
    NEW = CodeList(Half(2026, 2), {("atgard", "internship"): "04", ("rkom", "alingsås"): "1489"})

    def test_a_list_holds_until_there_is_one_for_a_later_half_year(self) -> None:
        lists = [self.NEW, self.OLD]
        assert in_force(lists, Half(2025, 1)) is None
        assert in_force(lists, Half(2026, 1)) is self.OLD
        assert in_force(lists, Half(2026, 2)) is in_force(lists, Half(2030, 1)) is self.NEW

    def test_what_it_lacks_is_named_once(self) -> None:
        told = lines(STAY)
        found = missing([*told[Block.MANDATORY], *told[Block.MANDATORY]], self.OLD)
        assert found == [
            ("orsak-registrering", "never-started"),
            ("sysselsättning-registrering", "unknown"),
        ]

    def test_a_municipality_needs_a_value_only_where_the_list_has_some(self) -> None:
        lerum = lines(replace(STAY, municipality="Lerum"))[Block.MANDATORY]
        assert ("rkom", "Lerum") in missing(lerum, self.NEW)
        assert "rkom" not in {name for name, _code in missing(lerum, self.OLD)}
        assert "rkom" not in {n for n, _c in missing(lines(STAY)[Block.MANDATORY], self.NEW)}


def test_two_worksheets_are_compared_person_by_person() -> None:
    (line,) = lines(STAY)[Block.MANDATORY]
    other = replace(line, youth=18, row=6)
    mended = replace(line, told={**line.told, "reason": "moved-in"})
    found = differences([line, other], [mended, replace(line, youth=19, row=7)])
    assert [(one.youth, one.change, one.key, one.was, one.now) for one in found] == [
        (17, Change.CHANGED, "reason", "never-started", "moved-in"),
        (18, Change.GONE, "", "", ""),
        (19, Change.NEW, "", "", ""),
    ]
    assert differences([line], [line]) == []
