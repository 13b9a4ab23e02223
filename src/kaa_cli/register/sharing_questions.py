"""What the register is asked about applications, consents and referrals."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, Table, select
from sqlmodel import Session

from kaa_cli.register.questions import APPLICATION, CONSENT, REFERRAL
from kaa_cli.rules.consents import Application, Consent, Referral
from kaa_cli.rules.support_codes import Actor, ConsentScope, Decision, Direction


def _asked(of: Table, youths: Iterable[int] | None, *order: Any) -> Select[Any]:
    question = select(of).order_by(*order, of.c.id)
    return question if youths is None else question.where(of.c.youth_id.in_(list(youths)))


def applications(session: Session, youths: Iterable[int] | None = None) -> list[Application]:
    """The applications of some youths, or all, the oldest first."""
    return [
        Application(
            row.id,
            row.youth_id,
            row.programme,
            row.on,
            Actor(row.referred_by),
            row.signed_on,
            Decision(row.decision) if row.decision else None,
            row.decided_on,
            row.note,
        )
        for row in session.execute(_asked(APPLICATION, youths, APPLICATION.c.on))
    ]


def consents(session: Session, youths: Iterable[int] | None = None) -> list[Consent]:
    """The consents of some youths, or all, withdrawn ones too, the oldest first."""
    return [
        Consent(
            row.id,
            row.youth_id,
            ConsentScope(row.scope),
            row.given_on,
            Actor(row.actor) if row.actor else None,
            row.withdrawn_on,
        )
        for row in session.execute(_asked(CONSENT, youths, CONSENT.c.given_on))
    ]


def referrals(session: Session, youths: Iterable[int] | None = None) -> list[Referral]:
    """The referrals of some youths, or all, the oldest first."""
    return [
        Referral(
            row.id,
            row.youth_id,
            row.on,
            Direction(row.direction),
            Actor(row.actor),
            row.received_on,
        )
        for row in session.execute(_asked(REFERRAL, youths, REFERRAL.c.on))
    ]
