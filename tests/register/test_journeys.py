"""The stays that touch a period, summed up by the register itself, on both engines."""

from datetime import date, time
from typing import Any

import pytest

from kaa_cli.register import journeys as stays
from kaa_cli.register import models, participation, support, tries
from kaa_cli.register.engine import open_register
from kaa_cli.register.meetings import Appointment
from kaa_cli.register.presence import youths_during
from kaa_cli.rules.codes import Channel, OutcomeCategory, Reason
from kaa_cli.rules.facts import Occupation
from kaa_cli.rules.grouping import Who
from kaa_cli.rules.journeys import Journey
from registers import Writing
from youths import DEFAULT

FIRST, LAST = date(2026, 7, 1), date(2026, 12, 31)
SEEN = date(2026, 9, 7)
Rows = list[Any]


def on(month: int, day: int) -> date:
    return date(2026, month, day)


def youth(number: int, **told: Any) -> models.Youth:
    return models.Youth(id=number, born_on=date(2008, 3, 12), **told)


def stay(number: int, **told: Any) -> models.Registration:
    usual: dict[str, Any] = {"registered_on": SEEN, "first_seen_on": SEEN, "reason": "moved-in"}
    return models.Registration(id=number, youth_id=number, **(usual | told))


def attempt(number: int, day: date, result: str, **told: Any) -> models.Attempt:
    told = {"channel": "phone", "target": "youth"} | told
    return models.Attempt(registration_id=number, on=day, result=result, **told)


def write(writing: Writing, *rows: Any) -> None:
    with writing() as changes:
        for row in rows:
            changes.add(row)


def found(register: str, last: date = LAST, first: date = FIRST) -> dict[int, Journey]:
    with open_register(register, writing=False) as opened:
        made = stays.journeys(opened.session, first, last, is_programme=False)
    return {one.registration: one for one in made}


def test_a_stay_of_which_nothing_is_known_yet(register: str, writing: Writing) -> None:
    write(writing, youth(1, sex="male", school="Lerum"), stay(1))
    assert found(register)[1] == Journey(
        1,
        Who(1, date(2008, 3, 12), "male", "Lerum", reason=Reason.MOVED_IN),  # type: ignore[arg-type]
        SEEN,
        SEEN,
        turns_20_on=date(2028, 3, 12),
    )


@pytest.mark.parametrize(
    ("told", "touches"),
    [
        ({"ended_on": on(7, 1), "end_reason": "moved"}, True),
        ({"ended_on": on(6, 30), "end_reason": "moved"}, False),
        ({"first_seen_on": date(2027, 1, 1)}, False),
        ({"first_seen_on": LAST}, True),
    ],
)
def test_which_stays_touch_a_period(
    register: str, writing: Writing, told: dict[str, Any], touches: bool
) -> None:
    began = {"registered_on": on(1, 1), "first_seen_on": on(1, 1)}
    write(writing, youth(1), stay(1, **(began | told)))
    assert (1 in found(register)) is touches


def test_the_first_try_the_youth_and_the_guardian_are_told_apart(
    register: str, writing: Writing
) -> None:
    write(
        writing,
        youth(1),
        stay(1),
        attempt(1, on(9, 8), "no-number", channel="find-number"),
        attempt(1, on(9, 9), "no-answer"),
        attempt(1, on(9, 10), "reached", target="guardian"),
        attempt(1, on(9, 11), "reached", target="other"),
        attempt(1, on(9, 14), "declined"),
        attempt(1, on(9, 15), "replied", channel="sms"),
    )
    one = found(register)[1]
    assert (one.attempted_on, one.reached_guardian_on, one.reached_on) == (
        on(9, 9), on(9, 10), on(9, 14),
    )  # fmt: skip


def test_nothing_later_than_the_last_day_is_known(register: str, writing: Writing) -> None:
    write(
        writing,
        youth(1),
        stay(1),
        attempt(1, on(9, 9), "no-answer"),
        attempt(1, on(10, 1), "reached"),
        models.Occupation(youth_id=1, on=on(10, 1), code="work"),
        models.Measure(youth_id=1, type="coaching", offered_on=on(9, 20), started_on=on(10, 5)),
        models.Outcome(youth_id=1, on=on(10, 20), category="work"),
    )
    early, late = found(register, on(9, 30))[1], found(register)[1]
    assert (early.attempted_on, early.reached_on, early.occupation) == (on(9, 9), None, None)
    assert (early.offered_on, early.accepted_on, early.started_on) == (on(9, 20), None, None)
    assert early.outcome is None
    assert (late.reached_on, late.started_on) == (on(10, 1), on(10, 5))
    assert late.outcome == OutcomeCategory.WORK


@pytest.mark.parametrize(
    ("told", "offered", "accepted", "started"),
    [
        ({"offered_on": on(9, 8)}, 8, None, None),
        ({"offered_on": on(9, 8), "declined_on": on(9, 9)}, 8, None, None),
        ({"declined_on": on(9, 9)}, 9, None, None),
        ({"accepted_on": on(9, 9)}, 9, 9, None),
        ({"started_on": on(9, 10)}, 10, 10, 10),
        ({"accepted_on": on(9, 9), "ended_on": on(9, 12)}, 9, 9, None),
        ({"declined_on": on(9, 9), "ended_on": on(9, 12)}, 9, None, None),
    ],
)
def test_a_step_of_a_measure_implies_those_before_it(
    register: str,
    writing: Writing,
    told: dict[str, Any],
    offered: int | None,
    accepted: int | None,
    started: int | None,
) -> None:
    write(writing, youth(1), stay(1), models.Measure(youth_id=1, type="coaching", **told))
    one = found(register)[1]
    days = [day and day.day for day in (one.offered_on, one.accepted_on, one.started_on)]
    assert days == [offered, accepted, started]


def test_what_happened_before_the_stay_is_not_of_it(register: str, writing: Writing) -> None:
    write(
        writing,
        youth(1),
        stay(1),
        models.Measure(youth_id=1, type="coaching", started_on=on(5, 1)),
        models.Outcome(youth_id=1, on=on(5, 20), category="work"),
        models.Occupation(youth_id=1, on=on(8, 1), code="work"),
    )
    one = found(register)[1]
    assert (one.offered_on, one.outcome, one.known_on) == (None, None, None)
    assert one.occupation == Occupation(on(8, 1), "work")  # type: ignore[arg-type]


def test_the_latest_occupation_is_kept_and_unknown_is_not_known(
    register: str, writing: Writing
) -> None:
    write(writing, youth(1), stay(1))
    for code in ("unknown", "work", "none"):
        write(writing, models.Occupation(youth_id=1, on=on(9, 9), code=code))
    one = found(register)[1]
    assert one.occupation is not None
    assert (one.occupation.code, one.known_on) == ("none", on(9, 9))


@pytest.mark.parametrize(
    ("results", "still_there"),
    [
        ([], None),
        (["sustained"], True),
        (["sustained", "interrupted"], False),
        (["interrupted", "not-known"], None),
    ],
)
def test_the_latest_question_says_whether_it_holds(
    register: str, writing: Writing, results: list[str], still_there: bool | None
) -> None:
    write(
        writing, youth(1), stay(1), models.Outcome(id=5, youth_id=1, on=on(9, 9), category="work")
    )
    for place, result in enumerate(results):
        reason = "moved" if result == "interrupted" else None
        write(
            writing,
            support.OutcomeCheck(outcome_id=5, on=on(10, 9 + place), result=result, reason=reason),
        )
    one = found(register)[1]
    assert (one.outcome, one.still_there) == (OutcomeCategory.WORK, still_there)
    assert one.was_asked is bool(results)


def test_of_protected_youths_neither_school_nor_municipality_leaves_the_register(
    register: str, writing: Writing
) -> None:
    write(
        writing,
        youth(1, school="Lerum", municipality="Ale", protection="confidentiality-marked"),
        stay(1),
    )
    who = found(register)[1].who
    assert (who.school, who.municipality) == ("", "")


def test_a_programme_is_one_whatever_its_case_and_has_its_own_spelling(
    register: str, writing: Writing
) -> None:
    write(
        writing,
        support.Programme(name="Möjligheten", type="coaching"),
        *(youth(n) for n in (1, 2, 3)),
        models.Measure(youth_id=1, type="coaching", programme="MÖJLIGHETEN", started_on=on(9, 8)),
        models.Measure(
            youth_id=2, type="coaching", programme="Möjligheten",
            started_on=on(1, 8), ended_on=on(6, 30),
        ),
        models.Outcome(youth_id=3, on=on(9, 9), category="work", programme="möjligheten"),
    )  # fmt: skip
    with open_register(register, writing=False) as opened:
        assert participation.programmes(opened.session) == ["Möjligheten"]
        people = stays.whose(opened.session, FIRST, LAST)
    assert [people[n].programmes for n in (1, 2, 3)] == [("Möjligheten",), (), ("Möjligheten",)]


def test_attempts_are_summed_up_by_stay_and_channel(register: str, writing: Writing) -> None:
    write(
        writing,
        youth(1),
        stay(1),
        attempt(1, on(9, 9), "no-answer", at=time(10)),
        attempt(1, on(9, 10), "reached", at=time(16)),
        attempt(1, on(9, 10), "sent", channel="sms"),
        attempt(1, on(9, 11), "replied", channel="sms"),
        attempt(1, on(9, 11), "sent", channel="letter"),
        attempt(1, on(9, 15), "returned", channel="letter"),
        attempt(1, date(2027, 1, 4), "reached"),
    )
    with open_register(register, writing=False) as opened:
        told = {one.channel: one for one in tries.tried(opened.session, FIRST, LAST)}
        calls = tries.calls(opened.session, FIRST, LAST)
        weeks = tries.weeks(opened.session, FIRST, LAST)
    phone, sms, letter = (told[c] for c in (Channel.PHONE, Channel.SMS, Channel.LETTER))
    assert (phone.attempts, phone.reached, phone.began_on) == (2, True, on(9, 9))
    assert (sms.attempts, sms.reached) == (1, True)
    assert (letter.attempts, letter.reached) == (1, False)
    assert [(one.at, one.made, one.answered) for one in calls] == [
        (time(10), 1, 0), (time(16), 1, 1),
    ]  # fmt: skip
    assert weeks[SEEN].attempts == {Channel.PHONE: 2, Channel.SMS: 1, Channel.LETTER: 1}


@pytest.mark.parametrize(
    ("born_on", "told", "is_in"),
    [
        (date(2008, 3, 12), {}, True),
        (date(2008, 3, 12), {"ended_on": FIRST, "end_reason": "moved"}, True),  # left on the first
        (date(2006, 7, 1), {}, True),  # turned 20 on the first
        (date(2006, 6, 30), {}, False),  # nobody closed it
    ],
)
def test_who_was_in_the_register_is_one_rule(
    register: str, writing: Writing, born_on: date, told: dict[str, Any], is_in: bool
) -> None:
    began = {"registered_on": on(1, 1), "first_seen_on": on(1, 1)}
    write(writing, models.Youth(id=1, born_on=born_on), stay(1, **(began | told)))
    with open_register(register, writing=False) as opened:
        there = youths_during(opened.session, FIRST, LAST, is_programme=False)
        assert youths_during(opened.session, FIRST, LAST, is_programme=True) == {1}
    assert (1 in there, 1 in found(register)) == (is_in, is_in)


def test_of_who_left_only_what_was_told_by_then_counts(register: str, writing: Writing) -> None:
    write(
        writing,
        youth(1),
        stay(1, ended_on=on(9, 20), end_reason="moved"),
        models.Occupation(youth_id=1, on=on(9, 1), code="sfi"),
        models.Occupation(youth_id=1, on=on(10, 1), code="work"),
    )
    assert found(register)[1].occupation == Occupation(on(9, 1), "sfi")  # type: ignore[arg-type]


def test_what_was_told_before_an_outcome_was_found_interrupted_maps_nobody(
    register: str, writing: Writing
) -> None:
    write(
        writing,
        youth(1),
        stay(1),
        models.Occupation(youth_id=1, on=on(9, 9), code="work"),
        models.Outcome(id=5, youth_id=1, on=on(9, 9), category="work"),
    )
    assert found(register)[1].is_mapped(DEFAULT, on(11, 30))
    write(
        writing,
        support.OutcomeCheck(outcome_id=5, on=on(11, 9), result="interrupted", reason="moved"),
    )
    one = found(register)[1]
    assert not one.is_mapped(DEFAULT, on(11, 30))
    assert found(register, on(11, 8))[1].is_mapped(DEFAULT, on(11, 8))


def test_what_was_done_is_told_of_some_youths_alone(register: str, writing: Writing) -> None:
    for number in (1, 2):
        write(
            writing,
            youth(number),
            stay(number),
            attempt(number, on(9, 9), "no-answer"),
            Appointment(registration_id=number, on=on(9, 10), kind="talk", state="booked"),
        )
    with open_register(register, writing=False) as opened:
        weeks = tries.weeks(opened.session, FIRST, LAST, {2})
        assert len(tries.booked(opened.session)) == 2
        assert len(tries.booked(opened.session, {2})) == 1
    assert weeks[SEEN].all_attempts == 1
    assert weeks[SEEN].appointments.total() == 1  # type: ignore[attr-defined]
