"""Whom a team meeting may name, what leaves the team, and until when data are kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.rules.codes import OutcomeCategory
from kaa_cli.rules.consents import (
    Application,
    Consent,
    in_force,
    may_be_named,
)
from kaa_cli.rules.events import Event, EventKind, discreet
from kaa_cli.rules.outward import outwardly
from kaa_cli.rules.purging import purge_on
from kaa_cli.rules.settings import Settings
from kaa_cli.rules.support_codes import Actor, ConsentScope, Decision, RegisterKind

MONDAY = date(2026, 9, 7)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def team(given: int, withdrawn: int | None = None) -> Consent:
    ends = None if withdrawn is None else day(withdrawn)
    return Consent(1, 17, ConsentScope.TEAM, day(given), None, ends)


def signed(on: int, decision: Decision | None = None) -> Application:
    return Application(1, 17, "Porten", MONDAY, Actor.SCHOOL, day(on), decision)


UNSIGNED = replace(signed(0), signed_on=None)
SHARING = Consent(2, 17, ConsentScope.ACTOR, MONDAY, Actor.SCHOOL)


@pytest.mark.parametrize(
    ("consents", "applications", "is_named"),
    [
        ([], [], False),
        ([team(0)], [], True),
        ([team(0, 5)], [], False),
        ([team(0, 6)], [], True),  # withdrawn tomorrow
        ([team(6)], [], False),
        ([SHARING], [], False),  # another thing was agreed to
        ([], [UNSIGNED], False),
        ([], [signed(3)], True),
        ([], [signed(6)], False),
        ([], [signed(3, Decision.POSTPONED)], True),
        ([], [signed(3, Decision.ACCEPTED)], True),
        ([], [signed(3, Decision.REJECTED)], False),
        ([], [signed(3, Decision.WITHDRAWN)], False),
        ([team(0, 4)], [signed(3)], False),  # what was withdrawn last hides the name
        ([team(0, 3)], [signed(3)], False),
        ([team(0, 2)], [signed(3)], True),
        ([team(0, 4), team(5)], [signed(3)], True),
    ],
)
def test_who_may_be_named_at_the_meeting_of_the_fifth_day(
    consents: list[Consent], applications: list[Application], is_named: bool
) -> None:
    assert may_be_named(consents, applications, day(5)) is is_named


@given(st.integers(0, 30), st.integers(0, 30), st.integers(-5, 40))
def test_a_consent_holds_from_its_day_until_it_is_withdrawn(
    given_on: int, more: int, asked: int
) -> None:
    consent = team(given_on, given_on + more)
    held = bool(in_force([consent], day(asked)))
    assert held == (given_on <= asked < given_on + more)


@pytest.mark.parametrize("actor", list(Actor))
def test_of_two_actors_only_that_they_are_authorities_leaves_the_team(actor: Actor) -> None:
    tells = actor in {Actor.SOCIAL_SERVICES, Actor.INSURANCE_AGENCY}
    assert outwardly(actor) == ("other-authority" if tells else actor)


@pytest.mark.parametrize(
    "event",
    [
        Event(MONDAY, EventKind.REFERRAL, code="social-services", detail="in"),
        Event(MONDAY, EventKind.CONSENT, code="actor", detail="given", why="insurance-agency"),
        Event(MONDAY, EventKind.APPLICATION, detail="made", why="social-services"),
        Event(
            MONDAY,
            EventKind.OUTCOME,
            code=OutcomeCategory.OTHER_AUTHORITY,
            detail="insurance-agency",
        ),
    ],
    ids=lambda event: event.kind,
)
def test_no_entry_of_a_timeline_that_leaves_the_team_names_them(event: Event) -> None:
    told = repr(discreet(event))
    assert "social-services" not in told
    assert "insurance-agency" not in told


@pytest.mark.parametrize(
    ("kind", "born", "last", "months", "gone"),
    [
        ("kaa", "2006-09-07", None, 24, "2027-12-31"),
        ("kaa", "2006-01-01", "2026-01-01", 24, "2027-12-31"),
        ("programme", "1999-03-12", None, 24, None),
        ("programme", "1999-03-12", "2026-09-30", 24, "2028-09-30"),
        ("programme", "1999-03-12", "2026-08-31", 6, "2027-02-28"),
    ],
)
def test_until_when_data_are_kept(
    kind: str, born: str, last: str | None, months: int, gone: str | None
) -> None:
    found = purge_on(
        RegisterKind(kind),
        date.fromisoformat(born),
        date.fromisoformat(last) if last else None,
        Settings(programme_purge_months=months),
    )
    assert found == (date.fromisoformat(gone) if gone else None)
