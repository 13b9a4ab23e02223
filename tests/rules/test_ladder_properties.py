"""What must hold for every youth and every history: nobody is called too early, nobody vanishes."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kaa_cli.rules.codes import AttemptResult, Channel, Place, Protection
from kaa_cli.rules.days import birthday
from kaa_cli.rules.facts import Facts
from kaa_cli.rules.ladder import ahead, next_step
from kaa_cli.rules.policy import PolicyBook
from kaa_cli.rules.steps import Step
from kaa_cli.rules.urgency import urgency
from kaa_cli.rules.walk import replay
from youths import BOOK, DEFAULT, MONDAY, phone, shipped, tried, youth

POSSIBLE = [
    ("phone", "no-answer"),
    ("phone", "voicemail"),
    ("phone", "call-later"),
    ("phone", "wrong-number"),
    ("phone", "reached"),
    ("phone", "declined"),
    ("phone", "said-moved"),
    ("sms", "sent"),
    ("letter", "sent"),
    ("letter", "returned"),
    ("home-visit", "not-home"),
    ("home-visit", "reached"),
    ("social-media", "sent"),
    ("find-number", "no-number"),
]
DAYS = st.integers(0, 400)


@st.composite
def youths(draw: st.DrawFn) -> Facts:
    """A youth of 16 to 19 with any mixture of contact points and up to a dozen attempts."""
    phones = [
        phone(n, draw(st.integers(0, 2)), mobile=draw(st.booleans()))
        for n in range(1, draw(st.integers(0, 3)) + 1)
    ]
    born_on = MONDAY - timedelta(days=draw(st.integers(16 * 366, 19 * 366)))
    facts = youth(18, *phones, born_on=born_on, street=draw(st.sampled_from(["", "Provvägen 3"])))
    facts = replace(
        facts, protection=draw(st.sampled_from([Protection.NONE] * 4 + list(Protection)))
    )
    for day in sorted(draw(st.lists(DAYS, max_size=12))):
        channel, result = draw(st.sampled_from(POSSIBLE))
        on = MONDAY + timedelta(days=day)
        wait = draw(st.integers(0, 30))
        facts = tried(
            facts,
            result,
            on,
            channel,
            draw(st.sampled_from(["youth", "guardian", "other"])),
            number=draw(st.sampled_from([p.id for p in phones])) if phones else None,
            occupation=draw(st.sampled_from([None, "work", "none", "unknown"])),
            next_on=on + timedelta(days=wait) if result == "call-later" else None,
        )
    return facts


def asked_after(facts: Facts, days: int) -> date:
    last = max((a.on for a in facts.attempts), default=MONDAY)
    return last + timedelta(days=days)


def ask(facts: Facts, day: date, book: PolicyBook = BOOK) -> Step:
    return next_step(facts, book, day)


@given(youths(), DAYS)
def test_nobody_is_due_before_the_last_attempt(facts: Facts, days: int) -> None:
    step = ask(facts, asked_after(facts, days))
    assert step.due_on is None or all(step.due_on >= a.on for a in facts.attempts)


@given(youths(), DAYS)
def test_everybody_in_scope_is_due_or_at_rest_until_a_day_or_out_by_a_decision(
    facts: Facts, days: int
) -> None:
    step = ask(facts, asked_after(facts, days))
    assert (step.place is Place.OUT_OF_QUEUE) == (step.due_on is None)
    if step.place in {Place.RESTING, Place.MAPPED}:
        assert step.due_on is not None
        assert step.due_on > asked_after(facts, days)
        assert step.rest is not None


@given(youths(), st.integers(0, 120), st.integers(1, 60))
def test_a_due_youth_stays_due_until_something_happens(facts: Facts, days: int, later: int) -> None:
    first = asked_after(facts, days)
    second = first + timedelta(days=later)
    # Turning 18 changes whom the ladder speaks to, and turning 20 ends the duty: both are events.
    assume(not any(first < birthday(facts.born_on, age) <= second for age in (18, 20)))
    assume(ask(facts, first).is_due(first))
    assert ask(facts, second).is_due(second)


@given(youths())
def test_a_rung_rises_by_at_most_one_except_by_skips(facts: Facts) -> None:
    today = asked_after(facts, 0)
    steps = [s for s in ahead(facts, BOOK, today) if s.rung is not None]
    for before, after in pairwise(steps):
        assert before.rung is not None
        assert after.rung is not None
        between = DEFAULT.rungs[before.rung : after.rung - 1]
        assert after.rung - before.rung <= 1 or len(between) <= len(after.because.skipped)


@given(youths(), DAYS)
def test_the_same_facts_and_day_give_the_same_step(facts: Facts, days: int) -> None:
    day = asked_after(facts, days)
    assert ask(facts, day) == ask(facts, day)


@given(youths(), DAYS)
def test_a_due_day_is_a_worked_day(facts: Facts, days: int) -> None:
    step = ask(facts, asked_after(facts, days))
    assert step.due_on is None or DEFAULT.calendar.is_worked(step.due_on)


@given(youths(), DAYS)
def test_a_protected_youth_is_never_called_texted_visited_or_searched_for(
    facts: Facts, days: int
) -> None:
    assume(facts.protection is not Protection.NONE)
    step = ask(facts, asked_after(facts, days))
    assert step.phone is None
    assert step.channel not in {Channel.PHONE, Channel.SMS, Channel.HOME_VISIT, Channel.FIND_NUMBER}


@given(youths())
def test_no_rung_is_spent_more_often_than_it_allows(facts: Facts) -> None:
    walk = replay(facts, BOOK, asked_after(facts, 0))
    assert all(walk.left_on(rung) >= 0 for rung in range(len(walk.policy.rungs)))


@given(youths(), st.integers(0, 60), st.integers(0, 60))
def test_more_overdue_never_lowers_a_youth(facts: Facts, days: int, later: int) -> None:
    first = asked_after(facts, days)
    second = first + timedelta(days=later)
    assume(not any(first < birthday(facts.born_on, age) <= second for age in (18, 20)))
    before, after = ask(facts, first), ask(facts, second)
    assume(before.is_due(first) and before.because.began == after.because.began)
    assume(before.cycle == after.cycle and before.due_on == after.due_on)
    assert (
        urgency(facts, after, DEFAULT, second).points
        >= urgency(facts, before, DEFAULT, first).points
    )


@given(youths(), DAYS, st.sampled_from(["alingsas"]))
def test_no_term_exceeds_its_weight(facts: Facts, days: int, name: str) -> None:
    policy = shipped(name)
    day = asked_after(facts, days)
    step = next_step(facts, PolicyBook(((MONDAY, policy),)), day)
    assume(step.is_due(day))
    for term in urgency(facts, step, policy, day).terms:
        assert 0 < term.points <= policy.weight(term.term)


@settings(max_examples=30)
@given(st.lists(st.sampled_from([r for c, r in POSSIBLE if c == "phone"]), max_size=6))
def test_a_contact_or_a_refusal_always_begins_cycle_one(results: list[str]) -> None:
    facts = youth(18, phone(1))
    for number, result in enumerate([*results, "reached"]):
        facts = tried(facts, result, MONDAY + timedelta(days=number))
    assert facts.attempts[-1].result is AttemptResult.REACHED
    assert ask(facts, asked_after(facts, 0)).cycle == 1
