"""The ladder: every worked example of docs/ladder.md, rule by rule, and what is asked when."""

from dataclasses import replace
from datetime import date, time

import pytest

from kaa_cli.rules.codes import (
    Channel,
    CheckReason,
    OccupationCode,
    PhoneState,
    Place,
    Protection,
    Target,
    Task,
)
from kaa_cli.rules.facts import Check, Facts, Occupation
from kaa_cli.rules.ladder import ahead, next_step
from kaa_cli.rules.occupations import known_occupation
from kaa_cli.rules.policy import PolicyBook, Rung
from kaa_cli.rules.steps import Rule, Step
from youths import BOOK, DEFAULT, MONDAY, phone, tried, youth


def september(day: int) -> date:
    return date(2026, 9, day)


def ask(facts: Facts, today: date = MONDAY, book: PolicyBook = BOOK) -> Step:
    return next_step(facts, book, today)


ADULT = youth(18, phone(1))
CALLED = tried(ADULT, "no-answer", september(7))
CALLED_TWICE = tried(CALLED, "no-answer", september(9))
TEXTED = tried(CALLED_TWICE, "sent", september(9), "sms")
WROTE = tried(TEXTED, "sent", september(14), "letter")
VISITED = tried(WROTE, "not-home", september(24), "home-visit")
NUMBERLESS = youth(18)
LANDLINE = youth(18, phone(1, mobile=False))
TURNING_18 = youth(17, phone(1, guardian=1), phone(2), born_on=date(2008, 9, 9))

EXAMPLES = [
    ("new", ADULT, 7, "phone", "youth", 7, 1),
    ("called once", CALLED, 7, "phone", "youth", 9, 2),
    ("called twice", CALLED_TWICE, 9, "sms", "youth", 9, 1),
    ("texted", TEXTED, 9, "letter", "youth", 14, 1),
    ("wrote", WROTE, 14, "home-visit", "youth", 24, 1),
    ("no number", NUMBERLESS, 7, "find-number", None, 7, None),
    ("no number, searched two days", NUMBERLESS, 9, "letter", "youth", 9, 1),
    (
        "number added before any letter",
        replace(NUMBERLESS, phones=(phone(1, on=september(11)),)),
        11,
        "phone",
        "youth",
        11,
        1,
    ),
    (
        "16, guardian's and own",
        youth(16, phone(1), phone(2, guardian=1)),
        7,
        "phone",
        "guardian",
        7,
        1,
    ),
    ("16, no guardian number", youth(16, phone(1)), 7, "phone", "youth", 7, 1),
    (
        "18 between two calls",
        tried(TURNING_18, "no-answer", september(7), to="guardian"),
        9,
        "phone",
        "youth",
        9,
        2,
    ),
    (
        "wrong number, another left",
        tried(youth(18, phone(1), phone(2)), "wrong-number", september(7)),
        7,
        "phone",
        "youth",
        7,
        1,
    ),
    (
        "landline only",
        tried(tried(LANDLINE, "no-answer", september(7)), "no-answer", september(9)),
        9,
        "letter",
        "youth",
        14,
        1,
    ),
    (
        "reached, no occupation",
        tried(ADULT, "reached", september(7), occupation="none"),
        7,
        "phone",
        "youth",
        14,
        1,
    ),
]


@pytest.mark.parametrize(
    ("facts", "asked", "channel", "to", "due", "attempt"),
    [pytest.param(*row[1:], id=row[0]) for row in EXAMPLES],
)
def test_worked_example(
    facts: Facts, asked: int, channel: str, to: str | None, due: int, attempt: int | None
) -> None:
    step = ask(facts, september(asked))
    assert (step.channel, step.to, step.due_on, step.attempt) == (
        channel,
        to,
        september(due),
        attempt,
    )


def test_deadline_is_fourteen_days_after_first_seen_until_an_attempt_is_made() -> None:
    assert ask(ADULT).deadline_on == september(21)
    assert ask(CALLED).deadline_on is None


def test_looking_for_a_number_is_no_attempt_to_reach_so_the_deadline_stays() -> None:
    searched = tried(NUMBERLESS, "no-number", MONDAY, "find-number", number=None)
    assert ask(searched).deadline_on == september(21)


def test_after_the_last_rung_the_ladder_starts_again_in_ninety_days_as_cycle_two() -> None:
    step = ask(VISITED, september(24))
    assert (step.channel, step.due_on, step.cycle) == (Channel.PHONE, date(2026, 12, 23), 2)
    assert step.place is Place.RESTING
    assert ask(VISITED, date(2026, 12, 23)).place is Place.RUNG


def test_a_no_rests_ninety_days_moved_to_a_worked_day() -> None:
    step = ask(tried(ADULT, "declined", MONDAY))
    assert (step.due_on, step.cycle, step.place) == (date(2026, 12, 7), 1, Place.RESTING)


def test_an_attempt_by_another_channel_is_kept_and_spends_nothing() -> None:
    step = ask(tried(ADULT, "sent", MONDAY, "letter"))
    assert (step.channel, step.attempt) == (Channel.PHONE, 1)


def test_call_later_spends_nothing_and_is_due_at_the_hour_agreed() -> None:
    later = tried(ADULT, "call-later", MONDAY, next_on=september(8), next_at=time(16, 30))
    step = ask(later)
    assert (step.due_on, step.due_at, step.attempt) == (september(8), time(16, 30), 1)
    assert not step.is_due(september(8), time(16, 29))
    assert step.is_due(september(8), time(16, 30))


def test_the_number_with_fewest_unanswered_calls_is_used_next() -> None:
    step = ask(tried(youth(18, phone(1), phone(2)), "no-answer", MONDAY))
    assert step.phone is not None
    assert step.phone.id == 2


def test_guardian_one_before_guardian_two() -> None:
    step = ask(youth(16, phone(1, guardian=2), phone(2, guardian=1)))
    assert step.phone is not None
    assert step.phone.id == 2


def test_a_wrong_number_with_no_other_sets_the_wait_aside() -> None:
    step = ask(tried(ADULT, "wrong-number", MONDAY))
    assert (step.channel, step.due_on) == (Channel.LETTER, MONDAY)
    assert step.because.skipped == (Channel.PHONE, Channel.SMS)


def test_a_returned_letter_moves_on_the_same_day_and_still_allows_a_visit() -> None:
    step = ask(tried(WROTE, "returned", september(16), "letter"), september(16))
    assert (step.channel, step.due_on) == (Channel.HOME_VISIT, september(16))


def test_a_letter_returned_after_the_visit_changes_nothing() -> None:
    returned = tried(VISITED, "returned", september(25), "letter")
    assert ask(returned, september(25)).due_on == date(2026, 12, 23)


def test_a_guardians_answer_counts_for_a_minor() -> None:
    minor = youth(16, phone(1, guardian=1))
    step = ask(tried(minor, "reached", MONDAY, to="guardian", occupation="work"))
    assert (step.place, step.due_on) == (Place.MAPPED, date(2026, 12, 7))


def test_a_guardians_answer_about_an_adult_spends_an_attempt() -> None:
    step = ask(tried(ADULT, "reached", MONDAY, to="guardian"))
    assert (step.channel, step.attempt) == (Channel.PHONE, 2)


def test_where_no_guardian_counts_the_answer_spends_an_attempt() -> None:
    book = PolicyBook(((MONDAY, replace(DEFAULT, guardian_counts="never")),))
    minor = tried(youth(16, phone(1, guardian=1)), "reached", MONDAY, to="guardian")
    assert ask(minor, book=book).attempt == 2


def test_somebody_else_answering_never_counts_as_contact() -> None:
    assert ask(tried(ADULT, "reached", MONDAY, to="other")).attempt == 2


def test_reached_without_an_occupation_is_not_mapped_and_comes_back_in_two_weeks() -> None:
    step = ask(tried(ADULT, "reached", MONDAY))
    assert (step.place, step.due_on) == (Place.RESTING, september(21))


def test_an_expired_occupation_makes_a_resting_youth_due_that_day() -> None:
    policy = replace(DEFAULT, recontact_days={"default": 365}, current_days={"default": 30})
    book = PolicyBook(((MONDAY, policy),))
    step = ask(tried(ADULT, "reached", MONDAY, occupation="work"), book=book)
    assert step.due_on == date(2026, 10, 7)
    assert (
        ask(
            tried(ADULT, "reached", MONDAY, occupation="work"), date(2026, 10, 7), book
        ).because.began
        == "expired"
    )


def test_expiry_never_cuts_a_refusal_short() -> None:
    book = PolicyBook(((MONDAY, replace(DEFAULT, current_days={"default": 10})),))
    step = ask(tried(ADULT, "declined", MONDAY, occupation="work"), book=book)
    assert step.due_on == date(2026, 12, 7)


def test_an_occupation_told_in_time_extends_the_rest_and_one_told_too_late_does_not() -> None:
    policy = replace(DEFAULT, recontact_days={"default": 365}, current_days={"default": 30})
    book = PolicyBook(((MONDAY, policy),))
    reached = tried(ADULT, "reached", MONDAY, occupation="work")
    in_time = Occupation(date(2026, 9, 28), OccupationCode.WORK)
    too_late = Occupation(date(2026, 10, 12), OccupationCode.WORK)
    day = date(2026, 10, 13)
    assert ask(replace(reached, occupations=(in_time,)), day, book).place is Place.MAPPED
    assert ask(replace(reached, occupations=(too_late,)), day, book).is_due(day)


def test_of_two_occupations_on_one_day_the_last_told_is_known() -> None:
    reached = tried(ADULT, "reached", MONDAY, occupation="work")
    facts = replace(reached, occupations=(Occupation(MONDAY, OccupationCode.NONE),))
    known = known_occupation(facts, MONDAY)
    assert known is not None
    assert known.code is OccupationCode.NONE


def test_a_step_moved_past_the_twentieth_birthday_outlives_the_duty() -> None:
    turns_20_on_a_sunday = replace(ADULT, born_on=date(2006, 9, 13))
    step = ask(tried(turns_20_on_a_sunday, "no-answer", MONDAY, next_on=september(12)))
    assert (step.due_on, step.outlives_duty) == (september(14), True)


def test_an_occupation_alone_ends_no_ladder() -> None:
    known = replace(CALLED, occupations=(Occupation(september(8), OccupationCode.WORK),))
    assert ask(known, september(9)).place is Place.RUNG


def test_do_not_contact_is_out_until_its_review_day_and_then_to_be_checked() -> None:
    no_more = replace(
        tried(ADULT, "do-not-contact", MONDAY, next_on=september(28)),
        do_not_contact_until=september(28),
    )
    assert ask(no_more).place is Place.OUT_OF_QUEUE
    assert ask(no_more, september(28)).channel is Task.CHECK


def test_when_do_not_contact_is_lifted_the_ladder_goes_on_where_it_stood() -> None:
    lifted = tried(CALLED, "do-not-contact", september(8), next_on=date(2027, 3, 8))
    step = ask(lifted, september(9))
    assert (step.channel, step.attempt, step.due_on) == (Channel.PHONE, 2, september(9))


def test_an_occupation_given_with_a_no_still_maps() -> None:
    step = ask(tried(ADULT, "declined", MONDAY, occupation="work"))
    assert (step.place, step.due_on) == (Place.MAPPED, date(2026, 12, 7))
    assert ask(tried(ADULT, "declined", MONDAY)).place is Place.RESTING


@pytest.mark.parametrize("result", ["not-home", "reached"])
def test_a_known_occupation_maps_nobody_whom_the_whole_ladder_did_not_reach(result: str) -> None:
    known = replace(WROTE, occupations=(Occupation(september(1), OccupationCode.WORK),))
    step = ask(tried(known, result, september(24), "home-visit", "other"), september(24))
    assert (step.place, step.ever_reached) == (Place.RESTING, False)


def test_said_to_have_moved_is_to_be_checked_while_the_ladder_waits() -> None:
    check = Check(CheckReason.SAID_MOVED, september(8))
    step = ask(replace(tried(ADULT, "said-moved", MONDAY, to="other"), check=check))
    assert (step.channel, step.place, step.due_on) == (Task.CHECK, Place.CHECK, september(8))


def test_looking_in_vain_lets_the_ladder_go_on_at_once() -> None:
    step = ask(tried(NUMBERLESS, "no-number", MONDAY, "find-number", number=None))
    assert (step.channel, step.due_on) == (Channel.LETTER, MONDAY)


def test_a_letter_sent_instead_of_looking_counts_on_its_rung() -> None:
    step = ask(tried(NUMBERLESS, "sent", MONDAY, "letter"))
    assert (step.channel, step.due_on) == (Channel.HOME_VISIT, date(2026, 9, 17))


def test_without_any_way_to_reach_the_youth_is_due_at_once_and_rests_after_a_try() -> None:
    nowhere = tried(youth(18, street=""), "no-number", MONDAY, "find-number", number=None)
    step = ask(nowhere)
    assert (step.channel, step.place, step.due_on) == (Task.NONE, Place.NO_WAY, MONDAY)
    asked_around = tried(nowhere, "said-moved", MONDAY, "via-school", to="other")
    assert ask(asked_around).due_on == september(9)


@pytest.mark.parametrize("protection", [p for p in Protection if p is not Protection.NONE])
def test_a_protected_youth_is_written_to_and_never_called_visited_or_searched_for(
    protection: Protection,
) -> None:
    step = ask(replace(youth(16, phone(1), phone(2, guardian=1)), protection=protection))
    assert (step.channel, step.to, step.phone) == (Channel.LETTER, Target.YOUTH, None)
    assert {s.channel for s in ahead(replace(ADULT, protection=protection), BOOK, MONDAY)} == {
        Channel.LETTER
    }


def test_a_call_to_a_protected_youth_is_beside_the_ladder() -> None:
    protected = replace(ADULT, protection=Protection.CONFIDENTIALITY)
    step = ask(tried(protected, "no-answer", MONDAY))
    assert (step.channel, step.due_on) == (Channel.LETTER, MONDAY)


def test_protected_registration_is_written_to_without_an_address() -> None:
    hidden = replace(youth(18, street=""), protection=Protection.REGISTRATION)
    assert ask(hidden).channel is Channel.LETTER


@pytest.mark.parametrize(
    ("facts", "today", "rule"),
    [
        (ADULT, date(2028, 3, 12), Rule.TURNED_20),
        (replace(ADULT, ended_on=september(8)), september(8), Rule.ENDED),
        (replace(ADULT, restricted=True), MONDAY, Rule.RESTRICTED),
        (ADULT, september(6), Rule.NOT_YET),
    ],
)
def test_out_of_scope_nothing_is_due(facts: Facts, today: date, rule: Rule) -> None:
    step = ask(facts, today)
    assert (step.place, step.due_on, step.because.rule) == (Place.OUT_OF_QUEUE, None, rule)


def test_next_changes_the_day_and_not_the_rung_until_the_next_counted_attempt() -> None:
    moved = tried(ADULT, "no-answer", MONDAY, next_on=date(2026, 9, 19))
    step = ask(moved)
    assert (step.due_on, step.attempt, step.because.rule) == (september(21), 2, Rule.ASKED)
    assert ask(tried(moved, "no-answer", september(21)), september(21)).channel is Channel.SMS


@pytest.mark.parametrize("result", ["reached", "declined"])
def test_a_day_agreed_during_a_rest_is_kept(result: str) -> None:
    resting = tried(ADULT, result, MONDAY, occupation="work")
    later = tried(resting, "call-later", september(8), next_on=september(9), next_at=time(16, 30))
    step = ask(later, september(8))
    assert (step.due_on, step.due_at) == (september(9), time(16, 30))
    assert ask(later, september(9)).channel is Channel.PHONE


def test_a_day_agreed_after_the_whole_ladder_is_kept() -> None:
    later = tried(VISITED, "call-later", september(25), next_on=september(28))
    assert ask(later, september(25)).due_on == september(28)


def test_a_corrected_number_is_due_the_day_it_was_corrected() -> None:
    wrong = tried(tried(ADULT, "wrong-number", MONDAY), "sent", MONDAY, "letter")
    right = replace(phone(1, on=september(10)), state=PhoneState.WORKS)
    step = ask(replace(wrong, phones=(right,)), september(10))
    assert (step.channel, step.due_on, step.because.rule) == (
        Channel.PHONE,
        september(10),
        Rule.NEW_CONTACT_POINT,
    )


def test_a_new_address_does_not_send_the_letter_again() -> None:
    assert WROTE.address is not None
    moved = replace(WROTE, address=replace(WROTE.address, recorded_on=september(20)))
    assert ask(moved, september(24)).channel is Channel.HOME_VISIT


def test_a_cycle_keeps_the_policy_of_its_first_attempt() -> None:
    slower = replace(DEFAULT, name="slower", rungs=(replace(DEFAULT.rungs[0], retry_days=5),))
    book = PolicyBook(((date(2026, 1, 1), DEFAULT), (september(8), slower)))
    assert ask(CALLED, september(8), book).due_on == september(9)
    assert ask(replace(ADULT, first_seen_on=september(8)), september(8), book).rungs == 1


def test_the_coming_steps_are_those_if_nobody_answers() -> None:
    coming = [(step.channel, step.due_on) for step in ahead(CALLED, BOOK, MONDAY)]
    assert coming == [
        (Channel.PHONE, september(9)),
        (Channel.SMS, september(9)),
        (Channel.LETTER, september(14)),
        (Channel.HOME_VISIT, september(24)),
    ]


def test_closed_days_of_the_policy_are_not_worked() -> None:
    closed = replace(DEFAULT, closed=((september(9), september(11)),))
    step = ask(CALLED, book=PolicyBook(((MONDAY, closed),)))
    assert step.due_on == september(14)


def test_an_address_recorded_later_does_not_give_back_a_spent_visit() -> None:
    # The letter could not be sent on the 8th, so the visit was the present rung and is spent.
    no_address = youth(18)
    assert no_address.address is not None
    street_only = replace(no_address, address=replace(no_address.address, postcode="", city=""))
    looked = tried(street_only, "no-number", MONDAY, "find-number", number=None)
    visited = tried(looked, "not-home", september(8), "home-visit")
    full = replace(visited, address=replace(no_address.address, recorded_on=september(10)))
    wrote = tried(full, "sent", september(10), "letter")
    assert ask(full, september(10)).channel is Channel.LETTER
    assert ask(wrote, september(10)).place is Place.RESTING


def test_an_e_mail_address_is_due_the_day_it_is_recorded() -> None:
    by_mail = replace(DEFAULT, rungs=(Rung(Channel.EMAIL), *DEFAULT.rungs[2:]))
    book = PolicyBook(((MONDAY, by_mail),))
    wrote = tried(NUMBERLESS, "sent", MONDAY, "letter")
    step = ask(replace(wrote, email="bo@example.se", email_on=september(9)), september(9), book)
    assert (step.channel, step.due_on) == (Channel.EMAIL, september(9))


def test_a_wrong_number_that_leaves_no_way_is_due_at_once() -> None:
    only_a_number = youth(18, phone(1), street="")
    step = ask(tried(only_a_number, "wrong-number", september(7)), september(7))
    assert (step.place, step.due_on) == (Place.NO_WAY, september(7))


def test_a_letter_back_that_leaves_no_way_is_due_at_once() -> None:
    wrote = tried(
        replace(NUMBERLESS, protection=Protection.CONFIDENTIALITY), "sent", MONDAY, "letter"
    )
    step = ask(tried(wrote, "returned", september(10), "letter"), september(10))
    assert (step.place, step.due_on) == (Place.NO_WAY, september(10))


def test_a_try_where_there_is_no_way_rests_the_days_of_searching() -> None:
    no_way = tried(youth(18, phone(1), street=""), "wrong-number", september(7))
    step = ask(tried(no_way, "sent", september(7), "social-media"), september(7))
    assert (step.place, step.due_on) == (Place.NO_WAY, september(9))


def test_a_letter_before_the_first_day_is_beside_the_ladder_when_there_was_a_number() -> None:
    facts = tried(ADULT, "sent", date(2026, 9, 1), "letter")
    for result, day, channel in (
        ("no-answer", 7, "phone"),
        ("no-answer", 9, "phone"),
        ("sent", 9, "sms"),
    ):
        facts = tried(facts, result, september(day), channel)
    assert ask(facts, september(9)).channel is Channel.LETTER
    numberless = tried(NUMBERLESS, "sent", date(2026, 9, 1), "letter")
    assert ask(numberless).channel is Channel.HOME_VISIT
