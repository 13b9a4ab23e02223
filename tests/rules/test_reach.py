"""The chain from first attempt to still there: named denominators, nobody counted twice."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from journeys import asked, day, journey, known, many_journeys, works
from kaa_cli.rules.codes import EndReason, Knowledge, OccupationCode, OutcomeCategory
from kaa_cli.rules.facts import Measure, Occupation, Outcome, OutcomeCheck
from kaa_cli.rules.journeys import Journey, Known, facts_until
from kaa_cli.rules.reach import ReachSum, new_ones, reach
from kaa_cli.rules.report_codes import By, Station
from kaa_cli.rules.support_codes import Lasting
from youths import DEFAULT, youth


def told(*some: Journey, knowledge: Knowledge = Knowledge.UNKNOWN) -> ReachSum:
    return reach([known(one, knowledge) for one in some], asked(), DEFAULT).total


def counts(found: ReachSum) -> dict[Station, int]:
    return {link.station: link.of_all.count for link in found.chain}


def test_each_station_is_counted_by_itself() -> None:
    found = told(
        journey(1),
        journey(2, attempted_on=day(1)),
        journey(3, attempted_on=day(1), reached_on=day(2)),
        journey(4, attempted_on=day(1), reached_on=day(2), offered_on=day(3)),
    )
    assert (found.registered, found.attempted, found.reached) == (4, 3, 2)
    assert counts(found)[Station.OFFERED] == 1
    assert counts(found)[Station.ACCEPTED] == 0


def test_the_second_share_is_of_those_who_were_at_the_step_before() -> None:
    found = told(
        journey(1, attempted_on=day(1), reached_on=day(2), offered_on=day(3)),
        journey(2, offered_on=day(3)),
        knowledge=Knowledge.MAPPED,
    )
    links = {link.station: link for link in found.chain}
    offered, mapped = links[Station.OFFERED].of_all, links[Station.MAPPED].of_before
    assert (offered.count, offered.of) == (2, 2)
    assert (mapped.count, mapped.of) == (1, 1)


@pytest.mark.parametrize(
    ("outcome", "still_there", "moved_on", "there"),
    [
        (OutcomeCategory.STUDIES, True, 1, 1),
        (OutcomeCategory.WORK, False, 1, 0),
        (OutcomeCategory.OTHER_AUTHORITY, None, 1, 0),
        (OutcomeCategory.REMAINS, True, 0, 0),
        (None, None, 0, 0),
    ],
)
def test_who_remains_has_not_moved_on(
    outcome: OutcomeCategory | None, still_there: bool | None, moved_on: int, there: int
) -> None:
    found = counts(told(journey(1, outcome=outcome, still_there=still_there)))
    assert (found[Station.OUTCOME], found[Station.STILL_THERE]) == (moved_on, there)


def test_still_there_is_of_those_who_have_been_asked() -> None:
    def last(*some: Journey) -> tuple[int, int, int]:
        link = told(*some).chain[-1]
        return link.of_before.count, link.of_before.of, link.of_all.of

    unasked = journey(1, outcome=OutcomeCategory.WORK)
    assert last(unasked, unasked) == (0, 0, 0)
    there = journey(2, outcome=OutcomeCategory.WORK, still_there=True)
    no_answer = journey(3, outcome=OutcomeCategory.WORK, asked_again=True)
    assert last(unasked, there, no_answer) == (1, 2, 3)


def test_later_answers_and_follow_ups_have_not_happened_yet() -> None:
    asked_late = Outcome(1, day(0), OutcomeCategory.WORK, checks=(
        OutcomeCheck(day(60), Lasting.SUSTAINED), OutcomeCheck(day(120), Lasting.INTERRUPTED),
    ))  # fmt: skip
    runs = Measure(1, "coaching", started_on=day(0), ended_on=day(99), followed_on=day(98))
    then = facts_until(replace(youth(), outcomes=(asked_late,), measures=(runs,)), day(70))
    assert [check.on for check in then.outcomes[0].checks] == [day(60)]
    assert (then.measures[0].ended_on, then.measures[0].followed_on) == (None, None)


@pytest.mark.parametrize(("after", "in_time"), [(14, 1), (15, 0), (None, 0)])
def test_fourteen_days_are_counted_from_new_on_the_list(after: int | None, in_time: int) -> None:
    on = None if after is None else day(5 + after)
    found = told(journey(1, seen=5, attempted_on=on, reached_on=on))
    assert (found.attempted_in_time, found.reached_in_time) == (in_time, in_time)


def test_a_try_is_no_contact_and_a_guardian_is_not_the_youth() -> None:
    found = told(journey(1, attempted_on=day(1), reached_guardian_on=day(1)))
    assert (found.attempted_in_time, found.reached_in_time) == (1, 0)
    assert (found.reached, found.reached_guardian) == (0, 1)


def test_only_the_new_of_the_period_are_asked_about_and_who_came_twice_counts_once() -> None:
    twice = [journey(1, seen=0), journey(1, seen=90)]
    found = new_ones([journey(2, seen=-1), *twice], asked())
    assert [one.first_seen_on for one in found] == [day(90)]


def test_turning_twenty_and_leaving_end_the_looking() -> None:
    assert journey(1, ended_on=day(9), end_reason=EndReason.MOVED).took_days(None, day(100)) == (
        9, False,
    )  # fmt: skip
    assert journey(1, turns_20_on=day(7)).took_days(None, day(100)) == (7, False)
    assert journey(1).took_days(None, day(100)) == (100, False)
    assert journey(1).took_days(day(3), day(100)) == (3, True)
    assert journey(1, turns_20_on=day(7)).took_days(day(8), day(100)) == (7, False)


def test_an_attempt_dated_before_the_list_took_no_time() -> None:
    assert journey(1, seen=5).took_days(day(2), day(100)) == (0, True)


def test_the_medians_are_those_of_the_curves() -> None:
    found = told(*(journey(n, attempted_on=day(n)) for n in range(1, 6)))
    assert found.to_attempt.median == 3
    assert found.to_contact.median is None


@pytest.mark.parametrize(
    ("occupation", "mapped"),
    [
        (None, False),
        (works(day(0)), True),
        (Occupation(day(0), OccupationCode.UNKNOWN), False),
        (works(date(2026, 1, 1)), False),
    ],
)
def test_mapped_is_known_and_still_current(occupation: Occupation | None, mapped: bool) -> None:
    assert journey(1, occupation=occupation).is_mapped(DEFAULT, day(100)) is mapped


def test_who_left_is_looked_at_on_the_day_of_leaving() -> None:
    gone = journey(1, occupation=works(day(0)), ended_on=day(20), end_reason=EndReason.MOVED)
    assert gone.is_mapped(DEFAULT, date(2027, 12, 31))


def test_who_turns_twenty_before_being_closed_left_by_age() -> None:
    late = journey(1, turns_20_on=day(5), ended_on=day(9), end_reason=EndReason.MOVED)
    assert (late.left_on, late.left_by) == (day(5), EndReason.TURNED_20)
    early = journey(1, turns_20_on=day(9), ended_on=day(5), end_reason=EndReason.MOVED)
    assert (early.left_on, early.left_by) == (day(5), EndReason.MOVED)


def _known(journeys: list[Journey]) -> list[Known]:
    return [
        known(
            one,
            Knowledge.MAPPED if one.is_mapped(DEFAULT, asked().last) else Knowledge.UNKNOWN,
        )
        for one in new_ones(journeys, asked())
    ]


@given(many_journeys())
def test_the_groups_add_up_and_the_same_question_has_the_same_answer(
    journeys: list[Journey],
) -> None:
    some = _known(journeys)
    question = asked(By.SEX, By.SCHOOL)
    found = reach(some, question, DEFAULT)
    assert found == reach(some, question, DEFAULT)
    for key in ("registered", "attempted", "reached", "attempted_in_time", "reached_in_time"):
        assert sum(getattr(one, key) for _told, one in found.groups) == getattr(found.total, key)
    assert found.total.known.total() == found.total.registered


@given(many_journeys())
def test_the_chain_narrows_where_it_must(journeys: list[Journey]) -> None:
    found = reach(_known(journeys), asked(), DEFAULT).total
    at = counts(found)
    assert found.registered >= at[Station.ATTEMPTED] >= at[Station.REACHED]
    assert at[Station.OFFERED] >= at[Station.ACCEPTED] >= at[Station.STARTED]
    assert at[Station.OUTCOME] >= at[Station.STILL_THERE]
    for link in found.chain:
        assert link.of_before.count <= min(link.of_all.count, link.of_before.of)
