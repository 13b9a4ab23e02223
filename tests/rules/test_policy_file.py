"""A policy file: what can be read is read, and every fault is named at once with its place."""

from dataclasses import replace
from datetime import time
from tomllib import loads
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.rules.codes import Channel, OccupationCode, Target
from kaa_cli.rules.policy_file import (
    _KEYS,
    _RUNG_KEYS,
    RUNG_CHANNELS,
    Fault,
    PolicyFaultsError,
    read_policy,
)
from youths import shipped

LEAST = 'name = "Own"\n[[rung]]\nchannel = "phone"\n'


def faults(toml: str) -> list[Fault]:
    with pytest.raises(PolicyFaultsError) as raised:
        read_policy(loads(toml))
    return list(raised.value.faults)


def kinds(toml: str) -> list[tuple[str, str]]:
    return [(fault.where, fault.kind) for fault in faults(toml)]


def test_the_least_file_is_a_name_and_a_rung_and_has_the_usual_waits() -> None:
    policy = read_policy(loads(LEAST))
    rung = policy.rungs[0]
    assert (policy.name, rung.channel, rung.attempts, rung.retry_days) == ("Own", "phone", 1, 2)
    assert rung.to_minor == (Target.GUARDIAN, Target.YOUTH)
    assert rung.to_adult == (Target.YOUTH,)
    assert (policy.first_attempt_within_days, policy.restart_days) == (14, 90)


def test_what_a_file_leaves_out_is_as_in_the_shipped_routine() -> None:
    least = read_policy(loads(LEAST))
    assert least == replace(shipped(), name="Own", rungs=least.rungs, assumed=())


def test_a_term_left_out_of_a_table_of_weights_gives_nothing() -> None:
    own = read_policy(loads("urgency = { deadline = 2 }\n" + LEAST))
    assert (own.weight("deadline"), own.weight("overdue")) == (2.0, 0.0)
    assert read_policy(loads("urgency = {}\n" + LEAST)).weight("deadline") == 0.0


def test_everything_that_can_be_said_is_read() -> None:
    policy = read_policy(
        loads(
            """
            name = "Own"
            first_attempt_within_days = 10
            search_days = 0
            guardians = false
            guardian_counts = "never"
            protected_channels = ["letter", "e-mail"]
            postcards = true
            closed = ["2026-07-06/2026-07-31", "2026-10-30"]
            assumed = ["search_days"]
            recontact_days = { default = 60, none = 5 }
            current_days = { work = 200 }
            urgency = { deadline = 2, overdue = 1.5 }
            [[rung]]
            channel = "postcard"
            attempts = 2
            retry_days = 0
            after_days = 4
            to_minor = ["youth"]
            envelope = "none"
            staff = 3
            """
        )
    )
    assert (policy.first_attempt_within_days, policy.search_days) == (10, 0)
    assert (policy.guardians, policy.guardian_counts) == (False, "never")
    assert policy.protected_channels == (Channel.LETTER, Channel.EMAIL)
    assert [(str(first), str(last)) for first, last in policy.closed] == [
        ("2026-07-06", "2026-07-31"),
        ("2026-10-30", "2026-10-30"),
    ]
    assert policy.is_assumed("search_days")
    assert policy.recontact_after(OccupationCode.NONE) == 5
    assert policy.current_for(OccupationCode.WORK) == 200
    assert (policy.weight("deadline"), policy.weight("overdue")) == (2.0, 1.5)
    rung = policy.rungs[0]
    assert (rung.attempts, rung.retry_days, rung.after_days, rung.staff) == (2, 0, 4, 3)
    assert (rung.to_minor, rung.envelope) == ((Target.YOUTH,), "none")


@pytest.mark.parametrize(
    ("line", "where", "kind"),
    [
        ("colour = 1", "colour", "unknown-key"),
        ('search_days = "2"', "search_days", "not-whole-number"),
        ("search_days = 2.0", "search_days", "not-whole-number"),
        ("search_days = true", "search_days", "not-whole-number"),
        ("search_days = -1", "search_days", "out-of-range"),
        ("search_days = 3661", "search_days", "out-of-range"),
        ("restart_days = 0", "restart_days", "out-of-range"),
        ("first_attempt_within_days = 0", "first_attempt_within_days", "out-of-range"),
        ("claim_minutes = 0", "claim_minutes", "out-of-range"),
        ('guardians = "yes"', "guardians", "not-true-or-false"),
        ("postcards = 1", "postcards", "not-true-or-false"),
        ('guardian_counts = "always"', "guardian_counts", "never-or-minor"),
        ("guardian_counts = []", "guardian_counts", "never-or-minor"),
        ("guardian_counts = true", "guardian_counts", "never-or-minor"),
        ('protected_channels = "letter"', "protected_channels", "not-list-of-text"),
        ('protected_channels = ["pigeon"]', "protected_channels", "unknown-channel"),
        ("assumed = [1]", "assumed", "not-list-of-text"),
        ('closed = ["July"]', "closed", "not-a-day"),
        ('closed = ["2026-02-30"]', "closed", "not-a-day"),
        ('closed = ["2026-07-31/2026-07-06"]', "closed", "not-a-day"),
        ('closed = ["2026-07-06/2028-07-06"]', "closed", "not-a-day"),
        ("recontact_days = 90", "recontact_days", "not-table"),
        ("recontact_days = { default = 0 }", "recontact_days.default", "out-of-range"),
        ("recontact_days = { sleeping = 9 }", "recontact_days.sleeping", "unknown-key"),
        ('current_days = { work = "x" }', "current_days.work", "not-whole-number"),
        ("urgency = { deadline = -1 }", "urgency.deadline", "not-points"),
        ("urgency = { deadline = nan }", "urgency.deadline", "not-points"),
        ("urgency = { deadline = inf }", "urgency.deadline", "not-points"),
        ("urgency = { deadline = true }", "urgency.deadline", "not-points"),
        ("urgency = { mood = 1 }", "urgency.mood", "unknown-key"),
    ],
)
def test_one_fault_in_the_head_of_the_file(line: str, where: str, kind: str) -> None:
    assert kinds(f"{line}\n{LEAST}") == [(where, kind)]


@pytest.mark.parametrize(
    ("line", "where", "kind"),
    [
        ('channel = "pigeon"', "rung 2: channel", "unknown-channel"),
        ('channel = "drop-in"', "rung 2: channel", "unknown-channel"),
        ('channel = "find-number"', "rung 2: channel", "unknown-channel"),
        ("channel = 3", "rung 2: channel", "unknown-channel"),
        ("attempts = 1", "rung 2: channel", "missing"),
        ('channel = "sms"\nattempts = 0', "rung 2: attempts", "out-of-range"),
        ('channel = "sms"\nafter_days = -3', "rung 2: after_days", "out-of-range"),
        ('channel = "sms"\nretry_days = "2"', "rung 2: retry_days", "not-whole-number"),
        ('channel = "sms"\nstaff = 0', "rung 2: staff", "out-of-range"),
        ('channel = "sms"\nto_minor = ["mother"]', "rung 2: to_minor", "unknown-target"),
        ('channel = "sms"\nto_minor = ["other"]', "rung 2: to_minor", "unknown-target"),
        ('channel = "sms"\nto_adult = []', "rung 2: to_adult", "empty"),
        ('channel = "sms"\nenvelope = 4', "rung 2: envelope", "not-text"),
        ('channel = "sms"\nwait = 4', "rung 2: wait", "unknown-key"),
    ],
)
def test_one_fault_in_a_rung_names_which(line: str, where: str, kind: str) -> None:
    assert kinds(f"{LEAST}[[rung]]\n{line}\n") == [(where, kind)]


@pytest.mark.parametrize("head", ["", 'name = ""\n', 'name = "  "\n'])
def test_a_policy_must_have_a_name(head: str) -> None:
    assert kinds(head + '[[rung]]\nchannel = "phone"\n') == [("name", "missing")]


@pytest.mark.parametrize("rungs", ["", "rung = []\n"])
def test_a_ladder_without_rungs_is_none(rungs: str) -> None:
    assert kinds(f'name = "Own"\n{rungs}') == [("rung", "no-rungs")]


def test_a_postcard_needs_that_the_municipality_turned_them_on() -> None:
    rung = '[[rung]]\nchannel = "postcard"\n'
    assert kinds(f'name = "Own"\n{rung}') == [("rung", "postcards-off")]
    assert read_policy(loads(f'name = "Own"\npostcards = true\n{rung}')).postcards


def test_every_fault_is_named_at_once() -> None:
    found = faults(
        """
        first_attempt_within_days = -1
        colour = "red"
        urgency = { mood = 1 }
        [[rung]]
        channel = "pigeon"
        [[rung]]
        channel = "sms"
        attempts = 0
        """
    )
    assert {(fault.where, fault.kind) for fault in found} == {
        ("first_attempt_within_days", "out-of-range"),
        ("colour", "unknown-key"),
        ("urgency.mood", "unknown-key"),
        ("rung 1: channel", "unknown-channel"),
        ("rung 2: attempts", "out-of-range"),
        ("name", "missing"),
    }
    assert next(f.value for f in found if f.where == "rung 1: channel") == "pigeon"


@pytest.mark.parametrize("channel", RUNG_CHANNELS)
def test_each_channel_that_somebody_can_use_can_be_a_rung(channel: Channel) -> None:
    head = 'name = "Own"\npostcards = true\n'
    assert (
        read_policy(loads(f'{head}[[rung]]\nchannel = "{channel}"\n')).rungs[0].channel is channel
    )


TREES = st.dictionaries(
    st.sampled_from([*_KEYS, "x"]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*_RUNG_KEYS, "default", "deadline"]), inner)
        ),
        max_leaves=6,
    ),
)


@given(TREES)
def test_no_file_breaks_the_reading(tree: dict[str, Any]) -> None:
    try:
        policy = read_policy(tree)
    except PolicyFaultsError as error:
        named = [fault.where for fault in error.faults]
    else:
        named = [str(rung.channel) for rung in policy.rungs]
    assert named


@pytest.mark.parametrize(
    ("span", "hours"),
    [("21:00/07:00", (time(21), time(7))), ("12:00/12:45", (time(12), time(12, 45))), ("", None)],
)
def test_quiet_hours_are_a_span_that_may_pass_midnight_or_none(
    span: str, hours: tuple[time, time] | None
) -> None:
    assert read_policy(loads(f'quiet_hours = "{span}"\n{LEAST}')).quiet_hours == hours


@pytest.mark.parametrize(
    "value", ['"21/7"', '"21:00"', '"24:00/07:00"', '"07:00/07:00"', '"21:00/07:60"', "21", "[]"]
)
def test_quiet_hours_that_are_no_span_are_a_fault(value: str) -> None:
    assert kinds(f"quiet_hours = {value}\n{LEAST}") == [("quiet_hours", "not-hours")]
