"""Applications, consents, referrals and the agenda as rows of values.

What leaves the team never tells that social services or the social insurance agency is concerned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaa_cli.rules.outward import outwardly
from kaa_cli.rules.support_codes import Actor

if TYPE_CHECKING:
    from kaa_cli.rules.agenda import Agenda, Point
    from kaa_cli.rules.consents import Application, Consent, Referral
    from kaa_cli.rules.person import Case

APPLICATION_KEYS = (
    "youth",
    "given_name",
    "programme",
    "on",
    "referred_by",
    "signed_on",
    "decision",
    "decided_on",
)
CONSENT_KEYS = ("youth", "given_name", "consent", "actor", "given_on", "withdrawn_on")
REFERRAL_KEYS = ("youth", "given_name", "on", "direction", "actor", "received_on")
AGENDA_KEYS = (
    "section",
    "youth",
    "given_name",
    "programme",
    "referred_by",
    "signed_on",
    "note",
    "rungs",
    "days",
    "turns_20_on",
    "weeks_left",
    "never_reached",
)


def shown_actor(case: Case, actor: Actor | None) -> str | None:
    """An actor only outwardly, and none of a protected youth."""
    return None if actor is None or case.person.is_masked else outwardly(actor)


def application_row(case: Case, one: Application) -> dict[str, object]:
    """An application; of a protected youth neither where to nor by whom."""
    from kaa_cli.show.sentences import name_of

    return {
        "youth": one.youth,
        "given_name": name_of(case.person),
        "programme": None if case.person.is_masked else one.programme,
        "on": one.on,
        "referred_by": shown_actor(case, one.referred_by),
        "signed_on": one.signed_on,
        "decision": one.decision,
        "decided_on": one.decided_on,
    }


def consent_row(case: Case, one: Consent) -> dict[str, object]:
    """A consent; of a protected youth not whom it is about."""
    from kaa_cli.show.sentences import name_of

    return {
        "youth": one.youth,
        "given_name": name_of(case.person),
        "consent": one.scope,
        "actor": shown_actor(case, one.actor),
        "given_on": one.given_on,
        "withdrawn_on": one.withdrawn_on,
    }


def referral_row(case: Case, one: Referral) -> dict[str, object]:
    """A referral; the other actor only outwardly, and not of a protected youth."""
    from kaa_cli.show.sentences import name_of

    return {
        "youth": one.youth,
        "given_name": name_of(case.person),
        "on": one.on,
        "direction": one.direction,
        "actor": shown_actor(case, one.actor),
        "received_on": one.received_on,
    }


def agenda_rows(agenda: Agenda) -> list[dict[str, object]]:
    """The points; of one who may not be named neither where to, why nor the birthday."""
    return [_point(point) for point in agenda.points]


def _point(point: Point) -> dict[str, object]:
    from kaa_cli.rules.agenda import Section

    one, named = point.application, point.is_named
    is_20 = point.section is Section.TURNING_20
    is_climbed = point.section is Section.NOT_REACHED
    return {
        "section": point.section,
        "youth": point.case.person.id,
        "given_name": point.case.person.given_name if named else None,
        "programme": one.programme if one and named else None,
        "referred_by": shown_actor(point.case, one.referred_by) if one else None,
        "signed_on": one.signed_on if one else None,
        "note": (one.note or None) if one and named else None,
        "rungs": point.rungs if is_climbed else None,
        "days": point.days if is_climbed else None,
        "turns_20_on": point.on if is_20 and named else None,
        "weeks_left": point.days // 7 if is_20 else None,
        "never_reached": not point.ever_reached if is_20 or is_climbed else None,
    }
