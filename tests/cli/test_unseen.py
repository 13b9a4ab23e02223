"""Two who change the same: the second is told both values, and nothing is replaced unseen."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import engines
from terminal import EXAMPLE, Answer, kaa

ANNA, BO = {"KAA_USER": "Anna"}, {"KAA_USER": "Bo"}
TOMORROW = "2026-09-08"
OWN_NUMBER = "070-174 06 31"


@pytest.fixture
def shared(made: Path) -> str:
    """The example roster in a register on either engine, told by `KAA_DB`."""
    return engines.where(made)


def done(*words: str, env: dict[str, str] = ANNA, typed: str = "") -> Answer:
    answer = kaa(*words, env=env, input=typed)
    assert answer.code == 0, answer.err
    return answer


def street(value: str, env: dict[str, str] = ANNA) -> Answer:
    return kaa("youth", "edit", "1", "street", "--value", value, env=env)


def kept(field: str) -> Any:
    """A field of no. 1 as the register has it, looked at by nobody of the two."""
    return done("show", "1", "-f", "json", env={"KAA_USER": "Dan"}).json[field]


@dataclass(frozen=True)
class Meeting:
    """What Bo types and what Anna wants; `said` is what she is told, `first` what is made ready."""

    name: str
    theirs: str
    mine: str
    said: str
    typed: str = ""
    first: tuple[str, ...] = ()

    def words(self, line: str) -> list[str]:
        return [word.replace("_", " ") for word in line.split()]


MEETINGS = [
    Meeting(
        "street",
        "youth edit 1 street --value Provvägen_8",
        "youth edit 1 street --value Provvägen_9",
        "street (no. 1) at HH:MM: from “Exempelgatan 7” to “Provvägen 8”. "
        "You wanted “Provvägen 9”.",
    ),
    Meeting(
        "code",
        "youth edit 1 preferred-channel --value letter",
        "youth edit 1 preferred-channel --value sms",
        "preferred channel (no. 1) at HH:MM: from (empty) to “letter”. You wanted “sms”.",
    ),
    Meeting(
        "day of a registration",
        "youth edit 1 registered-on --value 2026-09-02",
        "youth edit 1 registered-on --value 2026-09-03",
        "registration: registered on (no. 1) at HH:MM: from “2026-09-07” to “2026-09-02”. "
        "You wanted “2026-09-03”.",
    ),
    Meeting(
        "state of a number",
        "youth phone 1 --state wrong",
        "youth phone 1 --state works",
        "phone number: state (no. 1) at HH:MM: from “untried” to “wrong”. You wanted “works”.",
        typed=OWN_NUMBER,
    ),
    Meeting(
        "contact person",
        "youth assign 1 --to Cia --yes",
        "contact hand-over 1 --to Dan --yes",
        "contact person (no. 1) at HH:MM: from (empty) to “Cia”. You wanted “Dan”.",
    ),
    Meeting(
        "measure",
        "measure edit 1 --goal Bokföring",
        "measure edit 1 --goal Matematik",
        "measure: goal and plan (no. 1) at HH:MM: from (empty) to “Bokföring”. "
        "You wanted “Matematik”.",
        first=("measure offer 1 coaching",),
    ),
    Meeting(
        "setting",
        "settings backup-days 30",
        "settings backup-days 60",
        "backup-days at HH:MM: from (empty) to “30”. You wanted “60”.",
    ),
    Meeting(
        "run of a programme",
        "programme run Provprojekt --name Höst --places 4",
        "programme run Provprojekt --name Höst --places 6",
        "run: places at HH:MM: from “2” to “4”. You wanted “6”.",
        first=(
            "programme add Provprojekt --type coaching",
            "programme run Provprojekt --name Höst --from 2026-09-01 --places 2",
        ),
    ),
]


@pytest.mark.parametrize("meeting", MEETINGS, ids=lambda one: one.name)
def test_the_second_is_told_both_values_and_may_then_replace(meeting: Meeting, shared: str) -> None:
    # fault 13
    for line in meeting.first:
        done(*meeting.words(line), env={"KAA_USER": "Cia"})
    done("show", "1")
    done(*meeting.words(meeting.theirs), env=BO, typed=f"{meeting.typed}\n")
    refused = kaa(*meeting.words(meeting.mine), input=f"{meeting.typed}\n")
    assert (refused.code, refused.out) == (3, "")
    said = re.sub(r"at \d\d:\d\d", "at HH:MM", refused.err)
    assert f"Bo changed {meeting.said}".replace("“", '"').replace("”", '"') in said
    assert "Nothing was saved." in said
    done(*meeting.words(meeting.mine), typed=f"{meeting.typed}\n")


def test_a_look_lets_it_through_and_an_older_one_does_not(shared: str) -> None:
    done("show", "1")
    assert street("Provvägen 8", BO).code == 0
    done("show", "2")
    done("timeline", "1")
    done("youth", "list")
    assert street("Provvägen 9").code == 3
    assert kept("street") == "Provvägen 8"
    assert street("Provvägen 7", BO).code == 0
    done("show", "1")
    assert street("Provvägen 9").code == 0
    assert kept("street") == "Provvägen 9"


def test_being_told_covers_only_what_was_told(shared: str) -> None:
    assert street("Provvägen 8", BO).code == 0
    assert street("Provvägen 9").code == 3
    assert street("Provvägen 7", BO).code == 0
    again = street("Provvägen 9")
    assert again.code == 3
    assert 'from "Provvägen 8" to "Provvägen 7"' in again.err
    assert street("Provvägen 9").code == 0
    done("show", "1", env=BO)
    assert street("Provvägen 6", BO).code == 0
    assert kaa("log", "1", "call-later").code == 3
    assert street("Provvägen 9").code == 3, "another refusal was no look at the street"


def test_the_same_value_another_field_or_one_taken_back_is_no_conflict(shared: str) -> None:
    assert street("Provvägen 8", BO).code == 0
    assert street("Provvägen 8").code == 0
    done("youth", "edit", "1", "city", "--value", "Borås")
    done("youth", "edit", "2", "street", "--value", "Provvägen 8", env=BO)
    done("undo", env=BO)
    done("youth", "edit", "2", "street", "--value", "Provvägen 9")


def test_what_was_changed_on_an_earlier_day_is_no_conflict(shared: str) -> None:
    assert street("Provvägen 8", BO).code == 0
    assert street("Provvägen 9", ANNA | {"KAA_TODAY": TOMORROW}).code == 0


def test_two_windows_of_one_name_are_one_person(shared: str) -> None:
    assert street("Provvägen 8", {"KAA_USER": "anna"}).code == 0
    assert street("Provvägen 9").code == 0


def test_what_a_list_brought_is_somebody_elses_change_too(shared: str, tmp_path: Path) -> None:
    roster = EXAMPLE.read_text(encoding="utf-8")
    assert "Exempelgatan 7" in roster
    moved = tmp_path / "moved.csv"
    moved.write_text(roster.replace("Exempelgatan 7", "Provvägen 8"), encoding="utf-8")
    done("import", str(moved), "--yes", env=BO)
    refused = street("Provvägen 9")
    assert refused.code == 3
    assert 'to "Provvägen 8"' in refused.err


def test_of_somebody_protected_no_value_is_told(shared: str) -> None:
    done("youth", "edit", "1", "protection", "--value", "confidentiality", env=BO)
    assert street("Provvägen 8", BO).code == 0
    refused = street("Provvägen 9")
    assert refused.code == 3
    assert "from Protected to Protected. You wanted Protected." in refused.err
    assert "gatan" not in refused.err
    assert "vägen" not in refused.err


def test_a_mark_is_raised_whoever_changed_it_and_never_lowered_unseen(shared: str) -> None:
    mark = ("youth", "edit", "1", "protection", "--value")
    done("show", "1")
    done(*mark, "confidentiality", env=BO)
    refused = kaa(*mark, "none", "--because", "moved")
    assert refused.code == 3
    assert "Bo changed protection (no. 1)" in refused.err
    done(*mark, "protected-registration")


def test_a_personal_number_is_never_repeated(shared: str) -> None:
    edit = ("youth", "edit", "1", "identity_number")
    done(*edit, env=BO, typed="20090312-2398\n")
    refused = kaa(*edit, input="20090312-2380\n")
    assert refused.code == 3
    assert "personal number (no. 1)" in refused.err
    assert not re.search(r"\d{4}-?\d{4}", refused.err)


def test_of_many_a_few_are_told_and_the_rest_counted(shared: str) -> None:
    done("youth", "assign", "1-8", "--to", "Cia", "--yes", env=BO)
    refused = kaa("youth", "assign", "1-8", "--to", "Dan", "--yes")
    assert refused.code == 3
    assert refused.err.count("Bo changed") == 5
    assert "So it is with 3 more." in refused.err
    done("youth", "assign", "1-8", "--to", "Dan", "--yes")


def test_ones_own_youths_are_handed_over_whoever_gave_them(shared: str) -> None:
    done("youth", "assign", "1-3", "--to", "Anna", "--yes", env=BO)
    done("contact", "hand-over", "--all", "--to", "Dan", "--yes")


def test_a_program_is_told_on_stderr_by_exit_code_3(shared: str) -> None:
    assert street("Provvägen 8", BO).code == 0
    refused = kaa("youth", "edit", "1", "street", "--value", "Provvägen 9", "-f", "json")
    assert (refused.code, refused.out) == (3, "")
    assert refused.err.count("\n") == 1
