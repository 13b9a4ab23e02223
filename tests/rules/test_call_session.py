"""The call session as a value: who comes when, what it sums up to, what it asks."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.rules.call_session import CallSession, Saved, may_text, who_may_answer
from kaa_cli.rules.codes import AttemptResult, Channel, Protection, Target
from kaa_cli.rules.facts import Facts
from kaa_cli.rules.person import Case, Period, Person
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.queue import Card, Due, due_now, standings
from kaa_cli.rules.results import session_results
from youths import BOOK, DEFAULT, MONDAY, phone, youth

EMPTY = CallSession(Channel.PHONE)


def due(*facts: Facts) -> list[Due]:
    cases = [
        Case(
            Person(number, one.born_on, one.protection, is_masked=one.protection != "none"),
            Period(number, one.registered_on, one.first_seen_on, "unknown"),
            replace(one, youth=number),
        )
        for number, one in enumerate(facts, start=1)
    ]
    return due_now(standings(cases, BOOK, MONDAY), BOOK, MONDAY)


def ids(found: list[Due]) -> list[int]:
    return [one.case.person.id for one in found]


def card(facts: Facts, policy: Policy = DEFAULT) -> Card:
    (one,) = due(facts)
    return Card(one, policy, (), (), 1, "Anna")


FOUR = due(*(youth(18, phone(number)) for number in range(1, 5)))
LETTER = replace(youth(18), protection=Protection.REGISTRATION)


def test_the_session_goes_through_its_channel_in_the_order_of_the_queue() -> None:
    mixed = due(youth(18, phone(1)), LETTER, youth(18, phone(2)))
    assert ids(EMPTY.in_order(mixed)) == [1, 3]
    assert ids(CallSession(Channel.LETTER).in_order(mixed)) == [2]


def test_who_was_skipped_comes_last_the_latest_skipped_last_of_all() -> None:
    assert ids(EMPTY.skip(1).in_order(FOUR)) == [2, 3, 4, 1]
    assert ids(EMPTY.skip(1).skip(2).skip(1).in_order(FOUR)) == [3, 4, 2, 1]


def test_who_is_to_be_shown_again_comes_first_though_skipped_or_held() -> None:
    again = EMPTY.skip(3).show_again(3)
    assert ids(again.in_order(FOUR, held=[3])) == [3, 1, 2, 4]
    assert ids(again.skip(3).in_order(FOUR)) == [1, 2, 4, 3]


def test_whom_one_holds_in_another_window_comes_after_all_others() -> None:
    assert ids(EMPTY.skip(2).in_order(FOUR, held=[1])) == [3, 4, 2, 1]


def test_taking_back_shows_the_youth_of_the_last_saved() -> None:
    one = Saved(7, 3, AttemptResult.NO_ANSWER, Target.YOUTH)
    session = EMPTY.save(one, again=False)
    assert (session.first, session.take_back().saved, session.take_back().first) == (None, (), 3)
    assert EMPTY.save(one, again=True).first == 3


SAVED = st.builds(
    Saved,
    entry=st.just(1),
    youth=st.integers(1, 9),
    result=st.sampled_from(sorted({r for c in Channel for r in session_results(c)})),
    to=st.sampled_from(Target),
    sms=st.booleans(),
    booked=st.booleans(),
)


@given(st.lists(SAVED))
def test_every_answer_stands_in_one_place_of_the_sum(saved: list[Saved]) -> None:
    tally = replace(EMPTY, saved=tuple(saved)).tally
    rest = sum(count for _result, count in tally.other)
    assert tally.calls == len(saved)
    assert tally.calls == tally.reached + tally.someone_else + tally.no_answer + rest
    assert all(count for _result, count in tally.other)


@given(st.lists(st.integers(1, 4)), st.sampled_from([None, 1, 4, 99]), st.sets(st.integers(1, 4)))
def test_nobody_is_lost_by_skipping(skips: list[int], first: int | None, held: set[int]) -> None:
    session = EMPTY
    for number in skips:
        session = session.skip(number)
    assert sorted(ids(replace(session, first=first).in_order(FOUR, held))) == [1, 2, 3, 4]


WITHOUT_SMS = replace(
    DEFAULT, rungs=tuple(rung for rung in DEFAULT.rungs if rung.channel is not Channel.SMS)
)


@pytest.mark.parametrize(
    ("facts", "policy", "asked"),
    [
        (youth(18, phone(1)), DEFAULT, True),
        (youth(18, phone(1, mobile=False)), DEFAULT, False),
        (youth(18, phone(1)), WITHOUT_SMS, False),
        (youth(18), DEFAULT, False),
        (LETTER, DEFAULT, False),
    ],
    ids=["mobile", "landline", "no such rung", "no number", "protected"],
)
def test_a_text_is_asked_for_where_it_can_be_sent(
    facts: Facts, policy: Policy, asked: bool
) -> None:
    assert may_text(card(facts, policy)) is asked


@pytest.mark.parametrize(
    ("facts", "has_guardian"),
    [
        (youth(17, phone(1)), True),
        (youth(18, phone(1)), False),
        (replace(youth(17), protection=Protection.CONFIDENTIALITY), False),
    ],
    ids=["17", "18", "protected"],
)
def test_a_guardian_answers_for_minors_only(facts: Facts, has_guardian: bool) -> None:
    assert (Target.GUARDIAN in who_may_answer(card(facts), MONDAY)) is has_guardian
