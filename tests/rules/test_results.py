"""Which result goes with which channel, and which channel a result means when none is told."""

from dataclasses import replace

import pytest

from kaa_cli.rules.codes import AttemptResult, Channel, Task
from kaa_cli.rules.ladder import next_step
from kaa_cli.rules.results import CHANNELS, REPLY_CHANNELS, implied_channel, usual_results
from kaa_cli.rules.steps import Step
from youths import BOOK, MONDAY, phone, youth

TALKS = "phone home-visit in-person drop-in social-media via-school via-authority"
# The table of the contract, word for word.
PROMISED = {
    "reached": TALKS,
    "declined": TALKS,
    "do-not-contact": TALKS,
    "said-moved": TALKS,
    "said-not-in-target": TALKS,
    "no-answer": "phone",
    "voicemail": "phone",
    "call-later": "phone",
    "wrong-number": "phone sms",
    "sent": "sms letter postcard e-mail social-media",
    "returned": "letter postcard e-mail",
    "not-home": "home-visit in-person",
    "no-number": "find-number",
}
STEP = next_step(youth(18, phone(1)), BOOK, MONDAY)


def due(channel: str | None) -> Step:
    """A step by which that channel, or something else than a channel, is due."""
    if channel is None:
        return replace(STEP, channel=None)
    known = {str(code) for code in Channel}
    return replace(STEP, channel=Channel(channel) if channel in known else Task(channel))


@pytest.mark.parametrize("result", PROMISED)
def test_a_result_can_come_by_the_channels_that_are_promised(result: str) -> None:
    assert CHANNELS[AttemptResult(result)] == {Channel(c) for c in PROMISED[result].split()}


def test_every_result_but_a_reply_can_be_logged() -> None:
    assert set(AttemptResult) - set(CHANNELS) == {AttemptResult.REPLIED}


def test_a_reply_can_come_in_by_every_channel_but_looking_for_a_number() -> None:
    assert set(Channel) - REPLY_CHANNELS == {Channel.FIND_NUMBER}


@pytest.mark.parametrize(
    ("result", "due_now", "meant"),
    [
        ("no-answer", "phone", "phone"),
        ("no-answer", "letter", "phone"),  # only a call can go unanswered
        ("reached", "home-visit", "home-visit"),
        ("reached", "find-number", "phone"),
        ("reached", "check", "phone"),
        ("reached", None, "phone"),
        ("reached", "letter", "letter"),  # refused by name: a letter reaches nobody
        ("declined", "none", "phone"),
        ("sent", "sms", "sms"),
        ("sent", "letter", "letter"),
        ("sent", "phone", None),  # sms, letter or what? it must be told
        ("sent", "check", None),
        ("returned", "home-visit", "letter"),
        ("returned", "e-mail", "e-mail"),
        ("not-home", "letter", "home-visit"),
        ("not-home", "in-person", "in-person"),
        ("wrong-number", "letter", "phone"),
        ("wrong-number", "sms", "sms"),
        ("no-number", "phone", "find-number"),
        ("call-later", "find-number", "phone"),
    ],
)
def test_the_channel_that_is_meant_when_none_is_told(
    result: str, due_now: str | None, meant: str | None
) -> None:
    assert implied_channel(AttemptResult(result), due(due_now)) == meant


@pytest.mark.parametrize("channel", [*Channel, *Task, None])
def test_a_card_offers_only_results_that_its_channel_can_have(
    channel: Channel | Task | None,
) -> None:
    offered = usual_results(channel)
    assert offered
    if isinstance(channel, Channel) and channel not in {Channel.VIA_SCHOOL, Channel.VIA_AUTHORITY}:
        assert all(channel in CHANNELS[result] for result in offered)
    assert set(offered) <= set(CHANNELS)


@pytest.mark.parametrize("result", CHANNELS)
def test_a_channel_that_is_due_and_possible_is_always_the_one_meant(result: AttemptResult) -> None:
    for channel in CHANNELS[result]:
        assert implied_channel(result, due(channel)) is channel
