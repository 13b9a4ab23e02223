"""Applications and the team meeting: signed, decided, postponed; and nobody named without a yes."""

import re
from pathlib import Path
from typing import Any

import pytest

from terminal import ask_rows, kaa

TUESDAY = {"KAA_TODAY": "2026-09-08"}


@pytest.fixture
def porten(made: Path) -> Path:
    assert kaa("programme", "add", "Porten", "--type", "coaching").code == 0
    return made


def applied(youth: int, *more: str, by: str = "school") -> None:
    answer = kaa("application", "add", str(youth), "porten", "--referred-by", by, *more)
    assert answer.code == 0, answer.err


def agenda(*words: str, env: dict[str, str] | None = None) -> list[dict[str, Any]]:
    points: list[dict[str, Any]] = kaa("team", "agenda", *words, "-f", "json", env=env).json
    return points


def of(section: str, points: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    return {point["youth"]: point for point in points if point["section"] == section}


def told(youth: int) -> str:
    return kaa("timeline", str(youth)).out


def test_accepted_becomes_a_measure_said_yes_to_with_a_contact_person(porten: Path) -> None:
    applied(1, "--signed", "today")
    answer = kaa("team", "decide", "1", "accepted", "--contact", "Bo", "--yes", env=TUESDAY)
    assert "kaa appointment add 1 first-talk DAY TIME" in answer.out
    assert ask_rows(
        porten, "SELECT type, programme, offered_on, accepted_on, started_on FROM measure"
    ) == [("coaching", "Porten", "2026-09-07", "2026-09-08", None)]
    row = kaa("show", "1", "-f", "json").json
    assert (row["contact_person"], row["programmes"]) == ("Bo", ["Porten"])
    assert kaa("programme", "enrol", "1", "Porten", env=TUESDAY).code == 0
    assert ask_rows(porten, "SELECT accepted_on, started_on FROM measure") == [
        ("2026-09-08", "2026-09-08")
    ]


def test_nobody_is_accepted_without_having_signed(porten: Path) -> None:
    applied(1)
    refused = kaa("team", "decide", "1", "accepted", env=TUESDAY)
    assert (refused.code, "kaa application sign 1" in refused.err) == (3, True)
    kaa("application", "sign", "1", env=TUESDAY)
    early = kaa("team", "decide", "1", "accepted", "--on", "2026-09-07", env=TUESDAY)
    assert (early.code, "had not signed by then" in early.err) == (3, True)
    assert kaa("team", "decide", "1", "accepted", env=TUESDAY).code == 0
    assert kaa("team", "decide", "1", "rejected", env=TUESDAY).code == 3


def test_one_postponed_comes_back_with_its_note(porten: Path) -> None:
    applied(1, "--signed", "today")
    applied(2, "--signed", "today")
    assert set(of("new", agenda())) == {1, 2}
    kaa("team", "decide", "1", "postponed", "--note", "waits for study guidance")
    later = agenda(env=TUESDAY)
    assert of("undecided", later)[1]["note"] == "waits for study guidance"
    assert set(of("new", later)) == {2}
    assert kaa("team", "decide", "2", "rejected", env=TUESDAY).code == 0
    assert kaa("team", "decide", "1", "accepted", env=TUESDAY).code == 0
    assert {p["section"] for p in agenda(env=TUESDAY)}.isdisjoint({"new", "undecided"})


def test_what_a_meeting_has_passed_over_is_undecided_since_then(porten: Path) -> None:
    applied(1, "--signed", "today")
    applied(2, "--signed", "today")
    kaa("team", "decide", "2", "rejected", env=TUESDAY)
    assert set(of("undecided", agenda(env={"KAA_TODAY": "2026-09-15"}))) == {1}


def test_a_note_may_be_asked_for_and_holds_no_personal_number(porten: Path) -> None:
    applied(1)
    answer = kaa("team", "decide", "1", "postponed", "--note", "-", input="20080101-2386\n")
    assert (answer.code, "personal number" in answer.err) == (3, True)
    assert kaa("team", "decide", "1", "postponed", "--note", "-", input="later\n").code == 0
    assert "later" in told(1)


class TestNames:
    @pytest.fixture(autouse=True)
    def four(self, porten: Path) -> None:
        applied(1, "--signed", "today")  # Nova
        applied(2, by="social-services")  # Leo
        applied(3)  # Ali
        applied(9, "--signed", "today")  # protected
        kaa("consent", "give", "3", "team")

    def test_only_those_who_agreed_are_named(self) -> None:
        new = of("new", agenda())
        assert {youth: one["given_name"] for youth, one in new.items()} == {
            1: "Nova",
            2: None,
            3: "Ali",
            9: None,
        }
        assert (new[1]["programme"], new[2]["programme"], new[9]["programme"]) == (
            "Porten",
            None,
            None,
        )
        drawn = kaa("team", "agenda").out
        assert "Leo" not in drawn
        assert re.search(r"no\. 2 +\(no consent\)", drawn)
        assert re.search(r"no\. 9 +\(protected\)", drawn)

    def test_internally_all_but_the_protected_are_named(self) -> None:
        new = of("new", agenda("--internal"))
        assert (new[2]["given_name"], new[9]["given_name"]) == ("Leo", None)
        assert "INTERNAL" in kaa("team", "agenda", "--internal").out

    def test_a_consent_withdrawn_hides_the_name_again(self) -> None:
        kaa("consent", "give", "1", "team")
        kaa("consent", "withdraw", "3", "team", env=TUESDAY)
        kaa("consent", "withdraw", "1", "team", env=TUESDAY)
        new = of("new", agenda(env=TUESDAY))
        assert (new[3]["given_name"], new[1]["given_name"]) == (None, None)
        assert "Nova" not in kaa("team", "agenda", env=TUESDAY).out

    def test_before_other_authorities_social_services_is_another_authority(self) -> None:
        assert "social services" not in kaa("team", "agenda").out
        assert "social services" in kaa("team", "agenda", "--internal").out
        for words in (("team", "agenda", "--internal"), ("application", "list")):
            for form in ("json", "csv"):
                out = kaa(*words, "-f", form).out
                assert "social" not in out
                assert "other-authority" in out
        assert "social services" in kaa("application", "list").out

    def test_a_note_of_one_who_is_not_named_stays_inside(self) -> None:
        kaa("team", "decide", "2", "postponed", "--note", "bring Leo along")
        assert of("undecided", agenda())[2]["note"] is None
        assert "bring Leo" not in kaa("team", "agenda").out
        assert "bring Leo" in kaa("team", "agenda", "--internal").out


def test_the_whole_ladder_without_contact_is_taken_up(made: Path) -> None:
    assert of("not-reached", agenda()) == {}
    for day, words in (
        ("2026-09-07", ("no-answer",)),
        ("2026-09-09", ("no-answer", "--sms")),
        ("2026-09-14", ("sent", "--channel", "letter")),
        ("2026-09-24", ("not-home",)),
    ):
        assert kaa("log", "6", *words, "--yes", env={"KAA_TODAY": day}).code == 0
    point = of("not-reached", agenda(env={"KAA_TODAY": "2026-09-25"}))[6]
    assert (point["rungs"], point["days"], point["never_reached"]) == (4, 17, True)
    kaa("contact", "reply", "6", "phone", env={"KAA_TODAY": "2026-09-25"})
    assert of("not-reached", agenda(env={"KAA_TODAY": "2026-09-25"})) == {}


def test_of_one_not_named_the_20th_birthday_is_told_by_weeks(made: Path) -> None:
    """No. 6 turns 20 on 5 October 2026."""
    point = of("turning-20", agenda())[6]
    assert (point["turns_20_on"], point["weeks_left"], point["never_reached"]) == (None, 4, True)
    drawn = kaa("team", "agenda").out
    assert "within 5 weeks, never reached" in drawn
    assert "5 Oct" not in drawn
    assert "5 Oct" in kaa("team", "agenda", "--internal").out


def test_whom_nobody_follows_is_taken_up_by_number(made: Path) -> None:
    kaa("youth", "assign", "1-11", "--to", "Bo", "--yes")
    assert set(of("no-contact-person", agenda())) == {12}
    assert re.search(r"WITHOUT A CONTACT PERSON\n +no\. 12\n", kaa("team", "agenda").out)


def test_an_agenda_is_for_a_day_to_come(made: Path) -> None:
    assert kaa("team", "agenda", "--on", "2026-09-01").code == 3
    assert "Tuesday 15 September 2026" in kaa("team", "agenda", "--on", "+8d").out


def test_an_application_withdrawn_is_on_no_agenda_and_stays_on_the_timeline(porten: Path) -> None:
    applied(1, "--signed", "today")
    kaa("application", "withdraw", "1", env=TUESDAY)
    assert of("new", agenda(env=TUESDAY)) == {}
    assert kaa("application", "list", "--open", "-f", "json").json == []
    assert "application to Porten withdrawn" in told(1)
    applied(1)  # and may apply again


def test_everything_about_an_application_is_on_the_timeline(porten: Path) -> None:
    applied(1, "--signed", "today", by="school-health")
    kaa("team", "decide", "1", "accepted")
    lines = told(1)
    for line in (
        "application to Porten (the school health team)",
        "application to Porten signed",
        "team meeting: application to Porten accepted",
        "measure: coaching, said yes (Porten)",
    ):
        assert line in lines
    assert kaa("undo").code == 0
    assert "accepted" not in told(1)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("application", "add", "1", "Portn", "--referred-by", "school"), "no such programme"),
        (("application", "sign", "2"), "No. 2 has no application to decide"),
        (("team", "decide", "2", "rejected"), "No. 2 has no application to decide"),
        (("application", "add", "1", "Porten", "--referred-by", "school"), "has applied there"),
        (("application", "sign", "1", "--on", "2026-09-01"), "cannot be signed before"),
        (("team", "decide", "1", "rejected", "--on", "2026-09-01"), "cannot be decided before"),
        (("team", "decide", "1", "rejected", "--on", "2026-09-08"), "has not been yet"),
    ],
)
def test_what_cannot_be_decided_is_refused(porten: Path, words: tuple[str, ...], says: str) -> None:
    applied(1)
    answer = kaa(*words)
    assert (answer.code, says in answer.err) == (3, True), answer.err


def test_a_meeting_does_not_withdraw(porten: Path) -> None:
    applied(1)
    assert kaa("team", "decide", "1", "withdrawn").code == 2


def test_of_two_applications_one_is_named(porten: Path) -> None:
    kaa("programme", "add", "Other", "--type", "lectures")
    applied(1)
    kaa("application", "add", "1", "Other", "--referred-by", "school")
    assert "one of Porten, Other" in kaa("team", "decide", "1", "rejected").err
    assert kaa("team", "decide", "1", "rejected", "--programme", "other").code == 0
