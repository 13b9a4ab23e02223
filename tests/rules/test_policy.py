"""A contact routine as data: the shipped ones as their sources state them, and which one holds."""

from dataclasses import fields
from datetime import date, time

import pytest

from kaa_cli.files.policies import names
from kaa_cli.rules.codes import Channel, OccupationCode, Target
from kaa_cli.rules.ladder import ahead, next_step
from kaa_cli.rules.policy import Policy, PolicyBook, Rung
from youths import DEFAULT, MONDAY, phone, shipped, tried, youth

ORDERS = {
    "alingsas": "phone sms letter home-visit",
    "osteraker": "letter phone sms home-visit",
    "salem": "letter home-visit",
    "laholm": "phone letter home-visit",
    "krokom": "phone sms letter home-visit",
    "goteborg": "letter phone",
    "skaraborg": "letter sms social-media phone home-visit",
}


def test_every_shipped_policy_is_listed_here() -> None:
    assert names() == sorted(ORDERS)


@pytest.mark.parametrize("name", ORDERS)
def test_the_channels_come_in_the_order_that_is_stated(name: str) -> None:
    assert [str(rung.channel) for rung in shipped(name).rungs] == ORDERS[name].split()


@pytest.mark.parametrize("name", ORDERS)
def test_an_adult_whom_nobody_reaches_is_led_up_every_rung(name: str) -> None:
    policy = shipped(name)
    book = PolicyBook(((date(2026, 1, 1), policy),))
    steps = list(ahead(youth(18, phone(1)), book, MONDAY, most=20))
    climbed = [Channel(step.channel) for step in steps if isinstance(step.channel, Channel)]
    assert climbed == [rung.channel for rung in policy.rungs for _ in range(rung.attempts)]
    assert {step.to for step in steps} == {Target.YOUTH}


@pytest.mark.parametrize("name", ORDERS)
def test_nothing_is_sent_by_open_post_and_nobody_visits_alone(name: str) -> None:
    policy = shipped(name)
    assert not policy.postcards
    assert policy.protected_channels == (Channel.LETTER,)
    assert all(rung.staff == 2 for rung in policy.rungs if rung.channel is Channel.HOME_VISIT)


@pytest.mark.parametrize("name", sorted(ORDERS.keys() - {"alingsas"}))
def test_every_number_is_assumed_but_for_those_that_are_stated(name: str) -> None:
    stated = {
        "laholm": {"restart_days", "refusal_days", "recontact_days"},
        "krokom": {"refusal_days", "recontact_days"},
    }
    days = {field.name for field in fields(Policy) if field.name.endswith("_days")}
    days |= {"claim_minutes", "urgency", "rung.attempts", "rung.retry_days", "rung.after_days"}
    assert {key for key in days if not shipped(name).is_assumed(key)} == stated.get(name, set())


def test_alingsas_states_two_weeks_and_an_early_visit_and_assumes_its_waits() -> None:
    assert DEFAULT.first_attempt_within_days == 14
    assert not DEFAULT.is_assumed("first_attempt_within_days")
    assert DEFAULT.is_assumed("rung.after_days")
    assert [rung.envelope for rung in DEFAULT.rungs] == ["", "", "neutral", ""]


@pytest.mark.parametrize(
    ("name", "to"),
    [
        ("alingsas", ["guardian", "guardian", "youth", "youth"]),
        ("osteraker", ["youth", "guardian", "guardian", "youth"]),
        ("salem", ["youth", "youth"]),
        ("laholm", ["youth", "youth", "youth"]),
        ("goteborg", ["youth", "youth"]),
        ("skaraborg", ["youth", "guardian", "youth", "guardian", "youth"]),
    ],
)
def test_whom_each_rung_speaks_to_first_while_the_youth_is_under_18(
    name: str, to: list[str]
) -> None:
    assert [str(rung.to_minor[0]) for rung in shipped(name).rungs] == to


@pytest.mark.parametrize("name", ORDERS)
def test_no_rung_speaks_to_a_parent_of_an_adult(name: str) -> None:
    assert {rung.to_adult for rung in shipped(name).rungs} == {(Target.YOUTH,)}


def test_salem_sends_a_reminder_before_anybody_knocks() -> None:
    book = PolicyBook(((date(2026, 1, 1), shipped("salem")),))
    wrote = tried(youth(18), "sent", MONDAY, "letter", number=None)
    step = next_step(wrote, book, MONDAY)
    assert (step.channel, step.attempt, step.attempts_allowed) == (Channel.LETTER, 2, 2)
    assert step.due_on == date(2026, 9, 21)
    reminded = tried(wrote, "sent", date(2026, 9, 21), "letter", number=None)
    assert next_step(reminded, book, date(2026, 9, 21)).channel is Channel.HOME_VISIT


def test_salem_takes_a_written_answer_for_contact() -> None:
    book = PolicyBook(((date(2026, 1, 1), shipped("salem")),))
    wrote = tried(youth(18), "sent", MONDAY, "letter", number=None)
    answered = tried(wrote, "replied", date(2026, 9, 9), "letter", number=None, occupation="work")
    step = next_step(answered, book, date(2026, 9, 9))
    assert (step.place, step.due_on) == ("mapped", date(2026, 12, 8))


@pytest.mark.parametrize(
    ("channel", "result", "occupation"),
    [("phone", "reached", "work"), ("phone", "reached", "none"), ("phone", "declined", None)],
)
def test_laholm_contacts_everybody_again_in_ninety_days_whatever_was_answered(
    channel: str, result: str, occupation: str | None
) -> None:
    book = PolicyBook(((date(2026, 1, 1), shipped("laholm")),))
    asked = tried(youth(18, phone(1)), result, MONDAY, channel, occupation=occupation)
    assert next_step(asked, book, MONDAY).due_on == date(2026, 12, 7)


def test_laholm_counts_a_parent_who_opens_the_door_of_a_minor() -> None:
    book = PolicyBook(((date(2026, 1, 1), shipped("laholm")),))
    visited = tried(youth(16), "reached", MONDAY, "home-visit", "guardian", occupation="work")
    assert next_step(visited, book, MONDAY).place == "mapped"


def test_krokom_asks_again_within_half_a_year_after_a_no() -> None:
    book = PolicyBook(((date(2026, 1, 1), shipped("krokom")),))
    declined = tried(youth(18, phone(1)), "declined", MONDAY)
    assert next_step(declined, book, MONDAY).due_on == date(2027, 3, 8)  # day 180 is a Saturday


def test_goteborg_writes_to_everybody_before_calling_those_who_have_a_number() -> None:
    book = PolicyBook(((date(2026, 1, 1), shipped("goteborg")),))
    assert next_step(youth(16, phone(1, guardian=1)), book, MONDAY).channel is Channel.LETTER
    wrote = tried(youth(18, phone(1)), "sent", MONDAY, "letter", number=None)
    step = next_step(wrote, book, MONDAY)
    assert (step.channel, step.due_on) == (Channel.PHONE, date(2026, 9, 17))


OLD = Policy("old", (Rung(Channel.PHONE),))
NEW = Policy("new", (Rung(Channel.LETTER),))


@pytest.mark.parametrize(
    ("day", "name"),
    [("2025-12-31", "old"), ("2026-01-01", "old"), ("2026-08-31", "old"), ("2026-09-01", "new")],
)
def test_a_policy_holds_from_its_day_and_the_first_one_before_it_too(day: str, name: str) -> None:
    book = PolicyBook(((date(2026, 1, 1), OLD), (date(2026, 9, 1), NEW)))
    assert book.on(date.fromisoformat(day)).name == name


@pytest.mark.parametrize(
    ("occupation", "recontact", "current"),
    [("none", 7, 90), ("unknown", 14, 180), ("work", 90, 180), ("komvux", 90, 180)],
)
def test_the_waits_after_a_contact_follow_what_the_youth_does(
    occupation: str, recontact: int, current: int
) -> None:
    code = OccupationCode(occupation)
    assert (DEFAULT.recontact_after(code), DEFAULT.current_for(code)) == (recontact, current)


def test_empty_tables_wait_as_ours_for_the_rest_and_give_no_points() -> None:
    bare = Policy("bare", OLD.rungs, recontact_days={}, current_days={}, urgency={})
    assert bare.recontact_after(OccupationCode.WORK) == 90
    assert bare.current_for(OccupationCode.WORK) == 180
    assert bare.weight("deadline") == 0.0


@pytest.mark.parametrize(
    ("span", "clock", "quiet"),
    [
        ((time(21), time(7)), time(20, 59), False),
        ((time(21), time(7)), time(21), True),
        ((time(21), time(7)), time(0), True),
        ((time(21), time(7)), time(6, 59), True),
        ((time(21), time(7)), time(7), False),
        ((time(12), time(13)), time(11, 59), False),
        ((time(12), time(13)), time(12), True),
        ((time(12), time(13)), time(13), False),
        (None, time(3), False),
    ],
)
def test_an_hour_is_quiet_from_the_first_until_the_last_also_over_midnight(
    span: tuple[time, time] | None, clock: time, quiet: bool
) -> None:
    assert Policy("own", OLD.rungs, quiet_hours=span).is_quiet(clock) is quiet
