"""What is known: mapped, or one of four ways of not knowing, and wishes about the channel."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from kaa_cli.rules.codes import Channel, Knowledge
from kaa_cli.rules.facts import Facts
from kaa_cli.rules.knowledge import knowledge
from kaa_cli.rules.ladder import next_step
from rules.test_ladder_properties import asked_after, youths
from youths import BOOK, DEFAULT, MONDAY, phone, tried, youth

WEEK = timedelta(days=7)
NEW = youth(18, phone(1))
REACHED = tried(NEW, "reached", MONDAY, occupation="work")
SAID_NO = tried(NEW, "declined", MONDAY)
IN_VAIN = tried(
    tried(
        tried(tried(tried(NEW, "no-answer", MONDAY), "no-answer", MONDAY), "sent", MONDAY, "sms"),
        "sent",
        MONDAY + WEEK,
        "letter",
    ),
    "not-home",
    MONDAY + 2 * WEEK,
    "home-visit",
)
CASES = [
    ("a new youth", NEW, 0, Knowledge.UNKNOWN),
    ("tried, the ladder not walked yet", tried(NEW, "no-answer", MONDAY), 1, Knowledge.UNKNOWN),
    ("reached without an occupation", tried(NEW, "reached", MONDAY), 0, Knowledge.UNKNOWN),
    ("unknown was told", tried(NEW, "reached", MONDAY, occupation="unknown"), 0, Knowledge.UNKNOWN),
    ("reached with work", REACHED, 0, Knowledge.MAPPED),
    ("the last day it is current", REACHED, 179, Knowledge.MAPPED),
    ("the day it expires", REACHED, 180, Knowledge.EXPIRED),
    ("a no", SAID_NO, 0, Knowledge.REFUSED),
    ("a no, asked again in vain", tried(SAID_NO, "no-answer", MONDAY + 14 * WEEK), 99, "refused"),
    ("a no, with an occupation", tried(NEW, "declined", MONDAY, occupation="work"), 0, "mapped"),
    ("a no, then reached", tried(SAID_NO, "reached", MONDAY + 14 * WEEK), 99, Knowledge.UNKNOWN),
    ("wants to be left alone", replace(NEW, do_not_contact_until=MONDAY + WEEK), 0, "refused"),
    ("a whole ladder in vain", IN_VAIN, 15, Knowledge.UNREACHABLE),
    ("the second time up it", tried(IN_VAIN, "no-answer", MONDAY + 16 * WEEK), 113, "unreachable"),
    ("no number, no address", youth(18, street=""), 0, Knowledge.UNKNOWN),
    ("nor found in two days", youth(18, street=""), 2, Knowledge.UNREACHABLE),
]


@pytest.mark.parametrize(("_who", "facts", "days", "known"), CASES, ids=lambda v: str(v)[:40])
def test_what_is_known(_who: str, facts: Facts, days: int, known: str) -> None:
    day = MONDAY + timedelta(days=days)
    assert knowledge(facts, next_step(facts, BOOK, day), DEFAULT, day) == known


@given(youths())
def test_everybody_is_known_in_exactly_one_way_and_never_reached_is_never_refused(
    facts: Facts,
) -> None:
    day = asked_after(facts, 0)
    known = knowledge(facts, next_step(facts, BOOK, day), DEFAULT, day)
    assert known in Knowledge
    if not any(a.result == "declined" for a in facts.attempts):
        assert known is not Knowledge.REFUSED


class TestPreferredChannel:
    def asked(self, facts: Facts, days: int = 0) -> tuple[str, int]:
        step = next_step(facts, BOOK, MONDAY + timedelta(days=days))
        assert step.due_on is not None
        return str(step.channel), (step.due_on - MONDAY).days

    def wishes(self, channel: str, facts: Facts = NEW) -> Facts:
        return replace(facts, preferred=Channel(channel))

    def test_its_rung_is_walked_first_and_then_the_others_in_order(self) -> None:
        facts = self.wishes("sms")
        assert self.asked(facts) == ("sms", 0)
        facts = tried(facts, "sent", MONDAY, "sms")
        assert self.asked(facts) == ("phone", 3)  # as long as a text has before the letter
        facts = tried(facts, "no-answer", MONDAY + timedelta(days=3))
        assert self.asked(facts, 3) == ("phone", 7)
        facts = tried(facts, "no-answer", MONDAY + timedelta(days=7))
        assert self.asked(facts, 7) == ("letter", 10)

    def test_one_that_cannot_be_used_is_passed_over(self) -> None:
        assert self.asked(self.wishes("sms", youth(18, phone(1, mobile=False)))) == ("phone", 0)

    def test_one_that_is_no_rung_changes_nothing(self) -> None:
        assert self.asked(self.wishes("e-mail")) == ("phone", 0)

    def test_who_prefers_letters_needs_no_number(self) -> None:
        assert self.asked(self.wishes("letter", youth(18))) == ("letter", 0)
        assert self.asked(self.wishes("sms", youth(18))) == ("find-number", 0)

    def test_a_wish_told_later_takes_no_attempt_off_the_ladder(self) -> None:
        called = tried(NEW, "no-answer", MONDAY)
        assert self.asked(self.wishes("sms", called)) == ("sms", 0)
        texted = tried(self.wishes("sms", called), "sent", MONDAY, "sms")
        step = next_step(texted, BOOK, MONDAY)
        assert (step.channel, step.attempt) == (Channel.PHONE, 2)
